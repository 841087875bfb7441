//! Operands: Python objects to the runtime's values, and its values to Python objects.

use numpyni_sys::*;
use pyo3_ffi as ffi;

use crate::array::{ArrayObject, wrap_value};
use crate::element::{Bits, KINDS, Kind, Number, decode, encode};
use crate::errors::raise;
use crate::object::*;
use crate::scalar;
use crate::state::State;

/// The operand that an object is, if it is exactly an array to compute with, a scalar of ours, or a Python number.
#[inline(always)]
pub fn plain_operand(state: &State, object: Ref<'_>) -> Outcome<Option<NumPyNI_Value>> {
    if object.is_exact(state.types.ndarray) {
        // SAFETY: just checked.
        let array = unsafe { ArrayObject::of(object.as_ptr()) };
        return Ok(if array.is_opaque() { None } else { Some(array_value(array)) });
    }
    plain_element(state, object)
}

/// An element: a scalar of ours, or a Python number.
#[inline(always)]
pub fn plain_element(state: &State, object: Ref<'_>) -> Outcome<Option<NumPyNI_Value>> {
    Ok(match python_number(object)? {
        Some((kind, Some(number))) => Some(weak(kind, number)),
        Some((_, None)) => Some(big(object)?),
        None => scalar::exact_kind(state, object).map(|kind| element_value(kind, scalar::bits(object))),
    })
}

/// The operand that an object is, if it is an array to compute with, a scalar of ours (subclasses included), or a Python number.
pub fn operand(state: &State, object: Ref<'_>) -> Outcome<Option<NumPyNI_Value>> {
    if let Some(value) = plain_operand(state, object)? {
        return Ok(Some(value));
    }
    if let Some(array) = ArrayObject::find(state, object) {
        return Ok(if array.is_opaque() { None } else { Some(array_value(array)) });
    }
    Ok(scalar::kind(state, object).map(|kind| element_value(kind, scalar::bits(object))))
}

/// The operand that an object is; through the shared layer's `convert` if need be. The second keeps a converted array alive.
pub fn any_operand(state: &State, object: Ref<'_>) -> Outcome<(NumPyNI_Value, Option<Owned>)> {
    if let Some(value) = operand(state, object)? {
        return Ok((value, None));
    }
    let array = convert(state, object)?;
    let value = array_value(ArrayObject::expect(state, array.as_ref())?);
    Ok((value, Some(array)))
}

/// An object as an array, by the shared layer's hook.
pub fn convert(state: &State, object: Ref<'_>) -> Outcome<Owned> {
    match state.hooks.convert.get() {
        Some(convert) => convert.call(&[object]),
        None => Err(raise(NUMPYNI_ERROR_TYPE, "an array, a scalar or a number is needed")),
    }
}

#[inline(always)]
pub fn array_value(array: &ArrayObject) -> NumPyNI_Value {
    NumPyNI_Value { array: array.handle.get(), ..Default::default() }
}

pub fn element_value(kind: Kind, element: Bits) -> NumPyNI_Value {
    NumPyNI_Value { array: NumPyNI_Handle { bits: 0 }, dtype: kind.dtype(), element }
}

fn weak(kind: Kind, number: Number) -> NumPyNI_Value {
    let mut value = element_value(kind, encode(kind, number));
    value.dtype.ext |= NUMPYNI_EXT_WEAK;
    value
}

/// An exact Python number and the kind that it travels as; no number: an integer outside 64 bits.
pub fn python_number(object: Ref<'_>) -> Outcome<Option<(Kind, Option<Number>)>> {
    Ok(Some(if object.is_float() {
        (Kind::Float64, Some(Number::Real(scalar::double(object))))
    } else if object.is_int() {
        let number = python_int(object)?;
        (if matches!(number, Some(Number::Uint(_))) { Kind::Uint64 } else { Kind::Int64 }, number)
    } else if object.is_bool() {
        (Kind::Bool, Some(Number::Bool(object.is_true()?)))
    } else if object.is_complex() {
        (Kind::Complex128, Some(complex_number(object)?))
    } else {
        return Ok(None);
    }))
}

