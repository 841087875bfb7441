//! Arrays made of others, or of a rule: arange, concatenate, nonzero.

use std::iter::zip;

use crate::copy::{CopyOrder, gapless_among, transfer};
use crate::mask;
use crate::{
    Array, Axes, C128, Casting, DType, Error, Kind, Layout, Operand, Order, Result, Scalar, Weak, can_cast, normalize_axis,
    result_type,
};

/// The layout of joined arrays: the order of their axes in memory, where they agree on it.
fn joined_layout(arrays: &[&Array], shape: &[usize], itemsize: usize) -> Result<Layout> {
    if shape.len() < 2 || arrays.iter().all(|array| array.is_c_contiguous()) {
        return Layout::contiguous(shape, itemsize, Order::C);
    }
    let steps = |array: &&Array| zip(array.shape(), array.strides()).map(|(&n, &step)| if n == 1 { 0 } else { step }).collect();
    gapless_among(shape, &arrays.iter().map(steps).collect::<Vec<Axes<isize>>>(), itemsize)
}

/// A number as it is before it becomes an element.
#[derive(Clone, Copy, Debug)]
enum Number {
    Integer(i128),
    Complex(C128),
}

impl Number {
    fn of(operand: &Operand<'_>) -> Result<Number> {
        let scalar = match *operand {
            Operand::Weak(Weak::Big(value)) => return Ok(Number::Complex(value.into())),
            Operand::Weak(weak) => weak.to_scalar(result_type(&[weak.into()]).map_or(Kind::Float64, DType::kind))?,
            Operand::Element(dtype, bits) => Scalar::from_bits(dtype.kind(), bits),
            Operand::Array(x) if x.ndim() == 0 => {
                x.check_computable()?;
                // SAFETY: a 0-d array has one element.
                unsafe { x.read(0) }
            }
            Operand::Array(_) => return Err(Error::Value("arange: a start or a step is one number".into())),
        };
        let signed = || scalar.cast(Kind::Int64).get::<i64>().map(i128::from);
        let unsigned = || scalar.cast(Kind::UInt64).get::<u64>().map(i128::from);
        let integer = match scalar.kind() {
            Kind::UInt64 => unsigned(),
            kind if kind.is_integer() || kind.is_bool() => signed(),
            _ => None,
        };
        Ok(match integer {
            Some(integer) => Number::Integer(integer),
            None => Number::Complex(scalar.cast(Kind::Complex128).get().unwrap_or_default()),
        })
    }

    fn complex(self) -> C128 {
        match self {
            Number::Integer(value) => C128::new(value as f64, 0.0),
            Number::Complex(value) => value,
        }
    }

    fn plus(self, other: Number) -> Number {
        match (self, other) {
            (Number::Integer(a), Number::Integer(b)) => Number::Integer(a + b),
            _ => Number::Complex(self.complex() + other.complex()),
        }
    }

    /// As Python converts it to an element, so that nothing wraps.
    fn element(self, kind: Kind) -> Result<Scalar> {
        match self {
            Number::Complex(value) if value.im == 0.0 => Weak::Float(value.re),
            Number::Complex(value) => Weak::Complex(value),
            Number::Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => Weak::Int(value),
                (_, Ok(value)) => Weak::UInt(value),
                _ => Weak::Big(value as f64),
            },
        }
        .to_scalar(kind)
    }
}

impl Array {
    /// `start + i * step` for `i` in `0..length`, as NumPy's `arange` does it: the first two elements are converted to the type,
    /// and what follows goes on from their difference, in the type's own arithmetic.
    ///
    /// # Errors
    /// `IntegerOutOfBounds` and what else [`Weak::to_scalar`] says; `Type` for more than two booleans; `Memory`, `TooBig`.
    pub fn arange(dtype: impl Into<DType>, start: Operand<'_>, step: Operand<'_>, length: usize) -> Result<Array> {
        let dtype = dtype.into();
        let kind = dtype.kind();
        if kind.is_opaque() {
            return Err(Error::Opaque);
        }
        if kind.is_bool() && length > 2 {
            let message = "arange() is only supported for booleans when the result has at most length 2.";
            return Err(Error::Type(message.into()));
        }
        // Computed natively; swapped at the end.
        let out = Array::empty(kind, &[length], Order::C)?;
        if length > 0 {
            let (start, step) = (Number::of(&start)?, Number::of(&step)?);
            let first = start.element(kind)?;
            let second = if length > 1 { start.plus(step).element(kind)? } else { first };
            for_kind!(kind, T => {
                if let (Some(first), Some(second)) = (first.get::<T>(), second.get::<T>()) {
                    let data = out.as_ptr().cast::<T>();
                    for i in 0..length {
                        // SAFETY: i < length.
                        unsafe { data.wrapping_add(i).write(Progression::at(first, second, i)) };
                    }
                }
            });
        }
        if dtype.is_native() { Ok(out) } else { out.cast_copy(dtype, CopyOrder::C) }
    }

