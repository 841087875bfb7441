//! Common types and permitted casts: NumPy's rules, with Python's scalars weak (NEP 50).

use std::sync::LazyLock;

use crate::{DType, KINDS, Kind, Operand, Weak};

/// Which casts are permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casting {
    /// None at all.
    No,
    /// Another byte order.
    Equiv,
    /// Those that keep the value.
    Safe,
    /// Safe ones, and those within a kind (float64 to float32).
    SameKind,
    /// All.
    Unsafe,
}

impl Casting {
    /// NumPy's name: "same_kind".
    pub fn name(self) -> &'static str {
        ["no", "equiv", "safe", "same_kind", "unsafe"][self as usize]
    }
}

/// The kinds of kinds, in the order in which 'same_kind' lets values pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Bool,
    Unsigned,
    Signed,
    Float,
    Complex,
    /// Which has no other type beside it.
    Opaque,
}

impl Family {
    fn of(kind: Kind) -> Family {
        match kind {
            Kind::Bool => Family::Bool,
            k if k.is_unsigned() => Family::Unsigned,
            k if k.is_integer() => Family::Signed,
            k if k.is_float() => Family::Float,
            k if k.is_complex() => Family::Complex,
            _ => Family::Opaque,
        }
    }

    /// The family of a Python scalar, and the type it has when it meets none.
    fn of_weak(weak: Weak) -> (Family, Kind) {
        match weak {
            Weak::Bool(_) => (Family::Bool, Kind::Bool),
            Weak::Int(_) | Weak::Big(_) => (Family::Signed, Kind::Int64),
            Weak::UInt(_) => (Family::Signed, Kind::UInt64),
            Weak::Float(_) => (Family::Float, Kind::Float64),
            Weak::Complex(_) => (Family::Complex, Kind::Complex128),
        }
    }
}

/// The smallest kind that holds the values of both: NumPy's `promote_types`. bfloat16 takes float16's place among integers, and
/// meets float16 in float32. The result is in the machine's byte order. An opaque type has a common one with itself alone.
pub fn promote(x1: DType, x2: DType) -> Option<DType> {
    if x1.kind().is_opaque() || x2.kind().is_opaque() {
        return (x1 == x2).then_some(x1);
    }
    Some(DType::new(promote_kinds(x1.kind(), x2.kind())))
}

/// The common kind of every two, worked out once.
static PROMOTED: LazyLock<[[Kind; KINDS]; KINDS]> = LazyLock::new(|| {
    let mut table = [[Kind::Bool; KINDS]; KINDS];
    for (x1, x2) in Kind::all().flat_map(|x1| Kind::all().map(move |x2| (x1, x2))) {
        table[x1 as usize][x2 as usize] = common(x1, x2);
    }
    table
});

#[inline]
fn promote_kinds(x1: Kind, x2: Kind) -> Kind {
    PROMOTED[x1 as usize][x2 as usize]
}

fn common(x1: Kind, x2: Kind) -> Kind {
    let (low, high) = if Family::of(x1) <= Family::of(x2) { (x1, x2) } else { (x2, x1) };
    match (Family::of(low), Family::of(high)) {
        _ if low == high => low,
        (Family::Bool, _) => high,
        (Family::Unsigned, Family::Signed) if low.size() < high.size() => high,
        (Family::Unsigned, Family::Signed) => match low.size() {
            1 => Kind::Int16,
            2 => Kind::Int32,
            4 => Kind::Int64,
            _ => Kind::Float64,
        },
        (_, Family::Complex) => match common(part(low), part(high)) {
            Kind::Float64 => Kind::Complex128,
            _ => Kind::Complex64,
        },
        (Family::Unsigned | Family::Signed, Family::Float) => match low.size() {
            1 => high,
            2 => high.max(Kind::Float32),
            _ => Kind::Float64,
        },
        (Family::Float, Family::Float) if low.size() == 2 && high.size() == 2 => Kind::Float32,
        _ => low.max(high),
    }
}

/// The type of a complex number's parts; a real type is its own part.
pub(crate) fn part(kind: Kind) -> Kind {
    match kind {
        Kind::Complex64 => Kind::Float32,
        Kind::Complex128 => Kind::Float64,
        real => real,
    }
}

/// Whether the rule permits the cast: NumPy's `can_cast`.
pub fn can_cast(from: DType, to: DType, casting: Casting) -> bool {
    if from.kind().is_opaque() || to.kind().is_opaque() {
        return from == to;
    }
    let safe = || promote_kinds(from.kind(), to.kind()) == to.kind();
    match casting {
        Casting::No => from == to,
        Casting::Equiv => from.kind() == to.kind(),
        Casting::Safe => safe(),
        Casting::SameKind => safe() || Family::of(from.kind()) <= Family::of(to.kind()),
        Casting::Unsafe => true,
    }
}

/// Whether the rule permits a Python scalar to become an element of `to`.
pub fn can_cast_weak(from: Weak, to: DType, casting: Casting) -> bool {
    let family = match Family::of(to.kind()) {
        Family::Opaque => return false,
        Family::Unsigned => Family::Signed,
        other => other,
    };
    casting == Casting::Unsafe || Family::of_weak(from).0 <= family
}

