//! The elementary functions against values to 106 bits (`functions.py` made them), at every level.

use numpyni_kernels::{Element, Kernel, Level, binary, f16, fpe, ops::*, unary};

macro_rules! kernels {
    ($T:ty: $($name:literal $constructor:ident $Op:ident;)*) => {
        [$(($name, $constructor::<$Op, $T>())),*]
    };
}

/// Every function of `$T` by its name.
macro_rules! all {
    ($T:ty) => {
        kernels! { $T:
            "exp" unary Exp; "exp2" unary Exp2; "expm1" unary Expm1; "log" unary Log; "log2" unary Log2; "log10" unary Log10;
            "log1p" unary Log1p; "sin" unary Sin; "cos" unary Cos; "tan" unary Tan; "arcsin" unary Arcsin; "arccos" unary Arccos;
            "arctan" unary Arctan; "sinh" unary Sinh; "cosh" unary Cosh; "tanh" unary Tanh; "arcsinh" unary Arcsinh;
            "arccosh" unary Arccosh; "arctanh" unary Arctanh; "cbrt" unary Cbrt;
            "power" binary Power; "hypot" binary Hypot; "arctan2" binary Arctan2;
        }
    };
}

static DOUBLE: [(&str, Kernel); 23] = all!(f64);
static SINGLE: [(&str, Kernel); 23] = all!(f32);

fn kernel(table: &[(&str, Kernel)], name: &str) -> Kernel {
    table.iter().find(|row| row.0 == name).expect("a function").1
}

/// `kernel` of the arguments, which are of one length; `step` elements lie between two of them.
fn call<T: Element>(kernel: Kernel, level: Level, arguments: &[Vec<T>], step: usize) -> Vec<T> {
    let n = arguments[0].len();
    let spread: Vec<Vec<T>> = arguments.iter().map(|x| x.iter().flat_map(|&x| vec![x; step]).collect()).collect();
    let mut out = vec![arguments[0][0]; n];
    let mut args: Vec<*mut u8> = spread.iter().map(|x| x.as_ptr().cast_mut().cast()).collect();
    args.push(out.as_mut_ptr().cast());
    let size = size_of::<T>() as isize;
    let mut steps = vec![size * step as isize; spread.len()];
    steps.push(size);
    // SAFETY: each operand has n elements at these steps.
    unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), steps.as_ptr(), std::ptr::null_mut()) };
    out
}

struct Row {
    arguments: Vec<f64>,
    high: f64,
    low: f64,
}

fn rows(name: &str) -> Vec<Row> {
    let parse = |word: &str| f64::from_bits(u64::from_str_radix(word, 16).expect("bits"));
    let lines = include_str!("functions.txt").lines();
    let words = lines.map(|line| line.split(' ').collect::<Vec<_>>()).filter(|words| words[0] == name);
    words
        .map(|words| {
            let numbers: Vec<f64> = words[1..].iter().map(|word| parse(word)).collect();
            let (arguments, value) = numbers.split_at(numbers.len() - 2);
            Row { arguments: arguments.to_vec(), high: value[0], low: value[1] }
        })
        .collect()
}

fn columns<T>(rows: &[Row], convert: impl Fn(f64) -> T) -> Vec<Vec<T>> {
    (0..rows[0].arguments.len()).map(|k| rows.iter().map(|row| convert(row.arguments[k])).collect()).collect()
}

fn ulp(x: f64) -> f64 {
    x.abs().next_up() - x.abs()
}

#[test]
fn float64_is_within_one_unit_in_the_last_place() {
    for (name, kernel) in &DOUBLE {
        let rows = rows(name);
        for level in Level::available() {
            for (value, row) in call(*kernel, level, &columns(&rows, |x| x), 1).iter().zip(&rows) {
                let error = ((value - row.high) - row.low).abs() / ulp(row.high);
                assert!(error <= 1.0, "{name}{:?} at {}: {value:e} is {error} ulp from {:e}", row.arguments, level.name(), row.high);
            }
        }
    }
}

