"""`dtype`: the class of the objects that say what an element is. How they are found is `_dtypes`, how they print `_dtype_text`."""

import functools
import sys
import types

from . import _signatures
from ._words import NOVALUE, TYPE_OPAQUE

NATIVE, OTHER = ('<', '>') if sys.byteorder == 'little' else ('>', '<')
_ORDERS = {'s': 'S', 'S': 'S', '<': '<', 'L': '<', 'l': '<', 'little': '<', '>': '>', 'B': '>', 'b': '>', 'big': '>', '=': '=',
           'N': '=', 'n': '=', 'native': '=', '|': '|', 'I': '|', 'i': '|', 'swap': 'S', 'ignore': '|'}

find = register = can_cast = texts = None       # set by `_dtypes`
by_word = {}            # word -> dtype, the byte-swapped ones included
_identities = {}        # what an opaque type is -> its word
_counts = {}            # width -> how many opaque types of it have a word


class _DTypeMeta(type):
    """The class of the classes of dtypes."""

    __module__ = 'numpyni'


class dtype(metaclass=_DTypeMeta):
    """The type of an element.

    `dtype(x)` takes a dtype, a scalar type, a Python type, a string ('float64', '<i4', 'U7', 'M8[ns]', 'i4,(2,3)f8'), a list of
    fields, a dict of lists (names, formats, offsets, titles, itemsize), or a tuple (type, shape).
    """

    __module__ = 'numpyni'
    subdtype = metadata = unit = _fields = None
    _abstract, _parametric, _legacy, _is_numeric = True, False, True, False
    __signature__ = _signatures.Described(_signatures.of_dtype)
    shape = ()
    flags = 0
    hasobject = isalignedstruct = opaque = False
    word: int

    def __new__(cls, dtype=NOVALUE, align=False, copy=False, metadata=NOVALUE):
        if not cls._abstract:
            return _of_class(cls, dtype)
        if dtype is NOVALUE:
            raise TypeError("dtype() missing required argument 'dtype' (pos 1)")
        found = find(dtype, bool(align)) if align else find(dtype)
        if metadata is not NOVALUE:
            if not isinstance(metadata, dict):
                raise TypeError(f"dtype() argument 'metadata' must be dict, not {type(metadata).__name__}")
            merged = {**(found.metadata or {}), **metadata}
            return found._but(metadata=types.MappingProxyType(merged))
        return found

    def _but(self, **attributes):
        """The same type with other attributes."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        for cached in ('_format', 'native'):
            new.__dict__.pop(cached, None)
        if new.opaque:
            new.__dict__.pop('word', None)
        new.__dict__.update(attributes)
        return new

    def __getattr__(self, name):
        if name != 'word':
            raise AttributeError(f"'numpy.dtype' object has no attribute {name!r}")
        self.__dict__['word'] = word = _word_of(self)
        return word

    def __setattr__(self, name, value):
        if name != 'names':
            raise AttributeError(f"attribute '{name}' of 'numpy.dtype' objects is not writable" if hasattr(dtype, name) else
                                 f"'numpy.dtype' object has no attribute '{name}'")
        object.__setattr__(self, name, value)

    @property
    def names(self):
        """The names of the fields, in order; None without fields."""
        return self.__dict__.get('names')

    @names.setter
    def names(self, names):
        _rename(self, names)

    @property
    def fields(self):
        """A read-only dict of the fields by name (and title): (dtype, offset) or (dtype, offset, title)."""
        return None if self._fields is None else types.MappingProxyType(self._fields)

    @property
    def base(self):
        """The type of the elements of a sub-array type; else the type itself."""
        return self if self.subdtype is None else self.subdtype[0]

    @property
    def ndim(self):
        """The number of axes of a sub-array type; else 0."""
        return len(self.shape)

    @property
    def descr(self):
        """The `__array_interface__` description of the type."""
        return texts.descr(self)

    @property
    def str(self):
        """The type as a string with its byte order: '<f8'."""
        return texts.code(self)

    @property
    def name(self):
        """A name with the width in bits: 'float64'."""
        return texts.name(self)

    @property
    def isnative(self):
        """Whether the bytes stand in the machine's order."""
        if self.names is not None:
            return all(self._fields[name][0].isnative for name in self.names)
        return self.base.isnative if self.subdtype else self.byteorder in '=|'

    @property
    def isbuiltin(self):
        """1 for NumPy's own native types, 0 for byte-swapped and structured ones, 2 for extensions."""
        if self.num >= 256:
            return 2
        return int(self.names is None and self.subdtype is None and self.isnative and not (self.opaque and self.itemsize == 0))

    @functools.cached_property
    def native(self):
        """The type in the machine's byte order."""
        return self if self.isnative else self.newbyteorder('=')

    @property
    def _buffer_format(self):
        return texts.buffer_format(self)

    def newbyteorder(self, new_order='S', /):
        """The type with another byte order: 'S' swaps; '<', '>', '=' and '|' say which."""
        order = _ORDERS.get(new_order)
        if order is None:
            raise ValueError(f'{new_order} is an unrecognized byteorder')
        return self if order == '|' else _reordered(self, order)

    # ---- comparison

    def _key(self):
        """What makes two types equal."""
        if not self.opaque:
            return self.word
        if self.subdtype:
            return ('sub', self.base._key(), self.shape)
        if self.names is None:
            return (self.kind, self.itemsize, self.byteorder, self.unit)
        fields = [self._fields[name] for name in self.names]
        return (self.names, self.itemsize, tuple([(each[0]._key(), *each[1:]) for each in fields]))

    def __eq__(self, other):
        if not isinstance(other, dtype):
            try:
                other = find(other)
            except (TypeError, ValueError, NotImplementedError):
                return NotImplemented
        return self is other or self._key() == other._key()

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self):
        return hash(self._key())

    def __lt__(self, other):
        other = find(other)
        return self != other and can_cast(self, other)

    def __le__(self, other):
        return can_cast(self, find(other))

    def __gt__(self, other):
        other = find(other)
        return self != other and can_cast(other, self)

    def __ge__(self, other):
        return can_cast(find(other), self)

    # ---- as a sequence of fields

    def __len__(self):
        return 0 if self.names is None else len(self.names)

    def __bool__(self):
        return True

    def __getitem__(self, key):
        if self.names is None:
            raise KeyError(f'There are no fields in dtype {self}.')
        if isinstance(key, str):
            if key not in self._fields:
                raise KeyError(f"Field named {key!r} not found.")
            return self._fields[key][0]
        if isinstance(key, list):
            return self._subset(key)
        try:
            return self._fields[self.names[key.__index__()]][0]
        except (AttributeError, TypeError):
            raise TypeError('Field key must be an integer field offset, single field name, or list of field names.') from None
        except IndexError:
            raise IndexError(f'Field index {key} is out of range.') from None

    def _subset(self, names):
        """The type of a view of some of the fields: they stay where they are."""
        if not all(isinstance(name, str) for name in names):
            raise TypeError('Field key must be an integer field offset, single field name, or list of field names.')
        for name in names:
            if name not in self.names:
                raise KeyError(name)
        if len(set(names)) != len(names):
            raise ValueError(f'duplicate field of name {next(n for n in names if names.count(n) > 1)!r}')
        fields = {name: self._fields[name] for name in names}
        fields.update({each[2]: each for each in list(fields.values()) if len(each) > 2})
        return self._but(names=tuple(names), _fields=fields, metadata=None,
                         hasobject=any(each[0].hasobject for each in fields.values()), type=find('V').type)

    def __mul__(self, count):
        if not isinstance(count, int):
            return NotImplemented
        if count < 0:
            raise ValueError(f'Array length must be >= 0, not {count}')
        return find((self, (count,)))

    __rmul__ = __mul__

    # ---- text, pickles

    def __repr__(self):
        return texts.representation(self)

    def __str__(self):
        return texts.text(self)

    def __reduce__(self):
        if self.names is not None or self.subdtype is not None:
            return _rebuilt, (self.__dict__['type'], _state(self), self.metadata and dict(self.metadata))
        if self.metadata:
            return _with_metadata, (self.str, dict(self.metadata))
        return dtype, (self.str,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @classmethod
    def __class_getitem__(cls, item):
        given = item if isinstance(item, tuple) else (item,)
        if len(given) != 1:
            raise TypeError(f'Too {"many" if given else "few"} arguments for {cls}')
        return types.GenericAlias(cls, item)


# ---- a class for each kind (and width, of numbers)

_STEMS = {'b': 'Bool', 'i': 'Int', 'u': 'UInt', 'f': 'Float', 'c': 'Complex', 'O': 'Object', 'S': 'Bytes', 'U': 'Str', 'V': 'Void',
          'M': 'DateTime64', 'm': 'TimeDelta64'}
classes = {}            # name -> class
_defaults = {}          # class -> its one type


def class_of(kind, itemsize, char=''):
    """The class of the types of a kind: `Float64DType`, `StrDType`."""
    stem = 'BFloat' if char == 'E' else _STEMS[kind]
    name = f'{stem}{itemsize * 8 if kind in "iufc" else ""}DType'
    if name not in classes:
        namespace = {'__module__': 'numpyni.dtypes', '_abstract': False, '_parametric': kind in 'SUVMm', '_is_numeric': kind in 'biufc',
                     '__doc__': f'The class of the dtypes of {name[:-5]}.', '_letter': kind}
        classes[name] = _DTypeMeta(name, (dtype,), namespace)
    return classes[name]


def _of_class(cls, length):
    """`StrDType(8)`, `Int8DType()`"""
    if cls._letter in 'SU' and length is not NOVALUE:
        length = length.__index__()
        if length < 0:
            raise ValueError('invalid itemsize in generic type tuple')
        if length * (4 if cls._letter == 'U' else 1) >= 1 << 31:
            raise TypeError(f'string of length {length} is too large')
        return find((cls._letter, length))
    if cls._parametric:
        raise TypeError(f"Preliminary-API: Flexible/Parametric legacy DType '{cls.__name__}' can only be instantiated using `np.dtype(...)`")
    if length is not NOVALUE:
        raise TypeError(f'{cls.__name__} takes no arguments')
    return _defaults[cls]


def _rename(self, names):
    """`dtype.names = ...`: other names for the fields, of this object."""
    old = self.names
    if old is None:
        raise ValueError('there are no fields defined')
    if not isinstance(names, (list, tuple)) or len(names) != len(old):
        raise ValueError(f'must replace all names at once with a sequence of length {len(old)}')
    for i, name in enumerate(names):
        if not isinstance(name, str):
            raise ValueError(f'item #{i} of names is of type {type(name).__name__} and not string')
    if len(set(names)) != len(names):
        raise ValueError('Duplicate field names given.')
    fields = {}
    for name, each in zip(names, map(self._fields.get, old)):
        fields[name] = each
        if len(each) > 2:
            fields[each[2]] = each
    self.__dict__.pop('word', None)
    for cached in ('_format', 'native'):
        self.__dict__.pop(cached, None)
    self.__dict__.update(names=tuple(names), _fields=fields)


def _reordered(self, order):
    if self.names is not None:
        fields = {key: (_reordered(each[0], order), *each[1:]) for key, each in self._fields.items()}
        return self._but(_fields=fields)
    if self.subdtype:
        return find((_reordered(self.base, order), self.shape))
    if self.byteorder == '|':
        return self
    native = self.byteorder == '='
    swap = native if order == 'S' else order not in ('=', NATIVE)
    if swap != native:
        return self
    if not self.opaque:
        return self.swapped if native else self.native_one
    return self._but(byteorder=OTHER if native else '=')


def _state(self):
    """What a structured or sub-array type is made from again."""
    if self.subdtype:
        return self.subdtype
    fields = [self._fields[name] for name in self.names]
    state = {'names': list(self.names), 'formats': [each[0] for each in fields], 'offsets': [each[1] for each in fields],
             'itemsize': self.itemsize}
    if any(len(each) > 2 for each in fields):
        state['titles'] = [each[2] if len(each) > 2 else None for each in fields]
    if self.isalignedstruct:
        state['aligned'] = True
    return state


def _with_metadata(text, metadata):
    return dtype(text, metadata=metadata)


def _rebuilt(scalar_type, state, metadata):
    found = find(state)
    changes = {}
    if found.type is not scalar_type:
        changes['type'] = scalar_type
    if metadata:
        changes['metadata'] = types.MappingProxyType(metadata)
    return found._but(**changes) if changes else found


def _identity(self):
    """What an array must know of a type: more than what makes types equal."""
    if not self.opaque:
        return (self.word, id(self.metadata))
    more = (self.type, self.isalignedstruct, id(self.metadata))
    if self.subdtype:
        return ('sub', _identity(self.base), self.shape, more)
    if self.names is None:
        return (self._key(), self.char, more)
    return (self.names, self.itemsize, tuple([(_identity(each[0]), *each[1:]) for each in map(self._fields.get, self.names)]),
            more)


def _word_of(self):
    """The word of an opaque type: its width, and a number that tells it from others. An array needs no more to know its type."""
    identity = _identity(self)
    word = _identities.get(identity)
    if word is None:
        self = self._but()              # a copy, whose names nobody changes
        width = self.itemsize
        if not 0 <= width < 1 << 31:
            raise ValueError('dtype is too large')
        number = _counts[width] = _counts.get(width, 0) + 1
        if number >= 1 << 16:
            raise RuntimeError(f'more than {number - 1} types of {width} bytes')
        word = _identities[identity] = TYPE_OPAQUE | number << 16 | width << 32
        self.__dict__['word'] = word
        by_word[word] = self
        register(word, self, self.type)
    return word


def opaque(kind, char, num, itemsize, scalar_type, byteorder='|', alignment=1, **more):
    """A type whose elements the runtime only moves."""
    new = object.__new__(class_of(kind, itemsize))
    if 'type' not in type(new).__dict__:
        type(new).type = scalar_type
    new.__dict__.update(kind=kind, char=char, num=num, itemsize=itemsize, type=scalar_type, byteorder=byteorder,
                        alignment=alignment, opaque=True, **more)
    return new
