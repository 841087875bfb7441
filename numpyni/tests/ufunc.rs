//! Ufuncs over layouts, types and options, against naive loops.

use numpyni::ufunc::{self, Options, Output, ReduceOptions, Value};
use numpyni::{Array, C128, DType, Element, Error, Kind, Layout, Operand, Order, Scalar, Weak};

/// The elements in row-major order.
fn list<T: Element>(array: &Array) -> Vec<T> {
    assert_eq!(array.dtype(), DType::of::<T>());
    let mut all = vec![];
    let total: usize = array.shape().iter().product();
    for flat in 0..total {
        let (mut rest, mut offset) = (flat, 0);
        for (&n, &s) in array.shape().iter().zip(array.strides()).rev() {
            offset += (rest % n) as isize * s;
            rest /= n;
        }
        // SAFETY: an element of the array.
        all.push(unsafe { array.as_ptr().wrapping_offset(offset).cast::<T>().read_unaligned() });
    }
    all
}

fn matrix(values: &[f64], rows: usize, columns: usize) -> Array {
    let flat = Array::from_slice(values);
    flat.view_as(flat.dtype(), Layout::contiguous(&[rows, columns], 8, Order::C).unwrap(), 0).unwrap()
}

fn view(array: &Array, shape: &[usize], strides: &[isize], offset: isize) -> Array {
    array.view_as(array.dtype(), Layout::strided(shape, strides, array.itemsize()).unwrap(), offset).unwrap()
}

fn call(ufunc: &ufunc::Ufunc, inputs: &[Operand<'_>]) -> Array {
    ufunc.call(inputs).unwrap()[0].clone()
}

/// The tests keep no slices of what they write.
fn into(array: &Array) -> Output<'_> {
    // SAFETY: as said; and one thread alone.
    unsafe { Output::shared(array) }
}

fn numbers(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i * 7 % 11) as f64 - 3.5).collect()
}

#[test]
fn operands_of_every_layout_add() {
    let x = matrix(&numbers(12), 3, 4);
    let t = view(&matrix(&numbers(12), 4, 3), &[3, 4], &[8, 24], 0);
    let row = Array::from_slice(&numbers(4));
    let backwards = view(&x, &[3, 4], &[32, -8], 24);
    let column = view(&x, &[3, 1], &[32, 8], 0);
    for (a, b) in [(&x, &x), (&x, &t), (&t, &x), (&t, &t), (&x, &row), (&backwards, &t), (&column, &row), (&row, &column)] {
        let sum = call(ufunc::ADD, &[a.into(), b.into()]);
        let spread = |x: &Array| list::<f64>(&x.view_as(x.dtype(), x.layout().broadcast_to(sum.shape()).unwrap(), 0).unwrap());
        let expected: Vec<f64> = spread(a).iter().zip(spread(b)).map(|(x, y)| x + y).collect();
        assert_eq!(list::<f64>(&sum), expected, "{a:?} {b:?}");
    }
}

#[test]
fn new_results_stand_as_the_operands_do() {
    let t = view(&matrix(&numbers(12), 4, 3), &[3, 4], &[8, 24], 0);
    assert_eq!(call(ufunc::ADD, &[(&t).into(), (&t).into()]).strides(), [8, 24]);
    assert_eq!(call(ufunc::LESS, &[(&t).into(), (&t).into()]).strides(), [1, 3]);
    let cube = view(&Array::from_slice(&numbers(24)), &[2, 3, 4], &[32, 64, 8], 0);
    assert_eq!(call(ufunc::NEGATIVE, &[(&cube).into()]).strides(), [32, 64, 8]);
}

#[test]
fn mixed_types_are_cast_in_blocks() {
    for n in [1usize, 2, 1023, 1024, 1025, 5000] {
        let ints: Vec<i32> = (0..n as i32).collect();
        let floats: Vec<f32> = (0..n).map(|i| i as f32 / 2.0).collect();
        let sum = call(ufunc::ADD, &[(&Array::from_slice(&ints)).into(), (&Array::from_slice(&floats)).into()]);
        assert_eq!(list::<f64>(&sum), (0..n).map(|i| i as f64 * 1.5).collect::<Vec<_>>());
    }
}

