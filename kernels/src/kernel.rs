//! One loop for each level of the CPU.

use crate::instructions::Instructions;
#[cfg(target_arch = "x86_64")]
use crate::instructions::{V3, V4};
use crate::instructions::Baseline;
use crate::level::{LOOPS, Level};
use crate::operand::Arguments;
use std::ffi::c_void;

/// NumPy's inner-loop prototype, so that loops written for NumPy are accepted unchanged.
///
/// `args`: the first element of each operand, inputs then outputs; `dimensions[0]`: how many elements;
/// `steps`: byte strides.
pub type Loop = unsafe extern "C" fn(args: *const *mut u8, dimensions: *const isize, steps: *const isize, data: *mut c_void);

/// The same loop for each level of the CPU. A level changes the speed, never the bits.
#[derive(Clone, Copy, Debug)]
pub struct Kernel([Loop; LOOPS]);

impl Kernel {
    /// The loop for `level`.
    #[inline(always)]
    pub const fn at(&self, level: Level) -> Loop {
        self.0[level.index()]
    }

    /// `B` compiled for each level.
    pub(crate) const fn wide<B: Body>() -> Kernel {
        Kernel::sized::<B, B>()
    }

    /// `B` compiled for each level, but for x86-64's baseline, whose registers are short and whose CPUs are rare, `Small`.
    #[cfg(target_arch = "x86_64")]
    pub(crate) const fn sized<B: Body, Small: Body>() -> Kernel {
        Kernel([baseline::<Small>, v3::<B>, v4::<B>])
    }

    /// `B` compiled for registers of half the width, and those for all: where memory is the bound they are as fast, and faster behind the
    /// caches of one core.
    #[cfg(target_arch = "x86_64")]
    pub(crate) const fn halved<B: Body, Small: Body>() -> Kernel {
        Kernel([baseline::<Small>, v3::<B>, v3::<B>])
    }

    /// `B`.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) const fn sized<B: Body, Small: Body>() -> Kernel {
        Kernel([baseline::<B>; LOOPS])
    }

    /// `B`.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) const fn halved<B: Body, Small: Body>() -> Kernel {
        Kernel::sized::<B, Small>()
    }

    /// `B` compiled once: what calls libm gains nothing from wide registers.
    pub(crate) const fn shared<B: Body>() -> Kernel {
        Kernel([baseline::<B>; LOOPS])
    }
}

/// What a loop does, written once for every level.
pub(crate) trait Body: 'static {
    /// Whether the loop must leave the floating-point status as it found it.
    const QUIET: bool = false;

    /// # Safety
    /// `arguments` stand for the operands that this body reads and writes, and there are elements.
    unsafe fn run<S: Instructions>(arguments: Arguments);
}

/// # Safety
/// The promise of [`Arguments::new`], for the operands of `B`.
#[inline(always)]
unsafe fn run<S: Instructions, B: Body>(args: *const *mut u8, dimensions: *const isize, steps: *const isize) {
    // SAFETY: the caller's promise.
    let arguments = unsafe { Arguments::new(args, dimensions, steps) };
    if arguments.n == 0 {
        return;
    }
    if B::QUIET {
        let saved = crate::fpe::save();
        // SAFETY: the caller's promise, and n > 0.
        unsafe { B::run::<S>(arguments) };
        crate::fpe::restore(saved);
    } else {
        // SAFETY: the caller's promise, and n > 0.
        unsafe { B::run::<S>(arguments) };
    }
}

macro_rules! level {
    ($name:ident, $S:ty $(, $features:literal)?) => {
        /// # Safety
        /// The promise of [`run`], on a CPU that has the level.
        $(#[target_feature(enable = $features)])?
        unsafe extern "C" fn $name<B: Body>(
            args: *const *mut u8,
            dimensions: *const isize,
            steps: *const isize,
            _data: *mut c_void,
        ) {
            // SAFETY: the caller's promise.
            unsafe { run::<$S, B>(args, dimensions, steps) }
        }
    };
}

level!(baseline, Baseline);
#[cfg(target_arch = "x86_64")]
level!(v3, V3, "avx2,bmi1,bmi2,f16c,fma,lzcnt,popcnt");
#[cfg(target_arch = "x86_64")]
level!(v4, V4, "avx2,bmi1,bmi2,f16c,fma,lzcnt,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl");
