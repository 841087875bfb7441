//! Small operands of any layout: a few calls of a kernel, with nothing set up for them but a few words. What is not this simple is the general path's.

use kernels::Level;

use super::alike::{Input, Target};
use super::call::Value;
use super::reduce::{ReduceOptions, identity_scalar};
use super::table::{POWER, Ufunc, WHERE};
use crate::copy::CopyOrder;
use crate::mask::by_size;
use crate::{Array, Cast, DType, Kind, Order, Result, Scalar};

/// Elements up to which a plan costs more than it saves.
const FEW: usize = 1 << 10;

/// The most dimensions.
pub(crate) const RANK: usize = 4;

/// An axis of a loop nest: its length, and how far each operand moves along it.
#[derive(Clone, Copy)]
struct Axis<const K: usize> {
    length: usize,
    strides: [isize; K],
}

/// Axes of a loop nest, the outermost first.
struct Nest<const K: usize> {
    axes: [Axis<K>; RANK],
    rank: usize,
}

impl<const K: usize> Nest<K> {
    fn new() -> Self {
        Nest { axes: [Axis { length: 1, strides: [0; K] }; RANK], rank: 0 }
    }

    /// Adds an axis inside the others: as one with the last where it continues it. There is room for as many as operands have.
    fn push(&mut self, length: usize, strides: [isize; K]) {
        if length == 1 {
            return;
        }
        if let Some(last) = self.rank.checked_sub(1) {
            let last = &mut self.axes[last];
            if (0..K).all(|k| last.strides[k] == strides[k].wrapping_mul(length as isize)) {
                *last = Axis { length: last.length * length, strides };
                return;
            }
        }
        self.axes[self.rank] = Axis { length, strides };
        self.rank += 1;
    }

    fn axes(&self) -> &[Axis<K>] {
        &self.axes[..self.rank]
    }

    /// Takes out the axis that makes the longest inner loop: of equal ones, the innermost.
    fn take_longest(&mut self) -> Axis<K> {
        let Some(place) = (0..self.rank).max_by_key(|&i| self.axes[i].length) else { return Axis { length: 1, strides: [0; K] } };
        self.take(place)
    }

    fn take(&mut self, place: usize) -> Axis<K> {
        let taken = self.axes[place];
        self.axes.copy_within(place + 1..self.rank, place);
        self.rank -= 1;
        taken
    }
}

/// Calls `f` with the places of the operands at every index of the axes.
fn each<const K: usize>(axes: &[Axis<K>], mut at: [*mut u8; K], f: &mut impl FnMut([*mut u8; K])) {
    let Some((axis, inner)) = axes.split_first() else { return f(at) };
    for _ in 0..axis.length {
        each(inner, at, f);
        for (place, stride) in at.iter_mut().zip(axis.strides) {
            *place = place.wrapping_offset(stride);
        }
    }
}

/// A shape of at most `RANK` axes.
struct Shape {
    lengths: [usize; RANK],
    rank: usize,
}

impl Shape {
    fn lengths(&self) -> &[usize] {
        &self.lengths[..self.rank]
    }

    /// The shape that arrays broadcast to, if they do and it is small.
    fn common<'a>(arrays: impl Iterator<Item = &'a Array> + Clone) -> Option<Shape> {
        let rank = arrays.clone().map(Array::ndim).max().filter(|&rank| rank <= RANK)?;
        let mut lengths = [1; RANK];
        for array in arrays {
            for (common, &length) in lengths[rank - array.ndim()..rank].iter_mut().zip(array.shape()) {
                match (*common, length) {
                    (1, _) => *common = length,
                    (same, _) if same == length => {}
                    (_, 1) => {}
                    _ => return None,
                }
            }
        }
        let size = lengths.iter().try_fold(1usize, |size, &length| size.checked_mul(length))?;
        (1..=FEW).contains(&size).then_some(Shape { lengths, rank })
    }

    /// How an array that broadcasts to the shape moves along its axes.
    fn strides(&self, array: &Array) -> [isize; RANK] {
        let mut strides = [0; RANK];
        let behind = self.rank - array.ndim();
        for (axis, (&length, &stride)) in array.shape().iter().zip(array.strides()).enumerate() {
            if length == self.lengths[behind + axis] {
                strides[behind + axis] = stride;
            }
        }
        strides
    }

    /// Whether NumPy gives a result of operands with these strides in row-major order: no two axes stand the other way round in all operands
    /// that move along both.
    fn is_row_major(&self, strides: &[[isize; RANK]]) -> bool {
        let turned = |outer: usize, inner: usize| {
            let mut moving = strides.iter().filter(|s| s[outer] != 0 && s[inner] != 0).peekable();
            moving.peek().is_some() && moving.all(|s| s[outer].unsigned_abs() < s[inner].unsigned_abs())
        };
        !(1..self.rank).any(|inner| (0..inner).any(|outer| turned(outer, inner)))
    }
}