#[test]
fn swapped_bytes_are_read_and_written() {
    let x = Array::from_slice(&[1i32.swap_bytes(), 258i32.swap_bytes()]);
    let x = x.view_as(x.dtype().byteswapped(), x.layout().clone(), 0).unwrap();
    let sum = call(ufunc::ADD, &[(&x).into(), (&x).into()]);
    assert_eq!(list::<i32>(&sum), [2, 516]);
    let options = Options { out: &[Some(into(&x))], ..Options::default() };
    ufunc::ADD.call_with(&[(&x).into(), Weak::Int(1).into()], &options).unwrap();
    assert_eq!(list::<i32>(&x.view_as(DType::of::<i32>(), x.layout().clone(), 0).unwrap()), [2i32.swap_bytes(), 259i32.swap_bytes()]);
}

#[test]
fn loops_are_chosen_as_in_numpy() {
    let types = |ufunc: &ufunc::Ufunc, inputs: &[Operand<'_>]| {
        ufunc.resolve(inputs, None, numpyni::Casting::SameKind).map(|found| found.kinds()[ufunc.nin()])
    };
    let e = |kind: Kind| Operand::Element(kind.into(), [0; 2]);
    assert_eq!(types(ufunc::SQRT, &[e(Kind::Int8)]), Ok(Kind::Float16));
    assert_eq!(types(ufunc::SQRT, &[e(Kind::Int64)]), Ok(Kind::Float64));
    assert_eq!(types(ufunc::DIVIDE, &[e(Kind::Int8), e(Kind::Int8)]), Ok(Kind::Float64));
    assert_eq!(types(ufunc::DIVIDE, &[e(Kind::Int8), e(Kind::Float16)]), Ok(Kind::Float16));
    assert_eq!(types(ufunc::ADD, &[e(Kind::Bool), e(Kind::Bool)]), Ok(Kind::Bool));
    assert_eq!(types(ufunc::ADD, &[e(Kind::Int64), e(Kind::UInt64)]), Ok(Kind::Float64));
    assert_eq!(types(ufunc::ADD, &[e(Kind::BFloat16), e(Kind::Float16)]), Ok(Kind::Float32));
    assert_eq!(types(ufunc::ADD, &[e(Kind::UInt8), Weak::Int(3).into()]), Ok(Kind::UInt8));
    assert_eq!(types(ufunc::ADD, &[e(Kind::UInt8), Weak::Float(3.0).into()]), Ok(Kind::Float64));
    assert_eq!(types(ufunc::ADD, &[e(Kind::Bool), Weak::Int(3).into()]), Ok(Kind::Int64));
    assert_eq!(types(ufunc::POWER, &[e(Kind::Bool), e(Kind::Bool)]), Ok(Kind::Int8));
    assert_eq!(types(ufunc::LESS, &[e(Kind::Int32), e(Kind::UInt64)]), Ok(Kind::Bool));
    assert_eq!(types(ufunc::ABSOLUTE, &[e(Kind::Complex64)]), Ok(Kind::Float32));
    assert_eq!(types(ufunc::LDEXP, &[e(Kind::Float32), Weak::Int(3).into()]), Ok(Kind::Float32));
    assert_eq!(types(ufunc::FLOAT_POWER, &[e(Kind::UInt8), e(Kind::UInt8)]), Ok(Kind::Float64));
    assert_eq!(types(ufunc::BITWISE_COUNT, &[e(Kind::Int64)]), Ok(Kind::UInt8));
    assert_eq!(types(ufunc::WHERE, &[e(Kind::Int64), e(Kind::UInt8), e(Kind::Float64)]), Ok(Kind::Float64));
}

