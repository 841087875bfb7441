//! Products of vectors and matrices: `np.dot`, `np.vdot`, `np.outer`, `np.linalg.norm`.

use numpyni_sys::*;

use super::{arrays, native_kind, new_axis, operand, slice, vector, view};
use crate::arguments::Arguments;
use crate::element::{Kind, Number, decode, encode};
use crate::number::{MULTIPLY, matrix_product};
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

/// `inner(a, b)`, and `vdot(a, b)`, of vectors of real numbers.
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

/// `linalg.norm(x)` of a vector of float32 or float64.
pub fn norm(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let kind = native_kind(array).filter(|kind| matches!(kind, Kind::Float32 | Kind::Float64));
    let (Some(kind), Some(_)) = (kind, vector(array)) else { return Ok(None) };
    let squares = matrix_product(state, array, array)?;
    let Number::Real(sum) = decode(kind, squares.element) else { return Ok(None) };
    scalar::make(state, kind, encode(kind, Number::Real(sum.sqrt()))).map(Some)
}
