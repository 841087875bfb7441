"""Where the runtime's library is."""

import os
import sys


def library_path():
    """The file of the runtime: `NUMPYNI_LIBRARY`, else the one beside the package."""
    suffix = {'darwin': '.dylib', 'win32': '.dll'}.get(sys.platform, '.so')
    beside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), f'libnumpyni{suffix}')
    return os.environ.get('NUMPYNI_LIBRARY') or beside
