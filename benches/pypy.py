"""The loops on PyPy against C, array.array and numpy, each with its bound.

    python3 benches/pypy.py [NAME ...] [--module numpyni] [--rounds 4]

NAME is an interpreter of tools/interpreters.py (default: every PyPy that is here). The peers take turns, a fresh process
each; the minimum counts. Ends with an error when a bound is missed.
"""
import argparse

import peers

# case           compared with           the bound: at most so many times its time
BOUNDS = [
    ("read:10000", ("C",), 1.25),
    ("read:1000000", ("C",), 1.25),
    ("read:10000", ("numpy",), 1 / 200),
    ("read:1000000", ("numpy",), 1 / 200),
    ("store:10000", ("C", "array"), 2),  # the slower of the two
    ("store:1000000", ("C", "array"), 2),
    ("stencil:102", ("C",), 5),
    ("stencil:502", ("C",), 5),
    ("iterate:10000", ("array",), 1.5),
    ("iterate:1000000", ("array",), 1.5),
    ("add:10", ("numpy",), 1 / 20),
    ("total:10", ("numpy",), 1 / 20),
    ("zeros:10", ("numpy",), 1 / 20),
    ("cut:10", ("numpy",), 1 / 20),
    ("plane:202", ("C",), 3),
    ("cube:102", ("C",), 3),
    ("stencil:202", ("C",), 3),
    ("stencil9:202", ("C",), 3),
    ("stencil7:42", ("C",), 3),
    ("stencil7:102", ("C",), 3),
    ("stencil25:202", ("C",), 3),
] + [
    (f"read.{dtype}{view}:10000", ("C",), 1.5)
    for dtype in ("float64", "float32", "int64", "int32", "uint8", "bool") for view in ("", ".strided", ".reversed")
]
# The same loops where no bound is set, for the record.
RECORDED = ["read:100"]


def judge(module, best):
    """Print the rows of one interpreter; return how many bounds are missed."""
    missed = 0
    for case, others, bound in BOUNDS:
        ours, known = best[module][case], {peer: best[peer][case] for peer in others if case in best.get(peer, {})}
        if not known:
            continue  # no numpy for this PyPy
        peer = max(known, key=known.get)
        ratio = ours / known[peer]
        missed += ratio > bound
        print(f"{case:30}{ours:10.2f}{known[peer]:10.2f} {peer:8}{ratio:9.4f}{bound:9.4f}  {'ok' if ratio <= bound else 'MISSED'}")
    for case in RECORDED:
        print(f"{case:30}{best[module][case]:10.2f}{best['C'][case]:10.2f} C")
    return missed


def turns(module, wanted):
    """{peer: its cases} of one process each: a JIT keeps a loop for the first dtype that it meets, so each has its own."""
    cases = [(case, ("C", module) if case in RECORDED else (module, *others))
             for case, others, _ in BOUNDS + [(case, (), None) for case in RECORDED]]
    for alone in dict.fromkeys(["", *[case for case, _ in cases if "." in case]]):
        group = [(case, names) for case, names in cases if (case if "." in case else "") == alone]
        yield {peer: list(dict.fromkeys([case for case, names in group if peer in names])) for peer in ["C", *wanted]}


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--module", default="numpyni")
    parser.add_argument("--rounds", type=int, default=4)
    arguments = parser.parse_args(words)
    names = arguments.names or [row.name for row in peers.interpreters.TABLE if row.name.startswith("pypy")]
    missed = 0
    for row, python, identity in peers.ready(names, arguments.module):
        wanted = dict.fromkeys([arguments.module, "array", *(["numpy"] if row.numpy else [])])
        best = {}
        for turn in turns(arguments.module, wanted):
            timed = peers.compare(f"timing on {row.name}", python, [peer for peer in wanted if turn[peer]], turn, arguments.rounds,
                                  slow={"numpy": 1})
            for peer, times in timed.items():
                best.setdefault(peer, {}).update(times)
        print(f"\n{identity:30}{arguments.module:>10}{'peer, ns':>10} {'':8}{'ratio':>9}{'at most':>9}  ({peers.machine()})")
        if "error" in best[arguments.module]:
            raise peers.Failed(f"{arguments.module} on {row.name}: {best[arguments.module]['error']}")
        missed += judge(arguments.module, best)
    print(f"\n{missed} bounds missed" if missed else "\nevery bound is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    peers.main(main)
