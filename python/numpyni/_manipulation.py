"""Shapes, joins and splits, repeats and turns."""

import operator

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _overrides
from . import _ufuncs as ufuncs
from ._words import (COPY_ALWAYS, COPY_IF_NEEDED, COPY_NEVER, C_CONTIGUOUS, F_CONTIGUOUS, MAXDIMS, ORDER_A, ORDER_C, ORDER_F, ORDER_K,
                     casting_of, order_of)

_selection = None   # set by `_selection`

ndarray = host.ndarray
_u = ufuncs.by_name


def _like(a, result):
    """`result` as an array of the class of `a`."""
    return convert.as_class_of(result, a) if isinstance(a, ndarray) else result


def _range(n):
    return host.arange(dtypes.intp.word, 0, 1, n)


# ---- shapes

def reshape(a, /, shape=None, order='C', *, copy=None, newshape=None):
    """The elements in another shape, one length of which may be -1: a view where one is possible."""
    a = convert.asanyarray(a)
    shape = newshape if shape is None else shape
    if shape is None:
        raise TypeError("reshape() missing 1 required positional argument: 'shape'")
    order = order_of(order, ORDER_C)
    if order == ORDER_K:
        raise ValueError("order 'K' is not permitted for reshaping")
    if not isinstance(shape, tuple):
        shape = tuple(shape) if hasattr(shape, '__iter__') and getattr(shape, 'ndim', 1) else (shape,)
    shape = tuple([operator.index(n) for n in shape])
    if len(shape) > MAXDIMS:
        raise ValueError(f'maximum supported dimension for an ndarray is currently {MAXDIMS}, found {len(shape)}')
    mode = COPY_IF_NEEDED if copy is None else COPY_ALWAYS if copy else COPY_NEVER
    return _like(a, host.reshape(a, shape, order, mode))


def ravel(a, order='C'):
    """The elements in one dimension: a view where one is possible."""
    a = convert.asanyarray(a)
    order = order_of(order, ORDER_C)
    if order == ORDER_K:
        flags = host.flags(a)
        if not flags & (C_CONTIGUOUS | F_CONTIGUOUS):
            axes = tuple(sorted(range(a.ndim), key=lambda i: -abs(a.strides[i])))
            return _like(a, _in_one_piece(host.transpose(a, axes), ORDER_C))
        order = ORDER_C if flags & C_CONTIGUOUS else ORDER_F
    elif order == ORDER_A:
        order = ORDER_F if host.flags(a) & (C_CONTIGUOUS | F_CONTIGUOUS) == F_CONTIGUOUS else ORDER_C
    return _like(a, _in_one_piece(a, order))


def _in_one_piece(a, order):
    """The elements as a vector without gaps: a view where they have none in this order."""
    gapless = host.flags(a) & (F_CONTIGUOUS if order == ORDER_F else C_CONTIGUOUS)
    return host.reshape(a, (a.size,), order, COPY_IF_NEEDED if gapless else COPY_ALWAYS)


def flatten(a, order='C'):
    """The elements in one dimension: a copy."""
    result = ravel(a, order)
    return result.copy() if host.overlaps(result, a, False) else result


def transpose(a, axes=None):
    """A view with permuted axes; reversed where `axes` is None."""
    a = convert.asanyarray(a)
    if axes is not None:
        axes = tuple(axes) if hasattr(axes, '__iter__') else (axes,)
        if len(axes) != a.ndim:
            raise ValueError("axes don't match array")
        axes = tuple([_index.normalize_axis(each, a.ndim) for each in axes])
        if len(set(axes)) != len(axes):
            raise ValueError('repeated axis in transpose')
    return _like(a, host.transpose(a, axes))


permute_dims = transpose


def swapaxes(a, axis1, axis2):
    """A view with two axes exchanged."""
    a = convert.asanyarray(a)
    i, j = _index.normalize_axis(axis1, a.ndim, 'axis1'), _index.normalize_axis(axis2, a.ndim, 'axis2')
    axes = list(range(a.ndim))
    axes[i], axes[j] = j, i
    return _like(a, host.transpose(a, tuple(axes)))


