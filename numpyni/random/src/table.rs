//! The table of distributions: a new one is one row.

use crate::gamma::{Polar, Ziggurat, standard_gamma};
use crate::{Source, bounded, continuous, discrete, gamma, legacy, vectors, ziggurat};

/// A distribution.
pub struct Distribution {
    /// Its name: NumPy's, with `legacy_` before it where `RandomState` has a stream of its own.
    pub name: &'static str,
    /// The types of its parameters.
    pub parameters: &'static [ParameterKind],
    /// How one value is drawn.
    pub draw: Draw,
    /// How many float64 are drawn that lie side by side, where that is quicker.
    pub bulk: Option<Bulk>,
}

/// Many values that are drawn from a source without parameters.
pub type Bulk = fn(&mut Source<'_>, &mut [f64]);

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// float64
    Real,
    /// int64
    Whole,
    /// uint64
    Word,
}

/// A value that is drawn from a source with parameters, given by their bits.
pub type Value<T> = fn(&mut Source<'_>, &[u64]) -> T;

/// A vector that is drawn from a source, into a place that may hold something, with parameters that are vectors.
pub type Vector = fn(&mut Source<'_>, &vectors::Parameters<'_>, &mut [u64]) -> vectors::Drawn;

/// How a value is drawn, by its type.
#[derive(Clone, Copy)]
pub enum Draw {
    /// uint8 or bool
    U8(Value<u8>),
    /// uint16
    U16(Value<u16>),
    /// uint32
    U32(Value<u32>),
    /// uint64
    U64(Value<u64>),
    /// int64
    I64(Value<i64>),
    /// float32
    F32(Value<f32>),
    /// float64
    F64(Value<f64>),
    /// A vector of 64-bit elements. Its parameters are vectors too, or of length one.
    Vector(Vector),
}

trait Parameter {
    const KIND: ParameterKind;
    fn read(bits: u64) -> Self;
}

impl Parameter for f64 {
    const KIND: ParameterKind = ParameterKind::Real;
    fn read(bits: u64) -> f64 {
        f64::from_bits(bits)
    }
}

impl Parameter for i64 {
    const KIND: ParameterKind = ParameterKind::Whole;
    fn read(bits: u64) -> i64 {
        bits as i64
    }
}

impl Parameter for u64 {
    const KIND: ParameterKind = ParameterKind::Word;
    fn read(bits: u64) -> u64 {
        bits
    }
}

macro_rules! draw {
    (Vector, $draw:expr, $($parameter:ident: $type:ty),*) => { Draw::Vector($draw) };
    ($kind:ident, $draw:expr, $($parameter:ident: $type:ty),*) => {
        Draw::$kind(|s, parameters| match *parameters {
            [$($parameter),*] => $draw(s, $(<$type>::read($parameter)),*),
            _ => Default::default(),
        })
    };
}

macro_rules! distributions {
    (@bulk) => { None };
    (@bulk $bulk:expr) => { Some($bulk) };
    ($($name:ident($($parameter:ident: $type:ty),*) -> $kind:ident = $draw:expr $(, bulk $bulk:expr)?;)*) => {
        /// The distributions, by number.
        pub static DISTRIBUTIONS: &[Distribution] = &[$(Distribution {
            name: stringify!($name),
            parameters: &[$(<$type>::KIND),*],
            draw: draw!($kind, $draw, $($parameter: $type),*),
            bulk: distributions!(@bulk $($bulk)?),
        }),*];
    };
}

distributions! {
    raw() -> U64 = Source::raw;
    tomaxint() -> I64 = |s: &mut Source<'_>| (s.word() >> 1) as i64;
    random() -> F64 = Source::uniform, bulk |s, out| s.bits.fill_uniform(out);
    random_f32() -> F32 = Source::uniform32;
    bool(low: u64, range: u64) -> U8 = bounded::boolean;
    bounded8(low: u64, range: u64, by_mask: u64) -> U8 = bounded::bounded8;
    bounded16(low: u64, range: u64, by_mask: u64) -> U16 = bounded::bounded16;
    bounded32(low: u64, range: u64, by_mask: u64) -> U32 = bounded::bounded32;
    bounded64(low: u64, range: u64, by_mask: u64) -> U64 = bounded::bounded64;

    standard_normal() -> F64 = |s: &mut Source<'_>| ziggurat::normal(s.bits), bulk |s, out| s.bits.fill_normal(out);
    standard_normal_f32() -> F32 = |s: &mut Source<'_>| ziggurat::normal32(s.bits);
    standard_exponential() -> F64 = |s: &mut Source<'_>| ziggurat::exponential(s.bits), bulk |s, out| s.bits.fill_exponential(out);
    standard_exponential_f32() -> F32 = |s: &mut Source<'_>| ziggurat::exponential32(s.bits);
    standard_exponential_inv() -> F64 = continuous::exponential_inverse;
    standard_exponential_inv_f32() -> F32 = continuous::exponential_inverse32;
    standard_gamma(shape: f64) -> F64 = standard_gamma::<Ziggurat, f64>;
    standard_gamma_f32(shape: f64) -> F32 = |s: &mut Source<'_>, shape| standard_gamma::<Ziggurat, f32>(s, shape as f32);
    standard_cauchy() -> F64 = gamma::standard_cauchy::<Ziggurat>;
    standard_t(df: f64) -> F64 = gamma::standard_t::<Ziggurat>;
    uniform(low: f64, range: f64) -> F64 = continuous::uniform;
    normal(loc: f64, scale: f64) -> F64 = gamma::normal::<Ziggurat>;
    exponential(scale: f64) -> F64 = gamma::exponential::<Ziggurat>;
    gamma(shape: f64, scale: f64) -> F64 = gamma::gamma::<Ziggurat>;
    beta(a: f64, b: f64) -> F64 = continuous::beta;
    chisquare(df: f64) -> F64 = gamma::chisquare::<Ziggurat>;
    noncentral_chisquare(df: f64, nonc: f64) -> F64 = continuous::noncentral_chisquare;
    f(dfnum: f64, dfden: f64) -> F64 = gamma::f::<Ziggurat>;
    noncentral_f(dfnum: f64, dfden: f64, nonc: f64) -> F64 = continuous::noncentral_f;
    lognormal(mean: f64, sigma: f64) -> F64 = gamma::lognormal::<Ziggurat>;
    pareto(a: f64) -> F64 = continuous::pareto;
    weibull(a: f64) -> F64 = gamma::weibull::<Ziggurat>;
    power(a: f64) -> F64 = continuous::power;
    laplace(loc: f64, scale: f64) -> F64 = continuous::laplace;
    gumbel(loc: f64, scale: f64) -> F64 = continuous::gumbel;
    logistic(loc: f64, scale: f64) -> F64 = continuous::logistic;
    rayleigh(scale: f64) -> F64 = continuous::rayleigh;
    wald(mean: f64, scale: f64) -> F64 = continuous::wald;
    vonmises(mu: f64, kappa: f64) -> F64 = continuous::vonmises;
    triangular(left: f64, mode: f64, right: f64) -> F64 = continuous::triangular;

    binomial(n: i64, p: f64) -> I64 = discrete::binomial;
    negative_binomial(n: f64, p: f64) -> I64 = gamma::negative_binomial::<Ziggurat>;
    poisson(lam: f64) -> I64 = discrete::poisson;
    zipf(a: f64) -> I64 = discrete::zipf;
    geometric(p: f64) -> I64 = discrete::geometric;
    logseries(p: f64) -> I64 = discrete::logseries;
    hypergeometric(ngood: i64, nbad: i64, nsample: i64) -> I64 = discrete::hypergeometric;

    shuffle() -> Vector = vectors::shuffle;
    shuffle_tail(start: i64) -> Vector = vectors::shuffle_tail;
    sample(population: i64) -> Vector = vectors::sample;
    multinomial(n: i64, pvals: f64) -> Vector = vectors::multinomial;
    multivariate_hypergeometric_marginals(colors: i64, nsample: i64) -> Vector = vectors::hypergeometric_marginals;
    multivariate_hypergeometric_count(colors: i64, nsample: i64) -> Vector = vectors::hypergeometric_count;
    dirichlet(alpha: f64) -> Vector = vectors::dirichlet;

    legacy_standard_normal() -> F64 = legacy::gauss;
    legacy_standard_exponential() -> F64 = legacy::exponential;
    legacy_standard_gamma(shape: f64) -> F64 = standard_gamma::<Polar, f64>;
    legacy_standard_cauchy() -> F64 = gamma::standard_cauchy::<Polar>;
    legacy_standard_t(df: f64) -> F64 = gamma::standard_t::<Polar>;
    legacy_normal(loc: f64, scale: f64) -> F64 = gamma::normal::<Polar>;
    legacy_exponential(scale: f64) -> F64 = gamma::exponential::<Polar>;
    legacy_gamma(shape: f64, scale: f64) -> F64 = gamma::gamma::<Polar>;
    legacy_beta(a: f64, b: f64) -> F64 = legacy::beta;
    legacy_chisquare(df: f64) -> F64 = gamma::chisquare::<Polar>;
    legacy_noncentral_chisquare(df: f64, nonc: f64) -> F64 = legacy::noncentral_chisquare;
    legacy_f(dfnum: f64, dfden: f64) -> F64 = gamma::f::<Polar>;
    legacy_noncentral_f(dfnum: f64, dfden: f64, nonc: f64) -> F64 = legacy::noncentral_f;
    legacy_lognormal(mean: f64, sigma: f64) -> F64 = gamma::lognormal::<Polar>;
    legacy_pareto(a: f64) -> F64 = legacy::pareto;
    legacy_weibull(a: f64) -> F64 = gamma::weibull::<Polar>;
    legacy_power(a: f64) -> F64 = legacy::power;
    legacy_rayleigh(scale: f64) -> F64 = legacy::rayleigh;
    legacy_wald(mean: f64, scale: f64) -> F64 = legacy::wald;
    legacy_vonmises(mu: f64, kappa: f64) -> F64 = continuous::vonmises_by_rejection;
    legacy_binomial(n: i64, p: f64) -> I64 = legacy::binomial;
    legacy_negative_binomial(n: f64, p: f64) -> I64 = gamma::negative_binomial::<Polar>;
    legacy_zipf(a: f64) -> I64 = legacy::zipf;
    legacy_geometric(p: f64) -> I64 = legacy::geometric;
    legacy_logseries(p: f64) -> I64 = legacy::logseries;
    legacy_hypergeometric(ngood: i64, nbad: i64, nsample: i64) -> I64 = legacy::hypergeometric;
    legacy_multinomial(n: i64, pvals: f64) -> Vector = legacy::multinomial;
    legacy_dirichlet(alpha: f64) -> Vector = vectors::legacy_dirichlet;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generator of each kind, and one of an unknown kind.
    fn generators() -> [Vec<u64>; 6] {
        [(0, 625), (1, 4), (2, 4), (3, 11), (4, 4), (5, 4)].map(|(kind, own)| {
            let mut words = vec![0; 5 + own];
            words[0] = kind;
            words[5..].iter_mut().zip(1..).for_each(|(word, i)| *word = 0x9e3779b97f4a7c15u64.wrapping_mul(i));
            words
        })
    }

    #[test]
    fn names_are_different() {
        for (i, distribution) in DISTRIBUTIONS.iter().enumerate() {
            assert!(DISTRIBUTIONS[..i].iter().all(|other| other.name != distribution.name), "{}", distribution.name);
        }
    }

    #[test]
    fn words_that_are_no_generator_are_refused() {
        for words in generators() {
            for length in 0..words.len() {
                assert!(crate::run(&mut words[..length].to_vec(), |_| ()).is_none());
            }
            assert_eq!(crate::run(&mut words.clone(), |_| ()).is_some(), words[0] < 5);
            assert_eq!(crate::length(words[0]), (words[0] < 5).then_some(words.len()));
        }
    }

    #[test]
    fn uniform_numbers_fill_their_interval_with_every_generator() {
        for mut words in generators().into_iter().filter(|words| words[0] < 5) {
            let means = crate::run(&mut words, |s| {
                let wide: f64 = (0..10000).map(|_| s.uniform()).inspect(|u| assert!((0.0..1.0).contains(u))).sum();
                let narrow: f32 = (0..10000).map(|_| s.uniform32()).inspect(|u| assert!((0.0..1.0).contains(u))).sum();
                (wide / 1e4, narrow / 1e4)
            });
            let (wide, narrow) = means.unwrap();
            assert!((wide - 0.5).abs() < 0.02 && (narrow - 0.5).abs() < 0.02, "{wide} {narrow}");
        }
    }

    #[test]
    fn vectors_of_any_length_are_drawn() {
        let [_, mut words, ..] = generators();
        for distribution in DISTRIBUTIONS {
            let Draw::Vector(draw) = distribution.draw else { continue };
            for (parameter, length) in [(0, 0), (0, 3), (1, 0), (1, 3), (3, 3), (3, 1)] {
                let half = vec![0.5f64.to_bits(); parameter];
                let twos = vec![2; parameter];
                let parameters: Vec<&[u64]> =
                    distribution.parameters.iter().map(|&kind| if kind == ParameterKind::Real { &half[..] } else { &twos[..] }).collect();
                let drawn = crate::run(&mut words, |s| draw(s, &parameters, &mut vec![0; length]));
                assert!(drawn.unwrap().is_ok(), "{}", distribution.name);
            }
        }
    }
}
