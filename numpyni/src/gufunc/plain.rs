//! The matrix product of vectors and matrices as they stand: what most products are, with nothing worked out but a few lengths and steps.

use std::ffi::c_void;

use kernels::Level;
use smallvec::{SmallVec, smallvec};

use super::call::usable;
use super::table::{GUFUNCS, MATMUL, Variant};
use crate::{Array, Kind};

/// The sum of the products of two vectors of one type that is not widened on the way, and of one length: its type, and the element in `bits`.
pub(crate) fn dot_of_vectors(x1: &Array, x2: &Array, bits: &mut [u64; 2]) -> Option<Kind> {
    let (kind, n) = (x1.dtype().kind(), x1.size());
    let (&[step1], &[step2]) = (x1.strides(), x2.strides()) else { return None };
    let halves = kind.is_float() && kind.size() == 2;
    if halves || kind.is_opaque() || x1.dtype() != x2.dtype() || !x1.dtype().is_native() || n != x2.size() || !usable(x1) || !usable(x2) {
        return None;
    }
    let args = [x1.as_ptr(), x2.as_ptr(), (&raw mut *bits).cast()];
    let code = numpyni_loops::dot(kind).at(Level::current());
    // SAFETY: `n` elements of the kernel's type in both, and a place for the sum, which starts from zero.
    unsafe { code(args.as_ptr(), &(n as isize), [step1, step2, 0].as_ptr(), std::ptr::null_mut()) };
    Some(kind)
}

/// A product of two arrays of one type, of one or two dimensions each, whose lengths fit.
pub(crate) struct PlainProduct<'a> {
    variant: &'a Variant,
    operands: [&'a Array; 2],
    /// The type of the result.
    pub kind: Kind,
    /// Rows and columns of the result.
    lengths: [usize; 2],
    /// What of them are axes of it.
    axes: std::ops::Range<usize>,
}

impl<'a> PlainProduct<'a> {
    /// The product, if it is one.
    pub fn of(x1: &'a Array, x2: &'a Array) -> Option<PlainProduct<'a>> {
        let kind = x1.dtype().kind();
        let fits = x1.dtype() == x2.dtype() && x1.dtype().is_native() && usable(x1) && usable(x2);
        if !fits {
            return None;
        }
        let matmul = &GUFUNCS[MATMUL];
        let variant = matmul.same(kind).or_else(|| matmul.variants().iter().find(|variant| variant.kinds()[0] == kind))?;
        let (rows, k) = match *x1.shape() {
            [k] => (1, k),
            [rows, k] => (rows, k),
            _ => return None,
        };
        let columns = match *x2.shape() {
            [other] if other == k => 1,
            [other, columns] if other == k => columns,
            _ => return None,
        };
        Some(PlainProduct { variant, operands: [x1, x2], kind, lengths: [rows, columns], axes: 2 - x1.ndim()..x2.ndim() })
    }

    /// The result's shape.
    pub fn shape(&self) -> &[usize] {
        &self.lengths[self.axes.clone()]
    }

    /// Writes the product.
    ///
    /// # Safety
    /// Room for a row-major result of `shape` elements of `kind`, aligned, apart from the operands.
    pub unsafe fn run(&self, out: *mut u8) {
        let (narrow, wide) = (self.kind, self.variant.within()[0]);
        if narrow == wide {
            let as_it_is = |x: &Array| {
                let strides = if let [down, across] = *x.strides() { [down, across] } else { [0, x.strides()[0]] };
                Source { start: x.as_ptr(), strides }
            };
            // SAFETY: the operands are of the loop's types; the rest is the caller's promise.
            return unsafe { self.run_with(self.operands.map(as_it_is), wide, out) };
        }
        let ([x1, x2], mut first, mut second) = (self.operands, Room::new(), Room::new());
        let sources = [widened(x1, wide, &mut first), widened(x2, wide, &mut second)];
        let size = self.lengths.iter().product();
        let mut product: Room = smallvec![0.0; size];
        // SAFETY: room for the result.
        unsafe { self.run_with(sources, wide, product.as_mut_ptr().cast()) };
        // SAFETY: that many elements, and room for as many.
        unsafe { cast([product.as_mut_ptr().cast(), out], (wide, narrow), size, wide.size() as isize) };
    }

    /// Writes the product of what the loop reads in place of the operands.
    ///
    /// # Safety
    /// The operands' elements stand there, as `kind`; the rest is that of `run`.
    unsafe fn run_with(&self, [a, b]: [Source; 2], kind: Kind, out: *mut u8) {
        let [x1, x2] = self.operands;
        let [rows, columns] = self.lengths;
        let (own, size) = (|present: bool, stride: usize| if present { stride as isize } else { 0 }, kind.size());
        let [a_row, a_k] = a.strides;
        let [b_k, b_column] = if x2.ndim() == 1 { [b.strides[1], 0] } else { b.strides };
        let k = x2.shape()[0];
        let dimensions = [1, rows as isize, k as isize, columns as isize];
        let steps = [0, 0, 0, a_row, a_k, b_k, b_column, own(x1.ndim() == 2, size * columns), own(x2.ndim() == 2, size)];
        let args = [a.start, b.start, out];
        let nothing: *mut c_void = self.variant.data.get();
        // SAFETY: one core each, of the loop's types, of these lengths; the result is the caller's promise.
        unsafe { (self.variant.entry.code)(args.as_ptr(), dimensions.as_ptr(), steps.as_ptr(), nothing) };
    }
}

/// Room for elements of the type in which halves are computed.
type Room = SmallVec<[f32; 128]>;

/// Where the loop finds an operand: rows of elements, of a vector one.
struct Source {
    start: *mut u8,
    strides: [isize; 2],
}

/// An operand's elements in another type, row-major.
fn widened(x: &Array, wide: Kind, room: &mut Room) -> Source {
    let narrow = x.dtype().kind();
    let (rows, columns) = if let [rows, columns] = *x.shape() { (rows, columns) } else { (1, x.size()) };
    room.resize(rows * columns, 0.0);
    let (down, size) = (if x.ndim() == 2 { x.strides()[0] } else { 0 }, wide.size());
    let across = x.strides()[x.ndim() - 1];
    for row in 0..rows {
        let to = room[row * columns..].as_mut_ptr().cast();
        // SAFETY: a row of the operand, and room for it.
        unsafe { cast([x.as_ptr().wrapping_offset(down * row as isize), to], (narrow, wide), columns, across) };
    }
    Source { start: room.as_mut_ptr().cast(), strides: [(size * columns) as isize, size as isize] }
}

/// Casts elements `step` bytes apart to ones side by side.
///
/// # Safety
/// `count` elements of the first kind, and room for as many of the second.
unsafe fn cast(args: [*mut u8; 2], (from, to): (Kind, Kind), count: usize, step: isize) {
    let code = numpyni_loops::cast(from, to).at(Level::current());
    // SAFETY: the caller's promise.
    unsafe { code(args.as_ptr(), &(count as isize), [step, to.size() as isize].as_ptr(), std::ptr::null_mut()) };
}
