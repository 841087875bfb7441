//! Systems of equations, inverses, determinants: by LU with partial pivoting; Cholesky factors.

use std::cmp::Ordering;
use std::marker::PhantomData;

use faer::linalg::solvers::{PartialPivLu, Solve as _};
use faer::{Mat, Side};
use num_complex::ComplexFloat;
use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::field::{Field, matrix, put};

/// The LU factors of a square matrix; None where a pivot is zero.
fn factored<T: Field>(a: &In<'_, T>) -> Option<PartialPivLu<T>> {
    let lu = matrix(a).partial_piv_lu();
    let pivots = lu.U();
    (0..pivots.nrows()).all(|i| pivots[(i, i)] != T::of(0.0)).then_some(lu)
}

fn solve<T: Field>(a: In<'_, T>, b: In<'_, T>, mut x: Out<'_, T>) -> Result<(), Failed> {
    let lu = factored(&a).ok_or(Failed)?;
    let mut solution = matrix(&b);
    lu.solve_in_place(&mut solution);
    put(&mut x, solution.as_ref());
    Ok(())
}

/// `x` of `a @ x == b`, for the columns of a matrix.
pub struct Solve<T>(PhantomData<T>);

impl<T: Field> Operation for Solve<T> {
    const SIGNATURE: &'static str = "(m,m),(m,n)->(m,n)";
    type Operands<'a> = (In<'a, T>, In<'a, T>, Out<'a, T>);

    fn run((a, b, x): Self::Operands<'_>) -> Result<(), Failed> {
        solve(a, b, x)
    }
}

/// `x` of `a @ x == b`, for a vector.
pub struct SolveVector<T>(PhantomData<T>);

impl<T: Field> Operation for SolveVector<T> {
    const SIGNATURE: &'static str = "(m,m),(m)->(m)";
    type Operands<'a> = (In<'a, T>, In<'a, T>, Out<'a, T>);

    fn run((a, b, x): Self::Operands<'_>) -> Result<(), Failed> {
        solve(a, b, x)
    }
}

/// The inverse.
pub struct Inv<T>(PhantomData<T>);

impl<T: Field> Operation for Inv<T> {
    const SIGNATURE: &'static str = "(m,m)->(m,m)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn run((a, mut inverse): Self::Operands<'_>) -> Result<(), Failed> {
        let lu = factored(&a).ok_or(Failed)?;
        let mut solution = Mat::identity(a.shape()[0], a.shape()[0]);
        lu.solve_in_place(&mut solution);
        put(&mut inverse, solution.as_ref());
        Ok(())
    }
}

/// Sign and logarithm of the determinant's absolute value.
fn slogdet<T: Field>(a: &In<'_, T>) -> (T, f64) {
    let Some(lu) = factored(a) else { return (T::of(0.0), f64::NEG_INFINITY) };
    let pivots = lu.U();
    let mut sign = if is_odd(lu.P().arrays().0.to_vec()) { -T::of(1.0) } else { T::of(1.0) };
    let mut logarithm = 0.0;
    for i in 0..pivots.nrows() {
        let pivot = pivots[(i, i)];
        let absolute = ComplexFloat::abs(pivot);
        sign *= pivot / T::of(absolute);
        logarithm += absolute.ln();
    }
    (sign, logarithm)
}

/// Whether a permutation is odd: each cycle of even length turns the sign.
fn is_odd(mut permutation: Vec<usize>) -> bool {
    let mut odd = false;
    for start in 0..permutation.len() {
        while permutation[start] != start {
            let next = permutation[start];
            permutation.swap(start, next);
            odd = !odd;
        }
    }
    odd
}

/// The determinant.
pub struct Det<T>(PhantomData<T>);

impl<T: Field> Operation for Det<T> {
    const SIGNATURE: &'static str = "(m,m)->()";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn run((a, mut determinant): Self::Operands<'_>) -> Result<(), Failed> {
        let (sign, logarithm) = slogdet(&a);
        determinant.set(0, 0, sign * T::of(logarithm.exp()));
        Ok(())
    }
}

/// Sign and logarithm of the determinant.
pub struct Slogdet<T>(PhantomData<T>);

impl<T: Field> Operation for Slogdet<T> {
    const SIGNATURE: &'static str = "(m,m)->(),()";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, f64>);

    fn run((a, mut sign, mut logarithm): Self::Operands<'_>) -> Result<(), Failed> {
        let (s, l) = slogdet(&a);
        sign.set(0, 0, s);
        logarithm.set(0, 0, l);
        Ok(())
    }
}

/// The Cholesky factor of the lower triangle, or of the upper one.
pub struct Cholesky<T, const UPPER: bool>(PhantomData<T>);

impl<T: Field, const UPPER: bool> Operation for Cholesky<T, UPPER> {
    const SIGNATURE: &'static str = "(m,m)->(m,m)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn run((a, mut factor): Self::Operands<'_>) -> Result<(), Failed> {
        let side = if UPPER { Side::Upper } else { Side::Lower };
        let llt = matrix(&a).llt(side).map_err(|_| Failed)?;
        let lower = llt.L();
        factor.fill_with(|row, column| {
            let (i, j) = if UPPER { (column, row) } else { (row, column) };
            match i.cmp(&j) {
                Ordering::Less => T::of(0.0),
                Ordering::Equal => T::of(lower[(i, i)].re()),
                Ordering::Greater if UPPER => ComplexFloat::conj(lower[(i, j)]),
                Ordering::Greater => lower[(i, j)],
            }
        });
        Ok(())
    }
}
