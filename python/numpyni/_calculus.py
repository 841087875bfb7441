"""Functions sampled at points: gradients, interpolation, unwrapping, convolution."""

import math
import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _products as products
from . import _selection as selection
from . import _sorting as sorting
from . import _statistics as statistics
from . import _ufuncs as ufuncs
from ._words import NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name


# ---- gradient

def gradient(f, *varargs, axis=None, edge_order=1):
    """The derivative along axes by central differences, one-sided at the ends.

    `varargs` are the spacings: none (1), one for all axes, or one an axis, each a number or the coordinates.
    """
    f = convert.asanyarray(f)
    axes = tuple(range(f.ndim)) if axis is None else _index.normalize_axes(axis, f.ndim)
    spacings = _spacings(f, varargs, axes)
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    otype = f.dtype
    if otype.kind in 'mM':
        otype = dtypes.find('m8' + otype.str[3:])
        f = f.view(otype) if f.dtype.kind == 'M' else f
    elif otype.kind not in 'fc':
        f = f.astype(float) if otype.kind in 'iu' else f
        otype = dtypes.float64
    results = tuple([_gradient_along(f, each, spacing, edge_order, otype) for each, spacing in zip(axes, spacings)])
    return results[0] if len(axes) == 1 else results


def _spacings(f, given, axes):
    if not given:
        return [1.0] * len(axes)
    if len(given) == 1 and convert.asanyarray(given[0]).ndim == 0:
        return list(given) * len(axes)
    if len(given) != len(axes):
        raise TypeError('invalid number of arguments')
    spacings = []
    for each, axis in zip(given, axes):
        points = convert.asanyarray(each)
        if points.ndim == 0:
            spacings.append(each)
            continue
        if points.ndim != 1:
            raise ValueError('distances must be either scalars or 1d')
        if len(points) != f.shape[axis]:
            raise ValueError('when 1d, distances must match the length of the corresponding dimension')
        if points.dtype.kind in 'iu':
            points = points.astype(float)
        steps = statistics.diff(points)
        spacings.append(steps[0] if bool((steps == steps[0]).all()) else steps)
    return spacings


def _gradient_along(f, axis, spacing, edge_order, otype):
    if f.shape[axis] < edge_order + 1:
        raise ValueError('Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are '
                         'required.')
    out = creation.empty_like(f, dtype=otype)
    before = (slice(None),) * axis

    def at(key):
        return before + (key,)
    uniform = getattr(spacing, 'ndim', 0) == 0
    if uniform:
        out[at(slice(1, -1))] = (f[at(slice(2, None))] - f[at(slice(None, -2))]) / (2. * spacing)
    else:
        shape = [1] * f.ndim
        shape[axis] = -1
        left, right = spacing[:-1], spacing[1:]
        a = -right / (left * (left + right))
        b = (right - left) / (left * right)
        c = left / (right * (left + right))
        out[at(slice(1, -1))] = (a.reshape(shape) * f[at(slice(None, -2))] + b.reshape(shape) * f[at(slice(1, -1))]
                                 + c.reshape(shape) * f[at(slice(2, None))])
    first, last = (spacing, spacing) if uniform else (spacing[0], spacing[-1])
    if edge_order == 1:
        out[at(0)] = (f[at(1)] - f[at(0)]) / first
        out[at(-1)] = (f[at(-1)] - f[at(-2)]) / last
        return out
    if uniform:
        head, tail = (-1.5 / spacing, 2. / spacing, -0.5 / spacing), (0.5 / spacing, -2. / spacing, 1.5 / spacing)
    else:
        d1, d2 = spacing[0], spacing[1]
        head = (-(2. * d1 + d2) / (d1 * (d1 + d2)), (d1 + d2) / (d1 * d2), -d1 / (d2 * (d1 + d2)))
        d1, d2 = spacing[-2], spacing[-1]
        tail = (d2 / (d1 * (d1 + d2)), -(d2 + d1) / (d1 * d2), (2. * d2 + d1) / (d2 * (d1 + d2)))
    out[at(0)] = head[0] * f[at(0)] + head[1] * f[at(1)] + head[2] * f[at(2)]
    out[at(-1)] = tail[0] * f[at(-3)] + tail[1] * f[at(-2)] + tail[2] * f[at(-1)]
    return out


