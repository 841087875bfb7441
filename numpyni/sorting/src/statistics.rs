//! Order statistics: the elements that sorting would put at some positions.

use std::marker::PhantomData;

use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::Sortable;
use crate::select::{positions, select};

/// Elements from which a sample tells where to look.
const MANY: usize = 2048;

/// The elements at the positions that the second operand lists.
pub struct OrderStatistics<T>(PhantomData<T>);

impl<T: Sortable> Operation for OrderStatistics<T> {
    const SIGNATURE: &'static str = "(n),(k)->(k)";
    type Operands<'a> = (In<'a, T>, In<'a, i64>, Out<'a, T>);

    fn run((x, kth, mut statistics): Self::Operands<'_>) -> Result<(), Failed> {
        let elements = x.to_vec();
        let positions = positions(kth, elements.len());
        let mut found = Vec::with_capacity(positions.len());
        let mut buffer = elements.clone();
        // Positions close to each other are looked for together: one pass over the elements finds all of them.
        for near in positions.chunk_by(|first, second| second - first <= elements.len() / 64) {
            found.extend(at(&elements, near, &mut buffer));
        }
        for (i, k) in kth.elements().enumerate() {
            let place = usize::try_from(k).ok().and_then(|k| positions.binary_search(&k).ok()).ok_or(Failed)?;
            statistics.set(i, 0, found[place]);
        }
        Ok(())
    }
}

/// The elements at positions, which increase. What `buffer`, of the same length, held before does not matter.
fn at<T: Sortable>(elements: &[T], positions: &[usize], buffer: &mut [T]) -> Vec<T> {
    if positions == [elements.len() - 1] {
        return elements.iter().copied().max_by_key(|x| x.key()).into_iter().collect();
    }
    let (below, inside) = if elements.len() < MANY { (0, 0) } else { bracket(elements, positions, buffer) };
    let fits = positions.iter().all(|&position| (below..below + inside).contains(&position));
    let (below, part) = if fits { (below, &mut buffer[..inside]) } else { (0, buffer) };
    if !fits {
        part.copy_from_slice(elements);
    }
    let positions: Vec<usize> = positions.iter().map(|position| position - below).collect();
    select(part, &positions, |x| x.key());
    positions.into_iter().map(|position| part[position]).collect()
}

/// Writes the elements between two of a sample into `buffer`, and says how many are below them and how many these are. The sample's two
/// are so far from the positions' share of it that what stands there is most likely between them (Floyd and Rivest 1975).
fn bracket<T: Sortable>(elements: &[T], positions: &[usize], buffer: &mut [T]) -> (usize, usize) {
    let n = elements.len();
    let size = (n as f64).powf(2.0 / 3.0) as usize;
    let margin = (1.5 * (size as f64).sqrt()) as usize;
    let mut state = n as u64;
    let mut sample: Vec<T::Key> = (0..size)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            elements[((u128::from(state) * n as u128) >> 64) as usize].key()
        })
        .collect();
    sample.sort_unstable();
    let share = |position: usize| (position as u128 * size as u128 / n as u128) as usize;
    let (first, last) = (positions[0], positions[positions.len() - 1]);
    let low = share(first).checked_sub(margin).map(|place| sample[place]);
    let high = sample.get(share(last) + margin).copied();
    let (mut below, mut inside) = (0, 0);
    for &x in elements {
        let key = x.key();
        let under = low.is_some_and(|low| key < low);
        buffer[inside] = x;
        below += usize::from(under);
        inside += usize::from(!under & high.is_none_or(|high| key <= high));
    }
    (below, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(elements: &[f64]) {
        let mut sorted = elements.to_vec();
        sorted.sort_by_key(|x| x.key());
        let n = elements.len();
        for positions in [vec![0], vec![n - 1], vec![(n - 1) / 2, n / 2], vec![n / 3, n / 3 + n / 100], vec![n / 2, n - 1]] {
            let mut positions = positions;
            positions.dedup();
            for near in positions.chunk_by(|first, second| second - first <= n / 64) {
                let found = at(elements, near, &mut elements.to_vec());
                assert!(near.iter().zip(found).all(|(&position, x)| sorted[position].key() == x.key()));
            }
        }
    }

    #[test]
    fn statistics_are_what_sorting_puts_at_the_positions() {
        for n in [1usize, 2, 10, 2047, 2048, 50_000] {
            let scrambled = |i: usize| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as f64;
            check(&(0..n).map(scrambled).collect::<Vec<_>>());
            check(&(0..n).map(|i| (i % 3) as f64).collect::<Vec<_>>());
            check(&(0..n).map(|i| i as f64).collect::<Vec<_>>());
            check(&vec![0.0; n]);
            check(&(0..n).map(|i| if i % 5 == 0 { f64::NAN } else { -(i as f64) }).collect::<Vec<_>>());
        }
    }
}
