"""The tree of scalar types down to the abstract ones, with everything of a scalar that is not hot.

Hosts derive the concrete types (`float64`, `int8`, ...) from these and override what is hot. The modules that the cold
methods need come in through `link`, once the package is whole.
"""

import numbers

from . import _signatures

host = convert = dtypes = ufuncs = printing = None


def link(**modules):
    """Hands over the modules that the methods below reach."""
    globals().update(modules)


# how many parameters the types take in annotations
_PARAMETERS = {'number': 1, 'integer': 1, 'signedinteger': 1, 'unsignedinteger': 1, 'inexact': 1, 'floating': 1, 'complexfloating': 2,
               'bool': 1, 'datetime64': 1}


class generic:
    """Base of all scalar types: an immutable element with a dtype."""

    __slots__ = ()
    __module__ = 'numpyni'
    __array_priority__ = -1000000.0
    _word = 0           # the dtype word, where the host makes the scalars
    _kind = None        # the dtype's kind, where they are made in `_opaque_scalars`
    _lo = _hi = float('nan')        # the range of a type of numbers, where the host makes the scalars in Python

    shape = strides = ()
    ndim = 0
    size = 1
    base = None
    device = 'cpu'
    __signature__ = _signatures.Described(_signatures.of_scalar)

    def __new__(cls, *args, **kwargs):
        name = f'numpyni.{cls.__name__}' if getattr(cls, '__module__', None) == 'numpyni' else cls.__name__
        raise TypeError(f"cannot create '{name}' instances")

    @property
    def dtype(self):
        """The element's type."""
        return dtypes.dtype_of_type(type(self))

    @property
    def itemsize(self):
        """Length of the element in bytes."""
        return self.dtype.itemsize

    nbytes = itemsize

    @property
    def T(self):
        """The scalar itself."""
        return self

    @property
    def real(self):
        """The real part."""
        return self

    @property
    def imag(self):
        """The imaginary part."""
        return type(self)(0)

    @property
    def flags(self):
        """The flags of a 0-d array of this scalar."""
        array = convert.asarray(self)
        host.set_readonly(array, True)
        return array.flags

    @property
    def flat(self):
        """A 1-D view of the scalar."""
        return convert.asarray(self).flat

    @property
    def data(self):
        """The scalar's memory, read-only."""
        return memoryview(self.tobytes())

    @property
    def __array_interface__(self):
        return convert.asarray(self).__array_interface__

    def __array__(self, /, dtype=None, copy=None):
        return convert.array(self, dtype=dtype)

    def __buffer__(self, flags, /):
        array = convert.asarray(self)
        host.set_readonly(array, True)
        return memoryview(array)

    def __array_wrap__(self, /, array, context=None, return_scalar=True):
        return array[()] if return_scalar in (True, None) and array.ndim == 0 else array

    def item(self, /, *args):
        """The value as a Python object."""
        if args not in ((), (0,), (-1,), ((),)):
            return convert.asarray(self).item(*args)
        return host.scalar_value(self)

    def tolist(self, /):
        """The value as a Python object."""
        return host.scalar_value(self)

    def astype(self, /, dtype, order='K', casting='unsafe', subok=True, copy=True):
        """The value with another type."""
        return convert.asarray(self).astype(dtype, order, casting, subok, copy)[()]

    def view(self, /, *args, **kwargs):
        """The bytes of the scalar as another type."""
        return convert.asarray(self).view(*args, **kwargs)[()]

    def copy(self, /, order='C'):
        """The scalar itself: it cannot change."""
        return self

    def conjugate(self, /):
        """The complex conjugate."""
        if self._kind is not None:
            raise TypeError('cannot conjugate non-numeric dtype')
        return self

    conj = conjugate

    def transpose(self, /, *axes):
        """The scalar itself."""
        return self

    def byteswap(self, /, inplace=False):
        """The scalar with its bytes in reverse."""
        if inplace:
            raise ValueError('cannot byteswap a scalar in-place')
        return convert.asarray(self).byteswap()[()]

    def to_device(self, device, /, *, stream=None):
        """The scalar itself: the only device is 'cpu'."""
        if device != 'cpu' or stream is not None:
            raise ValueError(f'Unsupported device: {device!r}')
        return self

    def setflags(self, /, write=None, align=None, uic=None):
        """Nothing: a scalar has no flags to set."""

    def __getitem__(self, key):
        if key == () and type(key) is tuple:
            return self
        if key is Ellipsis or key is None or (type(key) is tuple and all(k is None or k is Ellipsis for k in key)):
            return convert.asarray(self)[key]
        raise IndexError('invalid index to scalar variable.')

    @classmethod
    def __class_getitem__(cls, item):
        most, given = _PARAMETERS.get(cls.__name__), len(item) if isinstance(item, tuple) else 1
        if most is None:
            raise TypeError(f'There are no type variables left in {cls.__module__}.{cls.__name__}')
        if not 1 <= given <= most:
            raise TypeError(f'Too {"many" if given else "few"} arguments for {cls}')
        import types
        return types.GenericAlias(cls, item)

    def __copy__(self, /):
        return self

    def __deepcopy__(self, /, memo):
        return self

    def __reduce__(self):
        return type(self), (host.scalar_value(self),)

    def __format__(self, spec):
        return format(host.scalar_value(self), spec)

    def __repr__(self):
        return printing.scalar_repr(self)

    def __str__(self):
        return printing.scalar_str(self)

    def __hash__(self):
        return hash(host.scalar_value(self))

    def __bool__(self):
        return bool(host.scalar_value(self))

    def __int__(self):
        return int(host.scalar_value(self))

    def __float__(self):
        return float(host.scalar_value(self))

    def __complex__(self):
        return complex(host.scalar_value(self))

    # ---- operators: the ufuncs, with the results of 0-d operands as scalars

    def _binary_cold(self, other, ufunc_name, reflected):
        if ufuncs.defers(self, other):
            return NotImplemented
        if ufunc_name == 'multiply' and type(other) in (list, tuple):       # repeated, as by an int
            if not isinstance(self, integer):
                raise TypeError(f"can't multiply sequence by non-int of type 'numpy.{type(self).__name__}'")
            return other * self.__index__()
        ufunc = ufuncs.by_name[ufunc_name]
        return ufunc(other, self) if reflected else ufunc(self, other)

    def _compare_cold(self, other, ufunc_name):
        if other is None or ufuncs.defers(self, other):
            return NotImplemented
        if isinstance(other, host.ndarray) and type(other) is not host.ndarray:     # a class of its own answers first
            return NotImplemented
        return ufuncs.compare(self, other, ufunc_name)

    def _unary_cold(self, ufunc_name):
        return ufuncs.by_name[ufunc_name](self)

    def __pow__(self, other, modulo=None):
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', False)

    def __rpow__(self, other, modulo=None):
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', True)


