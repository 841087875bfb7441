//! Continuous distributions of `Generator`, and those that it shares with `RandomState`.

use std::f64::consts::PI;

use crate::Source;
use crate::gamma::{Ziggurat, noncentral_chisquare as noncentral, standard_gamma};
use crate::ziggurat;

/// The distribution by inversion, as `Generator.standard_exponential(method='inv')` draws it.
pub fn exponential_inverse(s: &mut Source<'_>) -> f64 {
    -(-s.uniform()).ln_1p()
}

/// The same in single precision; the logarithm is that of double.
pub fn exponential_inverse32(s: &mut Source<'_>) -> f32 {
    -(-f64::from(s.uniform32())).ln_1p() as f32
}

pub fn uniform(s: &mut Source<'_>, low: f64, range: f64) -> f64 {
    low + range * s.uniform()
}

/// Below this both parameters of beta are so small that one of two values is all that comes out.
const TINY: f64 = 3e-103;

/// Beta: Jöhnk, 1964, where both parameters are at most one, else as a ratio of gammas.
pub fn beta(s: &mut Source<'_>, a: f64, b: f64) -> f64 {
    if !(a <= 1.0 && b <= 1.0) {
        let x = standard_gamma::<Ziggurat, f64>(s, a);
        let y = standard_gamma::<Ziggurat, f64>(s, b);
        return x / (x + y);
    }
    if a < TINY && b < TINY {
        return if (a + b) * s.uniform() < a { 1.0 } else { 0.0 };
    }
    loop {
        let u = s.uniform();
        let v = s.uniform();
        let x = u.powf(1.0 / a);
        let y = v.powf(1.0 / b);
        if !(x + y <= 1.0 && u + v > 0.0) {
            continue;
        }
        if x > 0.0 && y > 0.0 {
            return x / (x + y);
        }
        let difference = u.ln() / a - v.ln() / b;
        return if difference > 0.0 {
            (-(-difference).exp().ln_1p()).exp()
        } else {
            (difference - difference.exp().ln_1p()).exp()
        };
    }
}

pub fn noncentral_chisquare(s: &mut Source<'_>, df: f64, nonc: f64) -> f64 {
    if nonc.is_nan() { f64::NAN } else { noncentral::<Ziggurat>(s, df, nonc) }
}

pub fn noncentral_f(s: &mut Source<'_>, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let above = noncentral_chisquare(s, dfnum, nonc) * dfden;
    above / (crate::gamma::chisquare::<Ziggurat>(s, dfden) * dfnum)
}

pub fn pareto(s: &mut Source<'_>, a: f64) -> f64 {
    (ziggurat::exponential(s.bits) / a).exp_m1()
}

pub fn power(s: &mut Source<'_>, a: f64) -> f64 {
    (-(-ziggurat::exponential(s.bits)).exp_m1()).powf(1.0 / a)
}

pub fn rayleigh(s: &mut Source<'_>, mode: f64) -> f64 {
    mode * (2.0 * ziggurat::exponential(s.bits)).sqrt()
}

pub fn laplace(s: &mut Source<'_>, loc: f64, scale: f64) -> f64 {
    loop {
        let u = s.uniform();
        if u >= 0.5 {
            return loc - scale * (2.0 - u - u).ln();
        }
        if u > 0.0 {
            return loc + scale * (u + u).ln();
        }
    }
}

pub fn gumbel(s: &mut Source<'_>, loc: f64, scale: f64) -> f64 {
    loop {
        let u = 1.0 - s.uniform();
        if u < 1.0 {
            return loc - scale * (-u.ln()).ln();
        }
    }
}

pub fn logistic(s: &mut Source<'_>, loc: f64, scale: f64) -> f64 {
    loop {
        let u = s.uniform();
        if u > 0.0 {
            return loc + scale * (u / (1.0 - u)).ln();
        }
    }
}

/// Wald's inverse Gaussian: Michael, Schucany and Haas, 1976.
pub fn wald(s: &mut Source<'_>, mean: f64, scale: f64) -> f64 {
    let n = ziggurat::normal(s.bits);
    let y = mean * n * n;
    let x = mean * (1.0 - 2.0 / (1.0 + (1.0 + 4.0 * scale / y).sqrt()));
    if s.uniform() <= mean / (mean + x) { x } else { mean * mean / x }
}

/// From here on von Mises is the normal distribution wrapped around the circle.
const SHARP: f64 = 1e6;

pub fn vonmises(s: &mut Source<'_>, mu: f64, kappa: f64) -> f64 {
    if kappa > SHARP {
        let x = mu + (1.0 / kappa).sqrt() * ziggurat::normal(s.bits);
        let x = if x < -PI { x + 2.0 * PI } else { x };
        return if x > PI { x - 2.0 * PI } else { x };
    }
    vonmises_by_rejection(s, mu, kappa)
}

/// Best and Fisher, 1979.
pub fn vonmises_by_rejection(s: &mut Source<'_>, mu: f64, kappa: f64) -> f64 {
    if kappa.is_nan() {
        return f64::NAN;
    }
    if kappa < 1e-8 {
        return PI * (2.0 * s.uniform() - 1.0);
    }
    let r = if kappa < 1e-5 {
        1.0 / kappa + kappa
    } else {
        let t = 1.0 + (1.0 + 4.0 * kappa * kappa).sqrt();
        let rho = (t - (2.0 * t).sqrt()) / (2.0 * kappa);
        (1.0 + rho * rho) / (2.0 * rho)
    };
    let w = loop {
        let z = (PI * s.uniform()).cos();
        let w = (1.0 + r * z) / (r + z);
        let y = kappa * (r - w);
        let v = s.uniform();
        // y is 0 where kappa is so large that all is at one angle
        if y * (2.0 - y) - v >= 0.0 || (y / v).ln() + 1.0 - y >= 0.0 || y == 0.0 {
            break w;
        }
        if w.is_nan() {
            return f64::NAN;
        }
    };
    let angle = w.acos();
    let angle = if s.uniform() < 0.5 { -angle } else { angle } + mu;
    let wrapped = (angle.abs() + PI) % (2.0 * PI) - PI;
    if angle < 0.0 { -wrapped } else { wrapped }
}

pub fn triangular(s: &mut Source<'_>, left: f64, mode: f64, right: f64) -> f64 {
    let base = right - left;
    let left_base = mode - left;
    let u = s.uniform();
    if u <= left_base / base {
        left + (u * (left_base * base)).sqrt()
    } else {
        right - ((1.0 - u) * ((right - mode) * base)).sqrt()
    }
}
