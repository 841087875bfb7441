//! The runtime behind its table: loading it, calls with a context, and owned handles.

use std::ffi::CStr;
use std::ptr::{null, null_mut};

use numpyni_sys::*;

use crate::errors::{import_error, raise};
use crate::host::HOST;
use crate::object::{Outcome, Raised};

/// The table of the loaded runtime; static and immutable.
pub type Api = &'static NumPyNI_Api;

const ADVICE: &str = "reinstall numpyni so that both are of one version";

/// Opens the library at `path` and asks it for the table of our version. The library is never closed.
pub fn load(path: &str) -> Outcome<Api> {
    let api = open(path, NUMPYNI_ABI_MAJOR, NUMPYNI_ABI_MAJOR)?;
    // SAFETY: every table starts with its size and version, and is static.
    let api = unsafe { &*api };
    let needed = size_of::<NumPyNI_Api>();
    if (api.size as usize) < needed {
        let size = api.size;
        let (major, minor) = (api.major, api.minor);
        let sizes = format!("ABI {major}.{minor}: its table has {size} bytes, {needed} are needed");
        return Err(import_error(&format!("numpyni: the runtime {path} is older than this host ({sizes}); {ADVICE}")));
    }
    Ok(api)
}

/// The table of `path` between two major versions.
pub fn open(path: &str, min: u32, max: u32) -> Outcome<*const NumPyNI_Api> {
    use libloading::Library;
    if !std::path::Path::new(path).exists() {
        let advice = "reinstall numpyni, or set NUMPYNI_LIBRARY to it";
        return Err(import_error(&format!("numpyni: the runtime {path} is missing; {advice}")));
    }
    // SAFETY: the runtime's initialisers do nothing but set up Rust's own runtime.
    let library = unsafe { Library::new(path) };
    let unusable = |error: libloading::Error| {
        let question = "is it built for this platform?";
        import_error(&format!("numpyni: {path} cannot be used as the runtime ({error}); {question}"))
    };
    let library = library.map_err(unusable)?;
    // SAFETY: the ABI fixes the type of its one exported symbol.
    let symbol = unsafe { library.get::<NumPyNI_GetApi_t>(b"NumPyNI_GetApi\0") };
    let get_api = *symbol.map_err(unusable)?;
    std::mem::forget(library);
    // SAFETY: any two numbers may be asked for.
    let api = unsafe { get_api(min, max) };
    if api.is_null() {
        return Err(import_error(&format!("numpyni: the runtime {path} does not speak version {min} of the ABI; {ADVICE}")));
    }
    Ok(api)
}

/// One call, or several in a row, on this thread: a context on the stack.
pub struct Call {
    pub api: Api,
    context: NumPyNI_Context,
}

impl Call {
    #[inline(always)]
    pub fn new(api: Api) -> Call {
        let context =
            NumPyNI_Context { api, host: &raw const HOST, error: 0, fpe: 0, detail: null_mut(), reserved: [0; 4] };
        Call { api, context }
    }

    #[inline(always)]
    pub fn context(&mut self) -> *mut NumPyNI_Context {
        &raw mut self.context
    }

    /// Floating-point exceptions of the last call that computed.
    #[inline(always)]
    pub fn fpe(&self) -> u32 {
        self.context.fpe
    }

    /// Whether an error is pending.
    #[inline(always)]
    pub fn failed(&self) -> bool {
        self.context.error != NUMPYNI_OK
    }

    /// Turns the status of a call into an outcome: the pending error becomes the exception.
    #[inline(always)]
    pub fn check(&mut self, status: i32) -> Outcome<()> {
        if status == NUMPYNI_OK { Ok(()) } else { Err(self.raise(status)) }
    }

    #[cold]
    fn raise(&mut self, status: i32) -> Raised {
        let kind = if self.context.error == NUMPYNI_OK { status } else { self.context.error };
        if kind == NUMPYNI_ERROR_HOST {
            self.clear();
            return match crate::object::pending() {
                Err(raised) => raised,
                Ok(()) => raise(NUMPYNI_ERROR_INTERNAL, "the host reported an error and raised none"),
            };
        }
        let raised = raise(kind, &self.message());
        self.clear();
        raised
    }

