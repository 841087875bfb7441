"""`flatiter` and `flagsobj`: the objects behind `a.flat` and `a.flags`."""

import operator

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _opaque as opaque
from ._words import (ALIGNED, C_CONTIGUOUS, COPY_NEVER, F_CONTIGUOUS, ORDER_C, OWNDATA, READONLY)


class flagsobj:
    """The flags of an array, by attribute (`flags.writeable`) or item (`flags['WRITEABLE']`)."""

    __slots__ = ('_array', '_bits')
    __module__ = 'numpyni'

    def __init__(self, array):
        self._array = array
        self._bits = opaque.flag_bits(array) if array.dtype.opaque else host.flags(array)

    c_contiguous = property(lambda self: bool(self._bits & C_CONTIGUOUS))
    f_contiguous = property(lambda self: bool(self._bits & F_CONTIGUOUS))
    contiguous = c_contiguous
    fortran = f_contiguous
    owndata = property(lambda self: bool(self._bits & OWNDATA))
    aligned = property(lambda self: bool(self._bits & ALIGNED))
    writebackifcopy = property(lambda self: False)
    fnc = property(lambda self: self.f_contiguous and not self.c_contiguous)
    forc = property(lambda self: self.f_contiguous or self.c_contiguous)
    behaved = property(lambda self: self.aligned and self.writeable)
    carray = property(lambda self: self.behaved and self.c_contiguous)
    farray = property(lambda self: self.behaved and self.f_contiguous and not self.c_contiguous)

    @property
    def writeable(self):
        """Whether the memory may be written through the array."""
        return not self._bits & READONLY

    @writeable.setter
    def writeable(self, value):
        self._array.setflags(write=bool(value))
        self.__init__(self._array)

    @property
    def num(self):
        """The flags as NumPy numbers them."""
        return (self.c_contiguous | self.f_contiguous << 1 | self.owndata << 2 | self.aligned << 8 | self.writeable << 10)

    _KEYS = {'C': 'c_contiguous', 'C_CONTIGUOUS': 'c_contiguous', 'CONTIGUOUS': 'c_contiguous', 'F': 'f_contiguous',
             'F_CONTIGUOUS': 'f_contiguous', 'FORTRAN': 'f_contiguous', 'O': 'owndata', 'OWNDATA': 'owndata', 'W': 'writeable',
             'WRITEABLE': 'writeable', 'A': 'aligned', 'ALIGNED': 'aligned', 'X': 'writebackifcopy',
             'WRITEBACKIFCOPY': 'writebackifcopy', 'B': 'behaved', 'BEHAVED': 'behaved', 'CA': 'carray', 'CARRAY': 'carray',
             'FA': 'farray', 'FARRAY': 'farray', 'FNC': 'fnc', 'FORC': 'forc'}

    def __getitem__(self, key):
        try:
            return getattr(self, self._KEYS[key])
        except (KeyError, TypeError):
            raise KeyError('Unknown flag') from None

    def __setitem__(self, key, value):
        if key not in ('W', 'WRITEABLE'):
            raise KeyError('Unknown flag')
        self.writeable = value

    def __eq__(self, other):
        return isinstance(other, flagsobj) and self.num == other.num

    __hash__ = None

    def __repr__(self):
        return '\n'.join(f'  {name} : {getattr(self, name.lower())}' for name in
                         ('C_CONTIGUOUS', 'F_CONTIGUOUS', 'OWNDATA', 'WRITEABLE', 'ALIGNED', 'WRITEBACKIFCOPY')) + '\n'


def may_write(array):
    """Whether the memory under an array may be written, so that the right may be given back."""
    under = host.base(array)
    while isinstance(under, host.ndarray):
        if not host.flags(under) & READONLY:
            return True
        array, under = under, host.base(under)
    if under is None:
        return True
    try:
        return not memoryview(under).readonly
    except TypeError:
        interface = getattr(under, '__array_interface__', None)
        return bool(interface) and isinstance(interface.get('data'), tuple) and not interface['data'][1]


