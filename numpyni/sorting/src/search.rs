//! Search in a sorted vector.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;

/// How many elements are looked for side by side, so that they wait for memory together.
const TOGETHER: usize = 16;

/// Where elements would stand in a sorted vector: before their equals, or behind them.
pub struct SearchSorted<T, const RIGHT: bool>(PhantomData<T>);

impl<T: Sortable, const RIGHT: bool> Operation for SearchSorted<T, RIGHT> {
    const SIGNATURE: &'static str = "(n),(m)->(m)";
    type Operands<'a> = (In<'a, T>, In<'a, T>, Out<'a, i64>);

    fn run((sorted, x, mut places): Self::Operands<'_>) -> Result<(), Failed> {
        let whole = x.len() / TOGETHER * TOGETHER;
        for start in (0..whole).step_by(TOGETHER) {
            search::<T, RIGHT, TOGETHER>(sorted, x, &mut places, start);
        }
        (whole..x.len()).for_each(|i| search::<T, RIGHT, 1>(sorted, x, &mut places, i));
        Ok(())
    }
}

/// Halves the vector for `N` elements at once, without a branch that depends on any.
fn search<T: Sortable, const RIGHT: bool, const N: usize>(sorted: In<'_, T>, x: In<'_, T>, places: &mut Out<'_, i64>, start: usize) {
    let keys: [T::Key; N] = std::array::from_fn(|k| x.get(start + k, 0).key());
    let before = |place: usize, key: T::Key| {
        let found = sorted.get(place, 0).key();
        if RIGHT { found <= key } else { found < key }
    };
    let (mut found, mut length) = ([0; N], sorted.len());
    while length > 1 {
        let half = length / 2;
        for (found, &key) in found.iter_mut().zip(&keys) {
            *found += if before(*found + half - 1, key) { half } else { 0 };
        }
        length -= half;
    }
    for (k, (found, &key)) in found.into_iter().zip(&keys).enumerate() {
        places.set(start + k, 0, found as i64 + i64::from(length > 0 && before(found, key)));
    }
}
