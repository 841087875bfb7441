"""Runs NumPy's own test files against this package, and compares with tests/numpy_suite/EXPECTED_FAILURES.

    python3 tools/numpy_suite.py                  everything (make numpy-suite, and a part of make test)
    python3 tools/numpy_suite.py GROUP|FILE ...   array core lib linalg fft random polynomial ma, or a file: test_einsum
    python3 tools/numpy_suite.py --write ...      writes the list anew for the files that it runs; reasons are kept

    --python PROGRAM    an interpreter with numpyni, pytest and hypothesis; without it, CPython's environment with the wheel
    --json FILE         every outcome

The tests come from NumPy's wheel, which is downloaded, and are not changed on disk: tests/numpy_suite/ leads their imports to numpyni as
they are read. Every file runs in a process of its own, which is started again behind a test that ends it. A test that fails and is not
listed is an error; one that is listed and passes is reported.

share is the part of the tests that pass; fshare counts each test function once, however many parameters it has.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import install
import interpreters
import numpy_expected
from numpy_files import chosen
from steps import BUILD, ROOT, main, run, say

NUMPY = "2.5.5"
PACKAGES = ["pytest", "hypothesis"]
CHILD = ROOT / "tests/numpy_suite/child.py"

SOFT, HARD = 20, 60  # seconds for one test: of the CPU, after which it is interrupted; of no sign of life, after which it is killed
RESTARTS = 50  # of one file
FAILURES = ("failed", "error", "timeout", "crash")
UNCOUNTED = ("skipped", "na", "xfailed")


def tests():
    """The folder that holds NumPy's own files, from its wheel."""
    folder = BUILD / f"numpy-{NUMPY}"
    if not (folder / "numpy").is_dir():
        download = BUILD / "numpy-wheel"
        run(f"downloading numpy {NUMPY}", [interpreters.tool("pip"), "download", "--no-deps", "--only-binary=:all:", "--python-version",
                                           "3.13", "--dest", download, f"numpy=={NUMPY}"])
        with zipfile.ZipFile(next(download.glob(f"numpy-{NUMPY}-*.whl"))) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if not name.endswith(".so")])
    return folder


def outcomes(python, target, root, file):
    """{test: (outcome, message)} of one file."""
    with tempfile.TemporaryDirectory() as folder:
        log, found, crash = Path(folder, "log"), {}, True
        for _ in range(RESTARTS):
            log.touch()
            code, killed = _child([python, CHILD, target, root, root / "numpy" / file, log, SOFT], log, folder)
            entries = [json.loads(line) for line in log.read_text().splitlines()]
            started = [entry["id"] for entry in entries if entry["event"] == "start"]
            ended = {entry["id"] for entry in entries if entry["event"] == "end"}
            if entries and entries[-1]["event"] == "exit":
                crash = False
                break
            if not started or started[-1] in ended:
                break
            outcome = ("timeout", "hard timeout") if killed else ("crash", f"exit status {code}")
            with open(log, "a") as out:
                out.write(json.dumps({"event": "end", "id": started[-1], "outcome": outcome[0], "message": outcome[1]}) + "\n")
        for entry in entries:
            if entry["event"] == "collected":
                found.update({test: ("error", "not run") for test in entry["ids"] if test not in found})
            elif entry["event"] == "end" and (entry["outcome"] == "error" or found.get(entry["id"], ("error", "not run"))[1] == "not run"):
                found[entry["id"]] = entry["outcome"], entry["message"]
            elif entry["event"] == "uncollected":
                found[f"{Path(file).name}::collection"] = "error", entry["text"].strip().splitlines()[-1]
        if crash:
            found[f"{Path(file).name}::process"] = "crash", f"exit status {code} outside a test"
    prefix = file[: -len(Path(file).name)]
    return {prefix + test: outcome for test, outcome in found.items()}


def _child(command, log, folder):
    """Run a child until it ends or its log stands still; return (exit code, whether it was killed)."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env,
                             stdin=subprocess.DEVNULL, start_new_session=True, cwd=folder)
    last, size, killed = time.monotonic(), 0, False
    while child.poll() is None:
        time.sleep(0.05)
        now = log.stat().st_size
        if now != size:
            size, last = now, time.monotonic()
        elif time.monotonic() - last > HARD:
            os.killpg(child.pid, signal.SIGKILL)
            killed = True
            child.wait()
    return child.returncode, killed


def functions(found):
    """{test function: [outcomes of its parameter sets]}, of those that count."""
    answer = {}
    for test, (outcome, _) in found.items():
        if outcome not in UNCOUNTED:
            answer.setdefault(test.split("[")[0], []).append(outcome)
    return answer


def shares(found):
    """(share, fshare, counts)."""
    counts = Counter(outcome for outcome, _ in found.values())
    by_function = [outcome.count("passed") / len(outcome) for outcome in functions(found).values()]
    counted = sum(counts.values()) - sum(counts[outcome] for outcome in UNCOUNTED)
    return counts["passed"] / max(counted, 1), sum(by_function) / max(len(by_function), 1), counts


def _line(name, found, seconds):
    share, fshare, counts = shares(found)
    failed, other = sum(counts[outcome] for outcome in FAILURES), sum(counts[outcome] for outcome in UNCOUNTED)
    say(f"{name:40} {counts['passed']:6} {failed:6} {counts['crash']:6} {other:8} {share:7.1%} {fshare:7.1%} {seconds:6.1f}")


def suite(python, files, target="numpyni", root=None):
    """{file: outcomes} of many files, two at a time; prints a line for each."""
    root = root or tests()

    def one(file):
        start = time.monotonic()
        return file, outcomes(python, target, root, file), time.monotonic() - start

    say(f"{'':40} passed failed  crash  skipped   share  fshare      s")
    answer, whole, start = {}, {}, time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, found, seconds in pool.map(one, files):
            answer[file] = found
            whole.update(found)
            _line(file, found, seconds)
    _line("all", whole, time.monotonic() - start)
    return answer


def compare(answer):
    """(unexpected failures, listed tests that pass); prints both."""
    expected = numpy_expected.Expected()
    unexpected, passing = [], []
    for found in answer.values():
        unexpected += [test for test, (outcome, _) in found.items() if outcome in FAILURES and not expected.lists(test)]
        passing += expected.passing(found, FAILURES)
    messages = {test: message for found in answer.values() for test, (_, message) in found.items()}
    for test in unexpected:
        say(f"not expected to fail: {test}: {messages[test].splitlines()[0] if messages[test] else ''}")
    for test in passing:
        say(f"listed, and passes: {test}")
    return unexpected, passing


def command(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--python")
    parser.add_argument("--target", default="numpyni")
    parser.add_argument("--json")
    options = parser.parse_args(arguments)
    root = tests()
    files = chosen(root, options.names or ["all"])
    answer = suite(options.python or install.apart("numpy-suite", PACKAGES), files, options.target, root)
    if options.json:
        Path(options.json).write_text(json.dumps(answer))
    if options.write:
        numpy_expected.Expected().write(answer, FAILURES)
        return 0
    unexpected, passing = compare(answer)
    say(f"{len(unexpected)} failed that are not listed, {len(passing)} passed that are listed (python3 tools/numpy_suite.py --write)")
    return int(bool(unexpected))


if __name__ == "__main__":
    main(command)
