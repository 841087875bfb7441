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

/// What the laws need to know of a type; they are compiled once for all types.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    item: usize,
    sample: fn(u64) -> Vec<u8>,
}

fn kind<T: Samples>() -> Kind {
    Kind { name: T::NAME, item: size_of::<T>(), sample: |noise| bytemuck::bytes_of(&T::sample(noise)).to_vec() }
}

impl Kind {
    fn values(self, seed: u64, n: usize) -> Vec<u8> {
        noise(seed).take(n).flat_map(self.sample).collect()
    }

    /// Every second element holds a value of `x`.
    fn spread(self, x: &[u8]) -> Vec<u8> {
        x.chunks(self.item).flat_map(|x| [x, x].concat()).collect()
    }

    fn is_nan(self, part: &[u8]) -> bool {
        match self.name {
            "float16" => bytemuck::pod_read_unaligned::<f16>(part).is_nan(),
            "bfloat16" => bytemuck::pod_read_unaligned::<bf16>(part).is_nan(),
            "float32" | "complex64" => bytemuck::pod_read_unaligned::<f32>(part).is_nan(),
            "float64" | "complex128" => bytemuck::pod_read_unaligned::<f64>(part).is_nan(),
            _ => false,
        }
    }

    /// The same numbers: NaNs are one (their bits are the hardware's), everything else is its bits.
    fn same(self, left: &[u8], right: &[u8], what: &dyn Fn() -> String) {
        let part = if self.name.starts_with("complex") { self.item / 2 } else { self.item };
        for (i, (l, r)) in left.chunks(part).zip(right.chunks(part)).enumerate() {
            assert!(l == r || self.is_nan(l) && self.is_nan(r), "{}: part {i} is {l:?} here and {r:?} there", what());
        }
    }
}

/// Lengths around every block, and those past several.
fn lengths() -> impl Iterator<Item = usize> {
    (0..=40).chain([63, 64, 65, 127, 128, 129, 255, 256, 257, 300])
}

fn binary_laws<O: Binary<T, U, Out: Samples>, T: Samples, U: Samples>(what: &str, kernel: Kernel) {
    map_laws(what, kernel, &[kind::<T>(), kind::<U>()], kind::<O::Out>(), &|x| {
        let (x1, x2) = x.split_at(size_of::<T>());
        bytemuck::bytes_of(&O::apply(bytemuck::pod_read_unaligned(x1), bytemuck::pod_read_unaligned(x2))).to_vec()
    });
}

fn unary_laws<O: Unary<T, Out: Samples>, T: Samples>(what: &str, kernel: Kernel) {
    map_laws(what, kernel, &[kind::<T>()], kind::<O::Out>(), &|x| {
        bytemuck::bytes_of(&O::apply(bytemuck::pod_read_unaligned(x))).to_vec()
    });
}

fn cast_laws<A: Samples + CastTo<B>, B: Samples>(kernel: Kernel) {
    map_laws("cast", kernel, &[kind::<A>()], kind::<B>(), &|x| {
        bytemuck::bytes_of(&bytemuck::pod_read_unaligned::<A>(x).cast()).to_vec()
    });
}

