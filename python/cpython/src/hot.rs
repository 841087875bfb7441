//! The functions of the module (`np.sum`, `np.zeros`, `np.median`): the plain case of some is native; any other call goes to the Python
//! function they wrap, or past its question for `__array_function__` to what that wraps.

use std::ffi::{CStr, c_void};
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
    /// None: only operands without `__array_function__` are told apart.
    Nothing,
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
    /// What `cold` calls where no operand has an `__array_function__` of its own, owned; or NULL.
    inner: *mut PyObject,
    plain: Plain,
}

impl HotObject {
    /// A call that is not plain.
    fn otherwise(&self, state: &State, arguments: Arguments<'_>) -> Outcome<Owned> {
        // SAFETY: an instance owns its function.
        let cold = unsafe { Ref::new(self.cold) };
        // SAFETY: as above, or NULL.
        let inner = (!self.inner.is_null()).then(|| unsafe { Ref::new(self.inner) });
        let direct = inner.filter(|_| arguments.all().all(|argument| is_ours_or_pythons(state, argument, true)));
        arguments.forward(direct.unwrap_or(cold), None)
    }
}

/// The most items of a sequence of operands that are looked at.
const ITEMS: usize = 8;

/// Whether an operand has no `__array_function__` but ours: an array, a scalar or a value of Python's own, or a few of them in a sequence.
fn is_ours_or_pythons(state: &State, object: Ref<'_>, or_sequence: bool) -> bool {
    if object.is_exact(state.types.ndarray) || object.is_none() || object.is_int() || object.is_float() || object.is_bool() || object.is_complex() {
        return true;
    }
    if object.is_tuple() || object.is_exact(&raw mut ffi::PyList_Type) {
        // SAFETY: an object, a tuple or a list.
        let len = unsafe { ffi::PySequence_Size(object.as_ptr()) } as usize;
        // SAFETY: the sequence, and an index inside; what another thread took away raises.
        let item = |index| owned(unsafe { ffi::PySequence_GetItem(object.as_ptr(), index as isize) });
        return or_sequence && len <= ITEMS && (0..len).all(|index| match item(index) {
            Ok(item) => is_ours_or_pythons(state, item.as_ref(), false),
            Err(Raised) => {
                clear_error();
                false
            }
        });
    }
    object.is_exact(&raw mut ffi::PyUnicode_Type) || object.is_exact(&raw mut ffi::PySlice_Type)
        || crate::scalar::exact_kind(state, object).is_some()
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
            if !array.is_opaque() && !may_warn(state, array, number) {
                return reduce_number(state, array, number, null());
            }
        }
        if let Plain::Reduce(number) = hot.plain
            && let Some(made) = reduce_axes(state, number, arguments)?
        {
            return Ok(made);
        }
        hot.otherwise(State::get(), arguments)
    })
}

/// A reduction of one array over some axes.
fn reduce_axes(state: &State, number: u32, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    if arguments.positional() == 0 || !arguments.at(0).is_exact(state.types.ndarray) {
        return Ok(None);
    }
    let array = ArrayObject::expect(state, arguments.at(0))?;
    if array.is_opaque() { Ok(None) } else { reduce_over(state, array, number, arguments, 1) }
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
        hot.otherwise(State::get(), arguments)
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
        hot.otherwise(State::get(), arguments)
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

/// `hot_function(cold)`: the native function of the name of `cold`, or that which only sees whether it may call what stands behind `cold`
/// at once, or `cold` itself.
pub fn hot_function(state: &State, cold: Ref<'_>) -> Outcome<Owned> {
    let name = cold.attribute(c"__name__")?.as_ref().to_text()?;
    match functions::find(&name) {
        Some(plain) => hot(state, cold, Plain::Function(plain), function_call),
        None if direct(cold).is_some() => hot(state, cold, Plain::Nothing, function_call),
        None => Ok(cold.to_owned()),
    }
}

/// What a public function calls where no operand has an `__array_function__` of its own.
fn direct(cold: Ref<'_>) -> Option<Owned> {
    cold.attribute(c"_direct").map_err(|Raised| clear_error()).ok()
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
    // SAFETY: a new instance.
    unsafe { (*hot).inner = direct(cold).map_or(std::ptr::null_mut(), Owned::into_ptr) };
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
    let HotObject { cold, inner, .. } = unsafe { &*this.cast::<HotObject>() };
    let functions = [*cold, *inner];
    // SAFETY: as above.
    let class = unsafe { Ref::new(this) }.class();
    // SAFETY: as above; it came from the generic allocator.
    unsafe { free(this, class, None) };
    for function in functions {
        // SAFETY: the reference that the instance owned, or NULL.
        unsafe { ffi::Py_XDECREF(function) };
    }
}

/// The function knows its module, which knows the instance.
unsafe extern "C" fn traverse(this: *mut PyObject, visit: ffi::visitproc, argument: *mut c_void) -> i32 {
    // SAFETY: the collector passes an instance.
    let HotObject { cold, inner, .. } = unsafe { &*this.cast::<HotObject>() };
    for function in [*cold, *inner].into_iter().filter(|function| !function.is_null()) {
        // SAFETY: the collector's own function and argument.
        let found = unsafe { visit(function, argument) };
        if found != 0 {
            return found;
        }
    }
    // SAFETY: the collector's own arguments.
    unsafe { traverse_class(this, visit, argument) }
}

unsafe extern "C" fn repr(this: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let (module, name) = (cold_of(this).attribute(c"__module__")?, cold_of(this).attribute(c"__name__")?);
        text(&format!("<function {}.{}>", module.as_ref().to_text()?, name.as_ref().to_text()?))
    })
}

