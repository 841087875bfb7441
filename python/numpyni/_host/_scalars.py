"""The concrete scalar types: immutable values whose arithmetic a JIT sees through.

`float64` is a float and `complex128` a complex; the others keep a Python number in one slot. Arithmetic on operands whose
result NEP 50 keeps in a concrete type is computed here, with NumPy's result and warnings; everything else goes to
`generic._binary_cold`. Each factory below makes the methods of one kind of type as closures over its limits.
"""

import math
import sys

from .._scalars_base import floating, generic, integer
from .._words import (BFLOAT16, BOOL, COMPLEX64, COMPLEX128, FLOAT16, FLOAT32, FLOAT64, FPE_DIVIDE, FPE_INVALID, FPE_OVERFLOW,
                      SWAPPED)
from . import _access
from ._calls import hooks

_new = object.__new__
_new_float = _float_new = float.__new__
_new_complex = _complex_new = complex.__new__
if sys.implementation.name == 'graalpy':
    # its compiler sees through the making of an object whose class is called (1 ns), not where it is an argument (25 ns)
    def _new_float(cls, value):
        return cls(value)

    _new_complex = _new_float
types = {}          # word -> scalar type
boxes = {}          # word -> function from a Python number that fits to a scalar
_dtypes = {}        # word -> dtype object of the shared layer


class bool_slots:
    """True and False, the two scalars of type bool; set when the type is made."""

    true = false = None


def scalar_type(name, bases, word):
    """Makes a concrete scalar type; called once for each by the shared layer."""
    code, bits = word & 255, word >> 8 & 255
    if word == FLOAT64:
        cls = _float64(name, bases)
    elif word == COMPLEX128:
        cls = _complex128(name, bases)
    elif word == COMPLEX64:
        cls = _complex64(name, bases)
    elif word == BOOL:
        cls = _bool(name, bases)
    elif code in (0, 1):
        cls = _integer(name, bases, bits, code == 0)
    else:
        cls = _small_float(name, bases, {FLOAT16: round16, BFLOAT16: round_brain, FLOAT32: round32}[word])
    cls.__module__ = 'numpyni'
    cls.__qualname__ = name
    cls._word = word
    types[word] = cls
    return cls


def register_dtype(word, dtype, cls):
    """Takes the dtype object of a word; its arrays hold scalars of type `cls`."""
    _dtypes[word] = dtype
    if word & SWAPPED:
        boxes[word] = boxes[word & ~SWAPPED]
    if word not in types:
        types[word] = cls
    _access.register(word, boxes[word], cls)


def dtype_of_word(word):
    """The shared layer's dtype object."""
    return _dtypes[word]


def make_scalar(word, value):
    """A scalar of the type with this word, from a Python number."""
    word &= ~SWAPPED
    kind = word & 255
    if word == BOOL:
        return bool_slots.true if value else bool_slots.false
    if kind in (0, 1):
        cls = types[word]
        value = int(value)
        return cls._box(value if cls._lo <= value <= cls._hi else cls._wrap(value))
    if kind == 5:
        return boxes[word](complex(value))
    return types[word]._box(types[word]._round(float(value)))


def scalar_value(scalar):
    """The Python number that a scalar holds."""
    return scalar._value()


# ---- rounding of a double to a narrower format, to nearest, ties to even

def _rounder(digits, least, most, otherwise):
    """Rounds to `digits` binary digits where the result is normal: between `least` and `most`.

    Veltkamp's splitting: `p = x * (2 ** (53 - digits) + 1)` has no room for the digits of `x` beyond that many; `p - x` takes
    the multiple away again and leaves them rounded. A tie goes to even, because the multiple of `x` is even there.
    """
    factor = 2.0 ** (53 - digits) + 1.0

    def rounded(x):
        if least <= abs(x) <= most:
            p = x * factor
            return p - (p - x)
        return otherwise(x)
    return rounded


_single_cell = _access.cell('f32')


