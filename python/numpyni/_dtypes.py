"""`dtype`: the type of an element, the concrete scalar types, and what is asked of types (promotion, limits, kinds)."""

import functools
import operator
import types

from . import _dtype_object, _dtype_parsing, _dtype_text, _opaque_scalars
from . import _host as host
from . import _scalars_base as base
from ._dtype_object import NATIVE, OTHER, by_word, class_of, dtype, opaque
from ._words import (BFLOAT16, BOOL, COMPLEX64, COMPLEX128, FLOAT16, FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, NOVALUE, SWAPPED,
                     UINT8, UINT16, UINT32, UINT64, casting_of)

_dtype_object.texts, _dtype_object.register = _dtype_text, host.register_dtype

# name, word, kind, character, NumPy's number, bytes, bases of the scalar type
BUILTIN = (
    ('bool', BOOL, 'b', '?', 0, 1, (base.generic,)),
    ('int8', INT8, 'i', 'b', 1, 1, (base.signedinteger,)),
    ('uint8', UINT8, 'u', 'B', 2, 1, (base.unsignedinteger,)),
    ('int16', INT16, 'i', 'h', 3, 2, (base.signedinteger,)),
    ('uint16', UINT16, 'u', 'H', 4, 2, (base.unsignedinteger,)),
    ('int32', INT32, 'i', 'i', 5, 4, (base.signedinteger,)),
    ('uint32', UINT32, 'u', 'I', 6, 4, (base.unsignedinteger,)),
    ('int64', INT64, 'i', 'l', 7, 8, (base.signedinteger,)),
    ('uint64', UINT64, 'u', 'L', 8, 8, (base.unsignedinteger,)),
    ('float16', FLOAT16, 'f', 'e', 23, 2, (base.floating,)),
    ('bfloat16', BFLOAT16, 'f', 'E', 256, 2, (base.floating,)),
    ('float32', FLOAT32, 'f', 'f', 11, 4, (base.floating,)),
    ('float64', FLOAT64, 'f', 'd', 12, 8, (base.floating, float)),
    ('complex64', COMPLEX64, 'c', 'F', 14, 8, (base.complexfloating,)),
    ('complex128', COMPLEX128, 'c', 'D', 15, 16, (base.complexfloating, complex)),
)

# other spellings of the types above, as names and as characters of their own
ALIASES = {'bool_': 'bool', 'byte': 'int8', 'ubyte': 'uint8', 'short': 'int16', 'ushort': 'uint16', 'intc': 'int32',
           'uintc': 'uint32', 'int_': 'int64', 'uint': 'uint64', 'long': 'int64', 'ulong': 'uint64', 'longlong': 'int64',
           'ulonglong': 'uint64', 'intp': 'int64', 'uintp': 'uint64', 'half': 'float16', 'single': 'float32',
           'double': 'float64', 'longdouble': 'float64', 'csingle': 'complex64', 'cdouble': 'complex128', 'clongdouble': 'complex128'}
_SPELLINGS = {'int': 'int64', 'float': 'float64', 'complex': 'complex128', 'q': 'int64', 'Q': 'uint64', 'p': 'int64',
              'P': 'uint64', 'n': 'int64', 'N': 'uint64', 'g': 'float64', 'G': 'complex128'}
_REMOVED = ('int0', 'uint0', 'bool8', 'bytes0', 'str0', 'object0', 'void0')
_NOT_YET = {'T': 'StringDType'}

# kind, character, number, bytes, alignment, scalar type, names
OPAQUE = (
    ('O', 'O', 17, 8, 8, _opaque_scalars.object_, ('O', 'object', 'object_', 'O8')),
    ('S', 'S', 18, 0, 1, _opaque_scalars.bytes_, ('S', 'bytes', 'bytes_')),
    ('U', 'U', 19, 0, 4, _opaque_scalars.str_, ('U', 'str', 'str_', 'unicode')),
    ('V', 'V', 20, 0, 1, _opaque_scalars.void, ('V', 'void')),
    ('M', 'M', 21, 8, 8, _opaque_scalars.datetime64, ('M', 'M8', 'datetime64')),
    ('m', 'm', 22, 8, 8, _opaque_scalars.timedelta64, ('m', 'm8', 'timedelta64')),
)


