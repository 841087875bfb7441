//! Nanoseconds an element of some kernels at each level: `cargo run --release --example throughput [filter]`.

use numpyni_kernels::{ops::*, *};
use std::time::Instant;

/// Nanoseconds a call, the least of many.
fn nanoseconds(kernel: Kernel, level: Level, args: &[*mut u8], n: isize, steps: &[isize]) -> f64 {
    let calls = (200_000 / n).max(1);
    let mut least = f64::MAX;
    for _ in 0..30 {
        let start = Instant::now();
        for _ in 0..calls {
            // SAFETY: the operands hold n elements of the kernel's types at these steps.
            unsafe { kernel.at(level)(args.as_ptr(), &n, steps.as_ptr(), std::ptr::null_mut()) };
        }
        least = least.min(start.elapsed().as_nanos() as f64 / calls as f64);
    }
    least
}

fn buffer<T: Element>(n: usize) -> Vec<T>
where
    u8: CastTo<T>,
{
    (0..n).map(|i| ((i * 37 % 101) as u8 + 1).cast()).collect()
}

macro_rules! measure {
    ($($name:literal [$($T:ty),*] -> $Out:ty, $reduce:literal: $kernel:expr;)*) => {{
        let filter = std::env::args().nth(1).unwrap_or_default();
        for level in Level::available() {
            $(if $name.contains(&filter) {
                const KERNEL: Kernel = $kernel;
                let mut line = format!("{:9}{:24}", level.name(), $name);
                for n in [10usize, 1000, 100_000] {
                    let mut inputs = vec![$(bytemuck::cast_slice::<$T, u8>(&buffer::<$T>(n)).to_vec()),*];
                    let mut out = vec![0u8; 16 * n];
                    let mut args: Vec<*mut u8> = inputs.iter_mut().map(|x| x.as_mut_ptr()).collect();
                    args.push(out.as_mut_ptr());
                    let mut steps = vec![$(size_of::<$T>() as isize),*];
                    steps.push(if $reduce { 0 } else { size_of::<$Out>() as isize });
                    let time = nanoseconds(KERNEL, level, &args, n as isize, &steps);
                    line += &format!("{:>10.2} ns {:.4}", time, time / n as f64);
                }
                println!("{line}");
            })*
        }
    }};
}

fn main() {
    measure! {
        "sum f64" [f64] -> f64, true: reduce::<Add, f64>();
        "sum f32" [f32] -> f32, true: reduce::<Add, f32>();
        "sum f16" [f16] -> f16, true: reduce::<Add, f16>();
        "sum bf16" [bf16] -> bf16, true: reduce::<Add, bf16>();
        "sum i64" [i64] -> i64, true: reduce::<Add, i64>();
        "sum i32 i64" [i32] -> i64, true: reduce_into::<Add, i32, i64>();
        "sum i16 i64" [i16] -> i64, true: reduce_into::<Add, i16, i64>();
        "sum u8 u64" [u8] -> u64, true: reduce_into::<Add, u8, u64>();
        "sum bool i64" [Bool] -> i64, true: reduce_into::<Add, Bool, i64>();
        "sum i32 f64" [i32] -> f64, true: reduce_into::<Add, i32, f64>();
        "sum c128" [C128] -> C128, true: reduce::<Add, C128>();
        "prod f64" [f64] -> f64, true: reduce::<Multiply, f64>();
        "max f64" [f64] -> f64, true: reduce::<Maximum, f64>();
        "max f32" [f32] -> f32, true: reduce::<Maximum, f32>();
        "max f16" [f16] -> f16, true: reduce::<Maximum, f16>();
        "max i64" [i64] -> i64, true: reduce::<Maximum, i64>();
        "max i32" [i32] -> i32, true: reduce::<Maximum, i32>();
        "max u8" [u8] -> u8, true: reduce::<Maximum, u8>();
        "fmax f64" [f64] -> f64, true: reduce::<Fmax, f64>();
        "all f64" [f64] -> Bool, true: reduce_into::<LogicalAnd, f64, Bool>();
        "all bool" [Bool] -> Bool, true: reduce_into::<LogicalAnd, Bool, Bool>();
        "argmax f64" [f64] -> i64, true: arg_reduce::<Maximum, f64>();
        "argmax u8" [u8] -> i64, true: arg_reduce::<Maximum, u8>();
        "argmax c128" [C128] -> i64, true: arg_reduce::<Maximum, C128>();
        "count f64" [f64] -> i64, true: count_nonzero::<f64>();
        "count bool" [Bool] -> i64, true: count_nonzero::<Bool>();
        "dot f64" [f64, f64] -> f64, true: dot::<f64>();
        "dot f32" [f32, f32] -> f32, true: dot::<f32>();
        "cumsum f64" [f64] -> f64, false: accumulate::<Add, f64>();
        "add f64" [f64, f64] -> f64, false: binary::<Add, f64>();
        "add f32" [f32, f32] -> f32, false: binary::<Add, f32>();
        "add f16" [f16, f16] -> f16, false: binary::<Add, f16>();
        "add bf16" [bf16, bf16] -> bf16, false: binary::<Add, bf16>();
        "add i32" [i32, i32] -> i32, false: binary::<Add, i32>();
        "add u8" [u8, u8] -> u8, false: binary::<Add, u8>();
        "add c128" [C128, C128] -> C128, false: binary::<Add, C128>();
        "mul i64" [i64, i64] -> i64, false: binary::<Multiply, i64>();
        "mul c128" [C128, C128] -> C128, false: binary::<Multiply, C128>();
        "div f64" [f64, f64] -> f64, false: binary::<Divide, f64>();
        "div i64" [i64, i64] -> f64, false: binary::<Divide, i64>();
        "floordiv f64" [f64, f64] -> f64, false: binary::<FloorDivide, f64>();
        "rem f64" [f64, f64] -> f64, false: binary::<Remainder, f64>();
        "floordiv i64" [i64, i64] -> i64, false: binary::<FloorDivide, i64>();
        "less f64" [f64, f64] -> Bool, false: binary::<Less, f64>();
        "less f32" [f32, f32] -> Bool, false: binary::<Less, f32>();
        "less i64" [i64, i64] -> Bool, false: binary::<Less, i64>();
        "less u8" [u8, u8] -> Bool, false: binary::<Less, u8>();
        "and f64" [f64, f64] -> Bool, false: binary::<LogicalAnd, f64>();
        "maximum f64" [f64, f64] -> f64, false: binary::<Maximum, f64>();
        "sqrt f64" [f64] -> f64, false: unary::<Sqrt, f64>();
        "sqrt f16" [f16] -> f16, false: unary::<Sqrt, f16>();
        "rint f64" [f64] -> f64, false: unary::<Rint, f64>();
        "isnan f64" [f64] -> Bool, false: unary::<IsNan, f64>();
        "exp f64" [f64] -> f64, false: unary::<Exp, f64>();
        "sin f64" [f64] -> f64, false: unary::<Sin, f64>();
        "cast f64 f32" [f64] -> f32, false: cast::<f64, f32>();
        "cast f64 f16" [f64] -> f16, false: cast::<f64, f16>();
        "cast f64 i64" [f64] -> i64, false: cast::<f64, i64>();
        "cast f64 i32" [f64] -> i32, false: cast::<f64, i32>();
        "cast i32 f64" [i32] -> f64, false: cast::<i32, f64>();
        "cast i64 f64" [i64] -> f64, false: cast::<i64, f64>();
        "cast u8 f32" [u8] -> f32, false: cast::<u8, f32>();
    }
}
