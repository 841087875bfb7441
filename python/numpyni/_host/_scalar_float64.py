"""The scalar type `float64`, which is a float.

Its methods find the type as a global of this module: to GraalPy's compiler that is a constant, which what a closure holds is
not, and only of a constant type does it make an object that it can leave out.
"""

import math
import sys

from .._scalars_base import floating, generic
from .._words import FLOAT64
from ._scalar_basis import boxes, converted, make_type, table_of_comparisons, truth
from ._scalar_floats import cause, quotient

# Under PyPy's JIT the check of a float64 sum costs half as much as the loop `result += a[i]` itself (1.37 against 0.96 ns an
# element), so there sums and differences of float64 scalars go to infinity or NaN without a warning.
_CHECKED = sys.implementation.name != 'pypy'
# Python's own methods: a traced call of one is a tenth of a call of a function. GraalPy's compiler makes less of a method of two operands than
# of an operation on floats.
_PLAINLY = sys.implementation.name == 'graalpy'
_new, _plain, _add, _subtract, _multiply = float.__new__, float.__pos__, float.__add__, float.__sub__, float.__mul__


def box(value):
    """The float64 of a float."""
    return _new(float64, value)


def _load(p, o):
    return _new(float64, p[o])


def _divide(x, y):
    return float.__truediv__(x, y) if y else quotient(_plain(x), _plain(y))


def _operand(other):
    """The float that an operand other than a float64 or a float stands for, or None."""
    kind = type(other)
    if kind is int and -0x20000000000000 <= other <= 0x20000000000000 or kind is bool:
        return float(other)
    if isinstance(other, generic) and -math.inf < other._lo or isinstance(other, floating):
        return float(other._value())
    return None


