//! `ufunc.reduce`: many elements into one, along any axes.

use kernels::Level;

use super::call::{Value, element, transfer};
use super::folding::{CHUNK, Folding};
use super::output::Output;
use super::resolve::class_of;
use super::table::{Bound, Identity, Loop, Refusal, Ufunc};
use crate::copy::fill;
use crate::{
    Array, Axes, Casting, DType, Error, Kind, Layout, Operand, Order, Result, Scalar, can_cast, normalize_axis,
};

/// What a reduction may ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReduceOptions<'a> {
    /// The axes that are reduced; None: all.
    pub axes: Option<&'a [i64]>,
    /// Keep them, with length one.
    pub keepdims: bool,
    /// The type of the computation and the result.
    pub dtype: Option<DType>,
    /// The start value.
    pub initial: Option<Operand<'a>>,
    /// Booleans that broadcast to the operand: other elements do not take part.
    pub condition: Option<&'a Array>,
    /// Where the result goes.
    pub out: Option<Output<'a>>,
    /// For var and std: the divisor is N - ddof.
    pub ddof: f64,
}

impl ReduceOptions<'_> {
    /// Nothing but axes is asked for.
    pub(crate) fn is_plain(&self) -> bool {
        self.dtype.is_none() && self.initial.is_none() && self.condition.is_none() && self.out.is_none()
    }

    /// A bit per axis that is reduced.
    ///
    /// # Errors
    /// `Axis`, `RepeatedAxis`.
    pub(crate) fn reduced(&self, ndim: usize) -> Result<u64> {
        let Some(axes) = self.axes else { return Ok(if ndim == 64 { !0 } else { (1 << ndim) - 1 }) };
        let mut bits = 0u64;
        for &axis in axes {
            // As in NumPy, a single element reduces along its axis 0 or -1.
            if ndim == 0 && axes.len() == 1 && (axis == 0 || axis == -1) {
                return Ok(0);
            }
            let axis = normalize_axis(axis, ndim)?;
            if bits & (1 << axis) != 0 {
                return Err(Error::RepeatedAxis);
            }
            bits |= 1 << axis;
        }
        Ok(bits)
    }
}

impl Ufunc {
    /// `ufunc.reduce` over `axes`.
    ///
    /// # Errors
    /// `Axis`, `RepeatedAxis`, `EmptyReduction`, `NoLoop`, `UfuncCast`, `Value`, `Type`.
    pub fn reduce(&self, x: &Array, options: &ReduceOptions<'_>) -> Result<Value> {
        self.check_folds("reduce")?;
        x.check_computable()?;
        let mut bits = [0; 2];
        if options.is_plain()
            && (options.axes.is_none() || (x.ndim() == 1 && matches!(options.axes, Some([0] | [-1]))))
            && !options.keepdims
            && let Some(kind) = self.fold_contiguous(x, &mut bits)
        {
            return Ok(Value::Element(Scalar::from_bits(kind, bits)));
        }
        if options.is_plain()
            && let Some(value) = self.reduce_small(x, options)?
        {
            return Ok(value);
        }
        let kind = self.reduction_kind(x.dtype(), options.dtype.or(options.out.map(|out| out.dtype())))?;
        if let Some(out) = options.out
            && options.dtype.is_some()
            && !can_cast(kind.into(), out.dtype(), Casting::SameKind)
        {
            return Err(self.cast_error(self.nin(), kind.into(), out.dtype(), Casting::SameKind));
        }
        self.reduce_as(x, options, kind)
    }

    /// # Errors
    /// `Value` for a ufunc that does not fold.
    pub(super) fn check_folds(&self, method: &str) -> Result<()> {
        if self.nin() != 2 {
            return Err(Error::Value(format!("{method} only supported for binary functions")));
        }
        if self.nout() != 1 {
            return Err(Error::Value(format!("{method} only supported for functions returning a single value")));
        }
        Ok(())
    }

    /// All elements of an array into one, with the type that NumPy gives the result.
    ///
    /// # Errors
    /// As `reduce`.
    pub fn fold_all(&self, x: &Array) -> Result<Scalar> {
        match self.reduce(x, &ReduceOptions::default())? {
            Value::Element(scalar) => Ok(scalar),
            Value::Array(array) => Ok(element(&array)),
        }
    }

    /// The case that most reductions are: all of a small array whose elements stand at one distance, in one kernel's call. The kernel writes the result to its place at once: reading it
    /// back in other pieces would cost as much as the call.
    #[inline]
    pub(crate) fn fold_contiguous(&self, x: &Array, bits: &mut [u64; 2]) -> Option<Kind> {
        if !x.dtype().is_native() {
            return None;
        }
        // SAFETY: the array's elements.
        unsafe { self.fold_elements(x.as_ptr(), x.size(), x.any_step()?, x.dtype().kind(), bits) }
    }

