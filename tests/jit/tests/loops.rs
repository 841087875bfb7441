//! The loops compute what plain Rust computes, refuse what they were not compiled for, and are as tight as they say.

use std::collections::{HashSet, VecDeque};
use std::mem::transmute;
use std::ptr::null;

use jit::loops::{self, FLOAT64};
use jit::runtime::Runtime;
use jit::{Compiled, DEOPTIMIZE, Jit, OK, OUT_OF_BOUNDS};
use numpyni_sys::*;

type Asum = extern "C" fn(*const NumPyNI_View, i64, *mut f64) -> i32;
type AsumOf = extern "C" fn(i64, *mut f64) -> i32;
type Scale = extern "C" fn(*const NumPyNI_View, i64, f64) -> i32;
type Jacobi = extern "C" fn(*const NumPyNI_View, *const NumPyNI_View) -> i32;

/// The entry of a compiled function, of the type that the loop's documentation spells.
macro_rules! entry {
    ($compiled:expr, $Type:ty) => {
        // SAFETY: compiled with this prototype, by a Jit that is alive.
        unsafe { transmute::<*const u8, $Type>($compiled.entry) }
    };
}

/// Another array over the same elements: from the last to the first by steps of `step`.
fn reversed(view: &NumPyNI_View, step: i64, shape: &mut i64, stride: &mut i64) -> NumPyNI_View {
    // SAFETY: the view is open and has one axis.
    let length = unsafe { *view.shape };
    (*shape, *stride) = ((length + step - 1) / step, -8 * step);
    let data = view.data.wrapping_byte_add(8 * (length as usize - 1));
    NumPyNI_View { data, shape, strides: stride, ..*view }
}

#[test]
fn asum_adds_the_elements_of_any_stride() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let asum = entry!(loops::asum(&mut jit), Asum);
    let (array, view) = runtime.array(&[1000], |i| i as f64);
    let mut sum = 0.0;
    assert_eq!((asum(&view, 1000, &mut sum), sum), (OK, 499500.0));
    assert_eq!((asum(&view, 0, &mut sum), sum), (OK, 0.0));
    let (mut shape, mut stride) = (0, 0);
    let odd = reversed(&view, 2, &mut shape, &mut stride);
    assert_eq!((asum(&odd, 500, &mut sum), sum), (OK, 250000.0));
    runtime.close(array);
}

#[test]
fn an_index_out_of_bounds_leaves_the_loop() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let (asum, scale) = (entry!(loops::asum(&mut jit), Asum), entry!(loops::scale(&mut jit), Scale));
    let (array, view) = runtime.array(&[3], |i| i as f64);
    let mut sum = -1.0;
    assert_eq!((asum(&view, 4, &mut sum), sum), (OUT_OF_BOUNDS, -1.0));
    assert_eq!(scale(&view, 4, 2.0), OUT_OF_BOUNDS);
    assert_eq!((asum(&view, 3, &mut sum), sum), (OK, 6.0));
    runtime.close(array);
}

#[test]
fn guards_fail_for_every_other_array() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let (asum, scale) = (entry!(loops::asum(&mut jit), Asum), entry!(loops::scale(&mut jit), Scale));
    let (array, view) = runtime.array(&[2, 2], |i| i as f64);
    let mut sum = 0.0;
    assert_eq!(asum(&view, 0, &mut sum), DEOPTIMIZE);
    let flat = NumPyNI_View { ndim: 1, ..view };
    assert_eq!(asum(&flat, 2, &mut sum), OK);
    for dtype in [
        NumPyNI_DType { bits: 32, ..FLOAT64 },
        NumPyNI_DType { code: NUMPYNI_TYPE_INT, ..FLOAT64 },
        NumPyNI_DType { ext: NUMPYNI_EXT_SWAPPED, ..FLOAT64 },
    ] {
        assert_eq!(asum(&NumPyNI_View { dtype, ..flat }, 2, &mut sum), DEOPTIMIZE);
    }
    assert_eq!(asum(&NumPyNI_View { flags: 0, ..flat }, 2, &mut sum), DEOPTIMIZE);
    let readonly = NumPyNI_View { flags: flat.flags | NUMPYNI_READONLY, ..flat };
    assert_eq!((asum(&readonly, 2, &mut sum), scale(&readonly, 2, 2.0), scale(&flat, 2, 2.0)), (OK, DEOPTIMIZE, OK));
    runtime.close(array);
}

