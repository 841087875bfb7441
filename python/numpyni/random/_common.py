"""A bit generator for what is compiled: C functions of its state, by ctypes, cffi, or a capsule."""

import collections
import sys

from .. import _host as host

interface = collections.namedtuple('interface', ['state_address', 'state', 'next_uint64', 'next_uint32', 'next_double', 'bit_generator'])
_NAME = b'BitGenerator'     # which capsules refer to
_FUNCTIONS = ('next_uint64', 'next_uint32', 'next_double', 'next_raw')


def _functions():
    """The runtime's functions, by ctypes."""
    import ctypes
    if sys.implementation.name == 'graalpy':
        raise NotImplementedError('the C functions of a bit generator: GraalPy ends when ctypes calls one that gives a double')
    library = ctypes.CDLL(host.library_path())
    results = {'next_uint32': ctypes.c_uint32, 'next_double': ctypes.c_double}
    return [ctypes.CFUNCTYPE(results.get(name, ctypes.c_uint64), ctypes.c_void_p)((f'NumPyNI_random_{name}', library))
            for name in _FUNCTIONS]


def _structure(generator):
    """NumPy's `bitgen_t`: the state's address and the four functions'. It lives as long as the generator."""
    import ctypes
    if 'structure' not in generator._interfaces:
        addresses = [ctypes.cast(function, ctypes.c_void_p).value for function in _functions()]
        generator._interfaces['structure'] = (ctypes.c_void_p * 5)(host.address(generator._words), *addresses)
    return generator._interfaces['structure']


def by_ctypes(generator):
    """The interface as ctypes has it."""
    import ctypes
    structure = _structure(generator)
    next_uint64, next_uint32, next_double, _ = _functions()
    return interface(structure[0], ctypes.c_void_p(structure[0]), next_uint64, next_uint32, next_double,
                     ctypes.c_void_p(ctypes.addressof(structure)))


def by_cffi(generator):
    """The interface as cffi has it."""
    import ctypes

    import cffi
    ffi, structure = cffi.FFI(), _structure(generator)
    functions = [ffi.cast(f'{result} (*)(void *)', address)
                 for result, address in zip(('uint64_t', 'uint32_t', 'double'), structure[1:4])]
    return interface(structure[0], ffi.cast('void *', structure[0]), *functions, ffi.cast('void *', ctypes.addressof(structure)))


def by_capsule(generator):
    """The structure's address in a capsule named "BitGenerator"."""
    import ctypes
    try:
        make = ctypes.pythonapi.PyCapsule_New
    except AttributeError:
        raise NotImplementedError('numpyni: capsules of bit generators are there on CPython alone') from None
    make.restype, make.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    return make(ctypes.addressof(_structure(generator)), _NAME, None)
