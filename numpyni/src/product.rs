//! Matrix products as generalised ufuncs: large ones of floats and complex numbers through the gemm crate, the rest by loops of our own.

#[cfg(target_arch = "x86_64")]
mod floats;
mod integers;
mod rows;

use std::ffi::c_void;
use std::num::Wrapping;

use gemm::Parallelism;
use kernels::ops::{Add, Binary, Multiply};
use kernels::{C64, C128, Kernel, Level};
use num_complex::Complex;
use num_traits::Float;
use numpyni_gufunc::level;
use numpyni_gufunc::{Entry, Narrow, Row, Signature};

use crate::ufunc::CONJUGATE;
use crate::{Bool, Element, Kind, threads};
use integers::Integer;

/// Multiplications below which plain loops are faster than preparing blocks.
const SMALL: usize = 16 * 16 * 16;
/// Multiplications from which tiles of floats are faster than plain loops, and from which the gemm crate's blocks for the caches are.
#[cfg(target_arch = "x86_64")]
const TINY: usize = 4 * 4 * 4;
#[cfg(target_arch = "x86_64")]
const MEDIUM: usize = 256 * 256 * 256;
/// Multiplications from which several threads are.
const LARGE: usize = 1 << 21;

/// A row: its loops are one function for each type.
macro_rules! row {
    ($name:literal $signature:literal $code:ident $doc:literal) => {
        Row { name: $name, doc: $doc, entries: row!(@ $signature $code [Bool i8 u8 i16 u16 i32 u32 i64 u64 f32 f64 C64 C128]), narrow: Narrow::Half }
    };
    (@ $signature:literal $code:ident [$($T:ident)*]) => {
        &[$(Entry {
            signature: Signature::parse($signature).unwrap(),
            types: &[<$T as kernels::Element>::NAME; 3],
            derive: |_| {},
            code: $code::<$T>,
            in_place: false,
        }),*]
    };
}

/// The products, as rows of the table of generalised ufuncs.
pub(crate) static ROWS: &[Row] = &[
    row!(c"matmul" "(n?,k),(k,m?)->(n?,m?)" matmul c"Matrix product of two arrays."),
    row!(c"vecdot" "(n),(n)->()" vecdot c"Vector dot product of two arrays, of which the first is conjugated."),
    row!(c"matvec" "(m,n),(n)->(m)" matvec c"Matrix-vector dot product of two arrays."),
    row!(c"vecmat" "(n),(n,m)->(m)" vecmat c"Vector-matrix dot product of two arrays, of which the first is conjugated."),
];

/// Lengths of one product: (rows, k) @ (k, columns).
#[derive(Clone, Copy)]
struct Lengths {
    rows: usize,
    k: usize,
    columns: usize,
}

/// A matrix in memory: its first element, and the byte strides of rows and columns.
#[derive(Clone, Copy)]
struct Matrix {
    start: *mut u8,
    strides: [isize; 2],
}

/// The steps inside the cores of `a`, `b` and `c = a @ b`.
#[derive(Default)]
struct Steps {
    a_row: isize,
    a_k: isize,
    b_k: isize,
    b_column: isize,
    c_row: isize,
    c_column: isize,
}

/// The loops: the layout of the four products' lengths and steps, and whether the first operand is conjugated.
macro_rules! loops {
    ($($name:ident [$($length:ident),*] [$($step:ident),*] $conjugate:literal)*) => {$(
        /// # Safety
        /// NumPy's promise for a loop of this signature: elements of `T`.
        unsafe extern "C" fn $name<T: Element>(
            args: *const *mut u8,
            dimensions: *const isize,
            steps: *const isize,
            _data: *mut c_void,
        ) {
            let mut lengths = Lengths { rows: 1, k: 0, columns: 1 };
            for (length, at) in [$(&mut lengths.$length),*].into_iter().zip(1..) {
                // SAFETY: one length for each dimension of the signature.
                *length = unsafe { *dimensions.add(at) } as usize;
            }
            let mut inner = Steps::default();
            for (step, at) in [$(&mut inner.$step),*].into_iter().zip(3..) {
                // SAFETY: one step for each core dimension of each operand.
                *step = unsafe { *steps.add(at) };
            }
            let strides = [[inner.a_row, inner.a_k], [inner.b_k, inner.b_column], [inner.c_row, inner.c_column]];
            // SAFETY: the outer length.
            let n = unsafe { *dimensions };
            // SAFETY: the caller's promise.
            unsafe { each::<T>(args, n, steps, strides, lengths, $conjugate) }
        }
    )*};
}

loops! {
    matmul [rows, k, columns] [a_row, a_k, b_k, b_column, c_row, c_column] false
    vecdot [k] [a_k, b_k] true
    matvec [rows, k] [a_row, a_k, b_k, c_row] false
    vecmat [k, columns] [a_k, b_k, b_column, c_column] true
}

