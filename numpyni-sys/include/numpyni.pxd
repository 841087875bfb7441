# UPDATE_GOLDEN=1 cargo test -p numpyni-sys; DO NOT EDIT

from libc.stdint cimport int8_t, int16_t, int32_t, int64_t, intptr_t
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t, uintptr_t
cdef extern from *:
  ctypedef bint bool
  ctypedef struct va_list

cdef extern from "numpyni.h":
  cdef struct NumPyNI_Context
  cdef struct NumPyNI_Api

  # The ABI's major version: another one is another table.
  const uint32_t NUMPYNI_ABI_MAJOR # = 1

  # The ABI's minor version: a larger one has more slots at the end.
  const uint32_t NUMPYNI_ABI_MINOR # = 1

  # No error.
  const int32_t NUMPYNI_OK # = 0

  # `ValueError`
  const int32_t NUMPYNI_ERROR_VALUE # = 1

  # `TypeError`
  const int32_t NUMPYNI_ERROR_TYPE # = 2

  # `IndexError`
  const int32_t NUMPYNI_ERROR_INDEX # = 3

  # `OverflowError`
  const int32_t NUMPYNI_ERROR_OVERFLOW # = 4

  # `MemoryError`
  const int32_t NUMPYNI_ERROR_MEMORY # = 5

  # `RuntimeError`
  const int32_t NUMPYNI_ERROR_RUNTIME # = 6

  # `BufferError`
  const int32_t NUMPYNI_ERROR_BUFFER # = 7

  # `NotImplementedError`
  const int32_t NUMPYNI_ERROR_NOT_IMPLEMENTED # = 8

  # `numpy.exceptions.AxisError` (a `ValueError` and an `IndexError`)
  const int32_t NUMPYNI_ERROR_AXIS # = 9

  # NumPy's `UFuncTypeError` (a `TypeError`): no loop, or no cast that the rule allows
  const int32_t NUMPYNI_ERROR_UFUNC_TYPE # = 10

  # The host has raised already; its own exception stands.
  const int32_t NUMPYNI_ERROR_HOST # = 11

  # A defect of the runtime (a panic that was caught): `SystemError`
  const int32_t NUMPYNI_ERROR_INTERNAL # = 12

  # Division by zero.
  const uint32_t NUMPYNI_FPE_DIVIDE # = 1

  # Overflow.
  const uint32_t NUMPYNI_FPE_OVERFLOW # = 2

  # Underflow.
  const uint32_t NUMPYNI_FPE_UNDERFLOW # = 4

  # An invalid operation.
  const uint32_t NUMPYNI_FPE_INVALID # = 8

  # A cast to a real type dropped imaginary parts: no exception of the hardware's, but told in the same place.
  const uint32_t NUMPYNI_FPE_IMAGINARY # = 16

  # Signed integer (8, 16, 32, 64 bits).
  const uint8_t NUMPYNI_TYPE_INT # = 0

  # Unsigned integer (8, 16, 32, 64 bits).
  const uint8_t NUMPYNI_TYPE_UINT # = 1

  # IEEE 754 binary floating point (16, 32, 64 bits).
  const uint8_t NUMPYNI_TYPE_FLOAT # = 2

  # Bytes whose meaning is the host's (`bits` is 0, the width stands in `ext`): they are moved, and nothing is computed of them.
  const uint8_t NUMPYNI_TYPE_OPAQUE # = 3

  # Brain floating point (16 bits).
  const uint8_t NUMPYNI_TYPE_BFLOAT # = 4

  # A pair of floating-point numbers, real and imaginary (64, 128 bits).
  const uint8_t NUMPYNI_TYPE_COMPLEX # = 5

  # One byte, zero or one (8 bits).
  const uint8_t NUMPYNI_TYPE_BOOL # = 6

  # The bytes of an element stand in the order that is not the machine's.
  const uint32_t NUMPYNI_EXT_SWAPPED # = 1

  # In a value only: a Python scalar, which takes the type of what it meets (NEP 50).
  const uint32_t NUMPYNI_EXT_WEAK # = 2

  # In a value only, with WEAK: a Python integer outside 64 bits, given as its nearest float64.
  const uint32_t NUMPYNI_EXT_BIG # = 4

  # How the exported table begins: "NumPyNI1" in memory, on a little-endian machine.
  const uint64_t NUMPYNI_EXTENSION_MAGIC # = 3551456064105706830

  # `identity` holds the value of an empty reduction.
  const uint32_t NUMPYNI_HAS_IDENTITY # = 1

  # A reduction may take its elements in any order: the operation is associative and commutative.
  const uint32_t NUMPYNI_REORDERABLE # = 2

  # The most arguments of a function.
  const int32_t NUMPYNI_MAXARGS # = 32

  # The most results of a function.
  const int32_t NUMPYNI_MAXRESULTS # = 8

  # It sets no error.
  const uint32_t NUMPYNI_NOTHROW # = 1

  # Its result depends on its arguments alone.
  const uint32_t NUMPYNI_PURE # = 2

  # It allocates nothing.
  const uint32_t NUMPYNI_NOALLOC # = 4

  # It calls back neither the host nor the runtime.
  const uint32_t NUMPYNI_NOUPCALL # = 8

  # It releases the GIL, or needs none.
  const uint32_t NUMPYNI_RELEASES_GIL # = 16

  # `typed` is the plain function of its scalars, with one result: `double f(double)`.
  const uint32_t NUMPYNI_ELEMENT # = 32

  # In `layout`: the last axis is contiguous.
  const uint32_t NUMPYNI_INNER_CONTIGUOUS # = 64

  # `x1 + x2`
  const uint32_t NUMPYNI_OP_ADD # = 1

  # `x1 - x2`
  const uint32_t NUMPYNI_OP_SUBTRACT # = 2

  # `x1 * x2`
  const uint32_t NUMPYNI_OP_MULTIPLY # = 3

  # `x1 / x2`
  const uint32_t NUMPYNI_OP_DIVIDE # = 4

  # `-x`
  const uint32_t NUMPYNI_OP_NEGATIVE # = 5

  # `|x|`
  const uint32_t NUMPYNI_OP_ABSOLUTE # = 6

  # The square root.
  const uint32_t NUMPYNI_OP_SQRT # = 7

  # Keep the reduced axes, with length one.
  const uint32_t NUMPYNI_KEEPDIMS # = 1

  # Reduce over all axes (`axis=None`; for accumulate and argmin: over the flattened array).
  const uint32_t NUMPYNI_ALL_AXES # = 2

  # 'same_kind', where nothing is said.
  const uint32_t NUMPYNI_CASTING_DEFAULT # = 0

  # 'no'
  const uint32_t NUMPYNI_CASTING_NO # = 1

  # 'equiv'
  const uint32_t NUMPYNI_CASTING_EQUIV # = 2

  # 'safe'
  const uint32_t NUMPYNI_CASTING_SAFE # = 3

  # 'same_kind'
  const uint32_t NUMPYNI_CASTING_SAME_KIND # = 4

  # 'unsafe'
  const uint32_t NUMPYNI_CASTING_UNSAFE # = 5

  # 'K': as the operands stand in memory.
  const uint32_t NUMPYNI_ORDER_K # = 0

  # 'C': row-major.
  const uint32_t NUMPYNI_ORDER_C # = 1

  # 'F': column-major.
  const uint32_t NUMPYNI_ORDER_F # = 2

  # 'A': 'F' if the operand is Fortran-contiguous and not C-contiguous, else 'C'.
  const uint32_t NUMPYNI_ORDER_A # = 3

  # Never copy: an error where a copy would be needed.
  const uint32_t NUMPYNI_COPY_NEVER # = 0

  # Copy only where it is needed.
  const uint32_t NUMPYNI_COPY_IF_NEEDED # = 1

  # Always copy.
  const uint32_t NUMPYNI_COPY_ALWAYS # = 2

  # An integer (negative counts from the end).
  const uint32_t NUMPYNI_INDEX_INTEGER # = 0

  # A slice.
  const uint32_t NUMPYNI_INDEX_SLICE # = 1

  # `None`: a new axis of length one.
  const uint32_t NUMPYNI_INDEX_NEWAXIS # = 2

  # `...`
  const uint32_t NUMPYNI_INDEX_ELLIPSIS # = 3

  # An array of integers or booleans (a Python bool is a 0-d boolean array).
  const uint32_t NUMPYNI_INDEX_ARRAY # = 4

  # The slice has a start.
  const uint32_t NUMPYNI_HAS_START # = 1

  # The slice has a stop.
  const uint32_t NUMPYNI_HAS_STOP # = 2

  # No value.
  const uint32_t NUMPYNI_SLOT_NONE # = 0

  # A boolean, 0 or 1.
  const uint32_t NUMPYNI_SLOT_BOOL # = 1

  # A signed 64-bit integer.
  const uint32_t NUMPYNI_SLOT_INT64 # = 2

  # A float32's pattern in the low 32 bits.
  const uint32_t NUMPYNI_SLOT_FLOAT32 # = 3

  # A float64's pattern.
  const uint32_t NUMPYNI_SLOT_FLOAT64 # = 4

  # A pointer to two float32.
  const uint32_t NUMPYNI_SLOT_COMPLEX64 # = 5

  # A pointer to two float64.
  const uint32_t NUMPYNI_SLOT_COMPLEX128 # = 6

  # A pointer to a `NumPyNI_View`.
  const uint32_t NUMPYNI_SLOT_VIEW # = 7

  # An owned handle.
  const uint32_t NUMPYNI_SLOT_HANDLE # = 8

  # The memory must not be written through this view.
  const uint32_t NUMPYNI_READONLY # = 1

  # `data` and all strides are multiples of the element's alignment.
  const uint32_t NUMPYNI_ALIGNED # = 2

  # Elements follow one another in row-major order without gaps.
  const uint32_t NUMPYNI_C_CONTIGUOUS # = 4

  # Elements follow one another in column-major order without gaps.
  const uint32_t NUMPYNI_F_CONTIGUOUS # = 8

  # The element's bytes are in the machine's order.
  const uint32_t NUMPYNI_NATIVE_ENDIAN # = 16

  # The array owns its memory (it is not a view of another array or of foreign memory).
  const uint32_t NUMPYNI_OWNDATA # = 32

  # The largest number of dimensions, as in NumPy 2.
  const int32_t NUMPYNI_MAXDIMS # = 64

  # The CPU, in `device_type`: DLPack's code.
  const int32_t NUMPYNI_DEVICE_CPU # = 1

  # An object of the host, as opaque bits: a PyNI local, an HPy, a `PyObject *`.
  cdef struct NumPyNI_Object:
    # The host's own representation.
    uintptr_t bits;

  # An owned reference to an array of the runtime. Opaque: not a pointer, and none that works when cast.
  #
  # Zero is no array. Closed exactly once, by `array_close`; a second close is an error, not undefined behaviour.
  cdef struct NumPyNI_Handle:
    # Meaningless outside the runtime.
    uintptr_t bits;

  # The host interface, filled by the host.
  cdef struct NumPyNI_Host:
    # `sizeof(NumPyNI_Host)` of the host.
    uint32_t struct_size;
    # Zero.
    uint32_t reserved;
    # An array for `object` (an array object, or anything with a buffer); the handle is owned by the caller.
    int32_t (*array_from)(NumPyNI_Context *ctx, NumPyNI_Object object, NumPyNI_Handle *out) noexcept nogil;
    # A new object of the host for an array; consumes the handle.
    int32_t (*object_from)(NumPyNI_Context *ctx, NumPyNI_Handle array, NumPyNI_Object *out) noexcept nogil;
    # Turns the context's pending error into the host's exception, and clears it.
    void (*raise_ "raise")(NumPyNI_Context *ctx) noexcept nogil;
    # Keeps `object` alive.
    NumPyNI_Object (*object_dup)(NumPyNI_Context *ctx, NumPyNI_Object object) noexcept nogil;
    # Gives `object` back; callable from any thread of the host.
    void (*object_close)(NumPyNI_Context *ctx, NumPyNI_Object object) noexcept nogil;
    # Lets other threads of the host run; the result goes to `gil_acquire`.
    uintptr_t (*gil_release)(NumPyNI_Context *ctx) noexcept nogil;
    # Undoes `gil_release`.
    void (*gil_acquire)(NumPyNI_Context *ctx, uintptr_t state) noexcept nogil;
    # Runs pending signal handlers; an error if one raised.
    int32_t (*check_signals)(NumPyNI_Context *ctx) noexcept nogil;

  # What every call takes first: borrowed, for one call, on one thread.
  #
  # The caller keeps it wherever it likes (the stack will do), fills `api` and `host`, and zeroes the rest. A pending error stands
  # in `error`, until `error_clear`; a context that holds an error is cleared before it is used again or dropped.
  cdef struct NumPyNI_Context:
    # The table; a debug or trace table may stand in.
    const NumPyNI_Api *api;
    # What the runtime may ask of the host; NULL when there is none.
    const NumPyNI_Host *host;
    # The kind of the pending error, one of `NUMPYNI_ERROR_*`; 0 is none.
    int32_t error;
    # Floating-point exceptions of the last call that computed: a set of `NUMPYNI_FPE_*`, never cleared by the caller.
    uint32_t fpe;
    # The runtime's: what the pending error carries.
    void *detail;
    # Zero.
    uint64_t reserved[4];

  # The type of one element. Two types are the same when all eight bytes are: one compare.
  #
  # `code` and `bits` are DLPack's; `ext` holds what DLPack has no room for. `lanes` is 1, but for opaque types: there it is the number
  # by which the host tells types of one width apart, and `ext` is the width in bytes.
  cdef struct NumPyNI_DType:
    # One of the `NUMPYNI_TYPE_*` codes.
    uint8_t code;
    # Width of one element, in bits; 0 where the width stands in `ext`.
    uint8_t bits;
    # 1; the host's number of an opaque type.
    uint16_t lanes;
    # `NUMPYNI_EXT_*` bits, 0 for a plain native type; the width of an opaque type in bytes.
    uint32_t ext;

  # A typed, strided window on memory. Frozen within a major version: load its fields directly.
  #
  # The element at index `(i, j, ...)` stands at `data + i * strides[0] + j * strides[1] + ...`; indices are in `0..shape[k]`
  # and the caller checks them. An array never changes: while `*epoch == epoch0`, everything read from the view is true.
  cdef struct NumPyNI_View:
    # `sizeof(NumPyNI_View)` of who filled it.
    uint32_t struct_size;
    # `NUMPYNI_READONLY`, `NUMPYNI_ALIGNED`, ...
    uint32_t flags;
    # The first element, offset applied. Not NULL, even with zero elements.
    void *data;
    # The type of an element.
    NumPyNI_DType dtype;
    # Number of dimensions, 0 to `NUMPYNI_MAXDIMS`.
    int32_t ndim;
    # DLPack's device code; 1 is the CPU.
    int32_t device_type;
    # `ndim` lengths, in elements.
    const int64_t *shape;
    # `ndim` strides, in bytes; never NULL if `ndim > 0`.
    const int64_t *strides;
    # Where the array's epoch stands; readable for as long as the process lives.
    const uint64_t *epoch;
    # What `*epoch` was when the view was filled.
    uint64_t epoch0;
    # Not NULL: this view holds the memory, until `view_release`. NULL: it is borrowed from a handle or for a call.
    void *lease;

  # What gives foreign memory back; called once, on any thread.
  ctypedef void (*NumPyNI_Release)(void *owner) noexcept nogil;

  # One item of an index expression, as in `a[i, 1:n:2, None, ..., idx]`.
  cdef struct NumPyNI_Index:
    # One of the `NUMPYNI_INDEX_*` kinds.
    uint32_t kind;
    # For a slice: `NUMPYNI_HAS_START | NUMPYNI_HAS_STOP`.
    uint32_t flags;
    # The integer, or the slice's start.
    int64_t start;
    # The slice's stop.
    int64_t stop;
    # The slice's step; not zero.
    int64_t step;
    # For an index array (of integers or booleans).
    NumPyNI_Handle array;

  # An operand or a result: an array (`array.bits != 0`), or one element of type `dtype`.
  #
  # A Python scalar is an element with `NUMPYNI_EXT_WEAK` set in `dtype.ext`: bool as `bool`, int as `int64` (or `uint64` above
  # its range, or `float64` with `NUMPYNI_EXT_BIG` outside both), float as `float64`, complex as `complex128`.
  cdef struct NumPyNI_Value:
    # The array, or zero. In a result it is owned by the caller.
    NumPyNI_Handle array;
    # The type of the element; ignored for an array.
    NumPyNI_DType dtype;
    # The element's bytes, from the first byte on, in the machine's order. In a result that is an array, `element[0]` is the address of
    # its view, as `array_view` gives it (since ABI 1.1); in an operand that is an array it is ignored.
    uint64_t element[2];

  # What is known of a ufunc. The strings are static.
  cdef struct NumPyNI_UfuncInfo:
    # `sizeof(NumPyNI_UfuncInfo)` of the runtime.
    uint32_t struct_size;
    # How many loops `ufunc_types` lists.
    uint32_t ntypes;
    # Number of inputs.
    int32_t nin;
    # Number of outputs.
    int32_t nout;
    # NUL-terminated name, "add".
    const char *name;
    # NUL-terminated documentation.
    const char *doc;
    # Nonzero: `identity` holds the value of an empty reduction.
    uint32_t has_identity;
    # Zero.
    uint32_t reserved;
    # The identity, as a weak scalar.
    NumPyNI_Value identity;

  # Options of `ufunc_call`. Fill `struct_size`, zero the rest, set what you need.
  cdef struct NumPyNI_UfuncOptions:
    # `sizeof(NumPyNI_UfuncOptions)` of the caller.
    uint32_t struct_size;
    # One of `NUMPYNI_CASTING_*`; 0 is the default, same_kind.
    uint32_t casting;
    # One of `NUMPYNI_ORDER_*`, of the results that are made; 0 is the default, 'K'.
    uint32_t order;
    # Zero.
    uint32_t reserved;
    # `nout` handles; zero means: make one. NULL means: make all.
    const NumPyNI_Handle *out;
    # A boolean array that broadcasts with the operands, or zero.
    NumPyNI_Handle where_;
    # `nin + nout` types of the loop; a word of all zeroes (lanes 0) leaves that one open. NULL leaves all open.
    const NumPyNI_DType *signature;

  # Options of `ufunc_reduce`, `ufunc_accumulate`, `ufunc_reduceat` and `reduce`.
  cdef struct NumPyNI_ReduceOptions:
    # `sizeof(NumPyNI_ReduceOptions)` of the caller.
    uint32_t struct_size;
    # `NUMPYNI_KEEPDIMS`, `NUMPYNI_ALL_AXES`.
    uint32_t flags;
    # `naxes` axes, negative ones count from the end; ignored with `NUMPYNI_ALL_AXES`.
    const int64_t *axes;
    # How many axes; zero reduces nothing.
    int64_t naxes;
    # The type of the computation and the result, or NULL.
    const NumPyNI_DType *dtype;
    # The start value, or NULL.
    const NumPyNI_Value *initial;
    # A boolean array that broadcasts to the operand, or zero.
    NumPyNI_Handle where_;
    # Where the result goes, or zero.
    NumPyNI_Handle out;
    # For var and std: the divisor is N - ddof.
    double ddof;

  # A typed entry point; its C prototype is what the signature spells:
  # `int32_t f(NumPyNI_Context *, arguments..., results...)`, zero for success. Arguments: `uint8_t` for bool, `int64_t`, `float`,
  # `double`, a pointer to two floats or doubles for complex, `const NumPyNI_View *` for an array. Results are pointers to where
  # they go; to a `NumPyNI_Handle` for an array, which the caller then owns.
  #
  # With `NUMPYNI_ELEMENT` it is the plain function of its scalars instead: `double f(double)`.
  ctypedef void (*NumPyNI_Fn)() noexcept nogil;

  # One argument or result of a packed call: a tag and 64 bits.
  cdef struct NumPyNI_Slot:
    # The value's bits: an integer, a double's pattern, or a pointer (a view, a complex number, a handle's bits).
    uint64_t bits;
    # One of the `NUMPYNI_SLOT_*` tags.
    uint32_t tag;
    # Zero.
    uint32_t reserved;

  # A packed entry point: arguments and results as tagged slots. The caller sets all tags; a result goes into the slot's `bits`, a
  # complex one to where `bits` points.
  ctypedef int32_t (*NumPyNI_Packed)(NumPyNI_Context *ctx, const NumPyNI_Slot *args, NumPyNI_Slot *results) noexcept nogil;

  # One function, as an extension describes it.
  cdef struct NumPyNI_Function:
    # `sizeof(NumPyNI_Function)` of the extension.
    uint32_t struct_size;
    # `NUMPYNI_NOTHROW`, `NUMPYNI_PURE`, ...
    uint32_t effects;
    # NUL-terminated name.
    const char *name;
    # NUL-terminated documentation, or NULL.
    const char *doc;
    # `"float64(float64[:,:] x, int64 n)"`: results, then arguments, whose names may be left out. Results are a type, `void`, or
    # several in parentheses. `[:,::1]` is row-major, `[::1,:]` column-major, `[...]` of any number of dimensions.
    const char *signature;
    # The typed entry, or NULL.
    NumPyNI_Fn typed;
    # The packed entry. NULL: the runtime makes it of a typed entry with `NUMPYNI_ELEMENT` whose types are all float64, float32 or
    # int64.
    NumPyNI_Packed packed;
    # A bit per argument that the function writes.
    uint64_t written;
    # What it requires of array arguments beyond aligned elements in the machine's byte order: `NUMPYNI_C_CONTIGUOUS`,
    # `NUMPYNI_F_CONTIGUOUS`, `NUMPYNI_INNER_CONTIGUOUS`. One that is only read is copied where it is laid out otherwise.
    uint32_t layout;
    # A known operation (`NUMPYNI_OP_*`), or zero: a JIT may emit the instruction itself.
    uint32_t op;

  # NumPy's inner-loop prototype: pointers to the first elements, lengths, byte strides, and the loop's own data.
  ctypedef void (*NumPyNI_Loop)(char *const *args, const intptr_t *dimensions, const intptr_t *steps, void *data) noexcept nogil;

  # One inner loop of a ufunc from outside.
  cdef struct NumPyNI_UfuncLoop:
    # `sizeof(NumPyNI_UfuncLoop)` of the extension.
    uint32_t struct_size;
    # As a function's; `NUMPYNI_RELEASES_GIL` is taken for granted.
    uint32_t effects;
    # `"float64(float64, float64)"`; several results as `"(float64, float64)(float64)"`.
    const char *signature;
    # The loop, NumPy's prototype. It may be called on any thread. NULL: made of `element`.
    NumPyNI_Loop strided;
    # The same for operands without gaps, or NULL.
    NumPyNI_Loop contiguous;
    # `accumulator = accumulator op x[i]` over the operands `x` and the accumulator, whose step is zero; or NULL.
    NumPyNI_Loop reduce;
    # The function of one element, a plain C prototype (`double f(double, double)`), or NULL. Where it alone is given, all
    # types are the same: float64, float32 or int64.
    NumPyNI_Fn element;
    # The last argument of the loops.
    void *data;

  # A ufunc from outside.
  cdef struct NumPyNI_Ufunc:
    # `sizeof(NumPyNI_Ufunc)` of the extension.
    uint32_t struct_size;
    # `NUMPYNI_HAS_IDENTITY`, `NUMPYNI_REORDERABLE`.
    uint32_t flags;
    # Number of inputs.
    int32_t nin;
    # Number of outputs.
    int32_t nout;
    # NUL-terminated name.
    const char *name;
    # NUL-terminated documentation, or NULL.
    const char *doc;
    # `nloops` loops, tried in their order.
    const NumPyNI_UfuncLoop *loops;
    # How many loops.
    uint32_t nloops;
    # Zero.
    uint32_t reserved;
    # The value of an empty reduction: a bool, int64 or float64.
    NumPyNI_Value identity;
    # The core dimensions of a generalized ufunc; NULL: it works element by element.
    const char *core;

  # The table that a universal extension exports, as the data symbol `numpyni_extension`: constant, and there for as long as the
  # library is. The runtime reads it before it runs any of the extension's functions.
  cdef struct NumPyNI_Extension:
    # `NUMPYNI_EXTENSION_MAGIC`
    uint64_t magic;
    # `sizeof(NumPyNI_Extension)` of the extension.
    uint32_t struct_size;
    # The major version of the ABI that it needs.
    uint16_t abi_major;
    # The minor version of the ABI that it needs at least.
    uint16_t abi_minor;
    # NUL-terminated name.
    const char *name;
    # NUL-terminated documentation, or NULL.
    const char *doc;
    # `function_count` functions. Those of one name are overloads, and are tried in their order.
    const NumPyNI_Function *functions;
    # `ufunc_count` ufuncs.
    const NumPyNI_Ufunc *ufuncs;
    # How many functions.
    uint32_t function_count;
    # How many ufuncs.
    uint32_t ufunc_count;

  # What is known of a loaded extension. The strings are static.
  cdef struct NumPyNI_ExtensionInfo:
    # `sizeof(NumPyNI_ExtensionInfo)` of the runtime.
    uint32_t struct_size;
    # Zero.
    uint32_t reserved;
    # NUL-terminated name.
    const char *name;
    # NUL-terminated documentation.
    const char *doc;
    # The number of its first function; the others follow. Overloads are one function.
    uint32_t first_function;
    # How many functions.
    uint32_t functions;
    # The number of its first ufunc; the others follow.
    uint32_t first_ufunc;
    # How many ufuncs.
    uint32_t ufuncs;

  # What is known of a loaded function. The strings are static.
  cdef struct NumPyNI_FunctionInfo:
    # `sizeof(NumPyNI_FunctionInfo)` of the runtime.
    uint32_t struct_size;
    # How many overloads.
    uint32_t overloads;
    # NUL-terminated name.
    const char *name;
    # NUL-terminated documentation of all overloads, each behind its signature.
    const char *doc;

  # An argument or a result of an overload.
  cdef struct NumPyNI_Parameter:
    # The tag of its slot: `NUMPYNI_SLOT_VIEW` for an array that goes in, `NUMPYNI_SLOT_HANDLE` for one that comes out, or a scalar's.
    uint32_t tag;
    # Number of dimensions of an array; -1: any.
    int32_t ndim;
    # The type of the scalar or of the array's elements.
    NumPyNI_DType dtype;
    # What the view must have: `NUMPYNI_ALIGNED | NUMPYNI_NATIVE_ENDIAN`, and what the function asks for.
    uint32_t flags;
    # Nonzero: the function writes it.
    uint32_t written;
    # NUL-terminated name, or NULL.
    const char *name;

  # One overload, its signature parsed. Static.
  cdef struct NumPyNI_Overload:
    # `sizeof(NumPyNI_Overload)` of the runtime.
    uint32_t struct_size;
    # `NUMPYNI_NOTHROW`, ...
    uint32_t effects;
    # Number of arguments.
    int32_t nargs;
    # Number of results.
    int32_t nresults;
    # The arguments, then the results.
    const NumPyNI_Parameter *parameters;
    # What the extension exports.
    const NumPyNI_Function *function;

  # The table of the runtime. Static, immutable; shared by all threads and interpreters.
  cdef struct NumPyNI_Api:
    # Size of this table in bytes: a slot beyond it is not there.
    uint32_t size;
    # `NUMPYNI_ABI_MAJOR`
    uint16_t major;
    # `NUMPYNI_ABI_MINOR`
    uint16_t minor;
    # The pending error's message in UTF-8 (not NUL-terminated), valid until `error_clear`; its length goes to `length`.
    const char *(*error_message)(NumPyNI_Context *ctx, uintptr_t *length) noexcept nogil;
    # Drops the pending error, if there is one.
    void (*error_clear)(NumPyNI_Context *ctx) noexcept nogil;
    # Sets the pending error: a kind of `NUMPYNI_ERROR_*` and a UTF-8 message, which is copied. Returns the kind.
    int32_t (*error_set)(NumPyNI_Context *ctx, int32_t kind, const char *message, uintptr_t length) noexcept nogil;
    # A new array of `ndim` lengths. `order` is C or F. `zero` nonzero: filled with zeroes, else the contents are arbitrary.
    int32_t (*array_new)(NumPyNI_Context *ctx,
                         NumPyNI_DType dtype,
                         int32_t ndim,
                         const int64_t *shape,
                         uint32_t order,
                         uint32_t zero,
                         NumPyNI_Handle *out) noexcept nogil;
    # An array over foreign memory, which `view` describes (its epoch and lease are ignored; NULL strides: row-major).
    # `release(owner)` is called once, when the last array that shares the memory is closed; on failure it is not called.
    int32_t (*array_from_memory)(NumPyNI_Context *ctx,
                                 const NumPyNI_View *view,
                                 NumPyNI_Release release,
                                 void *owner,
                                 NumPyNI_Handle *out) noexcept nogil;
    # A second handle of the same array (with an epoch of its own).
    int32_t (*array_dup)(NumPyNI_Context *ctx, NumPyNI_Handle array, NumPyNI_Handle *out) noexcept nogil;
    # Closes the handle. Its epoch changes. `ctx` may be NULL: the result says whether the handle was open.
    int32_t (*array_close)(NumPyNI_Context *ctx, NumPyNI_Handle array) noexcept nogil;
    # The array's view, borrowed: valid until the handle is closed.
    int32_t (*array_view)(NumPyNI_Context *ctx, NumPyNI_Handle array, const NumPyNI_View **out) noexcept nogil;
    # Fills `view` with a lease: its pointers stand until `view_release`, even when the handle is closed before.
    int32_t (*array_acquire)(NumPyNI_Context *ctx, NumPyNI_Handle array, NumPyNI_View *view) noexcept nogil;
    # Gives the lease back and sets it to NULL. Releasing a view without a lease does nothing.
    int32_t (*view_release)(NumPyNI_Context *ctx, NumPyNI_View *view) noexcept nogil;
    # A handle of an array that a view stands for: one with a lease, or one that an entry point got as an argument.
    int32_t (*array_from_view)(NumPyNI_Context *ctx, const NumPyNI_View *view, NumPyNI_Handle *out) noexcept nogil;
    # A view with another type, shape, strides and first element, `offset` bytes after the array's. It must lie inside the
    # memory. `readonly` nonzero takes the right to write away; zero keeps it as it is.
    int32_t (*array_as_strided)(NumPyNI_Context *ctx,
                                NumPyNI_Handle array,
                                NumPyNI_DType dtype,
                                int32_t ndim,
                                const int64_t *shape,
                                const int64_t *strides,
                                int64_t offset,
                                uint32_t readonly,
                                NumPyNI_Handle *out) noexcept nogil;
    # Another shape, of the same size; one length may be -1. `order` is C, F or A; `copy` one of `NUMPYNI_COPY_*`.
    int32_t (*array_reshape)(NumPyNI_Context *ctx,
                             NumPyNI_Handle array,
                             int32_t ndim,
                             const int64_t *shape,
                             uint32_t order,
                             uint32_t copy,
                             NumPyNI_Handle *out) noexcept nogil;
    # Axes permuted by `axes` (`naxes` of them, each axis once); NULL reverses them.
    int32_t (*array_transpose)(NumPyNI_Context *ctx,
                               NumPyNI_Handle array,
                               const int64_t *axes,
                               int32_t naxes,
                               NumPyNI_Handle *out) noexcept nogil;
    # A read-only view of a larger shape.
    int32_t (*array_broadcast_to)(NumPyNI_Context *ctx,
                                  NumPyNI_Handle array,
                                  int32_t ndim,
                                  const int64_t *shape,
                                  NumPyNI_Handle *out) noexcept nogil;
    # `a[items]`: an element where every item is an integer and each axis has one, else an array; a view for basic items,
    # a copy where an index array stands among them.
    int32_t (*array_get)(NumPyNI_Context *ctx,
                         NumPyNI_Handle array,
                         const NumPyNI_Index *items,
                         int32_t nitems,
                         NumPyNI_Value *out) noexcept nogil;
    # `a[items] = value`, broadcast and cast ('unsafe', as NumPy's assignment).
    int32_t (*array_set)(NumPyNI_Context *ctx,
                         NumPyNI_Handle array,
                         const NumPyNI_Index *items,
                         int32_t nitems,
                         const NumPyNI_Value *value) noexcept nogil;
    # The element at `index` of the flattened (row-major) array; negative counts from the end.
    int32_t (*array_item)(NumPyNI_Context *ctx, NumPyNI_Handle array, int64_t index, NumPyNI_Value *out) noexcept nogil;
    # Indices of the nonzero elements, row-major: an int64 array of shape (ndim, count).
    int32_t (*array_nonzero)(NumPyNI_Context *ctx, NumPyNI_Handle array, NumPyNI_Handle *out) noexcept nogil;
    # A copy with another type and order. `copy` `IF_NEEDED` gives the array itself (a dup) where nothing would change.
    int32_t (*array_astype)(NumPyNI_Context *ctx,
                            NumPyNI_Handle array,
                            NumPyNI_DType dtype,
                            uint32_t order,
                            uint32_t casting,
                            uint32_t copy,
                            NumPyNI_Handle *out) noexcept nogil;
    # `dst[...] = value` where `where_` (or zero) holds: NumPy's `copyto`. Overlap-safe.
    int32_t (*array_assign)(NumPyNI_Context *ctx,
                            NumPyNI_Handle dst,
                            const NumPyNI_Value *value,
                            uint32_t casting,
                            NumPyNI_Handle where_) noexcept nogil;
    # `start + i * step` for `i` in `0..length`, as NumPy's arange computes it (from the first two elements).
    int32_t (*array_arange)(NumPyNI_Context *ctx,
                            NumPyNI_DType dtype,
                            const NumPyNI_Value *start,
                            const NumPyNI_Value *step,
                            int64_t length,
                            NumPyNI_Handle *out) noexcept nogil;
    # The arrays joined along an existing axis; `dtype` may be NULL (their common type).
    int32_t (*array_concatenate)(NumPyNI_Context *ctx,
                                 const NumPyNI_Handle *arrays,
                                 int64_t count,
                                 int32_t axis,
                                 const NumPyNI_DType *dtype,
                                 NumPyNI_Handle *out) noexcept nogil;
    # 1 where the two arrays' memory extents overlap (NumPy's `may_share_memory`); exact nonzero: where an element does.
    int32_t (*array_overlaps)(NumPyNI_Context *ctx, NumPyNI_Handle x1, NumPyNI_Handle x2, uint32_t exact, uint32_t *out) noexcept nogil;
    # The common type of arrays, elements and weak scalars: NumPy's `result_type` (NEP 50).
    int32_t (*dtype_promote)(NumPyNI_Context *ctx, const NumPyNI_Value *values, int32_t count, NumPyNI_DType *out) noexcept nogil;
    # 1 where the rule allows the cast: NumPy's `can_cast`.
    int32_t (*dtype_can_cast)(NumPyNI_Context *ctx,
                              NumPyNI_DType from_,
                              NumPyNI_DType to,
                              uint32_t casting,
                              uint32_t *out) noexcept nogil;
    # How many ufuncs there are; they are numbered from zero. Cannot fail.
    uint32_t (*ufunc_count)(NumPyNI_Context *ctx) noexcept nogil;
    # The number of a ufunc, by its NUL-terminated name.
    int32_t (*ufunc_find)(NumPyNI_Context *ctx, const char *name, uint32_t *out) noexcept nogil;
    # What is known of a ufunc.
    int32_t (*ufunc_info)(NumPyNI_Context *ctx, uint32_t ufunc, NumPyNI_UfuncInfo *out) noexcept nogil;
    # The `nin + nout` types of its loop number `index`.
    int32_t (*ufunc_types)(NumPyNI_Context *ctx, uint32_t ufunc, uint32_t index, NumPyNI_DType *out) noexcept nogil;
    # The `nin + nout` types that a call with `inputs` and `options` (or NULL) would use.
    int32_t (*ufunc_resolve)(NumPyNI_Context *ctx,
                             uint32_t ufunc,
                             const NumPyNI_Value *inputs,
                             const NumPyNI_UfuncOptions *options,
                             NumPyNI_DType *out) noexcept nogil;
    # Applies a ufunc to `nin` inputs; `nout` results. An output that the options gave stands in its result as zero (no array,
    # lanes 0); a result of no dimensions comes as an element.
    int32_t (*ufunc_call)(NumPyNI_Context *ctx,
                          uint32_t ufunc,
                          const NumPyNI_Value *inputs,
                          const NumPyNI_UfuncOptions *options,
                          NumPyNI_Value *out) noexcept nogil;
    # `ufunc.reduce`. A NULL `options` reduces axis 0, as NumPy does.
    int32_t (*ufunc_reduce)(NumPyNI_Context *ctx,
                            uint32_t ufunc,
                            NumPyNI_Handle x,
                            const NumPyNI_ReduceOptions *options,
                            NumPyNI_Value *out) noexcept nogil;
    # `ufunc.accumulate` along one axis.
    int32_t (*ufunc_accumulate)(NumPyNI_Context *ctx,
                                uint32_t ufunc,
                                NumPyNI_Handle x,
                                const NumPyNI_ReduceOptions *options,
                                NumPyNI_Value *out) noexcept nogil;
    # `ufunc.reduceat` along one axis; `indices` is an integer array.
    int32_t (*ufunc_reduceat)(NumPyNI_Context *ctx,
                              uint32_t ufunc,
                              NumPyNI_Handle x,
                              NumPyNI_Handle indices,
                              const NumPyNI_ReduceOptions *options,
                              NumPyNI_Value *out) noexcept nogil;
    # `ufunc.at`: `x[items] = ufunc(x[items], value)`, unbuffered, so that repeated indices count; `value` is NULL for a
    # ufunc of one input.
    int32_t (*ufunc_at)(NumPyNI_Context *ctx,
                        uint32_t ufunc,
                        NumPyNI_Handle x,
                        const NumPyNI_Index *items,
                        int32_t nitems,
                        const NumPyNI_Value *value) noexcept nogil;
    # The number of a reduction, by its NUL-terminated name.
    int32_t (*reduction_find)(NumPyNI_Context *ctx, const char *name, uint32_t *out) noexcept nogil;
    # Applies a reduction. A NULL `options` reduces over all axes.
    int32_t (*reduce)(NumPyNI_Context *ctx,
                      uint32_t reduction,
                      NumPyNI_Handle x,
                      const NumPyNI_ReduceOptions *options,
                      NumPyNI_Value *out) noexcept nogil;
    # `x1 @ x2` with NumPy's rules of dimensions; `result` is zero or where the product goes.
    int32_t (*matmul)(NumPyNI_Context *ctx,
                      NumPyNI_Handle x1,
                      NumPyNI_Handle x2,
                      const NumPyNI_DType *dtype,
                      uint32_t casting,
                      NumPyNI_Handle result,
                      NumPyNI_Value *out) noexcept nogil;
    # How many handles are open now. Cannot fail.
    uint64_t (*handle_count)(NumPyNI_Context *ctx) noexcept nogil;
    # The level of the CPU that the kernels use ("x86-64-v4"), static and NUL-terminated. Cannot fail.
    const char *(*level_name)(NumPyNI_Context *ctx) noexcept nogil;
    # How many threads a large operation may use. Cannot fail.
    uint32_t (*thread_count)(NumPyNI_Context *ctx) noexcept nogil;
    # Sets it: 0 restores the default (`NUMPYNI_NUM_THREADS`, else the cores).
    int32_t (*thread_count_set)(NumPyNI_Context *ctx, uint32_t count) noexcept nogil;
    # Loads the shared library at `path` (NUL-terminated) and registers what it exports; a second time gives the same number. It
    # is never unloaded.
    int32_t (*extension_load)(NumPyNI_Context *ctx, const char *path, uint32_t *out) noexcept nogil;
    # Registers an extension that is in memory for good.
    int32_t (*extension_register)(NumPyNI_Context *ctx, const NumPyNI_Extension *extension, uint32_t *out) noexcept nogil;
    # What is known of an extension.
    int32_t (*extension_info)(NumPyNI_Context *ctx, uint32_t extension, NumPyNI_ExtensionInfo *out) noexcept nogil;
    # What is known of a function.
    int32_t (*function_info)(NumPyNI_Context *ctx, uint32_t function, NumPyNI_FunctionInfo *out) noexcept nogil;
    # One overload of a function.
    int32_t (*function_overload)(NumPyNI_Context *ctx, uint32_t function, uint32_t index, const NumPyNI_Overload **out) noexcept nogil;
    # Calls a function with `nargs` arguments: its first overload that takes their types as they are, or else the first to which
    # its scalars convert safely. `out` has room for `NUMPYNI_MAXRESULTS` results; how many there are goes to `nresults`.
    int32_t (*function_call)(NumPyNI_Context *ctx,
                             uint32_t function,
                             const NumPyNI_Value *args,
                             int32_t nargs,
                             NumPyNI_Value *out,
                             int32_t *nresults) noexcept nogil;
    # Registers a ufunc, whose loops stay callable for good; its number is as any other's.
    int32_t (*ufunc_register)(NumPyNI_Context *ctx, const NumPyNI_Ufunc *ufunc, uint32_t *out) noexcept nogil;
    # The core signature of a generalised ufunc in UTF-8 (not NUL-terminated), static, "(m,n),(n)->(m)"; its length goes to `length`.
    # NULL, and no error, where the ufunc works element by element.
    const char *(*ufunc_signature)(NumPyNI_Context *ctx, uint32_t ufunc, uintptr_t *length) noexcept nogil;
    # The number of a distribution, by its NUL-terminated name.
    int32_t (*random_find)(NumPyNI_Context *ctx, const char *name, uint32_t *out) noexcept nogil;
    # Fills `out`, in row-major order, with draws from a distribution. `state` is the generator: a contiguous array of uint64 that the
    # call changes, and that nobody else uses meanwhile. There are as many `parameters` as the distribution has, of its types; they
    # broadcast against `out`, or, where a draw is a vector, against all but its last axis.
    int32_t (*random_fill)(NumPyNI_Context *ctx,
                           uint32_t distribution,
                           NumPyNI_Handle state,
                           const NumPyNI_Value *parameters,
                           int32_t count,
                           NumPyNI_Handle out) noexcept nogil;
    # Runs loop number `index` of a ufunc (see `ufunc_types`) over the elements of a shape, one or more. Operand `k`, inputs before
    # outputs, begins at `args[k]`, is of type `types[k]`, and moves by `strides[axis * nargs + k]` bytes along an axis. Another type
    # than the loop's is cast on the way ('unsafe'). Outputs do not overlap inputs, unless as exactly the same elements. An operation
    # that looks at its operands first is not for this entry: powers of integers.
    int32_t (*ufunc_run)(NumPyNI_Context *ctx,
                         uint32_t ufunc,
                         uint32_t index,
                         int32_t ndim,
                         const int64_t *shape,
                         const NumPyNI_DType *types,
                         void *const *args,
                         const int64_t *strides) noexcept nogil;
    # A reduction of `length` elements that follow one another from `data` on.
    int32_t (*reduce_run)(NumPyNI_Context *ctx,
                          uint32_t reduction,
                          const NumPyNI_DType *dtype,
                          void *data,
                          int64_t length,
                          NumPyNI_Value *out) noexcept nogil;
    # 1 where the array may be written, the runtime made its memory, and no other handle or lease shares that: an operation whose host
    # knows that nobody will read the array again may then write its result there.
    int32_t (*array_is_exclusive)(NumPyNI_Context *ctx, NumPyNI_Handle x, uint32_t *out) noexcept nogil;
    # Elements of `width` bytes at places that an index of `count` int64 names on each axis, one or two. `args` are the array's first
    # element, where the selected ones go (side by side, apart from the array), and the indices; `strides` are in bytes, the axes' before the
    # indices'. With `writes` they come from there instead.
    int32_t (*take_run)(NumPyNI_Context *ctx,
                        uintptr_t width,
                        int32_t ndim,
                        const int64_t *shape,
                        const int64_t *strides,
                        int64_t count,
                        void *const *args,
                        uint32_t writes) noexcept nogil;

  const NumPyNI_Api *NumPyNI_GetApi(uint32_t min_major, uint32_t max_major) noexcept nogil
  const NumPyNI_DType NUMPYNI_BOOL
  const NumPyNI_DType NUMPYNI_INT8
  const NumPyNI_DType NUMPYNI_INT16
  const NumPyNI_DType NUMPYNI_INT32
  const NumPyNI_DType NUMPYNI_INT64
  const NumPyNI_DType NUMPYNI_UINT8
  const NumPyNI_DType NUMPYNI_UINT16
  const NumPyNI_DType NUMPYNI_UINT32
  const NumPyNI_DType NUMPYNI_UINT64
  const NumPyNI_DType NUMPYNI_FLOAT16
  const NumPyNI_DType NUMPYNI_BFLOAT16
  const NumPyNI_DType NUMPYNI_FLOAT32
  const NumPyNI_DType NUMPYNI_FLOAT64
  const NumPyNI_DType NUMPYNI_COMPLEX64
  const NumPyNI_DType NUMPYNI_COMPLEX128
