//! Loops that are no kernels, compiled for each level of the CPU as kernels are.

use kernels::Level;

/// A loop that wide registers make faster.
pub trait Work {
    /// Runs the loop: inlined, so that it takes the instructions of whoever calls it.
    ///
    /// # Safety
    /// The loop's own promise.
    unsafe fn run(self);
}

/// Runs a loop with the widest registers of this CPU.
///
/// # Safety
/// The loop's own promise.
pub unsafe fn run<W: Work>(work: W) {
    match Level::current().name() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the CPU has the level; the rest is the caller's promise.
        "v4" => unsafe { v4(work) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        "v3" => unsafe { v3(work) },
        // SAFETY: the caller's promise.
        _ => unsafe { work.run() },
    }
}

macro_rules! levels {
    ($($name:ident $features:literal)*) => {$(
        /// # Safety
        /// As [`run`], on a CPU that has the level.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        unsafe fn $name<W: Work>(work: W) {
            // SAFETY: the caller's promise.
            unsafe { work.run() }
        }
    )*};
}

levels! {
    v3 "avx2,bmi1,bmi2,fma,popcnt"
    v4 "avx2,bmi1,bmi2,fma,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl"
}
