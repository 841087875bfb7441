//! The scalar types: an element in an object.
//!
//! The element's bytes stand right behind the object's header. For float64 and complex128 this is where `float` and `complex` keep
//! their value, so that the interpreter reads it as its own; `load` checks that once, by a round trip.

use std::sync::atomic::Ordering;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::arithmetic::{Arithmetic, Complex, OPS, Op};
use crate::array::free;
use crate::element::{Bits, Element, KINDS, Kind, Number, decode, encode};
use crate::errors::raise;
use crate::memory::Blocks;
use crate::object::*;
use crate::operand::{complex_number, convert, python, python_number, report};
use crate::state::State;
use crate::types::{Slots, Spec, check_uncollected, instance, slot, traverse_class, uncollected};

/// The memory of a scalar.
#[repr(C)]
pub struct ScalarObject {
    header: PyObject,
    bits: Bits,
}

/// The part of it that a float has too.
#[repr(C)]
struct FloatObject {
    header: PyObject,
    bits: u64,
}

/// Where the element stands.
pub const VALUE_OFFSET: usize = std::mem::offset_of!(ScalarObject, bits);

/// The kind of an object that is exactly one of the scalar types.
#[inline(always)]
pub fn exact_kind(state: &State, object: Ref<'_>) -> Option<Kind> {
    let class = object.class();
    if class == state.scalar(Kind::Float64) {
        return Some(Kind::Float64);
    }
    KINDS.into_iter().find(|&kind| class == state.scalar(kind))
}

/// The kind of a scalar, of a scalar type or a subclass of one.
pub fn kind(state: &State, object: Ref<'_>) -> Option<Kind> {
    exact_kind(state, object).or_else(|| KINDS.into_iter().find(|&kind| is_instance(state, object, kind)))
}

fn is_instance(state: &State, object: Ref<'_>, kind: Kind) -> bool {
    let class = state.scalar(kind);
    !class.is_null() && object.is_instance(class)
}

/// The element of a scalar (the callers know that it is one).
#[inline(always)]
pub fn bits(object: Ref<'_>) -> Bits {
    // SAFETY: every instance of a scalar type has this layout.
    unsafe { (*object.as_ptr().cast::<ScalarObject>()).bits }
}

/// The double of a float or of a float64 (the callers know that it is one): both keep it in the same place, as [`round_trip`]
/// checks.
#[inline(always)]
pub fn double(object: Ref<'_>) -> f64 {
    // SAFETY: every float has at least this much memory behind its header.
    f64::from_bits(unsafe { (*object.as_ptr().cast::<FloatObject>()).bits })
}

/// A float64.
#[inline(always)]
pub fn make_f64(state: &State, value: f64) -> Outcome<Owned> {
    allocate(&state.scalar_blocks, state.scalar(Kind::Float64), [value.to_bits(), 0])
}

/// A scalar of a kind; booleans are the two that there are.
#[inline(always)]
pub fn make(state: &State, kind: Kind, bits: Bits) -> Outcome<Owned> {
    if kind == Kind::Bool
        && let Some(truth) = state.truth[usize::from(bits[0] as u8 != 0)].get()
    {
        return Ok(truth.to_owned());
    }
    allocate(&state.scalar_blocks, state.scalar(kind), bits)
}

#[inline(always)]
fn allocate(blocks: &Blocks, class: *mut PyTypeObject, bits: Bits) -> Outcome<Owned> {
    if class.is_null() {
        return Err(raise(NUMPYNI_ERROR_RUNTIME, "the scalar types are not made yet"));
    }
    let memory = blocks.take();
    if memory.is_null() {
        return Err(raise(NUMPYNI_ERROR_MEMORY, "no memory for a scalar"));
    }
    // SAFETY: fresh memory of the type's basic size.
    let object = unsafe { ffi::PyObject_Init(memory.cast(), class) };
    // SAFETY: fresh memory of an instance.
    unsafe { (*object.cast::<ScalarObject>()).bits = bits };
    // SAFETY: a new reference.
    owned(object)
}

