"""The scalar types of the elements that the runtime only moves: text, bytes, structures, datetimes, objects."""

from ._scalars_base import character, flexible, generic, signedinteger

families = convert = None           # set by `_opaque`


def _type_of(scalar):
    """The dtype of a scalar."""
    return families[type(scalar)._kind].dtype_of(scalar)


def _named(name, text):
    """The `repr` of a scalar: its value, with the name of its type in front unless `legacy=` asks for none."""
    return text if _version() <= 125 else f'np.{name}({text})'


def _version():
    from . import _printing
    return _printing.legacy()


class bytes_(bytes, character):
    """A byte string."""

    __slots__ = ()
    __module__ = 'numpyni'
    _kind = 'S'
    dtype = property(_type_of)

    def __new__(cls, value=b'', *args, **kwargs):
        try:
            return bytes.__new__(cls, value, *args, **kwargs)
        except TypeError:
            if args or kwargs:
                raise
        found = convert.array(value, dtype='S')
        return found if found.ndim else bytes.__new__(cls, found.item())

    def _value(self):
        return bytes(memoryview(self))

    def __getitem__(self, key):
        return self if key == () and type(key) is tuple else bytes.__getitem__(self, key)

    __hash__ = bytes.__hash__
    __str__ = bytes.__str__
    __format__ = bytes.__format__
    __len__, __contains__, __iter__ = bytes.__len__, bytes.__contains__, bytes.__iter__

    def __repr__(self):
        return _named('bytes_', bytes.__repr__(self))

    def __reduce__(self):
        return type(self), (self._value(),)


class str_(str, character):
    """A string."""

    __slots__ = ()
    __module__ = 'numpyni'
    _kind = 'U'
    dtype = property(_type_of)

    def _value(self):
        return str.__str__(self)

    def __getitem__(self, key):
        return self if key == () and type(key) is tuple else str.__getitem__(self, key)

    __hash__ = str.__hash__
    __str__ = str.__str__
    __format__ = str.__format__
    __len__, __contains__, __iter__ = str.__len__, str.__contains__, str.__iter__

    def __repr__(self):
        return _named('str_', str.__repr__(self))

    def __reduce__(self):
        return type(self), (self._value(),)


class object_(generic):
    """Any object: `object_(x)` is `x`, and arrays of objects hand out the objects themselves."""

    __slots__ = ()
    __module__ = 'numpyni'
    _kind = 'O'

    def __new__(cls, value=None, /):
        if isinstance(value, (list, tuple)):
            return convert.array(value, dtype='O')
        return value


class void(flexible):
    """Bytes without a meaning, or a structure: then it is a view of the element that it was taken from."""

    __slots__ = ('_a',)
    __module__ = 'numpyni'
    _kind = 'V'
    __hash__ = None

    def __new__(cls, value, /, dtype=None):
        return families['V'].make(cls, value, dtype)

    dtype = property(lambda self: self._a.dtype)
    base = property(lambda self: self._a if self._a.base is None else self._a.base)
    flags = property(lambda self: self._a.flags)
    data = property(lambda self: self._a.data)

    def _value(self):
        return self._a.tolist()

    def __array__(self, dtype=None, copy=None):
        return convert.array(self._a, dtype=dtype)

    def _names(self):
        names = self._a.dtype.names
        if names is None:
            raise IndexError('invalid index to scalar variable.')
        return names

    def _key(self, key):
        if isinstance(key, (str, list)):
            return key
        names = self._names()
        try:
            number = key.__index__()
        except AttributeError:
            raise IndexError('invalid index') from None
        if not -len(names) <= number < len(names):
            raise IndexError(f'invalid index ({number})')
        return names[number]

    def __getitem__(self, key):
        if key is Ellipsis or isinstance(key, tuple):
            return self._a[key] if key != () else self
        if isinstance(key, (str, list)):
            self._names_or_keyerror(key)
        return self._a[self._key(key)][()]

    def _names_or_keyerror(self, key):
        if self._a.dtype.names is None:
            raise IndexError("can't index void scalar without fields")

    def __setitem__(self, key, value):
        self._a[self._key(key)] = value

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter([self[name] for name in self._names()])

    def __eq__(self, other):
        result = self._a == (other._a if isinstance(other, void) else other)
        return result[()] if getattr(result, 'ndim', 1) == 0 and hasattr(result, 'shape') else result

    def __ne__(self, other):
        result = self._a != (other._a if isinstance(other, void) else other)
        return result[()] if getattr(result, 'ndim', 1) == 0 and hasattr(result, 'shape') else result

    def __hash__(self):
        if self._a.dtype.names is None:
            return hash(self._value())
        if self._a.flags.writeable:
            raise TypeError("unhashable type: 'writeable void-scalar'")
        return hash(tuple([hash(each) for each in self]))

    def __format__(self, spec):
        return format(str(self), spec)

    def __repr__(self):
        return families['V'].scalar_text(self, True)

    def __str__(self):
        return families['V'].scalar_text(self, False)

    def item(self, *args):
        """The structure as a tuple of Python objects; bytes without fields."""
        return self._a.item(*args)

    def tolist(self):
        """As `item`."""
        return self._a.tolist()

    def copy(self, order='C'):
        """The same value in memory of its own."""
        return self._a.copy()[()]

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self._a.__deepcopy__(memo)[()]

    def view(self, *args, **kwargs):
        """The bytes of the scalar as another type."""
        return self._a.view(*args, **kwargs)[()]

    def setfield(self, value, dtype, offset=0):
        """Writes a value into the bytes from `offset` on, as an element of `dtype`."""
        self._a.setfield(value, dtype, offset)

    def getfield(self, dtype, offset=0):
        """The bytes from `offset` on as an element of `dtype`."""
        return self._a.getfield(dtype, offset)[()]

    def __reduce__(self):
        return _void_again, (type(self), self._a)


