//! Reductions that leave NaN out: each piece is copied with something in the place of its NaN, and reduced while it is in the nearest cache.

use std::mem::MaybeUninit;

use kernels::Level;
use numpyni_gufunc::level::{self, Work};

use super::means::{mean_kinds, quotient};
use super::pieces::{Bits, Moments, PIECE, Piece, Spread, by_pieces, fold_onto, real};
use super::{Reduction, converted_copy, native, result_shape};
use crate::copy::fill;
use crate::ufunc::{self, ReduceOptions, Ufunc, Value, finish};
use crate::{Array, Axes, Error, Kind, Layout, Order, Result, Scalar, bf16, f16};

/// Applies a reduction to the floats that are not NaN. It takes axes, `keepdims` and `ddof`.
///
/// # Errors
/// `Axis`, `RepeatedAxis`; `Type` for what is no float; `Value` for the place of an extremum where there is none, and for other options.
pub(super) fn apply(which: Reduction, x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    if !options.is_plain() {
        return Err(Error::Value(format!("{} takes no dtype, initial, where or out", which.name())));
    }
    let (x, reduced) = (native(x)?, options.reduced(x.ndim())?);
    let (folded, kept): (Axes<i64>, Axes<i64>) = (0..x.ndim() as i64).partition(|axis| reduced & (1 << axis) != 0);
    let order: Axes<i64> = kept.iter().chain(&folded).copied().collect();
    let sorted = x.transpose(Some(&order))?;
    let rows = if sorted.is_c_contiguous() || sorted.ndim() == 1 { sorted } else { converted_copy(&sorted)? };
    let lengths = |axes: &[i64]| -> Axes<usize> { axes.iter().map(|&axis| x.shape()[axis as usize]).collect() };
    let (length, lines) = (lengths(&folded).iter().product::<usize>(), lengths(&kept));
    let step = rows.step().unwrap_or(0);
    let row = Layout::strided(&[length], &[step], x.itemsize())?;
    let kind = if which.finds() { Kind::Int64 } else { x.dtype().kind() };
    let results = Array::empty(kind, &lines, Order::C)?;
    for i in 0..results.size() {
        let result = one(which, &rows.view_inside(row.clone(), step * (i * length) as isize), options.ddof)?;
        let place = results.view_inside(Layout::default(), (i * results.itemsize()) as isize);
        // SAFETY: the results are new; nobody else has them.
        unsafe { fill(&place, result) };
    }
    finish(results, kind, &result_shape(&x, reduced, options.keepdims), None)
}

/// The reduction of a small array, whose elements are one step apart in row-major order, over all axes.
pub(super) fn of_contiguous(which: Reduction, x: &Array) -> Option<Scalar> {
    x.step().filter(|_| x.size() > 0 && x.dtype().is_native())?;
    one(which, x, 0.0).ok()
}

/// One result, of elements that are one step apart.
///
/// # Errors
/// As [`apply`].
fn one(which: Reduction, x: &Array, ddof: f64) -> Result<Scalar> {
    let kind = x.dtype().kind();
    let replacing = Replacing::new(kind).ok_or_else(|| Error::Type(format!("{} takes floats", which.name())))?;
    let result = match which {
        Reduction::NanSum => replacing.folded(ufunc::ADD, x)?.0,
        Reduction::NanProd => replacing.folded(ufunc::MULTIPLY, x)?.0,
        Reduction::NanMean => {
            let (sum, count) = replacing.folded(ufunc::ADD, x)?;
            quotient(sum, count as f64).unwrap_or(sum)
        }
        Reduction::NanVar | Reduction::NanStd => {
            let moments = replacing.moments(x)?;
            let variance = if moments.count > ddof { moments.squares / (moments.count - ddof) } else { f64::NAN };
            Scalar::new(if which == Reduction::NanStd { variance.sqrt() } else { variance })
        }
        _ => return replacing.place(x, which),
    };
    Ok(result.cast(kind))
}

/// Copies `n` elements, `step` bytes apart, with `value` in the place of NaN, and says how many there are besides.
///
/// # Safety
/// The elements are there, and room for as many.
type Replace = unsafe fn(x: *const u8, n: usize, step: isize, value: Scalar, to: *mut u8) -> usize;

/// Room for a piece.
type Room = [MaybeUninit<u64>; PIECE / 8];

