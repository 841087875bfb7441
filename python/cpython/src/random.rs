//! The functions that the shared layer calls: random numbers.

use numpyni_sys::*;
use pyo3_ffi::PyObject;

use crate::arguments::*;
use crate::errors::raise;
use crate::object::*;
use crate::protocol::{array, function_list, value};
use crate::runtime::Call;

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
    random_fill(distribution, state, parameters, out; 4) = |host, [distribution, state, parameters, out]| {
        let distribution = u32::try_from(needed(distribution)?.to_i64()?).map_err(|_| raise(NUMPYNI_ERROR_VALUE, "no such distribution"))?;
        let (state, out) = (array(host, state)?.handle.get(), array(host, out)?.handle.get());
        let parameters = sequence(needed(parameters)?)?;
        let parameters = parameters.as_ref();
        let values = (0..parameters.tuple_len()?).map(|index| value(host, Some(parameters.tuple_item(index)?)));
        let (values, _kept): (Vec<_>, Vec<_>) = values.collect::<Outcome<Vec<_>>>()?.into_iter().unzip();
        let mut call = Call::new(host.api);
        // SAFETY: a context of ours, open handles, and as many values as are counted.
        let status = unsafe {
            (host.api.random_fill)(call.context(), distribution, state, values.as_ptr(), values.len() as i32, out)
        };
        call.check(status)?;
        Ok(none())
    };
}