def _round_small(digits, exponent, most):
    """As `_rounder` for zeroes, subnormals, infinities and NaN; `exponent` is of the smallest subnormal."""
    def rounded(x):
        if x == 0.0 or x != x:
            return x
        if -most < x < most:
            unit = 2.0 ** exponent
            return math.copysign(round(x / unit) * unit, x) if abs(x) < 2.0 ** (exponent + digits - 1) else _at_most(x, most)
        return math.copysign(math.inf, x)
    return rounded


def _at_most(x, most):
    """`x` beyond the largest finite number: that number, or from half-way on infinity; `most` is the half-way point."""
    return _LARGEST[most] if x > 0 else -_LARGEST[most]


_LARGEST = {65520.0: 65504.0, 3.3961775292304957e38: 3.3895313892515355e38}


def _round32_other(x):
    _single_cell[0] = x
    return _single_cell[0]


round32 = _rounder(24, 1.1754943508222875e-38, 3.4028234663852886e+38, _round32_other)
round16 = _rounder(11, 6.103515625e-05, 65504.0, _round_small(11, -24, 65520.0))
round_brain = _rounder(8, 1.1754943508222875e-38, 3.3895313892515355e38, _round_small(8, -133, 3.3961775292304957e38))


# ---- construction

def _converted(cls, value):
    """`cls(value)` for what is not a number that fits: through an array, as NumPy does."""
    if isinstance(value, generic):
        kind = cls._word & 255
        inner = value._value()
        if type(inner) is complex and kind != 5:
            return _through_array(cls, value)
        if kind in (0, 1) and type(inner) is float and inner - inner != 0.0:
            return _through_array(cls, value)
        return make_scalar(cls._word, inner)
    if cls._word & 255 in (0, 1) and type(value) is int:
        raise OverflowError(f'Python integer {value} out of bounds for {cls.__name__}')
    if type(value) in (bool, int, float, str, bytes):
        if cls._word & 255 in (0, 1):
            value = int(value)
            if not cls._lo <= value <= cls._hi:
                raise OverflowError(f'Python integer {value} out of bounds for {cls.__name__}')
            return cls._box(value)
        return make_scalar(cls._word, complex(value) if cls._word & 255 == 5 else float(value))
    return _through_array(cls, value)


def _through_array(cls, value):
    array = hooks.convert(value)
    result = array.astype(_dtypes[cls._word])
    return result[()] if result.ndim == 0 else result


def _make(name, bases, slots, namespace, **more):
    """The class with the special methods, and `_value`, that stand in `namespace`."""
    methods = {key: f for key, f in namespace.items() if callable(f) and (key.startswith('__') or key == '_value')}
    return type(name, bases, dict(methods, __slots__=slots, __module__='numpyni', **more))


# ---- bool

def _bool(name, bases):
    def __new__(cls, value=False, /):
        if type(value) is bool or value is None:
            return true if value else false
        if isinstance(value, generic) or type(value) in (int, float, complex, str, bytes, list, tuple, dict):
            return true if value and value not in ('', b'') else false
        return _through_array(cls, value)

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
            return _int64_sum(other, 1 if self._v else 0)
        return self._binary_cold(other, 'add', False)

    def __radd__(self, other):
        if type(other) is int and MIN <= other <= MAX:
            return _int64_sum(other, 1 if self._v else 0)
        return self._binary_cold(other, 'add', True)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__
    cls = _make(name, bases, ('_v',), locals(), _lo=0, _hi=1)
    true, false = _new(cls), _new(cls)
    true._v, false._v = True, False
    bool_slots.true, bool_slots.false = true, false
    boxes[BOOL] = lambda value: true if value else false
    return cls


def _truth(value):
    return bool_slots.true if value else bool_slots.false


MAX = int('9223372036854775807')
MIN = -MAX - 1


def _int64_sum(x, y):
    cls = types[_INT64]
    value = x + y
    return cls._box(value) if MIN <= value <= MAX else _overflowed(cls, value, 'add')


_INT64 = 0 | 64 << 8 | 1 << 16


def _overflowed(cls, value, operation):
    result = cls._box(cls._wrap(value))
    hooks.fpe(FPE_OVERFLOW, 'scalar ' + operation)
    return result


# ---- integers

