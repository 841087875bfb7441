//! Generalised universal functions: over the last axes of their operands, as a core signature says, and broadcast over the others.
//!
//! ```
//! use numpyni::{Array, gufunc::Gufunc, ufunc::Options};
//! let x = Array::from_slice(&[1.0, 2.0]);
//! let product = Gufunc::find("vecdot").unwrap().call_with(&[(&x).into(), (&x).into()], &Options::default())?;
//! assert_eq!(product[0].item(0)?.get::<f64>(), Some(5.0));
//! # Ok::<(), numpyni::Error>(())
//! ```

mod call;
mod lengths;
mod plain;
mod table;

pub(crate) use plain::{PlainProduct, dot_of_vectors};
pub use table::{GUFUNCS, Gufunc, MATMUL, Variant};

use crate::ufunc::Options;
use crate::{Array, Error, Result};

/// `x1 @ x2`: matrices on the last two axes, stacks of them on the others, which broadcast; a vector is a row on the left, a column on
/// the right.
///
/// ```
/// use numpyni::{Array, matmul};
/// let x = Array::from_slice(&[1.0, 2.0, 3.0]);
/// assert_eq!(matmul(&x, &x)?.item(0)?.get::<f64>(), Some(14.0));
/// # Ok::<(), numpyni::Error>(())
/// ```
///
/// # Errors
/// `Value` where lengths differ or dimensions are missing, `Broadcast`, `Memory`, `TooBig`.
pub fn matmul(x1: &Array, x2: &Array) -> Result<Array> {
    let mut results = GUFUNCS[MATMUL].call_with(&[x1.into(), x2.into()], &Options::default())?;
    results.pop().ok_or_else(|| Error::Value("no result".into()))
}
