//! A call: the overload for the arguments, the arguments in the form that it asks for, and the results.

use std::mem::MaybeUninit;

use numpyni_sys as abi;
use smallvec::SmallVec;

use super::element::Entry;
use super::{Function, Overload};
use crate::capi::{Opened, Owned, array, view};
use crate::{Array, Casting, CopyOrder, Copying, DType, Error, Operand, Result, can_cast, can_cast_weak};

const MAXARGS: usize = abi::NUMPYNI_MAXARGS as usize;
const MAXRESULTS: usize = abi::NUMPYNI_MAXRESULTS as usize;

/// Either order: no two elements share memory.
const CONTIGUOUS: u32 = abi::NUMPYNI_C_CONTIGUOUS | abi::NUMPYNI_F_CONTIGUOUS;

/// The arguments of one call, as its entry gets them.
struct Frame {
    slots: [MaybeUninit<abi::NumPyNI_Slot>; MAXARGS],
    /// Where complex arguments stand.
    elements: [MaybeUninit<[u64; 2]>; MAXARGS],
    /// Copies of arrays that are laid out otherwise.
    copies: SmallVec<[Owned; 2]>,
}

/// Calls `function`; its results go to `results`. The kind of an error that the function has set, which stands in the context, or 0.
///
/// # Safety
/// The ABI's promise for `function_call`.
///
/// # Errors
/// `Type` and `Value`, naming the function and the argument.
#[inline]
pub unsafe fn call(
    ctx: *mut abi::NumPyNI_Context, function: &Function, values: &[abi::NumPyNI_Value],
    results: &mut [MaybeUninit<abi::NumPyNI_Value>; MAXRESULTS],
) -> Result<(i32, usize)> {
    let overload = match &function.overloads[..] {
        [only] => only,
        several => choose(function, several, values)?,
    };
    if values.len() != overload.signature.arguments.len() {
        return Err(wrong_count(function, values.len()));
    }
    let mut frame = Frame {
        slots: [const { MaybeUninit::uninit() }; MAXARGS],
        elements: [const { MaybeUninit::uninit() }; MAXARGS],
        copies: SmallVec::new(),
    };
    for (i, (value, parameter)) in values.iter().zip(&overload.parameters).enumerate() {
        let slot = match plain(value, parameter) {
            Some(bits) => bits,
            None => frame.convert(function, overload, i, value)?,
        };
        frame.slots[i].write(abi::NumPyNI_Slot { bits: slot, tag: parameter.tag, reserved: 0 });
    }
    if overload.writes && values.len() > 1 {
        frame.separate(function, overload, values)?;
    }
    // SAFETY: the slots are filled; the caller's promise.
    unsafe { frame.run(ctx, function, overload, results) }
}

/// The bits of the slot for an argument that is what the parameter asks for; None for any other.
#[inline(always)]
fn plain(value: &abi::NumPyNI_Value, parameter: &abi::NumPyNI_Parameter) -> Option<u64> {
    if value.array.bits == 0 {
        // A Python number of the type itself is as good as an element of it.
        let dtype = abi::NumPyNI_DType { ext: value.dtype.ext & !abi::NUMPYNI_EXT_WEAK, ..value.dtype };
        let fits = dtype == parameter.dtype && (1..=abi::NUMPYNI_SLOT_FLOAT64).contains(&parameter.tag);
        return fits.then_some(value.element[0]);
    }
    let place = view(value.array).ok()?;
    // SAFETY: the view of an open handle, which the caller keeps open.
    let given = unsafe { &*place };
    let fits = given.dtype == parameter.dtype
        && given.ndim == parameter.ndim
        && parameter.tag == abi::NUMPYNI_SLOT_VIEW
        && given.flags & parameter.flags == parameter.flags
        && (parameter.written == 0 || given.flags & abi::NUMPYNI_READONLY == 0 && given.flags & CONTIGUOUS != 0);
    fits.then_some(place.addr() as u64)
}

/// How far an overload may be from what is given.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    /// The types are the same, and the arrays are laid out as it asks.
    Exact,
    /// The types are the same.
    Types,
    /// The scalars convert safely.
    Casts,
}

