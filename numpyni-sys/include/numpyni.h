// UPDATE_GOLDEN=1 cargo test -p numpyni-sys; DO NOT EDIT

#ifndef NUMPYNI_H
#define NUMPYNI_H

#include <stdint.h>
#include <stddef.h>
typedef struct NumPyNI_Context NumPyNI_Context;
typedef struct NumPyNI_Api NumPyNI_Api;


// The ABI's major version: another one is another table.
#define NUMPYNI_ABI_MAJOR 1

// The ABI's minor version: a larger one has more slots at the end.
#define NUMPYNI_ABI_MINOR 1

// No error.
#define NUMPYNI_OK 0

// `ValueError`
#define NUMPYNI_ERROR_VALUE 1

// `TypeError`
#define NUMPYNI_ERROR_TYPE 2

// `IndexError`
#define NUMPYNI_ERROR_INDEX 3

// `OverflowError`
#define NUMPYNI_ERROR_OVERFLOW 4

// `MemoryError`
#define NUMPYNI_ERROR_MEMORY 5

// `RuntimeError`
#define NUMPYNI_ERROR_RUNTIME 6

// `BufferError`
#define NUMPYNI_ERROR_BUFFER 7

// `NotImplementedError`
#define NUMPYNI_ERROR_NOT_IMPLEMENTED 8

// `numpy.exceptions.AxisError` (a `ValueError` and an `IndexError`)
#define NUMPYNI_ERROR_AXIS 9

// NumPy's `UFuncTypeError` (a `TypeError`): no loop, or no cast that the rule allows
#define NUMPYNI_ERROR_UFUNC_TYPE 10

// The host has raised already; its own exception stands.
#define NUMPYNI_ERROR_HOST 11

// A defect of the runtime (a panic that was caught): `SystemError`
#define NUMPYNI_ERROR_INTERNAL 12

// Division by zero.
#define NUMPYNI_FPE_DIVIDE 1

// Overflow.
#define NUMPYNI_FPE_OVERFLOW 2

// Underflow.
#define NUMPYNI_FPE_UNDERFLOW 4

// An invalid operation.
#define NUMPYNI_FPE_INVALID 8

// A cast to a real type dropped imaginary parts: no exception of the hardware's, but told in the same place.
#define NUMPYNI_FPE_IMAGINARY 16

// Signed integer (8, 16, 32, 64 bits).
#define NUMPYNI_TYPE_INT 0

// Unsigned integer (8, 16, 32, 64 bits).
#define NUMPYNI_TYPE_UINT 1

// IEEE 754 binary floating point (16, 32, 64 bits).
#define NUMPYNI_TYPE_FLOAT 2

// Bytes whose meaning is the host's (`bits` is 0, the width stands in `ext`): they are moved, and nothing is computed of them.
#define NUMPYNI_TYPE_OPAQUE 3

// Brain floating point (16 bits).
#define NUMPYNI_TYPE_BFLOAT 4

// A pair of floating-point numbers, real and imaginary (64, 128 bits).
#define NUMPYNI_TYPE_COMPLEX 5

// One byte, zero or one (8 bits).
#define NUMPYNI_TYPE_BOOL 6

// The bytes of an element stand in the order that is not the machine's.
#define NUMPYNI_EXT_SWAPPED 1

// In a value only: a Python scalar, which takes the type of what it meets (NEP 50).
#define NUMPYNI_EXT_WEAK 2

// In a value only, with WEAK: a Python integer outside 64 bits, given as its nearest float64.
#define NUMPYNI_EXT_BIG 4

// How the exported table begins: "NumPyNI1" in memory, on a little-endian machine.
#define NUMPYNI_EXTENSION_MAGIC 3551456064105706830

// `identity` holds the value of an empty reduction.
#define NUMPYNI_HAS_IDENTITY 1

// A reduction may take its elements in any order: the operation is associative and commutative.
#define NUMPYNI_REORDERABLE 2

// The most arguments of a function.
#define NUMPYNI_MAXARGS 32

// The most results of a function.
#define NUMPYNI_MAXRESULTS 8

// It sets no error.
#define NUMPYNI_NOTHROW 1

// Its result depends on its arguments alone.
#define NUMPYNI_PURE 2

// It allocates nothing.
#define NUMPYNI_NOALLOC 4

// It calls back neither the host nor the runtime.
#define NUMPYNI_NOUPCALL 8

// It releases the GIL, or needs none.
#define NUMPYNI_RELEASES_GIL 16

// `typed` is the plain function of its scalars, with one result: `double f(double)`.
#define NUMPYNI_ELEMENT 32

// In `layout`: the last axis is contiguous.
#define NUMPYNI_INNER_CONTIGUOUS 64

// `x1 + x2`
#define NUMPYNI_OP_ADD 1

// `x1 - x2`
#define NUMPYNI_OP_SUBTRACT 2

// `x1 * x2`
#define NUMPYNI_OP_MULTIPLY 3

// `x1 / x2`
#define NUMPYNI_OP_DIVIDE 4

// `-x`
#define NUMPYNI_OP_NEGATIVE 5

// `|x|`
#define NUMPYNI_OP_ABSOLUTE 6

// The square root.
#define NUMPYNI_OP_SQRT 7

// Keep the reduced axes, with length one.
#define NUMPYNI_KEEPDIMS 1

// Reduce over all axes (`axis=None`; for accumulate and argmin: over the flattened array).
#define NUMPYNI_ALL_AXES 2

// 'same_kind', where nothing is said.
#define NUMPYNI_CASTING_DEFAULT 0

// 'no'
#define NUMPYNI_CASTING_NO 1

// 'equiv'
#define NUMPYNI_CASTING_EQUIV 2

