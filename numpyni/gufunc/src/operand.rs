//! The core of an operand: a scalar, a vector or a matrix somewhere in memory.

use std::marker::PhantomData;

use kernels::Element;

use crate::MAX_OPERANDS;

/// A matrix in memory; a vector has one column, a scalar one element.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Place {
    pub(crate) start: *mut u8,
    pub(crate) shape: [usize; 2],
    /// Bytes from row to row and from column to column.
    pub(crate) strides: [isize; 2],
}

impl Place {
    /// Whether it is an aligned vector of `T` without gaps.
    fn is_slice<T>(&self) -> bool {
        let [rows, columns] = self.shape;
        columns == 1 && rows > 0 && self.strides[0] == size_of::<T>() as isize && self.start.cast::<T>().is_aligned()
    }

    fn at<T>(&self, row: usize, column: usize) -> *mut T {
        let [rows, columns] = self.shape;
        assert!(row < rows && column < columns, "({row}, {column}) outside ({rows}, {columns})");
        self.start.wrapping_offset(self.strides[0] * row as isize + self.strides[1] * column as isize).cast()
    }
}

/// The core of an input.
#[derive(Clone, Copy)]
pub struct In<'a, T>(Place, PhantomData<&'a T>);

/// The core of an output. It may be the memory of an input, element by element: read before you write.
pub struct Out<'a, T>(Place, PhantomData<&'a mut T>);

impl<T: Element> In<'_, T> {
    /// Rows and columns.
    #[inline]
    pub fn shape(&self) -> [usize; 2] {
        self.0.shape
    }

    /// How many elements it has.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.shape[0] * self.0.shape[1]
    }

    /// Whether it has no elements.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One element.
    ///
    /// # Panics
    /// Outside the shape.
    #[inline]
    pub fn get(&self, row: usize, column: usize) -> T {
        // SAFETY: inside the shape, so an element of the operand, by the promise of `Operands::new`.
        unsafe { self.0.at::<T>(row, column).read_unaligned() }
    }

    /// The elements, column by column.
    pub fn elements(&self) -> impl Iterator<Item = T> + '_ {
        let [rows, columns] = self.0.shape;
        (0..columns).flat_map(move |column| (0..rows).map(move |row| self.get(row, column)))
    }

    /// Adds the elements to `buffer`, column by column.
    pub fn append_to(&self, buffer: &mut Vec<T>) {
        let [rows, columns] = self.0.shape;
        if self.0.strides[0] != size_of::<T>() as isize || rows == 0 {
            return buffer.extend(self.elements());
        }
        for column in 0..columns {
            let length = buffer.len();
            buffer.reserve(rows);
            let source: *const u8 = self.0.at::<u8>(0, column);
            let room = buffer.spare_capacity_mut().as_mut_ptr().cast::<u8>();
            // SAFETY: a column lies without gaps, and there is room for it.
            unsafe { room.copy_from_nonoverlapping(source, rows * size_of::<T>()) };
            // SAFETY: `rows` more elements were written.
            unsafe { buffer.set_len(length + rows) };
        }
    }

    /// Writes the elements to `target`, column by column, as far as it goes.
    pub fn copy_to(&self, target: &mut [T]) {
        let [rows, columns] = self.0.shape;
        if columns == 1 && rows == target.len() && rows > 0 && self.0.strides[0] == size_of::<T>() as isize {
            let source: *const u8 = self.0.at::<u8>(0, 0);
            // SAFETY: the elements lie without gaps; `target` is memory of its own, and as long.
            return unsafe { target.as_mut_ptr().cast::<u8>().copy_from_nonoverlapping(source, size_of_val(target)) };
        }
        target.iter_mut().zip(self.elements()).for_each(|(target, x)| *target = x);
    }

    /// Writes what a function makes of each element to `target`, column by column, as far as it goes.
    #[inline(always)]
    pub fn map_to<U>(&self, target: &mut [U], f: impl Fn(T) -> U) {
        let [rows, columns] = self.0.shape;
        if columns != 1 || rows < target.len() || self.0.strides[0] != size_of::<T>() as isize {
            return target.iter_mut().zip(self.elements()).for_each(|(target, x)| *target = f(x));
        }
        let source = self.0.start.cast::<T>();
        for (i, target) in target.iter_mut().enumerate() {
            // SAFETY: the elements lie without gaps, and there are as many.
            *target = f(unsafe { source.wrapping_add(i).read_unaligned() });
        }
    }

    /// The elements where they stand, if they are one aligned vector without gaps; for as long as no output is written.
    pub fn as_slice(&self) -> Option<&[T]> {
        // SAFETY: the elements are there, and lie without gaps.
        self.0.is_slice::<T>().then(|| unsafe { std::slice::from_raw_parts(self.0.start.cast(), self.0.shape[0]) })
    }

    /// The elements, column by column, in memory of their own.
    pub fn to_vec(&self) -> Vec<T> {
        let mut buffer = Vec::with_capacity(self.len());
        self.append_to(&mut buffer);
        buffer
    }
}

