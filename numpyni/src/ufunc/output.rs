//! Where results go, when the caller says so.

use std::ops::Deref;

use crate::{Array, Result};

/// An array that a call may write.
#[derive(Clone, Copy, Debug)]
pub struct Output<'a>(&'a Array);

impl<'a> Output<'a> {
    /// An array whose memory nobody else has.
    ///
    /// # Errors
    /// `ReadOnly`; `Shared` where another array has the memory too.
    pub fn new(array: &'a mut Array) -> Result<Output<'a>> {
        array.check_exclusive()?;
        Ok(Output(array))
    }

    /// An array whose memory others may share: inputs of the same call among them.
    ///
    /// # Safety
    /// While the output is used, no other thread reads or writes the elements, and no slice of Rust's refers to them.
    pub unsafe fn shared(array: &'a Array) -> Output<'a> {
        Output(array)
    }

    /// The array.
    pub(crate) fn array(self) -> &'a Array {
        self.0
    }
}

impl Deref for Output<'_> {
    type Target = Array;

    fn deref(&self) -> &Array {
        self.0
    }
}
