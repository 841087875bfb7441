//! The operators of arrays: the plain case goes to the ufunc at once, everything else to `_binary_cold` and its kin.

use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::array::ArrayObject;
use crate::element::{self, Kind};
use crate::elide;
use crate::errors::raise;
use crate::object::*;
use crate::operand::{self, array_value, plain_operand, report};
use crate::runtime::Call;
use crate::scalar::COMPARISONS;
use crate::state::State;
use crate::types::{Slots, slot};

/// The ufuncs behind the operators.
pub const OPERATORS: [&std::ffi::CStr; 26] = [
    c"add", c"subtract", c"multiply", c"divide", c"floor_divide", c"remainder", c"power", c"bitwise_and", c"bitwise_or",
    c"bitwise_xor", c"left_shift", c"right_shift", c"less", c"less_equal", c"equal", c"not_equal", c"greater",
    c"greater_equal", c"negative", c"positive", c"absolute", c"invert", c"square", c"reciprocal", c"sqrt",
    c"divmod",
];
/// The place of `subtract` among the operators.
pub const SUBTRACT: usize = 1;
/// The place of `multiply` among the operators.
pub const MULTIPLY: usize = 2;
const LESS: usize = 12;
/// The place of `divide` among the operators.
pub const DIVIDE: usize = 3;
/// The place of `equal` among the operators.
pub const EQUAL: usize = 14;
/// The place of `not_equal` among the operators.
pub const NOT_EQUAL: usize = 15;
const POWER: usize = 6;
const NEGATIVE: usize = 18;
const ABSOLUTE: usize = 20;
const SQUARE: usize = 22;
const RECIPROCAL: usize = 23;
const SQRT: usize = 24;
const DIVMOD: usize = 25;

fn name(operator: usize) -> &'static str {
    OPERATORS[operator].to_str().unwrap_or_default()
}

/// The number of an operator's ufunc, or an error that names it.
#[inline(always)]
fn number(state: &State, operator: usize) -> Outcome<u32> {
    state.operators[operator].ok_or_else(|| {
        raise(NUMPYNI_ERROR_NOT_IMPLEMENTED, &format!("this runtime has no ufunc '{}'", name(operator)))
    })
}

/// Applies an operator's ufunc to operands.
#[inline(always)]
pub fn call(state: &State, operator: usize, inputs: &[NumPyNI_Value]) -> Outcome<NumPyNI_Value> {
    let ufunc = number(state, operator)?;
    let mut call = Call::new(state.api);
    let value = call.value(|api, context, out| {
        // SAFETY: a context of ours, open handles, as many inputs as the operator takes, one result.
        unsafe { (api.ufunc_call)(context, ufunc, inputs.as_ptr(), null(), out) }
    })?;
    if call.fpe() != 0 {
        let kept = keep(state, value);
        report(state, call.fpe(), name(operator))?;
        std::mem::forget(kept);
    }
    Ok(value)
}

/// Holds a result while a hook runs, so that it is closed if the hook raises.
pub fn keep(state: &State, value: NumPyNI_Value) -> Option<crate::runtime::Handle> {
    (value.array.bits != 0).then(|| crate::runtime::Handle::from_bits(state.api, value.array))
}

/// The operation by name, if the operands are plain: arrays, scalars and Python numbers of the exact types.
pub fn plainly(state: &State, x1: Ref<'_>, x2: Ref<'_>, name: &str) -> Outcome<Option<Owned>> {
    let known = OPERATORS.iter().position(|operator| operator.to_bytes() == name.as_bytes());
    known.map_or(Ok(None), |operator| plain_binary(state, operator, x1, x2))
}

#[inline(always)]
fn plain_binary(state: &State, operator: usize, x1: Ref<'_>, x2: Ref<'_>) -> Outcome<Option<Owned>> {
    if x1.is_exact(state.types.ndarray) && x2.is_exact(state.types.ndarray) {
        // SAFETY: just checked.
        let a = unsafe { ArrayObject::of(x1.as_ptr()) };
        // SAFETY: as above.
        let b = unsafe { ArrayObject::of(x2.as_ptr()) };
        if a.is_opaque() || b.is_opaque() {
            return Ok(None);
        }
        return operate(state, operator, [x1, x2], [array_value(a), array_value(b)]).map(Some);
    }
    let Some(a) = plain_operand(state, x1)? else { return Ok(None) };
    let Some(b) = plain_operand(state, x2)? else { return Ok(None) };
    if operator == POWER
        && let Some(array) = ArrayObject::find(state, x1)
        && let Some(shorter) = shorter_power(array.dtype(), &b)
    {
        return operate(state, shorter, [x1], [a]).map(Some);
    }
    operate(state, operator, [x1, x2], [a, b]).map(Some)
}

