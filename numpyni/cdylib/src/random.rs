//! A bit generator's numbers as C functions of its state, one at a time: what `numpyni.random.PCG64().ctypes` hands to compilers and other
//! libraries, with the prototypes of NumPy's `bitgen_t`.
//!
//! The state is the generator's array of words, which says what it is; it stays where it is as long as the generator. Numbers of what is
//! no generator are zero.

use core::ffi::c_void;

use numpyni::random::{Source, at};

/// # Safety
/// `state` is null, or the words of a bit generator that nobody else uses meanwhile.
unsafe fn number<T: Default>(state: *mut c_void, draw: fn(&mut Source<'_>) -> T) -> T {
    // SAFETY: the caller's promise.
    unsafe { at(state.cast(), draw) }.unwrap_or_default()
}

macro_rules! exported {
    ($($name:ident -> $type:ty = $draw:expr;)*) => {
        $(
            /// # Safety
            /// As `number`.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $name(state: *mut c_void) -> $type {
                // SAFETY: the caller's promise.
                unsafe { number(state, $draw) }
            }
        )*
    };
}

exported! {
    NumPyNI_random_next_uint64 -> u64 = |s| s.word();
    NumPyNI_random_next_uint32 -> u32 = |s| s.word32();
    NumPyNI_random_next_double -> f64 = |s| s.uniform();
    NumPyNI_random_next_raw -> u64 = |s| s.raw();
}
