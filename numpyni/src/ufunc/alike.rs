//! The case that most calls of a ufunc are: operands of one shape and of the loop's type, gapless or of one dimension, or single elements
//! beside them. One call of the kernel does it all.

use super::call::clashes;
use super::run::is_packed;
use super::small::RANK;
use super::table::{POWER, Ufunc};
use crate::{Array, DType, Kind, Operand, Order, Result, threads};

/// Elements from which the general path, which knows threads, is taken by loops that call the mathematical library.
const MANY: usize = 1 << 13;
/// The same for cheap loops; and elements from which the host's other threads may run meanwhile.
pub(crate) const LONG: usize = 1 << 15;

/// Where the result of such a call goes.
pub(crate) trait Target {
    /// What the call gives.
    type Made;

    /// The place of a result of a kind, with the shape of an operand, and the step from one element to the next; None where the case is not
    /// this simple.
    ///
    /// # Errors
    /// `Memory`, `TooBig`.
    fn place(self, like: &Array, kind: Kind) -> Result<Option<(*mut u8, isize, Self::Made)>>;

    /// The place of a result of a kind and a shape, and its strides; None where the target does not suit, or a new result would not be
    /// row-major.
    ///
    /// # Errors
    /// `Memory`, `TooBig`.
    fn laid_out(self, shape: &[usize], kind: Kind, row_major: bool, strides: &mut [isize; RANK]) -> Result<Option<(*mut u8, Self::Made)>>;
}

/// An operand of such a call: what is known to be an array is not asked what it is.
pub(crate) trait Input: Copy {
    /// The array, if it is one.
    fn array(&self) -> Option<&Array>;

    /// A single element in the others' type, as bits.
    fn bits(&self, dtype: DType) -> Option<[u64; 2]>;
}

impl Input for &Array {
    #[inline(always)]
    fn array(&self) -> Option<&Array> {
        Some(self)
    }

    #[inline(always)]
    fn bits(&self, _: DType) -> Option<[u64; 2]> {
        None
    }
}

impl Input for Operand<'_> {
    #[inline(always)]
    fn array(&self) -> Option<&Array> {
        if let Operand::Array(array) = self { Some(array) } else { None }
    }

    /// What does not fit is the general path's: it words the error, or compares exactly.
    #[inline(always)]
    fn bits(&self, dtype: DType) -> Option<[u64; 2]> {
        match *self {
            Operand::Element(own, bits) if own == dtype => Some(bits),
            Operand::Weak(weak) if crate::promote_weak(dtype, weak) == dtype => Some(weak.to_scalar(dtype.kind()).ok()?.bits()),
            _ => None,
        }
    }
}

impl Ufunc {
    /// Applies the ufunc in the simple case; None in any other, and where there are so many elements that the host or more threads have a say.
    ///
    /// # Errors
    /// Those of the target.
    #[inline(always)]
    pub(crate) fn call_alike<const N: usize, I: Input, T: Target>(&self, inputs: [I; N], target: T) -> Result<Option<T::Made>> {
        self.apply_alike(inputs, target, |size, costly| size < MANY || (size < LONG && !costly))
    }

    /// The same for many elements, on this thread, if it is not worth more.
    ///
    /// # Errors
    /// Those of the target.
    pub(crate) fn call_alike_long<const N: usize, I: Input, T: Target>(&self, inputs: [I; N], target: T) -> Result<Option<T::Made>> {
        self.apply_alike(inputs, target, |size, costly| !threads::worthwhile(size, costly))
    }