    /// As [`fold_contiguous`](Ufunc::fold_contiguous), for elements that no array holds.
    ///
    /// # Safety
    /// `size` native elements of the kind are readable from `data` on, one step from the other.
    #[inline]
    pub(crate) unsafe fn fold_elements(&self, data: *mut u8, size: usize, step: isize, from: Kind, bits: &mut [u64; 2]) -> Option<Kind> {
        if size == 0 || size > CHUNK {
            return None;
        }
        let own = if from.is_integer() || from.is_bool() { None } else { self.fold(from, from) };
        let (into, fold) = match own {
            Some(fold) => (from, fold),
            None => {
                let into = self.widened(from);
                (into, self.fold(from, into)?)
            }
        };
        // SAFETY: the caller's promise; there is an element.
        unsafe { self.fold_with(fold.at(Level::current()), data, size, step, (from, into), bits) };
        Some(into)
    }

    /// The fold of all elements of a small gapless array in another type.
    pub(crate) fn fold_contiguous_into(&self, x: &Array, into: Kind, bits: &mut [u64; 2]) -> Option<()> {
        if x.size() == 0 || x.size() > CHUNK || !x.dtype().is_native() {
            return None;
        }
        let fold = self.fold(x.dtype().kind(), into)?;
        let kinds = (x.dtype().kind(), into);
        // SAFETY: the array's elements, of which there is one.
        unsafe { self.fold_with(fold.at(Level::current()), x.as_ptr(), x.size(), x.any_step()?, kinds, bits) };
        Some(())
    }

    /// # Safety
    /// `size` elements of the first kind, at least one, are readable from `data` on, one step from the other; the kernel folds them into the second.
    #[inline(always)]
    unsafe fn fold_with(&self, fold: Bound, data: *mut u8, size: usize, step: isize, (from, into): (Kind, Kind), bits: &mut [u64; 2]) {
        *bits = [0; 2];
        let out: *mut u8 = (&raw mut *bits).cast();
        let mut n = size as isize;
        match self.identity() {
            Some(Identity::Int(0) | Identity::Bool(false)) => {}
            Some(identity) => *bits = identity_scalar(identity, into).bits(),
            None => {
                // The last element is the start value, so that the loop starts where the array does: on a whole cache line.
                n -= 1;
                let last = data.wrapping_offset(step * n);
                // SAFETY: there is an element, and its size is at most 16 bytes.
                unsafe { out.copy_from_nonoverlapping(last, from.size()) };
            }
        }
        let args = [data, out];
        // SAFETY: `n` elements of the kernel's type stand there, one step from the other, and the start value in `out`.
        unsafe { fold.run(args.as_ptr(), n, [step, 0].as_ptr()) };
    }

    /// The type that a reduction has if none is asked for: sums and products of small integers are made in 64 bits.
    pub(crate) fn widened(&self, kind: Kind) -> Kind {
        let widens = (self == super::table::ADD) || (self == super::table::MULTIPLY);
        match kind {
            _ if self.is_logical() => Kind::Bool,
            kind if widens && kind.is_unsigned() => Kind::UInt64,
            kind if widens && (kind.is_integer() || kind.is_bool()) => Kind::Int64,
            kind => kind,
        }
    }

    /// The type of a fold's loop, whose inputs and output are alike.
    pub(super) fn reduction_kind(&self, x: DType, wanted: Option<DType>) -> Result<Kind> {
        let kind = match wanted {
            Some(wanted) if self.is_logical() && !wanted.kind().is_bool() => return Err(self.no_matching_loop()),
            Some(wanted) => wanted.kind(),
            None => self.widened(x.kind()),
        };
        let alike = |entry: &&Loop| entry.kinds()[0] == entry.kinds()[1] && entry.kinds()[1] == entry.kinds()[2];
        if kind.is_bool()
            && let Some(refusal) = self.refusal()
        {
            return Err(match refusal {
                Refusal::Words(words) => Error::Type(words.into()),
                Refusal::Classes => self.no_loop([None, Some(class_of(kind))].into_iter()),
            });
        }
        let fitting = self.loops().iter().filter(alike).find(|entry| can_cast(kind.into(), entry.kinds()[0].into(), Casting::Safe));
        match fitting {
            Some(entry) if wanted.is_none() || entry.kinds()[0] == kind => Ok(entry.kinds()[0]),
            _ if self.resolve(&[Operand::Element(kind.into(), [0; 2]); 2], None, Casting::SameKind).is_err() => {
                Err(self.no_loop([None, Some(class_of(kind))].into_iter()))
            }
            _ => Err(self.no_matching_loop()),
        }
    }