def _make(word, kind, char, num, itemsize, scalar_type, byteorder):
    new = object.__new__(class_of(kind, itemsize, char))
    _dtype_object._defaults.setdefault(type(new), new)
    type(new).type = scalar_type
    new.__dict__.update(word=word, kind=kind, char=char, num=num, itemsize=itemsize, type=scalar_type,
                        byteorder=byteorder, alignment=itemsize // 2 if kind == 'c' else itemsize)
    host.register_dtype(word, new, scalar_type)
    return new


_by_name = {}       # every string without a byte order -> native dtype
_by_type = {}       # scalar types and Python types -> native dtype
_by_key = {}        # strings, as they came -> dtype

for _name, _word, _kind, _char, _num, _itemsize, _bases in BUILTIN:
    _type = host.scalar_type(_name, _bases, _word)
    _native = _make(_word, _kind, _char, _num, _itemsize, _type, '|' if _itemsize == 1 else '=')
    _native.__dict__['swapped'] = _native
    by_word[_word] = _by_type[_type] = _by_type[type(_native)] = _native
    for _key in (_name, _char, _native.str[1:]):
        _by_name[_key] = _native
    if _itemsize > 1:
        _other = _make(_word | SWAPPED, _kind, _char, _num, _itemsize, _type, OTHER)
        _native.__dict__['swapped'], _other.__dict__['native_one'] = _other, _native
        by_word[_word | SWAPPED] = _other
_by_name['E'] = _by_name['E2'] = _by_name['bfloat16']
for _name, _target in (*ALIASES.items(), *_SPELLINGS.items()):
    _by_name[_name] = _by_name[_target]

for _kind, _char, _num, _itemsize, _alignment, _type, _names in OPAQUE:
    _native = opaque(_kind, _char, _num, _itemsize, _type, '=' if _kind in 'UMm' else '|', _alignment)
    _native.__dict__.update({'M': {'unit': ('generic', 1)}, 'm': {'unit': ('generic', 1)},
                             'O': {'hasobject': True, 'flags': 63}}.get(_kind, {}))
    _by_type[_type] = _native
    _dtype_object._defaults[type(_native)] = _by_type[type(_native)] = _native
    for _key in _names:
        _by_name[_key] = _native
_by_name['c'] = _by_name['S']._but(char='c', itemsize=1)
_by_name['V'].word                  # arrays of no bytes exist before any other

scalar_types = {d.name: d.type for d in by_word.values() if not d.opaque}
object_, bytes_, str_, void, datetime64, timedelta64 = (_by_name[each[0]] for each in OPAQUE)
bool_, int64, float64, complex128 = (_by_name[n] for n in ('bool', 'int64', 'float64', 'complex128'))
intp = int64
_by_type.update({bool: bool_, int: int64, float: float64, complex: complex128, bytes: bytes_, str: str_, object: object_,
                 memoryview: void, _opaque_scalars.record: void._but(type=_opaque_scalars.record)})
_BY_ABSTRACT = {base.inexact: float64, base.floating: float64, base.complexfloating: complex128, base.integer: int64,
                base.signedinteger: int64, base.unsignedinteger: _by_name['uint64'], base.number: float64}


def find(spec, align=False):
    """The dtype object for what a user gives as a dtype."""
    if isinstance(spec, dtype):
        return spec if not align or spec.names is None or spec.isalignedstruct else _dtype_parsing.aligned(spec)
    if spec is None:
        return float64
    if isinstance(spec, type):
        found = _by_type.get(spec)
        return found if found is not None else _of_type(spec)
    if isinstance(spec, str):
        found = _by_key.get(spec) if not align else None
        if found is None:
            found = _of_string(spec, align)
            if not align and found.names is None:       # whose names may be changed
                _by_key[spec] = found
        return found
    if isinstance(spec, bytes) and len(spec) == 1 and spec[0] < 24:         # one of NumPy's numbers
        return next(each for each in {**_by_name}.values() if each.num == spec[0])
    if isinstance(spec, bytes):
        return find(spec.decode('ascii'), align)
    if isinstance(spec, (tuple, list, dict, types.MappingProxyType)):
        return _dtype_parsing.of_collection(spec, align)
    if hasattr(spec, '__numpy_dtype__'):
        found = spec.__numpy_dtype__
        if not isinstance(found, dtype):
            raise ValueError('__numpy_dtype__ must be a dtype instance')
        return found
    given = getattr(spec, 'dtype', None)
    if isinstance(given, dtype):
        return given
    if isinstance(given, type):
        raise ValueError('dtype attribute is not a valid dtype instance')
    kind, itemsize = getattr(spec, 'kind', None), getattr(spec, 'itemsize', None)
    if isinstance(kind, str) and isinstance(itemsize, int) and isinstance(getattr(spec, 'str', None), str):
        descr = getattr(spec, 'descr', None) if kind == 'V' and getattr(spec, 'names', None) else None
        return find(spec.str if descr is None else descr)           # another package's dtype
    found = _dtype_parsing.of_ctypes(type(spec))
    if found is not None:
        return found
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


def _of_type(cls):
    if cls is dtype:
        raise TypeError('Cannot convert np.dtype into a dtype.')
    if cls in _BY_ABSTRACT:
        import warnings
        warnings.warn(f'Converting `np.{cls.__name__}` to a dtype is deprecated. The current result is '
                      f'`{_BY_ABSTRACT[cls]}` which is not strictly correct.', DeprecationWarning, stacklevel=3)
        return _BY_ABSTRACT[cls]
    for parent in cls.__mro__ if issubclass(cls, base.generic) else ():
        if isinstance(parent.__dict__.get('dtype'), type) and parent not in _by_type:
            raise ValueError('dtype attribute is not a valid dtype instance')
        if parent in _by_type:
            found = _by_type[parent]
            return found._but(type=cls) if parent is _opaque_scalars.void or parent is _opaque_scalars.record else found
    for name in ('__numpy_dtype__', 'dtype'):
        found = getattr(cls, name, NOVALUE)
        if isinstance(found, dtype):
            return found
        if found is not NOVALUE and not hasattr(type(found), '__get__') and not issubclass(cls, base.generic):
            raise ValueError(f'{name} must be a dtype instance' if name != 'dtype' else 'dtype attribute is not a valid dtype instance')
    if issubclass(cls, base.generic):
        raise TypeError(f'Cannot convert {cls} to a dtype.')
    return _dtype_parsing.of_ctypes(cls) or object_


def _of_string(text, align=False):
    order, rest = (text[0], text[1:]) if text[:1] in ('<', '>', '=', '|') else ('=', text)
    found = _by_name.get(rest)
    if found is not None and (order == '=' or rest not in ALIASES and (len(rest) < 3 or not rest.isalpha())):
        return found.newbyteorder(order)
    if rest[:1] in _NOT_YET and (rest[1:] == '' or rest[1:].isdigit()):
        raise NotImplementedError(f'numpyni: dtype {_NOT_YET[rest[:1]]}')
    if text in _REMOVED:
        raise TypeError(f'data type {text!r} not understood; it was removed in NumPy 2.0')
    found = _dtype_parsing.of_text(text, order, rest, align)
    if found is None:
        raise TypeError(f'data type {text!r} not understood')
    return found


def dtype_of_type(cls):
    """The dtype of a scalar type or of a subclass of one."""
    found = _by_type.get(cls)
    return found if found is not None else _of_type(cls)


def native_word(spec):
    """The word of a type, or None for None."""
    return None if spec is None else find(spec).word


# ---- promotion and casting

@functools.lru_cache(None)
def _zero(word):
    return host.make_scalar(word, 0)


def zero_of(of):
    """A scalar zero of a dtype: how a type takes part in the promotion of values."""
    return _zero(of.native.word)


def _promote(values):
    return by_word[host.promote(tuple(values))]


def promote_types(type1, type2):
    """The smallest type to which both types may be cast safely."""
    type1, type2 = find(type1), find(type2)
    if type1.opaque or type2.opaque:
        return _opaque.promote(type1, type2)
    return _promote((zero_of(type1), zero_of(type2)))


@functools.lru_cache(None)
def _of_two(word1, word2):
    return _promote((_zero(word1), _zero(word2)))


def result_type(*arrays_and_dtypes):
    """The type that results from NumPy's promotion of the arguments: arrays, scalars, dtypes; Python numbers are weak."""
    if not arrays_and_dtypes:
        raise ValueError('at least one array or dtype is required')
    if len(arrays_and_dtypes) == 2:
        x1, x2 = arrays_and_dtypes
        if type(x1) is type(x2) is host.ndarray and not x1.dtype.opaque and not x2.dtype.opaque:
            return _of_two(x1.dtype.native.word, x2.dtype.native.word)
    strong, weak = [], []
    for each in arrays_and_dtypes:
        if type(each) in (bool, int, float, complex):
            weak.append(each)
        elif isinstance(each, (host.ndarray, base.generic)):
            strong.append(each.dtype)
        elif isinstance(each, (dtype, type, str, bytes)) or each is None:
            strong.append(find(each))
        elif hasattr(each, '__array__') or hasattr(each, '__array_interface__'):
            strong.append(base.convert.asarray(each).dtype)
        else:
            strong.append(find(each))
    if len(arrays_and_dtypes) == 1 and strong and not isinstance(arrays_and_dtypes[0], (host.ndarray, base.generic)):
        return _opaque.promote(strong[0], strong[0]) if strong[0].opaque else strong[0].native
    if any(each.opaque for each in strong):
        return _opaque.result_type(strong, weak)
    if not strong:
        weak = [0 if type(each) is int else each for each in weak]
    return _promote([zero_of(each) for each in strong] + weak)


def can_cast(from_, to, casting='safe'):
    """Whether the casting rule allows a cast between the types."""
    if from_ is None or to is None:
        raise TypeError('Cannot interpret None as a data type')
    to, rule = find(to), casting_of(casting)
    if type(from_) in (int, float, complex):
        raise TypeError('can_cast() does not support Python ints, floats, and complex because the result used to depend on '
                        'the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the '
                        'future.')
    source = from_.dtype if isinstance(from_, (host.ndarray, base.generic)) else find(from_)
    if source.opaque or to.opaque:
        return _opaque.can_cast(source, to, rule)
    return bool(host.can_cast(source.word, to.word, rule))


def min_scalar_type(a):
    """The smallest type that holds the value of a scalar; of an array, its type."""
    a = base.convert.asarray(a)
    if a.ndim:
        return a.dtype
    kind, value = a.dtype.kind, a.item()
    if kind in 'iu':
        names = ('uint8', 'uint16', 'uint32', 'uint64') if value >= 0 else ('int8', 'int16', 'int32', 'int64')
        return next(_by_name[n] for n in names if iinfo(n).min <= value <= iinfo(n).max)
    if kind in 'fc':
        size = max(abs(value.real), abs(value.imag)) if kind == 'c' else abs(value)
        for name in ('float16', 'float32') if kind == 'f' else ('complex64',):
            limit = 65000 if name == 'float16' else 3.4e38
            if not size < float('inf') or size < limit:
                return _by_name[name]
    return a.dtype


def issubdtype(arg1, arg2):
    """Whether the first type stands below, or is, the second in the tree of scalar types."""
    def scalar_class(x):
        if isinstance(x, type) and issubclass(x, base.generic):
            return x
        return find(x).type
    return issubclass(scalar_class(arg1), scalar_class(arg2))


def isdtype(dtype_, kind):
    """Whether a dtype is of a kind of the array API: a name ('integral', ...), a dtype, or a tuple of those."""
    if not isinstance(dtype_, dtype) and not (isinstance(dtype_, type) and issubclass(dtype_, base.generic)):
        raise TypeError(f'dtype argument must be a NumPy dtype, but it is a {type(dtype_)}.')
    found = find(dtype_)
    kinds = {'bool': 'b', 'signed integer': 'i', 'unsigned integer': 'u', 'integral': 'iu', 'real floating': 'f',
             'complex floating': 'c', 'numeric': 'iufc'}
    for each in kind if isinstance(kind, tuple) else (kind,):
        if isinstance(each, str):
            if each not in kinds:
                raise ValueError(f'kind argument is a string, but {each!r} is not a known kind name.')
            if found.kind in kinds[each]:
                return True
        elif found == find(each):
            return True
    return False


# ---- limits

class iinfo:
    """The limits of an integer type: `bits`, `min`, `max`."""

    __module__ = 'numpyni'
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, int_type):
        try:
            self.dtype = find(int_type)
        except TypeError:
            self.dtype = find(type(int_type))
        self.kind, self.bits = self.dtype.kind, self.dtype.itemsize * 8
        if self.kind not in 'iu':
            raise ValueError(f'Invalid integer data type {self.kind!r}.')
        self.key = f'{self.kind}{self.bits}'
        self.min = -(1 << self.bits - 1) if self.kind == 'i' else 0
        self.max = (1 << self.bits - (self.kind == 'i')) - 1

    def __str__(self):
        return (f'Machine parameters for {self.dtype}\n{"-" * 63}\nmin = {self.min}\nmax = {self.max}\n{"-" * 63}\n')

    def __repr__(self):
        return f'iinfo(min={self.min}, max={self.max}, dtype={self.dtype})'


