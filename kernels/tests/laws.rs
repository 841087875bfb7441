//! What holds for every kernel: over levels, lengths, strides and places.

use numpyni_kernels::{ops::*, *};

/// The bytes that a call writes: `outs` are item sizes of the outputs, `steps` those of all operands in items.
fn call(kernel: &Kernel, level: Level, inputs: &[(&[u8], isize)], out: &mut [u8], out_step: isize, n: usize) {
    let mut args: Vec<*mut u8> = inputs.iter().map(|(x, _)| x.as_ptr().cast_mut()).collect();
    let mut steps: Vec<isize> = inputs.iter().map(|&(_, step)| step).collect();
    args.push(out.as_mut_ptr());
    steps.push(out_step);
    // SAFETY: every operand holds n elements at its step.
    unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), steps.as_ptr(), std::ptr::null_mut()) };
}

/// A stream of bytes that repeats nowhere soon (SplitMix64).
fn noise(seed: u64) -> impl Iterator<Item = u64> {
    (seed..).map(|i| {
        let x = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    })
}

/// Values of a type: ordinary ones, and every special one.
trait Samples: Element {
    fn sample(noise: u64) -> Self;
}

macro_rules! samples {
    (int $($T:ty),*) => {$(
        impl Samples for $T {
            fn sample(noise: u64) -> $T {
                match noise % 16 {
                    0 => 0,
                    1 => <$T>::MIN,
                    2 => <$T>::MAX,
                    3 => (0 as $T).wrapping_sub(1),
                    4..8 => (noise >> 60) as $T,
                    _ => (noise >> 8) as $T,
                }
            }
        }
    )*};
    (float $($T:ty),*) => {$(
        impl Samples for $T {
            fn sample(noise: u64) -> $T {
                let special = [0.0, -0.0, 1.0, -1.0, 0.5, f64::INFINITY, -f64::INFINITY, f64::NAN, 1e-320, 1e-42, 6e-8, 65504.0,
                    65520.0, 3.4e38, 1.7e308, -3.0];
                let value = match noise % 4 {
                    0 => special[(noise >> 8) as usize % special.len()],
                    1 => (noise >> 60) as f64 - 8.0,
                    _ => (noise >> 11) as f64 / 2f64.powi(50) - 4.0,
                };
                value.cast()
            }
        }
    )*};
}

samples!(int i8, i16, i32, i64, u8, u16, u32, u64);
samples!(float f16, bf16, f32, f64);

impl Samples for Bool {
    fn sample(noise: u64) -> Bool {
        // Any byte is a boolean.
        bytemuck::cast(if noise & 1 == 0 { 0 } else { (noise >> 8) as u8 })
    }
}

macro_rules! complex_samples {
    ($($C:ty, $R:ty;)*) => {$(
        impl Samples for $C {
            fn sample(noise: u64) -> $C {
                <$C>::new(<$R>::sample(noise), <$R>::sample(noise.rotate_left(23)))
            }
        }
    )*};
}

complex_samples!(C64, f32; C128, f64;);

fn values<T: Samples>(seed: u64, n: usize) -> Vec<T> {
    noise(seed).take(n).map(T::sample).collect()
}

fn bytes<T: Element>(x: &[T]) -> &[u8] {
    bytemuck::cast_slice(x)
}

/// Every second element holds a value of `x`.
fn spread<T: Element>(x: &[T]) -> Vec<T> {
    x.iter().flat_map(|&x| [x, x]).collect()
}

