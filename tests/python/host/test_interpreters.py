"""Several interpreters in one process, with a GIL each or one for all; the module imported twice in one of them."""

import importlib
import subprocess
import sys
import threading
import time

import pytest

np = pytest.importorskip('numpyni')
from numpyni import _host as host                                                            # noqa: E402

pytestmark = pytest.mark.skipif(host.name != 'cpython', reason='the native host of CPython')

PROGRAM = """
import numpyni as np
a = np.arange(1000.0).reshape(10, 100)
total = 0.0
for i in range(1000):
    total += a[i % 10, i % 100]
assert total == sum(100.0 * (i % 10) + i % 100 for i in range(1000))
assert (a * 2 + a)[3, 4] == 3 * 304.0
assert (a[0] == a[0]).all() is np.True_
for wrong, error in ((lambda: np.ones(3) + np.ones(4), ValueError), (lambda: np.ones(3).sum(axis=4), np.exceptions.AxisError)):
    try:
        wrong()
    except error:
        pass
    else:
        raise AssertionError(error)
"""


def interpreters():
    """The module that makes interpreters; its functions are called by `run`."""
    for name in ('_interpreters', '_xxsubinterpreters'):
        try:
            return importlib.import_module(name)
        except ImportError:
            pass
    return pytest.skip('this Python has no module for subinterpreters')


def run(program):
    """Run a program in a new interpreter, and end that; None, or what went wrong."""
    module = interpreters()
    interpreter = module.create()
    try:
        if hasattr(module, 'exec'):
            return module.exec(interpreter, program)
        return module.run_string(interpreter, program)
    finally:
        module.destroy(interpreter)


def test_an_interpreter_after_another_imports_and_ends_without_a_trace():
    standing = host.state_census()
    for _ in range(3):
        assert run(PROGRAM) is None
    assert host.state_census() == standing


def test_interpreters_work_in_threads_beside_each_other():
    interpreters()
    standing, failures = host.state_census(), []

    def work():
        try:
            failures.append(run(PROGRAM))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    a, b = np.arange(10.0), np.ones(10)
    while any(thread.is_alive() for thread in threads):
        assert (a + b)[3] == 4.0 and isinstance(a[3], np.float64)
        time.sleep(0.001)       # up to 3.11 a thread of another interpreter cannot ask for the GIL that they share
    for thread in threads:
        thread.join()
    assert failures == [None] * 6
    assert host.state_census() == standing


def test_a_reload_keeps_every_array():
    a = np.arange(3.0)
    assert importlib.reload(np) is np
    assert (a + np.ones(3)).tolist() == [1.0, 2.0, 3.0] and type(a) is np.ndarray


AGAIN = """
import gc, sys
import numpyni as first
old, scalar = first.arange(5.0), first.float64(2.5)
for name in [name for name in sys.modules if name.split('.')[0] == 'numpyni']:
    del sys.modules[name]
import numpyni as second
assert second is not first and second.ndarray is not first.ndarray
new = second.arange(3.0)
assert (new + new)[2] == 4.0 and isinstance(new[1], second.float64)
# arrays of the first import are foreign now: they are read through the buffer protocol, and refused where that is not asked
assert second.asarray(old).tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
for expression in ('old + 1', '1 + old', 'old + old', 'scalar + 1', '2 * scalar', 'old.T', 'repr(old)'):
    try:
        eval(expression)
    except TypeError:
        pass
del old, scalar, first
gc.collect()
assert (new * 2)[1] == 2.0
assert second._host.handle_count() >= 1
"""


def test_a_second_import_stands_on_its_own():
    done = subprocess.run([sys.executable, '-c', AGAIN], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