/// A kernel against its scalar oracle: at every level and length, strided, with a scalar, backwards, in place.
fn map_laws(what: &str, kernel: Kernel, kinds: &[Kind], out: Kind, oracle: &dyn Fn(&[u8]) -> Vec<u8>) {
    let element = |inputs: &[Vec<u8>], at: &dyn Fn(usize) -> usize| -> Vec<u8> {
        let parts = inputs.iter().zip(kinds).enumerate();
        oracle(&parts.flat_map(|(k, (x, kind))| x[at(k) * kind.item..][..kind.item].to_vec()).collect::<Vec<u8>>())
    };
    for n in lengths() {
        let inputs: Vec<Vec<u8>> = (1..).zip(kinds).map(|(seed, kind)| kind.values(seed * 1000, n.max(1))).collect();
        let expected: Vec<u8> = (0..n).flat_map(|i| element(&inputs, &|_| i)).collect();
        let expected_scalar: Vec<u8> = (0..n).flat_map(|i| element(&inputs, &|k| if k == 0 { i } else { 0 })).collect();
        let steps: Vec<isize> = kinds.iter().map(|kind| kind.item as isize).collect();
        let item = out.item as isize;
        for level in Level::available() {
            let what = |how: &'static str| move || format!("{what} {} {} n={n} {how}", kinds[0].name, level.name());
            let with = |step: &dyn Fn(usize) -> isize, inputs: &[Vec<u8>], room: &mut [u8], out_step: isize| {
                let inputs: Vec<(&[u8], isize)> = inputs.iter().enumerate().map(|(k, x)| (x.as_slice(), step(k))).collect();
                call(&kernel, level, &inputs, room, out_step, n);
            };
            let mut room = vec![0; out.item * n];
            with(&|k| steps[k], &inputs, &mut room, item);
            out.same(&room, &expected, &what("contiguous"));

            with(&|k| if k == 0 { steps[0] } else { 0 }, &inputs, &mut room, item);
            out.same(&room, &expected_scalar, &what("with a scalar"));

            let spread: Vec<Vec<u8>> = inputs.iter().zip(kinds).map(|(x, kind)| kind.spread(x)).collect();
            let mut wide = vec![0; 2 * out.item * n];
            with(&|k| 2 * steps[k], &spread, &mut wide, 2 * item);
            let every_second: Vec<u8> = wide.chunks(2 * out.item).flat_map(|pair| pair[..out.item].to_vec()).collect();
            out.same(&every_second, &expected, &what("strided"));

            if n > 0 {
                let mut args: Vec<*mut u8> = inputs.iter().zip(kinds).map(|(x, kind)| x[(n - 1) * kind.item..].as_ptr().cast_mut()).collect();
                args.push(room[(n - 1) * out.item..].as_mut_ptr());
                let back: Vec<isize> = steps.iter().chain([&item]).map(|step| -step).collect();
                // SAFETY: every operand holds n elements, the first of them last.
                unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), back.as_ptr(), std::ptr::null_mut()) };
                out.same(&room, &expected, &what("backwards"));
            }

            if out.item == kinds[0].item {
                let mut place = inputs[0][..n * out.item].to_vec();
                let mut args: Vec<*mut u8> = inputs.iter().map(|x| x.as_ptr().cast_mut()).collect();
                args[0] = place.as_mut_ptr();
                args.push(args[0]);
                let steps: Vec<isize> = steps.iter().copied().chain([item]).collect();
                // SAFETY: out is exactly x1.
                unsafe { kernel.at(level)(args.as_ptr(), &(n as isize), steps.as_ptr(), std::ptr::null_mut()) };
                out.same(&place, &expected, &what("in place"));
            }
        }
    }
}

/// A reduction: the same bits at every level and stride; and, where the order cannot matter, those of the oracle.
fn reduce_laws<T: Samples, R: Samples>(what: &str, kernel: Kernel, start: R, oracle: Option<&dyn Fn(R, T) -> R>) {
    let fold = |x: &[u8]| {
        let x = x.chunks(size_of::<T>()).map(bytemuck::pod_read_unaligned);
        oracle.map(|oracle| bytemuck::bytes_of(&x.fold(start, oracle)).to_vec())
    };
    fold_laws(what, kernel, kind::<T>(), kind::<R>(), bytemuck::bytes_of(&start), &fold);
}

