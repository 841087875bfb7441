//! Sorting and selection of complex numbers, which no word stands for.

use numpyni_gufunc::{In, Out};

use crate::Sortable;
use crate::search::search_all;
use crate::select::at_each;

/// Elements that are sorted as they are.
const FEW: usize = 16;

/// A type whose elements, but for some, are whole numbers in NumPy's order.
pub(crate) trait Packed: Sortable {
    /// The number.
    type Number: Copy;
    /// The number of an element; None with NaN or a negative zero, whose bits differ from those of its equals.
    fn pack(self) -> Option<Self::Number>;
    /// The element of a number.
    fn unpack(number: Self::Number) -> Self;
    /// Sorts numbers; there is as much room in `scratch`.
    fn sort_numbers(numbers: &mut [Self::Number], scratch: &mut [Self::Number]);
}

pub(crate) fn sort<T: Packed, const STABLE: bool>(x: In<'_, T>, mut sorted: Out<'_, T>) {
    let mut elements = x.to_vec();
    let numbers = || elements.iter().map(|x| x.pack()).collect::<Option<Vec<_>>>();
    if elements.len() > FEW
        && let Some(mut numbers) = numbers()
    {
        let mut scratch = numbers.clone();
        T::sort_numbers(&mut numbers, &mut scratch);
        return sorted.map_from(&numbers, T::unpack);
    }
    if STABLE {
        elements.sort_by_key(|x| x.key());
    } else {
        elements.sort_unstable_by_key(|x| x.key());
    }
    sorted.fill_from(&elements);
}

fn selected<T: Sortable>(x: In<'_, T>, positions: &[usize]) -> Vec<T> {
    let mut elements = x.to_vec();
    at_each(&mut elements, &mut [], positions, &|elements, _, place| {
        elements.select_nth_unstable_by_key(place, |x| x.key());
    });
    elements
}

pub(crate) fn partition<T: Sortable>(x: In<'_, T>, positions: &[usize], mut partitioned: Out<'_, T>) {
    partitioned.fill_from(&selected(x, positions));
}

pub(crate) fn statistics<T: Sortable>(x: In<'_, T>, positions: &[usize]) -> Vec<T> {
    let selected = selected(x, positions);
    positions.iter().map(|&position| selected[position]).collect()
}

pub(crate) fn order<T: Sortable>(x: In<'_, T>, mut indices: Out<'_, i64>) {
    let mut pairs: Vec<(T::Key, i64)> = x.elements().map(|x| x.key()).zip(0..).collect();
    if !pairs.is_sorted_by_key(|pair| pair.0) {
        pairs.sort_unstable();
    }
    indices.fill_from(&pairs.into_iter().map(|(_, index)| index).collect::<Vec<_>>());
}

pub(crate) fn search<T: Sortable, const RIGHT: bool>(sorted: In<'_, T>, x: In<'_, T>, places: Out<'_, i64>) {
    search_all::<T, RIGHT>(sorted.len(), |place| sorted.get(place, 0).key(), x, places);
}