    /// The arrays joined along an axis that they have, with a common type or the given one.
    ///
    /// # Errors
    /// `Value` (nothing to join, shapes that do not match), `Axis`, `Memory`, `TooBig`.
    pub fn concatenate(arrays: &[&Array], axis: i64, dtype: Option<DType>) -> Result<Array> {
        let Some(&first) = arrays.first() else {
            return Err(Error::Value("need at least one array to concatenate".into()));
        };
        if first.ndim() == 0 {
            return Err(Error::Value("zero-dimensional arrays cannot be concatenated".into()));
        }
        let axis = normalize_axis(axis, first.ndim())?;
        let mut shape = Axes::from(first.shape());
        for (index, array) in arrays.iter().enumerate().skip(1) {
            if array.ndim() != first.ndim() {
                return Err(Error::Value(format!(
                    "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and \
                     the array at index {index} has {} dimension(s)",
                    first.ndim(),
                    array.ndim()
                )));
            }
            for other in (0..first.ndim()).filter(|&other| other != axis) {
                if array.shape()[other] != shape[other] {
                    return Err(Error::Value(format!(
                        "all the input array dimensions except for the concatenation axis must match exactly, but along \
                         dimension {other}, the array at index 0 has size {} and the array at index {index} has size {}",
                        shape[other],
                        array.shape()[other]
                    )));
                }
            }
            shape[axis] = shape[axis].checked_add(array.shape()[axis]).ok_or_else(|| Error::TooBig)?;
        }
        let operands: Vec<Operand<'_>> = arrays.iter().map(|&array| array.into()).collect();
        let dtype = dtype.or_else(|| result_type(&operands)).unwrap_or(first.dtype());
        if let Some(array) = arrays.iter().find(|array| !can_cast(array.dtype(), dtype, Casting::Unsafe)) {
            return Err(array.forbidden(dtype, Casting::Unsafe));
        }
        let out = Array::with_layout(dtype, joined_layout(arrays, &shape, dtype.itemsize())?, false)?;
        let mut start = 0;
        for array in arrays.iter().filter(|array| array.size() > 0) {
            let layout = Layout::strided(array.shape(), out.strides(), out.itemsize())?;
            let part = out.view_as(dtype, layout, start)?;
            // SAFETY: the result is new; nobody else has it.
            unsafe { transfer(&part, array) };
            start += out.strides()[axis] * array.shape()[axis] as isize;
        }
        Ok(out)
    }

    /// The indices of the nonzero elements, row-major: an int64 array of shape (ndim, count).
    ///
    /// # Errors
    /// `Value` for a 0-d array; `Memory`.
    pub fn nonzero(&self) -> Result<Array> {
        if self.ndim() == 0 {
            let mask = if self.dtype().kind().is_bool() {
                " If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`."
            } else {
                ""
            };
            return Err(Error::Value(format!(
                "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.{mask}"
            )));
        }
        let truth = if self.dtype().kind().is_bool() && self.is_c_contiguous() {
            self.clone()
        } else {
            self.cast_copy(Kind::Bool.into(), CopyOrder::C)?
        };
        // SAFETY: as many bytes stand there without gaps; the caller of a computation keeps others from writing meanwhile.
        let truth = unsafe { std::slice::from_raw_parts(truth.as_ptr(), truth.size()) };
        let count = mask::count(truth);
        let out = Array::empty(Kind::Int64, &[self.ndim(), count], Order::C)?;
        // SAFETY: the array is new, and has a row of so many numbers for each axis, the last one's at the end.
        let rows = unsafe { std::slice::from_raw_parts_mut(out.as_ptr().cast::<i64>(), self.ndim() * count) };
        mask::places(truth, &mut rows[(self.ndim() - 1) * count..]);
        for (axis, &length) in self.shape().iter().enumerate().skip(1).rev() {
            let (outer, inner) = rows[(axis - 1) * count..][..2 * count].split_at_mut(count);
            let (length, mut row, mut start) = (length as i64, 0, 0);
            for (outer, inner) in outer.iter_mut().zip(inner) {
                if *inner - start >= length {
                    row = *inner / length;
                    start = row * length;
                }
                *outer = row;
                *inner -= start;
            }
        }
        Ok(out)
    }
}

/// The arithmetic of `arange` in an element's own type.
trait Progression: Copy {
    fn at(first: Self, second: Self, i: usize) -> Self;
}

macro_rules! progressions {
    ([$($T:ty)*], |$first:ident, $second:ident, $i:ident| $value:expr) => {$(
        impl Progression for $T {
            fn at($first: $T, $second: $T, $i: usize) -> $T {
                $value
            }
        }
    )*};
}

progressions!([i8 u8 i16 u16 i32 u32 i64 u64], |first, second, i| {
    first.wrapping_add(second.wrapping_sub(first).wrapping_mul(i as _))
});
progressions!([f32 f64], |first, second, i| match i {
    0 => first,
    1 => second,
    _ => first + i as Self * (second - first),
});
progressions!([kernels::f16 kernels::bf16], |first, second, i| {
    Self::from_f32(Progression::at(first.to_f32(), second.to_f32(), i))
});
progressions!([kernels::C64 kernels::C128], |first, second, i| {
    Self::new(Progression::at(first.re, second.re, i), Progression::at(first.im, second.im, i))
});
progressions!([kernels::Bool], |first, second, i| if i == 0 { first } else { second });
