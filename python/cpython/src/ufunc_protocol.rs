//! The functions that the shared layer calls: ufuncs, reductions, products.

use std::ptr::null;
use std::sync::OnceLock;

use numpyni_sys::*;
use pyo3_ffi::PyObject;

use crate::arguments::*;
use crate::array::ArrayObject;
use crate::errors::raise;
use crate::object::*;
use crate::operand::{element, report, result};
use crate::protocol::{array, function_list, handle, items, value};
use crate::runtime::{Call, from_word, to_word};
use crate::state::State;
use crate::ufunc::{info, no_options, static_text};

function_list! {
    ufunc_count(; 0) = |state, []| {
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours; it cannot fail.
        unsigned(unsafe { (state.api.ufunc_count)(call.context()) }.into())
    };
    ufunc_info(id; 1) = |state, [id]| describe(state, ufunc(id)?);
    ufunc_signature(id; 1) = |state, [id]| {
        let (id, mut length) = (ufunc(id)?, 0);
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, and a place for the length; it cannot fail.
        let start = unsafe { (state.api.ufunc_signature)(call.context(), id, &mut length) };
        if start.is_null() {
            return Ok(none());
        }
        // SAFETY: static text of this length, in UTF-8.
        let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) };
        text(std::str::from_utf8(bytes).unwrap_or_default())
    };
    ufunc_call(id, inputs, out, where, casting, order, signature; 2) =
        |state, [id, inputs, out, where_, casting, order, signature]| {
            let request = Request::new(state, id, inputs, signature)?;
            let outputs = outputs(state, out, request.nout)?;
            let handles: Vec<_> =
                outputs.iter().map(|out| out.map_or(NumPyNI_Handle { bits: 0 }, |out| out.handle.get())).collect();
            let options = NumPyNI_UfuncOptions {
                casting: number(casting, NUMPYNI_CASTING_DEFAULT)?,
                order: number(order, NUMPYNI_ORDER_K)?,
                out: if handles.is_empty() { null() } else { handles.as_ptr() },
                where_: handle(state, where_)?,
                signature: request.signature(),
                ..no_options()
            };
            let usual = [NUMPYNI_CASTING_DEFAULT, NUMPYNI_CASTING_SAME_KIND].contains(&options.casting) && options.order == NUMPYNI_ORDER_K
                && handles.is_empty() && options.where_.bits == 0 && options.signature.is_null();
            let options = if usual { null() } else { &raw const options };
            let mut results = vec![NumPyNI_Value::default(); request.nout];
            let mut call = Call::new(state.api);
            // SAFETY: a context of ours, open handles, `nin` inputs, `nout` outputs and room for as many results, options or NULL.
            let status = unsafe {
                (state.api.ufunc_call)(call.context(), request.id, request.inputs.as_ptr(), options, results.as_mut_ptr())
            };
            call.check(status)?;
            let made = results.iter().enumerate().map(|(index, &value)| match outputs.get(index).copied().flatten() {
                Some(out) => Ok(out.as_ref().to_owned()),
                None => result(state, value),
            });
            let made = made.collect::<Vec<_>>().into_iter().collect::<Outcome<Vec<_>>>()?;
            report(state, call.fpe(), request.name)?;
            match made.as_slice() {
                [one] => Ok(one.as_ref().to_owned()),
                many => tuple_of(many.len(), |index| Ok(many[index].as_ref().to_owned())),
            }
        };
    ufunc_resolve(id, inputs, casting, signature; 2) = |state, [id, inputs, casting, signature]| {
        let request = Request::new(state, id, inputs, signature)?;
        let options = NumPyNI_UfuncOptions {
            casting: number(casting, NUMPYNI_CASTING_DEFAULT)?,
            signature: request.signature(),
            ..no_options()
        };
        let mut types = vec![NumPyNI_DType::default(); request.inputs.len() + request.nout];
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, `nin` inputs, room for `nin + nout` types.
        let status = unsafe {
            (state.api.ufunc_resolve)(call.context(), request.id, request.inputs.as_ptr(), &options, types.as_mut_ptr())
        };
        call.check(status)?;
        words(&types)
    };
    ufunc_reduce(id, a, axes, keepdims, word, initial, where, out; 2) =
        |state, [id, a, axes, keepdims, word, initial, where_, out]| {
            let id = ufunc(id)?;
            let reduction = Reduction { axes, keepdims, word, initial, where_, out, ddof: None };
            reduction.run(state, a, |api, context, x, options, out| {
                // SAFETY: a context of ours, an open handle, options that live through the call.
                unsafe { (api.ufunc_reduce)(context, id, x, options, out) }
            })
        };
    ufunc_accumulate(id, a, axis, word, out; 2) = |state, [id, a, axis, word, out]| {
        let id = ufunc(id)?;
        let reduction = Reduction { axes: axis, word, out, ..Reduction::default() };
        reduction.run(state, a, |api, context, x, options, out| {
            // SAFETY: a context of ours, an open handle, options that live through the call.
            unsafe { (api.ufunc_accumulate)(context, id, x, options, out) }
        })
    };
    ufunc_reduceat(id, a, indices, axis, word, out; 3) = |state, [id, a, indices, axis, word, out]| {
        let (id, indices) = (ufunc(id)?, array(state, indices)?.handle.get());
        let reduction = Reduction { axes: axis, word, out, ..Reduction::default() };
        reduction.run(state, a, |api, context, x, options, out| {
            // SAFETY: a context of ours, open handles, options that live through the call.
            unsafe { (api.ufunc_reduceat)(context, id, x, indices, options, out) }
        })
    };
    ufunc_at(id, a, items, value; 3) = |state, [id, a, items_, value_]| {
        let (id, a, items) = (ufunc(id)?, array(state, a)?, items(state, items_)?);
        let value = match value_ {
            Some(object) if !is_absent(state, object) => Some(value(state, value_)?),
            _ => None,
        };
        let pointer = value.as_ref().map_or(null(), |(value, _)| &raw const *value);
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, open handles, `items.len()` items, a value or NULL.
        let status = unsafe {
            (state.api.ufunc_at)(call.context(), id, a.handle.get(), items.as_ptr(), items.len() as i32, pointer)
        };
        call.check(status)?;
        report(state, call.fpe(), brief(state, id)?.name).map(|()| none())
    };
    reduce(name, a, axes, keepdims, word, initial, where, out, ddof; 2) =
        |state, [name, a, axes, keepdims, word, initial, where_, out, ddof]| {
            let name = std::ffi::CString::new(needed(name)?.to_text()?).unwrap_or_default();
            let number = crate::methods::reduction(state, &name)?;
            let reduction = Reduction { axes, keepdims, word, initial, where_, out, ddof };
            reduction.run(state, a, |api, context, x, options, out| {
                // SAFETY: a context of ours, an open handle, options that live through the call.
                unsafe { (api.reduce)(context, number, x, options, out) }
            })
        };
}

