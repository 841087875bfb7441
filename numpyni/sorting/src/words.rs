//! Sorting and selection of elements that a word stands for.

use bytemuck::{Pod, Zeroable, cast_slice, cast_slice_mut};
use kernels::Level;
use numpyni_gufunc::level::{self, Work};
use numpyni_gufunc::{In, Out};

use crate::key::Worded;
use crate::nth::Nth;
use crate::quick::Word;
use crate::room;
use crate::search::search_all;
use crate::select::at_each;

/// The most different values that are counted instead of sorted.
const COUNTED: u64 = 1 << 16;

/// Finds the least and the greatest.
struct Extent<'a, K>(&'a [K], &'a mut (K, K));

impl<K: Copy + Ord> Work for Extent<'_, K> {
    #[inline(always)]
    unsafe fn run(self) {
        *self.1 = self.0.iter().fold(*self.1, |(least, greatest), &key| (least.min(key), greatest.max(key)));
    }
}

/// The least, and how far it is to the greatest.
fn extent<K: Copy + Ord>(keys: &[K], distance: impl Fn(K, K) -> u64) -> (K, u64) {
    let mut found = (keys[0], keys[0]);
    // SAFETY: the loop is safe.
    unsafe { level::run(Extent(keys, &mut found)) };
    (found.0, distance(found.1, found.0))
}

/// Whether counting `n` keys with at most this distance between them is faster than comparing.
fn countable(distance: u64, n: usize) -> bool {
    distance < COUNTED && distance < n as u64
}

/// The elements, in memory for words.
fn elements<'a, T: Worded, W: Pod>(x: In<'_, T>, room: &'a mut [W]) -> &'a mut [T] {
    let elements = &mut cast_slice_mut(room)[..x.len()];
    x.copy_to(elements);
    elements
}

/// Writes words as elements.
struct Write<'a, 'b, T: Worded>(&'a [T::Word], &'a mut Out<'b, T>);

impl<T: Worded> Work for Write<'_, '_, T> {
    #[inline(always)]
    unsafe fn run(self) {
        self.1.map_from(self.0, T::from_word);
    }
}

fn write<T: Worded>(words: &[T::Word], out: &mut Out<'_, T>) {
    // SAFETY: the loop is safe.
    unsafe { level::run(Write(words, out)) };
}

/// Writes what stands for elements.
struct Load<'a, T, W, F>(In<'a, T>, &'a mut [W], F);

impl<T: Worded, W, F: Fn(T) -> W> Work for Load<'_, T, W, F> {
    #[inline(always)]
    unsafe fn run(self) {
        self.0.map_to(self.1, self.2);
    }
}

fn load<T: Worded>(x: In<'_, T>, words: &mut [T::Word]) {
    // SAFETY: the loop is safe.
    unsafe { level::run(Load(x, words, T::word)) };
}

fn load_keys<T: Worded>(x: In<'_, T>, keys: &mut [T::Key]) {
    // SAFETY: the loop is safe.
    unsafe { level::run(Load(x, keys, T::key)) };
}

