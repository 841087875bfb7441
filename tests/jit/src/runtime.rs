//! The runtime, loaded as any consumer of the ABI loads it.

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
use numpyni_sys::*;

/// The table, and a context for this thread.
pub struct Runtime {
    pub api: &'static NumPyNI_Api,
    pub context: Box<NumPyNI_Context>,
}

impl Runtime {
    /// Loads the library that `NUMPYNI_LIBRARY` names.
    ///
    /// # Panics
    /// Where there is none, or one of another version.
    pub fn load() -> Runtime {
        let path = std::env::var_os("NUMPYNI_LIBRARY").expect("NUMPYNI_LIBRARY names libnumpyni.so");
        // SAFETY: the runtime's initialisers do nothing.
        let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }.unwrap();
        type Get = unsafe extern "C" fn(u32, u32) -> *const NumPyNI_Api;
        // SAFETY: the ABI says what this symbol is.
        let get = *unsafe { library.get::<Get>(b"NumPyNI_GetApi\0") }.unwrap();
        std::mem::forget(library);
        // SAFETY: the table lives as long as the library, for good.
        let api = unsafe { get(NUMPYNI_ABI_MAJOR, NUMPYNI_ABI_MAJOR).as_ref() }.expect("a runtime of this version");
        // SAFETY: a context of zeroes is an empty one.
        let mut context: Box<NumPyNI_Context> = Box::new(unsafe { std::mem::zeroed() });
        context.api = api;
        Runtime { api, context }
    }

    /// A new row-major array of float64, filled in turn by `f`.
    pub fn array(&mut self, shape: &[i64], f: impl Fn(usize) -> f64) -> (NumPyNI_Handle, NumPyNI_View) {
        let mut array = NumPyNI_Handle::default();
        let (dtype, ndim) = (crate::loops::FLOAT64, shape.len() as i32);
        // SAFETY: a shape of `ndim` lengths, a place for the handle.
        let status =
            unsafe { (self.api.array_new)(&mut *self.context, dtype, ndim, shape.as_ptr(), NUMPYNI_ORDER_C, 1, &mut array) };
        assert_eq!(status, 0);
        let view = self.view(array);
        for i in 0..shape.iter().product::<i64>() as usize {
            // SAFETY: row-major, of this many elements.
            unsafe { *view.data.cast::<f64>().add(i) = f(i) };
        }
        (array, view)
    }

    /// The view of an open array, copied; its pointers stay while the array is open.
    pub fn view(&mut self, array: NumPyNI_Handle) -> NumPyNI_View {
        let mut view = std::ptr::null();
        // SAFETY: an open handle, a place for the result.
        assert_eq!(unsafe { (self.api.array_view)(&mut *self.context, array, &mut view) }, 0);
        // SAFETY: the view of an open array.
        unsafe { *view }
    }

    /// Closes an array.
    pub fn close(&mut self, array: NumPyNI_Handle) {
        // SAFETY: any handle may be closed.
        assert_eq!(unsafe { (self.api.array_close)(&mut *self.context, array) }, 0);
    }
}