    /// Where so many elements of a loop that is costly or not are welcome.
    #[inline(always)]
    fn apply_alike<const N: usize, I: Input, T: Target>(
        &self, inputs: [I; N], target: T, welcome: impl Fn(usize, bool) -> bool,
    ) -> Result<Option<T::Made>> {
        const { assert!(N == 1 || N == 2) };
        let Some(first) = inputs.iter().find_map(Input::array) else { return Ok(None) };
        let dtype = first.dtype();
        let Some(inner) = self.same(dtype.kind()) else { return Ok(None) };
        if !dtype.is_native() || first.ndim() == 0 || !welcome(first.size(), inner.is_costly()) || (self.nin(), self.nout()) != (N, 1) {
            return Ok(None);
        }
        let mut elements = [[0u64; 2]; N];
        let mut args = [std::ptr::null_mut::<u8>(); 3];
        let mut steps = [0isize; 3];
        for (i, input) in inputs.iter().enumerate() {
            if let Some(array) = input.array() {
                let alike = std::ptr::eq(array, first) || (array.dtype() == dtype && array.layout().same_shape(first.layout()));
                let Some(step) = array.step().filter(|&step| alike && !is_packed(step, dtype.itemsize(), first.size())) else { return Ok(None) };
                (args[i], steps[i]) = (array.as_ptr(), step);
            } else {
                let Some(bits) = input.bits(dtype) else { return Ok(None) };
                elements[i] = bits;
                args[i] = (&raw mut elements[i]).cast();
            }
        }
        if self == POWER && dtype.kind().is_integer() {
            return Ok(None);
        }
        let kind = inner.kinds()[N];
        let Some((place, step, made)) = target.place(first, kind)? else { return Ok(None) };
        (args[N], steps[N]) = (place, step);
        let n = first.size() as isize;
        let code = inner.at(self.level(inner, first.size()));
        // SAFETY: each operand is of the loop's type; `n` elements stand behind it, or one with a step of zero; the target made room for
        // as many, apart from the inputs or exactly where one is.
        unsafe { code.run(args.as_ptr(), n, steps.as_ptr()) };
        Ok(Some(made))
    }
}

/// Into an array that is there: of the result's type and shape, writable, and apart from the inputs or exactly one of them.
pub(crate) struct Existing<'a, I, const N: usize> {
    pub out: &'a Array,
    pub inputs: [I; N],
}

impl<I: Input, const N: usize> Target for Existing<'_, I, N> {
    type Made = ();

    #[inline(always)]
    fn place(self, like: &Array, kind: Kind) -> Result<Option<(*mut u8, isize, ())>> {
        let out = self.out;
        let fits = out.dtype() == kind.into() && out.layout().same_shape(like.layout()) && !out.is_readonly();
        let clash = |input: &I| input.array().is_some_and(|array| clashes(out, array));
        Ok(out.step().filter(|_| fits && !self.inputs.iter().any(clash)).map(|step| (out.as_ptr(), step, ())))
    }

    fn laid_out(self, shape: &[usize], kind: Kind, _: bool, strides: &mut [isize; RANK]) -> Result<Option<(*mut u8, ())>> {
        let out = self.out;
        let clash = |input: &I| input.array().is_some_and(|array| clashes(out, array));
        if out.dtype() != kind.into() || out.shape() != shape || out.is_readonly() || self.inputs.iter().any(clash) {
            return Ok(None);
        }
        strides[..shape.len()].copy_from_slice(out.strides());
        Ok(Some((out.as_ptr(), ())))
    }
}

/// Into a new array.
pub(crate) struct Fresh;

impl Target for Fresh {
    type Made = Array;

    fn place(self, like: &Array, kind: Kind) -> Result<Option<(*mut u8, isize, Array)>> {
        let array = Array::like(like, kind)?;
        Ok(Some((array.as_ptr(), kind.size() as isize, array)))
    }

    fn laid_out(self, shape: &[usize], kind: Kind, row_major: bool, strides: &mut [isize; RANK]) -> Result<Option<(*mut u8, Array)>> {
        if !row_major {
            return Ok(None);
        }
        let array = Array::empty(kind, shape, Order::C)?;
        strides[..shape.len()].copy_from_slice(array.strides());
        Ok(Some((array.as_ptr(), array)))
    }
}
