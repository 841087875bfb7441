//! What a mask selects: the places of its true bytes, and elements of any size there, 64 at a time.

// What is here is for the registers of x86-64.
#![cfg_attr(not(target_arch = "x86_64"), allow(unused, unreachable_code))]

use numpyni_gufunc::level::{self, Work};

/// Bytes of a mask that are looked at together.
const BLOCK: usize = 64;

/// Elements as words of their size, which are moved only.
pub(crate) trait Word: Copy {
    /// How many fill a register that is compressed.
    const LANES: usize;

    /// Writes the elements of a register whose bits are set, one behind the other. What is written behind them is anything.
    ///
    /// # Safety
    /// The CPU has AVX-512 (F, BW, DQ, VL); `LANES` elements may be read, and as many written.
    #[cfg(target_arch = "x86_64")]
    unsafe fn pack(bits: u64, from: *const Self, to: *mut Self);
}

/// Calls `$run` with `$T` as the word of so many bytes; gives None of other sizes.
macro_rules! by_size {
    ($size:expr, $T:ident => $run:expr) => {
        match $size {
            1 => { type $T = u8; Some($run) }
            2 => { type $T = u16; Some($run) }
            4 => { type $T = u32; Some($run) }
            8 => { type $T = u64; Some($run) }
            16 => { type $T = [u64; 2]; Some($run) }
            _ => None,
        }
    };
}
pub(crate) use by_size;

/// How many bytes are true.
pub(crate) fn count(mask: &[u8]) -> usize {
    let mut count = 0;
    // SAFETY: the loop is safe.
    unsafe { level::run(Count(mask, &mut count)) };
    count
}

struct Count<'a>(&'a [u8], &'a mut usize);

impl Work for Count<'_> {
    #[inline(always)]
    unsafe fn run(self) {
        let (whole, rest) = self.0.as_chunks::<BLOCK>();
        let of = |some: &[u8]| some.iter().map(|&byte| u8::from(byte != 0)).sum::<u8>() as usize;
        *self.1 = whole.iter().map(|block| of(block)).sum::<usize>() + of(rest);
    }
}

/// The places of the true bytes, of which there are as many as `to` is long.
pub(crate) fn places(mask: &[u8], to: &mut [i64]) {
    let (mut done, mut at) = (0, 0);
    #[cfg(target_arch = "x86_64")]
    if kernels::Level::current().name() == "v4" {
        // SAFETY: the CPU has the level.
        (done, at) = unsafe { x86::places(mask, to) };
    }
    for (start, bits) in blocks(&mask[done..]) {
        if !fits(bits, to.len() - at) {
            break;
        }
        each(bits, |i| {
            to[at] = (done + start + i) as i64;
            at += 1;
        });
    }
}

/// Copies the elements where the mask holds, one behind the other.
///
/// # Safety
/// `from` has an element for each byte of the mask; `to` has room for `count`, the true ones, and is apart from it.
pub(crate) unsafe fn compress<T: Word>(mask: &[u8], from: *const T, to: *mut T, count: usize) {
    let mut at = 0;
    for (start, bits) in blocks(mask) {
        if !fits(bits, count - at) {
            break;
        }
        // SAFETY: the caller's promise.
        at += unsafe { pack_block(bits, from.wrapping_add(start), mask.len() - start, to.wrapping_add(at), count - at) };
    }
}

/// Whether a block has no more true bytes than there is room for. It has, unless another thread wrote the mask since they were counted.
#[inline(always)]
fn fits(bits: u64, room: usize) -> bool {
    bits.count_ones() as usize <= room
}

/// Writes elements where the mask holds: the `count` at `from`, or the first for all where there is one.
///
/// # Safety
/// `to` has an element for each byte of the mask; the two are apart.
pub(crate) unsafe fn expand<T: Word>(mask: &[u8], from: *const T, count: usize, to: *mut T) {
    let (mut at, mut left, step) = (from, if count == 1 { usize::MAX } else { count }, usize::from(count != 1));
    for (start, bits) in blocks(mask) {
        if !fits(bits, left) {
            break;
        }
        left -= bits.count_ones() as usize;
        each(bits, |i| {
            // SAFETY: the caller's promise; elements may be unaligned.
            let value = unsafe { at.read_unaligned() };
            // SAFETY: as above.
            unsafe { to.wrapping_add(start + i).write_unaligned(value) };
            at = at.wrapping_add(step);
        });
    }
}

