//! Ufuncs from outside: rows of their own, numbered behind the table's.

use std::ffi::{CStr, c_void};
use std::ops::Range;

use numpyni_loops::COUNT;
use numpyni_sys as abi;

use super::table::{Bound, Fold, Identity, Loop, MAX_OPERANDS, Row, UFUNCS, Ufunc};
use crate::extension::{Signature, plain_loop, text};
use crate::registry::Registry;
use crate::{Error, Kind, Operand, Result, Weak};

static EXTERNAL: Registry<Ufunc> = Registry::new();

/// A ufunc from outside, by its number.
pub fn by_number(number: usize) -> Option<&'static Ufunc> {
    EXTERNAL.get(number.checked_sub(COUNT)?)
}

/// All ufuncs, in the order of their numbers.
pub fn all() -> impl Iterator<Item = &'static Ufunc> {
    UFUNCS.iter().chain(EXTERNAL.iter())
}

/// How many there are.
pub fn count() -> usize {
    COUNT + EXTERNAL.iter().count()
}

/// Numbers new ufuncs.
///
/// # Errors
/// `Value` when there are too many.
pub fn add(ufuncs: Vec<Ufunc>) -> Result<Range<usize>> {
    let numbers = EXTERNAL.add(ufuncs)?;
    Ok(numbers.start + COUNT..numbers.end + COUNT)
}

/// What stands behind the loops of one combination of types.
struct Loops {
    strided: kernels::Loop,
    contiguous: Option<kernels::Loop>,
    reduce: Option<kernels::Loop>,
    data: *mut c_void,
    /// Bytes of the operands' elements.
    sizes: Vec<isize>,
}

/// The loop of a ufunc from outside: the contiguous one where the operands have no gaps.
///
/// # Safety
/// As for every inner loop; `data` is a `Loops`.
unsafe extern "C" fn choose(args: *const *mut u8, dimensions: *const isize, steps: *const isize, data: *mut c_void) {
    // SAFETY: the caller's promise.
    let loops = unsafe { &*data.cast::<Loops>() };
    // SAFETY: a step for each operand.
    let given = unsafe { std::slice::from_raw_parts(steps, loops.sizes.len()) };
    let code = loops.contiguous.filter(|_| given == loops.sizes).unwrap_or(loops.strided);
    // SAFETY: the caller's promise.
    unsafe { code(args, dimensions, steps, loops.data) }
}

/// The fold: the loop for reductions, or the binary one with the accumulator as first input and output, as NumPy calls it.
///
/// # Safety
/// Operands are `x` and the accumulator, whose step is zero; `data` is a `Loops`.
unsafe extern "C" fn fold(args: *const *mut u8, dimensions: *const isize, steps: *const isize, data: *mut c_void) {
    // SAFETY: the caller's promise.
    let loops = unsafe { &*data.cast::<Loops>() };
    if let Some(reduce) = loops.reduce {
        // SAFETY: the caller's promise.
        return unsafe { reduce(args, dimensions, steps, loops.data) };
    }
    // SAFETY: two operands.
    let ([x, into], [step, _]) = unsafe { (*args.cast::<[*mut u8; 2]>(), *steps.cast::<[isize; 2]>()) };
    // SAFETY: the caller's promise; NumPy's loops take an output that is an input.
    unsafe { (loops.strided)([into, x, into].as_ptr(), dimensions, [0, step, 0].as_ptr(), loops.data) }
}