// 'safe'
#define NUMPYNI_CASTING_SAFE 3

// 'same_kind'
#define NUMPYNI_CASTING_SAME_KIND 4

// 'unsafe'
#define NUMPYNI_CASTING_UNSAFE 5

// 'K': as the operands stand in memory.
#define NUMPYNI_ORDER_K 0

// 'C': row-major.
#define NUMPYNI_ORDER_C 1

// 'F': column-major.
#define NUMPYNI_ORDER_F 2

// 'A': 'F' if the operand is Fortran-contiguous and not C-contiguous, else 'C'.
#define NUMPYNI_ORDER_A 3

// Never copy: an error where a copy would be needed.
#define NUMPYNI_COPY_NEVER 0

// Copy only where it is needed.
#define NUMPYNI_COPY_IF_NEEDED 1

// Always copy.
#define NUMPYNI_COPY_ALWAYS 2

// An integer (negative counts from the end).
#define NUMPYNI_INDEX_INTEGER 0

// A slice.
#define NUMPYNI_INDEX_SLICE 1

// `None`: a new axis of length one.
#define NUMPYNI_INDEX_NEWAXIS 2

// `...`
#define NUMPYNI_INDEX_ELLIPSIS 3

// An array of integers or booleans (a Python bool is a 0-d boolean array).
#define NUMPYNI_INDEX_ARRAY 4

// The slice has a start.
#define NUMPYNI_HAS_START 1

// The slice has a stop.
#define NUMPYNI_HAS_STOP 2

// No value.
#define NUMPYNI_SLOT_NONE 0

// A boolean, 0 or 1.
#define NUMPYNI_SLOT_BOOL 1

// A signed 64-bit integer.
#define NUMPYNI_SLOT_INT64 2

// A float32's pattern in the low 32 bits.
#define NUMPYNI_SLOT_FLOAT32 3

// A float64's pattern.
#define NUMPYNI_SLOT_FLOAT64 4

// A pointer to two float32.
#define NUMPYNI_SLOT_COMPLEX64 5

// A pointer to two float64.
#define NUMPYNI_SLOT_COMPLEX128 6

// A pointer to a `NumPyNI_View`.
#define NUMPYNI_SLOT_VIEW 7

// An owned handle.
#define NUMPYNI_SLOT_HANDLE 8

// The memory must not be written through this view.
#define NUMPYNI_READONLY 1

// `data` and all strides are multiples of the element's alignment.
#define NUMPYNI_ALIGNED 2

// Elements follow one another in row-major order without gaps.
#define NUMPYNI_C_CONTIGUOUS 4

// Elements follow one another in column-major order without gaps.
#define NUMPYNI_F_CONTIGUOUS 8

// The element's bytes are in the machine's order.
#define NUMPYNI_NATIVE_ENDIAN 16

// The array owns its memory (it is not a view of another array or of foreign memory).
#define NUMPYNI_OWNDATA 32

// The largest number of dimensions, as in NumPy 2.
#define NUMPYNI_MAXDIMS 64

// The CPU, in `device_type`: DLPack's code.
#define NUMPYNI_DEVICE_CPU 1

// An object of the host, as opaque bits: a PyNI local, an HPy, a `PyObject *`.
typedef struct NumPyNI_Object {
  // The host's own representation.
  uintptr_t bits;
} NumPyNI_Object;

// An owned reference to an array of the runtime. Opaque: not a pointer, and none that works when cast.
//
// Zero is no array. Closed exactly once, by `array_close`; a second close is an error, not undefined behaviour.
typedef struct NumPyNI_Handle {
  // Meaningless outside the runtime.
  uintptr_t bits;
} NumPyNI_Handle;

// The host interface, filled by the host.
typedef struct NumPyNI_Host {
  // `sizeof(NumPyNI_Host)` of the host.
  uint32_t struct_size;
  // Zero.
  uint32_t reserved;
  // An array for `object` (an array object, or anything with a buffer); the handle is owned by the caller.
  int32_t (*array_from)(struct NumPyNI_Context *ctx, struct NumPyNI_Object object, struct NumPyNI_Handle *out);
  // A new object of the host for an array; consumes the handle.
  int32_t (*object_from)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array, struct NumPyNI_Object *out);
  // Turns the context's pending error into the host's exception, and clears it.
  void (*raise)(struct NumPyNI_Context *ctx);
  // Keeps `object` alive.
  struct NumPyNI_Object (*object_dup)(struct NumPyNI_Context *ctx, struct NumPyNI_Object object);
  // Gives `object` back; callable from any thread of the host.
  void (*object_close)(struct NumPyNI_Context *ctx, struct NumPyNI_Object object);
  // Lets other threads of the host run; the result goes to `gil_acquire`.
  uintptr_t (*gil_release)(struct NumPyNI_Context *ctx);
  // Undoes `gil_release`.
  void (*gil_acquire)(struct NumPyNI_Context *ctx, uintptr_t state);
  // Runs pending signal handlers; an error if one raised.
  int32_t (*check_signals)(struct NumPyNI_Context *ctx);
} NumPyNI_Host;

// What every call takes first: borrowed, for one call, on one thread.
//
// The caller keeps it wherever it likes (the stack will do), fills `api` and `host`, and zeroes the rest. A pending error stands
// in `error`, until `error_clear`; a context that holds an error is cleared before it is used again or dropped.
typedef struct NumPyNI_Context {
  // The table; a debug or trace table may stand in.
  const struct NumPyNI_Api *api;
  // What the runtime may ask of the host; NULL when there is none.
  const struct NumPyNI_Host *host;
  // The kind of the pending error, one of `NUMPYNI_ERROR_*`; 0 is none.
  int32_t error;
  // Floating-point exceptions of the last call that computed: a set of `NUMPYNI_FPE_*`, never cleared by the caller.
  uint32_t fpe;
  // The runtime's: what the pending error carries.
  void *detail;
  // Zero.
  uint64_t reserved[4];
} NumPyNI_Context;

