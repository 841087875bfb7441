//! Functions of universal extensions: loading them, and `FunctionBase`, a callable by vectorcall.
//!
//! The runtime checks the arguments and calls; here, objects become operands and back.

use std::cell::Cell;
use std::ffi::CString;
use std::mem::{MaybeUninit, offset_of};
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::arguments::*;
use crate::array::ArrayObject;
use crate::direct;
use crate::errors::raise;
use crate::object::*;
use crate::operand::{array_value, operand, plain_operand};
use crate::protocol::function_list;
use crate::runtime::{Call, Handle, to_word};
use crate::state::State;
use crate::types::{HAVE_VECTORCALL, Spec, attribute, instance, offset_member, slot};
use crate::ufunc::{ARGUMENTS_OFFSET, make_results, static_text};

const MAXARGS: usize = NUMPYNI_MAXARGS as usize;
const MAXRESULTS: usize = NUMPYNI_MAXRESULTS as usize;

/// The memory of a function.
#[repr(C)]
struct FunctionObject {
    header: PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    number: Cell<u32>,
    /// The overload for direct calls, or null.
    direct: Cell<*const NumPyNI_Overload>,
}

unsafe extern "C" fn vectorcall(
    this: *mut PyObject, values: *const *mut PyObject, count: usize, keywords: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let function = unsafe { &*this.cast::<FunctionObject>() };
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count & !ARGUMENTS_OFFSET, keywords) };
        if let Some(count) = arguments.plain().filter(|&count| count <= MAXARGS) {
            let state = State::get();
            // SAFETY: null, or a static overload.
            if let Some(overload) = unsafe { function.direct.get().as_ref() }
                && overload.nargs as usize == count
                && let Some(result) = direct::call(state, overload, |index| Ok(arguments.at(index)))?
            {
                return Ok(result);
            }
            if let Some(result) = call(state, function.number.get(), count, |index| Ok(arguments.at(index)))? {
                return Ok(result);
            }
        }
        // SAFETY: an instance is an object.
        let this = unsafe { Ref::new(this) };
        arguments.forward(this.attribute(c"_call_cold")?.as_ref(), None)
    })
}

/// Calls a function with `count` objects; None if one of them is neither an operand nor has a buffer.
#[inline(always)]
fn call<'a>(
    state: &State, number: u32, count: usize, object: impl Fn(usize) -> Outcome<Ref<'a>>,
) -> Outcome<Option<Owned>> {
    let mut values = [const { MaybeUninit::<NumPyNI_Value>::uninit() }; MAXARGS];
    let mut kept: Vec<Kept> = Vec::new();
    for (index, value) in values.iter_mut().enumerate().take(count) {
        let object = object(index)?;
        match plain_operand(state, object)? {
            Some(plain) => value.write(plain),
            None => match foreign(state, object, &mut kept)? {
                Some(foreign) => value.write(foreign),
                None => return Ok(None),
            },
        };
    }
    let (mut results, mut made) = ([const { MaybeUninit::<NumPyNI_Value>::uninit() }; MAXRESULTS], 0);
    let mut call = Call::new(state.api);
    let (arguments, out) = (values.as_ptr().cast(), results.as_mut_ptr().cast());
    // SAFETY: a context of ours, `count` values with open handles, room for the results.
    let status = unsafe { (state.api.function_call)(call.context(), number, arguments, count as i32, out, &mut made) };
    call.check(status)?;
    // SAFETY: as many results are there.
    let results = unsafe { std::slice::from_raw_parts(results.as_ptr().cast::<NumPyNI_Value>(), made as usize) };
    if results.is_empty() { Ok(Some(none())) } else { make_results(state, results).map(Some) }
}