def _void_again(cls, array):
    self = object.__new__(cls)
    self._a = array
    return self


class record(void):
    """A structure whose fields are attributes too."""

    __slots__ = ()
    __module__ = 'numpyni'

    def __getattribute__(self, name):
        if name.startswith('_') or name in ('setfield', 'getfield', 'dtype'):
            return object.__getattribute__(self, name)
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            fields = self.dtype.fields
            if fields is None or name not in fields:
                raise AttributeError(f"'record' object has no attribute '{name}'") from None
        return self[name]

    def __getitem__(self, key):
        found = void.__getitem__(self, key)
        return _void_again(type(self), found._a) if type(found) is void and found._a.dtype.names is not None else found

    def __setattr__(self, name, value):
        if name == '_a':
            object.__setattr__(self, name, value)
            return
        if name in ('setfield', 'getfield', 'dtype'):
            raise AttributeError(f"Cannot set '{name}' attribute")
        fields = self.dtype.fields
        if fields is None or name not in fields:
            raise AttributeError(f"'record' object has no attribute '{name}'")
        self[name] = value

    def pprint(self):
        """The fields and their values, a line each."""
        names = self.dtype.names
        width = max(map(len, names))
        return '\n'.join([f'{name:>{width}}: {self[name]}' for name in names])


class _Time:
    """What datetimes and timedeltas have in common: a count of units."""

    __slots__ = ()

    dtype = property(_type_of)

    def __new__(cls, value=NotImplemented, unit=None, /):
        return families[cls._kind].make(cls, value, unit)

    def _value(self):
        return families[self._kind].as_python(self._v, self._u)

    def __repr__(self):
        text = families[self._kind].scalar_repr(self)
        return text if _version() > 125 else 'numpy' + text[2:]

    def __str__(self):
        return families[self._kind].scalar_str(self)

    def __hash__(self):
        return families[self._kind].hash(self)

    def __bool__(self):
        return self._v != 0

    def __int__(self):
        return int(self._v)

    def __float__(self):
        return float('nan') if self._v == -1 << 63 else float(self._v)

    def __reduce__(self):
        return _time_again, (type(self), self._v, self._u)

    def __format__(self, spec):
        return format(int(self), spec) if spec and self._kind == 'm' else format(str(self), spec)


def _time_again(cls, value, unit):
    self = object.__new__(cls)
    self._v, self._u = value, unit
    return self


class datetime64(_Time, generic):
    """A point in time: a count of a unit since 1970, without a time zone."""

    __slots__ = ('_v', '_u')
    __module__ = 'numpyni'
    _kind = 'M'
    __hash__ = _Time.__hash__


class timedelta64(_Time, signedinteger):
    """A span of time: a count of a unit."""

    __slots__ = ('_v', '_u')
    __module__ = 'numpyni'
    _kind = 'm'
    __hash__ = _Time.__hash__
    __index__ = None
