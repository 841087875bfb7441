"""Programs that take turns: each prints its timings as a line of JSON, and the minimum of each over all rounds counts.

Every run is a process of its own, and C takes its turn in each round, so that all see the same machine.
"""
import json
import os
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
import install  # noqa: E402
import interpreters  # noqa: E402
from steps import BUILD, Failed, main, run  # noqa: E402, F401 (main: for the benchmarks)

TIMEOUT = 300  # seconds for one turn of one peer
BUDGET = {"graalpy": 15}  # seconds of one case where a JIT needs more than a moment to warm up
CFLAGS = ["-O2", "-std=c11", "-Wall", "-Wextra"]
WIDEST = ["-O3", "-march=native", "-std=gnu11", "-Wall", "-Wextra"]  # for the limits of the machine


def ready(names, module):
    """`install.ready` for these interpreters; the wheel is built when it is what is timed."""
    return install.ready(interpreters.chosen(names), with_wheel=module == "numpyni")


def compiled(source, flags=CFLAGS):
    """The executable of a C file of this folder, compiled if it is older than its source."""
    program, source = BUILD / "benches" / Path(source).stem, HERE / source
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        compiler = os.environ.get("CC") or shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
        if compiler is None:
            if os.getuid() or not shutil.which("apt-get"):
                raise Failed("a C compiler is needed for the peer in C: apt-get install gcc libc6-dev")
            run("installing gcc", ["apt-get", "install", "-y", "-qq", "gcc", "libc6-dev"])
            compiler = "gcc"
        program.parent.mkdir(parents=True, exist_ok=True)
        run(f"compiling {source.name}", [compiler, *flags, source, "-o", program, "-lm"])
    return program


def budget(row, least):
    """Seconds that each case gets on an interpreter: `least`, or what its JIT needs."""
    return BUDGET.get(row.name.split("-")[0], least)


def compare(title, python, modules, cases, rounds=2, budget=0.15, slow=()):
    """{peer: {case: ns an element}} of loops.py over some modules, and of loops.c as "C".

    `cases` are the same for all, or {peer: its cases}.
    """
    of = cases if isinstance(cases, dict) else dict.fromkeys(["C", *modules], cases)
    commands = {"C": [compiled("loops.c"), *of["C"]]}
    for module in modules:
        commands[module] = [python, HERE / "loops.py", module, *of[module], "--budget", budget]
    return alternate(title, commands, rounds, slow=slow)


def alternate(title, commands, rounds, env=None, slow=()):
    """{name: {what: its minimum}} of commands that print JSON, run in turns; {"error": its last line} of one that fails.

    `slow` holds how many rounds are enough for some names.
    """
    best = {}
    for turn in range(rounds):
        for name, command in commands.items():
            if "error" in best.get(name, ()) or turn >= dict(slow).get(name, rounds):
                continue
            code, log = run(f"{title}: {name}, {turn + 1} of {rounds}", command, cwd=BUILD, check=False, quiet=True,
                            timeout=TIMEOUT, env={"PYTHONPATH": None, **(env or {})})
            answer = (log.read_text().splitlines() or [""])[-1]
            if code:
                best[name] = {"error": answer.strip() or f"exit code {code}"}
                continue
            known = best.setdefault(name, {})
            for what, ns in json.loads(answer).items():
                known[what] = min(ns, known.get(what, ns))
    return best


def machine():
    """The processor, for the records."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    return f"{model}, {os.cpu_count()} cores"
