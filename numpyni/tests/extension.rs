//! Extensions and ufuncs from outside, registered from memory, called through the table.

// The kernels below are what an author would write in C.
#![allow(clippy::multiple_unsafe_ops_per_block)]

use std::ffi::{CStr, c_char, c_void};
use std::mem::transmute;
use std::ptr;
use std::sync::Mutex;

use numpyni::capi;
use numpyni::{Array, Order, Scalar};
use numpyni_sys::*;

/// Handles are counted over the whole process: tests take turns.
static TURN: Mutex<()> = Mutex::new(());

type Slots = *const NumPyNI_Slot;
type Results = *mut NumPyNI_Slot;

fn api() -> &'static NumPyNI_Api {
    capi::table(1, 1).unwrap()
}

fn context() -> NumPyNI_Context {
    NumPyNI_Context { api: api(), host: ptr::null(), error: 0, fpe: 0, detail: ptr::null_mut(), reserved: [0; 4] }
}

/// # Safety
/// Slot `i` holds a view.
unsafe fn view<'a>(args: Slots, i: usize) -> &'a NumPyNI_View {
    // SAFETY: the caller's promise.
    unsafe { &*((*args.add(i)).bits as *const NumPyNI_View) }
}

unsafe extern "C" fn total(_: *mut NumPyNI_Context, args: Slots, results: Results) -> i32 {
    // SAFETY: as the signature says.
    let x = unsafe { view(args, 0) };
    let mut sum = 0.0;
    // SAFETY: one length, one stride.
    let (n, step) = unsafe { (*x.shape, *x.strides) };
    for i in 0..n {
        // SAFETY: inside the array.
        sum += unsafe { *x.data.cast::<u8>().offset((i * step) as isize).cast::<f64>() };
    }
    // SAFETY: one result.
    unsafe { (*results).bits = sum.to_bits() };
    0
}

unsafe extern "C" fn same(ctx: *mut NumPyNI_Context, args: Slots, results: Results) -> i32 {
    // SAFETY: as the signature says.
    let x = unsafe { view(args, 0) };
    let mut handle = NumPyNI_Handle::default();
    // SAFETY: the view of an argument.
    let status = unsafe { (api().array_from_view)(ctx, x, &mut handle) };
    // SAFETY: one result.
    unsafe { (*results).bits = handle.bits as u64 };
    status
}

unsafe extern "C" fn fails(ctx: *mut NumPyNI_Context, args: Slots, results: Results) -> i32 {
    // SAFETY: as `same`.
    unsafe { same(ctx, args, results) };
    let message = "no luck";
    // SAFETY: the context and the message.
    unsafe { (api().error_set)(ctx, NUMPYNI_ERROR_INDEX, message.as_ptr().cast(), message.len()) }
}

unsafe extern "C" fn fill(_: *mut NumPyNI_Context, args: Slots, _: Results) -> i32 {
    // SAFETY: as the signature says.
    unsafe { *view(args, 1).data.cast::<f64>() = *view(args, 0).data.cast::<f64>() + 1.0 };
    0
}

unsafe extern "C" fn conjugate(_: *mut NumPyNI_Context, args: Slots, results: Results) -> i32 {
    // SAFETY: as the signature says.
    let (x, out) = unsafe { ((*args).bits as *const [f64; 2], (*results).bits as *mut [f64; 2]) };
    // SAFETY: as above.
    unsafe { *out = [(*x)[0], -(*x)[1]] };
    0
}

extern "C" fn hypotenuse(x: f64, y: f64) -> f64 {
    x.hypot(y)
}

fn function(name: &'static CStr, signature: &'static CStr, packed: NumPyNI_Packed) -> NumPyNI_Function {
    NumPyNI_Function {
        struct_size: size_of::<NumPyNI_Function>() as u32,
        effects: 0,
        name: name.as_ptr(),
        doc: c"What it does.".as_ptr(),
        signature: signature.as_ptr(),
        typed: None,
        packed,
        written: 0,
        layout: 0,
        op: 0,
    }
}