/// Reductions of one type of floats.
struct Replacing {
    kind: Kind,
    replace: Replace,
}

impl Replacing {
    fn new(kind: Kind) -> Option<Replacing> {
        let replace: Replace = match kind {
            Kind::Float16 => replace::<f16>,
            Kind::BFloat16 => replace::<bf16>,
            Kind::Float32 => replace::<f32>,
            Kind::Float64 => replace::<f64>,
            _ => return None,
        };
        Some(Replacing { kind, replace })
    }

    /// A piece with a value in the place of NaN, in `room`, and how many elements it has besides.
    fn without_nan(&self, piece: Piece, value: Scalar, room: &mut Room) -> (Piece, usize) {
        let to = room.as_mut_ptr().cast();
        // SAFETY: a piece of elements of the type, and it fits the room.
        let count = unsafe { (self.replace)(piece.x, piece.n as usize, piece.step, value, to) };
        (Piece { x: to, step: self.kind.size() as isize, ..piece }, count)
    }

    /// A sum or a product, in the type in which means are made, and how many elements it is of.
    fn folded(&self, ufunc: &Ufunc, x: &Array) -> Result<(Scalar, usize)> {
        let (within, _) = mean_kinds(self.kind, None);
        let fold = |from: Kind| ufunc.fold(from, within).map(|code| code.at(Level::current())).ok_or_else(|| Error::Type("no such fold".into()));
        let (fold, same) = (fold(self.kind)?, fold(within)?);
        let neutral = Scalar::new(if ufunc == ufunc::ADD { 0.0 } else { 1.0 });
        let (start, neutral) = ((neutral.cast(within).bits(), 0), neutral.cast(self.kind));
        let piece = |(bits, count): &mut (Bits, usize), piece: Piece| {
            let mut room = [const { MaybeUninit::uninit() }; PIECE / 8];
            let (piece, present) = self.without_nan(piece, neutral, &mut room);
            *count += present;
            // SAFETY: elements of the fold's type.
            unsafe { fold_onto(fold, bits, piece) };
        };
        let join = |(mut before, count): (Bits, usize), (mut after, more): (Bits, usize)| {
            // SAFETY: one element of the fold's type.
            unsafe { fold_onto(same, &mut before, Piece { first: 0, x: (&raw mut after).cast(), n: 1, step: 0 }) };
            (before, count + more)
        };
        let (bits, count) = by_pieces(x, |_| start, piece, join).unwrap_or(start);
        Ok((Scalar::from_bits(within, bits), count))
    }

    /// The moments. What stands in the place of NaN is the piece's mean, from which it has no distance.
    fn moments(&self, x: &Array) -> Result<Moments> {
        let spread = Spread::new(self.kind).ok_or_else(|| Error::Type("no such moments".into()))?;
        let piece = |before: &mut Moments, piece: Piece| {
            let mut room = [const { MaybeUninit::uninit() }; PIECE / 8];
            let (zeros, count) = self.without_nan(piece, Scalar::new(0.0).cast(self.kind), &mut room);
            // SAFETY: elements of the type.
            let total = unsafe { spread.sum(zeros) };
            let Some(mean) = quotient(total, count as f64).filter(|_| count > 0) else { return };
            let (mut whole, mut middle) = (zeros, mean);
            if count < piece.n as usize {
                // What is copied is rounded to the type, as a mean of half precision is not.
                middle = mean.cast(self.kind).cast(mean.kind());
                (whole, _) = self.without_nan(piece, middle.cast(self.kind), &mut room);
            }
            // SAFETY: as above.
            let squares = real(unsafe { spread.squares(middle, whole) });
            let (count, mean, middle) = (count as f64, real(mean), real(middle));
            let apart = mean - middle;
            *before = before.join(Moments { count, mean, squares: squares - count * apart * apart });
        };
        Ok(by_pieces(x, |_| Moments::default(), piece, Moments::join).unwrap_or_default())
    }

