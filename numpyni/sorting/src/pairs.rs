//! Sorting and selection of complex numbers, which no word stands for.

use crate::Sortable;
use crate::select::at_each;

pub(crate) fn sort<T: Sortable, const STABLE: bool>(mut elements: Vec<T>) -> Vec<T> {
    if STABLE {
        elements.sort_by_key(|x| x.key());
    } else {
        elements.sort_unstable_by_key(|x| x.key());
    }
    elements
}

pub(crate) fn select<T: Sortable>(mut elements: Vec<T>, positions: &[usize]) -> Vec<T> {
    at_each(&mut elements, &mut [], positions, &|elements, _, place| drop(elements.select_nth_unstable_by_key(place, |x| x.key())));
    elements
}

pub(crate) fn order<T: Sortable>(elements: &[T]) -> Vec<i64> {
    let mut pairs: Vec<(T::Key, i64)> = elements.iter().map(|x| x.key()).zip(0..).collect();
    if !pairs.is_sorted_by_key(|pair| pair.0) {
        pairs.sort_unstable();
    }
    pairs.into_iter().map(|(_, index)| index).collect()
}