/// Applies an operator's ufunc to plain operands; gives a new array or scalar, or an operand that is a temporary and now holds the result.
#[inline(always)]
fn operate<const N: usize>(state: &State, operator: usize, objects: [Ref<'_>; N], values: [NumPyNI_Value; N]) -> Outcome<Owned> {
    if !(LESS..NEGATIVE).contains(&operator) {
        for (i, &object) in objects.iter().enumerate().filter(|&(i, _)| values[i].array.bits != 0) {
            // SAFETY: what has a handle is an array.
            let array = unsafe { ArrayObject::of(object.as_ptr()) };
            let other = (N == 2).then(|| (objects[N - 1 - i], values[N - 1 - i]));
            if elide::may_be_temporary(array) && gives_alike(operator, array, other) && elide::is_temporary(state, array) {
                call_into(state, operator, array.handle.get(), &values)?;
                return Ok(object.to_owned());
            }
        }
    }
    operand::result(state, call(state, operator, &values)?)
}

/// Whether an operation of an array, and perhaps another operand, gives the array's type and shape.
#[cold]
fn gives_alike(operator: usize, array: &ArrayObject, other: Option<(Ref<'_>, NumPyNI_Value)>) -> bool {
    let dtype = array.dtype();
    let complex = dtype.code == NUMPYNI_TYPE_COMPLEX;
    let inexact = complex || matches!(dtype.code, NUMPYNI_TYPE_FLOAT | NUMPYNI_TYPE_BFLOAT);
    let same_type = match operator {
        DIVIDE => inexact,
        ABSOLUTE => !complex,
        _ => true,
    };
    if !same_type || dtype.code == NUMPYNI_TYPE_BOOL || dtype.ext != 0 {
        return false;
    }
    match other {
        None => true,
        Some((other, value)) if value.array.bits != 0 => {
            // SAFETY: what has a handle is an array.
            let other = unsafe { ArrayObject::of(other.as_ptr()) };
            let fits = |(&length, &own): (&i64, &i64)| length == own || length == 1;
            other.dtype() == dtype && other.ndim() <= array.ndim() && other.shape().iter().rev().zip(array.shape().iter().rev()).all(fits)
        }
        Some((_, other)) if other.dtype.ext & NUMPYNI_EXT_WEAK != 0 => match other.dtype.code {
            NUMPYNI_TYPE_COMPLEX => complex,
            NUMPYNI_TYPE_FLOAT => inexact,
            _ => true,
        },
        Some((_, other)) => other.dtype == dtype,
    }
}

/// The operator that NumPy computes some powers by, where the exponent is a Python number.
fn shorter_power(dtype: NumPyNI_DType, exponent: &NumPyNI_Value) -> Option<usize> {
    let inexact = matches!(dtype.code, NUMPYNI_TYPE_FLOAT | NUMPYNI_TYPE_COMPLEX);
    if exponent.array.bits != 0 || exponent.dtype.ext != NUMPYNI_EXT_WEAK {
        return None;
    }
    match (exponent.dtype.code, exponent.element[0] as i64) {
        (NUMPYNI_TYPE_INT, 2) if dtype.code != NUMPYNI_TYPE_BFLOAT => Some(SQUARE),
        (NUMPYNI_TYPE_INT, -1) if inexact => Some(RECIPROCAL),
        (NUMPYNI_TYPE_FLOAT, _) if inexact && f64::from_bits(exponent.element[0]) == 0.5 => Some(SQRT),
        _ => None,
    }
}

unsafe extern "C" fn binary<const OP: usize>(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes objects.
        let x1 = unsafe { Ref::new(x1) };
        // SAFETY: as above.
        let x2 = unsafe { Ref::new(x2) };
        match plain_binary(state, OP, x1, x2)? {
            Some(result) => Ok(result),
            None => cold_binary(state, x1, x2, name(OP)),
        }
    })
}