def moveaxis(a, source, destination):
    """A view with axes moved to other places; the others keep their order."""
    a = convert.asanyarray(a)
    source = _index.normalize_axes(source, a.ndim, 'source')
    destination = _index.normalize_axes(destination, a.ndim, 'destination')
    if len(source) != len(destination):
        raise ValueError('`source` and `destination` arguments must have the same number of elements')
    order = [i for i in range(a.ndim) if i not in source]
    for to, from_ in sorted(zip(destination, source)):
        order.insert(to, from_)
    return a.transpose(order)


def rollaxis(a, axis, start=0):
    """A view with an axis moved before `start`."""
    a = convert.asanyarray(a)
    axis = _index.normalize_axis(axis, a.ndim)
    if not -a.ndim <= start <= a.ndim:
        from .exceptions import AxisError
        raise AxisError(f"'start' arg requires {-a.ndim} <= start < {a.ndim + 1}, but {start} was passed in")
    start = start + a.ndim if start < 0 else start
    axes = [i for i in range(a.ndim) if i != axis]
    axes.insert(start - (axis < start), axis)
    return a.transpose(axes)


def squeeze(a, axis=None):
    """A view without axes of length one: all, or those given; the array itself where there are none."""
    a = convert.asanyarray(a)
    if axis is None:
        drop = {i for i, n in enumerate(a.shape) if n == 1}
    elif a.ndim == 0 and axis in (0, -1, ()):
        drop = set()
    else:
        drop = set(_index.normalize_axes(axis, a.ndim))
        if any(a.shape[i] != 1 for i in drop):
            raise ValueError('cannot select an axis to squeeze out which has size not equal to one')
    if not drop:
        return a
    return _like(a, host.get(a, tuple([0 if i in drop else slice(None) for i in range(a.ndim)]) + (Ellipsis,)))


def expand_dims(a, axis):
    """A view with new axes of length one, which stand at `axis` of the result."""
    a = convert.asanyarray(a)
    axis = axis if isinstance(axis, (tuple, list)) else (axis,)
    axes = _index.normalize_axes(axis, a.ndim + len(axis))
    return _like(a, host.get(a, tuple([None if i in axes else slice(None) for i in range(a.ndim + len(axes))])))


def broadcast_shapes(*args):
    """The shape that the shapes have in common."""
    shapes = [_index.shape_of(s) for s in args]
    result = [1] * max([len(s) for s in shapes], default=0)
    where = {}
    for k, shape in enumerate(shapes):
        for i, n in enumerate(shape, len(result) - len(shape)):
            if n != 1:
                if result[i] not in (1, n):
                    j = where[i]
                    raise ValueError('shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg '
                                     f'{j} with shape {shapes[j]} and arg {k} with shape {shape}.'.replace(', )', ',)'))
                result[i] = n
                where[i] = k
    return tuple(result)


def broadcast_to(array, shape, subok=False):
    """A read-only view of a larger shape."""
    array = convert.asanyarray(array) if subok else convert.asarray(array)
    shape = _index.shape_of(shape)
    if array.ndim > len(shape) or any(n not in (1, m) for n, m in zip(array.shape[::-1], shape[::-1])):
        if array.ndim > len(shape):
            raise ValueError('input operand has more dimensions than allowed by the axis remapping')
        raise ValueError('operands could not be broadcast together with remapped shapes [original->remapped]: '
                         f'{_tight(array.shape)}  and requested shape {_tight(shape)}')
    return _like(array, host.broadcast_to(array, shape))


def _tight(shape):
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')


def broadcast_arrays(*args, subok=False):
    """All arguments as views of their common shape."""
    arrays = [convert.asanyarray(a) if subok else convert.asarray(a) for a in args]
    shape = broadcast_shapes(*[a.shape for a in arrays])
    return tuple([a if a.shape == shape else _like(a, host.broadcast_to(a, shape)) for a in arrays])


