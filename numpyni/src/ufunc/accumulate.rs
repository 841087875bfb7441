//! `ufunc.accumulate` and `ufunc.reduceat`: running and piecewise folds along one axis.

use kernels::Level;

use super::call::{clashes, copy, spelled, transfer};
use super::output::Output;
use super::reduce::ReduceOptions;
use super::table::Ufunc;
use crate::copy::CopyOrder;
use crate::{Array, Axes, Casting, DType, Error, Kind, Layout, Order, Result, Walk, can_cast, normalize_axis};

impl Ufunc {
    /// `ufunc.accumulate` along the one axis that the options name (the first, if none).
    ///
    /// # Errors
    /// `Axis`, `NoLoop`, `UfuncCast`, `Value`, `Type`.
    pub fn accumulate(&self, x: &Array, options: &ReduceOptions<'_>) -> Result<Array> {
        self.check_folds("accumulate")?;
        x.check_computable()?;
        if x.ndim() == 0 {
            return Err(Error::Type("cannot accumulate on a scalar".into()));
        }
        let axis = one_axis(options, x.ndim(), "accumulate")?;
        let kind = self.reduction_kind(x.dtype(), options.dtype.or(options.out.map(|out| out.dtype())))?;
        let (result, direct) = self.room(x.copy_layout(kind.size(), CopyOrder::K)?, kind, options)?;
        // The running fold goes from `x`, or, where that is of another type or in the way, from the result itself.
        let source = if x.dtype() == kind.into() && !(direct && clashes(&result, x)) {
            x.clone()
        } else {
            let apart = if direct && clashes(&result, x) { copy(x)? } else { x.clone() };
            transfer(&apart, &result)?;
            result.clone()
        };
        if result.size() > 0 {
            self.run_along(&source, &result, axis, kind)?;
        }
        settle(result, direct, options.out.map(Output::array))
    }

    /// The running fold of `x`, of the loop's type, into `out`, along one axis.
    fn run_along(&self, x: &Array, out: &Array, axis: usize, kind: Kind) -> Result<()> {
        let level = Level::current();
        let n = x.shape()[axis];
        let mut shape: Axes<usize> = x.shape().into();
        shape[axis] = 1;
        let lanes = Walk::new(&shape, &[out.strides(), x.strides()], false);
        let steps = [x.strides()[axis], out.strides()[axis]];
        let starts = [out.as_ptr(), x.as_ptr()];
        let inner = [lanes.inner_strides()[0], lanes.inner_strides()[1]];
        let across = lanes.inner_len() > 1 && inner[0].unsigned_abs() < steps[1].unsigned_abs();
        if let Some(scan) = self.scan(kind).filter(|_| !across) {
            let code = scan.at(level);
            return lanes.run(&starts, |at| {
                for lane in 0..lanes.inner_len() as isize {
                    let args = [at[1].wrapping_offset(inner[1] * lane), at[0].wrapping_offset(inner[0] * lane)];
                    // SAFETY: `n` elements along the axis in both; the output is the input, or apart from it.
                    unsafe { code(args.as_ptr(), &(n as isize), steps.as_ptr(), std::ptr::null_mut()) };
                }
                Ok(())
            });
        }
        let loop_ = self.same(kind).filter(|entry| entry.kinds()[2] == kind).ok_or_else(|| self.no_matching_loop())?;
        let code = loop_.at(level);
        let first = |array: &Array| Layout::strided(&shape, array.strides(), array.itemsize()).map(|l| array.view_inside(l, 0));
        if x.as_ptr() != out.as_ptr() {
            transfer(&first(x)?, &first(out)?)?;
        }
        for i in 1..n as isize {
            let starts = [out.as_ptr().wrapping_offset(steps[1] * i), x.as_ptr().wrapping_offset(steps[0] * i)];
            lanes.run(&starts, |at| {
                let args = [at[0].wrapping_offset(-steps[1]), at[1], at[0]];
                let (n, s) = (lanes.inner_len() as isize, [inner[0], inner[1], inner[0]]);
                // SAFETY: rows `i - 1` and `i` of the output, and row `i` of `x`.
                unsafe { code.run(args.as_ptr(), n, s.as_ptr()) };
                Ok::<(), Error>(())
            })?;
        }
        Ok(())
    }

