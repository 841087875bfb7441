//! Discrete distributions.

use std::hint::black_box;

use crate::Source;
use crate::bounded::interval;
use crate::factorials::{log_factorial, loggam};
use crate::ziggurat;

/// To an integer as x86's instruction does it: what is out of range is the smallest integer.
pub fn whole(x: f64) -> i64 {
    if x.abs() < i64::MAX as f64 { x as i64 } else { i64::MIN }
}

/// Poisson: by products of uniform numbers below ten, else Hörmann's transformed rejection, 1993.
pub fn poisson(s: &mut Source<'_>, lam: f64) -> i64 {
    if lam >= 10.0 {
        return poisson_by_rejection(s, lam);
    }
    if lam == 0.0 {
        return 0;
    }
    let floor = (-lam).exp();
    let (mut count, mut product) = (0, s.uniform());
    while product > floor {
        count += 1;
        product *= s.uniform();
    }
    count
}

fn poisson_by_rejection(s: &mut Source<'_>, lam: f64) -> i64 {
    let log_lam = lam.ln();
    let b = 0.931 + 2.53 * lam.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let bound = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = s.uniform() - 0.5;
        let v = s.uniform();
        let us = 0.5 - u.abs();
        let k = whole(((2.0 * a / us + b) * u + lam + 0.43).floor());
        if us >= 0.07 && v <= bound {
            return k;
        }
        if k < 0 || us < 0.013 && v > us {
            continue;
        }
        let left = v.ln() + inverse_alpha.ln() - (a / (us * us) + b).ln();
        if left <= -lam + k as f64 * log_lam - loggam(k.wrapping_add(1) as f64) {
            return k;
        }
    }
}

/// What the draws of one binomial distribution share; `p` is at most a half.
#[derive(Clone, Copy)]
pub struct Binomial {
    n: i64,
    p: f64,
    method: Method,
}

#[derive(Clone, Copy)]
enum Method {
    Inversion { q: f64, none: f64, bound: i64 },
    Rejection(Btpe),
}

/// Binomial: inversion where few are expected, else Kachitvichyanukul and Schmeiser's BTPE, 1988.
pub fn binomial(s: &mut Source<'_>, n: i64, p: f64) -> i64 {
    if n == 0 || p == 0.0 {
        return 0;
    }
    binomial_as(&CURRENT, s, n, p)
}

/// In what `Generator`'s binomial numbers differ from `RandomState`'s.
pub struct BinomialForm {
    /// The logarithm of `1 - p`.
    pub log_q: fn(f64) -> f64,
    /// The first coefficient of the corrections to Stirling's formula, and the sign of those of the number drawn.
    pub corrections: [f64; 2],
}

const CURRENT: BinomialForm = BinomialForm { log_q: |p| (-p).ln_1p(), corrections: [13860.0, -1.0] };

/// A binomial number in one of the forms.
pub fn binomial_as(form: &BinomialForm, s: &mut Source<'_>, n: i64, p: f64) -> i64 {
    let half = if p <= 0.5 { p } else { 1.0 - p };
    let kept = s.binomial.filter(|kept| kept.n == n && kept.p == half);
    let binomial = kept.unwrap_or_else(|| {
        let method = if half * n as f64 <= 30.0 {
            let (q, mean) = (1.0 - half, n as f64 * half);
            let bound = whole((n as f64).min(mean + 10.0 * (mean * q + 1.0).sqrt()));
            Method::Inversion { q, none: (n as f64 * (form.log_q)(half)).exp(), bound }
        } else {
            Method::Rejection(Btpe::new(n, half, form.corrections))
        };
        Binomial { n, p: half, method }
    });
    s.binomial = Some(binomial);
    let count = match &binomial.method {
        &Method::Inversion { q, none, bound } => by_inversion(s, n, half, q, none, bound),
        Method::Rejection(btpe) => btpe.draw(s),
    };
    if p <= 0.5 { count } else { n - count }
}

fn by_inversion(s: &mut Source<'_>, n: i64, p: f64, q: f64, none: f64, bound: i64) -> i64 {
    let (mut x, mut mass) = (0, none);
    let mut u = s.uniform();
    while u > mass {
        x += 1;
        if x > bound {
            (x, mass, u) = (0, none, s.uniform());
        } else {
            u -= mass;
            mass = ((n - x + 1) as f64 * p * mass) / (x as f64 * q);
        }
    }
    x
}

/// The hat of BTPE: a triangle, two parallelograms, two exponential tails.
#[derive(Clone, Copy)]
struct Btpe {
    n: i64,
    r: f64,
    q: f64,
    m: i64,
    p: [f64; 4],
    xm: f64,
    xl: f64,
    xr: f64,
    c: f64,
    left: f64,
    right: f64,
    corrections: [f64; 2],
}