fn extension(functions: Vec<NumPyNI_Function>, ufuncs: Vec<NumPyNI_Ufunc>) -> &'static mut NumPyNI_Extension {
    let (functions, ufuncs) = (functions.leak(), ufuncs.leak());
    Box::leak(Box::new(NumPyNI_Extension {
        magic: NUMPYNI_EXTENSION_MAGIC,
        struct_size: size_of::<NumPyNI_Extension>() as u32,
        abi_major: 1,
        abi_minor: 1,
        name: c"example".as_ptr(),
        doc: ptr::null(),
        functions: functions.as_ptr(),
        ufuncs: ufuncs.as_ptr(),
        function_count: functions.len() as u32,
        ufunc_count: ufuncs.len() as u32,
    }))
}

fn message(ctx: &mut NumPyNI_Context) -> String {
    let mut length = 0;
    // SAFETY: the context is live.
    let text = unsafe { (api().error_message)(ctx, &mut length) };
    // SAFETY: the message has this length.
    let text = String::from_utf8(unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) }.to_vec()).unwrap();
    // SAFETY: as above.
    unsafe { (api().error_clear)(ctx) };
    text
}

fn register(extension: &NumPyNI_Extension) -> Result<NumPyNI_ExtensionInfo, String> {
    let (mut ctx, mut number) = (context(), 0);
    // SAFETY: a table that stays.
    if unsafe { (api().extension_register)(&mut ctx, extension, &mut number) } != 0 {
        return Err(message(&mut ctx));
    }
    let mut info = std::mem::MaybeUninit::uninit();
    // SAFETY: a place for the result.
    assert_eq!(unsafe { (api().extension_info)(&mut ctx, number, info.as_mut_ptr()) }, 0);
    // SAFETY: filled.
    Ok(unsafe { info.assume_init() })
}

fn call(function: u32, values: &[NumPyNI_Value]) -> Result<Vec<NumPyNI_Value>, (i32, String)> {
    let (mut ctx, mut count) = (context(), 0);
    let mut out = [NumPyNI_Value::default(); NUMPYNI_MAXRESULTS as usize];
    let nargs = values.len() as i32;
    // SAFETY: the entry's arguments.
    match unsafe { (api().function_call)(&mut ctx, function, values.as_ptr(), nargs, out.as_mut_ptr(), &mut count) } {
        0 => Ok(out[..count as usize].to_vec()),
        status => Err((status, message(&mut ctx))),
    }
}

fn of(array: Array) -> NumPyNI_Value {
    NumPyNI_Value { array: capi::handle_of(array).unwrap(), ..Default::default() }
}

fn number(value: f64) -> NumPyNI_Value {
    NumPyNI_Value { dtype: NUMPYNI_FLOAT64, element: [value.to_bits(), 0], ..Default::default() }
}

fn weak(value: i64) -> NumPyNI_Value {
    let dtype = NumPyNI_DType { ext: NUMPYNI_EXT_WEAK, ..NUMPYNI_INT64 };
    NumPyNI_Value { dtype, element: [value as u64, 0], ..Default::default() }
}

