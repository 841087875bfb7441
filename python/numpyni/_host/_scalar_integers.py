"""The scalar types of integers and of truth values: immutable values in one slot, whose arithmetic a JIT sees through."""

from .._scalars_base import generic
from .._words import BOOL, FPE_DIVIDE, INT64
from ._access import int_add, int_sub
from ._calls import hooks
from ._scalar_basis import (MAX, MIN, bool_slots, boxes, comparisons, converted, make_type, new, of_subclass, overflowed, through_array,
                            types)
from ._scalar_float64 import add64, divide64, multiply64, subtract64


def make_bool(name, bases):
    """The type `bool`."""
    def __new__(cls, value=False, /):
        if type(value) is bool or value is None:
            return true if value else false
        if isinstance(value, generic) or type(value) in (int, float, complex, str, bytes, list, tuple, dict):
            return true if value and value not in ('', b'') else false
        return through_array(cls, value)

    def _value(self):
        return self._v

    def __bool__(self):
        return self._v

    def __int__(self):
        return 1 if self._v else 0

    def __float__(self):
        return 1.0 if self._v else 0.0

    def __index__(self):
        raise TypeError("'numpyni.bool' object cannot be interpreted as an integer")

    def __hash__(self):
        return 1 if self._v else 0

    def __reduce__(self):
        return cls, (self._v,)

    def __invert__(self):
        return false if self._v else true

    def __and__(self, other):
        if type(other) is cls or type(other) is bool:
            return true if self._v and other else false
        return self._binary_cold(other, 'bitwise_and', False)

    def __or__(self, other):
        if type(other) is cls or type(other) is bool:
            return true if self._v or other else false
        return self._binary_cold(other, 'bitwise_or', False)

    def __xor__(self, other):
        if type(other) is cls or type(other) is bool:
            return true if self._v is not bool(other) else false
        return self._binary_cold(other, 'bitwise_xor', False)

    def __eq__(self, other):
        if type(other) is cls or type(other) is bool:
            return true if self._v is bool(other) else false
        return self._compare_cold(other, 'equal')

    def __ne__(self, other):
        if type(other) is cls or type(other) is bool:
            return false if self._v is bool(other) else true
        return self._compare_cold(other, 'not_equal')

    def __add__(self, other):
        if type(other) is int and MIN <= other <= MAX:
            return int64_sum(other, 1 if self._v else 0)
        return self._binary_cold(other, 'add', False)

    def __radd__(self, other):
        if type(other) is int and MIN <= other <= MAX:
            return int64_sum(other, 1 if self._v else 0)
        return self._binary_cold(other, 'add', True)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__
    cls = make_type(name, bases, ('_v',), locals(), _lo=0, _hi=1)
    true, false = new(cls), new(cls)
    true._v, false._v = True, False
    bool_slots.true, bool_slots.false = true, false
    boxes[BOOL] = lambda value: true if value else false
    return cls


def int64_sum(x, y):
    """`x + y` as an int64."""
    cls = types[INT64]
    value = x + y
    return cls._box(value) if MIN <= value <= MAX else overflowed(cls, value, 'add')