#[test]
fn refusals_have_numpys_words() {
    let b = Array::from_slice(&[numpyni::Bool::TRUE]);
    let f = Array::from_slice(&[1.0]);
    let a = Array::from_slice(&[1i64, 2, 3]);
    let error = |ufunc: &ufunc::Ufunc, inputs: &[Operand<'_>]| ufunc.call(inputs).unwrap_err().to_string();
    assert!(error(ufunc::SUBTRACT, &[(&b).into(), (&b).into()]).starts_with("numpy boolean subtract, the `-` operator"));
    assert_eq!(
        error(ufunc::BITWISE_AND, &[(&f).into(), (&f).into()]),
        "ufunc 'bitwise_and' not supported for the input types, and the inputs could not be safely coerced to any supported types \
         according to the casting rule ''safe''"
    );
    assert_eq!(error(ufunc::POWER, &[(&a).into(), Weak::Int(-1).into()]), "Integers to negative integer powers are not allowed.");
    let u = Array::from_slice(&[1u8, 2]);
    assert_eq!(error(ufunc::ADD, &[(&u).into(), Weak::Int(300).into()]), "Python integer 300 out of bounds for uint8");
    let out = Options { out: &[Some(into(&a))], ..Options::default() };
    assert_eq!(
        ufunc::ADD.call_with(&[(&f).into(), (&f).into()], &out).unwrap_err().to_string(),
        "Cannot cast ufunc 'add' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'"
    );
    let m = matrix(&numbers(6), 2, 3);
    let row = Array::from_slice(&[1.0, 2.0, 3.0]);
    let out = Options { out: &[Some(into(&row))], ..Options::default() };
    assert_eq!(
        ufunc::ADD.call_with(&[(&m).into(), (&f).into()], &out).unwrap_err().to_string(),
        "non-broadcastable output operand with shape (3,) doesn't match the broadcast shape (2,3)"
    );
    let int = DType::of::<i64>();
    let named = Options { signature: Some(&[None, Some(int)]), ..Options::default() };
    assert_eq!(
        ufunc::SQRT.call_with(&[(&f).into()], &named).unwrap_err().to_string(),
        "No loop matching the specified signature and casting was found for ufunc sqrt"
    );
}

#[test]
fn comparisons_with_any_integer_are_exact() {
    let truth = |ufunc: &ufunc::Ufunc, x: &Array, weak: Weak| {
        let result = call(ufunc, &[x.into(), weak.into()]);
        list::<numpyni::Bool>(&result).iter().map(|b| b.get()).collect::<Vec<_>>()
    };
    let u = Array::from_slice(&[0u8, 255]);
    assert_eq!(truth(ufunc::LESS, &u, Weak::Int(300)), [true, true]);
    assert_eq!(truth(ufunc::GREATER, &u, Weak::Int(-1)), [true, true]);
    assert_eq!(truth(ufunc::EQUAL, &u, Weak::Big(1e30)), [false, false]);
    let q = Array::from_slice(&[u64::MAX, 0]);
    assert_eq!(truth(ufunc::LESS, &q, Weak::Big(18446744073709551616.0)), [true, true]);
    assert_eq!(truth(ufunc::GREATER, &q, Weak::Int(-1)), [true, true]);
    let half = call(ufunc::DIVIDE, &[(&Array::from_slice(&[1u8])).into(), Weak::Int(-2).into()]);
    assert_eq!(list::<f64>(&half), [-0.5]);
    assert_eq!(truth(ufunc::LOGICAL_AND, &u, Weak::Int(-1)), [false, true]);
    let i = Array::from_slice(&[i64::MAX, -1]);
    assert_eq!(truth(ufunc::EQUAL, &i, Weak::UInt(1 << 63)), [false, false]);
    assert_eq!(truth(ufunc::LESS, &i, Weak::UInt(1 << 63)), [true, true]);
}

#[test]
fn outputs_that_overlap_inputs_are_written_as_if_inputs_were_read_first() {
    let values = numbers(10);
    let x = Array::from_slice(&values);
    let (head, tail) = (view(&x, &[9], &[8], 0), view(&x, &[9], &[8], 8));
    let options = Options { out: &[Some(into(&tail))], ..Options::default() };
    ufunc::ADD.call_with(&[(&head).into(), (&tail).into()], &options).unwrap();
    let expected: Vec<f64> = (0..10).map(|i| if i == 0 { values[0] } else { values[i - 1] + values[i] }).collect();
    assert_eq!(list::<f64>(&x), expected);
    let options = Options { out: &[Some(into(&x))], ..Options::default() };
    ufunc::MULTIPLY.call_with(&[(&x).into(), (&x).into()], &options).unwrap();
    assert_eq!(list::<f64>(&x), expected.iter().map(|v| v * v).collect::<Vec<_>>());
}

#[test]
fn only_where_the_condition_holds_is_written() {
    let x = Array::from_slice(&[1.0, 2.0, 3.0, 4.0, 5.0]);
    let out = Array::from_slice(&[0i32; 5]);
    let mask = [true, false, true, true, false].map(numpyni::Bool::from);
    let mask = Array::from_slice(&mask);
    let options = Options { out: &[Some(into(&out))], condition: Some(&mask), casting: numpyni::Casting::Unsafe, ..Options::default() };
    ufunc::ADD.call_with(&[(&x).into(), (&x).into()], &options).unwrap();
    assert_eq!(list::<i32>(&out), [2, 0, 6, 8, 0]);
}

#[test]
fn two_results_come_from_divmod() {
    let x = Array::from_slice(&[7i64, -7]);
    let results = ufunc::DIVMOD.call(&[(&x).into(), Weak::Int(3).into()]).unwrap();
    assert_eq!((list::<i64>(&results[0]), list::<i64>(&results[1])), (vec![2, -3], vec![1, 2]));
    let chosen = call(ufunc::WHERE, &[(&Array::from_slice(&[1i64, 0])).into(), (&x).into(), Weak::Float(0.5).into()]);
    assert_eq!(list::<f64>(&chosen), [7.0, 0.5]);
}

#[test]
fn large_operands_give_what_small_ones_do() {
    let n = 1 << 19;
    let x: Vec<f64> = (0..n).map(|i| i as f64).collect();
    let x = Array::from_slice(&x);
    let sum = call(ufunc::ADD, &[(&x).into(), (&x).into()]);
    assert!(list::<f64>(&sum).iter().enumerate().all(|(i, &v)| v == 2.0 * i as f64));
    assert_eq!(ufunc::ADD.fold_all(&x).unwrap().get::<f64>(), Some((n as f64 - 1.0) * n as f64 / 2.0));
    assert_eq!(ufunc::MAXIMUM.fold_all(&x).unwrap().get::<f64>(), Some(n as f64 - 1.0));
}

/// Sums by a naive loop over every index.
fn naive_sum(x: &Array, axes: &[usize]) -> Vec<f64> {
    let shape = x.shape();
    let kept: Vec<usize> = (0..shape.len()).filter(|axis| !axes.contains(axis)).collect();
    let size = kept.iter().map(|&axis| shape[axis]).product();
    let mut sums = vec![0.0; size];
    for (flat, value) in list::<f64>(x).into_iter().enumerate() {
        let mut index = vec![0; shape.len()];
        let mut rest = flat;
        for axis in (0..shape.len()).rev() {
            index[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        let place = kept.iter().fold(0, |place, &axis| place * shape[axis] + index[axis]);
        sums[place] += value;
    }
    sums
}

#[test]
fn every_axis_of_every_layout_sums() {
    for shape in [[2usize, 3, 4], [40, 3, 5], [3, 300, 2], [1, 70, 70], [2, 3000, 3]] {
        let [a, b, c] = shape;
        let flat = Array::from_slice(&numbers(a * b * c * 2));
        let (ia, ib, ic) = (a as isize * 8, b as isize * 8, c as isize * 8);
        let base = flat.view_as(flat.dtype(), Layout::contiguous(&shape, 8, Order::C).unwrap(), 0).unwrap();
        let fortran = view(&flat, &shape, &[8, ia, ia * b as isize], 0);
        let gaps = view(&flat, &shape, &[2 * ic * b as isize, 2 * ic, 16], 0);
        let backwards = view(&flat, &shape, &[ic * b as isize, -ic, 8], ic * (b as isize - 1));
        let swapped = view(&flat, &shape, &[ic, ic * a as isize, 8], 0);
        let spread = view(&flat, &shape, &[ib, 8, 0], 0);
        for x in [base, fortran, gaps, backwards, swapped, spread] {
            for axes in [&[0i64][..], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2], &[-1], &[]] {
                let options = ReduceOptions { axes: Some(axes), ..ReduceOptions::default() };
                let sum = ufunc::ADD.reduce(&x, &options).unwrap().into_array().unwrap();
                let expected = naive_sum(&x, &axes.iter().map(|&axis| axis.rem_euclid(3) as usize).collect::<Vec<_>>());
                assert_eq!(list::<f64>(&sum), expected, "{x:?} {axes:?}");
                let options = ReduceOptions { keepdims: true, ..options };
                assert_eq!(ufunc::ADD.reduce(&x, &options).unwrap().into_array().unwrap().ndim(), 3);
                let largest = ufunc::MAXIMUM.reduce(&x, &options).unwrap().into_array().unwrap();
                assert!(list::<f64>(&largest).iter().all(|v| (-3.5..=6.5).contains(v)));
            }
        }
    }
}

#[test]
fn reductions_have_numpys_types() {
    fn kind(value: Value) -> Kind {
        value.into_array().unwrap().dtype().kind()
    }
    let u = Array::from_slice(&[200u8, 100]);
    let plain = ReduceOptions::default();
    assert_eq!(ufunc::ADD.reduce(&u, &plain).unwrap().get::<u64>(), Some(300));
    assert_eq!(kind(ufunc::MAXIMUM.reduce(&u, &plain).unwrap()), Kind::UInt8);
    let b = Array::from_slice(&[numpyni::Bool::TRUE, numpyni::Bool::FALSE]);
    assert_eq!(ufunc::ADD.reduce(&b, &plain).unwrap().get::<i64>(), Some(1));
    assert_eq!(ufunc::MULTIPLY.reduce(&b, &plain).unwrap().get::<i64>(), Some(0));
    assert_eq!(ufunc::LOGICAL_AND.reduce(&Array::from_slice(&[1.0, 2.0]), &plain).unwrap().get(), Some(numpyni::Bool::TRUE));
    assert_eq!(ufunc::DIVIDE.reduce(&Array::from_slice(&[8i64, 2, 2]), &plain).unwrap().get::<f64>(), Some(2.0));
    assert_eq!(ufunc::SUBTRACT.reduce(&Array::from_slice(&[8i64, 2, 2]), &plain).unwrap().get::<i64>(), Some(4));
    assert_eq!(ufunc::POWER.reduce(&Array::from_slice(&[2i64, 3, 2]), &plain).unwrap().get::<i64>(), Some(64));
    let typed = ReduceOptions { dtype: Some(DType::of::<i8>()), ..plain };
    assert_eq!(ufunc::ADD.reduce(&Array::from_slice(&[1i64, 2]), &typed).unwrap().get::<i8>(), Some(3));
    let start = ReduceOptions { initial: Some(Weak::Int(3).into()), ..plain };
    assert_eq!(ufunc::ADD.reduce(&u, &start).unwrap().get::<u64>(), Some(303));
    let half = Array::from_slice(&[numpyni::f16::from_f32(1.0); 5000]);
    assert_eq!(ufunc::ADD.reduce(&half, &plain).unwrap().get::<numpyni::f16>(), Some(numpyni::f16::from_f32(5000.0)));
    let complex = Array::from_slice(&[C128::new(1.0, 2.0); 3]);
    assert_eq!(ufunc::ADD.reduce(&complex, &plain).unwrap().get::<C128>(), Some(C128::new(3.0, 6.0)));
}

#[test]
fn empty_reductions_give_the_identity_or_refuse() {
    let empty = Array::from_slice::<f64>(&[]);
    let plain = ReduceOptions::default();
    assert_eq!(ufunc::ADD.reduce(&empty, &plain).unwrap().get::<f64>(), Some(0.0));
    assert_eq!(
        ufunc::MAXIMUM.reduce(&empty, &plain).unwrap_err().to_string(),
        "zero-size array to reduction operation maximum which has no identity"
    );
    let hollow = Array::empty(Kind::Float64, &[0, 3], Order::C).unwrap();
    let axis = |axes| ReduceOptions { axes: Some(axes), ..plain };
    assert_eq!(ufunc::MAXIMUM.reduce(&hollow, &axis(&[1])).unwrap().into_array().unwrap().shape(), [0]);
    assert!(ufunc::MAXIMUM.reduce(&hollow, &axis(&[0])).is_err());
    assert_eq!(list::<f64>(&ufunc::ADD.reduce(&hollow, &axis(&[0])).unwrap().into_array().unwrap()), [0.0; 3]);
    assert_eq!(ufunc::ADD.reduce(&hollow, &axis(&[0, 0])).unwrap_err(), Error::RepeatedAxis);
    let two = Array::empty(Kind::Float64, &[2, 2], Order::C).unwrap();
    assert_eq!(
        ufunc::SUBTRACT.reduce(&two, &axis(&[0, 1])).unwrap_err().to_string(),
        "reduction operation 'subtract' is not reorderable, so at most one axis may be specified"
    );
    assert_eq!(ufunc::NEGATIVE.reduce(&two, &plain).unwrap_err().to_string(), "reduce only supported for binary functions");
    assert_eq!(ufunc::ADD.fold_all(&empty).unwrap(), Scalar::new(0.0));
}

#[test]
fn masked_reductions_skip_what_does_not_hold() {
    let x = matrix(&numbers(12), 3, 4);
    let mask: Vec<numpyni::Bool> = (0..12).map(|i| (i % 3 != 0).into()).collect();
    let mask = Array::from_slice(&mask);
    let mask = mask.view_as(mask.dtype(), Layout::contiguous(&[3, 4], 1, Order::C).unwrap(), 0).unwrap();
    let options = ReduceOptions { condition: Some(&mask), axes: Some(&[0]), ..ReduceOptions::default() };
    let v = numbers(12);
    let expected: Vec<f64> = (0..4).map(|c| (0..3).map(|r| r * 4 + c).filter(|i| i % 3 != 0).map(|i| v[i]).sum()).collect();
    assert_eq!(list::<f64>(&ufunc::ADD.reduce(&x, &options).unwrap().into_array().unwrap()), expected);
    let options = ReduceOptions { condition: Some(&mask), ..ReduceOptions::default() };
    assert_eq!(
        ufunc::MAXIMUM.reduce(&x, &options).unwrap_err().to_string(),
        "reduction operation 'maximum' does not have an identity, so to use a where mask one has to specify 'initial'"
    );
    let options = ReduceOptions { initial: Some(Weak::Float(-100.0).into()), ..options };
    assert_eq!(ufunc::MAXIMUM.reduce(&x, &options).unwrap().get::<f64>(), (0..12).filter(|i| i % 3 != 0).map(|i| v[i]).reduce(f64::max));
}

#[test]
fn short_rows_and_crossing_orders_give_what_single_elements_do() {
    let values: Vec<f64> = (0..99 * 70).map(|i| i as f64).collect();
    let whole = matrix(&values, 99, 70);
    for columns in [1, 2, 3, 10, 63, 64, 70] {
        let narrow = view(&whole, &[99, columns], &[560, 8], 0);
        let crossing = view(&whole, &[99, columns], &[8, 560], 0);
        let row = view(&whole, &[columns], &[8], 80);
        let backwards = view(&whole, &[columns], &[-8], 560);
        for x2 in [&row, &backwards, &crossing] {
            let sum = list::<f64>(&call(ufunc::SUBTRACT, &[(&narrow).into(), x2.into()]));
            let (x1, x2) = (list::<f64>(&narrow), list::<f64>(x2));
            let expected: Vec<f64> = x1.iter().enumerate().map(|(i, x)| x - x2[i % x2.len()]).collect();
            assert_eq!(sum, expected);
        }
    }
}

#[test]
fn rint_rounds_both_parts_and_spacing_of_float16_is_never_negative() {
    let z = Array::from_slice(&[C128::new(1.5, 2.5), C128::new(-0.4, -0.6)]);
    assert_eq!(list::<C128>(&call(ufunc::RINT, &[(&z).into()])), [C128::new(2.0, 2.0), C128::new(-0.0, -1.0)]);
    let all: Vec<numpyni::f16> = (0..=u16::MAX).map(numpyni::f16::from_bits).collect();
    let spacing = list::<numpyni::f16>(&call(ufunc::SPACING, &[(&Array::from_slice(&all)).into()]));
    let negative = spacing.iter().filter(|x| !x.is_nan() && x.is_sign_negative()).count();
    assert_eq!((negative, spacing[0xfbff].to_f32(), spacing[0xc000].to_f32()), (0, 32.0, 1.0 / 1024.0));
}

#[test]
fn gcd_of_floats_names_the_classes() {
    let x = Array::from_slice(&[1.0, 2.0]);
    let error = ufunc::GCD.call(&[(&x).into(), Weak::Int(1).into()]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ufunc 'gcd' did not contain a loop with signature matching types (<class 'numpy.dtypes.Float64DType'>, \
         <class 'numpy.dtypes._PyLongDType'>) -> None"
    );
    let error = ufunc::GCD.reduce(&x, &ReduceOptions::default()).unwrap_err();
    assert!(error.to_string().contains("(None, <class 'numpy.dtypes.Float64DType'>) -> None"), "{error}");
}
