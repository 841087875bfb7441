"""What is not in the main namespace: mix-ins, stride tricks, file formats, mathematics with complex results."""

import importlib

__all__ = ['Arrayterator', 'add_docstring', 'add_newdoc', 'array_utils', 'format', 'introspect', 'mixins', 'NumpyVersion', 'npyio',
           'scimath', 'stride_tricks', 'tracemalloc_domain']
_WHERE = {'Arrayterator': '_arrayterator', 'NumpyVersion': '_version', 'DataSource': '_datasource', 'NpzFile': 'npyio'}
_MODULES = {'array_utils', 'format', 'introspect', 'mixins', 'npyio', 'scimath', 'stride_tricks', 'recfunctions', 'user_array',
            '_datasource', '_iotools', '_version', '_arrayterator', '_npyio_impl'}
# NumPy's private modules, as in `_core`
_PARTS = {'_stride_tricks_impl': ('lib.stride_tricks',), '_nanfunctions_impl': ('_nan_functions',), '_utils_impl': ('lib.format', '_info'),
          '_function_base_impl': ('_apply', '_quantiles', '_statistics', '_calculus'), '_shape_base_impl': ('_apply',),
          '_index_tricks_impl': ('_grids',), '_histograms_impl': ('_histograms',), '_arraysetops_impl': ('_sets',),
          '_arraypad_impl': ('_padding',), '_type_check_impl': ('_logic', '_info'), '_twodim_base_impl': ('_creation', '_grids')}
tracemalloc_domain = 389047


def add_docstring(obj, docstring):
    """Gives an object its docstring; RuntimeError where it has another."""
    if getattr(obj, '__doc__', None) not in (None, docstring):
        raise RuntimeError(f'{getattr(obj, "__name__", obj)} method already has a different docstring')
    obj.__doc__ = docstring


def add_newdoc(place, obj, doc, warn_on_python=True):
    """Nothing: docstrings stand where the objects do."""


def __getattr__(name):
    if name in _MODULES:
        return importlib.import_module(f'{__name__}.{name}')
    if name in _WHERE:
        return getattr(importlib.import_module(f'{__name__}.{_WHERE[name]}'), name)
    if name in _PARTS:
        from .._core import Part
        found = globals()[name] = Part(f'{__name__}.{name}', _PARTS[name])
        return found
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