class _Arithmetic:
    """The methods of `float64` that compute: each looks at the operand, computes, and checks that the result is finite."""

    def __add__(self, other):
        y = other if type(other) is float64 or type(other) is float else _operand(other)
        if y is None:
            return self._binary_cold(other, 'add', False)
        value = _plain(self) + _plain(y) if _PLAINLY else _add(self, y)
        if _CHECKED and not value - value >= 0.0:
            cause(_plain(self), _plain(y), 'add')
        return _new(float64, value)

    def __radd__(self, other):
        x = other if type(other) is float else _operand(other)
        if x is None:
            return self._binary_cold(other, 'add', True)
        value = x + _plain(self) if _PLAINLY else _add(x, self)
        if _CHECKED and not value - value >= 0.0:
            cause(x, _plain(self), 'add')
        return _new(float64, value)

    def __sub__(self, other):
        y = other if type(other) is float64 or type(other) is float else _operand(other)
        if y is None:
            return self._binary_cold(other, 'subtract', False)
        value = _plain(self) - _plain(y) if _PLAINLY else _subtract(self, y)
        if _CHECKED and not value - value >= 0.0:
            cause(_plain(self), _plain(y), 'subtract')
        return _new(float64, value)

    def __rsub__(self, other):
        x = other if type(other) is float else _operand(other)
        if x is None:
            return self._binary_cold(other, 'subtract', True)
        value = x - _plain(self) if _PLAINLY else _subtract(x, self)
        if _CHECKED and not value - value >= 0.0:
            cause(x, _plain(self), 'subtract')
        return _new(float64, value)

    # A factor of at most one makes nothing overflow: mostly it is a constant, so that under a JIT no check is left.

    def __mul__(self, other):
        y = other if type(other) is float64 or type(other) is float else _operand(other)
        if y is None:
            return self._binary_cold(other, 'multiply', False)
        value = _plain(self) * _plain(y) if _PLAINLY else _multiply(self, y)
        if not (type(other) is float and 0.0 < y * y <= 1.0) and not value - value >= 0.0:
            cause(_plain(self), _plain(y), 'multiply')
        return _new(float64, value)

    def __rmul__(self, other):
        x = other if type(other) is float else _operand(other)
        if x is None:
            return self._binary_cold(other, 'multiply', True)
        value = x * _plain(self) if _PLAINLY else _multiply(x, self)
        if not (type(other) is float and 0.0 < x * x <= 1.0) and not value - value >= 0.0:
            cause(x, _plain(self), 'multiply')
        return _new(float64, value)

    def __truediv__(self, other):
        y = other if type(other) is float64 or type(other) is float else _operand(other)
        if y is None:
            return self._binary_cold(other, 'divide', False)
        value = _divide(self, y)
        if not value - value >= 0.0:
            cause(_plain(self), _plain(y), 'divide')
        return _new(float64, value)

    def __rtruediv__(self, other):
        x = other if type(other) is float else _operand(other)
        if x is None:
            return self._binary_cold(other, 'divide', True)
        value = _divide(x, self)
        if not value - value >= 0.0:
            cause(x, _plain(self), 'divide')
        return _new(float64, value)

    def __mod__(self, other):
        y = _finite_divisor(self, other)
        return self._binary_cold(other, 'remainder', False) if y is None else _new(float64, _plain(self) % y)

    def __floordiv__(self, other):
        y = _finite_divisor(self, other)
        return self._binary_cold(other, 'floor_divide', False) if y is None else _new(float64, _plain(self) // y)

    def __pow__(self, other, modulo=None):
        x = _plain(self)
        if modulo is None and (type(other) is float or type(other) is float64) and x > 0.0 or type(other) is int and 0 <= other <= 64:
            try:
                value = x ** float(other)
            except OverflowError:
                value = math.inf
            if value - value == 0.0:
                return _new(float64, value)
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', False)

    def __neg__(self):
        return _new(float64, -_plain(self))

    def __pos__(self):
        return self

    def __abs__(self):
        return _new(float64, abs(_plain(self)))

    def __reduce__(self):
        return float64, (_plain(self),)

    __float__ = _value = float.__pos__
    __bool__, __int__, __hash__ = float.__bool__, float.__int__, float.__hash__


def _finite_divisor(x, other):
    """The float of what divides `x`, if both are finite and it is not zero; else None."""
    kind = type(other)
    if kind is float64 or kind is float or kind is int and -0x20000000000000 <= other <= 0x20000000000000:
        x, y = _plain(x), float(other)
        if x - x == 0.0 and y - y == 0.0 and y != 0.0:
            return y
    return None


def _comparison(compute, operation):
    def method(self, other):
        kind = type(other)
        if kind is float64:
            return truth(compute(_plain(self), _plain(other)))
        if kind is float or kind is int or kind is bool:
            return truth(compute(_plain(self), other))
        return self._compare_cold(other, operation)
    return method


def _make(cls, value=0.0, /):
    kind = type(value)
    if kind is float or kind is int or kind is float64 or kind is bool or isinstance(value, str):
        return _new(cls, value)
    value = converted(float64, value)
    return value if cls is float64 or type(value) is not float64 else _new(cls, value)


def make_float64(name, bases):
    """The type `float64`; called once."""
    global float64
    float64 = make_type(name, bases, (), dict(vars(_Arithmetic), __new__=_make), _lo=-math.inf, _hi=math.inf, _box=staticmethod(box),
                        _load=staticmethod(_load), _round=staticmethod(float), **table_of_comparisons(_comparison))
    boxes[FLOAT64] = box
    return float64


def add64(x, y):
    """`x + y` of two floats, as a float64."""
    value = x + y
    if value - value != 0.0:
        cause(x, y, 'add')
    return _new(float64, value)


def subtract64(x, y):
    """`x - y` of two floats, as a float64."""
    value = x - y
    if value - value != 0.0:
        cause(x, y, 'subtract')
    return _new(float64, value)


def multiply64(x, y):
    """`x * y` of two floats, as a float64."""
    value = x * y
    if value - value != 0.0:
        cause(x, y, 'multiply')
    return _new(float64, value)


def divide64(x, y):
    """`x / y` of two floats, as a float64."""
    value = quotient(x, y)
    if value - value != 0.0:
        cause(x, y, 'divide')
    return _new(float64, value)
