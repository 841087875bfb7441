//! The gamma distribution and what follows from it, over any source of normal and exponential numbers.

use num_traits::Float;

use crate::Source;
use crate::discrete::poisson;
use crate::legacy;
use crate::ziggurat;

/// Where standard numbers come from.
pub trait Basis<T = f64> {
    /// Uniform in [0, 1).
    fn uniform(s: &mut Source<'_>) -> T;
    /// Standard normal.
    fn normal(s: &mut Source<'_>) -> T;
    /// Standard exponential.
    fn exponential(s: &mut Source<'_>) -> T;
}

/// The ziggurat: the streams of `Generator`.
pub struct Ziggurat;

impl Basis<f64> for Ziggurat {
    fn uniform(s: &mut Source<'_>) -> f64 {
        s.uniform()
    }

    fn normal(s: &mut Source<'_>) -> f64 {
        ziggurat::normal(s.bits)
    }

    fn exponential(s: &mut Source<'_>) -> f64 {
        ziggurat::exponential(s.bits)
    }
}

impl Basis<f32> for Ziggurat {
    fn uniform(s: &mut Source<'_>) -> f32 {
        s.uniform32()
    }

    fn normal(s: &mut Source<'_>) -> f32 {
        ziggurat::normal32(s.bits)
    }

    fn exponential(s: &mut Source<'_>) -> f32 {
        ziggurat::exponential32(s.bits)
    }
}

/// The polar method and the inverse: the streams of `RandomState`.
pub struct Polar;

impl Basis for Polar {
    fn uniform(s: &mut Source<'_>) -> f64 {
        s.uniform()
    }

    fn normal(s: &mut Source<'_>) -> f64 {
        legacy::gauss(s)
    }

    fn exponential(s: &mut Source<'_>) -> f64 {
        legacy::exponential(s)
    }
}

/// Gamma of scale one: Marsaglia and Tsang, 2000; for shapes below one Ahrens and Dieter, 1974.
pub fn standard_gamma<B: Basis<T>, T: Float>(s: &mut Source<'_>, shape: T) -> T {
    let constant = |value: f64| T::from(value).unwrap_or_else(T::nan);
    let (zero, one) = (T::zero(), T::one());
    if shape == one {
        return B::exponential(s);
    }
    if shape == zero || shape.is_nan() {
        return shape;
    }
    if shape < one {
        loop {
            let u = B::uniform(s);
            let v = B::exponential(s);
            if u <= one - shape {
                let x = u.powf(one / shape);
                if x <= v {
                    return x;
                }
            } else {
                let y = -((one - u) / shape).ln();
                let x = (one - shape + shape * y).powf(one / shape);
                if x <= v + y {
                    return x;
                }
            }
        }
    }
    let half = constant(0.5);
    let b = shape - one / constant(3.0);
    let c = one / (constant(9.0) * b).sqrt();
    loop {
        let (x, v) = loop {
            let x = B::normal(s);
            let v = one + c * x;
            if v > zero {
                break (x, v);
            }
        };
        let v = v * v * v;
        let u = B::uniform(s);
        if u < one - constant(0.0331) * (x * x) * (x * x) || u.ln() < half * x * x + b * (one - v + v.ln()) {
            return b * v;
        }
    }
}

pub fn gamma<B: Basis>(s: &mut Source<'_>, shape: f64, scale: f64) -> f64 {
    scale * standard_gamma::<B, f64>(s, shape)
}

pub fn chisquare<B: Basis>(s: &mut Source<'_>, df: f64) -> f64 {
    2.0 * standard_gamma::<B, f64>(s, df / 2.0)
}

pub fn noncentral_chisquare<B: Basis>(s: &mut Source<'_>, df: f64, nonc: f64) -> f64 {
    if nonc == 0.0 {
        return chisquare::<B>(s, df);
    }
    if 1.0 < df {
        let chi2 = chisquare::<B>(s, df - 1.0);
        let n = B::normal(s) + nonc.sqrt();
        return chi2 + n * n;
    }
    let i = poisson(s, nonc / 2.0);
    chisquare::<B>(s, df + i.wrapping_mul(2) as f64)
}

pub fn f<B: Basis>(s: &mut Source<'_>, dfnum: f64, dfden: f64) -> f64 {
    let above = chisquare::<B>(s, dfnum) * dfden;
    above / (chisquare::<B>(s, dfden) * dfnum)
}

pub fn standard_t<B: Basis>(s: &mut Source<'_>, df: f64) -> f64 {
    let above = B::normal(s);
    let below = standard_gamma::<B, f64>(s, df / 2.0);
    (df / 2.0).sqrt() * above / below.sqrt()
}

pub fn standard_cauchy<B: Basis>(s: &mut Source<'_>) -> f64 {
    let above = B::normal(s);
    above / B::normal(s)
}

pub fn normal<B: Basis>(s: &mut Source<'_>, loc: f64, scale: f64) -> f64 {
    loc + scale * B::normal(s)
}

pub fn lognormal<B: Basis>(s: &mut Source<'_>, mean: f64, sigma: f64) -> f64 {
    normal::<B>(s, mean, sigma).exp()
}

pub fn exponential<B: Basis>(s: &mut Source<'_>, scale: f64) -> f64 {
    scale * B::exponential(s)
}

pub fn weibull<B: Basis>(s: &mut Source<'_>, a: f64) -> f64 {
    if a == 0.0 {
        return 0.0;
    }
    B::exponential(s).powf(1.0 / a)
}

pub fn negative_binomial<B: Basis>(s: &mut Source<'_>, n: f64, p: f64) -> i64 {
    let mean = gamma::<B>(s, n, (1.0 - p) / p);
    poisson(s, mean)
}
