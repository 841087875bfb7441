//! What a bit generator is, and the words that hold one.

use crate::engines::{Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
use crate::source::{Polar, Source};
use crate::ziggurat;

/// A source of random bits.
pub trait Bits {
    /// 64 bits.
    fn next_u64(&mut self) -> u64;

    /// 32 bits.
    fn next_u32(&mut self) -> u32;

    /// A multiple of 2^-53 in [0, 1).
    fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / 9007199254740992.0)
    }

    /// A multiple of 2^-24 in [0, 1).
    fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 * (1.0 / 16777216.0)
    }

    /// What one step of the generator gives, without any use made of it.
    fn next_raw(&mut self) -> u64 {
        self.next_u64()
    }

    /// Uniform numbers. This and what follows are compiled for each generator, so that the loop calls nothing.
    fn fill_uniform(&mut self, out: &mut [f64]) {
        out.fill_with(|| self.next_f64());
    }

    /// Standard normal numbers.
    fn fill_normal(&mut self, out: &mut [f64]) {
        out.fill_with(|| ziggurat::normal(self));
    }

    /// Standard exponential numbers.
    fn fill_exponential(&mut self, out: &mut [f64]) {
        out.fill_with(|| ziggurat::exponential(self));
    }
}

/// A generator of 64-bit words.
pub trait Words {
    /// Its state.
    type State;

    /// The next word.
    fn next(state: &mut Self::State) -> u64;
}

/// A generator of 64-bit words, whose 32-bit numbers are halves of words: the upper half waits for the next call.
struct Wide<'a, G: Words> {
    state: &'a mut G::State,
    waiting: &'a mut u64,
    half: &'a mut u64,
}

impl<G: Words> Bits for Wide<'_, G> {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        G::next(self.state)
    }

    #[inline]
    fn next_u32(&mut self) -> u32 {
        if *self.waiting != 0 {
            *self.waiting = 0;
            return *self.half as u32;
        }
        let word = G::next(self.state);
        *self.waiting = 1;
        *self.half = word >> 32;
        word as u32
    }
}

/// Words before the generator's own: its kind; whether a normal number of the polar method waits, and its bits; whether the upper half of
/// a word waits, and that half.
const HEAD: usize = 5;

/// How many words a generator of this kind has.
pub fn length(kind: u64) -> Option<usize> {
    let own = [625, 4, 4, 11, 4].get(usize::try_from(kind).ok()?)?;
    Some(HEAD + own)
}

/// Lends the generator in `words` to `work`; None where they hold none.
///
/// After the `HEAD` come, by kind: 0, MT19937: 624 words of 32 bits and the position; 1, PCG64, and 2, PCG64DXSM: state and increment, upper
/// halves first; 3, Philox: counter (4), key (2), position, buffer (4); 4, SFC64: four words.
pub fn run<R>(words: &mut [u64], work: impl FnOnce(&mut Source<'_>) -> R) -> Option<R> {
    let (head, engine) = words.split_first_chunk_mut::<HEAD>()?;
    let [kind, has_gauss, gauss, waiting, half] = head;
    let polar = Polar { waiting: has_gauss, bits: gauss };
    let with = |bits: &mut dyn Bits| work(&mut Source::new(bits, polar));
    Some(match *kind {
        0 => with(&mut Mt19937(engine.try_into().ok()?)),
        1 => with(&mut Wide::<Pcg64> { state: engine.try_into().ok()?, waiting, half }),
        2 => with(&mut Wide::<Pcg64Dxsm> { state: engine.try_into().ok()?, waiting, half }),
        3 => with(&mut Wide::<Philox> { state: engine.try_into().ok()?, waiting, half }),
        4 => with(&mut Wide::<Sfc64> { state: engine.try_into().ok()?, waiting, half }),
        _ => return None,
    })
}
