//! Arguments: what a call brings, and the numbers, words and shapes in it.

use std::ffi::CStr;
use std::marker::PhantomData;
use std::ptr::null_mut;

use numpyni_sys::*;
use pyo3_ffi as ffi;
use pyo3_ffi::PyObject;

use crate::errors::raise;
use crate::object::*;
use crate::operand::is_known;
use crate::runtime::from_word;

/// The most arguments of a method that is a native function of its array.
pub const FEW: usize = 5;

/// The arguments of a call: positional ones, then the values of the keywords.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    values: *const *mut PyObject,
    positional: usize,
    keywords: Option<Ref<'a>>,
    life: PhantomData<&'a PyObject>,
}

impl<'a> Arguments<'a> {
    /// # Safety
    /// The three are what the interpreter passes to a vectorcall, all alive for `'a`.
    #[inline(always)]
    pub unsafe fn new(values: *const *mut PyObject, positional: usize, keywords: *mut PyObject) -> Self {
        // SAFETY: a tuple of names, or NULL.
        let keywords = (!keywords.is_null()).then(|| unsafe { Ref::new(keywords) });
        Arguments { values, positional, keywords, life: PhantomData }
    }

    /// The arguments behind `first`, all of which `place` holds, if they are few enough.
    pub fn behind<'b>(self, first: Ref<'b>, place: &'b mut [*mut PyObject; FEW]) -> Option<Arguments<'b>>
    where
        'a: 'b,
    {
        let named = self.keywords.map_or(Some(0), |keywords| keywords.tuple_len().ok())?;
        let all = self.positional + named;
        place[0] = first.as_ptr();
        for (index, place) in place.get_mut(1..=all)?.iter_mut().enumerate() {
            *place = self.at(index).as_ptr();
        }
        Some(Arguments { values: place.as_ptr(), positional: self.positional + 1, keywords: self.keywords, life: PhantomData })
    }

    /// How many there are, if none has a name.
    #[inline(always)]
    pub fn plain(&self) -> Option<usize> {
        if self.keywords.is_none() { Some(self.positional) } else { None }
    }

    /// The positional argument, or keyword value, at `index`, which the callers check.
    #[inline(always)]
    pub fn at(&self, index: usize) -> Ref<'a> {
        let place = self.values.wrapping_add(index);
        // SAFETY: the callers stay below the number of arguments.
        let value = unsafe { *place };
        // SAFETY: an argument is an object that the caller keeps.
        unsafe { Ref::new(value) }
    }

    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Ref<'a>> {
        if index < self.positional { Some(self.at(index)) } else { None }
    }

    /// The value of the keyword `name`, if there are `positional` arguments before it and no other keyword.
    pub fn only_keyword(&self, positional: usize, name: &CStr) -> Outcome<Option<Ref<'a>>> {
        let Some(keywords) = self.keywords else { return Ok(None) };
        let fits = self.positional == positional && keywords.tuple_len()? == 1 && keywords.tuple_item(0)?.is_text(name);
        Ok(fits.then(|| self.at(positional)))
    }

    /// The values of the keywords `names`, if there are no others.
    pub fn keywords<const N: usize>(&self, names: [&CStr; N]) -> Outcome<Option<[Option<Ref<'a>>; N]>> {
        let mut found = [None; N];
        let Some(keywords) = self.keywords else { return Ok(Some(found)) };
        for index in 0..keywords.tuple_len()? {
            let name = keywords.tuple_item(index)?;
            match names.iter().position(|known| name.is_text(known)) {
                Some(place) => found[place] = Some(self.at(self.positional + index)),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// The positional arguments and the values of the keywords.
    pub fn all(&self) -> impl Iterator<Item = Ref<'a>> {
        let named = self.keywords.map_or(0, |keywords| keywords.tuple_len().unwrap_or(0));
        let arguments = *self;
        (0..self.positional + named).map(move |index| arguments.at(index))
    }

    /// How many have no name.
    #[inline(always)]
    pub fn positional(&self) -> usize {
        self.positional
    }

    /// The keyword arguments.
    fn named(&self) -> Outcome<Vec<(Ref<'a>, Ref<'a>)>> {
        let Some(keywords) = self.keywords else { return Ok(vec![]) };
        let len = keywords.tuple_len()?;
        (0..len).map(|i| Ok((keywords.tuple_item(i)?, self.at(self.positional + i)))).collect()
    }

    /// Distributes the arguments over `names`; `required` of them must be there.
    pub fn parse<const N: usize>(
        &self, function: &str, names: [&str; N], required: usize,
    ) -> Outcome<[Option<Ref<'a>>; N]> {
        let mut found = [None; N];
        if self.positional > N {
            let message = format!("{function}() takes {N} positional arguments but {} were given", self.positional);
            return Err(raise(NUMPYNI_ERROR_TYPE, &message));
        }
        for (index, place) in found.iter_mut().enumerate() {
            *place = self.get(index);
        }
        for (name, value) in self.named()? {
            let name = name.to_text()?;
            match names.iter().position(|&known| known == name) {
                Some(index) if found[index].is_none() => found[index] = Some(value),
                Some(_) => {
                    let message = format!("{function}() got multiple values for argument '{name}'");
                    return Err(raise(NUMPYNI_ERROR_TYPE, &message));
                }
                None => {
                    let message = format!("{function}() got an unexpected keyword argument '{name}'");
                    return Err(raise(NUMPYNI_ERROR_TYPE, &message));
                }
            }
        }
        if let Some(index) = found.iter().take(required).position(Option::is_none) {
            let message = format!("{function}() missing required argument: '{}'", names[index]);
            return Err(raise(NUMPYNI_ERROR_TYPE, &message));
        }
        Ok(found)
    }

    /// Calls `function` with `first` (or nothing) and all the arguments.
    pub fn forward(&self, function: Ref<'_>, first: Option<Ref<'_>>) -> Outcome<Owned> {
        let keywords = self.keywords.map_or(null_mut(), Ref::as_ptr);
        let mut place = [null_mut(); FEW];
        let all = first.map_or(Some(*self), |first| self.behind(first, &mut place));
        if let (Some(call), Some(all)) = (crate::object::vectorcall(), all) {
            // SAFETY: an object, and arguments that live through the call.
            return owned(unsafe { call(function.as_ptr(), all.values, all.positional, keywords) });
        }
        let skip = usize::from(first.is_some());
        let all = tuple_of(self.positional + skip, |index| {
            Ok(first.filter(|_| index == 0).unwrap_or_else(|| self.at(index - skip)).to_owned())
        })?;
        let named = self.named()?;
        if named.is_empty() {
            return function.call_tuple(all.as_ref(), None);
        }
        // SAFETY: the result is a new reference.
        let keywords = owned(unsafe { ffi::PyDict_New() })?;
        for (name, value) in named {
            // SAFETY: a dict, a str and an object.
            status(unsafe { ffi::PyDict_SetItem(keywords.as_ref().as_ptr(), name.as_ptr(), value.as_ptr()) })?;
        }
        function.call_tuple(all.as_ref(), Some(keywords.as_ref()))
    }
}

/// An argument that is there and not None.
pub fn given(argument: Option<Ref<'_>>) -> Option<Ref<'_>> {
    argument.filter(|argument| !argument.is_none())
}

/// A required argument; the parser has checked that it is there.
pub fn needed<'a>(argument: Option<Ref<'a>>) -> Outcome<Ref<'a>> {
    argument.ok_or_else(|| raise(NUMPYNI_ERROR_TYPE, "an argument is missing"))
}

