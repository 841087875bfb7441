"""The host: what arrays and scalars are made of on this interpreter.

CPython from 3.11 on uses the native extension, and so do those versions without a GIL that it is built for; everything else
plain Python over cffi or ctypes.
`NUMPYNI_HOST` (cpython, cffi, ctypes) asks for one.
"""

import os
import sys


def _native_fits():
    wanted = os.environ.get('NUMPYNI_HOST')
    if wanted not in (None, '', 'cpython', 'cffi', 'ctypes'):
        raise ImportError(f'numpyni: NUMPYNI_HOST={wanted!r} is none of cpython, cffi, ctypes')
    if wanted in ('cffi', 'ctypes'):
        return False
    if sys.implementation.name != 'cpython' or sys.version_info < (3, 11):
        if wanted == 'cpython':
            raise ImportError('numpyni: the native host needs CPython 3.11 or newer')
        return False
    if 't' in getattr(sys, 'abiflags', ''):     # built without a GIL
        import sysconfig
        # it would take `_native.abi3.so` too, whose objects have another header, and crash
        fits = os.path.exists(os.path.join(os.path.dirname(__file__), '..', '_native' + sysconfig.get_config_var('EXT_SUFFIX')))
        if wanted == 'cpython' and not fits:
            raise ImportError('numpyni: the native host is not built for this version of CPython without a GIL; '
                              'unset NUMPYNI_HOST')
        return fits
    if wanted == 'cpython':
        return True
    # a missing extension means a source tree or another platform
    from importlib.util import find_spec
    return find_spec('numpyni._native') is not None


from .._version import __version__ as _version
from ._library_path import library_path

if _native_fits():
    try:
        from .. import _native as _module
    except ImportError as error:
        raise ImportError(f'numpyni: its extension cannot be loaded ({error}); reinstall numpyni for this platform and version of '
                          'Python, or set NUMPYNI_HOST=ctypes') from None
    if getattr(_module, '__version__', None) != _version:
        raise ImportError(f'numpyni: its extension {_module.__file__} is of another version than these Python files ({_version}); '
                          'reinstall numpyni so that both are of one version')
    _module.load(library_path())
else:
    from . import portable as _module

globals().update({_name: getattr(_module, _name) for _name in dir(_module) if not _name.startswith('_')})
name = _module.name

from ._dispatch import DISPATCHED, functions, opaque, raw

globals().update(functions(_module))
