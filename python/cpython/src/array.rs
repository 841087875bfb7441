//! The array object: its layout, its life, and the type.
//!
//! An array object carries its view inline, at a published offset (`VIEW_OFFSET`), so that a JIT or a generator that knows the
//! object reads data, shape and strides with no call. The pointers in it live as long as the object: they belong to its handle, and
//! a handle that a change of layout replaces is retired, not closed.

use std::mem::offset_of;
use std::ptr::null_mut;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::{PyObject, PyTypeObject};

use crate::errors::raise;
use crate::layout;
use crate::memory::Blocks;
use crate::object::{Outcome, Owned, Ref, guard_object, owned, tuple_of};
use crate::runtime::{Call, Handle, close};
use crate::state::State;
use crate::types::{Slots, instance, slot, traverse_class, uncollected};

/// The memory of an array object.
#[repr(C)]
pub struct ArrayObject {
    header: PyObject,
    rest: Rest,
}

/// What stands behind the header.
#[repr(C)]
pub struct Rest {
    pub view: layout::View,
    pub handle: layout::Handle,
    /// What the memory belongs to, owned; NULL if it is the array's own.
    base: *mut PyObject,
    weak_references: *mut PyObject,
    retired: layout::Retired,
}

impl std::ops::Deref for ArrayObject {
    type Target = Rest;

    #[inline(always)]
    fn deref(&self) -> &Rest {
        &self.rest
    }
}

/// Bytes of an element.
pub fn width(dtype: NumPyNI_DType) -> usize {
    if dtype.code == NUMPYNI_TYPE_OPAQUE { dtype.ext as usize } else { dtype.bits as usize / 8 }
}

/// Where the inline view stands in an array object. Published as `_native.VIEW_OFFSET`.
pub const VIEW_OFFSET: usize = offset_of!(ArrayObject, rest.view);

/// The same, for C: the symbol `NumPyNI_ViewOffset` of the extension.
#[unsafe(no_mangle)]
pub static NumPyNI_ViewOffset: usize = VIEW_OFFSET;

impl ArrayObject {
    /// The array behind an object that is known to be one.
    ///
    /// # Safety
    /// `object` is an instance of `ndarray`, alive for `'a`.
    #[inline(always)]
    pub unsafe fn of<'a>(object: *mut PyObject) -> &'a ArrayObject {
        // SAFETY: every instance starts with this layout; it changes through cells only.
        unsafe { &*object.cast() }
    }

    /// The array behind an object, if it is one (of `ndarray` or a subclass).
    #[inline(always)]
    pub fn find<'a>(state: &State, object: Ref<'a>) -> Option<&'a ArrayObject> {
        // SAFETY: just checked.
        object.is_instance(state.types.ndarray).then(|| unsafe { ArrayObject::of(object.as_ptr()) })
    }

    /// The array behind an object, or TypeError.
    pub fn expect<'a>(state: &State, object: Ref<'a>) -> Outcome<&'a ArrayObject> {
        ArrayObject::find(state, object).ok_or_else(|| raise(NUMPYNI_ERROR_TYPE, "an ndarray is needed"))
    }

    #[inline(always)]
    pub fn as_ref(&self) -> Ref<'_> {
        // SAFETY: an array is an object; whoever holds the reference holds the GIL.
        unsafe { Ref::new((&raw const *self).cast_mut().cast()) }
    }

    #[inline(always)]
    pub fn ndim(&self) -> usize {
        self.view.get().ndim as usize
    }

    #[inline(always)]
    pub fn dtype(&self) -> NumPyNI_DType {
        self.view.get().dtype
    }

    #[inline(always)]
    pub fn shape(&self) -> &[i64] {
        self.layout().1
    }

    #[inline(always)]
    pub fn strides(&self) -> &[i64] {
        self.layout().2
    }

    /// The view with its shape and strides: what belongs together is read at once, since another thread may replace it.
    #[inline(always)]
    pub fn layout(&self) -> (NumPyNI_View, &[i64], &[i64]) {
        let view = self.view.get();
        if view.ndim <= 0 {
            return (view, &[], &[]);
        }
        // SAFETY: a view has `ndim` lengths, which live as long as the object.
        let shape = unsafe { std::slice::from_raw_parts(view.shape, view.ndim as usize) };
        // SAFETY: and as many strides.
        let strides = unsafe { std::slice::from_raw_parts(view.strides, view.ndim as usize) };
        (view, shape, strides)
    }

    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.view.get().flags & flag != 0
    }

    /// The number of elements (the runtime keeps it within 63 bits).
    pub fn size(&self) -> i64 {
        self.shape().iter().product()
    }

    pub fn itemsize(&self) -> usize {
        width(self.dtype())
    }

    /// Whether its elements mean something to the shared layer alone, which then has every call but those that only move them.
    #[inline(always)]
    pub fn is_opaque(&self) -> bool {
        self.dtype().code == NUMPYNI_TYPE_OPAQUE
    }

    pub fn base(&self) -> Option<Ref<'_>> {
        let base = self.base;
        // SAFETY: the array owns a reference to its base.
        (!base.is_null()).then(|| unsafe { Ref::new(base) })
    }

    /// The exact type `ndarray`, of elements to compute with: nothing that a subclass or the shared layer does need be asked.
    #[inline(always)]
    pub fn is_plain(&self, state: &State) -> bool {
        self.as_ref().is_exact(state.types.ndarray) && !self.is_opaque()
    }

    /// What a view of this array has as its base: the owner of the memory, as NumPy collapses chains of views.
    pub fn root(&self, state: &State) -> Ref<'_> {
        match self.base() {
            Some(base) if base.is_instance(state.types.ndarray) => base,
            _ => self.as_ref(),
        }
    }

    /// Gives the array another handle, and with it another layout; views of the memory that it had stay valid.
    pub fn replace(&self, handle: Handle) -> Outcome<()> {
        let mut view = *Call::new(State::get().api).view(handle.bits())?;
        view.flags |= self.view.get().flags & NUMPYNI_OWNDATA;
        self.retired.replace((&self.handle, &self.view), handle.into_bits(), view);
        Ok(())
    }

    /// A handle of this array's memory that may be written, if a retired one may.
    pub fn writable(&self) -> Option<NumPyNI_Handle> {
        let mut call = Call::new(State::get().api);
        self.retired.find(|&handle| call.view(handle).is_ok_and(|view| view.flags & NUMPYNI_READONLY == 0))
    }
}

