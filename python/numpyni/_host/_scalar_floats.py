"""The scalar types of floating-point numbers.

`float64` is a float; the others keep the double that equals them in one slot. An operation is exact where its result is
finite; else the cause decides about a warning."""

import math
import sys

from .._scalars_base import floating, generic
from .._words import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FPE_DIVIDE, FPE_INVALID, FPE_OVERFLOW
from ._calls import hooks
from ._scalar_basis import boxes, comparisons, converted, make_type, new, table_of_comparisons, truth, types

_new_float = _float_new = float.__new__
if sys.implementation.name == 'graalpy':
    # its compiler sees through the making of an object whose class is called (1 ns), not where it is an argument (25 ns)
    def _new_float(cls, value):
        return cls(value)
# Under a JIT the check of a float64 sum costs half as much as the loop `result += a[i]` itself (1.37 against 0.96 ns an
# element), so there sums and differences of float64 scalars go to infinity or NaN without a warning.
_JIT = sys.implementation.name == 'pypy'


def _cause(x, y, operation):
    """Reports what made `x operation y` infinite or NaN out of finite or infinite operands."""
    if operation == 'divide' and y == 0.0:
        bits = FPE_DIVIDE if x != 0.0 and x - x == 0.0 else FPE_INVALID if x == 0.0 else 0
    elif x - x == 0.0 and y - y == 0.0:
        bits = FPE_OVERFLOW
    elif x == x and y == y:
        bits = _invalid(x, y, operation)
    else:
        bits = 0
    if bits:
        hooks.fpe(bits, 'scalar ' + operation)


def _invalid(x, y, operation):
    if operation == 'add':
        return FPE_INVALID if x == -y else 0
    if operation == 'subtract':
        return FPE_INVALID if x == y else 0
    if operation == 'multiply':
        return FPE_INVALID if x == 0.0 or y == 0.0 else 0
    return FPE_INVALID if x - x != 0.0 and y - y != 0.0 else 0


def _quotient(x, y):
    """`x / y` with a zero `y` allowed."""
    if y != 0.0:
        return x / y
    return math.nan if x == 0.0 or x != x else math.copysign(math.inf, x) * math.copysign(1.0, y)


def add64(x, y):
    """`x + y` of two floats, as a float64."""
    value = x + y
    if value - value != 0.0:
        _cause(x, y, 'add')
    return boxes[FLOAT64](value)


def subtract64(x, y):
    """`x - y` of two floats, as a float64."""
    value = x - y
    if value - value != 0.0:
        _cause(x, y, 'subtract')
    return boxes[FLOAT64](value)


def multiply64(x, y):
    """`x * y` of two floats, as a float64."""
    value = x * y
    if value - value != 0.0:
        _cause(x, y, 'multiply')
    return boxes[FLOAT64](value)


def divide64(x, y):
    """`x / y` of two floats, as a float64."""
    value = x / y if y != 0.0 else _quotient(x, y)
    if value - value != 0.0:
        _cause(x, y, 'divide')
    return boxes[FLOAT64](value)


OPERATIONS = (('add', 'add', lambda x, y: x + y), ('sub', 'subtract', lambda x, y: x - y),
               ('mul', 'multiply', lambda x, y: x * y), ('truediv', 'divide', lambda x, y: x / y if y != 0.0 else _quotient(x, y)))


def _divide_float(x, y):
    return float.__truediv__(x, y) if y else _quotient(_plain(x), _plain(y))


_plain = float.__pos__      # a float64 as an exact float
# Python's own methods: a traced call of one is a tenth of a call of a function
_BUILT_IN = (('add', 'add', float.__add__), ('sub', 'subtract', float.__sub__), ('mul', 'multiply', float.__mul__),
             ('truediv', 'divide', _divide_float))