    /// `ufunc.reduceat`: folds `x[indices[i]:indices[i + 1]]` along an axis, or takes `x[indices[i]]` where that is empty.
    ///
    /// # Errors
    /// As `accumulate`, and `Index`.
    pub fn reduceat(&self, x: &Array, indices: &Array, options: &ReduceOptions<'_>) -> Result<Array> {
        self.check_folds("reduceat")?;
        x.check_computable()?;
        if x.ndim() == 0 {
            return Err(Error::Type("cannot reduceat on a scalar".into()));
        }
        let axis = one_axis(options, x.ndim(), "reduceat")?;
        if !can_cast(indices.dtype(), Kind::Int64.into(), Casting::SameKind) {
            return Err(Error::Cast { from: indices.dtype(), to: Kind::Int64.into(), rule: Casting::Safe });
        }
        if indices.ndim() != 1 {
            return Err(Error::Value("object of too small depth for desired array".into()));
        }
        let places = Array::empty(Kind::Int64, indices.shape(), Order::C)?;
        transfer(indices, &places)?;
        // SAFETY: a new array of int64, which nobody else has.
        let places = unsafe { std::slice::from_raw_parts(places.as_ptr().cast::<i64>(), places.size()) };
        let length = x.shape()[axis] as i64;
        if let Some(&index) = places.iter().find(|&&index| index < 0 || index >= length) {
            return Err(Error::Index(format!("index {index} out-of-bounds in {}.reduceat [0, {length})", self.name())));
        }
        let kind = self.reduction_kind(x.dtype(), options.dtype.or(options.out.map(|out| out.dtype())))?;
        let mut shape: Axes<usize> = x.shape().into();
        shape[axis] = places.len();
        let (result, direct) = self.room(Layout::contiguous(&shape, kind.size(), Order::C)?, kind, options)?;
        let x = if direct && clashes(&result, x) { copy(x)? } else { x.clone() };
        for (i, &start) in places.iter().enumerate() {
            let stop = places.get(i + 1).copied().unwrap_or(length);
            let piece = |array: &Array, start: usize, length: usize| {
                let mut shape: Axes<usize> = array.shape().into();
                shape[axis] = length;
                let layout = Layout::strided(&shape, array.strides(), array.itemsize())?;
                Ok::<Array, Error>(array.view_inside(layout, array.strides()[axis] * start as isize))
            };
            let target = piece(&result, i, 1)?;
            if stop <= start + 1 {
                transfer(&piece(&x, start as usize, 1)?, &target)?;
            } else {
                let axes = [axis as i64];
                // SAFETY: a part of the result, which is new, or the output that the caller has.
                let target = unsafe { Output::shared(&target) };
                let part = ReduceOptions { axes: Some(&axes), keepdims: true, out: Some(target), ..ReduceOptions::default() };
                self.reduce_as(&piece(&x, start as usize, (stop - start) as usize)?, &part, kind)?;
            }
        }
        settle(result, direct, options.out.map(Output::array))
    }

    /// Where results of a type go: `out` itself if it is of that type, else a new array. Tells which.
    fn room(&self, layout: Layout, kind: Kind, options: &ReduceOptions<'_>) -> Result<(Array, bool)> {
        let shape = layout.shape();
        if let Some(out) = options.out.map(Output::array) {
            out.check_writable("output array")?;
            if out.shape() != shape {
                return Err(Error::Value(format!(
                    "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                    spelled(out.shape()),
                    spelled(shape)
                )));
            }
            let from: DType = kind.into();
            if !can_cast(from, out.dtype(), Casting::SameKind) {
                return Err(self.cast_error(self.nin(), from, out.dtype(), Casting::SameKind));
            }
            if out.dtype() == from {
                return Ok((out.clone(), true));
            }
        }
        Ok((Array::with_layout(kind.into(), layout, false)?, false))
    }
}

/// The result in its place.
fn settle(result: Array, direct: bool, out: Option<&Array>) -> Result<Array> {
    match out {
        Some(out) if !direct => {
            transfer(&result, out)?;
            Ok(out.clone())
        }
        _ => Ok(result),
    }
}

fn one_axis(options: &ReduceOptions<'_>, ndim: usize, method: &str) -> Result<usize> {
    match options.axes {
        None if ndim == 1 => Ok(0),
        Some(&[axis]) => normalize_axis(axis, ndim),
        _ => Err(Error::Value(format!("{method} does not allow multiple axes"))),
    }
}
