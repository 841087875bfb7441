"""tests/numpy_suite/EXPECTED_FAILURES: the tests of NumPy's suite that are known to fail, in groups with a reason each.

A line that begins with "## " is a reason; the lines under it are test functions, of which some parameters fail or all, or single
parameter sets: `file::class::function[parameters]`.
"""
from steps import ROOT

PATH = ROOT / "tests/numpy_suite/EXPECTED_FAILURES"
HEAD = """\
# The tests of NumPy's own suite that fail: under each reason the test functions, or single parameter sets of those that pass in part.
# `python3 tools/numpy_suite.py --write` brings the tests up to date and keeps the reasons; one without a reason yet is at the end.
"""
UNSORTED = "not looked into yet"
MANY = 4  # parameter sets of one function that are listed one by one


def function(test):
    return test.split("[")[0]


class Expected:
    """The list."""

    def __init__(self, path=PATH):
        self.path, self.groups = path, {}
        reason = None
        for line in path.read_text().splitlines() if path.exists() else []:
            if line.startswith("## "):
                reason = line[3:]
                self.groups.setdefault(reason, [])
            elif line and not line.startswith("#"):
                self.groups[reason].append(line)
        self.reasons = {test: reason for reason, tests in self.groups.items() for test in tests}

    def lists(self, test):
        """Whether the failure of a test is expected."""
        return test in self.reasons or function(test) in self.reasons

    def passing(self, found, failures):
        """What is listed although nothing of it fails among the outcomes of a file."""
        names = set(found) | {function(test) for test in found}
        failing = {name for test, (outcome, _) in found.items() if outcome in failures for name in (test, function(test))}
        return [test for test in self.reasons if test in names - failing]

    def write(self, answer, failures):
        """Bring the entries of the files in `answer` up to date."""
        by_function = {function(test): reason for test, reason in self.reasons.items()}
        fresh = [test for found in answer.values() for test in entries(found, failures)]
        kept = [test for test in self.reasons if test.split("::")[0] not in answer]
        groups = {reason: [] for reason in self.groups}
        groups[UNSORTED] = groups.pop(UNSORTED, [])
        for test in kept + fresh:
            reason = self.reasons.get(test) or by_function.get(function(test)) or UNSORTED
            groups[reason].append(test)
        text = [f"\n## {reason}\n" + "".join(f"{test}\n" for test in sorted(tests)) for reason, tests in groups.items() if tests]
        self.path.write_text(HEAD + "".join(text))


def entries(found, failures):
    """What to list of a file: functions of which all or many parameter sets fail, else the sets."""
    sets = {}
    for test, (outcome, _) in found.items():
        sets.setdefault(function(test), {})[test] = outcome in failures
    for name, tests in sets.items():
        failing = [test for test, fails in tests.items() if fails]
        if len(failing) > MANY or len(failing) == len(tests):
            yield name
        else:
            yield from failing
