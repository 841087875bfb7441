//! `ufunc.at`: in place, unbuffered, so that an index that comes twice counts twice.

use super::call::copy;
use super::output::Output;
use super::table::Ufunc;
use crate::{Array, Cast, Casting, DType, Error, Index, Kind, Operand, Order, Result, Weak};
use kernels::Level;

impl Ufunc {
    /// `x[items] = ufunc(x[items], value)`, element by element; `value` is None for a ufunc of one input.
    ///
    /// # Errors
    /// As [`Array::get`]; `NoLoop`, `UfuncCast`, `ReadOnly`, `Value`.
    pub fn at(&self, x: Output<'_>, items: &[Index<'_>], value: Option<Operand<'_>>) -> Result<()> {
        let x = x.array();
        if self.nout() != 1 {
            return Err(Error::Value("Only single output ufuncs supported at this time".into()));
        }
        if self.nin() > 2 {
            return Err(Error::Value("Only unary and binary ufuncs supported at this time".into()));
        }
        match (self.nin(), value) {
            (2, None) => return Err(Error::Value("second operand needed for ufunc".into())),
            (1, Some(_)) => return Err(Error::Value("second operand provided when ufunc is unary".into())),
            _ => {}
        }
        x.check_writable("assignment destination")?;
        // Which elements: an array of their numbers, indexed in the same way.
        let zero = Operand::Weak(Weak::Int(0));
        let numbers = Array::arange(Kind::Int64, zero, Operand::Weak(Weak::Int(1)), x.size())?;
        let numbers = numbers.view_as(numbers.dtype(), crate::Layout::contiguous(x.shape(), 8, Order::C)?, 0)?;
        let chosen = copy(&numbers.index(items)?)?;

        let inputs: Vec<Operand<'_>> = std::iter::once(Operand::Array(x)).chain(value).collect();
        let inner = self.resolve(&inputs, None, Casting::SameKind)?;
        let kinds = inner.kinds();
        let out: DType = kinds[self.nin()].into();
        let second = match value {
            None => None,
            Some(value) => Some(self.spread(value, kinds[1], chosen.shape(), x)?),
        };
        let (load, store) = (Cast::new(x.dtype(), kinds[0].into()), Cast::new(out, x.dtype()));
        let code = inner.at(Level::current());
        let mut elements = [[0u64; 2]; 2];
        let [first, result] = elements.each_mut().map(|element| std::ptr::from_mut(element).cast::<u8>());
        for i in 0..chosen.size() {
            // SAFETY: a new array of as many int64.
            let number = unsafe { chosen.as_ptr().cast::<i64>().wrapping_add(i).read() } as usize;
            let place = x.as_ptr().wrapping_offset(offset(x, number));
            // SAFETY: an element of `x`; 16 bytes hold any element.
            unsafe { load.run([place, first], 1, [0, 0]) };
            let operand = second.as_ref().map_or(std::ptr::null_mut(), |y| y.as_ptr().wrapping_add(i * y.itemsize()));
            let args = if second.is_some() { [first, operand, result] } else { [first, result, result] };
            // SAFETY: one element each, of the loop's types.
            unsafe { code.run(args.as_ptr(), 1, [0; 3].as_ptr()) };
            // SAFETY: as the load; `x` is writable.
            unsafe { store.run([result, place], 1, [0, 0]) };
        }
        Ok(())
    }

    /// The second operand, of the loop's type, an element for each that is chosen.
    fn spread(&self, value: Operand<'_>, kind: Kind, shape: &[usize], x: &Array) -> Result<Array> {
        let value = match value {
            Operand::Array(array) => array.clone(),
            other => super::call::Value::Element(self.element_of(other, kind, &[Operand::Array(x)])?).into_array()?,
        };
        let spread = Array::empty(kind, shape, Order::C)?;
        super::call::transfer(&value, &spread)
            .map_err(|_| Error::Value("array is not broadcastable to correct shape".into()))?;
        Ok(spread)
    }
}

/// Where an element stands, by its row-major number.
fn offset(x: &Array, number: usize) -> isize {
    let mut rest = number;
    let mut offset = 0;
    for (&length, &stride) in x.shape().iter().zip(x.strides()).rev() {
        offset += (rest % length) as isize * stride;
        rest /= length;
    }
    offset
}
