//! Ranges, differences, and reductions that pass over NaN.

use std::ffi::CStr;

use numpyni_sys::*;

use super::{arrays, call, native_kind, operand, plain_array, slice, vector, view};
use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::element::{Kind, Number, decode, encode, read};
use crate::methods::{REDUCTIONS, may_warn, reduce_number, reduce_value, reduction};
use crate::number::{DIVIDE, MULTIPLY, SUBTRACT, keep};
use crate::object::*;
use crate::operand::{array_value, element, element_value, plain_element, result};
use crate::runtime::{Call, Handle};
use crate::state::State;

/// Up to this size a reduction that finds a NaN may be for nothing.
const SMALL: i64 = 4096;

/// `ptp(a)`: the maximum minus the minimum.
pub fn ptp(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if array.size() == 0 {
        return Ok(None);
    }
    let number = reduction(state, c"ptp")?;
    reduce_number(state, array, number, std::ptr::null()).map(Some)
}

/// `diff(a)` of a vector of numbers.
pub fn diff(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if vector(array).is_none_or(|length| length < 2) || array.dtype() == NUMPYNI_BOOL {
        return Ok(None);
    }
    let behind = view(state, array, &[slice(Some(1), None, 1)])?;
    let before = view(state, array, &[slice(None, Some(-1), 1)])?;
    result(state, crate::number::call(state, SUBTRACT, &[operand(&behind), operand(&before)])?).map(Some)
}

/// `clip(a, least, most)` of an array of floats between two Python numbers, or between floats of its own type.
pub fn clip(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(3) {
        return Ok(None);
    }
    let Some(array) = plain_array(state, arguments.at(0)) else { return Ok(None) };
    if !matches!(native_kind(array), Some(Kind::Float32 | Kind::Float64)) || array.ndim() == 0 {
        return Ok(None);
    }
    let (least, most) = (plain_element(state, arguments.at(1))?, plain_element(state, arguments.at(2))?);
    let (Some(least), Some(most)) = (least, most) else { return Ok(None) };
    let fits = |bound: &NumPyNI_Value| {
        bound.dtype == array.dtype() || bound.dtype.ext == NUMPYNI_EXT_WEAK && bound.dtype.code != NUMPYNI_TYPE_COMPLEX
    };
    if !fits(&least) || !fits(&most) {
        return Ok(None);
    }
    call(state, c"clip", &[array_value(array), least, most], None)?.map(|value| result(state, value)).transpose()
}

/// The largest number of decimals whose power of ten is exact.
const DECIMALS: i64 = 22;

/// `round(a, decimals)` of an array of float32 or float64 without gaps.
pub fn round(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let decimals = match arguments.plain() {
        Some(1) => Some(0),
        Some(2) if arguments.at(1).is_int() => arguments.at(1).to_i64().map_err(|Raised| clear_error()).ok(),
        _ => None,
    };
    let (Some(decimals @ 0..=DECIMALS), Some(array)) = (decimals, plain_array(state, arguments.at(0))) else { return Ok(None) };
    let kind = native_kind(array).filter(|kind| matches!(kind, Kind::Float32 | Kind::Float64));
    let Some(kind) = kind.filter(|_| array.ndim() > 0 && array.has(NUMPYNI_C_CONTIGUOUS)) else { return Ok(None) };
    if decimals == 0 {
        return call(state, c"rint", &[array_value(array)], None)?.map(|value| result(state, value)).transpose();
    }
    let scale = element_value(kind, encode(kind, Number::Real(10f64.powi(decimals as i32))));
    let product = crate::number::call(state, MULTIPLY, &[array_value(array), scale])?;
    let scaled = Handle::from_bits(state.api, product.array);
    if call(state, c"rint", &[operand(&scaled)], Some(scaled.bits()))?.is_none() {
        return Ok(None);
    }
    crate::number::call_into(state, DIVIDE, scaled.bits(), &[operand(&scaled), scale])?;
    result(state, NumPyNI_Value { array: scaled.into_bits(), ..product }).map(Some)
}

