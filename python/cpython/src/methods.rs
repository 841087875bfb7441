//! The methods of arrays whose plain case is native; any other call goes to `ArrayMethods`' method of the same name.

use std::ffi::CStr;
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi::{PyMethodDef, PyObject};

use crate::arguments::{Arguments, FEW};
use crate::array::{ArrayObject, derive};
use crate::attributes::transpose;
use crate::element::{self, Kind};
use crate::errors::raise;
use crate::functions;
use crate::hot::dtype_of;
use crate::object::*;
use crate::operand::{plain_operand, python, report, result};
use crate::runtime::Call;
use crate::state::State;
use crate::types::method;

/// The reductions whose plain case is native.
pub const REDUCTIONS: [&CStr; 23] = [
    c"sum", c"prod", c"max", c"min", c"any", c"all", c"mean", c"argmax", c"argmin", c"var", c"std", c"cumsum", c"cumprod", c"ptp",
    c"nansum", c"nanprod", c"nanmax", c"nanmin", c"nanmean", c"nanargmax", c"nanargmin", c"nanvar", c"nanstd",
];
/// Among them: those that give positions, those that may warn of an empty array, and those that keep the shape.
const ARG: std::ops::Range<usize> = 7..9;
const WARY: [usize; 3] = [6, 9, 10];
const RUNNING: std::ops::Range<usize> = 11..13;

/// The place of `ptp` among them.
pub const PTP: usize = 13;

/// The number of a reduction, or an error that names it.
pub fn reduction(state: &State, name: &CStr) -> Outcome<u32> {
    let known = REDUCTIONS.iter().position(|&reduction| reduction == name).and_then(|index| state.reductions[index]);
    known.or_else(|| Call::new(state.api).find(crate::runtime::Table::Reduction, name)).ok_or_else(|| {
        raise(NUMPYNI_ERROR_NOT_IMPLEMENTED, &format!("this runtime has no reduction {name:?}"))
    })
}

/// Applies a reduction by name.
pub fn reduce(
    state: &State, array: &ArrayObject, name: &CStr, options: *const NumPyNI_ReduceOptions,
) -> Outcome<Owned> {
    reduce_number(state, array, reduction(state, name)?, options)
}

/// The value of a reduction over all axes.
pub fn reduce_value(state: &State, array: &ArrayObject, name: &CStr) -> Outcome<NumPyNI_Value> {
    let number = reduction(state, name)?;
    Call::new(state.api).value(|api, context, out| {
        // SAFETY: a context of ours, an open handle, no options.
        unsafe { (api.reduce)(context, number, array.handle.get(), null(), out) }
    })
}

/// Applies a reduction by number; NULL options reduce over all axes.
#[inline(always)]
pub fn reduce_number(
    state: &State, array: &ArrayObject, number: u32, options: *const NumPyNI_ReduceOptions,
) -> Outcome<Owned> {
    let mut call = Call::new(state.api);
    let value = call.value(|api, context, out| {
        // SAFETY: a context of ours, an open handle, options that live through the call, or NULL.
        unsafe { (api.reduce)(context, number, array.handle.get(), options, out) }
    })?;
    let made = result(state, value)?;
    report(state, call.fpe(), "reduce")?;
    Ok(made)
}

/// A copy with another type.
pub fn cast(state: &State, array: &ArrayObject, kind: Kind) -> Outcome<Owned> {
    astype(state, array, kind.dtype(), NUMPYNI_ORDER_K, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS)
}

/// `a.astype(...)`
pub fn astype(
    state: &State, array: &ArrayObject, dtype: NumPyNI_DType, order: u32, casting: u32, copy: u32,
) -> Outcome<Owned> {
    let mut call = Call::new(state.api);
    let handle = call.handle(|api, context, out| {
        // SAFETY: a context of ours and an open handle.
        unsafe { (api.array_astype)(context, array.handle.get(), dtype, order, casting, copy, out) }
    })?;
    let made = crate::array::wrap(state, handle, None)?;
    report(state, call.fpe(), "cast")?;
    Ok(made)
}

