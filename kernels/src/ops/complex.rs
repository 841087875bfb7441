//! What complex numbers need of their own: their order, their division, and the C library's functions.

use crate::element::{C64, C128, Element};
use crate::functions;
use crate::instructions::Instructions;
use bytemuck::Pod;
use num_complex::Complex;
use num_traits::Float;

/// The conjugates of a block: the imaginary parts' signs are bits of words.
#[inline(always)]
pub(super) fn conjugate_block<R: Float + Pod, const N: usize>(x: &[Complex<R>; N]) -> [Complex<R>; N] {
    let mut out = *x;
    let (chunks, rest) = out.as_chunks_mut::<8>();
    for chunk in chunks {
        if size_of::<R>() == 4 {
            let mut words: [u32; 16] = bytemuck::cast(*chunk);
            (0..16).for_each(|j| words[j] ^= (j as u32 & 1) << 31);
            *chunk = bytemuck::cast(words);
        } else {
            let mut words: [u64; 16] = bytemuck::cast(*chunk);
            (0..16).for_each(|j| words[j] ^= (j as u64 & 1) << 63);
            *chunk = bytemuck::cast(words);
        }
    }
    for x in rest {
        x.im = -x.im;
    }
    out
}

/// By real part, then imaginary; nothing comes before a NaN.
#[inline(always)]
pub(super) fn less<R: Float>(x1: Complex<R>, x2: Complex<R>) -> bool {
    ((x1.re < x2.re) & !x1.im.is_nan() & !x2.im.is_nan()) | ((x1.re == x2.re) & (x1.im < x2.im))
}

#[inline(always)]
pub(super) fn at_most<R: Float>(x1: Complex<R>, x2: Complex<R>) -> bool {
    ((x1.re < x2.re) & !x1.im.is_nan() & !x2.im.is_nan()) | ((x1.re == x2.re) & (x1.im <= x2.im))
}

#[inline(always)]
pub(super) fn at_least<R: Float>(x1: Complex<R>, x2: Complex<R>) -> bool {
    at_most(x2, x1)
}

#[inline(always)]
pub(super) fn nonzero<R: Float>(x: Complex<R>) -> bool {
    (x.re != R::zero()) | (x.im != R::zero())
}

/// Smith's method: Communications of the ACM 5 (1962), 435.
#[inline]
pub(super) fn divide<R: Float>(x1: Complex<R>, x2: Complex<R>) -> Complex<R> {
    let (re, im) = (x2.re.abs(), x2.im.abs());
    if re == R::zero() && im == R::zero() {
        Complex::new(x1.re / re, x1.im / re)
    } else if re >= im {
        let ratio = x2.im / x2.re;
        let scale = R::one() / (x2.re + x2.im * ratio);
        Complex::new((x1.re + x1.im * ratio) * scale, (x1.im - x1.re * ratio) * scale)
    } else {
        let ratio = x2.re / x2.im;
        let scale = R::one() / (x2.im + x2.re * ratio);
        Complex::new((x1.re * ratio + x1.im) * scale, (x1.im * ratio - x1.re) * scale)
    }
}

/// [`divide`] of a block, in registers where there is no zero.
#[inline(always)]
pub(super) fn divide_block<R: Float + Element, S: Instructions, const N: usize>(x1: &[Complex<R>; N], x2: &[Complex<R>; N]) -> [Complex<R>; N]
where
    Complex<R>: Element,
    functions::Hypot: functions::Function2<R>,
{
    if x2.iter().fold(true, |all, &x| all & nonzero(x)) {
        return functions::of_parts::<functions::Quotient, R, S, N>(x1, x2);
    }
    let mut out = *x1;
    for j in 0..N {
        out[j] = divide(x1[j], x2[j]);
    }
    out
}

