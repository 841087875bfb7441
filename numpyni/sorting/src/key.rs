//! Keys whose order as integers is NumPy's order of the elements.

use kernels::{Bool, C64, C128, Element, bf16, f16};

/// A type with NumPy's order.
pub trait Sortable: Element {
    /// What stands for an element in comparisons.
    type Key: Key;
    /// Elements of equal keys are the same bits: no sort is more stable than another.
    const EXACT: bool;
    /// Of elements that are equal to NumPy, the same.
    fn key(self) -> Self::Key;
}

/// What sorts.
pub trait Key: Ord + Copy {
    /// How many digits a radix sort has to look at; None where it does not pay.
    const DIGITS: Option<usize>;
    /// A digit, the least significant one first.
    fn digit(self, place: usize) -> usize;
}

macro_rules! keys {
    ($($T:ident)*) => {$(
        impl Key for $T {
            const DIGITS: Option<usize> = Some(size_of::<$T>());

            #[inline(always)]
            fn digit(self, place: usize) -> usize {
                (self >> (8 * place)) as usize & 0xff
            }
        }
    )*};
}

keys!(u8 u16 u32 u64);

impl<T: Ord + Copy> Key for (u8, T, T) {
    const DIGITS: Option<usize> = None;

    fn digit(self, _place: usize) -> usize {
        0
    }
}

macro_rules! integers {
    ($($T:ident $Key:ident $zero:expr;)*) => {$(
        impl Sortable for $T {
            type Key = $Key;
            const EXACT: bool = true;

            #[inline(always)]
            fn key(self) -> $Key {
                self as $Key ^ $zero
            }
        }
    )*};
}

integers! {
    u8 u8 0;
    u16 u16 0;
    u32 u32 0;
    u64 u64 0;
    i8 u8 1 << 7;
    i16 u16 1 << 15;
    i32 u32 1 << 31;
    i64 u64 1 << 63;
}

impl Sortable for Bool {
    type Key = u8;
    const EXACT: bool = true;

    fn key(self) -> u8 {
        self.get().into()
    }
}

/// A float's bits as a number: the sign turned into an order, both zeroes the same, NaN last.
macro_rules! floats {
    ($($T:ident $Key:ident $infinity:expr;)*) => {$(
        impl Sortable for $T {
            type Key = $Key;
            const EXACT: bool = false;

            #[inline(always)]
            fn key(self) -> $Key {
                const SIGN: $Key = 1 << ($Key::BITS - 1);
                let bits = self.to_bits();
                let magnitude = bits & !SIGN;
                if magnitude > $infinity {
                    return $Key::MAX;
                }
                if bits & SIGN == 0 { magnitude | SIGN } else { SIGN - magnitude }
            }
        }
    )*};
}

floats! {
    f16 u16 0x7c00;
    bf16 u16 0x7f80;
    f32 u32 0x7f80_0000;
    f64 u64 0x7ff0_0000_0000_0000;
}

macro_rules! complex {
    ($($T:ident $Part:ident;)*) => {$(
        impl Sortable for $T {
            type Key = (u8, <$Part as Sortable>::Key, <$Part as Sortable>::Key);
            const EXACT: bool = false;

            /// First without NaN, then with it in the imaginary part, the real part, both.
            fn key(self) -> Self::Key {
                let class = 2 * u8::from(self.re.is_nan()) + u8::from(self.im.is_nan());
                (class, self.re.key(), self.im.key())
            }
        }
    )*};
}

complex! {
    C64 f32;
    C128 f64;
}
