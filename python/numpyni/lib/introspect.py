"""What the loops of ufuncs are compiled for."""

import re

from .. import _dtypes as dtypes
from .. import _host as host
from .. import _ufuncs

__all__ = ['opt_func_info']


def opt_func_info(func_name=None, signature=None):
    """The CPU level of the loops, by ufunc and signature; both arguments are patterns."""
    level = host.level_name()
    result = {}
    for name, ufunc in _ufuncs.by_name.items():
        if func_name is not None and not re.search(func_name, name):
            continue
        rows = {}
        for types in getattr(ufunc, 'types', ()):
            if signature is not None and not re.search(signature, types):
                names = [dtypes.find(c).name for c in types.replace('->', '')]
                if not any(re.search(signature, each) for each in names):
                    continue
            rows[types.replace('->', '')] = {'current': level, 'available': level}
        if rows:
            result[name] = rows
    return result