/// The same numbers: NaNs are one (their bits are the hardware's), everything else is its bits.
fn same<T: Element>(left: &[u8], right: &[u8], what: &str) {
    let values = |x: &[u8]| -> Vec<T> { x.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned).collect() };
    let (left, right) = (values(left), values(right));
    for (i, (l, r)) in left.iter().zip(&right).enumerate() {
        let parts = |x: &T| -> Vec<Vec<u8>> {
            let is_complex = T::NAME.starts_with("complex");
            let bytes = bytemuck::bytes_of(x);
            bytes.chunks(if is_complex { bytes.len() / 2 } else { bytes.len() }).map(<[u8]>::to_vec).collect()
        };
        let nan = |part: &[u8]| match (T::NAME, part.len()) {
            ("float16", _) => bytemuck::pod_read_unaligned::<f16>(part).is_nan(),
            ("bfloat16", _) => bytemuck::pod_read_unaligned::<bf16>(part).is_nan(),
            ("float32" | "complex64", _) => bytemuck::pod_read_unaligned::<f32>(part).is_nan(),
            ("float64" | "complex128", _) => bytemuck::pod_read_unaligned::<f64>(part).is_nan(),
            _ => false,
        };
        for (l_part, r_part) in parts(l).iter().zip(&parts(r)) {
            assert!(l_part == r_part || nan(l_part) && nan(r_part), "{what}: element {i} is {l:?} here and {r:?} there");
        }
    }
}

/// Lengths around every block, and those past several.
fn lengths() -> impl Iterator<Item = usize> {
    (0..=40).chain([63, 64, 65, 127, 128, 129, 255, 256, 257, 300])
}

/// A binary kernel against its scalar oracle: at every level and length, strided, scalar, in place.
fn binary_laws<O: Binary<T, U>, T: Samples, U: Samples>(what: &str, kernel: Kernel) {
    let item = size_of::<O::Out>();
    for n in lengths() {
        let (x1, x2): (Vec<T>, Vec<U>) = (values(1, n.max(1)), values(999, n.max(1)));
        let oracle: Vec<O::Out> = x1.iter().zip(&x2).map(|(&x1, &x2)| O::apply(x1, x2)).take(n).collect();
        let scalar: Vec<O::Out> = x1.iter().map(|&x1| O::apply(x1, x2[0])).take(n).collect();
        let (t, u) = (size_of::<T>() as isize, size_of::<U>() as isize);
        for level in Level::available() {
            let what = format!("{what} {} {} n={n}", T::NAME, level.name());
            let mut out = vec![0; item * n];
            call(&kernel, level, &[(bytes(&x1), t), (bytes(&x2), u)], &mut out, item as isize, n);
            same::<O::Out>(&out, bytes(&oracle), &what);

            call(&kernel, level, &[(bytes(&x1), t), (bytes(&x2), 0)], &mut out, item as isize, n);
            same::<O::Out>(&out, bytes(&scalar), &format!("{what}, scalar x2"));

            let mut wide = vec![0; 2 * item * n];
            let inputs = [(bytes(&spread(&x1)).to_vec(), 2 * t), (bytes(&spread(&x2)).to_vec(), 2 * u)];
            let inputs: Vec<(&[u8], isize)> = inputs.iter().map(|(x, step)| (x.as_slice(), *step)).collect();
            call(&kernel, level, &inputs, &mut wide, 2 * item as isize, n);
            let every_second: Vec<u8> = wide.chunks(2 * item).flat_map(|pair| pair[..item].to_vec()).collect();
            same::<O::Out>(&every_second, bytes(&oracle), &format!("{what}, strided"));

            if n > 0 {
                // Backwards, from the last element.
                let args = [&raw const x1[n - 1], (&raw const x2[n - 1]).cast()].map(|x| x.cast_mut().cast::<u8>());
                let args = [args[0], args[1], out[item * (n - 1)..].as_mut_ptr()];
                let steps = [-t, -u, -(item as isize)];
                // SAFETY: every operand holds n elements, the first of them last.
                unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), steps.as_ptr(), std::ptr::null_mut()) };
                same::<O::Out>(&out, bytes(&oracle), &format!("{what}, backwards"));
            }

            if item == size_of::<T>() {
                let mut place = bytes(&x1)[..n * item].to_vec();
                let pointer = place.as_mut_ptr();
                let args = [pointer, bytes(&x2).as_ptr().cast_mut(), pointer];
                // SAFETY: out is exactly x1.
                unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), [t, u, t].as_ptr(), std::ptr::null_mut()) };
                same::<O::Out>(&place, bytes(&oracle), &format!("{what}, in place"));
            }
        }
    }
}

