//! Index arrays: integers that name places, booleans that name their true places.

use std::borrow::Cow;
use std::hint::select_unpredictable;

use numpyni_gufunc::level::{self, Work};

use crate::cast::Cast;
use crate::copy::{CopyOrder, gapless_like};
use crate::index::gather::gather;
use crate::index::{Index, normalize, slice, whole_axes};
use crate::mask::{self, by_size};
use crate::{Array, Axes, Casting, Error, Kind, Layout, MAXDIMS, Operand, Order, Result, Walk, broadcast_shapes};

/// What an index with arrays selects: a basic window for each place that the arrays name together.
struct Selection {
    /// Where the window of each place starts, row-major over the arrays' common shape.
    offsets: Vec<isize>,
    /// The arrays' common shape.
    places: Axes<usize>,
    /// Lengths and strides of the window.
    shape: Axes<usize>,
    strides: Axes<isize>,
    /// How many of the window's axes come before the places' axes in the result.
    before: usize,
    /// The index is one boolean array that covers all axes.
    mask: bool,
}

/// An index array, with the axis that it indexes. A 0-d boolean indexes none.
struct Places {
    indices: Array,
    axis: Option<usize>,
}

impl Array {
    pub(super) fn get_advanced(&self, items: &[Index<'_>]) -> Result<Array> {
        if let &[Index::Array(index)] = items
            && let Some(taken) = self.get_rows(index)?
        {
            return Ok(taken);
        }
        let selection = Selection::new(self, items)?;
        let layout = selection.layout(self.itemsize())?;
        let all = Array::with_layout(self.dtype(), layout, false)?;
        let (places, window) = all.layout().split_at(selection.places.len());
        // SAFETY: the result is new, and every offset was checked against the array.
        unsafe { selection.copy(self, &all, &places, &window, true) };
        selection.to_result(&all)
    }

    /// The case that most index arrays are: alone, of integers or of as many booleans as the array is long, in a row-major array or one of
    /// one dimension. Whole rows are copied; None where it is another case.
    fn get_rows(&self, index: &Array) -> Result<Option<Array>> {
        let Some(rows) = Rows::of(self, index)? else { return Ok(None) };
        let width = rows.bytes;
        match &rows.places {
            RowPlaces::Mask(mask) => {
                let count = mask::count(mask);
                let taken = self.rows(&[count], rows.rest)?;
                // SAFETY: an element for each byte of the mask, and a new one for each that is true.
                let done = by_size!(width, Word => unsafe { mask::compress::<Word>(mask, self.as_ptr().cast(), taken.as_ptr().cast(), count) });
                Ok(done.map(|()| taken))
            }
            RowPlaces::Numbers(numbers) => {
                let taken = self.rows(rows.shape(index), rows.rest)?;
                // SAFETY: every number was checked; the result is new.
                unsafe { copy_rows(numbers, rows.length, self.as_ptr(), rows.stride, taken.as_ptr(), width as isize, width, true) };
                Ok(Some(taken))
            }
        }
    }

    /// [`Array::get_rows`] the other way round, with rows of a value that has this array's type and fits the index without more ado.
    ///
    /// # Safety
    /// As [`Array::set_shared`]; the value is apart from this array.
    unsafe fn set_rows(&self, index: &Array, x: &Array) -> Result<bool> {
        if index.may_overlap(self) {
            return Ok(false);
        }
        let Some(rows) = Rows::of(self, index)? else { return Ok(false) };
        let (single, width) = (x.ndim() == 0, rows.bytes);
        if single && !rows.rest.is_empty() || !x.is_c_contiguous() {
            return Ok(false);
        }
        match &rows.places {
            RowPlaces::Mask(mask) => {
                if !single && x.shape() != [mask::count(mask)] {
                    return Ok(false);
                }
                // SAFETY: an element for each byte of the mask, and one of the value for each that is true, or one for all.
                Ok(by_size!(width, Word => unsafe {
                    mask::expand::<Word>(mask, x.as_ptr().cast(), x.size(), self.as_ptr().cast())
                }).is_some())
            }
            RowPlaces::Numbers(numbers) => {
                let fits = x.shape().strip_prefix(rows.shape(index)) == Some(rows.rest);
                if !single && !fits {
                    return Ok(false);
                }
                let step = if single { 0 } else { width as isize };
                // SAFETY: every number was checked, and there is a row of the value for each; the rest is the caller's promise.
                unsafe { copy_rows(numbers, rows.length, self.as_ptr(), rows.stride, x.as_ptr(), step, width, false) };
                Ok(true)
            }
        }
    }

    /// A new array of rows of this one.
    fn rows(&self, places: &[usize], rest: &[usize]) -> Result<Array> {
        if places.len() + rest.len() > MAXDIMS {
            return Err(Error::TooManyDimensions { ndim: places.len() + rest.len() });
        }
        if rest.is_empty() {
            return Array::empty(self.dtype(), places, Order::C);
        }
        let shape: Axes<usize> = places.iter().chain(rest).copied().collect();
        Array::empty(self.dtype(), &shape, Order::C)
    }

    /// # Safety
    /// As [`Array::set_shared`].
    pub(super) unsafe fn set_advanced(&self, items: &[Index<'_>], x: Operand<'_>) -> Result<()> {
        // One value for the true places of a mask over the whole array.
        if let (&[Index::Array(mask)], Operand::Element(..) | Operand::Weak(_)) = (items, x)
            && mask.dtype().kind() == Kind::Bool
            && mask.shape() == self.shape()
        {
            let x = if let Operand::Weak(weak) = x { weak.to_scalar(self.dtype().kind())?.into() } else { x };
            // SAFETY: the caller's promise.
            return unsafe { self.assign_shared(x, Casting::Unsafe, Some(mask)) };
        }
        let x = match x {
            Operand::Array(x) if x.dtype() == self.dtype() && !x.may_overlap(self) => Cow::Borrowed(x),
            // One cast of the value's own elements is cheaper than many of the broadcast ones.
            Operand::Array(x) => Cow::Owned(x.cast_copy(self.dtype(), CopyOrder::K)?),
            Operand::Element(dtype, bits) => {
                let scalar = crate::Scalar::from_bits(dtype.kind(), bits).cast(self.dtype().kind());
                Cow::Owned(Array::from_scalar(scalar).cast_copy(self.dtype(), CopyOrder::K)?)
            }
            Operand::Weak(weak) => {
                Cow::Owned(Array::from_scalar(weak.to_scalar(self.dtype().kind())?).cast_copy(self.dtype(), CopyOrder::K)?)
            }
        };
        // SAFETY: the caller's promise; the value is apart.
        if let &[Index::Array(index)] = items && unsafe { self.set_rows(index, &x)? } {
            return Ok(());
        }
        let selection = Selection::new(self, items)?;
        let x = selection.stretched(&x)?;
        let (places, window) = x.layout().split_at(selection.places.len());
        // SAFETY: every offset was checked against the array; the value does not overlap it; the rest is the caller's promise.
        unsafe { selection.copy(self, &x, &places, &window, false) };
        Ok(())
    }
}

impl Selection {
    fn new(array: &Array, items: &[Index<'_>]) -> Result<Selection> {
        let consumed = |index: &Array| match index.dtype().kind() {
            Kind::Bool => Ok(index.ndim()),
            kind if kind.is_integer() => Ok(1),
            _ => Err(Error::IndexType { dtype: index.dtype() }),
        };
        let whole = whole_axes(items.iter().copied(), array.ndim(), consumed)?;
        let mut selection = Selection {
            offsets: Vec::new(),
            places: Axes::new(),
            shape: Axes::new(),
            strides: Axes::new(),
            before: 0,
            mask: false,
        };
        let mut arrays: Vec<Places> = Vec::new();
        let (mut start, mut axis) = (0isize, 0);
        // Where the first run of index arrays (and integers beside them) stands, and whether there is a second.
        let (mut run, mut last_advanced, mut runs) = (None, false, 0);
        for item in items {
            let advanced = matches!(item, Index::Array(_) | Index::Integer(_));
            if advanced && !last_advanced {
                runs += 1;
                run.get_or_insert(selection.shape.len());
            }
            last_advanced = advanced;
            match *item {
                Index::Integer(index) => {
                    start += normalize(index, array.shape()[axis], axis)? as isize * array.strides()[axis];
                    axis += 1;
                }
                Index::Slice { start: from, stop, step } => {
                    let (first, length) = slice(from, stop, step, array.shape()[axis])?;
                    let stride = array.strides()[axis];
                    start += if length > 0 { first as isize * stride } else { 0 };
                    selection.keep(length, stride.wrapping_mul(step as isize));
                    axis += 1;
                }
                Index::NewAxis => selection.keep(1, 0),
                Index::Ellipsis => {
                    for axis in axis..axis + whole {
                        selection.keep(array.shape()[axis], array.strides()[axis]);
                    }
                    axis += whole;
                }
                Index::Array(index) if index.dtype().kind().is_bool() => {
                    let lengths = array.shape()[axis..].iter().zip(index.shape());
                    if let Some((offset, (&length, &mask))) = lengths.enumerate().find(|(_, (length, mask))| length != mask) {
                        return Err(Error::MaskShape { axis: axis + offset, length, mask });
                    }
                    arrays.extend(true_places(index, axis)?);
                    axis += index.ndim();
                    selection.mask = items.len() == 1 && index.ndim() == array.ndim() && index.ndim() > 0;
                }
                Index::Array(index) => {
                    arrays.push(Places { indices: index.clone(), axis: Some(axis) });
                    axis += 1;
                }
            }
        }
        for axis in axis..array.ndim() {
            selection.keep(array.shape()[axis], array.strides()[axis]);
        }
        selection.before = if runs == 1 { run.unwrap_or(0) } else { 0 };
        let shapes: Vec<&[usize]> = arrays.iter().map(|places| places.indices.shape()).collect();
        selection.places = broadcast_shapes(&shapes).map_err(|error| match error {
            Error::Broadcast { shapes } => Error::IndexBroadcast { shapes },
            other => other,
        })?;
        let ndim = selection.places.len() + selection.shape.len();
        if ndim > MAXDIMS {
            return Err(Error::TooManyDimensions { ndim });
        }
        selection.resolve(array, &arrays, start)?;
        Ok(selection)
    }

    fn keep(&mut self, length: usize, stride: isize) {
        self.shape.push(length);
        self.strides.push(stride);
    }

    /// Checks every index and sums up where each place is.
    fn resolve(&mut self, array: &Array, arrays: &[Places], start: isize) -> Result<()> {
        let count = self.places.iter().product();
        self.offsets = vec![start; count];
        if count == 0 {
            return Ok(());
        }
        for places in arrays {
            let Some(axis) = places.axis else { continue };
            let (length, stride) = (array.shape()[axis], array.strides()[axis]);
            // A uint64 above int64 counts from the end, as in NumPy.
            let wide = places.indices.cast_copy(Kind::Int64.into(), CopyOrder::C)?;
            let wide = wide.view_as(wide.dtype(), wide.layout().broadcast_to(&self.places)?, 0)?;
            let walk = Walk::new(&self.places, &[wide.strides()], true);
            let (n, step) = (walk.inner_len(), walk.inner_strides()[0]);
            let mut offsets = self.offsets.iter_mut();
            walk.run(&[wide.as_ptr()], |at| {
                for (i, offset) in (0..n).zip(&mut offsets) {
                    let place = at[0].wrapping_offset(i as isize * step).cast::<i64>();
                    // SAFETY: the walk stays inside the copy, of 64-bit integers.
                    let index = unsafe { place.read() };
                    *offset += normalize(index, length, axis)? as isize * stride;
                }
                Ok::<(), Error>(())
            })?;
        }
        Ok(())
    }

    /// The layout of what is selected, the places' axes first: gapless, the window as it stands in the array.
    fn layout(&self, itemsize: usize) -> Result<Layout> {
        let window = gapless_like(&self.shape, &self.strides, itemsize)?;
        let size: usize = self.shape.iter().product::<usize>().max(1) * itemsize;
        let places = Layout::contiguous(&self.places, size, Order::C)?;
        let shape: Axes<usize> = self.places.iter().chain(&self.shape).copied().collect();
        let strides: Axes<isize> = places.strides().iter().chain(window.strides()).copied().collect();
        Layout::contiguous(&shape, itemsize, Order::C)?;
        Layout::strided(&shape, &strides, itemsize)
    }

    /// What is selected, with the places' axes where the index has them.
    fn to_result(&self, all: &Array) -> Result<Array> {
        if self.before == 0 {
            return Ok(all.clone());
        }
        let k = self.places.len();
        let axes: Vec<i64> =
            (k..k + self.before).chain(0..k).chain(k + self.before..all.ndim()).map(|axis| axis as i64).collect();
        all.transpose(Some(&axes)).map(Array::keep_owner)
    }

    /// A value stretched to the result's shape, with the places' axes first.
    fn stretched(&self, x: &Array) -> Result<Array> {
        let (before, after) = self.shape.split_at(self.before);
        let shape: Axes<usize> = before.iter().chain(&self.places).chain(after).copied().collect();
        if self.mask && x.ndim() > 1 {
            return Err(Error::Type(format!(
                "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has {} dimensions",
                x.ndim()
            )));
        }
        let x = x.broadcast_into(&shape).map_err(|error| match error {
            Error::BroadcastInto(shapes) if self.mask => Error::Value(format!(
                "NumPy boolean array indexing assignment cannot assign {} input values to the {} output values where the mask \
                 is true",
                shapes.from.iter().product::<usize>(),
                shapes.into.iter().product::<usize>()
            )),
            Error::BroadcastInto(shapes) => Error::BroadcastIndexed(shapes),
            other => other,
        })?;
        let k = self.places.len();
        let (first, last) = (self.before, self.before + k);
        let axes: Vec<i64> = (first..last).chain(0..first).chain(last..shape.len()).map(|axis| axis as i64).collect();
        x.transpose(Some(&axes))
    }

    /// Copies each place's window between the indexed array and `other`, whose layout is given in two parts.
    ///
    /// # Safety
    /// `other` has the type of `array` and the shape of the selection, places first; the two overlap nowhere; what is written
    /// (`other` when `gather`, else `array`) may be written, and no other thread touches it.
    unsafe fn copy(&self, array: &Array, other: &Array, places: &Layout, window: &Layout, gather: bool) {
        let cast = Cast::new(array.dtype(), array.dtype());
        let item = Walk::new(&self.shape, &[&self.strides, window.strides()], false);
        let (n, steps) = (item.inner_len(), [item.inner_strides()[0], item.inner_strides()[1]]);
        let run = |ours: *mut u8, theirs: *mut u8| {
            let (operands, steps) = if gather { ([ours, theirs], steps) } else { ([theirs, ours], [steps[1], steps[0]]) };
            // SAFETY: the caller's promise; the walks stay inside both.
            unsafe { cast.run(operands, n, steps) };
        };
        // One inner loop that starts where the window does.
        let forwards = self.strides.iter().chain(window.strides()).all(|&stride| stride >= 0);
        let single = item.outer_shape().is_empty() && forwards;
        let walk = Walk::new(&self.places, &[places.strides()], true);
        let (count, step) = (walk.inner_len(), walk.inner_strides()[0]);
        let mut offsets = self.offsets.iter();
        let done: Result<()> = walk.run(&[other.as_ptr()], |at| {
            for (i, &offset) in (0..count).zip(&mut offsets) {
                let ours = array.as_ptr().wrapping_offset(offset);
                let theirs = at[0].wrapping_offset(i as isize * step);
                if single {
                    run(ours, theirs);
                } else {
                    item.run(&[ours, theirs], |at| {
                        run(at[0], at[1]);
                        Ok::<(), Error>(())
                    })?;
                }
            }
            Ok(())
        });
        debug_assert!(done.is_ok());
    }
}

/// What an index array that stands alone selects: rows of an array.
struct Rows<'a> {
    /// How many rows the array has, how far apart, of how many bytes each.
    length: usize,
    stride: isize,
    bytes: usize,
    /// How many places a mask names; None where the places have the index's shape.
    count: Option<usize>,
    /// The axes inside a row.
    rest: &'a [usize],
    places: RowPlaces<'a>,
}

enum RowPlaces<'a> {
    /// A byte for each of the rows, which are elements and without gaps.
    Mask(&'a [u8]),
    /// Numbers of rows, all of them checked.
    Numbers(Cow<'a, [i64]>),
}

impl<'a> Rows<'a> {
    /// The axes of the numbers' places.
    fn shape<'b>(&'b self, index: &'b Array) -> &'b [usize] {
        self.count.as_ref().map_or(index.shape(), std::slice::from_ref)
    }

    /// None where rows are not enough to say what is selected.
    fn of(array: &'a Array, index: &'a Array) -> Result<Option<Rows<'a>>> {
        let (Some((&length, rest)), Some(&stride)) = (array.shape().split_first(), array.strides().first()) else { return Ok(None) };
        let kind = index.dtype().kind();
        if array.size() == 0 || index.ndim() == 0 || !(array.is_c_contiguous() || rest.is_empty()) {
            return Ok(None);
        }
        let itemsize = array.itemsize();
        if kind.is_bool() {
            if !index.is_c_contiguous() || !(index.shape() == array.shape() && array.is_c_contiguous() || index.shape() == [length]) {
                return Ok(None);
            }
            // SAFETY: the mask has that many bytes, which nobody writes meanwhile.
            let mask = unsafe { std::slice::from_raw_parts(index.as_ptr(), index.size()) };
            if index.shape() == array.shape() && array.is_c_contiguous() && matches!(itemsize, 1 | 2 | 4 | 8 | 16) {
                let places = RowPlaces::Mask(mask);
                return Ok(Some(Rows { length: index.size(), stride: itemsize as isize, bytes: itemsize, count: None, rest: &[], places }));
            }
            if index.ndim() > 1 {
                return Ok(None);
            }
            let mut places = vec![0; mask::count(mask)];
            mask::places(mask, &mut places);
            let (bytes, count) = (rest.iter().product::<usize>() * itemsize, Some(places.len()));
            return Ok(Some(Rows { length, stride, bytes, count, rest, places: RowPlaces::Numbers(Cow::Owned(places)) }));
        }
        if !kind.is_integer() {
            return Ok(None);
        }
        let plain = kind == Kind::Int64 && index.is_c_contiguous() && index.is_aligned() && index.dtype().is_native();
        let numbers: Cow<'a, [i64]> = if plain {
            // SAFETY: the index has that many aligned numbers, which nobody writes meanwhile.
            Cow::Borrowed(unsafe { std::slice::from_raw_parts(index.as_ptr().cast::<i64>(), index.size()) })
        } else {
            // A uint64 above int64 counts from the end, as in NumPy.
            let wide = index.cast_copy(Kind::Int64.into(), CopyOrder::C)?;
            // SAFETY: as above; the copy is new and aligned.
            Cow::Owned(unsafe { std::slice::from_raw_parts(wide.as_ptr().cast::<i64>(), wide.size()) }.to_vec())
        };
        // Whether all are inside the extremes tell; only an error has to know which one is not.
        let limit = length as i64;
        let (least, greatest) = extremes(&numbers);
        if least < -limit || greatest >= limit {
            numbers.iter().try_for_each(|&i| normalize(i, length, 0).map(drop))?;
        }
        // Negative ones count from the end.
        let from_start = |i: i64| if i < 0 { i.wrapping_add(limit) } else { i };
        let numbers = if least < 0 { numbers.iter().map(|&i| from_start(i)).collect() } else { numbers };
        let bytes = rest.iter().product::<usize>() * itemsize;
        Ok(Some(Rows { length, stride, bytes, count: None, rest, places: RowPlaces::Numbers(numbers) }))
    }
}

/// The least and the greatest of some numbers and zero.
fn extremes(numbers: &[i64]) -> (i64, i64) {
    const FEW: usize = 64;
    let mut extremes = (0, 0);
    let work = Extremes(numbers, &mut extremes);
    if numbers.len() < FEW {
        // SAFETY: the loop is safe.
        unsafe { work.run() };
    } else {
        // SAFETY: as above.
        unsafe { level::run(work) };
    }
    extremes
}

struct Extremes<'a>(&'a [i64], &'a mut (i64, i64));

impl Work for Extremes<'_> {
    #[inline(always)]
    unsafe fn run(self) {
        *self.1 = self.0.iter().fold((0, 0), |(least, greatest), &i| (least.min(i), greatest.max(i)));
    }
}

