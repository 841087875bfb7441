//! Functions of complex numbers, whose real and imaginary parts are taken apart in registers.

use super::vector::Vector;
use super::*;
use crate::element::Element;
use num_complex::Complex;

/// A function of the parts of two complex numbers.
pub(crate) trait OfParts {
    fn lanes<V: Vector>(x1: [V; 2], x2: [V; 2]) -> [V; 2];
}

/// `x1 * x2`.
struct Product;

impl OfParts for Product {
    #[inline(always)]
    fn lanes<V: Vector>([re1, im1]: [V; 2], [re2, im2]: [V; 2]) -> [V; 2] {
        [re1 * re2 - im1 * im2, re1 * im2 + im1 * re2]
    }
}

/// `x1 / x2` for `x2` that is not zero, by Smith's method.
pub(crate) struct Quotient;

impl OfParts for Quotient {
    #[inline(always)]
    fn lanes<V: Vector>([re1, im1]: [V; 2], [re2, im2]: [V; 2]) -> [V; 2] {
        let steep = re2.abs().less(im2.abs());
        let (larger, smaller) = (im2.select(steep, re2), re2.select(steep, im2));
        let ratio = smaller / larger;
        let scale = V::from(1.0) / (larger + smaller * ratio);
        let sum = im1.select(steep, re1) + re1.select(steep, im1) * ratio;
        let difference = (im1 * ratio).select(steep, im1) - re1.select(steep, re1 * ratio);
        [sum * scale, difference * scale]
    }
}

/// `1 / x2`, by Smith's method.
pub(crate) struct Inverse;

impl OfParts for Inverse {
    #[inline(always)]
    fn lanes<V: Vector>(_: [V; 2], [re, im]: [V; 2]) -> [V; 2] {
        let steep = re.abs().less(im.abs());
        let (larger, smaller) = (im.select(steep, re), re.select(steep, im));
        let ratio = smaller / larger;
        let scale = larger + smaller * ratio;
        let one = V::from(1.0);
        [ratio.select(steep, one) / scale, -one.select(steep, ratio) / scale]
    }
}

/// The registers of the parts.
type In<S, T> = <Hypot as Function2<T>>::In<S>;

/// The real and the imaginary parts of as many numbers as there are lanes.
///
/// # Safety
/// They may be read.
#[inline(always)]
unsafe fn load<V: Holds<T>, T>(from: *const Complex<T>) -> [V; 2] {
    // SAFETY: the caller's promise: the first half of the parts.
    let first: V = unsafe { Holds::load(from.cast()) };
    // SAFETY: as above, the second half.
    first.unzip(unsafe { Holds::load(from.cast::<T>().wrapping_add(V::LANES)) })
}

/// The product of two blocks.
#[inline(always)]
pub(crate) fn products<T: Element, S: Instructions, const N: usize>(x1: &[Complex<T>; N], x2: &[Complex<T>; N]) -> [Complex<T>; N]
where
    Hypot: Function2<T>,
    Complex<T>: std::ops::Mul<Output = Complex<T>>,
{
    if N.is_multiple_of(<In<S, T> as Vector>::LANES) {
        return of_parts::<Product, T, S, N>(x1, x2);
    }
    let mut out = *x1;
    for (out, &x2) in out.iter_mut().zip(x2) {
        *out = *out * x2;
    }
    out
}

/// A function of two blocks.
#[inline(always)]
pub(crate) fn of_parts<F: OfParts, T: Element, S: Instructions, const N: usize>(x1: &[Complex<T>; N], x2: &[Complex<T>; N]) -> [Complex<T>; N]
where
    Hypot: Function2<T>,
{
    assert!(N.is_multiple_of(<In<S, T> as Vector>::LANES));
    let mut out = *x1;
    for j in (0..N).step_by(<In<S, T> as Vector>::LANES) {
        // SAFETY: N is a multiple of the lanes.
        let x1 = unsafe { load::<In<S, T>, T>(x1.as_ptr().wrapping_add(j)) };
        // SAFETY: as the first.
        let x2 = unsafe { load::<In<S, T>, T>(x2.as_ptr().wrapping_add(j)) };
        let [re, im] = F::lanes(x1, x2);
        let [first, second] = re.zip(im);
        let to = out.as_mut_ptr().wrapping_add(j).cast::<T>();
        // SAFETY: as what was read.
        unsafe { <In<S, T> as Holds<T>>::store(first, to) };
        // SAFETY: as what was read.
        unsafe { <In<S, T> as Holds<T>>::store(second, to.wrapping_add(<In<S, T> as Vector>::LANES)) };
    }
    out
}

/// The real parts of a block.
#[inline(always)]
pub(crate) fn reals<T: Element, S: Instructions, const N: usize>(x: &[Complex<T>; N]) -> [T; N]
where
    Sin: Function<T>,
{
    let mut out = [T::zeroed(); N];
    let lanes = <<Sin as Function<T>>::In<S> as Vector>::LANES;
    if !N.is_multiple_of(lanes) {
        for (out, x) in out.iter_mut().zip(x) {
            *out = x.re;
        }
        return out;
    }
    for j in (0..N).step_by(lanes) {
        // SAFETY: N is a multiple of the lanes.
        let [re, _] = unsafe { load::<<Sin as Function<T>>::In<S>, T>(x.as_ptr().wrapping_add(j)) };
        // SAFETY: as above.
        unsafe { re.store(out.as_mut_ptr().wrapping_add(j)) };
    }
    out
}

/// The magnitudes of a block.
#[inline(always)]
pub(crate) fn magnitudes<T: Element, S: Instructions, const N: usize>(x: &[Complex<T>; N]) -> [T; N]
where
    Hypot: Function2<T>,
{
    let mut out = [T::zeroed(); N];
    let ordinary = fill!(out: [T; N], (In<S, T>), |j| {
        // SAFETY: N is a multiple of the lanes.
        let [re, im] = unsafe { load::<In<S, T>, T>(x.as_ptr().wrapping_add(j)) };
        Hypot::fast(re, im)
    });
    if !ordinary {
        let mut copy = out;
        amend2::<Hypot, T, N>(x.map(|x| x.re), x.map(|x| x.im), &mut copy);
        out = copy;
    }
    out
}
