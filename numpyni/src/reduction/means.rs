//! Means, variances and standard deviations: along axes, and of all elements at once.

use kernels::ops::{Binary, Divide};
use kernels::{C64, C128, Level};

use super::{converted, deliver, is_whole, lanes, native, pieces, result_shape};
use crate::promote::part;
use crate::ufunc::{self, Output, ReduceOptions, Value, finish};
use crate::{Array, Casting, DType, Kind, Operand, Order, Result, Scalar, Weak};

/// How many elements go into each result: a number, or an array where a condition chooses them.
fn counts(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    match options.condition {
        None => {
            let reduced = options.reduced(x.ndim())?;
            let lengths = x.shape().iter().enumerate().filter(|(axis, _)| reduced & (1 << axis) != 0).map(|(_, &n)| n);
            Ok(Value::Element(Scalar::new(lengths.product::<usize>() as f64)))
        }
        Some(condition) => {
            let spread = condition.view_inside(condition.layout().broadcast_to(x.shape())?, 0);
            let options = ReduceOptions { axes: options.axes, keepdims: options.keepdims, ..ReduceOptions::default() };
            ufunc::ADD.reduce_as(&spread, &options, Kind::Float64)
        }
    }
}

/// The type in which a mean of elements is made, and the type that it has.
#[inline(always)]
pub(super) fn mean_kinds(x: Kind, wanted: Option<DType>) -> (Kind, Kind) {
    let result = match wanted {
        Some(wanted) => wanted.kind(),
        None if x.is_float() || x.is_complex() => x,
        None => Kind::Float64,
    };
    (if result.is_float() && result.size() == 2 { Kind::Float32 } else { result }, result)
}

/// `sum / count`, in the sum's own type.
fn divided(sum: Value, count: &Value, kind: Kind) -> Result<Value> {
    if let (Value::Element(sum), Value::Element(count)) = (&sum, count)
        && let Some(count) = count.get::<f64>()
        && let Some(quotient) = quotient(*sum, count)
    {
        return Ok(Value::Element(quotient));
    }
    if let (Value::Array(sum), Value::Element(count)) = (&sum, count)
        && kind.is_float()
        && sum.dtype() == kind.into()
    {
        let count = Operand::Element(kind.into(), count.cast(kind).bits());
        return Ok(Value::of(ufunc::DIVIDE.call(&[sum.into(), count])?.swap_remove(0)));
    }
    let sum = sum.into_array()?;
    let count = count.clone().into_array()?;
    let types = [Some(DType::from(kind)); 3];
    let named = ufunc::Options { signature: Some(&types), casting: Casting::Unsafe, ..ufunc::Options::default() };
    let quotient = ufunc::DIVIDE.call_with(&[(&sum).into(), (&count).into()], &named)?;
    Ok(Value::of(quotient[0].clone()))
}

pub(super) fn mean(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    let (within, result) = mean_kinds(x.dtype().kind(), options.dtype);
    let inner = ReduceOptions { out: None, dtype: None, initial: None, ..*options };
    let sum = match within {
        _ if x.size() > 0 && within == x.dtype().kind() && inner.is_plain() => ufunc::ADD.reduce(x, &inner)?,
        within => ufunc::ADD.reduce_as(x, &inner, within)?,
    };
    let mean = divided(sum, &counts(x, options)?, within)?;
    deliver(mean, result, options.out.map(Output::array), Casting::Unsafe)
}

/// The mean of a small gapless array.
pub(super) fn mean_of_contiguous(x: &Array) -> Option<Scalar> {
    let mut bits = [0; 2];
    let kind = x.dtype().kind();
    let (within, result) = mean_kinds(kind, None);
    if within == kind {
        ufunc::ADD.fold_contiguous(x, &mut bits)?;
    } else {
        ufunc::ADD.fold_contiguous_into(x, within, &mut bits)?;
    }
    let mean = quotient(Scalar::from_bits(within, bits), x.size() as f64)?;
    Some(if within == result { mean } else { mean.cast(result) })
}