/// The element of an integer that the kind holds exactly.
pub fn exactly(kind: Kind, value: i64) -> Option<Bits> {
    let bits = encode(kind, Number::Int(value));
    let exact = match decode(kind, bits) {
        Number::Bool(_) => true,
        Number::Int(back) => back == value,
        Number::Uint(back) => i64::try_from(back).is_ok_and(|back| back == value),
        Number::Real(back) | Number::Complex(back, _) => value.unsigned_abs() <= 1 << 53 && back == value as f64,
    };
    exact.then_some(bits)
}

unsafe extern "C" fn dealloc<T: Element>(object: *mut PyObject) {
    // SAFETY: the interpreter deallocates instances only.
    let class = unsafe { Ref::new(object) }.class();
    let state = State::get();
    let plain = class == state.scalar(T::KIND);
    // SAFETY: a dying instance; exact ones come from `allocate`.
    unsafe { free(object, class, plain.then_some(&state.scalar_blocks)) };
}

/// Of the two booleans, which alone the collector knows: they stand in a cycle with the module that keeps them.
unsafe extern "C" fn dealloc_bool(object: *mut PyObject) {
    // SAFETY: a dying instance, which the collector knows.
    unsafe { ffi::PyObject_GC_UnTrack(object.cast()) };
    // SAFETY: as above.
    let class = unsafe { Ref::new(object) }.class();
    // SAFETY: it came from the allocator of its class.
    unsafe { free(object, class, None) };
}

/// `T(value)`
unsafe extern "C" fn new<T: Arithmetic>(
    class: *mut PyTypeObject, args: *mut PyObject, kwargs: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Ref::new(args) };
        // SAFETY: a dict or NULL.
        let keywords = !kwargs.is_null() && unsafe { ffi::PyDict_Size(kwargs) } != 0;
        let name = T::KIND.name();
        if keywords || args.tuple_len()? > 2 {
            return Err(raise(NUMPYNI_ERROR_TYPE, &format!("{name}() takes at most 1 positional argument")));
        }
        let bits = match args.tuple_len()? {
            0 => [0, 0],
            1 => match construct(state, T::KIND, args.tuple_item(0)?)? {
                Made::Element(bits) => bits,
                Made::Array(array) => return Ok(array),
            },
            _ if T::KIND.is_complex() => {
                let (real, imag) = (args.tuple_item(0)?, args.tuple_item(1)?);
                let parts = [complex_number(real)?, complex_number(imag)?];
                encode(T::KIND, Number::Complex(parts[0].real() - parts[1].imag(), parts[0].imag() + parts[1].real()))
            }
            _ => return Err(raise(NUMPYNI_ERROR_TYPE, &format!("{name}() takes at most 1 positional argument"))),
        };
        // There are two booleans, whatever class is called.
        if class == state.scalar(T::KIND) || T::KIND == Kind::Bool { make(state, T::KIND, bits) } else { allocated_by_class(class, bits) }
    })
}

fn allocated_by_class(class: *mut PyTypeObject, bits: Bits) -> Outcome<Owned> {
    // SAFETY: a scalar type or a subclass of one.
    let object = unsafe { instance(class) }?;
    // SAFETY: fresh memory of an instance.
    unsafe { (*object.as_ref().as_ptr().cast::<ScalarObject>()).bits = bits };
    Ok(object)
}

/// What constructing a scalar gives: an element, or an array for an argument with dimensions.
enum Made {
    Element(Bits),
    Array(Owned),
}

/// A scalar of a kind from a Python value.
pub fn from_value(state: &State, target: Kind, value: Ref<'_>) -> Outcome<Owned> {
    match construct(state, target, value)? {
        Made::Element(bits) => make(state, target, bits),
        Made::Array(_) => Err(raise(NUMPYNI_ERROR_TYPE, "a scalar is made of a single value")),
    }
}

