//! Reductions by name, running folds and products, against naive loops.

use numpyni::ufunc::{self, Output, ReduceOptions};
use numpyni::{
    Array, Bool, C128, DType, Element, Error, Index, Kind, Layout, Order, Reduction, Scalar, Weak, bf16, f16, matmul,
};

fn list<T: Element>(array: &Array) -> Vec<T> {
    (0..array.size() as i64).map(|i| array.item(i).unwrap().get::<T>().unwrap()).collect()
}

/// The tests keep no slices of what they write.
fn into(array: &Array) -> Output<'_> {
    // SAFETY: as said; and one thread alone.
    unsafe { Output::shared(array) }
}

fn view(array: &Array, shape: &[usize], strides: &[isize], offset: isize) -> Array {
    array.view_as(array.dtype(), Layout::strided(shape, strides, array.itemsize()).unwrap(), offset).unwrap()
}

fn matrix<T: Element>(values: &[T], shape: &[usize]) -> Array {
    let flat = Array::from_slice(values);
    flat.view_as(flat.dtype(), Layout::contiguous(shape, flat.itemsize(), Order::C).unwrap(), 0).unwrap()
}

const PLAIN: ReduceOptions<'static> = ReduceOptions {
    axes: None, keepdims: false, dtype: None, initial: None, condition: None, out: None, ddof: 0.0,
};

fn all(reduction: Reduction, x: &Array) -> Scalar {
    match reduction.apply(x, &PLAIN).unwrap() {
        ufunc::Value::Element(scalar) => scalar,
        ufunc::Value::Array(array) => panic!("{array:?}"),
    }
}

fn along(reduction: Reduction, x: &Array, axes: &[i64]) -> Array {
    reduction.apply(x, &ReduceOptions { axes: Some(axes), ..PLAIN }).unwrap().into_array().unwrap()
}

#[test]
fn means_and_variances_of_every_kind() {
    fn check<T: Element>(make: fn(i32) -> T, kind: Kind) {
        let x = Array::from_slice(&[1, 2, 3, 6].map(make));
        let mean = all(Reduction::Mean, &x);
        assert_eq!((mean.kind(), mean.cast(Kind::Float64).get::<f64>()), (kind, Some(3.0)));
        let var = all(Reduction::Var, &x).cast(Kind::Float64).get::<f64>().unwrap();
        assert_eq!(var, 3.5);
        let std = all(Reduction::Std, &x).cast(Kind::Float64).get::<f64>().unwrap();
        assert!((std - 3.5f64.sqrt()).abs() < 0.01, "{std}");
        assert_eq!(all(Reduction::Argmax, &x).get::<i64>(), Some(3));
        assert_eq!(all(Reduction::Argmin, &x).get::<i64>(), Some(0));
        assert_eq!(all(Reduction::CountNonzero, &x).get::<i64>(), Some(4));
        assert_eq!(all(Reduction::Ptp, &x).cast(Kind::Float64).get::<f64>(), Some(5.0));
        assert_eq!(all(Reduction::Any, &x).get::<Bool>(), Some(Bool::TRUE));
        assert_eq!(all(Reduction::All, &x).get::<Bool>(), Some(Bool::TRUE));
        assert_eq!(all(Reduction::Prod, &x).cast(Kind::Float64).get::<f64>(), Some(36.0));
        assert_eq!(all(Reduction::Min, &x).cast(Kind::Float64).get::<f64>(), Some(1.0));
        let sums = along(Reduction::Cumsum, &x, &[0]);
        let wide: Vec<f64> = (0..4).map(|i| sums.item(i).unwrap().cast(Kind::Float64).get().unwrap()).collect();
        assert_eq!(wide, [1.0, 3.0, 6.0, 12.0]);
    }
    check(|i| i as i8, Kind::Float64);
    check(|i| i as u8, Kind::Float64);
    check(|i| i as i16, Kind::Float64);
    check(|i| i as u16, Kind::Float64);
    check(|i| i, Kind::Float64);
    check(|i| i as u32, Kind::Float64);
    check(|i| i as i64, Kind::Float64);
    check(|i| i as u64, Kind::Float64);
    check(|i| f16::from_f32(i as f32), Kind::Float16);
    check(|i| bf16::from_f32(i as f32), Kind::BFloat16);
    check(|i| i as f32, Kind::Float32);
    check(f64::from, Kind::Float64);
    check(|i| C128::new(f64::from(i), 0.0), Kind::Complex128);
}