#[test]
fn code_for_one_array_holds_until_it_is_closed() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let (array, view) = runtime.array(&[10], |i| i as f64);
    let asum = entry!(loops::asum_of(&mut jit, &view), AsumOf);
    let mut sum = 0.0;
    assert_eq!((asum(10, &mut sum), sum), (OK, 45.0));
    assert_eq!(asum(11, &mut sum), OUT_OF_BOUNDS);
    runtime.close(array);
    assert_eq!(asum(10, &mut sum), DEOPTIMIZE);
    let (another, _) = runtime.array(&[10], |_| 1.0); // may have the same slot
    assert_eq!(asum(10, &mut sum), DEOPTIMIZE);
    runtime.close(another);
}

#[test]
fn jacobi_is_what_rust_computes() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let jacobi = entry!(loops::jacobi(&mut jit), Jacobi);
    let (rows, columns) = (7, 5);
    let value = |i: usize| ((i * i) % 17) as f64;
    let (x, from) = runtime.array(&[rows, columns], value);
    let (out, into) = runtime.array(&[rows, columns], |_| 0.0);
    assert_eq!(jacobi(&from, &into), OK);
    let columns = columns as usize;
    for i in 1..rows as usize - 1 {
        for j in 1..columns - 1 {
            let at = i * columns + j;
            let mean = (value(at - columns) + value(at + columns) + value(at - 1) + value(at + 1)) * 0.25;
            // SAFETY: row-major, inside.
            assert_eq!(unsafe { *into.data.cast::<f64>().add(at) }, mean);
        }
    }
    let (small, view) = runtime.array(&[2, 2], |_| 0.0);
    assert_eq!(jacobi(&from, &view), OUT_OF_BOUNDS);
    [x, out, small].into_iter().for_each(|each| runtime.close(each));
}

extern "C" fn cube(x: f64) -> f64 {
    x * x * x
}

#[test]
fn typed_entries_of_extensions_are_called_directly() {
    let (mut runtime, mut jit) = (Runtime::load(), Jit::default());
    let functions = Box::leak(Box::new(NumPyNI_Function {
        struct_size: size_of::<NumPyNI_Function>() as u32,
        effects: NUMPYNI_ELEMENT | NUMPYNI_NOTHROW | NUMPYNI_PURE,
        name: c"cube".as_ptr(),
        doc: null(),
        signature: c"float64(float64)".as_ptr(),
        // SAFETY: its prototype is the one that the signature spells.
        typed: Some(unsafe { transmute::<extern "C" fn(f64) -> f64, unsafe extern "C" fn()>(cube) }),
        packed: None,
        written: 0,
        layout: 0,
        op: 0,
    }));
    let table = Box::leak(Box::new(NumPyNI_Extension {
        magic: NUMPYNI_EXTENSION_MAGIC,
        struct_size: size_of::<NumPyNI_Extension>() as u32,
        abi_major: NUMPYNI_ABI_MAJOR as u16,
        abi_minor: NUMPYNI_ABI_MINOR as u16,
        name: c"jitted".as_ptr(),
        doc: null(),
        functions,
        ufuncs: null(),
        function_count: 1,
        ufunc_count: 0,
    }));
    let (api, context) = (runtime.api, &mut *runtime.context as *mut NumPyNI_Context);
    let mut number = 0;
    // SAFETY: a table that stays.
    assert_eq!(unsafe { (api.extension_register)(context, table, &mut number) }, 0);
    let mut info = std::mem::MaybeUninit::<NumPyNI_ExtensionInfo>::uninit();
    // SAFETY: a place for the result.
    assert_eq!(unsafe { (api.extension_info)(context, number, info.as_mut_ptr()) }, 0);
    // SAFETY: filled.
    let first = unsafe { info.assume_init() }.first_function;
    let mut overload = null();
    // SAFETY: a place for the result.
    assert_eq!(unsafe { (api.function_overload)(context, first, 0, &mut overload) }, 0);
    // SAFETY: static.
    let overload = unsafe { &*overload };
    // SAFETY: an argument and a result.
    let types = unsafe { std::slice::from_raw_parts(overload.parameters, 2) };
    assert!(overload.effects & NUMPYNI_ELEMENT != 0 && types.iter().all(|each| each.tag == NUMPYNI_SLOT_FLOAT64));
    // SAFETY: what the extension exports is static.
    let typed = unsafe { (*overload.function).typed }.unwrap();

    let sum_of_cubes = entry!(loops::sum_of_calls(&mut jit, typed as *const u8), Asum);
    let (array, view) = runtime.array(&[5], |i| i as f64);
    let mut sum = 0.0;
    assert_eq!((sum_of_cubes(&view, 5, &mut sum), sum), (OK, 100.0));
    runtime.close(array);
}

