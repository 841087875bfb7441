"""More assertions, files that go away, and facts about the interpreter."""

import contextlib
import gc
import os
import sys
import sysconfig
import warnings
from unittest import TestCase
from unittest.case import SkipTest

import numpyni as np

__all__ = ['HAS_LAPACK64', 'HAS_REFCOUNT', 'IS_64BIT', 'IS_EDITABLE', 'IS_INSTALLED', 'IS_MUSL', 'IS_PYPY', 'IS_PYSTON', 'IS_WASM',
           'IgnoreException', 'KnownFailureException', 'NOGIL_BUILD', 'NUMPY_ROOT', 'SkipTest', 'TestCase', 'assert_approx_equal',
           'assert_array_almost_equal_nulp', 'assert_array_compare', 'assert_array_max_ulp', 'assert_no_gc_cycles',
           'assert_string_equal', 'break_cycles', 'build_err_msg', 'check_support_sve', 'clear_and_catch_warnings', 'jiffies',
           'measure', 'memusage', 'print_assert_equal', 'run_threaded', 'rundocs', 'runstring', 'suppress_warnings', 'tempdir',
           'temppath', 'verbose']

IS_PYPY = sys.implementation.name == 'pypy'
IS_PYSTON = hasattr(sys, 'pyston_version_info')
IS_WASM = sys.platform in ('emscripten', 'wasi')
IS_64BIT = sys.maxsize > 2 ** 32
IS_MUSL = 'musl' in (sysconfig.get_config_var('HOST_GNU_TYPE') or '')
HAS_REFCOUNT = getattr(sys, 'getrefcount', None) is not None and not IS_PYSTON and not IS_PYPY
HAS_LAPACK64, IS_EDITABLE, IS_INSTALLED = True, False, True
NOGIL_BUILD = bool(sysconfig.get_config_var('Py_GIL_DISABLED'))
NUMPY_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
verbose = 0


class KnownFailureException(Exception):
    """A test is known to fail."""


class IgnoreException(Exception):
    """What a test raises does not count."""


def build_err_msg(arrays, err_msg, header='Items are not equal:', verbose=True, names=('ACTUAL', 'DESIRED'), precision=8):
    """The text of a failed comparison."""
    lines = ['\n' + header]
    err_msg = str(err_msg)
    if err_msg:
        if '\n' not in err_msg and len(err_msg) < 79 - len(header):
            lines = [lines[0] + ' ' + err_msg]
        else:
            lines.append(err_msg)
    if verbose:
        for name, a in zip(names, arrays):
            try:
                text = np.array_repr(a, precision=precision) if isinstance(a, np.ndarray) else repr(a)
            except Exception as error:
                text = f'[repr failed for <{type(a).__name__}>: {error}]'
            if text.count('\n') > 3:
                text = '\n'.join(text.splitlines()[:3]) + '...'
            lines.append(f' {name}: {text}')
    return '\n'.join(lines)


def print_assert_equal(test_string, actual, desired):
    """Fails, with both printed, unless they are equal."""
    if not actual == desired:
        raise AssertionError(f'{test_string} failed\nACTUAL: \n{actual!r}\nDESIRED: \n{desired!r}\n')


def assert_approx_equal(actual, desired, significant=7, err_msg='', verbose=True):
    """Fails unless two numbers agree to a number of significant digits."""
    actual, desired = complex(actual) if isinstance(actual, complex) else float(actual), float(desired)
    if desired == actual:
        return
    with np.errstate(invalid='ignore'):
        scale = 0.5 * (abs(desired) + abs(actual))
        scale = 10 ** np.floor(np.log10(scale))
    one, two = desired / scale, actual / scale
    if desired != desired or actual != actual:
        if desired != desired and actual != actual:
            return
    elif abs(one - two) < 10. ** -(significant - 1):
        return
    raise AssertionError(build_err_msg([actual, desired], err_msg, f'Items are not equal to {significant} significant digits:',
                                       verbose))


