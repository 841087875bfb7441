"""Making arrays: of zeroes, of a value, of a range, of a function; and copies."""

import datetime
import math
import operator

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _ufuncs as ufuncs
from ._words import (C_CONTIGUOUS, CASTING_UNSAFE, COPY_ALWAYS, COPY_IF_NEEDED, COPY_NEVER, F_CONTIGUOUS, ORDER_A, ORDER_C, ORDER_F,
                     ORDER_K, casting_of, order_of)

ndarray = host.ndarray
_u = ufuncs.by_name


def _new(shape, dtype, order, zero):
    order = order_of(order, ORDER_C)
    if order not in (ORDER_C, ORDER_F):
        raise ValueError("only 'C' or 'F' order is permitted")
    found, shape = dtypes.find(dtype), _index.shape_of(shape)
    if found.opaque:
        if found.subdtype:
            return _new(shape + found.shape, found.base, 'CF'[order == ORDER_F], zero)
        found = convert.nested.sized_for_nothing(found)
    return host.new(found.word, shape, order, zero)


def zeros(shape, dtype=float, order='C', *, device=None, like=None):
    """A new array of zeroes."""
    convert.check_device(device)
    return _new(shape, dtype, order, True)


def empty(shape, dtype=float, order='C', *, device=None, like=None):
    """A new array with arbitrary contents."""
    convert.check_device(device)
    return _new(shape, dtype, order, False)


def ones(shape, dtype=None, order='C', *, device=None, like=None):
    """A new array of ones."""
    convert.check_device(device)
    result = _new(shape, dtype, order, False)
    result[...] = 1
    return result


def full(shape, fill_value, dtype=None, order='C', *, device=None, like=None):
    """A new array of one value, which broadcasts."""
    convert.check_device(device)
    if dtype is None and type(fill_value) is float:
        dtype = dtypes.find(float)
    elif dtype is None:
        fill_value = convert.asarray(fill_value)
        dtype = fill_value.dtype
    elif dtypes.find(dtype).kind in 'SUMm':
        dtype = convert.array(fill_value, dtype).dtype
    result = _new(shape, dtype, order, False)
    _fill(result, fill_value)
    return result


def _fill(result, value):
    """Sets all elements, as a cast does: infinity has a place among integers."""
    if result.dtype.kind in 'iu' and isinstance(value, (float, complex, convert.generic)) \
            or result.dtype.kind in 'bfc' and isinstance(value, (complex, convert.generic)):
        value = convert.asarray(value).astype(result.dtype)
    result[...] = value


def _new_like(prototype, dtype, order, subok, shape, device):
    convert.check_device(device)
    prototype = convert.asanyarray(prototype)
    found = prototype.dtype if dtype is None else dtypes.find(dtype)
    if found.opaque:
        if found.subdtype:
            result = empty((prototype.shape if shape is None else _index.shape_of(shape)) + found.shape, found.base)
            return convert.as_class_of(result, prototype) if subok else result
        found = convert.nested.sized_for_array(found, prototype)
    word = found.word
    flags, order = host.flags(prototype), order_of(order, ORDER_K)
    if shape is not None:
        shape = _index.shape_of(shape)
    same = shape is None or len(shape) == prototype.ndim
    shape = prototype.shape if shape is None else shape
    column_major = flags & F_CONTIGUOUS and not flags & C_CONTIGUOUS
    if order == ORDER_A:
        order = ORDER_F if column_major else ORDER_C
    if order == ORDER_K and same and not flags & C_CONTIGUOUS and not flags & F_CONTIGUOUS:
        axes = sorted(range(prototype.ndim), key=lambda i: -abs(prototype.strides[i]))
        inverse = tuple([axes.index(i) for i in range(len(axes))])
        result = host.transpose(host.new(word, tuple([shape[i] for i in axes]), ORDER_C, False), inverse)
    else:
        order = ORDER_F if order == ORDER_F or order == ORDER_K and same and column_major else ORDER_C
        result = host.new(word, shape, order, False)
    return convert.as_class_of(result, prototype) if subok else result


