//! A radix sort by the digits of a key, the least significant one first: stable, and linear in the length.

use crate::Key;

/// Sorts by `key`, if there are enough elements for that to be the fastest way; else leaves them and says so.
pub fn sort<X: Copy, K: Key>(elements: &mut Vec<X>, key: impl Fn(X) -> K) -> bool {
    let Some(digits) = K::DIGITS.filter(|digits| elements.len() >= 256 * digits && elements.len() < u32::MAX as usize) else {
        return false;
    };
    let mut counts = [[0u32; 256]; 8];
    for &x in elements.iter() {
        let key = key(x);
        for (place, counts) in counts.iter_mut().enumerate().take(digits) {
            counts[key.digit(place)] += 1;
        }
    }
    let mut other = elements.clone();
    for (place, counts) in counts.iter_mut().enumerate().take(digits) {
        if counts.iter().any(|&count| count as usize == elements.len()) {
            continue;
        }
        let mut start = 0;
        for count in counts.iter_mut() {
            start += std::mem::replace(count, start);
        }
        for &x in elements.iter() {
            let count = &mut counts[key(x).digit(place)];
            other[*count as usize] = x;
            *count += 1;
        }
        std::mem::swap(elements, &mut other);
    }
    true
}
