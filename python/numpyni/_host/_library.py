"""The runtime's library and its function table, through cffi or, where that is absent, ctypes; through GraalPy's own way there."""

import os
import sys

from ._library_path import library_path

ABI_MAJOR = 1


def _choose_adapter():
    if sys.implementation.name == 'graalpy':
        from . import _graalpy
        return _graalpy
    wanted = os.environ.get('NUMPYNI_HOST')
    if wanted != 'ctypes':
        try:
            from . import _cffi
            return _cffi
        except Exception as error:      # an absent cffi raises ImportError, a broken one whatever it likes
            if wanted == 'cffi' or sys.implementation.name == 'pypy':
                raise ImportError(f'numpyni: cffi cannot be used here ({error}); reinstall cffi, '
                                  'or set NUMPYNI_HOST=ctypes') from None
    from . import _ctypes
    return _ctypes


def _load():
    path = library_path()
    if not os.path.exists(path):
        raise ImportError(f'numpyni: the runtime {path} is missing; reinstall numpyni, or set NUMPYNI_LIBRARY to it')
    try:
        api, address, library = adapter.load(path, ABI_MAJOR, ABI_MAJOR)
    except (OSError, AttributeError) as error:
        reason = (str(error).splitlines() or [''])[0]     # GraalPy adds Java's stack
        raise ImportError(f'numpyni: {path} cannot be used as the runtime ({reason}); is it built for this platform?') from None
    if api is None:
        raise ImportError(f'numpyni: the runtime {path} does not speak version {ABI_MAJOR} of the ABI; '
                          'reinstall numpyni so that both are of one version')
    if api.size < adapter.size_of('Api'):
        raise ImportError(f'numpyni: the runtime {path} is older than these Python files (ABI {api.major}.{api.minor}); '
                          'reinstall numpyni so that both are of one version')
    return api, address, library


adapter = _choose_adapter()
api, api_address, library = _load()