def empty_like(prototype, dtype=None, order='K', subok=True, shape=None, *, device=None):
    """A new array with the shape, type and layout of another, and arbitrary contents."""
    return _new_like(prototype, dtype, order, subok, shape, device)


def zeros_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None):
    """A new array of zeroes with the shape, type and layout of another."""
    result = _new_like(a, dtype, order, subok, shape, device)
    if result.dtype.opaque and result.dtype.kind != 'O':
        zero = host.new(result.dtype.word, (), ORDER_C, True)
        host.set(result, (Ellipsis,), zero)
        return result
    result[...] = 0
    return result


def ones_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None):
    """A new array of ones with the shape, type and layout of another."""
    result = _new_like(a, dtype, order, subok, shape, device)
    result[...] = 1
    return result


def full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None):
    """A new array of one value with the shape, type and layout of another."""
    result = _new_like(a, dtype, order, subok, shape, device)
    _fill(result, fill_value)
    return result


def copy(a, order='K', subok=False):
    """A copy of an array."""
    return convert.array(a, order=order, subok=subok, copy=True)


def astype_method(a, dtype, order, casting, subok, copy):
    """`ndarray.astype`."""
    dtype, order = dtypes.find(dtype), order_of(order)
    if casting == 'same_value':
        return _of_same_value(a, dtype, order, subok, copy)
    rule = casting_of(casting)
    if dtype.opaque or a.dtype.opaque:
        return _astype_opaque(a, dtype, order, casting, subok, copy)
    if not copy and dtype.word == a.dtype.word:
        flags = host.flags(a)
        if order in (ORDER_K, ORDER_A) or flags & (C_CONTIGUOUS if order == ORDER_C else F_CONTIGUOUS):
            return a if subok or type(a) is ndarray else host.view_as(a, ndarray)
    if rule != CASTING_UNSAFE and not host.can_cast(a.dtype.word, dtype.word, rule):
        raise TypeError(f"Cannot cast array data from {a.dtype!r} to {dtype!r} according to the rule '{casting}'")
    result = host.astype(a, dtype.word, order, rule, COPY_ALWAYS)
    if subok:
        return convert.as_class_of(result, a)
    return result if type(result) is ndarray else host.view_as(result, ndarray)


def _of_same_value(a, dtype, order, subok, copy):
    """A cast that is an error where it changes a value."""
    if dtype.opaque or a.dtype.opaque:
        return astype_method(a, dtype, order, 'same_kind', subok, copy)
    if a.dtype == dtype:
        return astype_method(a, dtype, order, 'no', subok, copy)
    from ._errstate import errstate
    with errstate(all='ignore'):
        result = host.astype(a, dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS)
        back = host.astype(result, a.dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS)
        same = _u['equal'](a, back)
        if a.dtype.kind in 'fc' and dtype.kind in 'fc':
            same = _u['logical_or'](same, _u['logical_and'](_u['isnan'](a), _u['isnan'](back)))
        elif a.dtype.kind in 'fc':
            same = _u['logical_and'](same, _u['isfinite'](a))
        elif a.dtype.kind in 'iu':              # what wraps may come back
            same = _u['logical_and'](same, _u['equal'](a < 0, result < 0))
    if not bool(convert.asarray(same).all()):
        raise ValueError(f"could not cast 'same_value' {a.dtype.name} to {dtype.name}")
    return convert.as_class_of(result, a) if subok else result


def _astype_opaque(a, dtype, order, casting, subok, copy):
    if dtype.subdtype:
        base, shape = dtype.subdtype
        if a.dtype.opaque and a.dtype.kind == 'V' and a.dtype.names is None and a.dtype.itemsize == dtype.itemsize:
            return a.view(dtype).copy()
        result = empty(a.shape + shape, base)
        result[...] = a.reshape(a.shape + (1,) * len(shape))
        return result
    dtype = convert.nested.sized_for_array(dtype, a)
    if not dtypes._opaque.can_cast(a.dtype, dtype, casting_of(casting)):
        what = 'scalar' if a.ndim == 0 else 'array data'
        raise TypeError(f"Cannot cast {what} from {a.dtype!r} to {dtype!r} according to the rule '{casting}'")
    result = host.astype(a, dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS if copy else COPY_IF_NEEDED)
    if subok:
        return convert.as_class_of(result, a)
    return result if type(result) is ndarray else host.view_as(result, ndarray)


