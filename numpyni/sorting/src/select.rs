//! Selection: the elements at some positions stand where sorting would put them, smaller ones before, larger ones behind.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;

/// Positions in order, each once, inside the length.
pub(crate) fn positions(kth: In<'_, i64>, length: usize) -> Vec<usize> {
    let mut positions: Vec<usize> = kth.elements().filter_map(|k| usize::try_from(k).ok()).filter(|&k| k < length).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// Partitions at positions, which increase.
pub(crate) fn select<X, K: Ord>(elements: &mut [X], positions: &[usize], key: impl Fn(&X) -> K + Copy) {
    let Some(&middle) = positions.get(positions.len() / 2) else { return };
    // Halving keeps every selection inside the part that is left for it.
    let (before, _, behind) = elements.select_nth_unstable_by_key(middle, key);
    let (lower, upper) = positions.split_at(positions.len() / 2);
    select(before, lower, key);
    let upper: Vec<usize> = upper[1..].iter().map(|position| position - middle - 1).collect();
    select(behind, &upper, key);
}

/// The elements, partitioned at the positions that the second operand lists.
pub struct Partition<T>(PhantomData<T>);

impl<T: Sortable> Operation for Partition<T> {
    const SIGNATURE: &'static str = "(n),(k)->(n)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, T>);

    fn run((x, kth, mut partitioned): Self::Operands<'_>) -> Result<(), Failed> {
        let mut elements = x.to_vec();
        let positions = positions(kth, elements.len());
        select(&mut elements, &positions, |x| x.key());
        partitioned.fill_from(&elements);
        Ok(())
    }
}

/// The indices that partition at the positions that the second operand lists.
pub struct ArgPartition<T>(PhantomData<T>);

impl<T: Sortable> Operation for ArgPartition<T> {
    const SIGNATURE: &'static str = "(n),(k)->(n)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, i64>);

    fn run((x, kth, mut indices): Self::Operands<'_>) -> Result<(), Failed> {
        let mut pairs: Vec<(T::Key, i64)> = x.to_vec().into_iter().zip(0..).map(|(x, index)| (x.key(), index)).collect();
        let positions = positions(kth, pairs.len());
        select(&mut pairs, &positions, |pair| pair.0);
        indices.fill_from(&pairs.into_iter().map(|(_, index)| index).collect::<Vec<_>>());
        Ok(())
    }
}
