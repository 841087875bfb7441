//! Beside sorts and selections of the standard library: every level, length and kind of order.

use kernels::{Bool, Level, bf16, f16};
use numpyni_gufunc::{Operation, entry};

use crate::key::Worded;
use crate::quick::Word;
use crate::search::SearchSorted;
use crate::select::{ArgPartition, OrderStatistics, Partition};
use crate::sort::{ArgSort, Sort};

const LENGTHS: [usize; 9] = [255, 256, 257, 511, 513, 1000, 4097, 20_000, 100_003];

fn lengths() -> impl Iterator<Item = usize> {
    (1..200).chain(LENGTHS)
}

fn random(i: usize) -> u64 {
    let x = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ x >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ x >> 32
}

/// Bits in different orders: random, few values, rising, falling, all alike, in waves, with the ends of the range.
fn orders(n: usize) -> [Vec<u64>; 7] {
    let of = |bits: fn(usize, usize) -> u64| (0..n).map(|i| bits(i, n)).collect();
    [
        of(|i, _| random(i)),
        of(|i, _| random(i) % 5),
        of(|i, _| i as u64),
        of(|i, n| (n - i) as u64),
        of(|_, _| 7),
        of(|i, _| (i % 37) as u64),
        of(|i, _| [0, u64::MAX, 1 << 63, (1 << 63) - 1, random(i), 1 << 31, (1 << 31) - 1][(random(i) >> 40) as usize % 7]),
    ]
}

fn sorts_words<W: Word + std::fmt::Debug>(from: fn(u64) -> W) {
    for level in Level::available() {
        for words in lengths().flat_map(orders) {
            let words: Vec<W> = words.into_iter().map(from).collect();
            let (mut expected, mut sorted) = (words.clone(), words.clone());
            expected.sort_unstable();
            W::sort_words(level, &mut sorted, &mut words.clone());
            assert_eq!(sorted, expected, "{} words at {}", words.len(), level.name());
            let n = words.len();
            for place in [0, n / 3, n / 2, n - 1] {
                let mut selected = words.clone();
                W::select_word(level, &mut selected, &mut words.clone(), place);
                assert_eq!(selected[place], expected[place], "{place} of {n} at {}", level.name());
                assert!(selected[..place].iter().all(|&word| word <= selected[place]));
                assert!(selected[place..].iter().all(|&word| word >= selected[place]));
                selected.sort_unstable();
                assert!(selected == expected, "the same words as before");
            }
        }
    }
}

/// The word at a place, and the words divided by it, each of which stands with some bits turned.
fn divides_words<W: Word + std::fmt::Debug>(from: fn(u64) -> W) {
    for level in Level::available() {
        for words in [2048, 2055, 4097, 70_001].into_iter().flat_map(orders) {
            let words: Vec<W> = words.into_iter().map(from).collect();
            let (mut expected, n) = (words.clone(), words.len());
            expected.sort_unstable();
            for turn in [W::zeroed(), W::MIN] {
                let turned: Vec<W> = words.iter().map(|&word| word ^ turn).collect();
                for place in [0, n / 3, n - 1] {
                    let Some(nth) = W::nth(level, &turned, turn, &mut words.clone(), place) else { continue };
                    let (less, above) = (nth.less, nth.less + nth.equal);
                    assert!(nth.word == expected[place] && nth.is_at(place), "{place} of {n} at {}", level.name());
                    let mut divided = vec![W::zeroed(); n];
                    W::divide_words(level, &turned, turn, nth.word, &mut divided, [0, less, above]);
                    divided.iter_mut().for_each(|word| *word = *word ^ turn);
                    assert!(divided[..less].iter().all(|&word| word < nth.word));
                    assert!(divided[less..above].iter().all(|&word| word == nth.word));
                    assert!(divided[above..].iter().all(|&word| word > nth.word));
                    divided.sort_unstable();
                    assert!(divided == expected, "the same words as before");
                }
            }
        }
    }
}

#[test]
fn words_are_divided_at_every_level() {
    divides_words(|bits| bits as i32);
    divides_words(|bits| bits as i64);
}

#[test]
fn words_of_32_bits_are_sorted_at_every_level() {
    sorts_words(|bits| bits as i32);
}

#[test]
fn words_of_64_bits_are_sorted_at_every_level() {
    sorts_words(|bits| bits as i64);
}

/// Calls an operation for one core; each operand is its elements, `lengths` those of the signature's dimensions.
fn call<O: Operation>(operands: &[(*const u8, usize)], lengths: &[usize]) {
    let args: Vec<*mut u8> = operands.iter().map(|operand| operand.0.cast_mut()).collect();
    let dimensions: Vec<isize> = [1].into_iter().chain(lengths.iter().map(|&n| n as isize)).collect();
    let steps: Vec<isize> = args.iter().map(|_| 0).chain(operands.iter().map(|operand| operand.1 as isize)).collect();
    // SAFETY: the callers hand over operands of the operation's types and of these lengths.
    unsafe { (entry::<O>().code)(args.as_ptr(), dimensions.as_ptr(), steps.as_ptr(), std::ptr::null_mut()) };
}

fn operand<T>(x: &[T]) -> (*const u8, usize) {
    (x.as_ptr().cast(), size_of::<T>())
}