    fn message(&mut self) -> String {
        let mut length = 0;
        // SAFETY: the context is ours and holds an error.
        let bytes = unsafe { (self.api.error_message)(self.context(), &mut length) };
        if bytes.is_null() || length == 0 {
            return String::new();
        }
        // SAFETY: the message has that length and stands until the error is cleared.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) };
        String::from_utf8_lossy(bytes).into_owned()
    }

    fn clear(&mut self) {
        // SAFETY: the context is ours.
        unsafe { (self.api.error_clear)(self.context()) };
    }

    /// Runs a call that gives a handle.
    #[inline(always)]
    pub fn handle(
        &mut self, call: impl FnOnce(Api, *mut NumPyNI_Context, *mut NumPyNI_Handle) -> i32,
    ) -> Outcome<Handle> {
        let mut out = NumPyNI_Handle { bits: 0 };
        let status = call(self.api, self.context(), &mut out);
        self.check(status)?;
        Ok(Handle { api: self.api, bits: out })
    }

    /// Runs a call that gives a value; an array in it is owned by the caller.
    #[inline(always)]
    pub fn value(
        &mut self, call: impl FnOnce(Api, *mut NumPyNI_Context, *mut NumPyNI_Value) -> i32,
    ) -> Outcome<NumPyNI_Value> {
        let mut out = NumPyNI_Value::default();
        let status = call(self.api, self.context(), &mut out);
        self.check(status)?;
        Ok(out)
    }

    /// The view of an open handle, which stands while the handle is open.
    #[inline(always)]
    pub fn view<'a>(&mut self, handle: NumPyNI_Handle) -> Outcome<&'a NumPyNI_View> {
        let mut view = null();
        // SAFETY: a context of ours, any handle, a place for the result.
        let status = unsafe { (self.api.array_view)(self.context(), handle, &mut view) };
        self.check(status)?;
        // SAFETY: on success it points at the array's view.
        Ok(unsafe { &*view })
    }

    /// The number of a ufunc or of a reduction, by its name; `None` if the runtime does not have it.
    pub fn find(&mut self, table: Table, name: &CStr) -> Option<u32> {
        let find = match table {
            Table::Ufunc => self.api.ufunc_find,
            Table::Reduction => self.api.reduction_find,
        };
        let mut out = 0;
        // SAFETY: a context of ours, a NUL-terminated name, a place for the result.
        let status = unsafe { find(self.context(), name.as_ptr(), &mut out) };
        if status == NUMPYNI_OK {
            return Some(out);
        }
        self.clear();
        None
    }
}

/// What the runtime numbers by name.
#[derive(Clone, Copy)]
pub enum Table {
    Ufunc,
    Reduction,
}

/// An open handle, closed when dropped.
pub struct Handle {
    api: Api,
    bits: NumPyNI_Handle,
}

impl Handle {
    /// Takes over a handle that the runtime gave.
    #[inline(always)]
    pub fn from_bits(api: Api, bits: NumPyNI_Handle) -> Handle {
        Handle { api, bits }
    }

    #[inline(always)]
    pub fn bits(&self) -> NumPyNI_Handle {
        self.bits
    }

    /// Gives the duty to close it to the caller.
    #[inline(always)]
    pub fn into_bits(self) -> NumPyNI_Handle {
        let bits = self.bits;
        std::mem::forget(self);
        bits
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        close(self.api, self.bits);
    }
}

/// Closes a handle; an error has nobody to go to and is dropped.
#[inline(always)]
pub fn close(api: Api, handle: NumPyNI_Handle) {
    // SAFETY: a context may be absent; a handle that is not open is an error, not undefined behaviour.
    unsafe { (api.array_close)(null_mut(), handle) };
}

/// The word of a dtype as one integer, and back.
pub const fn to_word(dtype: NumPyNI_DType) -> u64 {
    dtype.code as u64 | (dtype.bits as u64) << 8 | (dtype.lanes as u64) << 16 | (dtype.ext as u64) << 32
}

/// The dtype of a word.
pub const fn from_word(word: u64) -> NumPyNI_DType {
    NumPyNI_DType { code: word as u8, bits: (word >> 8) as u8, lanes: (word >> 16) as u16, ext: (word >> 32) as u32 }
}