/// Smith's method.
#[inline]
pub(super) fn reciprocal<R: Float>(x: Complex<R>) -> Complex<R> {
    if x.im.abs() <= x.re.abs() {
        let ratio = x.im / x.re;
        let scale = x.re + x.im * ratio;
        Complex::new(R::one() / scale, -ratio / scale)
    } else {
        let ratio = x.re / x.im;
        let scale = x.re * ratio + x.im;
        Complex::new(ratio / scale, -R::one() / scale)
    }
}

/// `x / |x|`.
pub(super) fn sign<R: Float + Elementary>(x: Complex<R>) -> Complex<R> {
    let length = Elementary::hypot(x.re, x.im);
    if length.is_nan() {
        return Complex::new(R::nan(), R::nan());
    }
    if length.is_infinite() {
        return match (x.re.is_infinite(), x.im.is_infinite()) {
            (true, true) => Complex::new(R::nan(), R::nan()),
            (true, false) => Complex::new(R::one().copysign(x.re), R::zero()),
            _ => Complex::new(R::zero(), R::one().copysign(x.im)),
        };
    }
    if length == R::zero() { Complex::new(R::zero(), R::zero()) } else { Complex::new(x.re / length, x.im / length) }
}

/// Small whole powers by multiplication, the rest by the C library.
pub(super) fn power<R: Float>(x1: Complex<R>, x2: Complex<R>) -> Complex<R>
where
    Complex<R>: Elementary,
{
    let one = Complex::new(R::one(), R::zero());
    if !nonzero(x2) {
        return one;
    }
    if !nonzero(x1) {
        if x2.re > R::zero() {
            return Complex::new(R::zero(), R::zero());
        }
        let invalid = std::hint::black_box(R::infinity()) - R::infinity();
        return Complex::new(invalid, invalid);
    }
    let whole = x2.re.to_i64().filter(|n| x2.im == R::zero() && n.unsigned_abs() < 100 && x2.re.fract() == R::zero());
    match whole {
        Some(1) => x1,
        Some(2) => multiply(x1, x1),
        Some(3) => multiply(x1, multiply(x1, x1)),
        Some(n) => {
            let (mut exponent, mut base, mut power) = (n.unsigned_abs(), x1, one);
            while exponent != 0 {
                if exponent & 1 == 1 {
                    power = multiply(power, base);
                }
                exponent >>= 1;
                if exponent != 0 {
                    base = multiply(base, base);
                }
            }
            if n < 0 { divide(one, power) } else { power }
        }
        None => Elementary::pow(x1, x2),
    }
}

#[inline(always)]
fn multiply<R: Float>(x1: Complex<R>, x2: Complex<R>) -> Complex<R> {
    Complex::new(x1.re * x2.re - x1.im * x2.im, x1.re * x2.im + x1.im * x2.re)
}

macro_rules! functions {
    ($($name:ident),*) => {
        /// The elementary functions, as the C library has them, of real and of complex numbers.
        pub(crate) trait Elementary: Sized {
            $(fn $name(self) -> Self;)*
            fn pow(self, x2: Self) -> Self;
            fn hypot(self, _x2: Self) -> Self {
                self
            }
        }
    };
}

functions!(
    exp, exp2, expm1, log, log2, log10, log1p, sqrt, sin, cos, tan, arcsin, arccos, arctan, sinh, cosh, tanh, arcsinh, arccosh,
    arctanh
);

macro_rules! real {
    ($T:ident, $pow:ident, $hypot:ident: $($name:ident = $c:ident),*) => {
        impl Elementary for $T {
            $(
                #[inline]
                fn $name(self) -> $T {
                    unsafe extern "C" {
                        safe fn $c(x: $T) -> $T;
                    }
                    $c(self)
                }
            )*
        #[inline]
        fn sqrt(self) -> $T {
            <$T>::sqrt(self)
        }
        #[inline]
        fn pow(self, x2: $T) -> $T {
            unsafe extern "C" {
                safe fn $pow(x1: $T, x2: $T) -> $T;
            }
            $pow(self, x2)
        }
        #[inline]
        fn hypot(self, x2: $T) -> $T {
            unsafe extern "C" {
                safe fn $hypot(x1: $T, x2: $T) -> $T;
            }
            $hypot(self, x2)
        }
        }
    };
}

