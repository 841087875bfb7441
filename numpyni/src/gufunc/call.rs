//! A call of a generalised ufunc: lengths, types, room for the results, and one walk over what is outside the cores.

use std::borrow::Cow;

use kernels::Loop;
use numpyni_gufunc::{MAX_CORE, MAX_DIMENSIONS};
use smallvec::{SmallVec, smallvec};

use super::lengths::Lengths;
use super::table::{Gufunc, Variant};
use crate::ufunc::{Options, ResultOrder, Value, clashes, spelled, transfer};
use crate::{Array, Axes, Error, Kind, Operand, Operands, Order, Result, Scalar, Walk, broadcast_shapes, can_cast};

/// Operands of a call that `call_single` makes, at most.
const SINGLE: usize = 4;

impl Gufunc {
    /// Applies it to its inputs; gives its outputs.
    ///
    /// # Errors
    /// `Value` where core dimensions disagree, `NoLoop`, `Broadcast`, `UfuncCast`, `ReadOnly`, `Memory`, `TooBig`.
    pub fn call_with(&self, inputs: &[Operand<'_>], options: &Options<'_>) -> Result<SmallVec<[Array; 2]>> {
        let signature = self.signature();
        let (nin, nout) = (signature.nin(), signature.nout());
        if inputs.len() != nin {
            return Err(Error::Type(format!("{}() takes {nin} positional arguments but {} were given", self.name(), inputs.len())));
        }
        if let Some(result) = self.call_once(inputs, options)? {
            return Ok(smallvec![result]);
        }
        let variant = self.resolve(inputs, options.signature, options.casting)?;
        let inputs: SmallVec<[Cow<'_, Array>; 3]> =
            inputs.iter().zip(variant.kinds()).map(|(input, &kind)| array(*input, kind)).collect::<Result<_>>()?;
        let given = |i: usize| options.out.get(i).copied().flatten().map(|out| out.array());
        let operands: Operands<Option<&Array>> =
            inputs.iter().map(|input| Some(&**input)).chain((0..nout).map(given)).collect();
        let core = self.lengths(&operands, variant.entry.derive)?;
        let outer = self.outer(&operands, &core)?;

        let ready: SmallVec<[Cow<'_, Array>; 3]> =
            inputs.iter().zip(variant.within()).map(|(x, &kind)| ready(x, kind)).collect::<Result<_>>()?;
        // Where the loop writes: outputs as they were given if it can, else arrays of its own.
        let mut written: SmallVec<[Array; 2]> = SmallVec::new();
        for i in 0..nout {
            let (kind, within) = (variant.kinds()[nin + i], variant.within()[nin + i]);
            if let Some(out) = given(i) {
                out.check_writable("output array")?;
                if !can_cast(kind.into(), out.dtype(), options.casting) {
                    return Err(self.cast_error(nin + i, kind.into(), out.dtype(), options.casting));
                }
                let apart = ready.iter().all(|x| variant.may_write(out, x));
                if out.dtype() == within.into() && usable(out) && apart {
                    written.push(out.clone());
                    continue;
                }
            }
            let mut shape = outer.clone();
            shape.extend(core.places(signature, nin + i).map(|place| core.lengths[place]));
            let order = if options.order == ResultOrder::Fixed(Order::F) { Order::F } else { Order::C };
            written.push(Array::empty(within, &shape, order)?);
        }
        self.run(variant, &ready.iter().map(|x| &**x).chain(&written).collect::<Operands<_>>(), &core, &outer)?;

        let mut results = SmallVec::new();
        for (i, made) in written.into_iter().enumerate() {
            let kind = variant.kinds()[nin + i];
            let target = match given(i) {
                Some(out) => out.clone(),
                None if made.dtype() == kind.into() => {
                    results.push(made);
                    continue;
                }
                None => Array::empty(kind, made.shape(), if made.is_c_contiguous() { Order::C } else { Order::F })?,
            };
            if target.as_ptr() != made.as_ptr() {
                transfer(&made, &target)?;
            }
            results.push(target);
        }
        Ok(results)
    }

    /// `call_single`, where the operands and the options are what it takes.
    fn call_once(&self, inputs: &[Operand<'_>], options: &Options<'_>) -> Result<Option<Array>> {
        if options.signature.is_some() || options.order != ResultOrder::K {
            return Ok(None);
        }
        let mut arrays: Operands<&Array> = SmallVec::new();
        for input in inputs {
            let Operand::Array(x) = *input else { return Ok(None) };
            arrays.push(x);
        }
        let out = options.out.first().copied().flatten().map(|out| out.array());
        self.call_single(&arrays, out, |kind, shape| {
            let result = out.map_or_else(|| Array::empty(kind, shape, Order::C), |out| Ok(out.clone()))?;
            Ok((result.as_ptr(), result))
        })
    }

    /// The case that most calls are: one core each, of the loop's types, and one result: `out`, if it fits as it is, or a new row-major array of
    /// a kind and a shape; `place` gives it, and where it starts. None in any other case.
    ///
    /// # Errors
    /// Those of the core dimensions' lengths, and of `place`.
    pub(crate) fn call_single<M>(
        &self, inputs: &[&Array], out: Option<&Array>, place: impl FnOnce(Kind, &[usize]) -> Result<(*mut u8, M)>,
    ) -> Result<Option<M>> {
        let (signature, nin) = (self.signature(), inputs.len());
        if signature.nout() != 1 || nin >= SINGLE || !inputs.iter().all(|x| x.dtype().is_native() && usable(x)) {
            return Ok(None);
        }
        let mut given = [None; SINGLE];
        for (slot, &x) in given.iter_mut().zip(inputs) {
            *slot = Some(x);
        }
        let Some(variant) = self.exact(&given[..nin]) else { return Ok(None) };
        let kind = variant.kinds()[nin];
        if let Some(out) = out {
            let plain = out.dtype() == kind.into() && !out.is_readonly() && usable(out);
            if !plain || !inputs.iter().all(|x| variant.may_write(out, x)) {
                return Ok(None);
            }
            given[nin] = Some(out);
        }
        let operands = &given[..nin + usize::from(out.is_some())];
        let core = self.lengths(operands, variant.entry.derive)?;
        let single = |(index, x): (usize, &Option<&Array>)| x.is_some_and(|x| x.ndim() == core.ndim(signature, index));
        if !operands.iter().enumerate().all(single) {
            return Ok(None);
        }
        let (mut shape, mut rank) = ([0; MAX_CORE], 0);
        for dimension in core.places(signature, nin) {
            shape[rank] = core.lengths[dimension];
            rank += 1;
        }
        let (start, made) = place(kind, &shape[..rank])?;
        let mut args = [std::ptr::null_mut(); SINGLE];
        let mut steps = [0isize; SINGLE * (1 + MAX_CORE)];
        for (arg, x) in args.iter_mut().zip(inputs) {
            *arg = x.as_ptr();
        }
        args[nin] = start;
        let mut filled = nin + 1;
        self.steps_inside(inputs.iter().copied().chain(out), &core, |step| {
            steps[filled] = step;
            filled += 1;
        });
        if out.is_none() {
            let places = signature.operands()[nin].places();
            let mut step = kind.size() as isize;
            for (at, &dimension) in places.iter().enumerate().rev().filter(|(_, dimension)| !core.lacks(**dimension)) {
                steps[filled + at] = step;
                step *= core.lengths[dimension] as isize;
            }
        }
        // SAFETY: the arrays are of the loop's types and hold one core each of these lengths; the result is new, or may be written.
        unsafe { (variant.entry.code)(args.as_ptr(), dimensions(1, &core).as_ptr(), steps.as_ptr(), variant.data.get()) };
        Ok(Some(made))
    }

    /// The loop whose types are those of the inputs as they are.
    fn exact(&self, inputs: &[Option<&Array>]) -> Option<&Variant> {
        let kind = |input: &Option<&Array>| input.map(|x| x.dtype().kind());
        let first = kind(inputs.first()?)?;
        if inputs.iter().all(|input| kind(input) == Some(first)) {
            return self.same(first);
        }
        let fits = |variant: &&Variant| {
            variant.kinds() == variant.within() && inputs.iter().zip(variant.kinds()).all(|(input, &own)| kind(input) == Some(own))
        };
        self.variants().iter().find(fits)
    }

    /// Gives the steps inside the cores of operands, zero where a dimension is missing.
    fn steps_inside<'a>(&self, arrays: impl Iterator<Item = &'a Array>, core: &Lengths, mut give: impl FnMut(isize)) {
        let signature = self.signature();
        for (index, array) in arrays.enumerate() {
            let mut own = array.strides()[array.ndim() - core.ndim(signature, index)..].iter();
            for &place in signature.operands()[index].places() {
                give(if core.lacks(place) { 0 } else { own.next().copied().unwrap_or(0) });
            }
        }
    }

    /// The shape that broadcasts what stands before the cores. Outputs are not stretched.
    fn outer(&self, operands: &[Option<&Array>], core: &Lengths) -> Result<Axes<usize>> {
        let given = || operands.iter().enumerate().filter_map(|(index, operand)| operand.map(|x| (index, x)));
        let before = |(index, x): (usize, &'_ Array)| x.ndim() - core.ndim(self.signature(), index);
        let shapes: Operands<&[usize]> = given().map(|(index, x)| &x.shape()[..before((index, x))]).collect();
        let common = broadcast_shapes(&shapes).map_err(|error| match error {
            Error::Broadcast { .. } => self.remapped(operands, core),
            other => other,
        })?;
        let nin = self.signature().nin();
        match given().zip(&shapes).find(|((index, _), shape)| *index >= nin && **shape != &common[..]) {
            None => Ok(common),
            Some(((_, out), _)) => Err(Error::Value(format!(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                spelled(out.shape()),
                spelled(&common)
            ))),
        }
    }

    /// NumPy's words for shapes that do not broadcast: behind what stands before the cores, its iterator has the cores of all outputs.
    #[cold]
    fn remapped(&self, operands: &[Option<&Array>], core: &Lengths) -> Error {
        let signature = self.signature();
        let lengths = |index: usize| core.places(signature, index).map(|place| core.lengths[place].to_string());
        let outputs = || (signature.nin()..operands.len()).flat_map(|output| lengths(output).map(move |length| (output, length)));
        let mut text = "operands could not be broadcast together with remapped shapes [original->remapped]: ".to_string();
        for (index, operand) in operands.iter().enumerate() {
            let Some(x) = operand else { continue };
            let before = x.ndim() - core.ndim(signature, index);
            let cores = outputs().map(|(output, length)| if output == index { length } else { "newaxis".into() });
            let axes: Vec<String> = x.shape()[..before].iter().map(usize::to_string).chain(cores).collect();
            let comma = if axes.len() == 1 { "," } else { "" };
            text += &format!("{}->({}{comma}) ", spelled(x.shape()), axes.join(","));
        }
        let requested: Vec<String> = outputs().map(|(_, length)| length).collect();
        Error::Value(format!("{text} and requested shape ({})", requested.join(",")))
    }

    /// Runs the loop over all cores.
    fn run(&self, variant: &Variant, arrays: &[&Array], core: &Lengths, outer: &[usize]) -> Result<()> {
        let signature = self.signature();
        let nargs = arrays.len();
        let mut strides: SmallVec<[Axes<isize>; 4]> = SmallVec::new();
        for (index, array) in arrays.iter().enumerate() {
            let before = array.ndim() - core.ndim(signature, index);
            let added = outer.len() - before;
            let stride = |axis: usize| match axis.checked_sub(added) {
                Some(own) if array.shape()[own] != 1 => array.strides()[own],
                _ => 0,
            };
            strides.push((0..outer.len()).map(stride).collect());
        }
        let order: Operands<usize> = (signature.nin()..nargs).chain(0..signature.nin()).collect();
        let ordered: SmallVec<[&[isize]; 4]> = order.iter().map(|&index| &strides[index][..]).collect();
        let starts: SmallVec<[*mut u8; 4]> = order.iter().map(|&index| arrays[index].as_ptr()).collect();
        let walk = Walk::new(outer, &ordered, false);
        let dimensions = dimensions(walk.inner_len(), core);
        let mut steps: SmallVec<[isize; 16]> = SmallVec::from_elem(0, nargs);
        for (&index, &stride) in order.iter().zip(walk.inner_strides()) {
            steps[index] = stride;
        }
        self.steps_inside(arrays.iter().copied(), core, |step| steps.push(step));
        let (code, data): (Loop, _) = (variant.entry.code, variant.data);
        walk.run(&starts, |at| {
            let mut args: SmallVec<[*mut u8; 4]> = SmallVec::from_elem(std::ptr::null_mut(), nargs);
            for (&index, &start) in order.iter().zip(at) {
                args[index] = start;
            }
            // SAFETY: the arrays are of the loop's types and hold cores of these lengths along the walk; outputs are writable, and
            // apart from the inputs as far as the loop asks for it.
            unsafe { code(args.as_ptr(), dimensions.as_ptr(), steps.as_ptr(), data.get()) };
            Ok(())
        })
    }
}

/// How many cores, and the lengths inside them.
fn dimensions(count: usize, core: &Lengths) -> [isize; MAX_DIMENSIONS + 1] {
    let mut dimensions = [count as isize; MAX_DIMENSIONS + 1];
    for (length, &known) in dimensions[1..].iter_mut().zip(&core.lengths) {
        *length = known as isize;
    }
    dimensions
}

impl Variant {
    /// Whether the loop may write an output while it reads an input.
    fn may_write(&self, out: &Array, x: &Array) -> bool {
        let same = out.as_ptr() == x.as_ptr() && x.size() > 0;
        !clashes(out, x) && (self.entry.in_place || !same)
    }
}

/// An operand as an array.
fn array(input: Operand<'_>, kind: Kind) -> Result<Cow<'_, Array>> {
    Ok(match input {
        Operand::Array(array) => Cow::Borrowed(array),
        Operand::Element(dtype, bits) => Cow::Owned(Value::Element(Scalar::from_bits(dtype.kind(), bits)).into_array()?),
        Operand::Weak(weak) => Cow::Owned(Value::Element(weak.to_scalar(kind)?).into_array()?),
    })
}

/// Aligned, and its strides are whole elements.
pub(super) fn usable(x: &Array) -> bool {
    x.is_aligned() && x.strides().iter().all(|s| s.unsigned_abs().is_multiple_of(x.itemsize()))
}

/// An operand of the type that the loop reads; itself if it can be used as it stands.
fn ready<'a>(x: &'a Array, kind: Kind) -> Result<Cow<'a, Array>> {
    if x.dtype() == kind.into() && usable(x) {
        return Ok(Cow::Borrowed(x));
    }
    let copy = Array::empty(kind, x.shape(), Order::C)?;
    transfer(x, &copy)?;
    Ok(Cow::Owned(copy))
}
