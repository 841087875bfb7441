//! libnumpyni.so: exports the table of the NumPyNI runtime, its slots by name for hosts that call no addresses (GraalPy), and the numbers of
//! bit generators for those who draw one at a time.

mod random;
mod slots;

use std::ptr;

/// The newest table between the two major versions, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn NumPyNI_GetApi(min_major: u32, max_major: u32) -> *const numpyni_sys::NumPyNI_Api {
    numpyni::capi::table(min_major, max_major).map_or(ptr::null(), ptr::from_ref)
}

const _: numpyni_sys::NumPyNI_GetApi_t = NumPyNI_GetApi;