fn unary_laws<O: Unary<T>, T: Samples>(what: &str, kernel: Kernel) {
    map_laws::<T, O::Out>(what, kernel, O::apply);
}

fn cast_laws<A: Samples + CastTo<B>, B: Element>(kernel: Kernel) {
    map_laws::<A, B>(B::NAME, kernel, A::cast);
}

fn map_laws<T: Samples, R: Element>(what: &str, kernel: Kernel, oracle: impl Fn(T) -> R) {
    let (t, item) = (size_of::<T>() as isize, size_of::<R>());
    for n in lengths() {
        let x: Vec<T> = values(7, n);
        let oracle: Vec<R> = x.iter().map(|&x| oracle(x)).collect();
        for level in Level::available() {
            let what = format!("{what} {} {} n={n}", T::NAME, level.name());
            let mut out = vec![0; item * n];
            call(&kernel, level, &[(bytes(&x), t)], &mut out, item as isize, n);
            same::<R>(&out, bytes(&oracle), &what);
            let wide = spread(&x);
            call(&kernel, level, &[(bytes(&wide), 2 * t)], &mut out, item as isize, n);
            same::<R>(&out, bytes(&oracle), &format!("{what}, strided"));
            if item == size_of::<T>() {
                let mut place = bytes(&x).to_vec();
                let args = [place.as_mut_ptr(); 2];
                // SAFETY: out is exactly x.
                unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), [t, t].as_ptr(), std::ptr::null_mut()) };
                same::<R>(&place, bytes(&oracle), &format!("{what}, in place"));
            }
        }
    }
}

/// A reduction: the same bits at every level and stride; and, where the order cannot matter, those of the oracle.
fn reduce_laws<T: Samples, R: Element>(what: &str, kernel: Kernel, start: R, oracle: Option<&dyn Fn(R, T) -> R>) {
    let t = size_of::<T>() as isize;
    for n in lengths().chain([1000, 1024, 5000, 20_000]) {
        let x: Vec<T> = values(5, n);
        let mut first: Option<Vec<u8>> = None;
        for level in Level::available() {
            for (stride, x) in [(1, x.clone()), (2, spread(&x))] {
                let what = format!("{what} {} to {} {} n={n} stride={stride}", T::NAME, R::NAME, level.name());
                let mut out = bytemuck::bytes_of(&start).to_vec();
                call(&kernel, level, &[(bytes(&x), stride * t)], &mut out, 0, n);
                same::<R>(&out, first.get_or_insert(out.clone()), &what);
                if let Some(oracle) = oracle {
                    let expected = x.iter().step_by(stride as usize).fold(start, |total, &x| oracle(total, x));
                    same::<R>(&out, bytemuck::bytes_of(&expected), &what);
                }
            }
        }
    }
}

macro_rules! over {
    ($laws:ident::<$($Op:ident),*>, $make:ident: $($T:ident)*) => {
        over!(@ops $laws $make [$($Op)*] [$($T)*])
    };
    (@ops $laws:ident $make:ident [$($Op:ident)*] $types:tt) => { $(over!(@types $laws $make $Op $types);)* };
    (@types binary_laws $make:ident $Op:ident [$($T:ident)*]) => {$(
        binary_laws::<$Op, $T, $T>(stringify!($Op), const { $make::<$Op, $T>() });
    )*};
    (@types unary_laws $make:ident $Op:ident [$($T:ident)*]) => {$(
        unary_laws::<$Op, $T>(stringify!($Op), const { $make::<$Op, $T>() });
    )*};
}

