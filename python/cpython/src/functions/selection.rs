//! Elements by position and by condition: `np.put`, `np.take`, `np.nonzero`, ...

use numpyni_sys::*;

use super::{arrays, native_kind, plain_array, positions, strided, vector};
use crate::arguments::Arguments;
use crate::array::{ArrayObject, wrap};
use crate::index::{get_items, set_items};
use crate::methods::reshape;
use crate::object::*;
use crate::operand::plain_operand;
use crate::runtime::Call;
use crate::state::State;

/// `put(a, ind, v)` of vectors: as many values as positions, of the array's own type, or one Python number that every element can be.
pub fn put(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(3) {
        return Ok(None);
    }
    let (array, places) = (plain_array(state, arguments.at(0)), plain_array(state, arguments.at(1)));
    let (Some(array), Some(places)) = (array, places) else { return Ok(None) };
    let Some(values) = plain_operand(state, arguments.at(2))? else { return Ok(None) };
    let same = |values: &ArrayObject| vector(values) == vector(places) && values.dtype() == array.dtype();
    let suits = match plain_array(state, arguments.at(2)) {
        Some(values) => same(values),
        None => arguments.at(2).is_int() && (0..=127).contains(&(values.element[0] as i64)),
    };
    let fits = vector(array).is_some_and(|length| length > 0)
        && vector(places).is_some_and(|count| count > 0)
        && suits
        && places.dtype() == NUMPYNI_INT64
        && array.has(NUMPYNI_C_CONTIGUOUS)
        && !array.has(NUMPYNI_READONLY);
    if !fits {
        return Ok(None);
    }
    set_items(state, array, &[positions(places)], &values)?;
    Ok(Some(none()))
}

/// `take(a, indices)` of a vector.
pub fn take(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array, places]) = arrays(state, arguments) else { return Ok(None) };
    let integers = matches!(places.dtype().code, NUMPYNI_TYPE_INT | NUMPYNI_TYPE_UINT);
    if !integers || places.ndim() == 0 || vector(array).is_none_or(|length| length == 0) {
        return Ok(None);
    }
    get_items(state, array, &[positions(places)]).map(Some)
}

/// `compress(condition, a)` of vectors of one length.
pub fn compress(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([condition, array]) = arrays(state, arguments) else { return Ok(None) };
    if condition.dtype() != NUMPYNI_BOOL || vector(array).is_none() || vector(condition) != vector(array) {
        return Ok(None);
    }
    get_items(state, array, &[positions(condition)]).map(Some)
}

/// `nonzero(a)` of a vector.
pub fn nonzero(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(row) = flatnonzero(state, arguments)? else { return Ok(None) };
    tuple(&[row.as_ref()]).map(Some)
}

/// `flatnonzero(a)` of a vector.
pub fn flatnonzero(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if vector(array).is_none() {
        return Ok(None);
    }
    let rows = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and an open handle.
        unsafe { (api.array_nonzero)(context, array.handle.get(), out) }
    })?;
    let rows = wrap(state, rows, None)?;
    reshape(state, ArrayObject::expect(state, rows.as_ref())?, &[-1], NUMPYNI_ORDER_C, NUMPYNI_COPY_NEVER).map(Some)
}

/// `repeat(a, count)` of a vector.
pub fn repeat(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) || !arguments.at(1).is_int() {
        return Ok(None);
    }
    let Some(array) = plain_array(state, arguments.at(0)).filter(|array| native_kind(array).is_some()) else { return Ok(None) };
    let Some(count) = arguments.at(1).to_i64().map_err(|Raised| clear_error()).ok().filter(|count| (0..1 << 20).contains(count)) else {
        return Ok(None);
    };
    let (&[length], &[stride]) = (array.shape(), array.strides()) else { return Ok(None) };
    let spread = strided(state, array, array.dtype(), &[length, count], &[stride, 0])?;
    let flat = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, an open handle, one length.
        unsafe { (api.array_reshape)(context, spread.bits(), 1, [length * count].as_ptr(), NUMPYNI_ORDER_C, NUMPYNI_COPY_ALWAYS, out) }
    })?;
    wrap(state, flat, None).map(Some)
}
