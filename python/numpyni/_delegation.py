"""Functions that hand the work to a method of the same name, where the array's class has one of its own."""

import functools

from . import _host as host
from ._overrides import _PLAIN

# function: position of the array; reductions also pass `axis`, `out` (and `dtype`) where they were not given
_REDUCTIONS = 'sum prod max min any all mean std var'.split()
_METHODS = dict.fromkeys('argmax argmin argsort clip cumprod cumsum diagonal nonzero ptp put ravel repeat reshape round searchsorted '
                         'squeeze swapaxes take trace transpose choose'.split(), 0)
_METHODS['compress'] = 1
NAMES = frozenset(_REDUCTIONS) | frozenset(_METHODS)


def delegating(function, name):
    """`function`, which calls the method `name` of arrays of other classes that define it themselves."""
    code = function.__code__
    names = code.co_varnames[:code.co_argcount + code.co_kwonlyargcount]
    at = _METHODS.get(name, 0)
    array_name = names[at]
    always = [n for n in ('axis', 'out') if n in names] if name in _REDUCTIONS else []

    @functools.wraps(function)
    def public(*args, **kwargs):
        obj = args[at] if len(args) > at else kwargs.get(array_name)
        cls = type(obj)
        if cls in _PLAIN or cls in (list, tuple) or getattr(cls, name, None) is getattr(host.ndarray, name, None):
            return function(*args, **kwargs)
        method = getattr(obj, name, None)
        if not callable(method):
            return function(*args, **kwargs)
        given = dict(zip(names, args))
        given.update(kwargs)
        given.pop(array_name, None)
        if name == 'squeeze' and given.get('axis', 0) is None:
            del given['axis']
        if name in _REDUCTIONS:
            if given.get('dtype', 0) is None:
                del given['dtype']
            for each in always:
                given.setdefault(each, None)
            return method(**given)
        if name == 'choose':
            return method(given.pop('choices'), **given)
        positional = [given.pop(n) for n in names if n in given and n not in ('axis', 'out', 'mode', 'kind', 'order', 'dtype',
                                                                              'keepdims', 'stable', 'copy', 'side', 'sorter')]
        return method(*positional, **given)
    return public
