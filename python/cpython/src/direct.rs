//! Calls of a function that need nothing of the runtime: one overload, whose arguments are what it asks for as they stand.
//!
//! What is checked here is what the runtime checks first; everything else goes there.

use std::mem::MaybeUninit;
use std::ptr::null;

use numpyni_sys::*;

use crate::array::ArrayObject;
use crate::errors::raise;
use crate::object::*;
use crate::operand::{plain_element, result};
use crate::runtime::Call;
use crate::state::State;
use crate::ufunc::static_text;

/// The most arguments of such a function.
const MOST: usize = 8;
const CONTIGUOUS: u32 = NUMPYNI_C_CONTIGUOUS | NUMPYNI_F_CONTIGUOUS;

/// The only overload of a function, if it can be called so; or null. Overloads are static.
pub fn overload(state: &State, number: u32) -> *const NumPyNI_Overload {
    let (mut call, mut info) = (Call::new(state.api), MaybeUninit::<NumPyNI_FunctionInfo>::uninit());
    // SAFETY: a context of ours, a place for the result.
    let status = unsafe { (state.api.function_info)(call.context(), number, info.as_mut_ptr()) };
    if call.check(status).is_err() {
        clear_error();
        return null();
    }
    // SAFETY: filled.
    let overloads = unsafe { info.assume_init() }.overloads;
    let mut overload = null();
    // SAFETY: a context of ours, a place for the result.
    let status = unsafe { (state.api.function_overload)(call.context(), number, 0, &mut overload) };
    if call.check(status).is_err() {
        clear_error();
        return null();
    }
    // SAFETY: on success it points to the overload.
    if overloads == 1 && fits(unsafe { &*overload }) { overload } else { null() }
}

fn parameters(overload: &NumPyNI_Overload) -> (&[NumPyNI_Parameter], &[NumPyNI_Parameter]) {
    let (nargs, nresults) = (overload.nargs as usize, overload.nresults as usize);
    // SAFETY: the arguments, then the results.
    unsafe { std::slice::from_raw_parts(overload.parameters, nargs + nresults) }.split_at(nargs)
}

/// Plain scalars and arrays of a known rank go in, one plain scalar at most comes out; what is written is the only array.
fn fits(overload: &NumPyNI_Overload) -> bool {
    let (arguments, results) = parameters(overload);
    let scalar = |each: &NumPyNI_Parameter| (NUMPYNI_SLOT_BOOL..=NUMPYNI_SLOT_FLOAT64).contains(&each.tag);
    let array = |each: &NumPyNI_Parameter| each.tag == NUMPYNI_SLOT_VIEW && each.ndim >= 0;
    let arrays = arguments.iter().filter(|each| array(each)).count();
    // SAFETY: what the extension exports is static.
    let packed = unsafe { (*overload.function).packed };
    packed.is_some()
        && overload.effects & (NUMPYNI_RELEASES_GIL | NUMPYNI_ELEMENT) == 0
        && arguments.len() <= MOST
        && arguments.iter().all(|each| scalar(each) || array(each))
        && results.len() <= 1
        && results.iter().all(scalar)
        && (arrays <= 1 || arguments.iter().all(|each| each.written == 0))
}

/// Whether a view is what a parameter asks for.
#[inline(always)]
fn is_plain(view: &NumPyNI_View, parameter: &NumPyNI_Parameter) -> bool {
    view.dtype == parameter.dtype
        && view.ndim == parameter.ndim
        && view.flags & parameter.flags == parameter.flags
        && (parameter.written == 0 || view.flags & NUMPYNI_READONLY == 0 && view.flags & CONTIGUOUS != 0)
}

/// Calls a function with as many objects as it has arguments; None where one of them is not plainly what is asked for.
#[inline(always)]
pub fn call<'a>(
    state: &State, overload: &NumPyNI_Overload, object: impl Fn(usize) -> Outcome<Ref<'a>>,
) -> Outcome<Option<Owned>> {
    let (arguments, results) = parameters(overload);
    let mut slots = [const { MaybeUninit::<NumPyNI_Slot>::uninit() }; MOST];
    let mut foreign = [const { MaybeUninit::<NumPyNI_View>::uninit() }; MOST];
    for (index, parameter) in arguments.iter().enumerate() {
        let object = object(index)?;
        let bits = if parameter.tag != NUMPYNI_SLOT_VIEW {
            let Some(value) = plain_element(state, object)? else { return Ok(None) };
            let dtype = NumPyNI_DType { ext: value.dtype.ext & !NUMPYNI_EXT_WEAK, ..value.dtype };
            if dtype != parameter.dtype {
                return Ok(None);
            }
            value.element[0]
        } else {
            let view = if object.is_exact(state.types.ndarray) {
                // SAFETY: just checked.
                unsafe { ArrayObject::of(object.as_ptr()) }.view.place()
            } else {
                let Some(view) = crate::numpy::lent(state, object) else { return Ok(None) };
                foreign[index].write(view)
            };
            // SAFETY: the view of an object that the caller keeps, or the one that was just written.
            if !is_plain(unsafe { &*view }, parameter) {
                return Ok(None);
            }
            view.expose_provenance() as u64
        };
        slots[index].write(NumPyNI_Slot { bits, tag: parameter.tag, reserved: 0 });
    }
    let mut out = NumPyNI_Slot { tag: results.first().map_or(NUMPYNI_SLOT_NONE, |each| each.tag), ..Default::default() };
    let mut call = Call::new(state.api);
    // SAFETY: what the extension exports is static.
    let Some(packed) = (unsafe { (*overload.function).packed }) else { return Ok(None) };
    // SAFETY: the slots are filled as the signature says, and there is room for the result.
    let status = unsafe { packed(call.context(), slots.as_ptr().cast(), &mut out) };
    if status != NUMPYNI_OK || call.failed() {
        return Err(failure(&mut call, overload, status));
    }
    match results {
        [] => Ok(Some(none())),
        [kind, ..] => {
            let bits = if kind.tag == NUMPYNI_SLOT_BOOL { u64::from(out.bits & 0xff != 0) } else { out.bits };
            let value = NumPyNI_Value { dtype: kind.dtype, element: [bits, 0], ..Default::default() };
            result(state, value).map(Some)
        }
    }
}

#[cold]
fn failure(call: &mut Call, overload: &NumPyNI_Overload, status: i32) -> Raised {
    if call.failed() {
        return call.check(NUMPYNI_ERROR_INTERNAL).err().unwrap_or(Raised);
    }
    // SAFETY: what the extension exports is static.
    let name = static_text(unsafe { (*overload.function).name });
    raise(NUMPYNI_ERROR_INTERNAL, &format!("{name}() failed with status {status}, and set no error"))
}