/// What a call needs to know of a ufunc: its name, and how many inputs and outputs it has.
#[derive(Clone, Copy)]
struct Brief {
    name: &'static str,
    nin: usize,
    nout: usize,
}

/// The most ufuncs of which that is kept. The runtime is one for the process, and its ufuncs do not change.
const KEPT: usize = 512;
static BRIEFS: [OnceLock<Brief>; KEPT] = [const { OnceLock::new() }; KEPT];

/// What a call needs to know of a ufunc, which the runtime is asked for once.
fn brief(state: &State, id: u32) -> Outcome<Brief> {
    let place = BRIEFS.get(id as usize);
    if let Some(known) = place.and_then(OnceLock::get) {
        return Ok(*known);
    }
    let info = info(state, id)?;
    let found = Brief { name: static_text(info.name), nin: info.nin as usize, nout: info.nout as usize };
    Ok(place.map_or(found, |place| *place.get_or_init(|| found)))
}

/// The number of a ufunc.
fn ufunc(argument: Option<Ref<'_>>) -> Outcome<u32> {
    u32::try_from(needed(argument)?.to_i64()?).map_err(|_| raise(NUMPYNI_ERROR_VALUE, "no such ufunc"))
}

fn words(types: &[NumPyNI_DType]) -> Outcome<Owned> {
    tuple_of(types.len(), |index| unsigned(to_word(types[index])))
}

/// `(name, doc, nin, nout, identity or None, types)`
fn describe(state: &State, id: u32) -> Outcome<Owned> {
    let info = info(state, id)?;
    let count = (info.nin + info.nout) as usize;
    let types = list_of(info.ntypes as usize, |index| {
        let mut types = vec![NumPyNI_DType::default(); count];
        let mut call = Call::new(state.api);
        // SAFETY: a context of ours, room for `nin + nout` types.
        let status = unsafe { (state.api.ufunc_types)(call.context(), id, index as u32, types.as_mut_ptr()) };
        call.check(status)?;
        words(&types)
    })?;
    let identity = if info.has_identity != 0 { element(state, info.identity)? } else { none() };
    let (name, doc) = (text(static_text(info.name))?, text(static_text(info.doc))?);
    let (nin, nout) = (int(info.nin.into())?, int(info.nout.into())?);
    tuple(&[name.as_ref(), doc.as_ref(), nin.as_ref(), nout.as_ref(), identity.as_ref(), types.as_ref()])
}

/// What a call to a ufunc asks for, checked against the ufunc's numbers of operands.
struct Request {
    id: u32,
    name: &'static str,
    nout: usize,
    inputs: Vec<NumPyNI_Value>,
    signature: Option<Vec<NumPyNI_DType>>,
    _kept: Vec<Option<Owned>>,
}

