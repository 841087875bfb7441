//! Matrix products: floats and complex numbers through the gemm crate, the rest by loops of our own.

use gemm::Parallelism;
use kernels::ops::{Add, Binary, Multiply};
use kernels::{C64, C128, Level};

use crate::ufunc::{clashes, spelled, transfer};
use crate::{
    Array, Axes, Bool, Casting, DType, Element, Error, Kind, Order, Result, Walk, broadcast_shapes, can_cast, promote, threads,
};

const SIGNATURE: &str = "(n?,k),(k,m?)->(n?,m?)";
/// Multiplications below which plain loops are faster than preparing blocks.
const SMALL: usize = 16 * 16 * 16;
/// Multiplications from which several threads are.
const LARGE: usize = 1 << 21;

/// `x1 @ x2`: matrices on the last two axes, stacks of them on the others, which broadcast; a vector is a row on the left, a column on
/// the right.
///
/// ```
/// use numpyni::{Array, matmul};
/// let x = Array::from_slice(&[1.0, 2.0, 3.0]);
/// assert_eq!(matmul(&x, &x)?.item(0)?.get::<f64>(), Some(14.0));
/// # Ok::<(), numpyni::Error>(())
/// ```
///
/// # Errors
/// `Value` where lengths differ or dimensions are missing, `Broadcast`, `Memory`, `TooBig`.
pub fn matmul(x1: &Array, x2: &Array) -> Result<Array> {
    matmul_with(x1, x2, None, Casting::SameKind, None)
}

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

/// [`matmul`] in a type, into `out`.
pub(crate) fn matmul_with(x1: &Array, x2: &Array, dtype: Option<DType>, casting: Casting, out: Option<&Array>) -> Result<Array> {
    for (index, x) in [x1, x2].into_iter().enumerate() {
        if x.ndim() == 0 {
            return Err(Error::Value(format!(
                "matmul: Input operand {index} does not have enough dimensions (has 0, gufunc core with signature {SIGNATURE} requires 1)"
            )));
        }
    }
    x1.check_computable()?;
    x2.check_computable()?;
    if dtype.is_some_and(|dtype| dtype.kind().is_opaque()) {
        return Err(Error::Opaque);
    }
    let k = x1.shape()[x1.ndim() - 1];
    let k2 = x2.shape()[x2.ndim().saturating_sub(2)];
    if k != k2 {
        return Err(Error::Value(format!(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {SIGNATURE} (size {k2} is different \
             from {k})"
        )));
    }
    let (left_vector, right_vector) = (x1.ndim() == 1, x2.ndim() == 1);
    let lengths = Lengths {
        rows: if left_vector { 1 } else { x1.shape()[x1.ndim() - 2] },
        k,
        columns: if right_vector { 1 } else { x2.shape()[x2.ndim() - 1] },
    };
    let stack = |x: &Array| -> Axes<usize> { x.shape()[..x.ndim().saturating_sub(2)].into() };
    let stacks = broadcast_shapes(&[&stack(x1), &stack(x2)])?;
    let mut shape = stacks.clone();
    if !left_vector {
        shape.push(lengths.rows);
    }
    if !right_vector {
        shape.push(lengths.columns);
    }

    let kind = dtype.or_else(|| promote(x1.dtype(), x2.dtype())).map_or(Kind::Float64, DType::kind);
    for (index, x) in [x1, x2].into_iter().enumerate() {
        if x.dtype().kind() != kind && !can_cast(x.dtype(), kind.into(), casting) {
            let operand = if index == 0 { "input 0" } else { "input 1" };
            return Err(cast_error(operand, index, x.dtype(), kind.into(), casting));
        }
    }
    if let Some(out) = out {
        out.check_writable("output array")?;
        if out.shape() != &shape[..] {
            return Err(Error::Value(format!(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                spelled(out.shape()),
                spelled(&shape)
            )));
        }
        if !can_cast(kind.into(), out.dtype(), casting) {
            return Err(cast_error("output", 2, kind.into(), out.dtype(), casting));
        }
    }

    // Half precision is multiplied and summed in float32, and rounded once.
    let within = if kind.is_float() && kind.size() == 2 { Kind::Float32 } else { kind };
    let direct = out.filter(|out| out.dtype() == within.into() && !clashes_any(out, [x1, x2]) && usable(out));
    let result = match direct {
        Some(out) => out.clone(),
        None => Array::empty(within, &shape, Order::C)?,
    };
    let (x1, x2) = (ready(x1, within)?, ready(x2, within)?);
    products(&x1, &x2, &result, &stacks, lengths)?;
    match out {
        Some(out) if direct.is_none() => {
            transfer(&result, out)?;
            Ok(out.clone())
        }
        None if within != kind => {
            let rounded = Array::empty(kind, &shape, Order::C)?;
            transfer(&result, &rounded)?;
            Ok(rounded)
        }
        _ => Ok(result),
    }
}

