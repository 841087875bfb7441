"""The operators and the plain methods of `ndarray`.

Small row-major arrays of one dtype are computed by loops in Python, which a JIT compiles: that costs less than a call.
Each operation has a copy of the loop's code, so that each is compiled for itself.
"""

from types import FunctionType

from .._methods import ArrayMethods
from .._scalars_base import generic
from .._words import FLOAT64, INT64, TYPE_OPAQUE
from . import _operations
from ._array import ndarray
from ._memory import small_like
from ._runs import run2
from ._scalar_basis import MAX, MIN, scalar_value
from ._ufunc import call1, call2, number_of, reduce_all, reduction_number

LOOPED = 32         # elements: up to here a loop in Python is faster than a call


def _own(function):
    """The function with code of its own: a JIT keys its loops by code."""
    code = function.__code__.replace(co_name=function.__name__)
    made = FunctionType(code, function.__globals__, function.__name__, function.__defaults__, function.__closure__)
    return made


def _loops(compute, fits):
    """Loops over `n` elements: both arrays, or one with a number. False where a result does not fit."""
    def both(p, q, r, n):
        i = 0
        while i < n:
            value = compute(p[i], q[i])
            if not fits(value):
                return False
            r[i] = value
            i += 1
        return True

    def right(p, y, r, n):
        i = 0
        while i < n:
            value = compute(p[i], y)
            if not fits(value):
                return False
            r[i] = value
            i += 1
        return True

    def left(x, q, r, n):
        i = 0
        while i < n:
            value = compute(x, q[i])
            if not fits(value):
                return False
            r[i] = value
            i += 1
        return True
    return _own(both), _own(right), _own(left)


def _finite(value):
    return value - value == 0.0


def _in_int64(value):
    return MIN <= value <= MAX


def _divide(x, y):
    return x / y if y != 0.0 else NAN


NAN = float('nan')
_COMPUTE = {'add': (lambda x, y: x + y), 'subtract': (lambda x, y: x - y), 'multiply': (lambda x, y: x * y)}


def _binary(name):
    loops = {}
    if name in _COMPUTE:
        loops = {FLOAT64: _loops(_COMPUTE[name], _finite), INT64: _loops(_COMPUTE[name], _in_int64)}
    elif name == 'divide':
        loops = {FLOAT64: _loops(_divide, _finite)}
    doubles, integers = loops.get(FLOAT64), loops.get(INT64)
    number = []

    def call(x1, x2):
        if not number:
            number.append(number_of(name))
        return call2(number[0], x1, x2)

    def looped(self, other):
        """The result for small operands, or None."""
        word = self._word
        if word == FLOAT64:
            loop = doubles
        elif word == INT64:
            loop = integers
        else:
            return None
        if loop is None or not self._c or self._readonly:
            return None
        kind = type(other)
        if kind is ndarray:
            if other._x is not self._x or not other._c or other._n0 != self._n0 or (len(self._shape) != 1 and self._shape != other._shape):
                return None
            result = small_like(self)
            return result if loop[0](self._p, other._p, result._p, self._size) else None
        if word == FLOAT64:
            if kind is float or isinstance(other, float):
                y = float.__pos__(other)
            elif kind is int and -0x20000000000000 <= other <= 0x20000000000000:
                y = float(other)
            else:
                return None
        elif kind is int and MIN <= other <= MAX:
            y = other
        else:
            return None
        result = small_like(self)
        return result if loop[1](self._p, y, result._p, self._size) else None

    def method(self, other):
        if type(self) is ndarray and self._word & 255 != TYPE_OPAQUE:
            if self._size <= LOOPED and doubles is not None and self._shape:
                result = looped(self, other)
                if result is not None:
                    return result
            kind = type(other)
            if kind is ndarray and other._word & 255 != TYPE_OPAQUE or kind is float or kind is int or kind is bool \
                    or kind is complex or isinstance(other, generic) and other._word:
                return call(self, other)
        return self._binary_cold(other, name, False)

    def reflected(self, other):
        kind = type(other)
        if type(self) is ndarray and self._word & 255 != TYPE_OPAQUE and (
                kind is float or kind is int or kind is bool or kind is complex or isinstance(other, generic) and other._word):
            if self._word == FLOAT64 and kind is float and doubles is not None and self._size <= LOOPED and self._c and not self._readonly \
                    and self._shape:
                result = small_like(self)
                if doubles[2](other, self._p, result._p, self._size):
                    return result
            return call(other, self)
        return self._binary_cold(other, name, True)
    return method, reflected


def _in_place(name):
    number = []

    def method(self, other):
        kind = type(other)
        if type(self) is ndarray and not self._readonly and (
                kind is ndarray or kind is float or kind is int or kind is bool or kind is complex or isinstance(other, generic)):
            if not number:
                number.append(number_of(name))
            if run2(number[0], self, other, self) is not None:
                return self
        return self._inplace_cold(other, name)
    return method


