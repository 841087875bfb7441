"""Elements by position and by condition: `take`, `where`, `nonzero`, `diagonal`, ..."""

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation
from . import _ufuncs as ufuncs
from ._manipulation import _like, _range, atleast_1d, broadcast_arrays, broadcast_shapes, ravel, resize
from ._words import CASTING_UNSAFE, COPY_NEVER, C_CONTIGUOUS, NOVALUE, ORDER_C

ndarray = host.ndarray
_u = ufuncs.by_name


def take(a, indices, axis=None, out=None, mode='raise'):
    """The elements (the slices along an axis) at positions."""
    if type(a) is ndarray and type(indices) is ndarray and axis is out is None and mode == 'raise' and indices.ndim and a.size and \
            indices.dtype.kind in 'iu':
        return host.get(a if a.ndim == 1 else ravel(a), (indices,))
    a = given = convert.asanyarray(a)
    if axis is None:
        a, axis = convert.asarray(a).ravel(), 0         # a matrix has no vectors
    axis = _index.normalize_axis(axis, max(a.ndim, 1))
    indices = convert.asarray(indices)
    if indices.size == 0 and indices.dtype.kind == 'f':
        indices = indices.astype(dtypes.intp)
    if indices.dtype.kind not in 'iub':
        raise TypeError(f"Cannot cast array data from {indices.dtype!r} to dtype('int64') according to the rule 'safe'")
    indices = indices if indices.dtype is dtypes.int64 else indices.astype(dtypes.intp)
    a = a.reshape(1) if a.ndim == 0 else a
    n = a.shape[axis]
    if n == 0 and indices.size:
        shape = a.shape[:axis] + indices.shape + a.shape[axis + 1:]
        if 0 not in shape:
            raise IndexError('cannot do a non-empty take from an empty axes.')
        return _like(given, host.new(a.dtype.word, shape, ORDER_C, False))
    _check_mode(mode)
    indices = _inside(indices, n, mode)
    result = host.get(a, (slice(None),) * axis + (indices.item() if indices.ndim == 0 else indices,))
    if axis and isinstance(result, ndarray) and indices.ndim and not host.flags(result) & C_CONTIGUOUS:
        result = result.copy()
    if out is not None:
        if out.shape != getattr(result, 'shape', ()):
            raise ValueError('output array does not match result of ndarray.take')
        host.assign(out, result, CASTING_UNSAFE, None)
        return out
    if not isinstance(result, ndarray):
        return result
    return _like(given, result.copy() if indices.ndim == 0 else result)


def _check_mode(mode):
    if mode not in ('raise', 'wrap', 'clip'):
        raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got {mode!r})")


def _inside(indices, n, mode):
    """Indices as the mode 'wrap' or 'clip' has them, among `n`; most are inside as they are."""
    if mode == 'raise' or not n or indices.size and 0 <= indices.min() and indices.max() < n:
        return indices
    return convert.asarray(indices % n if mode == 'wrap' else _u['clip'](indices, 0, n - 1))


def put(a, ind, v, mode='raise'):
    """`a.flat[ind] = v` in place; `v` is repeated as often as needed."""
    if not isinstance(a, ndarray):
        raise TypeError(f'argument 1 must be numpy.ndarray, not {type(a).__name__}')
    if mode == 'raise' and type(a) is type(ind) is ndarray and a.ndim == ind.ndim == 1 and ind.dtype is dtypes.int64 and \
            type(v) in (int, float) and a.dtype.kind in 'iufc':
        return host.set(a, (ind,), v)
    _check_mode(mode)
    ind = convert.asarray(ind, dtypes.intp).ravel()
    if ind.size == 0:
        return
    if a.size == 0:
        raise IndexError('cannot replace elements of an empty array')
    ind = _inside(ind, a.size, mode)
    values = convert.asarray(v, a.dtype.native).ravel()
    if not values.size:
        return
    values = _repeated(values, ind.size)
    if host.flags(a) & C_CONTIGUOUS:
        host.set(a if a.ndim == 1 else host.reshape(a, (a.size,), ORDER_C, COPY_NEVER), (ind,), values)
    else:
        a.flat[ind] = values


def _repeated(values, count):
    """The first elements of a vector that is repeated as often as needed; one alone is as good as all of them."""
    return values if values.size in (1, count) else values[:count] if values.size > count else resize(values, (count,))


def compress(condition, a, axis=None, out=None):
    """The slices along an axis (None: elements of the flattened array) where a condition holds."""
    condition = convert.asarray(condition)
    if condition.ndim != 1:
        raise ValueError('condition must be a 1-d array')
    if axis is out is None and type(a) is ndarray and condition.dtype.kind == 'b' and condition.size <= a.size:
        flat = a if a.ndim == 1 else ravel(a)
        return host.get(flat if flat.size == condition.size else flat[:condition.size], (condition,))
    return take(a, condition.nonzero()[0], axis, out)


