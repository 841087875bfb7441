//! The ufuncs, by number and by name, over the table of their loops.

use std::ops::Deref;

use kernels::Level;

pub use numpyni_loops::{Bound, Code, Fold, Identity, Loop, MAX_OPERANDS, Refusal, Row};
use numpyni_loops::{COUNT, ROWS};

/// A universal function: a row of the table, and the ways to apply it.
#[derive(Clone, Copy)]
pub struct Ufunc(&'static Row);

impl Deref for Ufunc {
    type Target = Row;

    #[inline]
    fn deref(&self) -> &Row {
        self.0
    }
}

impl PartialEq for Ufunc {
    fn eq(&self, other: &Ufunc) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// All ufuncs, in the order of their numbers. A name that starts with an underscore is not NumPy's.
pub static UFUNCS: [Ufunc; COUNT] = {
    let mut all = [Ufunc(&ROWS[0]); COUNT];
    let mut i = 1;
    while i < COUNT {
        all[i] = Ufunc(&ROWS[i]);
        i += 1;
    }
    all
};

macro_rules! names {
    ($($NAME:ident)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Number { $($NAME),* }

        $(
            #[doc = concat!("NumPy's ufunc of this name; see [`Ufunc::call`].")]
            pub static $NAME: &Ufunc = &UFUNCS[Number::$NAME as usize];
        )*
    };
}

each_ufunc!(names);

impl Ufunc {
    /// Its truth depends on the operands' order alone: Python integers of any size are compared exactly.
    pub(super) fn is_comparison(&self) -> bool {
        (EQUAL.index()..=GREATER_EQUAL.index()).contains(&self.index())
    }

    /// The level of a loop over that many elements. Where the far caches decide, registers of half the width are faster; plain kernels have
    /// no others.
    #[inline(always)]
    pub(super) fn level(&self, inner: &Loop, elements: usize) -> Level {
        const FAR: usize = 1 << 19;
        let level = Level::current();
        let kinds = inner.kinds();
        if elements.saturating_mul(kinds[0].size()) < FAR || level.name() != "v4" || ![MULTIPLY, DIVIDE].contains(&self) || kinds[1] != kinds[0] || kinds[2] != kinds[0] {
            return level;
        }
        Level::available().find(|level| level.name() == "v3").unwrap_or(level)
    }

    /// Where it stands in [`UFUNCS`]; beyond them if it is from outside.
    fn index(&self) -> usize {
        let offset = std::ptr::from_ref(self.0).addr().wrapping_sub(ROWS.as_ptr().addr());
        offset / size_of::<Row>()
    }

    /// A ufunc of a row that stays for good.
    pub(super) fn of(row: &'static Row) -> Ufunc {
        Ufunc(row)
    }
}