impl Btpe {
    fn new(n: i64, p: f64, corrections: [f64; 2]) -> Btpe {
        let r = p.min(1.0 - p);
        let q = 1.0 - r;
        let count = n as f64;
        let fm = count * r + r;
        let m = whole(fm.floor());
        let p1 = (2.195 * (count * r * q).sqrt() - 4.6 * q).floor() + 0.5;
        let xm = m as f64 + 0.5;
        let (xl, xr) = (xm - p1, xm + p1);
        let c = 0.134 + 20.5 / (15.3 + m as f64);
        let slope = |a: f64| a * (1.0 + a / 2.0);
        let left = slope((fm - xl) / (fm - xl * r));
        let right = slope((xr - fm) / (xr * q));
        let p2 = p1 * (1.0 + 2.0 * c);
        let p3 = p2 + c / left;
        Btpe { n, r, q, m, p: [p1, p2, p3, p3 + c / right], xm, xl, xr, c, left, right, corrections }
    }

    fn draw(&self, s: &mut Source<'_>) -> i64 {
        loop {
            if let Some(y) = self.propose(s) {
                return y;
            }
        }
    }

    /// A number under the hat, if it is under the distribution as well.
    fn propose(&self, s: &mut Source<'_>) -> Option<i64> {
        let [p1, p2, p3, p4] = self.p;
        let u = s.uniform() * p4;
        let v = s.uniform();
        if u <= p1 {
            return Some(whole((self.xm - p1 * v + u).floor()));
        }
        let (y, v) = if u <= p2 {
            let x = self.xl + (u - p1) / self.c;
            let v = v * self.c + 1.0 - (self.m as f64 - x + 0.5).abs() / p1;
            if v > 1.0 {
                return None;
            }
            (whole(x.floor()), v)
        } else if u <= p3 {
            let y = whole((self.xl + v.ln() / self.left).floor());
            if y < 0 || v == 0.0 {
                return None;
            }
            (y, v * (u - p2) * self.left)
        } else {
            let y = whole((self.xr - v.ln() / self.right).floor());
            if y > self.n || v == 0.0 {
                return None;
            }
            (y, v * (u - p3) * self.right)
        };
        self.accepts(y, v).then_some(y)
    }

    fn accepts(&self, y: i64, v: f64) -> bool {
        let (n, m, r, q) = (self.n as f64, self.m, self.r, self.q);
        let nrq = n * r * q;
        let k = y.wrapping_sub(m).wrapping_abs();
        let distance = k as f64;
        if !(k > 20 && distance < nrq / 2.0 - 1.0) {
            let ratio = r / q;
            let a = ratio * (self.n + 1) as f64;
            let factor = |i: i64| a / i as f64 - ratio;
            let f = if m < y {
                (m + 1..=y).fold(1.0, |f, i| f * factor(i))
            } else {
                (y + 1..=m).fold(1.0, |f, i| f / factor(i))
            };
            return v <= f;
        }
        let rho = (distance / nrq) * ((distance * (distance / 3.0 + 0.625) + 0.16666666666666666) / nrq + 0.5);
        let t = k.wrapping_neg().wrapping_mul(k) as f64 / (2.0 * nrq);
        let log_v = v.ln();
        if log_v < t - rho {
            return true;
        }
        if log_v > t + rho {
            return false;
        }
        let (x1, f1, z, w) = ((y + 1) as f64, (m + 1) as f64, (self.n + 1 - m) as f64, (self.n - y + 1) as f64);
        let [leading, sign] = self.corrections;
        let correction = |x: f64| {
            let x2 = x * x;
            (leading - (462.0 - (132.0 - (99.0 - 140.0 / x2) / x2) / x2) / x2) / x / 166320.0
        };
        log_v
            <= self.xm * (f1 / x1).ln()
                + ((self.n - m) as f64 + 0.5) * (z / w).ln()
                + (y - m) as f64 * (w * r / (x1 * q)).ln()
                + correction(f1)
                + correction(z)
                + sign * correction(x1)
                + sign * correction(w)
    }
}

pub fn geometric(s: &mut Source<'_>, p: f64) -> i64 {
    if p >= 1.0 / 3.0 {
        return geometric_by_search(s, p);
    }
    let z = (-ziggurat::exponential(s.bits) / (-p).ln_1p()).ceil();
    if z >= i64::MAX as f64 { i64::MAX } else { whole(z) }
}

