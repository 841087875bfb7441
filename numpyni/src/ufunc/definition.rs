//! What a ufunc is: its loops by type, how it folds, and what it refuses.

use std::ffi::CStr;

use kernels::{Kernel, Level};

use super::table::{EQUAL, GREATER_EQUAL, UFUNCS};
use crate::{KINDS, Kind};

/// The most operands that a ufunc has.
pub const MAX_OPERANDS: usize = 4;

/// A universal function: its name, its loops by type, and how it folds.
pub struct Ufunc {
    pub(super) name: &'static CStr,
    pub(super) doc: &'static CStr,
    pub(super) nin: usize,
    pub(super) nout: usize,
    pub(super) identity: Option<Identity>,
    pub(super) refusal: Option<Refusal>,
    pub(super) loops: &'static [Loop],
    pub(super) folds: &'static [Fold],
    pub(super) scans: &'static [Scan],
    /// Per kind: the loop whose inputs are all of that kind, plus one.
    pub(super) same: [u8; KINDS],
}

/// The value of an empty reduction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Identity {
    /// A truth value.
    Bool(bool),
    /// An integer, of whatever type the reduction has.
    Int(i64),
    /// A float.
    Float(f64),
}

/// What NumPy says where it deliberately has no loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Refusal {
    /// Of booleans, in words.
    Words(&'static str),
    /// Of any types but those of the loops: it names their classes.
    Classes,
}

/// An inner loop for one combination of types.
pub struct Loop {
    pub(super) kinds: [Kind; MAX_OPERANDS],
    pub(super) code: Code,
    /// An element takes long: it calls the mathematical library.
    pub(super) costly: bool,
}

/// The code of a loop: compiled for each level of the CPU, or once.
pub(super) enum Code {
    Kernel(Kernel),
    Plain(kernels::Loop),
}

/// `into = into op (x[0] op x[1] ...)` over elements of another or the same kind.
pub struct Fold {
    pub(super) from: Kind,
    pub(super) into: Kind,
    pub(super) kernel: Kernel,
}

/// A running fold.
pub struct Scan {
    pub(super) kind: Kind,
    pub(super) kernel: Kernel,
}

impl Loop {
    /// The types of inputs and outputs; as many count as the ufunc has operands.
    pub fn kinds(&self) -> &[Kind; MAX_OPERANDS] {
        &self.kinds
    }

    /// Whether an element takes long.
    pub(super) fn is_costly(&self) -> bool {
        self.costly
    }

    /// The code for a level.
    pub fn at(&self, level: Level) -> kernels::Loop {
        match &self.code {
            Code::Kernel(kernel) => kernel.at(level),
            Code::Plain(code) => *code,
        }
    }
}

impl Ufunc {
    /// The name, as NumPy has it.
    pub fn name(&self) -> &'static str {
        self.name.to_str().unwrap_or_default()
    }

    /// The name and the documentation, NUL-terminated.
    pub fn strings(&self) -> (&'static CStr, &'static CStr) {
        (self.name, self.doc)
    }

    /// Number of inputs.
    pub fn nin(&self) -> usize {
        self.nin
    }

    /// Number of outputs.
    pub fn nout(&self) -> usize {
        self.nout
    }

    /// The value of an empty reduction.
    pub fn identity(&self) -> Option<Identity> {
        self.identity
    }

    /// Its loops, in the order in which they are tried.
    pub fn loops(&self) -> &'static [Loop] {
        self.loops
    }

    /// What NumPy says when all operands are booleans and there is deliberately no loop for them.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// The loop whose inputs are all of one kind, if the ufunc has it.
    #[inline]
    pub(super) fn same(&self, kind: Kind) -> Option<&'static Loop> {
        self.loops.get(usize::from(self.same[kind as usize]).wrapping_sub(1))
    }

    /// It folds the truth of elements of any kind into a boolean.
    pub(super) fn is_logical(&self) -> bool {
        !self.folds.is_empty() && self.same(Kind::Float64).is_some_and(|entry| entry.kinds[2] == Kind::Bool)
    }

    /// The kernel that folds elements of one kind into one of another.
    pub(super) fn fold(&self, from: Kind, into: Kind) -> Option<&'static Kernel> {
        self.folds.iter().find(|fold| fold.from == from && fold.into == into).map(|fold| &fold.kernel)
    }

    /// The kernel of the running fold.
    pub(super) fn scan(&self, kind: Kind) -> Option<&'static Kernel> {
        self.scans.iter().find(|scan| scan.kind == kind).map(|scan| &scan.kernel)
    }

    /// Whether a reduction may run over several axes, in any order.
    pub(super) fn reorderable(&self) -> bool {
        self.identity.is_some() || !self.folds.is_empty()
    }

    /// Its truth depends on the operands' order alone: Python integers of any size are compared exactly.
    pub(super) fn is_comparison(&self) -> bool {
        (EQUAL.index()..=GREATER_EQUAL.index()).contains(&self.index())
    }

    /// Where it stands in [`UFUNCS`].
    pub fn index(&self) -> usize {
        (std::ptr::from_ref(self).addr() - UFUNCS.as_ptr().addr()) / size_of::<Ufunc>()
    }
}