impl Array {
    /// Whether `copy_small` makes the copy of a type and an order.
    #[inline(always)]
    pub(crate) fn copies_small(&self, dtype: DType, order: CopyOrder) -> bool {
        let row_major = self.is_c_contiguous() || self.ndim() == 1;
        let in_order = row_major && order != CopyOrder::F || self.ndim() <= 1 || order == CopyOrder::C;
        let opaque = self.dtype().kind().is_opaque() || dtype.kind().is_opaque();
        in_order && !opaque && self.size() <= FEW && (row_major || self.ndim() <= RANK)
    }

    /// Writes the elements, cast, one after the other in row-major order.
    ///
    /// # Safety
    /// `copies_small` holds; there is room for the elements, apart from these.
    pub(crate) unsafe fn copy_small(&self, dtype: DType, out: *mut u8) {
        let (cast, size) = (Cast::new(self.dtype(), dtype), dtype.itemsize() as isize);
        if let Some(step) = self.step() {
            // SAFETY: the caller's promise.
            return unsafe { cast.run([self.as_ptr(), out], self.size(), [step, size]) };
        }
        let shape = self.shape();
        let mut strides = [0; RANK];
        row_major_strides(&mut strides, shape, dtype.itemsize());
        let mut nest = Nest::<2>::new();
        for (axis, (&length, &stride)) in shape.iter().zip(self.strides()).enumerate() {
            nest.push(length, [stride, strides[axis]]);
        }
        if self.size() > 0 {
            let run = nest.take_longest();
            let [from, to] = run.strides;
            let words = dtype == self.dtype() && by_size!(dtype.itemsize(), Word => each(nest.axes(), [self.as_ptr(), out], &mut |at| {
                for i in 0..run.length as isize {
                    // SAFETY: an element of the axis.
                    let element = unsafe { at[0].wrapping_offset(from * i).cast::<Word>().read_unaligned() };
                    // SAFETY: room for it.
                    unsafe { at[1].wrapping_offset(to * i).cast::<Word>().write_unaligned(element) };
                }
            })).is_some();
            if words {
                return;
            }
            // SAFETY: the elements along one axis, and room for them.
            each(nest.axes(), [self.as_ptr(), out], &mut |at| unsafe { cast.run(at, run.length, run.strides) });
        }
    }
}

/// The strides of a row-major array of a shape.
pub(crate) fn row_major_strides(strides: &mut [isize; RANK], shape: &[usize], itemsize: usize) {
    let mut step = itemsize as isize;
    for (stride, &length) in strides[..shape.len()].iter_mut().zip(shape).rev() {
        *stride = step;
        step *= length as isize;
    }
}

impl Ufunc {
    /// Applies the ufunc to small arrays of the loop's type, which broadcast, and single elements beside them; None in any other case.
    ///
    /// # Errors
    /// Those of the target.
    #[inline(never)]
    pub(crate) fn call_small<const N: usize, I: Input, T: Target>(&self, inputs: [I; N], target: T) -> Result<Option<T::Made>> {
        const { assert!(N <= 3) };
        // The condition of a choice stands first, and is of a type of its own.
        let Some(last) = inputs.iter().rev().find_map(Input::array) else { return Ok(None) };
        let dtype = last.dtype();
        let chooses = self == WHERE;
        let inner = if chooses { self.loops().iter().find(|entry| entry.kinds()[1] == dtype.kind()) } else { self.same(dtype.kind()) };
        let Some(inner) = inner.filter(|_| dtype.is_native() && (self.nin(), self.nout()) == (N, 1)) else { return Ok(None) };
        let Some(shape) = Shape::common(inputs.iter().filter_map(Input::array)).filter(|shape| shape.rank > 0) else { return Ok(None) };
        if self == POWER && dtype.kind().is_integer() {
            return Ok(None);
        }
        let mut elements = [[0u64; 2]; N];
        let mut args = [std::ptr::null_mut::<u8>(); 4];
        let mut strides = [[0isize; RANK]; 4];
        for (i, input) in inputs.iter().enumerate() {
            if let Some(array) = input.array() {
                if array.dtype() != if chooses && i == 0 { Kind::Bool.into() } else { dtype } {
                    return Ok(None);
                }
                (args[i], strides[i]) = (array.as_ptr(), shape.strides(array));
            } else {
                let Some(bits) = input.bits(dtype).filter(|_| !chooses || i > 0) else { return Ok(None) };
                elements[i] = bits;
                args[i] = (&raw mut elements[i]).cast();
            }
        }
        let row_major = shape.is_row_major(&strides[..N]);
        let Some((start, made)) = target.laid_out(shape.lengths(), inner.kinds()[N], row_major, &mut strides[N])? else { return Ok(None) };
        args[N] = start;
        let mut nest = Nest::<4>::new();
        for (axis, &length) in shape.lengths().iter().enumerate() {
            nest.push(length, strides.map(|operand| operand[axis]));
        }
        let run = nest.take_longest();
        let code = inner.at(Level::current());
        each(nest.axes(), args, &mut |at| {
            // SAFETY: each operand is of the loop's type, and has the elements of the shape; the target made room for as many, apart from the
            // inputs or exactly where one is.
            unsafe { code.run(at.as_ptr(), run.length as isize, run.strides.as_ptr()) };
        });
        Ok(Some(made))
    }