# bits of the significand behind the point, largest exponent
_FLOATS = {'float16': (10, 15), 'bfloat16': (7, 127), 'float32': (23, 127), 'float64': (52, 1023)}


class finfo:
    """The limits of a floating-point type: `eps`, `max`, `tiny`, `smallest_subnormal`, ..."""

    __module__ = 'numpyni'

    _made = {}          # word -> its one finfo

    def __new__(cls, dtype):
        if dtype is None:
            raise TypeError('dtype must not be None')
        if isinstance(dtype, base.generic) or type(dtype) in (float, complex):
            dtype = type(dtype)
        found = dtype.dtype if isinstance(dtype, host.ndarray) else find(dtype)
        if found.kind == 'c':
            found = _by_name['float32' if found.itemsize == 8 else 'float64']
        if found.kind != 'f':
            raise ValueError(f'data type {found!r} not compatible with finfo')
        made = cls._made.get(found.native.word)
        if made is None:
            made = cls._made[found.native.word] = object.__new__(cls)
            made._describe(found.native)
        return made

    __class_getitem__ = classmethod(types.GenericAlias)

    def __reduce__(self):
        return finfo, (self.dtype,)

    def _describe(self, found):
        self.dtype = found
        self.nmant, self.maxexp = _FLOATS[found.name][0], _FLOATS[found.name][1] + 1
        self.minexp, self.bits = 2 - self.maxexp, found.itemsize * 8
        self.machep, self.negep = -self.nmant, -self.nmant - 1
        self.nexp, self.iexp = self.bits - self.nmant - 1, self.bits - self.nmant - 1
        self.precision = int(self.nmant * 0.30102999566398120)
        value = found.type
        self.eps, self.epsneg = value(2.0 ** self.machep), value(2.0 ** self.negep)
        self.max = value((2.0 - 2.0 ** -self.nmant) * 2.0 ** (self.maxexp - 1))
        self.min = -self.max
        self.tiny = self.smallest_normal = value(2.0 ** self.minexp)
        self.smallest_subnormal = value(2.0 ** (self.minexp - self.nmant))
        self.resolution = value(10.0 ** -self.precision)

    def __repr__(self):
        return f'finfo(resolution={self.resolution!s}, min={self.min!s}, max={self.max!s}, dtype={self.dtype})'

    def __str__(self):
        return (f'Machine parameters for {self.dtype}\n{"-" * 63}\n'
                f'precision = {self.precision:3d}   resolution = {self.resolution!s}\n'
                f'machep = {self.machep:6d}   eps =        {self.eps!s}\nnegep =  {self.negep:6d}   epsneg =     {self.epsneg!s}\n'
                f'minexp = {self.minexp:6d}   tiny =       {self.tiny!s}\nmaxexp = {self.maxexp:6d}   max =        {self.max!s}\n'
                f'nexp =   {self.nexp:6d}   min =        -max\n'
                f'smallest_normal = {self.smallest_normal!s}   smallest_subnormal = {self.smallest_subnormal!s}\n{"-" * 63}\n')


def index(value):
    """`operator.index`, with NumPy's words for what is none."""
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None


_dtype_object.find, _dtype_object.can_cast = find, can_cast
_dtype_parsing.find, _dtype_parsing.by_name = find, _by_name
from . import _opaque       # noqa: E402  (it asks for the types above)