# ---- interpolation

def interp(x, xp, fp, left=None, right=None, period=None):
    """Piecewise linear interpolation at `x` of the points `(xp, fp)`; `xp` increases, or is taken modulo `period`."""
    if type(xp) is type(fp) is ndarray and left is right is period is None and xp.ndim == 1 and 1 < xp.size and fp.shape == xp.shape:
        if xp.dtype is dtypes.int64:
            xp = xp.astype(dtypes.float64)
        if fp.dtype is dtypes.int64:
            fp = fp.astype(dtypes.float64)
        if xp.dtype is fp.dtype is dtypes.float64:
            if type(x) is ndarray and x.ndim == 1 and (x.dtype is dtypes.float64 or x.dtype is dtypes.int64):
                x = x if x.dtype is dtypes.float64 else x.astype(dtypes.float64)
                return host.raw.ufunc_call(_u['_interp']._id, (x, xp, fp, fp[::fp.size - 1]))
            if type(x) is float or type(x) is int:
                return host.raw.ufunc_call(_u['_interp']._id, (host.arange(dtypes.float64.word, float(x), 0.0, 1), xp, fp, fp[::fp.size - 1]))[0]
    fp = convert.asarray(fp)
    for each in (x, xp):
        if getattr(each, 'dtype', dtypes.float64).kind == 'c':
            raise TypeError(f"Cannot cast array data from {each.dtype!r} to dtype('float64') according to the rule 'safe'")
    kind = dtypes.complex128 if fp.dtype.kind == 'c' else dtypes.float64
    if period is not None:
        if period == 0:
            raise ValueError('period must be a non-zero value')
        period, left, right = abs(period), None, None
        x, xp, fp = convert.asarray(x, float), convert.asarray(xp, float), convert.asarray(fp, kind)
        if xp.ndim != 1 or fp.ndim != 1:
            raise ValueError('Data points must be 1-D sequences')
        if xp.shape[0] != fp.shape[0]:
            raise ValueError('fp and xp are not of the same length')
        x, xp = x % period, xp % period
        order = sorting.argsort(xp)
        xp, fp = xp[order], fp[order]
        xp = manipulation.concatenate((xp[-1:] - period, xp, xp[0:1] + period))
        fp = manipulation.concatenate((fp[-1:], fp, fp[0:1]))
    x, xp, fp = convert.asarray(x, float), convert.asarray(xp, float), convert.asarray(fp, kind)
    if xp.ndim != 1 or fp.ndim != 1:
        raise ValueError('object too deep for desired array' if max(xp.ndim, fp.ndim) > 1 else
                         'object of too small depth for desired array')
    n = xp.shape[0]
    if n == 0:
        if x.size == fp.size == 0:
            return creation.empty(x.shape, kind)
        raise ValueError('array of sample points is empty')
    if fp.shape[0] != n:
        raise ValueError('fp and xp are not of the same length.')
    below, above = fp[0] if left is None else kind.type(left), fp[-1] if right is None else kind.type(right)
    if kind is dtypes.complex128:
        result = creation.empty(x.shape, kind)
        result.real = _interpolated(x, xp, fp.real, below.real, above.real)
        result.imag = _interpolated(x, xp, fp.imag, below.imag, above.imag)
    else:
        result = _interpolated(x, xp, fp, below, above)
    return result if isinstance(result, ndarray) and result.ndim else convert.asarray(result)[()]


def _interpolated(x, xp, fp, below, above):
    outside = convert.array([float(below), float(above)])
    found = convert.asarray(host.ufunc_call(_u['_interp']._id, (x.ravel(), xp, fp, outside)))
    return found if x.ndim == 1 else found.reshape(x.shape)


