//! Orders: `np.sort`, `np.partition`, `np.searchsorted`, `np.bincount`, ... along the last axis, which is the default.

use std::ffi::CStr;

use numpyni_sys::*;

use super::{Known, arrays, call, native_kind, operand, plain_array, positions, slice, vector, view};
use crate::arguments::Arguments;
use crate::array::{ArrayObject, wrap, wrap_value};
use crate::element::{Kind, Number, decode, encode, read};
use crate::index::get_items;
use crate::methods::{astype, reduce_value};
use crate::number::NOT_EQUAL;
use crate::object::*;
use crate::operand::{array_value, element_value, python_number};
use crate::runtime::{Call, Handle};
use crate::scalar;
use crate::state::State;

/// What `kind=` may name, and whether that is stable.
const KINDS: [(&CStr, bool); 4] = [(c"quicksort", false), (c"heapsort", false), (c"stable", true), (c"mergesort", true)];

/// The array to be sorted, and whether it has to be stable; it has an axis, and an order in the runtime.
fn sorted<'a>(state: &State, arguments: Arguments<'a>) -> Outcome<Option<(&'a ArrayObject, bool)>> {
    let stable = match (arguments.plain(), arguments.only_keyword(1, c"kind")?) {
        (Some(1), _) => false,
        (_, Some(kind)) => match KINDS.iter().find(|(name, _)| kind.is_text(name)) {
            Some(&(_, stable)) => stable,
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(rows(state, arguments).map(|array| (array, stable)))
}

/// The first argument, an array of rows of a type that the runtime can sort.
fn rows<'a>(state: &State, arguments: Arguments<'a>) -> Option<&'a ArrayObject> {
    plain_array(state, arguments.at(0)).filter(|array| array.ndim() > 0 && native_kind(array).is_some())
}

/// The result of a ufunc of the array, which keeps its order of axes.
fn ordered(state: &State, ufunc: Known, array: &ArrayObject, position: Option<NumPyNI_Value>) -> Outcome<Option<Owned>> {
    let inputs = |array| [array_value(array), position.unwrap_or_default()];
    let used = 1 + usize::from(position.is_some());
    if array.has(NUMPYNI_C_CONTIGUOUS) || array.ndim() == 1 {
        return call(state, ufunc, &inputs(array)[..used], None)?.map(|value| wrap_value(state, value)).transpose();
    }
    let made = astype(state, array, array.dtype(), NUMPYNI_ORDER_K, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS)?;
    let copy = ArrayObject::expect(state, made.as_ref())?;
    Ok(call(state, ufunc, &inputs(copy)[..used], Some(copy.handle.get()))?.map(|_| made))
}

/// `sort(a[, kind=])`
pub fn sort(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, stable)) = sorted(state, arguments)? else { return Ok(None) };
    ordered(state, if stable { Known::SortStable } else { Known::Sort }, array, None)
}

/// `a.sort()` of an array that may be written.
pub fn sort_in_place(state: &State, array: &ArrayObject) -> Outcome<Option<Owned>> {
    if array.ndim() == 0 || native_kind(array).is_none() {
        return Ok(None);
    }
    Ok(call(state, Known::Sort, &[array_value(array)], Some(array.handle.get()))?.map(|_| none()))
}