/// A sum divided by a count, in the sum's own type.
#[inline(always)]
pub(super) fn quotient(sum: Scalar, count: f64) -> Option<Scalar> {
    let single = || sum.get::<f32>().map(|sum| Scalar::new(sum / count as f32));
    let complex = || sum.get::<C128>().map(|sum| Scalar::new(Divide::apply(sum, C128::new(count, 0.0))));
    let single_complex = || sum.get::<C64>().map(|sum| Scalar::new(Divide::apply(sum, C64::new(count as f32, 0.0))));
    sum.get::<f64>().map(|sum| Scalar::new(sum / count)).or_else(single).or_else(complex).or_else(single_complex)
}

/// Variance or standard deviation of numbers one step apart.
pub(super) fn spread_of_contiguous(x: &Array, root: bool, ddof: f64) -> Option<Scalar> {
    let variance = quotient(pieces::squares(x)?, (x.size() as f64 - ddof).max(0.0))?;
    let single = || variance.get::<f32>().map(|variance| Scalar::new(variance.sqrt()));
    let spread = if root { variance.get::<f64>().map(|variance| Scalar::new(variance.sqrt())).or_else(single)? } else { variance };
    let (within, result) = mean_kinds(x.dtype().kind(), None);
    Some(if within == result { spread } else { spread.cast(result) })
}

/// Variance or standard deviation: the mean first, then the squares of the distances from it.
pub(super) fn spread(x: &Array, options: &ReduceOptions<'_>, root: bool) -> Result<Value> {
    let x = &match options.dtype {
        Some(dtype) if dtype.kind() != x.dtype().kind() => converted(x, dtype.kind())?,
        _ => native(x)?,
    };
    let kind = x.dtype().kind();
    let (within, result) = mean_kinds(kind, None);
    if options.condition.is_none()
        && is_whole(x, options)?
        && let Some(spread) = spread_of_contiguous(x, root, options.ddof)
    {
        return deliver(Value::Element(spread), part(result), options.out.map(Output::array), Casting::Unsafe);
    }
    let kept = ReduceOptions { axes: options.axes, keepdims: true, condition: options.condition, ..ReduceOptions::default() };
    let count = counts(x, &kept)?;
    let means = divided(ufunc::ADD.reduce_as(x, &kept, within)?, &count, within)?.into_array()?;
    let reduced = options.reduced(x.ndim())?;
    let squares = match options.condition {
        None => {
            let squares = Array::zeros(part(within), means.shape(), Order::C)?;
            let kernel = numpyni_loops::moments(kind).at(Level::current());
            lanes(x, [&means, &squares], reduced, |x, n, step, [mean, out]| {
                // SAFETY: `n` elements of the kernel's type, their mean, and the place of the result.
                unsafe { kernel([x, mean, out].as_ptr(), &(n as isize), [step, 0, 0].as_ptr(), std::ptr::null_mut()) };
            })?;
            squares
        }
        Some(_) => {
            let wide = converted(x, within)?;
            let distance = ufunc::ABSOLUTE.call(&[(&ufunc::SUBTRACT.call(&[(&wide).into(), (&means).into()])?[0]).into()])?;
            let squares = ufunc::SQUARE.call(&[(&distance[0]).into()])?;
            ufunc::ADD.reduce_as(&squares[0], &kept, part(within))?.into_array()?
        }
    };
    let divisor = match count {
        Value::Element(count) => Value::Element(Scalar::new((count.get::<f64>().unwrap_or(0.0) - options.ddof).max(0.0))),
        Value::Array(counts) => {
            let less = ufunc::SUBTRACT.call(&[(&counts).into(), Weak::Float(options.ddof).into()])?;
            Value::Array(ufunc::MAXIMUM.call(&[(&less[0]).into(), Weak::Float(0.0).into()])?[0].clone())
        }
    };
    let mut variance = divided(Value::Array(squares), &divisor, part(within))?.into_array()?;
    if root {
        variance = ufunc::SQRT.call(&[(&variance).into()])?[0].clone();
    }
    let shape = result_shape(x, reduced, options.keepdims);
    let value = finish(variance, part(result), &shape, None)?;
    deliver(value, part(result), options.out.map(Output::array), Casting::Unsafe)
}
