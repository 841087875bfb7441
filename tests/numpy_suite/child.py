"""One file of NumPy's tests, run by pytest in a process of its own; the outcomes go to a log, a line of JSON each.

    python child.py TARGET ROOT FILE LOG SECONDS

ROOT holds numpy/, unpacked; FILE is below it. Tests that the log already has are not run again.
"""

import importlib
import json
import os
import signal
import sys

import pytest

from missing import Missing, State, _touch
from modules import Resolver

MARKS = ('slow', 'valgrind_error', 'leaks_references', 'parallel_threads(n)', 'iterations(n)', 'thread_unsafe')


class TestTimeout(BaseException):
    """A test took too long."""


class NoNumPy:
    """An import hook: the tested module may not fall back on NumPy."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == 'numpy' or name.startswith('numpy.'):
            raise ModuleNotFoundError('numpy may not be imported here', name=name)


class Log:
    """What happened, a line each, written at once: the process may die at any test."""

    def __init__(self, path):
        self.done = set()
        if os.path.exists(path):
            with open(path) as lines:
                self.done = {entry['id'] for entry in map(json.loads, lines) if entry['event'] == 'end'}
        self.file = open(path, 'a', buffering=1)

    def write(self, event, **entry):
        self.file.write(json.dumps({'event': event, **entry}) + '\n')


class Module(pytest.Module):
    """A test file, executed after its imports are rewritten."""

    resolver = None

    def _getobj(self):
        name = os.path.relpath(str(self.path), self.resolver.root)[:-3].replace(os.sep, '.')
        return self.resolver.execute(str(self.path), name)


class Plugin:
    """pytest's hooks."""

    def __init__(self, resolver, log, seconds):
        self.resolver, self.log, self.seconds = resolver, log, seconds

    def pytest_configure(self, config):
        for mark in MARKS:
            config.addinivalue_line('markers', mark + ': numpy')

    def pytest_addoption(self, parser):
        parser.addoption('--available-memory', action='store', default=None)

    def pytest_collect_directory(self, path, parent):
        return pytest.Dir.from_parent(parent, path=path)    # tests/__init__.py is not imported

    def pytest_pycollect_makemodule(self, module_path, parent):
        return Module.from_parent(parent, path=module_path)

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if not item.get_closest_marker('slow')]
        self.log.write('collected', ids=[item.nodeid for item in items])
        items[:] = [item for item in items if item.nodeid not in self.log.done]

    def pytest_collection_finish(self):
        self.resolver.collection_done()

    def pytest_collectreport(self, report):
        if report.failed:
            self.log.write('uncollected', text=str(report.longrepr)[-600:])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.log.write('start', id=item.nodeid)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        call = getattr(item, 'callspec', None)
        for value in call.params.values() if call else ():
            for each in value if isinstance(value, (tuple, list)) else (value,):
                if isinstance(each, Missing):
                    _touch(each)
        signal.setitimer(signal.ITIMER_PROF, self.seconds)    # of this process: a busy machine is no fault of the test
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        message = f'{call.excinfo.typename}: {str(call.excinfo.value)[:200]}' if call.excinfo else ''
        outcome = _outcome(report, call, message)
        if outcome:
            self.log.write('end', id=item.nodeid, outcome=outcome, message=message)
        return report


def _outcome(report, call, message):
    """passed, failed, error, timeout, skipped, na or xfailed; None while the test has still to be called."""
    if report.skipped:
        return 'xfailed' if hasattr(report, 'wasxfail') else 'na' if 'n/a: ' in message else 'skipped'
    if report.when != 'call':
        return 'error' if report.failed else None
    return 'timeout' if report.failed and call.excinfo.typename == 'TestTimeout' else report.outcome


def _settle_hypothesis():
    """Generated examples are the same every time; what would be made with NumPy's arrays is not tested."""
    from hypothesis import HealthCheck, settings
    settings.register_profile('suite', deadline=None, database=None, derandomize=True,
                              suppress_health_check=list(HealthCheck))
    settings.load_profile('suite')
    Resolver.shim_hypothesis()


def _on_alarm(*_):
    raise TestTimeout('soft timeout')


def main(target, root, file, log, seconds):
    if target != 'numpy':
        sys.meta_path.insert(0, NoNumPy)
        paths = [os.path.join(os.path.dirname(__file__), 'subprocesses'), os.environ.get('PYTHONPATH')]
        os.environ.update(NUMPY_SUITE_TARGET=target, PYTHONPATH=os.pathsep.join(filter(None, paths)))
    resolver = Module.resolver = Resolver(target, root)
    if target != 'numpy':
        for name in ('exceptions', 'ma.core'):      # marks name categories of warnings by these paths
            sys.modules[f'numpy.{name}'] = importlib.import_module(f'{target}.{name}')
    _settle_hypothesis()
    signal.signal(signal.SIGPROF, _on_alarm)
    folder = os.path.dirname(file)
    options = ['-q', '--noconftest', '--rootdir', folder, '--confcutdir', folder, '-c', os.devnull, '-W', 'ignore', '--tb=no',
               '--no-header', '-o', 'addopts=', '--import-mode=importlib']
    for plugin in ('cacheprovider', 'xdist', 'timeout', 'hypothesispytest', 'json-report'):
        options += ['-p', 'no:' + plugin]
    log = Log(log)
    code = pytest.main([file, *options], plugins=[Plugin(resolver, log, float(seconds))])
    log.write('exit', code=int(code))
    os._exit(0)


if __name__ == '__main__':
    main(*sys.argv[1:])