def unwrap(p, discont=None, axis=-1, *, period=2 * math.pi):
    """Jumps of more than half a period taken out of a sequence of phases."""
    p = convert.asarray(p)
    steps = statistics.diff(p, axis=axis)
    if discont is None:
        discont = period / 2
    before = (slice(None, None),) * (axis % p.ndim)
    dtype = dtypes.result_type(steps, period)
    if dtype.kind in 'iu':
        high, rest = divmod(period, 2)
        ambiguous = rest == 0
    else:
        high, ambiguous = period / 2, True
    low = -high
    wrapped = _u['remainder'](steps - low, period) + low
    if ambiguous:
        at = _u['logical_and'](wrapped == low, steps > 0)
        wrapped = selection.where(at, high, wrapped)
    correction = wrapped - steps
    correction = selection.where(_u['absolute'](steps) < discont, 0, correction)
    up = convert.array(p, copy=True, dtype=dtype)
    key = before + (slice(1, None),)
    up[key] = p[key] + correction.cumsum(axis)
    return up


# ---- convolution

_MODES = {'valid': 0, 'same': 1, 'full': 2}


def _mode_of(mode):
    if isinstance(mode, str):
        if mode in _MODES:
            return _MODES[mode]
        raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got {mode!r})")
    try:
        mode = operator.index(mode)
    except TypeError:
        raise TypeError(f'mode must be str, not {type(mode).__name__}') from None
    if mode not in (0, 1, 2):
        raise ValueError(f'integer convolution mode must be 0, 1, or 2 (got {mode})')
    return mode


def _sequence(a):
    return a if type(a) is ndarray and a.ndim else convert.array(a, ndmin=1, copy=None)


def _sliding(a, v, mode):
    """The sums of products of `v` with the parts of `a` under it; `a` is no shorter than `v`."""
    n, m = a.shape[0], v.shape[0]
    left = (0, m // 2, m - 1)[mode]
    right = (0, m - 1 - m // 2, m - 1)[mode]
    source = a
    if left or right:
        padded = host.new(a.dtype.word, (n + left + right,), 1, True) if a.dtype.kind != 'O' else \
            creation.zeros(n + left + right, a.dtype)
        padded[left:left + n] = a
        a = padded
    else:
        a = convert.ascontiguousarray(a)
    step = a.dtype.itemsize
    count = a.shape[0] - m + 1
    if a.dtype.kind not in 'iufcb':
        return convert.array([(a[i:i + m] * v).sum() for i in range(count)], dtype=a.dtype)
    sums = host.as_strided(a, a.dtype.word, (count, m), (step, step), 0, True) @ v
    if (left or right) and v.dtype.kind in 'fc' and not _u['isfinite'](v).all():     # a zero of the padding by an infinity is NaN
        for i in (*range(left), *range(count - right, count)):
            first, last = max(i - left, 0), min(i - left + m, n)
            sums[i] = source[first:last] @ v[first + left - i:last + left - i]
    return sums


def correlate(a, v, mode='valid'):
    """The cross-correlation of two sequences: `c[k] = sum a[n + k] * conj(v[n])`."""
    a, v, mode = _sequence(a), _sequence(v), _mode_of(mode)
    return _correlated(a, v.conj() if v.dtype.kind == 'c' else v, mode)


def _correlated(a, v, mode):
    if a.ndim != 1 or v.ndim != 1:
        raise ValueError('object too deep for desired array')
    if a.dtype is not v.dtype:
        dtype = dtypes.result_type(a, v)
        a, v = a.astype(dtype, copy=False), v.astype(dtype, copy=False)
    if a.dtype.kind == 'm':
        return _correlated(a.view('i8'), v.view('i8'), mode).view(a.dtype)
    if a.shape[0] == 0:
        raise ValueError('first array argument cannot be empty')
    if v.shape[0] == 0:
        raise ValueError('second array argument cannot be empty')
    if a.shape[0] < v.shape[0]:
        return _sliding(v, a, mode)[::-1].copy()
    return _sliding(a, v, mode)


def convolve(a, v, mode='full'):
    """The discrete convolution of two sequences."""
    a, v, mode = _sequence(a), _sequence(v), _mode_of(mode)
    if a.shape[0] == 0:
        raise ValueError('a cannot be empty')
    if v.shape[0] == 0:
        raise ValueError('v cannot be empty')
    if v.shape[0] > a.shape[0]:
        a, v = v, a
    return _correlated(a, v[::-1], mode)
