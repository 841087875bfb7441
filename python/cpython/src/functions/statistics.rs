//! Ranges, differences, and reductions that pass over NaN.

use std::ffi::CStr;

use numpyni_sys::*;

use super::{Known, arrays, call, native_kind, operand, plain_array, slice, vector, view};
use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::element::{Kind, Number, decode, encode};
use crate::methods::{PTP, REDUCTIONS, cast, reduce_number, reduce_value, reduction};
use crate::number::{DIVIDE, MULTIPLY, SUBTRACT};
use crate::object::*;
use crate::operand::{array_value, element, element_value, plain_element, result};
use crate::runtime::Handle;
use crate::scalar::exactly;
use crate::state::State;

/// `ptp(a)`: the maximum minus the minimum.
pub fn ptp(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if array.size() == 0 {
        return Ok(None);
    }
    state.reductions[PTP].map(|number| reduce_number(state, array, number, std::ptr::null())).transpose()
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

/// `clip(a, least, most[, out=])` of an array of floats between two Python numbers, of integers between two that they can be, or between numbers of
/// its own type; the output is of that type too.
pub fn clip(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let out = arguments.only_keyword(3, c"out")?;
    if arguments.plain() != Some(3) && out.is_none() {
        return Ok(None);
    }
    let Some(array) = plain_array(state, arguments.at(0)) else { return Ok(None) };
    let kind = match native_kind(array) {
        Some(kind @ (Kind::Float32 | Kind::Float64)) => kind,
        Some(kind) if kind.is_integer() => kind,
        _ => return Ok(None),
    };
    let (least, most) = (plain_element(state, arguments.at(1))?, plain_element(state, arguments.at(2))?);
    let (Some(least), Some(most)) = (least, most) else { return Ok(None) };
    let fits = |bound: &NumPyNI_Value| match bound.dtype {
        dtype if dtype == array.dtype() => true,
        dtype if dtype.ext != NUMPYNI_EXT_WEAK => false,
        dtype if kind.is_integer() => dtype.code == NUMPYNI_TYPE_INT && exactly(kind, bound.element[0] as i64).is_some(),
        dtype => dtype.code != NUMPYNI_TYPE_COMPLEX,
    };
    if array.ndim() == 0 || !fits(&least) || !fits(&most) {
        return Ok(None);
    }
    let inputs = [array_value(array), least, most];
    let Some(out) = out else { return call(state, Known::Clip, &inputs, None)?.map(|value| result(state, value)).transpose() };
    let suits = |target: &&ArrayObject| target.dtype() == array.dtype() && target.shape() == array.shape() && !target.has(NUMPYNI_READONLY);
    let Some(target) = plain_array(state, out).filter(suits) else { return Ok(None) };
    Ok(call(state, Known::Clip, &inputs, Some(target.handle.get()))?.map(|_| out.to_owned()))
}

/// The largest number of decimals whose power of ten is exact.
const DECIMALS: i64 = 22;

/// `round(a, decimals)` of an array of integers, or of float32 or float64, without gaps.
pub fn round(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let decimals = match arguments.plain() {
        Some(1) => Some(0),
        Some(2) if arguments.at(1).is_int() => arguments.at(1).to_i64().map_err(|Raised| clear_error()).ok(),
        _ => None,
    };
    let (Some(decimals @ 0..=DECIMALS), Some(array)) = (decimals, plain_array(state, arguments.at(0))) else { return Ok(None) };
    let Some(kind) = native_kind(array).filter(|_| array.ndim() > 0 && array.has(NUMPYNI_C_CONTIGUOUS)) else { return Ok(None) };
    if kind.is_integer() {
        return cast(state, array, kind).map(Some);
    }
    if !matches!(kind, Kind::Float32 | Kind::Float64) {
        return Ok(None);
    }
    if decimals == 0 {
        return call(state, Known::Rint, &[array_value(array)], None)?.map(|value| result(state, value)).transpose();
    }
    let scale = element_value(kind, encode(kind, Number::Real(10f64.powi(decimals as i32))));
    let product = crate::number::call(state, MULTIPLY, &[array_value(array), scale])?;
    let scaled = Handle::from_bits(state.api, product.array);
    if call(state, Known::Rint, &[operand(&scaled)], Some(scaled.bits()))?.is_none() {
        return Ok(None);
    }
    crate::number::call_into(state, DIVIDE, scaled.bits(), &[operand(&scaled), scale])?;
    result(state, NumPyNI_Value { array: scaled.into_bits(), ..product }).map(Some)
}

/// The reductions that those from `nansum` on are where there is no NaN.
const WITH_ALL: [&CStr; 9] = [c"sum", c"prod", c"max", c"min", c"mean", c"argmax", c"argmin", c"var", c"std"];

/// `nansum(a)` and its kin of integers and floats (the reduction's place in `REDUCTIONS`). What is not finite may be for the want of other elements, or
/// have to warn: the function in Python sees to that.
pub fn without_nan<const INDEX: usize>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let Some(kind) = native_kind(array).filter(|_| array.size() > 0) else { return Ok(None) };
    if kind.is_integer() {
        return reduce_number(state, array, reduction(state, WITH_ALL[INDEX - 14])?, std::ptr::null()).map(Some);
    }
    if array.dtype().code != NUMPYNI_TYPE_FLOAT {
        return Ok(None);
    }
    let value = reduce_value(state, array, REDUCTIONS[INDEX])?;
    let known = value.dtype.code != NUMPYNI_TYPE_FLOAT || is_finite(&value);
    if known { element(state, value).map(Some) } else { Ok(None) }
}

fn is_finite(value: &NumPyNI_Value) -> bool {
    let number = Kind::of(value.dtype).map(|kind| decode(kind, value.element));
    matches!(number, Some(Number::Real(number)) if number.is_finite())
}
