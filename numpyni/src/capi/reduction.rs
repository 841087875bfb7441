//! Entries for reductions: of ufuncs, and by name.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use numpyni_sys::*;

use crate::capi::convert::{self, casting_of, computing, null, one, put, slice};
use crate::capi::ufunc::{Context, Handle, LONG, check_size, find, output, text, value, without_gil};
use crate::capi::{array, guard};
use crate::ufunc::{Output, ReduceOptions, Value};
use crate::{Array, DType, Error, Kind, Operand, Reduction, Result};

/// An entry whose arguments are an array, what to do with it, and the options of a reduction.
///
/// # Safety
/// The ABI's promise.
#[inline(always)]
unsafe fn reducing(
    ctx: Context,
    x: Handle,
    options: *const NumPyNI_ReduceOptions,
    default: &'static ReduceOptions<'static>,
    out: *mut NumPyNI_Value,
    quick: impl FnOnce(&Array, &mut [u64; 2]) -> Option<Kind>,
    apply: impl FnOnce(&Array, &ReduceOptions<'_>) -> Result<Value>,
) -> i32 {
    let body = || {
        let x = array(x)?;
        // SAFETY: the ABI's promise: room for a result.
        let Some(place) = (unsafe { out.cast::<MaybeUninit<NumPyNI_Value>>().as_mut() }) else { return Err(null("the place of the result")) };
        if options.is_null() {
            let value = place.write(NumPyNI_Value::default());
            if let Some(kind) = computing(ctx, || quick(x, &mut value.element)) {
                value.dtype = DType::new(kind).word();
                return Ok(());
            }
        }
        // SAFETY: the caller's promise.
        unsafe { reducing_at_length(ctx, x, options, default, out, apply) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// A reduction whose options are read.
///
/// # Safety
/// The ABI's promise for a reduction.
#[inline(never)] // the plain case need not set up its frame
unsafe fn reducing_at_length(
    ctx: Context,
    x: &Array,
    options: *const NumPyNI_ReduceOptions,
    default: &'static ReduceOptions<'static>,
    out: *mut NumPyNI_Value,
    apply: impl FnOnce(&Array, &ReduceOptions<'_>) -> Result<Value>,
) -> Result<()> {
    let read;
    // SAFETY: the ABI's promise.
    let options: &ReduceOptions<'_> = match unsafe { options.as_ref() } {
        None => default,
        Some(options) => {
            // SAFETY: the ABI's promise.
            read = unsafe { read_reduce_options(options) }?;
            &read
        }
    };
    let compute = || {
        if x.size() < LONG {
            return apply(x, options);
        }
        let (x, condition, target) = (x.clone(), options.condition.cloned(), options.out.map(|out| out.array().clone()));
        // SAFETY: the ABI's promise for outputs.
        let target = target.as_ref().map(|out| unsafe { Output::shared(out) });
        let options = ReduceOptions { condition: condition.as_ref(), out: target, ..*options };
        // SAFETY: a context is null or this call's own.
        unsafe { without_gil(ctx, || apply(&x, &options)) }
    };
    let result = match options.dtype {
        Some(dtype) => casting_of(ctx, &x.into(), dtype, compute),
        None => computing(ctx, compute),
    }?;
    let given = options.out.is_some();
    let value = if given { NumPyNI_Value::default() } else { value(result)? };
    // SAFETY: the ABI's promise.
    unsafe { put(out, value) }
}

const FIRST_AXIS: &ReduceOptions<'static> =
    &ReduceOptions { axes: Some(&[0]), keepdims: false, dtype: None, initial: None, condition: None, out: None, ddof: 0.0 };

const ALL_AXES: &ReduceOptions<'static> = &ReduceOptions { axes: None, ..*FIRST_AXIS };

pub unsafe extern "C" fn ufunc_reduce(
    ctx: Context, ufunc: u32, x: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let quick = |x: &Array, bits: &mut [u64; 2]| {
        let only = x.ndim() == 1 && x.size() < LONG && !x.dtype().kind().is_opaque();
        find(ufunc).ok().filter(|_| only)?.fold_contiguous(x, bits)
    };
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, quick, |x, options| find(ufunc)?.reduce(x, options)) }
}

pub unsafe extern "C" fn ufunc_accumulate(
    ctx: Context, ufunc: u32, x: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let apply = |x: &Array, options: &ReduceOptions<'_>| find(ufunc)?.accumulate(x, options).map(Value::Array);
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, |_, _| None, apply) }
}

pub unsafe extern "C" fn ufunc_reduceat(
    ctx: Context, ufunc: u32, x: Handle, indices: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let apply = |x: &Array, options: &ReduceOptions<'_>| {
        find(ufunc)?.reduceat(x, array(indices)?, options).map(Value::Array)
    };
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, |_, _| None, apply) }
}

pub unsafe extern "C" fn reduction_find(ctx: Context, name: *const c_char, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let name = unsafe { text(name) }?.to_string_lossy();
        let unknown = || Error::Value(format!("there is no reduction '{name}'"));
        let found = Reduction::ALL.iter().position(|reduction| reduction.name() == name);
        // SAFETY: the ABI's promise.
        unsafe { put(out, found.ok_or_else(unknown)? as u32) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn reduce(
    ctx: Context, reduction: u32, x: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let unknown = || Error::Value(format!("there is no reduction {reduction}"));
    let reduction = Reduction::ALL.get(reduction as usize);
    let quick = |x: &Array, bits: &mut [u64; 2]| match reduction {
        Some(reduction) if x.size() < LONG => reduction.of_first(x, bits).or_else(|| reduction.of_contiguous(x, bits)),
        Some(reduction) => reduction.of_first(x, bits),
        None => None,
    };
    let apply = |x: &Array, options: &ReduceOptions<'_>| reduction.ok_or_else(unknown)?.apply(x, options);
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, ALL_AXES, out, quick, apply) }
}

/// # Safety
/// The ABI's promise: options whose pointers hold.
unsafe fn read_reduce_options<'a>(given: &'a NumPyNI_ReduceOptions) -> Result<ReduceOptions<'a>> {
    check_size(given.struct_size, size_of::<NumPyNI_ReduceOptions>())?;
    let naxes = usize::try_from(given.naxes).map_err(|_| Error::Value("a negative number of axes".into()))?;
    // SAFETY: the caller's promise.
    let dtype = unsafe { given.dtype.as_ref() };
    Ok(ReduceOptions {
        axes: match given.flags & NUMPYNI_ALL_AXES {
            // SAFETY: the caller's promise.
            0 => Some(unsafe { slice(given.axes, naxes, "axes") }?),
            _ => None,
        },
        keepdims: given.flags & NUMPYNI_KEEPDIMS != 0,
        dtype: dtype.map(|&word| convert::dtype(word)).transpose()?,
        // SAFETY: the caller's promise.
        initial: if given.initial.is_null() { None } else { Some(Operand::from_value(unsafe { one(given.initial, "initial") }?)?) },
        condition: if given.where_.bits != 0 { Some(array(given.where_)?) } else { None },
        out: if given.out.bits != 0 { Some(output(given.out)?) } else { None },
        ddof: given.ddof,
    })
}
