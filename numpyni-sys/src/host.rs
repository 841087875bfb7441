//! What an array needs of an interpreter. Every host fills this table; a NULL entry is something it need not do.

use crate::{NumPyNI_Context, NumPyNI_Handle};

/// An object of the host, as opaque bits: a PyNI local, an HPy, a `PyObject *`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct NumPyNI_Object {
    /// The host's own representation.
    pub bits: usize,
}

/// The host interface, filled by the host.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NumPyNI_Host {
    /// `sizeof(NumPyNI_Host)` of the host.
    pub struct_size: u32,
    /// Zero.
    pub reserved: u32,
    /// An array for `object` (an array object, or anything with a buffer); the handle is owned by the caller.
    pub array_from: Option<
        unsafe extern "C" fn(ctx: *mut NumPyNI_Context, object: NumPyNI_Object, out: *mut NumPyNI_Handle) -> i32,
    >,
    /// A new object of the host for an array; consumes the handle.
    pub object_from: Option<
        unsafe extern "C" fn(ctx: *mut NumPyNI_Context, array: NumPyNI_Handle, out: *mut NumPyNI_Object) -> i32,
    >,
    /// Turns the context's pending error into the host's exception, and clears it.
    pub raise: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context)>,
    /// Keeps `object` alive.
    pub object_dup: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context, object: NumPyNI_Object) -> NumPyNI_Object>,
    /// Gives `object` back; callable from any thread of the host.
    pub object_close: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context, object: NumPyNI_Object)>,
    /// Lets other threads of the host run; the result goes to `gil_acquire`.
    pub gil_release: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> usize>,
    /// Undoes `gil_release`.
    pub gil_acquire: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context, state: usize)>,
    /// Runs pending signal handlers; an error if one raised.
    pub check_signals: Option<unsafe extern "C" fn(ctx: *mut NumPyNI_Context) -> i32>,
}