#[test]
fn arguments_are_checked_and_brought_into_form() {
    let _turn = TURN.lock();
    let before = capi::open_count();
    let mut filling = function(c"fill", c"void(float64[:] x, float64[:] out)", Some(fill));
    filling.written = 2;
    let mut element = function(c"hypotenuse", c"float64(float64, float64)", None);
    // SAFETY: an entry is carried without its prototype.
    element.typed = Some(unsafe { transmute::<extern "C" fn(f64, f64) -> f64, unsafe extern "C" fn()>(hypotenuse) });
    element.effects = NUMPYNI_ELEMENT | NUMPYNI_NOTHROW;
    let table = extension(
        vec![
            function(c"total", c"float64(float64[:] x)", Some(total)),
            function(c"same", c"float64[:](float64[:])", Some(same)),
            function(c"fails", c"float64[:](float64[:])", Some(fails)),
            filling,
            element,
            function(c"conjugate", c"complex128(complex128)", Some(conjugate)),
        ],
        vec![],
    );
    let info = register(table).unwrap();
    assert_eq!(info.functions, 6);
    assert_eq!(register(table).unwrap().first_function, info.first_function);
    let [total, same, fails, fill, hypot, conjugate] = [0, 1, 2, 3, 4, 5].map(|i| info.first_function + i);

    let x = of(Array::from_slice(&[1.0, 2.0, 4.0]));
    assert_eq!(call(total, &[x]).unwrap()[0].element[0], 7f64.to_bits());
    let swapped = of(Array::from_slice(&[1.0, 2.0]).astype(
        numpyni::DType::of::<f64>().byteswapped(),
        numpyni::CopyOrder::K,
        numpyni::Casting::Equiv,
        numpyni::Copying::Always,
    ).unwrap());
    assert_eq!(call(total, &[swapped]).unwrap()[0].element[0], 3f64.to_bits());
    let ints = of(Array::from_slice(&[1i64]));
    let wrong = call(total, &[ints]).unwrap_err();
    assert_eq!(wrong, (NUMPYNI_ERROR_TYPE, "total() argument 1 ('x'): expected float64[:], got int64[:]".into()));
    assert_eq!(call(total, &[]).unwrap_err().1, "total() takes 1 argument but 0 were given");

    let again = call(same, &[x]).unwrap()[0];
    assert_eq!(capi::array(again.array).unwrap().as_ptr(), capi::array(x.array).unwrap().as_ptr());
    assert_eq!(call(fails, &[x]).unwrap_err(), (NUMPYNI_ERROR_INDEX, "no luck".into()));

    call(fill, &[x, x]).unwrap();
    assert_eq!(capi::array(x.array).unwrap().item(0).unwrap(), Scalar::new(2.0));
    let readonly = of(Array::from_slice(&[0.0]).into_readonly());
    let wrong = call(fill, &[x, readonly]).unwrap_err();
    assert_eq!(wrong.1, "fill() argument 2 ('out'): expected an array that may be written, got a read-only one");

    assert_eq!(call(hypot, &[number(3.0), weak(4)]).unwrap()[0].element[0], 5f64.to_bits());
    let i = NumPyNI_Value { dtype: NUMPYNI_COMPLEX128, element: [1f64.to_bits(), 2f64.to_bits()], ..Default::default() };
    assert_eq!(call(conjugate, &[i]).unwrap()[0].element, [1f64.to_bits(), (-2f64).to_bits()]);
    assert_eq!(call(conjugate, &[weak(3)]).unwrap()[0].element, [3f64.to_bits(), (-0f64).to_bits()]);

    for value in [x, swapped, ints, again, readonly] {
        capi::close(value.array).unwrap();
    }
    assert_eq!(capi::open_count(), before);
}

#[test]
fn a_table_that_makes_no_sense_is_refused() {
    let refused = |change: &dyn Fn(&mut NumPyNI_Extension)| {
        let table = extension(vec![function(c"total", c"float64(float64[:])", Some(total))], vec![]);
        change(table);
        register(table).map(|_| ()).unwrap_err()
    };
    assert!(refused(&|table| table.magic = 1).contains("magic"));
    assert_eq!(refused(&|table| table.abi_minor = 99), "it needs version 1.99 of the ABI, and this runtime has 1.1");
    assert!(refused(&|table| table.abi_major = 2).contains("version 2.1"));
    assert!(refused(&|table| table.struct_size = 8).contains("too small"));
    assert!(refused(&|table| table.name = ptr::null()).contains("no name"));
    assert!(refused(&|table| table.functions = ptr::null()).contains("nowhere"));
    let bad = |change: &dyn Fn(&mut NumPyNI_Function)| {
        let mut entry = function(c"f", c"float64(float64[:])", Some(total));
        change(&mut entry);
        register(extension(vec![entry], vec![])).map(|_| ()).unwrap_err()
    };
    assert!(bad(&|entry| entry.signature = ptr::null()).contains("no signature"));
    assert!(bad(&|entry| entry.signature = c"double(x)".as_ptr()).contains("a dtype is expected at column 1"));
    assert!(bad(&|entry| entry.signature = c"int8(float64)".as_ptr()).contains("a scalar is of type"));
    assert!(bad(&|entry| entry.packed = None).contains("no packed entry"));
    assert!(bad(&|entry| entry.written = 2).contains("does not have"));
    assert!(bad(&|entry| entry.layout = 1 << 20).contains("unknown"));
    assert!(bad(&|entry| entry.struct_size = 3).contains("size"));
}

