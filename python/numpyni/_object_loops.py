"""The loops of ufuncs on objects: Python's operators, functions of `math`, and methods of the objects by the ufunc's name."""

import math
import operator

from . import _opaque
from ._opaque_ufuncs import booleans, by_lists, loops, objects

# the result is a truth value, unless objects are asked for
_COMPARISONS = {'equal': operator.eq, 'not_equal': operator.ne, 'less': operator.lt, 'less_equal': operator.le,
                'greater': operator.gt, 'greater_equal': operator.ge}


def _sign(x):
    if x < 0:
        return -1
    if x > 0:
        return 1
    if x == 0:
        return 0
    raise TypeError('unorderable types for comparison')


_BINARY = {'add': operator.add, 'subtract': operator.sub, 'multiply': operator.mul, 'divide': operator.truediv,
           'floor_divide': operator.floordiv, 'remainder': operator.mod, 'power': operator.pow, 'left_shift': operator.lshift,
           'right_shift': operator.rshift, 'bitwise_and': operator.and_, 'bitwise_or': operator.or_, 'bitwise_xor': operator.xor,
           'logical_and': lambda x, y: x and y, 'logical_or': lambda x, y: x or y,
           'logical_xor': lambda x, y: bool(x) != bool(y),
           'maximum': lambda x, y: x if x >= y else y, 'minimum': lambda x, y: x if x <= y else y,
           'fmax': lambda x, y: x if x >= y else y, 'fmin': lambda x, y: x if x <= y else y,
           'gcd': math.gcd, 'lcm': lambda x, y: abs(x * y) // math.gcd(x, y) if x and y else 0}
_UNARY = {'negative': operator.neg, 'positive': operator.pos, 'absolute': abs, 'invert': operator.invert, 'sign': _sign,
          'reciprocal': lambda x: 1 / x, 'square': lambda x: x * x, 'floor': math.floor, 'ceil': math.ceil, 'trunc': math.trunc,
          '_ones_like': lambda x: 1}
# by the method of the name
_METHODS = frozenset('''sqrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh
                     degrees radians deg2rad rad2deg cbrt fabs rint conjugate'''.split())
_BINARY_METHODS = frozenset('arctan2 hypot fmod'.split())


def _method(name, x, *others):
    found = getattr(x, name, None)
    if found is None or not callable(found):
        raise TypeError(f'loop of ufunc does not support argument 0 of type {type(x).__name__} which has no callable {name} method')
    return found(*others)


def function(name):
    """The function behind a ufunc on objects; None where there is none."""
    found = _COMPARISONS.get(name) or _BINARY.get(name) or _UNARY.get(name)
    if found is None and (name in _METHODS or name in _BINARY_METHODS):
        found = lambda *values: _method(name, *values)
    return found


def _objects(name, arrays, dtype):
    if name == 'divmod':
        return by_lists(operator.floordiv, arrays, objects), by_lists(operator.mod, arrays, objects)
    if name == 'logical_not':
        return by_lists(operator.not_, arrays, booleans if dtype is None or dtype.kind != 'O' else objects)
    if name == 'clip':
        return by_lists(lambda x, low, high: min(max(x, low), high), arrays, objects)
    found = function(name)
    if found is None:
        return None
    truth = name in _COMPARISONS or name in ('logical_and', 'logical_or', 'logical_xor') and dtype is not None and dtype.kind == 'b'
    make = booleans if truth and (dtype is None or dtype.kind != 'O') else objects
    return by_lists(found, arrays, make)


loops['O'] = _objects


def _bind(family):
    family.fold = lambda name: function(name)
    family.foldable = family.python
    family.unfolded = lambda name, values, dtype, shape: objects(values, shape)
    family.extremes = lambda a, name: family.python(a)


_bind(_opaque.families['O'])
