"""NumPy's private layout, for programs that reach into it: `_core.umath`, `_core.multiarray`, ... show the public names."""

import importlib
import sys
import types

_PARTS = {'umath': ('_ufuncs',), 'multiarray': ('_convert', '_flat', '_printing', '_decimal'), 'numeric': ('_index', '_overrides'), 'fromnumeric': ('_reductions',),
          'numerictypes': ('_dtypes', '_scalars_base'), 'overrides': ('_overrides',), 'arrayprint': ('_printing',),
          'function_base': (), 'shape_base': ('_blocks',), 'getlimits': ('_dtypes',), 'einsumfunc': ('_einsum',), 'memmap': (),
          'records': ('rec',), 'defchararray': ('char',), '_multiarray_umath': ('_ufuncs', '_convert', '_decimal'), '_exceptions': ('exceptions',),
          '_ufunc_config': ('_errstate',), 'strings': ('strings',), '_methods': (), '_dtype': ('_dtypes',), '_internal': (),
          '_type_aliases': ('_dtypes',), '_asarray': ()}
_CONSTANTS = {'PZERO': 0.0, 'NZERO': -0.0, 'PINF': float('inf'), 'NINF': -float('inf'), 'NAN': float('nan'), 'UFUNC_BUFSIZE_DEFAULT': 8192,
              'FLOATING_POINT_SUPPORT': 1}
_NAMES = {'dragon4_positional': 'format_float_positional', 'dragon4_scientific': 'format_float_scientific',
          'normalize_axis_tuple': 'lib.array_utils.normalize_axis_tuple', 'normalize_axis_index': 'lib.array_utils.normalize_axis_index',
          '_UFuncNoLoopError': 'exceptions.NoLoop', '_ArrayMemoryError': 'exceptions.ArrayMemoryError', 'add_newdoc': 'lib.add_newdoc',
          'add_docstring': 'lib.add_docstring', '_arg': 'angle', 'find': 'strings.find', 'rfind': 'strings.rfind'}


def _reach(path):
    found = sys.modules['numpyni']
    for name in path.split('.'):
        found = getattr(found, name)
    return found


class Part(types.ModuleType):
    """One of NumPy's private modules: the public names first, then those of our modules of its subject."""

    def __init__(self, name, modules):
        super().__init__(name)
        self.__dict__['_modules'] = modules

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if name in _NAMES:
            return _reach(_NAMES[name])
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name in _OWN:
            return getattr(sys.modules[__name__], name)
        public = None if self._modules[:1] in (('rec',), ('char',), ('strings',)) else getattr(sys.modules['numpyni'], name, None)
        if public is not None:
            return public
        for each in self._modules:
            try:
                return getattr(importlib.import_module('numpyni.' + each), name)
            except (ImportError, AttributeError, NotImplementedError):
                pass
        return getattr(sys.modules['numpyni'], name)


for _name, _modules in _PARTS.items():
    globals()[_name] = sys.modules[f'{__name__}.{_name}'] = Part(f'{__name__}.{_name}', _modules)
umath.__dict__.update({_name: _each for _name, _each in _reach('_names._ufuncs').by_name.items() if _name[0] != '_'})   # noqa: F821


def sctype2char(sctype):
    """The character of a scalar type."""
    from .. import _dtypes as dtypes
    found = obj2sctype(sctype)
    if found is None:
        raise ValueError('unrecognized type')
    if found not in dtypes._by_type:
        raise KeyError(found)
    return dtypes.find(found).char


def issctype(rep):
    """Whether an object stands for a scalar type."""
    from .. import _dtypes as dtypes
    if not isinstance(rep, (type, dtypes.dtype)):
        return False
    found = obj2sctype(rep)
    return found is not None and found is not dtypes.object_.type


def maximum_sctype(t):
    """The widest scalar type of the kind of another."""
    found = obj2sctype(t)
    for each in _sctypes().values():
        if found in each and found.__name__ not in ('bool', 'bytes_', 'object_', 'str_', 'void'):
            return each[-1]
    return found


def scalar(dtype, obj=None):
    """A scalar of a dtype from its bytes."""
    from .. import _convert as convert, _dtypes as dtypes
    if not isinstance(dtype, dtypes.dtype):
        raise TypeError(f'argument 1 must be numpy.dtype, not {type(dtype).__name__}')
    if dtype.kind == 'O':
        return obj
    if obj is None:
        obj = bytes(dtype.itemsize)
    if not isinstance(obj, bytes):
        raise TypeError('initializing object must be a bytes object')
    if len(obj) < dtype.itemsize or dtype.itemsize == 0 and dtype.kind != 'V':
        raise ValueError('initialization string is too small')
    return convert.frombuffer(bytearray(obj), dtype, 1).reshape(())[()]


_OWN = ('sctypes', 'obj2sctype', 'sctype2char', 'issctype', 'maximum_sctype', 'scalar')


def obj2sctype(rep, default=None):
    """The scalar type of an object, a type or the name of one."""
    from .. import _dtypes as dtypes
    if isinstance(rep, type) and issubclass(rep, dtypes.base.generic):
        return rep
    try:
        return rep.dtype.type if hasattr(rep, 'dtype') and not isinstance(rep, type) else dtypes.find(rep).type
    except (TypeError, ValueError, NotImplementedError):
        return default


def _sctypes():
    """The scalar types by kind."""
    package = sys.modules['numpyni']
    names = {'int': 'int8 int16 int32 int64', 'uint': 'uint8 uint16 uint32 uint64', 'float': 'float16 float32 float64',
             'complex': 'complex64 complex128', 'others': 'bool bytes_ object_ str_ void'}
    return {kind: [getattr(package, name) for name in each.split()] for kind, each in names.items()}


def __getattr__(name):
    if name.startswith('__'):
        raise AttributeError(name)
    if name == 'sctypes':
        return _sctypes()
    return getattr(sys.modules['numpyni'], name)