#[test]
fn every_binary_kernel_is_its_scalar_operation() {
    over!(binary_laws::<Add, Multiply, Maximum, Minimum, Fmax, Fmin>, binary: Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);
    over!(binary_laws::<Subtract, Divide, FloorDivide, Remainder, Fmod>, binary: i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);
    over!(binary_laws::<Add, Subtract, Multiply, Divide, Maximum, Minimum, Fmax, Fmin>, binary: C64 C128);
    over!(binary_laws::<BitwiseAnd, BitwiseOr, BitwiseXor>, binary: Bool i8 i16 i32 i64 u8 u16 u32 u64);
    over!(binary_laws::<LeftShift, RightShift, Gcd, Lcm, Power>, binary: i8 i16 i32 i64 u8 u16 u32 u64);
    over!(binary_laws::<Power, Hypot, Arctan2, Copysign, Heaviside, Nextafter, Logaddexp, Logaddexp2>, binary: f16 bf16 f32 f64);
}

#[test]
fn every_comparison_is_its_scalar_operation() {
    over!(binary_laws::<Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, LogicalAnd, LogicalOr, LogicalXor>, binary:
        Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
    binary_laws::<Less, i64, u64>("Less", const { binary_mixed::<Less, i64, u64>() });
    binary_laws::<Equal, u64, i64>("Equal", const { binary_mixed::<Equal, u64, i64>() });
    binary_laws::<Ldexp, f64, i64>("Ldexp", const { binary_mixed::<Ldexp, f64, i64>() });
    binary_laws::<Ldexp, f16, i32>("Ldexp", const { binary_mixed::<Ldexp, f16, i32>() });
}

#[test]
fn every_unary_kernel_is_its_scalar_operation() {
    over!(unary_laws::<Absolute, Rint, Floor, Ceil, Trunc, LogicalNot, IsNan, IsInf, IsFinite>, unary:
        Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64);
    over!(unary_laws::<Negative, Positive, Sign, Reciprocal, Square, Conjugate>, unary:
        i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
    over!(unary_laws::<Absolute, LogicalNot, IsNan, IsInf, IsFinite, Sqrt, Exp, Log1p>, unary: C64 C128);
    over!(unary_laws::<Invert>, unary: Bool i8 i16 i32 i64 u8 u16 u32 u64);
    over!(unary_laws::<BitCount>, unary: i8 i16 i32 i64 u8 u16 u32 u64);
    over!(unary_laws::<Fabs, Signbit, Sqrt, Cbrt, Exp, Log, Sin, Arctanh, Deg2rad, Rad2deg, Spacing>, unary: f16 bf16 f32 f64);
}

macro_rules! cast_all {
    ($($A:ident)*) => { $(cast_all!(@from $A: Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);)* };
    (@from $A:ident: $($B:ident)*) => { $(cast_laws::<$A, $B>(const { cast::<$A, $B>() });)* };
}

#[test]
fn every_cast_is_its_scalar_operation() {
    cast_all!(Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
}

macro_rules! reduce_all {
    ($Op:ident exact: $($T:ident = $start:expr),*) => {$(
        reduce_laws::<$T, $T>(stringify!($Op), const { reduce::<$Op, $T>() }, $start, Some(&|total, x| $Op::apply(total, x)));
    )*};
    ($Op:ident rounded: $($T:ident = $start:expr),*) => {$(
        reduce_laws::<$T, $T>(stringify!($Op), const { reduce::<$Op, $T>() }, $start, None);
    )*};
}

#[test]
fn every_level_and_stride_reduces_to_the_same_bits() {
    reduce_all!(Add exact: Bool = Bool::FALSE, i8 = 1, i16 = 1, i32 = 1, i64 = 1, u8 = 1, u16 = 1, u32 = 1, u64 = 1);
    reduce_all!(Multiply exact: i8 = 1, i16 = 1, i32 = 1, i64 = 1, u8 = 1, u16 = 1, u32 = 1, u64 = 1);
    reduce_all!(Maximum exact: i8 = 1, i16 = 1, i32 = 1, i64 = 1, u8 = 1, u16 = 1, u32 = 1, u64 = 1, f16 = f16::ONE, f32 = 1.0, f64 = 1.0);
    reduce_all!(Minimum exact: i8 = 1, i16 = 1, i32 = 1, i64 = 1, u8 = 1, u16 = 1, u32 = 1, u64 = 1, bf16 = bf16::ONE, f32 = -1.0, f64 = -1.0);
    reduce_all!(Fmax exact: f32 = f32::NAN, f64 = f64::NAN);
    reduce_all!(Fmin exact: f32 = f32::NAN, f64 = f64::NAN);
    reduce_all!(BitwiseXor exact: i8 = 1, u64 = 1);
    reduce_all!(Add rounded: f16 = f16::ONE, bf16 = bf16::ONE, f32 = 1.0, f64 = 1.0, C64 = C64::new(0.0, 0.0), C128 = C128::new(0.0, 0.0));
    reduce_all!(Multiply rounded: f16 = f16::ONE, f32 = 1.0, f64 = 1.0, C128 = C128::new(1.0, 0.0));
}

macro_rules! widen_all {
    ($Op:ident: $($T:ident -> $A:ident),*) => {$(
        reduce_laws::<$T, $A>("widened", const { reduce_into::<$Op, $T, $A>() }, 0u8.cast(), Some(&|total: $A, x: $T| {
            <$Op as Binary<$A>>::apply(total, x.cast())
        }));
    )*};
}

#[test]
fn widened_reductions_are_those_of_the_cast() {
    widen_all!(Add: Bool -> i64, i8 -> i64, i16 -> i64, i32 -> i64, u8 -> u64, u16 -> u64, u32 -> u64, i16 -> f64, u8 -> f64);
    widen_all!(LogicalOr: Bool -> Bool, u8 -> Bool, i32 -> Bool, f16 -> Bool, f32 -> Bool, f64 -> Bool, C128 -> Bool);
    widen_all!(LogicalAnd: Bool -> Bool, i64 -> Bool, f64 -> Bool);
}

macro_rules! count_all {
    ($($T:ident)*) => {$(
        reduce_laws::<$T, i64>("count", const { count_nonzero::<$T>() }, 3, Some(&|total, x: $T| {
            total + i64::from(CastTo::<Bool>::cast(x).get())
        }));
    )*};
}

#[test]
fn nonzero_elements_are_counted() {
    count_all!(Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
}

macro_rules! arg_all {
    ($Op:ident: $($T:ident)*) => {$(
        for n in lengths().filter(|&n| n > 0).chain([1023, 1024, 1025, 5000]) {
            for seed in 0..3 {
                let mut x: Vec<$T> = values(seed, n);
                if seed > 0 {
                    // Without a NaN.
                    x.retain(|x| x == x);
                }
                if x.is_empty() {
                    continue;
                }
                let best = x.iter().copied().reduce(|best, x| $Op::apply(best, x)).unwrap();
                let expected = x.iter().position(|&x| x == best || x != x && best != best).unwrap();
                for level in Level::available() {
                    const KERNEL: Kernel = arg_reduce::<$Op, $T>();
                    let mut out = [0u8; 8];
                    call(&KERNEL, level, &[(bytes(&x), size_of::<$T>() as isize)], &mut out, 0, x.len());
                    assert_eq!(i64::from_ne_bytes(out), expected as i64, "{} {} n={n}", $T::NAME, level.name());
                }
            }
        }
    )*};
}

#[test]
#[allow(clippy::eq_op)]
fn the_first_extremum_is_found() {
    arg_all!(Maximum: Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
    arg_all!(Minimum: Bool i8 i16 i32 i64 u8 u16 u32 u64 f16 bf16 f32 f64 C64 C128);
}
