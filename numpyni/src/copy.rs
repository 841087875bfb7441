//! Copies and assignments: any layout to any other, with a cast on the way.

mod spread;
mod tiles;

use crate::cast::Cast;
use crate::mask::{self, by_size};
use crate::ufunc::Value;
use crate::promote::{can_cast, can_cast_weak, promote_weak};
use crate::{Array, Axes, Casting, DType, Error, Layout, Operand, Order, Result, Scalar, Walk, Weak};

/// Elements of a row that are copied before the next row's turn where the operands run across each other.
const TILE: usize = 64;
/// Bytes from which that pays: the rows that are read across no longer stay in the nearest caches.
const LARGE: usize = 1 << 18;

/// The order in which a copy's elements stand: NumPy's `order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CopyOrder {
    /// As in the original, as nearly as can be without gaps.
    #[default]
    K,
    /// Row-major.
    C,
    /// Column-major.
    F,
    /// Column-major if the original is so and not row-major; else row-major.
    A,
}

/// Whether a copy may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copying {
    /// An error where one is needed.
    Never,
    /// Where it is needed.
    IfNeeded,
    /// In any case.
    Always,
}

impl Array {
    /// Row- or column-major, where `order` says so for a copy of this array; None: as it stands.
    fn resolve(&self, order: CopyOrder) -> Option<Order> {
        match order {
            CopyOrder::K if self.is_c_contiguous() => Some(Order::C),
            CopyOrder::K => None,
            CopyOrder::C => Some(Order::C),
            CopyOrder::F => Some(Order::F),
            CopyOrder::A if self.is_f_contiguous() && !self.is_c_contiguous() => Some(Order::F),
            CopyOrder::A => Some(Order::C),
        }
    }

    /// The layout of a copy of this array with elements of another size.
    pub(crate) fn copy_layout(&self, itemsize: usize, order: CopyOrder) -> Result<Layout> {
        match self.resolve(order) {
            Some(order) => Layout::contiguous(self.shape(), itemsize, order),
            None => gapless_like(self.shape(), self.strides(), itemsize),
        }
    }

    /// A copy.
    ///
    /// # Errors
    /// `Memory`, `TooBig`.
    pub fn copy(&self, order: CopyOrder) -> Result<Array> {
        self.cast_copy(self.dtype(), order)
    }

    /// A copy of another type, where the rule permits the cast. With `IfNeeded` the array itself, where it is what was asked for.
    ///
    /// # Errors
    /// `Cast`, `CopyNeeded`, `Memory`, `TooBig`.
    pub fn astype(&self, dtype: impl Into<DType>, order: CopyOrder, casting: Casting, copying: Copying) -> Result<Array> {
        let dtype = dtype.into();
        if !can_cast(self.dtype(), dtype, casting) {
            return Err(self.forbidden(dtype, casting));
        }
        let fits = match order {
            CopyOrder::K => true,
            CopyOrder::C => self.is_c_contiguous(),
            CopyOrder::F => self.is_f_contiguous(),
            CopyOrder::A => self.is_c_contiguous() || self.is_f_contiguous(),
        };
        match copying {
            Copying::Always => self.cast_copy(dtype, order),
            _ if dtype == self.dtype() && fits => Ok(self.clone()),
            Copying::Never => Err(Error::CopyNeeded),
            Copying::IfNeeded => self.cast_copy(dtype, order),
        }
    }

    /// The error of a cast of this array that the rule forbids.
    pub(crate) fn forbidden(&self, to: DType, casting: Casting) -> Error {
        let (from, rule) = (self.dtype(), casting);
        if self.ndim() == 0 { Error::CastScalar { from, to, rule } } else { Error::Cast { from, to, rule } }
    }

    pub(crate) fn cast_copy(&self, dtype: DType, order: CopyOrder) -> Result<Array> {
        if !can_cast(self.dtype(), dtype, Casting::Unsafe) {
            return Err(self.forbidden(dtype, Casting::Unsafe));
        }
        let copy = Array::with_layout(dtype, self.copy_layout(dtype.itemsize(), order)?, false)?;
        // SAFETY: the copy is new; nobody else has it.
        unsafe { transfer(&copy, self) };
        Ok(copy)
    }

