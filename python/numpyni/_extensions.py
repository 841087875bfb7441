"""Universal extensions: `load_extension`, and importing files named `*.numpyni.so` as modules."""

import importlib.util
import os
import sys
import types

from . import _convert, _gufuncs, _ufuncs
from . import _dtypes as dtypes
from . import _host as host
from ._scalars_base import generic

SUFFIX = '.numpyni.so'
_PLAIN = (bool, int, float, complex, generic, host.ndarray)


def load_extension(path):
    """The universal extension in the shared library at `path`, as a module: its functions and ufuncs are the attributes.

    The library exports a table (`numpyni_extension`) and knows no Python, so one file serves every interpreter. It is loaded once
    and never unloaded. Raises ImportError where the file is no such library, or needs a newer NumPyNI.
    """
    path = os.path.abspath(os.fspath(path))
    name = os.path.basename(path)
    name = name[:-len(SUFFIX)] if name.endswith(SUFFIX) else name.partition('.')[0]
    spec = importlib.util.spec_from_loader(name, _Loader(path), origin=path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def registered(address):
    """The extension whose table (`NumPyNI_Extension`) stands in memory, for good, as a module: what a JIT makes."""
    module = types.ModuleType('extension')
    _Loader(address).exec_module(module)
    return module


class _Loader:
    """Fills a module with what an extension exports, of a path or of a table in memory."""

    def __init__(self, path):
        self.path = path

    def create_module(self, spec):
        return types.ModuleType(spec.name)

    def exec_module(self, module):
        try:
            name, doc, first, count, first_ufunc, ufunc_count = host.extension_load(self.path)
        except ValueError as error:
            raise ImportError(str(error), name=module.__name__, path=str(self.path)) from None
        module.__doc__ = doc or None
        if isinstance(self.path, str):
            module.__file__ = self.path
        else:
            module.__name__ = name
        for number in range(first, first + count):
            made = _function(number, module.__name__)
            setattr(module, made.__name__, made)
        for number in range(first_ufunc, first_ufunc + ufunc_count):
            made = _gufuncs.make(number) or _ufuncs.make(number)
            setattr(module, made.__name__, made)


class _Finder:
    """Finds `name.numpyni.so` on the path, behind all other finders."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        file = name.rpartition('.')[2] + SUFFIX
        for folder in sys.path if path is None else path:
            place = os.path.join(folder or os.curdir, file)
            if isinstance(place, str) and os.path.isfile(place):
                place = os.path.abspath(place)
                return importlib.util.spec_from_file_location(name, place, loader=_Loader(place))
        return None


sys.meta_path.append(_Finder)


# ---- functions

def _function(number, module):
    """The callable for a function of an extension."""
    name, doc, overloads = host.function_info(number)

    def cold(*args, **kwargs):
        return host.function_call(number, _operands(name, overloads, args, kwargs))

    made = make_function(number, overloads, cold)
    made.__name__ = made.__qualname__ = name
    made.__module__ = module
    made.__doc__ = doc
    made.__signature__ = _signature(overloads)
    return made


if hasattr(host, 'FunctionBase'):
    class function(host.FunctionBase):
        """A function of a universal extension."""

        __slots__ = ('__dict__',)
        __module__ = 'numpyni'

        def __repr__(self):
            return f'<function {self.__name__} of {self.__module__}>'

    def make_function(number, overloads, cold):
        """The callable of a number; `cold` takes the calls that are not plain."""
        made = function(number)
        made._call_cold = cold
        return made
else:
    make_function = host.make_function


def spelled(parameter):
    """A type as signatures spell it: 'float64[:,:]'."""
    tag, ndim, word, _, _, _ = parameter
    name = dtypes.by_word[word].name
    if tag < 7:
        return name
    return f'{name}[...]' if ndim < 0 else f'{name}[{",".join(":" * ndim)}]'


def _names(overload):
    return [parameter[5] or f'x{n}' for n, parameter in enumerate(overload[1], 1)]


def _signature(overloads):
    """What `inspect.signature` shows: the parameters of the only overload, or `*args`."""
    import inspect

    kind = inspect.Parameter
    if len(overloads) > 1:
        return inspect.Signature([kind('args', kind.VAR_POSITIONAL)])
    (overload,) = overloads
    mode = kind.POSITIONAL_OR_KEYWORD if all(p[5] for p in overload[1]) else kind.POSITIONAL_ONLY
    parameters = [kind(n, mode, annotation=spelled(p)) for n, p in zip(_names(overload), overload[1])]
    results = [spelled(p) for p in overload[2]]
    returns = None if not results else results[0] if len(results) == 1 else f'({", ".join(results)})'
    return inspect.Signature(parameters, return_annotation=returns)


def _operands(name, overloads, args, kwargs):
    """The arguments of a call that is not plain, in their places: names bound, and what has a buffer made an array."""
    if kwargs:
        args = _bound(name, overloads, args, kwargs)
    return tuple([_operand(name, overloads, n, value) for n, value in enumerate(args)])


def _bound(name, overloads, args, kwargs):
    for overload in overloads:
        places = [p[5] for p in overload[1]]
        rest = places[len(args):]
        if len(places) == len(args) + len(kwargs) and all(n in kwargs for n in rest):
            return args + tuple([kwargs[n] for n in rest])
    known = {p[5] for overload in overloads for p in overload[1]}
    unknown = next((n for n in kwargs if n not in known), None)
    if unknown is not None:
        raise TypeError(f'{name}() got an unexpected keyword argument {unknown!r}')
    raise TypeError(f'{name}() got arguments that fit none of its parameters: {", ".join(map(str, places))}')


def _operand(name, overloads, n, value):
    if isinstance(value, _PLAIN):
        return value
    array = host.from_object_buffer(value)
    if array is None and isinstance(getattr(value, '__array_interface__', None), dict):     # a buffer of several dimensions and strides
        array = _convert.from_interface(value, value.__array_interface__)
    if array is not None:
        return array
    expected = ' or '.join(dict.fromkeys(spelled(o[1][n]) for o in overloads if n < len(o[1]))) or 'no such argument'
    called = next((o[1][n][5] for o in overloads if n < len(o[1]) and o[1][n][5]), None)
    raise TypeError(f'{name}() argument {n + 1}{f" ({called!r})" if called else ""}: expected {expected}, '
                    f'got {type(value).__name__}')
