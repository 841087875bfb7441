//! Indexing: `a[i]`, `a[i, j]` straight on memory; slices, ellipses and index arrays through the table; the rest is cold.

use std::mem::MaybeUninit;
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::array::{ArrayObject, derive_value, wrap_value};
use crate::element::{self, Kind, Number, encode};
use crate::errors::raise;
use crate::object::*;
use crate::operand::operand;
use crate::runtime::Call;
use crate::scalar;
use crate::state::State;
use crate::types::{Slots, slot};

/// The element at `data`, as a scalar.
///
/// # Safety
/// An element of `dtype` may be read there.
#[inline(always)]
unsafe fn load(state: &State, dtype: NumPyNI_DType, data: *const u8) -> Outcome<Owned> {
    if dtype == NUMPYNI_FLOAT64 {
        // SAFETY: the caller's promise; elements may be unaligned.
        return scalar::make_f64(state, unsafe { data.cast::<f64>().read_unaligned() });
    }
    // SAFETY: the caller's promise.
    unsafe { load_other(state, dtype, data) }
}

/// # Safety
/// An element of `dtype` may be read at `data`.
#[inline(never)]
unsafe fn load_other(state: &State, dtype: NumPyNI_DType, data: *const u8) -> Outcome<Owned> {
    // SAFETY: the caller's promise.
    let bits = unsafe { element::read(dtype, data) };
    match Kind::of(dtype) {
        Some(kind) => scalar::make(state, kind, bits),
        None => Err(raise(NUMPYNI_ERROR_INTERNAL, "an array of unknown type")),
    }
}

/// The element at a position of a one-dimensional array, if it is inside; a negative position counts from the end.
#[inline(always)]
fn place(view: &NumPyNI_View, axis: usize, position: i64) -> Option<i64> {
    let (length, stride) = (view.shape.wrapping_add(axis), view.strides.wrapping_add(axis));
    // SAFETY: the callers check that the view has that axis.
    let length = unsafe { *length };
    let position = if position < 0 { position.wrapping_add(length) } else { position };
    if position as u64 >= length as u64 {
        return None;
    }
    // SAFETY: as above.
    Some(position.wrapping_mul(unsafe { *stride }))
}

/// Where `a[key]` stands, if the key is plain (an int, or a tuple of as many ints as there are axes) and inside.
#[inline(always)]
fn locate(view: &NumPyNI_View, key: Ref<'_>) -> Option<*mut u8> {
    let data: *mut u8 = view.data.cast();
    if key.is_int() {
        if view.ndim != 1 {
            return None;
        }
        let offset = place(view, 0, small(key)?)?;
        return Some(data.wrapping_offset(offset as isize));
    }
    if !key.is_tuple() {
        return None;
    }
    let len = key.tuple_len().ok()?;
    if len != view.ndim as usize || len == 0 {
        return None;
    }
    let mut offset = 0i64;
    for axis in 0..len {
        let item = key.tuple_item(axis).ok()?;
        if !item.is_int() {
            return None;
        }
        offset = offset.wrapping_add(place(view, axis, small(item)?)?);
    }
    Some(data.wrapping_offset(offset as isize))
}

/// The value of an int that fits 64 bits.
#[inline(always)]
fn small(key: Ref<'_>) -> Option<i64> {
    key.to_i64().map_err(|_| clear_error()).ok()
}

/// `a[key]`
unsafe extern "C" fn subscript(this: *mut PyObject, key: *mut PyObject) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes an instance and an object.
    let array = unsafe { ArrayObject::of(this) };
    // SAFETY: as above.
    let key = unsafe { Ref::new(key) };
    let view = array.view.get();
    if view.dtype.code != NUMPYNI_TYPE_OPAQUE
        && let Some(data) = locate(&view, key)
    {
        // SAFETY: the position is inside the view's shape.
        return give(unsafe { load(state, view.dtype, data) });
    }
    guard_object(|| get(state, array, key))
}

/// `a[key]` for whatever key.
pub fn get(state: &State, array: &ArrayObject, key: Ref<'_>) -> Outcome<Owned> {
    if array.is_opaque() {
        return array.as_ref().attribute(c"_getitem_cold")?.as_ref().call(&[key]);
    }
    if !key.is_tuple()
        && let Some(item) = Items::item(state, key)?
    {
        return get_items(state, array, &[item]);
    }
    match Items::new().parse(state, key)? {
        Some(items) => get_items(state, array, items),
        None => array.as_ref().attribute(c"_getitem_cold")?.as_ref().call(&[key]),
    }
}

