//! The distributions of `RandomState`, where they differ from those of `Generator`: their streams never change.

use crate::Source;
use crate::discrete::{BinomialForm, binomial_as, geometric_by_search, logseries_with, whole, zipf_with};
use crate::factorials::loggam;
use crate::gamma::{Polar, chisquare, noncentral_chisquare as noncentral, standard_gamma};
use crate::vectors::{Drawn, Parameters, multinomial_with};

/// The polar method of Marsaglia and Bray, 1964: two numbers at a time, of which the second waits.
pub fn gauss(s: &mut Source<'_>) -> f64 {
    if let Some(value) = s.take_gauss() {
        return value;
    }
    loop {
        let x1 = 2.0 * s.uniform() - 1.0;
        let x2 = 2.0 * s.uniform() - 1.0;
        let r2 = x1 * x1 + x2 * x2;
        if r2 < 1.0 && r2 != 0.0 {
            let factor = (-2.0 * r2.ln() / r2).sqrt();
            s.keep_gauss(factor * x1);
            return factor * x2;
        }
    }
}

pub fn exponential(s: &mut Source<'_>) -> f64 {
    -(1.0 - s.uniform()).ln()
}

pub fn pareto(s: &mut Source<'_>, a: f64) -> f64 {
    (exponential(s) / a).exp() - 1.0
}

pub fn power(s: &mut Source<'_>, a: f64) -> f64 {
    (1.0 - (-exponential(s)).exp()).powf(1.0 / a)
}

pub fn rayleigh(s: &mut Source<'_>, mode: f64) -> f64 {
    mode * (-2.0 * (-s.uniform()).ln_1p()).sqrt()
}

pub fn beta(s: &mut Source<'_>, a: f64, b: f64) -> f64 {
    if !(a <= 1.0 && b <= 1.0) {
        let x = standard_gamma::<Polar, f64>(s, a);
        let y = standard_gamma::<Polar, f64>(s, b);
        return x / (x + y);
    }
    loop {
        let u = s.uniform();
        let v = s.uniform();
        let x = u.powf(1.0 / a);
        let y = v.powf(1.0 / b);
        if x + y > 1.0 {
            continue;
        }
        if x + y > 0.0 {
            return x / (x + y);
        }
        let (x, y) = (u.ln() / a, v.ln() / b);
        let larger = if x > y { x } else { y };
        let (x, y) = (x - larger, y - larger);
        return (x - (x.exp() + y.exp()).ln()).exp();
    }
}

pub fn noncentral_chisquare(s: &mut Source<'_>, df: f64, nonc: f64) -> f64 {
    let value = noncentral::<Polar>(s, df, nonc);
    if nonc.is_nan() { f64::NAN } else { value }
}

pub fn noncentral_f(s: &mut Source<'_>, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let above = noncentral_chisquare(s, dfnum, nonc) * dfden;
    above / (chisquare::<Polar>(s, dfden) * dfnum)
}

pub fn wald(s: &mut Source<'_>, mean: f64, scale: f64) -> f64 {
    let half = mean / (2.0 * scale);
    let n = gauss(s);
    let y = mean * n * n;
    let x = mean + half * (y - (4.0 * scale * y + y * y).sqrt());
    if s.uniform() <= mean / (mean + x) { x } else { mean * mean / x }
}

pub fn logseries(s: &mut Source<'_>, p: f64) -> i64 {
    let r = (1.0 - p).ln();
    logseries_with(s, p, |u| 1.0 - (r * u).exp())
}

pub fn geometric(s: &mut Source<'_>, p: f64) -> i64 {
    if p >= 1.0 / 3.0 {
        return geometric_by_search(s, p);
    }
    whole(((-s.uniform()).ln_1p() / (1.0 - p).ln()).ceil())
}

pub fn zipf(s: &mut Source<'_>, a: f64) -> i64 {
    // NumPy's loop has no end there
    if a >= 1025.0 { 1 } else { zipf_with(s, a, |s| 1.0 - s.uniform()) }
}

/// Hypergeometric: inversion for small samples, else Stadlober's ratio of uniforms.
pub fn hypergeometric(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    if sample > 10 {
        hypergeometric_by_ratio(s, good, bad, sample)
    } else if sample > 0 {
        hypergeometric_by_urn(s, good, bad, sample)
    } else {
        0
    }
}

fn hypergeometric_by_urn(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    let rest = bad + good - sample;
    let smaller = good.min(bad) as f64;
    let (mut y, mut k) = (smaller, sample);
    while y > 0.0 {
        let u = s.uniform();
        y -= (u + y / (rest + k) as f64).floor();
        k -= 1;
        if k == 0 {
            break;
        }
    }
    let z = (smaller - y) as i64;
    if good > bad { sample - z } else { z }
}

fn hypergeometric_by_ratio(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    let (smaller, larger, all) = (good.min(bad), good.max(bad), good + bad);
    let m = sample.min(all - sample);
    let p = smaller as f64 / all as f64;
    let center = m as f64 * p + 0.5;
    let spread = ((all - m) as f64 * sample as f64 * p * (1.0 - p) / (all - 1) as f64 + 0.5).sqrt();
    let width = 1.7155277699214135 * spread + 0.8989161620588988;
    let mode = ((m + 1) as f64 * (smaller + 1) as f64 / (all + 2) as f64).floor() as i64;
    let height = |z: i64| {
        loggam((z + 1) as f64) + loggam((smaller - z + 1) as f64) + loggam((m - z + 1) as f64) + loggam((larger - m + z + 1) as f64)
    };
    let top = height(mode);
    let end = (m.min(smaller) as f64 + 1.0).min((center + 16.0 * spread).floor());
    let z = loop {
        let x = s.uniform();
        let y = s.uniform();
        let w = center + width * (y - 0.5) / x;
        if w < 0.0 || w >= end {
            continue;
        }
        let z = w.floor() as i64;
        let t = top - height(z);
        if x * (4.0 - x) - 3.0 <= t {
            break z;
        }
        if x * (x - t) >= 1.0 {
            continue;
        }
        if 2.0 * x.ln() <= t {
            break z;
        }
    };
    let z = if good > bad { m - z } else { z };
    if m < sample { good - z } else { z }
}

/// Whose corrections have a slip, which the streams keep.
const BINOMIAL: BinomialForm = BinomialForm { log_q: |p| (1.0 - p).ln(), corrections: [13680.0, 1.0] };

pub fn binomial(s: &mut Source<'_>, n: i64, p: f64) -> i64 {
    binomial_as(&BINOMIAL, s, n, p)
}

pub fn multinomial(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    multinomial_with(s, parameters, out, binomial)
}