fn cold_binary(state: &State, x1: Ref<'_>, x2: Ref<'_>, name: &str) -> Outcome<Owned> {
    let (first, second) = (x1.is_instance(state.types.ndarray), x2.is_instance(state.types.ndarray));
    if !first && !second {
        // An array of another import of the module.
        return Ok(not_implemented());
    }
    let reflected = !first;
    let (this, other) = if reflected { (x2, x1) } else { (x1, x2) };
    let (name, reflected) = (text(name)?, boolean(reflected)?);
    this.attribute(c"_binary_cold")?.as_ref().call(&[other, name.as_ref(), reflected.as_ref()])
}

/// `divmod(x1, x2)` of arrays and scalars.
pub unsafe extern "C" fn divmod(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes objects.
        let x1 = unsafe { Ref::new(x1) };
        // SAFETY: as above.
        let x2 = unsafe { Ref::new(x2) };
        let (Some(a), Some(b)) = (plain_operand(state, x1)?, plain_operand(state, x2)?) else {
            return crate::scalar::cold_binary(state, x1, x2, name(DIVMOD));
        };
        let (ufunc, mut results) = (number(state, DIVMOD)?, [NumPyNI_Value::default(); 2]);
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, open handles, two inputs and two results.
        let status = unsafe { (state.api.ufunc_call)(call.context(), ufunc, [a, b].as_ptr(), null(), results.as_mut_ptr()) };
        call.check(status)?;
        let made = crate::ufunc::make_results(state, &results)?;
        report(state, call.fpe(), name(DIVMOD))?;
        Ok(made)
    })
}

unsafe extern "C" fn power(x1: *mut PyObject, x2: *mut PyObject, modulo: *mut PyObject) -> *mut PyObject {
    // SAFETY: the interpreter passes objects.
    if !unsafe { Ref::new(modulo) }.is_none() {
        return not_implemented().into_ptr();
    }
    // SAFETY: as above.
    unsafe { binary::<6>(x1, x2) }
}

unsafe extern "C" fn in_place<const OP: usize>(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes an instance and an object.
        let x1 = unsafe { Ref::new(x1) };
        // SAFETY: as above.
        let x2 = unsafe { Ref::new(x2) };
        if x1.is_exact(state.types.ndarray)
            && let Some(b) = plain_operand(state, x2)?
            && let array = ArrayObject::expect(state, x1)?
            && !array.is_opaque()
        {
            call_into(state, OP, array.handle.get(), &[array_value(array), b])?;
            return Ok(x1.to_owned());
        }
        let name = text(name(OP))?;
        x1.attribute(c"_inplace_cold")?.as_ref().call(&[x2, name.as_ref()])
    })
}

/// Applies an operator's ufunc to operands, into an array.
pub fn call_into(state: &State, operator: usize, out: NumPyNI_Handle, inputs: &[NumPyNI_Value]) -> Outcome<()> {
    let ufunc = number(state, operator)?;
    let options = NumPyNI_UfuncOptions { out: &raw const out, ..crate::ufunc::no_options() };
    let mut call = Call::new(state.api);
    call.value(|api, context, result| {
        // SAFETY: a context of ours, open handles, as many inputs as the operator takes, one output and one result.
        unsafe { (api.ufunc_call)(context, ufunc, inputs.as_ptr(), &raw const options, result) }
    })?;
    report(state, call.fpe(), name(operator))
}

unsafe extern "C" fn in_place_power(x1: *mut PyObject, x2: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    // SAFETY: the interpreter's own arguments.
    unsafe { in_place::<6>(x1, x2) }
}

unsafe extern "C" fn unary<const OP: usize>(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes an instance.
        let x = unsafe { Ref::new(x) };
        if let Some(array) = ArrayObject::find(state, x).filter(|array| array.is_plain(state)) {
            return operate(state, OP, [x], [array_value(array)]);
        }
        let name = text(name(OP))?;
        x.attribute(c"_unary_cold")?.as_ref().call(&[name.as_ref()])
    })
}