/// Bytes that the caches of one core hold.
const NEAR: usize = 1 << 20;
/// Rows that are fetched before it is their turn to be written.
const AHEAD: usize = 24;

/// Asks for a row that will be written; of any address.
#[inline(always)]
fn fetch(_row: *mut u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every x86-64 has the instruction, or takes it for none.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_ET0 }>(_row.cast())
    };
}

/// Copies rows of so many bytes between numbered places of an array and memory, where they stand `step` bytes apart; spelled out by
/// size, because a copy of any size is a call.
///
/// # Safety
/// There are `length` rows, at least one; rows of the array are `stride` bytes apart; `memory` has one for each number, apart from the
/// array. What is written (`memory` when `reads`) may be written.
#[allow(clippy::too_many_arguments)]
unsafe fn copy_rows(
    numbers: &[i64], length: usize, array: *mut u8, stride: isize, memory: *mut u8, step: isize, bytes: usize, reads: bool,
) {
    let far = !reads && length * bytes > NEAR;
    // Another thread may have written the index since it was checked: what is outside by now is the first row.
    let inside = |i: i64| select_unpredictable((i as usize) < length, i as isize, 0);
    let rows = |stride: isize, step: isize| {
        let numbered = numbers.iter().enumerate();
        numbered.map(move |(k, &i)| {
            if far && let Some(&next) = numbers.get(k + AHEAD) {
                fetch(array.wrapping_offset(next.wrapping_mul(stride as i64) as isize));
            }
            (array.wrapping_offset(inside(i) * stride), memory.wrapping_offset(k as isize * step))
        })
    };
    let fixed = by_size!(bytes, Word => {
        const SIZE: isize = size_of::<Word>() as isize;
        // SAFETY: the caller's promise: rows are words side by side, here and there.
        if (stride, step) == (SIZE, SIZE) && reads && unsafe { gather::<Word>(numbers, length, array, memory) } {
            return;
        }
        if (stride, step) == (SIZE, SIZE) {
            // SAFETY: the caller's promise.
            unsafe { copy_words::<Word>(rows(SIZE, SIZE), reads) }
        } else {
            // SAFETY: the caller's promise.
            unsafe { copy_words::<Word>(rows(stride, step), reads) }
        }
    });
    if fixed.is_none() {
        for (ours, theirs) in rows(stride, step) {
            let (from, to) = if reads { (ours, theirs) } else { (theirs, ours) };
            // SAFETY: the caller's promise.
            unsafe { to.copy_from_nonoverlapping(from, bytes) };
        }
    }
}