/// The function that an instance wraps.
fn cold_of<'a>(this: *mut PyObject) -> Ref<'a> {
    // SAFETY: the interpreter passes an instance.
    let cold = unsafe { (*this.cast::<HotObject>()).cold };
    // SAFETY: an instance owns its function.
    unsafe { Ref::new(cold) }
}

/// An attribute: of the function that an instance wraps.
unsafe extern "C" fn attribute_of(this: *mut PyObject, name: *mut PyObject) -> *mut PyObject {
    // SAFETY: an instance, and the name of an attribute.
    let own = unsafe { ffi::PyObject_GenericGetAttr(this, name) };
    // SAFETY: the interpreter's own class, which stands.
    let missing = unsafe { ffi::PyExc_AttributeError };
    // SAFETY: an error is pending where nothing was found.
    if !own.is_null() || unsafe { ffi::PyErr_ExceptionMatches(missing) } == 0 {
        return own;
    }
    clear_error();
    // SAFETY: a function and the name of an attribute.
    unsafe { ffi::PyObject_GetAttr(cold_of(this).as_ptr(), name) }
}

/// As an attribute of a class, what operands may take over is a method, as a function in Python is.
unsafe extern "C" fn bind(this: *mut PyObject, instance: *mut PyObject, class: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let hot = unsafe { Ref::new(this) };
        // SAFETY: as above.
        if instance.is_null() || unsafe { (*this.cast::<HotObject>()).inner }.is_null() {
            return Ok(hot.to_owned());
        }
        let bind = cold_of(this).attribute(c"__get__")?;
        // SAFETY: an object.
        let instance = unsafe { Ref::new(instance) };
        // SAFETY: a class, or NULL.
        let class = (!class.is_null()).then(|| unsafe { Ref::new(class) });
        match class {
            Some(class) => bind.as_ref().call(&[instance, class]),
            None => bind.as_ref().call(&[instance]),
        }
    })
}

unsafe extern "C" fn wrapped(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    cold_of(this).to_owned().into_ptr()
}

unsafe extern "C" fn doc(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    give(cold_of(this).attribute(c"__doc__"))
}

unsafe extern "C" fn home(this: *mut PyObject, _: *mut c_void) -> *mut PyObject {
    give(cold_of(this).attribute(c"__module__"))
}

unsafe extern "C" fn set_doc(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    // SAFETY: the interpreter passes an instance, and an object or NULL.
    unsafe { set_on_cold(this, c"__doc__", value) }
}

unsafe extern "C" fn set_home(this: *mut PyObject, value: *mut PyObject, _: *mut c_void) -> i32 {
    // SAFETY: the interpreter passes an instance, and an object or NULL.
    unsafe { set_on_cold(this, c"__module__", value) }
}

/// # Safety
/// An instance, and an object, or NULL for None.
unsafe fn set_on_cold(this: *mut PyObject, name: &CStr, value: *mut PyObject) -> i32 {
    guard_status(|| {
        // SAFETY: an object if it is not NULL.
        let value = if value.is_null() { none() } else { unsafe { Ref::new(value) }.to_owned() };
        cold_of(this).set_attribute(name, value.as_ref())
    })
}

/// Pickled by name, as functions are.
unsafe extern "C" fn reduce(
    this: *mut PyObject, _: *const *mut PyObject, _: isize, _: *mut PyObject,
) -> *mut PyObject {
    give(cold_of(this).attribute(c"__qualname__"))
}

fn attributes() -> Vec<PyGetSetDef> {
    vec![
        attribute(c"__doc__", doc, Some(set_doc), c"The function's documentation."),
        attribute(c"__module__", home, Some(set_home), c"The function's module."),
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
    spec.slots.push(slot(ffi::Py_tp_getattro, attribute_of as ffi::getattrofunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_descr_get, bind as ffi::descrgetfunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_repr, repr as ffi::reprfunc as *const ()));
    spec.members.push(offset_member(c"__vectorcalloffset__", offset_of!(HotObject, vectorcall)));
    spec.attributes = attributes();
    spec.methods.push(crate::types::method(c"__reduce__", reduce, null()));
    spec.make(module, None)
}
