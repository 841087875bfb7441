"""The scalar types of complex numbers: `complex128` is a complex, `complex64` keeps one in a slot."""

import math
import sys

from .._scalars_base import generic
from .._words import COMPLEX64, COMPLEX128, FLOAT32, FLOAT64
from ._rounding import round32
from ._scalar_basis import boxes, converted, make_type, new, of_subclass, truth
from ._scalar_floats import OPERATIONS

_new_complex = _complex_new = complex.__new__
if sys.implementation.name == 'graalpy':    # as of float64
    def _new_complex(cls, value):
        return cls(value)


def _finite(value):
    return value.real - value.real == 0.0 and value.imag - value.imag == 0.0


def make_complex128(name, bases):
    """The type `complex128`."""
    def _box(value):
        return _new_complex(cls, value)

    def __new__(cls_, value=0, imag=None, /):
        if imag is not None:
            value = complex(value, imag)
        kind = type(value)
        if kind is complex or kind is float or kind is cls or kind is int or kind is bool or isinstance(value, str):
            return _complex_new(cls_, value)
        result = converted(cls, value)
        return result if cls_ is cls or not isinstance(result, cls) else _complex_new(cls_, result)

    _value = complex.__pos__
    __complex__, __bool__, __hash__ = complex.__pos__, complex.__bool__, complex.__hash__

    def __reduce__(self):
        return cls, (complex.__pos__(self),)

    def __neg__(self):
        return _new_complex(cls, -complex.__pos__(self))

    def __pos__(self):
        return self

    def __abs__(self):
        return boxes[FLOAT64](math.hypot(self.real, self.imag))

    def conjugate(self):
        return _new_complex(cls, complex.__pos__(self).conjugate())

    def arithmetic(compute, operation):
        def computed(self, other, swapped):
            kind = type(other)
            if kind is cls or kind is complex or kind is float:
                y = complex(other)
                x = complex.__pos__(self)
                value = compute(y, x) if swapped else compute(x, y)
                if _finite(value):
                    return _new_complex(cls, value)
            return self._binary_cold(other, operation, swapped)
        return (lambda self, other: computed(self, other, False)), (lambda self, other: computed(self, other, True))

    def comparison(compute, operation):
        def method(self, other):
            if type(other) is cls or type(other) is complex or type(other) is float or type(other) is int:
                return truth(compute(complex.__pos__(self), complex(other)))
            return self._compare_cold(other, operation)
        return method

    methods = {}
    for short, operation, compute in OPERATIONS[:3]:
        methods[f'__{short}__'], methods[f'__r{short}__'] = arithmetic(compute, operation)
    real = property(lambda self: boxes[FLOAT64](complex.__pos__(self).real))
    imag = property(lambda self: boxes[FLOAT64](complex.__pos__(self).imag))
    cls = make_type(name, bases, (), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), conjugate=conjugate,
                conj=conjugate, real=real, imag=imag, __eq__=comparison(lambda x, y: x == y, 'equal'),
                __ne__=comparison(lambda x, y: x != y, 'not_equal'), **methods, **_cold_powers())
    boxes[COMPLEX128] = _box
    return cls


def _cold_powers():
    """What `complex` would do itself, through the ufuncs."""
    return {name: getattr(generic, name) for name in
            ('__pow__', '__rpow__', '__truediv__', '__rtruediv__', '__lt__', '__le__', '__gt__', '__ge__')}


def make_complex64(name, bases):
    """The type `complex64`."""
    def _box(value):
        self = new(cls)
        self._v = complex(round32(value.real), round32(value.imag))
        return self

    def __new__(cls_, value=0, imag=None, /):
        if imag is not None:
            value = complex(value, imag)
        if cls_ is not cls:
            return of_subclass(cls_, cls(value))
        if type(value) in (complex, float, int, bool):
            return _box(complex(value))
        return converted(cls, value)

    def _value(self):
        return self._v

    def __complex__(self):
        return self._v

    def __bool__(self):
        return self._v != 0

    def __hash__(self):
        return hash(self._v)

    def __reduce__(self):
        return cls, (self._v,)

    real = property(lambda self: boxes[FLOAT32](self._v.real))
    imag = property(lambda self: boxes[FLOAT32](self._v.imag))
    cls = make_type(name, bases, ('_v',), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), real=real, imag=imag)
    boxes[COMPLEX64] = _box
    return cls
