"""The adapter over cffi: memory, pointers, structs and the function table of the runtime."""

import _cffi_backend

from ._abi_cffi import ffi

name = 'cffi'
NULL = ffi.NULL
FINALIZERS = True   # whether `__del__` is called
REACH = None        # how many bytes an offset from a pointer may span
KINDS = {'u8': 'uint8_t', 'i8': 'int8_t', 'u16': 'uint16_t', 'i16': 'int16_t', 'u32': 'uint32_t', 'i32': 'int32_t',
         'u64': 'uint64_t', 'i64': 'int64_t', 'f32': 'float', 'f64': 'double'}
_POINTERS = {kind: ffi.typeof(c + ' *') for kind, c in KINDS.items()}
_BYTES = ffi.typeof('char[]')
_new_dirty = ffi.new_allocator(should_clear_after_alloc=False)
_cast = ffi.cast
_ORIGIN = _cast('char *', 0)
_STRUCTS = {kind: ffi.typeof(f'NumPyNI_{kind} *') for kind in
            ('Api', 'Context', 'Value', 'Index', 'UfuncOptions', 'ReduceOptions', 'DType', 'Handle', 'View', 'UfuncInfo',
             'Extension', 'ExtensionInfo', 'FunctionInfo', 'Overload', 'Parameter', 'Function')}


def allocate(nbytes, zero):
    """Memory of Python's: an object that owns it."""
    return ffi.new(_BYTES, nbytes) if zero else _new_dirty(_BYTES, nbytes)


def address_of(memory):
    """Where memory from `allocate` begins."""
    return -(_ORIGIN - memory)      # a difference is a machine integer


def pointer(kind, memory):
    """A pointer to numbers of `kind` at an address or at memory from `allocate`; `p[i]` reads and writes."""
    return _cast(_POINTERS[kind], memory)


def pointer_type(kind):
    """The type of pointers to numbers of `kind`, for `cast`."""
    return _POINTERS[kind]


def cast(pointer_type, memory):
    """A pointer of this type, at an address or at memory from `allocate`."""
    return _cast(pointer_type, memory)


cell = _cffi_backend.cast    # (cell type, address) -> the array there, whose elements are read and written


def cell_type(kind):
    """The type of arrays of two numbers of `kind`, for `cell`."""
    return ffi.typeof(KINDS[kind] + '[2]')


def struct(kind, memory):
    """A pointer to a struct of the ABI."""
    return _cast(_STRUCTS[kind], memory)


def size_of(kind):
    """Size of a struct of the ABI."""
    return ffi.sizeof(f'NumPyNI_{kind}')


def text(pointer_or_address, length=None):
    """The characters there, to the NUL or `length` bytes."""
    start = _cast('char *', pointer_or_address)
    return (ffi.string(start) if length is None else ffi.buffer(start, length)[:]).decode()


def handle(bits):
    """A handle, as a call takes it."""
    return (bits,)


def word(value):
    """A dtype word, as a call takes it."""
    return (value & 255, value >> 8 & 255, value >> 16 & 65535, value >> 32)


reference = struct   # a pointer to a struct, as a call or a field takes it


def as_release(function):
    """A function of the table that takes one pointer, or NULL, as a release of foreign memory."""
    return _cast('NumPyNI_Release', function)


def pointer_field(kind, memory):
    """A pointer to numbers, as a field takes it."""
    return _cast(_POINTERS[kind], memory)


def void(address):
    """A pointer to anything, as a call or a field takes it."""
    return _cast('void *', address)


def address_in(field):
    """The address in a pointer field."""
    return -(_ORIGIN - _cast('char *', field))


def foreign_buffer(address, nbytes, owner):
    """An object with a writable buffer over memory that `owner` keeps."""
    return ffi.buffer(ffi.gc(_cast('char *', address), lambda _, owner=owner: None), nbytes)


def from_buffer(view):
    """The address of a memoryview's memory, and what keeps it exported."""
    keep = ffi.from_buffer(_BYTES, view)
    return address_of(keep), keep


def load(path, minimum, maximum):
    """The table of the library at `path` (or None), its address, and what keeps it loaded. Raises OSError or AttributeError."""
    library = ffi.dlopen(path)
    try:
        get_api = library.NumPyNI_GetApi
    except ffi.error as error:  # an older cffi's AttributeError
        raise AttributeError(str(error)) from None
    api = get_api(minimum, maximum)
    return (None if api == ffi.NULL else api), address_in(api), library


def functions(api, library):
    """The table's functions: name -> function."""
    return {field: getattr(api, field) for field in dir(api) if field not in ('size', 'major', 'minor')}


def size_pointer(memory):
    """A pointer to a size, as a call takes it."""
    return _cast('uintptr_t *', memory)


def pointers(memory):
    """A pointer to pointers, as a call takes it."""
    return _cast('void **', memory)


def view_pointer(memory):
    """A pointer to a pointer to a view, as a call takes it."""
    return _cast('NumPyNI_View const **', memory)


def overload_pointer(memory):
    """A pointer to a pointer to an overload, as a call takes it."""
    return _cast('NumPyNI_Overload const **', memory)


def address_of_function(field):
    """The address in a field that points to a function."""
    return int(_cast('uintptr_t', field))


def function(prototype, address):
    """The C function at an address, callable."""
    return _cast(prototype, address)


def lengths(field, count):
    """The numbers that a pointer field points to."""
    return tuple([int(field[i]) for i in range(count)])


try:
    from __pypy__ import add_memory_pressure as pressure
except ImportError:
    def pressure(nbytes):
        """Tells the garbage collector of memory that it does not see."""


def characters(memory):
    """Characters, as a call takes them."""
    return _cast('char *', memory)


def move(place, address, nbytes):
    """Copies foreign memory from one address to another."""
    ffi.memmove(_cast('char *', place), _cast('char *', address), nbytes)