pub fn geometric_by_search(s: &mut Source<'_>, p: f64) -> i64 {
    let (mut x, mut sum, mut product) = (1, p, p);
    let q = 1.0 - p;
    let u = s.uniform();
    while u > sum {
        product *= q;
        sum += product;
        x += 1;
    }
    x
}

pub fn logseries(s: &mut Source<'_>, p: f64) -> i64 {
    let r = (-p).ln_1p();
    logseries_with(s, p, |u| -(r * u).exp_m1())
}

/// The logarithmic series distribution: Kemp, 1981. `draw_q` makes 1 - (1 - p)^u.
pub fn logseries_with(s: &mut Source<'_>, p: f64, draw_q: impl Fn(f64) -> f64) -> i64 {
    loop {
        let v = s.uniform();
        if v >= p {
            return 1;
        }
        let q = draw_q(s.uniform());
        if v <= q * q {
            let result = whole((1.0 + v.ln() / q.ln()).floor());
            if result >= 1 && v != 0.0 {
                return result;
            }
            continue;
        }
        return if v >= q { 1 } else { 2 };
    }
}

/// Zipf, of which nothing above the largest integer is proposed.
pub fn zipf(s: &mut Source<'_>, a: f64) -> i64 {
    if a >= 1025.0 {
        return 1;
    }
    let least = (i64::MAX as f64).powf(-(a - 1.0));
    zipf_with(s, a, |s| {
        let u = s.uniform();
        u * least + (1.0 - u)
    })
}

/// Rejection: Devroye, "Non-Uniform Random Variate Generation", 1986, X.6.
pub fn zipf_with(s: &mut Source<'_>, a: f64, draw: impl Fn(&mut Source<'_>) -> f64) -> i64 {
    let power = a - 1.0;
    // the compiler would make `exp2` of it, whose last bit differs
    let b = black_box(2.0_f64).powf(power);
    loop {
        let u = draw(s);
        let v = s.uniform();
        let x = u.powf(-1.0 / power).floor();
        if x > i64::MAX as f64 || x < 1.0 {
            continue;
        }
        let t = (1.0 + 1.0 / x).powf(power);
        if v * x * (t - 1.0) / (b - 1.0) <= t / b {
            return whole(x);
        }
    }
}

/// Hypergeometric: from the urn for small samples, else by Stadlober's HRUA, 1989.
pub fn hypergeometric(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    if sample >= 10 && sample <= good + bad - 10 {
        hypergeometric_by_ratio(s, good, bad, sample)
    } else {
        hypergeometric_by_urn(s, good, bad, sample)
    }
}

fn hypergeometric_by_urn(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    let all = good + bad;
    let most = sample > all / 2;
    let mut drawn = if most { all - sample } else { sample };
    let (mut left, mut left_good) = (all, good);
    while drawn > 0 && left_good > 0 && left > left_good {
        left -= 1;
        if (interval(s, left as u64) as i64) < left_good {
            left_good -= 1;
        }
        drawn -= 1;
    }
    if left == left_good {
        left_good -= drawn;
    }
    if most { left_good } else { good - left_good }
}

fn hypergeometric_by_ratio(s: &mut Source<'_>, good: i64, bad: i64, sample: i64) -> i64 {
    let (smaller, larger, all) = (good.min(bad), good.max(bad), good + bad);
    let drawn = sample.min(all - sample);
    let p = smaller as f64 / all as f64;
    let q = larger as f64 / all as f64;
    let a = drawn as f64 * p + 0.5;
    let variance = (all - drawn) as f64 * drawn as f64 * p * q / (all - 1) as f64;
    let c = (variance + 0.5).sqrt();
    let h = 1.7155277699214135 * c + 0.8989161620588988;
    let mode = whole(((drawn + 1) as f64 * (smaller + 1) as f64 / (all + 2) as f64).floor());
    let height =
        |k: i64| log_factorial(k) + log_factorial(smaller - k) + log_factorial(drawn - k) + log_factorial(larger - drawn + k);
    let top = height(mode);
    let end = ((drawn.min(smaller) + 1) as f64).min((a + 16.0 * c).floor());
    let k = loop {
        let u = s.uniform();
        let v = s.uniform();
        let x = a + h * (v - 0.5) / u;
        if x < 0.0 || x >= end {
            continue;
        }
        let k = whole(x.floor());
        let t = top - height(k);
        if u * (4.0 - u) - 3.0 <= t {
            break k;
        }
        if u * (u - t) >= 1.0 {
            continue;
        }
        if 2.0 * u.ln() <= t {
            break k;
        }
    };
    let k = if good > bad { drawn - k } else { k };
    if drawn < sample { good - k } else { k }
}
