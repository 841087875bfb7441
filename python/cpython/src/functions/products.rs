//! Products of vectors and matrices: `np.dot`, `np.vdot`, `np.outer`, `np.linalg.norm`.

use numpyni_sys::*;

use super::{arrays, native_kind, new_axis, operand, quiet_call, slice, strided, vector, view};
use crate::arguments::Arguments;
use crate::element::{Kind, Number, decode, encode};
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
    let product = quiet_call(state, c"vecdot", &[array_value(a), array_value(b)], None)?;
    product.map(|(value, _)| result(state, value)).transpose()
}

/// `linalg.norm(x)` of a vector of floats or complex numbers; these count as twice as many floats where they lie side by side.
pub fn norm(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let (Some(kind), Some(length)) = (native_kind(array), vector(array)) else { return Ok(None) };
    let (kind, squares) = match kind {
        Kind::Float16 | Kind::Float32 | Kind::Float64 => (kind, matrix_product(state, array, array)?),
        Kind::Complex64 | Kind::Complex128 if array.has(NUMPYNI_C_CONTIGUOUS) => {
            let part = if kind == Kind::Complex64 { Kind::Float32 } else { Kind::Float64 };
            let parts = strided(state, array, part.dtype(), &[2 * length], &[i64::from(part.dtype().bits / 8)])?;
            (part, handle_product(state, parts.bits(), parts.bits())?)
        }
        _ => return Ok(None),
    };
    let Number::Real(sum) = decode(kind, squares.element) else { return Ok(None) };
    scalar::make(state, kind, encode(kind, Number::Real(sum.sqrt()))).map(Some)
}
