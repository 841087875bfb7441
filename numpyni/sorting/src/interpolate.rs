//! Piecewise linear interpolation.

use numpyni_gufunc::{Failed, In, Operation, Out};

/// At the first operand, between points whose x increases (second) and their values (third); the fourth has the values outside, before
/// and behind. NaN where x is NaN; arithmetic as in NumPy's `interp`.
pub struct Interpolate;

impl Operation for Interpolate {
    const SIGNATURE: &'static str = "(k),(n),(n),(p)->(k)";
    type Operands<'a> = (In<'a, f64>, In<'a, f64>, In<'a, f64>, In<'a, f64>, Out<'a, f64>);

    fn run((at, x, values, outside, mut out): Self::Operands<'_>) -> Result<(), Failed> {
        let (x, values, outside) = (x.to_vec(), values.to_vec(), outside.to_vec());
        let (&[before, behind], &[first, ..], &[.., last]) = (&outside[..], &x[..], &x[..]) else { return Err(Failed) };
        let results: Vec<f64> = at
            .to_vec()
            .into_iter()
            .map(|at| match () {
                _ if at.is_nan() => at,
                _ if at < first => before,
                _ if at > last => behind,
                _ if at == last => values[x.len() - 1],
                _ if x.len() == 1 => values[0],
                _ => {
                    let place = x.partition_point(|&x| x <= at).clamp(1, x.len() - 1) - 1;
                    between(at, [x[place], x[place + 1]], [values[place], values[place + 1]])
                }
            })
            .collect();
        out.fill_from(&results);
        Ok(())
    }
}

/// On the line through two points; where one of them is infinite, from the other.
fn between(at: f64, x: [f64; 2], values: [f64; 2]) -> f64 {
    if at == x[0] {
        return values[0];
    }
    let slope = (values[1] - values[0]) / (x[1] - x[0]);
    let found = slope * (at - x[0]) + values[0];
    if !found.is_nan() {
        return found;
    }
    let found = slope * (at - x[1]) + values[1];
    if found.is_nan() && values[0] == values[1] { values[0] } else { found }
}