/// `nansum(a)` and its kin of few floats (the reduction's number in `REDUCTIONS`). Where none is NaN, that is seen from the result; else what
/// is no NaN is gathered, with something in the place of the others where their number counts.
pub fn without_nan<const INDEX: usize>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let (name, Some(kind)) = (REDUCTIONS[INDEX], native_kind(array)) else { return Ok(None) };
    let number = reduction(state, name)?;
    if array.dtype().code != NUMPYNI_TYPE_FLOAT || array.size() == 0 || may_warn(state, array, number) {
        return Ok(None);
    }
    if array.size() > SMALL {
        return large_without_nan(state, array, name);
    }
    if !name.to_bytes().starts_with(b"arg") {
        let value = reduce_value(state, array, name)?;
        let kept = keep(state, value);
        if kept.is_none() && is_finite(&value) {
            return element(state, value).map(Some);
        }
    }
    let stand_in = match name.to_bytes() {
        b"sum" => Some(0.0),
        b"prod" => Some(1.0),
        b"max" | b"argmax" => Some(f64::NEG_INFINITY),
        b"min" | b"argmin" => Some(f64::INFINITY),
        _ => None,
    };
    let stand_in = stand_in.map(|number| encode(kind, Number::Real(number))[0]);
    let value = match kind {
        Kind::Float64 => reduce_gathered(state, number, kind, &gathered::<u64>(array, 0x7ff0 << 48, stand_in))?,
        Kind::Float32 => reduce_gathered(state, number, kind, &gathered::<u32>(array, 0x7f80 << 16, stand_in))?,
        Kind::Float16 => reduce_gathered(state, number, kind, &gathered::<u16>(array, 0x7c00, stand_in))?,
        _ => None,
    };
    // What is not finite may be for the want of other elements, and a place that of a NaN: the function in Python sees to that.
    let known = |value: &NumPyNI_Value| match value.dtype.code {
        NUMPYNI_TYPE_FLOAT => is_finite(value),
        _ => is_finite(&NumPyNI_Value { element: at(array, value.element[0] as i64), ..element_value(kind, [0; 2]) }),
    };
    value.filter(known).map(|value| element(state, value)).transpose()
}

/// The same of many: the runtime's own reduction. What is NaN may be for the want of other elements: the function in Python sees to that.
fn large_without_nan(state: &State, array: &ArrayObject, name: &CStr) -> Outcome<Option<Owned>> {
    let all: Vec<u8> = [b"nan", name.to_bytes(), b"\0"].concat();
    let Ok(name) = CStr::from_bytes_with_nul(&all) else { return Ok(None) };
    let value = reduce_value(state, array, name)?;
    let is_nan = value.dtype.code == NUMPYNI_TYPE_FLOAT && !is_number(&value);
    if is_nan { Ok(None) } else { element(state, value).map(Some) }
}

fn is_number(value: &NumPyNI_Value) -> bool {
    let number = Kind::of(value.dtype).map(|kind| decode(kind, value.element));
    matches!(number, Some(Number::Real(number)) if !number.is_nan())
}

fn is_finite(value: &NumPyNI_Value) -> bool {
    let number = Kind::of(value.dtype).map(|kind| decode(kind, value.element));
    matches!(number, Some(Number::Real(number)) if number.is_finite())
}

/// The bits of an element in row-major order, of an array whose elements `gathered` reads.
fn at(array: &ArrayObject, place: i64) -> [u64; 2] {
    let (view, _, _) = array.layout();
    let place = view.data.cast::<u8>().wrapping_offset((step(array).unwrap_or(0) * place) as isize);
    // SAFETY: the place that a reduction found in the array.
    unsafe { read(view.dtype, place) }
}

/// The step from each element to the next in row-major order, if it is one step.
fn step(array: &ArrayObject) -> Option<i64> {
    let (view, _, strides) = array.layout();
    match *strides {
        _ if view.flags & NUMPYNI_C_CONTIGUOUS != 0 => Some(i64::from(view.dtype.bits) / 8),
        [stride] => Some(stride),
        _ => None,
    }
}

/// The bits of the elements, with `stand_in` for each NaN or without those; nothing of an array whose elements have no one step.
fn gathered<T: Copy + Into<u64> + TryFrom<u64>>(array: &ArrayObject, infinity: u64, stand_in: Option<u64>) -> Vec<T> {
    let Some(step) = step(array) else { return Vec::new() };
    let data = array.layout().0.data.cast::<u8>();
    let magnitude = (1 << (8 * size_of::<T>() - 1)) - 1;
    let stand_in = stand_in.and_then(|bits| T::try_from(bits).ok());
    let element = |place: i64| {
        // SAFETY: the array has an element there, of the size of `T`.
        let bits = unsafe { data.wrapping_offset((step * place) as isize).cast::<T>().read_unaligned() };
        if bits.into() & magnitude <= infinity { Some(bits) } else { stand_in }
    };
    (0..array.size()).filter_map(element).collect()
}

/// A reduction of gathered elements; None of none, and where it would warn.
fn reduce_gathered<T>(state: &State, number: u32, kind: Kind, elements: &[T]) -> Outcome<Option<NumPyNI_Value>> {
    if elements.is_empty() {
        return Ok(None);
    }
    let (dtype, data) = (kind.dtype(), elements.as_ptr().cast_mut().cast());
    let mut call = Call::new(state.api);
    let value = call.value(|api, context, out| {
        // SAFETY: a context of ours; as many elements of the type stand there.
        unsafe { (api.reduce_run)(context, number, &dtype, data, elements.len() as i64, out) }
    })?;
    Ok((call.fpe() == 0 && keep(state, value).is_none()).then_some(value))
}
