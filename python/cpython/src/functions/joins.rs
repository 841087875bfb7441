//! Arrays joined: `np.concatenate`, `np.stack`, `np.append`, ...

use numpyni_sys::*;

use super::{native_kind, new_axis, operand, plain_array, slice, small, view};
use crate::arguments::{Arguments, sequence};
use crate::array::{ArrayObject, wrap};
use crate::object::*;
use crate::runtime::{Call, Handle};
use crate::state::State;

/// The items of a list or tuple of at least one plain array; the tuple keeps them.
fn parts(state: &State, object: Ref<'_>) -> Outcome<Option<Owned>> {
    if !object.is_tuple() && !object.is_exact(&raw mut pyo3_ffi::PyList_Type) {
        return Ok(None);
    }
    let parts = sequence(object)?;
    let len = parts.as_ref().tuple_len()?;
    for index in 0..len {
        if plain_array(state, parts.as_ref().tuple_item(index)?).is_none() {
            return Ok(None);
        }
    }
    Ok(Some(parts).filter(|_| len > 0))
}

/// One of the parts.
fn part<'a>(state: &State, parts: &'a Owned, index: usize) -> Outcome<&'a ArrayObject> {
    ArrayObject::expect(state, parts.as_ref().tuple_item(index)?)
}

/// Open handles of arrays that fit, joined along an axis.
fn joined(state: &State, handles: &[NumPyNI_Handle], axis: usize) -> Outcome<Option<Owned>> {
    let handle = Call::new(state.api).handle(|api, context, out| {
        let count = handles.len() as i64;
        // SAFETY: a context of ours and `count` open handles.
        unsafe { (api.array_concatenate)(context, handles.as_ptr(), count, axis as i32, std::ptr::null(), out) }
    })?;
    wrap(state, handle, None).map(Some)
}

/// The parts joined along an axis, all of whose other axes are alike.
fn end_to_end(state: &State, parts: &Owned, axis: i64) -> Outcome<Option<Owned>> {
    let shape = part(state, parts, 0)?.shape();
    let ndim = shape.len() as i64;
    if !(-ndim..ndim).contains(&axis) {
        return Ok(None);
    }
    let axis = if axis < 0 { axis + ndim } else { axis } as usize;
    let len = parts.as_ref().tuple_len()?;
    let mut handles = Vec::with_capacity(len);
    for index in 0..len {
        let array = part(state, parts, index)?;
        let differs = |i: usize| i != axis && array.shape()[i] != shape[i];
        if array.ndim() != shape.len() || (0..shape.len()).any(differs) {
            return Ok(None);
        }
        handles.push(array.handle.get());
    }
    joined(state, &handles, axis)
}

/// The parts, of one shape, joined along a new axis, which `items` give them.
fn side_by_side(state: &State, parts: &Owned, axis: usize, items: &[NumPyNI_Index]) -> Outcome<Option<Owned>> {
    let len = parts.as_ref().tuple_len()?;
    let shape = part(state, parts, 0)?.shape();
    let mut views: Vec<Handle> = Vec::with_capacity(len);
    for index in 0..len {
        let array = part(state, parts, index)?;
        if array.shape() != shape {
            return Ok(None);
        }
        views.push(view(state, array, items)?);
    }
    let handles: Vec<_> = views.iter().map(|view| operand(view).array).collect();
    joined(state, &handles, axis)
}

/// The parts, of one shape, joined along a new first axis: their memory one behind the other where they are of one type and without gaps.
fn in_rows(state: &State, parts: &Owned) -> Outcome<Option<Owned>> {
    let first = part(state, parts, 0)?;
    let len = parts.as_ref().tuple_len()?;
    for index in 0..len {
        let array = part(state, parts, index)?;
        if !array.has(NUMPYNI_C_CONTIGUOUS) || array.dtype() != first.dtype() || array.shape() != first.shape() || native_kind(array).is_none() {
            return side_by_side(state, parts, 0, &[new_axis()]);
        }
    }
    let mut shape = vec![len as i64];
    shape.extend_from_slice(first.shape());
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, first.dtype(), ndim, shape, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let bytes = first.size() as usize * first.itemsize();
    let target = ArrayObject::expect(state, made.as_ref())?.layout().0.data.cast::<u8>();
    for index in 0..if bytes > 0 { len } else { 0 } {
        let source = part(state, parts, index)?.layout().0.data.cast::<u8>();
        // SAFETY: an array's elements without gaps, and as many bytes of the new array, which nobody else knows.
        unsafe { std::ptr::copy_nonoverlapping(source, target.wrapping_add(index * bytes), bytes) };
    }
    Ok(Some(made))
}

/// How many axes the parts have, if all have as many.
fn common_ndim(state: &State, parts: &Owned) -> Outcome<Option<usize>> {
    let ndim = part(state, parts, 0)?.ndim();
    let alike = (0..parts.as_ref().tuple_len()?).try_fold(true, |alike, index| Ok(alike && part(state, parts, index)?.ndim() == ndim));
    Ok(alike?.then_some(ndim))
}