    /// The reduction in a type for which there is a loop.
    pub(crate) fn reduce_as(&self, x: &Array, options: &ReduceOptions<'_>, kind: Kind) -> Result<Value> {
        let reduced = options.reduced(x.ndim())?;
        if reduced.count_ones() > 1 && !self.reorderable() {
            return Err(Error::Value(format!(
                "reduction operation '{}' is not reorderable, so at most one axis may be specified",
                self.name()
            )));
        }
        let is_reduced = |axis: usize| reduced & (1 << axis) != 0;
        let kept: Axes<usize> =
            x.shape().iter().enumerate().map(|(axis, &n)| if is_reduced(axis) { 1 } else { n }).collect();
        let final_shape: Axes<usize> = if options.keepdims {
            kept.clone()
        } else {
            (0..x.ndim()).filter(|&axis| !is_reduced(axis)).map(|axis| x.shape()[axis]).collect()
        };
        if let Some(out) = options.out {
            self.check_out(out.array(), &final_shape)?;
        }
        let condition = match options.condition {
            None => None,
            Some(mask) if mask.dtype().kind() != Kind::Bool => {
                return Err(Error::Cast { from: mask.dtype(), to: Kind::Bool.into(), rule: Casting::Safe });
            }
            Some(mask) => Some(mask.view_inside(mask.layout().broadcast_to(x.shape())?, 0)),
        };

        // Half precision is summed in float32 and rounded once.
        let half = kind.size() == 2 && kind.is_float() && self.fold(kind, Kind::Float32).is_some();
        let into = if half { Kind::Float32 } else { kind };
        let accumulator = Array::empty(into, &kept, Order::C)?;
        let nothing = x.size() == 0 && accumulator.size() > 0;
        let identity = match options.initial {
            Some(Operand::Weak(weak)) => Some(weak.to_scalar(kind)?),
            Some(Operand::Element(dtype, bits)) => Some(Scalar::from_bits(dtype.kind(), bits).cast(kind)),
            Some(Operand::Array(initial)) if initial.size() == 1 => Some(element_of(initial)?.cast(kind)),
            Some(Operand::Array(_)) => return Err(Error::Value("the initial value of a reduction is one element".into())),
            None => self.identity().map(|identity| identity_scalar(identity, kind)),
        };
        let mut x = x.clone();
        match identity {
            // SAFETY: the accumulator is new; nobody else has it.
            Some(start) => unsafe { fill(&accumulator, start) },
            None if nothing => return Err(Error::EmptyReduction { name: self.name() }),
            None if condition.is_some() => {
                return Err(Error::Value(format!(
                    "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
                    self.name()
                )));
            }
            None if accumulator.size() == 0 => {}
            None => {
                // The first elements are the start values. Folding them once more does no harm where the order does not matter
                // (a maximum); elsewhere one axis is reduced, and starts after them.
                transfer(&x.view_inside(Layout::strided(&kept, x.strides(), x.itemsize())?, 0), &accumulator)?;
                if !self.reorderable() && reduced != 0 {
                    let axis = reduced.trailing_zeros() as usize;
                    let mut shape: Axes<usize> = x.shape().into();
                    shape[axis] -= 1;
                    let offset = if shape[axis] > 0 { x.strides()[axis] } else { 0 };
                    x = x.view_inside(Layout::strided(&shape, x.strides(), x.itemsize())?, offset);
                }
            }
        }
        if x.size() > 0 && (reduced != 0 || identity.is_some()) {
            let mut fold = Folding::new(self, x.dtype(), into)?;
            fold.all(&x, &accumulator, condition.as_ref(), reduced)?;
        }
        finish(accumulator, kind, &final_shape, options.out.map(Output::array))
    }

    fn check_out(&self, out: &Array, shape: &[usize]) -> Result<()> {
        out.check_writable("output array")?;
        if out.ndim() != shape.len() {
            return Err(Error::Value(format!(
                "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {}",
                self.name(),
                out.ndim(),
                shape.len()
            )));
        }
        if out.shape() != shape {
            return Err(Error::Value(format!(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                super::call::spelled(out.shape()),
                super::call::spelled(shape)
            )));
        }
        Ok(())
    }
}

/// The accumulator as the result: of its type and shape, in `out` if there is one.
pub(crate) fn finish(accumulator: Array, kind: Kind, shape: &[usize], out: Option<&Array>) -> Result<Value> {
    let layout = Layout::contiguous(shape, accumulator.itemsize(), Order::C)?;
    let shaped = match accumulator.shape() == shape {
        true => accumulator,
        false => accumulator.view_inside(layout, 0).keep_owner(),
    };
    match out {
        Some(out) => {
            transfer(&shaped, out)?;
            Ok(Value::Array(out.clone()))
        }
        None if shape.is_empty() => Ok(Value::Element(element(&shaped).cast(kind))),
        None if shaped.dtype().kind() == kind => Ok(Value::Array(shaped)),
        None => {
            let result = Array::empty(kind, shape, Order::C)?;
            transfer(&shaped, &result)?;
            Ok(Value::Array(result))
        }
    }
}

/// One element of an array that has one.
fn element_of(array: &Array) -> Result<Scalar> {
    Ok(element(&array.view_inside(Layout::default(), 0)))
}

/// An identity as an element.
pub(crate) fn identity_scalar(identity: Identity, kind: Kind) -> Scalar {
    match identity {
        Identity::Bool(value) => Scalar::new(crate::Bool::from(value)),
        Identity::Int(value) => Scalar::new(value),
        Identity::Float(value) => Scalar::new(value),
    }
    .cast(kind)
}