/// One product after the other.
///
/// # Safety
/// `n` matrices behind each of three pointers, `steps` bytes apart, of elements of `T`, with these strides and lengths.
unsafe fn each<T: Element>(
    args: *const *mut u8,
    n: isize,
    steps: *const isize,
    strides: [[isize; 2]; 3],
    lengths: Lengths,
    conjugate: bool,
) {
    // SAFETY: three operands.
    let starts = unsafe { args.cast::<[*mut u8; 3]>().read() };
    // SAFETY: as above.
    let steps = unsafe { steps.cast::<[isize; 3]>().read() };
    let mut conjugated: Vec<T> = Vec::new();
    for i in 0..n {
        let mut matrices = [0, 1, 2].map(|operand| Matrix {
            start: starts[operand].wrapping_offset(steps[operand] * i),
            strides: strides[operand],
        });
        if conjugate && lengths.rows.max(lengths.columns) == 1 {
            // SAFETY: the caller's promise.
            unsafe { dots(numpyni_loops::vdot(T::KIND), T::KIND, matrices, lengths) };
            continue;
        }
        if conjugate && T::KIND.is_complex() {
            conjugated.resize(lengths.k, T::zeroed());
            // SAFETY: the first operand is a vector of `k` elements.
            unsafe { conjugate_into(matrices[0], lengths.k, conjugated.as_mut_ptr()) };
            matrices[0] = Matrix { start: conjugated.as_mut_ptr().cast(), strides: [0, size_of::<T>() as isize] };
        }
        // SAFETY: the caller's promise.
        unsafe { product(T::KIND, matrices, lengths) };
    }
}

/// The conjugates of a vector's elements, side by side.
///
/// # Safety
/// `count` elements of `T`, which is complex, and room for as many.
unsafe fn conjugate_into<T: Element>(vector: Matrix, count: usize, room: *mut T) {
    let Some(code) = CONJUGATE.same(T::KIND) else { return };
    let args = [vector.start, room.cast()];
    // SAFETY: the caller's promise.
    unsafe { code.at(Level::current()).run(args.as_ptr(), count as isize, [vector.strides[1], size_of::<T>() as isize].as_ptr()) };
}

