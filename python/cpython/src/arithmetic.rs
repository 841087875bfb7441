//! Arithmetic on single elements, with NumPy's results and floating-point exceptions.

use half::{bf16, f16};
use numpyni_sys::*;

use crate::element::{Bits, Element, Kind, Number, encode};

/// A binary operation of scalars.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Power,
    And,
    Or,
    Xor,
    LeftShift,
    RightShift,
}

/// Every operation, in the order of its number, with its ufunc's name.
pub const OPS: [(Op, &str); 12] = [
    (Op::Add, "add"),
    (Op::Subtract, "subtract"),
    (Op::Multiply, "multiply"),
    (Op::Divide, "divide"),
    (Op::FloorDivide, "floor_divide"),
    (Op::Remainder, "remainder"),
    (Op::Power, "power"),
    (Op::And, "bitwise_and"),
    (Op::Or, "bitwise_or"),
    (Op::Xor, "bitwise_xor"),
    (Op::LeftShift, "left_shift"),
    (Op::RightShift, "right_shift"),
];

/// A result and its type.
pub type Computed = (Kind, Bits);

/// The arithmetic of one element type. `None` means: let the ufunc decide (it may raise).
pub trait Arithmetic: Element {
    /// The Python number in this type, if NEP 50 keeps the type and nothing is lost that should warn or raise.
    fn weak(value: Number) -> Option<Self>;
    /// `x1 op x2`; floating-point exceptions are added to `fpe`.
    fn operate(op: Op, x1: Self, x2: Self, fpe: &mut u32) -> Option<Computed>;
    /// `-x`
    fn negative(self, fpe: &mut u32) -> Option<Self>;
    /// `|x|`
    fn absolute(self, fpe: &mut u32) -> Option<Self>;
    /// `~x`
    fn invert(self) -> Option<Self>;
}

fn computed<T: Element>(value: T) -> Option<Computed> {
    Some((T::KIND, value.to_bits()))
}

/// The value that a checked operation gives, or the wrapped one and an overflow.
fn wrapped<T: Element>((value, overflow): (T, bool), fpe: &mut u32) -> Option<Computed> {
    *fpe |= if overflow { NUMPYNI_FPE_OVERFLOW } else { 0 };
    computed(value)
}