fn construct(state: &State, target: Kind, object: Ref<'_>) -> Outcome<Made> {
    if let Some((_, number)) = python_number(object)? {
        return from_python(state, target, object, number).map(Made::Element);
    }
    if let Some(source) = kind(state, object) {
        let bits = bits(object);
        if source.is_complex() && (target.is_integer() || target.is_real()) {
            report(state, NUMPYNI_FPE_IMAGINARY, "cast")?;
        }
        return Ok(Made::Element(if source == target { bits } else { encode(target, decode(source, bits)) }));
    }
    let is_text = object.is_instance(&raw mut ffi::PyUnicode_Type) || object.is_instance(&raw mut ffi::PyBytes_Type);
    let has = |name: &std::ffi::CStr| {
        // SAFETY: the object and the name are alive.
        unsafe { ffi::PyObject_HasAttrString(object.as_ptr(), name.as_ptr()) != 0 }
    };
    let is_array = object.is_instance(state.types.ndarray) || has(c"__array__") || has(c"__array_interface__");
    let is_number = !is_array && (has(c"__float__") || has(c"__index__") || has(c"__complex__"));
    if is_text || is_number || object.is_none() {
        return from_object(state, target, object, is_text).map(Made::Element);
    }
    let array = convert(state, object)?;
    let array = crate::array::ArrayObject::expect(state, array.as_ref())?;
    let cast = crate::methods::cast(state, array, target)?;
    let empty = tuple(&[])?;
    let item = crate::index::get(state, crate::array::ArrayObject::expect(state, cast.as_ref())?, empty.as_ref())?;
    Ok(match exact_kind(state, item.as_ref()) {
        Some(_) => Made::Element(bits(item.as_ref())),
        None => Made::Array(item),
    })
}

/// A Python number as an element: integers must fit, as NumPy 2 demands.
fn from_python(state: &State, target: Kind, object: Ref<'_>, number: Option<Number>) -> Outcome<Bits> {
    let out_of_bounds = || -> Raised {
        let text = object_text(object);
        raise(NUMPYNI_ERROR_OVERFLOW, &format!("Python integer {text} out of bounds for {}", target.name()))
    };
    match number {
        Some(number @ (Number::Int(_) | Number::Uint(_))) if target.is_integer() => {
            let bits = encode(target, number);
            let same = match (decode(target, bits), number) {
                (Number::Int(back), Number::Int(value)) => back == value,
                (Number::Uint(back), Number::Uint(value)) => back == value,
                (Number::Uint(back), Number::Int(value)) => u64::try_from(value).is_ok_and(|value| value == back),
                (_, _) => false,
            };
            if same { Ok(bits) } else { Err(out_of_bounds()) }
        }
        None if target.is_integer() => Err(out_of_bounds()),
        None if target == Kind::Bool => Ok(encode(target, Number::Bool(true))),
        None => {
            // SAFETY: an int; one that is too large for a double raises OverflowError.
            let nearest = unsafe { ffi::PyLong_AsDouble(object.as_ptr()) };
            pending().map(|()| encode(target, Number::Real(nearest)))
        }
        Some(Number::Real(value)) if target.is_integer() && !value.is_finite() => {
            // Python words it: "cannot convert float NaN to integer".
            // SAFETY: a float.
            owned(unsafe { ffi::PyNumber_Long(object.as_ptr()) })?;
            Ok(encode(target, Number::Real(value)))
        }
        Some(Number::Complex(..)) if target.is_integer() || target.is_real() => {
            let wanted = if target.is_integer() { "int() argument must be a string, a bytes-like object or a real number" } else { "float() argument must be a string or a real number" };
            Err(raise(NUMPYNI_ERROR_TYPE, &format!("{wanted}, not 'complex'")))
        }
        Some(number) => {
            let bits = encode(target, number);
            if let Number::Real(value) = number
                && value.is_finite()
                && !decode(target, bits).real().is_finite()
            {
                report(state, NUMPYNI_FPE_OVERFLOW, "cast")?;
            }
            Ok(bits)
        }
    }
}

