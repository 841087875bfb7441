//! The singular value decomposition.

use std::marker::PhantomData;

use num_complex::ComplexFloat;
use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::field::{Field, finite, put};

/// The third dimension of a signature is the shorter one of the first two.
pub(crate) fn shorter(lengths: &mut [Option<usize>]) {
    if let [Some(m), Some(n), p, ..] = lengths
        && p.is_none()
    {
        *p = Some(*m.min(n));
    }
}

/// `u`, `s` and `vh`: thin.
pub struct Svd<T, const FULL: bool>(PhantomData<T>);

fn svd<T: Field>((a, mut u, mut s, mut vh): (In<'_, T>, Out<'_, T>, Out<'_, f64>, Out<'_, T>), full: bool) -> Result<(), Failed> {
    let a = finite(&a)?;
    let factors = if full { a.svd() } else { a.thin_svd() }.map_err(|_| Failed)?;
    let values: Vec<f64> = factors.S().column_vector().iter().map(|value| value.re()).collect();
    s.fill_from(&values);
    put(&mut u, factors.U());
    let v = factors.V();
    vh.fill_with(|row, column| ComplexFloat::conj(v[(column, row)]));
    Ok(())
}

impl<T: Field> Operation for Svd<T, false> {
    const SIGNATURE: &'static str = "(m,n)->(m,p),(p),(p,n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, f64>, Out<'a, T>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run(operands: Self::Operands<'_>) -> Result<(), Failed> {
        svd(operands, false)
    }
}

impl<T: Field> Operation for Svd<T, true> {
    const SIGNATURE: &'static str = "(m,n)->(m,m),(p),(n,n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, f64>, Out<'a, T>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run(operands: Self::Operands<'_>) -> Result<(), Failed> {
        svd(operands, true)
    }
}

/// The singular values, descending.
pub struct Svdvals<T>(PhantomData<T>);

impl<T: Field> Operation for Svdvals<T> {
    const SIGNATURE: &'static str = "(m,n)->(p)";
    type Operands<'a> = (In<'a, T>, Out<'a, f64>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run((a, mut s): Self::Operands<'_>) -> Result<(), Failed> {
        s.fill_from(&finite(&a)?.singular_values().map_err(|_| Failed)?);
        Ok(())
    }
}
