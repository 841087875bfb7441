//! The array entries of the table, called as a foreign caller calls them.

use std::ffi::c_void;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use numpyni_sys::*;

/// Handles are counted over the whole process, so tests that count take turns.
static TURN: Mutex<()> = Mutex::new(());

fn api() -> &'static NumPyNI_Api {
    numpyni::capi::table(1, 1).expect("version 1")
}

fn context() -> NumPyNI_Context {
    NumPyNI_Context {
        api: api(),
        host: ptr::null(),
        error: 0,
        fpe: 0,
        detail: ptr::null_mut(),
        reserved: [0; 4],
    }
}

/// Calls an entry with a fresh context: its status, and the message if it failed.
macro_rules! call {
    ($slot:ident $(, $argument:expr)*) => {{
        let mut ctx = context();
        // SAFETY: every pointer that these tests pass is null or points to what the entry expects.
        let status = unsafe { (api().$slot)(&mut ctx $(, $argument)*) };
        assert_eq!(status, ctx.error);
        let mut length = 0;
        // SAFETY: the context is live.
        let text = unsafe { (api().error_message)(&mut ctx, &mut length) };
        // SAFETY: the message has this length.
        let message = unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) };
        let message = String::from_utf8(message.to_vec()).unwrap();
        // SAFETY: as above.
        unsafe { (api().error_clear)(&mut ctx) };
        (status, message)
    }};
}

fn ok(result: (i32, String)) {
    assert_eq!(result, (NUMPYNI_OK, String::new()));
}

fn new(shape: &[i64]) -> NumPyNI_Handle {
    let mut out = NumPyNI_Handle::default();
    ok(call!(array_new, NUMPYNI_FLOAT64, shape.len() as i32, shape.as_ptr(), NUMPYNI_ORDER_C, 1, &mut out));
    out
}

fn view(handle: NumPyNI_Handle) -> NumPyNI_View {
    let mut out = ptr::null();
    ok(call!(array_view, handle, &mut out));
    // SAFETY: the view of an open handle.
    unsafe { *out }
}

fn open_handles() -> u64 {
    // SAFETY: this entry asks nothing of the context.
    unsafe { (api().handle_count)(&mut context()) }
}

#[test]
fn versions_are_negotiated() {
    assert!(numpyni::capi::table(1, 5).is_some());
    assert!(numpyni::capi::table(2, 5).is_none() && numpyni::capi::table(0, 0).is_none());
    assert_eq!(api().size as usize, size_of::<NumPyNI_Api>());
}

#[test]
fn an_element_goes_in_and_comes_out() {
    let _turn = TURN.lock();
    let before = open_handles();
    let a = new(&[2, 3]);
    let index = |place| NumPyNI_Index { kind: NUMPYNI_INDEX_INTEGER, start: place, ..Default::default() };
    let value = NumPyNI_Value { dtype: NUMPYNI_FLOAT64, element: [2.5f64.to_bits(), 0], ..Default::default() };
    ok(call!(array_set, a, [index(-1), index(1)].as_ptr(), 2, &value));
    let mut out = NumPyNI_Value::default();
    ok(call!(array_get, a, [index(1), index(1)].as_ptr(), 2, &mut out));
    assert_eq!((out.array.bits, out.dtype, out.element[0]), (0, NUMPYNI_FLOAT64, 2.5f64.to_bits()));
    ok(call!(array_get, a, [index(1)].as_ptr(), 1, &mut out));
    assert_eq!(view(out.array).ndim, 1);
    ok(call!(array_close, out.array));
    let (status, message) = call!(array_get, a, [index(2)].as_ptr(), 1, &mut out);
    assert_eq!((status, message.as_str()), (NUMPYNI_ERROR_INDEX, "index 2 is out of bounds for axis 0 with size 2"));
    ok(call!(array_close, a));
    assert_eq!(open_handles(), before);
}