fn object_text(object: Ref<'_>) -> String {
    // SAFETY: the object is alive.
    let text = owned(unsafe { ffi::PyObject_Str(object.as_ptr()) });
    text.and_then(|text| text.as_ref().to_text()).unwrap_or_else(|Raised| {
        clear_error();
        String::from("too large to print")
    })
}

/// Another object by Python's own conversion: `float(x)`, `int(x)`, `complex(x)` or `bool(x)`.
fn from_object(state: &State, target: Kind, object: Ref<'_>, is_text: bool) -> Outcome<Bits> {
    if object.is_none() && target.is_real() {
        return Ok(encode(target, Number::Real(f64::NAN)));
    }
    let class = match target {
        Kind::Bool => return Ok(encode(target, Number::Bool(object.is_true()?))),
        kind if kind.is_integer() => &raw mut ffi::PyLong_Type,
        kind if kind.is_complex() => &raw mut ffi::PyComplex_Type,
        _ => &raw mut ffi::PyFloat_Type,
    };
    let decoded;
    let mut object = object;
    if is_text && object.is_instance(&raw mut ffi::PyBytes_Type) && target.is_complex() {
        decoded = object.attribute(c"decode")?.as_ref().call(&[])?;
        object = decoded.as_ref();
    }
    // SAFETY: a type of the interpreter is an object.
    let number = unsafe { Ref::new(class.cast()) }.call(&[object])?;
    let value = python_number(number.as_ref())?.and_then(|(_, number)| number);
    from_python(state, target, number.as_ref(), value)
}

/// An operand in the type `T`, if it is one or a Python number that becomes one without question.
#[inline(always)]
fn plain<T: Arithmetic>(state: &State, object: Ref<'_>) -> Option<T> {
    if object.is_exact(state.scalar(T::KIND)) {
        return Some(T::from_bits(bits(object)));
    }
    match python_number(object) {
        Ok(Some((_, number))) => T::weak(number?),
        Ok(None) => None,
        Err(Raised) => {
            clear_error();
            None
        }
    }
}

/// `x1 op x2`
unsafe extern "C" fn binary<T: Arithmetic, const OP: usize>(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes objects.
    let x1 = unsafe { Ref::new(x1) };
    // SAFETY: as above.
    let x2 = unsafe { Ref::new(x2) };
    let (op, name) = OPS[OP];
    if let Some(a) = plain::<T>(state, x1)
        && let Some(b) = plain::<T>(state, x2)
    {
        let mut fpe = 0;
        if let Some((kind, bits)) = T::operate(op, a, b, &mut fpe) {
            if fpe == 0 {
                return give(make(state, kind, bits));
            }
            return guard_object(|| {
                report(state, fpe, &format!("scalar {name}"))?;
                make(state, kind, bits)
            });
        }
    }
    guard_object(|| cold_binary(state, x1, x2, name))
}

/// An operation that the ufunc decides: with an array at once, else through the tree's `_binary_cold`.
pub fn cold_binary(state: &State, x1: Ref<'_>, x2: Ref<'_>, name: &str) -> Outcome<Owned> {
    if let Some(result) = crate::number::plainly(state, x1, x2, name)? {
        return Ok(result);
    }
    let ours = |x: Ref<'_>| x.is_instance(state.types.ndarray) || kind(state, x).is_some();
    if !ours(x1) && !ours(x2) {
        // A scalar of another import of the module.
        return Ok(not_implemented());
    }
    let reflected = !ours(x1);
    let (this, other) = if reflected { (x2, x1) } else { (x1, x2) };
    let (name, reflected) = (text(name)?, boolean(reflected)?);
    this.attribute(c"_binary_cold")?.as_ref().call(&[other, name.as_ref(), reflected.as_ref()])
}

