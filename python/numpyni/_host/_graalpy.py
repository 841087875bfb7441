"""The adapter over GraalPy's ctypes, whose typed vectors compile to a load or a store.

Three things differ from CPython's. Functions are called by name, never at an address: the library exports its slots by
name. No struct goes by value: a handle or a dtype word goes as the 64-bit integer that it is. And memory of Python's is on
Java's heap until it is handed to a native function, so it is handed to one before anybody asks where it is.
"""

import ctypes
import gc

from . import _abi_ctypes as abi, _ctypes
from ._ctypes import NULL, address_in, address_of_function, foreign_buffer, lengths, size_of, text

name = 'graalpy'
FINALIZERS = False  # `__del__` is never called
REACH = 1 << 31     # an offset from a pointer is a Java int of bytes

_memmove = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)(('memmove', ctypes.CDLL(None)))


def _by_word(kind):
    """The type that stands for one of the ABI's in a call or a struct."""
    if kind in (abi.NumPyNI_Handle, abi.NumPyNI_DType):
        return ctypes.c_uint64
    return ctypes.c_void_p if hasattr(kind, '_argtypes_') else kind


class _Api(ctypes.Structure):
    _fields_ = [(field, _by_word(kind)) for field, kind in abi.NumPyNI_Api._fields_]


_STRUCTS = dict(_ctypes.STRUCTS, Api=_Api)
_BLOCKS = {nbytes: ctypes.c_char * nbytes for nbytes in range(8, 4097, 8)}


class Memory:
    """Memory of Python's, and where it is."""

    __slots__ = ('address', 'block')

    def __init__(self, block):
        self.block = block
        self.address = _memmove(block, NULL, 0)


class _Words:
    """A vector of uint64. GraalPy's own takes none that is past the largest int64."""

    __slots__ = ('_p',)
    _type_ = ctypes.c_uint64

    def __init__(self, p):
        self._p = p

    @classmethod
    def from_address(cls, address):
        return cls(_VECTORS['u64'].from_address(address))

    def __getitem__(self, i):
        return self._p[i]

    def __setitem__(self, i, value):
        self._p[i] = value if value < 1 << 63 else value - (1 << 64)


# A vector of all that an offset may span is written in two thirds of a pointer's time; it takes no negative offsets.
_VECTORS = {kind: c * ((REACH - 8) // ctypes.sizeof(c)) for kind, c in _ctypes.KINDS.items()}


def pointer_type(kind):
    """The type of pointers to numbers of `kind`, for `cast`."""
    return _Words if kind == 'u64' else _VECTORS[kind]


def allocate(nbytes, zero):
    """Memory of Python's: an object that owns it."""
    nbytes = max(8, nbytes + 7 & -8)
    return Memory((_BLOCKS.get(nbytes) or ctypes.c_char * nbytes)())


def address_of(memory):
    """Where memory from `allocate` begins."""
    return memory.address


def reference(kind, memory):
    """A pointer to a struct, as a call or a field takes it."""
    return memory if type(memory) is int else memory.address


def cast(pointer_type, memory):
    """A pointer of this type, at an address or at memory from `allocate`: for offsets that are not negative."""
    return pointer_type.from_address(reference(None, memory))


def cast_backward(pointer_type, address):
    """As `cast`, for offsets of any sign."""
    item = pointer_type._type_
    made = ctypes.POINTER(item)(item.from_address(address))
    return _Words(made) if pointer_type is _Words else made


def pointer(kind, memory):
    """A pointer to numbers of `kind` at an address or at memory from `allocate`; `p[i]` reads and writes."""
    return cast(pointer_type(kind), memory)


def struct(kind, memory):
    """A struct of the ABI at an address or at memory from `allocate`; its fields are read and written through it."""
    return _STRUCTS[kind].from_address(reference(kind, memory))


def handle(bits):
    """A handle, as a call takes it."""
    return bits


word = handle       # a dtype word, as a call takes it


def void(memory):
    """A pointer to anything, as a call or a field takes it."""
    return reference(None, memory)


def pointer_field(kind, memory):
    """A pointer to numbers, as a field takes it."""
    return reference(kind, memory)


characters = pointers = size_pointer = view_pointer = overload_pointer = void


def as_release(function):
    """A function of the table that takes one pointer, or NULL, as a release of foreign memory."""
    return function


def from_buffer(view):
    """The address of a memoryview's memory, and what keeps it exported.

    GraalPy hands the beginning of the exporter's memory to native code whichever part of it the view shows, and tells of no
    way to learn where the part begins: only a view of the whole has an address.
    """
    if not view.readonly:
        if memoryview(view.obj).nbytes != view.nbytes:
            raise BufferError('GraalPy does not tell where a part of a memoryview begins')
        memory = Memory((ctypes.c_char * view.nbytes).from_buffer(view))
    elif type(view.obj) is bytes:
        memory = Memory((ctypes.c_char * view.nbytes).from_buffer_copy(view))
    else:
        raise BufferError('GraalPy does not tell where memory is that may not be written')
    return memory.address, memory


def load(path, minimum, maximum):
    """The table of the library at `path` (or None), its address, and what keeps it loaded. Raises OSError or AttributeError."""
    library = ctypes.CDLL(path)
    address = abi.GetApi(('NumPyNI_GetApi', library))(minimum, maximum)
    return (struct('Api', address) if address else None), address, library


def functions(api, library):
    """The table's functions: name -> function."""
    found = {}
    for field, kind in abi.NumPyNI_Api._fields_:
        if hasattr(kind, '_argtypes_'):
            made = ctypes.CFUNCTYPE(kind._restype_, *map(_by_word, kind._argtypes_))
            found[field] = made(('NumPyNI_' + field, library))
    return found


def move(place, address, nbytes):
    """Copies foreign memory from one address to another."""
    _memmove(place, address, nbytes)


def pressure(nbytes):
    """Tells the garbage collector of memory that it does not see: Java would wait until its own heap is full."""
    global _unseen
    _unseen += nbytes
    if _unseen > _BEARABLE:
        _unseen = 0
        gc.collect()


_unseen = 0
_BEARABLE = 1 << 29
