//! New arrays: `np.array`, `np.arange`, `np.where`, ...

use numpyni_sys::*;

use crate::arguments::{Arguments, shape};
use crate::array::{ArrayObject, wrap};
use crate::element::{Kind, Number, encode};
use crate::hot::dtype_of;
use crate::methods::{assign, astype, reshape};
use crate::object::*;
use crate::operand::{any_operand, array_value, element_value, plain_operand, python_number, result};
use crate::runtime::Call;
use crate::scalar;
use crate::sequence;
use crate::state::State;

/// A dtype that an optional argument asks for: the outer `None` is for what the cold function must look at.
fn dtype(state: &State, argument: Option<Ref<'_>>) -> Option<Option<NumPyNI_DType>> {
    match argument {
        Some(argument) if !argument.is_none() => dtype_of(state, argument).map(Some),
        _ => Some(None),
    }
}

/// The dtype behind `count` positional arguments: the next one, the only keyword, or none.
fn with_dtype(state: &State, arguments: Arguments<'_>, count: usize) -> Outcome<Option<Option<NumPyNI_DType>>> {
    if arguments.plain() == Some(count) {
        return Ok(Some(None));
    }
    let named = match arguments.plain() {
        Some(given) if given == count + 1 => Some(arguments.at(count)),
        _ => arguments.only_keyword(count, c"dtype")?,
    };
    Ok(named.and_then(|named| dtype(state, Some(named))))
}

/// `array(object[, dtype])`, `asarray(object[, dtype])`
pub fn array<const COPY: bool>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(dtype) = with_dtype(state, arguments, 1)? else { return Ok(None) };
    let object = arguments.at(0);
    if !object.is_exact(state.types.ndarray) {
        if dtype.is_none() && let Some(made) = super::joins::rows(state, object)? {
            return Ok(Some(made));
        }
        return sequence::array(state, object, dtype);
    }
    let array = ArrayObject::expect(state, object)?;
    if array.is_opaque() {
        return Ok(None);
    }
    let wanted = dtype.unwrap_or(array.dtype());
    if !COPY && wanted == array.dtype() {
        return Ok(Some(object.to_owned()));
    }
    astype(state, array, wanted, NUMPYNI_ORDER_K, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS).map(Some)
}

/// `copy(array)`
pub fn copy(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(1) || !arguments.at(0).is_exact(state.types.ndarray) {
        return Ok(None);
    }
    let array = ArrayObject::expect(state, arguments.at(0))?;
    if array.is_opaque() {
        return Ok(None);
    }
    astype(state, array, array.dtype(), NUMPYNI_ORDER_K, NUMPYNI_CASTING_UNSAFE, NUMPYNI_COPY_ALWAYS).map(Some)
}

/// `reshape(array, shape)`
pub fn reshape_array(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) || !arguments.at(0).is_exact(state.types.ndarray) || !is_shape(arguments.at(1))? {
        return Ok(None);
    }
    let array = ArrayObject::expect(state, arguments.at(0))?;
    if array.is_opaque() {
        return Ok(None);
    }
    reshape(state, array, &shape(arguments.at(1))?, NUMPYNI_ORDER_C, NUMPYNI_COPY_IF_NEEDED).map(Some)
}

/// A new array with the shape and type of a plain, row-major one.
fn new_like(state: &State, object: Ref<'_>, zero: bool) -> Outcome<Option<Owned>> {
    let Some(array) = super::plain_array(state, object).filter(|array| array.has(NUMPYNI_C_CONTIGUOUS)) else { return Ok(None) };
    let (dtype, shape) = (array.dtype(), array.shape());
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths, which the array keeps.
        unsafe { (api.array_new)(context, dtype, ndim, shape, NUMPYNI_ORDER_C, zero.into(), out) }
    })?;
    wrap(state, handle, None).map(Some)
}

/// `zeros_like(array)`, `empty_like(array)` of a row-major array.
pub fn like<const ZERO: bool>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() == Some(1) { new_like(state, arguments.at(0), ZERO) } else { Ok(None) }
}

/// A new array like a row-major one, filled with a value.
fn filled_like(state: &State, object: Ref<'_>, value: &NumPyNI_Value) -> Outcome<Option<Owned>> {
    let Some(made) = new_like(state, object, false)? else { return Ok(None) };
    assign(state, ArrayObject::expect(state, made.as_ref())?, value, NUMPYNI_CASTING_UNSAFE, NumPyNI_Handle { bits: 0 })?;
    Ok(Some(made))
}