    /// `self[...] = x`, broadcast and cast, where `mask` (of booleans, broadcast too) holds. Overlapping operands are read first.
    ///
    /// # Errors
    /// `ReadOnly`, `BroadcastInto`, `Cast`, what [`Weak::to_scalar`] says, and `Shared` where another array has the same memory.
    pub fn assign(&mut self, x: Operand<'_>, casting: Casting, mask: Option<&Array>) -> Result<()> {
        self.check_exclusive()?;
        // SAFETY: nobody else has this memory, and this array is borrowed exclusively.
        unsafe { self.assign_shared(x, casting, mask) }
    }

    /// [`Array::assign`] into memory that other arrays may share, as Python's arrays do.
    ///
    /// # Errors
    /// As [`Array::assign`], but for `Shared`.
    ///
    /// # Safety
    /// No other thread reads or writes the elements meanwhile, and no slice of Rust's refers to them.
    pub unsafe fn assign_shared(&self, x: Operand<'_>, casting: Casting, mask: Option<&Array>) -> Result<()> {
        self.check_writable("assignment destination")?;
        let mask = mask.map(|mask| broadcast_mask(mask, self)).transpose()?;
        let x = match x {
            Operand::Array(x) if can_cast(x.dtype(), self.dtype(), casting) => Value::Array(x.clone()),
            Operand::Array(x) => return Err(x.forbidden(self.dtype(), casting)),
            Operand::Element(dtype, bits) if can_cast(dtype, self.dtype(), casting) => {
                Value::Element(Scalar::from_bits(dtype.kind(), bits))
            }
            Operand::Element(dtype, _) => {
                return Err(Error::CastScalar { from: dtype, to: self.dtype(), rule: casting });
            }
            Operand::Weak(weak) => Value::Element(self.convert(weak, casting)?),
        };
        let x = match x {
            Value::Element(scalar) if mask.is_none() => {
                // SAFETY: the array may be written; the rest is the caller's promise.
                unsafe { fill(self, scalar) };
                return Ok(());
            }
            Value::Element(scalar) => Array::from_scalar(scalar.cast(self.dtype().kind())),
            Value::Array(array) => array,
        };
        let mut x = x.broadcast_into(self.shape())?;
        if x.may_overlap(self) {
            if x.same_elements(self) {
                return Ok(());
            }
            x = x.copy(CopyOrder::K)?;
        }
        match mask {
            // SAFETY: the shapes are equal, the overlap is gone, and the rest is the caller's promise.
            None => unsafe { transfer(self, &x) },
            Some(mask) => {
                let mask = if mask.may_overlap(self) { mask.copy(CopyOrder::K)? } else { mask };
                // SAFETY: as above.
                unsafe { transfer_where(self, &x, &mask) }
            }
        }
        Ok(())
    }

    /// A Python scalar as an element of this array, where the rule permits it. 'unsafe' drops an imaginary part.
    fn convert(&self, weak: Weak, casting: Casting) -> Result<Scalar> {
        if !can_cast_weak(weak, self.dtype(), casting) {
            let from = promote_weak(self.dtype(), weak);
            return Err(Error::CastScalar { from, to: self.dtype(), rule: casting });
        }
        let kind = self.dtype().kind();
        match weak {
            Weak::Complex(value) if !kind.is_complex() => Ok(Scalar::new(value).cast(kind)),
            weak => weak.to_scalar(kind),
        }
    }

    /// This array stretched to `shape`, after leading axes of length one are dropped: what assignment allows.
    pub(crate) fn broadcast_into(&self, shape: &[usize]) -> Result<Array> {
        if self.shape() == shape {
            return Ok(self.clone());
        }
        let surplus = self.ndim().saturating_sub(shape.len());
        let extra = self.shape().iter().take(surplus).take_while(|&&length| length == 1).count();
        let trimmed = Layout::strided(&self.shape()[extra..], &self.strides()[extra..], self.itemsize())?;
        let layout = trimmed.broadcast_to(shape)?;
        self.view_as(self.dtype(), layout, 0)
    }

