//! Sorting.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;

/// The elements in order. An unstable sort may exchange equal elements that differ in bits, such as the two zeroes.
pub struct Sort<T, const STABLE: bool>(PhantomData<T>);

impl<T: Sortable, const STABLE: bool> Operation for Sort<T, STABLE> {
    const SIGNATURE: &'static str = "(n)->(n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn run((x, sorted): Self::Operands<'_>) -> Result<(), Failed> {
        T::sort::<STABLE>(x, sorted);
        Ok(())
    }
}

/// The indices that sort; equal elements stay in their order.
pub struct ArgSort<T>(PhantomData<T>);

impl<T: Sortable> Operation for ArgSort<T> {
    const SIGNATURE: &'static str = "(n)->(n)";
    type Operands<'a> = (In<'a, T>, Out<'a, i64>);

    fn run((x, indices): Self::Operands<'_>) -> Result<(), Failed> {
        T::order(x, indices);
        Ok(())
    }
}
