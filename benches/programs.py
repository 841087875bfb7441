"""The twelve programs of tests/programs on every interpreter, with NumPyNI and with NumPy, each with its bound.

    python3 benches/programs.py [NAME ...] [--module numpyni] [--program PROGRAM ...] [--record]

NAME is an interpreter of tools/interpreters.py (default: every one that is here). Each program runs in a process of its own,
again and again for a moment (a JIT: some seconds); its results are checked and the minimum counts. Draws .build/programs.svg: how many times
faster than with NumPy on CPython; --record copies it to docs/. Ends with an error when a bound is missed.
"""
import argparse
import importlib
import json
import math
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
import programs  # noqa: E402

STYLES = ("loops", "vectors")
BUDGET = {"cpython": 0.3, "pypy": 8, "graalpy": 10}  # seconds of one style: a JIT needs time to warm up
WITHOUT_JIT = 0.3  # seconds of one style with NumPy, of which no JIT sees anything
BASE = "cpython-3.13"
# interpreter  style      compared with NumPy on   the bound: geometric mean of how many times faster at least
BOUNDS = [
    ("pypy-7.3.19", STYLES, "pypy-7.3.19", 20),
    ("pypy-7.3.19", ("loops",), BASE, 10),
    ("pypy-7.3.19", ("vectors",), BASE, 1.5),
]


def measure(module, name, budget):
    """{style: seconds} of one program."""
    program, np = importlib.import_module("programs." + name), importlib.import_module(module)
    best, results = {}, {}
    for style in STYLES:
        run, end = getattr(program, style), time.perf_counter() + budget
        while style not in best or time.perf_counter() < end:
            start = time.perf_counter()
            results[style] = run(np, program.LARGE)
            best[style] = min(time.perf_counter() - start, best.get(style, math.inf))
    for a, b in zip(results["loops"], results["vectors"]):
        if not math.isclose(a, b, rel_tol=1e-9):
            raise SystemExit(f"{name}: loops gave {a}, vectors {b}")
    return best


def timed(rows, modules, names):
    """{(interpreter, module): {program: {style: seconds}}} of interpreters that are ready."""
    import peers

    answer = {}
    for row, python, _ in rows:
        for module in modules:
            if module == "numpy" and not row.numpy:
                continue
            budget = WITHOUT_JIT if module == "numpy" else BUDGET[row.name.split("-")[0]]
            commands = {name: [python, HERE / "programs.py", "--measure", module, name, str(budget)] for name in names}
            answer[row.name, module] = peers.alternate(f"{row.name}, {module}", commands, 1)
    return answer


def faster(best, of, than, styles, names):
    """[how many times faster `of` is than `than`] over programs and styles that both ran."""
    ours, theirs = best.get(of, {}), best.get(than, {})
    return [theirs[name][style] / ours[name][style] for name in names for style in styles
            if style in ours.get(name, ()) and style in theirs.get(name, ())]


def mean(ratios):
    """The geometric mean."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def table(best, names):
    """Print the milliseconds of every program, and the means against NumPy on CPython."""
    for style in STYLES:
        print(f"\n{style + ', ms':22}" + "".join(f"{interpreter.replace('cpython-', ''):>13}" for interpreter, _ in best))
        print(f"{'':22}" + "".join(f"{module:>13}" for _, module in best))
        for name in names:
            cells = [timings.get(name, {}).get(style) for timings in best.values()]
            print(f"{name:22}" + "".join(f"{cell * 1e3:13.2f}" if cell else f"{'-':>13}" for cell in cells))
        means = [faster(best, key, (BASE, "numpy"), [style], names) for key in best]
        print(f"{'faster than numpy, ' + BASE[8:]:22}" + "".join(f"{mean(m):12.2f}x" if m else f"{'-':>13}" for m in means))
    for (interpreter, module), timings in best.items():
        for name in names:
            if "error" in timings.get(name, {}):
                print(f"{interpreter}, {module}, {name}: {timings[name]['error']}")


def judge(best, module, names):
    """Print the bounds; return how many are missed."""
    missed = 0
    for interpreter, styles, other, bound in BOUNDS:
        ratios = faster(best, (interpreter, module), (other, "numpy"), styles, names)
        if ratios:
            missed += mean(ratios) < bound
            print(f"{interpreter}, {' and '.join(styles)}: {mean(ratios):.1f} times faster than with numpy on {other}, "
                  f"at least {bound}: {'ok' if mean(ratios) >= bound else 'MISSED'}")
    return missed


def draw(best, names, record):
    """Write the picture."""
    import peers
    import picture

    panels = []
    for style in STYLES:
        rows = [(f"{interpreter}, {module}", [next(iter(faster(best, (interpreter, module), (BASE, "numpy"), [style], [name])), None)
                                              for name in names]) for interpreter, module in best]
        panels.append((f"{style}: times faster than with NumPy on {BASE}", rows))
    drawing = peers.BUILD / "programs.svg"
    drawing.write_text(picture.grid(panels, [name.replace("_", " ") for name in names], "Twelve programs, every Python"))
    if record:
        shutil.copy(drawing, HERE.parent / "docs/programs.svg")


def main(words):
    if words[:1] == ["--measure"]:
        print(json.dumps(measure(words[1], words[2], float(words[3]))))
        return 0
    import peers

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--module", default="numpyni")
    parser.add_argument("--program", nargs="*", choices=programs.NAMES, default=programs.NAMES)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args(words)
    rows = peers.ready(arguments.names, arguments.module)
    best = timed(rows, list(dict.fromkeys([arguments.module, "numpy"])), arguments.program)
    table(best, arguments.program)
    draw(best, arguments.program, arguments.record)
    missed = judge(best, arguments.module, arguments.program)
    print(f"\n{missed} bounds missed" if missed else "\nevery bound is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        sys.exit(main(sys.argv[1:]))
    import peers

    peers.main(main)
