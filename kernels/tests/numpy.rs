//! What NumPy 2 gives, where it is easily got wrong; each table was compared with NumPy itself.

use approx::assert_ulps_eq;
use numpyni_kernels::{ops::*, *};

fn same(left: f64, right: f64) -> bool {
    left.to_bits() == right.to_bits() || left.is_nan() && right.is_nan()
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn floats_divide_as_in_python() {
    // x1, x2, x1 // x2, x1 % x2
    let table = [
        (7.0, 3.0, 2.0, 1.0),
        (-7.0, 3.0, -3.0, 2.0),
        (7.0, -3.0, -3.0, -2.0),
        (-7.0, -3.0, 2.0, -1.0),
        (6.0, 3.0, 2.0, 0.0),
        (6.0, -3.0, -2.0, -0.0),
        (0.0, -3.0, -0.0, -0.0),
        (1.0, 0.1, 9.0, 0.09999999999999995),
        (0.3, 0.1, 2.0, 0.09999999999999998),
        (1.0, 0.0, INF, NAN),
        (-1.0, 0.0, -INF, NAN),
        (0.0, 0.0, NAN, NAN),
        (INF, 2.0, NAN, NAN),
        (2.0, INF, 0.0, 2.0),
        (-2.0, INF, -1.0, INF),
        (NAN, 2.0, NAN, NAN),
        (1e300, 1e-10, INF, 5.476641984772742e-11),
        (1e20, 3.0, 1e20 / 3.0, 1.0),
        (5e-324, 2.0, 0.0, 5e-324),
        (-5e-324, 2.0, -1.0, 2.0),
    ];
    for (x1, x2, floor, remainder) in table {
        let (got_floor, got_remainder) = <Divmod as BinaryPair<f64>>::apply(x1, x2);
        assert!(same(got_floor, floor), "{x1} // {x2} = {got_floor}, not {floor}");
        assert!(same(got_remainder, remainder), "{x1} % {x2} = {got_remainder}, not {remainder}");
    }
}

#[test]
fn integers_divide_as_in_python_and_by_zero_raise() {
    for (x1, x2, floor, remainder, fmod, flags) in [
        (7i8, 3i8, 2, 1, 1, 0),
        (-7, 3, -3, 2, -1, 0),
        (7, -3, -3, -2, 1, 0),
        (-128, -1, -128, 0, 0, fpe::OVERFLOW),
        (5, 0, 0, 0, 0, fpe::DIVIDE),
        (0, 0, 0, 0, 0, fpe::DIVIDE),
    ] {
        fpe::clear();
        assert_eq!(<FloorDivide as Binary<i8>>::apply(x1, x2), floor);
        assert_eq!(fpe::take(), flags, "{x1} // {x2}");
        assert_eq!(<Remainder as Binary<i8>>::apply(x1, x2), remainder);
        assert_eq!(<Fmod as Binary<i8>>::apply(x1, x2), fmod);
        fpe::clear();
    }
    assert_eq!(<FloorDivide as Binary<u8>>::apply(200, 0), 0);
    assert_eq!(fpe::take(), fpe::DIVIDE);
}

#[test]
fn shifts_past_the_last_bit_leave_zero_or_the_sign() {
    assert_eq!(<LeftShift as Binary<i8>>::apply(1, 7), -128);
    assert_eq!(<LeftShift as Binary<i8>>::apply(1, 8), 0);
    assert_eq!(<LeftShift as Binary<i8>>::apply(1, -1), 0);
    assert_eq!(<RightShift as Binary<i8>>::apply(-5, 100), -1);
    assert_eq!(<RightShift as Binary<i8>>::apply(5, 100), 0);
    assert_eq!(<RightShift as Binary<u64>>::apply(u64::MAX, 64), 0);
    assert_eq!(<RightShift as Binary<i64>>::apply(-8, 1), -4);
}

#[test]
fn powers_of_integers_wrap() {
    assert_eq!(<Power as Binary<i32>>::apply(3, 4), 81);
    assert_eq!(<Power as Binary<i8>>::apply(2, 8), 0);
    assert_eq!(<Power as Binary<u8>>::apply(3, 6), 217);
    assert_eq!(<Power as Binary<i64>>::apply(-1, i64::MAX), -1);
    assert_eq!(<Power as Binary<i64>>::apply(0, 0), 1);
}

#[test]
fn nan_wins_the_maximum_and_loses_the_fmax() {
    for (x1, x2) in [(NAN, 1.0), (1.0, NAN)] {
        assert!(<Maximum as Binary<f64>>::apply(x1, x2).is_nan());
        assert!(<Minimum as Binary<f64>>::apply(x1, x2).is_nan());
        assert_eq!(<Fmax as Binary<f64>>::apply(x1, x2), 1.0);
        assert_eq!(<Fmin as Binary<f64>>::apply(x1, x2), 1.0);
    }
    assert!(<Clip as Ternary<f64>>::apply(0.0, NAN, 1.0).is_nan());
    assert_eq!(<Clip as Ternary<i32>>::apply(5, 0, 3), 3);
}

#[test]
#[cfg(target_arch = "x86_64")]
fn floats_that_no_integer_holds_cast_as_the_cpu_casts_them() {
    fpe::clear();
    assert_eq!(CastTo::<i32>::cast(NAN), i32::MIN);
    assert_eq!(CastTo::<i64>::cast(1e300), i64::MIN);
    assert_eq!(CastTo::<u64>::cast(NAN), 1 << 63);
    assert_eq!(fpe::take(), fpe::INVALID);
    assert_eq!(CastTo::<u64>::cast(-1.0), u64::MAX);
    assert_eq!(CastTo::<u64>::cast(1.5e19), 15_000_000_000_000_000_000);
    assert_eq!(CastTo::<u8>::cast(300.7), 44);
    assert_eq!(CastTo::<i8>::cast(-129.0), 127);
    assert_eq!(CastTo::<u32>::cast(-1.0), u32::MAX);
    assert_eq!(CastTo::<Bool>::cast(NAN), Bool::TRUE);
    assert_eq!(CastTo::<f64>::cast(C128::new(2.0, 3.0)), 2.0);
    assert_eq!(CastTo::<i8>::cast(300i32), 44);
}

#[test]
fn half_precision_rounds_once() {
    // Halfway to the next float16 but for a bit that float32 cannot hold.
    let above = 1.0 + 2f64.powi(-11) + 2f64.powi(-40);
    assert_eq!(CastTo::<f16>::cast(above).to_bits(), f16::ONE.to_bits() + 1);
    assert_eq!(CastTo::<f16>::cast(1.0 + 2f64.powi(-11)).to_bits(), f16::ONE.to_bits());
    for bits in 0..=u16::MAX {
        let x = f16::from_bits(bits);
        let wide: f32 = x.cast();
        assert!(wide.to_bits() == x.to_f32().to_bits() || wide.is_nan() && x.is_nan(), "{bits:04x}");
        let back: f16 = wide.cast();
        assert!(back == x || back.is_nan() && x.is_nan(), "{bits:04x}");
    }
    for step in (0..=u32::MAX).step_by(65_521) {
        let x = f32::from_bits(step);
        let (narrow, expected): (f16, f16) = (x.cast(), f16::from_f32(x));
        assert!(narrow.to_bits() == expected.to_bits() || x.is_nan() && narrow.is_nan(), "{x}: {narrow} not {expected}");
        let (narrow, expected): (bf16, bf16) = (x.cast(), bf16::from_f32(x));
        assert!(narrow.to_bits() == expected.to_bits() || x.is_nan() && narrow.is_nan(), "{x}: {narrow} not {expected}");
        let (narrow, expected): (f16, f16) = (f64::from(x).cast(), f16::from_f64(f64::from(x)));
        assert!(narrow.to_bits() == expected.to_bits() || x.is_nan() && narrow.is_nan(), "{x}: {narrow} not {expected}");
    }
}

/// What a kernel raises over `n` elements, all of them `x1` and `x2`.
fn raised<T: Element>(kernel: Kernel, x1: T, x2: T, n: usize) -> Vec<u32> {
    let (x1, x2, mut out) = (vec![x1; n], vec![x2; n], vec![0u8; 16 * n]);
    let args = [x1.as_ptr().cast_mut().cast(), x2.as_ptr().cast_mut().cast(), out.as_mut_ptr()];
    let item = size_of::<T>() as isize;
    let call = |level| {
        fpe::clear();
        // SAFETY: the operands hold n elements; the output has room for any type at this step.
        unsafe { Kernel::at(&kernel, level)(args.as_ptr(), &(n as isize), [item, item, item].as_ptr(), std::ptr::null_mut()) };
        fpe::take()
    };
    Level::available().map(call).collect()
}

#[test]
fn kernels_raise_what_the_mathematics_does_and_nothing_else() {
    for n in [1, 3, 8, 31, 64, 200] {
        let check = |got: Vec<u32>, expected: u32| assert!(got.iter().all(|&got| got == expected), "{got:?} {expected} n={n}");
        check(raised(const { binary::<Divide, f64>() }, 1.0, 0.0, n), fpe::DIVIDE);
        check(raised(const { binary::<Divide, f64>() }, 0.0, 0.0, n), fpe::INVALID);
        check(raised(const { binary::<Divide, f64>() }, 1.0, 3.0, n), 0);
        check(raised(const { binary::<Add, f64>() }, 1e308, 1e308, n), fpe::OVERFLOW);
        check(raised(const { binary::<Multiply, f32>() }, 1e-30f32, 1e-30, n), fpe::UNDERFLOW);
        check(raised(const { binary::<Add, f16>() }, f16::MAX, f16::MAX, n), fpe::OVERFLOW);
        check(raised(const { binary::<Add, f16>() }, f16::ONE, f16::ONE, n), 0);
        check(raised(const { binary::<Less, f64>() }, NAN, 1.0, n), 0);
        check(raised(const { binary::<Less, f32>() }, f32::NAN, 1.0, n), 0);
        check(raised(const { binary::<GreaterEqual, f16>() }, f16::NAN, f16::ONE, n), 0);
        check(raised(const { binary::<Equal, f64>() }, NAN, 1.0, n), 0);
        check(raised(const { binary::<Maximum, f64>() }, NAN, 1.0, n), 0);
        check(raised(const { binary::<Fmin, f32>() }, 1.0, f32::NAN, n), 0);
        check(raised(const { binary::<FloorDivide, f64>() }, 7.0, 2.0, n), 0);
        check(raised(const { binary::<FloorDivide, f64>() }, 1.0, 0.0, n), fpe::DIVIDE);
        check(raised(const { binary::<Remainder, f64>() }, 1.0, 0.0, n), fpe::INVALID);
        check(raised(const { binary::<FloorDivide, i64>() }, 1i64, 0, n), fpe::DIVIDE);
    }
}

#[test]
fn a_sum_keeps_to_the_bound_of_pairwise_summation() {
    let mut state = 1u64;
    let x: Vec<f32> = (0..1 << 20)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let uniform = (state >> 40) as f32 / 16_777_216.0;
            (6.0 * uniform - 3.0).exp()
        })
        .collect();
    let exact: f64 = x.iter().map(|&x| f64::from(x)).sum();
    const SUM: Kernel = reduce::<Add, f32>();
    for level in Level::available() {
        let mut sum = 0.0f32;
        let args = [x.as_ptr().cast_mut().cast(), (&raw mut sum).cast()];
        // SAFETY: the input is contiguous, the output one element.
        unsafe { SUM.at(level)(args.as_ptr(), &(x.len() as isize), [4, 0].as_ptr(), std::ptr::null_mut()) };
        // All terms are positive: the sum is that of magnitudes. Four units is far below the 20 of log2(n).
        let unit = f64::from(f32::EPSILON) / 2.0;
        assert!((f64::from(sum) - exact).abs() <= 4.0 * unit * exact, "{sum} {exact}");
    }
}

#[test]
fn elementary_functions_are_the_c_librarys() {
    assert_ulps_eq!(<Exp as Unary<f64>>::apply(1.0), std::f64::consts::E, max_ulps = 1);
    assert_ulps_eq!(<Log1p as Unary<f64>>::apply(1e-10), 9.9999999995e-11, max_ulps = 1);
    assert_ulps_eq!(<Arcsinh as Unary<f64>>::apply(1e-10), 1e-10, max_ulps = 1);
    let root = <Sqrt as Unary<C128>>::apply(C128::new(-4.0, 0.0));
    assert_ulps_eq!(root.im, 2.0);
    let power = <Power as Binary<C128>>::apply(C128::new(0.0, 1.0), C128::new(2.0, 0.0));
    assert_eq!(power, C128::new(-1.0, 0.0));
    let (mantissa, exponent) = <Frexp as UnaryPair<f64>>::apply(5e-324);
    assert_eq!((mantissa, exponent), (0.5, -1073));
    assert_eq!(<Modf as UnaryPair<f64>>::apply(-2.5), (-0.5, -2.0));
}