    /// A 0-d array of one element.
    pub fn from_scalar(scalar: Scalar) -> Array {
        let array = Array::empty(scalar.kind(), &[], Order::C).expect("one element");
        let bits = scalar.bits();
        // SAFETY: the new array holds one element, which has at most 16 bytes.
        unsafe { array.as_ptr().copy_from_nonoverlapping(bits.as_ptr().cast(), scalar.kind().size()) };
        array
    }

    /// An array full of one value.
    ///
    /// # Errors
    /// As [`Array::empty`].
    pub fn full(scalar: Scalar, shape: &[usize], order: Order) -> Result<Array> {
        let array = Array::empty(scalar.kind(), shape, order)?;
        // SAFETY: the array is new; nobody else has it.
        unsafe { transfer(&array, &Array::from_scalar(scalar).broadcast_into(shape)?) };
        Ok(array)
    }

    /// The element `offset` bytes after the first.
    ///
    /// # Safety
    /// An element stands there, and no other thread writes it meanwhile.
    #[inline]
    pub(crate) unsafe fn read(&self, offset: isize) -> Scalar {
        let place = self.as_ptr().wrapping_offset(offset);
        // SAFETY: an element of this size stands there.
        let bytes = unsafe { std::slice::from_raw_parts(place, self.itemsize()) };
        let mut bits = [0; 2];
        copy_element(bytes, bytemuck::bytes_of_mut(&mut bits));
        Scalar::from_bits(self.dtype().kind(), self.ordered(bits))
    }

    /// Writes the element `offset` bytes after the first.
    ///
    /// # Safety
    /// An element stands there, which may be written, and no other thread reads or writes it meanwhile.
    #[inline]
    pub(crate) unsafe fn write(&self, offset: isize, scalar: Scalar) {
        let bits = self.ordered(scalar.cast(self.dtype().kind()).bits());
        let place = self.as_ptr().wrapping_offset(offset);
        // SAFETY: an element of this size stands there, which nobody else touches.
        let bytes = unsafe { std::slice::from_raw_parts_mut(place, self.itemsize()) };
        copy_element(&bytemuck::bytes_of(&bits)[..self.itemsize()], bytes);
    }

    /// The bytes of an element in the machine's order as this array has them, and the other way round.
    #[inline]
    fn ordered(&self, bits: [u64; 2]) -> [u64; 2] {
        if self.dtype().is_native() {
            return bits;
        }
        let mut bits = bits;
        let place = (&raw mut bits).cast();
        // SAFETY: 16 bytes hold one element; the cast is in place.
        unsafe { Cast::new(self.dtype(), self.dtype().native()).run([place, place], 1, [0, 0]) };
        bits
    }
}

/// Copies an element's bytes; spelled out by size, because a copy of any size is a call.
#[inline]
fn copy_element(from: &[u8], to: &mut [u8]) {
    #[inline]
    fn fixed<const N: usize>(from: &[u8], to: &mut [u8]) {
        to[..N].copy_from_slice(&from[..N]);
    }
    match from.len() {
        1 => fixed::<1>(from, to),
        2 => fixed::<2>(from, to),
        4 => fixed::<4>(from, to),
        8 => fixed::<8>(from, to),
        _ => fixed::<16>(from, to),
    }
}

fn broadcast_mask(mask: &Array, to: &Array) -> Result<Array> {
    if !mask.dtype().kind().is_bool() {
        return Err(Error::Cast { from: mask.dtype(), to: crate::Kind::Bool.into(), rule: Casting::Safe });
    }
    let layout = mask.layout().broadcast_to(to.shape()).map_err(|error| match error {
        Error::BroadcastInto(shapes) => Error::BroadcastMask(shapes),
        other => other,
    })?;
    mask.view_as(mask.dtype(), layout, 0)
}

/// A layout without gaps whose axes stand in the order of these strides' sizes.
pub(crate) fn gapless_like(shape: &[usize], strides: &[isize], itemsize: usize) -> Result<Layout> {
    let mut axes: Axes<usize> = (0..shape.len()).collect();
    axes.sort_by_key(|&axis| std::cmp::Reverse(strides[axis].unsigned_abs()));
    gapless(shape, &axes, itemsize)
}