/// What keeps an argument for the length of a call: closed or given back when it goes.
enum Kept {
    Handle(#[allow(dead_code)] Handle),
    Array(#[allow(dead_code)] Owned),
}

/// The operand that an object is which is not plainly one: an array of NumPy, of a subclass, or with a buffer.
#[inline(never)]
fn foreign(state: &State, object: Ref<'_>, kept: &mut Vec<Kept>) -> Outcome<Option<NumPyNI_Value>> {
    if let Some(handle) = crate::numpy::handle(state, object)? {
        let value = NumPyNI_Value { array: handle.bits(), ..Default::default() };
        kept.push(Kept::Handle(handle));
        return Ok(Some(value));
    }
    if let Some(value) = operand(state, object)? {
        return Ok(Some(value));
    }
    let Some(array) = crate::buffer::from_object(state, object)? else { return Ok(None) };
    let value = array_value(ArrayObject::expect(state, array.as_ref())?);
    kept.push(Kept::Array(array));
    Ok(Some(value))
}

unsafe extern "C" fn call_slot(this: *mut PyObject, args: *mut PyObject, kwargs: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let object = unsafe { Ref::new(this) };
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Ref::new(args) };
        // SAFETY: a dict or NULL.
        let kwargs = (!kwargs.is_null()).then(|| unsafe { Ref::new(kwargs) });
        let count = args.tuple_len()?;
        // SAFETY: a dict.
        let named = kwargs.is_some_and(|kwargs| unsafe { ffi::PyDict_Size(kwargs.as_ptr()) } != 0);
        // SAFETY: an instance.
        let number = unsafe { &*this.cast::<FunctionObject>() }.number.get();
        if !named
            && count <= MAXARGS
            && let Some(result) = call(State::get(), number, count, |index| args.tuple_item(index))?
        {
            return Ok(result);
        }
        object.attribute(c"_call_cold")?.as_ref().call_tuple(args, kwargs)
    })
}

/// `FunctionBase(number)`
unsafe extern "C" fn new(class: *mut PyTypeObject, args: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Ref::new(args) };
        let number = if args.tuple_len()? > 0 { args.tuple_item(0)?.to_i64()? } else { -1 };
        let number = u32::try_from(number).map_err(|_| raise(NUMPYNI_ERROR_TYPE, "the number of a function is needed"))?;
        // SAFETY: the interpreter passes this type or a subclass.
        let object = unsafe { instance(class) }?;
        let function: *mut FunctionObject = object.as_ref().as_ptr().cast();
        // SAFETY: new memory of an instance.
        unsafe { (*function).vectorcall = Some(vectorcall) };
        // SAFETY: as above.
        unsafe { (*function).number = Cell::new(number) };
        // SAFETY: as above.
        unsafe { (*function).direct = Cell::new(direct::overload(State::get(), number)) };
        Ok(object)
    })
}

unsafe extern "C" fn get_id(this: *mut PyObject, _: *mut std::ffi::c_void) -> *mut PyObject {
    // SAFETY: the interpreter passes an instance.
    give(int(unsafe { (*this.cast::<FunctionObject>()).number.get() }.into()))
}

/// Makes the type.
pub fn make_type(module: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let flags = ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_IMMUTABLETYPE | HAVE_VECTORCALL;
    let mut spec = Spec::new("numpyni.FunctionBase", size_of::<FunctionObject>(), flags);
    spec.slots.push(slot(ffi::Py_tp_new, new as ffi::newfunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_call, call_slot as ffi::ternaryfunc as *const ()));
    spec.members.push(offset_member(c"__vectorcalloffset__", offset_of!(FunctionObject, vectorcall)));
    spec.attributes.push(attribute(c"_id", get_id, None, c"The number of the function in the runtime's list."));
    spec.make(module, None)
}