def _integer(name, bases, bits, signed):
    # PyPy folds a closure's variable into its loops only where it is assigned once; MIN and MAX are machine integers even
    # on interpreters that keep such constants as long ones
    lo = 0 if not signed else MIN if bits == 64 else -(1 << bits - 1)
    hi = MAX if signed and bits == 64 else (1 << (bits - 1 if signed else bits)) - 1
    mask, sign = (1 << bits) - 1, 1 << bits - 1 if signed else 0

    def _box(value):
        self = _new(cls)
        self._v = value
        return self

    def _load(p, o):
        self = _new(cls)
        self._v = p[o]
        return self

    def _wrap(value):
        return ((value + sign) & mask) - sign

    def __new__(cls_, value=0, /):
        if cls_ is cls and type(value) is int and lo <= value <= hi:
            self = _new(cls)
            self._v = value
            return self
        return _converted(cls, value)

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
        return _box(value) if lo <= value <= hi else _overflowed(cls, value, operation)

    def arithmetic(compute, operation, in_double):
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
            if lo <= value <= hi:
                return _box(value)
            return _overflowed(cls, value, operation)

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
            if lo <= value <= hi:
                return _box(value)
            return _overflowed(cls, value, operation)
        return method, reflected

    __add__, __radd__ = arithmetic(lambda x, y: x + y, 'add', add64)
    __sub__, __rsub__ = arithmetic(lambda x, y: x - y, 'subtract', subtract64)
    __mul__, __rmul__ = arithmetic(lambda x, y: x * y, 'multiply', multiply64)

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
    cls = _make(name, bases, ('_v',), dict(locals(), **_comparisons(float)), _lo=lo, _hi=hi, _box=staticmethod(_box),
                _load=staticmethod(_load), _wrap=staticmethod(_wrap), __index__=__int__)
    boxes[(0 if signed else 1) | bits << 8 | 1 << 16] = _box
    return cls


