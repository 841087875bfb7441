"""Products of arrays: `dot`, `inner`, `outer`, `tensordot`, ..."""

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _gufuncs, _ufuncs as ufuncs
from ._words import CASTING_SAME_KIND

ndarray = host.ndarray


matmul = ufuncs.by_name['matmul']


def _multiplied(a, b):
    """`a @ b`, also of times and whole numbers."""
    if 'm' in (a.dtype.kind, b.dtype.kind) and a.dtype.kind in 'bium' and b.dtype.kind in 'bium':
        unit = dtypes.result_type(a, b)
        return convert.asarray(matmul(a.astype(unit).view('i8'), b.astype(unit).view('i8'))).view(unit)
    return matmul(a, b)


def _last(a, axis):
    axis = _index.normalize_axis(axis, a.ndim)
    return host.transpose(a, tuple([i for i in range(a.ndim) if i != axis]) + (axis,))


def _plain(result):
    return result[()] if isinstance(result, ndarray) and result.ndim == 0 else result


def _alignment(a, b, i, j):
    if a.shape[i] != b.shape[j]:
        raise ValueError(f'shapes {_shape(a)} and {_shape(b)} not aligned: {a.shape[i]} (dim {i % a.ndim}) != {b.shape[j]} '
                         f'(dim {j % b.ndim})')


def _shape(a):
    return '(' + ','.join(map(str, a.shape)) + (',)' if a.ndim == 1 else ')')


def dot(a, b, out=None):
    """Sum product over the last axis of `a` and the last but one of `b` (the only one of a vector)."""
    if type(a) is type(b) is ndarray and out is None:
        x, y = a.shape, b.shape
        if 0 < len(x) <= 2 and 0 < len(y) <= 2 and x[-1] == y[0] and not (a.dtype.opaque or b.dtype.opaque):
            return a @ b
    a, b = convert.asanyarray(a), convert.asanyarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return ufuncs.by_name['multiply'](a, b, out=out)
    _alignment(a, b, -1, -2 if b.ndim > 1 else -1)
    if a.ndim <= 2 and b.ndim <= 2:
        result = _multiplied(a, b)
    else:
        result = _contract(a, b, -2 if b.ndim > 1 else -1)
    if out is not None:
        if not isinstance(out, ndarray) or out.shape != getattr(result, 'shape', ()) or out.dtype != result.dtype \
                or not out.flags.c_contiguous:
            raise ValueError('output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)')
        host.assign(out, result, CASTING_SAME_KIND, None)
        return out
    return _plain(result)


def _contract(a, b, axis):
    """The product over the last axis of `a` and one axis of `b`; the rest of both shapes in order."""
    b = _last(b, axis)
    left = a.reshape((-1 if a.size else _count(a.shape[:-1]), a.shape[-1]))
    right = b.reshape((-1 if b.size else _count(b.shape[:-1]), b.shape[-1]))
    return _multiplied(left, right.transpose()).reshape(a.shape[:-1] + b.shape[:-1])


