//! Ufuncs from outside: rows of their own, numbered behind the tables'.

use std::ffi::{CStr, c_void};
use std::ops::Range;

use numpyni_loops::COUNT;
use numpyni_sys as abi;

use super::table::{Bound, Fold, Identity, Loop, MAX_OPERANDS, Row, UFUNCS, Ufunc};
use crate::extension::{Signature, entries, plain_loop, text};
use crate::gufunc::{GUFUNCS, Gufunc};
use crate::registry::Registry;
use crate::{Error, Kind, Operand, Operands, Result, Weak};

/// A ufunc from outside.
pub enum External {
    /// Element by element.
    Plain(Ufunc),
    /// Over core dimensions.
    General(Gufunc),
}

static EXTERNAL: Registry<External> = Registry::new();

impl External {
    fn name(&self) -> &'static CStr {
        match self {
            External::Plain(ufunc) => ufunc.strings().0,
            External::General(gufunc) => gufunc.strings().0,
        }
    }
}

/// A ufunc from outside, by its number.
pub fn by_number(number: usize) -> Option<&'static Ufunc> {
    match EXTERNAL.get(number.checked_sub(first())?)? {
        External::Plain(ufunc) => Some(ufunc),
        External::General(_) => None,
    }
}

/// A generalised ufunc from outside, by its number.
pub fn general_by_number(number: usize) -> Option<&'static Gufunc> {
    match EXTERNAL.get(number.checked_sub(first())?)? {
        External::Plain(_) => None,
        External::General(gufunc) => Some(gufunc),
    }
}

/// The number of the first one.
fn first() -> usize {
    COUNT + GUFUNCS.len()
}

/// The names of all ufuncs, in the order of their numbers: of the table, generalised, from outside.
pub fn names() -> impl Iterator<Item = &'static CStr> {
    let own = UFUNCS.iter().map(|ufunc| ufunc.strings().0);
    own.chain(GUFUNCS.iter().map(|gufunc| gufunc.strings().0)).chain(EXTERNAL.iter().map(External::name))
}

/// How many ufuncs there are in all.
pub fn count() -> usize {
    first() + EXTERNAL.iter().count()
}

