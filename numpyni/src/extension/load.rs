//! Opening a library, and checking what it exports.

use std::collections::HashSet;
use std::ffi::{CStr, CString, c_char};
use std::sync::{Mutex, PoisonError};

use libloading::Library;
use numpyni_sys as abi;

use super::element::Entry;
use super::signature::{Parameter, Signature, describe};
use super::{EXTENSIONS, Extension, FUNCTIONS, Function, Overload};
use crate::{Error, Result, ufunc};

/// The most functions, and the most ufuncs, of an extension.
const MOST: u32 = 1 << 12;

/// One extension is registered at a time.
static TURN: Mutex<()> = Mutex::new(());

/// Loads the library at `path`; gives the extension's number.
///
/// # Errors
/// `Value` where it is no extension, or one that this runtime cannot serve.
pub fn load(path: &CStr) -> Result<u32> {
    let shown = path.to_string_lossy();
    let refuse = |why: String| Error::Value(format!("cannot load the extension {shown}: {why}"));
    // SAFETY: whoever loads a library answers for its initialisers.
    let library = unsafe { open(&shown) }.map_err(|error| refuse(cause(&error)))?;
    // SAFETY: the ABI fixes what this symbol is.
    let table = unsafe { library.get::<*const abi::NumPyNI_Extension>(b"numpyni_extension\0") }
        .map_or_else(|_| Err(refuse("it does not export numpyni_extension".into())), |symbol| Ok(*symbol))?;
    // SAFETY: a symbol of the library, which stays loaded where this succeeds.
    let number = unsafe { register(table) }.map_err(|error| refuse(error.to_string()))?;
    std::mem::forget(library);
    Ok(number)
}

/// Opens a library; all that it needs from others is looked up at once, where the system knows the difference.
///
/// # Safety
/// That of `Library::new`.
unsafe fn open(path: &str) -> std::result::Result<Library, libloading::Error> {
    #[cfg(unix)]
    {
        use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
        // SAFETY: the caller's promise.
        unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }.map(Into::into)
    }
    #[cfg(not(unix))]
    {
        // SAFETY: the caller's promise.
        unsafe { Library::new(path) }
    }
}

/// The words of the dynamic linker.
fn cause(error: &libloading::Error) -> String {
    use std::error::Error;
    error.source().map_or_else(|| error.to_string(), |source| source.to_string())
}

/// Registers the extension that a table describes; gives its number.
///
/// # Safety
/// `table` is null, or points to 8 readable bytes, behind which the rest of a table stands where they are its magic number. It and
/// all that it points to are constant and stay for good.
///
/// # Errors
/// `Value` where the table makes no sense, or asks for a newer ABI.
pub unsafe fn register(table: *const abi::NumPyNI_Extension) -> Result<u32> {
    let refuse = |why: &str| Err(Error::Value(why.into()));
    // SAFETY: the caller's promise.
    if table.is_null() || unsafe { table.cast::<u64>().read_unaligned() } != abi::NUMPYNI_EXTENSION_MAGIC {
        return refuse("numpyni_extension is not a table of NumPyNI: its magic number is wrong");
    }
    if !table.is_aligned() {
        return refuse("its table is not aligned");
    }
    // SAFETY: the magic number is right; the caller's promise.
    let given = unsafe { &*table };
    let (major, minor) = (u32::from(given.abi_major), u32::from(given.abi_minor));
    if major != abi::NUMPYNI_ABI_MAJOR || minor > abi::NUMPYNI_ABI_MINOR {
        let (has, had) = (abi::NUMPYNI_ABI_MAJOR, abi::NUMPYNI_ABI_MINOR);
        return Err(Error::Value(format!("it needs version {major}.{minor} of the ABI, and this runtime has {has}.{had}")));
    }
    if (given.struct_size as usize) < size_of::<abi::NumPyNI_Extension>() {
        return refuse("its table is too small");
    }
    if given.function_count > MOST || given.ufunc_count > MOST {
        return refuse("its table lists too many functions");
    }
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(number) = EXTENSIONS.0.iter().position(|each| each.table == table.addr()) {
        return Ok(number as u32);
    }
    // SAFETY: the caller's promise.
    let name = unsafe { text(given.name) }?.ok_or_else(|| Error::Value("it has no name".into()))?;
    // SAFETY: the caller's promise.
    let doc = unsafe { text(given.doc) }?.unwrap_or_default();
    // SAFETY: the caller's promise.
    let functions = unsafe { functions(given) }?;
    // SAFETY: the caller's promise.
    let ufuncs = unsafe { entries(given.ufuncs, given.ufunc_count) }?;
    // SAFETY: the caller's promise.
    let ufuncs = ufuncs.iter().map(|each| unsafe { ufunc::external(each) }).collect::<Result<Vec<_>>>()?;
    let functions = FUNCTIONS.0.add(functions)?;
    let ufuncs = ufunc::add_external(ufuncs)?;
    let extension = Extension { table: table.addr(), name: name.into(), doc: doc.into(), functions, ufuncs };
    Ok(EXTENSIONS.0.add(vec![extension])?.start as u32)
}

/// A text of an extension: None where the pointer is null.
///
/// # Safety
/// Null, or NUL-terminated.
///
/// # Errors
/// `Value` where it is no UTF-8.
pub(crate) unsafe fn text<'a>(text: *const c_char) -> Result<Option<&'a CStr>> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map(|_| Some(text)).map_err(|_| Error::Value("a name or a documentation is not UTF-8".into()))
}

