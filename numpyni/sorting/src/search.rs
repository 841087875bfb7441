//! Search in a sorted vector.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;

/// Where an element would stand in a sorted vector: before its equals, or behind them.
pub struct SearchSorted<T, const RIGHT: bool>(PhantomData<T>);

impl<T: Sortable, const RIGHT: bool> Operation for SearchSorted<T, RIGHT> {
    const SIGNATURE: &'static str = "(n),()->()";
    type Operands<'a> = (In<'a, T>, In<'a, T>, Out<'a, i64>);

    fn run((sorted, x, mut place): Self::Operands<'_>) -> Result<(), Failed> {
        let key = x.get(0, 0).key();
        let (mut start, mut length) = (0, sorted.len());
        while length > 0 {
            let half = length / 2;
            let middle = sorted.get(start + half, 0).key();
            if middle < key || (RIGHT && middle == key) {
                start += half + 1;
                length -= half + 1;
            } else {
                length = half;
            }
        }
        place.set(0, 0, start as i64);
        Ok(())
    }
}