def _at_least(arrays, fit):
    results = tuple([fit(convert.asanyarray(a)) for a in arrays])
    return results[0] if len(results) == 1 else results


def atleast_1d(*arys):
    """The arguments as arrays of at least one dimension."""
    return _at_least(arys, lambda a: a.reshape(1) if a.ndim == 0 else a)


def atleast_2d(*arys):
    """The arguments as arrays of at least two dimensions."""
    return _at_least(arys, lambda a: a.reshape(1, 1) if a.ndim == 0 else a[None, :] if a.ndim == 1 else a)


def atleast_3d(*arys):
    """The arguments as arrays of at least three dimensions."""
    return _at_least(arys, lambda a: a.reshape(1, 1, 1) if a.ndim == 0 else a[None, :, None] if a.ndim == 1 else
                     a[:, :, None] if a.ndim == 2 else a)


# ---- joins and splits

def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind'):
    """Arrays joined along an existing axis; None joins them flattened."""
    if isinstance(arrays, (str, bytes)) or not hasattr(arrays, '__iter__'):
        raise TypeError('The first input argument needs to be a sequence')
    arrays = list(arrays)
    # beside arrays of no dimensions, and only with `axis=None`, Python numbers are weak
    weak = [a for a in arrays if type(a) in (int, float, complex)] if axis is None and dtype is None and out is None else []
    strong = [a for a in arrays if type(a) not in (int, float, complex)]
    if weak and strong:
        dtype = dtypes.result_type(*[a if hasattr(a, 'dtype') else convert.asanyarray(a) for a in strong], *weak)
    arrays = [convert.asanyarray(a) for a in arrays]
    if not arrays:
        raise ValueError('need at least one array to concatenate')
    casting_of(casting)
    if dtype is not None:
        dtype = dtypes.find(dtype)
        if dtype.subdtype:
            raise TypeError('cannot concatenate into a subarray dtype')
        if dtype.kind in 'SU' and dtype.itemsize == 0:          # as wide as the common type needs
            common = dtypes.result_type(*[a.dtype for a in arrays])
            dtype = convert.nested.sized_for_array(dtype, host.new(common.word, (), ORDER_C, True))
    if axis is None:
        arrays, axis = [a.ravel() for a in arrays], 0
    if arrays[0].ndim == 0:
        raise ValueError('zero-dimensional arrays cannot be concatenated')
    ndim = arrays[0].ndim
    axis = _index.normalize_axis(axis, ndim)
    for k, a in enumerate(arrays):
        if a.ndim != ndim:
            raise ValueError('all the input arrays must have same number of dimensions, but the array at index 0 has '
                             f'{ndim} dimension(s) and the array at index {k} has {a.ndim} dimension(s)')
        for i in range(ndim):
            if i != axis and a.shape[i] != arrays[0].shape[i]:
                raise ValueError('all the input array dimensions except for the concatenation axis must match exactly, but along '
                                 f'dimension {i}, the array at index 0 has size {arrays[0].shape[i]} and the array at index {k} '
                                 f'has size {a.shape[i]}')
    if out is not None:
        if dtype is not None:
            raise TypeError('concatenate() only takes `out` or `dtype` as an argument, but both were provided.')
        shape = tuple([sum(a.shape[i] for a in arrays) if i == axis else n for i, n in enumerate(arrays[0].shape)])
        if out.shape != shape:
            raise ValueError('Output array is the wrong shape')
        at = 0
        for a in arrays:
            part = host.get(out, (slice(None),) * axis + (slice(at, at + a.shape[axis]),))
            host.assign(part, a, casting_of(casting), None)
            at += a.shape[axis]
        return out
    if dtype is not None:
        for a in arrays:
            if not dtypes.can_cast(a, dtype, casting):
                raise TypeError(f"Cannot cast array data from {a.dtype!r} to {dtypes.find(dtype)!r} according to the rule "
                                f"'{casting}'")
    parts = arrays if dtype is None else [a.astype(dtype, casting=casting, copy=False) for a in arrays]
    return _like(max(arrays, key=lambda a: a.__array_priority__), host.concatenate(parts, axis, dtypes.native_word(dtype)))