// The type of one element. Two types are the same when all eight bytes are: one compare.
//
// `code` and `bits` are DLPack's; `ext` holds what DLPack has no room for. `lanes` is 1, but for opaque types: there it is the number
// by which the host tells types of one width apart, and `ext` is the width in bytes.
typedef struct NumPyNI_DType {
  // One of the `NUMPYNI_TYPE_*` codes.
  uint8_t code;
  // Width of one element, in bits; 0 where the width stands in `ext`.
  uint8_t bits;
  // 1; the host's number of an opaque type.
  uint16_t lanes;
  // `NUMPYNI_EXT_*` bits, 0 for a plain native type; the width of an opaque type in bytes.
  uint32_t ext;
} NumPyNI_DType;

// A typed, strided window on memory. Frozen within a major version: load its fields directly.
//
// The element at index `(i, j, ...)` stands at `data + i * strides[0] + j * strides[1] + ...`; indices are in `0..shape[k]`
// and the caller checks them. An array never changes: while `*epoch == epoch0`, everything read from the view is true.
typedef struct NumPyNI_View {
  // `sizeof(NumPyNI_View)` of who filled it.
  uint32_t struct_size;
  // `NUMPYNI_READONLY`, `NUMPYNI_ALIGNED`, ...
  uint32_t flags;
  // The first element, offset applied. Not NULL, even with zero elements.
  void *data;
  // The type of an element.
  struct NumPyNI_DType dtype;
  // Number of dimensions, 0 to `NUMPYNI_MAXDIMS`.
  int32_t ndim;
  // DLPack's device code; 1 is the CPU.
  int32_t device_type;
  // `ndim` lengths, in elements.
  const int64_t *shape;
  // `ndim` strides, in bytes; never NULL if `ndim > 0`.
  const int64_t *strides;
  // Where the array's epoch stands; readable for as long as the process lives.
  const uint64_t *epoch;
  // What `*epoch` was when the view was filled.
  uint64_t epoch0;
  // Not NULL: this view holds the memory, until `view_release`. NULL: it is borrowed from a handle or for a call.
  void *lease;
} NumPyNI_View;

// What gives foreign memory back; called once, on any thread.
typedef void (*NumPyNI_Release)(void *owner);

// One item of an index expression, as in `a[i, 1:n:2, None, ..., idx]`.
typedef struct NumPyNI_Index {
  // One of the `NUMPYNI_INDEX_*` kinds.
  uint32_t kind;
  // For a slice: `NUMPYNI_HAS_START | NUMPYNI_HAS_STOP`.
  uint32_t flags;
  // The integer, or the slice's start.
  int64_t start;
  // The slice's stop.
  int64_t stop;
  // The slice's step; not zero.
  int64_t step;
  // For an index array (of integers or booleans).
  struct NumPyNI_Handle array;
} NumPyNI_Index;

// An operand or a result: an array (`array.bits != 0`), or one element of type `dtype`.
//
// A Python scalar is an element with `NUMPYNI_EXT_WEAK` set in `dtype.ext`: bool as `bool`, int as `int64` (or `uint64` above
// its range, or `float64` with `NUMPYNI_EXT_BIG` outside both), float as `float64`, complex as `complex128`.
typedef struct NumPyNI_Value {
  // The array, or zero. In a result it is owned by the caller.
  struct NumPyNI_Handle array;
  // The type of the element; ignored for an array.
  struct NumPyNI_DType dtype;
  // The element's bytes, from the first byte on, in the machine's order. In a result that is an array, `element[0]` is the address of
  // its view, as `array_view` gives it (since ABI 1.1); in an operand that is an array it is ignored.
  uint64_t element[2];
} NumPyNI_Value;

// What is known of a ufunc. The strings are static.
typedef struct NumPyNI_UfuncInfo {
  // `sizeof(NumPyNI_UfuncInfo)` of the runtime.
  uint32_t struct_size;
  // How many loops `ufunc_types` lists.
  uint32_t ntypes;
  // Number of inputs.
  int32_t nin;
  // Number of outputs.
  int32_t nout;
  // NUL-terminated name, "add".
  const char *name;
  // NUL-terminated documentation.
  const char *doc;
  // Nonzero: `identity` holds the value of an empty reduction.
  uint32_t has_identity;
  // Zero.
  uint32_t reserved;
  // The identity, as a weak scalar.
  struct NumPyNI_Value identity;
} NumPyNI_UfuncInfo;

// Options of `ufunc_call`. Fill `struct_size`, zero the rest, set what you need.
typedef struct NumPyNI_UfuncOptions {
  // `sizeof(NumPyNI_UfuncOptions)` of the caller.
  uint32_t struct_size;
  // One of `NUMPYNI_CASTING_*`; 0 is the default, same_kind.
  uint32_t casting;
  // One of `NUMPYNI_ORDER_*`, of the results that are made; 0 is the default, 'K'.
  uint32_t order;
  // Zero.
  uint32_t reserved;
  // `nout` handles; zero means: make one. NULL means: make all.
  const struct NumPyNI_Handle *out;
  // A boolean array that broadcasts with the operands, or zero.
  struct NumPyNI_Handle where_;
  // `nin + nout` types of the loop; a word of all zeroes (lanes 0) leaves that one open. NULL leaves all open.
  const struct NumPyNI_DType *signature;
} NumPyNI_UfuncOptions;

