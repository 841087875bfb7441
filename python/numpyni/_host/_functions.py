"""The plain cases of public functions: exact arrays of plain layouts, positional. Any other call is the shared layer's."""

import functools

from .._words import BOOL
from ._array import ndarray
from ._copies import joined
from ._runs import run3
from ._ufunc import number_of


def _where(condition=None, x=None, y=None, *more):
    if type(condition) is ndarray and condition._word == BOOL and (type(x) is ndarray or type(y) is ndarray) and not more:
        return run3(number_of('_where'), condition, x, y)
    return None


def _concatenate(arrays=(), *more):
    if not more and (type(arrays) is list or type(arrays) is tuple) and len(arrays) > 1:
        return joined(arrays)
    return None


_PLAIN = {'where': _where, 'concatenate': _concatenate}


def hot_function(cold):
    """The function of the name of `cold` with its plain case, which answers None where the call is another; `cold` itself where there is none."""
    plain = _PLAIN.get(cold.__name__)
    if plain is None:
        return cold

    @functools.wraps(cold)
    def function(*args, **kwargs):
        if not kwargs:
            made = plain(*args)
            if made is not None:
                return made
        return cold(*args, **kwargs)
    return function
