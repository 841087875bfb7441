"""Assertions about arrays, for tests."""

from .. import _convert as convert
from .. import _logic as logic
from .. import _ufuncs as ufuncs

__all__ = ['assert_', 'assert_allclose', 'assert_almost_equal', 'assert_array_almost_equal', 'assert_array_equal',
           'assert_array_less', 'assert_equal', 'assert_no_warnings', 'assert_raises', 'assert_raises_regex', 'assert_warns']

_u = ufuncs.by_name


def assert_(val, msg=''):
    """Fails unless `val` is true."""
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


def _fail(header, x, y, err_msg):
    raise AssertionError('\n'.join(filter(None, (header, str(err_msg), f' ACTUAL: {x!r}', f' DESIRED: {y!r}'))))


def _array_check(holds, x, y, header, err_msg, strict=False):
    x, y = convert.asanyarray(x), convert.asanyarray(y)
    if strict and (x.shape != y.shape or x.dtype != y.dtype):
        _fail(f'{header}\n(shapes {x.shape}, {y.shape}, dtypes {x.dtype}, {y.dtype} mismatch)', x, y, err_msg)
    if x.shape != y.shape and x.ndim and y.ndim:
        _fail(f'{header}\n(shapes {x.shape}, {y.shape} mismatch)', x, y, err_msg)
    result = convert.asarray(holds(x, y))
    if not bool(result.all()):
        wrong = result.size - int(result.sum())
        _fail(f'{header}\nMismatched elements: {wrong} / {result.size} ({100 * wrong / result.size:.3g}%)', x, y, err_msg)


def _same(x, y):
    result = convert.asarray(x == y)
    if x.dtype.kind in 'fc' and y.dtype.kind in 'fc':
        result = _u['logical_or'](result, _u['logical_and'](_u['isnan'](x), _u['isnan'](y)))
    return result


def assert_array_equal(actual, desired, err_msg='', verbose=True, *, strict=False):
    """Fails unless shapes and elements are equal; NaN equals NaN."""
    _array_check(_same, actual, desired, '\nArrays are not equal', err_msg, strict)


def assert_equal(actual, desired, err_msg='', verbose=True, *, strict=False):
    """Fails unless two objects (numbers, arrays, or containers of them) are equal; NaN equals NaN."""
    if isinstance(desired, dict):
        if not isinstance(actual, dict) or actual.keys() != desired.keys():
            _fail('Items are not equal:', actual, desired, err_msg)
        for key in desired:
            assert_equal(actual[key], desired[key], f'key={key!r}\n{err_msg}')
        return
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        if len(actual) != len(desired):
            _fail('Items are not equal:', actual, desired, err_msg)
        for i, (x, y) in enumerate(zip(actual, desired)):
            assert_equal(x, y, f'item={i!r}\n{err_msg}')
        return
    if isinstance(actual, convert.ndarray) or isinstance(desired, convert.ndarray):
        assert_array_equal(actual, desired, err_msg, strict=strict)
        return
    if actual != actual and desired != desired or actual == desired:
        return
    _fail('Items are not equal:', actual, desired, err_msg)


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False):
    """Fails unless elements are equal within `atol + rtol * abs(desired)`."""
    _array_check(lambda x, y: logic.isclose(x, y, rtol, atol, equal_nan), actual, desired,
                 f'\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}', err_msg, strict)


def assert_array_almost_equal(actual, desired, decimal=6, err_msg='', verbose=True):
    """Fails unless `abs(desired - actual) < 1.5 * 10**-decimal`."""
    _array_check(lambda x, y: logic.isclose(x, y, 0, 1.5 * 10.0 ** -decimal, True), actual, desired,
                 f'\nArrays are not almost equal to {decimal} decimals', err_msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    """Fails unless `abs(desired - actual) < 1.5 * 10**-decimal`."""
    assert_array_almost_equal(actual, desired, decimal, err_msg)


def assert_array_less(x, y, err_msg='', verbose=True, *, strict=False):
    """Fails unless every element of `x` is less than that of `y`."""
    _array_check(lambda x, y: x < y, x, y, '\nArrays are not strictly ordered `x < y`', err_msg, strict)


class _Raises:
    def __init__(self, expected, pattern=None):
        self.expected, self.pattern = expected, pattern

    def __enter__(self):
        return self

    def __exit__(self, cls, value, traceback):
        if cls is None:
            raise AssertionError(f'{self.expected} not raised')
        if not issubclass(cls, self.expected):
            return False
        self.exception = value
        if self.pattern is not None:
            import re
            if not re.search(self.pattern, str(value)):
                raise AssertionError(f'{self.pattern!r} does not match {str(value)!r}')
        return True


def assert_raises(exception_class, callable=None, *args, **kwargs):
    """Fails unless a call, or the block of a `with`, raises."""
    if callable is None:
        return _Raises(exception_class)
    with _Raises(exception_class):
        callable(*args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, callable=None, *args, **kwargs):
    """Fails unless a call, or the block of a `with`, raises with a message that matches."""
    if callable is None:
        return _Raises(exception_class, expected_regexp)
    with _Raises(exception_class, expected_regexp):
        callable(*args, **kwargs)


def assert_warns(warning_class, func, *args, **kwargs):
    """Fails unless a call warns; returns its result."""
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        result = func(*args, **kwargs)
    if not any(issubclass(w.category, warning_class) for w in caught):
        raise AssertionError(f'{warning_class.__name__} was not issued by {func!r}')
    return result


def assert_no_warnings(func, *args, **kwargs):
    """Fails if a call warns; returns its result."""
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        result = func(*args, **kwargs)
    if caught:
        raise AssertionError(f'Got warnings: {caught}')
    return result