def _comparison(name):
    number = []

    def method(self, other):
        kind = type(other)
        if type(self) is ndarray and self._word & 255 != TYPE_OPAQUE and (
                kind is ndarray or kind is float or kind is int or kind is bool or isinstance(other, generic) and other._word):
            if kind is not ndarray or other._shape == self._shape and other._word & 255 != TYPE_OPAQUE:
                if not number:
                    number.append(number_of(name))
                return call2(number[0], self, other)
        return self._compare_cold(other, name)
    return method


def _unary(name):
    number = []

    def method(self):
        if type(self) is ndarray and self._word & 255 != TYPE_OPAQUE:
            if not number:
                number.append(number_of(name))
            return call1(number[0], self)
        return self._unary_cold(name)
    return method


def _reduction(name):
    cold = getattr(ArrayMethods, name)
    number = []

    def method(self, *args, **kwargs):
        if not args and not kwargs and type(self) is ndarray and self._size and self._word & 255 != TYPE_OPAQUE:
            if not number:
                number.append(reduction_number(name))
            return reduce_all(number[0], self, name)
        return cold(self, *args, **kwargs)
    method.__doc__ = cold.__doc__
    return method


def _define(name, method):
    method.__name__ = name
    method.__qualname__ = f'ndarray.{name}'
    method.__module__ = 'numpyni'
    setattr(ndarray, name, _own_keeping(method, name))


def _own_keeping(method, name):
    made = _own(method)
    made.__doc__, made.__kwdefaults__ = method.__doc__, method.__kwdefaults__
    made.__qualname__, made.__module__ = method.__qualname__, method.__module__
    return made


def define():
    """Gives `ndarray` its operators and methods."""
    for short, name in {'add': 'add', 'sub': 'subtract', 'mul': 'multiply', 'truediv': 'divide', 'floordiv': 'floor_divide',
                        'mod': 'remainder', 'and': 'bitwise_and', 'or': 'bitwise_or', 'xor': 'bitwise_xor',
                        'lshift': 'left_shift', 'rshift': 'right_shift'}.items():
        method, reflected = _binary(name)
        _define(f'__{short}__', method)
        _define(f'__r{short}__', reflected)
        _define(f'__i{short}__', _in_place(name))
    for short, name in {'eq': 'equal', 'ne': 'not_equal', 'lt': 'less', 'le': 'less_equal', 'gt': 'greater',
                        'ge': 'greater_equal'}.items():
        _define(f'__{short}__', _comparison(name))
    for short, name in {'neg': 'negative', 'abs': 'absolute', 'invert': 'invert'}.items():
        _define(f'__{short}__', _unary(name))
    for name in ('sum', 'prod', 'min', 'max', 'any', 'all', 'mean', 'argmin', 'argmax'):
        _define(name, _reduction(name))
    for method in (tolist, copy, ravel, item):
        _define(method.__name__, method)
    ndarray.__hash__ = None


def tolist(self):
    """The elements as nested lists of Python objects."""
    if self._word & 255 == TYPE_OPAQUE:
        return ArrayMethods.tolist(self)
    shape = self._shape
    if len(shape) == 1 and self._x.native:
        return [scalar_value(self._x.get(self, i)) for i in range(shape[0])]
    if not shape:
        return scalar_value(_operations.item(self, 0))
    return [_operations.get(self, (i,)).tolist() if len(shape) > 1 else scalar_value(_operations.item(self, i))
            for i in range(shape[0])]


def copy(self, *args, **kwargs):
    """A copy, row-major unless `order` says otherwise."""
    if args or kwargs or type(self) is not ndarray or not self._c or self._size > LOOPED or self._readonly or not self._shape \
            or self._word & 255 == TYPE_OPAQUE:
        return ArrayMethods.copy(self, *args, **kwargs)
    result = small_like(self)
    p, r = self._p, result._p
    for i in range(self._size if self._word & 255 != 5 else 2 * self._size):
        r[i] = p[i]
    return result


def ravel(self, *args, **kwargs):
    """The elements in one dimension: a view where one is possible."""
    if args or kwargs or type(self) is not ndarray or not self._c or self._word & 255 == TYPE_OPAQUE:
        return ArrayMethods.ravel(self, *args, **kwargs)
    return _operations.reshape(self, (self._size,), 1, 1)


def item(self, *args):
    """One element as a Python object: the only one, or the one at a flat index or at an index on each axis."""
    if len(args) == 1 and type(args[0]) is int and self._c and self._word & 255 != TYPE_OPAQUE and -self._size <= args[0] < self._size:
        return scalar_value(_operations.item(self, args[0]))
    return ArrayMethods.item(self, *args)


define()
