//! Selection: the elements at some positions stand where sorting would put them, smaller ones before, larger ones behind.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;

/// Positions in order, each once, inside the length.
fn positions(kth: In<'_, i64>, length: usize) -> Vec<usize> {
    let mut positions: Vec<usize> = kth.elements().filter_map(|k| usize::try_from(k).ok()).filter(|&k| k < length).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// Selects at positions, which increase. `scratch` is as long as `x`, or empty.
pub(crate) fn at_each<X>(x: &mut [X], scratch: &mut [X], positions: &[usize], select: &impl Fn(&mut [X], &mut [X], usize)) {
    let Some(&middle) = positions.get(positions.len() / 2) else { return };
    // Halving keeps every selection inside the part that is left for it.
    select(x, scratch, middle);
    let (lower, upper) = positions.split_at(positions.len() / 2);
    let upper: Vec<usize> = upper[1..].iter().map(|position| position - middle - 1).collect();
    let (before, behind) = x.split_at_mut(middle);
    let (scratch_before, scratch_behind) = scratch.split_at_mut(middle.min(scratch.len()));
    at_each(before, scratch_before, lower, select);
    at_each(&mut behind[1..], scratch_behind.get_mut(1..).unwrap_or_default(), &upper, select);
}

/// The elements, partitioned at the positions that the second operand lists.
pub struct Partition<T>(PhantomData<T>);

impl<T: Sortable> Operation for Partition<T> {
    const SIGNATURE: &'static str = "(n),(k)->(n)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, T>);

    fn run((x, kth, partitioned): Self::Operands<'_>) -> Result<(), Failed> {
        T::partition(x, &positions(kth, x.len()), partitioned);
        Ok(())
    }
}

/// The indices that partition at the positions that the second operand lists.
pub struct ArgPartition<T>(PhantomData<T>);

impl<T: Sortable> Operation for ArgPartition<T> {
    const SIGNATURE: &'static str = "(n),(k)->(n)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, i64>);

    fn run((x, kth, indices): Self::Operands<'_>) -> Result<(), Failed> {
        T::arg_partition(x, &positions(kth, x.len()), indices);
        Ok(())
    }
}

/// The elements at the positions that the second operand lists.
pub struct OrderStatistics<T>(PhantomData<T>);

impl<T: Sortable> Operation for OrderStatistics<T> {
    const SIGNATURE: &'static str = "(n),(k)->(k)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, T>);

    fn run((x, kth, mut statistics): Self::Operands<'_>) -> Result<(), Failed> {
        let positions = positions(kth, x.len());
        let found = T::statistics(x, &positions);
        for (i, k) in kth.elements().enumerate() {
            let place = usize::try_from(k).ok().and_then(|k| positions.binary_search(&k).ok()).ok_or(Failed)?;
            statistics.set(i, 0, found[place]);
        }
        Ok(())
    }
}
