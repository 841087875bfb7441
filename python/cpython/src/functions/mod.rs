//! Functions of the module whose plain case is native, by name: `np.array`, `np.where`, `np.sort`, ...
//!
//! Plain are few arguments, arrays of the exact type, and numbers; the function in Python looks at everything else, errors included.

mod bits;
mod creation;
mod diagonals;
mod joins;
mod linear;
mod products;
mod selection;
mod shapes;
mod sorting;
mod statistics;
mod types;

pub use sorting::sort_in_place;

use std::ffi::CStr;
use std::ptr::null;

use numpyni_sys::*;

use crate::arguments::Arguments;
use crate::array::ArrayObject;
use crate::element::Kind;
use crate::number::keep;
use crate::object::*;
use crate::operand::report;
use crate::runtime::{Call, Handle};
use crate::state::State;

/// The plain case of a function: `None` sends the call to the function in Python.
pub type Plain = fn(&State, Arguments<'_>) -> Outcome<Option<Owned>>;

/// The functions that have one.
const FUNCTIONS: [(&str, Plain); 89] = [
    ("array", creation::array::<true>),
    ("asarray", creation::array::<false>),
    ("arange", creation::arange),
    ("full", creation::full),
    ("where", creation::where_),
    ("concatenate", joins::concatenate),
    ("copy", creation::copy),
    ("reshape", creation::reshape_array),
    ("zeros_like", creation::like::<true>),
    ("empty_like", creation::like::<false>),
    ("ones_like", creation::ones_like),
    ("full_like", creation::full_like),
    ("asanyarray", creation::itself),
    ("ascontiguousarray", creation::in_order::<NUMPYNI_C_CONTIGUOUS>),
    ("asfortranarray", creation::in_order::<NUMPYNI_F_CONTIGUOUS>),
    ("copyto", creation::copyto),
    ("stack", joins::stack),
    ("vstack", joins::vstack),
    ("hstack", joins::hstack),
    ("dstack", joins::dstack),
    ("column_stack", joins::column_stack),
    ("append", joins::append),
    ("eye", diagonals::eye),
    ("identity", diagonals::eye),
    ("diag", diagonals::diag),
    ("diagonal", diagonals::diagonal),
    ("trace", diagonals::trace),
    ("fliplr", shapes::fliplr),
    ("flipud", shapes::flipud),
    ("atleast_1d", shapes::at_least::<1>),
    ("atleast_2d", shapes::at_least::<2>),
    ("swapaxes", shapes::swapaxes),
    ("moveaxis", shapes::moveaxis),
    ("result_type", types::result_type),
    ("promote_types", types::promote_types),
    ("can_cast", types::can_cast),
    ("tril", diagonals::triangle::<false>),
    ("triu", diagonals::triangle::<true>),
    ("inv", linear::inv),
    ("det", linear::det),
    ("solve", linear::solve),
    ("fft", linear::fft::<false>),
    ("ifft", linear::fft::<true>),
    ("rfft", linear::rfft),
    ("correlate", linear::correlate),
    ("convolve", linear::convolve),
    ("packbits", bits::packbits),
    ("unpackbits", bits::unpackbits),
    ("real", shapes::real),
    ("ndim", shapes::ndim),
    ("shape", shapes::shape),
    ("size", shapes::size),
    ("ravel", shapes::ravel),
    ("transpose", shapes::transpose),
    ("squeeze", shapes::squeeze),
    ("expand_dims", shapes::expand_dims),
    ("flip", shapes::flip),
    ("put", selection::put),
    ("take", selection::take),
    ("repeat", selection::repeat),
    ("nonzero", selection::nonzero),
    ("flatnonzero", selection::flatnonzero),
    ("compress", selection::compress),
    ("sort", sorting::sort),
    ("unique", sorting::unique),
    ("argsort", sorting::argsort),
    ("partition", sorting::partition),
    ("argpartition", sorting::argpartition),
    ("searchsorted", sorting::searchsorted),
    ("bincount", sorting::bincount),
    ("dot", products::dot),
    ("inner", products::inner),
    ("vdot", products::vdot),
    ("outer", products::outer),
    ("norm", products::norm),
    ("ptp", statistics::ptp),
    ("diff", statistics::diff),
    ("clip", statistics::clip),
    ("round", statistics::round),
    ("around", statistics::round),
    ("nansum", statistics::without_nan::<14>),
    ("nanprod", statistics::without_nan::<15>),
    ("nanmax", statistics::without_nan::<16>),
    ("nanmin", statistics::without_nan::<17>),
    ("nanmean", statistics::without_nan::<18>),
    ("nanargmax", statistics::without_nan::<19>),
    ("nanargmin", statistics::without_nan::<20>),
    ("nanvar", statistics::without_nan::<21>),
    ("nanstd", statistics::without_nan::<22>),
];

/// Those that are methods of their first argument too.
pub const METHODS: [Plain; 10] = [
    sorting::argsort,
    sorting::argpartition,
    sorting::searchsorted,
    selection::nonzero,
    selection::put,
    selection::take,
    selection::repeat,
    products::dot,
    statistics::clip,
    shapes::squeeze,
];

macro_rules! ufuncs {
    ($($ufunc:ident = $name:literal,)*) => {
        /// The ufuncs of the runtime that stand behind them.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Known {
            $($ufunc),*
        }

        /// Their names, in this order.
        pub const UFUNCS: &[&CStr] = &[$($name),*];
    };
}