#[test]
fn python_scalars_are_converted_as_python_does_it() {
    let _turn = TURN.lock();
    let mut a = NumPyNI_Handle::default();
    ok(call!(array_new, NUMPYNI_UINT8, 1, [3].as_ptr(), NUMPYNI_ORDER_C, 1, &mut a));
    let weak = |dtype: NumPyNI_DType, bits: u64| NumPyNI_Value {
        dtype: NumPyNI_DType { ext: NUMPYNI_EXT_WEAK, ..dtype },
        element: [bits, 0],
        ..Default::default()
    };
    let everything = NumPyNI_Index { kind: NUMPYNI_INDEX_ELLIPSIS, ..Default::default() };
    for (value, expected) in [
        (weak(NUMPYNI_INT64, 300), (NUMPYNI_ERROR_OVERFLOW, "Python integer 300 out of bounds for uint8")),
        (weak(NUMPYNI_FLOAT64, f64::NAN.to_bits()), (NUMPYNI_ERROR_VALUE, "cannot convert float NaN to integer")),
        (weak(NUMPYNI_FLOAT64, 7.9f64.to_bits()), (NUMPYNI_OK, "")),
    ] {
        let (status, message) = call!(array_set, a, &everything, 1, &value);
        assert_eq!((status, message.as_str()), expected);
    }
    // SAFETY: three bytes of an open array.
    assert_eq!(unsafe { *view(a).data.cast::<[u8; 3]>() }, [7; 3]);
    ok(call!(array_close, a));
}

#[test]
fn foreign_memory_is_released_once_when_the_last_array_is_closed() {
    let _turn = TURN.lock();
    static RELEASED: AtomicUsize = AtomicUsize::new(0);
    unsafe extern "C" fn release(owner: *mut c_void) {
        // SAFETY: the test's own box.
        drop(unsafe { Box::from_raw(owner.cast::<[f64; 4]>()) });
        RELEASED.fetch_add(1, Ordering::Relaxed);
    }
    let memory = Box::into_raw(Box::new([1.0, 2.0, 3.0, 4.0]));
    let mut description = NumPyNI_View {
        struct_size: size_of::<NumPyNI_View>() as u32,
        flags: NUMPYNI_READONLY,
        data: memory.cast::<f64>().wrapping_add(3).cast(),
        dtype: NUMPYNI_FLOAT64,
        ndim: 1,
        device_type: NUMPYNI_DEVICE_CPU,
        shape: &4,
        strides: &-8,
        epoch: ptr::null(),
        epoch0: 0,
        lease: ptr::null_mut(),
    };
    let mut a = NumPyNI_Handle::default();
    for (ndim, device) in [(-1, 1), (65, 1), (1, 2)] {
        let wrong = NumPyNI_View { ndim, device_type: device, ..description };
        assert_ne!(call!(array_from_memory, &wrong, Some(release), memory.cast(), &mut a).0, 0);
    }
    ok(call!(array_from_memory, &description, Some(release), memory.cast(), &mut a));
    let mut item = NumPyNI_Value::default();
    ok(call!(array_item, a, 0, &mut item));
    assert_eq!(f64::from_bits(item.element[0]), 4.0);
    let (status, message) = call!(array_assign, a, &item, NUMPYNI_CASTING_UNSAFE, NumPyNI_Handle::default());
    assert_eq!((status, message.as_str()), (NUMPYNI_ERROR_VALUE, "assignment destination is read-only"));

    ok(call!(array_acquire, a, &mut description));
    ok(call!(array_close, a));
    assert_eq!(RELEASED.load(Ordering::Relaxed), 0, "the lease holds the memory");
    // SAFETY: leased.
    assert_eq!(unsafe { *description.data.cast::<f64>() }, 4.0);
    let mut again = NumPyNI_Handle::default();
    ok(call!(array_from_view, &description, &mut again));
    let mut copy = description;
    ok(call!(view_release, &mut description));
    ok(call!(view_release, &mut description));
    assert_eq!(call!(view_release, &mut copy).0, NUMPYNI_ERROR_VALUE, "released before");
    ok(call!(array_close, again));
    assert_eq!(RELEASED.load(Ordering::Relaxed), 1);
    assert_eq!(call!(array_close, again).0, NUMPYNI_ERROR_VALUE);
}