def choose(a, choices, out=None, mode='raise'):
    """Elements from a sequence of arrays, the array's number for each element in `a`."""
    given, a = a, convert.asarray(a)
    if not dtypes.can_cast(a.dtype, dtypes.intp):
        raise TypeError(f"Cannot cast array data from {a.dtype!r} to dtype('int64') according to the rule 'safe'")
    dtype = dtypes.result_type(*[convert.as_operand(each) for each in choices])
    arrays = broadcast_arrays(a, *choices)
    which, choices = arrays[0], arrays[1:]
    n = len(choices)
    if mode == 'wrap':
        which = which % n
    elif mode == 'clip':
        which = _u['minimum'](_u['maximum'](which, 0), n - 1)
    elif which.size and (which.min() < 0 or which.max() >= n):
        raise ValueError('invalid entry in choice array')
    result = host.new(dtype.word, arrays[0].shape, ORDER_C, True)
    for i, choice in enumerate(choices):
        host.assign(result, choice, CASTING_UNSAFE, convert.asarray(which == i))
    if out is not None:
        if out.shape != result.shape:
            raise TypeError('choose: invalid shape for output array.')
        host.assign(out, result, CASTING_UNSAFE, None)
        return out
    if result.ndim == 0:
        return result[()]
    return convert.as_class_of(result, given) if isinstance(given, ndarray) else result


