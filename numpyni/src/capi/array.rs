//! Entries for arrays as wholes: their life, views of them, copies, types.

use std::ffi::c_void;
use std::ptr;

use numpyni_sys as abi;

use crate::capi::convert::{self, null, one, put, put_array, put_view, slice};
use crate::capi::{array, close, guard, handle, open, open_new, open_with};
use crate::{Array, Buffer, CopyOrder, Copying, Error, Layout, Operand, Order, Result, can_cast, result_type};

type Context = *mut abi::NumPyNI_Context;
type Handle = abi::NumPyNI_Handle;

pub unsafe extern "C" fn array_new(
    ctx: Context, dtype: abi::NumPyNI_DType, ndim: i32, shape: *const i64, order: u32, zero: u32, out: *mut Handle,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(shape, ndim) }?;
        let (dtype, order) = (convert::dtype(dtype)?, convert::new_order(order)?);
        if out.is_null() {
            return Err(null("the place of the result"));
        }
        let opened = open_with(|cache, place| Array::make_in(cache, place, dtype, shape, order, zero != 0))?;
        // SAFETY: not null; the ABI's promise.
        unsafe { out.write(opened.handle) };
        Ok(())
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_from_memory(
    ctx: Context, view: *const abi::NumPyNI_View, release: abi::NumPyNI_Release, owner: *mut c_void, out: *mut Handle,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let view = unsafe { one(view, "view") }?;
        if view.device_type != abi::NUMPYNI_DEVICE_CPU {
            return Err(Error::NotImplemented(format!("memory of device {}", view.device_type)));
        }
        if out.is_null() {
            return Err(null("the place of the result"));
        }
        let dtype = convert::dtype(view.dtype)?;
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(view.shape, view.ndim) }?;
        let layout = if view.strides.is_null() {
            Layout::contiguous(shape, dtype.itemsize(), Order::C)?
        } else {
            // SAFETY: the ABI's promise.
            Layout::strided(shape, &unsafe { convert::strides(view.strides, view.ndim) }?, dtype.itemsize())?
        };
        let extent = layout.extent(dtype.itemsize());
        let mut data: *mut u8 = view.data.cast();
        if data.is_null() {
            if !extent.is_empty() {
                return Err(null("data"));
            }
            data = ptr::without_provenance_mut(crate::buffer::ALIGNMENT);
        }
        let inside = |offset| data.addr().checked_add_signed(offset);
        if inside(extent.start).is_none_or(|low| low == 0) || inside(extent.end).is_none() {
            return Err(Error::OutsideMemory);
        }
        let readonly = view.flags & abi::NUMPYNI_READONLY != 0;
        // SAFETY: the ABI's promise: the memory that the layout reaches is there until the release.
        let buffer = unsafe { Buffer::foreign(data.wrapping_offset(extent.start), extent.len(), release, owner) };
        let kept = buffer.clone();
        let opened = Array::from_buffer(buffer, -extent.start, dtype, layout, readonly).and_then(open);
        match opened {
            // SAFETY: not null; the ABI's promise.
            Ok(opened) => unsafe { out.write(opened.handle) },
            Err(error) => {
                // The memory is the caller's again, so it is not released.
                std::mem::forget(kept);
                return Err(error);
            }
        }
        Ok(())
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_dup(ctx: Context, x: Handle, out: *mut Handle) -> i32 {
    // SAFETY: the ABI's promise.
    let body = || unsafe { put_array(out, array(x)?.clone()) };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_close(ctx: Context, x: Handle) -> i32 {
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, || close(x)) }
}