real!(f64, pow, hypot: exp = exp, exp2 = exp2, expm1 = expm1, log = log, log2 = log2, log10 = log10, log1p = log1p, sin = sin,
    cos = cos, tan = tan, arcsin = asin, arccos = acos, arctan = atan, sinh = sinh, cosh = cosh, tanh = tanh,
    arcsinh = asinh, arccosh = acosh, arctanh = atanh);
real!(f32, powf, hypotf: exp = expf, exp2 = exp2f, expm1 = expm1f, log = logf, log2 = log2f, log10 = log10f, log1p = log1pf, sin = sinf,
    cos = cosf, tan = tanf, arcsin = asinf, arccos = acosf, arctan = atanf, sinh = sinhf, cosh = coshf, tanh = tanhf,
    arcsinh = asinhf, arccosh = acoshf, arctanh = atanhf);

/// Unix ABIs pass a C complex number as they pass a struct of two floats.
macro_rules! complex {
    ($T:ty, $pow:ident: $($name:ident = $c:ident / $crate_name:ident),*) => {
        impl Elementary for $T {
            $(
                #[cfg(unix)]
                #[inline]
                fn $name(self) -> $T {
                    unsafe extern "C" {
                        safe fn $c(x: $T) -> $T;
                    }
                    $c(self)
                }
                #[cfg(not(unix))]
                #[inline]
                fn $name(self) -> $T {
                    <$T>::$crate_name(self)
                }
            )*
            #[cfg(unix)]
            #[inline]
            fn pow(self, x2: $T) -> $T {
                unsafe extern "C" {
                    safe fn $pow(x1: $T, x2: $T) -> $T;
                }
                $pow(self, x2)
            }
            #[cfg(not(unix))]
            #[inline]
            fn pow(self, x2: $T) -> $T {
                self.powc(x2)
            }
            fn exp2(self) -> $T {
                Elementary::exp(self * (std::f64::consts::LN_2 as <$T as crate::Element>::Real))
            }
            fn log2(self) -> $T {
                Elementary::log(self) * (std::f64::consts::LOG2_E as <$T as crate::Element>::Real)
            }
            fn log10(self) -> $T {
                Elementary::log(self) * (std::f64::consts::LOG10_E as <$T as crate::Element>::Real)
            }
            fn expm1(self) -> $T {
                let half = Elementary::sin(self.im / 2.0);
                let re = Elementary::expm1(self.re) * Elementary::cos(self.im) - 2.0 * half * half;
                Complex::new(re, Elementary::exp(self.re) * Elementary::sin(self.im))
            }
            fn log1p(self) -> $T {
                let re = self.re + 1.0;
                Complex::new(Elementary::log(Elementary::hypot(re, self.im)), self.im.atan2(re))
            }
        }
    };
}

complex!(C128, cpow: exp = cexp / exp, log = clog / ln, sqrt = csqrt / sqrt, sin = csin / sin, cos = ccos / cos, tan = ctan / tan,
    arcsin = casin / asin, arccos = cacos / acos, arctan = catan / atan, sinh = csinh / sinh, cosh = ccosh / cosh,
    tanh = ctanh / tanh, arcsinh = casinh / asinh, arccosh = cacosh / acosh, arctanh = catanh / atanh);
complex!(C64, cpowf: exp = cexpf / exp, log = clogf / ln, sqrt = csqrtf / sqrt, sin = csinf / sin, cos = ccosf / cos,
    tan = ctanf / tan, arcsin = casinf / asin, arccos = cacosf / acos, arctan = catanf / atan, sinh = csinhf / sinh,
    cosh = ccoshf / cosh, tanh = ctanhf / tanh, arcsinh = casinhf / asinh, arccosh = cacoshf / acosh,
    arctanh = catanhf / atanh);