/// `a.reshape(shape)`
pub fn reshape(state: &State, array: &ArrayObject, shape: &[i64], order: u32, copy: u32) -> Outcome<Owned> {
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours, an open handle, `ndim` lengths.
        unsafe { (api.array_reshape)(context, array.handle.get(), ndim, shape, order, copy, out) }
    })?;
    derive(state, array, handle)
}

/// `dst[...] = value where where_`
pub fn assign(
    state: &State, array: &ArrayObject, value: &NumPyNI_Value, casting: u32, where_: NumPyNI_Handle,
) -> Outcome<()> {
    let mut call = Call::new(state.api);
    // SAFETY: a context of ours and open handles.
    let status = unsafe { (state.api.array_assign)(call.context(), array.handle.get(), value, casting, where_) };
    call.check(status)?;
    report(state, call.fpe(), "cast")
}

/// A method: its plain case for exact arrays, which gives `None` where it is none, else `ArrayMethods.<name>(a, ...)`.
#[inline(always)]
unsafe fn run(
    this: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject, name: &CStr,
    plain: impl FnOnce(&State, &ArrayObject, Arguments<'_>) -> Outcome<Option<Owned>>,
) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes an instance.
        let array = unsafe { ArrayObject::of(this) };
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count as usize, keywords) };
        if array.is_plain(state)
            && let Some(result) = plain(state, array, arguments)?
        {
            return Ok(result);
        }
        call_cold(state, array, arguments, name)
    })
}

#[inline(never)]
fn call_cold(state: &State, array: &ArrayObject, arguments: Arguments<'_>, name: &CStr) -> Outcome<Owned> {
    let cold = state.cold.get().ok_or_else(|| raise(NUMPYNI_ERROR_RUNTIME, "there is no ArrayMethods"))?;
    arguments.forward(cold.attribute(name)?.as_ref(), Some(array.as_ref()))
}

/// The plain case of a reduction: no argument.
#[inline(always)]
fn reduction_method<const INDEX: usize>(
    state: &State, array: &ArrayObject, arguments: Arguments<'_>,
) -> Outcome<Option<Owned>> {
    match state.reductions[INDEX] {
        Some(number) if arguments.plain() == Some(0) && !(WARY.contains(&INDEX) && array.size() == 0) => reduce_number(state, array, number, null()).map(Some),
        Some(number) => reduce_over(state, array, number, arguments, 0),
        None => Ok(None),
    }
}

/// The most axes of a plain reduction, or of a plain shape.
const MOST: usize = 8;

/// A reduction whose only arguments, behind the first few, are an axis or a tuple of axes, and keepdims; `None` for any other.
#[inline(never)]
pub fn reduce_over(
    state: &State, array: &ArrayObject, number: u32, arguments: Arguments<'_>, first: usize,
) -> Outcome<Option<Owned>> {
    let Some([axis, keepdims]) = arguments.keywords([c"axis", c"keepdims"])? else { return Ok(None) };
    let axis = match (arguments.positional() - first, axis) {
        (0, axis) => axis,
        (1, None) => Some(arguments.at(first)),
        _ => return Ok(None),
    };
    let keepdims = match keepdims {
        None => false,
        Some(_) if is_one_of(state, number, RUNNING) => return Ok(None),
        Some(keepdims) if keepdims.is_bool() => keepdims.is_true()?,
        Some(_) => return Ok(None),
    };
    let mut axes = [0i64; MOST];
    let mut flags = if keepdims { NUMPYNI_KEEPDIMS } else { 0 };
    let naxes = match axis {
        Some(axis) if axis.is_int() => {
            axes[0] = axis.to_i64()?;
            1
        }
        Some(axis) if axis.is_tuple() && axis.tuple_len()? <= MOST && !is_one_of(state, number, ARG) && !is_one_of(state, number, RUNNING) => {
            for (index, place) in axes.iter_mut().enumerate().take(axis.tuple_len()?) {
                let item = axis.tuple_item(index)?;
                if !item.is_int() {
                    return Ok(None);
                }
                *place = item.to_i64()?;
            }
            axis.tuple_len()?
        }
        Some(axis) if !axis.is_none() => return Ok(None),
        _ => {
            flags |= NUMPYNI_ALL_AXES;
            0
        }
    };
    let ndim = array.ndim() as i64;
    for axis in &mut axes[..naxes] {
        if !(-ndim..ndim).contains(axis) {
            return Ok(None);
        }
        *axis = axis.rem_euclid(ndim);
    }
    let repeated = (1..naxes).any(|index| axes[..index].contains(&axes[index]));
    // An empty array may have to warn, or to raise.
    if repeated || array.size() == 0 {
        return Ok(None);
    }
    let all = flags == NUMPYNI_ALL_AXES || (flags == 0 && naxes == array.ndim() && naxes == 1);
    if all {
        return reduce_number(state, array, number, null()).map(Some);
    }
    let options = over_axes(&axes[..naxes], flags);
    reduce_number(state, array, number, &options).map(Some)
}