unsafe extern "C" fn compare(x1: *mut PyObject, x2: *mut PyObject, op: i32) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes an instance and an object.
        let x1 = unsafe { Ref::new(x1) };
        // SAFETY: as above.
        let x2 = unsafe { Ref::new(x2) };
        let op = (op as usize).min(COMPARISONS.len() - 1);
        if x1.is_exact(state.types.ndarray)
            && let Some(result) = plain_binary(state, LESS + op, x1, x2)?
        {
            return Ok(result);
        }
        let name = text(COMPARISONS[op])?;
        x1.attribute(c"_compare_cold")?.as_ref().call(&[x2, name.as_ref()])
    })
}

unsafe extern "C" fn matmul(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes objects.
        let x1 = unsafe { Ref::new(x1) };
        // SAFETY: as above.
        let x2 = unsafe { Ref::new(x2) };
        let computable = |x| ArrayObject::find(state, x).is_some_and(|array| array.is_plain(state));
        if !(computable(x1) && computable(x2)) {
            return cold_binary(state, x1, x2, "matmul");
        }
        let (a, b) = (ArrayObject::expect(state, x1)?, ArrayObject::expect(state, x2)?);
        operand::result(state, matrix_product(state, a, b)?)
    })
}

/// `a @ b`
pub fn matrix_product(state: &State, a: &ArrayObject, b: &ArrayObject) -> Outcome<NumPyNI_Value> {
    handle_product(state, a.handle.get(), b.handle.get())
}

/// [`matrix_product`] of open handles.
pub fn handle_product(state: &State, a: NumPyNI_Handle, b: NumPyNI_Handle) -> Outcome<NumPyNI_Value> {
    Call::new(state.api).value(|api, context, out| {
        // SAFETY: a context of ours and open handles; no dtype, no result array.
        unsafe { (api.matmul)(context, a, b, null(), NUMPYNI_CASTING_DEFAULT, NumPyNI_Handle { bits: 0 }, out) }
    })
}

/// The only element of an array of size one, and how many dimensions it has.
pub fn only_element(array: &ArrayObject) -> Option<(Kind, element::Bits, usize)> {
    let (view, shape, _) = array.layout();
    let kind = Kind::of(view.dtype)?;
    // SAFETY: an array of size one has its element at its first byte.
    shape.iter().all(|&length| length == 1).then(|| (kind, unsafe { element::read(view.dtype, view.data.cast()) }, shape.len()))
}

unsafe extern "C" fn is_true(x: *mut PyObject) -> i32 {
    // SAFETY: the interpreter passes an instance.
    let array = unsafe { ArrayObject::of(x) };
    if array.is_opaque() {
        return cold_truth(array);
    }
    if let Some((kind, bits, _)) = only_element(array) {
        return element::decode(kind, bits).is_true().into();
    }
    let message = if array.size() == 0 {
        "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."
    } else {
        "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
    };
    let Raised = raise(NUMPYNI_ERROR_VALUE, message);
    -1
}

/// The truth of an array whose elements the shared layer knows.
#[cold]
fn cold_truth(array: &ArrayObject) -> i32 {
    guard(-1, || Ok(array.as_ref().attribute(c"_bool_cold")?.as_ref().call(&[])?.as_ref().is_true()?.into()))
}

/// The Python number of a 0-d array.
fn python_number(x: *mut PyObject) -> Outcome<Owned> {
    // SAFETY: the interpreter passes an instance.
    let array = unsafe { ArrayObject::of(x) };
    match only_element(array) {
        Some((kind, bits, 0)) => operand::python(element::decode(kind, bits)),
        _ => Err(raise(NUMPYNI_ERROR_TYPE, "only 0-dimensional arrays can be converted to Python scalars")),
    }
}

/// The number of an array whose elements the shared layer knows: by its method, which counts how deep it is called.
fn cold_number(x: *mut PyObject, name: &std::ffi::CStr) -> Outcome<Option<Owned>> {
    // SAFETY: the interpreter passes an instance.
    let array = unsafe { ArrayObject::of(x) };
    if !array.is_opaque() {
        return Ok(None);
    }
    let state = State::get();
    let cold = state.cold.get().ok_or_else(|| raise(NUMPYNI_ERROR_RUNTIME, "there is no ArrayMethods"))?;
    cold.attribute(name)?.as_ref().call(&[array.as_ref()]).map(Some)
}