fn fold_laws(what: &str, kernel: Kernel, t: Kind, r: Kind, start: &[u8], oracle: &dyn Fn(&[u8]) -> Option<Vec<u8>>) {
    for n in lengths().chain([1000, 1024, 5000, 20_000]) {
        let x = t.values(5, n);
        let expected = oracle(&x);
        let mut first: Option<Vec<u8>> = None;
        for level in Level::available() {
            for (stride, x) in [(1, x.clone()), (2, t.spread(&x))] {
                let what = || format!("{what} {} to {} {} n={n} stride={stride}", t.name, r.name, level.name());
                let mut out = start.to_vec();
                call(&kernel, level, &[(&x, stride * t.item as isize)], &mut out, 0, n);
                r.same(&out, first.get_or_insert(out.clone()), &what);
                if let Some(expected) = &expected {
                    r.same(&out, expected, &what);
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
    widen_all!(Add: i32 -> i64, u32 -> u64, i32 -> f64);
    widen_all!(Multiply: i8 -> i64, u16 -> u64);
    widen_all!(LogicalOr: Bool -> Bool, u8 -> Bool, i32 -> Bool, f16 -> Bool, f32 -> Bool, f64 -> Bool, C128 -> Bool);
    widen_all!(LogicalAnd: Bool -> Bool, i64 -> Bool, f64 -> Bool);
}

macro_rules! truths_all {
    ($($T:ident),*) => {$(
        reduce_laws::<$T, Bool>("any", const { reduce_to_truth::<Either, $T>() }, Bool::FALSE, Some(&|any: Bool, x: $T| LogicalOr::apply(any, x.cast())));
        reduce_laws::<$T, Bool>("all", const { reduce_to_truth::<Both, $T>() }, Bool::TRUE, Some(&|all: Bool, x: $T| LogicalAnd::apply(all, x.cast())));
    )*};
}

#[test]
fn truths_of_whole_numbers_are_those_of_their_casts() {
    truths_all!(u8, u16);
}

macro_rules! short_all {
    ($($T:ident -> $A:ident),*) => {$(
        reduce_laws::<$T, $A>("sum of few bits", const { reduce_short::<Add, $T, $A>() }, 0u8.cast(), Some(&|total: $A, x: $T| {
            Add::apply(total, x.cast())
        }));
        // Lanes of twice as many bits hold the largest sums they are given.
        for value in [0x80u8, 0x7f, 0xff] {
            let bytes = vec![value; 150_000 * size_of::<$T>()];
            let n = bytes.len() / size_of::<$T>();
            let mut last = value;
            if size_of::<$T>() == 2 && value == 0x80 {
                last = 0; // little-endian -32768
            }
            let bytes: Vec<u8> = bytes.iter().enumerate().map(|(i, &b)| if i % 2 == 0 { last } else { b }).collect();
            let one: $T = bytemuck::pod_read_unaligned(&bytes[..size_of::<$T>()]);
            let next: $T = bytemuck::pod_read_unaligned(&bytes[size_of::<$T>()..2 * size_of::<$T>()]);
            let (one, next): (f64, f64) = (one.cast(), next.cast());
            let expected = (one + next) * (n / 2) as f64;
            for level in Level::available() {
                let mut out: $A = 0u8.cast();
                let args = [bytes.as_ptr().cast_mut(), (&raw mut out).cast()];
                // SAFETY: n elements side by side, and the place of the sum.
                unsafe { reduce_short::<Add, $T, $A>().at(level)(args.as_ptr(), &(n as isize), [size_of::<$T>() as isize, 0].as_ptr(), std::ptr::null_mut()) };
                assert_eq!(CastTo::<f64>::cast(out), expected, "{} of {value:#x} at {level:?}", stringify!($T));
            }
        }
    )*};
}

#[test]
fn sums_of_few_bits_are_exact() {
    short_all!(Bool -> i64, i8 -> i64, i16 -> i64, u8 -> u64, u16 -> u64, Bool -> f64, i8 -> f64, u8 -> f64, i16 -> f64, u16 -> f64);
}

macro_rules! count_all {
    ($($T:ident)*) => {$(
        reduce_laws::<$T, i64>("count", const { count_nonzero::<$T>() }, 3, Some(&|total, x: $T| {
            total + i64::from(CastTo::<Bool>::cast(x).get())
        }));
    )*};
}

/// Sums of products of whole numbers, which are exact in any order; and of others, which have the same bits at every level and stride.
fn dot_laws<T: Samples>(kernel: Kernel, of: fn(i64, i64) -> T, expected: impl Fn(T, T, T) -> T) {
    for n in lengths().chain([1000, 1024, 5000]) {
        let whole = |seed: u64| noise(seed).map(|bits| of((bits % 15) as i64 - 7, (bits >> 32 & 15) as i64 - 7)).take(n).collect::<Vec<T>>();
        let exact = |x1: &[T], x2: &[T]| x1.iter().zip(x2).fold(of(0, 0), |sum, (&x1, &x2)| expected(sum, x1, x2));
        let (x1, x2) = (whole(1), whole(2));
        for (x1, x2, mut first) in [(x1.clone(), x2.clone(), Some(exact(&x1, &x2))), (values(3, n), values(4, n), None)] {
            for level in Level::available() {
                for apart in [1, 2, 3] {
                    let spread = |x: &[T]| x.iter().flat_map(|&x| vec![x; apart]).collect::<Vec<T>>();
                    let step = (apart * size_of::<T>()) as isize;
                    let (x1, x2, mut out) = (spread(&x1), spread(&x2), [of(0, 0)]);
                    call(&kernel, level, &[(bytes(&x1), step), (bytes(&x2), step)], bytemuck::cast_slice_mut(&mut out), 0, n);
                    let what = || format!("{} of {n} at {}, {apart} apart", T::NAME, level.name());
                    kind::<T>().same(bytes(&out), bytes(&[*first.get_or_insert(out[0])]), &what);
                }
            }
        }
    }
}

#[test]
fn sums_of_products_of_complex_numbers() {
    dot_laws::<C64>(const { dot::<C64>() }, |re, im| C64::new(re as f32, im as f32), |sum, x1, x2| sum + x1 * x2);
    dot_laws::<C128>(const { dot::<C128>() }, |re, im| C128::new(re as f64, im as f64), |sum, x1, x2| sum + x1 * x2);
    dot_laws::<C64>(const { vdot::<C64>() }, |re, im| C64::new(re as f32, im as f32), |sum, x1, x2| sum + x1.conj() * x2);
    dot_laws::<C128>(const { vdot::<C128>() }, |re, im| C128::new(re as f64, im as f64), |sum, x1, x2| sum + x1.conj() * x2);
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