/// Options that name axes, which must outlive them, and nothing else but flags.
pub fn over_axes(axes: &[i64], flags: u32) -> NumPyNI_ReduceOptions {
    NumPyNI_ReduceOptions {
        struct_size: size_of::<NumPyNI_ReduceOptions>() as u32,
        flags,
        axes: axes.as_ptr(),
        naxes: axes.len() as i64,
        dtype: null(),
        initial: null(),
        where_: NumPyNI_Handle { bits: 0 },
        out: NumPyNI_Handle { bits: 0 },
        ddof: 0.0,
    }
}

fn is_one_of(state: &State, number: u32, some: std::ops::Range<usize>) -> bool {
    state.reductions[some].contains(&Some(number))
}

/// Whether a reduction of an array over all axes may warn.
pub fn may_warn(state: &State, array: &ArrayObject, number: u32) -> bool {
    array.size() == 0 && WARY.iter().any(|&index| state.reductions[index] == Some(number))
}

/// `a.astype(dtype)`
fn astype_method(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(1) {
        return Ok(None);
    }
    let Some(dtype) = dtype_of(state, arguments.at(0)) else { return Ok(None) };
    astype(state, array, dtype, NUMPYNI_ORDER_K, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS).map(Some)
}

/// `a.transpose()`, or with each axis once
fn transpose_method(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(count) = arguments.plain() else { return Ok(None) };
    if count == 0 {
        return transpose(state, array, None).map(Some);
    }
    let (ndim, mut axes, mut seen) = (array.ndim(), [0i64; MOST], [false; MOST]);
    if count != ndim || count > MOST {
        return Ok(None);
    }
    for (index, place) in axes[..count].iter_mut().enumerate() {
        let axis = if arguments.at(index).is_int() { arguments.at(index).to_i64()? } else { return Ok(None) };
        if !(0..ndim as i64).contains(&axis) || std::mem::replace(&mut seen[axis as usize], true) {
            return Ok(None);
        }
        *place = axis;
    }
    transpose(state, array, Some(&axes[..count])).map(Some)
}

/// `a.view()`
fn view(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) {
        return Ok(None);
    }
    let all = NumPyNI_Index { kind: NUMPYNI_INDEX_ELLIPSIS, ..Default::default() };
    crate::index::get_items(state, array, &[all]).map(Some)
}

/// `a.tobytes()` of elements without gaps.
fn tobytes(_: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) || !array.has(NUMPYNI_C_CONTIGUOUS) {
        return Ok(None);
    }
    let (view, shape, _) = array.layout();
    let bytes = shape.iter().product::<i64>() as usize * array.itemsize();
    let data = if bytes == 0 { c"".as_ptr() } else { view.data.cast_const().cast() };
    // SAFETY: as many bytes stand there, side by side.
    owned(unsafe { pyo3_ffi::PyBytes_FromStringAndSize(data, bytes as isize) }).map(Some)
}