/// The ufunc that an extension describes, not yet numbered.
///
/// # Safety
/// What `given` points to is as the ABI says, and stays for good; its loops may be called on any thread.
///
/// # Errors
/// `Value`, `NotImplemented`.
pub unsafe fn external(given: &abi::NumPyNI_Ufunc) -> Result<Ufunc> {
    // SAFETY: the caller's promise.
    let name = unsafe { text(given.name) }?.ok_or_else(|| Error::Value("a ufunc has no name".into()))?;
    let wrong = |why: &str| Error::Value(format!("the ufunc {}: {why}", name.to_string_lossy()));
    if !given.core.is_null() {
        return Err(Error::NotImplemented(format!("the ufunc {}: core dimensions", name.to_string_lossy())));
    }
    let (nin, nout) = (given.nin.max(0) as usize, given.nout.max(0) as usize);
    if nin == 0 || nout == 0 || nin.saturating_add(nout) > MAX_OPERANDS {
        return Err(wrong(&format!("it has {} inputs and {} outputs, and {MAX_OPERANDS} operands are the most", given.nin, given.nout)));
    }
    if given.nloops == 0 || given.nloops > 250 || given.loops.is_null() {
        return Err(wrong("it has no loops, or more than 250"));
    }
    let reorderable = given.flags & abi::NUMPYNI_REORDERABLE != 0;
    let (mut loops, mut folds) = (vec![], vec![]);
    for i in 0..given.nloops as usize {
        // SAFETY: the caller's promise: `nloops` loops, each of the size that the first names.
        let step = unsafe { (*given.loops).struct_size } as usize;
        if step < size_of::<abi::NumPyNI_UfuncLoop>() || !step.is_multiple_of(8) {
            return Err(wrong("the size of its loops is wrong"));
        }
        // SAFETY: as above.
        let each = unsafe { &*given.loops.byte_add(i * step) };
        // SAFETY: the caller's promise.
        let signature = unsafe { text(each.signature) }?.ok_or_else(|| wrong("a loop has no signature"))?;
        let signature = Signature::parse(&signature.to_string_lossy()).map_err(|why| wrong(&why))?;
        let kinds = kinds(&signature, nin, nout).ok_or_else(|| wrong("the signature of a loop does not have its operands"))?;
        let bound = bind(each, &signature, &kinds[..nin + nout]).ok_or_else(|| wrong("a loop has no code"))?;
        // SAFETY: the caller's promise for the loops; `bound` is leaked.
        loops.push(Loop::new(kinds, unsafe { Bound::new(choose, bound.cast()) }));
        if reorderable && nin == 2 && nout == 1 && kinds[..3].iter().all(|&kind| kind == kinds[0]) {
            // SAFETY: as above.
            folds.push(Fold::new(kinds[0], unsafe { Bound::new(fold, bound.cast()) }));
        }
    }
    let identity = if given.flags & abi::NUMPYNI_HAS_IDENTITY != 0 {
        Some(identity(&given.identity).ok_or_else(|| wrong("its identity is no bool, int64 or float64"))?)
    } else {
        None
    };
    // SAFETY: the caller's promise.
    let doc = unsafe { text(given.doc) }?.unwrap_or_default();
    let kept = |text: &CStr| -> &'static CStr { Box::leak(text.to_owned().into_boxed_c_str()) };
    let row = Row::new((kept(name), kept(doc)), (nin, nout), identity, reorderable, loops.leak(), folds.leak());
    Ok(Ufunc::of(Box::leak(Box::new(row))))
}

/// The types of a loop's operands.
fn kinds(signature: &Signature, nin: usize, nout: usize) -> Option<[Kind; MAX_OPERANDS]> {
    if signature.arguments.len() != nin || signature.results.len() != nout {
        return None;
    }
    let mut kinds = [Kind::Bool; MAX_OPERANDS];
    for (kind, parameter) in kinds.iter_mut().zip(signature.arguments.iter().chain(&signature.results)) {
        *kind = parameter.array.is_none().then_some(parameter.kind)?;
    }
    Some(kinds)
}

/// The code of a loop, with its data, kept for good.
fn bind(given: &abi::NumPyNI_UfuncLoop, signature: &Signature, kinds: &[Kind]) -> Option<*mut Loops> {
    // The ABI spells the operands' pointers as C does, for characters.
    let of = |code: abi::NumPyNI_Loop| -> Option<kernels::Loop> {
        // SAFETY: the two prototypes differ in the pointers' types alone.
        code.map(|code| unsafe { std::mem::transmute(code) })
    };
    let (strided, data) = match (of(given.strided), given.element) {
        (Some(strided), _) => (strided, given.data),
        (None, Some(element)) => (plain_loop(signature)?, element as *mut c_void),
        (None, None) => return None,
    };
    let sizes = kinds.iter().map(|kind| kind.size() as isize).collect();
    Some(Box::into_raw(Box::new(Loops { strided, contiguous: of(given.contiguous), reduce: of(given.reduce), data, sizes })))
}

fn identity(value: &abi::NumPyNI_Value) -> Option<Identity> {
    let weak = abi::NumPyNI_DType { ext: abi::NUMPYNI_EXT_WEAK, ..value.dtype };
    match Operand::from_value(&abi::NumPyNI_Value { dtype: weak, array: abi::NumPyNI_Handle::default(), ..*value }).ok()? {
        Operand::Weak(Weak::Bool(value)) => Some(Identity::Bool(value)),
        Operand::Weak(Weak::Int(value)) => Some(Identity::Int(value)),
        Operand::Weak(Weak::Float(value)) => Some(Identity::Float(value)),
        _ => None,
    }
}
