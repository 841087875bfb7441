"""The scalar types of floating-point numbers.

`float64` is a float; the others keep the double that equals them in one slot. An operation is exact where its result is
finite; else the cause decides about a warning."""

import math

from .._words import BFLOAT16, FLOAT16, FLOAT32, FLOAT64, FPE_DIVIDE, FPE_INVALID, FPE_OVERFLOW
from ._calls import hooks
from ._scalar_basis import boxes, comparisons, converted, make_type, new, of_subclass, types


def cause(x, y, operation):
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


def quotient(x, y):
    """`x / y` with a zero `y` allowed."""
    if y != 0.0:
        return x / y
    return math.nan if x == 0.0 or x != x else math.copysign(math.inf, x) * math.copysign(1.0, y)


OPERATIONS = (('add', 'add', lambda x, y: x + y), ('sub', 'subtract', lambda x, y: x - y),
               ('mul', 'multiply', lambda x, y: x * y), ('truediv', 'divide', quotient))


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
        return converted(cls, value) if cls_ is cls else of_subclass(cls_, cls(value))

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
                cause(x, y, operation)
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
