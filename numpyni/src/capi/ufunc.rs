//! Entries for ufuncs, reductions, products and threads.

use std::ffi::{CStr, c_char};

use numpyni_sys::*;
use smallvec::SmallVec;

use crate::capi::convert::{self, computing, element, null, one, put, slice};
use crate::capi::{array, guard, open, open_with};
use crate::ufunc::{layout_like, Identity, MAX_OPERANDS, Options, Output, ReduceOptions, ResultOrder, UFUNCS, Value};
use crate::{Array, DType, Error, Kind, Operand, Order, Reduction, Result, Scalar, Ufunc, threads};

type Context = *mut NumPyNI_Context;
type Handle = NumPyNI_Handle;
type Types = SmallVec<[Option<DType>; MAX_OPERANDS]>;

/// Elements from which other threads of the host may run meanwhile.
const LONG: usize = 1 << 15;

pub unsafe extern "C" fn ufunc_count(_ctx: Context) -> u32 {
    crate::ufunc::count() as u32
}

pub unsafe extern "C" fn ufunc_find(ctx: Context, name: *const c_char, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let name = unsafe { text(name) }?;
        let number = crate::ufunc::all().position(|ufunc| ufunc.strings().0 == name);
        let unknown = || Error::Value(format!("there is no ufunc '{}'", name.to_string_lossy()));
        // SAFETY: the ABI's promise.
        unsafe { put(out, number.ok_or_else(unknown)? as u32) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn ufunc_info(ctx: Context, ufunc: u32, out: *mut NumPyNI_UfuncInfo) -> i32 {
    let body = || {
        let ufunc = find(ufunc)?;
        let (name, doc) = ufunc.strings();
        let weak = |scalar: Scalar| {
            let mut value = element(scalar);
            value.dtype.ext |= NUMPYNI_EXT_WEAK;
            value
        };
        let info = NumPyNI_UfuncInfo {
            struct_size: size_of::<NumPyNI_UfuncInfo>() as u32,
            ntypes: ufunc.loops().len() as u32,
            nin: ufunc.nin() as i32,
            nout: ufunc.nout() as i32,
            name: name.as_ptr(),
            doc: doc.as_ptr(),
            has_identity: ufunc.identity().is_some().into(),
            reserved: 0,
            identity: match ufunc.identity() {
                None => NumPyNI_Value::default(),
                Some(Identity::Bool(value)) => weak(Scalar::new(crate::Bool::from(value))),
                Some(Identity::Int(value)) => weak(Scalar::new(value)),
                Some(Identity::Float(value)) => weak(Scalar::new(value)),
            },
        };
        // SAFETY: the ABI's promise.
        unsafe { put(out, info) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn ufunc_types(ctx: Context, ufunc: u32, index: u32, out: *mut NumPyNI_DType) -> i32 {
    let body = || {
        let ufunc = find(ufunc)?;
        let entry = ufunc.loops().get(index as usize);
        let entry = entry.ok_or_else(|| Error::Index(format!("ufunc '{}' has no loop {index}", ufunc.name())))?;
        // SAFETY: the ABI's promise.
        unsafe { put_types(out, ufunc, entry.kinds()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn ufunc_resolve(
    ctx: Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_DType,
) -> i32 {
    let body = || {
        let ufunc = find(ufunc)?;
        // SAFETY: the ABI's promise.
        let inputs = unsafe { operands(inputs, ufunc.nin()) }?;
        let mut types = Types::new();
        let mut outs = SmallVec::new();
        // SAFETY: the ABI's promise.
        let options = unsafe { read_options(options, ufunc, &mut types, &mut outs) }?;
        let entry = ufunc.resolve(&inputs, options.signature, options.casting)?;
        // SAFETY: the ABI's promise.
        unsafe { put_types(out, ufunc, entry.kinds()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// The plain case of a call, with nothing made but the result; None where it is not plain.
#[inline(always)]
fn call_quickly(ctx: Context, ufunc: &Ufunc, values: &[NumPyNI_Value]) -> Result<Option<Handle>> {
    match values {
        [x1, x2] if x1.array.bits != 0 && x2.array.bits != 0 => {
            call_contiguous(ctx, ufunc, &[Operand::Array(array(x1.array)?), Operand::Array(array(x2.array)?)])
        }
        [x1, x2] => call_contiguous(ctx, ufunc, &[Operand::from_value(x1)?, Operand::from_value(x2)?]),
        [x] if x.array.bits != 0 => call_contiguous(ctx, ufunc, &[Operand::Array(array(x.array)?)]),
        _ => Ok(None),
    }
}

#[inline(always)]
fn call_contiguous(ctx: Context, ufunc: &Ufunc, inputs: &[Operand<'_>]) -> Result<Option<Handle>> {
    let make = |like: &Array, kind: Kind| {
        let layout = layout_like(like, kind)?;
        let (handle, out) = open_with(|place| Array::make_in(place, kind.into(), layout, false))?;
        Ok((out.as_ptr(), handle))
    };
    computing(ctx, || ufunc.call_contiguous(inputs, make).transpose())
}

pub unsafe extern "C" fn ufunc_call(
    ctx: Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let body = || {
        let ufunc = find(ufunc)?;
        if out.is_null() {
            return Err(null("the place of the results"));
        }
        // SAFETY: the ABI's promise.
        let values = unsafe { slice(inputs, ufunc.nin(), "inputs") }?;
        if options.is_null()
            && let Some(array) = call_quickly(ctx, ufunc, values)?
        {
            // SAFETY: not null; the ABI's promise.
            unsafe { out.write(NumPyNI_Value { array, ..Default::default() }) };
            return Ok(());
        }
        // SAFETY: the ABI's promise.
        let inputs = unsafe { operands(inputs, ufunc.nin()) }?;
        let mut types = Types::new();
        let mut outs = SmallVec::new();
        // SAFETY: the ABI's promise.
        let options = unsafe { read_options(options, ufunc, &mut types, &mut outs) }?;
        let size = inputs.iter().map(|input| input.shape().iter().product::<usize>()).max().unwrap_or(0);
        let results = computing(ctx, || {
            if size < LONG {
                return ufunc.call_with(&inputs, &options);
            }
            // Handles may be closed while other threads run: keep the arrays.
            let kept: SmallVec<[Option<Array>; MAX_OPERANDS]> = inputs.iter().map(|input| match input {
                Operand::Array(array) => Some((*array).clone()),
                _ => None,
            }).collect();
            let inputs: SmallVec<[Operand<'_>; MAX_OPERANDS]> =
                inputs.iter().zip(&kept).map(|(input, kept)| kept.as_ref().map_or(*input, Operand::Array)).collect();
            let outs: SmallVec<[Option<Array>; 2]> = options.out.iter().map(|out| out.map(|out| out.array().clone())).collect();
            let outs: SmallVec<[Option<Output<'_>>; 2]> =
                // SAFETY: the ABI's promise for outputs.
                outs.iter().map(|out| out.as_ref().map(|out| unsafe { Output::shared(out) })).collect();
            let condition = options.condition.cloned();
            let options = Options { out: &outs, condition: condition.as_ref(), ..options };
            // SAFETY: a context is null or this call's own.
            unsafe { without_gil(ctx, || ufunc.call_with(&inputs, &options)) }
        })?;
        for (i, result) in results.into_iter().enumerate() {
            let given = options.out.get(i).copied().flatten().is_some();
            let value = if given { NumPyNI_Value::default() } else { value(Value::of(result))? };
            // SAFETY: the ABI's promise: room for `nout` values.
            unsafe { put(out.wrapping_add(i), value) }?;
        }
        Ok(())
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// An entry whose arguments are an array, what to do with it, and the options of a reduction.
///
/// # Safety
/// The ABI's promise.
unsafe fn reducing(
    ctx: Context,
    x: Handle,
    options: *const NumPyNI_ReduceOptions,
    default: ReduceOptions<'static>,
    out: *mut NumPyNI_Value,
    quick: impl FnOnce(&Array) -> Result<Option<Scalar>>,
    apply: impl FnOnce(&Array, &ReduceOptions<'_>) -> Result<Value>,
) -> i32 {
    let body = || {
        let x = array(x)?;
        if out.is_null() {
            return Err(null("the place of the result"));
        }
        if options.is_null()
            && x.size() < LONG
            && let Some(scalar) = computing(ctx, || quick(x))?
        {
            // SAFETY: not null; the ABI's promise.
            unsafe { out.write(element(scalar)) };
            return Ok(());
        }
        // SAFETY: the ABI's promise.
        let options = match unsafe { options.as_ref() } {
            None => default,
            // SAFETY: the ABI's promise.
            Some(options) => unsafe { read_reduce_options(options) }?,
        };
        let result = computing(ctx, || {
            if x.size() < LONG {
                return apply(x, &options);
            }
            let (x, condition, target) = (x.clone(), options.condition.cloned(), options.out.map(|out| out.array().clone()));
            // SAFETY: the ABI's promise for outputs.
            let target = target.as_ref().map(|out| unsafe { Output::shared(out) });
            let options = ReduceOptions { condition: condition.as_ref(), out: target, ..options };
            // SAFETY: a context is null or this call's own.
            unsafe { without_gil(ctx, || apply(&x, &options)) }
        })?;
        let given = options.out.is_some();
        let value = if given { NumPyNI_Value::default() } else { value(result)? };
        // SAFETY: the ABI's promise.
        unsafe { put(out, value) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

const FIRST_AXIS: ReduceOptions<'static> =
    ReduceOptions { axes: Some(&[0]), keepdims: false, dtype: None, initial: None, condition: None, out: None, ddof: 0.0 };

pub unsafe extern "C" fn ufunc_reduce(
    ctx: Context, ufunc: u32, x: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, |_| Ok(None), |x, options| find(ufunc)?.reduce(x, options)) }
}

pub unsafe extern "C" fn ufunc_accumulate(
    ctx: Context, ufunc: u32, x: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let apply = |x: &Array, options: &ReduceOptions<'_>| find(ufunc)?.accumulate(x, options).map(Value::Array);
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, |_| Ok(None), apply) }
}

pub unsafe extern "C" fn ufunc_reduceat(
    ctx: Context, ufunc: u32, x: Handle, indices: Handle, options: *const NumPyNI_ReduceOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let apply = |x: &Array, options: &ReduceOptions<'_>| {
        find(ufunc)?.reduceat(x, array(indices)?, options).map(Value::Array)
    };
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, FIRST_AXIS, out, |_| Ok(None), apply) }
}

pub unsafe extern "C" fn ufunc_at(
    ctx: Context, ufunc: u32, x: Handle, items: *const NumPyNI_Index, nitems: i32, value: *const NumPyNI_Value,
) -> i32 {
    let mut converted = convert::Items::new();
    let body = || {
        // SAFETY: the ABI's promise.
        unsafe { convert::items(items, nitems, &mut converted) }?;
        // SAFETY: the ABI's promise.
        let value = if value.is_null() { None } else { Some(unsafe { convert::operand(value) }?) };
        computing(ctx, || find(ufunc)?.at(output(x)?, &converted, value))
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
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
    let quick = |x: &Array| reduction.map_or(Ok(None), |reduction| reduction.of_contiguous(x));
    let apply = |x: &Array, options: &ReduceOptions<'_>| reduction.ok_or_else(unknown)?.apply(x, options);
    // SAFETY: the ABI's promise.
    unsafe { reducing(ctx, x, options, ReduceOptions { axes: None, ..FIRST_AXIS }, out, quick, apply) }
}

pub unsafe extern "C" fn matmul(
    ctx: Context, x1: Handle, x2: Handle, dtype: *const NumPyNI_DType, casting: u32, result: Handle, out: *mut NumPyNI_Value,
) -> i32 {
    let body = || {
        let (x1, x2) = (array(x1)?, array(x2)?);
        let target = if result.bits != 0 { Some(array(result)?) } else { None };
        // SAFETY: the ABI's promise.
        let dtype = unsafe { dtype.as_ref() }.map(|&word| convert::dtype(word)).transpose()?;
        let casting = convert::casting(casting)?;
        if out.is_null() {
            return Err(null("the place of the result"));
        }
        let product = computing(ctx, || {
            if x1.size().max(x2.size()) < 1 << 12 {
                return crate::product::matmul_with(x1, x2, dtype, casting, target);
            }
            let (x1, x2, target) = (x1.clone(), x2.clone(), target.cloned());
            // SAFETY: a context is null or this call's own.
            unsafe { without_gil(ctx, || crate::product::matmul_with(&x1, &x2, dtype, casting, target.as_ref())) }
        })?;
        let value = if target.is_some() { NumPyNI_Value::default() } else { value(Value::of(product))? };
        // SAFETY: the ABI's promise.
        unsafe { put(out, value) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn thread_count(_ctx: Context) -> u32 {
    threads::count() as u32
}

pub unsafe extern "C" fn thread_count_set(ctx: Context, count: u32) -> i32 {
    let body = || {
        threads::set_count(count as usize);
        Ok(())
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

fn find(number: u32) -> Result<&'static Ufunc> {
    UFUNCS
        .get(number as usize)
        .or_else(|| crate::ufunc::external_by_number(number as usize))
        .ok_or_else(|| Error::Value(format!("there is no ufunc {number}")))
}

/// # Safety
/// Null, or NUL-terminated.
pub(super) unsafe fn text<'a>(name: *const c_char) -> Result<&'a CStr> {
    if name.is_null() {
        return Err(null("name"));
    }
    // SAFETY: the caller's promise.
    Ok(unsafe { CStr::from_ptr(name) })
}

/// # Safety
/// Null, or `count` values.
#[inline(always)]
unsafe fn operands<'a>(values: *const NumPyNI_Value, count: usize) -> Result<SmallVec<[Operand<'a>; 3]>> {
    let mut operands = SmallVec::new();
    // SAFETY: the caller's promise.
    for value in unsafe { slice(values, count, "inputs") }? {
        operands.push(Operand::from_value(value)?);
    }
    Ok(operands)
}

/// # Safety
/// Null, or room for the ufunc's operands.
unsafe fn put_types(out: *mut NumPyNI_DType, ufunc: &Ufunc, kinds: &[crate::Kind]) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the types"));
    }
    for (i, &kind) in kinds[..ufunc.nin() + ufunc.nout()].iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe { out.wrapping_add(i).write(DType::from(kind).word()) };
    }
    Ok(())
}

/// # Safety
/// The ABI's promise: null, or options whose pointers hold for the ufunc.
unsafe fn read_options<'a>(
    options: *const NumPyNI_UfuncOptions,
    ufunc: &Ufunc,
    types: &'a mut Types,
    outs: &'a mut SmallVec<[Option<Output<'static>>; 2]>,
) -> Result<Options<'a>> {
    // SAFETY: the caller's promise.
    let Some(given) = (unsafe { options.as_ref() }) else { return Ok(Options::default()) };
    check_size(given.struct_size, size_of::<NumPyNI_UfuncOptions>())?;
    let mut read = Options { casting: convert::casting(given.casting)?, ..Options::default() };
    read.order = match given.order {
        NUMPYNI_ORDER_K => ResultOrder::K,
        NUMPYNI_ORDER_A => ResultOrder::A,
        other => ResultOrder::Fixed(if convert::new_order(other)? == Order::F { Order::F } else { Order::C }),
    };
    if !given.out.is_null() {
        // SAFETY: the caller's promise.
        for &handle in unsafe { slice(given.out, ufunc.nout(), "out") }? {
            outs.push(if handle.bits == 0 { None } else { Some(output(handle)?) });
        }
    }
    if given.where_.bits != 0 {
        read.condition = Some(array(given.where_)?);
    }
    if !given.signature.is_null() {
        // SAFETY: the caller's promise.
        for &word in unsafe { slice(given.signature, ufunc.nin() + ufunc.nout(), "signature") }? {
            types.push(if word.lanes == 0 { None } else { Some(convert::dtype(word)?) });
        }
        read.signature = Some(types);
    }
    read.out = outs;
    Ok(read)
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

fn check_size(given: u32, known: usize) -> Result<()> {
    if (given as usize) < known {
        return Err(Error::Value(format!("struct_size of the options is {given}, {known} is needed")));
    }
    Ok(())
}

/// An array that the call may write.
fn output<'a>(handle: Handle) -> Result<Output<'a>> {
    // SAFETY: the ABI's promise: no other thread touches the elements during the call, and no slice refers to them.
    Ok(unsafe { Output::shared(array(handle)?) })
}

/// A result as the ABI has it.
fn value(result: Value) -> Result<NumPyNI_Value> {
    Ok(match result {
        Value::Element(scalar) => element(scalar),
        Value::Array(array) => NumPyNI_Value { array: open(array)?, ..Default::default() },
    })
}

/// Runs `work` while the host's other threads may run, if the host has such a thing.
///
/// # Safety
/// `ctx` is null or this call's own context, and its host is null or filled.
pub(crate) unsafe fn without_gil<R>(ctx: Context, work: impl FnOnce() -> R) -> R {
    /// Takes the GIL back, even when the work panics.
    struct Released {
        ctx: Context,
        acquire: unsafe extern "C" fn(Context, usize),
        state: usize,
    }
    impl Drop for Released {
        fn drop(&mut self) {
            // SAFETY: undoes the release of the same context.
            unsafe { (self.acquire)(self.ctx, self.state) };
        }
    }
    // SAFETY: the caller's promise.
    let host = unsafe { ctx.as_ref() }.map_or(std::ptr::null(), |ctx| ctx.host);
    // SAFETY: the caller's promise.
    let pair = unsafe { host.as_ref() }.and_then(|host| host.gil_release.zip(host.gil_acquire));
    let _released = pair.map(|(release, acquire)| {
        // SAFETY: the host's own function, with the context of this call.
        let state = unsafe { release(ctx) };
        Released { ctx, acquire, state }
    });
    work()
}