def diagonal(a, offset=0, axis1=0, axis2=1):
    """A read-only view of a diagonal, as the last axis."""
    if type(a) is ndarray and a.ndim == 2 and type(offset) is int and axis1 == 0 and axis2 == 1 and a.size:
        return creation.diagonal_of(a, offset, True)
    a = convert.asanyarray(a)
    if a.ndim < 2:
        raise ValueError('diag requires an array of at least two dimensions')
    i, j = _index.normalize_axis(axis1, a.ndim, 'axis1'), _index.normalize_axis(axis2, a.ndim, 'axis2')
    if i == j:
        raise ValueError('axis1 and axis2 cannot be the same')
    rows, columns = a.shape[i], a.shape[j]
    count = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    rest = [k for k in range(a.ndim) if k not in (i, j)]
    start = (max(offset, 0) * a.strides[j] - min(offset, 0) * a.strides[i]) if count else 0
    shape = tuple([a.shape[k] for k in rest]) + (count,)
    strides = tuple([a.strides[k] for k in rest]) + (a.strides[i] + a.strides[j],)
    return _like(a, host.as_strided(a, a.dtype.word, shape, strides, start if a.size else 0, True))


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum of a diagonal."""
    if type(a) is ndarray and a.ndim == 2 and dtype is out is None:
        return diagonal(a, offset, axis1, axis2).sum()
    result = diagonal(a, offset, axis1, axis2).sum(-1, dtype=dtype, out=out)
    return result[()] if out is None and isinstance(result, ndarray) and result.ndim == 0 else result


def nonzero(a):
    """The indices of the elements that are not zero, an array per axis."""
    a = convert.asanyarray(a)
    if a.ndim == 0:
        raise ValueError('Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.')
    found = host.nonzero(a)
    return (found[0],) if a.ndim == 1 else tuple([found[i] for i in range(a.ndim)])


def flatnonzero(a):
    """The flat indices of the elements that are not zero."""
    return nonzero(ravel(a))[0]


def argwhere(a):
    """The indices of the elements that are not zero, a row each."""
    a = convert.asanyarray(a)
    if a.ndim == 0:
        return argwhere(atleast_1d(a))[:, :0]
    return host.nonzero(a).transpose()


def where(condition, x=NOVALUE, y=NOVALUE, /):
    """`x` where the condition holds, else `y`; the indices where it holds without them."""
    if x is NOVALUE and y is NOVALUE:
        return nonzero(condition)
    if x is NOVALUE or y is NOVALUE:
        raise ValueError('either both or neither of x and y should be given')
    x, y = convert.as_operand(x), convert.as_operand(y)
    dtype = dtypes.result_type(x, y)
    condition = _as_mask(condition)
    if not dtype.opaque:
        return convert.asarray(host.ufunc_call(_u['_where']._id, (condition, x, y)))
    shape = broadcast_shapes(condition.shape, getattr(x, 'shape', ()), getattr(y, 'shape', ()))
    result = host.new(dtype.word, shape, ORDER_C, False)
    host.assign(result, y, CASTING_UNSAFE, None)
    host.assign(result, x, CASTING_UNSAFE, condition)
    return result


def extract(condition, arr):
    """The elements of the flattened array where a condition holds."""
    return take(ravel(arr), nonzero(ravel(condition))[0])


def _as_mask(mask):
    mask = convert.asarray(mask)
    return mask if mask.dtype is dtypes.bool_ else mask.astype(bool)


def place(arr, mask, vals):
    """`arr[mask] = vals` in place, `vals` repeated as often as needed."""
    if not isinstance(arr, ndarray):
        raise TypeError(f'argument 1 must be numpy.ndarray, not {type(arr).__name__}')
    mask = _as_mask(mask)
    if mask.size != arr.size:
        raise ValueError('place: mask and data must be the same size')
    mask = mask.reshape(arr.shape)
    count = int(mask.sum())
    values = convert.asarray(vals, arr.dtype.native).ravel()
    if count and not values.size:
        raise ValueError('Cannot insert from an empty array!')
    if count:
        arr[mask] = _repeated(values, count)


def putmask(a, /, mask, values):
    """`a.flat[n] = values[n]` where the mask holds, `values` repeated as often as needed."""
    if not isinstance(a, ndarray):
        raise TypeError(f'putmask() argument 1 must be numpy.ndarray, not {type(a).__name__}')
    mask = _as_mask(mask)
    if mask.size != a.size:
        raise ValueError('putmask: mask and data must be the same size')
    mask = mask.reshape(a.shape)
    values = convert.asarray(values, a.dtype.native)
    if values.size:
        fits = values.shape == a.shape or values.size == 1 and values.ndim <= a.ndim
        host.assign(a, values if fits else resize(values, a.shape), CASTING_UNSAFE, mask)


def select(condlist, choicelist, default=0):
    """The first choice whose condition holds, element by element."""
    if len(condlist) != len(choicelist):
        raise ValueError('list of cases must be same length as list of conditions')
    if not condlist:
        raise ValueError('select with an empty condition list is not possible')
    choices = [convert.as_operand(c) for c in choicelist] + [convert.as_operand(default)]
    if type(default) in (bool, int, float, complex) and any(getattr(c, 'dtype', dtypes.float64).kind in 'SU' for c in choices):
        raise TypeError('Choicelist and default value do not have a common dtype')
    dtype = dtypes.result_type(*choices)
    shape = broadcast_shapes(*[getattr(c, 'shape', ()) for c in choices], *[convert.asarray(c).shape for c in condlist])
    result = host.new(dtype.word, shape, ORDER_C, False)
    host.assign(result, choices[-1], CASTING_UNSAFE, None)
    for condition, choice in zip(condlist[::-1], choices[-2::-1]):
        host.assign(result, choice, CASTING_UNSAFE, convert.asarray(condition))
    return result


def _along(arr, indices, axis):
    if indices.dtype.kind not in 'iu':
        raise IndexError('`indices` must be an integer array')
    if arr.ndim != indices.ndim:
        raise ValueError('`indices` and `arr` must have the same number of dimensions')
    return tuple([indices if i == axis else _range(n).reshape((1,) * i + (-1,) + (1,) * (arr.ndim - i - 1))
                  for i, n in enumerate(arr.shape)])


def take_along_axis(arr, indices, axis=-1):
    """Elements along an axis, at positions given for each."""
    arr, indices = convert.asanyarray(arr), convert.asarray(indices)
    if axis is None:
        arr, axis = arr.ravel(), 0
    return arr[_along(arr, indices, _index.normalize_axis(axis, arr.ndim))]


def put_along_axis(arr, indices, values, axis):
    """Sets elements along an axis, at positions given for each."""
    indices = convert.asarray(indices)
    if axis is None:
        arr.flat[indices] = values
        return
    arr[_along(arr, indices, _index.normalize_axis(axis, arr.ndim))] = values


def fill_diagonal(a, val, wrap=False):
    """Sets the main diagonal in place."""
    if a.ndim < 2:
        raise ValueError('array must be at least 2-d')
    if a.ndim == 2:
        step, end = a.shape[1] + 1, None if wrap else a.shape[1] * a.shape[1]
    else:
        if len(set(a.shape)) != 1:
            raise ValueError('All dimensions of input must be of equal length')
        step, end = 1 + sum(a.shape[0] ** k for k in range(1, a.ndim)), None
    a.flat[:end:step] = val


def ix_(*args):
    """Index arrays that select the grid of their elements."""
    out = []
    for i, given in enumerate(args):
        each = convert.asarray(given)
        if each.ndim != 1:
            raise ValueError('Cross index must be 1 dimensional')
        each = each.astype(dtypes.intp) if each.size == 0 and not isinstance(given, ndarray) else each.nonzero()[0] if each.dtype.kind == 'b' else each
        out.append(each.reshape((1,) * i + (-1,) + (1,) * (len(args) - i - 1)))
    return tuple(out)


_manipulation._selection = __import__('sys').modules[__name__]