def _count(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def inner(a, b, /):
    """Sum product over the last axes."""
    a, b = convert.asanyarray(a), convert.asanyarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return ufuncs.by_name['multiply'](a, b)
    _alignment(a, b, -1, -1)
    return _plain(_contract(a, b, -1))


def vdot(a, b, /):
    """The dot product of the flattened arguments, the first conjugated."""
    a, b = convert.asarray(a), convert.asarray(b)
    a, b = a if a.ndim == 1 else a.ravel(), b if b.ndim == 1 else b.ravel()
    return dot(a.conjugate() if a.dtype.kind in 'cO' else a, b)


def outer(a, b, out=None):
    """All products of an element of `a` and one of `b`, both flattened."""
    a, b = convert.asarray(a).ravel(), convert.asarray(b).ravel()
    return ufuncs.by_name['multiply'](a[:, None], b[None, :], out=out)


def tensordot(a, b, axes=2):
    """Sum product over pairs of axes: the last `axes` of a with the first of b, or two sequences of axes."""
    a, b = convert.asarray(a), convert.asarray(b)
    if type(axes) is int and 0 < axes <= a.ndim and axes <= b.ndim and a.shape[a.ndim - axes:] == b.shape[:axes] and a.size and b.size:
        rest, n = a.shape[:a.ndim - axes], _count(b.shape[:axes])
        return convert.asarray(_multiplied(a.reshape((-1, n)), b.reshape((n, -1)))).reshape(rest + b.shape[axes:])
    try:
        axes_a, axes_b = axes
    except TypeError:
        axes_a, axes_b = list(range(-axes, 0)), list(range(axes))
    axes_a = _index.normalize_axes(list(axes_a) if hasattr(axes_a, '__iter__') else axes_a, a.ndim)
    axes_b = _index.normalize_axes(list(axes_b) if hasattr(axes_b, '__iter__') else axes_b, b.ndim)
    if len(axes_a) != len(axes_b) or any(a.shape[i] != b.shape[j] for i, j in zip(axes_a, axes_b)):
        raise ValueError('shape-mismatch for sum')
    rest_a = tuple([i for i in range(a.ndim) if i not in axes_a])
    rest_b = tuple([i for i in range(b.ndim) if i not in axes_b])
    n = _count([a.shape[i] for i in axes_a])
    left = host.transpose(a, rest_a + axes_a).reshape((_count([a.shape[i] for i in rest_a]), n))
    right = host.transpose(b, axes_b + rest_b).reshape((n, _count([b.shape[i] for i in rest_b])))
    shape = tuple([a.shape[i] for i in rest_a] + [b.shape[i] for i in rest_b])
    return _multiplied(left, right).reshape(shape)


def kron(a, b):
    """The Kronecker product."""
    a, b = convert.asanyarray(a), convert.asanyarray(b)
    from ._matrix import matrix
    wrap = None
    if isinstance(a, matrix) or isinstance(b, matrix):          # which cannot have more dimensions
        wrap, a, b = ufuncs.wrapper((a, b)), convert.asarray(a), convert.asarray(b)
    ndim = max(a.ndim, b.ndim)
    sa, sb = (1,) * (ndim - a.ndim) + a.shape, (1,) * (ndim - b.ndim) + b.shape
    left = a.reshape(tuple([n for pair in zip(sa, (1,) * ndim) for n in pair]))
    right = b.reshape(tuple([n for pair in zip((1,) * ndim, sb) for n in pair]))
    result = ufuncs.by_name['multiply'](left, right).reshape(tuple([m * n for m, n in zip(sa, sb)]))
    if wrap is not None:
        return wrap(result)
    return result if result.ndim else result[()]


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross product of vectors of three components."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = convert.asarray(a), convert.asarray(b)
    if a.shape == b.shape == (3,) and a.dtype is b.dtype and a.dtype.kind in 'iufc' and {axisa, axisb, axisc} <= {-1, 0}:
        after, before = convert.asarray([1, 2, 0]), convert.asarray([2, 0, 1])      # the other two of three components
        return a[after] * b[before] - a[before] * b[after]
    a, b = _last(a, axisa), _last(b, axisb)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError('Both input arrays must be (arrays of) 3-dimensional vectors, but they are '
                         f'{a.shape[-1]} and {b.shape[-1]} dimensional instead.')
    x, y, z = a[..., 0], a[..., 1], a[..., 2]
    u, v, w = b[..., 0], b[..., 1], b[..., 2]
    from ._manipulation import moveaxis, stack
    return moveaxis(stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=-1), -1, axisc)


def matrix_transpose(x, /):
    """A view with the last two axes swapped."""
    x = convert.asanyarray(x)
    if x.ndim < 2:
        raise ValueError(f'Input array must be at least 2-dimensional, but it is {x.ndim}')
    return x.swapaxes(-1, -2)
