//! Arrays of nested sequences: exact lists and tuples, to any depth that an array has, of Python numbers.

use numpyni_sys::*;
use pyo3_ffi as ffi;

use crate::array::{ArrayObject, wrap};
use crate::element::{self, Kind, Number, encode};
use crate::object::*;
use crate::operand::python_number;
use crate::runtime::Call;
use crate::scalar;
use crate::state::State;

/// An exact list or tuple.
#[derive(Clone, Copy)]
struct Sequence<'a> {
    object: Ref<'a>,
    list: bool,
}

impl<'a> Sequence<'a> {
    #[inline(always)]
    fn new(object: Ref<'a>) -> Option<Sequence<'a>> {
        let list = object.is_exact(&raw mut ffi::PyList_Type);
        (list || object.is_tuple()).then_some(Sequence { object, list })
    }

    #[inline(always)]
    fn len(self) -> Outcome<usize> {
        if !self.list {
            return self.object.tuple_len();
        }
        // SAFETY: a list.
        usize::try_from(unsafe { ffi::PyList_Size(self.object.as_ptr()) }).map_err(|_| Raised)
    }

    #[inline(always)]
    fn item(self, index: usize) -> Outcome<Ref<'a>> {
        if !self.list {
            return self.object.tuple_item(index);
        }
        // SAFETY: a list; an index beyond its end raises.
        let item = unsafe { ffi::PyList_GetItem(self.object.as_ptr(), index as isize) };
        if item.is_null() {
            return Err(Raised);
        }
        // SAFETY: a list keeps its items; no code of Python's runs, so nobody changes the list, until the array is filled.
        Ok(unsafe { Ref::new(item) })
    }
}

/// The numbers of a nested sequence, row-major, and what they have in common.
struct Numbers {
    shape: Vec<i64>,
    numbers: Vec<Number>,
    kind: Kind,
}

/// How far up the ladder bool, int, float, complex a kind stands.
fn rank(kind: Kind) -> Option<usize> {
    [Kind::Bool, Kind::Int64, Kind::Float64, Kind::Complex128].iter().position(|&each| each == kind)
}

impl Numbers {
    /// The numbers of an object; `None` for what the cold function must look at: ragged sequences, other objects, large integers.
    fn of(state: &State, object: Ref<'_>) -> Outcome<Option<Numbers>> {
        let (mut shape, mut first) = (vec![], object);
        while let Some(sequence) = Sequence::new(first) {
            let len = sequence.len()?;
            if len == 0 || shape.len() == NUMPYNI_MAXDIMS as usize {
                return Ok(None);
            }
            shape.push(len as i64);
            first = sequence.item(0)?;
        }
        let mut found = Numbers { shape, numbers: vec![], kind: Kind::Bool };
        Ok(found.add(state, object, 0)?.then_some(found))
    }

    /// Adds what is below one item at a depth; false: it does not fit.
    fn add(&mut self, state: &State, object: Ref<'_>, depth: usize) -> Outcome<bool> {
        let Some(&len) = self.shape.get(depth) else { return self.add_number(state, object) };
        let Some(sequence) = Sequence::new(object) else { return Ok(false) };
        if sequence.len()? as i64 != len {
            return Ok(false);
        }
        for index in 0..len as usize {
            if !self.add(state, sequence.item(index)?, depth + 1)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    #[inline(always)]
    fn add_number(&mut self, state: &State, object: Ref<'_>) -> Outcome<bool> {
        let (kind, number) = if object.is_float() || object.is_exact(state.scalar(Kind::Float64)) {
            (Kind::Float64, Number::Real(scalar::double(object)))
        } else if let Some((kind, Some(number))) = python_number(object)? {
            (kind, number)
        } else {
            return Ok(false);
        };
        let (Some(new), Some(old)) = (rank(kind), rank(self.kind)) else { return Ok(false) };
        if new > old {
            self.kind = kind;
        }
        self.numbers.push(number);
        Ok(true)
    }
}

/// A nested list as tuples, which no other thread changes while they are read.
#[cfg(feature = "free-threaded")]
fn frozen(object: Ref<'_>, depth: i32) -> Outcome<Owned> {
    if Sequence::new(object).is_none() || depth == NUMPYNI_MAXDIMS {
        return Ok(object.to_owned());
    }
    let items = crate::arguments::sequence(object)?;
    let items = items.as_ref();
    if items.tuple_len()? == 0 || Sequence::new(items.tuple_item(0)?).is_none() {
        return Ok(items.to_owned());
    }
    tuple_of(items.tuple_len()?, |index| frozen(items.tuple_item(index)?, depth + 1))
}

/// An array of a Python number or a nested sequence of them; `None` sends the call to the cold function.
pub fn array(state: &State, object: Ref<'_>, dtype: Option<NumPyNI_DType>) -> Outcome<Option<Owned>> {
    #[cfg(feature = "free-threaded")]
    let frozen = frozen(object, 0)?;
    #[cfg(feature = "free-threaded")]
    let object = frozen.as_ref();
    let Some(Numbers { shape, numbers, kind }) = Numbers::of(state, object)? else { return Ok(None) };
    let dtype = dtype.unwrap_or(kind.dtype());
    let Some(bits) = encoder(kind, dtype) else { return Ok(None) };
    let mut encoded = Vec::with_capacity(numbers.len());
    for number in numbers {
        let Some(bits) = bits(dtype, number) else { return Ok(None) };
        encoded.push(bits);
    }
    let handle = Call::new(state.api).handle(|api, context, out| {
        let (ndim, shape) = (shape.len() as i32, shape.as_ptr());
        // SAFETY: a context of ours and `ndim` lengths.
        unsafe { (api.array_new)(context, dtype, ndim, shape, NUMPYNI_ORDER_C, 0, out) }
    })?;
    let made = wrap(state, handle, None)?;
    let mut place: *mut u8 = ArrayObject::expect(state, made.as_ref())?.view.get().data.cast();
    for bits in encoded {
        // SAFETY: a new row-major array has an element for each number, one behind the other.
        unsafe { element::write(dtype, place, bits) };
        place = place.wrapping_add(dtype.bits as usize / 8);
    }
    Ok(Some(made))
}

type Encoder = fn(NumPyNI_DType, Number) -> Option<element::Bits>;

/// How numbers up to a kind become elements of a dtype, if each does so with no warning and no error, or says that it does not.
fn encoder(kind: Kind, dtype: NumPyNI_DType) -> Option<Encoder> {
    let target = Kind::of(dtype)?;
    let wide: Encoder = |dtype, number| Some(encode(Kind::of(dtype)?, number));
    let exact: Encoder = |dtype, number| match number {
        Number::Bool(value) => Some(encode(Kind::of(dtype)?, Number::Bool(value))),
        Number::Int(value) => scalar::exactly(Kind::of(dtype)?, value),
        Number::Real(value) if value.abs() < 3e38 || !value.is_finite() => Some(encode(Kind::of(dtype)?, number)),
        _ => None,
    };
    match (rank(kind)?, rank(target)) {
        (from, Some(to)) if from <= to => Some(wide),
        (0 | 1, None) if target.is_integer() => Some(exact),
        (2, None) if target == Kind::Float32 => Some(exact),
        _ => None,
    }
}
