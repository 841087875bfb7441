"""NumPy's private layout, for programs that reach into it: `_core.umath`, `_core.multiarray`, ... show the public names."""

import sys
import types

_PARTS = {'umath': ('_ufuncs',), 'multiarray': ('_convert', '_flat', '_printing', '_decimal'), 'numeric': ('_index', '_overrides'), 'fromnumeric': ('_reductions',),
          'numerictypes': ('_dtypes', '_scalars_base'), 'overrides': ('_overrides',), 'arrayprint': ('_printing',),
          'function_base': (), 'shape_base': ('_blocks',), 'getlimits': ('_dtypes',), 'einsumfunc': ('_einsum',), 'memmap': (),
          'records': ('rec',), 'defchararray': ('char',), '_multiarray_umath': ('_ufuncs', '_convert', '_decimal'), '_exceptions': ('exceptions',),
          '_ufunc_config': ('_errstate',), 'strings': ('strings',), '_methods': (), '_dtype': ('_dtypes',), '_internal': (),
          '_type_aliases': ('_dtypes',), '_asarray': ()}
_NAMES = {'dragon4_positional': 'format_float_positional', 'dragon4_scientific': 'format_float_scientific',
          'normalize_axis_tuple': 'lib.array_utils.normalize_axis_tuple', 'normalize_axis_index': 'lib.array_utils.normalize_axis_index'}


def _reach(path):
    found = sys.modules['numpyni']
    for name in path.split('.'):
        found = getattr(found, name)
    return found


class _Part(types.ModuleType):
    """One of NumPy's private modules: the public names first, then those of our modules of its subject."""

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if name in _NAMES:
            return _reach(_NAMES[name])
        package = sys.modules['numpyni']
        short = self.__name__.rpartition('.')[2]
        import importlib
        for each in _PARTS[short]:
            try:
                found = getattr(importlib.import_module('numpyni.' + each), name)
            except (ImportError, AttributeError, NotImplementedError):
                continue
            break
        else:
            found = getattr(package, name, None)
        found = getattr(package, name, found)
        if found is None:
            raise AttributeError(f'module {self.__name__!r} has no attribute {name!r}')
        return found


for _name in _PARTS:
    globals()[_name] = sys.modules[f'{__name__}.{_name}'] = _Part(f'{__name__}.{_name}')


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    return getattr(sys.modules['numpyni'], name)
