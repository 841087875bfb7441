//! Random numbers in arrays: the distributions of `numpyni-random`, broadcast over their parameters.

use std::slice;

pub use numpyni_random::{DISTRIBUTIONS, Distribution, Source};
use numpyni_random::{Draw, ParameterKind, Value, length, run};
use smallvec::SmallVec;

use crate::ufunc::Output;
use crate::{Array, Error, Kind, Layout, Operand, Operands, Result, Scalar, Walk};

/// Fills `out`, in row-major order, with draws from a distribution. `state` holds the generator: words, as `numpyni_random::run` has them.
///
/// Parameters broadcast against `out`; where a draw is a vector, against all axes of `out` but the last one, along which it lies, as it
/// does along the last axis of each parameter.
///
/// The limits of the parameters are the caller's to check: beyond them what is drawn means nothing, and some distributions draw for ever.
///
/// # Errors
/// `Type` where an array has not the type that the distribution takes or makes; `Broadcast`; `ReadOnly`; `Value` where a vector is not
/// contiguous, arrays overlap, or the words are no generator; `Memory`.
pub fn fill(distribution: &Distribution, state: Output<'_>, parameters: &[Operand<'_>], out: Output<'_>) -> Result<()> {
    if parameters.len() != distribution.parameters.len() {
        let (name, count) = (distribution.name, distribution.parameters.len());
        return Err(Error::Type(format!("{name} takes {count} parameters but {} were given", parameters.len())));
    }
    check(&state, Kind::UInt64, "the state")?;
    check(&out, made(distribution.draw, &out), "the output")?;
    state.check_writable("the state")?;
    out.check_writable("output array")?;
    if !(state.is_c_contiguous() && state.is_aligned()) {
        return Err(Error::Value("the state is not contiguous".into()));
    }
    let core = usize::from(matches!(distribution.draw, Draw::Vector(_)));
    let elements: SmallVec<[Element; 4]> =
        parameters.iter().zip(distribution.parameters).map(|(&operand, &kind)| Element::of(operand, kind)).collect::<Result<_>>()?;
    let mut places: SmallVec<[Place; 4]> = SmallVec::new();
    places.push(Place::of(&out, core)?);
    for (operand, element) in parameters.iter().zip(&elements) {
        places.push(match (operand, element) {
            (Operand::Array(x), _) if x.may_overlap(&out) || x.may_overlap(&state) => {
                return Err(Error::Value("a parameter overlaps what is written".into()));
            }
            (Operand::Array(x), _) => Place::of(x, core)?.broadcast_to(&places[0].outer)?,
            (_, element) => Place { start: (&raw const element.0).cast_mut().cast(), outer: Layout::of(&[], &[]), length: 1 }
                .broadcast_to(&places[0].outer)?,
        });
    }
    if out.may_overlap(&state) {
        return Err(Error::Value("the output overlaps the state".into()));
    }
    // SAFETY: the state is contiguous, aligned and uint64; it overlaps nothing that this call uses, and an output is nobody else's meanwhile.
    let words = unsafe { slice::from_raw_parts_mut(state.as_ptr().cast::<u64>(), state.size()) };
    let drawn = run(words, |source| draw(distribution, source, &places));
    drawn.unwrap_or_else(|| Err(Error::Value("the state is not that of a bit generator".into())))
}

