"""Every kernel beside its peers and the machine's limit: operation x dtype x size, one core.

    python3 benches/kernels.py [--quick] [NAME ...] [--dtypes f8 ...] [--sizes 10 ...] [--rounds 3] [--record] [--report FILE]
                               [--slower-in FILE]

NAME is an operation or a family of kernel_suite.py (default: all). numpyni, NumPy (also without its AVX-512 paths), bottleneck, numexpr,
polars, pyarrow and numkong run in processes of their own and take turns at each cell; results are compared with NumPy's first, and the
minimum counts. `--quick` takes four dtypes and three sizes, once. `--record` keeps the table as benches/kernels/PROCESSOR.tsv and
docs/kernels.svg; `--report` shows a table that was kept, `--slower-in` measures its cells
that were slower than 0.95 of NumPy again. Ends with an error when a result is wrong, not when something is slow.
"""
import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import kernel_suite as suite

HERE = Path(__file__).resolve().parent
SLOW = 0.95  # of NumPy's speed: below this a cell counts as slower
OURS, NUMPY, AVX2 = "numpyni", "numpy", "numpy, AVX2"
ALONE = {"NUMPYNI_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
NO_AVX512 = {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
PACKAGES = ["numpy==2.5.5", "bottleneck==1.6.0", "numexpr==2.14.2", "polars==2.1.0", "pyarrow==26.0.1", "numkong==7.8.6"]
INTERPRETER = "cpython-3.13"
COLUMNS = ("family", "operation", "dtype", "n", "ns", "numpy", "numpy_avx2", "peer", "peer_ns", "limit_ns", "wrong")
Cell = namedtuple("Cell", COLUMNS)


class Worker:
    """A peer's process, which answers a line of JSON with one; it is begun again after it has ended."""

    def __init__(self, python, name, env=None):
        self.command = [str(python), str(HERE / "kernel_worker.py"), name]
        self.env, self.child = {**os.environ, **ALONE, **(env or {})}, None

    def ask(self, do, **task):
        if self.child is None or self.child.poll() is not None:
            self.child = subprocess.Popen(self.command, env=self.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                          stderr=subprocess.DEVNULL)
        try:
            self.child.stdin.write(json.dumps({"do": do, **task}) + "\n")
            self.child.stdin.flush()
            return json.loads(self.child.stdout.readline())
        except (OSError, ValueError):
            return {"error": f"the process ended with {self.child.wait()}"}


class Limits:
    """The machine's own speed at the work of a kernel, from limits.c; each is measured once a run."""

    def __init__(self, program):
        self.child = subprocess.Popen([str(program)], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.known = {}

    def __call__(self, kind, size):
        if (kind, size) not in self.known:
            self.child.stdin.write(f"{kind} {size}\n")
            self.child.stdin.flush()
            self.known[kind, size] = float(self.child.stdout.readline())
        return self.known[kind, size]


def measured(row, dtype, n, workers, limits, rounds, budget, file):
    """One cell: results compared, then all timed in turns."""
    family, name, statement, _, kind = row
    cell = {"dtype": dtype, "n": n}
    checked = {**cell, "statement": suite.CHECKED.get(name, statement), "file": file}
    statements = {OURS: statement, NUMPY: statement, AVX2: statement}
    for peer, (_, dtypes, _, asked) in suite.PEERS.items():
        if name in asked and dtype in dtypes.split() and peer in workers:
            statements[peer] = asked[name]
    wrong = compared(workers[OURS].ask("result", **checked), workers[NUMPY], checked, exact=True)
    for peer in list(statements)[3:]:
        if name not in suite.CHECKED:
            answer = workers[peer].ask("result", **{**checked, "statement": statements[peer]})
            if compared(answer, workers[NUMPY], checked, exact=False):
                del statements[peer]  # it computes something else, or cannot
    best = {}
    for _ in range(rounds):
        for peer, text in statements.items():
            ns = workers[peer].ask("time", **cell, statement=text, budget=budget).get("ns", math.inf)
            best[peer] = min(ns, best.get(peer, math.inf))
    peer = min(list(statements)[3:], key=best.get, default=NUMPY)
    size = n * (16 if dtype == "c16" else int(dtype[1:] or 1))
    limit = limits("read", 2 * size) if kind == "both" else limits(kind, size) if kind else math.inf
    return Cell(family, name, dtype, n, best[OURS], best[NUMPY], best[AVX2], peer, best[peer], limit, wrong)


def compared(answer, judge, task, exact):
    """What is wrong with a result, or nothing."""
    if "error" in answer:
        return answer["error"]
    verdict = judge.ask("judge", **task, arrays=answer["arrays"], exact=exact)
    return "" if "error" in verdict else verdict["difference"]


def run(cells, python, limits, rounds, budget, keep):
    """Measure all cells, write each to `keep` as it comes, and say how far it is."""
    workers = {OURS: Worker(python, OURS), NUMPY: Worker(python, NUMPY), AVX2: Worker(python, NUMPY, NO_AVX512)}
    for peer in suite.PEERS:
        worker = Worker(python, peer)
        if "error" not in worker.ask("time", statement="a", dtype="f8", n=10, budget=0):
            workers[peer] = worker
    begin, said, answer = time.monotonic(), 0.0, []
    with tempfile.NamedTemporaryFile(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as file:
        for number, (row, dtype, n) in enumerate(cells):
            answer.append(measured(row, dtype, n, workers, limits, rounds, budget, file.name))
            print(*written(answer[-1]), sep="\t", file=keep, flush=True)
            now = time.monotonic() - begin
            if now - said > (1 if sys.stdout.isatty() else 30):
                said, left = now, now / (number + 1) * (len(cells) - number - 1)
                print(f"{number + 1} of {len(cells)}, {now:.0f} s, {left:.0f} s left: {row[1]} {dtype} {n}", flush=True,
                      end="\r" if sys.stdout.isatty() else "\n")
    return answer


def written(cell):
    return [f"{field:.5g}" if isinstance(field, float) else str(field).replace("\t", " ").replace("\n", " ") for field in cell]


def read(path):
    """The cells of a table that was kept."""
    with open(path) as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith(("#", "family"))]
    return [Cell(*[int(field) if name == "n" else float(field) if name in ("ns", "numpy", "numpy_avx2", "peer_ns", "limit_ns") else field
                   for name, field in zip(COLUMNS, row)]) for row in rows]


def lead(cell):
    """How many times faster than NumPy's faster path; None where NumPy cannot do it or we cannot."""
    ratio = min(cell.numpy, cell.numpy_avx2) / cell.ns
    return ratio if 0 < ratio < math.inf else None


def mean(ratios):
    """The geometric mean."""
    ratios = [ratio for ratio in ratios if ratio]
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else math.nan


def report(cells):
    """The figures of a run, as lines of Markdown."""
    sizes = sorted({cell.n for cell in cells})
    yield "| family, times NumPy's speed (geometric mean) | " + " | ".join(f"n = {n:,}" for n in sizes) + " |"
    yield "|---|" + "---|" * len(sizes)
    families = list(dict.fromkeys(cell.family for cell in cells))
    for family in [*families, "all"]:
        of = [[lead(cell) for cell in cells if cell.n == n and family in (cell.family, "all")] for n in sizes]
        yield f"| {family} | " + " | ".join(f"{mean(ratios):.2f}" for ratios in of) + " |"
    of = [[lead(cell) for cell in cells if cell.n == n and lead(cell)] for n in sizes]
    yield "| cells | " + " | ".join(f"{len(ratios)}" for ratios in of) + " |"
    yield f"| slower than {SLOW} of NumPy | " + " | ".join(f"{sum(ratio < SLOW for ratio in ratios)}" for ratios in of) + " |"
    beaten = [[cell.peer_ns < cell.ns for cell in cells if cell.n == n and cell.peer != NUMPY] for n in sizes]
    yield "| behind the best of the other peers, of those that have one | " + " | ".join(f"{sum(of)} of {len(of)}" for of in beaten) + " |"
    limits = [mean([cell.limit_ns / cell.ns for cell in cells if cell.n == n and cell.family == "reductions" and math.isfinite(cell.limit_ns)]) for n in sizes]
    yield "| reductions, share of the machine's read limit | " + " | ".join(f"{share:.2f}" for share in limits) + " |"
    yield ""
    slow = sorted((cell for cell in cells if lead(cell) and lead(cell) < SLOW), key=lead)
    yield "Slowest: " + "; ".join(f"{cell.operation} {cell.dtype} {cell.n:,} {lead(cell):.2f}" for cell in slow[:40])
    by_operation = {}
    for cell in slow:
        by_operation.setdefault((cell.operation, cell.n), []).append(cell)
    worst = sorted(by_operation.items(), key=lambda entry: -sum(-math.log(lead(cell)) for cell in entry[1]))
    yield ""
    yield "Most to gain: " + "; ".join(f"{name} {n:,} ({', '.join(cell.dtype for cell in of)})" for (name, n), of in worst[:40])


def made_ready():
    """An environment with the wheel and the peers."""
    import install
    import interpreters

    (row, found, why), = install.located(interpreters.chosen([INTERPRETER]))
    if found is None:
        raise install.Failed(why)
    return interpreters.environment(replace(row, name="kernels"), found[0], PACKAGES, install.wheel.build())


def main(words):
    import peers
    import picture
    from steps import BUILD

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--dtypes", nargs="+")
    parser.add_argument("--sizes", nargs="+", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--python", help="an interpreter that has numpyni and the peers, in place of one made ready")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--report", metavar="FILE")
    parser.add_argument("--slower-in", metavar="FILE")
    arguments = parser.parse_args(words)
    kept = BUILD / "benches/kernels.tsv"
    if arguments.report:
        cells = read(arguments.report)
    else:
        python = arguments.python
        if python is None:
            python = made_ready()
        dtypes = arguments.dtypes or (suite.QUICK_DTYPES if arguments.quick else suite.ALL.split())
        sizes = arguments.sizes or (suite.QUICK_SIZES if arguments.quick else suite.SIZES)
        cells = [(row, dtype, n) for row in suite.ROWS if not arguments.names or set(arguments.names) & set(row[:2])
                 for dtype in row[3] if dtype in dtypes for n in sizes]
        if arguments.slower_in:
            slow = {(cell.operation, cell.dtype, cell.n) for cell in read(arguments.slower_in) if lead(cell) and lead(cell) < SLOW}
            cells = [(row, dtype, n) for row, dtype, n in cells if (row[1], dtype, n) in slow]
        kept.parent.mkdir(parents=True, exist_ok=True)
        with open(kept, "w") as keep:
            print(f"# {peers.machine()}", file=keep)
            print(*COLUMNS, sep="\t", file=keep)
            cells = run(cells, python, Limits(peers.compiled("limits.c", peers.WIDEST)), arguments.rounds or (1 if arguments.quick else 3),
                        0.0005 if arguments.quick else 0.002, keep)
    print("\n".join(report(cells)))
    wrong = [cell for cell in cells if cell.wrong]
    for cell in wrong[:60]:
        print(f"wrong: {cell.operation} {cell.dtype} {cell.n}: {cell.wrong}")
    drawn = picture.heat(cells, lead, f"Times faster than NumPy, one core ({peers.machine()})")
    (BUILD / "benches/kernels.svg").write_text(drawn)
    if arguments.record:
        name = re.sub(r"[^a-z0-9]+", "-", peers.machine().split(",")[0].lower()).strip("-")
        (HERE / "kernels").mkdir(exist_ok=True)
        (HERE / "kernels" / f"{name}.tsv").write_text(Path(arguments.report or kept).read_text())
        (HERE.parent / "docs/kernels.svg").write_text(drawn)
    return 1 if wrong else 0


if __name__ == "__main__":
    import peers

    peers.main(main)