    /// `reduce` of a small array in a type that its elements fold into, with nothing asked for but axes; None in any other case.
    ///
    /// # Errors
    /// `Axis`, `RepeatedAxis`, `Memory`.
    pub(super) fn reduce_small(&self, x: &Array, options: &ReduceOptions<'_>) -> Result<Option<Value>> {
        let (from, size) = (x.dtype().kind(), x.size());
        if x.ndim() > RANK || size == 0 || size > FEW || !x.dtype().is_native() || (from.is_float() && from.size() == 2) {
            return Ok(None);
        }
        let into = self.widened(from);
        let (Some(fold), Some(binary)) = (self.fold(from, into), self.same(into).filter(|entry| entry.kinds()[2] == into)) else {
            return Ok(None);
        };
        let reduced = options.reduced(x.ndim())?;
        if reduced == 0 || !self.reorderable() {
            return Ok(None);
        }
        let is_reduced = |axis: usize| reduced & (1 << axis) != 0;
        let mut shape = Shape { lengths: [1; RANK], rank: 0 };
        for (axis, &length) in x.shape().iter().enumerate() {
            if options.keepdims || !is_reduced(axis) {
                shape.lengths[shape.rank] = if is_reduced(axis) { 1 } else { length };
                shape.rank += 1;
            }
        }
        let mut bits = [0u64; 2];
        let result = if shape.rank > 0 { Some(Array::empty(into, shape.lengths(), Order::C)?) } else { None };
        let out = result.as_ref().map_or((&raw mut bits).cast(), Array::as_ptr);

        // Operands: `x`, the results.
        let (mut kept, mut folded) = (Nest::<2>::new(), Nest::<2>::new());
        let mut strides = [0; RANK];
        let mut step = into.size() as isize;
        for axis in (0..x.ndim()).rev().filter(|&axis| !is_reduced(axis)) {
            strides[axis] = step;
            step *= x.shape()[axis] as isize;
        }
        for (axis, (&length, &stride)) in x.shape().iter().zip(x.strides()).enumerate() {
            let nest = if is_reduced(axis) { &mut folded } else { &mut kept };
            nest.push(length, [stride, strides[axis]]);
        }
        let (level, code) = (Level::current(), fold.at(Level::current()));
        match self.identity() {
            Some(identity) => {
                let start = identity_scalar(identity, into).bits();
                each(kept.axes(), [x.as_ptr(), out], &mut |[_, out]| {
                    // SAFETY: the place of a result.
                    unsafe { out.copy_from_nonoverlapping((&raw const start).cast(), into.size()) };
                });
            }
            // The first elements are the start values: to fold them once more changes no extremum.
            None => each(kept.axes(), [x.as_ptr(), out], &mut |[x, out]| {
                // SAFETY: an element, and the place of a result of its type, since what has no identity does not widen.
                unsafe { out.copy_from_nonoverlapping(x, from.size()) };
            }),
        }
        // Rows of several results lie closer than what goes into one of them: whole rows are folded, one after the other, as in larger arrays.
        let across = from == into
            && match (kept.axes().last(), folded.axes().last()) {
                (Some(row), Some(down)) => {
                    row.strides[0].unsigned_abs() < down.strides[0].unsigned_abs() && (row.length >= 16 || down.length <= row.length)
                }
                (row, _) => row.is_some(),
            };
        let run = if across { kept.take(kept.rank - 1) } else { folded.take_longest() };
        let binary = binary.at(level);
        each(kept.axes(), [x.as_ptr(), out], &mut |at| {
            each(folded.axes(), at, &mut |[x, out]| {
                let (n, [step, out_step]) = (run.length as isize, run.strides);
                if across {
                    // SAFETY: `n` results and as many elements of the loop's type; the output is exactly the first input.
                    unsafe { binary.run([out, x, out].as_ptr(), n, [out_step, step, out_step].as_ptr()) };
                } else {
                    // SAFETY: `n` elements of the fold's type, and one result.
                    unsafe { code.run([x, out].as_ptr(), n, [step, 0].as_ptr()) };
                }
            });
        });
        Ok(Some(result.map_or_else(|| Value::Element(Scalar::from_bits(into, bits)), Value::Array)))
    }
}
