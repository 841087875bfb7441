"""The demo: sets everything up, then times the loops that users write on every interpreter found.

    python3 tools/demo.py [NAME ...] [--module NAME] [--record]

Prints ns an element and ratios, and draws them into .build/demo.svg (and .png). --record copies the picture to docs/, for
the README. --module times another module in numpyni's place. NUMPYNI_OFFLINE=1 fetches no interpreter.
"""
import argparse
import os
import shutil
import subprocess
import sys

import install
import interpreters
import picture
from steps import BUILD, ROOT, Failed, main, run, say

sys.path.insert(0, str(ROOT / "benches"))
import peers  # noqa: E402

CASES = {  # case of benches/loops.py: how it reads
    "read:100": "result += arr[i]    n = 100",
    "read:10000": "result += arr[i]    n = 1e4",
    "read:1000000": "result += arr[i]    n = 1e6",
    "store:10000": "arr[i] = x          n = 1e4",
    "iterate:10000": "for x in arr        n = 1e4",
    "stencil:102": "Jacobi over a[i, j] 100x100",
}
DRAWN = {"read:10000": "result += arr[i]", "stencil:102": "b[i, j] = 0.25 * (a[i-1, j] + ...)"}
COLUMNS = ["numpyni", "numpy", "list", "array", "C"]
TITLE = "One loop, every Python: nanoseconds an element"
TO_PNG = "import resvg_py, sys; open(sys.argv[2], 'wb').write(bytes(resvg_py.svg_to_bytes(svg_path=sys.argv[1])))"


def table(identity, best, module):
    """Print one interpreter's numbers."""
    names = [module if column == "numpyni" else column for column in COLUMNS]
    say(f"\n{identity:28}" + "".join(f"{name.replace('array', 'array.array'):>12}" for name in names)
        + f"{'numpy/' + module:>16}{module + '/C':>13}")
    for case, title in CASES.items():
        row = [best.get(name, {}).get(case) for name in names]
        ours, numpy, c = row[0], row[1], row[-1]
        say(f"{title:28}" + "".join(f"{picture.number(ns) if ns else '-':>12}" for ns in row)
            + f"{_ratio(numpy, ours):>16}{_ratio(ours, c):>13}")
    for peer, timed in best.items():
        if "error" in timed:
            say(f"  {peer} failed: {timed['error']}")


def _ratio(a, b):
    return f"{picture.number(a / b)}x" if a and b else "-"


def draw(results, module, record):
    """Write the picture of {interpreter: {peer: {case: ns}}}."""
    panels = []
    for case, heading in DRAWN.items():
        rows = {name: {"numpyni" if peer == module else peer: timed[case] for peer, timed in best.items()
                       if case in timed and peer != "C"} for name, best in results.items()}
        panels.append((heading, rows, min(best["C"][case] for best in results.values())))
    drawing, image = BUILD / "demo.svg", BUILD / "demo.png"
    drawing.write_text(picture.svg(panels, TITLE))
    drawn = [drawing]
    try:
        python = interpreters.tool("python")
        if subprocess.run([python, "-c", "import resvg_py"], capture_output=True).returncode:
            run("installing resvg-py", [python, "-m", "pip", "install", "-q", "resvg-py"], quiet=True)
        run("drawing", [python, "-c", TO_PNG, drawing, image], quiet=True)
        drawn.append(image)
    except Failed:
        pass  # the picture is there, without its copy in pixels
    if record:
        (ROOT / "docs").mkdir(exist_ok=True)
        drawn.append(shutil.copy(drawing, ROOT / "docs/demo.svg"))
    say("\nthe same as a picture: " + ", ".join(os.path.relpath(path, ROOT) for path in drawn))


def command(words):
    parser = argparse.ArgumentParser(prog="demo.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--module", default="numpyni")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args(words)
    peers.compiled("loops.c")
    ready, results = install.ready(interpreters.chosen(arguments.names)), {}
    for turn, (row, python, identity) in enumerate(reversed(ready)):
        say(f"timing on {row.name}, {turn + 1} of {len(ready)}")
        wanted = list(dict.fromkeys([arguments.module, *(["numpy"] if row.numpy else []), "list", "array"]))
        budget = peers.budget(row, 0.1)
        results[row.name] = peers.compare(f"timing on {row.name}", python, wanted, list(CASES), 2 if budget < 1 else 1, budget)
    say(f"\nns an element, the minimum over repeats, results checked; {peers.machine()}")
    for row, _, identity in reversed(ready):
        table(identity, results[row.name], arguments.module)
    if results:
        draw(results, arguments.module, arguments.record)
    broken = [name for name, best in results.items() if "error" in best[arguments.module]]
    if broken or not results:
        raise Failed(f"{arguments.module} failed on {', '.join(broken)}" if broken else "no interpreter found")
    return 0


if __name__ == "__main__":
    main(command)
