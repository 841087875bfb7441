//! The generalised ufuncs. To add one, write the operation and its row in a crate of operations.

use std::ffi::{CStr, c_void};
use std::sync::LazyLock;

use numpyni_gufunc::{Entry, Narrow, Row, Signature};
use smallvec::SmallVec;

use crate::{Casting, DType, Error, KINDS, Kind, Operand, OperandCast, Operands, Result, can_cast, promote, promote_weak, result_type};

/// A generalised ufunc.
#[derive(Debug)]
pub struct Gufunc {
    name: &'static CStr,
    doc: &'static CStr,
    signature: &'static Signature,
    variants: Vec<Variant>,
    /// Per kind: the loop that computes with inputs of that kind alone, plus one.
    same: [u8; KINDS],
}

/// A loop for one combination of types.
pub struct Variant {
    kinds: Operands<Kind>,
    within: Operands<Kind>,
    pub(super) entry: &'static Entry,
    pub(super) data: Data,
}

/// The last argument of a loop: NULL, or what a loop from outside asked for.
#[derive(Clone, Copy)]
pub(super) struct Data(*mut c_void);

// SAFETY: a loop may be called on any thread, with its data.
unsafe impl Send for Data {}
// SAFETY: as above.
unsafe impl Sync for Data {}

impl Data {
    const NONE: Data = Data(std::ptr::null_mut());

    #[inline]
    pub fn get(self) -> *mut c_void {
        self.0
    }
}

/// All generalised ufuncs, in the order of their numbers. A name that starts with an underscore is not NumPy's.
pub static GUFUNCS: LazyLock<Vec<Gufunc>> = LazyLock::new(|| {
    let tables = [crate::product::ROWS, numpyni_linalg::ROWS, numpyni_fft::ROWS, numpyni_sorting::ROWS];
    tables.into_iter().flatten().map(Gufunc::new).collect()
});

/// Where `matmul` stands in [`GUFUNCS`].
pub const MATMUL: usize = 0;

impl std::fmt::Debug for Variant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.kinds).finish()
    }
}

impl Variant {
    /// The types of inputs and outputs.
    #[inline]
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The types that the loop itself computes with: wider ones, from and to which operands are cast.
    #[inline]
    pub(super) fn within(&self) -> &[Kind] {
        &self.within
    }
}

impl Gufunc {
    fn new(row: &'static Row) -> Gufunc {
        let mut variants = Vec::new();
        for entry in row.entries {
            let within: Operands<Kind> = entry.types.iter().filter_map(|name| Kind::all().find(|kind| kind.name() == *name)).collect();
            assert_eq!(within.len(), entry.types.len(), "{:?}: a type that is none", row.name);
            let narrower: &[fn(Kind) -> Kind] = match row.narrow {
                Narrow::Half if within[0] == Kind::Float32 => &[|_| Kind::Float16, |_| Kind::BFloat16],
                Narrow::Single => &[single],
                _ => &[],
            };
            for narrow in narrower {
                let kinds = within.iter().map(|&kind| narrow(kind)).collect();
                variants.push(Variant { kinds, within: within.clone(), entry, data: Data::NONE });
            }
            variants.push(Variant { kinds: within.clone(), within, entry, data: Data::NONE });
        }
        variants.sort_by_key(|variant| variant.kinds[0]);
        Gufunc::of((row.name, row.doc), &row.entries[0].signature, variants)
    }

    /// A generalised ufunc from outside: loops are tried in their order.
    ///
    /// # Safety
    /// Each loop may be called on any thread with its data, and keeps to the signature and to its operands' types.
    pub(crate) unsafe fn external(
        strings: (&'static CStr, &'static CStr), signature: Signature, loops: Vec<(Operands<Kind>, kernels::Loop, *mut c_void)>,
    ) -> Gufunc {
        let variant = |(kinds, code, data): (Operands<Kind>, kernels::Loop, *mut c_void)| {
            let entry = Entry { signature, types: &[], derive: |_| {}, code, in_place: false };
            Variant { within: kinds.clone(), kinds, entry: Box::leak(Box::new(entry)), data: Data(data) }
        };
        let variants = loops.into_iter().map(variant).collect();
        Gufunc::of(strings, Box::leak(Box::new(signature)), variants)
    }