/// The value of a Python complex number, or of what converts to one.
pub fn complex_number(object: Ref<'_>) -> Outcome<Number> {
    // SAFETY: the object is alive; what is no number raises.
    let real = unsafe { ffi::PyComplex_RealAsDouble(object.as_ptr()) };
    // SAFETY: as above.
    let imag = unsafe { ffi::PyComplex_ImagAsDouble(object.as_ptr()) };
    pending().map(|()| Number::Complex(real, imag))
}

/// The value of a Python int; `None` outside 64 bits.
pub fn python_int(object: Ref<'_>) -> Outcome<Option<Number>> {
    let mut overflow = 0;
    // SAFETY: an int, and a place for the flag.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(object.as_ptr(), &mut overflow) };
    match overflow {
        0 if value == -1 => pending().map(|()| Some(Number::Int(value))),
        0 => Ok(Some(Number::Int(value))),
        1 => Ok(match object.to_u64() {
            Ok(value) => Some(Number::Uint(value)),
            Err(Raised) => {
                clear_error();
                None
            }
        }),
        _ => Ok(None),
    }
}

/// A Python integer outside 64 bits: weak, and given as its nearest float64.
fn big(object: Ref<'_>) -> Outcome<NumPyNI_Value> {
    // SAFETY: an int; one that is too large for a double raises OverflowError.
    let mut nearest = unsafe { ffi::PyLong_AsDouble(object.as_ptr()) };
    if nearest == -1.0 && pending().is_err() {
        clear_error();
        let zero = int(0)?;
        // SAFETY: an int is compared with an int.
        let negative = unsafe { ffi::PyObject_RichCompareBool(object.as_ptr(), zero.as_ref().as_ptr(), ffi::Py_LT) };
        nearest = if negative == 1 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let mut value = element_value(Kind::Float64, encode(Kind::Float64, Number::Real(nearest)));
    value.dtype.ext |= NUMPYNI_EXT_WEAK | NUMPYNI_EXT_BIG;
    Ok(value)
}

/// The object of a result: an array object without a base, or a scalar.
#[inline(always)]
pub fn result(state: &State, value: NumPyNI_Value) -> Outcome<Owned> {
    if value.array.bits != 0 {
        return wrap_value(state, value);
    }
    if value.dtype == NUMPYNI_FLOAT64 {
        return scalar::make_f64(state, f64::from_bits(value.element[0]));
    }
    element(state, value)
}

/// The object of an element: a scalar, or a Python number for a weak one.
pub fn element(state: &State, value: NumPyNI_Value) -> Outcome<Owned> {
    let Some(kind) = Kind::of(value.dtype) else {
        return Err(raise(NUMPYNI_ERROR_INTERNAL, "an element of unknown type"));
    };
    if value.dtype.ext & NUMPYNI_EXT_WEAK != 0 {
        return python(decode(kind, value.element));
    }
    scalar::make(state, kind, value.element)
}

/// The Python number of a value.
pub fn python(number: Number) -> Outcome<Owned> {
    match number {
        Number::Bool(value) => boolean(value),
        Number::Int(value) => int(value),
        Number::Uint(value) => unsigned(value),
        Number::Real(value) => float(value),
        Number::Complex(real, imag) => complex(real, imag),
    }
}

/// The kind of a number in Python's words.
pub fn is_known(dtype: NumPyNI_DType) -> bool {
    KINDS.iter().any(|kind| kind.dtype() == NumPyNI_DType { ext: 0, ..dtype })
}

/// Tells the shared layer that a computation raised floating-point exceptions.
#[inline(always)]
pub fn report(state: &State, fpe: u32, name: &str) -> Outcome<()> {
    if fpe == 0 { Ok(()) } else { report_now(state, fpe, name) }
}

#[cold]
fn report_now(state: &State, fpe: u32, name: &str) -> Outcome<()> {
    let Some(hook) = state.hooks.fpe.get() else { return Ok(()) };
    let (bits, name) = (int(fpe.into())?, text(name)?);
    hook.call(&[bits.as_ref(), name.as_ref()]).map(drop)
}
