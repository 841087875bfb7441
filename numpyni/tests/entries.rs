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
