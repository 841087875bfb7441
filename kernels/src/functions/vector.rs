//! Several floats at once, as the level's registers hold them.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// Lanes of float64 or float32. Constants are float64s, rounded to the lanes' type. Arithmetic is IEEE 754's, lane by lane, so the width never changes a result.
pub trait Vector:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// One truth a lane.
    type Mask: Mask;
    /// How many.
    const LANES: usize;
    /// Bits of a lane's fraction.
    const FRACTION: u32;
    /// The bits of 1.0.
    const ONE: u64;
    /// The lowest bit of the exponent.
    const UNIT: u64 = 1 << Self::FRACTION;
    /// The bit of the sign.
    const SIGN: u64;
    /// What exponents are counted in, a power of two.
    const EXPONENT: f64 = 1.0;

    /// `self * factor + term`, rounded once.
    fn fused(self, factor: Self, term: Self) -> Self;
    fn sqrt(self) -> Self;
    /// The largest whole number that is no larger.
    fn floor(self) -> Self;

    /// Whether `self < other`; raises nothing.
    fn less(self, other: Self) -> Self::Mask;
    /// Whether `self == other`; raises nothing.
    fn equal(self, other: Self) -> Self::Mask;
    /// `self` where the mask is true, else `other`.
    fn select(self, mask: Self::Mask, other: Self) -> Self;

    /// The smaller and the larger of two that are not negative, of which NaN is the largest; raises nothing.
    fn least(self, other: Self) -> Self;
    fn most(self, other: Self) -> Self;

    /// The bits as unsigned integers: their sum, modulo 2 to the width of a lane.
    fn plus_bits(self, other: Self) -> Self;
    /// Their difference.
    fn minus_bits(self, other: Self) -> Self;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    /// The bits moved up by `count`.
    fn up(self, count: u32) -> Self;
    /// The bits moved down by `count`.
    fn down(self, count: u32) -> Self;
    /// The entries whose numbers stand in the four lowest bits.
    fn of(self, table: &'static Table) -> Self;
    /// These bits in every lane.
    fn bits(bits: u64) -> Self;
    /// The even lanes of two registers, and the odd ones.
    fn unzip(self, other: Self) -> [Self; 2];
    /// Undoes `unzip`.
    fn zip(self, other: Self) -> [Self; 2];

    /// Whether it is neither zero, subnormal, infinite nor NaN; raises nothing.
    #[inline(always)]
    fn is_normal(self) -> Self::Mask {
        let size = self.abs();
        Self::bits(Self::UNIT - 1).less(size).and(size.less(Self::from(f64::INFINITY)))
    }

    /// Whether that holds and it is positive.
    #[inline(always)]
    fn is_positive_normal(self) -> Self::Mask {
        Self::bits(Self::UNIT - 1).less(self).and(self.less(Self::from(f64::INFINITY)))
    }

    /// `k / EXPONENT` and `m` of a positive normal number `2**k m`, with `m` from 3/4 to below 3/2; of any other, some numbers of that size.
    #[inline(always)]
    fn exponent_and_fraction(self) -> (Self, Self) {
        let half = Self::ONE - Self::UNIT; // the bits of 1/2
        let count = (1u64 << Self::FRACTION) as f64; // whose lowest bits count ones
        let shifted = self.minus_bits(Self::bits(Self::UNIT / 2)); // the exponent's field is that of 2**k or its half
        let exponent = shifted.and(Self::bits(Self::SIGN - Self::UNIT));
        let k = exponent.down(Self::FRACTION).or(Self::from(count)) - (count + (half >> Self::FRACTION) as f64);
        (k, self.minus_bits(exponent).plus_bits(Self::bits(half)))
    }

    /// A constant known as a sum of two float64s, as two numbers of the lanes' type.
    fn two(first: f64, second: f64) -> (f64, f64);
    /// The same, the first with so few bits that products with exponents are exact; so is that of `first`.
    fn coarse(first: f64, second: f64) -> (f64, f64);
    /// What suits the lanes' type.
    fn either<T>(double: T, single: T) -> T;

    /// `self * factor + term`, rounded once.
    #[inline(always)]
    fn mul_add(self, factor: impl Into<Self>, term: impl Into<Self>) -> Self {
        self.fused(factor.into(), term.into())
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.and(Self::bits(Self::SIGN - 1))
    }

    /// `self` with the sign of `other`; `self` must not be negative.
    #[inline(always)]
    fn signed_as(self, other: Self) -> Self {
        self.or(other.and(Self::bits(Self::SIGN)))
    }

    /// Whether the lowest bit is clear.
    #[inline(always)]
    fn is_even(self) -> Self::Mask {
        // One, or a zero: no comparison of integers is needed.
        self.and(Self::bits(1)).or(Self::from(1.0)).equal(Self::from(1.0))
    }

    /// Whether the sign bit is set.
    #[inline(always)]
    fn is_negative(self) -> Self::Mask {
        self.and(Self::bits(Self::SIGN)).or(Self::from(1.0)).less(Self::from(0.0))
    }
}