/// Copies words from the first to the second of each pair of places, or, unless `gather`, the other way round.
///
/// # Safety
/// There is a word at each place, and those it is copied to may be written.
#[inline(always)]
unsafe fn copy_words<T: Copy>(places: impl Iterator<Item = (*mut u8, *mut u8)>, gather: bool) {
    let copy = |from: *mut u8, to: *mut u8| {
        // SAFETY: the caller's promise; elements may be unaligned.
        let value = unsafe { from.cast::<T>().read_unaligned() };
        // SAFETY: as above.
        unsafe { to.cast::<T>().write_unaligned(value) };
    };
    if gather {
        places.for_each(|(ours, theirs)| copy(ours, theirs));
    } else {
        places.for_each(|(ours, theirs)| copy(theirs, ours));
    }
}

/// One index array for each axis of a mask: its true places.
fn true_places(mask: &Array, axis: usize) -> Result<Vec<Places>> {
    if mask.ndim() == 0 {
        let truth = mask.item(0)?.get::<crate::Bool>() == Some(crate::Bool::from(true));
        let indices = Array::zeros(Kind::Int64, &[usize::from(truth)], Order::C)?;
        return Ok(vec![Places { indices, axis: None }]);
    }
    let all = mask.nonzero()?;
    (0..mask.ndim())
        .map(|k| Ok(Places { indices: all.index(&[Index::Integer(k as i64)])?, axis: Some(axis + k) }))
        .collect()
}
