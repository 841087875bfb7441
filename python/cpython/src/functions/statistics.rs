//! Ranges, differences, and reductions that pass over NaN.

use numpyni_sys::*;

use super::{arrays, call, native_kind, operand, plain_array, slice, vector, view};
use crate::arguments::Arguments;
use crate::element::{Kind, Number, decode};
use crate::methods::{REDUCTIONS, may_warn, reduce_value, reduction};
use crate::number::{SUBTRACT, keep};
use crate::object::*;
use crate::operand::{array_value, element, plain_element, result};
use crate::state::State;

/// Up to this size a reduction that finds a NaN may be for nothing.
const SMALL: i64 = 4096;

/// `ptp(a)`: the maximum minus the minimum.
pub fn ptp(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if array.size() == 0 {
        return Ok(None);
    }
    let (most, least) = (reduce_value(state, array, c"max")?, reduce_value(state, array, c"min")?);
    result(state, crate::number::call(state, SUBTRACT, &[most, least])?).map(Some)
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

/// `nansum(a)` and its kin of few floats (the reduction's number in `REDUCTIONS`), none of which is NaN: that is seen from the result.
pub fn without_nan<const INDEX: usize>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let real = array.dtype().code == NUMPYNI_TYPE_FLOAT && native_kind(array).is_some();
    let name = REDUCTIONS[INDEX];
    if !real || !(1..=SMALL).contains(&array.size()) || may_warn(state, array, reduction(state, name)?) {
        return Ok(None);
    }
    let value = reduce_value(state, array, name)?;
    let kept = keep(state, value);
    let found = Kind::of(value.dtype).map(|kind| decode(kind, value.element));
    match found {
        Some(Number::Real(number)) if kept.is_none() && number.is_finite() => element(state, value).map(Some),
        _ => Ok(None),
    }
}
