"""Universal extensions on CPython 3.13: what a call costs, and what runs inside, beside Pythran, Cython, rust-numpy, Numba and C.

    python3 benches/extensions.py [--rounds 30] [--record]

All take turns in one process, on one array; the minimum over all rounds counts, and results are checked first. `--record` keeps the
picture as docs/extensions.svg. Ends with an error when a bound is missed.
"""
import argparse
import ctypes
import importlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import timeit
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SOURCES = HERE / "extensions"

# what is timed, with one array of 5 float64       of which it may take at most
CALLS = [
    ("C kernel, no result", {}),
    ("C kernel, float result", {"Pythran's own module": 0.5, "rust-numpy": 0.5, "Cython, double[:]": 0.4}),
    ("C kernel, NumPy's array", {"C kernel, float result": 3}),
    ("Pythran kernel", {"Pythran's own module": 0.5}),
    ("Numba, our array", {"Numba, NumPy's array": 2.5}),
    ("Pythran's own module", {}),
    ("Cython, double[:]", {}),
    ("rust-numpy", {}),
    ("Numba, NumPy's array", {}),
    ("a Python function", {}),
]
OURS = ("C kernel", "Pythran kernel", "Numba, our")
# what is timed, ns an element
LOOPS = [
    ("asum in C", {"asum, called directly": 1.05}),
    ("asum, called directly", {}),
    ("jacobi in C", {"jacobi, called directly": 1.05}),
    ("jacobi, called directly", {}),
    ("asum in Cranelift", {"asum in C, checked": 1.1}),
    ("asum in C, checked", {}),
    ("jacobi in Cranelift", {}),
    ("jacobi in C, checked", {}),
]
# the kernels of examples/extensions: in this language, this many times as fast as the same in Python
KERNELS = ["nbody c", "jacobi cython", "heat3d rust", "mandelbrot cpp", "distances pythran", "moving_median cpp",
           "parse_numbers c", "random_walk rust", "periodogram pythran"]


# ---- in an environment that has all of them

def build(folder):
    """Compiles the peers, unless they are there."""
    def made(name, command, cwd=folder):
        if not (folder / name).exists():
            subprocess.run([str(word) for word in command], check=True, cwd=cwd, stdout=subprocess.DEVNULL)
        return str(folder / name)

    suffix, python = sysconfig.get_config_var("EXT_SUFFIX"), sys.executable
    include = ROOT / "numpyni-sys/include"
    flags = ["-O2", "-DNDEBUG", "-fPIC", "-shared", f"-I{include}"]
    made("calls.numpyni.so", ["cc", *flags, "-fvisibility=hidden", SOURCES / "calls.c", "-o", "calls.numpyni.so"])
    made("checked.so", ["cc", *flags, HERE / "jit.c", "-o", "checked.so"])
    for name in ("pythran_peer.py", "cython_peer.pyx"):
        shutil.copy(SOURCES / name, folder)
    made("pythran_peer.numpyni.so", [python, "-m", "numpyni", "pythran", "pythran_peer.py"])
    made(f"pythran_peer{suffix}", [python, "-m", "pythran.run", "pythran_peer.py", "-o", f"pythran_peer{suffix}"])
    made("cython_peer.c", [python, "-m", "cython", "-3", "cython_peer.pyx"])
    made(f"cython_peer{suffix}", ["cc", *flags, "-I", sysconfig.get_paths()["include"], "cython_peer.c", "-o", f"cython_peer{suffix}"])
    if not (folder / f"rust_numpy{suffix}").exists():      # not from the tree, whose configuration is without a Python
        subprocess.run(["cargo", "build", "--release", "--locked", "--manifest-path", SOURCES / "rust_numpy/Cargo.toml", "--target-dir",
                        folder / "target"], check=True, cwd=folder, env={**os.environ, "PYO3_PYTHON": python})
        shutil.copy(folder / "target/release/librust_numpy.so", folder / f"rust_numpy{suffix}")


def calls(np, numpy, folder):
    """{title: (function, argument)} of the calls."""
    import numba

    kernels = np.load_extension(folder / "calls.numpyni.so")
    universal = np.load_extension(folder / "pythran_peer.numpyni.so")
    sys.path.insert(0, str(folder))
    native = {name: importlib.import_module(name).one for name in ("pythran_peer", "cython_peer", "rust_numpy")}
    jitted = numba.njit(lambda x: 1.5)

    def function(x):
        return 1.5

    ours, theirs = np.arange(5.0), numpy.arange(5.0)
    found = {
        "C kernel, no result": (kernels.none, ours), "C kernel, float result": (kernels.one, ours),
        "C kernel, NumPy's array": (kernels.one, theirs), "Pythran kernel": (universal.one, ours),
        "Numba, our array": (jitted, ours), "Numba, NumPy's array": (jitted, theirs),
        "Pythran's own module": (native["pythran_peer"], theirs), "Cython, double[:]": (native["cython_peer"], theirs),
        "rust-numpy": (native["rust_numpy"], theirs), "a Python function": (function, ours),
    }
    for title, (each, x) in found.items():
        assert each(x) == (None if "no result" in title else 1.5), title
    return found


