//! The bit generators.

use crate::engine::{Bits, Words};

/// PCG XSL RR 128/64: O'Neill, "PCG: a family of simple fast space-efficient statistically good algorithms", 2014.
pub struct Pcg64;

const PCG_MULTIPLIER: u128 = 0x2360ed051fc65da44385df649fccf645;

impl Words for Pcg64 {
    type State = [u64; 4];

    #[inline]
    fn next(words: &mut [u64; 4]) -> u64 {
        let [upper, lower] = step(words, PCG_MULTIPLIER);
        (upper ^ lower).rotate_right((upper >> 58) as u32)
    }
}

/// PCG DXSM 128/64 with the multiplier of 64 bits.
pub struct Pcg64Dxsm;

const DXSM_MULTIPLIER: u64 = 0xda942042e4dd58b5;

impl Words for Pcg64Dxsm {
    type State = [u64; 4];

    #[inline]
    fn next(words: &mut [u64; 4]) -> u64 {
        let [mut upper, lower, ..] = *words;
        step(words, DXSM_MULTIPLIER.into());
        upper ^= upper >> 32;
        upper = upper.wrapping_mul(DXSM_MULTIPLIER);
        upper ^= upper >> 48;
        upper.wrapping_mul(lower | 1)
    }
}

/// One step of a linear congruential generator of 128 bits; its new state.
#[inline]
fn step(words: &mut [u64; 4], multiplier: u128) -> [u64; 2] {
    let [state, increment] = [[words[0], words[1]], [words[2], words[3]]].map(|[upper, lower]| u128::from(upper) << 64 | u128::from(lower));
    let state = state.wrapping_mul(multiplier).wrapping_add(increment);
    (words[0], words[1]) = ((state >> 64) as u64, state as u64);
    [words[0], words[1]]
}

/// Philox 4x64 of ten rounds: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
pub struct Philox;

impl Words for Philox {
    type State = [u64; 11];

    #[inline]
    fn next(words: &mut [u64; 11]) -> u64 {
        if let Some(&word) = usize::try_from(words[6]).ok().filter(|&at| at < 4).and_then(|at| words.get(7 + at)) {
            words[6] += 1;
            return word;
        }
        for word in &mut words[..4] {
            *word = word.wrapping_add(1);
            if *word != 0 {
                break;
            }
        }
        let buffer = philox([words[0], words[1], words[2], words[3]], [words[4], words[5]]);
        words[7..].copy_from_slice(&buffer);
        words[6] = 1;
        buffer[0]
    }
}

fn philox(mut x: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    let product = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        ((product >> 64) as u64, product as u64)
    };
    for _ in 0..10 {
        let (upper0, lower0) = product(0xd2e7470ee14c6c93, x[0]);
        let (upper1, lower1) = product(0xca5a826395121157, x[2]);
        x = [upper1 ^ x[1] ^ key[0], lower1, upper0 ^ x[3] ^ key[1], lower0];
        key = [key[0].wrapping_add(0x9e3779b97f4a7c15), key[1].wrapping_add(0xbb67ae8584caa73b)];
    }
    x
}

/// SFC64: Doty-Humphrey's small fast counting generator, from PractRand.
pub struct Sfc64;

impl Words for Sfc64 {
    type State = [u64; 4];

    #[inline]
    fn next([a, b, c, counter]: &mut [u64; 4]) -> u64 {
        let result = a.wrapping_add(*b).wrapping_add(*counter);
        *counter = counter.wrapping_add(1);
        *a = *b ^ (*b >> 11);
        *b = c.wrapping_add(*c << 3);
        *c = c.rotate_left(24).wrapping_add(result);
        result
    }
}

/// The Mersenne twister: Matsumoto and Nishimura, 1998.
pub struct Mt19937<'a>(pub &'a mut [u64; MT_WORDS + 1]);

const MT_WORDS: usize = 624;
const MT_SHIFT: usize = 397;

impl Mt19937<'_> {
    /// The next `MT_WORDS` words of the recurrence.
    #[cold]
    fn twist(&mut self) {
        let key = &mut *self.0;
        let folded = |upper: u64, lower: u64| {
            let joined = upper & 0x80000000 | lower & 0x7fffffff;
            joined >> 1 ^ if joined & 1 == 0 { 0 } else { 0x9908b0df }
        };
        for i in 0..MT_WORDS - MT_SHIFT {
            key[i] = key[i + MT_SHIFT] ^ folded(key[i], key[i + 1]);
        }
        for i in MT_WORDS - MT_SHIFT..MT_WORDS - 1 {
            key[i] = key[i + MT_SHIFT - MT_WORDS] ^ folded(key[i], key[i + 1]);
        }
        key[MT_WORDS - 1] = key[MT_SHIFT - 1] ^ folded(key[MT_WORDS - 1], key[0]);
    }
}

impl Bits for Mt19937<'_> {
    #[inline]
    fn next_u32(&mut self) -> u32 {
        let position = usize::try_from(self.0[MT_WORDS]).ok().filter(|&at| at < MT_WORDS).unwrap_or_else(|| {
            self.twist();
            0
        });
        self.0[MT_WORDS] = position as u64 + 1;
        let mut word = self.0[position] as u32;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c5680;
        word ^= word << 15 & 0xefc60000;
        word ^ word >> 18
    }

    #[inline]
    fn next_u64(&mut self) -> u64 {
        let upper = self.next_u32();
        u64::from(upper) << 32 | u64::from(self.next_u32())
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        let (a, b) = (self.next_u32() >> 5, self.next_u32() >> 6);
        (f64::from(a) * 67108864.0 + f64::from(b)) / 9007199254740992.0
    }

    #[inline]
    fn next_raw(&mut self) -> u64 {
        self.next_u32().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_known_answers() {
        // Random123's kat_vectors
        let zero = [0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b];
        let ones = [0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0];
        assert_eq!(philox([0; 4], [0; 2]), zero);
        assert_eq!(philox([u64::MAX; 4], [u64::MAX; 2]), ones);
    }

    #[test]
    fn the_twister_gives_the_known_ten_thousandth_number() {
        // what the C++ standard demands of std::mt19937 with its default seed
        let mut words = [5489; MT_WORDS + 1];
        for i in 1..MT_WORDS {
            words[i] = (1812433253 * (words[i - 1] ^ words[i - 1] >> 30) + i as u64) & 0xffffffff;
        }
        words[MT_WORDS] = MT_WORDS as u64;
        let mut twister = Mt19937(&mut words);
        assert_eq!((0..10000).map(|_| twister.next_u32()).last(), Some(4123659995));
    }
}
