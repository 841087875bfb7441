"""What the scalar types share: their registry, construction from anything, comparisons, and what an overflow does."""

from .._scalars_base import generic, integer
from .._words import BOOL, FPE_OVERFLOW, SWAPPED
from ._calls import hooks

new = object.__new__
types = {}          # word -> scalar type
boxes = {}          # word -> function from a Python number that fits to a scalar
dtypes = {}         # word -> dtype object of the shared layer
MAX = int('9223372036854775807')
MIN = -MAX - 1


class bool_slots:
    """True and False, the two scalars of type bool; set when the type is made."""

    true = false = None


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


def converted(cls, value):
    """`cls(value)` for what is not a number that fits: through an array, as NumPy does."""
    if isinstance(value, generic):
        kind = cls._word & 255
        inner = value._value()
        if type(inner) is complex and kind != 5:
            return through_array(cls, value)
        if kind in (0, 1) and type(inner) is float and inner - inner != 0.0:
            return through_array(cls, value)
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
    return through_array(cls, value)


def through_array(cls, value):
    """`cls(value)` by way of an array."""
    array = hooks.convert(value)
    result = array.astype(dtypes[cls._word])
    return result[()] if result.ndim == 0 else result


def of_subclass(cls, scalar):
    """A scalar as one of a class that is derived from its own; what a conversion made an array is that."""
    if not isinstance(scalar, generic):
        return scalar
    self = new(cls)
    self._v = scalar._v
    return self


def make_type(name, bases, slots, namespace, **more):
    """The class with the special methods, and `_value`, that stand in `namespace`."""
    methods = {key: f for key, f in namespace.items() if callable(f) and (key.startswith('__') or key == '_value')}
    return type(name, bases, dict(methods, __slots__=slots, __module__='numpyni', **more))


def truth(value):
    """The scalar of type bool for a value."""
    return bool_slots.true if value else bool_slots.false


def overflowed(cls, value, operation):
    """The scalar that `value` wraps around to, after a warning."""
    result = cls._box(cls._wrap(value))
    hooks.fpe(FPE_OVERFLOW, 'scalar ' + operation)
    return result


def comparisons(weak):
    """Comparisons of types whose value is in `_v`; `weak` is what NEP 50 makes of a Python float."""
    def comparison(compute, operation):
        def method(self, other):
            kind = type(other)
            if kind is type(self):
                return truth(compute(self._v, other._v))
            if kind is int or kind is bool:
                return truth(compute(self._v, other))
            if kind is float:
                return truth(compute(weak(self._v), weak(other)))
            if isinstance(self, integer) and isinstance(other, integer):
                return truth(compute(self._v, other._v))
            return self._compare_cold(other, operation)
        return method
    return table_of_comparisons(comparison)


def table_of_comparisons(comparison):
    """The comparison methods, each made by `comparison(compute, operation)`."""
    return {'__eq__': comparison(lambda x, y: x == y, 'equal'), '__ne__': comparison(lambda x, y: x != y, 'not_equal'),
            '__lt__': comparison(lambda x, y: x < y, 'less'), '__le__': comparison(lambda x, y: x <= y, 'less_equal'),
            '__gt__': comparison(lambda x, y: x > y, 'greater'), '__ge__': comparison(lambda x, y: x >= y, 'greater_equal')}
