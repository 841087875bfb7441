//! The functions that the shared layer calls: random numbers.

use numpyni_sys::*;
use pyo3_ffi::PyObject;

use crate::arguments::*;
use crate::array::ArrayObject;
use crate::element::decode;
use crate::errors::raise;
use crate::number::only_element;
use crate::object::*;
use crate::operand::{any_operand, python};
use crate::protocol::{array, function_list};
use crate::runtime::Call;
use crate::state::State;

function_list! {
    random_find(name; 1) = |state, [name]| {
        let name = std::ffi::CString::new(needed(name)?.to_text()?).unwrap_or_default();
        let mut number = 0;
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, a NUL-terminated name, and a place for the number.
        let status = unsafe { (state.api.random_find)(call.context(), name.as_ptr(), &mut number) };
        call.check(status)?;
        int(number.into())
    };
    random_fill(distribution, state, parameters, out; 4) = |state, [distribution, words, parameters, out]| {
        fill(state, needed(distribution)?, needed(words)?, needed(parameters)?, array(state, out)?, None).map(|()| none())
    };
    // A stream is `(distribution, state, lock.acquire, lock.release, an array of one element)`.
    random_draw(stream, parameters, out; 2) = |state, [stream, parameters, out]| {
        let stream = needed(stream)?;
        let lock = (stream.tuple_item(2)?, stream.tuple_item(3)?);
        let target = ArrayObject::expect(state, given(out).map_or_else(|| stream.tuple_item(4), Ok)?)?;
        fill(state, stream.tuple_item(0)?, stream.tuple_item(1)?, needed(parameters)?, target, Some(lock))?;
        match (given(out), only_element(target)) {
            (Some(out), _) => Ok(out.to_owned()),
            (None, Some((kind, bits, _))) => python(decode(kind, bits)),
            (None, None) => Err(raise(NUMPYNI_ERROR_VALUE, "an array of one element is needed")),
        }
    };
}

/// The most parameters that a distribution has.
const MOST: usize = 4;

/// Draws into an array, between the calls of the two functions of a lock.
fn fill(
    state: &State, distribution: Ref<'_>, words: Ref<'_>, parameters: Ref<'_>, out: &ArrayObject, lock: Option<(Ref<'_>, Ref<'_>)>,
) -> Outcome<()> {
    let distribution = u32::try_from(distribution.to_i64()?).map_err(|_| raise(NUMPYNI_ERROR_VALUE, "no such distribution"))?;
    let words = ArrayObject::expect(state, words)?.handle.get();
    let parameters = sequence(parameters)?;
    let parameters = parameters.as_ref();
    let count = parameters.tuple_len()?;
    if count > MOST {
        return Err(raise(NUMPYNI_ERROR_TYPE, "a distribution has four parameters at most"));
    }
    let (mut values, mut kept) = ([NumPyNI_Value::default(); MOST], [const { None }; MOST]);
    for index in 0..count {
        (values[index], kept[index]) = any_operand(state, parameters.tuple_item(index)?)?;
    }
    if let Some((acquire, _)) = lock {
        acquire.call(&[])?;
    }
    let mut call = Call::new(state.api);
    // SAFETY: a context of ours, open handles, and as many values as are counted.
    let status = unsafe { (state.api.random_fill)(call.context(), distribution, words, values.as_ptr(), count as i32, out.handle.get()) };
    // No error is pending yet: the context has it.
    if let Some((_, release)) = lock {
        release.call(&[])?;
    }
    call.check(status)
}