/// Lends the generator whose words begin at `words` to `draw`; None where they are no generator's.
///
/// # Safety
/// `words` is null, or points to the words of a generator that nobody else uses meanwhile.
pub unsafe fn at<R>(words: *mut u64, draw: impl FnOnce(&mut Source<'_>) -> R) -> Option<R> {
    // SAFETY: the caller's promise; the first word is the kind.
    let kind = unsafe { words.as_ref() }?;
    let length = length(*kind)?;
    // SAFETY: a generator of its kind has so many words.
    run(unsafe { slice::from_raw_parts_mut(words, length) }, draw)
}

/// The type of what is drawn. A flag is drawn into bytes, or into booleans.
fn made(draw: Draw, out: &Array) -> Kind {
    match draw {
        Draw::U8(_) if out.dtype() == Kind::Bool.into() => Kind::Bool,
        Draw::U8(_) => Kind::UInt8,
        Draw::U16(_) => Kind::UInt16,
        Draw::U32(_) => Kind::UInt32,
        Draw::U64(_) => Kind::UInt64,
        Draw::I64(_) => Kind::Int64,
        Draw::F32(_) => Kind::Float32,
        Draw::F64(_) => Kind::Float64,
        Draw::Vector(_) if out.dtype() == Kind::Float64.into() => Kind::Float64,
        Draw::Vector(_) => Kind::Int64,
    }
}

fn check(x: &Array, kind: Kind, what: &str) -> Result<()> {
    if x.dtype() == kind.into() {
        return Ok(());
    }
    Err(Error::Type(format!("{what} has type {:?}, {kind:?} is needed", x.dtype())))
}

/// The bits of a parameter that is one element; zero for an array.
struct Element(u64);

impl Element {
    fn of(operand: Operand<'_>, kind: ParameterKind) -> Result<Element> {
        let kind = match kind {
            ParameterKind::Real => Kind::Float64,
            ParameterKind::Whole => Kind::Int64,
            ParameterKind::Word => Kind::UInt64,
        };
        let scalar = match operand {
            Operand::Array(x) => {
                check(x, kind, "a parameter")?;
                return Ok(Element(0));
            }
            Operand::Element(dtype, bits) => Scalar::from_bits(dtype.kind(), bits).cast(kind),
            Operand::Weak(weak) => weak.to_scalar(kind)?,
        };
        Ok(Element(scalar.bits()[0]))
    }
}

/// Where the elements of an operand are: the first one, the axes outside a draw, and the length of a vector.
struct Place {
    start: *mut u8,
    outer: Layout,
    length: usize,
}

impl Place {
    fn of(x: &Array, core: usize) -> Result<Place> {
        let Some(axis) = x.ndim().checked_sub(core) else {
            return Err(Error::Value("a vector has at least one dimension".into()));
        };
        let (outer, inner) = x.layout().split_at(axis);
        if core != 0 && !(inner.is_c_contiguous(x.itemsize()) && x.is_aligned()) {
            return Err(Error::Value("vectors are not contiguous".into()));
        }
        Ok(Place { start: x.as_ptr(), outer, length: inner.size() })
    }

    fn broadcast_to(self, outer: &Layout) -> Result<Place> {
        Ok(Place { outer: self.outer.broadcast_to(outer.shape())?, ..self })
    }
}

/// Walks the places, of which the first is written, and draws.
fn draw(distribution: &Distribution, source: &mut Source<'_>, places: &[Place]) -> Result<()> {
    let strides: Operands<&[isize]> = places.iter().map(|place| place.outer.strides()).collect();
    let walk = Walk::new(places[0].outer.shape(), &strides, true);
    let start: Operands<*mut u8> = places.iter().map(|place| place.start).collect();
    let steps = walk.inner_strides();
    if let Some(bulk) = distribution.bulk
        && steps[0] == size_of::<f64>() as isize
        && places[0].outer.is_aligned(start[0], align_of::<f64>())
    {
        return walk.run(&start, |at| {
            // SAFETY: the elements of an inner loop, side by side and aligned; bulks are float64, which `fill` has checked.
            bulk(source, unsafe { slice::from_raw_parts_mut(at[0].cast::<f64>(), walk.inner_len()) });
            Ok(())
        });
    }
    match distribution.draw {
        Draw::U8(value) => elements(source, value, &walk, &start),
        Draw::U16(value) => elements(source, value, &walk, &start),
        Draw::U32(value) => elements(source, value, &walk, &start),
        Draw::U64(value) => elements(source, value, &walk, &start),
        Draw::I64(value) => elements(source, value, &walk, &start),
        Draw::F32(value) => elements(source, value, &walk, &start),
        Draw::F64(value) => elements(source, value, &walk, &start),
        Draw::Vector(vector) => walk.run(&start, |at| {
            for i in 0..walk.inner_len() as isize {
                let first = |n: usize| at[n].wrapping_offset(steps[n] * i).cast::<u64>();
                let parameters: SmallVec<[&[u64]; 4]> = (1..at.len()).map(|n| {
                    // SAFETY: `Place::of` found vectors of this length, contiguous and aligned, and the walk stays in the array.
                    unsafe { slice::from_raw_parts(first(n), places[n].length) }
                }).collect();
                // SAFETY: as above; `fill` found that nothing else overlaps what is written.
                let out = unsafe { slice::from_raw_parts_mut(first(0), places[0].length) };
                vector(source, &parameters, out).map_err(|_| Error::Memory { bytes: size_of_val(out) })?;
            }
            Ok(())
        }),
    }
}

/// Draws the elements of a walk, of which the first operand, of `T`, is written, and the others are of 64 bits: `fill` has checked that.
fn elements<T>(source: &mut Source<'_>, value: Value<T>, walk: &Walk, start: &[*mut u8]) -> Result<()> {
    let steps = walk.inner_strides();
    let mut parameters: SmallVec<[u64; 4]> = SmallVec::from_elem(0, start.len() - 1);
    let read = |at: &[*mut u8], i: isize, parameters: &mut [u64]| {
        for (bits, (&start, &step)) in parameters.iter_mut().zip(at[1..].iter().zip(&steps[1..])) {
            // SAFETY: an element of the walk, of 64 bits, perhaps unaligned.
            *bits = unsafe { start.wrapping_offset(step * i).cast::<u64>().read_unaligned() };
        }
    };
    let constant = steps[1..].iter().all(|&step| step == 0);
    walk.run(start, |at| {
        for i in 0..walk.inner_len() as isize {
            if i == 0 || !constant {
                read(at, i, &mut parameters);
            }
            let place = at[0].wrapping_offset(steps[0] * i).cast::<T>();
            // SAFETY: an element of the walk, of type `T`, perhaps unaligned.
            unsafe { place.write_unaligned(value(source, &parameters)) };
        }
        Ok(())
    })
}
