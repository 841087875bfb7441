//! Eigenvalues and eigenvectors.

use std::marker::PhantomData;

use faer::Side;
use kernels::C128;
use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::field::{Field, finite, put};

/// Eigenvalues and right eigenvectors of a general matrix; the vectors have length one, and those of complex matrices and values a
/// real largest component.
pub struct Eig<T>(PhantomData<T>);

impl<T: Field> Operation for Eig<T> {
    const SIGNATURE: &'static str = "(m,m)->(m),(m,m)";
    type Operands<'a> = (In<'a, T>, Out<'a, C128>, Out<'a, C128>);

    fn run((a, mut values, mut vectors): Self::Operands<'_>) -> Result<(), Failed> {
        let (found, mut basis) = T::eigen(finite(&a)?.as_ref(), true)?;
        for j in 0..basis.ncols() {
            let scale = normalising(&basis.col(j).iter().copied().collect::<Vec<_>>());
            (0..basis.nrows()).for_each(|i| basis[(i, j)] *= scale);
        }
        values.fill_from(&found);
        put(&mut vectors, basis.as_ref());
        Ok(())
    }
}

/// What to multiply a vector with.
fn normalising(vector: &[C128]) -> C128 {
    let largest = vector.iter().fold(C128::ZERO, |most, &x| if x.norm() > most.norm() { x } else { most });
    // Scaled first: squares may leave the range.
    let size = largest.norm();
    if size == 0.0 {
        return C128::ONE;
    }
    let length = size * vector.iter().map(|x| (x / size).norm_sqr()).sum::<f64>().sqrt();
    let real = vector.iter().all(|x| x.im == 0.0);
    if real { C128::from(1.0 / length) } else { (largest / size).conj() / length }
}

/// Eigenvalues of a general matrix.
pub struct Eigvals<T>(PhantomData<T>);

impl<T: Field> Operation for Eigvals<T> {
    const SIGNATURE: &'static str = "(m,m)->(m)";
    type Operands<'a> = (In<'a, T>, Out<'a, C128>);

    fn run((a, mut values): Self::Operands<'_>) -> Result<(), Failed> {
        values.fill_from(&T::eigen(finite(&a)?.as_ref(), false)?.0);
        Ok(())
    }
}

const fn side(upper: bool) -> Side {
    if upper { Side::Upper } else { Side::Lower }
}

/// Eigenvalues, ascending, and eigenvectors of a self-adjoint matrix, of which one triangle is read.
pub struct Eigh<T, const UPPER: bool>(PhantomData<T>);

impl<T: Field, const UPPER: bool> Operation for Eigh<T, UPPER> {
    const SIGNATURE: &'static str = "(m,m)->(m),(m,m)";
    type Operands<'a> = (In<'a, T>, Out<'a, f64>, Out<'a, T>);

    fn run((a, mut values, mut vectors): Self::Operands<'_>) -> Result<(), Failed> {
        let eigen = triangle::<T, UPPER>(&a)?.self_adjoint_eigen(side(UPPER)).map_err(|_| Failed)?;
        let found: Vec<f64> = eigen.S().column_vector().iter().map(|value| num_complex::ComplexFloat::re(*value)).collect();
        values.fill_from(&found);
        put(&mut vectors, eigen.U());
        Ok(())
    }
}

/// Eigenvalues of a self-adjoint matrix, ascending; one triangle is read.
pub struct Eigvalsh<T, const UPPER: bool>(PhantomData<T>);

impl<T: Field, const UPPER: bool> Operation for Eigvalsh<T, UPPER> {
    const SIGNATURE: &'static str = "(m,m)->(m)";
    type Operands<'a> = (In<'a, T>, Out<'a, f64>);

    fn run((a, mut values): Self::Operands<'_>) -> Result<(), Failed> {
        let found = triangle::<T, UPPER>(&a)?.self_adjoint_eigenvalues(side(UPPER)).map_err(|_| Failed)?;
        values.fill_from(&found);
        Ok(())
    }
}

/// A copy of one triangle, which must be finite; what stands in the other does not matter. Of the diagonal, the real part counts.
fn triangle<T: Field, const UPPER: bool>(a: &In<'_, T>) -> Result<faer::Mat<T>, Failed> {
    let [n, _] = a.shape();
    let mut matrix = faer::Mat::zeros(n, n);
    for column in 0..n {
        for row in if UPPER { 0..column + 1 } else { column..n } {
            let value = a.get(row, column);
            if !num_complex::ComplexFloat::is_finite(value) {
                return Err(Failed);
            }
            matrix[(row, column)] = if row == column { T::of(num_complex::ComplexFloat::re(value)) } else { value };
        }
    }
    Ok(matrix)
}