/// The entries of a list, whose first field is their size: larger ones come from a newer header.
///
/// # Safety
/// `list` is null or holds `count` entries of the size that the first names.
pub(crate) unsafe fn entries<'a, T>(list: *const T, count: u32) -> Result<Vec<&'a T>> {
    if count == 0 {
        return Ok(vec![]);
    }
    if list.is_null() || !list.is_aligned() {
        return Err(Error::Value("a table leads nowhere".into()));
    }
    // SAFETY: every entry starts with its size.
    let step = unsafe { list.cast::<u32>().read() } as usize;
    if step < size_of::<T>() || !step.is_multiple_of(align_of::<T>()) {
        return Err(Error::Value("the size of an entry of a table is wrong".into()));
    }
    // SAFETY: `count` entries of this size.
    Ok((0..count as usize).map(|i| unsafe { &*list.wrapping_byte_add(i * step) }).collect())
}

/// # Safety
/// As `register`.
unsafe fn functions(table: &abi::NumPyNI_Extension) -> Result<Vec<Function>> {
    let mut functions: Vec<Function> = vec![];
    // SAFETY: the caller's promise.
    for given in unsafe { entries(table.functions, table.function_count) }? {
        // SAFETY: the caller's promise.
        let name = unsafe { text(given.name) }?.ok_or_else(|| Error::Value("a function has no name".into()))?;
        let wrong = |why: String| Error::Value(format!("the function {}: {why}", name.to_string_lossy()));
        // SAFETY: the caller's promise.
        let doc = unsafe { text(given.doc) }?.unwrap_or_default();
        // SAFETY: the caller's promise.
        let spelled = unsafe { text(given.signature) }?.ok_or_else(|| wrong("it has no signature".into()))?;
        let overload = Overload::new(given, &spelled.to_string_lossy()).map_err(wrong)?;
        let text = documentation(name, &overload.signature, doc);
        match functions.iter_mut().find(|function| *function.name == *name) {
            Some(function) => {
                function.doc = joined(&[function.doc.as_bytes(), b"\n\n", text.as_bytes()]);
                function.overloads.push(overload);
            }
            None => functions.push(Function { name: name.into(), doc: text, overloads: vec![overload] }),
        }
    }
    Ok(functions)
}

/// `asum(float64[:] x) -> float64`, and what the author says.
fn documentation(name: &CStr, signature: &Signature, doc: &CStr) -> CString {
    let list = |parameters: &[Parameter]| parameters.iter().map(Parameter::named).collect::<Vec<_>>().join(", ");
    let results = match &signature.results[..] {
        [] => "void".into(),
        [one] => one.named(),
        several => format!("({})", list(several)),
    };
    let head = format!("{}({}) -> {results}", name.to_string_lossy(), list(&signature.arguments));
    let gap: &[u8] = if doc.is_empty() { b"" } else { b"\n\n" };
    joined(&[head.as_bytes(), gap, doc.to_bytes()])
}

/// Texts without an inner NUL, as all parts of theirs are.
fn joined(parts: &[&[u8]]) -> CString {
    CString::new(parts.concat()).unwrap_or_default()
}

impl Overload {
    fn new(function: &abi::NumPyNI_Function, spelled: &str) -> Result<Overload, String> {
        let signature = Signature::parse(spelled)?;
        if let Some(scalar) = signature.without_slot() {
            let known = "bool, int64, float32, float64, complex64 or complex128";
            return Err(format!("a scalar is of type {known}, not {scalar}"));
        }
        let entry = Entry::new(function, &signature)
            .ok_or("it has no packed entry, and its typed one is not a plain function of float64, float32 or int64")?;
        let count = signature.arguments.len();
        let written = |i: usize| function.written & (1 << i) != 0;
        if function.written >> count != 0 {
            return Err("it writes an argument that it does not have".into());
        }
        if let Some(i) = (0..count).find(|&i| written(i) && signature.arguments[i].array.is_none()) {
            return Err(format!("it writes argument {}, which is a scalar", i + 1));
        }
        let mut names = HashSet::new();
        if !signature.arguments.iter().filter_map(|each| each.name.as_ref()).all(|name| names.insert(name)) {
            return Err("two arguments have one name".into());
        }
        let known = abi::NUMPYNI_ALIGNED
            | abi::NUMPYNI_NATIVE_ENDIAN
            | abi::NUMPYNI_C_CONTIGUOUS
            | abi::NUMPYNI_F_CONTIGUOUS
            | abi::NUMPYNI_INNER_CONTIGUOUS;
        if function.layout & !known != 0 {
            return Err(format!("the layout {:#x} is unknown", function.layout));
        }
        let arguments = signature.arguments.iter().enumerate();
        let arguments = arguments.map(|(i, each)| describe(each, false, function.layout, written(i)));
        let results = signature.results.iter().map(|each| describe(each, true, 0, false));
        let parameters: Box<[_]> = arguments.chain(results).collect();
        let view = abi::NumPyNI_Overload {
            struct_size: size_of::<abi::NumPyNI_Overload>() as u32,
            effects: function.effects,
            nargs: count as i32,
            nresults: signature.results.len() as i32,
            parameters: parameters.as_ptr(),
            function,
        };
        Ok(Overload { writes: function.written != 0, signature, parameters, entry, view })
    }
}
