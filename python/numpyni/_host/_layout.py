"""Shapes, strides and basic indexing: the arithmetic of views."""

from .._words import ALIGNED, C_CONTIGUOUS, F_CONTIGUOUS, MAXDIMS, NATIVE_ENDIAN, OWNDATA, READONLY, SWAPPED, TYPE_OPAQUE

_LIMIT = (1 << 63) - 1


def is_opaque(word):
    """Whether elements of the type mean something to the shared layer alone."""
    return word & 255 == TYPE_OPAQUE


def width_of(word):
    """Bytes of an element."""
    return word >> 32 if word & 255 == TYPE_OPAQUE else (word >> 8 & 255) >> 3


def size_of(shape):
    """How many elements a shape holds."""
    if len(shape) == 2:         # written out, here and below: a JIT would leave the caller's loop for one of its own
        return shape[0] * shape[1]
    if len(shape) == 3:
        return shape[0] * shape[1] * shape[2]
    n = 1
    for length in shape:
        n *= length
    return n


def checked_size(shape, itemsize):
    """As `size_of`, with NumPy's errors for what is no shape."""
    if len(shape) > MAXDIMS:
        raise ValueError(f'maximum supported dimension for an ndarray is currently {MAXDIMS}, found {len(shape)}')
    n = 1
    extent = itemsize       # without the zero lengths, which must not hide an overflow
    for length in shape:
        if length < 0:
            raise ValueError('negative dimensions are not allowed')
        n *= length
        extent *= length or 1
    if extent > _LIMIT:
        if any(length > _LIMIT for length in shape):
            raise ValueError('Maximum allowed dimension exceeded')
        raise ValueError('array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.')
    return n


def row_major(shape, itemsize):
    """The strides of elements that follow one another, the last axis fastest."""
    if len(shape) == 1:
        return (itemsize,)
    if len(shape) == 2:
        return (shape[1] or 1) * itemsize, itemsize
    if len(shape) == 3:
        stride = (shape[2] or 1) * itemsize
        return (shape[1] or 1) * stride, stride, itemsize
    strides = []
    for length in reversed(shape):
        strides.append(itemsize)
        itemsize *= length or 1
    strides.reverse()
    return tuple(strides)


def column_major(shape, itemsize):
    """The strides of elements that follow one another, the first axis fastest."""
    return row_major(shape[::-1], itemsize)[::-1]


def is_row_major(shape, strides, itemsize):
    """Whether the elements follow one another in row-major order."""
    if len(shape) == 1:
        return strides[0] == itemsize or shape[0] <= 1
    if len(shape) == 2:
        n, m = shape
        return n == 0 or m == 0 or (m == 1 or strides[1] == itemsize) and (n == 1 or strides[0] == m * itemsize)
    if len(shape) == 3:
        n, m, o = shape
        return n == 0 or m == 0 or o == 0 or (o == 1 or strides[2] == itemsize) and (m == 1 or strides[1] == o * itemsize) \
            and (n == 1 or strides[0] == m * o * itemsize)
    if 0 in shape:
        return True
    for axis in range(len(shape) - 1, -1, -1):
        if shape[axis] != 1:
            if strides[axis] != itemsize:
                return False
            itemsize *= shape[axis]
    return True


def flags_of(word, address, shape, strides, readonly, owns):
    """The ABI's flags of a layout."""
    itemsize = width_of(word)
    alignment = 1 if is_opaque(word) else itemsize // 2 if word & 255 == 5 else itemsize
    flags = READONLY if readonly else 0
    if is_row_major(shape, strides, itemsize):
        flags |= C_CONTIGUOUS
    if is_row_major(shape[::-1], strides[::-1], itemsize):
        flags |= F_CONTIGUOUS
    if 0 in shape or (address % alignment == 0 and
                      all(stride % alignment == 0 for length, stride in zip(shape, strides) if length != 1)):
        flags |= ALIGNED
    if is_opaque(word) or not word & SWAPPED:
        flags |= NATIVE_ENDIAN
    return flags | (OWNDATA if owns else 0)


def basic(shape, strides, items):
    """The offset, shape and strides that basic items select, and whether all are integers; None if an item is not basic."""
    taken = 0
    ellipses = 0
    for item in items:
        if item is Ellipsis:
            ellipses += 1
        elif item is not None:
            if type(item) is not int and type(item) is not slice:
                return None
            taken += 1
    ndim = len(shape)
    if ellipses > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    if taken > ndim:
        raise IndexError(f'too many indices for array: array is {ndim}-dimensional, but {taken} were indexed')
    offset = axis = 0
    new_shape, new_strides = [], []
    for item in items:
        if item is None:
            new_shape.append(1)
            new_strides.append(0)
        elif item is Ellipsis:
            for _ in range(ndim - taken):
                new_shape.append(shape[axis])
                new_strides.append(strides[axis])
                axis += 1
        else:
            n, stride = shape[axis], strides[axis]
            if type(item) is int:
                if not -n <= item < n:
                    raise IndexError(f'index {item} is out of bounds for axis {axis} with size {n}')
                offset += (item + n if item < 0 else item) * stride
            else:
                start, stop, step = item.indices(n)
                length = len(range(start, stop, step))
                if length:
                    offset += start * stride
                new_shape.append(length)
                new_strides.append(stride * step)
            axis += 1
    for rest in range(axis, ndim):
        new_shape.append(shape[rest])
        new_strides.append(strides[rest])
    if len(new_shape) > MAXDIMS:
        raise IndexError(f'number of dimensions must be within [0, {MAXDIMS}], indexing result would have {len(new_shape)}')
    return offset, tuple(new_shape), tuple(new_strides), taken == ndim and not ellipses and not new_shape
