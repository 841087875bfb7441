//! Fourier transforms of one vector, over the rustfft and realfft crates.
//!
//! Each has a vector, a factor for the results, and an output whose length is that of the transform: the vector is cut or padded with
//! zeroes to it. Everything is computed in double precision.

mod plan;

use std::marker::PhantomData;

use kernels::C128;
use numpyni_gufunc::{Entry, Failed, In, Narrow, Operation, Out, Row, entry};

/// A row of one loop, of double precision.
const fn row(name: &'static std::ffi::CStr, entries: &'static [Entry], doc: &'static std::ffi::CStr) -> Row {
    Row { name, doc, entries, narrow: Narrow::Single }
}

/// The transforms as generalised ufuncs.
pub static ROWS: &[Row] = &[
    row(c"_fft", &[entry::<Complex<false>>()], c"The Fourier transform."),
    row(c"_ifft", &[entry::<Complex<true>>()], c"The inverse Fourier transform."),
    row(c"_rfft_n_even", &[entry::<Real<Even>>()], c"The first half of the Fourier transform of an even number of real elements."),
    row(c"_rfft_n_odd", &[entry::<Real<Odd>>()], c"The first half of the Fourier transform of an odd number of real elements."),
    row(c"_irfft", &[entry::<RealInverse>()], c"The real inverse of the first half of a Fourier transform."),
];

/// The first elements of a vector, and zeroes behind them.
fn padded<T: kernels::Element>(x: In<'_, T>, length: usize) -> Vec<T> {
    let mut elements = if x.len() <= length { x.to_vec() } else { x.elements().take(length).collect() };
    elements.resize(length, T::zeroed());
    elements
}

/// Of complex numbers, forwards or backwards.
struct Complex<const INVERSE: bool>;

impl<const INVERSE: bool> Operation for Complex<INVERSE> {
    const SIGNATURE: &'static str = "(n),()->(m)";
    type Operands<'a> = (In<'a, C128>, In<'a, f64>, Out<'a, C128>);

    fn run((x, factor, mut transformed): Self::Operands<'_>) -> Result<(), Failed> {
        let (length, factor) = (transformed.shape()[0], factor.get(0, 0));
        let mut elements = padded(x, length);
        plan::complex(&mut elements, INVERSE);
        elements.iter_mut().for_each(|x| *x *= factor);
        transformed.fill_from(&elements);
        Ok(())
    }
}

/// Whether a transform that gives `m` elements has an even or an odd number of real ones.
trait Parity: 'static {
    fn length(m: usize) -> usize;
}

struct Even;
struct Odd;

impl Parity for Even {
    fn length(m: usize) -> usize {
        2 * m.saturating_sub(1)
    }
}

impl Parity for Odd {
    fn length(m: usize) -> usize {
        (2 * m).saturating_sub(1)
    }
}

/// Of real numbers.
struct Real<P>(PhantomData<P>);

impl<P: Parity> Operation for Real<P> {
    const SIGNATURE: &'static str = "(n),()->(m)";
    type Operands<'a> = (In<'a, f64>, In<'a, f64>, Out<'a, C128>);

    fn run((x, factor, mut transformed): Self::Operands<'_>) -> Result<(), Failed> {
        let (m, factor) = (transformed.shape()[0], factor.get(0, 0));
        let mut elements = padded(x, P::length(m));
        let mut results = vec![C128::ZERO; m];
        plan::real(&mut elements, &mut results).ok_or(Failed)?;
        results.iter_mut().for_each(|x| *x *= factor);
        transformed.fill_from(&results);
        Ok(())
    }
}

/// Real numbers from the first half of their transform.
struct RealInverse;

impl Operation for RealInverse {
    const SIGNATURE: &'static str = "(m),()->(n)";
    type Operands<'a> = (In<'a, C128>, In<'a, f64>, Out<'a, f64>);

    fn run((x, factor, mut transformed): Self::Operands<'_>) -> Result<(), Failed> {
        let (n, factor) = (transformed.shape()[0], factor.get(0, 0));
        let mut elements = padded(x, n / 2 + 1);
        let mut results = vec![0.0; n];
        // What must be real there is taken as real.
        elements[0].im = 0.0;
        if n % 2 == 0 {
            elements[n / 2].im = 0.0;
        }
        plan::real_inverse(&mut elements, &mut results).ok_or(Failed)?;
        results.iter_mut().for_each(|x| *x *= factor);
        transformed.fill_from(&results);
        Ok(())
    }
}
