//! The thread's floating-point status, in NumPy's bits.

/// A finite value was divided by zero.
pub const DIVIDE: u32 = 1;
/// A finite result was too large.
pub const OVERFLOW: u32 = 2;
/// An inexact result was too small to be normal.
pub const UNDERFLOW: u32 = 4;
/// There was no meaningful result.
pub const INVALID: u32 = 8;

/// Status register bits (of this architecture) against NumPy's.
#[cfg(target_arch = "x86_64")]
const BITS: [(u32, u32); 4] = [(0x04, DIVIDE), (0x08, OVERFLOW), (0x10, UNDERFLOW), (0x01, INVALID)];
#[cfg(target_arch = "aarch64")]
const BITS: [(u32, u32); 4] = [(0x02, DIVIDE), (0x04, OVERFLOW), (0x08, UNDERFLOW), (0x01, INVALID)];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const BITS: [(u32, u32); 4] = [(1, DIVIDE), (2, OVERFLOW), (4, UNDERFLOW), (8, INVALID)];

/// The status flags of the register that NumPy knows: not "inexact", which nearly everything raises.
#[cfg(target_arch = "x86_64")]
const FLAGS: u32 = 0x1d;
#[cfg(not(target_arch = "x86_64"))]
const FLAGS: u32 = 0x0f;

/// Forgets what was raised.
#[inline]
pub fn clear() {
    let word = register::read();
    if word & FLAGS != 0 {
        register::write(word & !FLAGS);
    }
}

/// What was raised since the last `clear` or `take`, which it forgets.
#[inline]
pub fn take() -> u32 {
    let word = register::read();
    if word & FLAGS == 0 {
        return 0;
    }
    register::write(word & !FLAGS);
    BITS.iter().filter(|(bit, _)| word & bit != 0).fold(0, |all, (_, flag)| all | flag)
}

/// Raises `flags`, as the arithmetic itself would.
#[cold]
#[inline(never)]
pub fn raise(flags: u32) {
    let bits = BITS.iter().filter(|(_, flag)| flags & flag != 0).fold(0, |all, (bit, _)| all | bit);
    register::write(register::read() | bits);
}

/// The status as it stands, to be put back by [`restore`] around loops that must raise nothing.
#[inline(always)]
pub(crate) fn save() -> u32 {
    register::read()
}

#[inline(always)]
pub(crate) fn restore(saved: u32) {
    if register::read() != saved {
        register::write(saved);
    }
}

#[cfg(target_arch = "x86_64")]
mod register {
    use std::arch::asm;

    #[inline(always)]
    pub fn read() -> u32 {
        let mut word = 0u32;
        // SAFETY: stmxcsr stores four bytes, into `word`; as it clobbers memory, no store moves across it.
        unsafe { asm!("stmxcsr [{}]", in(reg) &raw mut word, options(nostack, preserves_flags)) };
        word
    }

    #[inline(always)]
    pub fn write(word: u32) {
        // SAFETY: `word` was read from the register and only its status flags were changed.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &raw const word, options(nostack, preserves_flags)) };
    }
}

#[cfg(target_arch = "aarch64")]
mod register {
    use std::arch::asm;

    #[inline(always)]
    pub fn read() -> u32 {
        let word: u64;
        // SAFETY: reads the status register alone.
        unsafe { asm!("mrs {}, fpsr", out(reg) word, options(nostack, preserves_flags)) };
        word as u32
    }

    #[inline(always)]
    pub fn write(word: u32) {
        // SAFETY: `word` was read from the register and only its status flags were changed.
        unsafe { asm!("msr fpsr, {}", in(reg) u64::from(word), options(nostack, preserves_flags)) };
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod register {
    use std::cell::Cell;
    thread_local!(static STATUS: Cell<u32> = const { Cell::new(0) });

    pub fn read() -> u32 {
        STATUS.get()
    }

    pub fn write(word: u32) {
        STATUS.set(word);
    }
}
