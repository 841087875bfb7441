"""Functions that stay functions as attributes of a class, as NumPy's compiled ones do."""

import functools
import sys
from types import FunctionType

try:
    from __pypy__ import builtinify             # the same function of another type: a call costs nothing more
except ImportError:
    class builtinify(staticmethod):
        """A function that does not bind to instances, found by its name when pickled."""

        def __reduce__(self):
            return self.__qualname__

        if sys.version_info < (3, 10):          # since then static methods have the function's name, and are callable
            def __init__(self, function):
                super().__init__(function)
                functools.update_wrapper(self, function)

            def __call__(self, *args, **kwargs):
                return self.__func__(*args, **kwargs)


def static(function):
    """`function` in a form that does not bind; what is compiled already is returned as it is."""
    return builtinify(function) if isinstance(function, FunctionType) else function