/// `a[items]` through the table.
pub fn get_items(state: &State, array: &ArrayObject, items: &[NumPyNI_Index]) -> Outcome<Owned> {
    let mut call = Call::new(state.api);
    let value = call.value(|api, context, out| {
        // SAFETY: a context of ours, the array's open handle, `items.len()` items.
        unsafe { (api.array_get)(context, array.handle.get(), items.as_ptr(), items.len() as i32, out) }
    })?;
    if value.array.bits == 0 {
        return crate::operand::element(state, value);
    }
    derive_value(state, array, value)
}

/// `a[key] = value`, or `del a[key]`
unsafe extern "C" fn assign_subscript(this: *mut PyObject, key: *mut PyObject, value: *mut PyObject) -> i32 {
    let state = State::get();
    // SAFETY: the interpreter passes an instance and an object.
    let array = unsafe { ArrayObject::of(this) };
    // SAFETY: as above.
    let key = unsafe { Ref::new(key) };
    if value.is_null() {
        return status_of(raise(NUMPYNI_ERROR_VALUE, "cannot delete array elements"));
    }
    // SAFETY: not NULL: an object.
    let value = unsafe { Ref::new(value) };
    let view = array.view.get();
    if view.flags & NUMPYNI_READONLY == 0
        && let Some(data) = locate(&view, key)
    {
        // SAFETY: the position is inside the view's shape, and the memory may be written.
        if unsafe { store(state, view.dtype, data, value) } {
            return 0;
        }
    }
    guard_status(|| set(state, array, key, value))
}

fn status_of(_: Raised) -> i32 {
    -1
}

/// Stores a value that fits the type without question; false: it does not, or it is no plain number.
///
/// # Safety
/// An element of `dtype` may be written at `data`.
#[inline(always)]
unsafe fn store(state: &State, dtype: NumPyNI_DType, data: *mut u8, value: Ref<'_>) -> bool {
    if dtype == NUMPYNI_FLOAT64 {
        let number = if value.is_float() || value.is_exact(state.scalar(Kind::Float64)) {
            Some(scalar::double(value))
        } else if value.is_int() {
            small(value).filter(|value| value.unsigned_abs() <= 1 << 53).map(|value| value as f64)
        } else {
            None
        };
        let Some(number) = number else { return false };
        // SAFETY: the caller's promise; elements may be unaligned.
        unsafe { data.cast::<f64>().write_unaligned(number) };
        return true;
    }
    // SAFETY: the caller's promise.
    unsafe { store_other(state, dtype, data, value) }
}

/// # Safety
/// An element of `dtype` may be written at `data`.
#[inline(never)]
unsafe fn store_other(state: &State, dtype: NumPyNI_DType, data: *mut u8, value: Ref<'_>) -> bool {
    let Some(kind) = Kind::of(dtype) else { return false };
    let bits = if value.is_exact(state.scalar(kind)) {
        Some(scalar::bits(value))
    } else if value.is_int() {
        small(value).and_then(|value| scalar::exactly(kind, value))
    } else if value.is_float() && (kind.is_complex() || kind == Kind::Float32) {
        let number = value.to_f64().ok();
        // What overflows the type must warn, on the slow way.
        number.map(|v| encode(kind, Number::Real(v))).filter(|_| number.is_some_and(|v| !v.is_finite() || v.abs() < 3e38))
    } else if value.is_bool() {
        value.is_true().ok().map(|value| encode(kind, Number::Bool(value)))
    } else {
        None
    };
    let Some(bits) = bits else { return false };
    // SAFETY: the caller's promise.
    unsafe { element::write(dtype, data, bits) };
    true
}

/// `a[key] = value` for whatever key and value.
pub fn set(state: &State, array: &ArrayObject, key: Ref<'_>, value: Ref<'_>) -> Outcome<()> {
    if !array.is_opaque() {
        if !key.is_tuple()
            && let Some(item) = Items::item(state, key)?
            && let Some(value) = operand(state, value)?
        {
            return set_items(state, array, &[item], &value);
        }
        if let Some(items) = Items::new().parse(state, key)?
            && let Some(value) = operand(state, value)?
        {
            return set_items(state, array, items, &value);
        }
    }
    array.as_ref().attribute(c"_setitem_cold")?.as_ref().call(&[key, value]).map(drop)
}