BINARY = {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'divide', 'floordiv': 'floor_divide',
          'mod': 'remainder', 'divmod': 'divmod', 'lshift': 'left_shift', 'rshift': 'right_shift',
          'and': 'bitwise_and', 'or': 'bitwise_or', 'xor': 'bitwise_xor', 'matmul': 'matmul'}
COMPARE = {'eq': 'equal', 'ne': 'not_equal', 'lt': 'less', 'le': 'less_equal', 'gt': 'greater', 'ge': 'greater_equal'}
UNARY = {'neg': 'negative', 'pos': 'positive', 'abs': 'absolute', 'invert': 'invert'}


def add_operators(cls):
    """Defines the operators of `cls` over its `_binary_cold`, `_compare_cold` and `_unary_cold`."""
    def define(name, method):
        method.__name__ = name
        method.__qualname__ = f'{cls.__name__}.{name}'
        setattr(cls, name, method)

    for short, ufunc_name in BINARY.items():
        define(f'__{short}__', lambda self, other, u=ufunc_name: self._binary_cold(other, u, False))
        define(f'__r{short}__', lambda self, other, u=ufunc_name: self._binary_cold(other, u, True))
    for short, ufunc_name in COMPARE.items():
        define(f'__{short}__', lambda self, other, u=ufunc_name: self._compare_cold(other, u))
    for short, ufunc_name in UNARY.items():
        define(f'__{short}__', lambda self, u=ufunc_name: self._unary_cold(u))