// Options of `ufunc_reduce`, `ufunc_accumulate`, `ufunc_reduceat` and `reduce`.
typedef struct NumPyNI_ReduceOptions {
  // `sizeof(NumPyNI_ReduceOptions)` of the caller.
  uint32_t struct_size;
  // `NUMPYNI_KEEPDIMS`, `NUMPYNI_ALL_AXES`.
  uint32_t flags;
  // `naxes` axes, negative ones count from the end; ignored with `NUMPYNI_ALL_AXES`.
  const int64_t *axes;
  // How many axes; zero reduces nothing.
  int64_t naxes;
  // The type of the computation and the result, or NULL.
  const struct NumPyNI_DType *dtype;
  // The start value, or NULL.
  const struct NumPyNI_Value *initial;
  // A boolean array that broadcasts to the operand, or zero.
  struct NumPyNI_Handle where_;
  // Where the result goes, or zero.
  struct NumPyNI_Handle out;
  // For var and std: the divisor is N - ddof.
  double ddof;
} NumPyNI_ReduceOptions;

// A typed entry point; its C prototype is what the signature spells:
// `int32_t f(NumPyNI_Context *, arguments..., results...)`, zero for success. Arguments: `uint8_t` for bool, `int64_t`, `float`,
// `double`, a pointer to two floats or doubles for complex, `const NumPyNI_View *` for an array. Results are pointers to where
// they go; to a `NumPyNI_Handle` for an array, which the caller then owns.
//
// With `NUMPYNI_ELEMENT` it is the plain function of its scalars instead: `double f(double)`.
typedef void (*NumPyNI_Fn)(void);

// One argument or result of a packed call: a tag and 64 bits.
typedef struct NumPyNI_Slot {
  // The value's bits: an integer, a double's pattern, or a pointer (a view, a complex number, a handle's bits).
  uint64_t bits;
  // One of the `NUMPYNI_SLOT_*` tags.
  uint32_t tag;
  // Zero.
  uint32_t reserved;
} NumPyNI_Slot;

// A packed entry point: arguments and results as tagged slots. The caller sets all tags; a result goes into the slot's `bits`, a
// complex one to where `bits` points.
typedef int32_t (*NumPyNI_Packed)(struct NumPyNI_Context *ctx,
                                  const struct NumPyNI_Slot *args,
                                  struct NumPyNI_Slot *results);

// One function, as an extension describes it.
typedef struct NumPyNI_Function {
  // `sizeof(NumPyNI_Function)` of the extension.
  uint32_t struct_size;
  // `NUMPYNI_NOTHROW`, `NUMPYNI_PURE`, ...
  uint32_t effects;
  // NUL-terminated name.
  const char *name;
  // NUL-terminated documentation, or NULL.
  const char *doc;
  // `"float64(float64[:,:] x, int64 n)"`: results, then arguments, whose names may be left out. Results are a type, `void`, or
  // several in parentheses. `[:,::1]` is row-major, `[::1,:]` column-major, `[...]` of any number of dimensions.
  const char *signature;
  // The typed entry, or NULL.
  NumPyNI_Fn typed;
  // The packed entry. NULL: the runtime makes it of a typed entry with `NUMPYNI_ELEMENT` whose types are all float64, float32 or
  // int64.
  NumPyNI_Packed packed;
  // A bit per argument that the function writes.
  uint64_t written;
  // What it requires of array arguments beyond aligned elements in the machine's byte order: `NUMPYNI_C_CONTIGUOUS`,
  // `NUMPYNI_F_CONTIGUOUS`, `NUMPYNI_INNER_CONTIGUOUS`. One that is only read is copied where it is laid out otherwise.
  uint32_t layout;
  // A known operation (`NUMPYNI_OP_*`), or zero: a JIT may emit the instruction itself.
  uint32_t op;
} NumPyNI_Function;

// NumPy's inner-loop prototype: pointers to the first elements, lengths, byte strides, and the loop's own data.
typedef void (*NumPyNI_Loop)(char *const *args, const intptr_t *dimensions, const intptr_t *steps, void *data);

// One inner loop of a ufunc from outside.
typedef struct NumPyNI_UfuncLoop {
  // `sizeof(NumPyNI_UfuncLoop)` of the extension.
  uint32_t struct_size;
  // As a function's; `NUMPYNI_RELEASES_GIL` is taken for granted.
  uint32_t effects;
  // `"float64(float64, float64)"`; several results as `"(float64, float64)(float64)"`.
  const char *signature;
  // The loop, NumPy's prototype. It may be called on any thread. NULL: made of `element`.
  NumPyNI_Loop strided;
  // The same for operands without gaps, or NULL.
  NumPyNI_Loop contiguous;
  // `accumulator = accumulator op x[i]` over the operands `x` and the accumulator, whose step is zero; or NULL.
  NumPyNI_Loop reduce;
  // The function of one element, a plain C prototype (`double f(double, double)`), or NULL. Where it alone is given, all
  // types are the same: float64, float32 or int64.
  NumPyNI_Fn element;
  // The last argument of the loops.
  void *data;
} NumPyNI_UfuncLoop;

// A ufunc from outside.
typedef struct NumPyNI_Ufunc {
  // `sizeof(NumPyNI_Ufunc)` of the extension.
  uint32_t struct_size;
  // `NUMPYNI_HAS_IDENTITY`, `NUMPYNI_REORDERABLE`.
  uint32_t flags;
  // Number of inputs.
  int32_t nin;
  // Number of outputs.
  int32_t nout;
  // NUL-terminated name.
  const char *name;
  // NUL-terminated documentation, or NULL.
  const char *doc;
  // `nloops` loops, tried in their order.
  const struct NumPyNI_UfuncLoop *loops;
  // How many loops.
  uint32_t nloops;
  // Zero.
  uint32_t reserved;
  // The value of an empty reduction: a bool, int64 or float64.
  struct NumPyNI_Value identity;
  // The core dimensions of a generalized ufunc; NULL: it works element by element.
  const char *core;
} NumPyNI_Ufunc;

