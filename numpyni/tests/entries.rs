//! Ufuncs and reductions through the ABI's table, as a host calls them.

use std::ffi::CStr;
use std::ptr;

use numpyni::capi;
use numpyni::{Array, Scalar};
use numpyni_sys::*;

fn table() -> &'static NumPyNI_Api {
    capi::table(1, 1).unwrap()
}

fn context() -> NumPyNI_Context {
    NumPyNI_Context { api: table(), host: ptr::null(), error: 0, fpe: 0, detail: ptr::null_mut(), reserved: [0; 4] }
}

fn find(name: &CStr) -> u32 {
    let (mut ctx, mut number) = (context(), 0);
    // SAFETY: the entry's arguments.
    assert_eq!(unsafe { (table().ufunc_find)(&mut ctx, name.as_ptr(), &mut number) }, NUMPYNI_OK);
    number
}

fn of(array: Array) -> NumPyNI_Value {
    NumPyNI_Value { array: capi::handle_of(array).unwrap(), ..Default::default() }
}

fn weak(value: i64) -> NumPyNI_Value {
    let dtype = NumPyNI_DType { ext: NUMPYNI_EXT_WEAK, ..NUMPYNI_INT64 };
    NumPyNI_Value { dtype, element: [value as u64, 0], ..Default::default() }
}

fn options() -> NumPyNI_UfuncOptions {
    NumPyNI_UfuncOptions {
        struct_size: size_of::<NumPyNI_UfuncOptions>() as u32,
        casting: 0,
        order: 0,
        reserved: 0,
        out: ptr::null(),
        where_: NumPyNI_Handle::default(),
        signature: ptr::null(),
    }
}

fn call(name: &CStr, inputs: &[NumPyNI_Value], options: Option<&NumPyNI_UfuncOptions>) -> (i32, NumPyNI_Value, NumPyNI_Context) {
    let (mut ctx, mut out) = (context(), NumPyNI_Value::default());
    let options = options.map_or(ptr::null(), ptr::from_ref);
    // SAFETY: the entry's arguments.
    let status = unsafe { (table().ufunc_call)(&mut ctx, find(name), inputs.as_ptr(), options, &mut out) };
    (status, out, ctx)
}

#[test]
fn a_call_gives_a_handle_or_an_element() {
    let x = of(Array::from_slice(&[1.0, 2.0]));
    let (status, sum, _) = call(c"add", &[x, weak(1)], None);
    assert_eq!(status, NUMPYNI_OK);
    assert_eq!(capi::array(sum.array).unwrap().item(1).unwrap(), Scalar::new(3.0));
    let element = NumPyNI_Value { dtype: NUMPYNI_FLOAT64, element: [4f64.to_bits(), 0], ..Default::default() };
    let (status, root, _) = call(c"sqrt", &[element], None);
    assert_eq!((status, root.array.bits, root.dtype, root.element[0]), (NUMPYNI_OK, 0, NUMPYNI_FLOAT64, 2f64.to_bits()));
}

#[test]
fn an_output_that_was_given_does_not_come_back() {
    let x = of(Array::from_slice(&[1.0, 2.0]));
    let target = of(Array::from_slice(&[0.0, 0.0]));
    let handles = [target.array];
    let given = NumPyNI_UfuncOptions { out: handles.as_ptr(), ..options() };
    let (status, out, _) = call(c"add", &[x, x], Some(&given));
    assert_eq!((status, out.array.bits, out.dtype.lanes), (NUMPYNI_OK, 0, 0));
    assert_eq!(capi::array(target.array).unwrap().item(1).unwrap(), Scalar::new(4.0));
}

#[test]
fn floating_point_exceptions_stand_in_the_context() {
    let x = of(Array::from_slice(&[1.0, 0.0]));
    let (status, _, ctx) = call(c"divide", &[x, weak(0)], None);
    assert_eq!((status, ctx.fpe), (NUMPYNI_OK, NUMPYNI_FPE_DIVIDE | NUMPYNI_FPE_INVALID));
    assert_eq!(call(c"add", &[x, weak(0)], None).2.fpe, 0);
}

#[test]
fn errors_stand_in_the_context() {
    let x = of(Array::from_slice(&[1u8]));
    assert_eq!(call(c"add", &[x, weak(300)], None).0, NUMPYNI_ERROR_OVERFLOW);
    let f = of(Array::from_slice(&[1.0]));
    assert_eq!(call(c"bitwise_and", &[f, f], None).0, NUMPYNI_ERROR_UFUNC_TYPE);
    let closed = NumPyNI_Value { array: NumPyNI_Handle { bits: 12345 }, ..Default::default() };
    assert_eq!(call(c"add", &[closed, f], None).0, NUMPYNI_ERROR_VALUE);
    let short = NumPyNI_UfuncOptions { struct_size: 4, ..options() };
    assert_eq!(call(c"add", &[f, f], Some(&short)).0, NUMPYNI_ERROR_VALUE);
    let mut ctx = context();
    // SAFETY: the entry's arguments, two of them null.
    let status = unsafe { (table().ufunc_call)(&mut ctx, find(c"add"), ptr::null(), ptr::null(), ptr::null_mut()) };
    assert_eq!(status, NUMPYNI_ERROR_VALUE);
    // SAFETY: the entry's arguments; the number is nobody's.
    let status = unsafe { (table().ufunc_call)(&mut ctx, 9999, [f, f].as_ptr(), ptr::null(), ptr::null_mut()) };
    assert_eq!(status, NUMPYNI_ERROR_VALUE);
}

