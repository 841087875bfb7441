"""The loops of ufuncs on strings, and on structures: comparisons, and joining strings."""

import operator

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._opaque_ufuncs import booleans, broadcast_shape, by_lists, loops
from ._records import fields

_COMPARISONS = {'equal': operator.eq, 'not_equal': operator.ne, 'less': operator.lt, 'less_equal': operator.le,
                'greater': operator.gt, 'greater_equal': operator.ge}


def _texts(name, arrays, dtype):
    kinds = {a.dtype.kind for a in arrays}
    if not kinds <= {'S', 'U'} or len(kinds) > 1:
        return None
    if name in _COMPARISONS:
        return by_lists(_COMPARISONS[name], arrays, booleans)
    if name == 'add':
        family = _opaque.family(arrays[0].dtype)
        length = sum([_opaque.casts.text_length(a.dtype) for a in arrays])
        found = family.of_length(length)
        return by_lists(operator.add, arrays, lambda values, shape: host.reshape(family.encoded(values, found), shape, 1, 1))
    if name == 'logical_not':
        return by_lists(operator.not_, arrays, booleans)
    if name in ('logical_and', 'logical_or'):
        join = (lambda x, y: bool(x) and bool(y)) if name == 'logical_and' else (lambda x, y: bool(x) or bool(y))
        return by_lists(join, arrays, booleans)
    return None


def _structures(name, arrays, dtype):
    if name not in ('equal', 'not_equal'):
        return None
    x1, x2 = arrays
    if x1.dtype.names is None or x2.dtype.names is None:
        if x1.dtype.names is not None or x2.dtype.names is not None or x1.dtype.kind != x2.dtype.kind:
            return None
        return by_lists(_COMPARISONS[name], arrays, booleans)
    try:
        common = dtypes.promote_types(x1.dtype, x2.dtype)
    except TypeError:
        raise TypeError('Cannot compare structured arrays unless they have a common dtype.  I.e. `np.result_type(arr1, arr2)` must '
                        'be defined.') from None
    from . import _ufuncs as ufuncs
    combine = 'logical_and' if name == 'equal' else 'logical_or'
    shape = broadcast_shape([x1, x2])
    result = host.new(dtypes.bool_.word, shape, 1, True)
    host.set(result, (Ellipsis,), name == 'equal')
    for a, b in zip(fields(host.raw.broadcast_to(x1, shape)), fields(host.raw.broadcast_to(x2, shape))):
        if a.shape != b.shape:
            raise TypeError('Cannot compare structured arrays with subarrays of different shapes')
        same = _opaque.convert.asarray(ufuncs.by_name[name](a, b))
        extra = tuple(range(len(shape), same.ndim))
        if extra:
            same = _opaque.convert.asarray(host.reduce('all' if name == 'equal' else 'any', same, extra))
        result = _opaque.convert.asarray(ufuncs.by_name[combine](result, same))
    return result


loops['U'], loops['V'] = _texts, _structures


def _bind(family):
    family.fold = lambda name: None
    family.foldable = family.python
    family.extremes = lambda a, name: family.keys(a)


for _kind in 'SUV':
    _bind(_opaque.families[_kind])
