//! Beside sorts and selections of the standard library: every level, length and kind of order.

use kernels::{Bool, Level, bf16, f16};

use crate::key::Worded;
use crate::quick::Word;

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
            W::sort_words(level, &mut sorted);
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

#[test]
fn words_of_32_bits_are_sorted_at_every_level() {
    sorts_words(|bits| bits as i32);
}

#[test]
fn words_of_64_bits_are_sorted_at_every_level() {
    sorts_words(|bits| bits as i64);
}

/// Elements, by their bytes.
fn same<T: Worded>(x1: &[T], x2: &[T]) -> bool {
    let bytes = |x: &[T]| x.iter().map(|x| (x.key().into(), x.word())).collect::<Vec<_>>();
    bytes(x1) == bytes(x2)
}

fn sorts_elements<T: Worded>(from: fn(u64) -> T) {
    for bits in [1, 2, 10, 17, 100, 300, 5000, 70_000].into_iter().flat_map(orders) {
        let elements: Vec<T> = bits.into_iter().map(from).collect();
        let mut expected = elements.clone();
        expected.sort_by_key(|x| x.key());
        assert!(same(&T::sort::<true>(elements.clone()), &expected), "{}, stable", T::NAME);
        let keys = |x: &[T]| x.iter().map(|x| x.key().into()).collect::<Vec<u64>>();
        assert_eq!(keys(&T::sort::<false>(elements.clone())), keys(&expected), "{}", T::NAME);
        let mut order: Vec<i64> = (0..elements.len() as i64).collect();
        order.sort_by_key(|&i| elements[i as usize].key());
        assert_eq!(T::order(&elements), order, "{}", T::NAME);
        let n = elements.len();
        let mut positions = vec![0, n / 3, n / 2, n - 1];
        positions.dedup();
        let selected = T::select(elements, &positions);
        assert!(positions.iter().all(|&place| selected[place].key() == expected[place].key()), "{}", T::NAME);
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
