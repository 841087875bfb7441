"""`ArrayMethods`: everything of an array that is not hot, once for every host.

A host derives its `ndarray` from this class, overrides what is hot, and falls back to the method of the same name here
whenever its arguments are not the plain case. The modules that the methods need come in through `link`.
"""

from ._array_interchange import ArrayInterchange
from ._array_memory import ArrayMemory
from ._scalars_base import add_operators
from . import _array_interchange, _array_memory

host = convert = creation = dtypes = index = manipulation = opaque = printing = products = records = reductions = None
scalars = selection = sorting = ufuncs = None


def link(**modules):
    """Hands over the modules that the methods below and their bases reach."""
    for target in (globals(), _array_interchange.__dict__, _array_memory.__dict__):
        target.update(modules)


# The powers that NumPy computes otherwise: (type of the exponent, exponent) -> ufunc, kinds of dtypes.
_POWERS = {(int, 2): ('square', 'biufc'), (int, -1): ('reciprocal', 'fc'), (float, 0.5): ('sqrt', 'fc')}


class ArrayMethods(ArrayMemory, ArrayInterchange):
    """The cold methods and operators of `ndarray`."""

    __slots__ = ()
    __module__ = 'numpyni'
    __array_priority__ = 0.0
    __hash__ = None

    @staticmethod
    def _new_cold(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        """`ndarray.__new__`: uninitialised, or over the memory of a buffer."""
        return creation.new_ndarray(cls, shape, dtype, buffer, offset, strides, order)

    def __array_finalize__(self, /, obj):
        """Nothing: subclasses set their attributes here from `obj`."""

    def __array_ufunc__(self, /, ufunc, method, *inputs, **kwargs):
        out = kwargs.get('out')
        operands = inputs + (out if isinstance(out, tuple) else () if out is None else (out,))
        for each in operands:
            other = getattr(type(each), '__array_ufunc__', None)
            if other is not None and other is not ArrayMethods.__array_ufunc__ and not isinstance(each, ArrayMethods):
                return NotImplemented
        return ufuncs.without_overrides(ufunc, method, inputs, kwargs)

    def __array_function__(self, /, func, types, args, kwargs):
        from ._overrides import array_function
        return array_function(self, func, types, args, kwargs)

    def __array_wrap__(self, /, array, context=None, return_scalar=False):
        if return_scalar and array.ndim == 0 and type(self) is host.ndarray:
            return array[()]
        if type(self) is host.ndarray or type(array) is type(self):
            return array
        return convert.as_class_of(array, self)

    # ---- operators

    def _binary_cold(self, other, ufunc_name, reflected):
        if ufuncs.defers(self, other):
            return NotImplemented
        if ufunc_name == 'power' and type(other) in (int, float) and not reflected:
            name, kinds = _POWERS.get((type(other), other), (None, ''))
            if self.dtype.kind in kinds:
                return self._unary_cold(name)
        ufunc = ufuncs.by_name[ufunc_name]
        return ufunc(other, self) if reflected else ufunc(self, other)

    def _inplace_cold(self, other, ufunc_name):
        if ufuncs.defers(self, other, inplace=True):
            return NotImplemented
        return ufuncs.by_name[ufunc_name](self, other, out=(self,))

    def _compare_cold(self, other, ufunc_name):
        if ufuncs.defers(self, other):
            return NotImplemented
        return ufuncs.compare(self, other, ufunc_name)

    def _unary_cold(self, ufunc_name):
        return ufuncs.by_name[ufunc_name](self)

    def __pow__(self, other, modulo=None):
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', False)

    def __rpow__(self, other, modulo=None):
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', True)

    # ---- items

    def _getitem_cold(self, key):
        if type(key) is tuple and not key and type(self) is host.ndarray and self.dtype.opaque and not self.ndim:
            return opaque.family(self.dtype).scalar(self)
        if records.is_field_key(self, key):
            result = records.select(self, key)
            return result if type(self) is host.ndarray else convert.as_class_of(result, self)
        items = index.parse(key)
        result = host.get(self, items)
        cls = type(self)
        if cls is not host.ndarray and type(result) is host.ndarray:
            if not (self.dtype.kind == 'O' and opaque.is_single(self, items)):      # an array that is an element stays what it is
                result = convert.as_class_of(result, self)
        return result

    def _setitem_cold(self, key, value):
        if records.is_field_key(self, key):
            self, key = records.select(self, key), Ellipsis
        items, dtype = index.parse(key), self.dtype
        if type(value) in (str, bytes) and dtype.kind in 'SU' and dtype.itemsize and dtype.char != 'c' and opaque.is_single(self, items):
            opaque.family(dtype).put_one(host.raw.get(opaque.plain(self), items + (Ellipsis,)), value)
            return
        if self.dtype.kind == 'O' and opaque.is_single(self, items):
            value = opaque.object_array([value], ())            # whatever it is
        elif self.dtype.kind == 'O' and isinstance(value, (list, tuple)):
            value = convert.array(value, dtype=self.dtype, ndmax=host.get(self, items).ndim)
        host.set(self, items, convert.element_for(value, self.dtype))

    def __getitem__(self, key):
        return self._getitem_cold(key)

    def __setitem__(self, key, value):
        self._setitem_cold(key, value)

    def __delitem__(self, key):
        raise ValueError('cannot delete array elements')

    def __len__(self):
        if self.ndim == 0:
            raise TypeError('len() of unsized object')
        return self.shape[0]

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError('iteration over a 0-d array')
        return _rows(self)

    def __contains__(self, value):
        return bool((self == value).any())

    # ---- to Python

    def __bool__(self):
        return self._bool_cold()

    def _bool_cold(self):
        if self.size == 1:
            return bool(host.item(self, 0))
        if self.size == 0:
            raise ValueError('The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not '
                             'empty.')
        raise ValueError('The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()')

    def _only(self):
        if self.ndim:
            raise TypeError('only 0-dimensional arrays can be converted to Python scalars')
        return host.item(self, 0)

    def __float__(self):
        return float(self._only())

    def __int__(self):
        return int(self._only())

    def __complex__(self, /):
        return complex(self._only())

    def __index__(self):
        return self._index_cold()

    def _index_cold(self):
        if self.dtype.kind == 'O' and not self.ndim:
            return self._only().__index__()
        if self.ndim or self.dtype.kind not in 'iu':
            raise TypeError('only integer scalar arrays can be converted to a scalar index')
        return int(host.item(self, 0))

    def __format__(self, spec):
        if self.ndim == 0:
            return format(host.item(self, 0), spec)
        if spec:
            raise TypeError(f'unsupported format string passed to {type(self).__module__}.{type(self).__name__}.__format__')
        return str(self)

    def __repr__(self):
        return printing.array_repr(self)

    def __str__(self):
        return printing.array_str(self)

    def item(self, /, *args):
        """One element as a Python object: the only one, or the one at a flat index or at an index on each axis."""
        if not args and not self.ndim and self.dtype.opaque:
            return opaque.family(self.dtype).one(opaque.plain(self))
        place = index.flat_position(self, args)
        if self.dtype.opaque:
            return opaque.python_item(self, place)
        return host.scalar_value(host.item(self, place))

    def tolist(self, /):
        """The elements as nested lists of Python objects."""
        if self.ndim == 0:
            return opaque.flat_python(self)[0] if self.dtype.opaque else host.scalar_value(host.item(self, 0))
        if self.dtype.opaque:
            return opaque.nested_list(self)
        if self.ndim == 1:
            return [host.scalar_value(host.item(self, i)) for i in range(self.shape[0])]
        return [host.get(self, (i,)).tolist() for i in range(self.shape[0])]

    # ---- whole-array methods that are not functions of the same signature

    def astype(self, /, dtype, order='K', casting='unsafe', subok=True, copy=True):
        """A copy with another type."""
        return creation.astype_method(self, dtype, order, casting, subok, copy)

    def copy(self, /, order='C'):
        """A copy, row-major unless `order` says otherwise."""
        return creation.astype_method(self, self.dtype, order, 'unsafe', True, True)

    def fill(self, /, value):
        """Sets every element to a value."""
        if self.dtype.opaque:
            value = opaque.object_array([value], ()) if self.dtype.kind == 'O' else convert.nested.element_for(value, self.dtype)
        if not isinstance(value, (host.ndarray, host_generic())):
            value = convert.array(value, dtype=self.dtype.native)
        if getattr(value, 'ndim', 0):
            raise ValueError('setting an array element with a sequence.')
        host.set(self, (Ellipsis,), value)

    def reshape(self, /, *shape, order='C', copy=None):
        """The elements in another shape: a view where one is possible."""
        return manipulation.reshape(self, shape[0] if len(shape) == 1 else shape, order, copy=copy)

    def transpose(self, /, *axes):
        """A view with permuted axes; reversed without arguments."""
        if len(axes) == 1 and (axes[0] is None or hasattr(axes[0], '__iter__')):
            axes = axes[0]
        return manipulation.transpose(self, axes if axes is None or len(axes) else None)

    def sort(self, /, axis=-1, kind=None, order=None, *, stable=None, descending=None):
        """Sorts in place along an axis."""
        sorting.sort_in_place(self, axis, kind, order, stable, descending)

    def getfield(self, /, dtype, offset=0):
        """A view of the bytes of each element from `offset` on, as another type."""
        found = dtypes.find(dtype)
        if self.dtype.hasobject or found.hasobject:
            raise TypeError('cannot get or set a field of an array of references' if self.dtype != found else
                            'cannot get or set the objects of an array as a field')
        if offset < 0 or offset + found.itemsize > self.dtype.itemsize:
            raise ValueError(f"Need 0 <= offset <= {self.dtype.itemsize - found.itemsize} for requested type and array dtype" if found.itemsize <= self.dtype.itemsize else 'Need 0 <= offset <= 0 for requested type')
        return host.as_strided(self, found.word, self.shape, self.strides, offset, False)

    def setfield(self, /, val, dtype, offset=0):
        """Writes a value into the bytes of each element from `offset` on, as another type."""
        self.getfield(dtype, offset)[...] = val

    def partition(self, /, kth, axis=-1, kind='introselect', order=None):
        """Partitions in place along an axis."""
        sorting.partition_in_place(self, kth, axis, kind, order)

    def choose(self, /, *choices, out=None, mode='raise'):
        """Elements from a sequence of arrays, which may also be given one by one."""
        return selection.choose(self, choices[0] if len(choices) == 1 else choices, out, mode)

    def compress(self, /, condition, axis=None, out=None):
        """The slices along an axis where a condition holds."""
        return selection.compress(condition, self, axis, out)

    def conjugate(self, out=None, /):
        """The complex conjugate of each element; real arrays come back as they are."""
        if self.dtype.kind not in 'biufcO':
            raise TypeError('cannot conjugate non-numeric dtype')
        if out is None and self.dtype.kind in 'biuf':
            return self
        return ufuncs.by_name['conjugate'](self, out=out)

    conj = conjugate

    def __array_namespace__(self, /, *, api_version=None):
        if api_version is not None and not isinstance(api_version, str):
            raise ValueError('Only None and strings are allowed as the Array API version')
        if api_version not in (None, '2021.12', '2022.12', '2023.12', '2024.12'):
            raise ValueError(f'Version "{api_version}" of the Array API Standard is not supported.')
        import numpyni
        return numpyni


def host_generic():
    """The base of all scalar types."""
    return scalars.generic


def _rows(a):
    for i in range(a.shape[0]):
        yield a[i]


# methods that are functions with the array first
_AS_FUNCTIONS = {
    'reductions': ('sum', 'prod', 'min', 'max', 'any', 'all', 'mean', 'var', 'std', 'argmin', 'argmax', 'cumsum', 'cumprod',
                   'clip', 'round'),
    'manipulation': ('ravel', 'flatten', 'squeeze', 'swapaxes', 'repeat'),
    'selection': ('diagonal', 'trace', 'take', 'put', 'nonzero'),
    'products': ('dot',),
    'sorting': ('argsort', 'argpartition', 'searchsorted'),
}


def _as_function(module, name):
    def method(self, /, *args, **kwargs):
        return getattr(globals()[module], name)(self, *args, **kwargs)
    method.__name__ = name
    method.__qualname__ = f'ndarray.{name}'
    method.__doc__ = f'As the function `{name}` of this array.'
    return method


for _module, _names in _AS_FUNCTIONS.items():
    for _name in _names:
        setattr(ArrayMethods, _name, _as_function(_module, _name))

add_operators(ArrayMethods)
for _short, _ufunc in {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'divide', 'floordiv': 'floor_divide',
                       'mod': 'remainder', 'pow': 'power', 'lshift': 'left_shift', 'rshift': 'right_shift',
                       'and': 'bitwise_and', 'or': 'bitwise_or', 'xor': 'bitwise_xor', 'matmul': 'matmul'}.items():
    def _inplace(self, other, _ufunc=_ufunc):
        return self._inplace_cold(other, _ufunc)
    _inplace.__name__ = f'__i{_short}__'
    setattr(ArrayMethods, f'__i{_short}__', _inplace)