#[test]
fn reductions_come_by_name() {
    let x = of(Array::from_slice(&[1i32, 2, 6]));
    let (mut ctx, mut number, mut out) = (context(), 0, NumPyNI_Value::default());
    for (name, expected) in [(c"sum", Scalar::new(9i64)), (c"mean", Scalar::new(3.0)), (c"max", Scalar::new(6i32)), (c"argmax", Scalar::new(2i64))] {
        // SAFETY: the entry's arguments.
        assert_eq!(unsafe { (table().reduction_find)(&mut ctx, name.as_ptr(), &mut number) }, NUMPYNI_OK);
        // SAFETY: the entry's arguments.
        assert_eq!(unsafe { (table().reduce)(&mut ctx, number, x.array, ptr::null(), &mut out) }, NUMPYNI_OK);
        assert_eq!((out.dtype, out.element), (numpyni::DType::from(expected.kind()).word(), expected.bits()));
    }
}

#[test]
fn every_ufunc_tells_of_itself() {
    let mut ctx = context();
    // SAFETY: the entry's arguments.
    let count = unsafe { (table().ufunc_count)(&mut ctx) };
    assert!(count > 80);
    for number in 0..count {
        let mut info = std::mem::MaybeUninit::<NumPyNI_UfuncInfo>::uninit();
        // SAFETY: the entry's arguments.
        assert_eq!(unsafe { (table().ufunc_info)(&mut ctx, number, info.as_mut_ptr()) }, NUMPYNI_OK);
        // SAFETY: the call filled it.
        let info = unsafe { info.assume_init() };
        // SAFETY: a static string.
        let name = unsafe { CStr::from_ptr(info.name) };
        assert_eq!(find(name), number);
        let mut types = [NumPyNI_DType::default(); 4];
        for index in 0..info.ntypes {
            // SAFETY: the entry's arguments.
            assert_eq!(unsafe { (table().ufunc_types)(&mut ctx, number, index, types.as_mut_ptr()) }, NUMPYNI_OK);
        }
    }
}

#[test]
fn a_loop_and_a_reduction_run_over_memory() {
    let (x1, x2, mut out) = ([1.0f64, 2.0, 3.0, 4.0], [10i64, 20], [0.0f64; 4]);
    let types = [NUMPYNI_FLOAT64, NUMPYNI_INT64, NUMPYNI_FLOAT64];
    let args = [x1.as_ptr().cast_mut().cast(), x2.as_ptr().cast_mut().cast(), out.as_mut_ptr().cast()];
    let strides = [16, 8, 16, 8, 0, 8];
    let add = find(c"add");
    let (mut ctx, mut types_of) = (context(), [NumPyNI_DType::default(); 3]);
    let doubles = (0..)
        .find(|&index| {
            // SAFETY: the entry's arguments.
            assert_eq!(unsafe { (table().ufunc_types)(&mut ctx, add, index, types_of.as_mut_ptr()) }, NUMPYNI_OK);
            types_of == [NUMPYNI_FLOAT64; 3]
        })
        .unwrap();
    let mut run = |index: u32| {
        // SAFETY: the arrays hold two rows of two elements with these strides, of these types.
        unsafe { (table().ufunc_run)(&mut ctx, add, index, 2, [2, 2].as_ptr(), types.as_ptr(), args.as_ptr(), strides.as_ptr()) }
    };
    assert_eq!(run(doubles), NUMPYNI_OK);
    assert_eq!(out, [11.0, 12.0, 23.0, 24.0]);
    assert_eq!(run(1000), NUMPYNI_ERROR_INDEX);

    let (mut ctx, mut number, mut sum) = (context(), 0, NumPyNI_Value::default());
    // SAFETY: the entry's arguments.
    assert_eq!(unsafe { (table().reduction_find)(&mut ctx, c"sum".as_ptr(), &mut number) }, NUMPYNI_OK);
    let data = x1.as_ptr().cast_mut().cast();
    // SAFETY: four elements of the type.
    assert_eq!(unsafe { (table().reduce_run)(&mut ctx, number, &NUMPYNI_FLOAT64, data, 4, &mut sum) }, NUMPYNI_OK);
    assert_eq!((sum.dtype, f64::from_bits(sum.element[0])), (NUMPYNI_FLOAT64, 10.0));
    // SAFETY: a negative length is refused.
    assert_eq!(unsafe { (table().reduce_run)(&mut ctx, number, &NUMPYNI_FLOAT64, data, -1, &mut sum) }, NUMPYNI_ERROR_VALUE);
}
