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

    fn run((sorted, x, places): Self::Operands<'_>) -> Result<(), Failed> {
        T::search::<RIGHT>(sorted, x, places);
        Ok(())
    }
}

/// Writes for each element of `x` how many of `length` sorted keys come before it.
#[inline(always)]
pub(crate) fn search_all<T: Sortable, const RIGHT: bool>(length: usize, sorted: impl Fn(usize) -> T::Key, x: In<'_, T>, mut places: Out<'_, i64>) {
    let whole = x.len() / TOGETHER * TOGETHER;
    for start in (0..whole).step_by(TOGETHER) {
        search::<T, RIGHT, TOGETHER>(length, &sorted, x, &mut places, start);
    }
    (whole..x.len()).for_each(|i| search::<T, RIGHT, 1>(length, &sorted, x, &mut places, i));
}

/// Halves the vector for `N` elements at once, without a branch that depends on any.
#[inline(always)]
fn search<T: Sortable, const RIGHT: bool, const N: usize>(
    length: usize,
    sorted: impl Fn(usize) -> T::Key,
    x: In<'_, T>,
    places: &mut Out<'_, i64>,
    start: usize,
) {
    let keys: [T::Key; N] = std::array::from_fn(|k| x.get(start + k, 0).key());
    let before = |place: usize, key: T::Key| if RIGHT { sorted(place) <= key } else { sorted(place) < key };
    let (mut found, mut rest) = ([0; N], length);
    while rest > 1 {
        let half = rest / 2;
        for (found, &key) in found.iter_mut().zip(&keys) {
            *found = select_unpredictable(before(*found + half - 1, key), *found + half, *found);
        }
        rest -= half;
    }
    for (k, (found, &key)) in found.into_iter().zip(&keys).enumerate() {
        places.set(start + k, 0, found as i64 + i64::from(rest > 0 && before(found, key)));
    }
}
