//! The matrix product of vectors and matrices as they stand: what most products are, with nothing worked out but a few lengths and steps.

use std::ffi::c_void;

use super::call::usable;
use super::table::{GUFUNCS, MATMUL, Variant};
use crate::{Array, Kind};

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
        let variant = GUFUNCS[MATMUL].same(kind).filter(|_| fits)?;
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
        let [x1, x2] = self.operands;
        let [rows, columns] = self.lengths;
        let (own, size) = (|present: bool, stride: usize| if present { stride as isize } else { 0 }, self.kind.size());
        let (a, b) = (x1.strides(), x2.strides());
        let (a_row, a_k) = if let [row, k] = *a { (row, k) } else { (0, a[0]) };
        let (b_k, b_column) = if let [k, column] = *b { (k, column) } else { (b[0], 0) };
        let k = x2.shape()[0];
        let dimensions = [1, rows as isize, k as isize, columns as isize];
        let steps = [0, 0, 0, a_row, a_k, b_k, b_column, own(x1.ndim() == 2, size * columns), own(x2.ndim() == 2, size)];
        let args = [x1.as_ptr(), x2.as_ptr(), out];
        let nothing: *mut c_void = self.variant.data.get();
        // SAFETY: one core each, of the loop's types, of these lengths; the result is the caller's promise.
        unsafe { (self.variant.entry.code)(args.as_ptr(), dimensions.as_ptr(), steps.as_ptr(), nothing) };
    }
}