/// `a.conj()` of real numbers: the array itself.
fn conjugate(_: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let real = arguments.plain() == Some(0) && array.dtype().code != NUMPYNI_TYPE_COMPLEX;
    Ok(real.then(|| array.as_ref().to_owned()))
}

fn fill(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(1) {
        return Ok(None);
    }
    let Some(value) = plain_operand(state, arguments.at(0))? else { return Ok(None) };
    crate::index::set_items(state, array, &[], &value)?;
    Ok(Some(none()))
}

fn copy(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) {
        return Ok(None);
    }
    let (order, casting, copy) = (NUMPYNI_ORDER_C, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS);
    astype(state, array, array.dtype(), order, casting, copy).map(Some)
}

fn reshape_method(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let count = arguments.plain().unwrap_or(0);
    let tuple = if count == 1 { Some(arguments.at(0)).filter(|shape| shape.is_tuple()) } else { None };
    let ndim = tuple.map_or(Ok(count), Ref::tuple_len)?;
    let mut shape = [0i64; MOST];
    if count == 0 || ndim > MOST {
        return Ok(None);
    }
    for (index, place) in shape[..ndim].iter_mut().enumerate() {
        let length = tuple.map_or_else(|| Ok(arguments.at(index)), |tuple| tuple.tuple_item(index))?;
        if !length.is_int() {
            return Ok(None);
        }
        *place = length.to_i64()?;
    }
    reshape(state, array, &shape[..ndim], NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED).map(Some)
}

fn ravel(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) || !array.has(NUMPYNI_C_CONTIGUOUS) {
        return Ok(None);
    }
    reshape(state, array, &[-1], NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED).map(Some)
}

fn flatten(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) {
        return Ok(None);
    }
    let mut call = Call::new(state.api);
    let copy = call.handle(|api, context, out| {
        let (order, casting, copy) = (NUMPYNI_ORDER_C, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS);
        // SAFETY: a context of ours and an open handle.
        unsafe { (api.array_astype)(context, array.handle.get(), array.dtype(), order, casting, copy, out) }
    })?;
    if array.ndim() == 1 {
        return crate::array::wrap(state, copy, None).map(Some);
    }
    let flat = call.handle(|api, context, out| {
        // SAFETY: a context of ours, an open handle, one length.
        unsafe { (api.array_reshape)(context, copy.bits(), 1, &-1, NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED, out) }
    })?;
    crate::array::wrap(state, flat, None).map(Some)
}

fn item(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    match arguments.plain() {
        Some(0) => {
            let only = crate::number::only_element(array);
            only.map(|(kind, bits, _)| python(element::decode(kind, bits))).transpose()
        }
        Some(1) if arguments.at(0).is_int() => {
            let Ok(index) = arguments.at(0).to_i64() else {
                clear_error();
                return Ok(None);
            };
            let value = item_value(state, array, index)?;
            Kind::of(value.dtype).map(|kind| python(element::decode(kind, value.element))).transpose()
        }
        _ => Ok(None),
    }
}

/// The element at a position of the flattened array.
pub fn item_value(state: &State, array: &ArrayObject, index: i64) -> Outcome<NumPyNI_Value> {
    Call::new(state.api).value(|api, context, out| {
        // SAFETY: a context of ours and an open handle.
        unsafe { (api.array_item)(context, array.handle.get(), index, out) }
    })
}