ufuncs! {
    Sort = c"_sort",
    SortStable = c"_sort_stable",
    Argsort = c"_argsort",
    Partition = c"_partition",
    Argpartition = c"_argpartition",
    SearchLeft = c"_searchsorted_left",
    SearchRight = c"_searchsorted_right",
    Bincount = c"_bincount",
    Clip = c"clip",
    Where = c"_where",
    Rint = c"rint",
    Vecdot = c"vecdot",
    Inv = c"_inv",
    Det = c"_det",
    Solve1 = c"_solve1",
    Solve = c"_solve",
    Fft = c"_fft",
    Ifft = c"_ifft",
    RfftEven = c"_rfft_n_even",
    RfftOdd = c"_rfft_n_odd",
}

/// The plain case of the function of a name.
pub fn find(name: &str) -> Option<Plain> {
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|&(_, plain)| plain)
}

/// The array that an object is: of the exact type, with elements to compute with.
#[inline(always)]
fn plain_array<'a>(state: &State, object: Ref<'a>) -> Option<&'a ArrayObject> {
    // SAFETY: an instance of the exact type, which the caller of the function keeps.
    let array = object.is_exact(state.types.ndarray).then(|| unsafe { ArrayObject::of(object.as_ptr()) });
    array.filter(|array| !array.is_opaque())
}

/// The arguments, if they are `N` plain arrays and nothing else.
fn arrays<'a, const N: usize>(state: &State, arguments: Arguments<'a>) -> Option<[&'a ArrayObject; N]> {
    if arguments.plain() != Some(N) {
        return None;
    }
    let mut found = [plain_array(state, arguments.at(0))?; N];
    for (index, place) in found.iter_mut().enumerate().skip(1) {
        *place = plain_array(state, arguments.at(index))?;
    }
    Some(found)
}

/// The array's only length, if it is one-dimensional.
fn vector(array: &ArrayObject) -> Option<i64> {
    if let [length] = *array.shape() { Some(length) } else { None }
}

/// The value of an int that fits 64 bits.
fn small(object: Ref<'_>) -> Option<i64> {
    if object.is_int() { object.to_i64().map_err(|Raised| clear_error()).ok() } else { None }
}