/// Sixteen numbers for each type of lanes; in whole lines of the cache.
#[repr(align(64))]
pub struct Table {
    double: [f64; 16],
    single: [f32; 16],
}

impl Table {
    /// What suits float64 and what suits float32, in which the latter is exact.
    pub(super) const fn new(double: [f64; 16], exact: [f64; 16]) -> Table {
        let mut single = [0.0; 16];
        let mut j = 0;
        while j < 16 {
            single[j] = exact[j] as f32;
            j += 1;
        }
        Table { double, single }
    }

    /// What float32 holds exactly, for functions of it alone.
    pub(super) const fn single(exact: [f64; 16]) -> Table {
        Table::new(exact, exact)
    }
}

/// Registers that hold elements of `T`: as many as there are lanes.
pub trait Holds<T>: Vector {
    /// # Safety
    /// `LANES` elements are readable there, at any alignment.
    unsafe fn load(from: *const T) -> Self;
    /// Rounds to nearest even, and raises overflow and underflow.
    ///
    /// # Safety
    /// `LANES` elements are writable there, at any alignment.
    unsafe fn store(self, to: *mut T);
    /// Both, in as few pieces as hold them: what is read back in larger pieces than it was written in waits.
    ///
    /// # Safety
    /// `2 * LANES` elements are writable there, at any alignment.
    #[inline(always)]
    unsafe fn store_two([first, second]: [Self; 2], to: *mut T) {
        // SAFETY: the caller's promise.
        unsafe { first.store(to) };
        // SAFETY: the caller's promise.
        unsafe { second.store(to.wrapping_add(Self::LANES)) };
    }
}

/// A truth for each lane.
pub trait Mask: Copy {
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn all(self) -> bool;
}

macro_rules! operators {
    ($V:ident: $(($Trait:ident, $method:ident, |$a:ident, $b:ident| $value:expr))*) => {
        $(
            impl $Trait for $V {
                type Output = $V;
                #[inline(always)]
                fn $method(self, other: $V) -> $V {
                    let ($a, $b) = (self.0, other.0);
                    // SAFETY: the level's features are on.
                    #[allow(unused_unsafe)]
                    $V(unsafe { $value })
                }
            }
            impl $Trait<f64> for $V {
                type Output = $V;
                #[inline(always)]
                fn $method(self, other: f64) -> $V {
                    $Trait::$method(self, $V::from(other))
                }
            }
        )*
        impl Neg for $V {
            type Output = $V;
            #[inline(always)]
            fn neg(self) -> $V {
                self.xor($V::bits($V::SIGN))
            }
        }
    };
}