impl Request {
    fn new(state: &State, id: Option<Ref<'_>>, inputs: Option<Ref<'_>>, signature: Option<Ref<'_>>) -> Outcome<Request> {
        let id = ufunc(id)?;
        let Brief { name, nin, nout } = brief(state, id)?;
        let inputs = sequence(needed(inputs)?)?;
        let inputs = inputs.as_ref();
        if inputs.tuple_len()? != nin {
            let message = format!("{name}() takes {nin} inputs");
            return Err(raise(NUMPYNI_ERROR_TYPE, &message));
        }
        let signature = given(signature).map(integers_of_words).transpose()?;
        if signature.as_ref().is_some_and(|signature| signature.len() != nin + nout) {
            return Err(raise(NUMPYNI_ERROR_VALUE, "a signature has a type for every operand"));
        }
        let values = (0..nin).map(|index| value(state, Some(inputs.tuple_item(index)?)));
        let (inputs, kept) = values.collect::<Outcome<Vec<_>>>()?.into_iter().unzip();
        Ok(Request { id, name, nout, inputs, signature, _kept: kept })
    }

    fn signature(&self) -> *const NumPyNI_DType {
        self.signature.as_ref().map_or(null(), |signature| signature.as_ptr())
    }
}

/// A tuple of words, with 0 or None for an open type.
fn integers_of_words(argument: Ref<'_>) -> Outcome<Vec<NumPyNI_DType>> {
    let words = sequence(argument)?;
    let words = words.as_ref();
    (0..words.tuple_len()?)
        .map(|index| match given(Some(words.tuple_item(index)?)) {
            None => Ok(NumPyNI_DType::default()),
            Some(open) if open.to_u64()? == 0 => Ok(NumPyNI_DType::default()),
            Some(word) => Ok(from_word(to_word(crate::arguments::word(word)?))),
        })
        .collect()
}

/// The outputs of a call: none, or one place for each result.
fn outputs<'a>(state: &State, out: Option<Ref<'a>>, nout: usize) -> Outcome<Vec<Option<&'a ArrayObject>>> {
    let Some(out) = given(out) else { return Ok(vec![]) };
    if !out.is_tuple() {
        return outputs_fit(vec![Some(ArrayObject::expect(state, out)?)], nout);
    }
    let places = (0..out.tuple_len()?)
        .map(|index| given(Some(out.tuple_item(index)?)).map(|out| ArrayObject::expect(state, out)).transpose());
    outputs_fit(places.collect::<Outcome<Vec<_>>>()?, nout)
}

fn outputs_fit<T>(outputs: Vec<T>, nout: usize) -> Outcome<Vec<T>> {
    if outputs.len() == nout {
        return Ok(outputs);
    }
    Err(raise(NUMPYNI_ERROR_VALUE, "The 'out' tuple must have exactly one entry per ufunc output"))
}

/// Whether an argument stands for one that was not given.
fn is_absent(state: &State, argument: Ref<'_>) -> bool {
    state.no_value.pointer() == Some(argument.as_ptr())
}

/// The arguments of a reduction, as they came.
#[derive(Clone, Copy, Default)]
struct Reduction<'a> {
    axes: Option<Ref<'a>>,
    keepdims: Option<Ref<'a>>,
    word: Option<Ref<'a>>,
    initial: Option<Ref<'a>>,
    where_: Option<Ref<'a>>,
    out: Option<Ref<'a>>,
    ddof: Option<Ref<'a>>,
}

type Api = crate::runtime::Api;

impl Reduction<'_> {
    fn run(
        self, state: &State, a: Option<Ref<'_>>,
        call_table: impl FnOnce(
            Api, *mut NumPyNI_Context, NumPyNI_Handle, *const NumPyNI_ReduceOptions, *mut NumPyNI_Value,
        ) -> i32,
    ) -> Outcome<Owned> {
        let x = array(state, a)?;
        let axes = given(self.axes).map(integers).transpose()?;
        let dtype = optional_word(self.word)?;
        let initial = match self.initial {
            Some(initial) if !is_absent(state, initial) && !initial.is_none() => Some(value(state, Some(initial))?),
            _ => None,
        };
        let ddof = match given(self.ddof) {
            Some(ddof) => ddof.to_f64()?,
            None => 0.0,
        };
        let flag = |set, flag| if set { flag } else { 0 };
        let options = NumPyNI_ReduceOptions {
            struct_size: size_of::<NumPyNI_ReduceOptions>() as u32,
            flags: flag(truth(self.keepdims)?, NUMPYNI_KEEPDIMS) | flag(axes.is_none(), NUMPYNI_ALL_AXES),
            axes: axes.as_ref().map_or(null(), |axes| axes.as_ptr()),
            naxes: axes.as_ref().map_or(0, |axes| axes.len() as i64),
            dtype: pointer(&dtype),
            initial: initial.as_ref().map_or(null(), |(value, _)| &raw const *value),
            where_: handle(state, self.where_)?,
            out: handle(state, self.out)?,
            ddof,
        };
        let mut call = Call::new(state.api);
        let value = call.value(|api, context, out| call_table(api, context, x.handle.get(), &options, out))?;
        let made = given(self.out).map_or_else(|| result(state, value), |out| Ok(out.to_owned()))?;
        report(state, call.fpe(), "reduce").map(|()| made)
    }
}
