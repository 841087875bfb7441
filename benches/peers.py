"""Runs the loops of loops.py and loops.c over several kinds of array, alternating, and keeps the minimum of each.

Every run is a process of its own; C takes its turn in each round, so that all see the same machine.
"""
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from steps import BUILD, Failed, run  # noqa: E402

CFLAGS = ["-O2", "-std=c11", "-Wall", "-Wextra"]


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


def compare(title, python, peers, cases, rounds=2, budget=0.15):
    """{peer: {case: ns an element}} with "C" among the peers; a peer that fails is {"error": its last line}."""
    commands = {"C": [compiled("loops.c"), *cases]}
    for peer in peers:
        commands[peer] = [python, HERE / "loops.py", peer, *cases, "--budget", budget]
    best = {}
    for turn in range(rounds):
        for peer, command in commands.items():
            if "error" in best.get(peer, ()):
                continue
            code, log = run(f"{title}: {peer}, {turn + 1} of {rounds}", command, cwd=BUILD, check=False, quiet=True)
            answer = (log.read_text().splitlines() or [""])[-1]
            if code:
                best[peer] = {"error": answer.strip() or f"exit code {code}"}
                continue
            for case, ns in json.loads(answer).items():
                known = best.setdefault(peer, {})
                known[case] = min(ns, known.get(case, ns))
    return best


def machine():
    """The processor, for the records."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"{model}; {os.cpu_count()} cores"


def _lines(path):
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
