"""DLPack: arrays as capsules and back, through ctypes and the C API of CPython.

Elsewhere (PyPy, GraalPy) capsules cannot be made from Python: both functions say so with BufferError.
"""

import ctypes
import sys

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from ._words import READONLY, TYPE_BOOL, word_of

if sys.implementation.name == 'cpython':
    _api = ctypes.pythonapi
else:
    _api = None


class _DLTensor(ctypes.Structure):
    _fields_ = [('data', ctypes.c_void_p), ('device_type', ctypes.c_int32), ('device_id', ctypes.c_int32), ('ndim', ctypes.c_int32),
                ('code', ctypes.c_uint8), ('bits', ctypes.c_uint8), ('lanes', ctypes.c_uint16),
                ('shape', ctypes.POINTER(ctypes.c_int64)), ('strides', ctypes.POINTER(ctypes.c_int64)),
                ('byte_offset', ctypes.c_uint64)]


_Deleter = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class _Managed(ctypes.Structure):
    _fields_ = [('tensor', _DLTensor), ('context', ctypes.c_void_p), ('deleter', _Deleter)]


class _Versioned(ctypes.Structure):
    _fields_ = [('major', ctypes.c_uint32), ('minor', ctypes.c_uint32), ('context', ctypes.c_void_p), ('deleter', _Deleter),
                ('flags', ctypes.c_uint64), ('tensor', _DLTensor)]


_READ_ONLY, _COPIED = 1, 2
_exported = {}          # address of a managed tensor -> what it keeps alive


@_Deleter
def _delete(address):
    _exported.pop(address, None)


def _function(name, result, *arguments):
    return ctypes.PYFUNCTYPE(result, *arguments)((name, _api))


if _api is not None:
    _Destructor = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
    _capsule_new = _function('PyCapsule_New', ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, _Destructor)
    _capsule_is = _function('PyCapsule_IsValid', ctypes.c_int, ctypes.py_object, ctypes.c_char_p)
    _capsule_get = _function('PyCapsule_GetPointer', ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)
    _capsule_rename = _function('PyCapsule_SetName', ctypes.c_int, ctypes.py_object, ctypes.c_char_p)
    # the same, of a capsule that is being destroyed and must not be referred to again
    _dying_is = _function('PyCapsule_IsValid', ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p)
    _dying_get = _function('PyCapsule_GetPointer', ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)

    @_Destructor
    def _capsule_dies(capsule):
        for name in (b'dltensor', b'dltensor_versioned'):
            if _dying_is(capsule, name):            # nobody consumed it
                _exported.pop(_dying_get(capsule, name), None)

_NAMES = (b'dltensor', b'dltensor_versioned', b'used_dltensor', b'used_dltensor_versioned')     # capsules keep the pointers


def _need_capsules():
    if _api is None:
        raise BufferError(f'numpyni: DLPack needs PyCapsule, which {sys.implementation.name} does not give to Python code')


def check(array):
    """BufferError for what DLPack cannot describe."""
    dtype = array.dtype
    if not dtype.isnative:
        raise BufferError('DLPack only supports native byte order.')
    if dtype.opaque:
        raise BufferError('DLPack only supports signed/unsigned integers, float and complex dtypes.')
    if any(n != 1 and s % dtype.itemsize for n, s in zip(array.shape, array.strides)):
        raise BufferError('DLPack only supports strides which are a multiple of itemsize.')


def export_capsule(array, max_version):
    """A capsule that keeps the array alive until its consumer is done."""
    _need_capsules()
    check(array)
    dtype = array.dtype
    versioned = max_version is not None and max_version[0] >= 1
    readonly = bool(host.flags(array) & READONLY)
    if readonly and not versioned:
        raise BufferError('Cannot export readonly array since signalling readonly is unsupported by DLPack (supported by newer '
                          'DLPack version).')
    n = array.ndim
    shape = (ctypes.c_int64 * n)(*array.shape)
    strides = (ctypes.c_int64 * n)(*[s // dtype.itemsize for s in array.strides])
    managed = _Versioned() if versioned else _Managed()
    if versioned:
        managed.major, managed.minor, managed.flags = 1, 0, _READ_ONLY if readonly else 0
    tensor = managed.tensor
    tensor.data, tensor.device_type, tensor.ndim = host.address(array), 1, n
    tensor.code, tensor.bits, tensor.lanes = dtype.word & 0xff, dtype.itemsize * 8, 1
    tensor.shape = ctypes.cast(shape, ctypes.POINTER(ctypes.c_int64))
    tensor.strides = ctypes.cast(strides, ctypes.POINTER(ctypes.c_int64))
    managed.deleter = _delete
    address = ctypes.addressof(managed)
    _exported[address] = managed, shape, strides, array
    return _capsule_new(address, _NAMES[versioned], _capsule_dies)


class _Imported:
    """What keeps an imported tensor alive; gives it back when the last array over it dies."""

    def __init__(self, managed, address):
        self.managed, self.address = managed, address

    def __del__(self):
        if self.managed.deleter:
            self.managed.deleter(self.address)


def import_capsule(x):
    """An array over the memory of an object with `__dlpack__`."""
    _need_capsules()
    try:
        device = x.__dlpack_device__()
        make = x.__dlpack__
    except AttributeError:
        raise AttributeError(f'{type(x).__name__!r} object has no attribute \'__dlpack__\'') from None
    if device[0] not in (1, 3, 11, 13):
        raise RuntimeError('Unsupported device in DLTensor.')
    try:
        capsule = make(max_version=(1, 0))
    except TypeError:
        capsule = make()
    versioned = bool(_capsule_is(capsule, _NAMES[1]))
    if not versioned and not _capsule_is(capsule, _NAMES[0]):
        raise BufferError('a DLPack capsule can be consumed only once')
    address = _capsule_get(capsule, _NAMES[versioned])
    managed = (_Versioned if versioned else _Managed).from_address(address)
    if versioned and managed.major != 1:
        raise BufferError('the DLPack tensor has an unsupported version')
    tensor = managed.tensor
    word = word_of(tensor.code, 8 if tensor.code == TYPE_BOOL else tensor.bits)
    if tensor.lanes != 1 or word not in dtypes.by_word:
        raise BufferError('unsupported type of a DLPack tensor')
    itemsize = dtypes.by_word[word].itemsize
    shape = tuple(tensor.shape[:tensor.ndim]) if tensor.ndim else ()
    strides = tuple([s * itemsize for s in tensor.strides[:tensor.ndim]]) if tensor.ndim and tensor.strides else None
    readonly = not versioned or bool(managed.flags & _READ_ONLY)        # older ones do not say
    _capsule_rename(capsule, _NAMES[2 + versioned])
    owner = _Imported(managed, address)
    return host.from_memory((tensor.data or 0) + tensor.byte_offset, word, shape, strides, readonly, owner)