def make_integer(name, bases, bits, signed):
    """An integer type."""
    # PyPy folds a closure's variable into its loops only where it is assigned once; MIN and MAX are machine integers even
    # on interpreters that keep such constants as long ones
    lo = 0 if not signed else MIN if bits == 64 else -(1 << bits - 1)
    hi = MAX if signed and bits == 64 else (1 << (bits - 1 if signed else bits)) - 1
    mask, sign = (1 << bits) - 1, 1 << bits - 1 if signed else 0

    def _box(value):
        self = new(cls)
        self._v = value
        return self

    def _load(p, o):
        self = new(cls)
        self._v = p[o]
        return self

    def _wrap(value):
        return ((value + sign) & mask) - sign

    def __new__(cls_, value=0, /):
        if cls_ is cls and type(value) is int and lo <= value <= hi:
            self = new(cls)
            self._v = value
            return self
        return converted(cls, value) if cls_ is cls else of_subclass(cls_, cls(value))

    def _value(self):
        return self._v

    def __int__(self):
        return self._v

    def __float__(self):
        return float(self._v)

    def __bool__(self):
        return self._v != 0

    def __hash__(self):
        return hash(self._v)

    def __reduce__(self):
        return cls, (self._v,)

    def __neg__(self):
        return _checked(-self._v, 'negative')

    def __pos__(self):
        return self

    def __abs__(self):
        return _checked(abs(self._v), 'absolute')

    def __invert__(self):
        return _box(~self._v if signed else hi - self._v)

    def _checked(value, operation):
        return _box(value) if lo <= value <= hi else overflowed(cls, value, operation)

    # What an operation cannot pass is the limit of all integers, which PyPy does not compare with.
    def arithmetic(compute, operation, in_double, lo_of_result=lo, hi_of_result=hi):
        def method(self, other):
            kind = type(other)
            if kind is cls:
                value = compute(self._v, other._v)
            elif kind is int and lo <= other <= hi:
                value = compute(self._v, other)
            elif kind is float:
                return in_double(float(self._v), other)
            elif isinstance(other, generic) and lo <= other._lo and other._hi <= hi:
                value = compute(self._v, other._v)
            elif isinstance(other, generic) and other._lo <= lo and hi <= other._hi:
                return NotImplemented       # the other type is the wider one
            else:
                return self._binary_cold(other, operation, False)
            if lo_of_result <= value <= hi_of_result:
                return _box(value)
            return overflowed(cls, value, operation)

        def reflected(self, other):
            kind = type(other)
            if kind is int and lo <= other <= hi:
                value = compute(other, self._v)
            elif kind is float:
                return in_double(other, float(self._v))
            elif isinstance(other, generic) and lo <= other._lo and other._hi <= hi:
                value = compute(other._v, self._v)
            else:
                return self._binary_cold(other, operation, True)
            if lo_of_result <= value <= hi_of_result:
                return _box(value)
            return overflowed(cls, value, operation)
        return method, reflected

    add, subtract = (lambda x, y: x + y, lambda x, y: x - y) if bits == 64 else (int_add, int_sub)
    __add__, __radd__ = arithmetic(add, 'add', add64, lo if signed else MIN)
    __sub__, __rsub__ = arithmetic(subtract, 'subtract', subtract64, lo, hi if signed or bits == 64 else MAX)
    __mul__, __rmul__ = arithmetic(lambda x, y: x * y, 'multiply', multiply64, lo if signed else MIN)

    def division(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is cls:
                y = other._v
            elif kind is int and lo <= other <= hi:
                y = other
            else:
                return self._binary_cold(other, operation, False)
            return finish(self._v, y)

        def reflected(self, other):
            if type(other) is int and lo <= other <= hi:
                return finish(other, self._v)
            return self._binary_cold(other, operation, True)

        def finish(x, y):
            if y == 0:
                hooks.fpe(FPE_DIVIDE, 'scalar ' + operation)
                return _box(0)
            return _checked(compute(x, y), operation)
        return method, reflected

    __floordiv__, __rfloordiv__ = division(lambda x, y: x // y, 'floor_divide')
    __mod__, __rmod__ = division(lambda x, y: x % y, 'remainder')

    def __truediv__(self, other):
        kind = type(other)
        if kind is cls:
            return divide64(float(self._v), float(other._v))
        if (kind is int and lo <= other <= hi) or kind is float:
            return divide64(float(self._v), float(other))
        return self._binary_cold(other, 'divide', False)

    def __rtruediv__(self, other):
        kind = type(other)
        if (kind is int and lo <= other <= hi) or kind is float:
            return divide64(float(other), float(self._v))
        return self._binary_cold(other, 'divide', True)

    def __pow__(self, other, modulo=None):
        if modulo is not None:
            return NotImplemented
        y = other._v if type(other) is cls else other
        if type(y) is int and 0 <= y <= 64:
            value = self._v ** y
            return _box(value if lo <= value <= hi else _wrap(value))
        return self._binary_cold(other, 'power', False)

    def bitwise(compute, operation):
        def method(self, other):
            if type(other) is cls:
                return _box(compute(self._v, other._v))
            if type(other) is int and lo <= other <= hi:
                return _box(compute(self._v, other))
            return self._binary_cold(other, operation, False)

        def reflected(self, other):
            if type(other) is int and lo <= other <= hi:
                return _box(compute(other, self._v))
            return self._binary_cold(other, operation, True)
        return method, reflected

    __and__, __rand__ = bitwise(lambda x, y: x & y, 'bitwise_and')
    __or__, __ror__ = bitwise(lambda x, y: x | y, 'bitwise_or')
    __xor__, __rxor__ = bitwise(lambda x, y: x ^ y, 'bitwise_xor')

    def shift(compute, operation):
        def method(self, other):
            y = other._v if type(other) is cls else other
            if type(y) is int and 0 <= y < bits:
                value = compute(self._v, y)
                return _box(value if lo <= value <= hi else _wrap(value))
            return self._binary_cold(other, operation, False)
        return method

    __lshift__ = shift(lambda x, y: x << y, 'left_shift')
    __rshift__ = shift(lambda x, y: x >> y, 'right_shift')
    cls = make_type(name, bases, ('_v',), dict(locals(), **comparisons(float)), _lo=lo, _hi=hi, _box=staticmethod(_box),
                _load=staticmethod(_load), _wrap=staticmethod(_wrap), __index__=__int__)
    boxes[(0 if signed else 1) | bits << 8 | 1 << 16] = _box
    return cls
