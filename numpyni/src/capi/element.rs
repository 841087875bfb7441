//! Entries for indexing: elements, windows, and what index arrays name.

use numpyni_sys as abi;

use crate::capi::convert::{self, computing, put, put_array, put_selected};
use crate::capi::{array, close, guard, open_new, open_view};
use crate::index::{Basic, Few, Window};
use crate::{Array, Cast, Layout, Operand, Result, Weak};

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
        let items = given.iter().map(convert::basic);
        let value = match x.select_simply(items.clone())? {
            Some(Basic::Element(scalar)) => convert::element(scalar),
            Some(Basic::Section { offset, length, stride }) => {
                let section = |layout: &mut Layout| {
                    layout.push(length, stride);
                    Ok(offset)
                };
                open_view(x, section)?.value()
            }
            _ => open_view(x, |layout| x.lay_out(items, layout))?.value(),
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
        // SAFETY: as above.
        if is_done || unsafe { set_row(ctx, x, given, value) }? {
            return Ok(());
        }
        // SAFETY: as above.
        unsafe { set_any(ctx, x, given, Operand::from_value(value)?) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// Elements of a row up to which nothing else needs to be prepared.
const ROW: usize = 1 << 10;

/// `x[items] = value`, where the items select a row, and the value is a row of the same type that shares no memory with it, or a single element.
/// False, with nothing written, in any other case.
///
/// # Safety
/// No other thread touches the elements meanwhile.
#[inline]
unsafe fn set_row(ctx: Context, x: &Array, items: &[abi::NumPyNI_Index], value: &abi::NumPyNI_Value) -> Result<bool> {
    let dtype = x.dtype();
    if x.is_readonly() || dtype.kind().is_opaque() || !items.iter().all(convert::is_basic) {
        return Ok(false);
    }
    let (offset, length, stride) = match x.select(items.iter().map(convert::basic))? {
        Basic::Section { offset, length, stride } => (offset, length, stride),
        Basic::Window(Window { layout, offset }) if layout.ndim() == 1 => (offset, layout.shape()[0], layout.strides()[0]),
        _ => return Ok(false),
    };
    if !(1..=ROW).contains(&length) {
        return Ok(false);
    }
    let element;
    let (from, step) = match Operand::from_value(value)? {
        Operand::Array(row) => match (row.shape(), row.strides()) {
            (&[own], &[step]) if own == length && row.dtype() == dtype && !row.may_overlap(x) => (row.as_ptr(), step),
            _ => return Ok(false),
        },
        Operand::Element(own, bits) if own == dtype => {
            element = bits;
            ((&raw const element).cast_mut().cast(), 0)
        }
        Operand::Weak(weak) if dtype.is_native() && !matches!(weak, Weak::Complex(_)) => {
            element = computing(ctx, || weak.to_scalar(dtype.kind()))?.bits();
            ((&raw const element).cast_mut().cast(), 0)
        }
        _ => return Ok(false),
    };
    // SAFETY: `length` elements from there on, of the array's type, and as many in the array; nobody else touches them.
    unsafe { Cast::new(dtype, dtype).run([from, x.as_ptr().wrapping_offset(offset)], length, [step, stride]) };
    Ok(true)
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