#[test]
fn reductions_run_along_any_axes() {
    let values: Vec<f64> = (0..24).map(|i| (i * 5 % 7) as f64).collect();
    let x = matrix(&values, &[2, 3, 4]);
    let t = view(&x, &[4, 2, 3], &[8, 96, 32], 0);
    let at = |a: usize, b: usize, c: usize| values[a * 12 + b * 4 + c];
    let mean = along(Reduction::Mean, &x, &[1]);
    for a in 0..2 {
        for c in 0..4 {
            let lane: Vec<f64> = (0..3).map(|b| at(a, b, c)).collect();
            let expected = lane.iter().sum::<f64>() / 3.0;
            let i = (a * 4 + c) as i64;
            assert_eq!(mean.item(i).unwrap().get::<f64>(), Some(expected));
            let var = lane.iter().map(|v| (v - expected).powi(2)).sum::<f64>() / 3.0;
            let got = along(Reduction::Var, &x, &[1]).item(i).unwrap().get::<f64>().unwrap();
            assert!((got - var).abs() < 1e-12);
            let best = (0..3).fold(0, |best, b| if lane[b] > lane[best] { b } else { best });
            assert_eq!(along(Reduction::Argmax, &x, &[1]).item(i).unwrap().get::<i64>(), Some(best as i64));
            let count = lane.iter().filter(|v| **v != 0.0).count();
            assert_eq!(along(Reduction::CountNonzero, &x, &[1]).item(i).unwrap().get::<i64>(), Some(count as i64));
        }
    }
    assert_eq!(list::<f64>(&along(Reduction::Sum, &t, &[0, 2])), list::<f64>(&along(Reduction::Sum, &x, &[1, 2])));
    assert_eq!(list::<f64>(&along(Reduction::Cumsum, &t, &[1]))[3..6], {
        let x = &values;
        [x[0] + x[12], x[4] + x[16], x[8] + x[20]]
    });
    let flat = Reduction::Cumsum.apply(&t, &PLAIN).unwrap().into_array().unwrap();
    assert_eq!((flat.shape(), list::<f64>(&flat)[23]), (&[24][..], values.iter().sum()));
    let kept = Reduction::Std.apply(&x, &ReduceOptions { axes: Some(&[0, 2]), keepdims: true, ..PLAIN }).unwrap();
    assert_eq!(kept.into_array().unwrap().shape(), [1, 3, 1]);
}

#[test]
fn nothing_has_no_extremum_and_no_mean() {
    let empty = Array::from_slice::<f64>(&[]);
    assert!(all(Reduction::Mean, &empty).get::<f64>().unwrap().is_nan());
    assert_eq!(all(Reduction::Sum, &empty).get::<f64>(), Some(0.0));
    let error = |reduction: Reduction| reduction.apply(&empty, &PLAIN).unwrap_err().to_string();
    assert_eq!(error(Reduction::Argmax), "attempt to get argmax of an empty sequence");
    assert_eq!(error(Reduction::Max), "zero-size array to reduction operation maximum which has no identity");
    let a = Array::from_slice(&[0i64, 1, 2]);
    let var = Reduction::Var.apply(&a, &ReduceOptions { ddof: 3.0, ..PLAIN }).unwrap();
    assert_eq!(var.get::<f64>(), Some(f64::INFINITY));
}

#[test]
fn results_go_into_out() {
    let x = matrix(&[1.0, 2.0, 3.0, 4.0], &[2, 2]);
    let out = Array::from_slice(&[0.0f32, 0.0]);
    let options = ReduceOptions { axes: Some(&[0]), out: Some(into(&out)), ..PLAIN };
    for (reduction, expected) in [(Reduction::Sum, [4.0, 6.0]), (Reduction::Mean, [2.0, 3.0]), (Reduction::Max, [3.0, 4.0]), (Reduction::Var, [1.0, 1.0])] {
        reduction.apply(&x, &options).unwrap();
        assert_eq!(list::<f32>(&out), expected, "{reduction:?}");
    }
    let wrong = Array::scalar(0.0);
    let options = ReduceOptions { out: Some(into(&wrong)), axes: Some(&[0]), ..PLAIN };
    assert_eq!(
        Reduction::Sum.apply(&x, &options).unwrap_err().to_string(),
        "output parameter for reduction operation add has the wrong number of dimensions: Found 0 but expected 1"
    );
}