pub unsafe extern "C" fn array_view(ctx: Context, x: Handle, out: *mut *const abi::NumPyNI_View) -> i32 {
    // SAFETY: the ABI's promise.
    let body = || unsafe { put(out, handle::view(x)?) };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// A lease is a handle of its own, so that a made-up or released one is refused.
pub unsafe extern "C" fn array_acquire(ctx: Context, x: Handle, view: *mut abi::NumPyNI_View) -> i32 {
    let body = || {
        if view.is_null() {
            return Err(null("view"));
        }
        let lease = open(array(x)?.clone())?.handle;
        // SAFETY: the view of a handle that was opened just now.
        let mut filled = unsafe { *handle::view(lease)? };
        filled.lease = ptr::without_provenance_mut(lease.bits);
        // SAFETY: not null; the ABI's promise.
        unsafe { view.write(filled) };
        Ok(())
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn view_release(ctx: Context, view: *mut abi::NumPyNI_View) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let view = unsafe { view.as_mut() }.ok_or_else(|| null("view"))?;
        let lease = std::mem::replace(&mut view.lease, ptr::null_mut());
        if lease.is_null() { Ok(()) } else { close(Handle { bits: lease.addr() }) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

/// The array of an object of the host, whose view was lent.
///
/// # Safety
/// The ABI's promise for `array_from_view`.
unsafe fn of_object(ctx: Context, object: u64, out: *mut Handle) -> Result<()> {
    // SAFETY: a context is null or this call's own.
    let host = unsafe { ctx.as_ref() }.map_or(ptr::null(), |ctx| ctx.host);
    // SAFETY: null, or the host's table.
    let array_from = unsafe { host.as_ref() }.and_then(|host| host.array_from).filter(|_| object != 0).ok_or(Error::BadHandle)?;
    // SAFETY: an object that the host has named, for the length of the call.
    match unsafe { array_from(ctx, abi::NumPyNI_Object { bits: object as usize }, out) } {
        abi::NUMPYNI_OK => Ok(()),
        _ => Err(Error::Host),
    }
}

pub unsafe extern "C" fn array_from_view(ctx: Context, view: *const abi::NumPyNI_View, out: *mut Handle) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let view = unsafe { one(view, "view") }?;
        let array = match view.lease.addr() {
            // SAFETY: the ABI's promise.
            0 if view.epoch0 & 1 == 0 => return unsafe { of_object(ctx, view.epoch0, out) },
            0 => handle::array_of_epoch(view.epoch, view.epoch0)?,
            bits => array(Handle { bits })?,
        };
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, array.clone()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_as_strided(
    ctx: Context, x: Handle, dtype: abi::NumPyNI_DType, ndim: i32, shape: *const i64, strides: *const i64, offset: i64,
    readonly: u32, out: *mut Handle,
) -> i32 {
    let body = || {
        let (x, dtype) = (array(x)?, convert::dtype(dtype)?);
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(shape, ndim) }?;
        // SAFETY: the ABI's promise.
        let strides = unsafe { convert::strides(strides, ndim) }?;
        let layout = Layout::strided(shape, &strides, dtype.itemsize())?;
        // No element stands anywhere in particular.
        let offset = if shape.contains(&0) { 0 } else { offset as isize };
        let view = x.view_as(dtype, layout, offset)?;
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, if readonly != 0 { view.into_readonly() } else { view }) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_reshape(
    ctx: Context, x: Handle, ndim: i32, shape: *const i64, order: u32, copy: u32, out: *mut Handle,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let shape = unsafe { slice(shape, convert::ndim(ndim)?, "shape") }?;
        let (x, order, copying) = (array(x)?, convert::copy_order(order)?, convert::copying(copy)?);
        if copying != Copying::Always && order == CopyOrder::C && x.is_c_contiguous() && x.size() > 0 {
            let lengths = x.resolve_shape(shape)?;
            let lay_out = |layout: &mut Layout| {
                let mut step = x.size() * x.itemsize();
                for &length in &lengths {
                    step /= length;
                    layout.push(length, step as isize);
                }
                Ok(())
            };
            // SAFETY: the ABI's promise.
            return unsafe { put_view(out, x, lay_out) };
        }
        let layout = if copying == Copying::Always { None } else { x.reshaped(shape, order)? };
        match layout {
            // SAFETY: the ABI's promise.
            Some(layout) => unsafe { put_view(out, x, |place| { *place = layout; Ok(()) }) },
            // SAFETY: the ABI's promise.
            None => unsafe { put_array(out, x.reshape(shape, order, copying)?) },
        }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_transpose(ctx: Context, x: Handle, axes: *const i64, naxes: i32, out: *mut Handle) -> i32 {
    let body = || {
        let x = array(x)?;
        // SAFETY: the ABI's promise.
        let axes = if axes.is_null() { None } else { Some(unsafe { slice(axes, convert::ndim(naxes)?, "axes") }?) };
        let lay_out = |layout: &mut Layout| {
            match axes {
                None => x.shape().iter().zip(x.strides()).rev().for_each(|(&length, &stride)| layout.push(length, stride)),
                Some(axes) => *layout = x.layout().transpose(axes)?,
            }
            Ok(())
        };
        // SAFETY: the ABI's promise.
        unsafe { put_view(out, x, lay_out) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_broadcast_to(ctx: Context, x: Handle, ndim: i32, shape: *const i64, out: *mut Handle) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let shape = unsafe { convert::shape(shape, ndim) }?;
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, array(x)?.broadcast_to(shape)?) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_astype(
    ctx: Context, x: Handle, dtype: abi::NumPyNI_DType, order: u32, casting: u32, copy: u32, out: *mut Handle,
) -> i32 {
    let body = || {
        let (dtype, order) = (convert::dtype(dtype)?, convert::copy_order(order)?);
        let (x, casting, copying) = (array(x)?, convert::casting(casting)?, convert::copying(copy)?);
        if copying == Copying::Always && can_cast(x.dtype(), dtype, casting) && x.copies_small(dtype, order) {
            let opened = open_new(dtype, x.shape())?;
            // SAFETY: the copy is new, row-major, and of the shape.
            convert::casting_of(ctx, &x.into(), dtype, || unsafe { x.copy_small(dtype, opened.view.data.cast()) });
            // SAFETY: the ABI's promise.
            return unsafe { put(out, opened.handle) };
        }
        let x = convert::casting_of(ctx, &x.into(), dtype, || x.astype(dtype, order, casting, copying))?;
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, x) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_assign(
    ctx: Context, dst: Handle, value: *const abi::NumPyNI_Value, casting: u32, where_: Handle,
) -> i32 {
    let body = || {
        let mask = if where_.bits == 0 { None } else { Some(array(where_)?) };
        // SAFETY: the ABI's promise.
        let value = unsafe { convert::operand(value) }?;
        let (dst, casting) = (array(dst)?, convert::casting(casting)?);
        // SAFETY: the ABI's promise: no other thread touches the elements.
        convert::casting_of(ctx, &value, dst.dtype(), || unsafe { dst.assign_shared(value, casting, mask) })
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_arange(
    ctx: Context, dtype: abi::NumPyNI_DType, start: *const abi::NumPyNI_Value, step: *const abi::NumPyNI_Value, length: i64,
    out: *mut Handle,
) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let (start, step) = (unsafe { convert::operand(start) }?, unsafe { convert::operand(step) }?);
        let length = usize::try_from(length).map_err(|_| Error::NegativeDimension)?;
        let array = convert::computing(ctx, || Array::arange(convert::dtype(dtype)?, start, step, length))?;
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, array) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_concatenate(
    ctx: Context, arrays: *const Handle, count: i64, axis: i32, dtype: *const abi::NumPyNI_DType, out: *mut Handle,
) -> i32 {
    let body = || {
        let count = usize::try_from(count).map_err(|_| Error::Value("a negative number of arrays".into()))?;
        // SAFETY: the ABI's promise.
        let handles = unsafe { slice(arrays, count, "arrays") }?;
        let arrays = handles.iter().map(|&handle| array(handle)).collect::<Result<Vec<_>>>()?;
        // SAFETY: the ABI's promise.
        let dtype = unsafe { dtype.as_ref() }.map(|&word| convert::dtype(word)).transpose()?;
        let joined = convert::computing(ctx, || Array::concatenate(&arrays, axis.into(), dtype))?;
        // SAFETY: the ABI's promise.
        unsafe { put_array(out, joined) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_overlaps(ctx: Context, x1: Handle, x2: Handle, exact: u32, out: *mut u32) -> i32 {
    let body = || {
        let (x1, x2) = (array(x1)?, array(x2)?);
        let overlaps = if exact != 0 { x1.overlaps(x2) } else { x1.may_overlap(x2) };
        // SAFETY: the ABI's promise.
        unsafe { put(out, overlaps.into()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn array_is_exclusive(ctx: Context, x: Handle, out: *mut u32) -> i32 {
    let body = || {
        let x = array(x)?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, (x.owns_data() && x.check_exclusive().is_ok()).into()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn dtype_promote(
    ctx: Context, values: *const abi::NumPyNI_Value, count: i32, out: *mut abi::NumPyNI_DType,
) -> i32 {
    let body = || {
        let count = usize::try_from(count).map_err(|_| Error::Value("a negative number of values".into()))?;
        // SAFETY: the ABI's promise.
        let values = unsafe { slice(values, count, "values") }?;
        let operands = values.iter().map(Operand::from_value).collect::<Result<Vec<_>>>()?;
        let common = result_type(&operands)
            .ok_or_else(|| Error::Value("at least one array or dtype is required".into()))?;
        // SAFETY: the ABI's promise.
        unsafe { put(out, common.word()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn dtype_can_cast(
    ctx: Context, from: abi::NumPyNI_DType, to: abi::NumPyNI_DType, casting: u32, out: *mut u32,
) -> i32 {
    let body = || {
        let can = can_cast(convert::dtype(from)?, convert::dtype(to)?, convert::casting(casting)?);
        // SAFETY: the ABI's promise.
        unsafe { put(out, can.into()) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}