#[test]
fn null_pointers_and_nonsense_are_refused() {
    let _turn = TURN.lock();
    let before = open_handles();
    let a = new(&[2]);
    let mut out = NumPyNI_Handle::default();
    let mut value = NumPyNI_Value::default();
    let unknown = NumPyNI_DType { code: 3, bits: 8, lanes: 1, ext: 0 };
    assert_eq!(call!(array_new, NUMPYNI_INT8, 1, ptr::null(), NUMPYNI_ORDER_C, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_new, NUMPYNI_INT8, 0, ptr::null(), NUMPYNI_ORDER_C, 0, ptr::null_mut()).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_new, unknown, 0, ptr::null(), NUMPYNI_ORDER_C, 0, &mut out).0, NUMPYNI_ERROR_TYPE);
    assert_eq!(call!(array_new, NUMPYNI_INT8, 1, &-1, NUMPYNI_ORDER_C, 0, &mut out).1, "negative dimensions are not allowed");
    assert_eq!(call!(array_new, NUMPYNI_INT8, 2, [i64::MAX; 2].as_ptr(), 1, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_new, NUMPYNI_INT8, 0, ptr::null(), 9, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_new, NUMPYNI_FLOAT64, 1, &(i64::MAX / 16), 1, 1, &mut out).0, NUMPYNI_ERROR_MEMORY);
    assert_eq!(call!(array_get, a, ptr::null(), 1, &mut value).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_get, a, ptr::null(), -1, &mut value).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_set, a, ptr::null(), 0, ptr::null()).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_view, a, ptr::null_mut()).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_acquire, a, ptr::null_mut()).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(view_release, ptr::null_mut()).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_close, NumPyNI_Handle { bits: 77 }).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_reshape, a, 1, ptr::null(), 1, 1, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_as_strided, a, NUMPYNI_FLOAT64, 1, &3, &8, 0, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_as_strided, a, NUMPYNI_FLOAT64, 1, &2, &i64::MAX, 0, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_as_strided, a, NUMPYNI_FLOAT64, 0, ptr::null(), ptr::null(), -8, 0, &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_concatenate, ptr::null(), 0, 0, ptr::null(), &mut out).0, NUMPYNI_ERROR_VALUE);
    assert_eq!(call!(array_concatenate, &a, 1, 1, ptr::null(), &mut out).0, NUMPYNI_ERROR_AXIS);
    assert_eq!(call!(array_transpose, a, &5, 1, &mut out).0, NUMPYNI_ERROR_AXIS);
    assert_eq!(call!(error_set, NUMPYNI_ERROR_TYPE, c"text".as_ptr(), 4), (NUMPYNI_ERROR_TYPE, "text".into()));
    ok(call!(array_close, a));
    assert_eq!(open_handles(), before);
}

#[test]
fn arrays_of_no_and_of_many_dimensions_are_arrays() {
    let _turn = TURN.lock();
    for shape in [&[][..], &[0], &[0, 5], &[1; 64]] {
        let a = new(shape);
        let mut out = NumPyNI_Value::default();
        let window = [
            NumPyNI_Index { kind: NUMPYNI_INDEX_ELLIPSIS, ..Default::default() },
            NumPyNI_Index { kind: NUMPYNI_INDEX_SLICE, flags: NUMPYNI_HAS_START, start: 3, step: 1, ..Default::default() },
        ];
        ok(call!(array_get, a, window.as_ptr(), if shape.is_empty() { 1 } else { 2 }, &mut out));
        let mut turned = NumPyNI_Handle::default();
        ok(call!(array_transpose, out.array, ptr::null(), 0, &mut turned));
        assert_eq!(view(turned).ndim as usize, shape.len());
        ok(call!(array_close, out.array));
        ok(call!(array_close, turned));
        ok(call!(array_close, a));
    }
    let a = new(&[1; 64]);
    let mut out = NumPyNI_Value::default();
    let axis = NumPyNI_Index { kind: NUMPYNI_INDEX_NEWAXIS, ..Default::default() };
    let (status, message) = call!(array_get, a, &axis, 1, &mut out);
    assert_eq!((status, message.as_str()), (
        NUMPYNI_ERROR_INDEX,
        "number of dimensions must be within [0, 64], indexing result would have 65",
    ));
    ok(call!(array_close, a));
}

