//! Keys whose order as integers is NumPy's order of the elements.

use bytemuck::Pod;
use kernels::{Bool, C64, C128, Element, Level, bf16, f16};
use numpyni_gufunc::{In, Out};

use crate::pairs::Packed;
use crate::quick::Word;
use crate::{pairs, words};

/// A type with NumPy's order.
pub trait Sortable: Element {
    /// What stands for an element in comparisons.
    type Key: Ord + Copy;
    /// Of elements that are equal to NumPy, the same.
    fn key(self) -> Self::Key;

    /// The elements in order. If not `STABLE`, equal elements that differ in bits may be exchanged.
    fn sort<const STABLE: bool>(x: In<'_, Self>, sorted: Out<'_, Self>);
    /// The elements with those at positions, which increase, where sorting would put them.
    fn partition(x: In<'_, Self>, positions: &[usize], partitioned: Out<'_, Self>);
    /// The elements that sorting would put at positions, which increase.
    fn statistics(x: In<'_, Self>, positions: &[usize]) -> Vec<Self>;
    /// The indices that sort; equal elements stay in their order.
    fn order(x: In<'_, Self>, indices: Out<'_, i64>);
    /// The indices that partition at positions.
    fn arg_partition(x: In<'_, Self>, positions: &[usize], indices: Out<'_, i64>);
    /// How many sorted elements are less than each; if `RIGHT`, how many are not greater.
    fn search<const RIGHT: bool>(sorted: In<'_, Self>, x: In<'_, Self>, places: Out<'_, i64>);
}

/// A type whose elements are words in the order of sorting.
pub(crate) trait Worded: Sortable<Key: Into<u64> + Pod> {
    /// The word.
    type Word: Word;
    /// The bits that are turned to make a word of an element as large, where that is all.
    const TURN: Option<Self::Word> = None;
    /// A word for every element, in NumPy's order; those of equal elements differ if their bits do, but NaN loses its sign.
    fn word(self) -> Self::Word;
    /// The element of a word.
    fn from_word(word: Self::Word) -> Self;
    /// Whether an element of other bits is equal to it.
    fn has_like(self) -> bool {
        false
    }
}

/// For each type those of its key and word, and the ways there and back.
macro_rules! worded {
    ($($T:ident $Key:ident $Word:ident: |$x:ident| key $key:expr, word $word:expr $(, turn $turn:expr)? $(, has_like $has_like:expr)?; |$w:ident| $from_word:expr;)*) => {$(
        impl Sortable for $T {
            type Key = $Key;

            #[inline(always)]
            fn key(self) -> $Key {
                let $x = self;
                $key
            }

            fn sort<const STABLE: bool>(x: In<'_, Self>, sorted: Out<'_, Self>) {
                words::sort::<Self, STABLE>(x, sorted);
            }

            fn partition(x: In<'_, Self>, positions: &[usize], partitioned: Out<'_, Self>) {
                words::partition(x, positions, partitioned);
            }

            fn statistics(x: In<'_, Self>, positions: &[usize]) -> Vec<Self> {
                words::statistics(x, positions)
            }

            fn order(x: In<'_, Self>, indices: Out<'_, i64>) {
                words::order(x, indices);
            }

            fn arg_partition(x: In<'_, Self>, positions: &[usize], indices: Out<'_, i64>) {
                words::arg_partition(x, positions, indices);
            }

            fn search<const RIGHT: bool>(sorted: In<'_, Self>, x: In<'_, Self>, places: Out<'_, i64>) {
                words::search::<Self, RIGHT>(sorted, x, places);
            }
        }

        impl Worded for $T {
            type Word = $Word;
            $(const TURN: Option<$Word> = if size_of::<$T>() == size_of::<$Word>() { Some($turn) } else { None };)?

            #[inline(always)]
            fn word(self) -> $Word {
                let $x = self;
                $word
            }

            #[inline(always)]
            fn from_word($w: $Word) -> Self {
                $from_word
            }

            $(#[inline(always)]
            fn has_like(self) -> bool {
                let $x = self;
                $has_like
            })?
        }
    )*};
}

/// Integers: of unsigned ones the highest bit is turned to get a word, of signed ones to get a key.
macro_rules! integers {
    ($($T:ident $Key:ident $Word:ident: $key_turn:expr, $word_turn:expr;)*) => {
        worded! {$(
            $T $Key $Word: |x| key x as $Key ^ $key_turn, word x as $Word ^ $word_turn, turn $word_turn; |w| (w ^ $word_turn) as $T;
        )*}
    };
}

integers! {
    u8 u8 i32: 0, 0;
    u16 u16 i32: 0, 0;
    u32 u32 i32: 0, i32::MIN;
    u64 u64 i64: 0, i64::MIN;
    i8 u8 i32: 1 << 7, 0;
    i16 u16 i32: 1 << 15, 0;
    i32 u32 i32: 1 << 31, 0;
    i64 u64 i64: 1 << 63, 0;
}

worded! {
    Bool u8 i32: |x| key x.get().into(), word x.get().into(); |w| Bool::new(w != 0);
}

/// A float's bits as a number. Its magnitude is turned where it is negative; in a key both zeroes are the same, and NaN is last.
macro_rules! floats {
    ($($T:ident $Key:ident $Bits:ident $Word:ident $infinity:expr;)*) => {
        worded! {$(
            $T $Key $Word: |x| key {
                const SIGN: $Key = 1 << ($Key::BITS - 1);
                let magnitude = x.to_bits() & !SIGN;
                let ordered = if x.to_bits() & SIGN == 0 { magnitude | SIGN } else { SIGN - magnitude };
                if magnitude > $infinity { $Key::MAX } else { ordered }
            }, word {
                let bits = x.to_bits() as $Bits;
                let magnitude = bits & $Bits::MAX;
                let ordered = if bits < 0 { !magnitude } else { magnitude };
                $Word::from(if magnitude > $infinity { magnitude } else { ordered })
            }, has_like {
                let magnitude = x.to_bits() & ($Key::MAX >> 1);
                magnitude == 0 || magnitude > $infinity
            };
            |w| $T::from_bits((if w < 0 { $Bits::MIN | !(w as $Bits) } else { w as $Bits }) as $Key);
        )*}
    };
}

floats! {
    f16 u16 i16 i32 0x7c00;
    bf16 u16 i16 i32 0x7f80;
    f32 u32 i32 i32 0x7f80_0000;
    f64 u64 i64 i64 0x7ff0_0000_0000_0000;
}

macro_rules! complex {
    ($($T:ident $Part:ident $Number:ident: |$numbers:ident, $scratch:ident| $sort:expr;)*) => {$(
        impl Sortable for $T {
            type Key = (u8, <$Part as Sortable>::Key, <$Part as Sortable>::Key);

            /// First without NaN, then with it in the imaginary part, the real part, both.
            fn key(self) -> Self::Key {
                let class = 2 * u8::from(self.re.is_nan()) + u8::from(self.im.is_nan());
                (class, self.re.key(), self.im.key())
            }

            fn sort<const STABLE: bool>(x: In<'_, Self>, sorted: Out<'_, Self>) {
                pairs::sort::<Self, STABLE>(x, sorted);
            }

            fn partition(x: In<'_, Self>, positions: &[usize], partitioned: Out<'_, Self>) {
                pairs::partition(x, positions, partitioned);
            }

            fn statistics(x: In<'_, Self>, positions: &[usize]) -> Vec<Self> {
                pairs::statistics(x, positions)
            }

            fn order(x: In<'_, Self>, indices: Out<'_, i64>) {
                pairs::order(x, indices);
            }

            fn arg_partition(x: In<'_, Self>, _positions: &[usize], indices: Out<'_, i64>) {
                pairs::order(x, indices);
            }

            fn search<const RIGHT: bool>(sorted: In<'_, Self>, x: In<'_, Self>, places: Out<'_, i64>) {
                pairs::search::<Self, RIGHT>(sorted, x, places);
            }
        }

        impl Packed for $T {
            type Number = $Number;

            #[inline(always)]
            fn pack(self) -> Option<$Number> {
                let plain = |part: $Part| !part.is_nan() && part.to_bits() != (-0.0 as $Part).to_bits();
                // The imaginary part's word, with the highest bit turned, is in the order of unsigned numbers.
                let low = self.im.word() ^ <$Part as Worded>::Word::MIN;
                let packed = $Number::from(self.re.word()) << ($Number::BITS / 2) | $Number::from(low) & ($Number::MAX >> ($Number::BITS / 2 - 1));
                (plain(self.re) && plain(self.im)).then_some(packed)
            }

            #[inline(always)]
            fn unpack(number: $Number) -> Self {
                let part = |word: $Number| $Part::from_word(word as <$Part as Worded>::Word);
                Self::new(part(number >> ($Number::BITS / 2)), part(number ^ (1 << ($Number::BITS / 2 - 1))))
            }

            fn sort_numbers($numbers: &mut [$Number], $scratch: &mut [$Number]) {
                $sort;
            }
        }
    )*};
}

complex! {
    C64 f32 i64: |numbers, scratch| i64::sort_words(Level::current(), numbers, scratch);
    C128 f64 i128: |numbers, _scratch| numbers.sort_unstable();
}