/// Writes elements where the mask holds: those that stand in the same place, or one for all.
///
/// # Safety
/// The operands have an element for each byte of the mask (`from` one alone, with a step of zero); they are apart.
pub(crate) unsafe fn blend<T: Word>(mask: &[u8], from: *const T, step: usize, to: *mut T) {
    for (start, bits) in blocks(mask) {
        each(bits, |i| {
            // SAFETY: the caller's promise; elements may be unaligned.
            let value = unsafe { from.wrapping_add((start + i) * step).read_unaligned() };
            // SAFETY: as above.
            unsafe { to.wrapping_add(start + i).write_unaligned(value) };
        });
    }
}

/// The blocks that have true bytes: where each starts, and a bit for each byte.
fn blocks(mask: &[u8]) -> impl Iterator<Item = (usize, u64)> {
    let (whole, rest) = mask.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    whole.iter().map(bits_of).chain([bits_of(&last)]).enumerate().map(|(i, bits)| (i * BLOCK, bits))
}

/// A bit for each byte that is not zero.
#[inline(always)]
fn bits_of(block: &[u8; BLOCK]) -> u64 {
    let (words, _) = block.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        let word = u64::from_le_bytes(*word);
        let high = (((word & LOW) + LOW) | word) & !LOW;
        // Each product puts one of the eight bits into the highest byte; none carries.
        bits << 8 | (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Calls `visit` with the number of each bit that is set.
#[inline(always)]
fn each(mut bits: u64, mut visit: impl FnMut(usize)) {
    while bits != 0 {
        visit(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// Writes the elements whose bits are set one behind the other, and says how many.
///
/// # Safety
/// `length` elements may be read, among them all that have a bit; `room` written, as many as there are bits at least.
#[inline(always)]
unsafe fn pack_block<T: Word>(bits: u64, from: *const T, length: usize, to: *mut T, room: usize) -> usize {
    let count = bits.count_ones() as usize;
    #[cfg(target_arch = "x86_64")]
    if count > 8 && length >= BLOCK && room >= count + T::LANES && kernels::Level::current().name() == "v4" {
        // SAFETY: the level has these features; a whole block, and room for a whole register behind the last element.
        unsafe { x86::pack_block(bits, from, to) };
        return count;
    }
    let _ = (length, room);
    let mut at = to;
    each(bits, |i| {
        // SAFETY: the caller's promise; elements may be unaligned.
        let value = unsafe { from.wrapping_add(i).read_unaligned() };
        // SAFETY: as above.
        unsafe { at.write_unaligned(value) };
        at = at.wrapping_add(1);
    });
    count
}

#[cfg(not(target_arch = "x86_64"))]
macro_rules! words {
    ($($T:ty, $lanes:literal;)*) => {$(
        impl Word for $T {
            const LANES: usize = $lanes;
        }
    )*};
}

#[cfg(not(target_arch = "x86_64"))]
words! { u8, 16; u16, 16; u32, 16; u64, 8; [u64; 2], 4; }

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{BLOCK, Word};
    use std::arch::x86_64::*;

    /// # Safety
    /// A block may be read, and a register more written than there are bits.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt,bmi1,bmi2")]
    pub(super) unsafe fn pack_block<T: Word>(bits: u64, from: *const T, to: *mut T) {
        let (mut at, mask) = (to, u64::MAX >> (BLOCK - T::LANES));
        for i in 0..BLOCK / T::LANES {
            let lanes = bits >> (i * T::LANES) & mask;
            // SAFETY: the caller's promise: the features are on, and a register may be read and written.
            unsafe { T::pack(lanes, from.wrapping_add(i * T::LANES), at) };
            at = at.wrapping_add(lanes.count_ones() as usize);
        }
    }

    /// The places of the true bytes of whole blocks, as long as there is room for a register behind them: says of how many bytes, and how many
    /// places.
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,popcnt,bmi1,bmi2")]
    pub(super) fn places(mask: &[u8], to: &mut [i64]) -> (usize, usize) {
        const LANES: usize = 8;
        let (mut done, mut at) = (0, 0);
        let (mut numbers, step) = (_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0), _mm512_set1_epi64(LANES as i64));
        for block in mask.as_chunks::<BLOCK>().0 {
            // SAFETY: a block fills the register.
            let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
            let mut bits = _mm512_test_epi8_mask(bytes, bytes);
            if at + BLOCK + LANES > to.len() {
                break;
            }
            for _ in 0..BLOCK / LANES {
                let first = _mm512_maskz_compress_epi64(bits as u8, numbers);
                // SAFETY: no more than a block's places were written since there was room for a register more.
                unsafe { _mm512_storeu_si512(to.as_mut_ptr().wrapping_add(at).cast(), first) };
                at += (bits as u8).count_ones() as usize;
                bits >>= LANES;
                numbers = _mm512_add_epi64(numbers, step);
            }
            done += BLOCK;
        }
        (done, at)
    }

    /// Loads a register (widened, where elements are smaller than a register can compress), compresses it, and stores it.
    macro_rules! words {
        ($($T:ty, $lanes:literal: $load:ident $($widen:ident)?, $bits:ident => $mask:expr, $compress:ident, $store:ident $($narrow:ident)?;)*) => {$(
            impl Word for $T {
                const LANES: usize = $lanes;

                #[inline(always)]
                unsafe fn pack($bits: u64, from: *const Self, to: *mut Self) {
                    // SAFETY: the caller's promise.
                    let x = unsafe { $load(from.cast()) };
                    $(
                        // SAFETY: the caller's promise: the feature is on.
                        let x = unsafe { $widen(x) };
                    )?
                    // SAFETY: as above.
                    let x = unsafe { $compress($mask, x) };
                    $(
                        // SAFETY: as above.
                        let x = unsafe { $narrow(x) };
                    )?
                    // SAFETY: the caller's promise.
                    unsafe { $store(to.cast(), x) };
                }
            }
        )*};
    }

    words! {
        u8, 16: _mm_loadu_si128 _mm512_cvtepu8_epi32, bits => bits as u16, _mm512_maskz_compress_epi32, _mm_storeu_si128 _mm512_cvtepi32_epi8;
        u16, 16: _mm256_loadu_si256 _mm512_cvtepu16_epi32, bits => bits as u16, _mm512_maskz_compress_epi32, _mm256_storeu_si256 _mm512_cvtepi32_epi16;
        u32, 16: _mm512_loadu_si512, bits => bits as u16, _mm512_maskz_compress_epi32, _mm512_storeu_si512;
        u64, 8: _mm512_loadu_si512, bits => bits as u8, _mm512_maskz_compress_epi64, _mm512_storeu_si512;
        [u64; 2], 4: _mm512_loadu_si512, bits => doubled(bits), _mm512_maskz_compress_epi64, _mm512_storeu_si512;
    }

    /// Each of four bits twice: for the two halves of a pair.
    #[inline(always)]
    fn doubled(bits: u64) -> u8 {
        let spread = (bits | bits << 2) & 0b11_0011;
        let spread = (spread | spread << 1) & 0b101_0101;
        (spread * 3) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Word + PartialEq + std::fmt::Debug>(of: impl Fn(usize) -> T) {
        for (length, every) in [(0, 1), (1, 1), (63, 2), (64, 1), (65, 3), (200, 1), (1000, 2), (1000, 7), (4096, 100)] {
            let mask: Vec<u8> = (0..length).map(|i: usize| if i.wrapping_mul(2_654_435_761) >> 7 & 127 < 128 / every { 1 + (i % 200) as u8 } else { 0 }).collect();
            let elements: Vec<T> = (0..length).map(&of).collect();
            let true_places: Vec<usize> = (0..length).filter(|&i| mask[i] != 0).collect();
            let n = count(&mask);
            assert_eq!(n, true_places.len());
            let mut found = vec![-1; n];
            places(&mask, &mut found);
            assert!(found.iter().map(|&i| i as usize).eq(true_places.iter().copied()));
            let mut packed = vec![of(7); n];
            // SAFETY: as long as the mask, and as many as there are true bytes.
            unsafe { compress(&mask, elements.as_ptr(), packed.as_mut_ptr(), n) };
            assert_eq!(packed, true_places.iter().map(|&i| elements[i]).collect::<Vec<_>>());
            let mut spread = vec![of(9); length];
            // SAFETY: as above.
            unsafe { expand(&mask, packed.as_ptr(), packed.len(), spread.as_mut_ptr()) };
            let mut blended = vec![of(9); length];
            // SAFETY: as above.
            unsafe { blend(&mask, elements.as_ptr(), 1, blended.as_mut_ptr()) };
            let expected: Vec<T> = (0..length).map(|i| if mask[i] != 0 { elements[i] } else { of(9) }).collect();
            assert_eq!(spread, expected);
            assert_eq!(blended, expected);
        }
    }

    #[test]
    fn elements_of_every_size_are_found_where_the_mask_holds() {
        check(|i| i as u8);
        check(|i| i as u16);
        check(|i| i as u32);
        check(|i| i as u64);
        check(|i| [i as u64, !i as u64]);
    }
}