unsafe extern "C" fn to_float(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        if let Some(number) = cold_number(x, c"__float__")? {
            return Ok(number);
        }
        let number = python_number(x)?;
        // SAFETY: a Python number; a complex one raises.
        owned(unsafe { ffi::PyNumber_Float(number.as_ref().as_ptr()) })
    })
}

unsafe extern "C" fn to_int(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        if let Some(number) = cold_number(x, c"__int__")? {
            return Ok(number);
        }
        let number = python_number(x)?;
        // SAFETY: a Python number; one that is no integer raises.
        owned(unsafe { ffi::PyNumber_Long(number.as_ref().as_ptr()) })
    })
}

unsafe extern "C" fn to_index(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let array = unsafe { ArrayObject::of(x) };
        if array.ndim() == 0 && Kind::of(array.dtype()).is_some_and(Kind::is_integer) {
            return python_number(x);
        }
        if array.is_opaque() {
            return array.as_ref().attribute(c"_index_cold")?.as_ref().call(&[]);
        }
        Err(raise(NUMPYNI_ERROR_TYPE, "only integer scalar arrays can be converted to a scalar index"))
    })
}

/// The slots of numbers and of comparison.
pub fn slots(slots: &mut Slots) {
    let binaries: [(i32, ffi::binaryfunc); 24] = [
        (ffi::Py_nb_add, binary::<0>),
        (ffi::Py_nb_subtract, binary::<1>),
        (ffi::Py_nb_multiply, binary::<2>),
        (ffi::Py_nb_true_divide, binary::<3>),
        (ffi::Py_nb_floor_divide, binary::<4>),
        (ffi::Py_nb_remainder, binary::<5>),
        (ffi::Py_nb_and, binary::<7>),
        (ffi::Py_nb_or, binary::<8>),
        (ffi::Py_nb_xor, binary::<9>),
        (ffi::Py_nb_lshift, binary::<10>),
        (ffi::Py_nb_rshift, binary::<11>),
        (ffi::Py_nb_matrix_multiply, matmul),
        (ffi::Py_nb_divmod, divmod),
        (ffi::Py_nb_inplace_add, in_place::<0>),
        (ffi::Py_nb_inplace_subtract, in_place::<1>),
        (ffi::Py_nb_inplace_multiply, in_place::<2>),
        (ffi::Py_nb_inplace_true_divide, in_place::<3>),
        (ffi::Py_nb_inplace_floor_divide, in_place::<4>),
        (ffi::Py_nb_inplace_remainder, in_place::<5>),
        (ffi::Py_nb_inplace_and, in_place::<7>),
        (ffi::Py_nb_inplace_or, in_place::<8>),
        (ffi::Py_nb_inplace_xor, in_place::<9>),
        (ffi::Py_nb_inplace_lshift, in_place::<10>),
        (ffi::Py_nb_inplace_rshift, in_place::<11>),
    ];
    slots.extend(binaries.map(|(id, function)| slot(id, function as *const ())));
    let unaries: [(i32, ffi::unaryfunc); 7] = [
        (ffi::Py_nb_negative, unary::<NEGATIVE>),
        (ffi::Py_nb_positive, unary::<{ NEGATIVE + 1 }>),
        (ffi::Py_nb_absolute, unary::<{ NEGATIVE + 2 }>),
        (ffi::Py_nb_invert, unary::<{ NEGATIVE + 3 }>),
        (ffi::Py_nb_float, to_float),
        (ffi::Py_nb_int, to_int),
        (ffi::Py_nb_index, to_index),
    ];
    slots.extend(unaries.map(|(id, function)| slot(id, function as *const ())));
    slots.push(slot(ffi::Py_nb_power, power as ffi::ternaryfunc as *const ()));
    slots.push(slot(ffi::Py_nb_inplace_power, in_place_power as ffi::ternaryfunc as *const ()));
    slots.push(slot(ffi::Py_nb_bool, is_true as ffi::inquiry as *const ()));
    slots.push(slot(ffi::Py_tp_richcompare, compare as ffi::richcmpfunc as *const ()));
    slots.push(slot(ffi::Py_tp_hash, ffi::PyObject_HashNotImplemented as *const ()));
}