#[test]
fn accumulate_and_reduceat_fold_along_an_axis() {
    let x = matrix(&[1i32, 2, 3, 4, 5, 6], &[2, 3]);
    let axis = |axes| ReduceOptions { axes: Some(axes), ..PLAIN };
    assert_eq!(list::<i64>(&ufunc::ADD.accumulate(&x, &axis(&[0])).unwrap()), [1, 2, 3, 5, 7, 9]);
    assert_eq!(list::<i64>(&ufunc::ADD.accumulate(&x, &axis(&[1])).unwrap()), [1, 3, 6, 4, 9, 15]);
    assert_eq!(list::<i32>(&ufunc::SUBTRACT.accumulate(&x, &axis(&[1])).unwrap()), [1, -1, -4, 4, -1, -7]);
    assert_eq!(list::<i32>(&ufunc::MAXIMUM.accumulate(&x, &axis(&[-1])).unwrap()), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        ufunc::NEGATIVE.accumulate(&x, &axis(&[0])).unwrap_err().to_string(),
        "accumulate only supported for binary functions"
    );
    let a = Array::from_slice(&[0i64, 1, 2, 3, 4, 5, 6, 7]);
    let places = Array::from_slice(&[0i64, 4, 1, 5, 2, 6, 3, 7]);
    assert_eq!(list::<i64>(&ufunc::ADD.reduceat(&a, &places, &axis(&[0])).unwrap()), [6, 4, 10, 5, 14, 6, 18, 7]);
    let beyond = Array::from_slice(&[8i64]);
    assert_eq!(
        ufunc::ADD.reduceat(&a, &beyond, &axis(&[0])).unwrap_err().to_string(),
        "index 8 out-of-bounds in add.reduceat [0, 8)"
    );
}

#[test]
fn at_counts_repeated_indices() {
    let x = Array::from_slice(&[0i32; 4]);
    let places = Array::from_slice(&[1i64, 1, 3]);
    ufunc::ADD.at(into(&x), &[Index::Array(&places)], Some(Weak::Int(2).into())).unwrap();
    assert_eq!(list::<i32>(&x), [0, 4, 0, 2]);
    let values = Array::from_slice(&[1i32, 2, 3]);
    ufunc::SUBTRACT.at(into(&x), &[Index::Array(&places)], Some((&values).into())).unwrap();
    assert_eq!(list::<i32>(&x), [0, 1, 0, -1]);
    ufunc::NEGATIVE.at(into(&x), &[Index::Array(&places)], None).unwrap();
    assert_eq!(list::<i32>(&x), [0, 1, 0, 1]);
    let beyond = Array::from_slice(&[9i64]);
    assert!(matches!(
        ufunc::ADD.at(into(&x), &[Index::Array(&beyond)], Some(Weak::Int(1).into())),
        Err(Error::IndexOutOfBounds { .. })
    ));
}

fn naive<T: Copy>(a: &[T], b: &[T], [n, k, m]: [usize; 3], zero: T, madd: fn(T, T, T) -> T) -> Vec<T> {
    let cell = |i: usize, j: usize| (0..k).fold(zero, |sum, l| madd(sum, a[i * k + l], b[l * m + j]));
    (0..n * m).map(|at| cell(at / m, at % m)).collect()
}

