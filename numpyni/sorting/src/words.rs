//! Sorting and selection of elements that a word stands for.

use kernels::Level;

use crate::key::Worded;
use crate::quick::Word;
use crate::select::at_each;

/// The most different values that are counted instead of sorted.
const COUNTED: u64 = 1 << 16;

/// The least, and how many values are from it to the greatest.
fn extent<K: Copy + Ord>(keys: &[K], distance: impl Fn(K, K) -> u64) -> (K, u64) {
    let (least, greatest) = keys.iter().fold((keys[0], keys[0]), |(least, greatest), &key| (least.min(key), greatest.max(key)));
    (least, distance(greatest, least))
}

/// Whether counting `n` keys with at most this distance between them is faster than comparing.
fn countable(distance: u64, n: usize) -> bool {
    distance < COUNTED && distance < n as u64
}

pub(crate) fn sort<T: Worded, const STABLE: bool>(elements: Vec<T>) -> Vec<T> {
    if elements.is_sorted_by_key(|x| x.key()) {
        return elements;
    }
    // Words tell elements apart that are equal but differ in bits: where order matters, those return in theirs.
    let mut alike: Vec<T> = if STABLE { elements.iter().copied().filter(|x| x.has_like()).collect() } else { Vec::new() };
    let mut words: Vec<T::Word> = elements.into_iter().map(T::word).collect();
    let (least, distance) = extent(&words, T::Word::distance);
    if countable(distance, words.len()) {
        count(&mut words, least, distance as usize + 1);
    } else {
        T::Word::sort_words(Level::current(), &mut words);
    }
    let mut sorted: Vec<T> = words.into_iter().map(T::from_word).collect();
    alike.sort_by_key(|x| x.key());
    for equal in alike.chunk_by(|x1, x2| x1.key() == x2.key()) {
        let start = sorted.partition_point(|x| x.key() < equal[0].key());
        sorted[start..start + equal.len()].copy_from_slice(equal);
    }
    sorted
}

/// Sorts words by counting how often each from the least on occurs.
fn count<W: Word>(words: &mut [W], least: W, values: usize) {
    let mut counts = vec![0usize; values];
    words.iter().for_each(|word| counts[word.distance(least) as usize] += 1);
    let mut rest = words;
    for (distance, count) in counts.into_iter().enumerate() {
        let (equal, behind) = rest.split_at_mut(count);
        equal.fill(least.beyond(distance as u64));
        rest = behind;
    }
}

pub(crate) fn select<T: Worded>(elements: Vec<T>, positions: &[usize]) -> Vec<T> {
    let mut words: Vec<T::Word> = elements.into_iter().map(T::word).collect();
    let (mut scratch, level) = (words.clone(), Level::current());
    at_each(&mut words, &mut scratch, positions, &|words, scratch, place| T::Word::select_word(level, words, scratch, place));
    words.into_iter().map(T::from_word).collect()
}

pub(crate) fn order<T: Worded>(elements: &[T]) -> Vec<i64> {
    let keys: Vec<u64> = elements.iter().map(|x| x.key().into()).collect();
    if keys.is_sorted() {
        return (0..keys.len() as i64).collect();
    }
    let (least, distance) = extent(&keys, |key, least| key - least);
    if countable(distance, keys.len()) {
        return order_by_count(&keys, least, distance as usize + 1);
    }
    // A word holds as much of a key as fits before the index.
    let places = usize::BITS - (keys.len() - 1).leading_zeros();
    let shift = (u64::BITS - distance.leading_zeros() + places).saturating_sub(i64::BITS - 1);
    let mut packed: Vec<i64> = keys.iter().zip(0..).map(|(key, index)| ((((key - least) >> shift) << places) as i64) | index).collect();
    i64::sort_words(Level::current(), &mut packed);
    let index = |packed: i64| packed & ((1 << places) - 1);
    if shift > 0 {
        for run in packed.chunk_by_mut(|x1, x2| x1 >> places == x2 >> places) {
            let key = |&packed: &i64| (keys[index(packed) as usize], packed);
            if !run.is_sorted_by_key(key) {
                run.sort_unstable_by_key(key);
            }
        }
    }
    packed.into_iter().map(index).collect()
}

/// The indices that sort keys between the least and some values more, by counting how many come before each value.
fn order_by_count(keys: &[u64], least: u64, values: usize) -> Vec<i64> {
    let mut places = vec![0; values + 1];
    keys.iter().for_each(|key| places[(key - least) as usize + 1] += 1);
    for value in 1..values {
        places[value] += places[value - 1];
    }
    let mut order = vec![0; keys.len()];
    for (key, index) in keys.iter().zip(0..) {
        let place: &mut usize = &mut places[(key - least) as usize];
        order[*place] = index;
        *place += 1;
    }
    order
}
