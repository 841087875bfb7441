//! Universal extensions: libraries of compiled functions that know no Python.
//!
//! `load` opens a library and checks the table that it exports; `signature` reads what its functions say of themselves; `call` finds
//! the overload for some arguments, brings them into the form that it asks for, and calls it.

mod call;
mod element;
mod load;
mod signature;

use std::ffi::{CStr, CString};

use numpyni_sys as abi;

use crate::registry::Registry;

pub use call::call;
pub(crate) use element::plain_loop;
pub use load::{load, register};
pub(crate) use load::text;
pub(crate) use signature::Signature;

/// The loaded extensions.
pub static EXTENSIONS: List<Extension> = List(Registry::new());
/// Their functions.
pub static FUNCTIONS: List<Function> = List(Registry::new());

/// A list of what is loaded, by number.
pub struct List<T>(Registry<T>);

impl<T: Send + Sync + 'static> List<T> {
    /// The entry of a number.
    #[inline]
    pub fn get(&self, number: u32) -> Option<&'static T> {
        self.0.get(number as usize)
    }
}

/// A loaded extension.
pub struct Extension {
    /// Where its table stands: one table is registered once.
    table: usize,
    name: CString,
    doc: CString,
    functions: std::ops::Range<usize>,
    ufuncs: std::ops::Range<usize>,
}

/// A function: one name, and the overloads of it.
pub struct Function {
    name: CString,
    doc: CString,
    overloads: Vec<Overload>,
}

/// One overload of a function.
pub struct Overload {
    signature: Signature,
    parameters: Box<[abi::NumPyNI_Parameter]>,
    entry: element::Entry,
    view: abi::NumPyNI_Overload,
    /// It writes to some argument.
    writes: bool,
}

// SAFETY: the pointers inside lead to parts of the overload itself, and to the extension's table, which is constant and stays.
unsafe impl Send for Overload {}
// SAFETY: as above.
unsafe impl Sync for Overload {}

impl Extension {
    /// What the ABI says of it.
    pub fn info(&self) -> abi::NumPyNI_ExtensionInfo {
        abi::NumPyNI_ExtensionInfo {
            struct_size: size_of::<abi::NumPyNI_ExtensionInfo>() as u32,
            reserved: 0,
            name: self.name.as_ptr(),
            doc: self.doc.as_ptr(),
            first_function: self.functions.start as u32,
            functions: self.functions.len() as u32,
            first_ufunc: self.ufuncs.start as u32,
            ufuncs: self.ufuncs.len() as u32,
        }
    }
}

impl Function {
    /// What the ABI says of it.
    pub fn info(&self) -> abi::NumPyNI_FunctionInfo {
        abi::NumPyNI_FunctionInfo {
            struct_size: size_of::<abi::NumPyNI_FunctionInfo>() as u32,
            overloads: self.overloads.len() as u32,
            name: self.name.as_ptr(),
            doc: self.doc.as_ptr(),
        }
    }

    /// What the ABI says of an overload.
    pub fn overload(&self, index: u32) -> Option<&abi::NumPyNI_Overload> {
        self.overloads.get(index as usize).map(|overload| &overload.view)
    }

    /// Its name.
    pub fn name(&self) -> &CStr {
        &self.name
    }
}
