//! Which loop a call uses: NumPy's rules (NEP 50).

use smallvec::SmallVec;

use super::table::{Loop, Refusal, Ufunc};
use crate::promote::{can_cast, can_cast_weak, promote, promote_weak};
use crate::{Casting, DType, Error, Kind, Operand, OperandCast, Operands, Result, Scalar, Weak, WrongClasses};

/// The types that a caller asks for, per operand; None leaves one open.
pub type Signature<'a> = &'a [Option<DType>];

impl Ufunc {
    /// The loop for these inputs: the first to which all cast safely, or the one that the signature names.
    ///
    /// # Errors
    /// `NoLoop`, `Type`, `UfuncCast`.
    pub fn resolve(&self, inputs: &[Operand<'_>], signature: Option<Signature<'_>>, casting: Casting) -> Result<&'static Loop> {
        let open = |signature: &Signature<'_>| signature.iter().all(Option::is_none);
        let chosen = match signature {
            Some(signature) if !open(&signature) => self.named(inputs, signature)?,
            _ => self.promoted(inputs)?,
        };
        for (index, (input, &kind)) in inputs.iter().zip(chosen.kinds()).enumerate() {
            let (from, permitted) = match *input {
                Operand::Weak(weak) => (weak_dtype(weak), can_cast_weak(weak, kind.into(), casting.max(Casting::SameKind))),
                _ => {
                    let from = input.dtype().unwrap_or(kind.into());
                    (from, from == kind.into() || can_cast(from, kind.into(), casting))
                }
            };
            let condition = index == 0 && self.is_where();
            if !permitted && !condition {
                return Err(self.cast_error(index, from, kind.into(), casting));
            }
        }
        Ok(chosen)
    }

    /// The error of an operand that the rule forbids to cast.
    pub(super) fn cast_error(&self, index: usize, from: DType, to: DType, casting: Casting) -> Error {
        OperandCast::error(self.name(), (self.nin(), self.nout()), index, (from, to), casting)
    }

