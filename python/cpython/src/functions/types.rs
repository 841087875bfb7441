//! Questions about dtypes: `np.result_type`, `np.promote_types`, `np.can_cast`.

use numpyni_sys::*;

use super::plain_array;
use crate::arguments::Arguments;
use crate::element::Kind;
use crate::hot::dtype_of;
use crate::object::*;
use crate::operand::{array_value, element_value};
use crate::runtime::Call;
use crate::state::State;

/// The dtype object of the type that two operands have in common.
fn common(state: &State, operands: [NumPyNI_Value; 2]) -> Outcome<Option<Owned>> {
    let (mut call, mut dtype) = (Call::new(state.api), NumPyNI_DType::default());
    // SAFETY: a context of ours, two values, a place for the result.
    let status = unsafe { (state.api.dtype_promote)(call.context(), operands.as_ptr(), 2, &mut dtype) };
    call.check(status)?;
    Ok(Kind::of(dtype).and_then(|kind| state.dtype(kind, false).get()).map(Ref::to_owned))
}

/// `result_type(a, b)` of two arrays.
pub fn result_type(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([a, b]) = super::arrays(state, arguments) else { return Ok(None) };
    common(state, [array_value(a), array_value(b)])
}

/// The dtype that an argument means, which is there.
fn given(state: &State, argument: Ref<'_>) -> Option<NumPyNI_DType> {
    if argument.is_none() || plain_array(state, argument).is_some() { None } else { dtype_of(state, argument) }
}

/// `promote_types(type1, type2)`
pub fn promote_types(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) {
        return Ok(None);
    }
    let kind = |index| given(state, arguments.at(index)).and_then(Kind::of);
    let (Some(first), Some(second)) = (kind(0), kind(1)) else { return Ok(None) };
    common(state, [first, second].map(|kind| element_value(kind, Default::default())))
}

/// `can_cast(from, to)`
pub fn can_cast(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) {
        return Ok(None);
    }
    let (Some(from), Some(to)) = (given(state, arguments.at(0)), given(state, arguments.at(1))) else { return Ok(None) };
    let (mut call, mut can) = (Call::new(state.api), 0);
    // SAFETY: a context of ours and a place for the result.
    let status = unsafe { (state.api.dtype_can_cast)(call.context(), from, to, NUMPYNI_CASTING_SAFE, &mut can) };
    call.check(status)?;
    boolean(can != 0).map(Some)
}
