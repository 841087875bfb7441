//! Kernels in Rust: `cargo build --release`, and the library in `target/release` is `kernels.numpyni.so` on every Python.

use numpyni::{Array1, Array2, Ix1, Ix2, Ix3, Result, View, ViewMut};

/// The sum of the elements.
#[numpyni::kernel]
fn asum(x: View<f64, Ix1>) -> f64 {
    x.iter().fold(0.0, |sum, &value| sum + value)
}

/// One step of heat through a box: each inner point becomes the mean of its six neighbours.
#[numpyni::kernel]
fn heat3d(x: View<f64, Ix3>, mut out: ViewMut<f64, Ix3>) -> Result<()> {
    if x.dim() != out.dim() {
        return Err("x and out differ in shape".into());
    }
    let (depth, height, width) = x.dim();
    out.assign(&x);
    for i in 1..depth.saturating_sub(1) {
        for j in 1..height.saturating_sub(1) {
            for k in 1..width.saturating_sub(1) {
                out[[i, j, k]] = (x[[i - 1, j, k]] + x[[i + 1, j, k]] + x[[i, j - 1, k]] + x[[i, j + 1, k]]
                    + x[[i, j, k - 1]] + x[[i, j, k + 1]]) / 6.0;
            }
        }
    }
    Ok(())
}

/// A walk of n steps of one up or one down, by Knuth's linear congruential generator; where it ends, and how far it went.
#[numpyni::kernel]
fn random_walk(n: i64, seed: i64) -> Result<(Array1<i64>, i64, i64)> {
    let steps = usize::try_from(n).map_err(|_| "n must not be negative")?;
    let (mut state, mut at) = (seed as u64, 0);
    let walk: Array1<i64> = (0..steps).map(|_| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        at += if state >> 63 == 0 { 1 } else { -1 };
        at
    }).collect();
    let furthest = walk.iter().map(|at| at.abs()).max().unwrap_or(0);
    Ok((walk, at, furthest))
}

/// The power of x at each frequency (radians a sample), by Goertzel's recurrence.
#[numpyni::kernel]
fn periodogram(x: View<f64, Ix1>, frequencies: View<f64, Ix1>) -> Array1<f64> {
    frequencies.iter().map(|&omega| {
        let twice = 2.0 * omega.cos();
        let (mut before, mut last) = (0.0, 0.0);
        for &value in x.iter() {
            (before, last) = (last, value + twice * last - before);
        }
        (before * before + last * last - twice * before * last) / x.len().max(1) as f64
    }).collect()
}

/// Euclidean distances between the rows of x and those of y.
#[numpyni::kernel(releases_gil)]
fn distances(x: View<f64, Ix2>, y: View<f64, Ix2>) -> Result<Array2<f64>> {
    if x.ncols() != y.ncols() {
        return Err(numpyni::Error::value(format!("rows of {} and of {} numbers", x.ncols(), y.ncols())));
    }
    Ok(Array2::from_shape_fn((x.nrows(), y.nrows()), |(i, j)| {
        (0..x.ncols()).fold(0.0, |sum, k| sum + (x[[i, k]] - y[[j, k]]) * (x[[i, k]] - y[[j, k]])).sqrt()
    }))
}

/// The element at index i; a panic where there is none.
#[numpyni::kernel]
fn at(x: View<f64, Ix1>, i: i64) -> f64 {
    x[i as usize]
}

numpyni::extension! {
    "kernels", "Kernels in Rust.", [asum, heat3d, random_walk, periodogram, distances, at]
}