macro_rules! integers {
    ($($type:ty)*) => {$(
        impl Arithmetic for $type {
            fn weak(value: Number) -> Option<Self> {
                match value {
                    Number::Bool(value) => Some(value as $type),
                    Number::Int(value) => value.try_into().ok(),
                    Number::Uint(value) => value.try_into().ok(),
                    _ => None,
                }
            }

            #[inline(always)]
            fn operate(op: Op, x1: Self, x2: Self, fpe: &mut u32) -> Option<Computed> {
                #[allow(unused_comparisons)]
                let opposite = (x1 < 0) != (x2 < 0);
                match op {
                    Op::Add => wrapped(x1.overflowing_add(x2), fpe),
                    Op::Subtract => wrapped(x1.overflowing_sub(x2), fpe),
                    Op::Multiply => wrapped(x1.overflowing_mul(x2), fpe),
                    Op::Divide => {
                        *fpe |= by_zero(x1 as f64, x2 as f64);
                        computed(x1 as f64 / x2 as f64)
                    }
                    Op::FloorDivide | Op::Remainder if x2 == 0 => {
                        *fpe |= NUMPYNI_FPE_DIVIDE;
                        computed(x2)
                    }
                    Op::FloorDivide => {
                        let (quotient, overflow) = x1.overflowing_div(x2);
                        let inexact = x1.wrapping_rem(x2) != 0;
                        wrapped((quotient.wrapping_sub((inexact && opposite) as $type), overflow), fpe)
                    }
                    Op::Remainder => {
                        let rest = x1.wrapping_rem(x2);
                        computed(if rest != 0 && opposite { rest.wrapping_add(x2) } else { rest })
                    }
                    #[allow(unused_comparisons)]
                    Op::Power if x2 < 0 => None,
                    Op::Power => {
                        let (mut base, mut exponent, mut power) = (x1, x2, 1 as $type);
                        while exponent != 0 {
                            power = if exponent & 1 == 1 { power.wrapping_mul(base) } else { power };
                            base = base.wrapping_mul(base);
                            exponent >>= 1;
                        }
                        computed(power)
                    }
                    Op::And => computed(x1 & x2),
                    Op::Or => computed(x1 | x2),
                    Op::Xor => computed(x1 ^ x2),
                    Op::LeftShift => computed(u32::try_from(x2).ok().and_then(|n| x1.checked_shl(n)).unwrap_or(0)),
                    Op::RightShift => {
                        let last = <$type>::BITS - 1;
                        computed(match u32::try_from(x2) {
                            Ok(n) if n <= last => x1 >> n,
                            _ => (x1 >> last) >> 1,
                        })
                    }
                }
            }

            #[allow(unused_comparisons)]
            fn negative(self, fpe: &mut u32) -> Option<Self> {
                let (value, overflow) = self.overflowing_neg();
                *fpe |= if overflow { NUMPYNI_FPE_OVERFLOW } else { 0 };
                Some(value)
            }

            #[allow(unused_comparisons)]
            fn absolute(self, fpe: &mut u32) -> Option<Self> {
                if self < 0 { self.negative(fpe) } else { Some(self) }
            }

            fn invert(self) -> Option<Self> {
                Some(!self)
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

impl Arithmetic for bool {
    fn weak(value: Number) -> Option<Self> {
        if let Number::Bool(value) = value { Some(value) } else { None }
    }

    fn operate(op: Op, x1: Self, x2: Self, _: &mut u32) -> Option<Computed> {
        match op {
            Op::Add | Op::Or => computed(x1 | x2),
            Op::Multiply | Op::And => computed(x1 & x2),
            Op::Xor => computed(x1 ^ x2),
            _ => None,
        }
    }

    fn negative(self, _: &mut u32) -> Option<Self> {
        None
    }

    fn absolute(self, _: &mut u32) -> Option<Self> {
        Some(self)
    }

    fn invert(self) -> Option<Self> {
        Some(!self)
    }
}

/// What a division by zero raises.
fn by_zero(x1: f64, x2: f64) -> u32 {
    match (x2 == 0.0, x1 == 0.0) {
        (true, true) => NUMPYNI_FPE_INVALID,
        (true, false) if !x1.is_nan() => NUMPYNI_FPE_DIVIDE & if x1.is_infinite() { 0 } else { u32::MAX },
        _ => 0,
    }
}

macro_rules! reals {
    ($($type:ty, $wide:ty, $narrow:expr;)*) => {$(
        impl Arithmetic for $type {
            #[inline(always)]
            fn weak(value: Number) -> Option<Self> {
                let real = match value {
                    Number::Complex(..) => return None,
                    Number::Real(value) => value,
                    exact => {
                        let bits = encode(Self::KIND, exact);
                        let back: f64 = <$type as Element>::from_bits(bits).into();
                        return (back.abs() <= 9007199254740992.0 && Number::Real(back).wrapped() == exact.wrapped())
                            .then(|| <$type as Element>::from_bits(bits));
                    }
                };
                let narrow = $narrow(real);
                let back: f64 = narrow.into();
                (back.is_finite() || !real.is_finite()).then_some(narrow)
            }

            #[inline(always)]
            fn operate(op: Op, x1: Self, x2: Self, fpe: &mut u32) -> Option<Computed> {
                let (a, b): ($wide, $wide) = (x1.into(), x2.into());
                let value: $wide = match op {
                    Op::Add => a + b,
                    Op::Subtract => a - b,
                    Op::Multiply => a * b,
                    Op::Divide => a / b,
                    Op::FloorDivide => floor_divide(a.into(), b.into()).0 as $wide,
                    Op::Remainder => floor_divide(a.into(), b.into()).1 as $wide,
                    Op::Power => a.powf(b),
                    _ => return None,
                };
                let value = $narrow(value.into());
                let (wide, a, b): (f64, f64, f64) = (value.into(), a.into(), b.into());
                let smallest: f64 = <$type>::MIN_POSITIVE.into();
                if !wide.is_finite() || wide.abs() < smallest {
                    *fpe |= exceptions(op, a, b, wide);
                }
                computed(value)
            }

            fn negative(self, _: &mut u32) -> Option<Self> {
                Some(-self)
            }

            fn absolute(self, _: &mut u32) -> Option<Self> {
                let wide: f64 = self.into();
                Some(if wide.is_sign_negative() { -self } else { self })
            }

            fn invert(self) -> Option<Self> {
                None
            }
        }
    )*};
}

reals! {
    f64, f64, |value: f64| value;
    f32, f32, |value: f64| value as f32;
    f16, f32, crate::element::half_of;
    bf16, f32, crate::element::bfloat_of;
}

/// The exceptions of a real operation whose result is not an ordinary number.
#[cold]
fn exceptions(op: Op, a: f64, b: f64, value: f64) -> u32 {
    if a.is_nan() || b.is_nan() {
        return 0;
    }
    let finite = a.is_finite() && b.is_finite();
    match op {
        Op::Remainder if value.is_nan() => NUMPYNI_FPE_INVALID,
        Op::Divide | Op::FloorDivide if b == 0.0 => by_zero(a, b),
        Op::Power if a == 0.0 && value.is_infinite() && b.is_finite() => NUMPYNI_FPE_DIVIDE,
        _ if value.is_nan() => NUMPYNI_FPE_INVALID,
        _ if value.is_infinite() && finite => NUMPYNI_FPE_OVERFLOW,
        Op::Multiply if value == 0.0 && a != 0.0 && b != 0.0 => NUMPYNI_FPE_UNDERFLOW,
        Op::Multiply if value != 0.0 && a.mul_add(b, -value) != 0.0 => NUMPYNI_FPE_UNDERFLOW,
        Op::Divide if finite && a != 0.0 && value.mul_add(b, -a) != 0.0 => NUMPYNI_FPE_UNDERFLOW,
        Op::Power if finite && a != 0.0 && value == 0.0 => NUMPYNI_FPE_UNDERFLOW,
        _ => 0,
    }
}

/// `(x1 // x2, x1 % x2)` as Python and NumPy define them.
fn floor_divide(x1: f64, x2: f64) -> (f64, f64) {
    let mut rest = x1 % x2;
    if x2 == 0.0 {
        return (x1 / x2, rest);
    }
    let mut quotient = (x1 - rest) / x2;
    if rest == 0.0 {
        rest = 0f64.copysign(x2);
    } else if (x2 < 0.0) != (rest < 0.0) {
        rest += x2;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(x1 / x2), rest);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, rest)
}

/// A complex element: the real and the imaginary part.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Complex<T>(T, T);

impl Element for Complex<f32> {
    const KIND: Kind = Kind::Complex64;
    fn from_bits(bits: Bits) -> Self {
        Complex(f32::from_bits(bits[0] as u32), f32::from_bits((bits[0] >> 32) as u32))
    }
    fn to_bits(self) -> Bits {
        [u64::from(self.0.to_bits()) | u64::from(self.1.to_bits()) << 32, 0]
    }
}

impl Element for Complex<f64> {
    const KIND: Kind = Kind::Complex128;
    fn from_bits(bits: Bits) -> Self {
        Complex(f64::from_bits(bits[0]), f64::from_bits(bits[1]))
    }
    fn to_bits(self) -> Bits {
        [self.0.to_bits(), self.1.to_bits()]
    }
}

macro_rules! complexes {
    ($($part:ty)*) => {$(
        impl Arithmetic for Complex<$part> {
            fn weak(value: Number) -> Option<Self> {
                Some(Complex(<$part>::weak(Number::Real(value.real()))?, <$part>::weak(Number::Real(value.imag()))?))
            }

            fn operate(op: Op, x1: Self, x2: Self, fpe: &mut u32) -> Option<Computed> {
                let value = match op {
                    Op::Add => Complex(x1.0 + x2.0, x1.1 + x2.1),
                    Op::Subtract => Complex(x1.0 - x2.0, x1.1 - x2.1),
                    Op::Multiply => Complex(x1.0 * x2.0 - x1.1 * x2.1, x1.0 * x2.1 + x1.1 * x2.0),
                    Op::Divide if x2.0 != 0.0 || x2.1 != 0.0 => {
                        // Smith's method, as NumPy's loop.
                        let (a, b, turned) = if x2.0.abs() >= x2.1.abs() { (x2.0, x2.1, false) } else { (x2.1, x2.0, true) };
                        let ratio = b / a;
                        let scale = 1.0 / (a + b * ratio);
                        if turned {
                            Complex((x1.0 * ratio + x1.1) * scale, (x1.1 * ratio - x1.0) * scale)
                        } else {
                            Complex((x1.0 + x1.1 * ratio) * scale, (x1.1 - x1.0 * ratio) * scale)
                        }
                    }
                    _ => return None,
                };
                let finite = [x1.0, x1.1, x2.0, x2.1].iter().all(|part| part.is_finite());
                if !(value.0.is_finite() && value.1.is_finite()) {
                    if !finite {
                        // Whether an infinity or a NaN came in is for the loop to say.
                        return None;
                    }
                    *fpe |= NUMPYNI_FPE_OVERFLOW | if value.0.is_nan() || value.1.is_nan() { NUMPYNI_FPE_INVALID } else { 0 };
                }
                computed(value)
            }

            fn negative(self, _: &mut u32) -> Option<Self> {
                Some(Complex(-self.0, -self.1))
            }

            fn absolute(self, _: &mut u32) -> Option<Self> {
                None
            }

            fn invert(self) -> Option<Self> {
                None
            }
        }
    )*};
}

complexes! { f32 f64 }