/// `divmod(x1, x2)`: of one type, where nothing is to be reported, at once.
unsafe extern "C" fn divmod<T: Arithmetic>(x1: *mut PyObject, x2: *mut PyObject) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes objects.
    let (first, second) = (unsafe { Ref::new(x1) }, unsafe { Ref::new(x2) });
    let mut fpe = 0;
    if let (Some(a), Some(b)) = (plain::<T>(state, first), plain::<T>(state, second))
        && let Some(quotient) = T::operate(Op::FloorDivide, a, b, &mut fpe)
        && let Some(rest) = T::operate(Op::Remainder, a, b, &mut fpe)
        && fpe == 0
    {
        let both = [quotient, rest];
        return give(tuple_of(2, |index| make(state, both[index].0, both[index].1)));
    }
    // SAFETY: the interpreter's own arguments.
    unsafe { crate::number::divmod(x1, x2) }
}

/// `x1 ** x2`
unsafe extern "C" fn power<T: Arithmetic>(x1: *mut PyObject, x2: *mut PyObject, modulo: *mut PyObject) -> *mut PyObject {
    // SAFETY: the interpreter passes objects.
    if !unsafe { Ref::new(modulo) }.is_none() {
        return not_implemented().into_ptr();
    }
    // SAFETY: as above.
    unsafe { binary::<T, { Op::Power as usize }>(x1, x2) }
}

/// What a unary slot does.
const NEGATIVE: usize = 0;
const ABSOLUTE: usize = 1;
const INVERT: usize = 2;
const POSITIVE: usize = 3;

unsafe extern "C" fn unary<T: Arithmetic, const OP: usize>(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes an instance.
        let x = unsafe { Ref::new(x) };
        let value = T::from_bits(bits(x));
        let mut fpe = 0;
        let (value, name) = match OP {
            NEGATIVE => (value.negative(&mut fpe), "negative"),
            ABSOLUTE => (value.absolute(&mut fpe), "absolute"),
            INVERT => (value.invert(), "invert"),
            _ => ((T::KIND != Kind::Bool).then_some(value), "positive"),
        };
        if let Some(value) = value {
            report(state, fpe, &format!("scalar {name}"))?;
            return make(state, T::KIND, value.to_bits());
        }
        let name = text(name)?;
        x.attribute(c"_unary_cold")?.as_ref().call(&[name.as_ref()])
    })
}

/// The ufuncs of the rich comparisons, by Python's number.
pub const COMPARISONS: [&str; 6] = ["less", "less_equal", "equal", "not_equal", "greater", "greater_equal"];

unsafe extern "C" fn compare<T: Arithmetic>(x1: *mut PyObject, x2: *mut PyObject, op: i32) -> *mut PyObject {
    let state = State::get();
    // SAFETY: the interpreter passes an instance and an object.
    let x1 = unsafe { Ref::new(x1) };
    // SAFETY: as above.
    let x2 = unsafe { Ref::new(x2) };
    if (!T::KIND.is_complex() || matches!(op, ffi::Py_EQ | ffi::Py_NE))
        && let Some(a) = plain::<T>(state, x1)
        && let Some(b) = plain::<T>(state, x2)
    {
        let truth = match op {
            ffi::Py_LT => a < b,
            ffi::Py_LE => a <= b,
            ffi::Py_EQ => a == b,
            ffi::Py_NE => a != b,
            ffi::Py_GT => a > b,
            _ => a >= b,
        };
        return give(make(state, Kind::Bool, [truth.into(), 0]));
    }
    guard_object(|| {
        let name = COMPARISONS.get(op as usize).copied().unwrap_or("equal");
        if let Some(result) = crate::number::plainly(state, x1, x2, name)? {
            return Ok(result);
        }
        let name = text(name)?;
        x1.attribute(c"_compare_cold")?.as_ref().call(&[x2, name.as_ref()])
    })
}

unsafe extern "C" fn is_true<T: Element>(x: *mut PyObject) -> i32 {
    // SAFETY: the interpreter passes an instance.
    decode(T::KIND, bits(unsafe { Ref::new(x) })).is_true().into()
}

/// The Python number that a scalar holds.
pub fn value(kind: Kind, object: Ref<'_>) -> Outcome<Owned> {
    python(decode(kind, bits(object)))
}

