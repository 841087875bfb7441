//! Temporaries: in `a + b * c` nobody will see the product again, so the sum is written over it.
//!
//! An operand is a temporary if the interpreter's stack alone refers to it. CPython 3.14 and newer say so; before, a reference count of
//! one means it, if the interpreter itself called the operator: an extension may hold the only reference and read the array afterwards.

#[cfg(unix)]
mod stack;

use pyo3_ffi as ffi;

use crate::array::ArrayObject;
use crate::runtime::Call;
use crate::state::State;

/// Bytes of an array from which memory is worth more than the question: as in NumPy.
const WORTHWHILE: i64 = 1 << 18;

/// Whether an array may be a temporary that is large enough to ask.
#[inline(always)]
pub fn may_be_temporary(array: &ArrayObject) -> bool {
    // SAFETY: an object alive.
    let references = unsafe { ffi::Py_REFCNT(array.as_ref().as_ptr()) };
    // Behind the count newer versions keep flags.
    references as u32 == 1 && array.size() * array.itemsize() as i64 >= WORTHWHILE
}

/// Whether nobody will see an array's elements after the operation that it is an operand of: it alone has its memory, and the
/// interpreter's stack has it.
pub fn is_temporary(state: &State, array: &ArrayObject) -> bool {
    is_exclusive(state, array) && stack::is_unseen(array.as_ref())
}

fn is_exclusive(state: &State, array: &ArrayObject) -> bool {
    let mut exclusive = 0;
    let mut call = Call::new(state.api);
    // SAFETY: a context of ours, an open handle, a place for the answer.
    let status = unsafe { (state.api.array_is_exclusive)(call.context(), array.handle.get(), &mut exclusive) };
    call.check(status).is_ok() && exclusive != 0
}

/// Elsewhere nobody tells what is on the stack.
#[cfg(not(unix))]
mod stack {
    pub fn is_unseen(_: crate::object::Ref<'_>) -> bool {
        false
    }
}

