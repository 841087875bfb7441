//! Shapes, and the same elements in another one: `np.shape`, `np.ravel`, `np.squeeze`, ...

use numpyni_sys::*;

use super::{new_axis, plain_array, slice, small};
use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::index::get_items;
use crate::methods::reshape;
use crate::object::*;
use crate::state::State;

/// The most axes of an index that is made here.
const MOST: usize = 8;

/// The only argument, a plain array.
fn only<'a>(state: &State, arguments: Arguments<'a>) -> Option<&'a ArrayObject> {
    if arguments.plain() == Some(1) { plain_array(state, arguments.at(0)) } else { None }
}

/// `ndim(a)`
pub fn ndim(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    only(state, arguments).map(|array| int(array.ndim() as i64)).transpose()
}

/// `shape(a)`
pub fn shape(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    only(state, arguments).map(|array| tuple_of(array.ndim(), |axis| int(array.shape()[axis]))).transpose()
}

/// `size(a)`
pub fn size(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    only(state, arguments).map(|array| int(array.size())).transpose()
}

/// `ravel(a)` of an array without gaps; of another it is a copy.
pub fn ravel(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let array = only(state, arguments).filter(|array| array.has(NUMPYNI_C_CONTIGUOUS));
    array.map(|array| reshape(state, array, &[-1], NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED)).transpose()
}

/// `transpose(a)`
pub fn transpose(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    only(state, arguments).map(|array| crate::attributes::transpose(state, array, None)).transpose()
}

/// `squeeze(a)`
pub fn squeeze(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(array) = only(state, arguments) else { return Ok(None) };
    if !array.shape().contains(&1) {
        return Ok(Some(array.as_ref().to_owned()));
    }
    let (whole, ellipsis) = (slice(None, None, 1), NumPyNI_Index { kind: NUMPYNI_INDEX_ELLIPSIS, ..Default::default() });
    let mut items = [whole; MOST + 1];
    let ndim = array.ndim();
    if ndim > MOST {
        return Ok(None);
    }
    for (item, _) in items.iter_mut().zip(array.shape()).filter(|(_, length)| **length == 1) {
        *item = NumPyNI_Index { kind: NUMPYNI_INDEX_INTEGER, ..Default::default() };
    }
    items[ndim] = ellipsis;     // an array, not an element, where no axis is left
    get_items(state, array, &items[..=ndim]).map(Some)
}

/// `expand_dims(a, 0)`, `expand_dims(a, -1)` and what is between them.
pub fn expand_dims(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) || !arguments.at(1).is_int() {
        return Ok(None);
    }
    let Some(array) = plain_array(state, arguments.at(0)) else { return Ok(None) };
    let ndim = array.ndim();
    let Some(axis) = arguments.at(1).to_i64().map_err(|Raised| clear_error()).ok() else { return Ok(None) };
    let axis = if axis < 0 { axis + ndim as i64 + 1 } else { axis };
    if ndim > MOST || !(0..=ndim as i64).contains(&axis) {
        return Ok(None);
    }
    let mut items = [slice(None, None, 1); MOST + 1];
    items[axis as usize] = new_axis();
    get_items(state, array, &items[..=ndim]).map(Some)
}

/// `flip(a)`
pub fn flip(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let array = only(state, arguments).filter(|array| (1..=MOST).contains(&array.ndim()));
    array.map(|array| get_items(state, array, &[slice(None, None, -1); MOST][..array.ndim()])).transpose()
}

/// `fliplr(a)`
pub fn fliplr(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let array = only(state, arguments).filter(|array| array.ndim() >= 2);
    array.map(|array| get_items(state, array, &[slice(None, None, 1), slice(None, None, -1)])).transpose()
}

/// `flipud(a)`
pub fn flipud(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let array = only(state, arguments).filter(|array| array.ndim() >= 1);
    array.map(|array| get_items(state, array, &[slice(None, None, -1)])).transpose()
}

/// `atleast_1d(a)`, `atleast_2d(a)`
pub fn at_least<const NDIM: usize>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(array) = only(state, arguments) else { return Ok(None) };
    if array.ndim() >= NDIM {
        return Ok(Some(array.as_ref().to_owned()));
    }
    let items = [new_axis(); NDIM];
    get_items(state, array, &items[array.ndim()..]).map(Some)
}

/// The array and two of its axes.
fn and_axes<'a>(state: &State, arguments: Arguments<'a>) -> Option<(&'a ArrayObject, usize, usize)> {
    if arguments.plain() != Some(3) {
        return None;
    }
    let array = plain_array(state, arguments.at(0)).filter(|array| array.ndim() <= MOST)?;
    let ndim = array.ndim() as i64;
    let axis = |argument| small(argument).filter(|axis| (-ndim..ndim).contains(axis)).map(|axis| axis.rem_euclid(ndim) as usize);
    Some((array, axis(arguments.at(1))?, axis(arguments.at(2))?))
}

/// The axes of an array in order.
const IN_ORDER: [i64; MOST] = [0, 1, 2, 3, 4, 5, 6, 7];

/// `swapaxes(a, axis1, axis2)`
pub fn swapaxes(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, first, second)) = and_axes(state, arguments) else { return Ok(None) };
    let mut axes = IN_ORDER;
    axes.swap(first, second);
    crate::attributes::transpose(state, array, Some(&axes[..array.ndim()])).map(Some)
}

/// `moveaxis(a, source, destination)` of one axis.
pub fn moveaxis(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, from, to)) = and_axes(state, arguments) else { return Ok(None) };
    let mut axes = IN_ORDER;
    if from < to {
        axes[from..=to].rotate_left(1);
    } else {
        axes[to..=from].rotate_right(1);
    }
    crate::attributes::transpose(state, array, Some(&axes[..array.ndim()])).map(Some)
}

/// `real(a)`, which is `a` where the elements are real.
pub fn real(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(array) = only(state, arguments) else { return Ok(None) };
    if array.dtype().code == NUMPYNI_TYPE_COMPLEX { array.as_ref().attribute(c"real").map(Some) } else { Ok(Some(array.as_ref().to_owned())) }
}