def make_float64(name, bases):
    """The type `float64`."""
    def _box(value):
        return _new_float(cls, value)

    def _load(p, o):
        return _new_float(cls, p[o])

    def __new__(cls_, value=0.0, /):
        kind = type(value)
        if kind is float or kind is int or kind is cls or kind is bool:
            return _float_new(cls_, value)
        if isinstance(value, str):
            return _float_new(cls_, value)
        return converted(cls, value) if cls_ is cls else _float_new(cls_, value)

    _value = float.__pos__
    __float__, __bool__, __int__, __hash__ = float.__pos__, float.__bool__, float.__int__, float.__hash__

    def __reduce__(self):
        return cls, (_plain(self),)

    def __neg__(self):
        return _new_float(cls, -_plain(self))

    def __pos__(self):
        return self

    def __abs__(self):
        return _new_float(cls, abs(_plain(self)))

    def arithmetic(compute, operation):
        checked = not _JIT or operation not in ('add', 'subtract')
        scales = operation == 'multiply'    # a factor of at most one makes nothing overflow: mostly a constant, so no check is left

        def method(self, other):
            kind = type(other)
            if kind is cls or kind is float:
                value = compute(self, other)
            elif kind is int and -0x20000000000000 <= other <= 0x20000000000000 or kind is bool:
                other = float(other)
                value = compute(self, other)
            elif isinstance(other, generic) and -math.inf < other._lo or isinstance(other, floating):
                other = float(other._value())
                value = compute(self, other)
            else:
                return self._binary_cold(other, operation, False)
            if checked and not (scales and kind is float and 0.0 < other * other <= 1.0) and not value - value >= 0.0:
                _cause(_plain(self), _plain(other), operation)
            return _new_float(cls, value)

        def reflected(self, other):
            kind = type(other)
            if kind is float:
                value = compute(other, self)
            elif kind is int and -0x20000000000000 <= other <= 0x20000000000000 or kind is bool:
                other = float(other)
                value = compute(other, self)
            elif isinstance(other, generic) and -math.inf < other._lo or isinstance(other, floating):
                other = float(other._value())
                value = compute(other, self)
            else:
                return self._binary_cold(other, operation, True)
            if checked and not (scales and kind is float and 0.0 < other * other <= 1.0) and not value - value >= 0.0:
                _cause(other, _plain(self), operation)
            return _new_float(cls, value)
        return method, reflected

    def __pow__(self, other, modulo=None):
        x = _plain(self)
        if modulo is None and (type(other) is float or type(other) is cls) and x > 0.0 or type(other) is int and 0 <= other <= 64:
            try:
                value = x ** float(other)
            except OverflowError:
                value = math.inf
            if value - value == 0.0:
                return _new_float(cls, value)
        return NotImplemented if modulo is not None else self._binary_cold(other, 'power', False)

    def remainder(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is cls or kind is float or kind is int and -0x20000000000000 <= other <= 0x20000000000000:
                x, y = _plain(self), float(other)
                if x - x == 0.0 and y - y == 0.0 and y != 0.0:
                    return _new_float(cls, compute(x, y))
            return self._binary_cold(other, operation, False)
        return method

    def comparison(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is cls:
                return truth(compute(_plain(self), _plain(other)))
            if kind is float or kind is int or kind is bool:
                return truth(compute(_plain(self), other))
            return self._compare_cold(other, operation)
        return method

    cls = make_type(name, bases, (), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), _load=staticmethod(_load),
                _round=staticmethod(float),
                __mod__=remainder(lambda x, y: x % y, 'remainder'),
                __floordiv__=remainder(lambda x, y: x // y, 'floor_divide'),
                **_arithmetic(arithmetic, _BUILT_IN), **table_of_comparisons(comparison))
    boxes[FLOAT64] = _box
    return cls


def _arithmetic(make, operations):
    methods = {}
    for short, operation, compute in operations:
        methods[f'__{short}__'], methods[f'__r{short}__'] = make(compute, operation)
    return methods


def make_small_float(name, bases, rounded):
    """One of float16, bfloat16 and float32: the value is kept as the double that equals it."""
    def _box(value):
        self = new(cls)
        self._v = value
        return self

    def __new__(cls_, value=0.0, /):
        kind = type(value)
        if cls_ is cls and (kind is float or kind is int and -0x20000000000000 <= value <= 0x20000000000000):
            return _box(rounded(float(value)))
        return converted(cls, value)

    def _value(self):
        return self._v

    def __float__(self):
        return self._v

    def __int__(self):
        return int(self._v)

    def __bool__(self):
        return self._v != 0.0

    def __hash__(self):
        return hash(self._v)

    def __reduce__(self):
        return cls, (self._v,)

    def __neg__(self):
        return _box(-self._v)

    def __pos__(self):
        return self

    def __abs__(self):
        return _box(abs(self._v))

    def arithmetic(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is cls:
                y = other._v
            elif kind is float or kind is int and -0x20000000000000 <= other <= 0x20000000000000:
                y = rounded(float(other))
            elif type(other) is types[FLOAT64]:
                return NotImplemented
            else:
                return self._binary_cold(other, operation, False)
            return finish(self._v, y)

        def reflected(self, other):
            kind = type(other)
            if kind is float or kind is int and -0x20000000000000 <= other <= 0x20000000000000:
                return finish(rounded(float(other)), self._v)
            return self._binary_cold(other, operation, True)

        def finish(x, y):
            value = rounded(compute(x, y))
            if not value - value >= 0.0:
                _cause(x, y, operation)
            return _box(value)
        return method, reflected

    cls = make_type(name, bases, ('_v',), dict(locals(), **comparisons(rounded)), _lo=-math.inf, _hi=math.inf,
                _box=staticmethod(_box), _round=staticmethod(rounded), **_arithmetic(arithmetic, OPERATIONS))
    # PyPy keeps a float attribute as the integer of its bits, unless it has also been something else: a detour in every sum.
    example = new(cls)
    example._v = 0.0
    example._v = None
    boxes[{'float16': FLOAT16, 'bfloat16': BFLOAT16, 'float32': FLOAT32}[name]] = _box
    return cls
