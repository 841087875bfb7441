//! Normal and exponential numbers by the ziggurat: Marsaglia and Tsang, 2000; Doornik, 2005.

mod exponential;
mod normal;

use crate::engine::Bits;

/// Where the tail of the normal distribution begins, and minus its inverse.
const NORMAL_TAIL: f64 = f64::from_bits(0x400d3bb48209ad33);
const MINUS_INVERSE: f64 = f64::from_bits(0xbfd183aa6c20e8c1);
/// Where the tail of the exponential distribution begins.
const EXPONENTIAL_TAIL: f64 = f64::from_bits(0x401ec9d9297ebb83);

/// The standard normal distribution.
#[inline]
pub fn normal<B: Bits + ?Sized>(bits: &mut B) -> f64 {
    loop {
        let word = bits.next_u64();
        let layer = (word & 0xff) as usize;
        let offset = word >> 9 & 0x000fffffffffffff;
        let x = offset as f64 * f64::from_bits(normal::W[layer]);
        let x = if word & 0x100 != 0 { -x } else { x };
        if offset < normal::K[layer] {
            return x;
        }
        if layer == 0 {
            loop {
                let beyond = MINUS_INVERSE * (-bits.next_f64()).ln_1p();
                let height = -(-bits.next_f64()).ln_1p();
                if height + height > beyond * beyond {
                    let x = NORMAL_TAIL + beyond;
                    return if offset & 0x100 != 0 { -x } else { x };
                }
            }
        }
        let [outer, inner] = [normal::F[layer - 1], normal::F[layer]].map(f64::from_bits);
        if (outer - inner) * bits.next_f64() + inner < (-0.5 * x * x).exp() {
            return x;
        }
    }
}

/// The standard normal distribution in single precision.
pub fn normal32<B: Bits + ?Sized>(bits: &mut B) -> f32 {
    loop {
        let word = bits.next_u32();
        let layer = (word & 0xff) as usize;
        let offset = word >> 9;
        let width = f64::from_bits(normal::W[layer]) * (1u64 << 29) as f64;
        let x = offset as f32 * width as f32;
        let x = if word & 0x100 != 0 { -x } else { x };
        if offset < normal::K32[layer] {
            return x;
        }
        if layer == 0 {
            loop {
                let beyond = MINUS_INVERSE as f32 * (-bits.next_f32()).ln_1p();
                let height = -(-bits.next_f32()).ln_1p();
                if height + height > beyond * beyond {
                    let x = NORMAL_TAIL as f32 + beyond;
                    return if offset & 0x100 != 0 { -x } else { x };
                }
            }
        }
        let [outer, inner] = [normal::F[layer - 1], normal::F[layer]].map(|word| f64::from_bits(word) as f32);
        let height = (outer - inner) * bits.next_f32() + inner;
        if f64::from(height) < (-0.5 * f64::from(x) * f64::from(x)).exp() {
            return x;
        }
    }
}

/// The standard exponential distribution.
#[inline]
pub fn exponential<B: Bits + ?Sized>(bits: &mut B) -> f64 {
    loop {
        let word = bits.next_u64() >> 3;
        let layer = (word & 0xff) as usize;
        let offset = word >> 8;
        let x = offset as f64 * f64::from_bits(exponential::W[layer]);
        if offset < exponential::K[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL - (-bits.next_f64()).ln_1p();
        }
        let [outer, inner] = [exponential::F[layer - 1], exponential::F[layer]].map(f64::from_bits);
        if (outer - inner) * bits.next_f64() + inner < (-x).exp() {
            return x;
        }
    }
}

/// The standard exponential distribution in single precision.
pub fn exponential32<B: Bits + ?Sized>(bits: &mut B) -> f32 {
    loop {
        let word = bits.next_u32() >> 1;
        let layer = (word & 0xff) as usize;
        let offset = word >> 8;
        let x = offset as f32 * f32::from_bits(exponential::W32[layer]);
        if offset < exponential::K32[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_TAIL as f32 - (-bits.next_f32()).ln_1p();
        }
        let [outer, inner] = [exponential::F32[layer - 1], exponential::F32[layer]].map(f32::from_bits);
        if (outer - inner) * bits.next_f32() + inner < (-x).exp() {
            return x;
        }
    }
}