    /// The loop that follows from the inputs alone.
    fn promoted(&self, inputs: &[Operand<'_>]) -> Result<&'static Loop> {
        let kinds = self.input_kinds(inputs);
        let classes = || inputs.iter().map(|input| Some(class(input)));
        if kinds.iter().all(|&kind| kind == Kind::Bool) {
            match self.refusal() {
                Some(Refusal::Words(words)) => return Err(Error::Type(words.into())),
                Some(Refusal::Classes) => return Err(self.no_loop(classes())),
                None => {}
            }
        }
        // Of inputs alike, their own loop is the first to which they cast safely.
        if let [first, rest @ ..] = &kinds[..]
            && rest.iter().all(|kind| kind == first)
            && let Some(entry) = self.same(*first)
        {
            return Ok(entry);
        }
        let safe = |kinds: &[Kind]| self.loops().iter().find(|entry| all_safe(kinds, entry));
        safe(&kinds)
            .or_else(|| {
                // An operand of a type of its own (ldexp's exponent): Python scalars as they are alone.
                let alone: Operands<Kind> = inputs.iter().map(alone).collect();
                safe(&alone)
            })
            .ok_or_else(|| self.no_loop(classes()))
    }

    /// The error of inputs that no loop takes: of a ufunc that refuses classes, with theirs.
    pub(super) fn no_loop(&self, classes: impl Iterator<Item = Option<String>>) -> Error {
        match self.refusal() {
            Some(Refusal::Classes) => Error::NoExactLoop(Box::new(WrongClasses { ufunc: self.name(), classes: classes.collect() })),
            _ => Error::NoLoop { ufunc: self.name() },
        }
    }

    /// The inputs' kinds, Python scalars having taken theirs from the others. Where the result has a type of its own (comparisons,
    /// true division), a Python integer outside the others' type takes one that holds it.
    fn input_kinds(&self, inputs: &[Operand<'_>]) -> Operands<Kind> {
        let strong = inputs[usize::from(self.is_where())..].iter().filter_map(Operand::dtype);
        let Some(strong) = strong.reduce(|x1, x2| promote(x1, x2).unwrap_or(x1)) else {
            return inputs.iter().map(alone).collect();
        };
        let kind = |input: &Operand<'_>| match *input {
            Operand::Weak(weak) => {
                let kind = promote_weak(strong, weak).kind();
                if kind.is_integer() && self.changes_type(kind) && weak.to_scalar(kind).is_err() { widest(weak) } else { kind }
            }
            _ => input.dtype().unwrap_or(strong).kind(),
        };
        let mut kinds: Operands<Kind> = inputs.iter().map(kind).collect();
        if self.is_where() {
            kinds[0] = Kind::Bool;
        }
        kinds
    }

    /// Whether the result of operands of this kind is of another.
    fn changes_type(&self, kind: Kind) -> bool {
        self.same(kind).is_some_and(|entry| entry.kinds()[self.nin()] != kind)
    }

    fn is_where(&self) -> bool {
        self == super::table::WHERE
    }

    /// The loop that a signature names: the first that fits it and the inputs, or the first that fits it at all.
    fn named(&self, inputs: &[Operand<'_>], signature: Signature<'_>) -> Result<&'static Loop> {
        let fits = |entry: &&Loop| {
            signature.iter().zip(entry.kinds()).all(|(wanted, &kind)| wanted.is_none_or(|wanted| wanted.kind() == kind))
        };
        let mut kinds = self.input_kinds(inputs);
        for (kind, wanted) in kinds.iter_mut().zip(signature) {
            *kind = wanted.map_or(*kind, DType::kind);
        }
        let fitting: SmallVec<[&'static Loop; 16]> = self.loops().iter().filter(fits).collect();
        let same_kind = |entry: &Loop| {
            kinds.iter().zip(entry.kinds()).all(|(&from, &to)| can_cast(from.into(), to.into(), Casting::SameKind))
        };
        fitting
            .iter()
            .find(|entry| all_safe(&kinds, entry))
            .or_else(|| fitting.iter().find(|entry| same_kind(entry)))
            .or_else(|| fitting.first())
            .copied()
            .ok_or_else(|| self.no_matching_loop())
    }

    pub(super) fn no_matching_loop(&self) -> Error {
        Error::Type(format!("No loop matching the specified signature and casting was found for ufunc {}", self.name()))
    }

    /// What goes into the loop for a Python scalar.
    ///
    /// # Errors
    /// `IntegerOutOfBounds` and the like.
    pub(super) fn weak_scalar(&self, weak: Weak, kind: Kind, beside_integers: bool) -> Result<Scalar> {
        match weak {
            // Beside integers, an integer beyond 64 bits compares as infinity does: exactly.
            Weak::Big(value) if self.is_comparison() && beside_integers => Ok(Scalar::new(value.signum() * f64::INFINITY).cast(kind)),
            weak => weak.to_scalar(kind),
        }
    }
}

/// NumPy's name of an operand's class: "Float64DType".
fn class(input: &Operand<'_>) -> String {
    match input {
        Operand::Weak(Weak::Int(_) | Weak::UInt(_) | Weak::Big(_)) => "_PyLongDType".into(),
        Operand::Weak(Weak::Float(_)) => "_PyFloatDType".into(),
        Operand::Weak(Weak::Complex(_)) => "_PyComplexDType".into(),
        _ => class_of(alone(input)),
    }
}

/// The same of a kind.
pub(super) fn class_of(kind: Kind) -> String {
    let (prefix, rest) = kind.name().split_at(if kind.is_unsigned() { 2 } else { 1 });
    format!("{}{rest}DType", prefix.to_uppercase())
}

fn all_safe(kinds: &[Kind], entry: &Loop) -> bool {
    kinds.iter().zip(entry.kinds()).all(|(&from, &to)| from == to || can_cast(from.into(), to.into(), Casting::Safe))
}

fn weak_dtype(weak: Weak) -> DType {
    crate::promote::result_type(&[Operand::Weak(weak)]).unwrap_or(DType::new(Kind::Float64))
}

fn alone(input: &Operand<'_>) -> Kind {
    match *input {
        Operand::Weak(weak) => weak_dtype(weak).kind(),
        _ => input.dtype().unwrap_or(DType::new(Kind::Float64)).kind(),
    }
}

/// The kind that holds a Python integer which the other operands' kind does not.
fn widest(weak: Weak) -> Kind {
    match weak {
        Weak::Big(_) => Kind::Float64,
        Weak::UInt(_) => Kind::UInt64,
        _ => Kind::Int64,
    }
}
