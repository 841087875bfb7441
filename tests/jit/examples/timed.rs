//! Times the compiled `asum` and `jacobi` against the same in C, in one process, by turns: `timed LIBRARY`, where the library
//! exports `int32_t c_asum(const NumPyNI_View *, int64_t, double *)` and `int32_t c_jacobi(const NumPyNI_View *, const NumPyNI_View *)`.
//! Prints a line for each: name, nanoseconds an element of ours, of C's. Needs `NUMPYNI_LIBRARY`.

use std::mem::transmute;
use std::time::Instant;

use jit::{Jit, loops, runtime::Runtime};
use libloading::os::unix::Library;
use numpyni_sys::NumPyNI_View;

type Asum = extern "C" fn(*const NumPyNI_View, i64, *mut f64) -> i32;
type Jacobi = extern "C" fn(*const NumPyNI_View, *const NumPyNI_View) -> i32;

/// The least time of each of two functions over many turns, in nanoseconds.
fn fastest(mut ours: impl FnMut(), mut theirs: impl FnMut()) -> [f64; 2] {
    let mut best = [f64::INFINITY; 2];
    let mut time = |n: usize, f: &mut dyn FnMut()| {
        let start = Instant::now();
        f();
        best[n] = best[n].min(start.elapsed().as_nanos() as f64);
    };
    for _ in 0..2000 {
        time(0, &mut ours);
        time(1, &mut theirs);
    }
    best
}

fn main() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let path = std::env::args_os().nth(1).expect("the library of the functions in C");
    // SAFETY: the benchmark's own library.
    let library = unsafe { Library::new(path) }.unwrap();
    // SAFETY: compiled with this prototype.
    let asum: Asum = unsafe { transmute(loops::asum(&mut jit).entry) };
    // SAFETY: as above.
    let jacobi: Jacobi = unsafe { transmute(loops::jacobi(&mut jit).entry) };
    // SAFETY: what the library exports.
    let c_asum = *unsafe { library.get::<Asum>(b"c_asum\0") }.unwrap();
    // SAFETY: what the library exports.
    let c_jacobi = *unsafe { library.get::<Jacobi>(b"c_jacobi\0") }.unwrap();

    let n = 10_000;
    let (_, x) = runtime.array(&[n], |i| (i % 7) as f64);
    let (mut a, mut b) = (0.0, 0.0);
    assert_eq!((asum(&x, n, &mut a), c_asum(&x, n, &mut b)), (0, 0));
    assert_eq!(a, b);
    let [ours, c] = fastest(|| _ = asum(&x, n, &mut a), || _ = c_asum(&x, n, &mut b));
    println!("asum {} {}", ours / n as f64, c / n as f64);

    let side = 200;
    let (_, x) = runtime.array(&[side, side], |i| (i % 7) as f64);
    let (_, out) = runtime.array(&[side, side], |_| 0.0);
    let (_, expected) = runtime.array(&[side, side], |_| 0.0);
    assert_eq!((jacobi(&x, &out), c_jacobi(&x, &expected)), (0, 0));
    for i in 0..(side * side) as usize {
        // SAFETY: row-major, inside.
        let place = |view: &NumPyNI_View| unsafe { *view.data.cast::<f64>().add(i) };
        assert_eq!(place(&out), place(&expected));
    }
    let [ours, c] = fastest(|| _ = jacobi(&x, &out), || _ = c_jacobi(&x, &expected));
    let inside = ((side - 2) * (side - 2)) as f64;
    println!("jacobi {} {}", ours / inside, c / inside);
}