unsafe extern "C" fn to_float<T: Element>(x: *mut PyObject) -> *mut PyObject {
    // SAFETY: the interpreter passes an instance.
    give(float(decode(T::KIND, bits(unsafe { Ref::new(x) })).real()))
}

unsafe extern "C" fn to_int<T: Element>(x: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let value = value(T::KIND, unsafe { Ref::new(x) })?;
        // SAFETY: a Python number; one that is no integer raises.
        owned(unsafe { ffi::PyNumber_Long(value.as_ref().as_ptr()) })
    })
}

unsafe extern "C" fn hash<T: Element>(x: *mut PyObject) -> isize {
    guard(-1, || {
        // SAFETY: the interpreter passes an instance.
        let object = unsafe { Ref::new(x) };
        let number = decode(T::KIND, bits(object));
        if number.real().is_nan() || number.imag().is_nan() {
            // A NaN equals nothing: its address tells it from others, as Python has it.
            return Ok((x as isize >> 4).max(0));
        }
        let value = python(number)?;
        // SAFETY: a Python number.
        match unsafe { ffi::PyObject_Hash(value.as_ref().as_ptr()) } {
            -1 => Err(Raised),
            hash => Ok(hash),
        }
    })
}

/// The binary slots of a type.
fn binary_slots<T: Arithmetic>(slots: &mut Slots) {
    let functions: [(i32, ffi::binaryfunc); 12] = [
        (ffi::Py_nb_add, binary::<T, { Op::Add as usize }>),
        (ffi::Py_nb_subtract, binary::<T, { Op::Subtract as usize }>),
        (ffi::Py_nb_multiply, binary::<T, { Op::Multiply as usize }>),
        (ffi::Py_nb_true_divide, binary::<T, { Op::Divide as usize }>),
        (ffi::Py_nb_floor_divide, binary::<T, { Op::FloorDivide as usize }>),
        (ffi::Py_nb_remainder, binary::<T, { Op::Remainder as usize }>),
        (ffi::Py_nb_and, binary::<T, { Op::And as usize }>),
        (ffi::Py_nb_or, binary::<T, { Op::Or as usize }>),
        (ffi::Py_nb_xor, binary::<T, { Op::Xor as usize }>),
        (ffi::Py_nb_lshift, binary::<T, { Op::LeftShift as usize }>),
        (ffi::Py_nb_rshift, binary::<T, { Op::RightShift as usize }>),
        (ffi::Py_nb_divmod, divmod::<T>),
    ];
    slots.extend(functions.map(|(id, function)| slot(id, function as *const ())));
    slots.push(slot(ffi::Py_nb_power, power::<T> as ffi::ternaryfunc as *const ()));
}

/// The unary slots of a type, and its conversions.
fn unary_slots<T: Arithmetic>(slots: &mut Slots) {
    let mut functions: Vec<(i32, ffi::unaryfunc)> = vec![
        (ffi::Py_nb_negative, unary::<T, NEGATIVE>),
        (ffi::Py_nb_absolute, unary::<T, ABSOLUTE>),
        (ffi::Py_nb_positive, unary::<T, POSITIVE>),
        (ffi::Py_nb_invert, unary::<T, INVERT>),
    ];
    if !T::KIND.is_complex() {
        functions.push((ffi::Py_nb_float, to_float::<T>));
        functions.push((ffi::Py_nb_int, to_int::<T>));
    }
    if T::KIND.is_integer() {
        functions.push((ffi::Py_nb_index, to_int::<T>));
    }
    slots.extend(functions.into_iter().map(|(id, function)| slot(id, function as *const ())));
}

