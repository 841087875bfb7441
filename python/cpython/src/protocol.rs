//! The functions that the shared layer calls: arrays, their memory and layout, items, types, the machine.

use std::ffi::c_char;
use std::ptr::null;

use numpyni_sys::*;
use pyo3_ffi::{PyMethodDef, PyObject};

use crate::arguments::*;
use crate::array::{ArrayObject, derive, wrap, wrap_as};
use crate::element::{KINDS, Kind};
use crate::errors::raise;
use crate::index::{Items, get_items, set_items};
use crate::object::*;
use crate::operand::{any_operand, element};
use crate::runtime::{Call, to_word};
use crate::state::{Hooks, State};
use crate::types::method;
use crate::{attributes, buffer, hot, methods, scalar};

/// The body of a function, given its parsed arguments.
pub type Body<const N: usize> = for<'a> fn(&'static State, [Option<Ref<'a>>; N]) -> Outcome<Owned>;

/// A function of the protocol.
pub struct Function<const N: usize> {
    pub name: &'static str,
    pub parameters: [&'static str; N],
    pub required: usize,
    pub body: Body<N>,
}

impl<const N: usize> Function<N> {
    /// Parses the arguments and runs the body.
    ///
    /// # Safety
    /// `values`, `count` and `keywords` are what the interpreter passes.
    pub unsafe fn run(&self, values: *const *mut PyObject, count: isize, keywords: *mut PyObject) -> *mut PyObject {
        guard_object(|| {
            let state = State::loaded()?;
            // SAFETY: the interpreter's own arguments.
            let arguments = unsafe { Arguments::new(values, count as usize, keywords) };
            (self.body)(state, arguments.parse(self.name, self.parameters, self.required)?)
        })
    }
}

/// A list of functions: `name(parameters; required) = body`.
macro_rules! function_list {
    ($($name:ident($($parameter:ident),*; $required:literal) = $body:expr;)*) => {
        mod entry {
            use super::*;
            $(pub unsafe extern "C" fn $name(
                _: *mut PyObject, values: *const *mut PyObject, count: isize, keywords: *mut PyObject,
            ) -> *mut PyObject {
                let parameters = [$(stringify!($parameter)),*];
                let name = stringify!($name);
                let function = crate::protocol::Function { name, parameters, required: $required, body: $body };
                // SAFETY: the interpreter's own arguments.
                unsafe { function.run(values, count, keywords) }
            })*
        }

        /// The functions of this file.
        pub fn functions() -> Vec<pyo3_ffi::PyMethodDef> {
            vec![$(crate::protocol::plain_method(crate::protocol::cstr(concat!(stringify!($name), "\0")), entry::$name)),*]
        }
    };
}
pub(crate) use function_list;

/// A name that ends with a NUL.
pub fn cstr(name: &'static str) -> &'static std::ffi::CStr {
    std::ffi::CStr::from_bytes_with_nul(name.as_bytes()).unwrap_or_default()
}

/// An argument that is an array.
pub fn array<'a>(state: &State, argument: Option<Ref<'a>>) -> Outcome<&'a ArrayObject> {
    ArrayObject::expect(state, needed(argument)?)
}

/// The handle of an optional array: zero if it is absent or None.
pub fn handle(state: &State, argument: Option<Ref<'_>>) -> Outcome<NumPyNI_Handle> {
    match given(argument) {
        Some(argument) => Ok(ArrayObject::expect(state, argument)?.handle.get()),
        None => Ok(NumPyNI_Handle { bits: 0 }),
    }
}

/// The items of an index expression, which the shared layer has parsed.
pub fn items(state: &State, argument: Option<Ref<'_>>) -> Outcome<Vec<NumPyNI_Index>> {
    match Items::new().parse(state, needed(argument)?)? {
        Some(items) => Ok(items.to_vec()),
        None => Err(raise(NUMPYNI_ERROR_TYPE, "items are ints, slices, None, Ellipsis, and arrays of ints or bools")),
    }
}

/// An operand, and what keeps it alive.
pub fn value(state: &State, argument: Option<Ref<'_>>) -> Outcome<(NumPyNI_Value, Option<Owned>)> {
    any_operand(state, needed(argument)?)
}

function_list! {
    new(word, shape, order, zero; 2) = |state, [word_, shape_, order, zero]| {
        let (dtype, shape, order) = (word(needed(word_)?)?, shape(needed(shape_)?)?, number(order, NUMPYNI_ORDER_C)?);
        let zero = truth(zero)?.into();
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours and the shape's lengths.
            unsafe { (api.array_new)(context, dtype, shape.len() as i32, shape.as_ptr(), order, zero, out) }
        })?;
        wrap(state, handle, None)
    };
    from_memory(address, word, shape, strides, readonly, owner; 3) =
        |state, [address, word_, shape_, strides, readonly, owner]| {
            let (dtype, shape) = (word(needed(word_)?)?, shape(needed(shape_)?)?);
            let strides = given(strides).map(integers).transpose()?;
            let address = needed(address)?.to_u64()? as usize;
            let nobody = none();
            let owner = owner.unwrap_or(nobody.as_ref());
            buffer::from_memory(state, address, dtype, &shape, strides.as_deref(), truth(readonly)?, owner)
        };
    from_object_buffer(obj; 1) = |state, [object]| {
        Ok(buffer::from_object(state, needed(object)?)?.unwrap_or_else(none))
    };
    as_strided(a, word, shape, strides, offset, readonly; 4) =
        |state, [a, word_, shape_, strides, offset, readonly]| {
            let (a, dtype, shape) = (array(state, a)?, word(needed(word_)?)?, shape(needed(shape_)?)?);
            let (strides, offset) = (integers(needed(strides)?)?, offset.map_or(Ok(0), Ref::to_i64)?);
            derive(state, a, strided(state, a.handle.get(), dtype, &shape, &strides, offset, truth(readonly)?)?)
        };
    reshape(a, shape, order, copy; 2) = |state, [a, shape_, order, copy]| {
        let (order, copy) = (number(order, NUMPYNI_ORDER_C)?, number(copy, NUMPYNI_COPY_IF_NEEDED)?);
        methods::reshape(state, array(state, a)?, &shape(needed(shape_)?)?, order, copy)
    };
    transpose(a, axes; 1) = |state, [a, axes]| {
        let axes = given(axes).map(integers).transpose()?;
        attributes::transpose(state, array(state, a)?, axes.as_deref())
    };
    broadcast_to(a, shape; 2) = |state, [a, shape_]| {
        let (a, shape) = (array(state, a)?, shape(needed(shape_)?)?);
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours, an open handle, the shape's lengths.
            unsafe { (api.array_broadcast_to)(context, a.handle.get(), shape.len() as i32, shape.as_ptr(), out) }
        })?;
        derive(state, a, handle)
    };
    get(a, items; 2) = |state, [a, items_]| get_items(state, array(state, a)?, &items(state, items_)?);
    set(a, items, value; 3) = |state, [a, items_, value_]| {
        let (a, items, (value, _kept)) = (array(state, a)?, items(state, items_)?, value(state, value_)?);
        set_items(state, a, &items, &value).map(|()| none())
    };
    item(a, flat_index; 2) = |state, [a, index]| {
        element(state, methods::item_value(state, array(state, a)?, needed(index)?.to_i64()?)?)
    };
    nonzero(a; 1) = |state, [a]| {
        let a = array(state, a)?;
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours and an open handle.
            unsafe { (api.array_nonzero)(context, a.handle.get(), out) }
        })?;
        wrap(state, handle, None)
    };
    address(a; 1) = |state, [a]| unsigned(array(state, a)?.view.get().data as u64);
    flags(a; 1) = |state, [a]| int(array(state, a)?.view.get().flags.into());
    base(a; 1) = |state, [a]| Ok(array(state, a)?.base().map_or_else(none, Ref::to_owned));
    view_as(a, cls, source; 2) = |state, [a, class, source]| {
        let (a, class) = (array(state, a)?, needed(class)?);
        if !is_array_class(state, class)? {
            return Err(raise(NUMPYNI_ERROR_TYPE, "the class of a view must be a subclass of ndarray"));
        }
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours and an open handle.
            unsafe { (api.array_dup)(context, a.handle.get(), out) }
        })?;
        wrap_as(state, class, handle, Some(a.root(state)), source.unwrap_or(a.as_ref()))
    };
    set_layout(a, word, shape, strides; 4) = |state, [a, word_, shape_, strides]| {
        let (a, dtype, shape) = (array(state, a)?, word(needed(word_)?)?, shape(needed(shape_)?)?);
        let strides = integers(needed(strides)?)?;
        a.replace(strided(state, a.handle.get(), dtype, &shape, &strides, 0, false)?).map(|()| none())
    };
    take_memory(a, other; 2) = |state, [a, other]| {
        let (a, other) = (array(state, a)?, array(state, other)?);
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours and an open handle.
            unsafe { (api.array_dup)(context, other.handle.get(), out) }
        })?;
        a.replace(handle).map(|()| none())
    };
    set_readonly(a, readonly; 2) = |state, [a, readonly]| {
        make_readonly(state, array(state, a)?, truth(readonly)?).map(|()| none())
    };
    astype(a, word, order, casting, copy; 2) = |state, [a, word_, order, casting, copy]| {
        let (a, dtype) = (array(state, a)?, word(needed(word_)?)?);
        let (order, casting) = (number(order, NUMPYNI_ORDER_K)?, number(casting, NUMPYNI_CASTING_UNSAFE)?);
        methods::astype(state, a, dtype, order, casting, number(copy, NUMPYNI_COPY_ALWAYS)?)
    };
    assign(dst, value, casting, where; 2) = |state, [dst, value_, casting, where_]| {
        let (dst, (value, _kept)) = (array(state, dst)?, value(state, value_)?);
        let (casting, mask) = (number(casting, NUMPYNI_CASTING_DEFAULT)?, handle(state, where_)?);
        methods::assign(state, dst, &value, casting, mask).map(|()| none())
    };
    arange(word, start, step, n; 4) = |state, [word_, start, step, length]| {
        let (dtype, length) = (word(needed(word_)?)?, needed(length)?.to_i64()?);
        let ((start, _kept), (step, _kept_too)) = (value(state, start)?, value(state, step)?);
        let handle = Call::new(state.api).handle(|api, context, out| {
            // SAFETY: a context of ours and two values that live through the call.
            unsafe { (api.array_arange)(context, dtype, &start, &step, length, out) }
        })?;
        wrap(state, handle, None)
    };
    concatenate(arrays, axis, word; 2) = |state, [arrays, axis, word_]| {
        let (arrays, dtype) = (sequence(needed(arrays)?)?, optional_word(word_)?);
        let axis = i32::try_from(needed(axis)?.to_i64()?).unwrap_or(i32::MAX);
        let arrays = arrays.as_ref();
        let handles = (0..arrays.tuple_len()?).map(|index| Ok(array(state, Some(arrays.tuple_item(index)?))?.handle.get()));
        let handles = handles.collect::<Outcome<Vec<_>>>()?;
        let handle = Call::new(state.api).handle(|api, context, out| {
            let count = handles.len() as i64;
            // SAFETY: a context of ours, `count` open handles, a dtype or NULL.
            unsafe { (api.array_concatenate)(context, handles.as_ptr(), count, axis, pointer(&dtype), out) }
        })?;
        wrap(state, handle, None)
    };
    overlaps(a, b, exact; 2) = |state, [a, b, exact]| {
        let (a, b, exact) = (array(state, a)?, array(state, b)?, truth(exact)?.into());
        let (mut call, mut out) = (Call::new(state.api), 0);
        // SAFETY: a context of ours, open handles, a place for the result.
        let status =
            unsafe { (state.api.array_overlaps)(call.context(), a.handle.get(), b.handle.get(), exact, &mut out) };
        call.check(status)?;
        boolean(out != 0)
    };
    promote(values; 1) = |state, [values]| {
        let values = sequence(needed(values)?)?;
        let values = values.as_ref();
        let operands = (0..values.tuple_len()?).map(|index| value(state, Some(values.tuple_item(index)?)));
        let (operands, _kept): (Vec<_>, Vec<_>) = operands.collect::<Outcome<Vec<_>>>()?.into_iter().unzip();
        let (mut call, mut out) = (Call::new(state.api), NumPyNI_DType::default());
        let count = operands.len() as i32;
        // SAFETY: a context of ours, `count` values, a place for the result.
        let status = unsafe { (state.api.dtype_promote)(call.context(), operands.as_ptr(), count, &mut out) };
        call.check(status)?;
        unsigned(to_word(out))
    };
    can_cast(from_word, to_word, casting; 2) = |state, [from, to, casting]| {
        let (from, to, casting) = (word(needed(from)?)?, word(needed(to)?)?, number(casting, NUMPYNI_CASTING_SAFE)?);
        let (mut call, mut out) = (Call::new(state.api), 0);
        // SAFETY: a context of ours and a place for the result.
        let status = unsafe { (state.api.dtype_can_cast)(call.context(), from, to, casting, &mut out) };
        call.check(status)?;
        boolean(out != 0)
    };
    scalar_type(name, bases, word; 3) = |state, [name, bases, word_]| {
        let kind = kind(needed(word_)?)?;
        let (name, bases) = (needed(name)?.to_text()?, sequence(needed(bases)?)?);
        // SAFETY: a function of the module runs, so the module is there.
        let module = unsafe { Ref::new(state.module) };
        scalar::make_type(state, module, &name, bases.as_ref(), kind)
    };
    register_dtype(word, dtype, scalar_type; 2) = |state, [word_, dtype, _class]| {
        let (dtype, found) = (word(needed(word_)?)?, needed(dtype)?);
        if let Some(kind) = Kind::of(dtype) {
            state.dtype(kind, dtype.ext & NUMPYNI_EXT_SWAPPED != 0).set(found);
        }
        Ok(none())
    };
    make_scalar(word, value; 2) = |state, [word_, value]| scalar::from_value(state, kind(needed(word_)?)?, needed(value)?);
    scalar_value(scalar; 1) = |state, [object]| {
        let object = needed(object)?;
        match scalar::kind(state, object) {
            Some(kind) => scalar::value(kind, object),
            None => Err(raise(NUMPYNI_ERROR_TYPE, "a scalar is needed")),
        }
    };
    hot_reduction(name, cold; 2) = |state, [name, cold]| hot::hot_reduction(state, needed(name)?, needed(cold)?);
    hot_new(fill, cold; 2) = |state, [fill, cold]| hot::hot_new(state, needed(fill)?, needed(cold)?);
    hot_array(cold; 1) = |state, [cold]| hot::hot_function(state, needed(cold)?);
    hot_function(cold; 1) = |state, [cold]| hot::hot_function(state, needed(cold)?);
    set_hooks(fpe, axis_error, ufunc_type_error, convert, dtypes, opaque; 0) = |state, given| {
        let Hooks { fpe, axis_error, ufunc_type_error, convert, dtypes, opaque } = &state.hooks;
        let places = [fpe, axis_error, ufunc_type_error, convert, dtypes, opaque];
        for (place, hook) in places.into_iter().zip(given) {
            if let Some(hook) = hook {
                place.set(hook);
            }
        }
        Ok(none())
    };
    handle_count(; 0) = |state, []| {
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours; it cannot fail.
        unsigned(unsafe { (state.api.handle_count)(call.context()) })
    };
    level_name(; 0) = |state, []| {
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours; it cannot fail.
        let name: *const c_char = unsafe { (state.api.level_name)(call.context()) };
        text(crate::ufunc::static_text(name))
    };
    thread_count(; 0) = |state, []| {
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours; it cannot fail.
        unsigned(unsafe { (state.api.thread_count)(call.context()) }.into())
    };
    set_thread_count(n; 1) = |state, [count]| {
        let (count, mut call) = (number(count, 0)?, Call::new(state.api));
        // SAFETY: a context of ours.
        let status = unsafe { (state.api.thread_count_set)(call.context(), count) };
        call.check(status).map(|()| none())
    };
    abi_version(; 0) = |state, []| {
        tuple_of(2, |index| int([state.api.major, state.api.minor][index].into()))
    };
}

