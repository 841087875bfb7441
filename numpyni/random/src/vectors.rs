//! Draws that are vectors: permutations, samples without replacement, multivariate distributions.
//!
//! A parameter is a slice of words too: the bits of its elements.

use std::collections::{HashSet, TryReserveError};

use crate::Source;
use crate::bounded::{bounded64, interval};
use crate::continuous::beta;
use crate::discrete::{binomial, hypergeometric};
use crate::gamma::{Polar, Ziggurat, standard_gamma};

/// A draw that had no memory is an error.
pub type Drawn = Result<(), TryReserveError>;

/// The parameters of one draw.
pub type Parameters<'a> = [&'a [u64]];

fn first(parameter: &[u64]) -> u64 {
    parameter.first().copied().unwrap_or_default()
}

/// Shuffles `out`, as `shuffle` and `permutation` do.
pub fn shuffle(s: &mut Source<'_>, _: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    for i in (1..out.len()).rev() {
        let j = interval(s, i as u64);
        out.swap(i, j as usize);
    }
    Ok(())
}

/// Shuffles the elements from `start` on with any before them, as `choice` does.
pub fn shuffle_tail(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [start] = parameters else { return Ok(()) };
    for i in (first(start).max(1) as usize..out.len()).rev() {
        let j = bounded64(s, 0, i as u64, 0);
        out.swap(i, j as usize);
    }
    Ok(())
}

/// As many different integers below `population` as `out` is long: Floyd's algorithm, Bentley, 1987.
pub fn sample(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [population] = parameters else { return Ok(()) };
    let Some(start) = first(population).checked_sub(out.len() as u64) else { return Ok(()) };
    let mut seen = HashSet::new();
    seen.try_reserve(out.len())?;
    for (place, j) in out.iter_mut().zip(start..) {
        let candidate = bounded64(s, 0, j, 0);
        *place = if seen.insert(candidate) { candidate } else { j };
        seen.insert(*place);
    }
    Ok(())
}

/// How many of `n` trials end in each of the outcomes of the given probabilities.
pub fn multinomial(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    multinomial_with(s, parameters, out, binomial)
}

pub fn multinomial_with(
    s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64], binomial: fn(&mut Source<'_>, i64, f64) -> i64,
) -> Drawn {
    let [n, probabilities] = parameters else { return Ok(()) };
    let Some((last, counts)) = out.split_last_mut() else { return Ok(()) };
    counts.fill(0);
    *last = 0;
    let mut left = first(n) as i64;
    let mut remaining = 1.0;
    for (count, &p) in counts.iter_mut().zip(*probabilities) {
        let p = f64::from_bits(p);
        let drawn = binomial(s, left, p / remaining);
        *count = drawn as u64;
        left -= drawn;
        if left <= 0 {
            break;
        }
        remaining -= p;
    }
    *last = left.max(0) as u64;
    Ok(())
}

/// How many of each colour are among `n` things taken from an urn, colour by colour.
pub fn hypergeometric_marginals(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [colors, n] = parameters else { return Ok(()) };
    out.fill(0);
    let all: i64 = colors.iter().map(|&color| color as i64).sum();
    let (taken, most) = complement(first(n) as i64, all);
    let (mut left, mut remaining) = (taken, all);
    if let Some((last, counts)) = out.split_last_mut() {
        for (count, &color) in counts.iter_mut().zip(*colors) {
            if left <= 0 {
                break;
            }
            remaining -= color as i64;
            let drawn = hypergeometric(s, color as i64, remaining, left);
            *count = drawn as u64;
            left -= drawn;
        }
        *last = left.max(0) as u64;
    }
    if most {
        invert(out, colors);
    }
    Ok(())
}

/// The same by a list of all things, of which the first are shuffled; `out` holds all draws, since they share the list.
pub fn hypergeometric_count(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [colors, n] = parameters else { return Ok(()) };
    out.fill(0);
    let mut things = Vec::new();
    for (color, &count) in colors.iter().enumerate() {
        things.try_reserve(count as usize)?;
        things.extend(std::iter::repeat_n(color, count as usize));
    }
    if things.is_empty() {
        return Ok(());
    }
    let (taken, most) = complement(first(n) as i64, things.len() as i64);
    for counts in out.chunks_exact_mut(colors.len()) {
        for j in 0..taken as usize {
            let k = j + interval(s, (things.len() - j - 1) as u64) as usize;
            things.swap(j, k);
            counts[things[j]] += 1;
        }
        if most {
            invert(counts, colors);
        }
    }
    Ok(())
}

/// How many to take, or, where that is more than half, to leave.
fn complement(n: i64, all: i64) -> (i64, bool) {
    let n = n.max(0).min(all);
    if n > all / 2 { (all - n, true) } else { (n, false) }
}

fn invert(counts: &mut [u64], colors: &[u64]) {
    for (count, &color) in counts.iter_mut().zip(colors) {
        *count = color.wrapping_sub(*count);
    }
}

/// Below this all parameters are so small that gammas would underflow.
const SMALL: f64 = 0.1;

/// Dirichlet: gammas over their sum, or a stick broken by betas where all parameters are small.
pub fn dirichlet(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [alpha] = parameters else { return Ok(()) };
    if alpha.iter().map(|&a| f64::from_bits(a)).any(|a| a >= SMALL || a.is_nan()) {
        normalized(alpha, out, |a| standard_gamma::<Ziggurat, f64>(s, a));
        return Ok(());
    }
    out.fill(0);
    let mut sum = 0.0;
    let mut sums: Vec<f64> = alpha.iter().rev().map(|&a| {
        sum += f64::from_bits(a);
        sum
    }).collect();
    sums.reverse();
    let Some((last, parts)) = out.split_last_mut() else { return Ok(()) };
    if sum == 0.0 {
        return Ok(());
    }
    let mut rest = 1.0;
    for ((part, &a), &beyond) in parts.iter_mut().zip(*alpha).zip(&sums[1..]) {
        let v = beta(s, f64::from_bits(a), beyond);
        *part = (rest * v).to_bits();
        rest *= 1.0 - v;
        if beyond == 0.0 {
            break;
        }
    }
    *last = rest.to_bits();
    Ok(())
}

pub fn legacy_dirichlet(s: &mut Source<'_>, parameters: &Parameters<'_>, out: &mut [u64]) -> Drawn {
    let [alpha] = parameters else { return Ok(()) };
    normalized(alpha, out, |a| standard_gamma::<Polar, f64>(s, a));
    Ok(())
}

fn normalized(alpha: &[u64], out: &mut [u64], mut gamma: impl FnMut(f64) -> f64) {
    let mut sum = 0.0;
    for (place, &a) in out.iter_mut().zip(alpha) {
        let value = gamma(f64::from_bits(a));
        sum += value;
        *place = value.to_bits();
    }
    let inverse = 1.0 / sum;
    for place in out {
        *place = (f64::from_bits(*place) * inverse).to_bits();
    }
}
