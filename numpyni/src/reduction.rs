//! The reductions by name: sums and extrema through the ufuncs, means and variances, places of extrema, counts, running folds.

mod down;
mod pieces;
mod present;

use kernels::{Kernel, Level};
use smallvec::SmallVec;

use crate::copy::CopyOrder;
use crate::ufunc::{self, Output, ReduceOptions, Ufunc, Value, finish, spelled, transfer};
use crate::{
    Array, Axes, Casting, DType, Error, Kind, Layout, Operand, Order, Result, Scalar, Walk, Weak, can_cast, normalize_axis,
};

/// A reduction, by NumPy's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it all
pub enum Reduction {
    Sum,
    Prod,
    Min,
    Max,
    Any,
    All,
    Mean,
    Var,
    Std,
    Argmin,
    Argmax,
    CountNonzero,
    Cumsum,
    Cumprod,
    Ptp,
    NanSum,
    NanProd,
    NanMin,
    NanMax,
    NanMean,
    NanVar,
    NanStd,
    NanArgmin,
    NanArgmax,
}

use Reduction::*;

/// A kernel for the elements of each kind.
type PerKind = fn(Kind) -> &'static Kernel;

impl Reduction {
    /// All, in the order of their numbers.
    pub const ALL: [Reduction; 24] = [
        Sum, Prod, Min, Max, Any, All, Mean, Var, Std, Argmin, Argmax, CountNonzero, Cumsum, Cumprod, Ptp, NanSum, NanProd, NanMin, NanMax,
        NanMean, NanVar, NanStd, NanArgmin, NanArgmax,
    ];

    /// NumPy's name.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 24] = [
            "sum", "prod", "min", "max", "any", "all", "mean", "var", "std", "argmin", "argmax", "count_nonzero", "cumsum", "cumprod",
            "ptp", "nansum", "nanprod", "nanmin", "nanmax", "nanmean", "nanvar", "nanstd", "nanargmin", "nanargmax",
        ];
        NAMES[self as usize]
    }

    /// Whether the results are places.
    fn finds(self) -> bool {
        matches!(self, Argmin | Argmax | NanArgmin | NanArgmax)
    }

    /// The reduction of a small gapless array over all axes, where a kernel's call or two do it: its type, and the element in `bits`.
    #[inline]
    pub(crate) fn of_contiguous(self, x: &Array, bits: &mut [u64; 2]) -> Option<Kind> {
        let scalar = match self {
            Sum => return ufunc::ADD.fold_contiguous(x, bits),
            Prod => return ufunc::MULTIPLY.fold_contiguous(x, bits),
            Min => return ufunc::MINIMUM.fold_contiguous(x, bits),
            Max => return ufunc::MAXIMUM.fold_contiguous(x, bits),
            Any => return ufunc::LOGICAL_OR.fold_contiguous(x, bits),
            All => return ufunc::LOGICAL_AND.fold_contiguous(x, bits),
            Mean => mean_of_contiguous(x)?,
            Var | Std => spread_of_contiguous(x, self == Std, 0.0)?,
            Argmin => count_of_contiguous(x, numpyni_loops::argmin)?,
            Argmax => count_of_contiguous(x, numpyni_loops::argmax)?,
            CountNonzero => count_of_contiguous(x, numpyni_loops::count_nonzero)?,
            NanMin => return ufunc::FMIN.fold_contiguous(x, bits),
            NanMax => return ufunc::FMAX.fold_contiguous(x, bits),
            Ptp => pieces::range(x)?,
            Cumsum | Cumprod => return None,
            NanSum | NanProd | NanMean | NanVar | NanStd | NanArgmin | NanArgmax => return None,
        };
        *bits = scalar.bits();
        Some(scalar.kind())
    }

    /// Applies the reduction.
    ///
    /// ```
    /// use numpyni::{Array, Reduction, ufunc::ReduceOptions};
    /// let a = Array::from_slice(&[1.0, 2.0, 6.0]);
    /// let mean = Reduction::Mean.apply(&a, &ReduceOptions::default())?;
    /// assert_eq!(mean.get::<f64>(), Some(3.0));
    /// # Ok::<(), numpyni::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Axis`, `RepeatedAxis`, `EmptyReduction`, `NoLoop`, `UfuncCast`, `Value`, `Type`.
    pub fn apply(self, x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
        x.check_computable()?;
        if options.dtype.is_some_and(|dtype| dtype.kind().is_opaque()) {
            return Err(Error::Opaque);
        }
        match self {
            Sum => ufunc::ADD.reduce(x, options),
            Prod => ufunc::MULTIPLY.reduce(x, options),
            Min => ufunc::MINIMUM.reduce(x, options),
            Max => ufunc::MAXIMUM.reduce(x, options),
            Any => truth(ufunc::LOGICAL_OR, x, options),
            All => truth(ufunc::LOGICAL_AND, x, options),
            Mean => mean(x, options),
            Var | Std => spread(x, options, self == Std),
            Argmin => place(x, options, "argmin", numpyni_loops::argmin),
            Argmax => place(x, options, "argmax", numpyni_loops::argmax),
            CountNonzero => count(x, options),
            Cumsum => running(ufunc::ADD, x, options),
            Cumprod => running(ufunc::MULTIPLY, x, options),
            Ptp => range(x, options),
            NanMin => ufunc::FMIN.reduce(x, options),
            NanMax => ufunc::FMAX.reduce(x, options),
            NanSum | NanProd | NanMean | NanVar | NanStd | NanArgmin | NanArgmax => present::apply(self, x, options),
        }
    }
}

