//! A call of a ufunc: broadcast, resolve, make room for the results, run.

use smallvec::{SmallVec, smallvec};

use super::alike::Fresh;
use super::resolve::Signature;
use super::output::Output;
use super::run::{Place, Plan};
use super::table::{Loop, MAX_OPERANDS, Ufunc};
use super::table::POWER;
use crate::copy::{CopyOrder, gapless_among};
use crate::layout::Axes;
use crate::{
    Array, Casting, DType, Error, Kind, Layout, Operand, Operands, Order, Result, Scalar, broadcast_shapes, can_cast,
};

/// In which order the elements of a new result stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ResultOrder {
    /// As the operands stand in memory.
    #[default]
    K,
    /// Column-major if the operands are, else row-major.
    A,
    /// As told.
    Fixed(Order),
}

/// What a call may ask for beyond its operands.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Where results go; None: a new array. Empty: all new.
    pub out: &'a [Option<Output<'a>>],
    /// Booleans that broadcast with the operands: elsewhere, outputs stay as they are.
    pub condition: Option<&'a Array>,
    /// The types of the loop.
    pub signature: Option<Signature<'a>>,
    /// Which casts of operands are permitted.
    pub casting: Casting,
    /// The order of new results.
    pub order: ResultOrder,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { out: &[], condition: None, signature: None, casting: Casting::SameKind, order: ResultOrder::K }
    }
}

/// A result: an array, or one element where it has no dimensions.
#[derive(Clone, Debug)]
pub enum Value {
    /// An array.
    Array(Array),
    /// An element.
    Element(Scalar),
}

impl Value {
    /// The result as an array; an element becomes one of no dimensions.
    ///
    /// # Errors
    /// `Memory`
    pub fn into_array(self) -> Result<Array> {
        match self {
            Value::Array(array) => Ok(array),
            Value::Element(scalar) => {
                let array = Array::empty(scalar.kind(), &[], Order::C)?;
                let bits = scalar.bits();
                // SAFETY: both hold one element of the scalar's type.
                unsafe { array.as_ptr().copy_from_nonoverlapping((&raw const bits).cast(), array.itemsize()) };
                Ok(array)
            }
        }
    }

    /// The value, if it is one element of type `T`.
    pub fn get<T: crate::Element>(&self) -> Option<T> {
        match self {
            Value::Element(scalar) => scalar.get(),
            Value::Array(_) => None,
        }
    }

    /// An array, or its element if it has no dimensions.
    pub(crate) fn of(array: Array) -> Value {
        if array.ndim() == 0 { Value::Element(element(&array)) } else { Value::Array(array) }
    }
}

/// The only element of an array of no dimensions.
pub(crate) fn element(array: &Array) -> Scalar {
    let mut bits = [0u64; 2];
    let kind = array.dtype().kind();
    let cast = crate::Cast::new(array.dtype(), kind.into());
    // SAFETY: the array has an element, and 16 bytes hold any.
    unsafe { cast.run([array.as_ptr(), (&raw mut bits).cast()], 1, [0, 0]) };
    Scalar::from_bits(kind, bits)
}

