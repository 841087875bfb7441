//! Plain functions of scalars (`double f(double)`): as entries, and as loops.

use std::ffi::c_void;

use numpyni_sys as abi;

use super::Signature;
use crate::Kind;

/// How a function is called.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    /// Through slots.
    Packed(unsafe extern "C" fn(*mut abi::NumPyNI_Context, *const abi::NumPyNI_Slot, *mut abi::NumPyNI_Slot) -> i32),
    /// A plain function, through what knows its prototype.
    Element(unsafe extern "C" fn(), Call),
}

/// Calls a plain function whose prototype is known.
type Call = unsafe fn(unsafe extern "C" fn(), &[abi::NumPyNI_Slot]) -> u64;

/// A type that plain functions take, in a slot.
trait Plain: Copy + 'static {
    fn of(bits: u64) -> Self;
    fn bits(self) -> u64;
}

impl Plain for f64 {
    fn of(bits: u64) -> f64 {
        f64::from_bits(bits)
    }
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl Plain for f32 {
    fn of(bits: u64) -> f32 {
        f32::from_bits(bits as u32)
    }
    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl Plain for i64 {
    fn of(bits: u64) -> i64 {
        bits as i64
    }
    fn bits(self) -> u64 {
        self as u64
    }
}

macro_rules! arities {
    ($($call:ident $inner:ident ($($T:ident $i:literal),*);)*) => {
        $(
            /// # Safety
            /// `function` has the prototype `T f(T, ...)`, with as many arguments as there are slots.
            unsafe fn $call<T: Plain>(function: unsafe extern "C" fn(), slots: &[abi::NumPyNI_Slot]) -> u64 {
                // SAFETY: the caller's promise.
                let function: unsafe extern "C" fn($($T),*) -> T = unsafe { std::mem::transmute(function) };
                // SAFETY: a plain function of scalars takes any.
                unsafe { function($(T::of(slots[$i].bits)),*) }.bits()
            }

            /// NumPy's inner loop over a plain function, which stands in `data`.
            ///
            /// # Safety
            /// As for every inner loop; `data` is a function of the prototype `T f(T, ...)`.
            unsafe extern "C" fn $inner<T: Plain>(
                args: *const *mut u8, dimensions: *const isize, steps: *const isize, data: *mut c_void,
            ) {
                const COUNT: usize = [$($i),*].len() + 1;
                // SAFETY: the caller's promise.
                let function: unsafe extern "C" fn($($T),*) -> T = unsafe { std::mem::transmute(data) };
                // SAFETY: the caller's promise: an entry for each operand.
                let (args, steps) = unsafe { (*args.cast::<[*mut u8; COUNT]>(), *steps.cast::<[isize; COUNT]>()) };
                // SAFETY: the caller's promise.
                for at in 0..unsafe { *dimensions } {
                    let place = |operand: usize| args[operand].wrapping_offset(steps[operand] * at).cast::<T>();
                    // SAFETY: element `at` of each operand.
                    let value = unsafe { function($(place($i).read_unaligned()),*) };
                    // SAFETY: as above, of the output.
                    unsafe { place(COUNT - 1).write_unaligned(value) };
                }
            }
        )*
    };
}

arities! {
    call1 loop1(T 0);
    call2 loop2(T 0, T 1);
    call3 loop3(T 0, T 1, T 2);
}

/// What belongs to a prototype: the call, and the loop.
type Known = (Call, kernels::Loop);

fn known(signature: &Signature) -> Option<Known> {
    let [result] = &signature.results[..] else { return None };
    let kind = result.kind;
    let alike = signature.arguments.iter().chain([result]).all(|each| each.kind == kind && each.array.is_none());
    fn of<T: Plain>(arity: usize) -> Option<Known> {
        [(call1::<T> as Call, loop1::<T> as kernels::Loop), (call2::<T>, loop2::<T>), (call3::<T>, loop3::<T>)]
            .get(arity.wrapping_sub(1))
            .copied()
    }
    match kind {
        _ if !alike => None,
        Kind::Float64 => of::<f64>(signature.arguments.len()),
        Kind::Float32 => of::<f32>(signature.arguments.len()),
        Kind::Int64 => of::<i64>(signature.arguments.len()),
        _ => None,
    }
}

impl Entry {
    /// The way to call a function, if there is one.
    pub(super) fn new(function: &abi::NumPyNI_Function, signature: &Signature) -> Option<Entry> {
        match (function.packed, function.typed) {
            (Some(packed), _) => Some(Entry::Packed(packed)),
            (None, Some(typed)) if function.effects & abi::NUMPYNI_ELEMENT != 0 => {
                known(signature).map(|(call, _)| Entry::Element(typed, call))
            }
            _ => None,
        }
    }
}

/// The loop over a plain function, which is its data; None where the prototype is not among the known ones.
pub(crate) fn plain_loop(signature: &Signature) -> Option<kernels::Loop> {
    known(signature).map(|(_, code)| code)
}
