//! The ABI's arguments as the runtime's, checked.

use numpyni_sys as abi;
use smallvec::SmallVec;

use crate::capi::{array, open, open_view};
use crate::operand::unknown;
use crate::{
    Array, Axes, Casting, CopyOrder, Copying, DType, Error, Index, Layout, MAXDIMS, Operand, Order, Result, Scalar, Selected,
    Weak,
};

/// An argument that is null and must not be.
#[cold]
pub fn null(what: &str) -> Error {
    Error::Value(format!("{what} is NULL"))
}

/// # Safety
/// Null, or `count` readable elements.
#[inline]
pub unsafe fn slice<'a, T>(pointer: *const T, count: usize, what: &str) -> Result<&'a [T]> {
    match (count, pointer.is_null()) {
        (0, _) => Ok(&[]),
        (_, true) => Err(null(what)),
        // SAFETY: the caller's promise.
        _ => Ok(unsafe { std::slice::from_raw_parts(pointer, count) }),
    }
}

/// # Safety
/// Null, or one readable element.
#[inline]
pub unsafe fn one<'a, T>(pointer: *const T, what: &str) -> Result<&'a T> {
    // SAFETY: the caller's promise.
    unsafe { pointer.as_ref() }.ok_or_else(|| null(what))
}

/// Stores a result.
///
/// # Safety
/// Null, or writable.
#[inline]
pub unsafe fn put<T>(out: *mut T, value: T) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the result"));
    }
    // SAFETY: the caller's promise.
    unsafe { out.write(value) };
    Ok(())
}

/// Stores an array as a new handle.
///
/// # Safety
/// Null, or writable.
#[inline]
pub unsafe fn put_array(out: *mut abi::NumPyNI_Handle, array: Array) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the result"));
    }
    let handle = open(array)?.handle;
    // SAFETY: the caller's promise.
    unsafe { out.write(handle) };
    Ok(())
}

/// Stores a view of `x` as a new handle, with the axes that `lay_out` adds.
///
/// # Safety
/// Null, or writable; the layout's elements are elements of `x`.
#[inline(always)]
pub unsafe fn put_view(out: *mut abi::NumPyNI_Handle, x: &Array, lay_out: impl FnOnce(&mut Layout) -> Result<()>) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the result"));
    }
    let handle = open_view(x, |layout| lay_out(layout).map(|()| 0))?.handle;
    // SAFETY: the caller's promise.
    unsafe { out.write(handle) };
    Ok(())
}

/// Stores an element or an array as a value.
///
/// # Safety
/// Null, or writable.
#[inline]
pub unsafe fn put_selected(out: *mut abi::NumPyNI_Value, selected: Selected) -> Result<()> {
    if out.is_null() {
        return Err(null("the place of the result"));
    }
    let value = match selected {
        Selected::Element(scalar) => element(scalar),
        Selected::Array(array) => open(array)?.value(),
    };
    // SAFETY: the caller's promise.
    unsafe { out.write(value) };
    Ok(())
}

/// An element as a value.
#[inline]
pub fn element(scalar: Scalar) -> abi::NumPyNI_Value {
    abi::NumPyNI_Value {
        array: abi::NumPyNI_Handle::default(),
        dtype: DType::new(scalar.kind()).word(),
        element: scalar.bits(),
    }
}

/// Runs a computation, and leaves in the context the floating-point exceptions that it raised.
#[inline(always)]
pub fn computing<R>(ctx: *mut abi::NumPyNI_Context, compute: impl FnOnce() -> R) -> R {
    kernels::fpe::clear();
    let result = compute();
    let raised = kernels::fpe::take();
    if !ctx.is_null() {
        // SAFETY: a context that is not null is this call's own.
        unsafe { (*ctx).fpe = raised };
    }
    result
}

/// [`computing`] for a cast of `x` to `dtype`, which may drop imaginary parts.
#[inline(always)]
pub fn casting_of<R>(ctx: *mut abi::NumPyNI_Context, x: &Operand<'_>, dtype: DType, compute: impl FnOnce() -> R) -> R {
    let result = computing(ctx, compute);
    let is_complex = x.dtype().map_or(matches!(x, Operand::Weak(Weak::Complex(_))), |from| from.kind().is_complex());
    if is_complex && (dtype.kind().is_integer() || dtype.kind().is_float()) && !ctx.is_null() {
        // SAFETY: a context that is not null is this call's own.
        unsafe { (*ctx).fpe |= abi::NUMPYNI_FPE_IMAGINARY };
    }
    result
}

/// # Errors
/// `UnknownDType`
#[inline]
pub fn dtype(word: abi::NumPyNI_DType) -> Result<DType> {
    DType::from_word(word).ok_or_else(|| unknown(word))
}

/// How many dimensions.
///
/// # Errors
/// `Value`, `TooManyDimensions`.
#[inline]
pub fn ndim(ndim: i32) -> Result<usize> {
    let ndim = usize::try_from(ndim).map_err(|_| Error::Value("a negative number of dimensions".into()))?;
    if ndim > MAXDIMS { Err(Error::TooManyDimensions { ndim }) } else { Ok(ndim) }
}

