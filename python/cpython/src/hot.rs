//! Module-level functions (`np.sum`, `np.zeros`) whose plain case is native; any other call goes to the Python function they wrap.

use std::ffi::c_void;
use std::mem::offset_of;
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyGetSetDef, PyObject, PyTypeObject};

use crate::arguments::Arguments;
use crate::array::{ArrayObject, free, wrap};
use crate::element::{KINDS, Kind, Number, encode};
use crate::functions;
use crate::methods::{assign, may_warn, reduce_number, reduce_over, reduction};
use crate::object::*;
use crate::operand::element_value;
use crate::runtime::Call;
use crate::state::State;
use crate::types::{HAVE_VECTORCALL, Spec, attribute, offset_member, slot, traverse_class};
use crate::ufunc::ARGUMENTS_OFFSET;

/// What the plain case does.
#[derive(Clone, Copy)]
enum Plain {
    /// A reduction of one array over all axes, by number.
    Reduce(u32),
    /// A new array, with zeroes, with ones, or with anything.
    New(Fill),
    /// A function of its own.
    Function(functions::Plain),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    Anything,
    Zeros,
    Ones,
}

/// The most dimensions of a plain shape.
const MOST: usize = 8;

/// The memory of a function.
#[repr(C)]
struct HotObject {
    header: PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    /// The Python function, owned.
    cold: *mut PyObject,
    plain: Plain,
}

unsafe extern "C" fn reduce_call(
    this: *mut PyObject, values: *const *mut PyObject, count: usize, keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the interpreter's own arguments.
    let arguments = unsafe { Arguments::new(values, count & !ARGUMENTS_OFFSET, keywords) };
    // SAFETY: the interpreter passes an instance.
    let hot = unsafe { &*this.cast::<HotObject>() };
    guard_object(|| {
        let state = State::get();
        if arguments.plain() == Some(1)
            && arguments.at(0).is_exact(state.types.ndarray)
            && let Plain::Reduce(number) = hot.plain
        {
            let array = ArrayObject::expect(state, arguments.at(0))?;
            if !may_warn(state, array, number) {
                return reduce_number(state, array, number, null());
            }
        }
        if let Plain::Reduce(number) = hot.plain
            && let Some(made) = reduce_axes(state, number, arguments)?
        {
            return Ok(made);
        }
        // SAFETY: an instance owns its function.
        arguments.forward(unsafe { Ref::new(hot.cold) }, None)
    })
}

/// A reduction of one array over some axes.
fn reduce_axes(state: &State, number: u32, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.positional() == 0 || !arguments.at(0).is_exact(state.types.ndarray) {
        return Ok(None);
    }
    reduce_over(state, ArrayObject::expect(state, arguments.at(0))?, number, arguments, 1)
}

unsafe extern "C" fn function_call(
    this: *mut PyObject, values: *const *mut PyObject, count: usize, keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the interpreter's own arguments.
    let arguments = unsafe { Arguments::new(values, count & !ARGUMENTS_OFFSET, keywords) };
    // SAFETY: the interpreter passes an instance.
    let hot = unsafe { &*this.cast::<HotObject>() };
    guard_object(|| {
        if let Plain::Function(plain) = hot.plain
            && let Some(made) = plain(State::get(), arguments)?
        {
            return Ok(made);
        }
        // SAFETY: an instance owns its function.
        arguments.forward(unsafe { Ref::new(hot.cold) }, None)
    })
}

unsafe extern "C" fn new_call(
    this: *mut PyObject, values: *const *mut PyObject, count: usize, keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the interpreter's own arguments.
    let arguments = unsafe { Arguments::new(values, count & !ARGUMENTS_OFFSET, keywords) };
    // SAFETY: the interpreter passes an instance.
    let hot = unsafe { &*this.cast::<HotObject>() };
    guard_object(|| {
        let state = State::get();
        if let Plain::New(fill) = hot.plain
            && let Some(made) = make(state, fill, arguments)?
        {
            return Ok(made);
        }
        // SAFETY: an instance owns its function.
        arguments.forward(unsafe { Ref::new(hot.cold) }, None)
    })
}

/// A new array, if shape and dtype are plain: an int or a tuple of ints; a dtype object, a scalar type, or a type of Python.
#[inline(always)]
fn make(state: &State, fill: Fill, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let Some((shape, dtype)) = shape_and_dtype(arguments)? else { return Ok(None) };
    let Some(dtype) = dtype.map_or(Some(NUMPYNI_FLOAT64), |dtype| dtype_of(state, dtype)) else { return Ok(None) };
    let mut lengths = [0i64; MOST];
    let Some(ndim) = lengths_of(shape, &mut lengths) else { return Ok(None) };
    let zero = u32::from(fill == Fill::Zeros);
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, dtype, ndim as i32, lengths.as_ptr(), NUMPYNI_ORDER_C, zero, out) }
    })?;
    let made = wrap(state, handle, None)?;
    if fill == Fill::Ones {
        let array = ArrayObject::expect(state, made.as_ref())?;
        let one = element_value(Kind::Bool, encode(Kind::Bool, Number::Bool(true)));
        assign(state, array, &one, NUMPYNI_CASTING_UNSAFE, NumPyNI_Handle { bits: 0 })?;
    }
    Ok(Some(made))
}

