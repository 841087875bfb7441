//! Products of vectors and matrices: `np.dot`, `np.vdot`, `np.outer`, `np.linalg.norm`.

use numpyni_sys::*;

use super::{Known, arrays, native_kind, new_axis, operand, quiet_call, slice, strided, vector, view};
use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::element::{Kind, Number, decode, encode};
use crate::methods::cast;
use crate::number::{MULTIPLY, handle_product, matrix_product};
use crate::object::*;
use crate::operand::{array_value, result};
use crate::scalar;
use crate::state::State;

/// `dot(a, b)` of vectors and matrices.
pub fn dot(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = arrays(state, arguments) else { return Ok(None) };
    let plain = 1..=2;
    if !plain.contains(&a.ndim()) || !plain.contains(&b.ndim()) || a.shape().last() != b.shape().first() {
        return Ok(None);
    }
    result(state, matrix_product(state, a, b)?).map(Some)
}

/// `inner(a, b)` of vectors of real numbers.
pub fn inner(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = arrays(state, arguments) else { return Ok(None) };
    if vector(a).is_none() || vector(a) != vector(b) || a.dtype().code == NUMPYNI_TYPE_COMPLEX {
        return Ok(None);
    }
    result(state, matrix_product(state, a, b)?).map(Some)
}

/// `outer(a, b)` of vectors.
pub fn outer(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = arrays(state, arguments) else { return Ok(None) };
    if vector(a).is_none() || vector(b).is_none() {
        return Ok(None);
    }
    let column = view(state, a, &[slice(None, None, 1), new_axis()])?;
    result(state, crate::number::call(state, MULTIPLY, &[operand(&column), array_value(b)])?).map(Some)
}

/// `vdot(a, b)` of vectors.
pub fn vdot(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = arrays(state, arguments) else { return Ok(None) };
    if a.dtype().code != NUMPYNI_TYPE_COMPLEX {
        return inner(state, arguments);
    }
    if vector(a).is_none() || vector(a) != vector(b) {
        return Ok(None);
    }
    let product = quiet_call(state, Known::Vecdot, &[array_value(a), array_value(b)], None)?;
    product.map(|(value, _)| result(state, value)).transpose()
}

/// `linalg.norm(x)` of an array of numbers without gaps, or a vector of floats: a sum of squares. Complex numbers count as twice as many floats,
/// integers as float64.
pub fn norm(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let Some(kind) = native_kind(array).filter(|_| array.ndim() > 0) else { return Ok(None) };
    if kind.is_integer() && array.has(NUMPYNI_C_CONTIGUOUS) {
        let floats = cast(state, array, Kind::Float64)?;
        return length(state, ArrayObject::expect(state, floats.as_ref())?, Kind::Float64);
    }
    length(state, array, kind)
}

/// [`norm`] of floats and complex numbers.
fn length(state: &State, array: &ArrayObject, kind: Kind) -> Outcome<Option<Owned>> {
    let (part, count) = match kind {
        Kind::Float16 | Kind::Float32 | Kind::Float64 => (kind, array.size()),
        Kind::Complex64 => (Kind::Float32, 2 * array.size()),
        Kind::Complex128 => (Kind::Float64, 2 * array.size()),
        _ => return Ok(None),
    };
    let squares = if vector(array).is_some() && part == kind {
        matrix_product(state, array, array)?
    } else if array.has(NUMPYNI_C_CONTIGUOUS) {
        let parts = strided(state, array, part.dtype(), &[count], &[i64::from(part.dtype().bits / 8)])?;
        handle_product(state, parts.bits(), parts.bits())?
    } else {
        return Ok(None);
    };
    let Number::Real(sum) = decode(part, squares.element) else { return Ok(None) };
    scalar::make(state, part, encode(part, Number::Real(sum.sqrt()))).map(Some)
}