// The table that a universal extension exports, as the data symbol `numpyni_extension`: constant, and there for as long as the
// library is. The runtime reads it before it runs any of the extension's functions.
typedef struct NumPyNI_Extension {
  // `NUMPYNI_EXTENSION_MAGIC`
  uint64_t magic;
  // `sizeof(NumPyNI_Extension)` of the extension.
  uint32_t struct_size;
  // The major version of the ABI that it needs.
  uint16_t abi_major;
  // The minor version of the ABI that it needs at least.
  uint16_t abi_minor;
  // NUL-terminated name.
  const char *name;
  // NUL-terminated documentation, or NULL.
  const char *doc;
  // `function_count` functions. Those of one name are overloads, and are tried in their order.
  const struct NumPyNI_Function *functions;
  // `ufunc_count` ufuncs.
  const struct NumPyNI_Ufunc *ufuncs;
  // How many functions.
  uint32_t function_count;
  // How many ufuncs.
  uint32_t ufunc_count;
} NumPyNI_Extension;

// What is known of a loaded extension. The strings are static.
typedef struct NumPyNI_ExtensionInfo {
  // `sizeof(NumPyNI_ExtensionInfo)` of the runtime.
  uint32_t struct_size;
  // Zero.
  uint32_t reserved;
  // NUL-terminated name.
  const char *name;
  // NUL-terminated documentation.
  const char *doc;
  // The number of its first function; the others follow. Overloads are one function.
  uint32_t first_function;
  // How many functions.
  uint32_t functions;
  // The number of its first ufunc; the others follow.
  uint32_t first_ufunc;
  // How many ufuncs.
  uint32_t ufuncs;
} NumPyNI_ExtensionInfo;

// What is known of a loaded function. The strings are static.
typedef struct NumPyNI_FunctionInfo {
  // `sizeof(NumPyNI_FunctionInfo)` of the runtime.
  uint32_t struct_size;
  // How many overloads.
  uint32_t overloads;
  // NUL-terminated name.
  const char *name;
  // NUL-terminated documentation of all overloads, each behind its signature.
  const char *doc;
} NumPyNI_FunctionInfo;

// An argument or a result of an overload.
typedef struct NumPyNI_Parameter {
  // The tag of its slot: `NUMPYNI_SLOT_VIEW` for an array that goes in, `NUMPYNI_SLOT_HANDLE` for one that comes out, or a scalar's.
  uint32_t tag;
  // Number of dimensions of an array; -1: any.
  int32_t ndim;
  // The type of the scalar or of the array's elements.
  struct NumPyNI_DType dtype;
  // What the view must have: `NUMPYNI_ALIGNED | NUMPYNI_NATIVE_ENDIAN`, and what the function asks for.
  uint32_t flags;
  // Nonzero: the function writes it.
  uint32_t written;
  // NUL-terminated name, or NULL.
  const char *name;
} NumPyNI_Parameter;

// One overload, its signature parsed. Static.
typedef struct NumPyNI_Overload {
  // `sizeof(NumPyNI_Overload)` of the runtime.
  uint32_t struct_size;
  // `NUMPYNI_NOTHROW`, ...
  uint32_t effects;
  // Number of arguments.
  int32_t nargs;
  // Number of results.
  int32_t nresults;
  // The arguments, then the results.
  const struct NumPyNI_Parameter *parameters;
  // What the extension exports.
  const struct NumPyNI_Function *function;
} NumPyNI_Overload;

