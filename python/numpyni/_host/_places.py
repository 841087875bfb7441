"""Elements and rows at places that index arrays name, straight over the memory of arrays."""

from .._words import INT64
from . import _layout
from ._array import address, ndarray, result
from ._broadcast import extent
from ._calls import failure, give, table, take

_LISTED = 64        # numbers in a list up to which a loop in Python makes them an index array


def _index_of(key):
    """A key as an index array of one dimension; None where it is something else."""
    if type(key) is ndarray:
        return key if key._word == INT64 and len(key._shape) == 1 and key._x.native else None
    n = len(key)
    if not 0 < n <= _LISTED:
        return None
    index = result(INT64, (n,), n)
    pointer = index._p
    for k in range(n):
        number = key[k]
        if type(number) is not int or not -0x8000000000000000 <= number <= 0x7fffffffffffffff:
            return None
        pointer[k] = number
    return index


def _width(a):
    """The bytes that one place on the first axis selects, if they follow one another; else None."""
    itemsize = _layout.width_of(a._word)
    rank = len(a._shape)
    if type(a) is not ndarray or not a._x.native or a._size == 0:
        return None
    return itemsize if rank == 1 else a._n1 * itemsize if rank == 2 and a._strides[1] == itemsize else None


def taken(a, key):
    """`a[key]` for a vector or the rows of a matrix, and an index array or a list of integers; None where the general call is to be taken."""
    width = _width(a)
    index = _index_of(key) if width is not None else None
    if index is None:
        return None
    count = index._n0
    made = result(a._word, (count,) if len(a._shape) == 1 else (count, a._n1), a._size // a._n0 * count)
    _run(take(), a, index, made, width, 0)
    return made


def taken_pairs(a, index0, index1):
    """`a[index0, index1]` for a matrix and two index arrays; as `taken`."""
    index0, index1 = _index_of(index0), _index_of(index1)
    if index0 is None or index1 is None or index0._n0 != index1._n0 or not a._x.native:
        return None
    count = index0._n0
    made = result(a._word, (count,), count)
    frame = take()
    frame.dims[0], frame.dims[1] = a._n0, a._n1
    steps = frame.steps
    steps[0], steps[1] = a._strides
    steps[2], steps[3] = index0._strides[0], index1._strides[0]
    frame.args[0], frame.args[1], frame.args[2], frame.args[3] = address(a), address(made), address(index0), address(index1)
    if table.take_run(frame.context, _layout.width_of(a._word), 2, frame.dims_words, frame.steps_words, count, frame.args_words, 0):
        raise failure(frame)
    give(frame)
    return made


def put_at(a, key, value):
    """`a[key] = value` for an array of the same type and just as many elements; False where the general call is to be taken."""
    if type(value) is not ndarray or a._readonly or value._word != a._word or not value._c or len(value._shape) != len(a._shape):
        return False
    width = _width(a)
    index = _index_of(key) if width is not None else None
    if index is None or value._n0 != index._n0 or len(a._shape) == 2 and value._n1 != a._n1:
        return False
    if not _apart(a, value) or not _apart(a, index):
        return False
    _run(take(), a, index, value, width, 1)
    return True


def _apart(a, b):
    """Whether the memory of two arrays of elements has nothing in common."""
    start, end = extent(address(a), a._shape, a._strides, _layout.width_of(a._word))
    first, last = extent(address(b), b._shape, b._strides, _layout.width_of(b._word))
    return end <= first or last <= start


def _run(frame, a, index, other, width, writes):
    frame.dims[0] = a._n0
    frame.steps[0], frame.steps[1] = a._strides[0], index._strides[0]
    frame.args[0], frame.args[1], frame.args[2] = address(a), address(other), address(index)
    if table.take_run(frame.context, width, 1, frame.dims_words, frame.steps_words, index._n0, frame.args_words, writes):
        raise failure(frame)
    give(frame)


ndarray._taken, ndarray._taken_pairs, ndarray._put_at = taken, taken_pairs, put_at
