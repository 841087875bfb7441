//! Matrices and transforms: `np.linalg.solve`, `np.fft.fft`, `np.convolve`, ...

use numpyni_sys::*;
use std::ffi::CStr;

use super::{Known, arrays, call, native_kind, operand, plain_array, quiet_call, slice, strided, vector, view};
use crate::arguments::Arguments;
use crate::array::{ArrayObject, wrap};
use crate::element::{Kind, Number, decode, encode, read};
use crate::number::handle_product;
use crate::object::*;
use crate::operand::{array_value, element_value, result};
use crate::runtime::{Call, Handle};
use crate::state::State;

/// Whether the elements are computed with in double precision.
fn is_double(array: &ArrayObject) -> bool {
    native_kind(array).is_some_and(|kind| kind == Kind::Float64 || kind.is_integer())
}

/// Whether the elements are of a type whose matrices are computed with in double precision.
fn is_wide(array: &ArrayObject) -> bool {
    matches!(native_kind(array), Some(Kind::Float64 | Kind::Int64))
}

/// Whether an array is one square matrix, not empty, of elements as `is_wide` says.
fn is_square(array: &ArrayObject) -> bool {
    matches!(*array.shape(), [rows, columns] if rows == columns && rows > 0) && is_wide(array)
}

/// The result of a function of matrices; None where it has none, which the function in Python reports.
fn of_matrices(state: &State, ufunc: Known, inputs: &[NumPyNI_Value]) -> Outcome<Option<Owned>> {
    let Some((value, fpe)) = quiet_call(state, ufunc, inputs, None)? else { return Ok(None) };
    let made = result(state, value)?;
    Ok(Some(made).filter(|_| fpe == 0))
}

/// `linalg.inv(a)`
pub fn inv(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments).filter(|[array]| is_square(array)) else { return Ok(None) };
    of_matrices(state, Known::Inv, &[array_value(array)])
}

/// `linalg.det(a)`
pub fn det(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments).filter(|[array]| is_square(array)) else { return Ok(None) };
    of_matrices(state, Known::Det, &[array_value(array)])
}

/// `linalg.solve(a, b)` of a vector or a matrix.
pub fn solve(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = arrays(state, arguments).filter(|[a, b]| is_square(a) && is_wide(b)) else { return Ok(None) };
    let ufunc = match *b.shape() {
        [rows] if rows == a.shape()[0] => Known::Solve1,
        [rows, columns] if rows == a.shape()[0] && columns > 0 => Known::Solve,
        _ => return Ok(None),
    };
    of_matrices(state, ufunc, &[array_value(a), array_value(b)])
}

/// A transform along the last axis, which has `length` elements in the result.
fn transformed(state: &State, ufunc: Known, array: &ArrayObject, length: i64, factor: f64) -> Outcome<Option<Owned>> {
    let mut shape = array.shape().to_vec();
    if let Some(last) = shape.last_mut() {
        *last = length;
    }
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, NUMPYNI_COMPLEX128, ndim, shape, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let out = ArrayObject::expect(state, made.as_ref())?.handle.get();
    let factor = element_value(Kind::Float64, encode(Kind::Float64, Number::Real(factor)));
    Ok(call(state, ufunc, &[array_value(array), factor], Some(out))?.map(|_| made))
}

/// The only argument, and its last length, which is not zero.
fn rows<'a>(state: &State, arguments: Arguments<'a>) -> Option<(&'a ArrayObject, i64)> {
    let [array] = arrays(state, arguments)?;
    array.shape().last().filter(|&&length| length > 0 && array.has(NUMPYNI_C_CONTIGUOUS)).map(|&length| (array, length))
}

/// `fft.fft(a)`, or with `INVERSE` `fft.ifft(a)`
pub fn fft<const INVERSE: bool>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, length)) = rows(state, arguments) else { return Ok(None) };
    if !is_double(array) && native_kind(array) != Some(Kind::Complex128) {
        return Ok(None);
    }
    let (ufunc, factor) = if INVERSE { (Known::Ifft, 1.0 / length as f64) } else { (Known::Fft, 1.0) };
    transformed(state, ufunc, array, length, factor)
}

/// `fft.rfft(a)`
pub fn rfft(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, length)) = rows(state, arguments).filter(|(array, _)| is_double(array)) else { return Ok(None) };
    let ufunc = if length % 2 == 0 { Known::RfftEven } else { Known::RfftOdd };
    transformed(state, ufunc, array, length / 2 + 1, 1.0)
}