/// What depends on the lanes' type alone.
macro_rules! precision {
    (f64) => {
        precision!(@ f64, u64, |double, _single| double);

        #[inline(always)]
        fn two(first: f64, second: f64) -> (f64, f64) {
            (first, second)
        }

        #[inline(always)]
        fn coarse(first: f64, second: f64) -> (f64, f64) {
            (first, second)
        }
    };
    (f32) => {
        precision!(@ f32, u32, |_double, single| single);

        #[inline(always)]
        fn two(first: f64, second: f64) -> (f64, f64) {
            let rounded = f64::from(first as f32);
            (rounded, (first - rounded) + second)
        }

        #[inline(always)]
        fn coarse(first: f64, second: f64) -> (f64, f64) {
            // Twelve bits, so that a product with a number of twelve is exact.
            let cut = f64::from_bits(first.to_bits() >> 41 << 41);
            (cut, (first - cut) + second)
        }
    };
    (@ $T:ty, $Bits:ty, |$double:ident, $single:ident| $either:expr) => {
        const FRACTION: u32 = <$T>::MANTISSA_DIGITS - 1;
        const ONE: u64 = (1.0 as $T).to_bits() as u64;
        const SIGN: u64 = 1 << (<$Bits>::BITS - 1);

        #[inline(always)]
        fn either<E>($double: E, $single: E) -> E {
            $either
        }
    };
}