/// Numbers new ufuncs.
///
/// # Errors
/// `Value` when there are too many.
pub fn add(ufuncs: Vec<External>) -> Result<Range<usize>> {
    let numbers = EXTERNAL.add(ufuncs)?;
    Ok(numbers.start + first()..numbers.end + first())
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
    let [x, into] = unsafe { *args.cast::<[*mut u8; 2]>() };
    // SAFETY: the step of the first.
    let step = unsafe { *steps };
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
pub unsafe fn external(given: &abi::NumPyNI_Ufunc) -> Result<External> {
    // SAFETY: the caller's promise.
    let name = unsafe { text(given.name) }?.ok_or_else(|| Error::Value("a ufunc has no name".into()))?;
    let wrong = |why: &str| Error::Value(format!("the ufunc {}: {why}", name.to_string_lossy()));
    if !given.core.is_null() {
        // SAFETY: the caller's promise.
        return unsafe { general(given, name) }.map(External::General);
    }
    let (nin, nout) = (given.nin.max(0) as usize, given.nout.max(0) as usize);
    if nin == 0 || nout == 0 || nin.saturating_add(nout) > MAX_OPERANDS {
        return Err(wrong(&format!("it has {} inputs and {} outputs, and {MAX_OPERANDS} operands are the most", given.nin, given.nout)));
    }
    if given.nloops == 0 || given.nloops > 250 {
        return Err(wrong("it has no loops, or more than 250"));
    }
    let reorderable = given.flags & abi::NUMPYNI_REORDERABLE != 0;
    let (mut loops, mut folds) = (vec![], vec![]);
    // SAFETY: the caller's promise.
    for each in unsafe { entries(given.loops, given.nloops) }? {
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
    let row = Row::new((kept(name), kept(doc)), (nin, nout), identity, reorderable, loops.leak(), folds.leak());
    Ok(External::Plain(Ufunc::of(Box::leak(Box::new(row)))))
}

fn kept(text: &CStr) -> &'static CStr {
    Box::leak(text.to_owned().into_boxed_c_str())
}

/// The generalised ufunc that an extension describes: a loop gets how many cores, then the lengths of the signature's dimensions; steps
/// from core to core for each operand, then those inside the cores, as NumPy's do.
///
/// # Safety
/// As [`external`].
unsafe fn general(given: &abi::NumPyNI_Ufunc, name: &CStr) -> Result<Gufunc> {
    let wrong = |why: &str| Error::Value(format!("the ufunc {}: {why}", name.to_string_lossy()));
    // SAFETY: the caller's promise.
    let core = unsafe { text(given.core) }?.unwrap_or_default();
    let known = kept(core).to_str().ok().and_then(numpyni_gufunc::Signature::parse);
    let signature = known.ok_or_else(|| wrong(&format!("'{}' is no core signature", core.to_string_lossy())))?;
    let (nin, nout) = (signature.nin(), signature.nout());
    if (nin as i32, nout as i32) != (given.nin, given.nout) || nin == 0 || nout == 0 {
        return Err(wrong("its core signature has other operands than it"));
    }
    let mut loops = vec![];
    // SAFETY: the caller's promise.
    for each in unsafe { entries(given.loops, given.nloops.min(251)) }? {
        // SAFETY: the caller's promise.
        let types = unsafe { text(each.signature) }?.ok_or_else(|| wrong("a loop has no signature"))?;
        let types = Signature::parse(&types.to_string_lossy()).map_err(|why| wrong(&why))?;
        let kinds = operands(&types, nin, nout).ok_or_else(|| wrong("the signature of a loop does not have its operands"))?;
        loops.push((kinds, code(each.strided).ok_or_else(|| wrong("a loop has no code"))?, each.data));
    }
    if loops.is_empty() || loops.len() > 250 {
        return Err(wrong("it has no loops, or more than 250"));
    }
    // SAFETY: the caller's promise.
    let doc = unsafe { text(given.doc) }?.unwrap_or_default();
    // SAFETY: the caller's promise.
    Ok(unsafe { Gufunc::external((kept(name), kept(doc)), signature, loops) })
}

/// The types of a loop's operands.
fn operands(signature: &Signature, nin: usize, nout: usize) -> Option<Operands<Kind>> {
    if signature.arguments.len() != nin || signature.results.len() != nout {
        return None;
    }
    let all = signature.arguments.iter().chain(&signature.results);
    all.map(|parameter| parameter.array.is_none().then_some(parameter.kind)).collect()
}

/// The same, in a place of fixed size.
fn kinds(signature: &Signature, nin: usize, nout: usize) -> Option<[Kind; MAX_OPERANDS]> {
    let mut kinds = [Kind::Bool; MAX_OPERANDS];
    kinds[..nin + nout].copy_from_slice(&operands(signature, nin, nout)?);
    Some(kinds)
}

/// A loop. The ABI spells the operands' pointers as C does, for characters.
fn code(code: abi::NumPyNI_Loop) -> Option<kernels::Loop> {
    // SAFETY: the two prototypes differ in the pointers' types alone.
    code.map(|code| unsafe { std::mem::transmute(code) })
}

/// The code of a loop, with its data, kept for good.
fn bind(given: &abi::NumPyNI_UfuncLoop, signature: &Signature, kinds: &[Kind]) -> Option<*mut Loops> {
    let (strided, data) = match (code(given.strided), given.element) {
        (Some(strided), _) => (strided, given.data),
        (None, Some(element)) => (plain_loop(signature)?, element as *mut c_void),
        (None, None) => return None,
    };
    let sizes = kinds.iter().map(|kind| kind.size() as isize).collect();
    Some(Box::into_raw(Box::new(Loops { strided, contiguous: code(given.contiguous), reduce: code(given.reduce), data, sizes })))
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
