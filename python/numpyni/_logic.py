"""Comparisons of whole arrays, and questions about elements and memory."""

import math
import operator

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _selection as selection
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._scalars_base import complexfloating, generic
from ._words import ORDER_C

ndarray = host.ndarray
_u = ufuncs.by_name


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether elements are equal within `atol + rtol * abs(b)`."""
    x, y, atol, rtol = [each if type(each) in (int, float, complex) else convert.asanyarray(each) for each in (a, b, atol, rtol)]
    if isinstance(y, int):
        y = float(y)
    elif not isinstance(y, (float, complex)) and y.dtype.kind not in 'fcmMO':
        y = y.astype(dtypes.result_type(y, 1.0))
    if not all([math.isfinite(each) if type(each) is float else bool(convert.asarray(_u['isfinite'](each)).all()) for each in (atol, rtol)]):
        _report_tolerance(f'One of rtol or atol is not valid, atol: {atol}, rtol: {rtol}')
    if any(isinstance(each, ndarray) and each.dtype.kind in 'mM' for each in (x, y)):
        return _times_close(x, y, rtol, atol, equal_nan)
    x, y = convert.asanyarray(x) if not isinstance(y, ndarray) else x, y
    with errstate(invalid='ignore'):
        close = _u['less_equal'](_u['absolute'](x - y), atol + rtol * _u['absolute'](y))
        result = _u['logical_or'](_u['logical_and'](close, _u['isfinite'](y)), _u['equal'](x, y))
    if equal_nan:
        nan = _u['isnan']
        result = _u['logical_or'](result, _u['logical_and'](nan(x) if convert.asarray(x).dtype.kind in 'fc' else False, nan(y)))
    return result


def _report_tolerance(text):
    import warnings
    from ._errstate import geterr
    mode = geterr()['invalid']
    if mode == 'raise':
        raise FloatingPointError(text)
    if mode == 'warn':
        warnings.warn(text, RuntimeWarning, stacklevel=4)
    elif mode == 'print':
        print(text)


def _times_close(x, y, rtol, atol, equal_nan):
    """`isclose` of times: the tolerance is a span of time."""
    from ._datetime import isnat
    apart, equal = _u['absolute'](_u['subtract'](x, y)), _u['equal'](x, y)
    if not convert.asarray(atol).dtype.kind == 'm':
        atol = convert.array(int(atol), apart.dtype)[()]
    limit = atol if convert.asarray(y).dtype.kind == 'M' else _u['add'](atol, _u['multiply'](_u['absolute'](y), rtol))
    result = _u['logical_or'](equal, _u['less_equal'](apart, limit))
    return _u['logical_or'](result, _u['logical_and'](isnat(x), isnat(y))) if equal_nan else result


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are equal within a tolerance."""
    return bool(convert.asarray(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements."""
    try:
        a1, a2 = convert.asarray(a1), convert.asarray(a2)
    except (TypeError, ValueError):
        return False
    if a1.shape != a2.shape:
        return False
    same = convert.asarray(a1 == a2)
    if equal_nan and a1.dtype.kind in 'fc' and a2.dtype.kind in 'fc':
        same = _u['logical_or'](same, _u['logical_and'](_u['isnan'](a1), _u['isnan'](a2)))
        same = convert.asarray(same)
    return bool(same.all())


def array_equiv(a1, a2):
    """Whether two arrays are equal after broadcasting."""
    if type(a1) is type(a2) is ndarray and a1.shape == a2.shape:
        return bool(convert.asarray(a1 == a2).all())
    try:
        a1, a2 = manipulation.broadcast_arrays(a1, a2)
    except (TypeError, ValueError):
        return False
    return bool(convert.asarray(a1 == a2).all())


def isneginf(x, out=None):
    """Whether elements are negative infinity."""
    return _u['logical_and'](_u['isinf'](x), _u['signbit'](x), out=out)


def isposinf(x, out=None):
    """Whether elements are positive infinity."""
    return _u['logical_and'](_u['isinf'](x), _u['logical_not'](_u['signbit'](x)), out=out)


def iscomplex(x):
    """Whether elements have an imaginary part that is not zero."""
    x = convert.asanyarray(x)
    if type(x) is ndarray and x.ndim and x.dtype.kind in 'biuf':
        return host.new(dtypes.bool_.word, x.shape, ORDER_C, True)
    return x.imag != 0 if x.dtype.kind == 'c' else host.new(dtypes.bool_.word, x.shape, ORDER_C, True)[() if x.ndim == 0 else ...]


def isreal(x):
    """Whether elements have no imaginary part."""
    x = convert.asanyarray(x)
    return x.imag == 0


def iscomplexobj(x):
    """Whether the type is complex."""
    try:
        kind = x.dtype.type
    except AttributeError:
        return convert.asarray(x).dtype.kind == 'c'
    return issubclass(kind, complexfloating)


def isrealobj(x):
    """Whether the type is not complex."""
    return not iscomplexobj(x)


def isscalar(element):
    """Whether an object is a scalar: a number, a string, or a scalar of an array's."""
    if type(element) in (int, float, complex, bool, str):
        return True
    if type(element) in (ndarray, list, tuple):
        return False
    import numbers
    return isinstance(element, (generic, str, bytes)) or isinstance(element, numbers.Number)


def iterable(y):
    """Whether an object can be iterated over."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def isfortran(a):
    """Whether an array is column-major and not row-major."""
    return a.flags.fnc


def real(val):
    """The real parts."""
    return val.real if hasattr(val, 'real') else convert.asanyarray(val).real


def imag(val):
    """The imaginary parts."""
    return val.imag if hasattr(val, 'imag') else convert.asanyarray(val).imag


def real_if_close(a, tol=100):
    """The real parts, where all imaginary parts are close to zero; else the array."""
    a = convert.asanyarray(a)
    if a.dtype.kind != 'c':
        return a
    limit = tol * dtypes.finfo(a.dtype).eps if tol > 1 else tol
    return a.real if bool((_u['absolute'](a.imag) < limit).all()) else a


def angle(z, deg=False):
    """The angle of complex numbers."""
    z = convert.asanyarray(z)
    result = _u['arctan2'](z.imag, z.real) if z.dtype.kind == 'c' else _u['arctan2'](0, z)
    return result * (180 / 3.141592653589793) if deg else result


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN and the infinities replaced by numbers."""
    if type(x) is ndarray and x.ndim and x.dtype.kind in 'biu':
        return convert.array(x) if copy else x
    x = convert.array(x, subok=True, copy=True if copy else None)
    if x.dtype.kind not in 'fc':
        return x if x.ndim else x[()]
    info = dtypes.finfo(x.dtype)
    posinf = info.max if posinf is None else posinf
    neginf = info.min if neginf is None else neginf
    for part in (x.real, x.imag) if x.dtype.kind == 'c' else (x,):
        for where, value in ((_u['isnan'](part), nan), (isposinf(part), posinf), (isneginf(part), neginf)):
            host.assign(part, value, 5, convert.asarray(where))
    return x if x.ndim else x[()]


def fix(x, out=None):
    """Elements rounded towards zero; deprecated."""
    import warnings
    warnings.warn('numpy.fix is deprecated. Use numpy.trunc instead, which is faster and follows the Array API standard.',
                  DeprecationWarning, stacklevel=2)
    return _u['trunc'](x, out=out)


def sinc(x):
    """`sin(pi x) / (pi x)`, one at zero."""
    x = convert.asanyarray(x)
    if x.dtype.kind not in 'fc':
        x = x.astype(dtypes.float64)
    y = 3.141592653589793 * selection.where(x == 0, x.dtype.type(dtypes.finfo(x.dtype).eps), x)
    return _u['sin'](y) / y


def shares_memory(a, b, /, max_work=-1):
    """Whether an element of one array stands in the other's memory: exactly, unless `max_work` is 0."""
    return bool(host.overlaps(convert.asarray(a), convert.asarray(b), _work(max_work, -1) != 0))


def may_share_memory(a, b, /, max_work=0):
    """Whether the extents of two arrays' memory overlap; with a `max_work` other than 0, whether elements do."""
    return bool(host.overlaps(convert.asarray(a), convert.asarray(b), _work(max_work, 0) != 0))


def _work(max_work, default):
    if max_work is None:
        return default
    max_work = operator.index(max_work)
    if not -1 << 63 <= max_work < 1 << 63:
        raise OverflowError('Python int too large to convert to C long')
    if max_work < -2:
        raise ValueError('Invalid value for max_work')
    return max_work


def shape(a):
    """The shape of an array."""
    return a.shape if hasattr(a, 'shape') else convert.asarray(a).shape


def ndim(a):
    """The number of dimensions of an array."""
    return a.ndim if hasattr(a, 'ndim') else convert.asarray(a).ndim


def size(a, axis=None):
    """The number of elements, or the length of an axis."""
    a = a if hasattr(a, 'shape') else convert.asarray(a)
    if axis is None:
        return a.size
    total = 1
    for each in axis if isinstance(axis, tuple) else (axis,):
        total *= a.shape[_index.normalize_axis(each, len(a.shape))]
    return total


def common_type(*arrays):
    """The inexact scalar type that arrays have in common."""
    if len(arrays) == 1 and type(arrays[0]) is ndarray and arrays[0].dtype.kind in 'iufc':
        return arrays[0].dtype.type if arrays[0].dtype.kind in 'fc' else dtypes.float64.type
    if any(convert.asarray(a).dtype.kind not in 'iufcm' for a in arrays):      # a timedelta64 is a signed integer
        raise TypeError("can't get common type for non-numeric array")
    return dtypes.result_type(*[a if convert.asarray(a).dtype.kind in 'fc' else dtypes.float64 for a in arrays]).type
