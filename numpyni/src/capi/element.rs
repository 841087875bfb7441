//! Entries for indexing: elements, windows, and what index arrays name.

use numpyni_sys as abi;

use crate::capi::convert::{self, put, put_array, put_selected};
use crate::capi::{array, guard, open_view};
use crate::Layout;
use crate::index::{Basic, Window};

type Context = *mut abi::NumPyNI_Context;
type Handle = abi::NumPyNI_Handle;

pub unsafe extern "C" fn array_get(
    ctx: Context, x: Handle, items: *const abi::NumPyNI_Index, nitems: i32, out: *mut abi::NumPyNI_Value,
) -> i32 {
    let body = || {
        let x = array(x)?;
        // SAFETY: the ABI's promise.
        let given = unsafe { convert::index(items, nitems) }?;
        if !given.iter().all(convert::is_basic) {
            let mut converted = convert::Items::new();
            convert::items(given, &mut converted)?;
            // SAFETY: the ABI's promise.
            return unsafe { put_selected(out, x.get(&converted)?) };
        }
        let value = match x.select(given.iter().map(convert::basic))? {
            Basic::Element(scalar) => convert::element(scalar),
            Basic::Section { offset, length, stride } => open_view(x, Layout::axis(length, stride), offset)?.value(),
            Basic::Window(Window { layout, offset }) => open_view(x, layout, offset)?.value(),
        };
        // SAFETY: the ABI's promise.
        unsafe { put(out, value) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_set(
    ctx: Context, x: Handle, items: *const abi::NumPyNI_Index, nitems: i32, value: *const abi::NumPyNI_Value,
) -> i32 {
    let mut converted = convert::Items::new();
    let body = || {
        // SAFETY: the ABI's promise.
        convert::items(unsafe { convert::index(items, nitems) }?, &mut converted)?;
        // SAFETY: the ABI's promise.
        let value = unsafe { convert::operand(value) }?;
        let x = array(x)?;
        // SAFETY: the ABI's promise: no other thread touches the elements.
        convert::casting_of(ctx, &value, x.dtype(), || unsafe { x.set_shared(&converted, value) })
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_item(ctx: Context, x: Handle, index: i64, out: *mut abi::NumPyNI_Value) -> i32 {
    // SAFETY: the ABI's promise.
    let body = || unsafe { put(out, convert::element(array(x)?.item(index)?)) };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_nonzero(ctx: Context, x: Handle, out: *mut Handle) -> i32 {
    // SAFETY: the ABI's promise.
    let body = || unsafe { put_array(out, array(x)?.nonzero()?) };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}
