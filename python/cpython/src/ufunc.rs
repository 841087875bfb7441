//! `UfuncBase`: a callable by vectorcall whose plain case (positional arrays, scalars and Python numbers) calls the ufunc at once.

use std::mem::offset_of;
use std::ptr::null;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::errors::raise;
use crate::number::keep;
use crate::object::*;
use crate::operand::{plain_operand, report, result};
use crate::runtime::Call;
use crate::state::State;
use crate::types::{HAVE_VECTORCALL, Spec, attribute, instance, offset_member, slot};

/// The most operands, and the most results, that the plain case takes.
const MOST: usize = 4;

/// The memory of a ufunc.
#[repr(C)]
struct UfuncObject {
    header: PyObject,
    vectorcall: Option<ffi::vectorcallfunc>,
    /// The number in the runtime's table, and how many operands and results: one word, which is read and written as a whole.
    signature: AtomicU64,
    /// The NUL-terminated name, static.
    name: AtomicPtr<std::ffi::c_char>,
}

impl UfuncObject {
    /// `(number, nin, nout)`
    #[inline(always)]
    fn signature(&self) -> (u32, usize, usize) {
        let signature = self.signature.load(Ordering::Acquire);
        (signature as u32, (signature >> 32) as usize & 0xFFFF, (signature >> 48) as usize)
    }

    fn name(&self) -> &'static str {
        static_text(self.name.load(Ordering::Acquire))
    }
}

/// The bit of a vectorcall's argument count that is not part of it.
pub const ARGUMENTS_OFFSET: usize = 1 << (usize::BITS - 1);

/// Options that ask for nothing.
pub fn no_options() -> NumPyNI_UfuncOptions {
    NumPyNI_UfuncOptions {
        struct_size: size_of::<NumPyNI_UfuncOptions>() as u32,
        casting: NUMPYNI_CASTING_DEFAULT,
        order: NUMPYNI_ORDER_K,
        reserved: 0,
        out: null(),
        where_: NumPyNI_Handle { bits: 0 },
        signature: null(),
    }
}

/// What the runtime knows of a ufunc.
pub fn info(state: &State, number: u32) -> Outcome<NumPyNI_UfuncInfo> {
    let mut info = NumPyNI_UfuncInfo {
        struct_size: size_of::<NumPyNI_UfuncInfo>() as u32,
        ntypes: 0,
        nin: 0,
        nout: 0,
        name: null(),
        doc: null(),
        has_identity: 0,
        reserved: 0,
        identity: NumPyNI_Value::default(),
    };
    let mut call = Call::new(state.api);
    // SAFETY: a context of ours, and a place for the result; an unknown number is an error.
    let status = unsafe { (state.api.ufunc_info)(call.context(), number, &mut info) };
    call.check(status).map(|()| info)
}

/// The text of a static string of the runtime.
pub fn static_text(text: *const std::ffi::c_char) -> &'static str {
    if text.is_null() {
        return "";
    }
    // SAFETY: the ABI's strings are static and NUL-terminated.
    unsafe { std::ffi::CStr::from_ptr(text) }.to_str().unwrap_or_default()
}

unsafe extern "C" fn vectorcall(
    this: *mut PyObject, values: *const *mut PyObject, count: usize, keywords: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes an instance.
        let ufunc = unsafe { &*this.cast::<UfuncObject>() };
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count & !ARGUMENTS_OFFSET, keywords) };
        let state = State::get();
        if let Some(result) = plain(state, ufunc, arguments)? {
            return Ok(result);
        }
        // SAFETY: an instance is an object.
        let this = unsafe { Ref::new(this) };
        arguments.forward(this.attribute(c"_call_cold")?.as_ref(), None)
    })
}

#[inline(always)]
fn plain(state: &State, ufunc: &UfuncObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let (number, nin, nout) = ufunc.signature();
    if nin == 0 || nin > MOST || nout > MOST {
        return Ok(None);
    }
    // Anything else than the operands and at most one plain output is the shared layer's.
    let out = if arguments.plain() == Some(nin) { Some(None) } else { only_out(state, nin, nout, arguments)? };
    let Some(out) = out else { return Ok(None) };
    let mut inputs = [NumPyNI_Value::default(); MOST];
    for (index, input) in inputs.iter_mut().enumerate().take(nin) {
        match plain_operand(state, arguments.at(index))? {
            Some(value) => *input = value,
            None => return Ok(None),
        }
    }
    let mut results = [NumPyNI_Value::default(); MOST];
    let mut call = Call::new(state.api);
    let handle = out.map(|out| out.handle.get());
    let options = handle.as_ref().map(|handle| NumPyNI_UfuncOptions { out: handle, ..no_options() });
    let options = options.as_ref().map_or(null(), |options| &raw const *options);
    // SAFETY: a context of ours, open handles, `nin` inputs and room for `nout` results; options with one output, or NULL.
    let status = unsafe {
        (state.api.ufunc_call)(call.context(), number, inputs.as_ptr(), options, results.as_mut_ptr())
    };
    call.check(status)?;
    let made = match out {
        Some(out) => out.as_ref().to_owned(),
        None => make_results(state, &results[..nout])?,
    };
    if call.fpe() != 0 {
        report(state, call.fpe(), ufunc.name())?;
    }
    Ok(Some(made))
}