#[test]
fn products_of_every_size_and_layout() {
    for [n, k, m] in [[1, 1, 1], [2, 3, 4], [16, 16, 16], [17, 33, 20], [1, 100, 5], [70, 1, 3], [64, 50, 300], [3, 0, 2], [130, 140, 150]] {
        let a: Vec<f64> = (0..n * k).map(|i| (i % 13) as f64 - 6.0).collect();
        let b: Vec<f64> = (0..k * m).map(|i| (i % 7) as f64 - 3.0).collect();
        let expected = naive(&a, &b, [n, k, m], 0.0, |s, x, y| s + x * y);
        let (x1, x2) = (matrix(&a, &[n, k]), matrix(&b, &[k, m]));
        assert_eq!(list::<f64>(&matmul(&x1, &x2).unwrap()), expected, "{n} {k} {m}");
        // Transposed in memory, and with gaps.
        let turned: Vec<f64> = (0..n * k).map(|i| a[i % n * k + i / n]).collect();
        let t = view(&Array::from_slice(&turned), &[n, k], &[8, 8 * n as isize], 0);
        assert_eq!(list::<f64>(&matmul(&t, &x2).unwrap()), expected);
        let spaced: Vec<f64> = b.iter().flat_map(|&v| [v, 99.0]).collect();
        let gaps = view(&Array::from_slice(&spaced), &[k, m], &[16 * m as isize, 16], 0);
        assert_eq!(list::<f64>(&matmul(&x1, &gaps).unwrap()), expected);
        let ints: (Vec<i32>, Vec<i32>) = (a.iter().map(|&v| v as i32).collect(), b.iter().map(|&v| v as i32).collect());
        let product = matmul(&matrix(&ints.0, &[n, k]), &matrix(&ints.1, &[k, m])).unwrap();
        assert_eq!(list::<i32>(&product), expected.iter().map(|&v| v as i32).collect::<Vec<_>>());
        let halves = |v: &[f64]| v.iter().map(|&v| f16::from_f64(v)).collect::<Vec<_>>();
        let product = matmul(&matrix(&halves(&a), &[n, k]), &matrix(&halves(&b), &[k, m])).unwrap();
        assert_eq!(list::<f16>(&product), halves(&expected));
        let complex = |v: &[f64]| v.iter().map(|&v| C128::new(v, 1.0)).collect::<Vec<_>>();
        let product = matmul(&matrix(&complex(&a), &[n, k]), &matrix(&complex(&b), &[k, m])).unwrap();
        let expected = naive(&complex(&a), &complex(&b), [n, k, m], C128::new(0.0, 0.0), |s, x, y| s + x * y);
        assert_eq!(list::<C128>(&product), expected);
    }
}

#[test]
fn vectors_and_stacks_multiply_as_in_numpy() {
    let v = Array::from_slice(&[1.0, 2.0]);
    let m = matrix(&[1.0, 2.0, 3.0, 4.0], &[2, 2]);
    assert_eq!(list::<f64>(&matmul(&v, &m).unwrap()), [7.0, 10.0]);
    assert_eq!(list::<f64>(&matmul(&m, &v).unwrap()), [5.0, 11.0]);
    assert_eq!(list::<f64>(&matmul(&v, &v).unwrap()), [5.0]);
    let stack = matrix(&(0..12).map(f64::from).collect::<Vec<_>>(), &[3, 2, 2]);
    let product = matmul(&stack, &m).unwrap();
    assert_eq!((product.shape(), list::<f64>(&product)[..4].to_vec()), (&[3, 2, 2][..], vec![3.0, 4.0, 11.0, 16.0]));
    assert_eq!(matmul(&stack, &v).unwrap().shape(), [3, 2]);
    assert_eq!(matmul(&v, &stack).unwrap().shape(), [3, 2]);
    let b = matrix(&[Bool::TRUE, Bool::FALSE, Bool::FALSE, Bool::TRUE], &[2, 2]);
    assert_eq!(list::<Bool>(&matmul(&b, &b).unwrap()), list::<Bool>(&b));
    let three = Array::from_slice(&[1.0, 2.0, 3.0]);
    assert_eq!(
        matmul(&three, &v).unwrap_err().to_string(),
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 2 is \
         different from 3)"
    );
    assert!(matmul(&Array::scalar(1.0), &v).unwrap_err().to_string().starts_with("matmul: Input operand 0 does not have enough"));
    assert_eq!(matmul(&m, &Array::from_slice(&[1i8, 1])).unwrap().dtype(), DType::of::<f64>());
}