/// The parts and the axis, zero if it is not given, of a call.
fn parts_and_axis(state: &State, arguments: Arguments<'_>) -> Outcome<Option<(Owned, i64)>> {
    let axis = match arguments.plain() {
        Some(1) => None,
        Some(2) => Some(arguments.at(1)),
        _ => match arguments.only_keyword(1, c"axis")? {
            Some(axis) => Some(axis),
            None => return Ok(None),
        },
    };
    let Some(axis) = axis.map_or(Some(0), small) else { return Ok(None) };
    Ok(parts(state, arguments.at(0))?.map(|parts| (parts, axis)))
}

/// The parts and their number of axes, of a call with nothing else.
fn only_parts(state: &State, arguments: Arguments<'_>) -> Outcome<Option<(Owned, usize)>> {
    if arguments.plain() != Some(1) {
        return Ok(None);
    }
    let Some(parts) = parts(state, arguments.at(0))? else { return Ok(None) };
    Ok(common_ndim(state, &parts)?.map(|ndim| (parts, ndim)))
}

/// `concatenate(arrays[, axis])` of a list or tuple of arrays that fit.
pub fn concatenate(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((parts, axis)) = parts_and_axis(state, arguments)? else { return Ok(None) };
    end_to_end(state, &parts, axis)
}

/// `stack(arrays[, axis])` of arrays of few axes.
pub fn stack(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((parts, axis)) = parts_and_axis(state, arguments)? else { return Ok(None) };
    let mut items = [slice(None, None, 1); 8];
    let ndim = part(state, &parts, 0)?.ndim();
    let axis = if axis < 0 { axis + ndim as i64 + 1 } else { axis };
    if ndim >= items.len() || !(0..=ndim as i64).contains(&axis) {
        return Ok(None);
    }
    if axis == 0 {
        return in_rows(state, &parts);
    }
    items[axis as usize] = new_axis();
    side_by_side(state, &parts, axis as usize, &items[..=ndim])
}

/// A list or tuple of arrays of one shape and few axes as one array; None where the first item is none.
pub fn rows(state: &State, object: Ref<'_>) -> Outcome<Option<Owned>> {
    if !object.is_tuple() && !object.is_exact(&raw mut pyo3_ffi::PyList_Type) {
        return Ok(None);
    }
    // SAFETY: a list or a tuple; without a first item an error is pending.
    let Ok(first) = owned(unsafe { pyo3_ffi::PySequence_GetItem(object.as_ptr(), 0) }) else {
        clear_error();
        return Ok(None);
    };
    if plain_array(state, first.as_ref()).is_none_or(|array| array.ndim() > 7) {
        return Ok(None);
    }
    let Some(parts) = parts(state, object)? else { return Ok(None) };
    for index in 0..parts.as_ref().tuple_len()? {
        let array = part(state, &parts, index)?;
        if array.ndim() > 1 && !array.has(NUMPYNI_C_CONTIGUOUS) {       // the order of axes in memory is another one then
            return Ok(None);
        }
    }
    in_rows(state, &parts)
}

/// `vstack(arrays)` of vectors, or of arrays with rows.
pub fn vstack(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    match only_parts(state, arguments)? {
        Some((parts, 1)) => in_rows(state, &parts),
        Some((parts, 2..)) => end_to_end(state, &parts, 0),
        _ => Ok(None),
    }
}

/// `hstack(arrays)` of vectors, or of arrays with columns.
pub fn hstack(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    match only_parts(state, arguments)? {
        Some((parts, 1)) => end_to_end(state, &parts, 0),
        Some((parts, 2..)) => end_to_end(state, &parts, 1),
        _ => Ok(None),
    }
}

/// `dstack(arrays)`
pub fn dstack(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let whole = slice(None, None, 1);
    match only_parts(state, arguments)? {
        Some((parts, 1)) => side_by_side(state, &parts, 2, &[new_axis(), whole, new_axis()]),
        Some((parts, 2)) => side_by_side(state, &parts, 2, &[whole, whole, new_axis()]),
        Some((parts, 3..)) => end_to_end(state, &parts, 2),
        _ => Ok(None),
    }
}

/// `column_stack(arrays)` of vectors, or of matrices.
pub fn column_stack(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    match only_parts(state, arguments)? {
        Some((parts, 1)) => side_by_side(state, &parts, 1, &[slice(None, None, 1), new_axis()]),
        Some((parts, 2)) => end_to_end(state, &parts, 1),
        _ => Ok(None),
    }
}

/// `append(a, values)` of vectors, or of a vector and a Python number.
pub fn append(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let vector = |array: &&ArrayObject| array.ndim() == 1;
    if arguments.plain() != Some(2) {
        return Ok(None);
    }
    let Some(array) = plain_array(state, arguments.at(0)).filter(vector) else { return Ok(None) };
    let values = arguments.at(1);
    if let Some(values) = plain_array(state, values).filter(vector) {
        return joined(state, &[array.handle.get(), values.handle.get()], 0);
    }
    if !values.is_int() && !values.is_float() {
        return Ok(None);
    }
    let Some(made) = crate::sequence::array(state, values, None)? else { return Ok(None) };
    let one = view(state, ArrayObject::expect(state, made.as_ref())?, &[new_axis()])?;
    joined(state, &[array.handle.get(), operand(&one).array], 0)
}
