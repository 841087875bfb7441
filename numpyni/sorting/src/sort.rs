//! Sorting.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::{Key, Sortable, radix};

/// The elements in order. An unstable sort may exchange equal elements that differ in bits, such as the two zeroes.
pub struct Sort<T, const STABLE: bool>(PhantomData<T>);

impl<T: Sortable, const STABLE: bool> Operation for Sort<T, STABLE> {
    const SIGNATURE: &'static str = "(n)->(n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn run((x, mut sorted): Self::Operands<'_>) -> Result<(), Failed> {
        let mut elements = x.to_vec();
        if !elements.is_sorted_by_key(|x| x.key()) && !radix::sort(&mut elements, T::key) {
            if STABLE && !T::EXACT {
                elements.sort_by_key(|x| x.key());
            } else {
                elements.sort_unstable_by_key(|x| x.key());
            }
        }
        sorted.fill_from(&elements);
        Ok(())
    }
}

/// The indices that sort; equal elements stay in their order.
pub struct ArgSort<T>(PhantomData<T>);

impl<T: Sortable> Operation for ArgSort<T> {
    const SIGNATURE: &'static str = "(n)->(n)";
    type Operands<'a> = (In<'a, T>, Out<'a, i64>);

    fn run((x, mut indices): Self::Operands<'_>) -> Result<(), Failed> {
        let keys: Vec<T::Key> = x.to_vec().into_iter().map(T::key).collect();
        indices.fill_from(&if keys.len() <= u32::MAX as usize { order::<_, u32>(&keys) } else { order::<_, u64>(&keys) });
        Ok(())
    }
}

/// The indices that sort keys, with which they stand in pairs meanwhile.
fn order<K: Key, I: Copy + Ord + TryFrom<usize> + Into<u64>>(keys: &[K]) -> Vec<i64> {
    let mut pairs: Vec<(K, I)> = keys.iter().enumerate().filter_map(|(i, &key)| Some((key, I::try_from(i).ok()?))).collect();
    if !pairs.is_sorted_by_key(|pair| pair.0) && !radix::sort(&mut pairs, |pair| pair.0) {
        pairs.sort_unstable();
    }
    pairs.into_iter().map(|(_, index)| index.into() as i64).collect()
}