/// One product.
///
/// # Safety
/// The matrices hold elements of the kind, of these lengths; the last is writable and apart from the others.
unsafe fn product(kind: Kind, matrices: [Matrix; 3], lengths: Lengths) {
    let Lengths { rows, k, columns } = lengths;
    let multiplications = rows * columns * k;
    let [x1, x2, out] = matrices;
    let gapless = x1.strides[1] == kind.size() as isize && x2.strides[0] == kind.size() as isize;
    if columns == 1 && rows > 1 && gapless && k <= rows::LONGEST {
        match kind {
            // SAFETY: the caller's promise.
            Kind::Float32 => return unsafe { by_vector::<f32>([x1, x2, out], lengths) },
            // SAFETY: the caller's promise.
            Kind::Float64 => return unsafe { by_vector::<f64>([x1, x2, out], lengths) },
            // SAFETY: the caller's promise; signs make no difference to products that wrap.
            Kind::Int8 | Kind::UInt8 if k < rows::BRIEF => return unsafe { by_vector::<Wrapping<u8>>([x1, x2, out], lengths) },
            // SAFETY: as above.
            Kind::Int16 | Kind::UInt16 if k < rows::BRIEF => return unsafe { by_vector::<Wrapping<u16>>([x1, x2, out], lengths) },
            // SAFETY: the caller's promise.
            Kind::Complex64 => return unsafe { by_complex_vector::<f32>([x1, x2, out], lengths) },
            // SAFETY: the caller's promise.
            Kind::Complex128 => return unsafe { by_complex_vector::<f64>([x1, x2, out], lengths) },
            _ => (),
        }
    }
    if let Some((vector, matrix, out, count)) = vector_by_rows(kind, matrices, lengths) {
        match kind {
            // SAFETY: the caller's promise.
            Kind::Float32 => return unsafe { by_rows::<f32>([vector, matrix, out], count, k) },
            // SAFETY: the caller's promise.
            Kind::Float64 => return unsafe { by_rows::<f64>([vector, matrix, out], count, k) },
            _ => (),
        }
    }
    if rows.min(columns) == 1 && (k > 1 || multiplications > SMALL) {
        // SAFETY: the caller's promise.
        return unsafe { dots(numpyni_loops::dot(kind), kind, matrices, lengths) };
    }
    #[cfg(target_arch = "x86_64")]
    if (TINY..MEDIUM).contains(&multiplications) {
        match (kind, Level::current().name()) {
            // SAFETY: the caller's promise, and the CPU has the level.
            (Kind::Float64, "v3") => return unsafe { floats::f64_v3(matrices, lengths) },
            // SAFETY: as above.
            (Kind::Float64, "v4") => return unsafe { floats::f64_v4(matrices, lengths) },
            // SAFETY: as above.
            (Kind::Float32, "v3") => return unsafe { floats::f32_v3(matrices, lengths) },
            // SAFETY: as above.
            (Kind::Float32, "v4") => return unsafe { floats::f32_v4(matrices, lengths) },
            _ => {}
        }
    }
    match kind {
        // SAFETY: the caller's promise.
        Kind::Float32 if multiplications > SMALL => unsafe { blocked::<f32>(matrices, lengths, 1.0) },
        // SAFETY: the caller's promise.
        Kind::Float64 if multiplications > SMALL => unsafe { blocked::<f64>(matrices, lengths, 1.0) },
        // SAFETY: the caller's promise.
        Kind::Complex64 if multiplications > SMALL => unsafe { blocked::<C64>(matrices, lengths, C64::new(1.0, 0.0)) },
        // SAFETY: the caller's promise.
        Kind::Complex128 if multiplications > SMALL => unsafe { blocked::<C128>(matrices, lengths, C128::new(1.0, 0.0)) },
        // SAFETY: the caller's promise.
        Kind::Float32 => unsafe { plain::<f32>(matrices, lengths) },
        // SAFETY: the caller's promise.
        Kind::Float64 => unsafe { plain::<f64>(matrices, lengths) },
        // SAFETY: the caller's promise.
        Kind::Complex64 => unsafe { plain::<C64>(matrices, lengths) },
        // SAFETY: the caller's promise.
        Kind::Complex128 => unsafe { plain::<C128>(matrices, lengths) },
        // SAFETY: the caller's promise.
        Kind::Bool => unsafe { plain::<Bool>(matrices, lengths) },
        // SAFETY: the caller's promise; signs make no difference to products that wrap.
        Kind::Int8 | Kind::UInt8 => unsafe { u8::product(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int16 | Kind::UInt16 => unsafe { u16::product(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int32 | Kind::UInt32 => unsafe { u32::product(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int64 | Kind::UInt64 => unsafe { u64::product(matrices, lengths) },
        Kind::Float16 | Kind::BFloat16 => unreachable!("multiplied in float32"),
        Kind::Opaque => unreachable!("refused before"),
    }
}

/// A matrix whose rows have no gaps by such a vector.
///
/// # Safety
/// As `product`.
unsafe fn by_vector<T>([x1, x2, out]: [Matrix; 3], Lengths { rows: count, k, .. }: Lengths)
where
    T: Copy + Default + std::ops::Add<Output = T> + std::ops::Mul<Output = T>,
{
    let rows = rows::Rows::<T, 1> {
        matrix: x1.start.cast(),
        stride: x1.strides[0],
        vectors: [x2.start.cast()],
        out: out.start.cast(),
        step: out.strides[0],
        count,
        k,
    };
    // SAFETY: the caller's promise.
    unsafe { level::run(rows) }
}

/// The same of complex numbers: the rows' parts, as they stand, by the vector's with the imaginary ones negated, and by them in pairs turned round.
///
/// # Safety
/// As `product`.
unsafe fn by_complex_vector<R: Float + Default>([x1, x2, out]: [Matrix; 3], Lengths { rows: count, k, .. }: Lengths) {
    let mut vectors = vec![[R::default(); 2]; 2 * k];
    let (straight, crossed) = vectors.split_at_mut(k);
    for (i, (straight, crossed)) in straight.iter_mut().zip(crossed).enumerate() {
        // SAFETY: i < k.
        let x = unsafe { x2.start.cast::<Complex<R>>().wrapping_add(i).read_unaligned() };
        *straight = [x.re, -x.im];
        *crossed = [x.im, x.re];
    }
    let rows = rows::Rows::<R, 2> {
        matrix: x1.start.cast(),
        stride: x1.strides[0],
        vectors: [vectors.as_ptr().cast(), vectors[k..].as_ptr().cast()],
        out: out.start.cast(),
        step: out.strides[0],
        count,
        k: 2 * k,
    };
    // SAFETY: the caller's promise; a complex number is two of its parts.
    unsafe { level::run(rows) }
}

/// A product that is a sum of rows without gaps, each times an element of a vector: the vector, the matrix and the sum, seen as a row by a matrix,
/// and how long the sum is.
fn vector_by_rows(kind: Kind, [x1, x2, out]: [Matrix; 3], Lengths { rows, columns, .. }: Lengths) -> Option<(Matrix, Matrix, Matrix, usize)> {
    let turned = |matrix: Matrix| Matrix { strides: [matrix.strides[1], matrix.strides[0]], ..matrix };
    let (vector, matrix, out, count) = match (rows, columns) {
        (1, _) => (x1, x2, out, columns),
        (_, 1) => (turned(x2), turned(x1), turned(out), rows),
        _ => return None,
    };
    (count >= rows::NARROW && matrix.strides[1] == kind.size() as isize).then_some((vector, matrix, out, count))
}

/// A row by a matrix whose rows have no gaps.
///
/// # Safety
/// As `product`, and `count` is at least [`rows::NARROW`].
unsafe fn by_rows<T>([vector, matrix, out]: [Matrix; 3], count: usize, k: usize)
where
    T: Copy + Default + std::ops::Add<Output = T> + std::ops::Mul<Output = T>,
{
    let columns = rows::Columns::<T> {
        matrix: matrix.start.cast(),
        stride: matrix.strides[0],
        vector: vector.start.cast(),
        vector_step: vector.strides[1],
        out: out.start.cast(),
        step: out.strides[1],
        count,
        k,
    };
    // SAFETY: the caller's promise.
    unsafe { level::run(columns) }
}

/// A row or a column: one sum of products each.
///
/// # Safety
/// As `product`.
unsafe fn dots(kernel: &Kernel, kind: Kind, [x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths) {
    let code = kernel.at(Level::current());
    for i in 0..rows.max(columns) as isize {
        let (row, column) = if rows == 1 { (0, i) } else { (i, 0) };
        let args = [
            x1.start.wrapping_offset(x1.strides[0] * row),
            x2.start.wrapping_offset(x2.strides[1] * column),
            out.start.wrapping_offset(out.strides[0] * row + out.strides[1] * column),
        ];
        // SAFETY: `k` elements in both, and one place for the result; of nothing, the sum is zero.
        unsafe { args[2].write_bytes(0, kind.size()) };
        // SAFETY: as above.
        unsafe { code(args.as_ptr(), &(k as isize), [x1.strides[1], x2.strides[0], 0].as_ptr(), std::ptr::null_mut()) };
    }
}

/// Through the gemm crate.
///
/// # Safety
/// As `product`; strides are multiples of the element.
unsafe fn blocked<T: Element>([x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths, one: T) {
    let size = size_of::<T>() as isize;
    let elements = |matrix: Matrix| (matrix.start.cast::<T>(), matrix.strides.map(|stride| stride / size));
    let ((a, a_s), (b, b_s), (c, c_s)) = (elements(x1), elements(x2), elements(out));
    let multiply = |threads: Parallelism| {
        // SAFETY: the caller's promise; nothing is read from the output.
        unsafe {
            gemm::gemm(
                rows, columns, k, c, c_s[1], c_s[0], false, a, a_s[1], a_s[0], b, b_s[1], b_s[0], T::zeroed(), one, false, false,
                false, threads,
            )
        }
    };
    if rows * columns * k < LARGE || threads::count() == 1 {
        return multiply(Parallelism::None);
    }
    let job = threads::Job(multiply);
    threads::install(move |count| job.run(Parallelism::Rayon(count)));
}

/// Row by row: each element of `x1` times a row of `x2` is added to a row of `out`, in blocks that stay in the cache.
///
/// # Safety
/// As `product`.
unsafe fn plain<T: Element>([x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths)
where
    Add: Binary<T, Out = T>,
    Multiply: Binary<T, Out = T>,
{
    const WIDE: usize = 256;
    let at = |matrix: Matrix, row: usize, column: usize| -> *mut T {
        let [down, across] = matrix.strides;
        matrix.start.wrapping_offset(down * row as isize + across * column as isize).cast()
    };
    let mut sums = [T::zeroed(); WIDE];
    for first in (0..columns).step_by(WIDE) {
        let sums = &mut sums[..WIDE.min(columns - first)];
        for row in 0..rows {
            sums.fill(T::zeroed());
            for inner in 0..k {
                // SAFETY: row < rows and inner < k.
                let factor = unsafe { at(x1, row, inner).read_unaligned() };
                let source = at(x2, inner, first);
                if x2.strides[1] == size_of::<T>() as isize {
                    for (i, sum) in sums.iter_mut().enumerate() {
                        // SAFETY: first + i < columns; elements of a row lie side by side.
                        let x = unsafe { source.wrapping_add(i).read_unaligned() };
                        *sum = <Add as Binary<T>>::apply(*sum, <Multiply as Binary<T>>::apply(factor, x));
                    }
                } else {
                    for (i, sum) in sums.iter_mut().enumerate() {
                        // SAFETY: first + i < columns.
                        let x = unsafe { at(x2, inner, first + i).read_unaligned() };
                        *sum = <Add as Binary<T>>::apply(*sum, <Multiply as Binary<T>>::apply(factor, x));
                    }
                }
            }
            for (i, &sum) in sums.iter().enumerate() {
                // SAFETY: row < rows and first + i < columns.
                unsafe { at(out, row, first + i).write_unaligned(sum) };
            }
        }
    }
}