def directly(np, function, arrays):
    """A call of a function's typed entry, without Python's share: by ctypes, with the views that stand in the arrays."""
    from numpyni import _host as host

    (overload,) = host.function_info(function._id)[2]
    entry = ctypes.CFUNCTYPE(ctypes.c_int32, *[ctypes.c_void_p] * (len(arrays) + 2))(overload[3])
    result = ctypes.c_double()
    views = [id(array) + host.VIEW_OFFSET for array in arrays]
    return lambda: entry(None, *views, ctypes.addressof(result))


def loops(np, kernels):
    """{title: (call, elements)} of the loops inside kernels."""
    n, side = 100_000, 200
    x, grid, out = np.array([0.5] * n), np.ones((side, side)), np.zeros((side, side))
    assert kernels.asum(x) == n / 2 and kernels.jacobi(grid, out) == 0
    return {
        "asum in C": (lambda: kernels.asum(x), n),
        "asum, called directly": (directly(np, kernels.asum, [x]), n),
        "jacobi in C": (lambda: kernels.jacobi(grid, out), side * side),
        "jacobi, called directly": (directly(np, kernels.jacobi, [grid, out]), side * side),
    }


def oracle_cases(np, kernels):
    """{title: (ours, the same in Python, whether the results are close)} of the real kernels."""
    sys.path.insert(0, str(ROOT / "tests/extensions"))
    import oracles

    def grid(*shape):
        values = np.arange(float(np.prod(shape))).reshape(shape) % 17 / 16
        return values, values.tolist()

    x2, l2 = grid(60, 60)
    x3, l3 = grid(16, 16, 16)
    p, lp = grid(60, 3)
    v, lv = grid(400)
    out2, out3 = np.zeros((60, 60)), np.zeros((16, 16, 16))
    lo2 = out2.tolist()
    bodies = [[float(i * k % 5 + i) for k in (1, 2, 3)] for i in range(5)]
    mass = [1.0, 2.0, 0.5, 1.5, 3.0]
    text = ",".join(str(i / 8) for i in range(1000))
    data = np.frombuffer(text.encode(), np.uint8)
    frequencies = [0.1, 0.5, 1.0]

    def nbody():
        a, b = np.array(bodies), np.zeros((5, 3))
        kernels["c"].nbody(a, b, np.array(mass), 0.01, 100)
        return a

    def python_nbody():
        a = [row[:] for row in bodies]
        oracles.nbody(a, [[0.0] * 3 for _ in a], mass, 0.01, 100)
        return a

    return {
        "nbody c": (nbody, python_nbody),
        "jacobi cython": (lambda: kernels["cython"].jacobi(x2, out2), lambda: oracles.jacobi(l2, lo2)),
        "heat3d rust": (lambda: kernels["rust"].heat3d(x3, out3) or out3, lambda: oracles.heat3d(l3)),
        "mandelbrot cpp": (lambda: kernels["cpp"].mandelbrot(-2 - 1j, 1 + 1j, 30, 40, 100),
                           lambda: oracles.mandelbrot(-2 - 1j, 1 + 1j, 30, 40, 100)),
        "distances pythran": (lambda: kernels["pythran"].distances(p, p), lambda: oracles.distances(lp, lp)),
        "moving_median cpp": (lambda: kernels["cpp"].moving_median(v, 9), lambda: oracles.moving_median(lv, 9)),
        "parse_numbers c": (lambda: kernels["c"].parse_numbers(data), lambda: oracles.parse_numbers(text)),
        "random_walk rust": (lambda: kernels["rust"].random_walk(5000, 42)[0], lambda: oracles.random_walk(5000, 42)[0]),
        "periodogram pythran": (lambda: kernels["pythran"].periodogram(v, np.array(frequencies)),
                                lambda: oracles.periodogram(lv, frequencies)),
    }