pub(crate) fn sort<T: Worded, const STABLE: bool>(x: In<'_, T>, mut sorted: Out<'_, T>) {
    room::with(x.len(), |[words, scratch]: [&mut [T::Word]; 2]| {
        load(x, words);
        if words.is_sorted() {
            return sorted.fill_from(elements(x, scratch));
        }
        // Words tell elements apart that are equal but differ in bits: where order matters, those return in theirs.
        let mut alike: Vec<T> = if STABLE { elements(x, scratch).iter().copied().filter(|x| x.has_like()).collect() } else { Vec::new() };
        // Most that are not countable have two that are too far apart.
        let near = |some: &[T::Word]| Some(extent(some, T::Word::distance)).filter(|&(_, distance)| countable(distance, words.len()));
        if let Some((least, distance)) = near(&[words[0], words[words.len() / 2]]).and_then(|_| near(words)) {
            count(words, least, distance as usize + 1);
        } else {
            T::Word::sort_words(Level::current(), words, scratch);
        }
        alike.sort_by_key(|x| x.key());
        write(words, &mut sorted);
        for equal in alike.chunk_by(|x1, x2| x1.key() == x2.key()) {
            let start = words.partition_point(|&word| T::from_word(word).key() < equal[0].key());
            equal.iter().zip(start..).for_each(|(&x, place)| sorted.set(place, 0, x));
        }
    });
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

fn select_words<W: Word>(words: &mut [W], scratch: &mut [W], positions: &[usize]) {
    let level = Level::current();
    at_each(words, scratch, positions, &|words, scratch, place| W::select_word(level, words, scratch, place));
}

/// The word at the position, if there is one alone and it is found in one go; and where the words below it, its like and those above begin. The
/// words have the bits of `turn` turned.
fn one<T: Worded>(words: &[T::Word], turn: T::Word, scratch: &mut [T::Word], positions: &[usize]) -> Option<(Nth<T::Word>, [usize; 3])> {
    let &[position] = positions else { return None };
    let nth = T::Word::nth(Level::current(), words, turn, scratch, position)?;
    Some((nth, [0, nth.less, nth.less + nth.equal]))
}

/// Partitions words, each of which has the bits of `turn` turned, at one position; None where that is not done in one go.
fn divide<T: Worded>(words: &[T::Word], turn: T::Word, scratch: &mut [T::Word], positions: &[usize], to: Option<&mut [T::Word]>) -> Option<()> {
    let (nth, places) = one::<T>(words, turn, scratch, positions)?;
    T::Word::divide_words(Level::current(), words, turn, nth.word, to.unwrap_or(scratch), places);
    Some(())
}

pub(crate) fn partition<T: Worded>(x: In<'_, T>, positions: &[usize], mut partitioned: Out<'_, T>) {
    // What is a word as it stands goes from one array to the other.
    let mut tried = false;
    if let (Some(turn), Some((x, to))) = (T::TURN, partitioned.beside(&x)) {
        tried = true;
        let done = room::with(x.len(), |[scratch]| divide::<T>(cast_slice(x), turn, scratch, positions, Some(cast_slice_mut(to))));
        if done.is_some() {
            return;
        }
    }
    room::with(x.len(), |[words, scratch]: [&mut [T::Word]; 2]| {
        load(x, words);
        if !tried && divide::<T>(words, T::Word::zeroed(), scratch, positions, None).is_some() {
            return write(scratch, &mut partitioned);
        }
        select_words(words, scratch, positions);
        write(words, &mut partitioned);
    });
}

/// Positions for which a pass each costs less than to select.
const FEW: usize = 2;

/// The words at a few positions, if each is found in one go; they have the bits of `turn` turned.
fn few<W: Word>(words: &[W], turn: W, scratch: &mut [W], positions: &[usize]) -> Option<Vec<W>> {
    if positions.len() > FEW {
        return None;
    }
    let mut last: Option<Nth<W>> = None;
    let mut at = |&position: &usize| {
        if !last.is_some_and(|nth| nth.is_at(position)) {
            last = W::nth(Level::current(), words, turn, scratch, position);
        }
        last.map(|nth| nth.word)
    };
    positions.iter().map(&mut at).collect()
}

pub(crate) fn statistics<T: Worded>(x: In<'_, T>, positions: &[usize]) -> Vec<T> {
    let elements = |words: Vec<T::Word>| words.into_iter().map(T::from_word).collect();
    let in_place = T::TURN.zip(x.as_slice());
    if let Some((turn, words)) = in_place
        && let Some(found) = room::with(x.len(), |[scratch]| few(cast_slice(words), turn, scratch, positions))
    {
        return elements(found);
    }
    room::with(x.len(), |[words, scratch]: [&mut [T::Word]; 2]| {
        load(x, words);
        if in_place.is_none()
            && let Some(found) = few(words, T::Word::zeroed(), scratch, positions)
        {
            return elements(found);
        }
        select_words(words, scratch, positions);
        elements(positions.iter().map(|&position| words[position]).collect())
    })
}

pub(crate) fn arg_partition<T: Worded>(x: In<'_, T>, positions: &[usize], mut indices: Out<'_, i64>) {
    let &[position] = positions else { return order(x, indices) };
    room::with(x.len(), |[words, indices_room, selected, scratch]: [&mut [i64]; 4]| {
        let n = words.len();
        let words = &mut cast_slice_mut::<_, T::Word>(words)[..n];
        let selected = &mut cast_slice_mut::<_, T::Word>(selected)[..n];
        let scratch = &mut cast_slice_mut::<_, T::Word>(scratch)[..n];
        load(x, words);
        if let Some((nth, places)) = one::<T>(words, T::Word::zeroed(), scratch, positions) {
            T::Word::divide_indices(Level::current(), words, nth.word, indices_room, places);
            return indices.fill_from(indices_room);
        }
        selected.copy_from_slice(words);
        select_words(selected, scratch, positions);
        let bound = selected[position];
        let equal: usize = selected[..position].iter().map(|&word| usize::from(word < bound)).sum();
        let greater = n - selected[position..].iter().map(|&word| usize::from(word > bound)).sum::<usize>();
        T::Word::divide_indices(Level::current(), words, bound, indices_room, [0, equal, greater]);
        indices.fill_from(indices_room);
    });
}

pub(crate) fn order<T: Worded>(x: In<'_, T>, mut indices: Out<'_, i64>) {
    room::with(x.len(), |[keys, packed, scratch]: [&mut [u64]; 3]| {
        let keys = &mut cast_slice_mut::<_, T::Key>(keys)[..x.len()];
        load_keys(x, keys);
        order_keys(keys, cast_slice_mut(packed), cast_slice_mut(scratch));
        indices.fill_from(cast_slice(packed));
    });
}

/// Writes the indices that sort keys to `packed`.
fn order_keys<K: Copy + Ord + Into<u64>>(keys: &[K], packed: &mut [i64], scratch: &mut [i64]) {
    let numbered = packed.iter_mut().zip(0..);
    if keys.is_sorted() {
        return numbered.for_each(|(packed, index)| *packed = index);
    }
    let (least, distance) = extent(keys, |key, least| key.into() - least.into());
    let least = least.into();
    if countable(distance, keys.len()) {
        return order_by_count(keys, least, distance as usize + 1, packed);
    }
    // A word holds as much of a key as fits before the index.
    let places = usize::BITS - (keys.len() - 1).leading_zeros();
    let shift = (u64::BITS - distance.leading_zeros() + places).saturating_sub(i64::BITS - 1);
    numbered.zip(keys).for_each(|((packed, index), &key)| *packed = (((key.into() - least) >> shift) << places) as i64 | index);
    i64::sort_words(Level::current(), packed, scratch);
    let index = |packed: i64| packed & ((1 << places) - 1);
    if shift > 0 {
        for run in packed.chunk_by_mut(|x1, x2| x1 >> places == x2 >> places).filter(|run| run.len() > 1) {
            let key = |&packed: &i64| (keys[index(packed) as usize], packed);
            if !run.is_sorted_by_key(key) {
                run.sort_unstable_by_key(key);
            }
        }
    }
    packed.iter_mut().for_each(|packed| *packed = index(*packed));
}

/// As [`order_keys`], of keys between the least and some values more, by counting how many come before each value.
fn order_by_count<K: Copy + Into<u64>>(keys: &[K], least: u64, values: usize, order: &mut [i64]) {
    let mut places = vec![0; values + 1];
    keys.iter().for_each(|&key| places[(key.into() - least) as usize + 1] += 1);
    for value in 1..values {
        places[value] += places[value - 1];
    }
    for (&key, index) in keys.iter().zip(0..) {
        let place: &mut usize = &mut places[(key.into() - least) as usize];
        order[*place] = index;
        *place += 1;
    }
}

pub(crate) fn search<T: Worded, const RIGHT: bool>(sorted: In<'_, T>, x: In<'_, T>, places: Out<'_, i64>) {
    let n = sorted.len();
    if x.len() < n / 8 {
        return search_all::<T, RIGHT>(n, |place| sorted.get(place, 0).key(), x, places);
    }
    room::with(n, |[keys]: [&mut [T::Key]; 1]| {
        load_keys(sorted, keys);
        // SAFETY: a search asks for places below the length.
        search_all::<T, RIGHT>(n, |place| unsafe { *keys.get_unchecked(place) }, x, places);
    });
}