/// `a[items] = value` through the table.
pub fn set_items(state: &State, array: &ArrayObject, items: &[NumPyNI_Index], value: &NumPyNI_Value) -> Outcome<()> {
    let mut call = Call::new(state.api);
    let handle = array.handle.get();
    // SAFETY: a context of ours, open handles, `items.len()` items.
    let status =
        unsafe { (state.api.array_set)(call.context(), handle, items.as_ptr(), items.len() as i32, value) };
    call.check(status)?;
    crate::operand::report(state, call.fpe(), "cast")
}

/// Items that need no memory of their own.
const FEW: usize = 4;

/// Room for the items of an index expression: of most, without asking for memory.
pub struct Items {
    few: [MaybeUninit<NumPyNI_Index>; FEW],
    many: Vec<NumPyNI_Index>,
}

impl Items {
    #[inline(always)]
    pub fn new() -> Items {
        Items { few: [const { MaybeUninit::uninit() }; FEW], many: Vec::new() }
    }

    /// The items of a plain key, which borrow the arrays among the key's items; or `None` for what the shared layer must look at.
    pub fn parse(&mut self, state: &State, key: Ref<'_>) -> Outcome<Option<&[NumPyNI_Index]>> {
        let len = if key.is_tuple() { key.tuple_len()? } else { 1 };
        for index in 0..len {
            let item = if key.is_tuple() { key.tuple_item(index)? } else { key };
            let Some(item) = Items::item(state, item)? else { return Ok(None) };
            match self.few.get_mut(index) {
                Some(place) if len <= FEW => {
                    place.write(item);
                }
                _ => self.many.push(item),
            }
        }
        if len > FEW {
            return Ok(Some(&self.many));
        }
        // SAFETY: as many were written.
        Ok(Some(unsafe { std::slice::from_raw_parts(self.few.as_ptr().cast(), len) }))
    }

    #[inline(always)]
    fn item(state: &State, item: Ref<'_>) -> Outcome<Option<NumPyNI_Index>> {
        // SAFETY: the address of the one Ellipsis.
        let ellipsis = unsafe { ffi::Py_Ellipsis() };
        let mut index = NumPyNI_Index::default();
        // Slices first: what else there may be is a long list.
        if item.is_exact(&raw mut ffi::PySlice_Type) {
            return slice(item);
        } else if item.is_int() || !item.is_exact(state.types.ndarray) && Items::is_integer_scalar(state, item) {
            let Ok(value) = item.to_i64() else {
                clear_error();
                return Ok(None);
            };
            index.kind = NUMPYNI_INDEX_INTEGER;
            index.start = value;
        } else if item.is_none() {
            index.kind = NUMPYNI_INDEX_NEWAXIS;
        } else if item.as_ptr() == ellipsis {
            index.kind = NUMPYNI_INDEX_ELLIPSIS;
        } else if let Some(array) = ArrayObject::find(state, item) {
            let code = array.dtype().code;
            if !matches!(code, NUMPYNI_TYPE_INT | NUMPYNI_TYPE_UINT | NUMPYNI_TYPE_BOOL) {
                return Ok(None);
            }
            index.kind = NUMPYNI_INDEX_ARRAY;
            index.array = array.handle.get();
        } else {
            return Ok(None);
        }
        Ok(Some(index))
    }

    fn is_integer_scalar(state: &State, item: Ref<'_>) -> bool {
        scalar::exact_kind(state, item).is_some_and(Kind::is_integer)
    }
}

/// A slice; bounds outside 64 bits are cut, as Python does.
fn slice(slice: Ref<'_>) -> Outcome<Option<NumPyNI_Index>> {
    let (mut start, mut stop, mut step) = (0, 0, 0);
    // SAFETY: a slice, and places for the three; a step of zero or a bound that is no integer raises.
    status(unsafe { ffi::PySlice_Unpack(slice.as_ptr(), &mut start, &mut stop, &mut step) })?;
    // What is absent comes as the outermost value of its direction.
    let open = if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) };
    let flag = |present, flag| if present { flag } else { 0 };
    Ok(Some(NumPyNI_Index {
        kind: NUMPYNI_INDEX_SLICE,
        flags: flag(start != open.0, NUMPYNI_HAS_START) | flag(stop != open.1, NUMPYNI_HAS_STOP),
        start: start as i64,
        stop: stop as i64,
        step: step as i64,
        array: NumPyNI_Handle { bits: 0 },
    }))
}