#[test]
fn float32_is_within_one_unit_of_float64() {
    for (name, single) in &SINGLE {
        let rows: Vec<Row> = rows(name).into_iter().filter(|row| row.arguments.iter().all(|x| (1e-30..1e30).contains(&x.abs()))).collect();
        let narrow = columns(&rows, |x| x as f32);
        let wide: Vec<Vec<f64>> = narrow.iter().map(|x| x.iter().map(|&x| f64::from(x)).collect()).collect();
        let expected = call(kernel(&DOUBLE, name), Level::BASELINE, &wide, 1);
        for level in Level::available() {
            for (value, expected) in call(*single, level, &narrow, 1).iter().zip(&expected) {
                if !value.is_finite() || !expected.is_finite() {
                    assert_eq!(value.is_nan(), expected.is_nan(), "{name} at {}", level.name());
                    continue;
                }
                let unit = f64::from(value.abs().next_up() - value.abs()).max(f64::from(f32::MIN_POSITIVE) * f64::from(f32::EPSILON));
                let error = (f64::from(*value) - expected).abs() / unit;
                assert!(error <= 1.0, "{name} at {}: {value} is {error} ulp from {expected}", level.name());
            }
        }
    }
}

#[test]
fn float32s_of_all_sizes_are_within_one_unit_of_float64() {
    let some: Vec<f32> = (0..=u32::MAX).step_by(50_021).map(f32::from_bits).collect();
    let near = |x: f32| 1.0 + (x.abs().log2() / 160.0); // from about 0.1 to 1.9
    let columns = [some.clone(), some.iter().map(|&x| near(x)).collect(), some.iter().rev().copied().collect()];
    for (name, single) in &SINGLE {
        let arguments: Vec<Vec<f32>> = match *name {
            "power" => vec![some.iter().map(|x| x.abs()).collect(), columns[1].iter().rev().map(|x| 9.0 * (x - 1.0)).collect()],
            "hypot" | "arctan2" => vec![columns[0].clone(), columns[2].clone()],
            _ => vec![columns[..2].concat()],
        };
        let wide: Vec<Vec<f64>> = arguments.iter().map(|x| x.iter().map(|&x| f64::from(x)).collect()).collect();
        let expected = call(kernel(&DOUBLE, name), Level::BASELINE, &wide, 1);
        let value = call(*single, Level::current(), &arguments, 1);
        for (j, (value, expected)) in value.iter().zip(&expected).enumerate() {
            let nearest = *expected as f32;
            let same = *value == nearest || value.is_nan() && nearest.is_nan();
            let error = (f64::from(*value) - expected).abs() / f64::from(nearest.abs().next_up() - nearest.abs());
            assert!(same || error <= 1.0, "{name}({}, ..): {value} is {error} ulp from {expected}", wide[0][j]);
        }
    }
}

fn assert_levels_and_strides_agree<T: Element>(table: &[(&str, Kernel)], convert: impl Fn(f64) -> T) {
    for (name, kernel) in table {
        let columns = columns(&rows(name), &convert);
        let expected = call(*kernel, Level::BASELINE, &columns, 1);
        for level in Level::available() {
            for (step, n) in [(1, expected.len()), (3, expected.len()), (1, 5), (2, 17), (1, 1)] {
                let some: Vec<Vec<T>> = columns.iter().map(|x| x[..n].to_vec()).collect();
                let value = call(*kernel, level, &some, step);
                assert_eq!(bits(&value), bits(&expected[..n]), "{name} of {} at {}, step {step}", T::NAME, level.name());
            }
        }
    }
}

fn bits<T: Element>(x: &[T]) -> &[u8] {
    bytemuck::cast_slice(x)
}

#[test]
fn a_level_and_a_stride_change_no_bit() {
    assert_levels_and_strides_agree(&DOUBLE, |x| x);
    assert_levels_and_strides_agree(&SINGLE, |x| x as f32);
}

const SPECIAL: [f64; 20] = [
    0.0, -0.0, 1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, -5e-324, 1e-200,
    -1e-200, 710.0, -746.0, 1.5, -2.0, 1e22, 1e308,
];

/// What a function gives for one number, and what it raises.
type Oracle = fn(f64) -> f64;

const ORACLES: [(&str, Oracle); 19] = [
    ("exp", f64::exp), ("exp2", f64::exp2), ("expm1", f64::exp_m1), ("log", f64::ln), ("log2", f64::log2), ("log10", f64::log10),
    ("log1p", f64::ln_1p), ("sin", f64::sin), ("cos", f64::cos), ("tan", f64::tan), ("arcsin", f64::asin), ("arccos", f64::acos),
    ("arctan", f64::atan), ("sinh", f64::sinh), ("cosh", f64::cosh), ("tanh", f64::tanh), ("arcsinh", c_asinh), ("arccosh", c_acosh),
    ("cbrt", f64::cbrt),
];

fn c_asinh(x: f64) -> f64 {
    unsafe extern "C" {
        safe fn asinh(x: f64) -> f64;
    }
    asinh(x)
}