/// Any and all give booleans whatever they read; another output takes them as they cast.
fn truth(ufunc: &Ufunc, x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    if options.is_plain() && options.out.is_none() {
        return ufunc.reduce(x, options);
    }
    let inner = ReduceOptions { out: None, dtype: None, ..*options };
    let result = ufunc.reduce(x, &inner)?;
    let kind = options.dtype.map_or(Kind::Bool, DType::kind);
    deliver(result, kind, options.out.map(Output::array), Casting::Unsafe)
}

/// A result, of another type or in its place.
fn deliver(result: Value, kind: Kind, out: Option<&Array>, casting: Casting) -> Result<Value> {
    match (result, out) {
        (Value::Element(scalar), None) => Ok(Value::Element(scalar.cast(kind))),
        (Value::Array(array), None) if array.dtype().kind() == kind => Ok(Value::Array(array)),
        (result, out) => {
            let array = result.into_array()?;
            let target = match out {
                Some(out) => {
                    out.check_writable("output array")?;
                    if !can_cast(kind.into(), out.dtype(), casting) {
                        return Err(Error::Cast { from: kind.into(), to: out.dtype(), rule: casting });
                    }
                    if out.shape() != array.shape() {
                        return Err(Error::Value(format!(
                            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                            spelled(out.shape()),
                            spelled(array.shape())
                        )));
                    }
                    out.clone()
                }
                None => Array::empty(kind, array.shape(), Order::C)?,
            };
            transfer(&array, &target)?;
            Ok(Value::Array(target))
        }
    }
}

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
fn mean_kinds(x: Kind, wanted: Option<DType>) -> (Kind, Kind) {
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

fn mean(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    let (within, result) = mean_kinds(x.dtype().kind(), options.dtype);
    let inner = ReduceOptions { out: None, dtype: None, initial: None, ..*options };
    let sum = match within {
        _ if x.size() > 0 && within == x.dtype().kind() && inner.is_plain() => ufunc::ADD.reduce(x, &inner)?,
        within => ufunc::ADD.reduce_as(x, &inner, within)?,
    };
    let mean = divided(sum, &counts(x, options)?, within)?;
    deliver(mean, result, options.out.map(Output::array), Casting::Unsafe)
}

/// The mean of a small gapless array of real numbers.
fn mean_of_contiguous(x: &Array) -> Option<Scalar> {
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

/// A real sum divided by a count, in the sum's own type.
fn quotient(sum: Scalar, count: f64) -> Option<Scalar> {
    let single = || sum.get::<f32>().map(|sum| Scalar::new(sum / count as f32));
    sum.get::<f64>().map(|sum| Scalar::new(sum / count)).or_else(single)
}

/// Variance or standard deviation of real numbers one step apart.
fn spread_of_contiguous(x: &Array, root: bool, ddof: f64) -> Option<Scalar> {
    let variance = quotient(pieces::squares(x)?, (x.size() as f64 - ddof).max(0.0))?;
    let single = || variance.get::<f32>().map(|variance| Scalar::new(variance.sqrt()));
    let spread = if root { variance.get::<f64>().map(|variance| Scalar::new(variance.sqrt())).or_else(single)? } else { variance };
    let (within, result) = mean_kinds(x.dtype().kind(), None);
    Some(if within == result { spread } else { spread.cast(result) })
}

/// What a kernel counts or finds in a row-major array.
fn count_of_contiguous(x: &Array, kernel: PerKind) -> Option<Scalar> {
    if x.size() == 0 || !x.dtype().is_native() {
        return None;
    }
    let mut count = 0i64;
    let args = [x.as_ptr(), (&raw mut count).cast()];
    let (n, steps) = (x.size() as isize, [x.step()?, 0]);
    // SAFETY: as many elements of the kernel's type, without gaps, and the place of an int64.
    unsafe { kernel(x.dtype().kind()).at(Level::current())(args.as_ptr(), &n, steps.as_ptr(), std::ptr::null_mut()) };
    Some(Scalar::new(count))
}

/// Variance or standard deviation: the mean first, then the squares of the distances from it.
fn spread(x: &Array, options: &ReduceOptions<'_>, root: bool) -> Result<Value> {
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
        return deliver(Value::Element(spread), result, options.out.map(Output::array), Casting::Unsafe);
    }
    let real = |kind: Kind| match kind {
        Kind::Complex64 => Kind::Float32,
        Kind::Complex128 => Kind::Float64,
        real => real,
    };
    let kept = ReduceOptions { axes: options.axes, keepdims: true, condition: options.condition, ..ReduceOptions::default() };
    let count = counts(x, &kept)?;
    let means = divided(ufunc::ADD.reduce_as(x, &kept, within)?, &count, within)?.into_array()?;
    let reduced = options.reduced(x.ndim())?;
    let squares = match options.condition {
        None => {
            let squares = Array::zeros(real(within), means.shape(), Order::C)?;
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
            ufunc::ADD.reduce_as(&squares[0], &kept, real(within))?.into_array()?
        }
    };
    let divisor = match count {
        Value::Element(count) => Value::Element(Scalar::new((count.get::<f64>().unwrap_or(0.0) - options.ddof).max(0.0))),
        Value::Array(counts) => {
            let less = ufunc::SUBTRACT.call(&[(&counts).into(), Weak::Float(options.ddof).into()])?;
            Value::Array(ufunc::MAXIMUM.call(&[(&less[0]).into(), Weak::Float(0.0).into()])?[0].clone())
        }
    };
    let mut variance = divided(Value::Array(squares), &divisor, real(within))?.into_array()?;
    if root {
        variance = ufunc::SQRT.call(&[(&variance).into()])?[0].clone();
    }
    let shape = result_shape(x, reduced, options.keepdims);
    let value = finish(variance, real(result), &shape, None)?;
    deliver(value, real(result), options.out.map(Output::array), Casting::Unsafe)
}

/// Whether one element is left of all, without axes.
fn is_whole(x: &Array, options: &ReduceOptions<'_>) -> Result<bool> {
    Ok(!options.keepdims && options.reduced(x.ndim())?.count_ones() as usize == x.ndim())
}

/// The shape of a result.
fn result_shape(x: &Array, reduced: u64, keepdims: bool) -> Axes<usize> {
    let axes = x.shape().iter().enumerate();
    if keepdims {
        axes.map(|(axis, &n)| if reduced & (1 << axis) != 0 { 1 } else { n }).collect()
    } else {
        axes.filter(|(axis, _)| reduced & (1 << axis) == 0).map(|(_, &n)| n).collect()
    }
}

/// The elements in another type.
fn converted(x: &Array, kind: Kind) -> Result<Array> {
    if x.dtype() == kind.into() {
        return Ok(x.clone());
    }
    let wide = Array::empty(kind, x.shape(), Order::C)?;
    transfer(x, &wide)?;
    Ok(wide)
}

/// The elements in the machine's byte order.
fn native(x: &Array) -> Result<Array> {
    converted(x, x.dtype().kind())
}

/// Calls `fold(x, n, step, results)` for runs along the reduced axes, several for one result where one run does not hold all. The
/// results' arrays have length one on those axes.
fn lanes<const N: usize>(
    x: &Array,
    results: [&Array; N],
    reduced: u64,
    mut fold: impl FnMut(*mut u8, usize, isize, [*mut u8; N]),
) -> Result<()> {
    let is_reduced = |axis: usize| reduced & (1 << axis) != 0;
    let part = |folded: bool| {
        let axes: Axes<usize> = (0..x.ndim()).filter(|&axis| is_reduced(axis) == folded).collect();
        let shape: Axes<usize> = axes.iter().map(|&axis| x.shape()[axis]).collect();
        let strides = |array: &Array| -> Axes<isize> { axes.iter().map(|&axis| array.strides()[axis]).collect() };
        let operands: SmallVec<[Axes<isize>; 3]> = std::iter::once(strides(x)).chain(results.map(strides)).collect();
        (shape, operands)
    };
    let ((shape, strides), (along, steps)) = (part(false), part(true));
    let inner = Walk::new(&along, &[&steps[0]], false);
    let all: SmallVec<[&[isize]; 3]> = strides.iter().map(|s| &s[..]).collect();
    let outer = Walk::new(&shape, &all, false);
    let starts: SmallVec<[*mut u8; 3]> = std::iter::once(x.as_ptr()).chain(results.map(Array::as_ptr)).collect();
    outer.run(&starts, |at| {
        for i in 0..outer.inner_len() as isize {
            let place = |operand: usize| at[operand].wrapping_offset(outer.inner_strides()[operand] * i);
            let targets = std::array::from_fn(|k| place(k + 1));
            inner.run(&[place(0)], |x| {
                fold(x[0], inner.inner_len(), inner.inner_strides()[0], targets);
                Ok::<(), Error>(())
            })?;
        }
        Ok(())
    })
}

/// The axis of argmin and its like; None: the flattened array.
fn single_axis(options: &ReduceOptions<'_>, ndim: usize) -> Result<Option<usize>> {
    match options.axes {
        None => Ok(None),
        Some(&[0 | -1]) if ndim == 0 => Ok(None),
        Some(&[axis]) => normalize_axis(axis, ndim).map(Some),
        Some(_) => Err(Error::Type("'tuple' object cannot be interpreted as an integer".into())),
    }
}

/// The elements in one row.
fn flattened(x: &Array) -> Result<Array> {
    let rows = if x.is_c_contiguous() { x.clone() } else { converted_copy(x)? };
    let layout = Layout::contiguous(&[x.size()], x.itemsize(), Order::C)?;
    Ok(rows.view_inside(layout, 0))
}

fn converted_copy(x: &Array) -> Result<Array> {
    let copy = Array::empty(x.dtype(), x.shape(), Order::C)?;
    transfer(x, &copy)?;
    Ok(copy)
}

/// Lanes of an `argmax` from which on a copy of them pays.
const MANY_LANES: usize = 16;

fn place(x: &Array, options: &ReduceOptions<'_>, name: &str, kernel: PerKind) -> Result<Value> {
    let axis = single_axis(options, x.ndim())?;
    let flat;
    let (source, axis, shape) = match axis {
        Some(axis) => (x, axis, result_shape(x, 1 << axis, options.keepdims)),
        None => {
            flat = flattened(x)?;
            let shape = if options.keepdims { Axes::from_elem(1, x.ndim()) } else { Axes::new() };
            (&flat, 0, shape)
        }
    };
    if let Some(out) = options.out
        && out.dtype() != Kind::Int64.into()
    {
        return Err(Error::Cast { from: out.dtype(), to: Kind::Int64.into(), rule: Casting::Safe });
    }
    let lanes: usize = source.shape().iter().enumerate().filter(|&(i, _)| i != axis).map(|(_, n)| n).product();
    if source.shape()[axis] == 0 && lanes > 0 {
        return Err(Error::Value(format!("attempt to get {name} of an empty sequence")));
    }
    let (mut source, mut axis) = (native(source)?, axis);
    if let Some(places) = down::places(&source, axis, name == "argmax")? {
        return deliver(finish(places, Kind::Int64, &shape, None)?, Kind::Int64, options.out.map(Output::array), Casting::Safe);
    }
    // Lanes that lie across the memory's order are copied side by side, which is faster than to read one after the other.
    if lanes >= MANY_LANES && source.is_c_contiguous() && axis + 1 < source.ndim() {
        let order: Axes<i64> = (0..source.ndim() as i64).filter(|&i| i != axis as i64).chain([axis as i64]).collect();
        (source, axis) = (source.transpose(Some(&order))?.copy(CopyOrder::C)?, order.len() - 1);
    }
    let mut kept: Axes<usize> = source.shape().into();
    kept[axis] = 1;
    let places = Array::zeros(Kind::Int64, &kept, Order::C)?;
    if source.size() > 0 {
        let code = kernel(source.dtype().kind()).at(Level::current());
        // One run must hold a whole lane, in its own direction: the axis is walked as it is.
        let step = source.strides()[axis];
        let n = source.shape()[axis] as isize;
        let walk = Walk::new(&kept, &[places.strides(), source.strides()], false);
        walk.run(&[places.as_ptr(), source.as_ptr()], |at| {
            for i in 0..walk.inner_len() as isize {
                let s = walk.inner_strides();
                let args = [at[1].wrapping_offset(s[1] * i), at[0].wrapping_offset(s[0] * i)];
                // SAFETY: `n` elements along the axis, and the place of an int64.
                unsafe { code(args.as_ptr(), &n, [step, 0].as_ptr(), std::ptr::null_mut()) };
            }
            Ok::<(), Error>(())
        })?;
    }
    let value = finish(places, Kind::Int64, &shape, None)?;
    deliver(value, Kind::Int64, options.out.map(Output::array), Casting::Safe)
}

fn count(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    let reduced = options.reduced(x.ndim())?;
    let x = native(x)?;
    let counts = Array::zeros(Kind::Int64, &result_shape(&x, reduced, true), Order::C)?;
    let code = numpyni_loops::count_nonzero(x.dtype().kind()).at(Level::current());
    if x.size() > 0 {
        lanes(&x, [&counts], reduced, |x, n, step, [out]| {
            // SAFETY: `n` elements of the kernel's type, and the place of an int64.
            unsafe { code([x, out].as_ptr(), &(n as isize), [step, 0].as_ptr(), std::ptr::null_mut()) };
        })?;
    }
    let value = finish(counts, Kind::Int64, &result_shape(&x, reduced, options.keepdims), None)?;
    deliver(value, Kind::Int64, options.out.map(Output::array), Casting::Unsafe)
}

fn running(ufunc: &Ufunc, x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    if options.axes.is_some() && x.ndim() > 0 {
        return ufunc.accumulate(x, options).map(Value::Array);
    }
    let first = ReduceOptions { axes: Some(&[0]), ..*options };
    ufunc.accumulate(&flattened(x)?, &first).map(Value::Array)
}

fn range(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
    let inner = ReduceOptions { out: None, ..*options };
    if inner.is_plain()
        && is_whole(x, options)?
        && let Some(range) = pieces::range(x)
    {
        return deliver(Value::Element(range), range.kind(), options.out.map(Output::array), Casting::SameKind);
    }
    let largest = ufunc::MAXIMUM.reduce(x, &inner)?.into_array()?;
    let smallest = ufunc::MINIMUM.reduce(x, &inner)?.into_array()?;
    let range = ufunc::SUBTRACT.call(&[(&largest).into(), (&smallest).into()])?[0].clone();
    let kind = range.dtype().kind();
    let value = Value::of(range);
    deliver(value, kind, options.out.map(Output::array), Casting::SameKind)
}