def fastest(functions, rounds, seconds):
    """{title: its least time in seconds} of functions of no arguments that take turns."""
    best = {}
    counts = {title: max(1, int(seconds / max(timeit.timeit(f, number=3) / 3, 1e-9))) for title, f in functions.items()}
    for _ in range(rounds):
        for title, f in functions.items():
            best[title] = min(best.get(title, 1e9), timeit.timeit(f, number=counts[title]) / counts[title])
    return best


def worker(folder, libraries, rounds):
    """Times everything, and prints JSON: nanoseconds; for the kernels, how many times faster."""
    import numpy

    import numpyni as np

    build(folder)
    kernels = {path.name.partition(".")[0]: np.load_extension(path) for path in libraries.glob("*.numpyni.so")}
    timed = {}
    for title, (function, x) in calls(np, numpy, folder).items():
        timer = timeit.Timer("f(x)", globals={"f": function, "x": x})
        timed[title] = timer, 9e9
    for _ in range(rounds):
        timed = {title: (timer, min(best, timer.timeit(20000) / 20000 * 1e9)) for title, (timer, best) in timed.items()}
    timed = {title: best for title, (_, best) in timed.items()}
    inner = loops(np, kernels["c"])
    for title, best in fastest({title: f for title, (f, _) in inner.items()}, rounds, 0.01).items():
        timed[title] = best * 1e9 / inner[title][1]
    cases = oracle_cases(np, kernels)
    for title, (ours, python) in cases.items():
        assert np.allclose(np.asarray(ours()), np.asarray(python())), title
        pair = fastest({"ours": ours, "python": python}, max(3, rounds // 6), 0.01)
        timed[title] = pair["python"] / pair["ours"]
    print(json.dumps(timed))


# ---- outside

def compiled_loops(environment):
    """{title: ns an element} of the loops that Cranelift compiles, and of the same in C."""
    import peers

    code, log = peers.run("timing Cranelift's code", ["cargo", "run", "-q", "--locked", "--manifest-path", ROOT / "tests/jit/Cargo.toml",
                                                      "--example", "timed", environment["checked"]], check=True,
                          env={"NUMPYNI_LIBRARY": environment["library"], "CARGO_TARGET_DIR": peers.BUILD / "jit/target"})
    timed = {}
    for line in log.read_text().splitlines():
        words = line.split()
        if words[:1] in (["asum"], ["jacobi"]) and len(words) == 3:
            timed[f"{words[0]} in Cranelift"], timed[f"{words[0]} in C, checked"] = float(words[1]), float(words[2])
    return timed


def judged(best, cases, unit):
    """Prints a table; the number of missed bounds."""
    missed = 0
    for title, bounds in cases:
        verdicts = []
        for peer, bound in bounds.items():
            ratio = best[title] / best[peer]
            missed += ratio > bound
            verdicts.append(f"{ratio:.2f} of {peer}, at most {bound}: {'ok' if ratio <= bound else 'MISSED'}")
        print(f"{title:26}{best[title]:9.2f} {unit}   {'; '.join(verdicts)}")
    return missed


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args(words)
    import install
    import peers
    import picture

    python, libraries = install.generators()
    folder = peers.BUILD / "benches/extensions"
    folder.mkdir(parents=True, exist_ok=True)
    best = peers.alternate("timing extensions", {"all": [python, __file__, "--worker", folder, libraries, arguments.rounds]}, 1,
                           env={"NUMPYNI_NUM_THREADS": "1"})["all"]
    if "error" in best:
        raise peers.Failed(best["error"])
    library = subprocess.check_output([python, "-c", "from numpyni import _host; print(_host.library_path())"], text=True, cwd=folder)
    best.update(compiled_loops({"checked": folder / "checked.so", "library": library.strip()}))
    print(f"\nCPython 3.13 ({peers.machine()})\na call with one array")
    missed = judged(best, CALLS, "ns")
    print("\nloops, an element")
    missed += judged(best, LOOPS, "ns")
    print("\nkernels, times faster than the same in Python")
    for title in KERNELS:
        print(f"{title:26}{best[title]:9.0f} x")
    panels = [("ns a call with one array (shorter is better)",
               [(title, best[title], not title.startswith(OURS)) for title, _ in CALLS]),
              ("kernels: times faster than the same in Python", [(title, best[title], False) for title in KERNELS])]
    drawing = peers.BUILD / "extensions.svg"
    drawing.write_text(picture.bars(panels, "Universal extensions on CPython 3.13"))
    if arguments.record:
        shutil.copy(drawing, ROOT / "docs/extensions.svg")
    print(f"\n{missed} bounds missed" if missed else "\nevery bound is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        import peers

        peers.main(main)