concat = concatenate
_joined = _overrides.native_form(concatenate)


def stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind'):
    """Equal-shaped arrays joined along a new axis."""
    arrays = [convert.asanyarray(a) for a in _as_sequence(arrays)]
    if not arrays:
        raise ValueError('need at least one array to stack')
    shape = arrays[0].shape
    for a in arrays:
        if a.shape != shape:
            raise ValueError('all input arrays must have the same shape')
    axis = _index.normalize_axis(axis, len(shape) + 1)
    shape = shape[:axis] + (1,) + shape[axis:]
    arrays = [a.reshape(shape) for a in arrays]
    if out is dtype is None and casting == 'same_kind':
        return _joined(arrays, axis)
    return concatenate(arrays, axis, out, dtype=dtype, casting=casting)


def _as_sequence(arrays):
    """The arrays that are to be stacked, a sequence."""
    if not hasattr(arrays, '__getitem__'):
        raise TypeError('arrays to stack must be passed as a "sequence" type such as list or tuple.')
    return arrays


def _as_list(result):
    return list(result) if isinstance(result, tuple) else [result]


def vstack(tup, *, dtype=None, casting='same_kind'):
    """Arrays joined as rows."""
    if dtype is None and casting == 'same_kind':
        return _joined(_as_list(atleast_2d(*_as_sequence(tup))), 0)
    return concatenate(_as_list(atleast_2d(*_as_sequence(tup))), 0, dtype=dtype, casting=casting)


def hstack(tup, *, dtype=None, casting='same_kind'):
    """Arrays joined along the second axis; vectors along the first."""
    arrays = _as_list(atleast_1d(*_as_sequence(tup)))
    if dtype is None and casting == 'same_kind':
        return _joined(arrays, 0 if arrays and arrays[0].ndim == 1 else 1)
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype, casting=casting)


def dstack(tup):
    """Arrays joined along the third axis."""
    return concatenate(_as_list(atleast_3d(*_as_sequence(tup))), 2)


def column_stack(tup):
    """Vectors joined as columns."""
    arrays = [convert.asanyarray(a) for a in _as_sequence(tup)]
    return concatenate([a.reshape(-1, 1) if a.ndim < 2 else a for a in arrays], 1)


def unstack(x, /, *, axis=0):
    """The subarrays along an axis, as a tuple."""
    x = convert.asanyarray(x)
    if x.ndim == 0:
        raise ValueError('Input array must be at least 1-d.')
    return tuple(moveaxis(x, axis, 0))


def array_split(ary, indices_or_sections, axis=0):
    """Parts along an axis: a number of parts as equal as can be, or the parts between indices."""
    ary = convert.asanyarray(ary)
    n = ary.shape[_index.normalize_axis(axis, ary.ndim)]
    if hasattr(indices_or_sections, '__iter__'):
        cuts = [0] + [operator.index(i) for i in indices_or_sections] + [n]
    else:
        count = operator.index(indices_or_sections)
        if count <= 0:
            raise ValueError('number sections must be larger than 0.')
        each, extra = divmod(n, count)
        cuts = [i * each + min(i, extra) for i in range(count + 1)]
    before = (slice(None),) * (axis % ary.ndim)
    return [ary[before + (slice(a, b),)] for a, b in zip(cuts, cuts[1:])]