def _through_array(name):
    def method(self, /, *args, **kwargs):
        return getattr(convert.asarray(self), name)(*args, **kwargs)
    method.__name__ = name
    method.__qualname__ = f'generic.{name}'
    method.__doc__ = f'As `ndarray.{name}` of a 0-d array.'
    return method


add_operators(generic)
for _name in ('all', 'any', 'argmax', 'argmin', 'argsort', 'choose', 'clip', 'compress', 'cumprod', 'cumsum', 'diagonal',
              'dump', 'dumps', 'fill', 'flatten', 'max', 'mean', 'min', 'nonzero', 'prod', 'put', 'ravel', 'repeat',
              'reshape', 'resize', 'round', 'searchsorted', 'sort', 'squeeze', 'std', 'sum', 'swapaxes', 'take',
              'tobytes', 'tofile', 'trace', 'var', '__dlpack__', '__dlpack_device__', '__array_namespace__'):
    setattr(generic, _name, _through_array(_name))


class number(generic):
    """Base of all numeric types."""

    __slots__ = ()
    __module__ = 'numpyni'


class integer(number):
    """Base of all integers."""

    __slots__ = ()
    __module__ = 'numpyni'

    @property
    def numerator(self):
        """The value."""
        return self

    @property
    def denominator(self):
        """One."""
        return type(self)(1)

    def is_integer(self, /):
        """True."""
        return True

    def bit_count(self, /):
        """The number of ones in the absolute value."""
        return bin(abs(host.scalar_value(self))).count('1')

    def __index__(self):
        return host.scalar_value(self)

    def __round__(self, ndigits=None):
        return host.scalar_value(self) if ndigits is None else convert.asarray(self).round(ndigits)[()]

    def __trunc__(self):
        return host.scalar_value(self)

    __floor__ = __ceil__ = __trunc__


class signedinteger(integer):
    """Base of all signed integers."""

    __slots__ = ()
    __module__ = 'numpyni'


class unsignedinteger(integer):
    """Base of all unsigned integers."""

    __slots__ = ()
    __module__ = 'numpyni'


class inexact(number):
    """Base of all types with inexact values."""

    __slots__ = ()
    __module__ = 'numpyni'


class floating(inexact):
    """Base of all floating-point types."""

    __slots__ = ()
    __module__ = 'numpyni'

    def is_integer(self, /):
        """Whether the value is a whole number."""
        return float(host.scalar_value(self)).is_integer()

    def as_integer_ratio(self, /):
        """Numerator and denominator."""
        return float(host.scalar_value(self)).as_integer_ratio()

    def __round__(self, ndigits=None):
        if ndigits is None:
            return round(float(host.scalar_value(self)))
        return convert.asarray(self).round(ndigits)[()]

    def __trunc__(self):
        return int(host.scalar_value(self))

    def __floor__(self):
        return int(host.scalar_value(self) // 1)

    def __ceil__(self):
        return -int(-host.scalar_value(self) // 1)


def _without_imaginary(scalar):
    from . import _errstate
    _errstate.warn_of_complex()
    return host.scalar_value(scalar).real


class complexfloating(inexact):
    """Base of all complex types."""

    __slots__ = ()
    __module__ = 'numpyni'

    @property
    def real(self):
        """The real part."""
        return convert.asarray(self).real[()]

    @property
    def imag(self):
        """The imaginary part."""
        return convert.asarray(self).imag[()]

    def __float__(self):
        return float(_without_imaginary(self))

    def __int__(self):
        return int(_without_imaginary(self))

    def conjugate(self, /):
        """The complex conjugate."""
        return ufuncs.by_name['conjugate'](self)

    conj = conjugate


class flexible(generic):
    """Base of all types of no fixed size."""

    __slots__ = ()
    __module__ = 'numpyni'


class character(flexible):
    """Base of all strings."""

    __slots__ = ()
    __module__ = 'numpyni'


ABSTRACT = (generic, number, integer, signedinteger, unsignedinteger, inexact, floating, complexfloating, flexible, character)

numbers.Integral.register(integer)
numbers.Complex.register(inexact)
numbers.Real.register(floating)
numbers.Number.register(number)