// The table of the runtime. Static, immutable; shared by all threads and interpreters.
typedef struct NumPyNI_Api {
  // Size of this table in bytes: a slot beyond it is not there.
  uint32_t size;
  // `NUMPYNI_ABI_MAJOR`
  uint16_t major;
  // `NUMPYNI_ABI_MINOR`
  uint16_t minor;
  // The pending error's message in UTF-8 (not NUL-terminated), valid until `error_clear`; its length goes to `length`.
  const char *(*error_message)(struct NumPyNI_Context *ctx, uintptr_t *length);
  // Drops the pending error, if there is one.
  void (*error_clear)(struct NumPyNI_Context *ctx);
  // Sets the pending error: a kind of `NUMPYNI_ERROR_*` and a UTF-8 message, which is copied. Returns the kind.
  int32_t (*error_set)(struct NumPyNI_Context *ctx, int32_t kind, const char *message, uintptr_t length);
  // A new array of `ndim` lengths. `order` is C or F. `zero` nonzero: filled with zeroes, else the contents are arbitrary.
  int32_t (*array_new)(struct NumPyNI_Context *ctx,
                       struct NumPyNI_DType dtype,
                       int32_t ndim,
                       const int64_t *shape,
                       uint32_t order,
                       uint32_t zero,
                       struct NumPyNI_Handle *out);
  // An array over foreign memory, which `view` describes (its epoch and lease are ignored; NULL strides: row-major).
  // `release(owner)` is called once, when the last array that shares the memory is closed; on failure it is not called.
  int32_t (*array_from_memory)(struct NumPyNI_Context *ctx,
                               const struct NumPyNI_View *view,
                               NumPyNI_Release release,
                               void *owner,
                               struct NumPyNI_Handle *out);
  // A second handle of the same array (with an epoch of its own).
  int32_t (*array_dup)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array, struct NumPyNI_Handle *out);
  // Closes the handle. Its epoch changes. `ctx` may be NULL: the result says whether the handle was open.
  int32_t (*array_close)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array);
  // The array's view, borrowed: valid until the handle is closed.
  int32_t (*array_view)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array, const struct NumPyNI_View **out);
  // Fills `view` with a lease: its pointers stand until `view_release`, even when the handle is closed before.
  int32_t (*array_acquire)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array, struct NumPyNI_View *view);
  // Gives the lease back and sets it to NULL. Releasing a view without a lease does nothing.
  int32_t (*view_release)(struct NumPyNI_Context *ctx, struct NumPyNI_View *view);
  // A handle of an array that a view stands for: one with a lease, or one that an entry point got as an argument.
  int32_t (*array_from_view)(struct NumPyNI_Context *ctx, const struct NumPyNI_View *view, struct NumPyNI_Handle *out);
  // A view with another type, shape, strides and first element, `offset` bytes after the array's. It must lie inside the
  // memory. `readonly` nonzero takes the right to write away; zero keeps it as it is.
  int32_t (*array_as_strided)(struct NumPyNI_Context *ctx,
                              struct NumPyNI_Handle array,
                              struct NumPyNI_DType dtype,
                              int32_t ndim,
                              const int64_t *shape,
                              const int64_t *strides,
                              int64_t offset,
                              uint32_t readonly,
                              struct NumPyNI_Handle *out);
  // Another shape, of the same size; one length may be -1. `order` is C, F or A; `copy` one of `NUMPYNI_COPY_*`.
  int32_t (*array_reshape)(struct NumPyNI_Context *ctx,
                           struct NumPyNI_Handle array,
                           int32_t ndim,
                           const int64_t *shape,
                           uint32_t order,
                           uint32_t copy,
                           struct NumPyNI_Handle *out);
  // Axes permuted by `axes` (`naxes` of them, each axis once); NULL reverses them.
  int32_t (*array_transpose)(struct NumPyNI_Context *ctx,
                             struct NumPyNI_Handle array,
                             const int64_t *axes,
                             int32_t naxes,
                             struct NumPyNI_Handle *out);
  // A read-only view of a larger shape.
  int32_t (*array_broadcast_to)(struct NumPyNI_Context *ctx,
                                struct NumPyNI_Handle array,
                                int32_t ndim,
                                const int64_t *shape,
                                struct NumPyNI_Handle *out);
  // `a[items]`: an element where every item is an integer and each axis has one, else an array; a view for basic items,
  // a copy where an index array stands among them.
  int32_t (*array_get)(struct NumPyNI_Context *ctx,
                       struct NumPyNI_Handle array,
                       const struct NumPyNI_Index *items,
                       int32_t nitems,
                       struct NumPyNI_Value *out);
  // `a[items] = value`, broadcast and cast ('unsafe', as NumPy's assignment).
  int32_t (*array_set)(struct NumPyNI_Context *ctx,
                       struct NumPyNI_Handle array,
                       const struct NumPyNI_Index *items,
                       int32_t nitems,
                       const struct NumPyNI_Value *value);
  // The element at `index` of the flattened (row-major) array; negative counts from the end.
  int32_t (*array_item)(struct NumPyNI_Context *ctx,
                        struct NumPyNI_Handle array,
                        int64_t index,
                        struct NumPyNI_Value *out);
  // Indices of the nonzero elements, row-major: an int64 array of shape (ndim, count).
  int32_t (*array_nonzero)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle array, struct NumPyNI_Handle *out);
  // A copy with another type and order. `copy` `IF_NEEDED` gives the array itself (a dup) where nothing would change.
  int32_t (*array_astype)(struct NumPyNI_Context *ctx,
                          struct NumPyNI_Handle array,
                          struct NumPyNI_DType dtype,
                          uint32_t order,
                          uint32_t casting,
                          uint32_t copy,
                          struct NumPyNI_Handle *out);
  // `dst[...] = value` where `where_` (or zero) holds: NumPy's `copyto`. Overlap-safe.
  int32_t (*array_assign)(struct NumPyNI_Context *ctx,
                          struct NumPyNI_Handle dst,
                          const struct NumPyNI_Value *value,
                          uint32_t casting,
                          struct NumPyNI_Handle where_);
  // `start + i * step` for `i` in `0..length`, as NumPy's arange computes it (from the first two elements).
  int32_t (*array_arange)(struct NumPyNI_Context *ctx,
                          struct NumPyNI_DType dtype,
                          const struct NumPyNI_Value *start,
                          const struct NumPyNI_Value *step,
                          int64_t length,
                          struct NumPyNI_Handle *out);
  // The arrays joined along an existing axis; `dtype` may be NULL (their common type).
  int32_t (*array_concatenate)(struct NumPyNI_Context *ctx,
                               const struct NumPyNI_Handle *arrays,
                               int64_t count,
                               int32_t axis,
                               const struct NumPyNI_DType *dtype,
                               struct NumPyNI_Handle *out);
  // 1 where the two arrays' memory extents overlap (NumPy's `may_share_memory`); exact nonzero: where an element does.
  int32_t (*array_overlaps)(struct NumPyNI_Context *ctx,
                            struct NumPyNI_Handle x1,
                            struct NumPyNI_Handle x2,
                            uint32_t exact,
                            uint32_t *out);
  // The common type of arrays, elements and weak scalars: NumPy's `result_type` (NEP 50).
  int32_t (*dtype_promote)(struct NumPyNI_Context *ctx,
                           const struct NumPyNI_Value *values,
                           int32_t count,
                           struct NumPyNI_DType *out);
  // 1 where the rule allows the cast: NumPy's `can_cast`.
  int32_t (*dtype_can_cast)(struct NumPyNI_Context *ctx,
                            struct NumPyNI_DType from,
                            struct NumPyNI_DType to,
                            uint32_t casting,
                            uint32_t *out);
  // How many ufuncs there are; they are numbered from zero. Cannot fail.
  uint32_t (*ufunc_count)(struct NumPyNI_Context *ctx);
  // The number of a ufunc, by its NUL-terminated name.
  int32_t (*ufunc_find)(struct NumPyNI_Context *ctx, const char *name, uint32_t *out);
  // What is known of a ufunc.
  int32_t (*ufunc_info)(struct NumPyNI_Context *ctx, uint32_t ufunc, struct NumPyNI_UfuncInfo *out);
  // The `nin + nout` types of its loop number `index`.
  int32_t (*ufunc_types)(struct NumPyNI_Context *ctx, uint32_t ufunc, uint32_t index, struct NumPyNI_DType *out);
  // The `nin + nout` types that a call with `inputs` and `options` (or NULL) would use.
  int32_t (*ufunc_resolve)(struct NumPyNI_Context *ctx,
                           uint32_t ufunc,
                           const struct NumPyNI_Value *inputs,
                           const struct NumPyNI_UfuncOptions *options,
                           struct NumPyNI_DType *out);
  // Applies a ufunc to `nin` inputs; `nout` results. An output that the options gave stands in its result as zero (no array,
  // lanes 0); a result of no dimensions comes as an element.
  int32_t (*ufunc_call)(struct NumPyNI_Context *ctx,
                        uint32_t ufunc,
                        const struct NumPyNI_Value *inputs,
                        const struct NumPyNI_UfuncOptions *options,
                        struct NumPyNI_Value *out);
  // `ufunc.reduce`. A NULL `options` reduces axis 0, as NumPy does.
  int32_t (*ufunc_reduce)(struct NumPyNI_Context *ctx,
                          uint32_t ufunc,
                          struct NumPyNI_Handle x,
                          const struct NumPyNI_ReduceOptions *options,
                          struct NumPyNI_Value *out);
  // `ufunc.accumulate` along one axis.
  int32_t (*ufunc_accumulate)(struct NumPyNI_Context *ctx,
                              uint32_t ufunc,
                              struct NumPyNI_Handle x,
                              const struct NumPyNI_ReduceOptions *options,
                              struct NumPyNI_Value *out);
  // `ufunc.reduceat` along one axis; `indices` is an integer array.
  int32_t (*ufunc_reduceat)(struct NumPyNI_Context *ctx,
                            uint32_t ufunc,
                            struct NumPyNI_Handle x,
                            struct NumPyNI_Handle indices,
                            const struct NumPyNI_ReduceOptions *options,
                            struct NumPyNI_Value *out);
  // `ufunc.at`: `x[items] = ufunc(x[items], value)`, unbuffered, so that repeated indices count; `value` is NULL for a
  // ufunc of one input.
  int32_t (*ufunc_at)(struct NumPyNI_Context *ctx,
                      uint32_t ufunc,
                      struct NumPyNI_Handle x,
                      const struct NumPyNI_Index *items,
                      int32_t nitems,
                      const struct NumPyNI_Value *value);
  // The number of a reduction, by its NUL-terminated name.
  int32_t (*reduction_find)(struct NumPyNI_Context *ctx, const char *name, uint32_t *out);
  // Applies a reduction. A NULL `options` reduces over all axes.
  int32_t (*reduce)(struct NumPyNI_Context *ctx,
                    uint32_t reduction,
                    struct NumPyNI_Handle x,
                    const struct NumPyNI_ReduceOptions *options,
                    struct NumPyNI_Value *out);
  // `x1 @ x2` with NumPy's rules of dimensions; `result` is zero or where the product goes.
  int32_t (*matmul)(struct NumPyNI_Context *ctx,
                    struct NumPyNI_Handle x1,
                    struct NumPyNI_Handle x2,
                    const struct NumPyNI_DType *dtype,
                    uint32_t casting,
                    struct NumPyNI_Handle result,
                    struct NumPyNI_Value *out);
  // How many handles are open now. Cannot fail.
  uint64_t (*handle_count)(struct NumPyNI_Context *ctx);
  // The level of the CPU that the kernels use ("x86-64-v4"), static and NUL-terminated. Cannot fail.
  const char *(*level_name)(struct NumPyNI_Context *ctx);
  // How many threads a large operation may use. Cannot fail.
  uint32_t (*thread_count)(struct NumPyNI_Context *ctx);
  // Sets it: 0 restores the default (`NUMPYNI_NUM_THREADS`, else the cores).
  int32_t (*thread_count_set)(struct NumPyNI_Context *ctx, uint32_t count);
  // Loads the shared library at `path` (NUL-terminated) and registers what it exports; a second time gives the same number. It
  // is never unloaded.
  int32_t (*extension_load)(struct NumPyNI_Context *ctx, const char *path, uint32_t *out);
  // Registers an extension that is in memory for good.
  int32_t (*extension_register)(struct NumPyNI_Context *ctx, const struct NumPyNI_Extension *extension, uint32_t *out);
  // What is known of an extension.
  int32_t (*extension_info)(struct NumPyNI_Context *ctx, uint32_t extension, struct NumPyNI_ExtensionInfo *out);
  // What is known of a function.
  int32_t (*function_info)(struct NumPyNI_Context *ctx, uint32_t function, struct NumPyNI_FunctionInfo *out);
  // One overload of a function.
  int32_t (*function_overload)(struct NumPyNI_Context *ctx,
                               uint32_t function,
                               uint32_t index,
                               const struct NumPyNI_Overload **out);
  // Calls a function with `nargs` arguments: its first overload that takes their types as they are, or else the first to which
  // its scalars convert safely. `out` has room for `NUMPYNI_MAXRESULTS` results; how many there are goes to `nresults`.
  int32_t (*function_call)(struct NumPyNI_Context *ctx,
                           uint32_t function,
                           const struct NumPyNI_Value *args,
                           int32_t nargs,
                           struct NumPyNI_Value *out,
                           int32_t *nresults);
  // Registers a ufunc, whose loops stay callable for good; its number is as any other's.
  int32_t (*ufunc_register)(struct NumPyNI_Context *ctx, const struct NumPyNI_Ufunc *ufunc, uint32_t *out);
  // The core signature of a generalised ufunc in UTF-8 (not NUL-terminated), static, "(m,n),(n)->(m)"; its length goes to `length`.
  // NULL, and no error, where the ufunc works element by element.
  const char *(*ufunc_signature)(struct NumPyNI_Context *ctx, uint32_t ufunc, uintptr_t *length);
  // The number of a distribution, by its NUL-terminated name.
  int32_t (*random_find)(struct NumPyNI_Context *ctx, const char *name, uint32_t *out);
  // Fills `out`, in row-major order, with draws from a distribution. `state` is the generator: a contiguous array of uint64 that the
  // call changes, and that nobody else uses meanwhile. There are as many `parameters` as the distribution has, of its types; they
  // broadcast against `out`, or, where a draw is a vector, against all but its last axis.
  int32_t (*random_fill)(struct NumPyNI_Context *ctx,
                         uint32_t distribution,
                         struct NumPyNI_Handle state,
                         const struct NumPyNI_Value *parameters,
                         int32_t count,
                         struct NumPyNI_Handle out);
  // Runs loop number `index` of a ufunc (see `ufunc_types`) over the elements of a shape, one or more. Operand `k`, inputs before
  // outputs, begins at `args[k]`, is of type `types[k]`, and moves by `strides[axis * nargs + k]` bytes along an axis. Another type
  // than the loop's is cast on the way ('unsafe'). Outputs do not overlap inputs, unless as exactly the same elements. An operation
  // that looks at its operands first is not for this entry: powers of integers.
  int32_t (*ufunc_run)(struct NumPyNI_Context *ctx,
                       uint32_t ufunc,
                       uint32_t index,
                       int32_t ndim,
                       const int64_t *shape,
                       const struct NumPyNI_DType *types,
                       void *const *args,
                       const int64_t *strides);
  // A reduction of `length` elements that follow one another from `data` on.
  int32_t (*reduce_run)(struct NumPyNI_Context *ctx,
                        uint32_t reduction,
                        const struct NumPyNI_DType *dtype,
                        void *data,
                        int64_t length,
                        struct NumPyNI_Value *out);
  // 1 where the array may be written, the runtime made its memory, and no other handle or lease shares that: an operation whose host
  // knows that nobody will read the array again may then write its result there.
  int32_t (*array_is_exclusive)(struct NumPyNI_Context *ctx, struct NumPyNI_Handle x, uint32_t *out);
  // Elements of `width` bytes at places that an index of `count` int64 names on each axis, one or two. `args` are the array's first
  // element, where the selected ones go (side by side, apart from the array), and the indices; `strides` are in bytes, the axes' before the
  // indices'. With `writes` they come from there instead.
  int32_t (*take_run)(struct NumPyNI_Context *ctx,
                      uintptr_t width,
                      int32_t ndim,
                      const int64_t *shape,
                      const int64_t *strides,
                      int64_t count,
                      void *const *args,
                      uint32_t writes);
} NumPyNI_Api;