function_list! {
    extension_load(path; 1) = |state, [path]| {
        let path = needed(path)?;
        let (mut call, mut number) = (Call::new(state.api), 0);
        let status = if path.is_int() {
            let table: *const NumPyNI_Extension = std::ptr::with_exposed_provenance(path.to_i64()? as usize);
            // SAFETY: a context of ours, a place for the result; who gives the address of a table answers for it.
            unsafe { (state.api.extension_register)(call.context(), table, &mut number) }
        } else {
            let Ok(path) = CString::new(path.to_text()?) else { return Err(raise(NUMPYNI_ERROR_VALUE, "embedded null byte")) };
            // SAFETY: a context of ours, a path, a place for the result.
            unsafe { (state.api.extension_load)(call.context(), path.as_ptr(), &mut number) }
        };
        call.check(status)?;
        let mut info = MaybeUninit::<NumPyNI_ExtensionInfo>::uninit();
        // SAFETY: a context of ours, a place for the result.
        let status = unsafe { (state.api.extension_info)(call.context(), number, info.as_mut_ptr()) };
        call.check(status)?;
        // SAFETY: filled.
        let info = unsafe { info.assume_init() };
        let numbers = [info.first_function, info.functions, info.first_ufunc, info.ufuncs];
        tuple_of(6, |index| match index {
            0 => text(static_text(info.name)),
            1 => text(static_text(info.doc)),
            _ => unsigned(numbers[index - 2].into()),
        })
    };
    function_info(number; 1) = |state, [number_]| {
        let number = number(number_, 0)?;
        let (mut call, mut info) = (Call::new(state.api), MaybeUninit::<NumPyNI_FunctionInfo>::uninit());
        // SAFETY: a context of ours, a place for the result.
        let status = unsafe { (state.api.function_info)(call.context(), number, info.as_mut_ptr()) };
        call.check(status)?;
        // SAFETY: filled.
        let info = unsafe { info.assume_init() };
        let overloads = tuple_of(info.overloads as usize, |index| {
            let mut overload = null();
            // SAFETY: a context of ours, a place for the result.
            let status =
                unsafe { (state.api.function_overload)(call.context(), number, index as u32, &mut overload) };
            call.check(status)?;
            // SAFETY: on success it points to the overload, which stays.
            describe(unsafe { &*overload })
        })?;
        tuple(&[text(static_text(info.name))?.as_ref(), text(static_text(info.doc))?.as_ref(), overloads.as_ref()])
    };
    function_call(number, args; 2) = |state, [number_, args]| {
        let (number, args) = (number(number_, 0)?, sequence(needed(args)?)?);
        let (args, count) = (args.as_ref(), args.as_ref().tuple_len()?);
        if count > MAXARGS {
            return Err(raise(NUMPYNI_ERROR_TYPE, "too many arguments"));
        }
        let refuse = || raise(NUMPYNI_ERROR_TYPE, "an array, a scalar or a number is needed");
        call(state, number, count, |index| args.tuple_item(index))?.ok_or_else(refuse)
    };
}

/// `(effects, arguments, results, address of the typed entry)`
fn describe(overload: &NumPyNI_Overload) -> Outcome<Owned> {
    let (nargs, nresults) = (overload.nargs as usize, overload.nresults as usize);
    // SAFETY: the arguments, then the results.
    let parameters = unsafe { std::slice::from_raw_parts(overload.parameters, nargs + nresults) };
    // SAFETY: what the extension exports, which stays.
    let typed = unsafe { (*overload.function).typed };
    let list = |parameters: &[NumPyNI_Parameter]| tuple_of(parameters.len(), |index| parameter(&parameters[index]));
    let (arguments, results) = (list(&parameters[..nargs])?, list(&parameters[nargs..])?);
    let (effects, typed) = (unsigned(overload.effects.into())?, unsigned(typed.map_or(0, |typed| typed as usize as u64))?);
    tuple(&[effects.as_ref(), arguments.as_ref(), results.as_ref(), typed.as_ref()])
}

/// `(tag, ndim, word, flags, written, name or None)`
fn parameter(parameter: &NumPyNI_Parameter) -> Outcome<Owned> {
    tuple_of(6, |index| match index {
        0 => unsigned(parameter.tag.into()),
        1 => int(parameter.ndim.into()),
        2 => unsigned(to_word(parameter.dtype)),
        3 => unsigned(parameter.flags.into()),
        4 => boolean(parameter.written != 0),
        _ if parameter.name.is_null() => Ok(none()),
        _ => text(static_text(parameter.name)),
    })
}
