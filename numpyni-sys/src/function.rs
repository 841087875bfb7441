//! Typed entry points: what an extension exports and a JIT calls.

use core::ffi::{c_char, c_void};

use crate::{NumPyNI_Context, NumPyNI_Slot};

/// A typed entry point; its C prototype is what the signature spells:
/// `int32_t f(NumPyNI_Context *, arguments..., results...)`, zero for success. Arguments: `uint8_t` for bool, `int64_t`, `float`,
/// `double`, a pointer to two floats or doubles for complex, `const NumPyNI_View *` for an array. Results are pointers to where
/// they go; to a `NumPyNI_Handle` for an array, which the caller then owns.
///
/// With `NUMPYNI_ELEMENT` it is the plain function of its scalars instead: `double f(double)`.
pub type NumPyNI_Fn = Option<unsafe extern "C" fn()>;

/// A packed entry point: arguments and results as tagged slots. The caller sets all tags; a result goes into the slot's `bits`, a
/// complex one to where `bits` points.
pub type NumPyNI_Packed = Option<
    unsafe extern "C" fn(ctx: *mut NumPyNI_Context, args: *const NumPyNI_Slot, results: *mut NumPyNI_Slot) -> i32,
>;

/// NumPy's inner-loop prototype: pointers to the first elements, lengths, byte strides, and the loop's own data.
pub type NumPyNI_Loop = Option<
    unsafe extern "C" fn(args: *const *mut c_char, dimensions: *const isize, steps: *const isize, data: *mut c_void),
>;

/// One function, as an extension describes it.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Function {
    /// `sizeof(NumPyNI_Function)` of the extension.
    pub struct_size: u32,
    /// `NUMPYNI_NOTHROW`, `NUMPYNI_PURE`, ...
    pub effects: u32,
    /// NUL-terminated name.
    pub name: *const c_char,
    /// NUL-terminated documentation, or NULL.
    pub doc: *const c_char,
    /// `"float64(float64[:,:] x, int64 n)"`: results, then arguments, whose names may be left out. Results are a type, `void`, or
    /// several in parentheses. `[:,::1]` is row-major, `[::1,:]` column-major, `[...]` of any number of dimensions.
    pub signature: *const c_char,
    /// The typed entry, or NULL.
    pub typed: NumPyNI_Fn,
    /// The packed entry. NULL: the runtime makes it of a typed entry with `NUMPYNI_ELEMENT` whose types are all float64, float32 or
    /// int64.
    pub packed: NumPyNI_Packed,
    /// A bit per argument that the function writes.
    pub written: u64,
    /// What it requires of array arguments beyond aligned elements in the machine's byte order: `NUMPYNI_C_CONTIGUOUS`,
    /// `NUMPYNI_F_CONTIGUOUS`, `NUMPYNI_INNER_CONTIGUOUS`. One that is only read is copied where it is laid out otherwise.
    pub layout: u32,
    /// A known operation (`NUMPYNI_OP_*`), or zero: a JIT may emit the instruction itself.
    pub op: u32,
}

/// It sets no error.
pub const NUMPYNI_NOTHROW: u32 = 1;
/// Its result depends on its arguments alone.
pub const NUMPYNI_PURE: u32 = 2;
/// It allocates nothing.
pub const NUMPYNI_NOALLOC: u32 = 4;
/// It calls back neither the host nor the runtime.
pub const NUMPYNI_NOUPCALL: u32 = 8;
/// It releases the GIL, or needs none.
pub const NUMPYNI_RELEASES_GIL: u32 = 16;
/// `typed` is the plain function of its scalars, with one result: `double f(double)`.
pub const NUMPYNI_ELEMENT: u32 = 32;

/// In `layout`: the last axis is contiguous.
pub const NUMPYNI_INNER_CONTIGUOUS: u32 = 64;

/// `x1 + x2`
pub const NUMPYNI_OP_ADD: u32 = 1;
/// `x1 - x2`
pub const NUMPYNI_OP_SUBTRACT: u32 = 2;
/// `x1 * x2`
pub const NUMPYNI_OP_MULTIPLY: u32 = 3;
/// `x1 / x2`
pub const NUMPYNI_OP_DIVIDE: u32 = 4;
/// `-x`
pub const NUMPYNI_OP_NEGATIVE: u32 = 5;
/// `|x|`
pub const NUMPYNI_OP_ABSOLUTE: u32 = 6;
/// The square root.
pub const NUMPYNI_OP_SQRT: u32 = 7;