/// The one output of a call, if any: the array or None behind the operands, or of `out=`; the outer `None` for whatever else there is.
fn only_out<'a>(
    state: &State, nin: usize, nout: usize, arguments: Arguments<'a>,
) -> Outcome<Option<Option<&'a ArrayObject>>> {
    let given = match arguments.plain() {
        Some(count) => (count == nin + 1).then(|| arguments.at(nin)),
        None => arguments.only_keyword(nin, c"out")?,
    };
    let Some(mut out) = given.filter(|_| nout == 1) else { return Ok(None) };
    if out.is_none() {
        return Ok(Some(None));
    }
    if out.is_tuple() && out.tuple_len()? == 1 && arguments.plain().is_none() {
        out = out.tuple_item(0)?;
    }
    // SAFETY: an instance of the exact type.
    let out = out.is_exact(state.types.ndarray).then(|| unsafe { ArrayObject::of(out.as_ptr()) });
    Ok(out.filter(|out| !out.is_opaque()).map(Some))
}

/// The object of one result, or the tuple of several.
pub fn make_results(state: &State, results: &[NumPyNI_Value]) -> Outcome<Owned> {
    if let [value] = results {
        return result(state, *value);
    }
    let kept: Vec<_> = results.iter().map(|&value| keep(state, value)).collect();
    let mut kept = kept.into_iter();
    tuple_of(results.len(), |index| {
        std::mem::forget(kept.next());
        result(state, results[index])
    })
}

unsafe extern "C" fn call(this: *mut PyObject, args: *mut PyObject, kwargs: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Ref::new(args) };
        // SAFETY: a dict or NULL.
        let kwargs = (!kwargs.is_null()).then(|| unsafe { Ref::new(kwargs) });
        // SAFETY: a dict.
        let named = kwargs.is_some_and(|kwargs| unsafe { ffi::PyDict_Size(kwargs.as_ptr()) } != 0);
        // SAFETY: the interpreter passes an instance.
        let this = unsafe { Ref::new(this) };
        if named {
            return this.attribute(c"_call_cold")?.as_ref().call_tuple(args, kwargs);
        }
        let items = (0..args.tuple_len()?).map(|index| Ok(args.tuple_item(index)?.as_ptr()));
        let items = items.collect::<Outcome<Vec<_>>>()?;
        // SAFETY: an instance, and the items of a live tuple.
        owned(unsafe { vectorcall(this.as_ptr(), items.as_ptr(), items.len(), std::ptr::null_mut()) })
    })
}

/// `UfuncBase(number)`
unsafe extern "C" fn new(class: *mut PyTypeObject, args: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter passes a tuple.
        let args = unsafe { Ref::new(args) };
        // SAFETY: the interpreter passes this type or a subclass.
        let object = unsafe { instance(class) }?;
        // SAFETY: new memory of an instance.
        unsafe { (*object.as_ref().as_ptr().cast::<UfuncObject>()).vectorcall = Some(vectorcall) };
        // SAFETY: a new instance.
        let ufunc = unsafe { &*object.as_ref().as_ptr().cast::<UfuncObject>() };
        if args.tuple_len()? > 0 {
            set_number(state, ufunc, args.tuple_item(0)?)?;
        }
        Ok(object)
    })
}

fn set_number(state: &State, ufunc: &UfuncObject, number: Ref<'_>) -> Outcome<()> {
    let number = u32::try_from(number.to_i64()?).map_err(|_| raise(NUMPYNI_ERROR_VALUE, "no such ufunc"))?;
    let info = info(state, number)?;
    let operands = (info.nin as u64 & 0xFFFF) | (info.nout as u64 & 0xFFFF) << 16;
    ufunc.name.store(info.name.cast_mut(), Ordering::Release);
    ufunc.signature.store(u64::from(number) | operands << 32, Ordering::Release);
    Ok(())
}

