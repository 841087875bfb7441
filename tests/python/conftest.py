"""The suite runs on every host; after each test (on PyPy and GraalPy: each module) no handle of the runtime may be left open."""

import fnmatch
import gc
import os
import platform
import sys
import time
import warnings

import pytest

try:
    import numpyni
    import numpyni.ma, numpyni.polynomial       # their constants are arrays that stay
    from numpyni import _host as host
except ImportError:     # tests that need no package still run
    host = None


ONCE_A_MODULE = sys.implementation.name != 'cpython'    # where a collection takes .1 to 1 seconds
KEPT = 50       # handles that the exceptions of a module's tests may keep on GraalPy, and tests that keep handles everywhere


def left_open(before):
    """How many more handles are open than before, once what can be collected is.

    PyPy runs finalizers of objects that refer to one another in their order, a level a collection.
    """
    for _ in range(10):
        if host.handle_count() <= before:
            break
        gc.collect()
    return host.handle_count() - before


def collected(holds):
    """Whether a condition holds once what can be collected is; a JVM tells of what it has found a little later."""
    for _ in range(30):
        gc.collect()
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def no_leak(request):
    """Fails a test that leaves a handle open."""
    if host is None or ONCE_A_MODULE or request.node.get_closest_marker('keeps_handles'):
        yield
        return
    before = host.handle_count()
    yield
    left = left_open(before)
    assert left <= 0, f'{left} handles of the runtime were left open'


@pytest.fixture(autouse=True, scope='module')
def no_leak_in_a_module(request):
    """As `no_leak`, where each collection takes long and (on GraalPy) what exceptions refer to lives on for a while."""
    if host is None or not ONCE_A_MODULE:
        yield
        return
    keeps = any(test.get_closest_marker('keeps_handles') for test in request.session.items if request.node in test.listchain())
    kept = KEPT if keeps or sys.implementation.name == 'graalpy' else 0
    before = host.handle_count()
    yield
    left = left_open(before + kept)
    assert left <= kept, f'{left} handles of the runtime were left open'


@pytest.fixture(autouse=True)
def default_state():
    """Every test begins with the default error state and print options."""
    if host is None:
        yield
        return
    with numpyni.errstate(divide='warn', over='warn', under='ignore', invalid='warn'), numpyni.printoptions():
        yield


@pytest.fixture
def warned():
    """A list of the warnings issued so far in the test."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        yield caught


def pytest_configure(config):
    config.addinivalue_line('markers', 'keeps_handles: handles are counted once a module, not after each test')


def pytest_collection_modifyitems(items):
    """Marks what EXPECTED_FAILURES lists for this interpreter and host."""
    here = os.path.dirname(os.path.abspath(__file__))
    where = '{}-{}/{}'.format(platform.python_implementation().lower(), release(), host.name if host else 'none')
    with open(os.path.join(here, 'EXPECTED_FAILURES')) as lines:
        rows = [line.strip().split(' | ') for line in lines if line.strip() and not line.startswith('#')]
    for pattern, test, reason in rows:
        if fnmatch.fnmatch(where, pattern):
            for item in items:
                if fnmatch.fnmatch(item.nodeid, '*' + test):
                    item.add_marker(pytest.mark.xfail(reason=reason, strict=not reason.startswith('at times: ')))


def release():
    """The interpreter's own release: PyPy's, not that of the Python it speaks."""
    if hasattr(sys, 'pypy_version_info'):
        return '{}.{}.{}'.format(*sys.pypy_version_info[:3])
    return platform.python_version()