impl<T: Element> Out<'_, T> {
    /// Rows and columns.
    #[inline]
    pub fn shape(&self) -> [usize; 2] {
        self.0.shape
    }

    /// Writes one element.
    ///
    /// # Panics
    /// Outside the shape.
    #[inline]
    pub fn set(&mut self, row: usize, column: usize, value: T) {
        // SAFETY: inside the shape, so an element of the operand, by the promise of `Operands::new`.
        unsafe { self.0.at::<T>(row, column).write_unaligned(value) };
    }

    /// The elements of an input and room for those of this output, where both are aligned vectors without gaps, apart from each other.
    pub fn beside<'b>(&'b mut self, x: &'b In<'_, T>) -> Option<(&'b [T], &'b mut [T])> {
        let x = x.as_slice()?;
        let (start, n) = (self.0.start.cast::<T>(), self.0.shape[0]);
        let range = start.cast_const()..start.cast_const().wrapping_add(n);
        let apart = range.end <= x.as_ptr() || x.as_ptr_range().end <= range.start;
        // SAFETY: as many elements may be written, without gaps, and nobody else looks at them.
        (apart && self.0.is_slice::<T>()).then(|| (x, unsafe { std::slice::from_raw_parts_mut(start, n) }))
    }

    /// Writes every element, by its row and column.
    pub fn fill_with(&mut self, value: impl Fn(usize, usize) -> T) {
        let [rows, columns] = self.0.shape;
        for column in 0..columns {
            for row in 0..rows {
                self.set(row, column, value(row, column));
            }
        }
    }

    /// Writes the elements, column by column, as far as `values` go.
    pub fn fill_from(&mut self, values: &[T]) {
        let [rows, columns] = self.0.shape;
        if columns == 1 && rows == values.len() && rows > 0 && self.0.strides[0] == size_of::<T>() as isize {
            let target = self.0.at::<u8>(0, 0);
            // SAFETY: the elements lie without gaps; `values` is memory of its own.
            return unsafe { target.copy_from_nonoverlapping(values.as_ptr().cast(), size_of_val(values)) };
        }
        self.map_from(values, |value| value);
    }

    /// Writes what a function makes of each of the values, column by column, as far as they go.
    #[inline(always)]
    pub fn map_from<U: Copy>(&mut self, values: &[U], f: impl Fn(U) -> T) {
        let [rows, columns] = self.0.shape;
        if columns == 1 && rows >= values.len() && self.0.strides[0] == size_of::<T>() as isize {
            let target = self.0.start.cast::<T>();
            for (i, &value) in values.iter().enumerate() {
                // SAFETY: the elements lie without gaps, and there are as many.
                unsafe { target.wrapping_add(i).write_unaligned(f(value)) };
            }
            return;
        }
        for (column, values) in values.chunks_exact(rows.max(1)).enumerate().take(columns) {
            for (row, &value) in values.iter().enumerate() {
                self.set(row, column, f(value));
            }
        }
    }
}

/// The operands of an operation: a tuple of inputs and outputs.
pub trait Operands<'a>: Sized {
    /// NumPy's names of their types.
    const TYPES: &'static [&'static str];

    /// # Safety
    /// The places hold elements of `TYPES` for 'a; outputs are writable.
    #[doc(hidden)]
    unsafe fn new(places: &[Place; MAX_OPERANDS]) -> Self;

    /// Writes what is no number to all outputs.
    #[doc(hidden)]
    fn spoil(self);
}

#[doc(hidden)]
pub trait Operand<'a> {
    const TYPE: &'static str;

    /// # Safety
    /// As `Operands::new`.
    unsafe fn new(place: Place) -> Self;

    fn spoil(self);
}

impl<'a, T: Element> Operand<'a> for In<'a, T> {
    const TYPE: &'static str = T::NAME;

    unsafe fn new(place: Place) -> Self {
        In(place, PhantomData)
    }

    fn spoil(self) {}
}

impl<'a, T: Element> Operand<'a> for Out<'a, T> {
    const TYPE: &'static str = T::NAME;

    unsafe fn new(place: Place) -> Self {
        Out(place, PhantomData)
    }

    fn spoil(mut self) {
        // Of every floating type, all ones are not a number.
        let value: T = bytemuck::pod_read_unaligned(&[0xff; 16][..size_of::<T>()]);
        self.fill_with(|_, _| value);
    }
}

macro_rules! tuples {
    ($(($($X:ident $i:tt),*))*) => {$(
        impl<'a, $($X: Operand<'a>),*> Operands<'a> for ($($X,)*) {
            const TYPES: &'static [&'static str] = &[$($X::TYPE),*];

            unsafe fn new(places: &[Place; MAX_OPERANDS]) -> Self {
                // SAFETY: the caller's promise, operand by operand.
                ($(unsafe { $X::new(places[$i]) },)*)
            }

            fn spoil(self) {
                $(self.$i.spoil();)*
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
}