macro_rules! one {
    ($(#[$meta:meta])* $V:ident, $T:ident, $Bits:ty, $Integer:ty, $entries:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub struct $V($T);

        impl From<f64> for $V {
            #[inline(always)]
            fn from(x: f64) -> $V {
                $V(x as $T)
            }
        }

        operators!($V: (Add, add, |a, b| a + b) (Sub, sub, |a, b| a - b) (Mul, mul, |a, b| a * b) (Div, div, |a, b| a / b));

        impl $V {
            #[inline(always)]
            fn by_bits(self, other: $V, f: impl Fn($Bits, $Bits) -> $Bits) -> $V {
                $V($T::from_bits(f(self.0.to_bits(), other.0.to_bits())))
            }
        }

        impl Vector for $V {
            type Mask = bool;
            const LANES: usize = 1;
            precision!($T);

            #[inline(always)]
            fn fused(self, factor: $V, term: $V) -> $V {
                $V($T::mul_add(self.0, factor.0, term.0))
            }

            #[inline(always)]
            fn sqrt(self) -> $V {
                $V(self.0.sqrt())
            }

            #[inline(always)]
            fn floor(self) -> $V {
                $V(self.0.floor())
            }

            #[inline(always)]
            fn less(self, other: $V) -> bool {
                // In a register, SSE's comparison of floats raises "invalid" of NaN; that of integers, in the order of floats, cannot.
                let key = |x: $T| x.to_bits() as $Integer ^ ((x.to_bits() as $Integer >> (<$Bits>::BITS - 1)) as $Bits >> 1) as $Integer;
                (key(self.0) < key(other.0)) & !self.0.is_nan() & (self.0 != other.0)
            }

            #[inline(always)]
            fn equal(self, other: $V) -> bool {
                self.0 == other.0
            }

            #[inline(always)]
            fn select(self, mask: bool, other: $V) -> $V {
                if mask { self } else { other }
            }

            #[inline(always)]
            fn unzip(self, other: $V) -> [$V; 2] {
                [self, other]
            }

            #[inline(always)]
            fn zip(self, other: $V) -> [$V; 2] {
                [self, other]
            }

            #[inline(always)]
            fn least(self, other: $V) -> $V {
                self.by_bits(other, <$Bits>::min)
            }

            #[inline(always)]
            fn most(self, other: $V) -> $V {
                self.by_bits(other, <$Bits>::max)
            }

            #[inline(always)]
            fn plus_bits(self, other: $V) -> $V {
                self.by_bits(other, <$Bits>::wrapping_add)
            }

            #[inline(always)]
            fn minus_bits(self, other: $V) -> $V {
                self.by_bits(other, <$Bits>::wrapping_sub)
            }

            #[inline(always)]
            fn and(self, other: $V) -> $V {
                self.by_bits(other, |a, b| a & b)
            }

            #[inline(always)]
            fn or(self, other: $V) -> $V {
                self.by_bits(other, |a, b| a | b)
            }

            #[inline(always)]
            fn xor(self, other: $V) -> $V {
                self.by_bits(other, |a, b| a ^ b)
            }

            #[inline(always)]
            fn up(self, count: u32) -> $V {
                self.by_bits(self, |a, _| a << count)
            }

            #[inline(always)]
            fn down(self, count: u32) -> $V {
                self.by_bits(self, |a, _| a >> count)
            }

            #[inline(always)]
            fn of(self, table: &'static Table) -> $V {
                $V(table.$entries[(self.0.to_bits() & 15) as usize])
            }

            #[inline(always)]
            fn bits(bits: u64) -> $V {
                $V($T::from_bits(bits as $Bits))
            }
        }

        impl Holds<$T> for $V {
            #[inline(always)]
            unsafe fn load(from: *const $T) -> $V {
                // SAFETY: the caller's promise.
                $V(unsafe { from.read_unaligned() })
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut $T) {
                // SAFETY: the caller's promise.
                unsafe { to.write_unaligned(self.0) }
            }
        }
    };
}

one! {
    /// One float64: what every CPU has. Without a fused instruction the C library computes it, slowly.
    One, f64, u64, i64, double
}

one! {
    /// One float32.
    OneSingle, f32, u32, i32, single
}

impl Holds<f32> for One {
    #[inline(always)]
    unsafe fn load(from: *const f32) -> One {
        // SAFETY: the caller's promise.
        One(f64::from(unsafe { from.read_unaligned() }))
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { to.write_unaligned(self.0 as f32) }
    }
}

impl Mask for bool {
    #[inline(always)]
    fn and(self, other: bool) -> bool {
        self & other
    }

    #[inline(always)]
    fn or(self, other: bool) -> bool {
        self | other
    }

    #[inline(always)]
    fn all(self) -> bool {
        self
    }
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Eight, EightSingles, Four, SixteenSingles};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::*;
    use std::arch::x86_64::*;

    /// A method by one expression over registers.
    macro_rules! method {
        ($name:ident(self $(, $x:ident: $X:ty)*) -> $Out:ty = |$a:ident $(, $b:ident)*| $value:expr) => {
            #[inline(always)]
            fn $name(self $(, $x: $X)*) -> $Out {
                let $a = self.0;
                $(let $b = $x.0;)*
                // SAFETY: the level's features are on.
                #[allow(unused_unsafe)]
                <$Out>::wrap(unsafe { $value })
            }
        };
    }

    macro_rules! vector {
        ($(#[$meta:meta])* $V:ident($Register:ty), $M:ident($Truth:ty), $lanes:literal $T:ident $Bits:ident $entries:ident:
            $splat:ident $load:ident $store:ident
            $add:ident $sub:ident $mul:ident $div:ident $fused:ident $sqrt:ident
            |$x:ident, $y:ident, $m:ident, $n:ident|
            floor $floor:expr; less $less:expr; equal $equal:expr; select $select:expr;
            integers $int:ident $float:ident $plus:ident $minus:ident $and:ident $or:ident $xor:ident $up:ident $down:ident $count:ident;
            least $least:expr; most $most:expr; of $of:expr;
            unzip $even:expr, $odd:expr; zip $low:expr, $high:expr;
            masks $mask_and:expr, $mask_or:expr; all $all:expr; negative $negative:expr
            $(; normal $normal:expr, $positive:expr, $exponent:expr, $significand:expr)?
        ) => {
            $(#[$meta])*
            #[derive(Clone, Copy)]
            pub struct $V($Register);

            #[derive(Clone, Copy)]
            pub struct $M($Truth);

            impl $V {
                #[inline(always)]
                fn wrap(register: $Register) -> $V {
                    $V(register)
                }
            }

            impl $M {
                #[inline(always)]
                fn wrap(truth: $Truth) -> $M {
                    $M(truth)
                }
            }

            impl From<f64> for $V {
                #[inline(always)]
                fn from(x: f64) -> $V {
                    // SAFETY: the level's features are on.
                    $V(unsafe { $splat(x as $T) })
                }
            }

            operators!($V: (Add, add, |a, b| $add(a, b)) (Sub, sub, |a, b| $sub(a, b)) (Mul, mul, |a, b| $mul(a, b)) (Div, div, |a, b| $div(a, b)));

            impl Vector for $V {
                type Mask = $M;
                const LANES: usize = $lanes;

                precision!($T);

                #[inline(always)]
                fn bits(bits: u64) -> $V {
                    // SAFETY: the level's features are on.
                    $V(unsafe { $splat($T::from_bits(bits as $Bits)) })
                }

                method!(fused(self, factor: $V, term: $V) -> $V = |a, b, c| $fused(a, b, c));
                method!(sqrt(self) -> $V = |a| $sqrt(a));
                method!(floor(self) -> $V = |$x| $floor);
                method!(less(self, other: $V) -> $M = |$x, $y| $less);
                method!(equal(self, other: $V) -> $M = |$x, $y| $equal);
                method!(select(self, mask: $M, other: $V) -> $V = |$x, $m, $y| $select);
                method!(least(self, other: $V) -> $V = |$x, $y| $least);
                method!(most(self, other: $V) -> $V = |$x, $y| $most);
                method!(plus_bits(self, other: $V) -> $V = |a, b| $float($plus($int(a), $int(b))));
                method!(minus_bits(self, other: $V) -> $V = |a, b| $float($minus($int(a), $int(b))));
                method!(and(self, other: $V) -> $V = |a, b| $float($and($int(a), $int(b))));
                method!(or(self, other: $V) -> $V = |a, b| $float($or($int(a), $int(b))));
                method!(xor(self, other: $V) -> $V = |a, b| $float($xor($int(a), $int(b))));
                method!(is_negative(self) -> $M = |$x| $negative);

                #[inline(always)]
                fn up(self, count: u32) -> $V {
                    // SAFETY: the level's features are on.
                    $V(unsafe { $float($up($int(self.0), $count(count as _))) })
                }

                #[inline(always)]
                fn down(self, count: u32) -> $V {
                    // SAFETY: the level's features are on.
                    $V(unsafe { $float($down($int(self.0), $count(count as _))) })
                }

                $(
                    const EXPONENT: f64 = 1.0 / Self::UNIT as f64; // the bits themselves

                    method!(is_normal(self) -> $M = |$x| $normal);
                    method!(is_positive_normal(self) -> $M = |$x| $positive);

                    #[inline(always)]
                    fn exponent_and_fraction(self) -> ($V, $V) {
                        let $x = self.0;
                        // SAFETY: the level's features are on.
                        let $y = unsafe { $significand };
                        // SAFETY: the level's features are on.
                        ($V(unsafe { $exponent }), $V($y))
                    }
                )?

                #[inline(always)]
                fn unzip(self, other: $V) -> [$V; 2] {
                    let ($x, $y) = (self.0, other.0);
                    // SAFETY: the level's features are on.
                    let even = unsafe { $even };
                    // SAFETY: the level's features are on.
                    [$V(even), $V(unsafe { $odd })]
                }

                #[inline(always)]
                fn zip(self, other: $V) -> [$V; 2] {
                    let ($x, $y) = (self.0, other.0);
                    // SAFETY: the level's features are on.
                    let low = unsafe { $low };
                    // SAFETY: the level's features are on.
                    [$V(low), $V(unsafe { $high })]
                }

                #[inline(always)]
                fn of(self, table: &'static Table) -> $V {
                    let ($x, $y) = (self.0, &table.$entries);
                    // SAFETY: the level's features are on, and the four bits number an entry.
                    $V(unsafe { $of })
                }
            }

            impl Holds<$T> for $V {
                #[inline(always)]
                unsafe fn load(from: *const $T) -> $V {
                    // SAFETY: the caller's promise; the level's features are on.
                    $V(unsafe { $load(from) })
                }

                #[inline(always)]
                unsafe fn store(self, to: *mut $T) {
                    // SAFETY: the caller's promise; the level's features are on.
                    unsafe { $store(to, self.0) }
                }
            }

            impl Mask for $M {
                method!(and(self, other: $M) -> $M = |$m, $n| $mask_and);
                method!(or(self, other: $M) -> $M = |$m, $n| $mask_or);

                #[inline(always)]
                fn all(self) -> bool {
                    let $m = self.0;
                    // SAFETY: the level's features are on.
                    #[allow(unused_unsafe)]
                    unsafe {
                        $all
                    }
                }
            }
        };
    }

    /// Of the bits of two that are not negative.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn larger_pd(x: __m256d, y: __m256d) -> __m256d {
        _mm256_castsi256_pd(_mm256_cmpgt_epi64(_mm256_castpd_si256(x), _mm256_castpd_si256(y)))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn entries_pd(bits: __m256d, table: &[f64; 16]) -> __m256d {
        let numbers = _mm256_and_si256(_mm256_castpd_si256(bits), _mm256_set1_epi64x(15));
        // SAFETY: the numbers are below 16.
        unsafe { _mm256_i64gather_pd::<8>(table.as_ptr(), numbers) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn entries_ps(bits: __m256, table: &[f32; 16]) -> __m256 {
        let numbers = _mm256_and_si256(_mm256_castps_si256(bits), _mm256_set1_epi32(15));
        // SAFETY: the numbers are below 16.
        unsafe { _mm256_i32gather_ps::<4>(table.as_ptr(), numbers) }
    }

    /// Pairs that stand in turn in the halves of a register, one half's behind the other's.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn halves_joined(x: __m256) -> __m256 {
        _mm256_castpd_ps(_mm256_permute4x64_pd::<0xd8>(_mm256_castps_pd(x)))
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn wide_entries_pd(bits: __m512d, table: &[f64; 16]) -> __m512d {
        // SAFETY: the table has eight numbers.
        let first = unsafe { _mm512_loadu_pd(table.as_ptr()) };
        // SAFETY: the table has eight more.
        let second = unsafe { _mm512_loadu_pd(table.as_ptr().wrapping_add(8)) };
        _mm512_permutex2var_pd(first, _mm512_castpd_si512(bits), second)
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn wide_entries_ps(bits: __m512, table: &[f32; 16]) -> __m512 {
        // SAFETY: the table has sixteen numbers.
        let all = unsafe { _mm512_loadu_ps(table.as_ptr()) };
        _mm512_permutexvar_ps(_mm512_castps_si512(bits), all)
    }

    vector! {
        /// A register of AVX.
        Four(__m256d), FourTruths(__m256d), 4 f64 u64 double: _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd
        _mm256_add_pd _mm256_sub_pd _mm256_mul_pd _mm256_div_pd _mm256_fmadd_pd _mm256_sqrt_pd
        |x, y, m, n|
        floor _mm256_floor_pd(x); less _mm256_cmp_pd::<_CMP_LT_OQ>(x, y); equal _mm256_cmp_pd::<_CMP_EQ_OQ>(x, y); select _mm256_blendv_pd(y, x, m);
        integers _mm256_castpd_si256 _mm256_castsi256_pd _mm256_add_epi64 _mm256_sub_epi64 _mm256_and_si256 _mm256_or_si256 _mm256_xor_si256
            _mm256_sllv_epi64 _mm256_srlv_epi64 _mm256_set1_epi64x;
        least _mm256_blendv_pd(x, y, larger_pd(x, y)); most _mm256_blendv_pd(y, x, larger_pd(x, y)); of entries_pd(x, y);
        unzip _mm256_permute4x64_pd::<0xd8>(_mm256_unpacklo_pd(x, y)), _mm256_permute4x64_pd::<0xd8>(_mm256_unpackhi_pd(x, y));
        zip _mm256_permute2f128_pd::<0x20>(_mm256_unpacklo_pd(x, y), _mm256_unpackhi_pd(x, y)),
            _mm256_permute2f128_pd::<0x31>(_mm256_unpacklo_pd(x, y), _mm256_unpackhi_pd(x, y));
        masks _mm256_and_pd(m, n), _mm256_or_pd(m, n); all _mm256_movemask_pd(m) == 0xf; negative x
    }

    vector! {
        /// A register of AVX, of float32s.
        EightSingles(__m256), EightSingleTruths(__m256), 8 f32 u32 single: _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps
        _mm256_add_ps _mm256_sub_ps _mm256_mul_ps _mm256_div_ps _mm256_fmadd_ps _mm256_sqrt_ps
        |x, y, m, n|
        floor _mm256_floor_ps(x); less _mm256_cmp_ps::<_CMP_LT_OQ>(x, y); equal _mm256_cmp_ps::<_CMP_EQ_OQ>(x, y); select _mm256_blendv_ps(y, x, m);
        integers _mm256_castps_si256 _mm256_castsi256_ps _mm256_add_epi32 _mm256_sub_epi32 _mm256_and_si256 _mm256_or_si256 _mm256_xor_si256
            _mm256_sllv_epi32 _mm256_srlv_epi32 _mm256_set1_epi32;
        least _mm256_castsi256_ps(_mm256_min_epu32(_mm256_castps_si256(x), _mm256_castps_si256(y)));
        most _mm256_castsi256_ps(_mm256_max_epu32(_mm256_castps_si256(x), _mm256_castps_si256(y))); of entries_ps(x, y);
        unzip halves_joined(_mm256_shuffle_ps::<0x88>(x, y)), halves_joined(_mm256_shuffle_ps::<0xdd>(x, y));
        zip _mm256_permute2f128_ps::<0x20>(_mm256_unpacklo_ps(x, y), _mm256_unpackhi_ps(x, y)),
            _mm256_permute2f128_ps::<0x31>(_mm256_unpacklo_ps(x, y), _mm256_unpackhi_ps(x, y));
        masks _mm256_and_ps(m, n), _mm256_or_ps(m, n); all _mm256_movemask_ps(m) == 0xff; negative x
    }

    vector! {
        /// A register of AVX-512.
        Eight(__m512d), EightTruths(__mmask8), 8 f64 u64 double: _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd
        _mm512_add_pd _mm512_sub_pd _mm512_mul_pd _mm512_div_pd _mm512_fmadd_pd _mm512_sqrt_pd
        |x, y, m, n|
        floor _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(x);
        less _mm512_cmp_pd_mask::<_CMP_LT_OQ>(x, y); equal _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(x, y); select _mm512_mask_mov_pd(y, m, x);
        integers _mm512_castpd_si512 _mm512_castsi512_pd _mm512_add_epi64 _mm512_sub_epi64 _mm512_and_si512 _mm512_or_si512 _mm512_xor_si512
            _mm512_sllv_epi64 _mm512_srlv_epi64 _mm512_set1_epi64;
        least _mm512_castsi512_pd(_mm512_min_epu64(_mm512_castpd_si512(x), _mm512_castpd_si512(y)));
        most _mm512_castsi512_pd(_mm512_max_epu64(_mm512_castpd_si512(x), _mm512_castpd_si512(y))); of wide_entries_pd(x, y);
        unzip _mm512_permutex2var_pd(x, _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14), y),
            _mm512_permutex2var_pd(x, _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15), y);
        zip _mm512_permutex2var_pd(x, _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), y),
            _mm512_permutex2var_pd(x, _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15), y);
        masks m & n, m | n; all m == 0xff; negative _mm512_movepi64_mask(_mm512_castpd_si512(x));
        normal !_mm512_fpclass_pd_mask::<0xbf>(x), !_mm512_fpclass_pd_mask::<0xff>(x),
        _mm512_cvtepi64_pd(_mm512_sub_epi64(_mm512_castpd_si512(x), _mm512_castpd_si512(y))),
        _mm512_getmant_round_pd::<_MM_MANT_NORM_P75_1P5, _MM_MANT_SIGN_ZERO, _MM_FROUND_NO_EXC>(x)
    }

    vector! {
        /// A register of AVX-512, of float32s.
        SixteenSingles(__m512), SixteenSingleTruths(__mmask16), 16 f32 u32 single: _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps
        _mm512_add_ps _mm512_sub_ps _mm512_mul_ps _mm512_div_ps _mm512_fmadd_ps _mm512_sqrt_ps
        |x, y, m, n|
        floor _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(x);
        less _mm512_cmp_ps_mask::<_CMP_LT_OQ>(x, y); equal _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(x, y); select _mm512_mask_mov_ps(y, m, x);
        integers _mm512_castps_si512 _mm512_castsi512_ps _mm512_add_epi32 _mm512_sub_epi32 _mm512_and_si512 _mm512_or_si512 _mm512_xor_si512
            _mm512_sllv_epi32 _mm512_srlv_epi32 _mm512_set1_epi32;
        least _mm512_castsi512_ps(_mm512_min_epu32(_mm512_castps_si512(x), _mm512_castps_si512(y)));
        most _mm512_castsi512_ps(_mm512_max_epu32(_mm512_castps_si512(x), _mm512_castps_si512(y))); of wide_entries_ps(x, y);
        unzip _mm512_permutex2var_ps(x, _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), y),
            _mm512_permutex2var_ps(x, _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), y);
        zip _mm512_permutex2var_ps(x, _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), y),
            _mm512_permutex2var_ps(x, _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), y);
        masks m & n, m | n; all m == 0xffff; negative _mm512_movepi32_mask(_mm512_castps_si512(x));
        normal !_mm512_fpclass_ps_mask::<0xbf>(x), !_mm512_fpclass_ps_mask::<0xff>(x),
        _mm512_cvtepi32_ps(_mm512_sub_epi32(_mm512_castps_si512(x), _mm512_castps_si512(y))),
        _mm512_getmant_round_ps::<_MM_MANT_NORM_P75_1P5, _MM_MANT_SIGN_ZERO, _MM_FROUND_NO_EXC>(x)
    }

    /// float32s, computed in float64.
    macro_rules! holds_single {
        ($V:ident: $load:ident $widen:ident $narrow:ident $store:ident $store_two:ident |$x:ident, $y:ident| $join:expr) => {
            impl Holds<f32> for $V {
                #[inline(always)]
                unsafe fn load(from: *const f32) -> $V {
                    // SAFETY: the caller's promise; the level's features are on.
                    let single = unsafe { $load(from) };
                    // SAFETY: the level's features are on.
                    $V(unsafe { $widen(single) })
                }

                #[inline(always)]
                unsafe fn store(self, to: *mut f32) {
                    // SAFETY: the level's features are on.
                    let single = unsafe { $narrow(self.0) };
                    // SAFETY: the caller's promise; the level's features are on.
                    unsafe { $store(to, single) }
                }

                #[inline(always)]
                unsafe fn store_two([first, second]: [$V; 2], to: *mut f32) {
                    // SAFETY: the level's features are on.
                    let $x = unsafe { $narrow(first.0) };
                    // SAFETY: the level's features are on.
                    let $y = unsafe { $narrow(second.0) };
                    // SAFETY: the level's features are on.
                    let both = unsafe { $join };
                    // SAFETY: the caller's promise; the level's features are on.
                    unsafe { $store_two(to, both) }
                }
            }
        };
    }

    holds_single!(Four: _mm_loadu_ps _mm256_cvtps_pd _mm256_cvtpd_ps _mm_storeu_ps _mm256_storeu_ps |x, y| _mm256_set_m128(y, x));
    holds_single!(Eight: _mm256_loadu_ps _mm512_cvtps_pd _mm512_cvtpd_ps _mm256_storeu_ps _mm512_storeu_ps
        |x, y| _mm512_insertf32x8::<1>(_mm512_castps256_ps512(x), y));
}