/// `cargo test --release -p numpyni --test table -- --ignored --nocapture`
#[test]
#[ignore = "a measurement"]
fn hot_entries_take_few_nanoseconds() {
    let _turn = TURN.lock();
    let mut ctx = context();
    let (ctx, api) = (&raw mut ctx, api());
    let a = new(&[10]);
    let b = new(&[10, 10]);
    let slice = NumPyNI_Index { kind: NUMPYNI_INDEX_SLICE, flags: 3, start: 2, stop: 8, step: 1, ..Default::default() };
    let integer = NumPyNI_Index { kind: NUMPYNI_INDEX_INTEGER, start: 2, ..Default::default() };
    let pair = [integer, slice];
    let weak = NumPyNI_DType { ext: NUMPYNI_EXT_WEAK, ..NUMPYNI_FLOAT64 };
    let number = NumPyNI_Value { dtype: weak, ..Default::default() };
    let mut out = NumPyNI_Handle::default();
    let mut value = NumPyNI_Value::default();
    let mut view = ptr::null();
    macro_rules! measure {
        ($name:literal, $body:expr) => {
            let best = (0..2000)
                .map(|_| {
                    let start = std::time::Instant::now();
                    for _ in 0..1000 {
                        // SAFETY: every pointer points to what the entry expects.
                        std::hint::black_box(unsafe { $body });
                    }
                    start.elapsed().as_secs_f64() * 1e6
                })
                .fold(f64::MAX, f64::min);
            println!("{:40} {best:6.1} ns", $name);
        };
    }
    measure!("array_view", (api.array_view)(ctx, a, &mut view));
    measure!("array_new(10) + close", {
        (api.array_new)(ctx, NUMPYNI_FLOAT64, 1, &10, 1, 1, &mut out) + (api.array_close)(ctx, out)
    });
    measure!("array_dup + close", (api.array_dup)(ctx, a, &mut out) + (api.array_close)(ctx, out));
    measure!("array_get a[2:8] + close", {
        (api.array_get)(ctx, a, &slice, 1, &mut value) + (api.array_close)(ctx, value.array)
    });
    measure!("array_get b[2] + close", {
        (api.array_get)(ctx, b, &integer, 1, &mut value) + (api.array_close)(ctx, value.array)
    });
    measure!("array_get b[2, 2:8] + close", {
        (api.array_get)(ctx, b, pair.as_ptr(), 2, &mut value) + (api.array_close)(ctx, value.array)
    });
    measure!("array_get a[2]", (api.array_get)(ctx, a, &integer, 1, &mut value));
    measure!("array_set a[2] = x", (api.array_set)(ctx, a, &integer, 1, &number));
    measure!("array_set a[2:8] = x", (api.array_set)(ctx, a, &slice, 1, &number));
    measure!("array_as_strided + close", {
        (api.array_as_strided)(ctx, a, NUMPYNI_FLOAT64, 1, &5, &16, 0, 0, &mut out) + (api.array_close)(ctx, out)
    });
    measure!("array_reshape (2, 5) + close", {
        (api.array_reshape)(ctx, a, 2, [2, 5].as_ptr(), 1, 1, &mut out) + (api.array_close)(ctx, out)
    });
    measure!("array_transpose + close", {
        (api.array_transpose)(ctx, b, ptr::null(), 0, &mut out) + (api.array_close)(ctx, out)
    });
    measure!("array_astype copy + close", {
        (api.array_astype)(ctx, a, NUMPYNI_FLOAT64, 0, 5, 2, &mut out) + (api.array_close)(ctx, out)
    });
    for handle in [a, b] {
        ok(call!(array_close, handle));
    }
}