/// The type that a Python scalar takes beside elements of `strong`.
pub fn promote_weak(strong: DType, weak: Weak) -> DType {
    let (family, alone) = Family::of_weak(weak);
    let kind = strong.kind();
    if kind.is_opaque() {
        return strong;
    }
    DType::new(match (Family::of(kind), family) {
        (Family::Bool, Family::Signed) => Kind::Int64,
        (Family::Bool, _) => alone,
        (_, Family::Bool | Family::Signed | Family::Unsigned) => kind,
        (Family::Unsigned | Family::Signed, _) => alone,
        (Family::Float, Family::Complex) if kind == Kind::Float64 => Kind::Complex128,
        (Family::Float, Family::Complex) => Kind::Complex64,
        _ => kind,
    })
}

/// The common type of operands: NumPy's `result_type`. None without operands, and where an opaque type meets another.
pub fn result_type(operands: &[Operand<'_>]) -> Option<DType> {
    let mut all = operands.iter().map(Operand::dtype);
    if all.clone().flatten().any(|dtype| dtype.kind().is_opaque()) {
        let first = all.next()?;
        return first.filter(|_| all.all(|other| other == first));
    }
    // Promotion of three types depends on the order: as in NumPy, the more general ones come first.
    let of_rank = |wanted| operands.iter().filter_map(Operand::dtype).filter(move |dtype| rank(dtype.kind()) == wanted);
    let strong = (0..4).rev().flat_map(of_rank).reduce(|x1, x2| DType::new(promote_kinds(x1.kind(), x2.kind())));
    let weak = operands.iter().filter_map(|operand| match operand {
        Operand::Weak(weak) => Some(*weak),
        _ => None,
    });
    // The greatest family decides; within it, the greatest type.
    let weak = weak.max_by_key(|&weak| Family::of_weak(weak));
    match (strong, weak) {
        (Some(strong), Some(weak)) => Some(promote_weak(strong, weak)),
        (Some(strong), None) => Some(strong.native()),
        (None, weak) => weak.map(|weak| DType::new(Family::of_weak(weak).1)),
    }
}

/// How general a type is: complex before real before integer before bool.
fn rank(kind: Kind) -> u8 {
    match kind {
        _ if kind.is_complex() => 3,
        _ if kind.is_float() => 2,
        Kind::Bool => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind::*;

    fn pair(a: Kind, b: Kind) -> Kind {
        promote(a.into(), b.into()).unwrap().kind()
    }

    #[test]
    fn promotion_is_commutative_and_both_cast_safely() {
        for a in Kind::all() {
            for b in Kind::all() {
                let common = pair(a, b);
                assert_eq!(common, pair(b, a));
                assert!(can_cast(a.into(), common.into(), Casting::Safe), "{a:?} {b:?} {common:?}");
                assert!(can_cast(b.into(), common.into(), Casting::Safe), "{a:?} {b:?} {common:?}");
            }
        }
    }

    #[test]
    fn pairs_promote_as_in_numpy() {
        for (a, b, common) in [
            (Int8, UInt8, Int16), (Int64, UInt64, Float64), (Int8, Float16, Float16), (Int16, Float16, Float32),
            (Int32, Float32, Float64), (Int32, Complex64, Complex128), (Int16, Complex64, Complex64),
            (Float64, Complex64, Complex128), (Float16, BFloat16, Float32), (UInt8, Int32, Int32), (Bool, UInt64, UInt64),
            (BFloat16, UInt8, BFloat16), (BFloat16, Int16, Float32), (BFloat16, Complex64, Complex64),
        ] {
            assert_eq!(pair(a, b), common, "{a:?} {b:?}");
        }
    }

    #[test]
    fn python_scalars_are_weak() {
        for (kind, weak, common) in [
            (Int8, Weak::Int(300), Int8), (Bool, Weak::Int(1), Int64), (Int8, Weak::Float(1.0), Float64),
            (Float16, Weak::Float(1.0), Float16), (Float32, Weak::Complex(Default::default()), Complex64),
            (UInt8, Weak::Bool(true), UInt8), (Bool, Weak::Bool(true), Bool), (Float64, Weak::Int(1), Float64),
        ] {
            assert_eq!(promote_weak(kind.into(), weak).kind(), common);
        }
    }

    #[test]
    fn same_kind_lets_signed_into_no_unsigned() {
        let same_kind = |a: Kind, b: Kind| can_cast(a.into(), b.into(), Casting::SameKind);
        assert!(same_kind(Float64, Float16) && same_kind(UInt64, Int8) && same_kind(Int64, Float16));
        assert!(!same_kind(Int8, UInt64) && !same_kind(Complex64, Float64) && !same_kind(Float16, Int64));
    }

    #[test]
    fn of_three_types_the_more_general_come_first() {
        for (kinds, common) in [
            ([UInt16, Int16, Float32], Float32), ([Float32, UInt16, Int16], Float32), ([UInt8, Int8, Float16], Float16),
            ([Int16, UInt16, Complex64], Complex64), ([Int16, Float16, UInt8], Float32), ([Int8, UInt8, UInt16], Int32),
        ] {
            let operands = kinds.map(|kind| Operand::Element(kind.into(), [0; 2]));
            assert_eq!(result_type(&operands), Some(common.into()), "{kinds:?}");
        }
    }
}