/// `len(a)`
unsafe extern "C" fn length(this: *mut PyObject) -> isize {
    // SAFETY: the interpreter passes an instance.
    let array = unsafe { ArrayObject::of(this) };
    match array.shape().first() {
        Some(&length) => length as isize,
        None => status_of(raise(NUMPYNI_ERROR_TYPE, "len() of unsized object")) as isize,
    }
}

/// `a[index]` for the sequence protocol: the index counts from the front.
unsafe extern "C" fn item(this: *mut PyObject, index: isize) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes an instance.
    give(at(state, unsafe { ArrayObject::of(this) }, index as i64).and_then(|item| {
        item.ok_or_else(|| {
            raise(NUMPYNI_ERROR_INDEX, &format!("index {index} is out of bounds for the array"))
        })
    }))
}

/// The item at a position of the first axis that counts from the front; `None` beyond the end.
#[inline(always)]
pub fn at(state: &State, array: &ArrayObject, index: i64) -> Outcome<Option<Owned>> {
    let view = array.view.get();
    if array.is_opaque() {
        let position = int(index)?;
        let inside = array.shape().first().is_some_and(|&length| (0..length).contains(&index));
        return inside.then(|| get(state, array, position.as_ref())).transpose();
    }
    if view.ndim == 1 {
        let Some(offset) = (if index < 0 { None } else { place(&view, 0, index) }) else { return Ok(None) };
        let data = view.data.cast::<u8>().wrapping_offset(offset as isize);
        // SAFETY: the position is inside the view's shape.
        return unsafe { load(state, view.dtype, data) }.map(Some);
    }
    match array.shape().first() {
        Some(&length) if (0..length).contains(&index) => {
            let item = NumPyNI_Index { start: index, ..Default::default() };
            get_items(state, array, &[item]).map(Some)
        }
        _ => Ok(None),
    }
}

/// `x in a`: any equal element.
unsafe extern "C" fn contains(this: *mut PyObject, value: *mut PyObject) -> i32 {
    guard(-1, || {
        let state = State::get();
        // SAFETY: the interpreter passes an instance and an object.
        let array = unsafe { ArrayObject::of(this) };
        // SAFETY: as above.
        let value = unsafe { Ref::new(value) };
        let Some(operand) = operand(state, value)?.filter(|_| !array.is_opaque()) else {
            let cold = state.cold.get().ok_or_else(|| raise(NUMPYNI_ERROR_RUNTIME, "there is no ArrayMethods"))?;
            return Ok(cold.attribute(c"__contains__")?.as_ref().call(&[array.as_ref(), value])?.as_ref().is_true()?.into());
        };
        let equal = crate::number::call(state, crate::number::EQUAL, &[crate::operand::array_value(array), operand])?;
        if equal.array.bits == 0 {
            return Ok((equal.element[0] as u8 != 0).into());
        }
        let equal = wrap_value(state, equal)?;
        let found = crate::methods::reduce(state, ArrayObject::expect(state, equal.as_ref())?, c"any", null())?;
        Ok(found.as_ref().is_true()?.into())
    })
}

/// The slots of sequences and mappings.
pub fn slots(slots: &mut Slots) {
    slots.push(slot(ffi::Py_mp_subscript, subscript as ffi::binaryfunc as *const ()));
    slots.push(slot(ffi::Py_mp_ass_subscript, assign_subscript as ffi::objobjargproc as *const ()));
    slots.push(slot(ffi::Py_mp_length, length as ffi::lenfunc as *const ()));
    slots.push(slot(ffi::Py_sq_length, length as ffi::lenfunc as *const ()));
    slots.push(slot(ffi::Py_sq_item, item as ffi::ssizeargfunc as *const ()));
    slots.push(slot(ffi::Py_sq_contains, contains as ffi::objobjproc as *const ()));
}