    fn of(strings: (&'static CStr, &'static CStr), signature: &'static Signature, variants: Vec<Variant>) -> Gufunc {
        let mut same = [0; KINDS];
        for (variant, number) in variants.iter().zip(1..) {
            let first = variant.kinds[0];
            if same[first as usize] == 0 && variant.kinds == variant.within && variant.kinds[..signature.nin()].iter().all(|&kind| kind == first) {
                same[first as usize] = number;
            }
        }
        Gufunc { name: strings.0, doc: strings.1, signature, variants, same }
    }

    /// The loop that computes with inputs of one kind alone, as they are.
    #[inline]
    pub(super) fn same(&self, kind: Kind) -> Option<&Variant> {
        self.variants.get(usize::from(*self.same.get(kind as usize)?).wrapping_sub(1))
    }

    /// The generalised ufunc of a name.
    pub fn find(name: &str) -> Option<&'static Gufunc> {
        GUFUNCS.iter().find(|gufunc| gufunc.name.to_str() == Ok(name))
    }

    /// The name as errors have it.
    pub fn name(&self) -> &'static str {
        self.name.to_str().unwrap_or_default().trim_start_matches('_')
    }

    /// Whether the name is NumPy's; the others serve the host's own functions.
    pub fn is_public(&self) -> bool {
        !self.name.to_bytes().starts_with(b"_")
    }

    /// The name and the documentation, NUL-terminated.
    pub fn strings(&self) -> (&'static CStr, &'static CStr) {
        (self.name, self.doc)
    }

    /// The core signature.
    #[inline]
    pub fn signature(&self) -> &'static Signature {
        self.signature
    }

    /// Its loops, in the order in which they are tried.
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// The loop for these inputs: the first to which all cast safely, or the one that types name.
    ///
    /// # Errors
    /// `NoLoop`, `Type`, `UfuncCast`.
    pub fn resolve(&self, inputs: &[Operand<'_>], types: Option<&[Option<DType>]>, casting: Casting) -> Result<&Variant> {
        let kinds: Operands<Kind> = match inputs {
            // The most frequent case.
            [Operand::Array(x1), Operand::Array(x2)] => [x1.dtype().kind(), x2.dtype().kind()].into_iter().collect(),
            _ => input_kinds(inputs),
        };
        let asked = |variant: &&Variant| {
            types.is_none_or(|types| types.iter().zip(&variant.kinds).all(|(asked, &kind)| asked.is_none_or(|asked| asked.kind() == kind)))
        };
        let casts = |variant: &&Variant, rule| {
            kinds.iter().zip(&variant.kinds).all(|(&from, &to)| from == to || can_cast(from.into(), to.into(), rule))
        };
        let asked_for = || self.variants.iter().filter(asked);
        let found = asked_for().find(|variant| casts(variant, Casting::Safe));
        let found = match types {
            None => found.ok_or_else(|| Error::NoLoop { ufunc: self.name() }),
            Some(_) => found.or_else(|| asked_for().find(|variant| casts(variant, Casting::SameKind))).or_else(|| asked_for().next()).ok_or_else(
                || Error::Type(format!("No loop matching the specified signature and casting was found for ufunc {}", self.name())),
            ),
        }?;
        for (index, (&from, &to)) in kinds.iter().zip(&found.kinds).enumerate() {
            if from != to && !can_cast(from.into(), to.into(), casting) {
                return Err(self.cast_error(index, from.into(), to.into(), casting));
            }
        }
        Ok(found)
    }

    /// The error of an operand that the rule forbids to cast.
    pub(super) fn cast_error(&self, index: usize, from: DType, to: DType, casting: Casting) -> Error {
        OperandCast::error(self.name(), (self.signature.nin(), self.signature.nout()), index, (from, to), casting)
    }
}

/// The inputs' kinds, Python scalars having taken theirs from the others.
fn input_kinds(inputs: &[Operand<'_>]) -> Operands<Kind> {
    let strong = inputs.iter().filter_map(Operand::dtype).reduce(|x1, x2| promote(x1, x2).unwrap_or(x1));
    let own = |input: &Operand<'_>| match (*input, strong) {
        (Operand::Weak(weak), Some(strong)) => promote_weak(strong, weak).kind(),
        _ => input.dtype().or_else(|| result_type(&[*input])).map_or(Kind::Float64, DType::kind),
    };
    inputs.iter().map(own).collect::<SmallVec<_>>()
}

/// The type of single precision for one of double.
fn single(kind: Kind) -> Kind {
    match kind {
        Kind::Float64 => Kind::Float32,
        Kind::Complex128 => Kind::Complex64,
        other => other,
    }
}