    /// Where the extremum first stands, infinity of the other sign in the place of NaN.
    fn place(&self, x: &Array, which: Reduction) -> Result<Scalar> {
        let most = which == Reduction::NanArgmax;
        let (bound, find): (f64, super::PerKind) = if most { (f64::NEG_INFINITY, numpyni_loops::argmax) } else { (f64::INFINITY, numpyni_loops::argmin) };
        let (bound, find) = (Scalar::new(bound).cast(self.kind), find(self.kind).at(Level::current()));
        let piece = |best: &mut Best, piece: Piece| {
            let mut room = [const { MaybeUninit::uninit() }; PIECE / 8];
            let (piece, present) = self.without_nan(piece, bound, &mut room);
            let mut at = 0i64;
            let args = [piece.x, (&raw mut at).cast()];
            // SAFETY: elements of the kernel's type, and the place of an int64.
            unsafe { find(args.as_ptr(), &piece.n, [piece.step, 0].as_ptr(), std::ptr::null_mut()) };
            let mut bits: Bits = [0; 2];
            let found = piece.x.wrapping_offset(piece.step * at as isize);
            // SAFETY: the element that was found.
            unsafe { (&raw mut bits).cast::<u8>().copy_from_nonoverlapping(found, self.kind.size()) };
            let value = real(Scalar::from_bits(self.kind, bits));
            *best = best.join(Best { value, place: piece.first + at as usize, present }, most);
        };
        let nothing = Best { value: f64::NAN, place: 0, present: 0 };
        let join = |before: Best, after: Best| before.join(after, most);
        let name = which.name().trim_start_matches("nan");
        let empty = || Error::Value(format!("attempt to get {name} of an empty sequence"));
        let best = by_pieces(x, |_| nothing, piece, join).ok_or_else(empty)?;
        if best.present == 0 {
            return Err(Error::Value("All-NaN slice encountered".into()));
        }
        Ok(Scalar::new(best.place as i64))
    }
}

/// The best so far: what it is (NaN: nothing yet), where it stands, and how many numbers there were.
#[derive(Clone, Copy)]
struct Best {
    value: f64,
    place: usize,
    present: usize,
}

impl Best {
    fn join(self, other: Best, most: bool) -> Best {
        let better = self.value.is_nan() || if most { other.value > self.value } else { other.value < self.value };
        Best { present: self.present + other.present, ..if better { other } else { self } }
    }
}

/// A float.
trait Float: Copy + crate::Element {
    fn is_nan(self) -> bool;
}

macro_rules! floats {
    ($($T:ident)*) => { $(impl Float for $T {
        #[inline(always)]
        fn is_nan(self) -> bool {
            $T::is_nan(self)
        }
    })* };
}

floats! { f16 bf16 f32 f64 }

/// # Safety
/// That of [`Replace`].
unsafe fn replace<T: Float>(x: *const u8, n: usize, step: isize, value: Scalar, to: *mut u8) -> usize {
    let mut present = 0;
    let value = value.get::<T>().unwrap_or(T::zeroed());
    // SAFETY: the caller's promise.
    unsafe { level::run(Copying { x: x.cast::<T>(), n, step, value, to: to.cast(), present: &mut present }) };
    present
}

struct Copying<'a, T> {
    x: *const T,
    n: usize,
    step: isize,
    value: T,
    to: *mut T,
    present: &'a mut usize,
}

/// Elements that are looked at together.
const LANES: usize = 64;

impl<T: Float> Work for Copying<'_, T> {
    /// # Safety
    /// That of [`Replace`].
    #[inline(always)]
    unsafe fn run(self) {
        let at = |i: usize| self.x.wrapping_byte_offset(self.step.wrapping_mul(i as isize));
        let mut i = 0;
        while self.step == size_of::<T>() as isize && i + LANES <= self.n {
            // SAFETY: so many elements lie side by side.
            let mut block = unsafe { at(i).cast::<[T; LANES]>().read_unaligned() };
            let mut present = 0u8;
            for x in &mut block {
                present += u8::from(!x.is_nan());
                *x = if x.is_nan() { self.value } else { *x };
            }
            // SAFETY: there is room for all.
            unsafe { self.to.wrapping_add(i).cast::<[T; LANES]>().write_unaligned(block) };
            *self.present += usize::from(present);
            i += LANES;
        }
        while i < self.n {
            // SAFETY: an element.
            let x = unsafe { at(i).read_unaligned() };
            // SAFETY: there is room for all.
            unsafe { self.to.wrapping_add(i).write(if x.is_nan() { self.value } else { x }) };
            *self.present += usize::from(!x.is_nan());
            i += 1;
        }
    }
}
