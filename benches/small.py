"""Small arrays on CPython, where the fixed cost of a call is all there is; and the sum, where the memory is.

    python3 benches/small.py [NAME ...] [--module numpyni] [--rounds 5]

NAME is an interpreter of tools/interpreters.py (default: cpython-3.13). numpyni and numpy take turns, a fresh process each;
the minimum over all repeats counts, nothing is subtracted. Ends with an error when a bound is missed.
"""
import argparse
import importlib
import json
import sys
import timeit

LOOP = """
result = 0
for i in range(len(a100)):
    result += a100[i]
"""

# what is timed      its statement        the bound: at most this much of numpy's time
CASES = [
    ("the loop, n = 100", LOOP, 0.6),
    ("a[3]", "a[3]", 0.7),
    ("a[3] = 1.0", "a[3] = 1.0", 0.6),
    ("a[2:5]", "a[2:5]", 1),
    ("a.T", "a.T", 1),
    ("a.reshape(2, 5)", "a.reshape(2, 5)", 1),
    ("a + b", "a + b", 0.25),
    ("a + 1.0", "a + 1.0", 0.5),
    ("a > b", "a > b", 0.5),
    ("a + integers", "a + i", 1),
    ("a[::2] + b[::2]", "a[::2] + b[::2]", 1),
    ("np.sqrt(a)", "np.sqrt(a)", 0.6),
    ("np.add(a, b, out=c)", "np.add(a, b, out=c)", 0.5),
    ("a.sum()", "a.sum()", 0.12),
    ("a.sum(axis=0)", "a.sum(axis=0)", 0.2),
    ("a.max()", "a.max()", 0.2),
    ("a.argmax()", "a.argmax()", 1),
    ("a.any()", "a.any()", 0.1),
    ("a.mean()", "a.mean()", 0.05),
    ("a.std()", "a.std()", 0.05),
    ("np.sum(a)", "np.sum(a)", 0.05),
    ("np.where(m, a, b)", "np.where(m, a, b)", 1),
    ("np.clip(a, 0.0, 1.0)", "np.clip(a, 0.0, 1.0)", 1),
    ("a[mask]", "a[m]", 1),
    ("a[integers]", "a[i]", 1),
    ("a[2:5] = 1.0", "c[2:5] = 1.0", 1),
    ("np.zeros(10)", "np.zeros(10)", 0.6),
    ("len(a)", "len(a)", None),
    ("a.shape", "a.shape", None),
]
# everyday functions, of float64 and of int64   its statement   the bound: at most this much of numpy's time
EVERYDAY = [
    ("a + 0.5", "a + 0.5", 1),
    ("np.divmod(a, b)", "np.divmod(a, b)", 1),
    ("divmod(a, b)", "divmod(a, b)", 1),
    ("np.add.reduce(a)", "np.add.reduce(a)", 1),
    ("np.dot(a, b)", "np.dot(a, b)", 1),
    ("np.ptp(a)", "np.ptp(a)", 1),
    ("A[2]", "A[2]", 1),
    ("a.conj()", "a.conj()", 1),
    ("A[:, 1]", "A[:, 1]", 1),
    ("a[None]", "a[None]", 1),
    ("A[:, 1] = b", "A[:, 1] = b", 1),
    ("c[...] = 1", "c[...] = 1", 1),
    ("a.reshape(-1, 1)", "a.reshape(-1, 1)", 1),
    ("a.ravel()", "a.ravel()", None),
    ("a.flatten()", "a.flatten()", 1),
    ("a.tolist()", "a.tolist()", 1),
    ("a.tobytes()", "a.tobytes()", 1),
    ("np.array(a, dtype='f4')", "np.array(a, dtype='f4')", 1),
    ("np.sqrt(a[2])", "np.sqrt(a[2])", None),
    ("a[2] * 2.5", "a[2] * 2.5", 1),
    ("divmod(a[2], 2)", "divmod(a[2], 2)", 1),
    ("np.atleast_1d(a)", "np.atleast_1d(a)", 1),
    ("np.append(a, b)", "np.append(a, b)", 1),
    ("np.column_stack((a, b))", "np.column_stack((a, b))", 1),
    ("np.stack((a, b))", "np.stack((a, b))", 1),
    ("np.vstack((a, b))", "np.vstack((a, b))", 1),
    ("np.hstack((a, b))", "np.hstack((a, b))", 1),
    ("np.concatenate((a, b))", "np.concatenate((a, b))", 1),
    ("np.eye(3)", "np.eye(3)", 1),
    ("np.copyto(c, a)", "np.copyto(c, a)", 1),
    ("np.swapaxes(A, 0, 1)", "np.swapaxes(A, 0, 1)", 1),
    ("np.moveaxis(A, 0, 1)", "np.moveaxis(A, 0, 1)", 1),
    ("np.searchsorted(a, 3)", "np.searchsorted(a, 3)", 1),
    ("np.diag(A)", "np.diag(A)", 1),
    ("np.trace(A)", "np.trace(A)", 1),
    ("np.tril(A)", "np.tril(A)", 1),
    ("np.ones_like(a)", "np.ones_like(a)", 1),
    ("np.full_like(a, 3)", "np.full_like(a, 3)", 1),
    ("np.round(a)", "np.round(a)", 1),
    ("np.where(m)", "np.where(m)", 1),
    ("np.insert(a, 3, 1)", "np.insert(a, 3, 1)", 1),
    ("np.delete(a, 3)", "np.delete(a, 3)", 1),
    ("np.cross(k, k)", "np.cross(k, k)", 1),
    ("np.tensordot(A, A)", "np.tensordot(A, A)", 1),
    ("np.convolve(a, b)", "np.convolve(a, b)", 1),
    ("np.correlate(a, b)", "np.correlate(a, b)", 1),
    ("np.einsum('i,i', a, b)", "np.einsum('i,i', a, b)", 1),
    ("np.packbits(m)", "np.packbits(m)", 1),
    ("np.nansum(a)", "np.nansum(a)", 1),
    ("np.polyval(a, b)", "np.polyval(a, b)", 1),
    ("np.linalg.norm(a)", "np.linalg.norm(a)", 1),
    ("np.linalg.norm(A)", "np.linalg.norm(A)", 1),
    ("np.linalg.solve(M, k)", "np.linalg.solve(M, k)", 1),
    ("np.linalg.inv(M)", "np.linalg.inv(M)", 1),
    ("np.linalg.det(M)", "np.linalg.det(M)", 1),
    ("np.fft.fft(a)", "np.fft.fft(a)", 1),
    ("np.fft.rfft(a)", "np.fft.rfft(a)", 1),
    ("np.random.uniform(0, 1, 10)", "np.random.uniform(0, 1, 10)", None),
    ("np.can_cast('i4', 'f8')", "np.can_cast('i4', 'f8')", 1),
]
# what is timed      its statement   the bound: at most this much of C's time
SUMS = [
    ("sum float64", "f64.sum()", 1 / 0.8),
    ("sum float32", "f32.sum()", 1 / 0.8),
]
DTYPES = ("float64", "int64")
SIZE = 800_000  # bytes