fn c_acosh(x: f64) -> f64 {
    unsafe extern "C" {
        safe fn acosh(x: f64) -> f64;
    }
    acosh(x)
}

#[test]
fn the_edges_give_and_raise_what_the_c_library_does() {
    for (name, oracle) in ORACLES {
        for level in Level::available() {
            for x in SPECIAL {
                fpe::clear();
                let expected = oracle(std::hint::black_box(x));
                // Of underflow the C library says less for some tiny arguments than for others.
                let raised = fpe::take() & !fpe::UNDERFLOW;
                let value = call(kernel(&DOUBLE, name), level, &[vec![x]], 1)[0];
                let ours = fpe::take();
                let same = value == expected && value.is_sign_negative() == expected.is_sign_negative();
                let near = (value - expected).abs() <= ulp(expected);
                assert!(same || near || value.is_nan() && expected.is_nan(), "{name}({x}) at {}: {value}, not {expected}", level.name());
                assert_eq!(ours & !fpe::UNDERFLOW, raised, "{name}({x}) at {}", level.name());
            }
        }
    }
}

#[test]
fn a_tiny_argument_raises_nothing() {
    for name in ["sin", "cos", "tan", "exp", "expm1", "log1p", "sinh", "cosh", "tanh", "arcsin", "arctan", "arcsinh", "arctanh"] {
        for level in Level::available() {
            for x in [1e-154, -3e-160, 1e-300, 0.0] {
                fpe::clear();
                call(kernel(&DOUBLE, name), level, &[vec![x; 20]], 1);
                assert_eq!(fpe::take(), 0, "{name}({x}) at {}", level.name());
            }
            for x in [1e-8, -1e-12f32, 3e-20, 0.0] {
                fpe::clear();
                call(kernel(&SINGLE, name), level, &[vec![x; 20]], 1);
                assert_eq!(fpe::take(), 0, "{name}({x}) of float32 at {}", level.name());
            }
        }
    }
}

/// Results of half precision are those of float32 numbers at most a unit off, rounded once: of every argument there is.
#[test]
fn half_precision_is_float32_rounded_once() {
    type Exact = fn(f64) -> f64;
    let functions: [(&str, Kernel, Exact); 19] = [
        ("exp", const { unary::<Exp, f16>() }, f64::exp),
        ("exp2", const { unary::<Exp2, f16>() }, f64::exp2),
        ("expm1", const { unary::<Expm1, f16>() }, f64::exp_m1),
        ("log", const { unary::<Log, f16>() }, f64::ln),
        ("log2", const { unary::<Log2, f16>() }, f64::log2),
        ("log10", const { unary::<Log10, f16>() }, f64::log10),
        ("log1p", const { unary::<Log1p, f16>() }, f64::ln_1p),
        ("sin", const { unary::<Sin, f16>() }, f64::sin),
        ("cos", const { unary::<Cos, f16>() }, f64::cos),
        ("tan", const { unary::<Tan, f16>() }, f64::tan),
        ("arcsin", const { unary::<Arcsin, f16>() }, f64::asin),
        ("arccos", const { unary::<Arccos, f16>() }, f64::acos),
        ("arctan", const { unary::<Arctan, f16>() }, f64::atan),
        ("sinh", const { unary::<Sinh, f16>() }, f64::sinh),
        ("cosh", const { unary::<Cosh, f16>() }, f64::cosh),
        ("tanh", const { unary::<Tanh, f16>() }, f64::tanh),
        ("arcsinh", const { unary::<Arcsinh, f16>() }, f64::asinh),
        ("arctanh", const { unary::<Arctanh, f16>() }, f64::atanh),
        ("cbrt", const { unary::<Cbrt, f16>() }, f64::cbrt),
    ];
    let x: Vec<f16> = (0..=u16::MAX).map(f16::from_bits).collect();
    for (name, kernel, function) in functions {
        for level in Level::available() {
            let results = call(kernel, level, std::slice::from_ref(&x), 1);
            for (x, result) in x.iter().zip(results) {
                let value = function(f64::from(*x)) as f32;
                let near = [value.next_down(), value, value.next_up()].map(f16::from_f32);
                let is_zero = value == 0.0 && result.to_bits() == f16::from_f32(value).to_bits();
                let fits = if value.is_nan() { result.is_nan() } else { is_zero || value != 0.0 && near.contains(&result) };
                assert!(fits, "{name} of {x:?} ({:#x}) at {}: {result:?}, not {:?}", x.to_bits(), level.name(), near[1]);
            }
        }
    }
}