def split(ary, indices_or_sections, axis=0):
    """Equal parts along an axis, or the parts between indices."""
    ary = convert.asanyarray(ary)
    if not hasattr(indices_or_sections, '__iter__') and \
            ary.shape[_index.normalize_axis(axis, ary.ndim)] % operator.index(indices_or_sections):
        raise ValueError('array split does not result in an equal division')
    return array_split(ary, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    """Parts along the second axis; of a vector along the first."""
    ary = convert.asanyarray(ary)
    if ary.ndim == 0:
        raise ValueError('hsplit only works on arrays of 1 or more dimensions')
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


def vsplit(ary, indices_or_sections):
    """Parts along the first axis."""
    ary = convert.asanyarray(ary)
    if ary.ndim < 2:
        raise ValueError('vsplit only works on arrays of 2 or more dimensions')
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    """Parts along the third axis."""
    ary = convert.asanyarray(ary)
    if ary.ndim < 3:
        raise ValueError('dsplit only works on arrays of 3 or more dimensions')
    return split(ary, indices_or_sections, 2)


# ---- repeats and turns

def repeat(a, repeats, axis=None):
    """Each element (each slice along an axis) repeated."""
    if type(a) is ndarray and a.ndim == 1 and axis is None and type(repeats) is int and repeats >= 0:
        return _repeated(a, repeats, 0)
    a = convert.asanyarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    a = a if a.ndim else a.reshape(1)
    axis = _index.normalize_axis(axis, a.ndim)
    counts = convert.asarray(repeats)
    if type(repeats) in (float, dtypes.float64.type):       # one number is taken as an int
        counts = convert.asarray(int(repeats))
    if counts.dtype.kind not in 'iub':
        raise TypeError(f"Cannot cast array data from {counts.dtype!r} to dtype('int64') according to the rule 'safe'")
    n, counts = a.shape[axis], counts.ravel()
    if counts.size not in (1, n):
        raise ValueError(f'operands could not be broadcast together with shape ({n},) ({counts.size},)')
    if counts.size and counts.min() < 0:
        raise ValueError('repeats may not contain negative values.' if counts.size > 1 else 'negative dimensions are not allowed')
    if counts.size == 1:
        return _like(a, _repeated(a, int(counts[0]), axis))
    if counts.size and int(counts.max()) * counts.size >= 1 << 60 and float(counts.astype(dtypes.float64).sum()) >= 1 << 60:
        raise ValueError('array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.')
    counts = counts if counts.dtype is dtypes.int64 else counts.astype(dtypes.int64)
    total = int(counts.sum())
    places = host.new(dtypes.int64.word, (total,), ORDER_C, False)
    host.raw.ufunc_call(_u['_repeat']._id, (counts, places), (places,))
    return _selection.take(a, places, axis)


def _repeated(a, count, axis):
    """Each slice along an axis as often as `count` says."""
    shape = a.shape[:axis + 1] + (count,) + a.shape[axis + 1:]
    joined = a.shape[:axis] + (a.shape[axis] * count,) + a.shape[axis + 1:]
    spread = host.get(a, (slice(None),) * (axis + 1) + (None,))
    return host.reshape(host.broadcast_to(spread, shape), joined, ORDER_C, COPY_ALWAYS)


def tile(A, reps):
    """The array repeated as a block along each axis."""
    A = convert.asanyarray(A)
    reps = tuple(reps) if hasattr(reps, '__iter__') else (reps,)
    ndim = max(A.ndim, len(reps))
    reps = (1,) * (ndim - len(reps)) + tuple([operator.index(r) for r in reps])
    shape = (1,) * (ndim - A.ndim) + A.shape
    result = host.new(A.dtype.word, tuple([n for pair in zip(reps, shape) for n in pair]), ORDER_C, False)
    host.set(result, (Ellipsis,), A.reshape(tuple([n for m in shape for n in (1, m)])))
    return _like(A, result.reshape(tuple([r * n for r, n in zip(reps, shape)])))


def resize(a, new_shape):
    """The elements repeated as often as a new shape needs."""
    a, new_shape = convert.asanyarray(a), _index.shape_of(new_shape)
    size = 1
    for n in new_shape:
        if n < 0:
            raise ValueError('all elements of `new_shape` must be non-negative')
        size *= n
    flat = convert.asarray(a).ravel()
    if a.size == 0 or size == 0:
        from ._creation import zeros
        return _like(a, zeros(new_shape, a.dtype))
    if size <= flat.size:
        return _like(a, flat[:size].astype(a.dtype.native).reshape(new_shape))
    result = host.new(flat.dtype.native.word, (size,), ORDER_C, False)
    whole = size // flat.size * flat.size
    host.set(host.reshape(result[:whole], (-1, flat.size), ORDER_C, COPY_NEVER), (Ellipsis,), flat)
    host.set(result[whole:], (Ellipsis,), flat[:size - whole])
    return _like(a, result.reshape(new_shape))


def flip(m, axis=None):
    """A view with the order along axes (None: all) reversed."""
    m = convert.asanyarray(m)
    axes = range(m.ndim) if axis is None else _index.normalize_axes(axis, m.ndim)
    return m[tuple([slice(None, None, -1) if i in axes else slice(None) for i in range(m.ndim)])]


def fliplr(m):
    """A view with the columns reversed."""
    if convert.asanyarray(m).ndim < 2:
        raise ValueError('Input must be >= 2-d.')
    return flip(m, 1)


def flipud(m):
    """A view with the rows reversed."""
    if convert.asanyarray(m).ndim < 1:
        raise ValueError('Input must be >= 1-d.')
    return flip(m, 0)


def rot90(m, k=1, axes=(0, 1)):
    """The array turned by quarters, from the first of two axes towards the second."""
    m = convert.asanyarray(m)
    axes = tuple(axes)
    if len(axes) != 2:
        raise ValueError('len(axes) must be 2.')
    if axes[0] == axes[1] or abs(operator.index(axes[0]) - operator.index(axes[1])) == m.ndim:
        raise ValueError('Axes must be different.')
    i, j = [_index.normalize_axis(each, m.ndim) for each in axes]
    try:
        k = _index.operator.index(k)
    except TypeError:
        import warnings
        warnings.warn('Using a value for `k` that is not an integer type has been deprecated.', DeprecationWarning, stacklevel=3)
        k = int(k)
    k %= 4
    if k == 0:
        return m[...]
    if k == 2:
        return flip(m, (i, j))
    return flip(m, j).swapaxes(i, j) if k == 1 else flip(m.swapaxes(i, j), j)


def roll(a, shift, axis=None):
    """The elements moved along axes; what leaves at the end enters at the beginning."""
    a = convert.asanyarray(a)
    if axis is None:
        rolled = roll(a.ravel(), shift, 0)
        return rolled if a.ndim == 1 else rolled.reshape(a.shape)
    if axis == 0 and type(shift) is int and type(a) is ndarray and a.ndim:
        cut = len(a) - shift % len(a) if len(a) else 0
        return _joined((a[cut:], a[:cut])).astype(a.dtype, copy=False)
    axes = _index.normalize_axes(axis, a.ndim, allow_duplicate=True)
    shifts = tuple(shift) if hasattr(shift, '__iter__') else (shift,)
    if len(shifts) != len(axes):
        if 1 not in (len(shifts), len(axes)):
            raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
        shifts, axes = shifts * len(axes) if len(shifts) == 1 else shifts, axes * len(shifts) if len(axes) == 1 else axes
    result = a
    for by, i in zip(shifts, axes):
        n = a.shape[i]
        cut = n - operator.index(by) % n if n else 0
        before = (slice(None),) * i
        result = concatenate([result[before + (slice(cut, None),)], result[before + (slice(None, cut),)]], i)
    return result.copy() if result is a else result.astype(a.dtype, copy=False)


def append(arr, values, axis=None):
    """Values joined to the end of an array along an axis (None: both flattened)."""
    if axis is None:
        return _joined([convert.asanyarray(arr).ravel(), convert.asanyarray(values).ravel()])
    return concatenate([arr, values], axis)


def delete(arr, obj, axis=None):
    """A copy without some slices along an axis (None: of the flattened array)."""
    if type(arr) is ndarray and arr.ndim == 1 and type(obj) is int and (axis is None or axis == 0) and -arr.size <= obj < arr.size \
            and arr.dtype.isnative:
        at = obj + arr.size if obj < 0 else obj
        return concatenate((arr[:at], arr[at + 1:]))
    arr = convert.asanyarray(arr)
    if axis is None:
        arr, axis = arr.ravel(), 0
    axis = _index.normalize_axis(axis, arr.ndim)
    keep = host.new(dtypes.bool_.word, (arr.shape[axis],), ORDER_C, False)
    keep[...] = True
    if not isinstance(obj, slice):
        if isinstance(obj, int) and not -arr.shape[axis] <= obj < arr.shape[axis]:
            raise IndexError(f'index {obj} is out of bounds for axis {axis} with size {arr.shape[axis]}')
        given, obj = obj, convert.asarray(obj)
        obj = obj.astype(dtypes.intp) if obj.size == 0 and not isinstance(given, ndarray) else obj
        if obj.dtype.kind == 'b' and obj.shape != keep.shape:
            raise ValueError(f'boolean array argument `obj` to delete must be one dimensional and match the axis length of {keep.size}')
        if obj.dtype.kind not in 'biu':
            raise IndexError('arrays used as indices must be of integer (or boolean) type')
    keep[obj] = False
    result = arr[(slice(None),) * axis + (keep,)]
    return result if isinstance(obj, ndarray) and obj.ndim or arr.ndim < 2 else result.copy(_order_of(arr))


def _order_of(a):
    """How a copy that `delete` or `insert` makes lies in memory."""
    return 'F' if host.flags(a) & (C_CONTIGUOUS | F_CONTIGUOUS) == F_CONTIGUOUS else 'C'


def insert(arr, obj, values, axis=None):
    """A copy with values inserted before indices along an axis (None: of the flattened array)."""
    if type(arr) is ndarray and arr.ndim == 1 and type(obj) is type(values) is int and (axis is None or axis == 0) and \
            -arr.size <= obj <= arr.size and arr.dtype.kind in 'iufc':
        at = obj + arr.size if obj < 0 else obj
        result = host.new(arr.dtype.word, (arr.size + 1,), ORDER_C, False)
        result[:at], result[at], result[at + 1:] = arr[:at], values, arr[at:]
        return result
    arr = convert.asanyarray(arr)
    if axis is None:
        arr, axis = arr.ravel(), 0
    axis = _index.normalize_axis(axis, arr.ndim)
    n = arr.shape[axis]
    if isinstance(obj, slice):
        obj = list(range(*obj.indices(n)))
    where = convert.asarray(obj)
    if where.size == 0 and not isinstance(obj, ndarray):
        where = where.astype(dtypes.intp)
    if where.dtype.kind not in 'biu':
        raise IndexError('arrays used as indices must be of integer (or boolean) type')
    where = where.nonzero()[0] if where.dtype.kind == 'b' else where
    values = convert.array(values, dtype=arr.dtype, copy=None, ndmin=arr.ndim)
    if where.ndim == 0:
        values = moveaxis(values, 0, axis)
    positions = where.ravel().tolist()
    for i in positions:
        if not -n <= i <= n:
            raise IndexError(f'index {i} is out of bounds for axis {axis} with size {n}')
    positions = [i + n if i < 0 else i for i in positions]
    count = values.shape[axis] if len(positions) == 1 else len(positions)
    positions = positions * count if len(positions) == 1 else positions
    order = sorted(range(count), key=positions.__getitem__)
    places = convert.array([0] * count, dtype=dtypes.intp)
    for k, i in enumerate(order):
        places[i] = positions[i] + k
    shape = arr.shape[:axis] + (n + count,) + arr.shape[axis + 1:]
    result = host.new(arr.dtype.word, shape, order_of(_order_of(arr)), False)
    old = host.new(dtypes.bool_.word, (n + count,), ORDER_C, False)
    old[...] = True
    old[places] = False
    before = (slice(None),) * axis
    result[before + (places,)] = values
    result[before + (old,)] = arr
    return _like(arr, result)