/// What an operation of one vector writes.
fn of_vector<O: Operation, T: Copy, R: Copy>(x: &[T], start: R) -> Vec<R> {
    let mut result = vec![start; x.len()];
    call::<O>(&[operand(x), (result.as_mut_ptr().cast_const().cast(), size_of::<R>())], &[x.len()]);
    result
}

/// What an operation of a vector and positions writes.
fn at_positions<O: Operation, T: Copy, R: Copy>(x: &[T], positions: &[i64], start: R, n: usize) -> Vec<R> {
    let mut result = vec![start; n];
    let out = (result.as_mut_ptr().cast_const().cast(), size_of::<R>());
    call::<O>(&[operand(x), operand(positions), out], &[x.len(), positions.len()]);
    result
}

/// Elements, by their bits (but for the sign of NaN).
fn same<T: Worded>(x1: &[T], x2: &[T]) -> bool {
    x1.iter().map(|x| x.word()).eq(x2.iter().map(|x| x.word()))
}

fn keys<T: Worded>(x: impl IntoIterator<Item = T>) -> Vec<u64> {
    x.into_iter().map(|x| x.key().into()).collect()
}

fn sorts_elements<T: Worded>(from: fn(u64) -> T) {
    for bits in [1, 2, 10, 17, 100, 300, 5000, 70_000].into_iter().flat_map(orders) {
        let x: Vec<T> = bits.into_iter().map(from).collect();
        let n = x.len();
        let mut sorted = x.clone();
        sorted.sort_by_key(|x| x.key());
        assert!(same(&of_vector::<Sort<T, true>, _, _>(&x, x[0]), &sorted), "{}, stable", T::NAME);
        assert_eq!(keys(of_vector::<Sort<T, false>, _, _>(&x, x[0])), keys(sorted.clone()), "{}", T::NAME);
        let mut order: Vec<i64> = (0..n as i64).collect();
        order.sort_by_key(|&i| x[i as usize].key());
        assert_eq!(of_vector::<ArgSort<T>, _, _>(&x, 0i64), order, "{}", T::NAME);
        for positions in [vec![0], vec![n / 3], vec![n - 1], vec![n / 2, 0, n - 1]] {
            let kth: Vec<i64> = positions.iter().map(|&place| place as i64).collect();
            let found = at_positions::<OrderStatistics<T>, _, _>(&x, &kth, x[0], kth.len());
            assert_eq!(keys(found), keys(positions.iter().map(|&place| sorted[place])), "{}", T::NAME);
            let partitioned = at_positions::<Partition<T>, _, _>(&x, &kth, x[0], n);
            let indices = at_positions::<ArgPartition<T>, _, _>(&x, &kth, 0i64, n);
            for partitioned in [partitioned, indices.into_iter().map(|i| x[i as usize]).collect()] {
                let mut partitioned = keys(partitioned);
                for &place in &positions {
                    assert!(partitioned[..place].iter().all(|&key| key <= partitioned[place]), "{}", T::NAME);
                    assert!(partitioned[place..].iter().all(|&key| key >= partitioned[place]), "{}", T::NAME);
                }
                partitioned.sort_unstable();
                assert_eq!(partitioned, keys(sorted.clone()), "{}", T::NAME);
            }
        }
        for count in [n, n / 20] {
            let places = |right: bool| {
                x[..count].iter().map(|x| sorted.partition_point(|y| y.key() < x.key() || right && y.key() == x.key()) as i64).collect::<Vec<_>>()
            };
            let mut found = vec![0i64; count];
            let out = (found.as_mut_ptr().cast_const().cast(), 8);
            call::<SearchSorted<T, false>>(&[operand(&sorted), operand(&x[..count]), out], &[n, count]);
            assert_eq!(found, places(false), "{}", T::NAME);
            call::<SearchSorted<T, true>>(&[operand(&sorted), operand(&x[..count]), out], &[n, count]);
            assert_eq!(found, places(true), "{}", T::NAME);
        }
    }
}

#[test]
fn elements_of_every_type_are_sorted_in_numpys_order() {
    sorts_elements(|bits| Bool::new(bits % 2 == 1));
    sorts_elements(|bits| bits as i8);
    sorts_elements(|bits| bits as u8);
    sorts_elements(|bits| bits as i16);
    sorts_elements(|bits| bits as u16);
    sorts_elements(|bits| bits as i32);
    sorts_elements(|bits| bits as u32);
    sorts_elements(|bits| bits as i64);
    sorts_elements(|bits| bits);
    sorts_elements(|bits| f16::from_bits(bits as u16));
    sorts_elements(|bits| bf16::from_bits(bits as u16));
    sorts_elements(|bits| f32::from_bits(bits as u32));
    sorts_elements(f64::from_bits);
    // Zeroes of both signs, infinities, NaN, among few other values.
    sorts_elements(|bits| [0.0, -0.0, f64::INFINITY, -f64::INFINITY, f64::NAN, -f64::NAN, 1.5, -1.5][bits as usize % 8]);
    sorts_elements(|bits| [0.0, -0.0, f32::INFINITY, -f32::INFINITY, f32::NAN, -f32::NAN, 1.5, -1.5][bits as usize % 8]);
}
