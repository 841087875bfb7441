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

    fn run((x, kth, mut partitioned): Self::Operands<'_>) -> Result<(), Failed> {
        partitioned.fill_from(&T::select(x.to_vec(), &positions(kth, x.len())));
        Ok(())
    }
}

/// The indices that partition at the positions that the second operand lists.
pub struct ArgPartition<T>(PhantomData<T>);

impl<T: Sortable> Operation for ArgPartition<T> {
    const SIGNATURE: &'static str = "(n),(k)->(n)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, i64>);

    fn run((x, kth, mut indices): Self::Operands<'_>) -> Result<(), Failed> {
        let elements = x.to_vec();
        let positions = positions(kth, elements.len());
        let selected = T::select(elements.clone(), &positions);
        let mut keys: Vec<T::Key> = positions.into_iter().map(|position| selected[position].key()).collect();
        keys.dedup();
        indices.fill_from(&by_class(&elements, &keys));
        Ok(())
    }
}

/// The indices in the order of their elements' classes: less than the first of `keys`, equal to it, between it and the second, and so on.
fn by_class<T: Sortable>(elements: &[T], keys: &[T::Key]) -> Vec<i64> {
    let class = |x: T| {
        let key = x.key();
        keys.iter().map(|&bound| usize::from(key >= bound) + usize::from(key > bound)).sum::<usize>()
    };
    let mut places = vec![0; 2 * keys.len() + 2];
    elements.iter().for_each(|&x| places[class(x) + 1] += 1);
    for class in 1..places.len() {
        places[class] += places[class - 1];
    }
    let mut indices = vec![0; elements.len()];
    for (&x, index) in elements.iter().zip(0..) {
        let place: &mut usize = &mut places[class(x)];
        indices[*place] = index;
        *place += 1;
    }
    indices
}

/// The elements at the positions that the second operand lists.
pub struct OrderStatistics<T>(PhantomData<T>);

impl<T: Sortable> Operation for OrderStatistics<T> {
    const SIGNATURE: &'static str = "(n),(k)->(k)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, T>);

    fn run((x, kth, mut statistics): Self::Operands<'_>) -> Result<(), Failed> {
        let selected = T::select(x.to_vec(), &positions(kth, x.len()));
        for (i, k) in kth.elements().enumerate() {
            let statistic = usize::try_from(k).ok().and_then(|k| selected.get(k)).ok_or(Failed)?;
            statistics.set(i, 0, *statistic);
        }
        Ok(())
    }
}
