//! Entries over memory that the caller answers for: no handles, no views. A JIT that sees its arrays through calls these.

use std::ffi::c_void;
use std::ptr;

use numpyni_sys::*;
use smallvec::SmallVec;

use crate::buffer::Buffer;
use crate::capi::convert::{self, computing, null, one, put, slice};
use crate::capi::guard;
use crate::capi::ufunc::{Context, LONG, find, value};
use crate::index::{Axis, Few};
use crate::ufunc::{MAX_OPERANDS, ReduceOptions, Value};
use crate::{Array, DType, Error, Layout, Reduction, Result, Scalar};

pub unsafe extern "C" fn ufunc_run(
    ctx: Context, ufunc: u32, index: u32, ndim: i32, shape: *const i64, types: *const NumPyNI_DType, args: *const *mut c_void,
    strides: *const i64,
) -> i32 {
    let body = || {
        let ufunc = find(ufunc)?;
        let nargs = ufunc.nin() + ufunc.nout();
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(shape, ndim) }?;
        // SAFETY: the ABI's promise.
        let args = unsafe { slice(args.cast::<*mut u8>(), nargs, "args") }?;
        // SAFETY: the ABI's promise.
        let steps = unsafe { slice(strides.cast::<isize>(), nargs * shape.len(), "strides") }?;
        // SAFETY: the ABI's promise.
        let words = unsafe { slice(types, nargs, "types") }?;
        let types = words.iter().map(|&word| computable(word)).collect::<Result<SmallVec<[DType; MAX_OPERANDS]>>>()?;
        // SAFETY: the ABI's promise: elements of these types, outputs apart from inputs or exactly where one is.
        computing(ctx, || unsafe { ufunc.run(index as usize, shape, &types, args, steps) })
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn reduce_run(
    ctx: Context, reduction: u32, dtype: *const NumPyNI_DType, data: *mut c_void, length: i64, out: *mut NumPyNI_Value,
) -> i32 {
    let body = || {
        let unknown = || Error::Value(format!("there is no reduction {reduction}"));
        let reduction = Reduction::ALL.get(reduction as usize).ok_or_else(unknown)?;
        // SAFETY: the ABI's promise.
        let dtype = computable(*unsafe { one(dtype, "dtype") }?)?;
        let length = usize::try_from(length).map_err(|_| Error::Value("a negative length".into()))?;
        let bytes = length.checked_mul(dtype.itemsize()).ok_or(Error::TooBig)?;
        if data.is_null() {
            return Err(null("data"));
        }
        let mut bits = [0u64; 2];
        if let Some(ufunc) = reduction.folds().filter(|_| length < LONG && dtype.is_native()) {
            let (step, from) = (dtype.itemsize() as isize, dtype.kind());
            // SAFETY: the ABI's promise: that many elements are readable.
            let folded = computing(ctx, || unsafe { ufunc.fold_elements(data.cast(), length, step, from, &mut bits) });
            if let Some(kind) = folded {
                // SAFETY: the ABI's promise: room for a result.
                return unsafe { put(out, value(Value::Element(Scalar::from_bits(kind, bits)))?) };
            }
        }
        // SAFETY: the ABI's promise: that many bytes are readable during the call; nothing is to be released.
        let buffer = unsafe { Buffer::foreign(data.cast(), bytes, None, ptr::null_mut()) };
        let x = Array::from_buffer(buffer, 0, dtype, Layout::vector(length, dtype.itemsize()), true)?;
        let result = computing(ctx, || match (length < LONG).then(|| reduction.of_contiguous(&x, &mut bits)).flatten() {
            Some(kind) => Ok(Value::Element(Scalar::from_bits(kind, bits))),
            None => reduction.apply(&x, &ReduceOptions { axes: None, ..ReduceOptions::default() }),
        })?;
        // SAFETY: the ABI's promise: room for a result.
        unsafe { put(out, value(result)?) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// Flags of `take_run`.
const WRITES: u32 = 1;
const MASK: u32 = 2;

pub unsafe extern "C" fn take_run(
    ctx: Context, width: usize, ndim: i32, shape: *const i64, strides: *const i64, count: i64, args: *const *mut c_void, flags: u32,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(shape, ndim) }?;
        // SAFETY: the ABI's promise.
        let args = unsafe { slice(args.cast::<*mut u8>(), 2 + shape.len(), "args") }?;
        // SAFETY: the ABI's promise.
        let strides = unsafe { slice(strides.cast::<isize>(), 2 * shape.len(), "strides") }?;
        let count = usize::try_from(count).map_err(|_| Error::Value("a negative count".into()))?;
        let (of_axes, of_indices) = strides.split_at(shape.len());
        let axes: SmallVec<[Axis; 2]> = (0..shape.len())
            .map(|k| Axis { length: shape[k], stride: of_axes[k], index: args[2 + k], step: of_indices[k] })
            .collect();
        // SAFETY: the ABI's promise: elements at all places of the axes, and `count` numbers of each, or a byte for each place.
        let few = unsafe { Few::behind(args[0], width, &axes, count, flags & MASK != 0) };
        let few = few.ok_or_else(|| Error::Value("take_run takes one axis or two, a mask one".into()))?;
        if flags & WRITES != 0 {
            few.check()?;
            // SAFETY: the ABI's promise: as many elements there, apart from the array, which nobody else uses meanwhile.
            unsafe { few.write(args[1], width as isize) };
            return Ok(());
        }
        // SAFETY: the ABI's promise: room for as many.
        if unsafe { few.read(args[1]) } { Ok(()) } else { few.check() }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// A type that kernels compute with.
fn computable(word: NumPyNI_DType) -> Result<DType> {
    let dtype = convert::dtype(word)?;
    if dtype.kind().is_opaque() { Err(Error::Opaque) } else { Ok(dtype) }
}