type ShapeAndDtype<'a> = (Ref<'a>, Option<Ref<'a>>);

#[inline(always)]
fn shape_and_dtype<'a>(arguments: Arguments<'a>) -> Outcome<Option<ShapeAndDtype<'a>>> {
    if arguments.plain() == Some(1) {
        return Ok(Some((arguments.at(0), None)));
    }
    if arguments.plain() == Some(2) {
        return Ok(Some((arguments.at(0), Some(arguments.at(1)))));
    }
    Ok(arguments.only_keyword(1, c"dtype")?.map(|dtype| (arguments.at(0), Some(dtype))))
}

/// The lengths of a plain shape, and how many; `None` for what the cold function must look at.
#[inline(always)]
fn lengths_of(shape: Ref<'_>, lengths: &mut [i64]) -> Option<usize> {
    let length = |item: Ref<'_>| {
        let length = if item.is_int() { item.to_i64().map_err(|_| clear_error()).ok() } else { None };
        length.filter(|&length| length >= 0)
    };
    if shape.is_int() {
        *lengths.first_mut()? = length(shape)?;
        return Some(1);
    }
    if !shape.is_tuple() {
        return None;
    }
    let ndim = shape.tuple_len().ok()?;
    for (index, place) in lengths.get_mut(..ndim)?.iter_mut().enumerate() {
        *place = length(shape.tuple_item(index).ok()?)?;
    }
    Some(ndim)
}

/// The dtype that an argument means, if that is plain to see.
pub fn dtype_of(state: &State, argument: Ref<'_>) -> Option<NumPyNI_DType> {
    if argument.is_none() {
        return Some(NUMPYNI_FLOAT64);
    }
    if argument.is_exact(&raw mut ffi::PyUnicode_Type) {
        let known = state.hooks.dtypes.get()?;
        // SAFETY: the shared layer's dict, a str; the result is borrowed, NULL without an exception if the name is new.
        let found = unsafe { ffi::PyDict_GetItemWithError(known.as_ptr(), argument.as_ptr()) };
        // SAFETY: the dict keeps it.
        return if found.is_null() { None } else { named_dtype(state, unsafe { Ref::new(found) }) };
    }
    named_dtype(state, argument)
}

/// The dtype of a dtype object, a scalar type, or a number type of Python.
fn named_dtype(state: &State, argument: Ref<'_>) -> Option<NumPyNI_DType> {
    let class = argument.as_ptr();
    let numbers = [
        (&raw mut ffi::PyFloat_Type, NUMPYNI_FLOAT64),
        (&raw mut ffi::PyLong_Type, NUMPYNI_INT64),
        (&raw mut ffi::PyBool_Type, NUMPYNI_BOOL),
        (&raw mut ffi::PyComplex_Type, NUMPYNI_COMPLEX128),
    ];
    if let Some((_, dtype)) = numbers.into_iter().find(|&(number, _)| class == number.cast()) {
        return Some(dtype);
    }
    KINDS.into_iter().find_map(|kind| {
        let native = state.dtype(kind, false).pointer() == Some(class) || state.scalar(kind).cast() == class;
        let swapped = !native && state.dtype(kind, true).pointer() == Some(class);
        let ext = if swapped { NUMPYNI_EXT_SWAPPED } else { 0 };
        (native || swapped).then(|| NumPyNI_DType { ext, ..kind.dtype() })
    })
}

/// `hot_reduction(name, cold)`
pub fn hot_reduction(state: &State, name: Ref<'_>, cold: Ref<'_>) -> Outcome<Owned> {
    let name = std::ffi::CString::new(name.to_text()?).unwrap_or_default();
    match reduction(state, &name) {
        Ok(number) => hot(state, cold, Plain::Reduce(number), reduce_call),
        Err(Raised) => {
            clear_error();
            Ok(cold.to_owned())
        }
    }
}

/// `hot_new(fill, cold)`
pub fn hot_new(state: &State, fill: Ref<'_>, cold: Ref<'_>) -> Outcome<Owned> {
    let fill = match (fill.is_none(), fill.is_none() || fill.is_true()?) {
        (true, _) => Fill::Anything,
        (false, false) => Fill::Zeros,
        (false, true) => Fill::Ones,
    };
    hot(state, cold, Plain::New(fill), new_call)
}

/// `hot_function(cold)`: the native function of the name of `cold`, or `cold` itself.
pub fn hot_function(state: &State, cold: Ref<'_>) -> Outcome<Owned> {
    let name = cold.attribute(c"__name__")?.as_ref().to_text()?;
    match functions::find(&name) {
        Some(plain) => hot(state, cold, Plain::Function(plain), function_call),
        None => Ok(cold.to_owned()),
    }
}