def assert_array_compare(comparison, x, y, err_msg='', verbose=True, header='', precision=6, equal_nan=True, equal_inf=True, *,
                         strict=False, names=('ACTUAL', 'DESIRED')):
    """Fails unless a comparison of two arrays holds everywhere; where both are NaN it does."""
    x, y = np.asanyarray(x), np.asanyarray(y)
    if strict and (x.shape != y.shape or x.dtype != y.dtype) or not strict and not (x.shape == () or y.shape == ()) and \
            x.shape != y.shape:
        reason = f'\n(shapes {x.shape}, {y.shape} mismatch)'
        raise AssertionError(build_err_msg([x, y], err_msg + reason, header, verbose, names, precision))
    skip = np.zeros(np.broadcast_shapes(x.shape, y.shape), bool)
    if equal_nan and x.dtype.kind in 'fc' and y.dtype.kind in 'fc':
        nan_x, nan_y = np.isnan(np.asarray(x)), np.isnan(np.asarray(y))
        if not bool(np.all(nan_x == nan_y)):
            raise AssertionError(build_err_msg([x, y], err_msg + '\nnan location mismatch:', header, verbose, names, precision))
        skip = skip | nan_x
    result = comparison(x, y)
    if getattr(result, '_mask', None) is not None:
        result = result.filled(True)
    result = np.logical_or(np.asarray(result, bool), skip)
    if not bool(result.all()):
        wrong = int(result.size - np.count_nonzero(result))
        remark = f'\nMismatched elements: {wrong} / {result.size} ({100 * wrong / result.size:.3g}%)'
        raise AssertionError(build_err_msg([x, y], err_msg + remark, header, verbose, names, precision))


def assert_string_equal(actual, desired):
    """Fails, with the differing lines, unless two texts are equal."""
    for each in (actual, desired):
        if not isinstance(each, str):
            raise AssertionError(repr(type(each)))
    if desired == actual:
        return
    import difflib
    lines = [line for line in difflib.Differ().compare(actual.splitlines(True), desired.splitlines(True)) if line[:2] != '  ']
    if lines:
        raise AssertionError(f'Differences in strings:\n{"".join(lines).rstrip()}')


def _steps(a):
    """The position of floats in the order of all floats of their type."""
    bits = np.asarray(a).view({2: 'i2', 4: 'i4', 8: 'i8'}[a.dtype.itemsize])
    least = np.iinfo(bits.dtype).min
    return np.where(bits < 0, least - bits, bits)


def nulp_diff(x, y, dtype=None):
    """How many representable numbers lie between elements."""
    x, y = np.asarray(x, dtype), np.asarray(y, dtype)
    kind = np.common_type(x, y)
    if np.iscomplexobj(x) or np.iscomplexobj(y):
        raise NotImplementedError('_nulp not implemented for complex array')
    x, y = np.asarray([x], dtype=kind)[0], np.asarray([y], dtype=kind)[0]
    x, y = np.array(x), np.array(y)
    x[np.isnan(x)] = np.nan
    y[np.isnan(y)] = np.nan
    if not x.shape == y.shape:
        raise ValueError(f'Arrays do not have the same shape: {x.shape} - {y.shape}')
    return np.abs(_steps(x).astype(float) - _steps(y).astype(float))


def assert_array_almost_equal_nulp(x, y, nulp=1):
    """Fails unless elements differ by at most `nulp` times the spacing of the larger."""
    ax, ay = np.abs(x), np.abs(y)
    ref = nulp * np.spacing(np.where(ax > ay, ax, ay))
    if not np.all(np.abs(np.asarray(x) - np.asarray(y)) <= ref):
        if np.iscomplexobj(x) or np.iscomplexobj(y):
            raise AssertionError(f'Arrays are not equal to {nulp} ULP')
        raise AssertionError(f'Arrays are not equal to {nulp} ULP (max is {np.max(nulp_diff(x, y)):g})')


def assert_array_max_ulp(a, b, maxulp=1, dtype=None):
    """Fails unless at most `maxulp` representable numbers lie between elements; returns how many."""
    found = nulp_diff(a, b, dtype)
    if not np.all(found <= maxulp):
        raise AssertionError(f'Arrays are not almost equal up to {maxulp:g} ULP (max difference is {np.max(found):g} ULP)')
    return found


def assert_no_gc_cycles(*args, **kwargs):
    """Fails if a call, or the block of a `with`, leaves objects that only the garbage collector frees."""
    if not args:
        return _no_cycles()
    with _no_cycles():
        args[0](*args[1:], **kwargs)


@contextlib.contextmanager
def _no_cycles():
    if not HAS_REFCOUNT:
        yield
        return
    gc.disable()
    old = gc.get_debug()
    try:
        for _ in range(100):
            if gc.collect() == 0:
                break
        gc.set_debug(gc.DEBUG_SAVEALL)
        yield
        count, found = gc.collect(), len(gc.garbage)
    finally:
        del gc.garbage[:]
        gc.set_debug(old)
        gc.enable()
    if found:
        raise AssertionError(f'Reference cycles were found: {count} objects were collected, of which {found} are shown below')


def break_cycles():
    """Collects garbage."""
    gc.collect()
    if IS_PYPY:
        for _ in range(4):
            gc.collect()


