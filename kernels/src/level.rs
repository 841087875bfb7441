//! What the CPU has: a [`Level`] is the proof.

use std::sync::atomic::{AtomicU8, Ordering};

/// An instruction set that this CPU has; a value of it can only be had where that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Isa);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Isa {
    Baseline = 0,
    #[cfg(target_arch = "x86_64")]
    V3 = 1,
    #[cfg(target_arch = "x86_64")]
    V4 = 2,
    #[cfg(target_arch = "aarch64")]
    Neon = 3,
}

/// How many loops a [`crate::Kernel`] holds on this architecture.
pub(crate) const LOOPS: usize = if cfg!(target_arch = "x86_64") { 3 } else { 1 };

/// Every level of this architecture, the widest last.
const ALL: &[Isa] = &[
    Isa::Baseline,
    #[cfg(target_arch = "x86_64")]
    Isa::V3,
    #[cfg(target_arch = "x86_64")]
    Isa::V4,
    #[cfg(target_arch = "aarch64")]
    Isa::Neon,
];

const UNKNOWN: u8 = u8::MAX;
static CURRENT: AtomicU8 = AtomicU8::new(UNKNOWN);

impl Level {
    /// What every CPU of the architecture has.
    pub const BASELINE: Level = Level(Isa::Baseline);

    /// The widest level of this CPU, narrowed by the environment variable `NUMPYNI_LEVEL`
    /// (`baseline`, `v3`, `v4`, `neon`); detected once.
    #[inline(always)]
    pub fn current() -> Level {
        let known = CURRENT.load(Ordering::Relaxed);
        match ALL.iter().find(|&&isa| isa as u8 == known) {
            Some(&isa) => Level(isa),
            None => Level::detect(),
        }
    }

    #[cold]
    fn detect() -> Level {
        let wanted = std::env::var("NUMPYNI_LEVEL").ok();
        let limit = ALL.iter().map(|&isa| Level(isa)).find(|level| Some(level.name()) == wanted.as_deref());
        let limit = limit.map_or(UNKNOWN, |level| level.0 as u8);
        let level = Level::available().filter(|level| level.0 as u8 <= limit).last().unwrap_or(Level::BASELINE);
        CURRENT.store(level.0 as u8, Ordering::Relaxed);
        level
    }

    /// All that this CPU has, the narrowest first.
    pub fn available() -> impl Iterator<Item = Level> {
        ALL.iter().filter(|isa| isa.detected()).map(|&isa| Level(isa))
    }

    /// The name that `NUMPYNI_LEVEL` takes.
    pub const fn name(self) -> &'static str {
        match self.0 {
            Isa::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Isa::V3 => "v3",
            #[cfg(target_arch = "x86_64")]
            Isa::V4 => "v4",
            #[cfg(target_arch = "aarch64")]
            Isa::Neon => "neon",
        }
    }

    /// Which of a kernel's loops is this level's. (NEON is part of the aarch64 baseline.)
    pub(crate) const fn index(self) -> usize {
        if LOOPS == 1 { 0 } else { self.0 as usize }
    }
}

impl Isa {
    #[cfg(target_arch = "x86_64")]
    fn detected(self) -> bool {
        use std::arch::is_x86_feature_detected as has;
        let v3 = || has!("avx2") && has!("bmi1") && has!("bmi2") && has!("f16c") && has!("fma") && has!("lzcnt") && has!("popcnt");
        let v4 = || has!("avx512f") && has!("avx512bw") && has!("avx512cd") && has!("avx512dq") && has!("avx512vl");
        match self {
            Isa::Baseline => true,
            Isa::V3 => v3(),
            Isa::V4 => v3() && v4(),
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn detected(self) -> bool {
        true
    }
}
