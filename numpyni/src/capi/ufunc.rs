//! Entries for ufuncs, products and threads.

use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;

use numpyni_sys::*;
use smallvec::SmallVec;

use crate::capi::convert::{self, computing, element, null, put, slice};
use crate::capi::{Opened, Owned, array, guard, open, open_new, open_with};
use crate::gufunc::{GUFUNCS, Gufunc, MATMUL, PlainProduct, dot_of_vectors};
use crate::ufunc::{Existing, Identity, Input, MAX_OPERANDS, Options, Output, RANK, ResultOrder, Target, UFUNCS, Value, row_major_strides};
use crate::{Array, DType, Error, Kind, Operand, Order, Result, Scalar, Ufunc, threads};

pub(super) type Context = *mut NumPyNI_Context;
pub(super) type Handle = NumPyNI_Handle;
type Types = SmallVec<[Option<DType>; MAX_OPERANDS]>;

pub(super) use crate::ufunc::LONG;
/// Elements from which other threads of the host may run while a generalised ufunc does, which does more with each.
const LONG_PRODUCT: usize = 1 << 12;

pub unsafe extern "C" fn ufunc_count(_ctx: Context) -> u32 {
    crate::ufunc::count() as u32
}

pub unsafe extern "C" fn ufunc_find(ctx: Context, name: *const c_char, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let name = unsafe { text(name) }?;
        let number = crate::ufunc::names().position(|known| known == name);
        let unknown = || Error::Value(format!("there is no ufunc '{}'", name.to_string_lossy()));
        // SAFETY: the ABI's promise.
        unsafe { put(out, number.ok_or_else(unknown)? as u32) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn ufunc_info(ctx: Context, ufunc: u32, out: *mut NumPyNI_UfuncInfo) -> i32 {
    let body = || {
        if let Some(gufunc) = general(ufunc) {
            // SAFETY: the ABI's promise.
            return unsafe { put(out, info_of(gufunc)) };
        }
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

/// What is known of a generalised ufunc.
fn info_of(gufunc: &Gufunc) -> NumPyNI_UfuncInfo {
    let (name, doc) = gufunc.strings();
    NumPyNI_UfuncInfo {
        struct_size: size_of::<NumPyNI_UfuncInfo>() as u32,
        ntypes: gufunc.variants().len() as u32,
        nin: gufunc.signature().nin() as i32,
        nout: gufunc.signature().nout() as i32,
        name: name.as_ptr(),
        doc: doc.as_ptr(),
        has_identity: 0,
        reserved: 0,
        identity: NumPyNI_Value::default(),
    }
}

pub unsafe extern "C" fn ufunc_signature(_ctx: Context, ufunc: u32, length: *mut usize) -> *const c_char {
    let text = general(ufunc).map(|gufunc| gufunc.signature().text());
    if !length.is_null() {
        // SAFETY: not null; the ABI's promise.
        unsafe { length.write(text.map_or(0, str::len)) };
    }
    text.map_or(std::ptr::null(), |text| text.as_ptr().cast())
}

pub unsafe extern "C" fn ufunc_types(ctx: Context, ufunc: u32, index: u32, out: *mut NumPyNI_DType) -> i32 {
    let body = || {
        let missing = |name: &str| Error::Index(format!("ufunc '{name}' has no loop {index}"));
        if let Some(gufunc) = general(ufunc) {
            let variant = gufunc.variants().get(index as usize).ok_or_else(|| missing(gufunc.name()))?;
            // SAFETY: the ABI's promise.
            return unsafe { put_types(out, variant.kinds()) };
        }
        let ufunc = find(ufunc)?;
        let entry = ufunc.loops().get(index as usize).ok_or_else(|| missing(ufunc.name()))?;
        // SAFETY: the ABI's promise.
        unsafe { put_types(out, &entry.kinds()[..ufunc.nin() + ufunc.nout()]) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn ufunc_resolve(
    ctx: Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_DType,
) -> i32 {
    let body = || {
        let (nin, nout) = match general(ufunc) {
            Some(gufunc) => (gufunc.signature().nin(), gufunc.signature().nout()),
            None => find(ufunc).map(|ufunc| (ufunc.nin(), ufunc.nout()))?,
        };
        // SAFETY: the ABI's promise.
        let inputs = unsafe { operands(inputs, nin) }?;
        let mut types = Types::new();
        let mut outs = SmallVec::new();
        // SAFETY: the ABI's promise.
        let options = unsafe { read_options(options, nin, nout, &mut types, &mut outs) }?;
        let kinds = match general(ufunc) {
            Some(gufunc) => gufunc.resolve(&inputs, options.signature, options.casting)?.kinds(),
            None => &find(ufunc)?.resolve(&inputs, options.signature, options.casting)?.kinds()[..nin + nout],
        };
        // SAFETY: the ABI's promise.
        unsafe { put_types(out, kinds) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// Into a new array, behind a handle.
struct New;

impl Target for New {
    type Made = Opened;

    #[inline(always)]
    fn place(self, like: &Array, kind: Kind) -> Result<Option<(*mut u8, isize, Opened)>> {
        let opened = open_with(|cache, place| Array::make_like(cache, place, like, kind))?;
        Ok(Some((opened.view.data.cast(), kind.size() as isize, opened)))
    }

    fn laid_out(self, shape: &[usize], kind: Kind, row_major: bool, strides: &mut [isize; RANK]) -> Result<Option<(*mut u8, Opened)>> {
        if !row_major {
            return Ok(None);
        }
        let opened = open_new(kind.into(), shape)?;
        row_major_strides(strides, shape, kind.size());
        Ok(Some((opened.view.data.cast(), opened)))
    }
}

/// The plain case of a call, with nothing made but the result, which goes to `place`: empty where an output was given. False where the
/// call is not plain.
#[inline(always)]
fn call_quickly(ctx: Context, ufunc: &Ufunc, values: &[NumPyNI_Value], out: Option<Handle>, place: &mut MaybeUninit<NumPyNI_Value>) -> Result<bool> {
    match values {
        [x1, x2] if x1.array.bits != 0 && x2.array.bits != 0 => call_alike(ctx, ufunc, [array(x1.array)?, array(x2.array)?], out, place),
        [x1, x2] => call_alike(ctx, ufunc, [Operand::from_value(x1)?, Operand::from_value(x2)?], out, place),
        [x] if x.array.bits != 0 => call_alike(ctx, ufunc, [array(x.array)?], out, place),
        [x1, x2, x3] if out.is_none() => {
            let inputs = [Operand::from_value(x1)?, Operand::from_value(x2)?, Operand::from_value(x3)?];
            let Some(opened) = computing(ctx, || ufunc.call_small(inputs, New))? else { return Ok(false) };
            place.write(opened.value());
            Ok(true)
        }
        _ => Ok(false),
    }
}

#[inline(always)]
fn call_alike<const N: usize, I: Input>(
    ctx: Context, ufunc: &Ufunc, inputs: [I; N], out: Option<Handle>, place: &mut MaybeUninit<NumPyNI_Value>,
) -> Result<bool> {
    let made = match out {
        None => {
            let apply = || match ufunc.call_alike(inputs, New)? {
                None => ufunc.call_small(inputs, New),
                made => Ok(made),
            };
            let Some(opened) = computing(ctx, apply)? else { return Ok(false) };
            opened.value()
        }
        Some(out) => {
            let out = array(out)?;
            let target = || Existing { out, inputs };
            let apply = || match ufunc.call_alike(inputs, target())? {
                None => ufunc.call_small(inputs, target()),
                made => Ok(made),
            };
            let Some(()) = computing(ctx, apply)? else { return Ok(false) };
            NumPyNI_Value::default()
        }
    };
    place.write(made);
    Ok(true)
}

/// The same of few elements of any types, with results for `nout` places.
///
/// # Safety
/// Room for `nout` values.
#[inline(never)]
unsafe fn call_few(ctx: Context, ufunc: &Ufunc, values: &[NumPyNI_Value], out: *mut NumPyNI_Value) -> Result<bool> {
    let mut inputs: SmallVec<[Operand<'_>; 3]> = SmallVec::new();
    for value in values {
        inputs.push(Operand::from_value(value)?);
    }
    // What is open when a later one fails is closed.
    let new = |like: &Array, kind| {
        let opened = open_with(|cache, place| Array::make_like(cache, place, like, kind))?;
        Ok((opened.view.data.cast(), (Some(Owned::new(opened.handle)), opened.value())))
    };
    let Some(made) = computing(ctx, || ufunc.call_few(&inputs, new, |scalar| (None, element(scalar))))? else { return Ok(false) };
    for (i, (owned, value)) in made.into_iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe { put(out.wrapping_add(i), value) }?;
        if let Some(owned) = owned {
            owned.forget();
        }
    }
    Ok(true)
}

/// The same of many elements, if one thread is enough: the host's others may run meanwhile.
#[inline(never)]
fn call_long(ctx: Context, ufunc: &Ufunc, values: &[NumPyNI_Value], out: Option<Handle>, place: &mut MaybeUninit<NumPyNI_Value>) -> Result<bool> {
    match values {
        [x] => call_alike_long(ctx, ufunc, [Operand::from_value(x)?], out, place),
        [x1, x2] => call_alike_long(ctx, ufunc, [Operand::from_value(x1)?, Operand::from_value(x2)?], out, place),
        _ => Ok(false),
    }
}

fn call_alike_long<const N: usize>(
    ctx: Context, ufunc: &Ufunc, inputs: [Operand<'_>; N], out: Option<Handle>, place: &mut MaybeUninit<NumPyNI_Value>,
) -> Result<bool> {
    if !inputs.iter().any(|input| input.array().is_some_and(|array| array.size() >= LONG)) {
        return Ok(false);
    }
    // Handles may be closed while other threads run: keep the arrays.
    let kept = inputs.map(|input| input.array().cloned());
    let inputs: [Operand<'_>; N] = std::array::from_fn(|i| kept[i].as_ref().map_or(inputs[i], Operand::Array));
    let out = out.map(|out| array(out).cloned()).transpose()?;
    let apply = || match &out {
        None => Ok(ufunc.call_alike_long(inputs, New)?.map(|opened| opened.value())),
        Some(out) => Ok(ufunc.call_alike_long(inputs, Existing { out, inputs })?.map(|()| NumPyNI_Value::default())),
    };
    // SAFETY: a context is null or this call's own.
    let made = computing(ctx, || unsafe { without_gil(ctx, apply) })?;
    Ok(made.map(|made| place.write(made)).is_some())
}

/// A call of a generalised ufunc for few elements of arrays of one core each. False where it is not that.
fn call_single(ctx: Context, gufunc: &Gufunc, values: &[NumPyNI_Value], out: Option<Handle>, place: &mut MaybeUninit<NumPyNI_Value>) -> Result<bool> {
    let mut single = |x: &[&Array]| {
        if x.iter().any(|x| x.size() >= LONG_PRODUCT) {
            return Ok(false);
        }
        let mut bits = [0u64; 2];
        let made = match out.map(array).transpose()? {
            None => computing(ctx, || gufunc.call_single(x, None, |kind, shape| {
                if shape.is_empty() {
                    return Ok(((&raw mut bits).cast(), Err(kind)));
                }
                let opened = open_new(kind.into(), shape)?;
                Ok((opened.view.data.cast(), Ok(opened.value())))
            }))?,
            Some(out) => computing(ctx, || gufunc.call_single(x, Some(out), |_, _| Ok((out.as_ptr(), Ok(NumPyNI_Value::default())))))?,
        };
        let made = made.map(|made| made.unwrap_or_else(|kind| element(Scalar::from_bits(kind, bits))));
        Ok(made.map(|made| place.write(made)).is_some())
    };
    match values {
        [x] if x.array.bits != 0 => single(&[array(x.array)?]),
        [x1, x2] if x1.array.bits != 0 && x2.array.bits != 0 => single(&[array(x1.array)?, array(x2.array)?]),
        _ => Ok(false),
    }
}

/// The output, if the options name one and nothing else.
///
/// # Safety
/// The ABI's promise.
#[inline(always)]
unsafe fn only_out(options: *const NumPyNI_UfuncOptions) -> Option<Option<Handle>> {
    // SAFETY: the caller's promise.
    let Some(options) = (unsafe { options.as_ref() }) else { return Some(None) };
    let plain = options.struct_size as usize >= size_of::<NumPyNI_UfuncOptions>()
        && options.casting == NUMPYNI_CASTING_DEFAULT
        && options.order == NUMPYNI_ORDER_K
        && options.where_.bits == 0
        && options.signature.is_null()
        && !options.out.is_null();
    // SAFETY: not null: as many handles as there are outputs, of which there is at least one.
    let out = if plain { Some(unsafe { options.out.read() }) } else { None };
    out.filter(|out| out.bits != 0).map(Some)
}

pub unsafe extern "C" fn ufunc_call(
    ctx: Context, ufunc: u32, inputs: *const NumPyNI_Value, options: *const NumPyNI_UfuncOptions, out: *mut NumPyNI_Value,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise: room for a result.
        let Some(place) = (unsafe { out.cast::<MaybeUninit<NumPyNI_Value>>().as_mut() }) else { return Err(null("the place of the results")) };
        if let Some(gufunc) = general(ufunc) {
            let (nin, nout) = (gufunc.signature().nin(), gufunc.signature().nout());
            // SAFETY: the ABI's promise.
            let values = unsafe { slice(inputs, nin, "inputs") }?;
            // SAFETY: the ABI's promise.
            if let Some(target) = unsafe { only_out(options) }
                && call_single(ctx, gufunc, values, target, place)?
            {
                return Ok(());
            }
            let call = |inputs: &[Operand<'_>], options: &Options<'_>| gufunc.call_with(inputs, options);
            // SAFETY: the ABI's promise.
            return unsafe { calling(ctx, nin, nout, inputs, options, out, LONG_PRODUCT, call) };
        }
        let ufunc = find(ufunc)?;
        // SAFETY: the ABI's promise.
        let values = unsafe { slice(inputs, ufunc.nin(), "inputs") }?;
        // SAFETY: the ABI's promise.
        if let Some(target) = unsafe { only_out(options) } {
            let done = call_quickly(ctx, ufunc, values, target, place)?
                // SAFETY: the ABI's promise.
                || target.is_none() && unsafe { call_few(ctx, ufunc, values, out) }?
                || call_long(ctx, ufunc, values, target, place)?;
            if done {
                return Ok(());
            }
        }
        let call = |inputs: &[Operand<'_>], options: &Options<'_>| ufunc.call_with(inputs, options);
        // SAFETY: the ABI's promise.
        unsafe { calling(ctx, ufunc.nin(), ufunc.nout(), inputs, options, out, LONG, call) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// A call whose options are read; if an input has `long` elements, the host's other threads may run meanwhile.
///
/// # Safety
/// The ABI's promise for a ufunc of `nin` inputs and `nout` outputs.
#[allow(clippy::too_many_arguments)]
#[inline(never)] // it has a frame of kilobytes, which the plain case need not set up
unsafe fn calling(
    ctx: Context,
    nin: usize,
    nout: usize,
    inputs: *const NumPyNI_Value,
    options: *const NumPyNI_UfuncOptions,
    out: *mut NumPyNI_Value,
    long: usize,
    call: impl Fn(&[Operand<'_>], &Options<'_>) -> Result<SmallVec<[Array; 2]>>,
) -> Result<()> {
    // SAFETY: the caller's promise.
    let inputs = unsafe { operands(inputs, nin) }?;
    let mut types = Types::new();
    let mut outs = SmallVec::new();
    // SAFETY: the caller's promise.
    let options = unsafe { read_options(options, nin, nout, &mut types, &mut outs) }?;
    let size = inputs.iter().map(|input| input.shape().iter().product::<usize>()).max().unwrap_or(0);
    let results = computing(ctx, || {
        if size < long {
            return call(&inputs, &options);
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
        unsafe { without_gil(ctx, || call(&inputs, &options)) }
    })?;
    for (i, result) in results.into_iter().enumerate() {
        let given = options.out.get(i).copied().flatten().is_some();
        let value = if given { NumPyNI_Value::default() } else { value(Value::of(result))? };
        // SAFETY: the caller's promise: room for `nout` values.
        unsafe { put(out.wrapping_add(i), value) }?;
    }
    Ok(())
}

pub unsafe extern "C" fn ufunc_at(
    ctx: Context, ufunc: u32, x: Handle, items: *const NumPyNI_Index, nitems: i32, value: *const NumPyNI_Value,
) -> i32 {
    let mut converted = convert::Items::new();
    let body = || {
        // SAFETY: the ABI's promise.
        convert::items(unsafe { convert::index(items, nitems) }?, &mut converted)?;
        // SAFETY: the ABI's promise.
        let value = if value.is_null() { None } else { Some(unsafe { convert::operand(value) }?) };
        computing(ctx, || find(ufunc)?.at(output(x)?, &converted, value))
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn matmul(
    ctx: Context, x1: Handle, x2: Handle, dtype: *const NumPyNI_DType, casting: u32, result: Handle, out: *mut NumPyNI_Value,
) -> i32 {
    let body = || {
        if out.is_null() {
            return Err(null("the place of the result"));
        }
        if dtype.is_null() && result.bits == 0 && casting == NUMPYNI_CASTING_DEFAULT {
            let (x1, x2) = (array(x1)?, array(x2)?);
            let mut bits = [0; 2];
            if x1.size() < LONG_PRODUCT
                && let Some(kind) = computing(ctx, || dot_of_vectors(x1, x2, &mut bits))
            {
                // SAFETY: the ABI's promise.
                return unsafe { put(out, element(Scalar::from_bits(kind, bits))) };
            }
            if let Some(product) = PlainProduct::of(x1, x2).filter(|_| x1.size().max(x2.size()) < LONG_PRODUCT) {
                // SAFETY: the ABI's promise.
                return unsafe { put(out, multiplied(ctx, &product)?) };
            }
        }
        // SAFETY: the ABI's promise.
        let dtype = unsafe { dtype.as_ref() };
        let signature = dtype.map(|&word| [NO_TYPE, NO_TYPE, word]);
        let options = NumPyNI_UfuncOptions {
            struct_size: size_of::<NumPyNI_UfuncOptions>() as u32,
            casting,
            order: NUMPYNI_ORDER_K,
            reserved: 0,
            out: &result,
            where_: NumPyNI_Handle { bits: 0 },
            signature: signature.as_ref().map_or(std::ptr::null(), |types| types.as_ptr()),
        };
        let inputs = [x1, x2].map(|array| NumPyNI_Value { array, ..Default::default() });
        let call = |inputs: &[Operand<'_>], options: &Options<'_>| GUFUNCS[MATMUL].call_with(inputs, options);
        // SAFETY: two inputs, one output and its options; the ABI's promise.
        unsafe { calling(ctx, 2, 1, inputs.as_ptr(), &options, out, LONG_PRODUCT, call) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// A new array with a product, or its element.
fn multiplied(ctx: Context, product: &PlainProduct<'_>) -> Result<NumPyNI_Value> {
    let (shape, kind) = (product.shape(), product.kind);
    if shape.is_empty() {
        let mut bits = [0u64; 2];
        // SAFETY: room for any element, nobody else's.
        computing(ctx, || unsafe { product.run((&raw mut bits).cast()) });
        return Ok(element(Scalar::from_bits(kind, bits)));
    }
    let opened = open_new(kind.into(), shape)?;
    // SAFETY: the result is new.
    computing(ctx, || unsafe { product.run(opened.view.data.cast()) });
    Ok(opened.value())
}

/// No type: open.
const NO_TYPE: NumPyNI_DType = NumPyNI_DType { code: 0, bits: 0, lanes: 0, ext: 0 };

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

pub(super) fn find(number: u32) -> Result<&'static Ufunc> {
    UFUNCS
        .get(number as usize)
        .or_else(|| crate::ufunc::external_by_number(number as usize))
        .ok_or_else(|| unknown(number))
}

/// The generalised ufunc of a number: they stand between the others and those from outside, of which some are general too.
fn general(number: u32) -> Option<&'static Gufunc> {
    let number = (number as usize).checked_sub(UFUNCS.len())?;
    GUFUNCS.get(number).or_else(|| crate::ufunc::external_general(number + UFUNCS.len()))
}

#[cold]
fn unknown(number: u32) -> Error {
    Error::Value(format!("there is no ufunc {number}"))
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
pub(super) unsafe fn operands<'a>(values: *const NumPyNI_Value, count: usize) -> Result<SmallVec<[Operand<'a>; 3]>> {
    let mut operands = SmallVec::new();
    // SAFETY: the caller's promise.
    for value in unsafe { slice(values, count, "inputs") }? {
        operands.push(Operand::from_value(value)?);
    }
    Ok(operands)
}

/// # Safety
/// Null, or room for the ufunc's operands.
unsafe fn put_types(out: *mut NumPyNI_DType, kinds: &[Kind]) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the types"));
    }
    for (i, &kind) in kinds.iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe { out.wrapping_add(i).write(DType::from(kind).word()) };
    }
    Ok(())
}

/// # Safety
/// The ABI's promise: null, or options whose pointers hold for the ufunc.
unsafe fn read_options<'a>(
    options: *const NumPyNI_UfuncOptions,
    nin: usize,
    nout: usize,
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
        for &handle in unsafe { slice(given.out, nout, "out") }? {
            outs.push(if handle.bits == 0 { None } else { Some(output(handle)?) });
        }
    }
    if given.where_.bits != 0 {
        read.condition = Some(array(given.where_)?);
    }
    if !given.signature.is_null() {
        // SAFETY: the caller's promise.
        for &word in unsafe { slice(given.signature, nin + nout, "signature") }? {
            types.push(if word.lanes == 0 { None } else { Some(convert::dtype(word)?) });
        }
        read.signature = Some(types);
    }
    read.out = outs;
    Ok(read)
}

pub(super) fn check_size(given: u32, known: usize) -> Result<()> {
    if (given as usize) < known {
        return Err(Error::Value(format!("struct_size of the options is {given}, {known} is needed")));
    }
    Ok(())
}

/// An array that the call may write.
pub(super) fn output<'a>(handle: Handle) -> Result<Output<'a>> {
    // SAFETY: the ABI's promise: no other thread touches the elements during the call, and no slice refers to them.
    Ok(unsafe { Output::shared(array(handle)?) })
}

/// A result as the ABI has it.
pub(super) fn value(result: Value) -> Result<NumPyNI_Value> {
    Ok(match result {
        Value::Element(scalar) => element(scalar),
        Value::Array(array) => open(array)?.value(),
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