/// `ones_like(array)` of a row-major array.
pub fn ones_like(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(1) {
        return Ok(None);
    }
    filled_like(state, arguments.at(0), &element_value(Kind::Bool, encode(Kind::Bool, Number::Bool(true))))
}

/// `full_like(array, number)` of a row-major array whose elements can be the number.
pub fn full_like(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() != Some(2) {
        return Ok(None);
    }
    let Some(kind) = super::plain_array(state, arguments.at(0)).and_then(super::native_kind) else { return Ok(None) };
    let bits = match python_number(arguments.at(1))? {
        Some((_, Some(Number::Int(value)))) => scalar::exactly(kind, value),
        Some((_, Some(number @ Number::Real(_)))) if kind == Kind::Float64 => Some(encode(kind, number)),
        _ => None,
    };
    bits.map_or(Ok(None), |bits| filled_like(state, arguments.at(0), &element_value(kind, bits)))
}

/// `asanyarray(array)`
pub fn itself(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let given = arguments.plain() == Some(1) && arguments.at(0).is_exact(state.types.ndarray);
    Ok(given.then(|| arguments.at(0).to_owned()))
}

/// `ascontiguousarray(array)`, `asfortranarray(array)` of an array that has the order.
pub fn in_order<const FLAG: u32>(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(found) = itself(state, arguments)? else { return Ok(None) };
    let array = ArrayObject::expect(state, found.as_ref())?;
    let fits = array.ndim() > 0 && array.has(FLAG);
    Ok(fits.then_some(found))
}

/// `copyto(array, values)` of arrays of one shape.
pub fn copyto(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some([target, source]) = super::arrays(state, arguments) else { return Ok(None) };
    if target.has(NUMPYNI_READONLY) || target.shape() != source.shape() {
        return Ok(None);
    }
    assign(state, target, &array_value(source), NUMPYNI_CASTING_SAME_KIND, NumPyNI_Handle { bits: 0 })?;
    Ok(Some(none()))
}

/// `arange([start,] stop[, step][, dtype=])` of Python numbers.
pub fn arange(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let count = arguments.positional();
    if !(1..=3).contains(&count) {
        return Ok(None);
    }
    let Some(wanted) = with_dtype(state, arguments, count)? else { return Ok(None) };
    let zero = int(0)?;
    let one = int(1)?;
    let (start, stop) =
        if count == 1 { (zero.as_ref(), arguments.at(0)) } else { (arguments.at(0), arguments.at(1)) };
    let step = if count == 3 { arguments.at(2) } else { one.as_ref() };
    let bounds = [start, stop, step];
    let real = |bound: Ref<'_>| match bound.is_float() {
        true => scalar::double(bound),
        false => small([bound]).map_or(f64::NAN, |[value]| value as f64),
    };
    let (dtype, length) = if bounds.iter().all(|bound| bound.is_int()) {
        let Some([start, stop, step]) = small(bounds) else { return Ok(None) };
        let (span, step) = (i128::from(stop) - i128::from(start), i128::from(step));
        if step == 0 {
            return Ok(None);
        }
        let rounded = if step > 0 { span + step - 1 } else { span + step + 1 };
        (NUMPYNI_INT64, (rounded / step).max(0) as f64)
    } else if bounds.iter().all(|bound| bound.is_int() || bound.is_float()) {
        let span = (real(stop) - real(start)) / real(step);
        if span == 0.0 {        // nothing at all, or a step so long that the start alone is there
            return Ok(None);
        }
        (NUMPYNI_FLOAT64, if span.is_nan() { span } else { span.ceil().max(0.0) })
    } else {
        return Ok(None);
    };
    // No step, and what has no length or too large a one, is an error to be raised by the cold function.
    if real(step) == 0.0 || length.is_nan() || length > 1e15 {
        return Ok(None);
    }
    // Other types may have no room for the numbers.
    if !matches!(wanted, None | Some(NUMPYNI_INT64 | NUMPYNI_FLOAT64)) || wanted == Some(NUMPYNI_INT64) && dtype != NUMPYNI_INT64 {
        return Ok(None);
    }
    let dtype = wanted.unwrap_or(dtype);
    let ((start, _kept), (step, _kept_too)) = (any_operand(state, start)?, any_operand(state, step)?);
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and two values that live through the call.
        unsafe { (api.array_arange)(context, dtype, &start, &step, length as i64, out) }
    })?;
    wrap(state, handle, None).map(Some)
}

