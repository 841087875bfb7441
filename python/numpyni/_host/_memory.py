"""New arrays: in Python's memory where they are small, else in the runtime's, and over memory of others."""

from .._words import C_CONTIGUOUS, FLOAT64, ORDER_F, OWNDATA, READONLY, SWAPPED
from . import _access, _cells, _layout, _pool, _tables
from ._array import address, make, make_row, ndarray, set_fields
from ._calls import Handle, failure, give, table, take
from ._library import adapter

_object_new = object.__new__
SMALL = 4096        # bytes: up to here the memory of new arrays is Python's
MOVED = _pool.MOST if _pool.HERE else 32768     # bytes: up to here results are moved to Python's memory


def small(word, shape, itemsize, size, strides, zero):
    """A new array in Python's memory."""
    owner, place = _room(size * itemsize, zero)
    if len(shape) == 1 and not word & SWAPPED and not _layout.is_opaque(word):
        return make_row(_access.of_row(word), word, place, size, itemsize, None, owner)
    return make(ndarray, word, place, shape, strides, False, None, owner, None)


def small_doubles(n, zero):
    """As `small`, a vector of float64."""
    owner, place = _room(8 * n, zero)
    return make_row(_access.known.double, FLOAT64, place, n, 8, None, owner)


def _room(nbytes, zero):
    """Memory of Python's: what keeps it, and where it begins."""
    if _pool.HERE:
        if nbytes <= _cells.MOST:
            return _cells.take(nbytes)
        if nbytes >= _pool.LEAST and not zero:
            owner = _pool.take(nbytes)
            return owner, adapter.address_of(owner.memory)
    memory = adapter.allocate(nbytes or 1, zero)
    return memory, adapter.address_of(memory)


def result(word, shape, size, row=None):
    """A new row-major array for a result, uninitialised; `row` is the access object of one dimension, if that is known."""
    itemsize = _layout.width_of(word)
    nbytes = size * itemsize
    if nbytes > MOVED:
        return new(word, shape, 1, False)
    owner, place = _room(nbytes, False)
    if len(shape) == 1:
        return make_row(row or _access.of_row(word), word, place, size, itemsize, None, owner)
    return make(ndarray, word, place, shape, _layout.row_major(shape, itemsize), False, None, owner, None)


def small_like(a):
    """A new array in Python's memory, uninitialised, as the row-major, writable array `a`."""
    self = _object_new(ndarray)
    memory, place = _room(a._size * _layout.width_of(a._word), False)
    access = a._x
    self._base = None
    self._memory = memory
    self._handle = None
    self._x = access
    self._p = adapter.cast(access.pointer, place)
    shape = a._shape
    rank = len(shape)
    if rank:
        self._n0, self._s0 = a._n0, a._s0
        if rank > 1:
            if access.tabled:
                self._t = _tables.NONE
            self._n1, self._s1 = a._n1, a._s1
            if rank > 2:
                self._n2, self._s2 = a._n2, a._s2
    self._shape, self._strides = shape, a._strides
    self._word, self._size, self._address, self._readonly = a._word, a._size, place, False
    self._c = True
    return self


def new(word, shape, order, zero):
    """A new array, of zeroes or uninitialised."""
    itemsize = _layout.width_of(word)
    size = _layout.checked_size(shape, itemsize)
    if size * itemsize <= (SMALL if zero else MOVED):
        strides = (_layout.column_major if order == ORDER_F else _layout.row_major)(shape, itemsize)
        return small(word, shape, itemsize, size, strides, zero)
    frame = take()
    for axis, length in enumerate(shape):
        frame.dims[axis] = length
    if table.array_new(frame.context, adapter.word(word), len(shape), frame.dims_words, order, 1 if zero else 0, frame.handle):
        raise failure(frame)
    return finish(frame)


def wrap(bits, base=None):
    """The array object for a handle that is handed over; `base` is the array whose memory it is a view of, if it is one.

    A view needs no handle before it is used. A small array of its own memory is moved to Python's memory and its handle closed at once: PyPy frees plain memory with
    the youngest objects, but keeps what has a finalizer until a full collection.
    """
    value = adapter.handle(bits)
    frame = take()
    if table.array_view(frame.context, value, frame.view):
        raise failure(frame)
    view = adapter.struct('View', frame.handle_words[0])
    ndim = view.ndim
    shape, strides = adapter.lengths(view.shape, ndim), adapter.lengths(view.strides, ndim)
    dtype = view.dtype
    word = dtype.code | dtype.bits << 8 | dtype.lanes << 16 | dtype.ext << 32
    at, flags = adapter.address_in(view.data), view.flags
    itemsize = _layout.width_of(word)
    nbytes = _layout.size_of(shape) * itemsize
    if base is not None:
        table.array_close(frame.context, value)
        give(frame)
        return make(ndarray, word, at, shape, strides, flags & READONLY != 0, base, None, None)
    if nbytes <= MOVED and flags & OWNDATA and flags & C_CONTIGUOUS and not flags & READONLY:
        owner, place = _room(nbytes, False)
        adapter.move(place, at, nbytes)
        status = table.array_close(frame.context, value)
        if status:
            raise failure(frame)
        give(frame)
        if ndim == 1 and not word & SWAPPED and not _layout.is_opaque(word):
            return make_row(_access.of_row(word), word, place, shape[0], itemsize, None, owner)
        return make(ndarray, word, place, shape, _layout.row_major(shape, itemsize), False, None, owner, None)
    give(frame)
    handle = Handle(bits)
    handle.address = at
    adapter.pressure(nbytes)
    return make(ndarray, word, at, shape, strides, flags & READONLY != 0, None, handle, handle)


def finish(frame, base=None):
    """The array in the frame's handle; the frame goes back."""
    bits = frame.bits()
    give(frame)
    return wrap(bits, base)


def from_memory(address, word, shape, strides, readonly, owner):
    """An array over memory that `owner` keeps."""
    itemsize = _layout.width_of(word)
    _layout.checked_size(shape, itemsize)
    if strides is None:
        strides = _layout.row_major(shape, itemsize)
    if address == 0:
        if _layout.size_of(shape):
            raise ValueError('the memory of an array cannot be at address 0')
        owner_memory = adapter.allocate(16, True)
        return make(ndarray, word, adapter.address_of(owner_memory), tuple(shape), tuple(strides), readonly, owner,
                    owner_memory, None)
    return make(ndarray, word, address, tuple(shape), tuple(strides), readonly, owner, owner, None)


def take_memory(a, other):
    """Gives an array the memory and the layout of another, new one; views of the memory that it had stay valid."""
    place = address(other)
    a._handle, a._memory = None, (other, a._memory)
    set_fields(a, other._word, place, other._shape, other._strides, False)
