//! Entries for indexing: elements, windows, and what index arrays name.

use numpyni_sys as abi;

use crate::capi::convert::{self, put, put_array, put_selected};
use crate::capi::{array, close, guard, open_new, open_view};
use crate::index::{Basic, Few, Window};
use crate::{Array, Layout, Operand, Result};

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
            if let Some(value) = few(x, given)? {
                // SAFETY: the ABI's promise.
                return unsafe { put(out, value) };
            }
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

/// How many arrays an index consists of, which are put into `room`; none where it has something else too, or more than fit.
#[inline(always)]
fn arrays<'a>(items: &'a [abi::NumPyNI_Index], room: &mut [&'a Array; 2]) -> Result<usize> {
    if items.len() > room.len() || items.iter().any(|item| item.kind != abi::NUMPYNI_INDEX_ARRAY) {
        return Ok(0);
    }
    for (place, item) in room.iter_mut().zip(items) {
        *place = array(item.array)?;
    }
    Ok(items.len())
}

/// What index arrays select of a vector or a matrix, where one pass does it.
fn few(x: &Array, items: &[abi::NumPyNI_Index]) -> Result<Option<abi::NumPyNI_Value>> {
    let mut room = [x; 2];
    let count = arrays(items, &mut room)?;
    let Some(few) = Few::of(x, &room[..count]) else { return Ok(None) };
    let opened = open_new(x.dtype(), &[few.count()])?;
    // SAFETY: the result is new.
    if unsafe { few.read(opened.view.data.cast()) } {
        return Ok(Some(opened.value()));
    }
    close(opened.handle).map(|()| None)
}

pub unsafe extern "C" fn array_set(
    ctx: Context, x: Handle, items: *const abi::NumPyNI_Index, nitems: i32, value: *const abi::NumPyNI_Value,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let given = unsafe { convert::index(items, nitems) }?;
        // SAFETY: the ABI's promise.
        let value = unsafe { convert::one(value, "value") }?;
        let x = array(x)?;
        let mut room = [x; 2];
        let count = arrays(given, &mut room)?;
        let indices = &room[..count];
        let is_done = if value.array.bits == 0 {
            // SAFETY: the ABI's promise: no other thread touches the elements.
            unsafe { Few::assign_one(x, indices, &Operand::from_value(value)?) }
        } else {
            // SAFETY: as above.
            unsafe { Few::assign(x, indices, array(value.array)?) }
        };
        if is_done {
            return Ok(());
        }
        // SAFETY: as above.
        unsafe { set_any(ctx, x, given, Operand::from_value(value)?) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// `x[items] = value`
///
/// # Safety
/// No other thread touches the elements meanwhile.
#[inline(never)] // few elements need not set up its frame
unsafe fn set_any(ctx: Context, x: &Array, items: &[abi::NumPyNI_Index], value: Operand<'_>) -> Result<()> {
    let mut converted = convert::Items::new();
    convert::items(items, &mut converted)?;
    // SAFETY: the caller's promise.
    convert::casting_of(ctx, &value, x.dtype(), || unsafe { x.set_shared(&converted, value) })
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
