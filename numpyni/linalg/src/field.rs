//! The numbers that matrices are made of, and matrices of them.

use faer::{Mat, MatRef};
use kernels::{C128, Element};
use num_complex::ComplexFloat;
use numpyni_gufunc::{Failed, In, Out};

/// `f64` or a complex number of two.
pub trait Field: Element + ComplexFloat<Real = f64> + faer::traits::ComplexField<Real = f64> {
    /// Eigenvalues of a general matrix, and its right eigenvectors if they are asked for.
    fn eigen(a: MatRef<'_, Self>, vectors: bool) -> Result<(Vec<C128>, Mat<C128>), Failed>;
    /// The number of a real part alone.
    fn of(real: f64) -> Self;
}

impl Field for f64 {
    fn eigen(a: MatRef<'_, f64>, vectors: bool) -> Result<(Vec<C128>, Mat<C128>), Failed> {
        if !vectors {
            return Ok((a.eigenvalues().map_err(|_| Failed)?, Mat::new()));
        }
        let eigen = a.eigen().map_err(|_| Failed)?;
        Ok((eigen.S().column_vector().iter().copied().collect(), eigen.U().to_owned()))
    }

    fn of(real: f64) -> f64 {
        real
    }
}

impl Field for C128 {
    fn eigen(a: MatRef<'_, C128>, vectors: bool) -> Result<(Vec<C128>, Mat<C128>), Failed> {
        if !vectors {
            return Ok((a.eigenvalues().map_err(|_| Failed)?, Mat::new()));
        }
        let eigen = a.eigen().map_err(|_| Failed)?;
        Ok((eigen.S().column_vector().iter().copied().collect(), eigen.U().to_owned()))
    }

    fn of(real: f64) -> C128 {
        C128::new(real, 0.0)
    }
}

/// A copy of an operand.
pub(crate) fn matrix<T: Field>(x: &In<'_, T>) -> Mat<T> {
    let [rows, columns] = x.shape();
    let elements = x.to_vec();
    MatRef::from_column_major_slice(&elements, rows, columns).to_owned()
}

/// A copy of an operand whose elements are all finite: iterations over others need not end.
pub(crate) fn finite<T: Field>(x: &In<'_, T>) -> Result<Mat<T>, Failed> {
    if x.elements().all(|value| ComplexFloat::is_finite(value)) { Ok(matrix(x)) } else { Err(Failed) }
}

/// Writes a matrix.
pub(crate) fn put<T: Field>(out: &mut Out<'_, T>, matrix: MatRef<'_, T>) {
    out.fill_with(|row, column| matrix[(row, column)]);
}