fn slots<T: Arithmetic>() -> Slots {
    let mut slots = Slots::new();
    let dealloc: ffi::destructor = if T::KIND == Kind::Bool { dealloc_bool } else { dealloc::<T> };
    slots.push(slot(ffi::Py_tp_dealloc, dealloc as *const ()));
    if T::KIND == Kind::Bool {
        slots.push(slot(ffi::Py_tp_traverse, traverse_class as ffi::traverseproc as *const ()));
    } else {
        slots.extend(uncollected(traverse_class));
    }
    slots.push(slot(ffi::Py_tp_new, new::<T> as ffi::newfunc as *const ()));
    slots.push(slot(ffi::Py_tp_hash, hash::<T> as ffi::hashfunc as *const ()));
    slots.push(slot(ffi::Py_tp_richcompare, compare::<T> as ffi::richcmpfunc as *const ()));
    slots.push(slot(ffi::Py_nb_bool, is_true::<T> as ffi::inquiry as *const ()));
    binary_slots::<T>(&mut slots);
    unary_slots::<T>(&mut slots);
    slots
}

fn slots_of(kind: Kind) -> Slots {
    use half::{bf16, f16};
    match kind {
        Kind::Bool => slots::<bool>(),
        Kind::Int8 => slots::<i8>(),
        Kind::Int16 => slots::<i16>(),
        Kind::Int32 => slots::<i32>(),
        Kind::Int64 => slots::<i64>(),
        Kind::Uint8 => slots::<u8>(),
        Kind::Uint16 => slots::<u16>(),
        Kind::Uint32 => slots::<u32>(),
        Kind::Uint64 => slots::<u64>(),
        Kind::Float16 => slots::<f16>(),
        Kind::Bfloat16 => slots::<bf16>(),
        Kind::Float32 => slots::<f32>(),
        Kind::Float64 => slots::<f64>(),
        Kind::Complex64 => slots::<Complex<f32>>(),
        Kind::Complex128 => slots::<Complex<f64>>(),
    }
}

/// Makes the scalar type of a kind.
pub fn make_type(state: &State, module: Ref<'_>, name: &str, bases: Ref<'_>, kind: Kind) -> Outcome<Owned> {
    let flags = ffi::Py_TPFLAGS_BASETYPE | if kind == Kind::Bool { ffi::Py_TPFLAGS_HAVE_GC } else { 0 };
    let mut spec = Spec::new(&format!("numpyni.{name}"), size_of::<ScalarObject>(), flags);
    spec.slots = slots_of(kind);
    let class = spec.make(module, Some(bases))?;
    state.scalars[kind as usize].store(class, Ordering::Release);
    if kind == Kind::Bool {
        for (index, truth) in state.truth.iter().enumerate() {
            truth.set(allocated_by_class(class, [index as u64, 0])?.as_ref());
        }
    } else {
        check_uncollected(class)?;
    }
    round_trip(state, kind)?;
    // SAFETY: the new type, which the state keeps.
    Ok(unsafe { Ref::new(class.cast()) }.to_owned())
}

/// Checks that the interpreter reads our float64 and complex128 as its own floats and complex numbers.
fn round_trip(state: &State, kind: Kind) -> Outcome<()> {
    let sample = [1.25f64.to_bits(), (-2.5f64).to_bits()];
    let read = match kind {
        Kind::Float64 => {
            let object = make(state, kind, [sample[0], 0])?;
            let text = owned(float_repr(object.as_ref()))?;
            text.as_ref().to_text()? == "1.25"
        }
        Kind::Complex128 => complex_number(make(state, kind, sample)?.as_ref())? == Number::Complex(1.25, -2.5),
        _ => true,
    };
    if read { Ok(()) } else { Err(crate::errors::import_error("this interpreter keeps float and complex values elsewhere")) }
}

fn float_repr(object: Ref<'_>) -> *mut PyObject {
    let class = &raw mut ffi::PyFloat_Type;
    // SAFETY: every type has the slot; float's own, which reads the memory and not our slots.
    let repr = unsafe { ffi::PyType_GetSlot(class, ffi::Py_tp_repr) };
    // SAFETY: that is the type of the slot.
    let repr: ffi::reprfunc = unsafe { std::mem::transmute(repr) };
    // SAFETY: a subclass of float.
    unsafe { repr(object.as_ptr()) }
}
