//! The operands of a loop: elements behind a pointer and a byte stride, read and written in blocks.

use crate::element::Element;

/// What a loop is called with.
#[derive(Clone, Copy)]
pub(crate) struct Arguments {
    args: *const *mut u8,
    steps: *const isize,
    /// How many elements.
    pub n: usize,
}

impl Arguments {
    /// # Safety
    /// `dimensions[0]` is readable, and `args` and `steps` have an entry for each operand of the loop; each operand is
    /// valid for that many elements; outputs overlap an input only as exactly the same elements.
    #[inline(always)]
    pub unsafe fn new(args: *const *mut u8, dimensions: *const isize, steps: *const isize) -> Arguments {
        // SAFETY: the caller's promise.
        let n = unsafe { *dimensions };
        Arguments { args, steps, n: n.max(0) as usize }
    }

    /// # Safety
    /// Operand `index` exists and holds elements of `T`.
    #[inline(always)]
    pub unsafe fn operand<T: Element>(self, index: usize) -> Operand<T> {
        // SAFETY: the operand exists.
        let data = unsafe { *self.args.add(index) };
        // SAFETY: the operand exists.
        let step = unsafe { *self.steps.add(index) };
        Operand { data: data.cast(), step }
    }
}

/// `n` elements of `T`, `step` bytes apart.
#[derive(Clone, Copy)]
pub(crate) struct Operand<T> {
    data: *mut T,
    step: isize,
}

impl<T: Element> Operand<T> {
    /// Whether the elements lie side by side.
    #[inline(always)]
    pub fn is_contiguous(self) -> bool {
        self.step == size_of::<T>() as isize
    }

    #[inline(always)]
    fn pointer(self, i: usize) -> *mut T {
        self.data.wrapping_byte_offset(self.step.wrapping_mul(i as isize))
    }

    /// # Safety
    /// `i < n`.
    #[inline(always)]
    pub unsafe fn get(self, i: usize) -> T {
        // SAFETY: element `i` exists; it may be unaligned.
        unsafe { self.pointer(i).read_unaligned() }
    }

    /// # Safety
    /// `i + N <= n`.
    #[inline(always)]
    pub unsafe fn load<const N: usize>(self, i: usize) -> [T; N] {
        let mut scratch = [T::zeroed(); N];
        let source: *const [T; N] = if self.is_contiguous() {
            self.pointer(i).cast()
        } else {
            // SAFETY: i + N <= n.
            unsafe { gather(self, i, N, &mut scratch) };
            &scratch
        };
        // SAFETY: N elements lie side by side there, in the operand or in the block.
        unsafe { source.read_unaligned() }
    }

    /// # Safety
    /// `i < n` and the operand is an output.
    #[inline(always)]
    pub unsafe fn set(self, i: usize, value: T) {
        // SAFETY: element `i` exists and is ours to write; it may be unaligned.
        unsafe { self.pointer(i).write_unaligned(value) }
    }
}

/// An input, read `N` elements at a time.
pub(crate) struct Reader<T, const N: usize> {
    operand: Operand<T>,
    block: [T; N],
}

impl<T: Element, const N: usize> Reader<T, N> {
    /// # Safety
    /// The operand has an element.
    #[inline(always)]
    pub unsafe fn new(operand: Operand<T>) -> Self {
        // SAFETY: there is a first element.
        let first = unsafe { operand.get(0) };
        // A scalar operand is a block filled once.
        Reader { operand, block: [first; N] }
    }

    /// Elements `i..i + m`; the rest of the block repeats one of them, so that it raises nothing of its own.
    ///
    /// # Safety
    /// `0 < m <= N` and `i + m <= n`.
    #[inline(always)]
    pub unsafe fn read(&mut self, i: usize, m: usize) -> [T; N] {
        let source: *const [T; N] = if m == N && self.operand.is_contiguous() {
            self.operand.pointer(i).cast()
        } else {
            if self.operand.step != 0 {
                // SAFETY: the caller's promise.
                unsafe { gather(self.operand, i, m, &mut self.block) };
            }
            &self.block
        };
        // SAFETY: N elements lie side by side there, in the operand or in the block.
        unsafe { source.read_unaligned() }
    }
}

/// # Safety
/// `0 < m <= N` and `i + m <= n`.
#[inline(never)]
unsafe fn gather<T: Element, const N: usize>(operand: Operand<T>, i: usize, m: usize, block: &mut [T; N]) {
    if m < N {
        // SAFETY: i < n.
        *block = [unsafe { operand.get(i) }; N];
    }
    for (j, slot) in block.iter_mut().enumerate().take(m) {
        // SAFETY: i + j < n.
        *slot = unsafe { operand.get(i + j) };
    }
}

/// An output, written `N` elements at a time.
pub(crate) struct Writer<T, const N: usize> {
    operand: Operand<T>,
}

impl<T: Element, const N: usize> Writer<T, N> {
    #[inline(always)]
    pub fn new(operand: Operand<T>) -> Self {
        Writer { operand }
    }

    /// Writes the first `m` elements of `block` to `i..i + m`.
    ///
    /// # Safety
    /// `m <= N`, `i + m <= n`, and the operand is an output.
    #[inline(always)]
    pub unsafe fn write(&mut self, i: usize, m: usize, block: [T; N]) {
        if m == N && self.operand.is_contiguous() {
            // SAFETY: N elements lie side by side there, and are ours to write.
            unsafe { self.operand.pointer(i).cast::<[T; N]>().write_unaligned(block) };
        } else {
            // SAFETY: the caller's promise.
            unsafe { scatter(self.operand, i, m, &block) };
        }
    }
}

/// # Safety
/// `m <= N`, `i + m <= n`, and the operand is an output.
#[inline(never)]
unsafe fn scatter<T: Element, const N: usize>(operand: Operand<T>, i: usize, m: usize, block: &[T; N]) {
    for (j, &value) in block.iter().enumerate().take(m) {
        // SAFETY: i + j < n.
        unsafe { operand.set(i + j, value) };
    }
}