/// A layout without gaps whose axes follow one another as those of several operands do, whose strides are given (0: it does not
/// matter): insertion by the strides of all operands, as NumPy's iterator sorts.
pub(crate) fn gapless_among(shape: &[usize], strides: &[Axes<isize>], itemsize: usize) -> Result<Layout> {
    let mut axes: Axes<usize> = Axes::new();
    for axis in 0..shape.len() {
        let mut place = axes.len();
        for (i, &other) in axes.iter().enumerate().rev() {
            let moving = strides.iter().filter(|s| s[axis] != 0 && s[other] != 0);
            let mut verdicts = moving.map(|s| s[axis].unsigned_abs() > s[other].unsigned_abs());
            match verdicts.next() {
                None => {}
                Some(outer) if outer && verdicts.all(|more| more) => place = i,
                Some(_) => break,
            }
        }
        axes.insert(place, axis);
    }
    gapless(shape, &axes, itemsize)
}

/// A layout without gaps whose axes are, from the outermost to the innermost in memory, `axes`.
fn gapless(shape: &[usize], axes: &[usize], itemsize: usize) -> Result<Layout> {
    let mut strides = Axes::from(Layout::contiguous(shape, itemsize, Order::C)?.strides());
    let mut stride = itemsize as isize;
    for &axis in axes.iter().rev() {
        strides[axis] = stride;
        stride *= shape[axis].max(1) as isize;
    }
    Layout::strided(shape, &strides, itemsize)
}

/// Writes the elements of `x` into `out`, cast 'unsafe'.
///
/// # Safety
/// The shapes are equal; the elements overlap nowhere, or stand in the same places with the same size; `out` may be written, and
/// no other thread touches it or writes `x` meanwhile.
pub(crate) unsafe fn transfer(out: &Array, x: &Array) {
    debug_assert_eq!(out.shape(), x.shape());
    let cast = Cast::new(x.dtype(), out.dtype());
    if out.is_c_contiguous() && x.is_c_contiguous() {
        let steps = [x.itemsize() as isize, out.itemsize() as isize];
        // SAFETY: the caller's promise: all elements of both, without gaps.
        return unsafe { cast.run([x.as_ptr(), out.as_ptr()], out.size(), steps) };
    }
    let walk = Walk::new(out.shape(), &[out.strides(), x.strides()], false);
    let steps = [walk.inner_strides()[1], walk.inner_strides()[0]];
    // SAFETY: the caller's promise.
    if x.dtype() == out.dtype() && unsafe { spread::copy(&walk, out.itemsize(), out.as_ptr(), x.as_ptr()) } {
        return;
    }
    let across = steps[0].unsigned_abs() > x.itemsize() && steps[1] == out.itemsize() as isize;
    // SAFETY: the caller's promise; what stands in the same places has the same strides.
    if across && x.dtype() == out.dtype() && unsafe { tiles::copy(&walk, out.itemsize(), out.as_ptr(), x.as_ptr()) } {
        return;
    }
    let large = out.size() * out.itemsize() >= LARGE;
    if across && large && x.dtype() == out.dtype() && let Some((strips, rest)) = walk.strips(TILE) {
        for walk in [Some(strips), rest].into_iter().flatten() {
            // SAFETY: the caller's promise.
            if by_size!(out.itemsize(), Word => unsafe { copy_across::<Word>(&walk, out.as_ptr(), x.as_ptr()) }).is_none() {
                // SAFETY: the caller's promise.
                unsafe { copy_along(&walk, &cast, out.as_ptr(), x.as_ptr()) };
            }
        }
        return;
    }
    // SAFETY: the caller's promise.
    unsafe { copy_along(&walk, &cast, out.as_ptr(), x.as_ptr()) };
}

/// # Safety
/// The walk, of these two operands, stays inside them; the rest is the promise of `transfer`.
unsafe fn copy_along(walk: &Walk, cast: &Cast, out: *mut u8, x: *mut u8) {
    let (n, steps) = (walk.inner_len(), [walk.inner_strides()[1], walk.inner_strides()[0]]);
    let done: Result<()> = walk.run(&[out, x], |at| {
        // SAFETY: the walk stays inside the operands.
        unsafe { cast.run([at[1], at[0]], n, steps) };
        Ok(())
    });
    debug_assert!(done.is_ok());
}