/// `unique(a)` of a vector. NaNs, which are the last in order, count as one.
pub fn unique(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    let (Some(kind), Some(length)) = (native_kind(array), vector(array).filter(|&length| length > 1)) else { return Ok(None) };
    let Some(value) = call(state, Known::Sort, &[array_value(array)], None)? else { return Ok(None) };
    let made = wrap_value(state, value)?;
    let sorted = ArrayObject::expect(state, made.as_ref())?;
    let first = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and one length.
        unsafe { (api.array_new)(context, NUMPYNI_BOOL, 1, &length, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let first = wrap(state, first, None)?;
    let first = ArrayObject::expect(state, first.as_ref())?;
    let is_first = first.layout().0.data.cast::<bool>();
    // SAFETY: a new array of booleans.
    unsafe { is_first.write(true) };
    let part = |of, start, stop| view(state, of, &[slice(start, stop, 1)]);
    let (before, behind, rest) = (part(sorted, None, Some(-1))?, part(sorted, Some(1), None)?, part(first, Some(1), None)?);
    crate::number::call_into(state, NOT_EQUAL, rest.bits(), &[operand(&behind), operand(&before)])?;
    let (all, _, strides) = sorted.layout();
    let missing = |i: i64| {
        // SAFETY: an element of the sorted array.
        let element = unsafe { read(kind.dtype(), all.data.cast::<u8>().wrapping_offset((strides[0] * i) as isize)) };
        match decode(kind, element) {
            Number::Real(x) => x.is_nan(),
            Number::Complex(real, imag) => real.is_nan() || imag.is_nan(),
            _ => false,
        }
    };
    for i in (1..length).rev().take_while(|&i| missing(i) && missing(i - 1)) {
        // SAFETY: there is a boolean for each element.
        unsafe { is_first.wrapping_offset(i as isize).write(false) };
    }
    if reduce_value(state, first, c"all")?.element[0] != 0 {
        return Ok(Some(made));
    }
    get_items(state, sorted, &[positions(first)]).map(Some)
}

/// `argsort(a[, kind=])`
pub fn argsort(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, _)) = sorted(state, arguments)? else { return Ok(None) };
    call(state, Known::Argsort, &[array_value(array)], None)?.map(|value| wrap_value(state, value)).transpose()
}

/// The array and the one position that it is to be partitioned at.
fn partitioned<'a>(state: &State, arguments: Arguments<'a>) -> Outcome<Option<(&'a ArrayObject, Handle)>> {
    if arguments.plain() != Some(2) || !arguments.at(1).is_int() {
        return Ok(None);
    }
    let Some(array) = rows(state, arguments) else { return Ok(None) };
    let Some(kth) = arguments.at(1).to_i64().map_err(|Raised| clear_error()).ok() else { return Ok(None) };
    if !array.shape().last().is_some_and(|length| (0..*length).contains(&kth)) {
        return Ok(None);
    }
    let number = |value| element_value(Kind::Int64, encode(Kind::Int64, Number::Int(value)));
    let position = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and two values.
        unsafe { (api.array_arange)(context, NUMPYNI_INT64, &number(kth), &number(1), 1, out) }
    })?;
    Ok(Some((array, position)))
}

/// `partition(a, kth)`
pub fn partition(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, position)) = partitioned(state, arguments)? else { return Ok(None) };
    ordered(state, Known::Partition, array, Some(operand(&position)))
}

/// `argpartition(a, kth)`
pub fn argpartition(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((array, position)) = partitioned(state, arguments)? else { return Ok(None) };
    let value = call(state, Known::Argpartition, &[array_value(array), operand(&position)], None)?;
    value.map(|value| wrap_value(state, value)).transpose()
}

/// The place of one number, which is not NaN, in a sorted vector: behind the elements that are less, or not greater.
fn place_of(state: &State, array: &ArrayObject, kind: Kind, number: Number, behind: bool) -> Outcome<Option<Owned>> {
    let (view, shape, strides) = array.layout();
    let (&[length], &[stride]) = (shape, strides) else { return Ok(None) };
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        // SAFETY: an element of the vector.
        let element = unsafe { read(kind.dtype(), view.data.cast::<u8>().wrapping_offset((stride * middle) as isize)) };
        let before = match (decode(kind, element), number) {
            (Number::Int(element), Number::Int(number)) => if behind { element <= number } else { element < number },
            (Number::Real(element), number) => if behind { element <= number.real() } else { element < number.real() },
            _ => return Ok(None),
        };
        (low, high) = if before { (middle + 1, high) } else { (low, middle) };
    }
    scalar::make(state, Kind::Int64, encode(Kind::Int64, Number::Int(low))).map(Some)
}