/// The values of ints that fit 64 bits.
fn small<const N: usize>(objects: [Ref<'_>; N]) -> Option<[i64; N]> {
    let mut values = [0; N];
    for (value, object) in values.iter_mut().zip(objects) {
        *value = object.to_i64().map_err(|_| clear_error()).ok()?;
    }
    Some(values)
}

/// `full(shape, number[, dtype])`
pub fn full(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some(dtype) = with_dtype(state, arguments, 2)? else { return Ok(None) };
    let (given, value) = (arguments.at(0), arguments.at(1));
    let Some((kind, Some(number))) = python_number(value)? else { return Ok(None) };
    if !is_shape(given)? || kind == Kind::Uint64 {
        return Ok(None);
    }
    let dtype = dtype.unwrap_or(kind.dtype());
    let same = dtype == kind.dtype();
    let Some(kind) = Kind::of(dtype) else { return Ok(None) };
    let bits = match number {
        Number::Int(value) => scalar::exactly(kind, value),
        Number::Bool(_) => Some(encode(kind, number)),
        _ if same => Some(encode(kind, number)),
        _ => None,
    };
    let (Some(bits), shape) = (bits, shape(given)?) else { return Ok(None) };
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, dtype, ndim, shape, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let value = element_value(kind, bits);
    let nowhere = NumPyNI_Handle { bits: 0 };
    assign(state, ArrayObject::expect(state, made.as_ref())?, &value, NUMPYNI_CASTING_UNSAFE, nowhere)?;
    Ok(Some(made))
}

/// Whether an object is an int or a tuple of a few ints, all within 64 bits and none negative.
fn is_shape(object: Ref<'_>) -> Outcome<bool> {
    let length = |object: Ref<'_>| object.is_int() && small([object]).is_some_and(|[length]| length >= 0);
    if !object.is_tuple() {
        return Ok(length(object));
    }
    let len = object.tuple_len()?;
    (0..len).try_fold(len <= NUMPYNI_MAXDIMS as usize, |fits, index| Ok(fits && length(object.tuple_item(index)?)))
}

/// Up to this size a choice is one loop; of more elements two assignments are.
const CHOSEN: i64 = 1024;

/// `where(condition)` of a vector; `where(condition, x, y)` of a boolean array without gaps and, for each of the others, an array of its shape or a number.
pub fn where_(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.plain() == Some(1) {
        return super::selection::nonzero(state, arguments);
    }
    if arguments.plain() != Some(3) || !arguments.at(0).is_exact(state.types.ndarray) {
        return Ok(None);
    }
    let condition = ArrayObject::expect(state, arguments.at(0))?;
    let (x, y) = (plain_operand(state, arguments.at(1))?, plain_operand(state, arguments.at(2))?);
    let (Some(x), Some(y)) = (x, y) else { return Ok(None) };
    let fits = |value: Ref<'_>| match ArrayObject::find(state, value) {
        Some(array) => array.shape() == condition.shape(),
        None => true,
    };
    let shape = condition.shape();
    if condition.dtype() != NUMPYNI_BOOL || shape.is_empty() || !condition.has(NUMPYNI_C_CONTIGUOUS) || !fits(arguments.at(1)) || !fits(arguments.at(2)) {
        return Ok(None);
    }
    if condition.size() <= CHOSEN
        && let Some(value) = super::call(state, super::Known::Where, &[array_value(condition), x, y], None)?
    {
        return result(state, value).map(Some);
    }
    let (mut call, mut dtype) = (Call::new(state.api), NumPyNI_DType::default());
    // SAFETY: a context of ours, two values, a place for the result.
    let status = unsafe { (state.api.dtype_promote)(call.context(), [x, y].as_ptr(), 2, &mut dtype) };
    call.check(status)?;
    let handle = call.handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, dtype, ndim, shape, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let target = ArrayObject::expect(state, made.as_ref())?;
    assign(state, target, &y, NUMPYNI_CASTING_UNSAFE, NumPyNI_Handle { bits: 0 })?;
    assign(state, target, &x, NUMPYNI_CASTING_UNSAFE, condition.handle.get())?;
    Ok(Some(made))
}
