"""About the package, types and objects: `info`, `show_config`, `typename`, `mintypecode`, ..."""

import os
import sys

from . import _dtypes as dtypes
from . import _host as host
from . import _convert as convert

_NAMES = {'S1': 'character', '?': 'bool', 'b': 'signed char', 'B': 'unsigned char', 'h': 'short', 'H': 'unsigned short',
          'i': 'integer', 'I': 'unsigned integer', 'l': 'long integer', 'L': 'unsigned long integer', 'q': 'long long integer',
          'Q': 'unsigned long long integer', 'f': 'single precision', 'd': 'double precision', 'g': 'long precision',
          'F': 'complex single precision', 'D': 'complex double precision', 'G': 'complex long double precision', 'S': 'string',
          'U': 'unicode', 'V': 'void', 'O': 'object'}
_buffer_size = [8192]


def typename(char):
    """What a type character means, in words."""
    import warnings
    warnings.warn('numpy.typename is deprecated. Use numpy.dtype.name instead.', DeprecationWarning, stacklevel=2)
    return _NAMES[char]


def mintypecode(typechars, typeset='GDFgdf', default='d'):
    """The character, out of a set, of the smallest type to which all of some types can be cast."""
    order = 'GDFgdf'
    chars = {c if isinstance(c, str) else convert.asarray(c).dtype.char for c in typechars}
    found = chars & set(typeset)
    if not found:
        return default
    if 'F' in found and 'd' in found:
        return 'D'
    return min(found, key=order.index)


def getbufsize():
    """The size of the buffers of ufuncs, in elements."""
    return _buffer_size[0]


def setbufsize(size):
    """Sets what `getbufsize` returns, and returns the old value: the runtime needs no such buffers."""
    import operator
    size = operator.index(size)
    if size < 0:
        raise ValueError('buffer size must be non-negative' if size < 0 else '')
    if size > 10e6:
        raise ValueError(f'Buffer size, {size}, is too big.')
    if size < 5:
        raise ValueError(f'Buffer size, {size}, is too small.')
    if size % 16 != 0:
        raise ValueError(f'Buffer size, {size}, is not a multiple of 16.')
    old, _buffer_size[0] = _buffer_size[0], size
    return old


def get_include():
    """The folder of the header of the ABI."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), 'include')


def show_config(mode='stdout'):
    """What the package runs on; with mode 'dicts' as a dict."""
    if mode not in ('stdout', 'dicts'):
        raise AttributeError(f'Invalid `mode`, use one of: stdout, dicts')
    facts = {'Host': host.name, 'ABI': '.'.join(map(str, host.abi_version())), 'CPU level': host.level_name(),
             'Threads': host.thread_count(), 'Python Information': {'path': sys.executable, 'version': sys.version.split()[0]}}
    if mode == 'dicts':
        return facts
    print('\n'.join(f'{key}: {value}' for key, value in facts.items()))


def show_runtime():
    """Prints what the package runs on."""
    show_config()


def info(object=None, maxwidth=76, output=None, toplevel='numpyni'):
    """Prints the documentation of an object, or of a name of the package; of an array its layout."""
    output = sys.stdout if output is None else output
    if isinstance(object, host.ndarray):
        _about_array(object, output)
        return
    if isinstance(object, str):
        module, found = sys.modules[toplevel], None
        for part in object.split('.'):
            found = getattr(module if found is None else found, part, None)
        if found is None:
            print(f'Help for {object} not found.', file=output)
            return
        object = found
    import inspect
    name = getattr(object, '__name__', type(object).__name__)
    try:
        print(f' {name}{inspect.signature(object)}\n', file=output)
    except (TypeError, ValueError):
        print(f' {name}\n', file=output)
    print(inspect.getdoc(object) or '', file=output)


def _about_array(a, output):
    order = {'<': 'little', '>': 'big', '|': sys.byteorder, '=': sys.byteorder}[a.dtype.byteorder]
    rows = (('class', f' {type(a).__name__}'), ('shape', f' {a.shape}'), ('strides', f' {a.strides}'), ('itemsize', f' {a.itemsize}'),
            ('aligned', f' {a.flags.aligned}'), ('contiguous', f' {a.flags.contiguous}'), ('fortran', f' {a.flags.fortran}'),
            ('data pointer', f' {hex(host.address(a))}'), ('byteorder', f'  {order}'),
            ('byteswap', f' {not a.dtype.isnative}'), ('type', f' {a.dtype}'))
    for name, value in rows:
        print(f'{name}: {value}', file=output)
