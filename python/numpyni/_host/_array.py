"""`ndarray` in plain Python: a typed pointer, a layout, and what keeps the memory.

An array keeps its own layout; slices and transposes are arithmetic on it and call nothing. The memory of small arrays is
Python's, that of large ones the runtime's. A handle of the runtime is made at the first call that needs one, and closed
when the array dies.
"""

from .._methods import ArrayMethods
from .._scalars_base import integer
from .._words import COMPLEX64, COMPLEX128, FLOAT32, FLOAT64
from . import _access, _buffers, _layout, _tables
from ._library import adapter
from ._scalars import dtype_of_word

_object_new = object.__new__


class ndarray(ArrayMethods):
    """An array of elements of one dtype, in any number of dimensions."""

    __slots__ = ('_p', '_x', '_n0', '_s0', '_n1', '_s1', '_n2', '_s2', '_t', '_shape', '_strides', '_word', '_size', '_c', '_address',
                 '_readonly', '_base', '_memory', '_handle', '__weakref__')
    __module__ = 'numpyni'

    def __new__(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        return ArrayMethods._new_cold(cls, shape, dtype, buffer, offset, strides, order)

    # ---- elements

    def __getitem__(self, key):
        return self._x.get(self, key)

    def __setitem__(self, key, value):
        self._x.set(self, key, value)

    def _get_other(self, key):
        """`self[key]` where the access object did not take the key: negative, of another form, or wrong."""
        kind = type(key)
        if kind is int:
            if self._x.rank == 1 and -self._n0 <= key < 0:
                return self._x.get(self, key + self._n0)
            return self._row(key)
        if kind is slice:
            return self._slice(key)
        if kind is tuple:
            if self._x.tabled and _tables.build(self):
                return self._x.get(self, key)
            plain = _plain(key, self._shape) if self._x.rank == len(key) else None
            return self._select(key) if plain is None else self._x.get(self, plain)
        if isinstance(key, _integer):
            return self._x.get(self, key._v)
        if kind is ndarray or kind is list:
            found = self._taken(key)
            if found is not None:
                return found
        return self._getitem_cold(key)

    def _set_other(self, key, value):
        """As `_get_other`, for `self[key] = value`."""
        kind = type(key)
        if kind is int:
            if -self._n0 <= key < 0 and self._x.rank == 1:
                self._x.set(self, key + self._n0, value)
                return
            if len(self._shape) == 2 and self._set_part(key, value):
                return
        elif kind is slice:
            if self._set_part(key, value):
                return
        elif kind is tuple:
            if self._x.tabled and _tables.build(self):
                self._x.set(self, key, value)
                return
            plain = _plain(key, self._shape) if self._x.rank == len(key) else None
            if plain is not None and plain is not key:
                self._x.set(self, plain, value)
                return
            if plain is None and len(key) == 2 and _is_basic(key[0]) and _is_basic(key[1]) and self._set_part(key, value):
                return
        elif isinstance(key, _integer):
            self._x.set(self, key._v, value)
            return
        elif key is Ellipsis and type(self) is ndarray and self._fill(value):
            return
        elif (kind is ndarray or kind is list) and self._put_at(key, value):
            return
        self._setitem_cold(key, value)

    def __len__(self):
        if self._shape:
            return self._n0
        raise TypeError('len() of unsized object')

    def __iter__(self):
        if not self._shape:
            raise TypeError('iteration over a 0-d array')
        if type(self) is not ndarray and type(self).__getitem__ is not ndarray.__getitem__:
            return (self[i] for i in range(len(self)))
        return _Elements(self)

    def _row(self, i):
        """`self[i]` of an array of other than one dimension, or an opaque one."""
        shape = self._shape
        if len(shape) < 2 or type(self) is not ndarray:
            return self._getitem_cold(i)
        n = shape[0]
        if not -n <= i < n:
            raise IndexError(f'index {i} is out of bounds for axis 0 with size {n}')
        if i < 0:
            i += n
        access = self._x.row
        if len(shape) == 2 and access is not None:
            return make_row(access, self._word, address(self) + i * self._strides[0], shape[1], self._strides[1], root(self),
                            None)
        return view(self, ndarray, self._word, i * self._strides[0], shape[1:], self._strides[1:])

    def _slice(self, key):
        shape = self._shape
        if type(self) is not ndarray or not shape:
            return self._getitem_cold(key)
        n = shape[0]
        start, length, step = _part(key, n)
        stride = self._strides[0]
        if len(shape) == 1 and self._x.row is not None:
            return make_row(self._x, self._word, address(self) + start * stride if length else address(self), length,
                            stride * step, root(self), None)
        return view(self, ndarray, self._word, start * stride if length else 0, (length,) + shape[1:],
                     (stride * step,) + self._strides[1:])

    def _select(self, key):
        if type(self) is ndarray:
            if len(key) == 2 and len(self._shape) == 2 and self._x.row is not None and not adapter.REACH:
                i, j = key
                if type(i) is slice:
                    if type(j) is slice:
                        return self._plane(i, j)
                    if type(j) is int and -self._n1 <= j < self._n1:
                        return self._line(0, i, j * self._strides[1] if j >= 0 else (j + self._n1) * self._strides[1])
                elif type(i) is int and type(j) is slice and -self._n0 <= i < self._n0:
                    return self._line(1, j, i * self._strides[0] if i >= 0 else (i + self._n0) * self._strides[0])
                elif type(i) is ndarray and type(j) is ndarray:
                    found = self._taken_pairs(i, j)
                    if found is not None:
                        return found
            found = _layout.basic(self._shape, self._strides, key)
            if found is not None and not found[3]:
                return view(self, ndarray, self._word, found[0], found[1], found[2])
        return self._getitem_cold(key)

    def _line(self, axis, key, offset):
        """The part of one axis of a matrix that a slice takes, `offset` bytes on."""
        n, stride = self._shape[axis], self._strides[axis]
        start, length, step = _part(key, n)
        return make_row(self._x.row, self._word, address(self) + (offset + start * stride if length else 0), length, stride * step,
                        root(self), None)

    def _plane(self, key0, key1):
        """The part of a matrix that two slices take."""
        start0, length0, step0 = _part(key0, self._n0)
        start1, length1, step1 = _part(key1, self._n1)
        stride0, stride1 = self._strides
        offset = start0 * stride0 + start1 * stride1 if length0 and length1 else 0
        return view(self, ndarray, self._word, offset, (length0, length1), (stride0 * step0, stride1 * step1))

    # ---- attributes

    @property
    def shape(self):
        """The lengths of the axes."""
        return self._shape

    @shape.setter
    def shape(self, value):
        self._set_shape(value)

    @property
    def strides(self):
        """The bytes from one element to the next on each axis."""
        return self._strides

    @strides.setter
    def strides(self, value):
        self._set_strides(value)

    @property
    def ndim(self):
        """The number of axes."""
        return len(self._shape)

    @property
    def size(self):
        """The number of elements."""
        return self._size

    @property
    def itemsize(self):
        """The bytes of an element."""
        return _layout.width_of(self._word)

    @property
    def nbytes(self):
        """The bytes of all elements."""
        return self._size * _layout.width_of(self._word)

    @property
    def dtype(self):
        """The type of an element."""
        return dtype_of_word(self._word)

    @dtype.setter
    def dtype(self, value):
        self._set_dtype(value)

    @property
    def T(self):
        """The view with the axes reversed."""
        result = turned(self)
        return result if type(self) is ndarray else finalized(
            make(type(self), self._word, address(self), result._shape, result._strides, self._readonly, root(self), None, None),
            self)

    @property
    def real(self):
        """The real parts: a view."""
        return self._real_cold() if type(self) is not ndarray else self._part(0)

    @real.setter
    def real(self, value):
        self._set_real(value)

    @property
    def imag(self):
        """The imaginary parts: a view; zeroes, read-only, of a real array."""
        return self._imag_cold() if type(self) is not ndarray else self._part(1)

    @imag.setter
    def imag(self, value):
        self._set_imag(value)

    def _part(self, which):
        """The real or the imaginary parts."""
        if self._word == COMPLEX128:
            return view(self, ndarray, FLOAT64, 8 * which, self._shape, self._strides)
        if self._word == COMPLEX64:
            return view(self, ndarray, FLOAT32, 4 * which, self._shape, self._strides)
        return self._imag_cold() if which else self._real_cold()

    @property
    def base(self):
        """What the memory belongs to, if not to this array."""
        return self._base if self._base is None or not _layout.is_opaque(self._word) else self._base_cold()

    @property
    def data(self):
        """The memory as a memoryview."""
        return _buffers.memory_of(self)

    def __buffer__(self, flags, /):
        return _buffers.exported(self, flags)


class _Elements:
    """The iterator over the first axis."""

    __slots__ = ('_a', '_i')

    def __init__(self, a):
        self._a = a
        self._i = 0

    def __iter__(self):
        return self

    def __next__(self):
        i = self._i
        a = self._a
        if i < a._n0:
            self._i = i + 1
            return a._x.get(a, i)
        self._i = i
        raise StopIteration

    def __length_hint__(self):
        return max(0, self._a._n0 - self._i)


_integer = integer


def _is_basic(item):
    return type(item) is slice or type(item) is int


def _part(key, n):
    """Where a slice of an axis of `n` begins, how long it is, and its step."""
    start, stop, step = key.indices(n)
    length = (stop - start + step - 1) // step if step > 0 else (stop - start + step + 1) // step
    return start, length if length > 0 else 0, step


def _plain(key, shape):
    """A key of integers (also the scalars of integer types) in range, as non-negative ints: itself if it is that; else None."""
    if len(key) == 2:
        i, j = key
        n, m = shape
        if type(i) is int and type(j) is int and 0 <= i < n and 0 <= j < m:
            return key
        i, j = _from_start(i, n), _from_start(j, m)
        return None if i is None or j is None else (i, j)
    if len(key) == 3:
        i, j, k = key
        n, m, o = shape
        if type(i) is int and type(j) is int and type(k) is int and 0 <= i < n and 0 <= j < m and 0 <= k < o:
            return key
        i, j, k = _from_start(i, n), _from_start(j, m), _from_start(k, o)
        return None if i is None or j is None or k is None else (i, j, k)
    return None


def _from_start(i, n):
    if isinstance(i, _integer):
        i = i._v
    if type(i) is int:
        if 0 <= i < n:
            return i
        if -n <= i < 0:
            return i + n
    return None


# ---- array objects over memory that is there

def make(cls, word, address, shape, strides, readonly, base, memory, handle):
    """An array object over memory."""
    self = _object_new(cls)
    self._base = base
    self._memory = memory
    self._handle = handle
    set_fields(self, word, address, shape, strides, readonly)
    return self


def make_row(access, word, address, n, stride, base, memory):
    """As `make` for one dimension, where the access object is known: nothing to look up."""
    self = _object_new(ndarray)
    self._base = base
    self._memory = memory
    self._handle = None
    self._x = access
    self._p = adapter.cast_backward(access.pointer, address) if adapter.REACH and stride < 0 else adapter.cast(access.pointer, address)
    self._n0, self._s0 = n, stride // access.step
    self._shape, self._strides = (n,), (stride,)
    self._word, self._size, self._address, self._readonly = word, n, address, access.readonly
    self._c = n <= 1 or stride == _layout.width_of(word)
    return self


def set_fields(self, word, address, shape, strides, readonly):
    """Gives an array its layout."""
    base, size = self._base, _layout.size_of(shape)
    row_major = _layout.is_row_major(shape, strides, _layout.width_of(word))
    whole = not isinstance(base, ndarray) or row_major and size == base._size
    access = _access.choose(word, address, shape, strides, readonly, whole)
    step = access.step
    self._x = access
    if access.tabled:
        self._t = _tables.NONE
    if adapter.REACH and min(strides, default=0) < 0:
        self._p = adapter.cast_backward(access.pointer, address)
    else:
        self._p = adapter.cast(access.pointer, address)
    rank = len(shape)
    if rank:
        self._n0, self._s0 = shape[0], strides[0] // step
        if rank > 1:
            self._n1, self._s1 = shape[1], strides[1] // step
            if rank > 2:
                self._n2, self._s2 = shape[2], strides[2] // step
    self._shape, self._strides = shape, strides
    self._word, self._size, self._address, self._readonly = word, size, address, readonly
    self._c = access.native and row_major


def view(a, cls, word, offset, shape, strides):
    """An array object over a part of another's memory, `offset` bytes on."""
    return make(cls, word, address(a) + offset, shape, strides, a._readonly, root(a), None, None)


def root(a):
    """The array that views of `a` name as their base: the one whose object keeps the memory."""
    base = a._base
    while isinstance(base, ndarray):
        a = base
        base = a._base
    return a


def address(a):
    """Where the first element stands."""
    return a._address


def turned(a):
    """The view with the axes reversed."""
    return view(a, ndarray, a._word, 0, a._shape[::-1], a._strides[::-1])


def view_as(a, cls, *source):
    """The same memory as an object of a subclass, which `__array_finalize__` tells of `a` or of another source."""
    return finalized(make(cls, a._word, address(a), a._shape, a._strides, a._readonly, a, None, None), *source or (a,))


def finalized(result, a):
    """Tells a new object of a subclass what it came from."""
    result.__array_finalize__(a)
    return result


def set_layout(a, word, shape, strides):
    """Changes an array's type, shape and strides in place."""
    a._handle = None
    set_fields(a, word, address(a), tuple(shape), tuple(strides), a._readonly)


def set_readonly(a, readonly):
    """Takes or gives the right to write."""
    a._handle = None
    set_fields(a, a._word, address(a), a._shape, a._strides, bool(readonly))


def flags(a):
    """The ABI's flags."""
    return _layout.flags_of(a._word, address(a), a._shape, a._strides, a._readonly, a._base is None)


def base(a):
    """What the memory belongs to, if not to the array."""
    return a._base
