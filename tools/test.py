"""Runs every test: the Rust side once, and the Python suite on every interpreter, against the wheel that ships.

    python3 tools/test.py                     everything (make test)
    python3 tools/test.py pypy-8.0 ...        the Python suite on these interpreters alone
    python3 tools/test.py --rust              the Rust side alone

Interpreters of the CI set are fetched when they are missing (NUMPYNI_OFFLINE=1: not). One that cannot be had is listed as
skipped, and with NUMPYNI_CI=1 it is an error. Each run's output is in .build/logs/.
"""
import os
import re
import xml.etree.ElementTree
import zipfile
from collections import namedtuple
from dataclasses import replace

import install
import interpreters
import numpy_suite
import wheel
from steps import BUILD, LOGS, ROOT, Failed, abreast, last_lines, main, run, say

SUITE = ROOT / "tests/python"
PACKAGES = ["pytest"]  # beside numpy, where there is one, and the suite's requirements.txt

RUST = [
    ("cargo test", ["cargo", "test", "--workspace", "--locked", "--no-fail-fast"]),
    ("cargo clippy", ["cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
]

TIMEOUT = 2400  # seconds for one interpreter
ABREAST = min(2, os.cpu_count() or 1)  # of what is tested, so much at a time
NAMED = 4  # tests named for one reason of skipping; the logs have all

# What one run said: counts, the runner's own closing lines, (test, reason) of each skipped test.
Row = namedtuple("Row", "name passed failed skipped closing reasons")


def rust():
    """The rows of the Rust side."""
    wheel.cargo()
    return [_cargo(title, command) for title, command in RUST]


def _cargo(title, command, env=None):
    if title == "cargo clippy" and run("looking for clippy", ["cargo", "clippy", "--version"], check=False, quiet=True)[0]:
        return _absent(title, "rustup component add clippy", _strict())
    code, log = run(title, command, env={"CARGO_TERM_COLOR": "never", **(env or {})}, check=False)
    text = log.read_text(errors="replace")
    results = re.findall(r"^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored", text, re.MULTILINE)
    passed, failed, skipped = (sum(int(row[i]) for row in results) for i in range(3))
    if code:
        _show(log)
    if "test" not in title:
        passed = int(code == 0)
    closing = [line for line in text.splitlines() if line.startswith("test result:") and " 0 passed; 0 failed; 0 ig" not in line]
    ignored = [(name, reason or "ignored") for name, reason in re.findall(r"^test (.+) \.\.\. ignored(?:, (.+))?$", text, re.M)]
    return Row(title, passed, failed or int(code != 0), skipped, closing or last_lines(log, 1), ignored)


def python(rows, everything):
    """The rows of the Python suite, one an interpreter; with `everything` also those of `_others`, which run beside it."""
    found = install.located(rows)
    try:
        built = wheel.build()
    except Failed as error:
        say(f"error: {error}")
        return [_absent("the wheel", str(error).splitlines()[0], True)]
    generators = [_generators(row, interpreter, why, built) for row, interpreter, why in found if row.name == install.GENERATORS]
    slowest, *suites = [lambda row=row, interpreter=interpreter, why=why: [_suite(row, interpreter[0], built) if interpreter
                        else _absent(row.name, why, not everything or row.ci and _strict())] for row, interpreter, why in found[::-1]]
    others = _others(built) if everything else []
    last, *answer = abreast([slowest, *others, *suites], ABREAST)
    return sum([*answer[:len(others)], generators, *answer[len(others):][::-1], last], [])


def _others(built):
    """What is tested beside the suite: functions that give rows."""
    return [rust, lambda: [_promises(built), _jit(built)], lambda: [_types(built)], lambda: [_numpys_suite(built)]]


def _generators(row, interpreter, why, built):
    """The tests of code generators, in an environment that has them. What they build stays for all interpreters."""
    if interpreter is None:
        return _absent("generators", why, _strict())
    row = replace(row, name="generators", numpy=None)
    return _suite(row, interpreter[0], built, install.GENERATOR_PACKAGES, sorted(SUITE.glob("test_extension*.py")))


def _jit(built):
    """The tests of the JIT that knows the ABI alone (tests/jit), with the wheel's runtime."""
    library = BUILD / "jit/libnumpyni.so"
    library.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(built) as archive:
        library.write_bytes(archive.read("numpyni/libnumpyni.so"))
    return _cargo("cargo test jit", ["cargo", "test", "--locked", "--manifest-path", ROOT / "tests/jit/Cargo.toml"],
                  {"NUMPYNI_LIBRARY": library, "CARGO_TARGET_DIR": BUILD / "jit/target"})


def _types(built):
    """What is generated from the live module: the stubs, what a type checker makes of them, and the coverage of names."""
    parts = ROOT / "tools/stub_parts"
    commands = [("tools/stubs.py", [ROOT / "tools/stubs.py", "--check"]),
                ("tools/coverage_names.py", [ROOT / "tools/coverage_names.py", "--check"]),
                ("stubtest", ["-m", "mypy.stubtest", "numpyni", "--concise", "--ignore-missing-stub", "--ignore-unused-allowlist",
                              "--allowlist", parts / "allowlist", "--mypy-config-file", parts / "mypy.ini"]),
                ("mypy", ["-m", "mypy", ROOT / "tests/typing"])]
    try:
        python = install.apart("types", ["mypy==2.4.1", f"numpy=={numpy_suite.NUMPY}"], built)
    except Failed as error:
        return _absent("types", str(error), _strict())
    closing, failed = [], 0
    for name, command in commands:
        code, log = run(f"types: {name}", [python, *command], cwd=BUILD, env={"PYTHONPATH": None}, check=False)
        failed += code != 0
        closing.append(f"{name}: {(last_lines(log, 1) or ['no output'])[0] if code else 'agrees'}")
    return Row("types", len(commands) - failed, failed, 0, closing, [])


def _numpys_suite(built):
    """NumPy's own tests; what is not listed in tests/numpy_suite/EXPECTED_FAILURES has to pass."""
    try:
        answer = numpy_suite.suite(install.apart("numpy-suite", numpy_suite.PACKAGES, built), numpy_suite.chosen(numpy_suite.tests(), ["all"]))
    except Failed as error:
        return _absent("numpy's suite", str(error), _strict())
    unexpected, passing = numpy_suite.compare(answer)
    whole = {test: outcome for found in answer.values() for test, outcome in found.items()}
    share, fshare, counts = numpy_suite.shares(whole)
    closing = [f"share {share:.1%}, fshare {fshare:.1%}; {len(unexpected)} failed unexpectedly, {len(passing)} are listed and pass"]
    listed = sum(counts[outcome] for outcome in numpy_suite.FAILURES) - len(unexpected)
    return Row("numpy's suite", counts["passed"], len(unexpected), listed, closing, [("numpy", "listed in tests/numpy_suite/EXPECTED_FAILURES")] if listed else [])


def _promises(built):
    """What the wheel's name and its extension promise, as a row."""
    try:
        verdicts = wheel.check(built)
    except Failed as error:
        return _absent("the wheel", str(error), _strict())
    kept = sum(kept for _, kept, _ in verdicts)
    return Row("the wheel", kept, len(verdicts) - kept, 0, [line for _, _, line in verdicts], [])


def _strict():
    """Whether what is missing is an error."""
    return os.environ.get("NUMPYNI_CI") == "1"


def _absent(name, why, error):
    why = " ".join(why.split())
    return Row(name, 0, int(error), int(not error), [f"not run: {why}"], [] if error else [("all", why)])


def _suite(row, program, built, packages=None, tests=(SUITE,)):
    """Install the wheel and run the suite, or some of its files, on one interpreter."""
    report = LOGS / f"tests-{row.name}.xml"
    try:
        packages = packages or PACKAGES + ([f"numpy=={row.numpy}"] if row.numpy else [])
        runner = interpreters.environment(row, program, packages, built, SUITE / "requirements.txt")
        report.unlink(missing_ok=True)
        code, log = run(f"tests on {row.name}", [runner, "-m", "pytest", "-q", "-ra", "--rootdir", SUITE, "-p", "no:cacheprovider",
                                                 f"--junitxml={report}", *tests],
                        log=LOGS / f"tests-{row.name}.log", cwd=BUILD, check=False, timeout=TIMEOUT,
                        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": None, "NUMPYNI_ROOT": ROOT,
                             "NUMPYNI_KERNELS": install.KERNELS})
    except Failed as error:
        say(f"error: {error}")
        return Row(row.name, 0, 1, 0, str(error).splitlines()[:1], [])
    passed, failed, reasons = _junit(report) if report.exists() else (0, 1, [])
    if code:
        _show(log)
        failed = failed or 1
    closing = last_lines(log, 1) if report.exists() else [f"no result, exit code {code}; last: {last_lines(log, 1)[0]}"]
    return Row(row.name, passed, failed, len(reasons), closing, reasons)


def _junit(report):
    """(passed, failed, [(test, reason of skipping)]) of pytest's report."""
    passed, failed, reasons = 0, 0, []
    for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif skipped is not None:
            test = f"{case.get('classname')}.{case.get('name')}".lstrip(".")
            reasons.append((test, skipped.get("message", "no reason given")))
        else:
            passed += 1
    return passed, failed, reasons


def _show(log):
    """The end of a failed run's log."""
    say("\n".join(["", *last_lines(log, 40), f"(all of it: {log})", ""]))


def summary(rows):
    """Print the table, the reasons and the closing lines; return the exit code."""
    say(f"\n{'':14} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for row in rows:
        say(f"{row.name:14} {row.passed:7} {row.failed:7} {row.skipped:8}")
    grouped = {}
    for row in rows:
        for test, reason in row.reasons:
            tests, where = grouped.setdefault(reason, ({}, {}))
            tests[test] = where[row.name] = True
    if grouped:
        say("\nskipped, and why:")
    for reason, (tests, where) in grouped.items():
        more = f" and {len(tests) - NAMED} more" if len(tests) > NAMED else ""
        say(f"  {reason}\n      {', '.join(list(tests)[:NAMED])}{more}; on {', '.join(where)}")
    say("\nthe runners' closing lines:")
    for row in rows:
        for line in row.closing:
            say(f"{row.name:14} {line.strip('= ')}")
    total = [sum(getattr(row, field) for row in rows) for field in ("passed", "failed", "skipped")]
    say("\n{} passed, {} failed, {} skipped".format(*total))
    return 1 if total[1] else 0


def command(arguments):
    if arguments == ["--rust"]:
        return summary(rust())
    if any(word.startswith("-") for word in arguments):
        print(__doc__)
        return 2
    rows = interpreters.chosen(arguments)
    return summary(python(rows, not arguments))


if __name__ == "__main__":
    main(command)
