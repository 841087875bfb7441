//! Integers bit by bit, and their divisors.
#![allow(clippy::unnecessary_cast)] // A line is for every width: 64 bits too.

use super::define::*;

macro_rules! bitwise {
    ($(#[$meta:meta])* $Op:ident: $symbol:tt) => {
        binary! {
            $(#[$meta])*
            $Op(x1, x2) {
                boolean => Bool::new(x1.get() $symbol x2.get());
                integer [plain] => x1 $symbol x2;
            }
        }
    };
}

bitwise!(
    /// The bits set in both.
    BitwiseAnd: &
);
bitwise!(
    /// The bits set in either.
    BitwiseOr: |
);
bitwise!(
    /// The bits set in one alone.
    BitwiseXor: ^
);

reduces!(exact BitwiseAnd: Bool i8 i16 i32 i64 u8 u16 u32 u64);
reduces!(exact BitwiseOr: Bool i8 i16 i32 i64 u8 u16 u32 u64);
reduces!(exact BitwiseXor: Bool i8 i16 i32 i64 u8 u16 u32 u64);

unary! {
    /// Every bit flipped; of a boolean, the other.
    Invert(x) {
        boolean => Bool::new(!x.get());
        integer [plain] => !x;
    }
}

binary! {
    /// `x1 << x2`; zero once every bit is out.
    LeftShift(x1, x2) {
        integer [plain_words] => if (x2 as u64) < u64::from(T::BITS) { x1.wrapping_shl(x2 as u32) } else { 0 };
    }
}

binary! {
    /// `x1 >> x2`; the sign alone once every bit is out.
    RightShift(x1, x2) {
        signed [plain_words] => x1 >> if (x2 as u64) < u64::from(T::BITS) { x2 as u32 } else { T::BITS - 1 };
        unsigned [plain_words] => if (x2 as u64) < u64::from(T::BITS) { x1.wrapping_shr(x2 as u32) } else { 0 };
    }
}

unary! {
    /// How many bits of `|x|` are set.
    BitCount(x) {
        signed -> u8 => x.unsigned_abs().count_ones() as u8;
        unsigned -> u8 => x.count_ones() as u8;
    }
}

binary! {
    /// The greatest common divisor.
    Gcd(x1, x2) {
        signed [slow] => divisor(x1.unsigned_abs() as u64, x2.unsigned_abs() as u64) as T;
        unsigned [slow] => divisor(x1 as u64, x2 as u64) as T;
    }
}

binary! {
    /// The least common multiple; wraps.
    Lcm(x1, x2) {
        signed [slow] => multiple(x1.unsigned_abs() as u64, x2.unsigned_abs() as u64) as T;
        unsigned [slow] => multiple(x1 as u64, x2 as u64) as T;
    }
}

/// Euclid.
fn divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn multiple(a: u64, b: u64) -> u64 {
    if a == 0 || b == 0 { 0 } else { (a / divisor(a, b)).wrapping_mul(b) }
}