/// The first overload that takes the arguments as they are, or else the first that takes their types, or else the first to which the
/// scalars convert safely.
fn choose<'a>(function: &Function, overloads: &'a [Overload], values: &[abi::NumPyNI_Value]) -> Result<&'a Overload> {
    for fit in [Fit::Exact, Fit::Types, Fit::Casts] {
        for overload in overloads {
            let arguments = &overload.signature.arguments;
            let mut fits = values.len() == arguments.len();
            for ((value, argument), parameter) in values.iter().zip(arguments).zip(&overload.parameters) {
                let operand = Operand::from_value(value)?;
                fits = fits && takes(operand, argument, fit != Fit::Casts) && (fit != Fit::Exact || laid_out(operand, parameter));
            }
            if fits {
                return Ok(overload);
            }
        }
    }
    let given: Result<Vec<String>> = values.iter().map(|value| Ok(spelled(Operand::from_value(value)?))).collect();
    let expected: Vec<String> = overloads.iter().map(listed).collect();
    Err(Error::Type(format!("{}() takes ({}), got ({})", name(function), expected.join(") or ("), given?.join(", "))))
}

/// Whether an array needs no copy.
fn laid_out(operand: Operand<'_>, parameter: &abi::NumPyNI_Parameter) -> bool {
    !matches!(operand, Operand::Array(array) if lacks(array, parameter.flags).next().is_some())
}

fn takes(operand: Operand<'_>, parameter: &super::signature::Parameter, exact: bool) -> bool {
    let wanted = DType::from(parameter.kind);
    match (operand, parameter.array) {
        (Operand::Array(array), Some(form)) => {
            array.dtype().kind() == parameter.kind && form.ndim.is_none_or(|ndim| ndim == array.ndim())
        }
        (Operand::Array(array), None) => array.ndim() == 0 && scalar_casts(array.dtype(), wanted, exact),
        (_, Some(_)) => false,
        (Operand::Element(dtype, _), None) => scalar_casts(dtype, wanted, exact),
        (Operand::Weak(weak), None) if exact => crate::result_type(&[Operand::Weak(weak)]) == Some(wanted),
        (Operand::Weak(weak), None) => can_cast_weak(weak, wanted, Casting::SameKind),
    }
}

/// Whether a scalar of one type may stand for one of another.
fn scalar_casts(from: DType, to: DType, exact: bool) -> bool {
    from == to || !exact && can_cast(from, to, Casting::Safe)
}

fn name(function: &Function) -> std::borrow::Cow<'_, str> {
    function.name.to_string_lossy()
}