fn cast_error(operand: &'static str, index: usize, from: DType, to: DType, casting: Casting) -> Error {
    Error::UfuncCast { ufunc: "matmul", operand, index, from, to, rule: casting.name() }
}

/// Whether writing `out` would change what is still to be read. A product reads its operands again and again.
fn clashes_any(out: &Array, inputs: [&Array; 2]) -> bool {
    inputs.iter().any(|x| clashes(out, x) || (out.as_ptr() == x.as_ptr() && x.size() > 0))
}

/// Aligned, and its strides are whole elements.
fn usable(x: &Array) -> bool {
    x.is_aligned() && x.strides().iter().all(|s| s.unsigned_abs().is_multiple_of(x.itemsize()))
}

/// An operand of the type in which the product is made; itself if it can be used as it stands.
fn ready(x: &Array, kind: Kind) -> Result<Array> {
    if x.dtype() == kind.into() && usable(x) {
        return Ok(x.clone());
    }
    let copy = Array::empty(kind, x.shape(), Order::C)?;
    transfer(x, &copy)?;
    Ok(copy)
}

/// All products of two stacks.
fn products(x1: &Array, x2: &Array, out: &Array, stacks: &[usize], lengths: Lengths) -> Result<()> {
    if out.size() == 0 {
        return Ok(());
    }
    let matrix = |x: &Array, row: bool, column: bool| -> [isize; 2] {
        let mut core = x.strides().iter().rev();
        let columns = if column { core.next().copied().unwrap_or(0) } else { 0 };
        let rows = if row { core.next().copied().unwrap_or(0) } else { 0 };
        [rows, columns]
    };
    let spread = |x: &Array| -> Axes<isize> {
        let core = x.ndim().min(2);
        let own = &x.shape()[..x.ndim() - core];
        let added = stacks.len() - own.len();
        (0..stacks.len())
            .map(|axis| match axis.checked_sub(added) {
                Some(axis) if own[axis] != 1 => x.strides()[axis],
                _ => 0,
            })
            .collect()
    };
    let kind = out.dtype().kind();
    let (left, right) = (matrix(x1, x1.ndim() > 1, true), matrix(x2, true, x2.ndim() > 1));
    let target = matrix(out, x1.ndim() > 1, x2.ndim() > 1);
    let [s1, s2] = [spread(x1), spread(x2)];
    let walk = Walk::new(stacks, &[&out.strides()[..stacks.len()], &s1, &s2], true);
    walk.run(&[out.as_ptr(), x1.as_ptr(), x2.as_ptr()], |at| {
        for i in 0..walk.inner_len() as isize {
            let start = |operand: usize| at[operand].wrapping_offset(walk.inner_strides()[operand] * i);
            let x1 = Matrix { start: start(1), strides: left };
            let x2 = Matrix { start: start(2), strides: right };
            let out = Matrix { start: start(0), strides: target };
            // SAFETY: the matrices lie in their arrays, of the kind's type; the output is apart from the inputs.
            unsafe { product(kind, [x1, x2, out], lengths) };
        }
        Ok::<(), Error>(())
    })
}

/// One product.
///
/// # Safety
/// The matrices hold elements of the kind, of these lengths; the last is writable and apart from the others.
unsafe fn product(kind: Kind, matrices: [Matrix; 3], lengths: Lengths) {
    let Lengths { rows, k, columns } = lengths;
    let multiplications = rows * columns * k;
    if rows.min(columns) == 1 && (k > 1 || multiplications > SMALL) {
        // SAFETY: the caller's promise.
        return unsafe { dots(kind, matrices, lengths) };
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
        Kind::Int8 | Kind::UInt8 => unsafe { plain::<u8>(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int16 | Kind::UInt16 => unsafe { plain::<u16>(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int32 | Kind::UInt32 => unsafe { plain::<u32>(matrices, lengths) },
        // SAFETY: as above.
        Kind::Int64 | Kind::UInt64 => unsafe { plain::<u64>(matrices, lengths) },
        Kind::Float16 | Kind::BFloat16 => unreachable!("multiplied in float32"),
        Kind::Opaque => unreachable!("refused before"),
    }
}

/// A row or a column: one sum of products each.
///
/// # Safety
/// As `product`.
unsafe fn dots(kind: Kind, [x1, x2, out]: [Matrix; 3], Lengths { rows, k, columns }: Lengths) {
    let code = numpyni_loops::dot(kind).at(Level::current());
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