/// A small number, as orders and castings are; `default` if it is absent.
pub fn number(argument: Option<Ref<'_>>, default: u32) -> Outcome<u32> {
    let Some(argument) = given(argument) else { return Ok(default) };
    u32::try_from(argument.to_i64()?).map_err(|_| raise(NUMPYNI_ERROR_VALUE, "a constant of the ABI is needed"))
}

pub fn truth(argument: Option<Ref<'_>>) -> Outcome<bool> {
    argument.map_or(Ok(false), Ref::is_true)
}

/// A dtype's word.
pub fn word(argument: Ref<'_>) -> Outcome<NumPyNI_DType> {
    let dtype = from_word(argument.to_u64()?);
    if dtype.code == NUMPYNI_TYPE_OPAQUE || is_known(dtype) && dtype.ext & !NUMPYNI_EXT_SWAPPED == 0 {
        Ok(dtype)
    } else {
        Err(raise(NUMPYNI_ERROR_TYPE, "not the word of a dtype"))
    }
}

/// A dtype's word, or `None`.
pub fn optional_word(argument: Option<Ref<'_>>) -> Outcome<Option<NumPyNI_DType>> {
    given(argument).map(word).transpose()
}

/// A tuple (or list, or one) of integers.
pub fn integers(argument: Ref<'_>) -> Outcome<Vec<i64>> {
    if argument.is_int() {
        return Ok(vec![argument.to_i64()?]);
    }
    let items = sequence(argument)?;
    let items = items.as_ref();
    (0..items.tuple_len()?).map(|index| items.tuple_item(index)?.to_i64()).collect()
}

/// A shape: integers, at most as many as an array may have dimensions.
pub fn shape(argument: Ref<'_>) -> Outcome<Vec<i64>> {
    let shape = integers(argument)?;
    if shape.len() > NUMPYNI_MAXDIMS as usize {
        let message = format!("maximum supported dimension for an ndarray is 64, found {}", shape.len());
        return Err(raise(NUMPYNI_ERROR_VALUE, &message));
    }
    Ok(shape)
}

/// Any sequence as a tuple.
pub fn sequence(argument: Ref<'_>) -> Outcome<Owned> {
    // SAFETY: an object; what is no sequence raises.
    owned(unsafe { ffi::PySequence_Tuple(argument.as_ptr()) })
}

/// A pointer to the value, or NULL.
pub fn pointer<T>(value: &Option<T>) -> *const T {
    value.as_ref().map_or(null_mut::<T>().cast_const(), |value| &raw const *value)
}
