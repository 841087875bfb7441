//! The QR decomposition by Householder reflections, in LAPACK's conventions: the same signs, vectors and factors.

use std::marker::PhantomData;

use num_complex::ComplexFloat;
use numpyni_gufunc::{Failed, In, Operation, Out};

use crate::field::Field;
use crate::svd::shorter;

/// A factored matrix: `R` on and above the diagonal, the reflections' vectors (without their leading one) below it.
struct Factored<T> {
    rows: usize,
    /// Column by column.
    elements: Vec<T>,
    /// Reflection `k` is `1 - taus[k] v v^H`.
    taus: Vec<T>,
}

impl<T: Field> Factored<T> {
    fn new(a: &In<'_, T>) -> Factored<T> {
        let [rows, columns] = a.shape();
        let mut factored = Factored { rows, elements: a.to_vec(), taus: Vec::new() };
        for k in 0..rows.min(columns) {
            let (head, tail) = factored.elements.split_at_mut((k + 1) * rows);
            let column = &mut head[k * rows + k..];
            let tau = reflection(column);
            for other in tail.chunks_exact_mut(rows) {
                reflect(&column[1..], ComplexFloat::conj(tau), &mut other[k..]);
            }
            factored.taus.push(tau);
        }
        factored
    }

    fn at(&self, row: usize, column: usize) -> T {
        self.elements[column * self.rows + row]
    }

    fn triangle(&self, out: &mut Out<'_, T>) {
        out.fill_with(|row, column| if row <= column { self.at(row, column) } else { T::of(0.0) });
    }

    /// The first columns of `Q`: all reflections applied to those of the identity, the last one first.
    fn q(&self, out: &mut Out<'_, T>) {
        let [rows, columns] = out.shape();
        let mut elements = vec![T::of(0.0); rows * columns];
        for i in 0..rows.min(columns) {
            elements[i * rows + i] = T::of(1.0);
        }
        for (k, &tau) in self.taus.iter().enumerate().rev() {
            let vector = &self.elements[k * rows + k + 1..(k + 1) * rows];
            for column in elements.chunks_exact_mut(rows).skip(k) {
                reflect(vector, tau, &mut column[k..]);
            }
        }
        out.fill_from(&elements);
    }
}

/// Turns a column into the reflection that makes its tail zero: its vector's tail stands in the column's, what becomes of the head in
/// the head. Gives tau (LAPACK's larfg, <https://netlib.org/lapack/explore-html/>).
fn reflection<T: Field>(column: &mut [T]) -> T {
    let (alpha, tail) = (column[0], &mut column[1..]);
    let largest = tail.iter().fold(0.0, |most: f64, &x| most.max(ComplexFloat::abs(x)));
    if (largest == 0.0 && alpha.im() == 0.0) || tail.is_empty() && alpha.im() == 0.0 {
        return T::of(0.0);
    }
    // Scaled: squares may leave the range.
    let scale = largest.max(ComplexFloat::abs(alpha));
    let squares: f64 = tail.iter().chain([&alpha]).map(|&x| square(x / T::of(scale))).sum();
    let beta = -(scale * squares.sqrt()).copysign(alpha.re());
    let tau = (T::of(beta) - alpha) / T::of(beta);
    let factor = T::of(1.0) / (alpha - T::of(beta));
    tail.iter_mut().for_each(|x| *x *= factor);
    column[0] = T::of(beta);
    tau
}

fn square<T: Field>(x: T) -> f64 {
    let (re, im) = (x.re(), x.im());
    re * re + im * im
}

/// `column -= tau * v * (v^H column)`, where `v` is a one and then `tail`.
fn reflect<T: Field>(tail: &[T], tau: T, column: &mut [T]) {
    const LANES: usize = 8;
    let (head, rest) = column.split_at_mut(1);
    let mut sums = [T::of(0.0); LANES];
    for (v, x) in tail.chunks(LANES).zip(rest.chunks(LANES)) {
        for ((sum, &v), &x) in sums.iter_mut().zip(v).zip(x) {
            *sum += ComplexFloat::conj(v) * x;
        }
    }
    let product = tau * sums.iter().fold(head[0], |all, &sum| all + sum);
    head[0] -= product;
    for (x, &v) in rest.iter_mut().zip(tail) {
        *x -= product * v;
    }
}

/// `Q` and `R`: as few columns and rows as there are, or with a square `Q`.
pub struct Qr<T, const COMPLETE: bool>(PhantomData<T>);

fn qr<T: Field>((a, mut q, mut r): (In<'_, T>, Out<'_, T>, Out<'_, T>)) -> Result<(), Failed> {
    let factored = Factored::new(&a);
    factored.q(&mut q);
    factored.triangle(&mut r);
    Ok(())
}

impl<T: Field> Operation for Qr<T, false> {
    const SIGNATURE: &'static str = "(m,n)->(m,p),(p,n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, T>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run(operands: Self::Operands<'_>) -> Result<(), Failed> {
        qr(operands)
    }
}

impl<T: Field> Operation for Qr<T, true> {
    const SIGNATURE: &'static str = "(m,n)->(m,m),(m,n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, T>);

    fn run(operands: Self::Operands<'_>) -> Result<(), Failed> {
        qr(operands)
    }
}

/// `R` alone.
pub struct QrTriangle<T>(PhantomData<T>);

impl<T: Field> Operation for QrTriangle<T> {
    const SIGNATURE: &'static str = "(m,n)->(p,n)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run((a, mut r): Self::Operands<'_>) -> Result<(), Failed> {
        Factored::new(&a).triangle(&mut r);
        Ok(())
    }
}

/// The factored matrix itself, transposed as LAPACK has it in memory, and the reflections' factors.
pub struct QrRaw<T>(PhantomData<T>);

impl<T: Field> Operation for QrRaw<T> {
    const SIGNATURE: &'static str = "(m,n)->(n,m),(p)";
    type Operands<'a> = (In<'a, T>, Out<'a, T>, Out<'a, T>);

    fn derive(lengths: &mut [Option<usize>]) {
        shorter(lengths);
    }

    fn run((a, mut h, mut tau): Self::Operands<'_>) -> Result<(), Failed> {
        let factored = Factored::new(&a);
        h.fill_with(|column, row| factored.at(row, column));
        tau.fill_from(&factored.taus);
        Ok(())
    }
}