/// The kind of the elements, if their bytes are in the machine's order.
fn native_kind(array: &ArrayObject) -> Option<Kind> {
    let dtype = array.dtype();
    Kind::of(dtype).filter(|kind| kind.dtype() == dtype)
}

/// Calls a ufunc, into `out` if there is one; `None`: the runtime lacks it.
fn call(state: &State, ufunc: Known, inputs: &[NumPyNI_Value], out: Option<NumPyNI_Handle>) -> Outcome<Option<NumPyNI_Value>> {
    let Some((value, fpe)) = quiet_call(state, ufunc, inputs, out)? else { return Ok(None) };
    let kept = keep(state, value);
    report(state, fpe, UFUNCS[ufunc as usize].to_str().unwrap_or_default())?;
    std::mem::forget(kept);
    Ok(Some(value))
}

/// [`call`], which gives the floating-point exceptions instead of reporting them.
fn quiet_call(
    state: &State, ufunc: Known, inputs: &[NumPyNI_Value], out: Option<NumPyNI_Handle>,
) -> Outcome<Option<(NumPyNI_Value, u32)>> {
    let Some(ufunc) = state.ufuncs[ufunc as usize] else { return Ok(None) };
    let options = out.as_ref().map(|out| NumPyNI_UfuncOptions { out, ..crate::ufunc::no_options() });
    let options = options.as_ref().map_or(null(), |options| &raw const *options);
    let mut call = Call::new(state.api);
    let value = call.value(|api, context, result| {
        // SAFETY: a context of ours, open handles, as many inputs as the ufunc takes, options with one output or NULL.
        unsafe { (api.ufunc_call)(context, ufunc, inputs.as_ptr(), options, result) }
    })?;
    Ok(Some((value, call.fpe())))
}

/// `a[items]`, an array that no object stands for.
fn view(state: &State, array: &ArrayObject, items: &[NumPyNI_Index]) -> Outcome<Handle> {
    let value = Call::new(state.api).value(|api, context, out| {
        // SAFETY: a context of ours, the array's open handle, `items.len()` items.
        unsafe { (api.array_get)(context, array.handle.get(), items.as_ptr(), items.len() as i32, out) }
    })?;
    Ok(Handle::from_bits(state.api, value.array))
}

/// The array's memory with another type, lengths and strides, an array that no object stands for.
fn strided(state: &State, array: &ArrayObject, dtype: NumPyNI_DType, shape: &[i64], strides: &[i64]) -> Outcome<Handle> {
    let ndim = shape.len().min(strides.len()) as i32;
    Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours, the array's open handle, `ndim` lengths and strides.
        unsafe { (api.array_as_strided)(context, array.handle.get(), dtype, ndim, shape.as_ptr(), strides.as_ptr(), 0, 0, out) }
    })
}

/// The operand that an open handle is.
fn operand(handle: &Handle) -> NumPyNI_Value {
    NumPyNI_Value { array: handle.bits(), ..Default::default() }
}

/// `start:stop:step`; absent ends are those of the axis.
fn slice(start: Option<i64>, stop: Option<i64>, step: i64) -> NumPyNI_Index {
    let flag = |given: Option<i64>, flag| if given.is_some() { flag } else { 0 };
    NumPyNI_Index {
        kind: NUMPYNI_INDEX_SLICE,
        flags: flag(start, NUMPYNI_HAS_START) | flag(stop, NUMPYNI_HAS_STOP),
        start: start.unwrap_or(0),
        stop: stop.unwrap_or(0),
        step,
        array: NumPyNI_Handle { bits: 0 },
    }
}

/// An index array.
fn positions(array: &ArrayObject) -> NumPyNI_Index {
    NumPyNI_Index { kind: NUMPYNI_INDEX_ARRAY, array: array.handle.get(), ..Default::default() }
}

/// A new axis.
fn new_axis() -> NumPyNI_Index {
    NumPyNI_Index { kind: NUMPYNI_INDEX_NEWAXIS, ..Default::default() }
}