def _comparisons(weak):
    """Comparisons of types whose value is in `_v`; `weak` is what NEP 50 makes of a Python float."""
    def comparison(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is type(self):
                return _truth(compute(self._v, other._v))
            if kind is int or kind is bool:
                return _truth(compute(self._v, other))
            if kind is float:
                return _truth(compute(weak(self._v), weak(other)))
            if isinstance(self, integer) and isinstance(other, integer):
                return _truth(compute(self._v, other._v))
            return self._compare_cold(other, operation)
        return method
    return _table_of_comparisons(comparison)


def _table_of_comparisons(comparison):
    return {'__eq__': comparison(lambda x, y: x == y, 'equal'), '__ne__': comparison(lambda x, y: x != y, 'not_equal'),
            '__lt__': comparison(lambda x, y: x < y, 'less'), '__le__': comparison(lambda x, y: x <= y, 'less_equal'),
            '__gt__': comparison(lambda x, y: x > y, 'greater'), '__ge__': comparison(lambda x, y: x >= y, 'greater_equal')}


# Under a JIT the check of a float64 sum costs half as much as the loop `result += a[i]` itself (1.37 against 0.96 ns an
# element), so there sums and differences of float64 scalars go to infinity or NaN without a warning.
_JIT = sys.implementation.name == 'pypy'

# ---- floating point: an operation is exact where its result is finite; else the cause decides about a warning

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


_OPERATIONS = (('add', 'add', lambda x, y: x + y), ('sub', 'subtract', lambda x, y: x - y),
               ('mul', 'multiply', lambda x, y: x * y), ('truediv', 'divide', lambda x, y: x / y if y != 0.0 else _quotient(x, y)))


def _divide_float(x, y):
    return float.__truediv__(x, y) if y else _quotient(_plain(x), _plain(y))


_plain = float.__pos__      # a float64 as an exact float
# Python's own methods: a traced call of one is a tenth of a call of a function
_BUILT_IN = (('add', 'add', float.__add__), ('sub', 'subtract', float.__sub__), ('mul', 'multiply', float.__mul__),
             ('truediv', 'divide', _divide_float))


def _float64(name, bases):
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
        return _converted(cls, value) if cls_ is cls else _float_new(cls_, value)

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
            if checked and not value - value >= 0.0:
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
            if checked and not value - value >= 0.0:
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
                return _truth(compute(_plain(self), _plain(other)))
            if kind is float or kind is int or kind is bool:
                return _truth(compute(_plain(self), other))
            return self._compare_cold(other, operation)
        return method

    cls = _make(name, bases, (), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), _load=staticmethod(_load),
                _round=staticmethod(float),
                __mod__=remainder(lambda x, y: x % y, 'remainder'),
                __floordiv__=remainder(lambda x, y: x // y, 'floor_divide'),
                **_arithmetic(arithmetic, _BUILT_IN), **_table_of_comparisons(comparison))
    boxes[FLOAT64] = _box
    return cls


def _arithmetic(make, operations):
    methods = {}
    for short, operation, compute in operations:
        methods[f'__{short}__'], methods[f'__r{short}__'] = make(compute, operation)
    return methods


def _small_float(name, bases, rounded):
    """float16, bfloat16 and float32: the value is kept as the double that equals it."""
    def _box(value):
        self = _new(cls)
        self._v = value
        return self

    def __new__(cls_, value=0.0, /):
        kind = type(value)
        if cls_ is cls and (kind is float or kind is int and -0x20000000000000 <= value <= 0x20000000000000):
            return _box(rounded(float(value)))
        return _converted(cls, value)

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

    cls = _make(name, bases, ('_v',), dict(locals(), **_comparisons(rounded)), _lo=-math.inf, _hi=math.inf,
                _box=staticmethod(_box), _round=staticmethod(rounded), **_arithmetic(arithmetic, _OPERATIONS))
    # PyPy keeps a float attribute as the integer of its bits, unless it has also been something else: a detour in every sum.
    example = _new(cls)
    example._v = 0.0
    example._v = None
    boxes[{'float16': FLOAT16, 'bfloat16': BFLOAT16, 'float32': FLOAT32}[name]] = _box
    return cls


# ---- complex numbers

def _finite(value):
    return value.real - value.real == 0.0 and value.imag - value.imag == 0.0


def _complex128(name, bases):
    def _box(value):
        return _new_complex(cls, value)

    def __new__(cls_, value=0, imag=None, /):
        if imag is not None:
            value = complex(value, imag)
        kind = type(value)
        if kind is complex or kind is float or kind is cls or kind is int or kind is bool or isinstance(value, str):
            return _complex_new(cls_, value)
        return _converted(cls, value)

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
                return _truth(compute(complex.__pos__(self), complex(other)))
            return self._compare_cold(other, operation)
        return method

    methods = {}
    for short, operation, compute in _OPERATIONS[:3]:
        methods[f'__{short}__'], methods[f'__r{short}__'] = arithmetic(compute, operation)
    real = property(lambda self: boxes[FLOAT64](complex.__pos__(self).real))
    imag = property(lambda self: boxes[FLOAT64](complex.__pos__(self).imag))
    cls = _make(name, bases, (), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), conjugate=conjugate,
                conj=conjugate, real=real, imag=imag, __eq__=comparison(lambda x, y: x == y, 'equal'),
                __ne__=comparison(lambda x, y: x != y, 'not_equal'), **methods, **_cold_powers())
    boxes[COMPLEX128] = _box
    return cls


def _cold_powers():
    """What `complex` would do itself, through the ufuncs."""
    return {name: getattr(generic, name) for name in
            ('__pow__', '__rpow__', '__truediv__', '__rtruediv__', '__lt__', '__le__', '__gt__', '__ge__')}


def _complex64(name, bases):
    def _box(value):
        self = _new(cls)
        self._v = complex(round32(value.real), round32(value.imag))
        return self

    def __new__(cls_, value=0, imag=None, /):
        if imag is not None:
            value = complex(value, imag)
        if type(value) in (complex, float, int, bool):
            return _box(complex(value))
        return _converted(cls, value)

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
    cls = _make(name, bases, ('_v',), locals(), _lo=-math.inf, _hi=math.inf, _box=staticmethod(_box), real=real, imag=imag)
    boxes[COMPLEX64] = _box
    return cls