fn tolist(_: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) {
        return Ok(None);
    }
    let (view, shape, strides) = array.layout();
    let Some(kind) = Kind::of(view.dtype) else { return Err(raise(NUMPYNI_ERROR_INTERNAL, "an array of unknown type")) };
    let data: *const u8 = view.data.cast();
    // The commonest types are read at once.
    let list = match kind {
        // SAFETY: an element of the type stands there.
        Kind::Float64 if view.dtype == kind.dtype() => nested(shape, strides, data, &|at| float(unsafe { at.cast::<f64>().read_unaligned() })),
        // SAFETY: as above.
        Kind::Int64 if view.dtype == kind.dtype() => nested(shape, strides, data, &|at| int(unsafe { at.cast::<i64>().read_unaligned() })),
        // SAFETY: as above.
        _ => nested(shape, strides, data, &|at| python(element::decode(kind, unsafe { element::read(view.dtype, at) }))),
    };
    list.map(Some)
}

/// The elements from `data` on, each made by `item`, in lists of lists.
fn nested(shape: &[i64], strides: &[i64], data: *const u8, item: &impl Fn(*const u8) -> Outcome<Owned>) -> Outcome<Owned> {
    let (Some((&length, shape)), Some((&stride, strides))) = (shape.split_first(), strides.split_first()) else { return item(data) };
    let at = |index: usize| data.wrapping_offset(index as isize * stride as isize);
    if shape.is_empty() {
        return list_of(length as usize, |index| item(at(index)));
    }
    list_of(length as usize, |index| nested(shape, strides, at(index), item))
}

/// A function of the module as a method of its first argument.
fn through<const NUMBER: usize>(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let mut place = [std::ptr::null_mut(); FEW];
    match arguments.behind(array.as_ref(), &mut place) {
        Some(arguments) => functions::METHODS[NUMBER](state, arguments),
        None => Ok(None),
    }
}

/// `a.sort()`
fn sort_method(state: &State, array: &ArrayObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(0) || array.has(NUMPYNI_READONLY) {
        return Ok(None);
    }
    functions::sort_in_place(state, array)
}

macro_rules! methods {
    ($($name:ident = $plain:expr;)*) => {
        mod entry {
            use super::*;
            $(pub unsafe extern "C" fn $name(
                this: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject,
            ) -> *mut PyObject {
                const NAME: &CStr = cstr(concat!(stringify!($name), "\0"));
                // SAFETY: the interpreter's own arguments.
                unsafe { run(this, values, count, keywords, NAME, $plain) }
            })*
        }

        /// The methods of the type; `doc` looks the documentation of the cold method up.
        pub fn all(doc: impl Fn(&CStr) -> *const std::ffi::c_char) -> Vec<PyMethodDef> {
            vec![$({
                let name = cstr(concat!(stringify!($name), "\0"));
                method(name, entry::$name, doc(name))
            }),*]
        }
    };
}

/// A name that ends with a NUL.
const fn cstr(name: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(name.as_bytes()) {
        Ok(name) => name,
        Err(_) => c"",
    }
}

methods! {
    sum = reduction_method::<0>;
    prod = reduction_method::<1>;
    max = reduction_method::<2>;
    min = reduction_method::<3>;
    any = reduction_method::<4>;
    all = reduction_method::<5>;
    mean = reduction_method::<6>;
    argmax = reduction_method::<7>;
    argmin = reduction_method::<8>;
    var = reduction_method::<9>;
    std = reduction_method::<10>;
    cumsum = reduction_method::<11>;
    cumprod = reduction_method::<12>;
    fill = super::fill;
    copy = super::copy;
    conj = super::conjugate;
    conjugate = super::conjugate;
    astype = astype_method;
    transpose = transpose_method;
    reshape = reshape_method;
    ravel = super::ravel;
    flatten = super::flatten;
    view = super::view;
    tobytes = super::tobytes;
    item = super::item;
    tolist = super::tolist;
    sort = sort_method;
    argsort = through::<0>;
    argpartition = through::<1>;
    searchsorted = through::<2>;
    nonzero = through::<3>;
    put = through::<4>;
    take = through::<5>;
    repeat = through::<6>;
    dot = through::<7>;
    clip = through::<8>;
    squeeze = through::<9>;
}