fn hot(state: &State, cold: Ref<'_>, plain: Plain, vectorcall: ffi::vectorcallfunc) -> Outcome<Owned> {
    // SAFETY: a type of ours.
    let object = owned(unsafe { ffi::PyType_GenericAlloc(state.types.hot, 0) })?;
    let hot: *mut HotObject = object.as_ref().as_ptr().cast();
    // SAFETY: a new instance.
    unsafe { (*hot).vectorcall = Some(vectorcall) };
    // SAFETY: a new instance.
    unsafe { (*hot).plain = plain };
    // SAFETY: a new instance.
    unsafe { (*hot).cold = cold.to_owned().into_ptr() };
    Ok(object)
}

unsafe extern "C" fn call(this: *mut PyObject, args: *mut PyObject, kwargs: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance, which owns its function.
        let cold = unsafe { (*this.cast::<HotObject>()).cold };
        // SAFETY: a function, a tuple, and a dict or NULL.
        owned(unsafe { ffi::PyObject_Call(cold, args, kwargs) })
    })
}

unsafe extern "C" fn dealloc(this: *mut PyObject) {
    // SAFETY: the collector knows every instance.
    unsafe { ffi::PyObject_GC_UnTrack(this.cast()) };
    // SAFETY: the interpreter deallocates instances only.
    let cold = unsafe { (*this.cast::<HotObject>()).cold };
    // SAFETY: as above.
    let class = unsafe { Ref::new(this) }.class();
    // SAFETY: as above; it came from the generic allocator.
    unsafe { free(this, class, None) };
    // SAFETY: the reference that the instance owned.
    unsafe { ffi::Py_XDECREF(cold) };
}

/// The function knows its module, which knows the instance.
unsafe extern "C" fn traverse(this: *mut PyObject, visit: ffi::visitproc, argument: *mut c_void) -> i32 {
    // SAFETY: the collector passes an instance.
    let cold = unsafe { (*this.cast::<HotObject>()).cold };
    if !cold.is_null() {
        // SAFETY: the collector's own function and argument.
        let found = unsafe { visit(cold, argument) };
        if found != 0 {
            return found;
        }
    }
    // SAFETY: the collector's own arguments.
    unsafe { traverse_class(this, visit, argument) }
}

unsafe extern "C" fn repr(this: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let name = cold_of(this).attribute(c"__name__")?;
        text(&format!("<function numpyni.{}>", name.as_ref().to_text()?))
    })
}

/// The function that an instance wraps.
fn cold_of<'a>(this: *mut PyObject) -> Ref<'a> {
    // SAFETY: the interpreter passes an instance.
    let cold = unsafe { (*this.cast::<HotObject>()).cold };
    // SAFETY: an instance owns its function.
    unsafe { Ref::new(cold) }
}

unsafe extern "C" fn name(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    give(cold_of(this).attribute(c"__name__"))
}

unsafe extern "C" fn qualname(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    give(cold_of(this).attribute(c"__qualname__"))
}

unsafe extern "C" fn doc(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    give(cold_of(this).attribute(c"__doc__"))
}

unsafe extern "C" fn wrapped(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    cold_of(this).to_owned().into_ptr()
}

/// Pickled by name, as functions are.
unsafe extern "C" fn reduce(
    this: *mut PyObject, _: *const *mut PyObject, _: isize, _: *mut PyObject,
) -> *mut PyObject {
    give(cold_of(this).attribute(c"__qualname__"))
}

fn attributes() -> Vec<PyGetSetDef> {
    vec![
        attribute(c"__name__", name, None, c"The function's name."),
        attribute(c"__qualname__", qualname, None, c"The function's qualified name."),
        attribute(c"__doc__", doc, None, c"The function's documentation."),
        attribute(c"__wrapped__", wrapped, None, c"The Python function behind the native case."),
    ]
}

/// Makes the type.
pub fn make_type(module: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let flags = ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION | ffi::Py_TPFLAGS_IMMUTABLETYPE | HAVE_VECTORCALL | ffi::Py_TPFLAGS_HAVE_GC;
    let mut spec = Spec::new("numpyni.function", size_of::<HotObject>(), flags);
    spec.slots.push(slot(ffi::Py_tp_call, call as ffi::ternaryfunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_dealloc, dealloc as ffi::destructor as *const ()));
    spec.slots.push(slot(ffi::Py_tp_traverse, traverse as ffi::traverseproc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_repr, repr as ffi::reprfunc as *const ()));
    spec.members.push(offset_member(c"__vectorcalloffset__", offset_of!(HotObject, vectorcall)));
    spec.attributes = attributes();
    spec.methods.push(crate::types::method(c"__reduce__", reduce, null()));
    spec.make(module, None)
}
