//! Integers in an interval, without bias: by masks and rejection, or by Lemire's multiplication (arXiv:1805.10941).

use crate::Source;

/// Uniform in `0..=largest`, by mask: what shuffles use.
pub fn interval(s: &mut Source<'_>, largest: u64) -> u64 {
    match largest {
        0 => 0,
        _ if largest <= u32::MAX.into() => masked(largest, || s.word32().into()),
        _ => masked(largest, || s.word()),
    }
}

#[inline(always)]
fn masked(largest: u64, mut draw: impl FnMut() -> u64) -> u64 {
    let mask = u64::MAX >> largest.leading_zeros();
    loop {
        let value = draw() & mask;
        if value <= largest {
            return value;
        }
    }
}

/// `width` is the number of bits of a draw; `largest` has fewer bits set than that.
#[inline(always)]
fn lemire(largest: u64, width: u32, mut draw: impl FnMut() -> u64) -> u64 {
    let count = largest + 1;
    let ones = u64::MAX >> (64 - width);
    let mut multiplied = || {
        let word = draw();
        if width == 64 {
            let product = u128::from(word) * u128::from(count);
            ((product >> 64) as u64, product as u64)
        } else {
            let product = word * count;
            (product >> width, product & ones)
        }
    };
    let (mut value, mut rest) = multiplied();
    if rest < count {
        let threshold = (ones - largest) % count;
        while rest < threshold {
            (value, rest) = multiplied();
        }
    }
    value
}

/// Uniform in `0..=largest`, where a draw has `width` bits.
#[inline(always)]
fn below(largest: u64, width: u32, by_mask: u64, mut draw: impl FnMut() -> u64) -> u64 {
    if largest == u64::MAX >> (64 - width) {
        draw()
    } else if by_mask != 0 {
        masked(largest, draw)
    } else {
        lemire(largest, width, draw)
    }
}

/// Uniform in `low..=low + range`, which may wrap.
pub fn bounded64(s: &mut Source<'_>, low: u64, range: u64, by_mask: u64) -> u64 {
    let offset = match range {
        0 => 0,
        _ if range <= u32::MAX.into() => below(range, 32, by_mask, || s.word32().into()),
        _ => below(range, 64, by_mask, || s.word()),
    };
    low.wrapping_add(offset)
}

pub fn bounded32(s: &mut Source<'_>, low: u64, range: u64, by_mask: u64) -> u32 {
    let offset = if range == 0 { 0 } else { below(range & 0xffffffff, 32, by_mask, || s.word32().into()) };
    low.wrapping_add(offset) as u32
}

pub fn bounded16(s: &mut Source<'_>, low: u64, range: u64, by_mask: u64) -> u16 {
    let offset = if range == 0 { 0 } else { below(range & 0xffff, 16, by_mask, || (s.narrow(16) & 0xffff).into()) };
    low.wrapping_add(offset) as u16
}

pub fn bounded8(s: &mut Source<'_>, low: u64, range: u64, by_mask: u64) -> u8 {
    let offset = if range == 0 { 0 } else { below(range & 0xff, 8, by_mask, || (s.narrow(8) & 0xff).into()) };
    low.wrapping_add(offset) as u8
}

pub fn boolean(s: &mut Source<'_>, low: u64, range: u64) -> u8 {
    if range == 0 { (low & 1) as u8 } else { (s.narrow(1) & 1) as u8 }
}
