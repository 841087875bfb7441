"""NumPyNI: NumPy's arrays, native on every Python.

    import numpyni as np
"""

from . import _docs, _errstate, _methods, _scalars_base, exceptions

_docs.describe_methods(_methods.ArrayMethods)     # a host's methods take the docstrings over
try:
    from . import _host
except ImportError as _error:
    if str(_error).startswith('numpyni'):
        raise
    import platform as _platform        # a native part that this interpreter or machine cannot load
    raise ImportError(f'numpyni: no host for {_platform.python_implementation()} {_platform.python_version()} on '
                      f'{_platform.system()} {_platform.machine()}: {_error}') from None
_docs.describe_methods(_host.ndarray)
from . import _dtypes
from . import _index, _convert
from . import _casting, _text, _objects, _records, _datetime
from . import _ufuncs
from . import _manipulation, _selection, _creation, _reductions, _products, _sorting, _flat, _logic, _statistics, _printing
from . import _opaque, _opaque_ufuncs, _object_loops, _text_loops, _time_loops
from . import _names, dtypes, rec
from ._names import *
from ._names import __version__

_modules = dict(host=_host, convert=_convert, creation=_creation, dtypes=_dtypes, index=_index, manipulation=_manipulation,
                printing=_printing, products=_products, reductions=_reductions, scalars=_scalars_base, selection=_selection,
                sorting=_sorting, ufuncs=_ufuncs, flat_module=_flat, objects=_objects, opaque=_opaque, records=_records)
_methods.link(**_modules)
_scalars_base.link(**{k: _modules[k] for k in ('host', 'convert', 'dtypes', 'ufuncs', 'printing')})
_opaque.link(_opaque_ufuncs, casts=_casting, convert=_convert, creation=_creation, records=_records)
_host.set_hooks(fpe=_errstate.on_fpe, axis_error=exceptions.AxisError, ufunc_type_error=exceptions.UFuncTypeError,
                convert=_convert.asarray, dtypes=_dtypes._by_key, opaque=_dtypes.by_word)

__all__ = _names.names

# plain attributes: a `__getattr__` of the module would keep CPython from specialising every `np.name`
globals().update(_names.not_yet)

from . import _numba_import

_numba_import.watch()