/// A new array object for a handle, which it takes over. `base` is what the memory belongs to, or NULL.
#[inline(always)]
pub fn wrap(state: &State, handle: Handle, base: Option<Ref<'_>>) -> Outcome<Owned> {
    let view = Call::new(state.api).view(handle.bits())?;
    wrap_view(state, handle, view, base)
}

/// A new array object for a result that is an array, which it takes over.
#[inline(always)]
pub fn wrap_value(state: &State, value: NumPyNI_Value) -> Outcome<Owned> {
    let (handle, view) = taken(state, value);
    wrap_view(state, handle, view, None)
}

/// The handle of a result that is an array, now ours, and its view.
#[inline(always)]
fn taken<'a>(state: &State, value: NumPyNI_Value) -> (Handle, &'a NumPyNI_View) {
    // SAFETY: such a result carries the address of its view, which stands while the handle is open.
    (Handle::from_bits(state.api, value.array), unsafe { &*(value.element[0] as *const NumPyNI_View) })
}

/// [`wrap`], given the handle's view.
#[inline(always)]
fn wrap_view(state: &State, handle: Handle, view: &NumPyNI_View, base: Option<Ref<'_>>) -> Outcome<Owned> {
    let memory = state.array_blocks.take();
    if memory.is_null() {
        return Err(raise(NUMPYNI_ERROR_MEMORY, "no memory for an array object"));
    }
    // SAFETY: fresh memory of the type's basic size.
    let object = unsafe { ffi::PyObject_Init(memory.cast(), state.types.ndarray) };
    // SAFETY: as above; every field behind the header is written at once.
    unsafe { fill(object, view, handle, base) };
    // SAFETY: a new reference.
    owned(object)
}

/// # Safety
/// `object` is new memory of an array object, whose fields behind the header are not yet in use.
#[inline(always)]
unsafe fn fill(object: *mut PyObject, view: &NumPyNI_View, handle: Handle, base: Option<Ref<'_>>) {
    let base = base.map_or(null_mut(), |base| base.to_owned().into_ptr());
    let rest = Rest {
        view: layout::View::new(*view),
        handle: layout::Handle::new(handle.into_bits()),
        base,
        weak_references: null_mut(),
        retired: layout::Retired::none(),
    };
    let place: *mut Rest = object.cast::<u8>().wrapping_add(VIEW_OFFSET).cast();
    // SAFETY: the caller's promise.
    unsafe { place.write(rest) };
}

/// An array of another class over a handle. A subclass is told by `__array_finalize__(source)`.
pub fn wrap_as(
    state: &State, class: Ref<'_>, handle: Handle, base: Option<Ref<'_>>, source: Ref<'_>,
) -> Outcome<Owned> {
    let exact = class.as_ptr() == state.types.ndarray.cast();
    if exact {
        return wrap(state, handle, base);
    }
    let type_: *mut PyTypeObject = class.as_ptr().cast();
    let view = Call::new(state.api).view(handle.bits())?;
    // SAFETY: `class` is a subclass of ndarray, as the callers check.
    let object = unsafe { instance(type_) }?;
    // SAFETY: new, zeroed memory of an instance.
    unsafe { fill(object.as_ref().as_ptr(), view, handle, base) };
    object.as_ref().attribute(c"__array_finalize__")?.as_ref().call(&[source])?;
    Ok(object)
}

