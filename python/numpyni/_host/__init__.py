"""The host: what arrays and scalars are made of on this interpreter.

CPython with the GIL, 3.11 and newer, uses the native extension; everything else plain Python over cffi or ctypes.
`NUMPYNI_HOST` (cpython, cffi, ctypes) asks for one.
"""

import os
import sys
import sysconfig


def _native_fits():
    wanted = os.environ.get('NUMPYNI_HOST')
    if wanted not in (None, '', 'cpython', 'cffi', 'ctypes'):
        raise ImportError(f'numpyni: NUMPYNI_HOST={wanted!r} is none of cpython, cffi, ctypes')
    if wanted in ('cffi', 'ctypes'):
        return False
    if sys.implementation.name != 'cpython' or sys.version_info < (3, 11) or sysconfig.get_config_var('Py_GIL_DISABLED'):
        if wanted == 'cpython':
            raise ImportError('numpyni: the native host needs CPython 3.11 or newer, with the GIL')
        return False
    if wanted == 'cpython':
        return True
    # free-threaded and foreign builds aside, a missing extension means a source tree or another platform
    from importlib.util import find_spec
    return find_spec('numpyni._native') is not None


from ._library_path import library_path

if _native_fits():
    from .. import _native as _module
    _module.load(library_path())
else:
    from . import portable as _module

globals().update({_name: getattr(_module, _name) for _name in dir(_module) if not _name.startswith('_')})
name = _module.name

from ._dispatch import DISPATCHED, functions, opaque, raw

globals().update(functions(_module))
