//! float16 and bfloat16 by bits, without a branch, so that lanes of it vectorise.

use crate::fpe;
use half::{bf16, f16};

/// Exact.
#[inline(always)]
pub(crate) fn f16_to_f32(x: f16) -> f32 {
    let bits = u32::from(x.to_bits());
    let magnitude = (bits & 0x7fff) << 13;
    let scaled = f32::from_bits(magnitude) * f32::from_bits((254 - 15) << 23);
    let special = magnitude | 0x7f80_0000;
    let magnitude = if magnitude >= 0x7c00 << 13 { special } else { scaled.to_bits() };
    f32::from_bits(magnitude | (bits & 0x8000) << 16)
}

/// Rounds to nearest even; raises nothing.
#[inline(always)]
fn round_to_f16(x: f32) -> f16 {
    let bits = x.to_bits();
    let magnitude = bits & 0x7fff_ffff;
    let normal = magnitude.wrapping_sub(112 << 23).wrapping_add(0xfff + (magnitude >> 13 & 1)) >> 13;
    // Adding 0.5 rounds at the place of float16's smallest subnormal.
    let tiny = (f32::from_bits(magnitude.min(0x3880_0000)) + 0.5).to_bits() - 0.5f32.to_bits();
    let finite = if magnitude < 0x3880_0000 { tiny } else { normal };
    let nan = 0x7e00 | (magnitude >> 13 & 0x3ff);
    let result = if magnitude >= OVERFLOWS { 0x7c00 } else { finite };
    let result = if magnitude > 0x7f80_0000 { nan } else { result };
    f16::from_bits((result | (bits >> 16 & 0x8000)) as u16)
}

/// The bits of the smallest `f32` that rounds to float16's infinity.
const OVERFLOWS: u32 = 0x477f_f000;
/// Those of the smallest that rounds to bfloat16's.
const OVERFLOWS_BF16: u32 = 0x7f7f_8000;

/// Rounds to nearest even, and raises overflow and underflow.
#[inline(always)]
pub(crate) fn f32_to_f16(x: f32) -> f16 {
    f32_to_f16_block(&[x])[0]
}

#[inline(always)]
pub(crate) fn f32_to_f16_block<const N: usize>(x: &[f32; N]) -> [f16; N] {
    let mut out = [f16::ZERO; N];
    let mut over = 0u32;
    let mut under = 0u32;
    for (out, &x) in out.iter_mut().zip(x) {
        *out = round_to_f16(x);
        let magnitude = x.to_bits() & 0x7fff_ffff;
        over |= u32::from(magnitude >= OVERFLOWS) & u32::from(magnitude < 0x7f80_0000);
        let exact = f16_to_f32(*out).to_bits() == x.to_bits();
        under |= u32::from(magnitude < 0x3880_0000) & u32::from(!exact);
    }
    if over | under != 0 {
        fpe::raise((over * fpe::OVERFLOW) | (under * fpe::UNDERFLOW));
    }
    out
}

/// Exact.
#[inline(always)]
pub(crate) fn bf16_to_f32(x: bf16) -> f32 {
    f32::from_bits(u32::from(x.to_bits()) << 16)
}

/// Rounds to nearest even, and raises overflow.
#[inline(always)]
pub(crate) fn f32_to_bf16_block<const N: usize>(x: &[f32; N]) -> [bf16; N] {
    let mut out = [bf16::ZERO; N];
    let mut over = 0u32;
    for (out, &x) in out.iter_mut().zip(x) {
        let bits = x.to_bits();
        let magnitude = bits & 0x7fff_ffff;
        let rounded = bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16;
        let result = if magnitude > 0x7f80_0000 { bits >> 16 | 0x40 } else { rounded };
        *out = bf16::from_bits(result as u16);
        over |= u32::from(magnitude >= OVERFLOWS_BF16) & u32::from(magnitude < 0x7f80_0000);
    }
    if over != 0 {
        fpe::raise(fpe::OVERFLOW);
    }
    out
}

/// Rounds to nearest even, and raises overflow.
#[inline(always)]
pub(crate) fn f32_to_bf16(x: f32) -> bf16 {
    f32_to_bf16_block(&[x])[0]
}

/// The `f32` on the way from `x` to half precision: truncated, its last bit set where that lost anything (round to odd),
/// so that the second rounding gives what one rounding would.
#[inline(always)]
pub(crate) fn to_odd(x: f64) -> f32 {
    let near = x as f32;
    let back = f64::from(near);
    // As bits, since comparing NaN would raise "invalid".
    let truncated = near.to_bits() - u32::from(back.abs().to_bits() > x.abs().to_bits());
    f32::from_bits(truncated | u32::from(back != x))
}
