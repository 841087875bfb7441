//! Diagonals: `np.eye`, `np.diag`, `np.trace`, ...

use numpyni_sys::*;

use super::{arrays, native_kind, plain_array, small, strided, vector};
use crate::arguments::Arguments;
use crate::array::{ArrayObject, derive, wrap};
use crate::element::{Kind, Number, encode};
use crate::hot::dtype_of;
use crate::methods::{astype, reduce_number, reduction};
use crate::object::*;
use crate::operand::{array_value, element_value};
use crate::runtime::{Call, Handle};
use crate::state::State;

/// The longest side of a matrix that is made here.
const SIDE: i64 = 1 << 24;

/// A matrix of zeroes whose diagonal `k` is a value.
fn with_diagonal(state: &State, side: i64, dtype: NumPyNI_DType, k: i64, value: &NumPyNI_Value) -> Outcome<Option<Owned>> {
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and two lengths.
        unsafe { (api.array_new)(context, dtype, 2, [side, side].as_ptr(), NUMPYNI_ORDER_C, 1, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let place = diagonal_of(state, ArrayObject::expect(state, made.as_ref())?, k, 0)?;
    let mut call = Call::new(state.api);
    let nowhere = NumPyNI_Handle { bits: 0 };
    // SAFETY: a context of ours, open handles.
    let status = unsafe { (state.api.array_assign)(call.context(), place.bits(), value, NUMPYNI_CASTING_UNSAFE, nowhere) };
    call.check(status)?;
    Ok(Some(made))
}

/// Diagonal `k` of a matrix, an array that no object stands for.
fn diagonal_of(state: &State, array: &ArrayObject, k: i64, readonly: u32) -> Outcome<Handle> {
    let (view, shape, strides) = array.layout();
    let (&[rows, columns], &[down, right]) = (shape, strides) else { return strided(state, array, view.dtype, &[], &[]) };
    let length = (rows + k.min(0)).min(columns - k.max(0)).max(0);
    let start = if length == 0 { 0 } else { k.max(0) * right - k.min(0) * down };
    Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, the array's open handle, one length and stride.
        unsafe { (api.array_as_strided)(context, array.handle.get(), view.dtype, 1, &length, &(down + right), start, readonly, out) }
    })
}

/// `eye(n[, dtype=])`, `identity(n[, dtype=])`
pub fn eye(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let dtype = match (arguments.plain(), arguments.only_keyword(1, c"dtype")?) {
        (Some(1), _) => Some(NUMPYNI_FLOAT64),
        (_, Some(dtype)) => dtype_of(state, dtype),
        _ => None,
    };
    let (Some(dtype), Some(side)) = (dtype, arguments.get(0).and_then(small).filter(|side| (0..SIDE).contains(side))) else { return Ok(None) };
    let one = element_value(Kind::Bool, encode(Kind::Bool, Number::Bool(true)));
    with_diagonal(state, side, dtype, 0, &one)
}

/// A plain array and the number of a diagonal that it has or could have.
fn array_and_diagonal<'a>(state: &State, arguments: Arguments<'a>) -> Option<(&'a ArrayObject, i64)> {
    let k = match arguments.plain()? {
        1 => 0,
        2 => small(arguments.at(1)).filter(|k| (-SIDE..SIDE).contains(k))?,
        _ => return None,
    };
    plain_array(state, arguments.at(0)).map(|array| (array, k))
}

/// `diag(v[, k])`
pub fn diag(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, k)) = array_and_diagonal(state, arguments) else { return Ok(None) };
    match vector(array) {
        Some(length) if length < SIDE => with_diagonal(state, length + k.abs(), array.dtype(), k, &array_value(array)),
        _ => of_matrix(state, array, k),
    }
}

/// The view of a diagonal of a matrix.
fn of_matrix(state: &State, array: &ArrayObject, k: i64) -> Outcome<Option<Owned>> {
    if array.ndim() != 2 {
        return Ok(None);
    }
    derive(state, array, diagonal_of(state, array, k, 1)?).map(Some)
}

/// `diagonal(a)` of a matrix.
pub fn diagonal(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    of_matrix(state, array, 0)
}

/// `trace(a)` of a matrix.
pub fn trace(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(diagonal) = diagonal(state, arguments)? else { return Ok(None) };
    let sum = reduction(state, c"sum")?;
    reduce_number(state, ArrayObject::expect(state, diagonal.as_ref())?, sum, std::ptr::null()).map(Some)
}

/// `tril(a[, k])`, or with `UPPER` `triu(a[, k])`, of matrices without gaps: a copy with zeroes, which are zero bytes.
pub fn triangle<const UPPER: bool>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let fits = |array: &ArrayObject| array.ndim() >= 2 && array.has(NUMPYNI_C_CONTIGUOUS) && native_kind(array).is_some();
    let Some((array, k)) = array_and_diagonal(state, arguments).filter(|(array, _)| fits(array)) else { return Ok(None) };
    let made = astype(state, array, array.dtype(), NUMPYNI_ORDER_C, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS)?;
    let copy = ArrayObject::expect(state, made.as_ref())?;
    let &[.., rows, columns] = copy.shape() else { return Ok(None) };
    let (data, item) = (copy.layout().0.data.cast::<u8>(), copy.itemsize());
    for row in 0..if columns > 0 { copy.size() / columns } else { 0 } {
        let cut = (row % rows + k + i64::from(!UPPER)).clamp(0, columns);
        let (start, count) = if UPPER { (0, cut) } else { (cut, columns - cut) };
        let place = data.wrapping_add((row * columns + start) as usize * item);
        // SAFETY: elements of one row of the new array, which has no gaps.
        unsafe { place.write_bytes(0, count as usize * item) };
    }
    Ok(Some(made))
}
