//! The reductions by name: sums and extrema through the ufuncs, means and variances, places of extrema, counts, running folds.

mod down;
mod means;
mod pieces;
mod places;
mod present;

use kernels::Kernel;
use smallvec::SmallVec;

use crate::ufunc::{self, Output, ReduceOptions, Ufunc, Value, spelled, transfer};
use crate::{Array, Axes, Casting, DType, Error, Kind, Layout, Order, Result, Walk, can_cast};

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

    /// The ufunc whose fold it is.
    pub(crate) fn folds(self) -> Option<&'static Ufunc> {
        Some(match self {
            Sum => ufunc::ADD,
            Prod => ufunc::MULTIPLY,
            Min => ufunc::MINIMUM,
            Max => ufunc::MAXIMUM,
            Any => ufunc::LOGICAL_OR,
            All => ufunc::LOGICAL_AND,
            NanMin => ufunc::FMIN,
            NanMax => ufunc::FMAX,
            _ => return None,
        })
    }

    /// The reduction of a small gapless array over all axes, where a kernel's call or two do it: its type, and the element in `bits`.
    #[inline]
    pub(crate) fn of_contiguous(self, x: &Array, bits: &mut [u64; 2]) -> Option<Kind> {
        if let Some(ufunc) = self.folds() {
            return ufunc.fold_contiguous(x, bits);
        }
        let scalar = match self {
            Mean => means::mean_of_contiguous(x)?,
            Var | Std => means::spread_of_contiguous(x, self == Std, 0.0)?,
            Argmin => places::count_of_contiguous(x, numpyni_loops::argmin)?,
            Argmax => places::count_of_contiguous(x, numpyni_loops::argmax)?,
            CountNonzero => places::count_of_contiguous(x, numpyni_loops::count_nonzero)?,
            Ptp => pieces::range(x)?,
            NanSum | NanProd | NanMean | NanVar | NanStd | NanArgmin | NanArgmax => present::of_contiguous(self, x)?,
            _ => return None,
        };
        *bits = scalar.bits();
        Some(scalar.kind())
    }

    /// The reduction of booleans over all axes, where the first of them settle it: its type, and the element in `bits`.
    #[inline]
    pub(crate) fn of_first(self, x: &Array, bits: &mut [u64; 2]) -> Option<Kind> {
        const FIRST: usize = 1 << 11;
        let settling = match self {
            Any | Max | Argmax => true,
            All | Min | Argmin => false,
            _ => return None,
        };
        let step = x.step().filter(|_| x.dtype().kind().is_bool() && x.size() > FIRST)?;
        let first = x.view_inside(Layout::axis(FIRST, step), 0);
        let kind = self.of_contiguous(&first, bits)?;
        let found = if kind == Kind::Int64 { first.item(bits[0] as i64).ok()?.bits()[0] } else { bits[0] };
        ((found != 0) == settling).then_some(kind)
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
            Mean => means::mean(x, options),
            Var | Std => means::spread(x, options, self == Std),
            Argmin => places::place(x, options, "argmin", numpyni_loops::argmin),
            Argmax => places::place(x, options, "argmax", numpyni_loops::argmax),
            CountNonzero => places::count(x, options),
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