#endif  /* NUMPYNI_H */

#ifndef NUMPYNI_WORDS_H
#define NUMPYNI_WORDS_H

static const NumPyNI_DType NUMPYNI_BOOL = { NUMPYNI_TYPE_BOOL, 8, 1, 0 };
static const NumPyNI_DType NUMPYNI_INT8 = { NUMPYNI_TYPE_INT, 8, 1, 0 };
static const NumPyNI_DType NUMPYNI_INT16 = { NUMPYNI_TYPE_INT, 16, 1, 0 };
static const NumPyNI_DType NUMPYNI_INT32 = { NUMPYNI_TYPE_INT, 32, 1, 0 };
static const NumPyNI_DType NUMPYNI_INT64 = { NUMPYNI_TYPE_INT, 64, 1, 0 };
static const NumPyNI_DType NUMPYNI_UINT8 = { NUMPYNI_TYPE_UINT, 8, 1, 0 };
static const NumPyNI_DType NUMPYNI_UINT16 = { NUMPYNI_TYPE_UINT, 16, 1, 0 };
static const NumPyNI_DType NUMPYNI_UINT32 = { NUMPYNI_TYPE_UINT, 32, 1, 0 };
static const NumPyNI_DType NUMPYNI_UINT64 = { NUMPYNI_TYPE_UINT, 64, 1, 0 };
static const NumPyNI_DType NUMPYNI_FLOAT16 = { NUMPYNI_TYPE_FLOAT, 16, 1, 0 };
static const NumPyNI_DType NUMPYNI_BFLOAT16 = { NUMPYNI_TYPE_BFLOAT, 16, 1, 0 };
static const NumPyNI_DType NUMPYNI_FLOAT32 = { NUMPYNI_TYPE_FLOAT, 32, 1, 0 };
static const NumPyNI_DType NUMPYNI_FLOAT64 = { NUMPYNI_TYPE_FLOAT, 64, 1, 0 };
static const NumPyNI_DType NUMPYNI_COMPLEX64 = { NUMPYNI_TYPE_COMPLEX, 64, 1, 0 };
static const NumPyNI_DType NUMPYNI_COMPLEX128 = { NUMPYNI_TYPE_COMPLEX, 128, 1, 0 };

#ifdef __cplusplus
extern "C"
#else
extern
#endif
const NumPyNI_Api *NumPyNI_GetApi(uint32_t min_major, uint32_t max_major);

#endif
