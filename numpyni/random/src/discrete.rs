//! Discrete distributions.

use std::hint::black_box;

use crate::Source;
use crate::bounded::interval;
use crate::ziggurat;

/// To an integer as x86's instruction does it: what is out of range is the smallest integer.
pub fn whole(x: f64) -> i64 {
    if x.abs() < i64::MAX as f64 { x as i64 } else { i64::MIN }
}

/// log(gamma(x)), by Zhang and Jin, "Computation of Special Functions", 1996.
pub fn loggam(x: f64) -> f64 {
    const SERIES: [f64; 10] = [
        8.333333333333333e-02, -2.777777777777778e-03, 7.936507936507937e-04, -5.952380952380952e-04, 8.417508417508418e-04,
        -1.917526917526918e-03, 6.41025641025641e-03, -2.955065359477124e-02, 1.796443723688307e-01, -1.3924322169059,
    ];
    const LOG_2_PI: f64 = 1.8378770664093453e+00;
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let steps = if x < 7.0 { whole(7.0 - x) } else { 0 };
    let mut x0 = x + steps as f64;
    let x2 = (1.0 / x0) * (1.0 / x0);
    let series = SERIES.iter().rev().copied().reduce(|sum, term| sum * x2 + term).unwrap_or_default();
    let mut result = series / x0 + 0.5 * LOG_2_PI + (x0 - 0.5) * x0.ln() - x0;
    for _ in 0..steps {
        result -= (x0 - 1.0).ln();
        x0 -= 1.0;
    }
    result
}

/// log(k!): the nearest number up to 125, then Stirling's series.
fn log_factorial(k: i64) -> f64 {
    const HALF_LOG_2_PI: f64 = 0.9189385332046728;
    if let Some(&value) = usize::try_from(k).ok().and_then(|k| LOG_FACTORIALS.get(k)) {
        return value;
    }
    let k = k as f64;
    (k + 0.5) * k.ln() - k + (HALF_LOG_2_PI + (1.0 / k) * (1.0 / 12.0 - 1.0 / (360.0 * k * k)))
}

#[rustfmt::skip]
#[allow(clippy::approx_constant)]
static LOG_FACTORIALS: [f64; 126] = [
    0.0, 0.0, 0.6931471805599453, 1.791759469228055, 3.1780538303479458, 4.787491742782046, 6.579251212010101,
    8.525161361065415, 10.60460290274525, 12.801827480081469, 15.104412573075516, 17.502307845873887, 19.987214495661885, 22.552163853123425,
    25.19122118273868, 27.89927138384089, 30.671860106080672, 33.50507345013689, 36.39544520803305, 39.339884187199495, 42.335616460753485,
    45.38013889847691, 48.47118135183523, 51.60667556776438, 54.78472939811232, 58.00360522298052, 61.261701761002, 64.55753862700634,
    67.88974313718154, 71.25703896716801, 74.65823634883016, 78.0922235533153, 81.55795945611504, 85.05446701758152, 88.58082754219768,
    92.1361756036871, 95.7196945421432, 99.33061245478743, 102.96819861451381, 106.63176026064346, 110.32063971475739, 114.0342117814617,
    117.77188139974507, 121.53308151543864, 125.3172711493569, 129.12393363912722, 132.95257503561632, 136.80272263732635, 140.67392364823425,
    144.5657439463449, 148.47776695177302, 152.40959258449735, 156.3608363030788, 160.3311282166309, 164.32011226319517, 168.32744544842765,
    172.3527971391628, 176.39584840699735, 180.45629141754378, 184.53382886144948, 188.6281734236716, 192.7390472878449, 196.86618167289,
    201.00931639928152, 205.1681994826412, 209.34258675253685, 213.53224149456327, 217.73693411395422, 221.95644181913033, 226.1905483237276,
    230.43904356577696, 234.70172344281826, 238.97838956183432, 243.2688490029827, 247.57291409618688, 251.8904022097232, 256.22113555000954,
    260.5649409718632, 264.9216497985528, 269.2910976510198, 273.6731242856937, 278.0675734403661, 282.4742926876304, 286.893133295427,
    291.3239500942703, 295.76660135076065, 300.22094864701415, 304.6868567656687, 309.1641935801469, 313.65282994987905, 318.1526396202093,
    322.66349912672615, 327.1852877037752, 331.7178871969285, 336.26118197919845, 340.815058870799, 345.37940706226686, 349.95411804077025,
    354.5390855194408, 359.1342053695754, 363.73937555556347, 368.35449607240474, 372.979468885689, 377.61419787391867, 382.25858877306,
    386.91254912321756, 391.5759882173296, 396.24881705179155, 400.93094827891576, 405.6222961611449, 410.32277652693733, 415.03230672824964,
    419.7508055995447, 424.4781934182571, 429.21439186665157, 433.9593239950148, 438.71291418612117, 443.47508812091894, 448.2457727453846,
    453.0248962384961, 457.81238798127816, 462.6081785268749, 467.4121995716082, 472.2243839269806, 477.04466549258564, 481.87297922988796,
];

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
    let z = (-ziggurat::exponential(s) / (-p).ln_1p()).ceil();
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