/// The same of words that stand next to each other in `out`, in strips short enough for the loop to stand here.
///
/// # Safety
/// As for `copy_along`.
unsafe fn copy_across<T: Copy>(walk: &Walk, out: *mut u8, x: *mut u8) {
    let (n, step) = (walk.inner_len(), walk.inner_strides()[1]);
    let done: Result<()> = walk.run(&[out, x], |at| {
        for i in 0..n {
            // SAFETY: the walk stays inside the operands; elements may be unaligned.
            let value = unsafe { at[1].wrapping_offset(i as isize * step).cast::<T>().read_unaligned() };
            // SAFETY: as above.
            unsafe { at[0].cast::<T>().wrapping_add(i).write_unaligned(value) };
        }
        Ok(())
    });
    debug_assert!(done.is_ok());
}

/// Sets every element to a value, cast 'unsafe'.
///
/// # Safety
/// `out` may be written, and no other thread touches it meanwhile.
pub(crate) unsafe fn fill(out: &Array, value: Scalar) {
    let bits = value.cast(out.dtype().kind()).bits();
    let source: *mut u8 = (&raw const bits).cast_mut().cast();
    let cast = Cast::new(out.dtype().native(), out.dtype());
    if out.is_c_contiguous() {
        // SAFETY: 16 bytes hold an element, which is read again and again; all elements of the array, without gaps.
        return unsafe { cast.run([source, out.as_ptr()], out.size(), [0, out.itemsize() as isize]) };
    }
    let walk = Walk::new(out.shape(), &[out.strides()], false);
    let done: Result<()> = walk.run(&[out.as_ptr()], |at| {
        // SAFETY: as above, for the elements of the walk.
        unsafe { cast.run([source, at[0]], walk.inner_len(), [0, walk.inner_strides()[0]]) };
        Ok(())
    });
    debug_assert!(done.is_ok());
}

/// [`transfer`] of the elements where `condition` is nonzero.
///
/// # Safety
/// As `transfer`; the condition has the same shape and overlaps `out` nowhere.
unsafe fn transfer_where(out: &Array, x: &Array, condition: &Array) {
    let cast = Cast::new(x.dtype(), out.dtype());
    let walk = Walk::new(out.shape(), &[out.strides(), x.strides(), condition.strides()], false);
    let &[out_step, x_step, mask_step] = walk.inner_strides() else { return };
    let n = walk.inner_len();
    let size = out.itemsize() as isize;
    let words = out.dtype() == x.dtype() && out_step == size && (x_step == size || x_step == 0) && mask_step == 1 && n >= 16;
    let done: Result<()> = walk.run(&[out.as_ptr(), x.as_ptr(), condition.as_ptr()], |at| {
        if words {
            // SAFETY: the mask has `n` bytes, which nobody writes meanwhile.
            let mask = unsafe { std::slice::from_raw_parts(at[2], n) };
            // SAFETY: each operand has `n` elements of this size, `x` perhaps one for all.
            let blended = by_size!(size, Word => unsafe { mask::blend::<Word>(mask, at[1].cast(), usize::from(x_step != 0), at[0].cast()) });
            if blended.is_some() {
                return Ok(());
            }
        }
        // SAFETY: i < n, inside the mask.
        let holds = |i: usize| unsafe { at[2].wrapping_offset(i as isize * mask_step).read() } != 0;
        let mut start = 0;
        while let Some(first) = (start..n).find(|&i| holds(i)) {
            let end = (first..n).find(|&i| !holds(i)).unwrap_or(n);
            let from = at[1].wrapping_offset(first as isize * x_step);
            let to = at[0].wrapping_offset(first as isize * out_step);
            // SAFETY: a run inside the operands.
            unsafe { cast.run([from, to], end - first, [x_step, out_step]) };
            start = end;
        }
        Ok(())
    });
    debug_assert!(done.is_ok());
}