/// The object of a result that stems from `source`: a view has a base, a subclass stays itself.
#[inline(always)]
pub fn derive(state: &State, source: &ArrayObject, handle: Handle) -> Outcome<Owned> {
    let view = Call::new(state.api).view(handle.bits())?;
    derive_view(state, source, handle, view)
}

/// [`derive`], of a result that is an array.
#[inline(always)]
pub fn derive_value(state: &State, source: &ArrayObject, value: NumPyNI_Value) -> Outcome<Owned> {
    let (handle, view) = taken(state, value);
    derive_view(state, source, handle, view)
}

#[inline(always)]
fn derive_view(state: &State, source: &ArrayObject, handle: Handle, view: &NumPyNI_View) -> Outcome<Owned> {
    let base = (view.flags & NUMPYNI_OWNDATA == 0).then(|| source.root(state));
    if source.is_plain(state) {
        return wrap_view(state, handle, view, base);
    }
    wrap_as(state, source.as_ref().class_ref(), handle, base, source.as_ref())
}

unsafe extern "C" fn dealloc(object: *mut PyObject) {
    // SAFETY: the interpreter deallocates instances only.
    let array = unsafe { ArrayObject::of(object) };
    let state = State::get();
    if !array.weak_references.is_null() {
        // SAFETY: a dying object with weak references.
        unsafe { ffi::PyObject_ClearWeakRefs(object) };
    }
    if array.handle.get().bits != 0 {
        close(state.api, array.handle.get());
    }
    array.retired.close(|handle| close(state.api, handle));
    let class = array.as_ref().class();
    let base = array.base;
    let blocks = (class == state.types.ndarray).then_some(&state.array_blocks);
    // SAFETY: the fields are done with; plain arrays live in the state's blocks.
    unsafe { free(object, class, blocks) };
    if !base.is_null() {
        // SAFETY: the reference that the array owned.
        unsafe { ffi::Py_DECREF(base) };
    }
}

/// Frees an instance of a heap type, and its reference to the type.
///
/// # Safety
/// `object` is a dying instance of `class`, which came from `blocks`, or else from the allocator of its class.
#[inline(always)]
pub unsafe fn free(object: *mut PyObject, class: *mut PyTypeObject, blocks: Option<&Blocks>) {
    if let Some(blocks) = blocks {
        // SAFETY: as the caller promises.
        unsafe { blocks.give(object.cast()) };
    } else {
        // SAFETY: every type has the slot; it is that of the allocator which a subclass used.
        let free = unsafe { ffi::PyType_GetSlot(class, ffi::Py_tp_free) };
        // SAFETY: that is the type of the slot.
        let free: ffi::freefunc = unsafe { std::mem::transmute(free) };
        // SAFETY: as the caller promises.
        unsafe { free(object.cast()) };
    }
    // SAFETY: an instance of a heap type owns a reference to it.
    unsafe { ffi::Py_DECREF(class.cast()) };
}

/// `ndarray.__new__` is the shared layer's: `ArrayMethods._new_cold(cls, ...)`.
unsafe extern "C" fn new(class: *mut PyTypeObject, args: *mut PyObject, kwargs: *mut PyObject) -> *mut PyObject {
    guard_object(|| {
        // SAFETY: the interpreter passes a type, a tuple and a dict or NULL.
        let class = unsafe { Ref::new(class.cast()) };
        // SAFETY: as above.
        let args = unsafe { Ref::new(args) };
        // SAFETY: as above.
        let kwargs = (!kwargs.is_null()).then(|| unsafe { Ref::new(kwargs) });
        let all = tuple_of(args.tuple_len()? + 1, |index| match index {
            0 => Ok(class.to_owned()),
            _ => Ok(args.tuple_item(index - 1)?.to_owned()),
        })?;
        class.attribute(c"_new_cold")?.as_ref().call_tuple(all.as_ref(), kwargs)
    })
}

/// For subclasses, which the collector knows.
unsafe extern "C" fn traverse(object: *mut PyObject, visit: ffi::visitproc, argument: *mut std::ffi::c_void) -> i32 {
    // SAFETY: the collector passes an instance.
    let base = unsafe { ArrayObject::of(object) }.base;
    if !base.is_null() {
        // SAFETY: the collector's own function and argument.
        let found = unsafe { visit(base, argument) };
        if found != 0 {
            return found;
        }
    }
    // SAFETY: the collector's own arguments.
    unsafe { traverse_class(object, visit, argument) }
}

/// The slots of the type's life.
pub fn slots(slots: &mut Slots) {
    slots.extend(uncollected(traverse));
    slots.push(slot(ffi::Py_tp_dealloc, dealloc as ffi::destructor as *const ()));
    slots.push(slot(ffi::Py_tp_new, new as ffi::newfunc as *const ()));
}

/// The offset of the list of weak references, for the type's members.
pub const WEAK_OFFSET: usize = offset_of!(ArrayObject, rest.weak_references);