@contextlib.contextmanager
def tempdir(*args, **kwargs):
    """A folder that goes away with the block."""
    import shutil
    import tempfile
    folder = tempfile.mkdtemp(*args, **kwargs)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def temppath(*args, **kwargs):
    """The path of a file that goes away with the block."""
    import tempfile
    handle, path = tempfile.mkstemp(*args, **kwargs)
    os.close(handle)
    try:
        yield path
    finally:
        os.remove(path)


class clear_and_catch_warnings(warnings.catch_warnings):
    """Catches warnings, and forgets for the block which ones were shown before."""

    class_modules = ()

    def __init__(self, record=False, modules=()):
        self.modules = set(modules).union(self.class_modules)
        self._kept = {}
        warnings.catch_warnings.__init__(self, record=record)

    def __enter__(self):
        for module in self.modules:
            if hasattr(module, '__warningregistry__'):
                self._kept[module] = module.__warningregistry__.copy()
                module.__warningregistry__.clear()
        return warnings.catch_warnings.__enter__(self)

    def __exit__(self, *exc_info):
        warnings.catch_warnings.__exit__(self, *exc_info)
        for module in self.modules:
            if hasattr(module, '__warningregistry__'):
                module.__warningregistry__.clear()
            if module in self._kept:
                module.__warningregistry__.update(self._kept[module])


class suppress_warnings:
    """A context, and a decorator, in which some warnings are ignored or recorded."""

    def __init__(self, forwarding_rule='always', _warn=True):
        self._rules = []
        self.log = []

    def filter(self, category=Warning, message='', module=None):
        """Ignores warnings of a category whose text begins with a pattern."""
        self._rules.append((category, message, None))
        if getattr(self, '_entered', False):
            self._apply(category, message)

    def record(self, category=Warning, message='', module=None):
        """Records warnings; returns the list that they go to."""
        found = []
        self._rules.append((category, message, found))
        return found

    def _apply(self, category, message):
        warnings.filterwarnings('ignore', message=message, category=category)

    def __enter__(self):
        self._context = warnings.catch_warnings()
        self._context.__enter__()
        self._entered = True
        for category, message, found in self._rules:
            if found is None:
                self._apply(category, message)
        if any(found is not None for _, _, found in self._rules):
            import re
            shown = warnings.showwarning

            def show(message, category, filename, lineno, file=None, line=None):
                for wanted, pattern, found in self._rules:
                    if found is not None and issubclass(category, wanted) and re.match(pattern, str(message), re.I):
                        record = warnings.WarningMessage(message, category, filename, lineno)
                        found.append(record)
                        self.log.append(record)
                        return
                shown(message, category, filename, lineno, file, line)
            warnings.showwarning = show
            warnings.simplefilter('always', append=True)
        return self

    def __exit__(self, *exc_info):
        self._entered = False
        self._context.__exit__(*exc_info)

    def __call__(self, function):
        import functools

        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            with self:
                return function(*args, **kwargs)
        return wrapped


def run_threaded(func, max_workers=8, pass_count=False, pass_barrier=False, outer_iterations=1, prepare_args=None):
    """Runs a function in several threads at once."""
    import concurrent.futures
    import threading
    for _ in range(outer_iterations):
        with concurrent.futures.ThreadPoolExecutor(max_workers=max_workers) as pool:
            args = [] if prepare_args is None else prepare_args()
            if pass_barrier:
                args.append(threading.Barrier(max_workers))
            found = [pool.submit(func, *([i] if pass_count else []), *args) for i in range(max_workers)]
            for each in found:
                each.result()


def runstring(astr, dict):
    """Runs Python source."""
    exec(astr, dict)


def measure(code_str, times=1, label=None):
    """The seconds that Python source takes."""
    import time
    frame = sys._getframe(1)
    code = compile(code_str, f'Test name: {label} ', 'exec')
    start = time.perf_counter()
    for _ in range(times):
        exec(code, frame.f_globals, frame.f_locals)
    return time.perf_counter() - start


def jiffies():
    """The processor time of this process in hundredths of a second."""
    import time
    return int(100 * time.process_time())


def memusage():
    """The size of this process's memory in bytes."""
    with open('/proc/self/statm') as file:
        return int(file.readline().split()[0]) * os.sysconf('SC_PAGE_SIZE')


def rundocs(filename=None, raise_on_error=True):
    """Runs the doctests of a file."""
    import doctest
    found = doctest.testfile(filename, module_relative=False)
    if found.failed and raise_on_error:
        raise AssertionError(f'Some doctests failed:\n{found}')


def check_support_sve(__cache=[]):
    """Whether the processor has SVE."""
    try:
        with open('/proc/cpuinfo') as file:
            return ' sve' in file.read()
    except OSError:
        return False