/// Vectors of one type with a product that is computed as it stands, the first no shorter than the second, and that length.
fn sequences<'a>(state: &State, arguments: Arguments<'a>) -> Option<([&'a ArrayObject; 2], [i64; 2])> {
    let (a, v) = (plain_array(state, arguments.at(0))?, plain_array(state, arguments.at(1))?);
    let lengths = [vector(a)?, vector(v)?];
    let known = native_kind(a).is_some_and(|kind| kind.is_integer() || matches!(kind, Kind::Float32 | Kind::Float64));
    (known && a.dtype() == v.dtype() && lengths[1] > 0).then_some(([a, v], lengths))
}

/// The products of `v` with each part of `a` under it, with `left` and `right` zeroes around `a`.
fn slid(state: &State, a: &ArrayObject, n: i64, v: NumPyNI_Handle, m: i64, [left, right]: [i64; 2]) -> Outcome<Option<Owned>> {
    let dtype = a.dtype();
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and one length.
        unsafe { (api.array_new)(context, dtype, 1, &(n + left + right), NUMPYNI_ORDER_C, 1, out) }
    })?;
    let padded = wrap(state, handle, None)?;
    let padded = ArrayObject::expect(state, padded.as_ref())?;
    let middle = view(state, padded, &[slice(Some(left), Some(left + n), 1)])?;
    let mut call = Call::new(state.api);
    let nowhere = NumPyNI_Handle { bits: 0 };
    // SAFETY: a context of ours, open handles.
    let status = unsafe { (state.api.array_assign)(call.context(), middle.bits(), &array_value(a), NUMPYNI_CASTING_UNSAFE, nowhere) };
    call.check(status)?;
    let step = i64::from(dtype.bits / 8);
    let windows = strided(state, padded, dtype, &[n + left + right - m + 1, m], &[step, step])?;
    result(state, handle_product(state, windows.bits(), v)?).map(Some)
}

/// Whether a zero by each element is zero.
fn is_finite(array: &ArrayObject) -> bool {
    let (view, shape, strides) = array.layout();
    let Some(kind) = native_kind(array).filter(|kind| !kind.is_integer()) else { return true };
    (0..shape[0]).all(|i| {
        // SAFETY: i < shape[0].
        let at = unsafe { view.data.cast::<u8>().offset((i * strides[0]) as isize) };
        // SAFETY: an element of the array.
        let bits = unsafe { read(view.dtype, at) };
        decode(kind, bits).real().is_finite()
    })
}

/// How many zeroes stand before and behind the longer sequence, which goes with each of the `m` of `v`; none where they would show.
fn padding(mode: Option<Ref<'_>>, unless: &CStr, v: &ArrayObject, m: i64) -> Option<[i64; 2]> {
    let modes = [(c"valid", [0, 0]), (c"same", [m / 2, m - 1 - m / 2]), (c"full", [m - 1, m - 1])];
    let (_, found) = modes.into_iter().find(|&(name, _)| mode.map_or(name == unless, |mode| mode.is_text(name)))?;
    (found == [0, 0] || is_finite(v)).then_some(found)
}

/// The mode of a call with two sequences: the third argument, or the only keyword; or None where there is neither.
fn mode<'a>(arguments: Arguments<'a>) -> Outcome<Option<Option<Ref<'a>>>> {
    Ok(match arguments.plain() {
        Some(2) => Some(None),
        Some(3) => Some(Some(arguments.at(2))),
        _ => arguments.only_keyword(2, c"mode")?.map(Some),
    })
}

/// `correlate(a, v[, mode])`
pub fn correlate(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(mode) = mode(arguments)? else { return Ok(None) };
    let Some(([a, v], [n, m])) = sequences(state, arguments).filter(|(_, [n, m])| n >= m) else { return Ok(None) };
    let Some(around) = padding(mode, c"valid", v, m) else { return Ok(None) };
    slid(state, a, n, v.handle.get(), m, around)
}

/// `convolve(a, v[, mode])`
pub fn convolve(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(mode) = mode(arguments)? else { return Ok(None) };
    let Some(([mut a, mut v], [mut n, mut m])) = sequences(state, arguments).filter(|(_, [n, _])| *n > 0) else { return Ok(None) };
    if m > n {
        (a, v, n, m) = (v, a, m, n);
    }
    let Some(around) = padding(mode, c"full", v, m) else { return Ok(None) };
    let backward: Handle = view(state, v, &[slice(None, None, -1)])?;
    slid(state, a, n, operand(&backward).array, m, around)
}