def astype(x, dtype, /, *, copy=True, device=None):
    """A copy of an array with another type."""
    convert.check_device(device)
    if not isinstance(x, (ndarray, convert.generic)):
        raise TypeError(f'Input should be a NumPy array. It is a {type(x)} instead.')
    return x.astype(dtype, copy=copy)


def copyto(dst, src, casting='same_kind', where=True):
    """`dst[...] = src` where a mask holds, under a casting rule."""
    if not isinstance(dst, ndarray):
        raise TypeError(f'copyto() argument 1 must be numpy.ndarray, not {type(dst).__name__}')
    value = src if type(src) in (bool, int, float, complex) else convert.as_operand(src)
    if casting == 'same_value':
        value, casting = convert.asanyarray(src).astype(dst.dtype, casting=casting), 'no'
    host.assign(dst, value, casting_of(casting), ufuncs.mask(where))


def new_ndarray(cls, shape, dtype, buffer, offset, strides, order):
    """`ndarray.__new__`: uninitialised, or over the memory of a buffer."""
    dtype, shape = dtypes.find(dtype), _index.shape_of(shape)
    order = order_of(order, ORDER_C)
    if strides is not None:
        strides = _index.shape_of(strides, True)
    if dtype.subdtype:
        dtype, shape = dtype.base, shape + dtype.shape
    if buffer is None:
        dtype = convert.nested.sized_for_nothing(dtype)
        result = host.new(dtype.word, shape, ORDER_F if order == ORDER_F else ORDER_C, False)
        if strides is not None:
            result = host.as_strided(result, dtype.word, shape, tuple(strides), 0, False)
    else:
        if dtype.hasobject:
            raise ValueError('cannot construct a dtype with object fields over a buffer')
        raw = convert.frombuffer(buffer, 'u1')
        if strides is None:
            steps, step = [0] * len(shape), dtype.itemsize
            for i in range(len(shape)) if order == ORDER_F else reversed(range(len(shape))):
                steps[i] = step
                step *= shape[i]
            strides = steps
            if offset < 0 or offset + step > raw.nbytes:
                raise TypeError('buffer is too small for requested array')
        result = host.as_strided(raw, dtype.word, shape, tuple(strides), operator.index(offset), False)
    return result if cls is ndarray else host.view_as(result, cls, None)


def _real(value):
    """A Python number of an argument of a range."""
    if type(value) in (int, float, complex, bool):
        return value
    value = convert.as_operand(value)
    if isinstance(value, ndarray):
        if value.ndim:
            raise TypeError('Maximum allowed size exceeded' if value.size == 0 else 'only 0-dimensional arrays can be converted '
                            'to Python scalars')
        return value.item()
    return host.scalar_value(value) if isinstance(value, convert.generic) else value


def _steps(count, has_length):
    """How many values a range of a real number of steps has; with a step so long that the number is zero it has its start."""
    return int(math.copysign(1, count) > 0) if count == 0 and has_length else math.ceil(count)


_PLAIN = 1 << 48    # integers whose ranges need no thought