/// The arguments of an overload, as its signature spells them.
fn listed(overload: &Overload) -> String {
    overload.signature.arguments.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What was given, in the words of a signature.
fn spelled(operand: Operand<'_>) -> String {
    match operand {
        Operand::Array(array) => {
            let order = if array.dtype().is_native() { "" } else { "byte-swapped " };
            format!("{order}{}[{}]", array.dtype().kind().name(), vec![":"; array.ndim()].join(","))
        }
        Operand::Element(dtype, _) => dtype.kind().name().into(),
        Operand::Weak(weak) => match weak {
            crate::Weak::Bool(_) => "bool",
            crate::Weak::Float(_) => "float",
            crate::Weak::Complex(_) => "complex",
            _ => "int",
        }
        .into(),
    }
}

#[cold]
fn wrong_count(function: &Function, given: usize) -> Error {
    let counts: Vec<String> = function.overloads.iter().map(|each| each.signature.arguments.len().to_string()).collect();
    let plural = if counts == ["1"] { "" } else { "s" };
    let were = if given == 1 { "was" } else { "were" };
    Error::Type(format!("{}() takes {} argument{plural} but {given} {were} given", name(function), counts.join(" or ")))
}

/// "asum() argument 1 ('x')"
fn place(function: &Function, overload: &Overload, i: usize) -> String {
    let called = overload.signature.arguments[i].name.as_ref();
    let called = called.map_or(String::new(), |called| format!(" ('{}')", called.to_string_lossy()));
    format!("{}() argument {}{called}", name(function), i + 1)
}

impl Frame {
    /// The bits of the slot for an argument that is not plainly what the parameter asks for.
    #[cold]
    fn convert(&mut self, function: &Function, overload: &Overload, i: usize, value: &abi::NumPyNI_Value) -> Result<u64> {
        let parameter = &overload.signature.arguments[i];
        let operand = Operand::from_value(value)?;
        let refuse = |operand| {
            let at = place(function, overload, i);
            Err(Error::Type(format!("{at}: expected {parameter}, got {}", spelled(operand))))
        };
        if let (Operand::Array(array), Some(_)) = (operand, parameter.array) {
            if !takes(operand, parameter, true) {
                return refuse(operand);
            }
            return self.array(function, overload, i, (value.array, array));
        }
        if !takes(operand, parameter, false) {
            return refuse(operand);
        }
        let scalar = match operand {
            Operand::Weak(weak) => weak.to_scalar(parameter.kind).map_err(|error| match error {
                Error::IntegerOutOfBounds { .. } | Error::Overflow(_) => {
                    Error::Overflow(format!("{}: {error}", place(function, overload, i)))
                }
                other => other,
            })?,
            Operand::Element(dtype, bits) => crate::Scalar::from_bits(dtype.kind(), bits).cast(parameter.kind),
            Operand::Array(array) => crate::ufunc::element(array).cast(parameter.kind),
        };
        let bits = self.elements[i].write(scalar.bits());
        let complex = parameter.kind.is_complex();
        Ok(if complex { bits.as_ptr().addr() as u64 } else { bits[0] })
    }

    /// The view of an array of the right type, or of a copy of the right form.
    fn array(
        &mut self, function: &Function, overload: &Overload, i: usize, (handle, array): (abi::NumPyNI_Handle, &Array),
    ) -> Result<u64> {
        let parameter = &overload.parameters[i];
        let lacking = lacks(array, parameter.flags).collect::<Vec<_>>().join(" and ");
        if parameter.written == 0 {
            if lacking.is_empty() {
                return Ok(view(handle)?.addr() as u64);
            }
            return self.copy(array, parameter.flags);
        }
        let refuse = |what: &str| Err(Error::Value(format!("{}: expected {what}", place(function, overload, i))));
        if array.is_readonly() {
            return refuse("an array that may be written, got a read-only one");
        }
        if !lacking.is_empty() {
            return refuse(&format!("an array that is {lacking}, for it is written"));
        }
        if overlaps_itself(array) {
            return refuse("an array whose elements lie apart, for it is written");
        }
        Ok(view(handle)?.addr() as u64)
    }

    fn copy(&mut self, array: &Array, flags: u32) -> Result<u64> {
        let order = if flags & abi::NUMPYNI_F_CONTIGUOUS != 0 { CopyOrder::F } else { CopyOrder::C };
        let copy = array.astype(array.dtype().native(), order, Casting::Equiv, Copying::Always)?;
        let copy = Owned::open(copy)?;
        let place = view(copy.handle())?;
        self.copies.push(copy);
        Ok(place.addr() as u64)
    }

    /// No argument that is written shares memory with another: those that are only read are copied.
    fn separate(&mut self, function: &Function, overload: &Overload, values: &[abi::NumPyNI_Value]) -> Result<()> {
        let is_array = |&i: &usize| overload.parameters[i].tag == abi::NUMPYNI_SLOT_VIEW;
        for i in (0..values.len()).filter(is_array).filter(|&i| overload.parameters[i].written != 0) {
            let written = array(values[i].array)?;
            for k in (0..values.len()).filter(is_array).filter(|&k| k != i) {
                let other = array(values[k].array)?;
                if !written.overlaps(other) {
                    continue;
                }
                if overload.parameters[k].written != 0 {
                    let (at, and) = (place(function, overload, i.max(k)), i.min(k) + 1);
                    return Err(Error::Value(format!("{at}: expected memory of its own, but argument {and} is written there too")));
                }
                let bits = self.copy(other, overload.parameters[k].flags)?;
                self.slots[k].write(abi::NumPyNI_Slot { bits, tag: abi::NUMPYNI_SLOT_VIEW, reserved: 0 });
            }
        }
        Ok(())
    }

    /// # Safety
    /// The slots of the overload's arguments are filled; the ABI's promise.
    #[inline]
    unsafe fn run(
        &self, ctx: *mut abi::NumPyNI_Context, function: &Function, overload: &Overload,
        results: &mut [MaybeUninit<abi::NumPyNI_Value>; MAXRESULTS],
    ) -> Result<(i32, usize)> {
        let nargs = overload.signature.arguments.len();
        let made = overload.parameters.get(nargs..).unwrap_or_default();
        let mut out = [abi::NumPyNI_Slot::default(); MAXRESULTS];
        let mut elements = [[0u64; 2]; MAXRESULTS];
        for ((slot, element), parameter) in out.iter_mut().zip(&mut elements).zip(made) {
            slot.tag = parameter.tag;
            if parameter.tag == abi::NUMPYNI_SLOT_COMPLEX64 || parameter.tag == abi::NUMPYNI_SLOT_COMPLEX128 {
                slot.bits = element.as_mut_ptr().expose_provenance() as u64;
            }
        }
        let mut enter = || match overload.entry {
            // SAFETY: the caller's promise.
            Entry::Packed(packed) => unsafe { packed(ctx, self.slots.as_ptr().cast(), out.as_mut_ptr()) },
            Entry::Element(typed, call) => {
                // SAFETY: `nargs` slots are filled.
                let slots = unsafe { std::slice::from_raw_parts(self.slots.as_ptr().cast(), nargs) };
                // SAFETY: the overload was made with what knows its prototype.
                out[0].bits = unsafe { call(typed, slots) };
                abi::NUMPYNI_OK
            }
        };
        let mut status = if overload.view.effects & abi::NUMPYNI_RELEASES_GIL != 0 {
            // SAFETY: a context is null or this call's own.
            unsafe { crate::capi::without_gil(ctx, enter) }
        } else {
            enter()
        };
        // SAFETY: a context is null or this call's own.
        let pending = unsafe { ctx.as_ref() }.map_or(0, |ctx| ctx.error);
        if pending != 0 {
            status = pending;
        }
        // What was made is owned before anything can fail.
        let owned = |i: usize| made[i].tag == abi::NUMPYNI_SLOT_HANDLE && out[i].bits != 0;
        let arrays: SmallVec<[Owned; 2]> = (0..made.len())
            .filter(|&i| owned(i))
            .map(|i| Owned::new(abi::NumPyNI_Handle { bits: out[i].bits as usize }))
            .collect();
        if status != 0 {
            if pending == 0 {
                return Err(Error::Internal(format!("{}() failed with status {status}, and set no error", name(function))));
            }
            return Ok((status, 0));
        }
        for (i, parameter) in made.iter().enumerate() {
            let value = match parameter.tag {
                abi::NUMPYNI_SLOT_HANDLE => returned(function, overload, i, out[i].bits)?,
                abi::NUMPYNI_SLOT_COMPLEX64 | abi::NUMPYNI_SLOT_COMPLEX128 => element(parameter, elements[i]),
                abi::NUMPYNI_SLOT_BOOL => element(parameter, [u64::from(out[i].bits & 0xff != 0), 0]),
                _ => element(parameter, [out[i].bits, 0]),
            };
            results[i].write(value);
        }
        arrays.into_iter().for_each(Owned::forget);
        Ok((0, made.len()))
    }
}

#[inline(always)]
fn element(parameter: &abi::NumPyNI_Parameter, element: [u64; 2]) -> abi::NumPyNI_Value {
    abi::NumPyNI_Value { array: abi::NumPyNI_Handle::default(), dtype: parameter.dtype, element }
}

/// An array that the function gave, if it is what the signature says.
fn returned(function: &Function, overload: &Overload, i: usize, bits: u64) -> Result<abi::NumPyNI_Value> {
    let handle = abi::NumPyNI_Handle { bits: bits as usize };
    let result = &overload.signature.results[i];
    let wrong = |what: String| Error::Internal(format!("{}() result {}: expected {result}, got {what}", name(function), i + 1));
    let given = array(handle).map_err(|_| wrong("no array".into()))?;
    if !takes(Operand::Array(given), result, true) {
        return Err(wrong(spelled(Operand::Array(given))));
    }
    Ok(Opened::find(handle)?.value())
}

/// What an array lacks of the flags that are asked for, in words.
fn lacks(array: &Array, flags: u32) -> impl Iterator<Item = &'static str> {
    let inner = || array.ndim() == 0 || array.strides()[array.ndim() - 1] == array.itemsize() as isize || array.size() <= 1;
    [
        (abi::NUMPYNI_ALIGNED, array.is_aligned(), "aligned"),
        (abi::NUMPYNI_NATIVE_ENDIAN, array.dtype().is_native(), "in the machine's byte order"),
        (abi::NUMPYNI_C_CONTIGUOUS, array.is_c_contiguous(), "C-contiguous"),
        (abi::NUMPYNI_F_CONTIGUOUS, array.is_f_contiguous(), "F-contiguous"),
        (abi::NUMPYNI_INNER_CONTIGUOUS, inner(), "contiguous along its last axis"),
    ]
    .into_iter()
    .filter(move |(flag, has, _)| flags & flag != 0 && !has)
    .map(|(_, _, words)| words)
}

/// Whether two elements may share a byte: unless, from the smallest stride on, each one steps over all before it.
fn overlaps_itself(array: &Array) -> bool {
    let axes = array.shape().iter().zip(array.strides()).filter(|(length, _)| **length > 1);
    let mut axes: SmallVec<[(usize, usize); 4]> = axes.map(|(&length, &stride)| (stride.unsigned_abs(), length)).collect();
    axes.sort_unstable();
    let mut reach = array.itemsize();
    axes.iter().any(|&(stride, length)| {
        let apart = stride >= reach;
        reach += stride * (length - 1);
        !apart
    }) && array.size() > 0
}