/// A view with another layout, of a handle.
fn strided(
    state: &State, handle: NumPyNI_Handle, dtype: NumPyNI_DType, shape: &[i64], strides: &[i64], offset: i64, readonly: bool,
) -> Outcome<crate::runtime::Handle> {
    if shape.len() != strides.len() {
        return Err(raise(NUMPYNI_ERROR_VALUE, "strides and shape must have the same length"));
    }
    let (ndim, shape, strides, readonly) = (shape.len() as i32, shape.as_ptr(), strides.as_ptr(), readonly.into());
    Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, an open handle, `ndim` lengths and strides.
        unsafe { (api.array_as_strided)(context, handle, dtype, ndim, shape, strides, offset, readonly, out) }
    })
}

/// Takes the right to write away, or gives it back where a handle of the same memory still has it.
fn make_readonly(state: &State, array: &ArrayObject, readonly: bool) -> Outcome<()> {
    let (view, shape, strides) = array.layout();
    if readonly == array.has(NUMPYNI_READONLY) {
        return Ok(());
    }
    let source = if readonly {
        Some(array.handle.get())
    } else {
        let base = array.base().and_then(|base| ArrayObject::find(state, base));
        array.writable().or_else(|| base.filter(|base| !base.has(NUMPYNI_READONLY)).map(|base| base.handle.get()))
    };
    let Some(source) = source else {
        return Err(raise(NUMPYNI_ERROR_VALUE, "cannot set WRITEABLE flag to True of this array"));
    };
    let start = Call::new(state.api).view(source)?.data as usize;
    let offset = (view.data as usize).wrapping_sub(start) as i64;
    array.replace(strided(state, source, view.dtype, shape, strides, offset, readonly)?)
}

fn is_array_class(state: &State, class: Ref<'_>) -> Outcome<bool> {
    let class = as_type(class)?;
    // SAFETY: both are types.
    Ok(unsafe { pyo3_ffi::PyType_IsSubtype(class, state.types.ndarray) } != 0)
}

/// The kind of a native dtype's word.
fn kind(argument: Ref<'_>) -> Outcome<Kind> {
    let dtype = word(argument)?;
    KINDS.into_iter().find(|kind| kind.dtype() == dtype).ok_or_else(|| raise(NUMPYNI_ERROR_TYPE, "a native dtype is needed"))
}

/// All functions of the module, behind `first`.
pub fn all(mut first: Vec<PyMethodDef>) -> Vec<PyMethodDef> {
    first.extend(functions());
    first.extend(crate::ufunc_protocol::functions());
    first.extend(crate::extension::functions());
    first.extend(crate::random::functions());
    first
}

/// A function without documentation of its own.
pub fn plain_method(name: &'static std::ffi::CStr, function: crate::types::Fast) -> PyMethodDef {
    method(name, function, null())
}
