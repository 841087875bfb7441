//! Where extrema stand, and how many elements are nonzero.

use kernels::Level;

use super::{PerKind, deliver, down, flattened, lanes, native, result_shape};
use crate::copy::CopyOrder;
use crate::ufunc::{Output, ReduceOptions, Value, finish};
use crate::{Array, Axes, Casting, Error, Kind, Order, Result, Scalar, Walk, normalize_axis};

/// The axis of argmin and its like; None: the flattened array.
fn single_axis(options: &ReduceOptions<'_>, ndim: usize) -> Result<Option<usize>> {
    match options.axes {
        None => Ok(None),
        Some(&[0 | -1]) if ndim == 0 => Ok(None),
        Some(&[axis]) => normalize_axis(axis, ndim).map(Some),
        Some(_) => Err(Error::Type("'tuple' object cannot be interpreted as an integer".into())),
    }
}

/// What a kernel counts or finds in a row-major array.
pub(super) fn count_of_contiguous(x: &Array, kernel: PerKind) -> Option<Scalar> {
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

/// Lanes of an `argmax` from which on a copy of them pays.
const MANY_LANES: usize = 16;

pub(super) fn place(x: &Array, options: &ReduceOptions<'_>, name: &str, kernel: PerKind) -> Result<Value> {
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

pub(super) fn count(x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
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
