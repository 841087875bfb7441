//! From a function over core operands to a loop with NumPy's prototype.

use std::ffi::{CStr, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use kernels::{Loop, fpe};

use crate::operand::{Operands, Place};
use crate::{Core, MAX_DIMENSIONS, MAX_OPERANDS, Signature};

/// There is no result: NaN takes its place, and the floating-point status says "invalid", as NumPy's linear algebra has it.
#[derive(Clone, Copy, Debug)]
pub struct Failed;

/// What is done for one core: operands of one or two core dimensions each.
pub trait Operation: 'static {
    /// NumPy's signature.
    const SIGNATURE: &'static str;
    /// The operands' types: a tuple of [`In`](crate::In) and [`Out`](crate::Out), in the order of the signature.
    type Operands<'a>: Operands<'a>;

    /// Lengths of core dimensions that only outputs have, from those known, in the order of the signature's dimensions.
    fn derive(_lengths: &mut [Option<usize>]) {}

    /// Computes the outputs, which are written after the inputs are read. What the arithmetic raises does not count.
    ///
    /// # Errors
    /// `Failed` where there is no result.
    fn run(operands: Self::Operands<'_>) -> Result<(), Failed>;
}

/// An operation as a row of a table has it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The core signature.
    pub signature: Signature,
    /// NumPy's names of the operands' types.
    pub types: &'static [&'static str],
    /// Lengths of core dimensions that only outputs have; see [`Operation::derive`].
    pub derive: fn(&mut [Option<usize>]),
    /// `args`: the first core of each operand; `dimensions`: how many cores, then the lengths of the signature's dimensions; `steps`:
    /// bytes from core to core, per operand, then those inside a core, operand by operand.
    pub code: Loop,
    /// An output may be an input, element by element: inputs are read before anything is written.
    pub in_place: bool,
}

/// A generalised ufunc: a row of a table. The entries differ in types alone.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its name. One that starts with an underscore is not public; errors name it without.
    pub name: &'static CStr,
    /// What it computes.
    pub doc: &'static CStr,
    /// Its loops, in the order in which they are tried.
    pub entries: &'static [Entry],
    /// The types that are cast to those of a loop, and back.
    pub narrow: Narrow,
}

/// Types that have no loop of their own, but share one of a wider type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// None.
    Nothing,
    /// Half precision is computed in single.
    Half,
    /// Single precision is computed in double.
    Single,
}

/// The entry of an operation.
pub const fn entry<O: Operation>() -> Entry {
    Entry {
        signature: const { signature::<O>() },
        types: <O::Operands<'static> as Operands<'static>>::TYPES,
        derive: O::derive,
        code: outer::<O>,
        in_place: true,
    }
}

const fn signature<O: Operation>() -> Signature {
    let Some(signature) = Signature::parse(O::SIGNATURE) else { panic!("not a signature") };
    assert!(signature.nin() + signature.nout() == <O::Operands<'static> as Operands<'static>>::TYPES.len());
    signature
}

/// # Safety
/// The operands are of the operation's types, as large as `dimensions` and `steps` say; outputs are writable.
unsafe extern "C" fn outer<O: Operation>(
    args: *const *mut u8,
    dimensions: *const isize,
    steps: *const isize,
    _data: *mut c_void,
) {
    let signature = const { signature::<O>() };
    let nargs = signature.operands().len();
    let mut lengths = [0; MAX_DIMENSIONS];
    for (i, length) in lengths.iter_mut().enumerate().take(signature.dimensions().len()) {
        // SAFETY: one length for each dimension of the signature, behind the outer one.
        *length = unsafe { dimensions.wrapping_add(1 + i).read() } as usize;
    }
    let mut places = [Place { start: std::ptr::null_mut(), shape: [1; 2], strides: [0; 2] }; MAX_OPERANDS];
    let mut inner = nargs;
    for (i, core) in signature.operands().iter().enumerate() {
        // SAFETY: `nargs` pointers.
        places[i].start = unsafe { args.wrapping_add(i).read() };
        // SAFETY: steps inside the core, as many as it has dimensions.
        unsafe { places[i].describe(core, &lengths, steps.wrapping_add(inner)) };
        inner += core.places().len();
    }
    let status = fpe::take();
    let mut failed = false;
    // SAFETY: the outer length comes first.
    for _ in 0..unsafe { *dimensions } {
        let run = || {
            // SAFETY: the caller's promise.
            O::run(unsafe { Operands::new(&places) })
        };
        // A panic must not cross into who called the loop: there is no result then.
        if !matches!(catch_unwind(AssertUnwindSafe(run)), Ok(Ok(()))) {
            failed = true;
            // SAFETY: the caller's promise.
            Operands::spoil(unsafe { <O::Operands<'_>>::new(&places) });
        }
        for (i, place) in places.iter_mut().enumerate().take(nargs) {
            // SAFETY: the steps from core to core come first.
            place.start = place.start.wrapping_offset(unsafe { steps.wrapping_add(i).read() });
        }
    }
    fpe::clear();
    fpe::raise(status | if failed { fpe::INVALID } else { 0 });
}

impl Place {
    /// Takes the shape of a core, and its steps.
    ///
    /// # Safety
    /// `steps` holds as many as the core has dimensions.
    unsafe fn describe(&mut self, core: &Core, lengths: &[usize; MAX_DIMENSIONS], steps: *const isize) {
        for (axis, &place) in core.places().iter().enumerate() {
            self.shape[axis] = lengths[place];
            // SAFETY: the caller's promise.
            self.strides[axis] = unsafe { steps.wrapping_add(axis).read() };
        }
    }
}
