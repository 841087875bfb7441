//! Few elements of any types: what the loop wants in another type is cast as a whole, and one call of the kernel does the rest.

use kernels::Level;
use smallvec::SmallVec;

use super::table::{MAX_OPERANDS, Ufunc};
use crate::{Array, Casting, Cast, DType, Kind, Operand, Operands, Result, Scalar};

/// Elements up to which to cast an operand as a whole costs less than to walk over all in blocks.
const FEW: usize = 1 << 10;

/// Operands, inputs before outputs, as the loop takes them.
type PerOperand<T> = [T; MAX_OPERANDS];

impl Ufunc {
    /// Applies the ufunc to arrays of one shape whose elements are one step apart, and single elements beside them, or to nothing but
    /// single elements. `array` gives a new array of a kind with the shape of another, and where it begins; `element` is told single
    /// results. None in any other case.
    ///
    /// # Errors
    /// Those of [`Ufunc::call`], and of `array`.
    pub(crate) fn call_few<M>(
        &self, inputs: &[Operand<'_>], mut array: impl FnMut(&Array, Kind) -> Result<(*mut u8, M)>, element: impl Fn(Scalar) -> M,
    ) -> Result<Option<SmallVec<[M; 2]>>> {
        let first = inputs.iter().find_map(|input| if let Operand::Array(array) = input { Some(*array) } else { None });
        let n = first.map_or(1, Array::size);
        let simple = |input: &Operand<'_>| match (*input, first) {
            (Operand::Array(x), Some(first)) => {
                x.step().is_some() && !x.dtype().kind().is_opaque() && (std::ptr::eq(x, first) || x.layout().same_shape(first.layout()))
            }
            _ => true,
        };
        if !(1..=FEW).contains(&n) || first.is_some_and(|first| first.ndim() == 0) || !inputs.iter().all(simple) {
            return Ok(None);
        }
        let inner = self.resolve(inputs, None, Casting::SameKind)?;
        self.refuse_negative_powers(inner, inputs)?;
        let kinds = inner.kinds();
        let (mut args, mut steps): (PerOperand<*mut u8>, PerOperand<isize>) = ([std::ptr::null_mut(); MAX_OPERANDS], [0; MAX_OPERANDS]);
        let (mut elements, mut casts) = ([[0u64; 2]; MAX_OPERANDS], Operands::<(usize, &Array, usize)>::new());
        let mut room = 0;
        for (i, input) in inputs.iter().enumerate() {
            match *input {
                Operand::Array(x) if x.dtype() == kinds[i].into() => (args[i], steps[i]) = (x.as_ptr(), x.step().unwrap_or_default()),
                Operand::Array(x) => {
                    casts.push((i, x, room));
                    room += (n * kinds[i].size()).div_ceil(size_of::<u64>());
                }
                _ => elements[i] = self.element_of(*input, kinds[i], inputs)?.bits(),
            }
        }
        let mut buffer: SmallVec<[u64; 64]> = SmallVec::from_elem(0, room);
        for (i, x, at) in casts {
            (args[i], steps[i]) = (buffer.as_mut_ptr().wrapping_add(at).cast(), kinds[i].size() as isize);
            let step = x.step().unwrap_or_default();
            // SAFETY: the array has `n` elements that far apart, and the buffer room for as many.
            unsafe { Cast::new(x.dtype(), DType::from(kinds[i])).run([x.as_ptr(), args[i]], n, [step, steps[i]]) };
        }
        let mut made = SmallVec::new();
        for i in self.nin()..self.nin() + self.nout() {
            if let Some(first) = first {
                let (start, result) = array(first, kinds[i])?;
                (args[i], steps[i]) = (start, kinds[i].size() as isize);
                made.push(result);
            }
        }
        // What is no array is a single element.
        for (arg, element) in args.iter_mut().zip(&mut elements).filter(|(arg, _)| arg.is_null()) {
            *arg = (&raw mut *element).cast();
        }
        // SAFETY: each operand is of the loop's type; `n` elements stand behind it, or one with a step of zero; the results are apart.
        unsafe { inner.at(Level::current()).run(args.as_ptr(), n as isize, steps.as_ptr()) };
        if first.is_none() {
            made.extend((self.nin()..self.nin() + self.nout()).map(|i| element(Scalar::from_bits(kinds[i], elements[i]))));
        }
        Ok(Some(made))
    }
}