impl Ufunc {
    /// Applies the ufunc to `nin` inputs, which broadcast; gives `nout` arrays.
    ///
    /// ```
    /// use numpyni::{Array, ufunc::ADD};
    /// let a = Array::from_slice(&[1.0, 2.0]);
    /// let sum = ADD.call(&[(&a).into(), (&a).into()])?;
    /// assert_eq!(sum[0].shape(), [2]);
    /// # Ok::<(), numpyni::Error>(())
    /// ```
    ///
    /// # Errors
    /// `NoLoop`, `Broadcast`, `IntegerOutOfBounds`, `Memory`, `TooBig`, `Value`, `Type`.
    pub fn call(&self, inputs: &[Operand<'_>]) -> Result<SmallVec<[Array; 2]>> {
        self.check_arity(inputs.len())?;
        let quick = match *inputs {
            [x] => self.call_alike([x], Fresh)?,
            [x1, x2] => self.call_alike([x1, x2], Fresh)?,
            _ => None,
        };
        if let Some(result) = quick {
            return Ok(smallvec![result]);
        }
        let fresh = |like: &Array, kind| Array::like(like, kind).map(|array| (array.as_ptr(), array));
        match self.call_few(inputs, fresh, Array::from_scalar)? {
            Some(results) => Ok(results),
            None => self.call_with(inputs, &Options::default()),
        }
    }

    fn check_arity(&self, given: usize) -> Result<()> {
        if given == self.nin() {
            return Ok(());
        }
        let plural = if self.nin() == 1 { "" } else { "s" };
        Err(Error::Type(format!("{}() takes {} positional argument{plural} but {given} were given", self.name(), self.nin())))
    }

    /// [`Ufunc::call`] with options.
    ///
    /// # Errors
    /// As `call`; and `UfuncCast`, `ReadOnly`, `Cast` for what the options bring.
    pub fn call_with(&self, inputs: &[Operand<'_>], options: &Options<'_>) -> Result<SmallVec<[Array; 2]>> {
        self.check_arity(inputs.len())?;
        let inner = self.resolve(inputs, options.signature, options.casting)?;
        for out in options.out.iter().flatten() {
            out.array().check_writable("output array")?;
        }
        let given = |i: usize| options.out.get(i).copied().flatten().map(Output::array);
        let shape = self.common_shape(inputs, options)?;

        // What the condition leaves out is not left to chance.
        let partial = options.condition.is_some();
        let mut results: SmallVec<[Array; 2]> = SmallVec::new();
        for i in 0..self.nout() {
            let kind: DType = inner.kinds()[self.nin() + i].into();
            match given(i) {
                Some(out) => {
                    if out.dtype() != kind && !can_cast(kind, out.dtype(), options.casting) {
                        return Err(self.cast_error(self.nin() + i, kind, out.dtype(), options.casting));
                    }
                    results.push(out.clone());
                }
                None => results.push(Array::with_layout(kind, result_layout(&shape, inputs, kind.kind(), options.order)?, partial)?),
            }
        }
        if shape.contains(&0) {
            // A Python integer that does not fit is refused even where it meets nothing.
            for (input, &kind) in inputs.iter().zip(inner.kinds()).filter(|(input, _)| matches!(input, Operand::Weak(_))) {
                self.element_of(*input, kind, inputs)?;
            }
            return Ok(results);
        }
        self.refuse_negative_powers(inner, inputs)?;

        let mut elements = [[0u64; 2]; MAX_OPERANDS];
        let mut copies: SmallVec<[Array; 1]> = SmallVec::new();
        let mut turned: SmallVec<[(usize, &Array); 1]> = SmallVec::new();
        let by_pieces = options.condition.is_none() && !inner.is_costly();
        let mut places: Operands<Place> = SmallVec::new();
        for (i, (input, &kind)) in inputs.iter().zip(inner.kinds()).enumerate() {
            places.push(match *input {
                Operand::Array(array) if array.size() > 1 || array.dtype().kind() == kind => {
                    let clash = (0..self.nout()).filter_map(given).any(|out| clashes(out, array));
                    let place = Place::of(array, &shape)?;
                    let across = runs_across(array, &results);
                    if across && !clash && by_pieces {
                        turned.push((i, array));
                        place
                    } else if clash || across {
                        copies.push(array.cast_copy(array.dtype(), CopyOrder::C)?);
                        let strides = Place::of(&copies[copies.len() - 1], &shape)?;
                        Place { start: copies[copies.len() - 1].as_ptr(), ..strides }
                    } else {
                        place
                    }
                }
                _ => {
                    elements[i] = self.element_of(*input, kind, inputs)?.bits();
                    Place::element((&raw const elements[i]).cast(), kind.into(), shape.len())
                }
            });
        }
        for out in &results {
            places.push(Place::of(out, &shape)?);
        }
        let mask = match options.condition {
            None => None,
            Some(condition) if (0..self.nout()).filter_map(given).any(|out| clashes(out, condition)) => {
                copies.push(copy(condition)?);
                Some(Place::of(&copies[copies.len() - 1], &shape)?)
            }
            Some(condition) => Some(Place::of(condition, &shape)?),
        };
        let plan = Plan { inner, nin: self.nin(), level: self.level(inner, shape.iter().product()), places, mask };
        if turned.is_empty() {
            // SAFETY: places come from live arrays broadcast to the shape; outputs are new, or writable and apart from the inputs.
            unsafe { plan.run(&shape)? };
        } else {
            // SAFETY: as above.
            unsafe { run_by_rows(&plan, &shape, &turned)? };
        }
        drop(copies);
        Ok(results)
    }

    /// The element that a scalar operand, or an array of one element, puts into the loop.
    pub(super) fn element_of(&self, input: Operand<'_>, kind: Kind, inputs: &[Operand<'_>]) -> Result<Scalar> {
        match input {
            Operand::Array(array) => Ok(element(array).cast(kind)),
            Operand::Element(dtype, bits) => Ok(Scalar::from_bits(dtype.kind(), bits).cast(kind)),
            Operand::Weak(weak) => {
                let integers = inputs.iter().filter_map(Operand::dtype).any(|dtype| dtype.kind().is_integer());
                self.weak_scalar(weak, kind, integers)
            }
        }
    }

    /// The shape that all operands broadcast to: outputs and the condition too, but outputs themselves are not stretched.
    fn common_shape(&self, inputs: &[Operand<'_>], options: &Options<'_>) -> Result<Axes<usize>> {
        let outs = || options.out.iter().copied().flatten().map(Output::array);
        if let Some(condition) = options.condition
            && condition.dtype().kind() != Kind::Bool
        {
            return Err(Error::Cast { from: condition.dtype(), to: Kind::Bool.into(), rule: Casting::Safe });
        }
        let given = || inputs.iter().map(Operand::shape).chain(options.condition.map(Array::shape));
        let shapes: SmallVec<[&[usize]; 6]> = given().chain(outs().map(Array::shape)).collect();
        let common = broadcast_shapes(&shapes)?;
        match outs().find(|out| out.shape() != &common[..]) {
            None => Ok(common),
            Some(out) => Err(Error::Value(format!(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                spelled(out.shape()),
                spelled(&common)
            ))),
        }
    }

    /// # Errors
    /// `Value` where an integer would be raised to a negative power.
    pub(super) fn refuse_negative_powers(&self, inner: &Loop, inputs: &[Operand<'_>]) -> Result<()> {
        let kind = inner.kinds()[0];
        if !(self == POWER) || !kind.is_integer() || kind.is_unsigned() {
            return Ok(());
        }
        let least = match inputs[1] {
            Operand::Array(exponents) if exponents.size() > 1 => super::table::MINIMUM.fold_all(exponents)?,
            exponent => self.element_of(exponent, kind, inputs)?,
        };
        let unsigned = least.kind().is_unsigned() || least.kind() == Kind::Bool;
        if !unsigned && least.cast(Kind::Int64).get::<i64>().is_some_and(|least| least < 0) {
            return Err(Error::Value("Integers to negative integer powers are not allowed.".into()));
        }
        Ok(())
    }
}

/// A shape as NumPy's broadcasting errors print it.
pub(crate) fn spelled(shape: &[usize]) -> String {
    match shape {
        [one] => format!("({one},)"),
        many => format!("({})", many.iter().map(usize::to_string).collect::<Vec<_>>().join(",")),
    }
}

/// Whether writing `out` would change `x` before it is read: they share memory, and not as exactly the same elements.
pub(crate) fn clashes(out: &Array, x: &Array) -> bool {
    let same = || out.as_ptr() == x.as_ptr() && out.itemsize() == x.itemsize() && out.layout() == x.layout();
    let overlap = || {
        let (a, b) = (out.extent(), x.extent());
        a.start < b.end && b.start < a.end
    };
    !out.is_apart(x) && !same() && overlap()
}

/// The fewest elements of a matrix that is copied to be read along its rows, and about how many bytes of it are copied at a time.
const FEWEST: usize = 1 << 8;
const COPIED: usize = 1 << 18;
/// Rows that are copied at least: fewer elements side by side are read slowly.
const ROWS: usize = 16;

/// Whether a matrix has its columns where the results have their rows: a copy is made tile by tile, which a loop along the rows is not.
fn runs_across(x: &Array, results: &[Array]) -> bool {
    let columns = x.ndim() == 2 && x.is_f_contiguous() && !x.is_c_contiguous();
    columns && x.size() >= FEWEST && results.iter().all(|out| out.is_c_contiguous() && out.shape() == x.shape())
}

/// Runs a loop over matrices of a shape some rows at a time, after those of some operands, which are transposed, have been copied.
///
/// # Safety
/// As `Plan::run`.
unsafe fn run_by_rows(plan: &Plan<'_>, shape: &[usize], turned: &[(usize, &Array)]) -> Result<()> {
    let widest = turned.iter().map(|(_, x)| x.itemsize()).max().unwrap_or(1);
    let pieces = shape[0].div_ceil((COPIED / (shape[1] * widest)).max(ROWS));
    let most = shape[0].div_ceil(pieces);
    let rooms = turned.iter().map(|(_, x)| Array::empty(x.dtype(), &[most, shape[1]], Order::C)).collect::<Result<SmallVec<[Array; 1]>>>()?;
    for begin in (0..shape[0]).step_by(most) {
        let rows = [most.min(shape[0] - begin), shape[1]];
        let mut places = plan.places.clone();
        for place in &mut places {
            place.start = place.start.wrapping_offset(place.strides[0] * begin as isize);
        }
        for (&(i, x), room) in turned.iter().zip(&rooms) {
            let of = |array: &Array, first: usize| -> Result<Array> {
                let offset = array.strides()[0] * first as isize;
                Ok(array.view_inside(Layout::strided(&rows, array.strides(), array.itemsize())?, offset))
            };
            let room = of(room, 0)?;
            // SAFETY: the room is new; nobody else has it.
            unsafe { crate::copy::transfer(&room, &of(x, begin)?) };
            places[i] = Place::of(&room, &rows)?;
        }
        // SAFETY: the caller's promise, of these rows; those that are copied have room.
        unsafe { Plan { places, mask: None, ..*plan }.run(&rows)? };
    }
    Ok(())
}

/// A copy in row-major order.
pub(crate) fn copy(x: &Array) -> Result<Array> {
    let copy = Array::empty(x.dtype(), x.shape(), Order::C)?;
    transfer(x, &copy)?;
    Ok(copy)
}

/// Casts the elements of `x`, broadcast, into `out`; they do not overlap.
pub(crate) fn transfer(x: &Array, out: &Array) -> Result<()> {
    let layout = x.layout().broadcast_to(out.shape())?;
    let walk = crate::Walk::new(out.shape(), &[out.strides(), layout.strides()], false);
    let cast = crate::Cast::new(x.dtype(), out.dtype());
    let steps = [walk.inner_strides()[1], walk.inner_strides()[0]];
    walk.run(&[out.as_ptr(), x.as_ptr()], |at| {
        // SAFETY: both arrays hold the elements of the walk, and the caller keeps them apart.
        unsafe { cast.run([at[1], at[0]], walk.inner_len(), steps) };
        Ok(())
    })
}

/// The layout of a new result.
fn result_layout(shape: &[usize], inputs: &[Operand<'_>], kind: Kind, order: ResultOrder) -> Result<Layout> {
    let arrays = || {
        inputs.iter().filter_map(|input| match input {
            Operand::Array(array) if array.ndim() > 0 => Some(*array),
            _ => None,
        })
    };
    let columns = || arrays().next().is_some() && arrays().all(|array| array.is_f_contiguous() && !array.is_c_contiguous());
    let fixed = match order {
        ResultOrder::Fixed(order) => Some(order),
        ResultOrder::A => Some(if columns() { Order::F } else { Order::C }),
        ResultOrder::K if shape.len() < 2 || arrays().all(Array::is_c_contiguous) => Some(Order::C),
        ResultOrder::K => None,
    };
    if let Some(order) = fixed {
        return Layout::contiguous(shape, kind.size(), order);
    }
    let strides: SmallVec<[Axes<isize>; 4]> = arrays()
        .map(|array| Ok(array.layout().broadcast_to(shape)?.strides().into()))
        .collect::<Result<_>>()?;
    gapless_among(shape, &strides, kind.size())
}