/// `searchsorted(a, v[, side=])` of vectors of one type, or of a vector and a Python number that its type can be.
pub fn searchsorted(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let ufunc = match (arguments.plain(), arguments.only_keyword(2, c"side")?) {
        (Some(2), _) => Known::SearchLeft,
        (_, Some(side)) if side.is_text(c"left") => Known::SearchLeft,
        (_, Some(side)) if side.is_text(c"right") => Known::SearchRight,
        _ => return Ok(None),
    };
    let Some(a) = plain_array(state, arguments.at(0)) else { return Ok(None) };
    let Some(v) = plain_array(state, arguments.at(1)) else {
        let (Some(kind), Some((_, Some(number)))) = (native_kind(a), python_number(arguments.at(1))?) else { return Ok(None) };
        return match (kind, number) {
            (Kind::Int64 | Kind::Float64, Number::Int(_)) => place_of(state, a, kind, number, ufunc == Known::SearchRight),
            (Kind::Float64, Number::Real(value)) if !value.is_nan() => place_of(state, a, kind, number, ufunc == Known::SearchRight),
            _ => Ok(None),
        };
    };
    if vector(a).is_none() || vector(v).is_none() || a.dtype() != v.dtype() || native_kind(a).is_none() {
        return Ok(None);
    }
    call(state, ufunc, &[array_value(a), array_value(v)], None)?.map(|value| wrap_value(state, value)).transpose()
}

/// Up to this length a vector is counted in one pass.
const COUNTED: i64 = 1024;

/// `bincount(x)` of a short vector of int64; None of negative numbers and of large ones.
fn counted(state: &State, array: &ArrayObject) -> Outcome<Option<Owned>> {
    let (view, shape, strides) = array.layout();
    // SAFETY: the vector has an element there.
    let number = |i: i64| unsafe { view.data.cast::<u8>().wrapping_offset((strides[0] * i) as isize).cast::<i64>().read_unaligned() };
    let (least, most) = (0..shape[0]).map(number).fold((i64::MAX, 0), |(least, most), x| (least.min(x), most.max(x)));
    if least < 0 || most >= 16 * COUNTED {
        return Ok(None);
    }
    let length = most + 1;
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and one length.
        unsafe { (api.array_new)(context, NUMPYNI_INT64, 1, &length, NUMPYNI_ORDER_C, 1, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let counts = ArrayObject::expect(state, made.as_ref())?.layout().0.data.cast::<i64>();
    for x in (0..shape[0]).map(number).filter(|x| (0..length).contains(x)) {
        // SAFETY: the new array has a place for each number up to the largest.
        let count = unsafe { &mut *counts.wrapping_offset(x as isize) };
        *count += 1;
    }
    Ok(Some(made))
}

/// `bincount(x)` of a vector of int64.
pub fn bincount(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([array]) = arrays(state, arguments) else { return Ok(None) };
    if vector(array).is_none_or(|length| length == 0) || array.dtype() != NUMPYNI_INT64 {
        return Ok(None);
    }
    if array.size() <= COUNTED {
        return counted(state, array);
    }
    let extreme = |name| reduce_value(state, array, name).map(|value| value.element[0] as i64);
    let (least, most) = (extreme(c"min")?, extreme(c"max")?);
    let Some(length) = most.checked_add(1).filter(|_| least >= 0) else { return Ok(None) };
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and one length.
        unsafe { (api.array_new)(context, NUMPYNI_INT64, 1, &length, NUMPYNI_ORDER_C, 1, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let counts = ArrayObject::expect(state, made.as_ref())?;
    Ok(call(state, Known::Bincount, &[array_value(array), array_value(counts)], Some(counts.handle.get()))?.map(|_| made))
}
