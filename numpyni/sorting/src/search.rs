//! Search in a sorted vector.

use std::hint::select_unpredictable;
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
        let found = if x.len() > sorted.len() / 8 {
            let keys: Vec<T::Key> = sorted.to_vec().into_iter().map(T::key).collect();
            search_all::<T, RIGHT>(keys.len(), |place| keys[place], &x.to_vec())
        } else {
            search_all::<T, RIGHT>(sorted.len(), |place| sorted.get(place, 0).key(), &x.to_vec())
        };
        places.fill_from(&found);
        Ok(())
    }
}

fn search_all<T: Sortable, const RIGHT: bool>(length: usize, sorted: impl Fn(usize) -> T::Key, x: &[T]) -> Vec<i64> {
    let (groups, rest) = x.as_chunks::<TOGETHER>();
    let groups = groups.iter().flat_map(|x| search::<T, RIGHT, TOGETHER>(length, &sorted, x));
    groups.chain(rest.iter().flat_map(|&x| search::<T, RIGHT, 1>(length, &sorted, &[x]))).collect()
}

/// Halves the vector for `N` elements at once, without a branch that depends on any.
#[inline(always)]
fn search<T: Sortable, const RIGHT: bool, const N: usize>(length: usize, sorted: impl Fn(usize) -> T::Key, x: &[T; N]) -> [i64; N] {
    let keys = x.map(T::key);
    let before = |place: usize, key: T::Key| if RIGHT { sorted(place) <= key } else { sorted(place) < key };
    let (mut found, mut rest) = ([0; N], length);
    while rest > 1 {
        let half = rest / 2;
        for (found, &key) in found.iter_mut().zip(&keys) {
            *found = select_unpredictable(before(*found + half - 1, key), *found + half, *found);
        }
        rest -= half;
    }
    std::array::from_fn(|k| found[k] as i64 + i64::from(rest > 0 && before(found[k], keys[k])))
}