def arange(start=None, /, *args, stop=None, step=None, dtype=None, device=None, like=None, **more):
    """`arange([start,] stop[, step])`: evenly spaced values in a half-open interval."""
    if type(start) is int and dtype is step is device is stop is None and not more and (
            not args or len(args) == 1 and type(args[0]) is int) and -_PLAIN < start < _PLAIN:
        first, last = (start, args[0]) if args else (0, start)
        if -_PLAIN < last < _PLAIN:
            return host.arange(dtypes.intp.word, first, 1, max(0, last - first))
    convert.check_device(device)
    if 'start' in more:
        start = more.pop('start')
    if more:
        raise TypeError(f'arange() got an unexpected keyword argument {next(iter(more))!r}')
    if len(args) > 3:
        raise TypeError(f'arange() takes at most 4 positional arguments ({len(args) + 1} given)')
    given = list(args)
    if given:
        stop = given.pop(0)
    if given:
        step = given.pop(0)
    if given:
        dtype = given.pop(0)
    if stop is None:
        if start is None:
            raise TypeError('arange() requires stop to be specified.')
        start, stop = 0, start
    start = 0 if start is None else start
    found = None if dtype is None else dtypes.find(dtype)
    if found is not None and found.kind in 'Mm' or any(isinstance(v, convert.generic) and v._kind in ('M', 'm') or isinstance(
            v, ndarray) and v.dtype.kind in 'Mm' or isinstance(v, datetime.date) for v in (start, stop, step)):
        from ._datetime import arange as of_times
        return of_times(start, stop, step, found)
    if found is not None and found.kind == 'O':
        return convert.array([start + i * (1 if step is None else step) for i in range(
            max(0, math.ceil((stop - start) / (1 if step is None else step))))], dtype=found)
    if found is None:
        found = dtypes.result_type(*[dtypes.find(type(v)) if type(v) in (int, float, complex, bool) else v
                                     for v in (start, stop) + (() if step is None else (step,))]).native
    start, stop, step = _real(start), _real(stop), 1 if step is None else _real(step)
    if step == 0:
        raise ZeroDivisionError('division by zero')
    if type(start) is type(stop) is type(step) is int:
        length = max(0, -((start - stop) // step))
    else:
        span = (stop - start) / step
        parts = (span.real, span.imag) if isinstance(span, complex) else (span,)
        if any(part != part for part in parts):
            raise ValueError('arange: cannot compute length')
        if any(part > 1 << 62 for part in parts):
            raise ValueError('Maximum allowed size exceeded')
        length = max(0, min(_steps(part, stop != start) for part in parts))
    if length >= 1 << 62:
        raise ValueError('Maximum allowed size exceeded')
    if found.kind == 'b':
        if length > 2:
            raise TypeError('arange() is only supported for booleans when the result has at most length 2.')
        return convert.array([bool(start + i * step) for i in range(length)], dtype=found)
    if found.kind in 'iu' and type(start) is float:
        first, second = int(start), int(start + step)
        start, step = first, second - first
    elif found.kind in 'iu':
        start, step = int(start), int(step)
    native = host.arange(found.native.word, start, step, length)
    return native if found.isnative else native.astype(found)


_REAL = {int, float, dtypes.float64.type}


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """`num` evenly spaced values over an interval, the end included unless `endpoint` is false."""
    convert.check_device(device)
    num = operator.index(num)
    if num < 0:
        raise ValueError(f'Number of samples, {num}, must be non-negative.')
    steps = num - 1 if endpoint else num
    if (dtype is None or getattr(dtype, 'char', None) == 'd') and axis == 0 and not retstep and steps > 0 and type(start) in _REAL and type(stop) in _REAL:
        return _between(float(start), float(stop), num, steps, endpoint)
    start, stop = convert.asanyarray(start) * 1.0, convert.asanyarray(stop) * 1.0
    common = dtypes.result_type(start, stop, float(num))
    found = common if dtype is None else dtypes.find(dtype)
    delta = _u['subtract'](stop, start)
    y = host.arange(dtypes.float64.word, 0, 1, num).astype(common).reshape((-1,) + (1,) * getattr(delta, 'ndim', 0)) \
        if num else zeros((0,) + (1,) * getattr(delta, 'ndim', 0), common)
    if steps > 0:
        step = delta / steps
        zero = step == 0
        y = (y / steps) * delta if (zero.any() if isinstance(zero, ndarray) else bool(zero)) else y * step
    else:
        step = dtypes.float64.type(float('nan'))
        y = y * delta
    y = y + start
    if endpoint and num > 1:
        y[-1, ...] = stop
    if axis != 0:
        from ._manipulation import moveaxis
        y = moveaxis(y, 0, axis)
    if found.kind in 'iu':
        y = _u['floor'](y)
    y = y.astype(found, copy=False)
    return (y, step) if retstep else y


def _between(start, stop, num, steps, endpoint):
    """`linspace` of two numbers: what the general one computes, with fewer arrays."""
    delta = stop - start
    step = delta / steps
    y = host.arange(dtypes.float64.word, 0.0, 1.0, num)
    if step == 0:
        y /= steps
        y *= delta
    else:
        y *= step
    y += start
    if endpoint and num > 1:
        y[num - 1] = stop
    return y


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """`num` values evenly spaced on a logarithmic scale, from `base**start` to `base**stop`."""
    if not isinstance(base, (float, int)) and getattr(convert.asanyarray(base), 'ndim', 0):
        from ._manipulation import broadcast_shapes, expand_dims
        start, stop, base = [convert.asanyarray(each) for each in (start, stop, base)]
        ndim = len(broadcast_shapes(start.shape, stop.shape, base.shape))
        start, stop, base = [convert.array(each, copy=None, subok=True, ndmin=ndim) for each in (start, stop, base)]
        base = expand_dims(base, axis)
    y = _u['power'](base, linspace(start, stop, num, endpoint, axis=axis))
    return y if dtype is None else y.astype(dtype, copy=False)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """`num` values in geometric progression from `start` to `stop`."""
    start, stop = convert.asanyarray(start), convert.asanyarray(stop)
    if convert.asarray(start == 0).any() or convert.asarray(stop == 0).any():
        raise ValueError('Geometric sequence cannot include zero')
    common = dtypes.result_type(start, stop, float(num), zeros((), dtype or float))
    start, stop = start.astype(common), stop.astype(common)
    turn = _u['sign'](start)                # back to the positive real axis, and in the end away from it
    low, high = start / turn, stop / turn
    result = logspace(_u['log10'](low), _u['log10'](high), num, endpoint, 10.0, common)
    if num > 0:
        result[0] = low
        if num > 1 and endpoint:
            result[-1] = high
    result = result * turn
    if axis != 0:
        from ._manipulation import moveaxis
        result = moveaxis(result, 0, axis)
    return result.astype(common if dtype is None else dtype, copy=False)


def eye(N, M=None, k=0, dtype=float, order='C', *, device=None, like=None):
    """A 2-D array with ones on diagonal `k` and zeroes elsewhere."""
    M = N if M is None else operator.index(M)
    result = zeros((operator.index(N), M), dtype, order, device=device)
    diagonal_of(result, operator.index(k), False)[...] = 1
    return result


def diagonal_of(a, k, readonly):
    """A view of diagonal `k` of a matrix."""
    (rows, columns), (down, right) = a.shape, a.strides
    count = max(0, min(rows + min(k, 0), columns - max(k, 0)))
    start = (-k * down if k < 0 else k * right) if count else 0
    return host.as_strided(a, a.dtype.word, (count,), (down + right,), start, readonly)


def identity(n, dtype=None, *, like=None):
    """The n by n identity matrix."""
    return eye(n, dtype=dtype)


def diag(v, k=0):
    """A diagonal of a 2-D array, or the 2-D array with a given diagonal."""
    v = convert.asanyarray(v)
    if v.ndim == 2:
        return v.diagonal(k)
    if v.ndim != 1:
        raise ValueError('Input must be 1- or 2-d.')
    n = v.shape[0] + abs(k)
    result = zeros((n, n), v.dtype)
    diagonal_of(result, k, False)[...] = v
    return result


def diagflat(v, k=0):
    """The 2-D array whose diagonal is the flattened input."""
    return diag(convert.asarray(v).ravel(), k)


def tri(N, M=None, k=0, dtype=float, *, like=None):
    """Ones at and below diagonal `k`, zeroes above."""
    M = N if M is None else M
    for n in (N, M, k):
        _expect_integer(n)
    rows, columns = arange(N).reshape(-1, 1), arange(M).reshape(1, -1)
    return (rows + k >= columns).astype(dtype, copy=False)


def _expect_integer(n):
    try:
        operator.index(n)
    except TypeError:
        import warnings
        warnings.warn(f'Cannot convert {type(n).__name__} safely to an integer. This will raise an error in future versions '
                      '(Deprecated NumPy 2.5)', DeprecationWarning, stacklevel=3)


def tril(m, k=0):
    """The lower triangle of an array; zeroes elsewhere."""
    from ._selection import where
    m = convert.asanyarray(m)
    return where(tri(*m.shape[-2:], k=k, dtype=bool), m, zeros(1, m.dtype))


def triu(m, k=0):
    """The upper triangle of an array; zeroes elsewhere."""
    from ._selection import where
    m = convert.asanyarray(m)
    below = tri(*m.shape[-2:], k=k - 1, dtype=bool)
    if type(m) is ndarray and m.ndim > 1 and not m.dtype.opaque and m.dtype.isnative:
        result = m.copy()
        host.assign(result, 0, CASTING_UNSAFE, below if m.ndim == 2 else host.broadcast_to(below, m.shape))
        return result
    return where(below, zeros(1, m.dtype), m)


def tril_indices(n, k=0, m=None):
    """The indices of the lower triangle of an n by m array."""
    return tri(n, m, k, bool).nonzero()


def triu_indices(n, k=0, m=None):
    """The indices of the upper triangle of an n by m array."""
    return _u['logical_not'](tri(n, m, k - 1, bool)).nonzero()


def diag_indices(n, ndim=2):
    """The indices of the main diagonal of an array of `ndim` axes of length n."""
    return (arange(n),) * ndim


def vander(x, N=None, increasing=False):
    """The Vandermonde matrix: powers of the input in columns."""
    x = convert.asarray(x)
    if x.ndim != 1:
        raise ValueError('x must be a one-dimensional array or sequence.')
    N = len(x) if N is None else N
    powers = arange(N) if increasing else arange(N)[::-1]
    return _u['power'](x[:, None], powers)


def meshgrid(*xi, copy=True, sparse=False, indexing='xy'):
    """Coordinate arrays from coordinate vectors."""
    if indexing not in ('xy', 'ij'):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    arrays = [convert.asanyarray(x).reshape((1,) * i + (-1,) + (1,) * (n - i - 1)) for i, x in enumerate(xi)]
    if indexing == 'xy' and n > 1:
        arrays[0] = arrays[0].reshape((1, -1) + (1,) * (n - 2))
        arrays[1] = arrays[1].reshape((-1, 1) + (1,) * (n - 2))
    if not sparse:
        from ._manipulation import broadcast_arrays
        arrays = broadcast_arrays(*arrays)
    return tuple([a.copy() for a in arrays]) if copy else tuple(arrays)


def indices(dimensions, dtype=int, sparse=False):
    """The index of each element of a grid, an array per axis."""
    dimensions = tuple(dimensions)
    n = len(dimensions)
    if sparse:
        return tuple([arange(d, dtype=dtype).reshape((1,) * i + (d,) + (1,) * (n - i - 1)) for i, d in enumerate(dimensions)])
    result = empty((n,) + dimensions, dtype)
    for i, d in enumerate(dimensions):
        result[i] = arange(d, dtype=dtype).reshape((d,) + (1,) * (n - i - 1))
    return result


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """A function called with the index arrays of a shape."""
    return function(*indices(shape, dtype), **kwargs)


def asarray_chkfinite(a, dtype=None, order=None):
    """As `asarray`; ValueError where an element is NaN or infinite."""
    a = convert.asarray(a, dtype, order)
    if a.dtype.kind in 'fc' and not _u['isfinite'](a).all():
        raise ValueError('array must not contain infs or NaNs')
    return a