unsafe extern "C" fn add_one_loop(args: *const *mut c_char, dimensions: *const isize, steps: *const isize, data: *mut c_void) {
    // SAFETY: NumPy's prototype, for three operands.
    let (args, steps) = unsafe { (*args.cast::<[*mut u8; 3]>(), *steps.cast::<[isize; 3]>()) };
    // SAFETY: one length.
    for i in 0..unsafe { *dimensions } {
        let at = |k: usize| args[k].wrapping_offset(steps[k] * i).cast::<f64>();
        // SAFETY: element `i` of each; the data are one.
        unsafe { *at(2) = *at(0) + *at(1) + *data.cast::<f64>() - 1.0 };
    }
}

#[test]
fn a_ufunc_from_outside_does_what_others_do() {
    let _turn = TURN.lock();
    let before = capi::open_count();
    let one = Box::leak(Box::new(1f64));
    let loops = Box::leak(Box::new([NumPyNI_UfuncLoop {
        struct_size: size_of::<NumPyNI_UfuncLoop>() as u32,
        effects: 0,
        signature: c"float64(float64, float64)".as_ptr(),
        strided: Some(add_one_loop),
        contiguous: None,
        reduce: None,
        element: None,
        data: std::ptr::from_mut(one).cast(),
    }]));
    let mut ufunc = NumPyNI_Ufunc {
        struct_size: size_of::<NumPyNI_Ufunc>() as u32,
        flags: NUMPYNI_HAS_IDENTITY | NUMPYNI_REORDERABLE,
        nin: 2,
        nout: 1,
        name: c"plus".as_ptr(),
        doc: ptr::null(),
        loops: loops.as_ptr(),
        nloops: 1,
        reserved: 0,
        identity: weak(0),
        core: ptr::null(),
    };
    let info = register(extension(vec![], vec![ufunc])).unwrap();
    let (mut ctx, number) = (context(), info.first_ufunc);
    // SAFETY: the entries' arguments, here and below.
    assert!(unsafe { (api().ufunc_count)(&mut ctx) } > number);
    let x = of(Array::from_slice(&[1.0f32, 2.0, 3.0]));
    let mut out = NumPyNI_Value::default();
    // SAFETY: as above.
    assert_eq!(unsafe { (api().ufunc_call)(&mut ctx, number, [x, weak(1)].as_ptr(), ptr::null(), &mut out) }, 0);
    assert_eq!(capi::array(out.array).unwrap().item(2).unwrap(), Scalar::new(4.0f64));
    capi::close(out.array).unwrap();
    let table = of(Array::zeros(numpyni::Kind::Float64, &[70, 30], Order::C).unwrap());
    let mut found = 0;
    // SAFETY: as above.
    assert_eq!(unsafe { (api().ufunc_find)(&mut ctx, c"plus".as_ptr(), &mut found) }, 0);
    assert_eq!(found, number);
    for (reduce, shape) in [(api().ufunc_reduce, 30), (api().ufunc_accumulate, 2100)] {
        // SAFETY: as above.
        assert_eq!(unsafe { reduce(&mut ctx, number, table.array, ptr::null(), &mut out) }, 0);
        assert_eq!(capi::array(out.array).unwrap().size(), shape);
        capi::close(out.array).unwrap();
    }
    capi::close(x.array).unwrap();
    capi::close(table.array).unwrap();
    assert_eq!(capi::open_count(), before);

    ufunc.nin = 9;
    // SAFETY: as above.
    assert_ne!(unsafe { (api().ufunc_register)(&mut ctx, &ufunc, &mut found) }, 0);
    assert!(message(&mut ctx).contains("9 inputs"));
    ufunc.nin = 2;
    ufunc.core = c"(n),(n->()".as_ptr();
    // SAFETY: as above.
    assert_eq!(unsafe { (api().ufunc_register)(&mut ctx, &ufunc, &mut found) }, NUMPYNI_ERROR_VALUE);
    assert!(message(&mut ctx).contains("'(n),(n->()' is no core signature"));
}
