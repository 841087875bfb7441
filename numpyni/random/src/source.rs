//! What the distributions draw from: a bit generator, and what is kept between two draws.

use crate::discrete::Binomial;
use crate::engine::Bits;

/// A bit generator, during one call.
pub struct Source<'a> {
    pub(crate) bits: &'a mut dyn Bits,
    polar: Polar<'a>,
    /// Bits of which the narrow integers of one call take their share.
    narrow: u32,
    left: u32,
    /// The binomial distribution of the last draw.
    pub(crate) binomial: Option<Binomial>,
}

/// The second of the two normal numbers that the polar method makes at a time.
pub struct Polar<'a> {
    /// Not zero: it has not been used yet.
    pub waiting: &'a mut u64,
    /// Its bits.
    pub bits: &'a mut u64,
}

impl<'a> Source<'a> {
    pub(crate) fn new(bits: &'a mut dyn Bits, polar: Polar<'a>) -> Source<'a> {
        Source { bits, polar, narrow: 0, left: 0, binomial: None }
    }

    /// 64 bits.
    #[inline]
    pub fn word(&mut self) -> u64 {
        self.bits.next_u64()
    }

    /// 32 bits.
    #[inline]
    pub fn word32(&mut self) -> u32 {
        self.bits.next_u32()
    }

    /// What one step of the generator gives.
    pub fn raw(&mut self) -> u64 {
        self.bits.next_raw()
    }

    /// The lower bits of a word of 32, of which `width` are used at a time.
    #[inline]
    pub(crate) fn narrow(&mut self, width: u32) -> u32 {
        if self.left == 0 {
            self.narrow = self.word32();
            self.left = 32 / width - 1;
        } else {
            self.narrow >>= width;
            self.left -= 1;
        }
        self.narrow
    }

    /// Uniform in [0, 1).
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        self.bits.next_f64()
    }

    /// Uniform in [0, 1), a multiple of 2^-24.
    #[inline]
    pub(crate) fn uniform32(&mut self) -> f32 {
        self.bits.next_f32()
    }

    /// The normal number that waits.
    pub(crate) fn take_gauss(&mut self) -> Option<f64> {
        let bits = std::mem::take(self.polar.bits);
        (std::mem::take(self.polar.waiting) != 0).then(|| f64::from_bits(bits))
    }

    /// Keeps a normal number for the next draw.
    pub(crate) fn keep_gauss(&mut self, value: f64) {
        (*self.polar.waiting, *self.polar.bits) = (1, value.to_bits());
    }
}
