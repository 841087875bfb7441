"""The adapter over ctypes: memory, pointers, structs and the function table of the runtime."""

import ctypes
import functools
import sys

from . import _abi_ctypes as abi

name = 'ctypes'
NULL = None
FINALIZERS = True   # whether `__del__` is called
REACH = None        # how many bytes an offset from a pointer may span
KINDS = {'u8': ctypes.c_uint8, 'i8': ctypes.c_int8, 'u16': ctypes.c_uint16, 'i16': ctypes.c_int16, 'u32': ctypes.c_uint32,
         'i32': ctypes.c_int32, 'u64': ctypes.c_uint64, 'i64': ctypes.c_int64, 'f32': ctypes.c_float, 'f64': ctypes.c_double}
_POINTERS = {kind: ctypes.POINTER(c) for kind, c in KINDS.items()}

STRUCTS = {kind: getattr(abi, 'NumPyNI_' + kind) for kind in
           ('Api', 'Context', 'Value', 'Index', 'UfuncOptions', 'ReduceOptions', 'DType', 'Handle', 'View', 'UfuncInfo',
            'ExtensionInfo', 'FunctionInfo', 'Overload', 'Parameter', 'Function')}


def allocate(nbytes, zero):
    """Memory of Python's: an object that owns it."""
    return (ctypes.c_char * max(nbytes, 1))()


def address_of(memory):
    """Where memory from `allocate` begins."""
    return ctypes.addressof(memory)


def pointer(kind, memory):
    """A pointer to numbers of `kind` at an address or at memory from `allocate`; `p[i]` reads and writes."""
    return ctypes.cast(memory, _POINTERS[kind])


def pointer_type(kind):
    """The type of pointers to numbers of `kind`, for `cast`."""
    return _POINTERS[kind]


def cast(pointer_type, memory):
    """A pointer of this type, at an address or at memory from `allocate`."""
    return ctypes.cast(memory, pointer_type)


def reference(kind, memory):
    """A pointer to a struct, as a call or a field takes it."""
    return memory if isinstance(memory, int) else address_of(memory)


void = functools.partial(reference, None)


def pointer_field(kind, memory):
    """A pointer to numbers, as a field takes it."""
    return reference(kind, memory)


def struct(kind, memory):
    """A struct of the ABI at an address or at memory from `allocate`; its fields are read and written through it."""
    return STRUCTS[kind].from_address(reference(kind, memory))


def size_of(kind):
    """Size of a struct of the ABI."""
    return ctypes.sizeof(STRUCTS[kind])


def text(pointer_or_address, length=None):
    """The characters there, to the NUL or `length` bytes."""
    return (ctypes.string_at(pointer_or_address) if length is None else ctypes.string_at(pointer_or_address, length)).decode()


def handle(bits):
    """A handle, as a call takes it."""
    return abi.NumPyNI_Handle(bits)


def word(value):
    """A dtype word, as a call takes it."""
    return abi.NumPyNI_DType(value & 255, value >> 8 & 255, value >> 16 & 65535, value >> 32)


def as_release(function):
    """A function of the table that takes one pointer, or NULL, as a release of foreign memory."""
    return ctypes.cast(function, abi.NumPyNI_Release)


def address_in(field):
    """The address in a pointer field."""
    return field or 0


def foreign_buffer(address, nbytes, owner):
    """An object with a writable buffer over memory that `owner` keeps."""
    made = (ctypes.c_char * nbytes).from_address(address)
    made.owner = owner
    return made


def from_buffer(view):
    """The address of a memoryview's memory, and what keeps it exported."""
    if not view.readonly:
        keep = (ctypes.c_char * view.nbytes).from_buffer(view)
        return ctypes.addressof(keep), keep
    raw = _PyBuffer()
    _get_buffer(view, ctypes.byref(raw), 0)
    try:
        return raw.buf or 0, view
    finally:
        _release_buffer(ctypes.byref(raw))


class _PyBuffer(ctypes.Structure):
    _fields_ = [('buf', ctypes.c_void_p), ('obj', ctypes.c_void_p), ('len', ctypes.c_ssize_t), ('rest', ctypes.c_char * 128)]


if sys.implementation.name == 'cpython':
    _get_buffer = ctypes.pythonapi.PyObject_GetBuffer
    _get_buffer.argtypes = [ctypes.py_object, ctypes.c_void_p, ctypes.c_int]
    _release_buffer = ctypes.pythonapi.PyBuffer_Release
    _release_buffer.argtypes = [ctypes.c_void_p]
    _release_buffer.restype = None


def load(path, minimum, maximum):
    """The table of the library at `path` (or None), its address, and what keeps it loaded. Raises OSError or AttributeError."""
    library = ctypes.CDLL(path)
    address = abi.GetApi(('NumPyNI_GetApi', library))(minimum, maximum)
    return (struct('Api', address) if address else None), address, library


def functions(api, library):
    """The table's functions: name -> function."""
    return {field: getattr(api, field) for field, _ in abi.NumPyNI_Api._fields_ if field not in ('size', 'major', 'minor')}


pointers = void         # a pointer to pointers, as a call takes it
size_pointer = void     # a pointer to a size, as a call takes it
view_pointer = void     # a pointer to a pointer to a view, as a call takes it
overload_pointer = void


def address_of_function(field):
    """The address in a field that points to a function."""
    return ctypes.cast(field, ctypes.c_void_p).value or 0


def lengths(field, count):
    """The numbers that a pointer field points to."""
    return tuple((ctypes.c_int64 * count).from_address(field)) if count else ()


def pressure(nbytes):
    """Tells the garbage collector of memory that it does not see: nothing to do here."""

characters = void       # characters, as a call takes them


def move(place, address, nbytes):
    """Copies foreign memory from one address to another."""
    ctypes.memmove(place, address, nbytes)