class flatiter:
    """A row-major walk over an array: an iterator that can be indexed by one flat index."""

    __slots__ = ('_base', '_index')
    __module__ = 'numpyni'
    __hash__ = None
    base = property(lambda self: self._base, doc='The array.')
    index = property(lambda self: self._index, doc='The current flat index.')

    def __init__(self, array):
        if array.ndim > 32:
            raise RuntimeError('this function only supports up to 32 dimensions but the array has '
                               f'{array.ndim}.')
        self._base, self._index = array, 0

    @property
    def coords(self):
        """The current index on each axis."""
        return unravel(self.index, self.base.shape)

    def __iter__(self):
        return self

    def __next__(self):
        if self.index >= self.base.size:
            raise StopIteration
        value = host.item(self.base, self.index)
        self._index += 1
        return value

    def __len__(self):
        return self.base.size

    def __getitem__(self, key):
        key = _flat_key(key, self.base.size)
        base = self.base
        result = convert.asarray(base).reshape(-1)[key]         # a matrix has no vectors
        if not isinstance(result, host.ndarray) or result.ndim == 0:
            return result
        result = result.copy() if host.overlaps(result, base, False) else result
        return result if type(base) is host.ndarray else result.view(type(base))

    def __setitem__(self, key, value):
        if isinstance(key, tuple) and not key:
            raise IndexError('Assigning to a flat iterator with a 0-D index is not supported')
        base, key = self.base, _flat_key(key, self.base.size)
        if isinstance(value, convert.generic) and base.dtype.kind in 'iu':
            value = convert.asarray(value)
        if isinstance(value, (list, tuple, host.ndarray)):
            value = convert.asarray(value, base.dtype.native).reshape(-1)
        try:
            view = host.reshape(base, (base.size,), ORDER_C, COPY_NEVER)
        except ValueError:
            order = host.arange(dtypes.intp.word, 0, 1, base.size)
            chosen = order[key]
            chosen = chosen if isinstance(chosen, host.ndarray) else convert.asarray(chosen).reshape(1)
            if isinstance(value, host.ndarray):
                value = _cycled(value, chosen.size).reshape(chosen.shape)
            base[unravel_array(chosen, base.shape)] = value
            return
        if isinstance(value, host.ndarray):
            chosen = view[key]
            value = _cycled(value, chosen.size).reshape(chosen.shape) if isinstance(chosen, host.ndarray) else value[0]
        view[key] = value

    def __array__(self, /, dtype=None, *, copy=None):
        result = self.base.flatten()
        return result if dtype is None else result.astype(dtype)

    def copy(self, /):
        """A 1-D copy of the array."""
        return self.base.flatten()

    def _compare(self, other, name):
        return getattr(self.copy(), name)(other)

    def __eq__(self, other):
        return self.copy() == other

    def __ne__(self, other):
        return self.copy() != other

    def __lt__(self, other):
        return self.copy() < other

    def __le__(self, other):
        return self.copy() <= other

    def __gt__(self, other):
        return self.copy() > other

    def __ge__(self, other):
        return self.copy() >= other


_INVALID = 'only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices'


def _flat_key(key, size):
    """The one index of a `flatiter`: an integer, a slice, or an array of one dimension."""
    import warnings
    if isinstance(key, tuple):
        if len(key) != 1:
            if len(key) == 0:
                return Ellipsis
            raise IndexError(f'too many indices for flat iterator: flat iterator is 1-dimensional, but {len(key)} were indexed')
        key = key[0]
    if key is Ellipsis or type(key) is int:
        return key
    if key is None:
        raise IndexError(_INVALID)
    if isinstance(key, (bool, _index._bool_type)):
        warnings.warn('Indexing flat iterators with a 0-dimensional boolean index is deprecated and may be removed in a future version. '
                      '(Deprecated NumPy 2.4)', DeprecationWarning, stacklevel=3)
        return slice(0, 1) if key else slice(0, 0)
    if isinstance(key, slice):
        return _index.item_of(key)
    try:
        return operator.index(key)
    except TypeError:
        pass
    array = convert.asarray(key)
    if array.size == 0 and not isinstance(key, host.ndarray):
        return array.astype(dtypes.intp)
    if not isinstance(key, host.ndarray):
        if array.dtype.kind == 'b':
            raise IndexError('boolean indices for iterators are not supported')
        if array.dtype.kind == 'f':
            warnings.warn('Invalid non-array indices for iterator objects are deprecated and will be removed in a future version. '
                          '(Deprecated NumPy 2.4)', DeprecationWarning, stacklevel=3)
            return array.astype(dtypes.intp)
    if array.dtype.kind == 'b' and (array.ndim != 1 or array.size != size):
        raise IndexError(f'boolean index did not match indexed flat iterator along dimension 0; dimension is {size} but corresponding '
                         f'boolean dimension is {array.size}')
    if array.dtype.kind not in 'biu':
        raise IndexError(_INVALID)
    return array


def _cycled(value, count):
    """The first `count` items of `value`, repeated as often as needed."""
    if value.size == count or not count:
        return value[:count]
    if value.size == 0:
        raise ValueError('Error setting single item of array.')
    return value[host.arange(dtypes.intp.word, 0, 1, count) % value.size]


def unravel(position, shape):
    """The index on each axis of a flat row-major position."""
    out = []
    for n in reversed(shape):
        position, rest = divmod(position, n) if n else (0, 0)
        out.insert(0, rest)
    return tuple(out)


def unravel_array(positions, shape):
    """As `unravel`, of an integer array."""
    out = []
    for n in reversed(shape):
        out.insert(0, positions % n)
        positions = positions // n
    return tuple(out)