/// # Safety
/// `lengths` is null or holds `count` numbers.
#[inline(always)]
pub unsafe fn shape<'a>(lengths: *const i64, count: i32) -> Result<&'a [usize]> {
    // SAFETY: the caller's promise.
    let lengths = unsafe { slice(lengths, ndim(count)?, "shape") }?;
    if lengths.iter().any(|&length| length < 0) {
        return Err(Error::NegativeDimension);
    }
    Ok(bytemuck::cast_slice(lengths))
}

/// # Safety
/// `strides` is null or holds `count` numbers.
#[inline]
pub unsafe fn strides(strides: *const i64, count: i32) -> Result<Axes<isize>> {
    // SAFETY: the caller's promise.
    let strides = unsafe { slice(strides, ndim(count)?, "strides") }?;
    Ok(strides.iter().map(|&stride| stride as isize).collect())
}

/// # Errors
/// `Value`
pub fn casting(casting: u32) -> Result<Casting> {
    Ok(match casting {
        abi::NUMPYNI_CASTING_NO => Casting::No,
        abi::NUMPYNI_CASTING_EQUIV => Casting::Equiv,
        abi::NUMPYNI_CASTING_SAFE => Casting::Safe,
        abi::NUMPYNI_CASTING_SAME_KIND | abi::NUMPYNI_CASTING_DEFAULT => Casting::SameKind,
        abi::NUMPYNI_CASTING_UNSAFE => Casting::Unsafe,
        other => return Err(Error::Value(format!("unknown casting rule {other}"))),
    })
}

/// # Errors
/// `Value`
pub fn copy_order(order: u32) -> Result<CopyOrder> {
    Ok(match order {
        abi::NUMPYNI_ORDER_K => CopyOrder::K,
        abi::NUMPYNI_ORDER_C => CopyOrder::C,
        abi::NUMPYNI_ORDER_F => CopyOrder::F,
        abi::NUMPYNI_ORDER_A => CopyOrder::A,
        other => return Err(Error::Value(format!("unknown order {other}"))),
    })
}

/// The order of an array that is no copy of another.
///
/// # Errors
/// `Value`
pub fn new_order(order: u32) -> Result<Order> {
    Ok(if copy_order(order)? == CopyOrder::F { Order::F } else { Order::C })
}

/// # Errors
/// `Value`
pub fn copying(copy: u32) -> Result<Copying> {
    Ok(match copy {
        abi::NUMPYNI_COPY_NEVER => Copying::Never,
        abi::NUMPYNI_COPY_IF_NEEDED => Copying::IfNeeded,
        abi::NUMPYNI_COPY_ALWAYS => Copying::Always,
        other => return Err(Error::Value(format!("unknown copy mode {other}"))),
    })
}

/// # Safety
/// `value` is null or readable.
pub unsafe fn operand<'a>(value: *const abi::NumPyNI_Value) -> Result<Operand<'a>> {
    // SAFETY: the caller's promise.
    Operand::from_value(unsafe { one(value, "value") }?)
}

/// Index items, in the caller's frame: to move them would cost more than to convert them.
pub type Items<'a> = SmallVec<[Index<'a>; 4]>;

/// # Safety
/// `items` is null or holds `count` items.
#[inline(always)]
pub unsafe fn index<'a>(items: *const abi::NumPyNI_Index, count: i32) -> Result<&'a [abi::NumPyNI_Index]> {
    let count = usize::try_from(count).map_err(|_| Error::Value("a negative number of index items".into()))?;
    // SAFETY: the caller's promise.
    unsafe { slice(items, count, "items") }
}

/// The items of an index.
///
/// # Errors
/// `Index`, `BadHandle`.
pub fn items<'a>(given: &[abi::NumPyNI_Index], into: &mut Items<'a>) -> Result<()> {
    for item in given {
        into.push(match item.kind {
            abi::NUMPYNI_INDEX_ARRAY => Index::Array(array(item.array)?),
            _ if is_basic(item) => basic(item),
            other => return Err(Error::Index(format!("unknown kind of index {other}"))),
        });
    }
    Ok(())
}

/// It is neither an array nor unknown.
#[inline(always)]
pub fn is_basic(item: &abi::NumPyNI_Index) -> bool {
    item.kind < abi::NUMPYNI_INDEX_ARRAY
}

/// A basic item.
#[inline(always)]
pub fn basic(item: &abi::NumPyNI_Index) -> Index<'static> {
    let given = |flag: u32, place: i64| (item.flags & flag != 0).then_some(place);
    match item.kind {
        abi::NUMPYNI_INDEX_INTEGER => Index::Integer(item.start),
        abi::NUMPYNI_INDEX_SLICE => Index::Slice {
            start: given(abi::NUMPYNI_HAS_START, item.start),
            stop: given(abi::NUMPYNI_HAS_STOP, item.stop),
            step: item.step,
        },
        abi::NUMPYNI_INDEX_NEWAXIS => Index::NewAxis,
        _ => Index::Ellipsis,
    }
}