/// The instructions of the innermost loop: of the shortest way from a block back to itself, for the block whose way has the most
/// accesses to memory.
fn innermost(code: &Compiled) -> Vec<String> {
    let mut blocks: Vec<(&str, Vec<&str>)> = vec![];
    for line in code.disassembly.lines() {
        match line.strip_prefix("block").and_then(|rest| rest.strip_suffix(':')) {
            Some(number) => blocks.push((number, vec![])),
            None => blocks.last_mut().into_iter().for_each(|block| block.1.push(line.trim())),
        }
    }
    let place = |label: &str| blocks.iter().position(|block| block.0 == label);
    let number = |word: &str| word.chars().take_while(char::is_ascii_digit).collect::<String>();
    let next = |at: usize| -> Vec<usize> {
        let lines = blocks[at].1.iter().flat_map(|line| line.split("label").skip(1));
        lines.filter_map(|word| place(&number(word))).collect()
    };
    let way_back = |start: usize| {
        let mut ways: VecDeque<Vec<usize>> = next(start).into_iter().map(|at| vec![at]).collect();
        let mut seen = HashSet::new();
        while let Some(way) = ways.pop_front() {
            let at = way[way.len() - 1];
            if at == start {
                return Some(way);
            }
            if seen.insert(at) {
                ways.extend(next(at).into_iter().map(|to| [&way[..], &[to]].concat()));
            }
        }
        None
    };
    let instructions = |way: Vec<usize>| -> Vec<String> {
        way.iter().flat_map(|&at| blocks[at].1.iter().map(ToString::to_string)).collect()
    };
    let loops = (0..blocks.len()).filter_map(way_back).map(instructions);
    loops.max_by_key(|inner| inner.iter().filter(|line| accesses(line)).count()).expect("a loop")
}

/// Whether an instruction reads or writes memory that is neither the stack nor a constant.
fn accesses(line: &str) -> bool {
    line.contains('(') && !line.starts_with("lea") && !["%rsp", "%rbp", "%rip"].iter().any(|register| line.contains(register))
}

#[test]
#[cfg(target_arch = "x86_64")]
fn an_element_is_one_load_and_no_call() {
    let mut jit = Jit::default();
    for (code, loads, stores) in [(loops::asum(&mut jit), 1, 0), (loops::scale(&mut jit), 1, 1), (loops::jacobi(&mut jit), 4, 1)] {
        let inner = innermost(&code);
        let memory: Vec<_> = inner.iter().filter(|line| accesses(line)).collect();
        let stored = memory.iter().filter(|line| line.starts_with("vmov") && line.ends_with(')')).count();
        assert_eq!((memory.len() - stored, stored), (loads, stores), "{inner:#?}");
        assert!(!inner.iter().any(|line| line.starts_with("call")), "{inner:#?}");
    }
}