unsafe extern "C" fn get_id(this: *mut PyObject, _: *mut std::ffi::c_void) -> *mut PyObject {
    // SAFETY: the interpreter passes an instance.
    give(int(unsafe { (*this.cast::<UfuncObject>()).signature() }.0.into()))
}

unsafe extern "C" fn set_id(this: *mut PyObject, value: *mut PyObject, _: *mut std::ffi::c_void) -> i32 {
    guard_status(|| {
        if value.is_null() {
            return Err(raise(NUMPYNI_ERROR_TYPE, "the number of a ufunc cannot be deleted"));
        }
        // SAFETY: the interpreter passes an instance.
        let ufunc = unsafe { &*this.cast::<UfuncObject>() };
        // SAFETY: not NULL: an object.
        set_number(State::get(), ufunc, unsafe { Ref::new(value) })
    })
}

/// `reduce(array)` of a plain array along its first axis, or along an axis that a number names; any other call is the shared layer's.
unsafe extern "C" fn reduce(
    this: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject,
) -> *mut PyObject {
    guard_object(|| {
        let state = State::get();
        // SAFETY: the interpreter's own arguments.
        let arguments = unsafe { Arguments::new(values, count as usize, keywords) };
        // SAFETY: the interpreter passes an instance.
        let ufunc = unsafe { &*this.cast::<UfuncObject>() };
        if let Some(made) = plain_reduce(state, ufunc, arguments)? {
            return Ok(made);
        }
        // SAFETY: an instance is an object.
        let this = unsafe { Ref::new(this) };
        arguments.forward(this.attribute(c"_reduce_cold")?.as_ref(), None)
    })
}

fn plain_reduce(state: &State, ufunc: &UfuncObject, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let (number, nin, nout) = ufunc.signature();
    if (nin, nout) != (2, 1) || !(1..=2).contains(&arguments.positional()) || !arguments.at(0).is_exact(state.types.ndarray) {
        return Ok(None);
    }
    let array = ArrayObject::expect(state, arguments.at(0))?;
    let axis = match arguments.plain() {
        Some(1) => None,
        Some(_) => Some(arguments.at(1)),
        None => match arguments.only_keyword(1, c"axis")? {
            None => return Ok(None),
            axis => axis,
        },
    };
    let mut axes = [0i64];
    if let Some(axis) = axis {
        if !axis.is_int() {
            return Ok(None);
        }
        axes[0] = axis.to_i64()?;
    }
    let ndim = array.ndim() as i64;
    let mut call = Call::new(state.api);
    // SAFETY: a context of ours; no place for the length.
    let general = unsafe { (state.api.ufunc_signature)(call.context(), number, std::ptr::null_mut()) };
    if array.is_opaque() || array.size() == 0 || !(-ndim..ndim).contains(&axes[0]) || !general.is_null() {
        return Ok(None);
    }
    axes[0] = axes[0].rem_euclid(ndim);
    let options = crate::methods::over_axes(&axes, 0);
    let options = if axes[0] == 0 { null() } else { &raw const options };
    let value = call.value(|api, context, out| {
        // SAFETY: a context of ours, an open handle, options that live through the call, or NULL: the first axis.
        unsafe { (api.ufunc_reduce)(context, number, array.handle.get(), options, out) }
    })?;
    let made = result(state, value)?;
    report(state, call.fpe(), "reduce")?;
    Ok(Some(made))
}

/// Makes the type.
pub fn make_type(module: Ref<'_>) -> Outcome<*mut PyTypeObject> {
    let flags = ffi::Py_TPFLAGS_BASETYPE | ffi::Py_TPFLAGS_IMMUTABLETYPE | HAVE_VECTORCALL;
    let mut spec = Spec::new("numpyni.UfuncBase", size_of::<UfuncObject>(), flags);
    spec.slots.push(slot(ffi::Py_tp_new, new as ffi::newfunc as *const ()));
    spec.slots.push(slot(ffi::Py_tp_call, call as ffi::ternaryfunc as *const ()));
    spec.members.push(offset_member(c"__vectorcalloffset__", offset_of!(UfuncObject, vectorcall)));
    spec.attributes.push(attribute(c"_id", get_id, Some(set_id), c"The number of the ufunc in the runtime's table."));
    spec.methods.push(crate::types::method(c"reduce", reduce, REDUCE.as_ptr()));
    spec.make(module, None)
}

const REDUCE: &std::ffi::CStr = c"reduce($self, array, *args, **kwargs)\n--\n\n`reduce(array, axis=0, dtype=None, out=None, keepdims=False, initial=..., where=True)`: combines along axes.";