def worker(name):
    """Time everything for one module, and print JSON."""
    np = importlib.import_module(name)
    numbers = {bits: [(i % 7) * 0.5 for i in range(SIZE * 8 // bits)] for bits in (64, 32)}
    space = {
        "np": np,
        "a": np.array([float(i) for i in range(10)]),
        "b": np.array([2.0] * 10),
        "c": np.array([0.0] * 10),
        "i": np.array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        "m": np.array([True, False] * 5),
        "a100": np.array([1.0] * 100),
        "f64": np.array(numbers[64]),
        "f32": np.array(numbers[32], dtype=np.float32),
    }
    check(space, numbers)
    timed = {title: nanoseconds(statement, space) for title, statement, _ in CASES + SUMS}
    for dtype in DTYPES:
        everyday = {**space, **{x: space[x].astype(dtype) for x in "abc"}, "k": np.array([1, 2, 3]).astype(dtype),
                    "A": np.array([list(range(10))] * 10).astype(dtype), "M": np.array([[2, 1, 0], [1, 3, 1], [0, 1, 4]]).astype(dtype)}
        timed.update({f"{title} {dtype}": nanoseconds(statement, everyday) for title, statement, _ in EVERYDAY})
    print(json.dumps(timed))


def nanoseconds(statement, space):
    """How long a statement takes at least."""
    timer = timeit.Timer(statement, globals=space)
    count = max(1, int(1 / max(timer.timeit(100), 1e-6)))  # 10 ms each
    return min(timer.repeat(15, count)) / count * 1e9


def check(space, numbers):
    """The results, before anything is timed."""
    np, a, b = space["np"], space["a"], space["b"]
    a[3] = 7.0
    assert a[3] == 7.0
    a[3] = 1.0
    assert [x for x in a + b] == [2.0, 3.0, 4.0, 3.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]
    assert a.sum() == np.sum(a) == 43.0
    assert [x for x in a[2:5]] == [2.0, 1.0, 4.0]
    assert [x for x in a[space["m"]]] == [x for x in a[::2]] == [0.0, 2.0, 4.0, 6.0, 8.0]
    assert [x for x in a[space["i"]]] == [x for x in a[::-1]]
    assert [x for x in np.clip(a, 0.0, 1.0)] == [0.0] + [1.0] * 9
    assert [x for x in np.where(space["m"], a, b)] == [0.0, 2.0, 2.0, 2.0, 4.0, 2.0, 6.0, 2.0, 8.0, 2.0]
    assert [x for x in np.zeros(10)] == [0.0] * 10
    assert len(a) == 10 and tuple(a.shape) == (10,)
    assert space["f64"].sum() == sum(numbers[64]) and space["f32"].sum() == sum(numbers[32])


def judged(title, ours, peer, bound, unit="ns"):
    """Print a row; return whether it is within its bound."""
    ratio = ours / peer
    verdict = "" if bound is None else "ok" if ratio <= bound else "MISSED"
    print(f"{title:34}{ours:11.1f}{peer:11.1f} {unit:3}{ratio:9.3f}{'' if bound is None else f'{bound:9.3f}':>9}  {verdict}")
    return verdict != "MISSED"


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["cpython-3.13"])
    parser.add_argument("--module", default="numpyni")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args(words)
    import peers

    missed = 0
    limits = [peers.compiled("limits.c", peers.WIDEST), f"read:{SIZE}"]
    for row, python, identity in peers.ready(arguments.names, arguments.module):
        commands = {name: [python, __file__, "--worker", name] for name in (arguments.module, "numpy")}
        best = peers.alternate(f"timing on {row.name}", {**commands, "C": limits}, arguments.rounds,
                               env={"NUMPYNI_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"})
        ours, numpy, c = best[arguments.module], best["numpy"], best["C"]
        for name, timed in best.items():
            if "error" in timed:
                raise peers.Failed(f"{name} on {row.name}: {timed['error']}")
        print(f"\n{identity:34}{arguments.module:>11}{'numpy':>11}{'ratio':>13}{'at most':>9}   ({peers.machine()})")
        missed += sum(not judged(title, ours[title], numpy[title], bound) for title, _, bound in CASES)
        everyday = [(f"{title} {dtype}", bound) for title, _, bound in EVERYDAY for dtype in DTYPES]
        missed += sum(not judged(title, ours[title], numpy[title], bound) for title, bound in everyday)
        print(f"{'one core, 800 kB':34}{arguments.module:>11}{'SIMD in C':>11}{'ratio':>13}{'at most':>9}")
        missed += sum(not judged(title, ours[title], c[f"read:{SIZE}"], bound) for title, _, bound in SUMS)
        print("in GB/s: " + "; ".join(f"{title} {arguments.module} {SIZE / ours[title]:.0f}, numpy {SIZE / numpy[title]:.0f}, "
                                      f"C {SIZE / c[f'read:{SIZE}']:.0f}" for title, _, _ in SUMS))
    print(f"\n{missed} bounds missed" if missed else "\nevery bound is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(sys.argv[2])
    else:
        import peers

        peers.main(main)
