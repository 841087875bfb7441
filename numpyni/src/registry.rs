//! Lists that only grow: entries are found by number without a lock, and live as long as the process.

use std::ops::Range;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::{Error, Result};

/// The most entries of a list.
const CAPACITY: usize = 1 << 14;

/// A list that only grows.
pub(crate) struct Registry<T> {
    entries: [AtomicPtr<T>; CAPACITY],
    count: Mutex<usize>,
}

impl<T: Sync + Send + 'static> Registry<T> {
    pub const fn new() -> Registry<T> {
        Registry { entries: [const { AtomicPtr::new(ptr::null_mut()) }; CAPACITY], count: Mutex::new(0) }
    }

    /// The entry of a number.
    #[inline]
    pub fn get(&self, number: usize) -> Option<&'static T> {
        // SAFETY: null, or an entry that `add` has leaked.
        unsafe { self.entries.get(number)?.load(Ordering::Acquire).as_ref() }
    }

    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = &'static T> {
        (0..).map_while(|number| self.get(number))
    }

    /// Adds entries behind the others; gives their numbers, which follow one another.
    ///
    /// # Errors
    /// `Value` when the list is full.
    pub fn add(&self, new: Vec<T>) -> Result<Range<usize>> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let numbers = *count..*count + new.len();
        let Some(places) = self.entries.get(numbers.clone()) else {
            return Err(Error::Value(format!("more than {CAPACITY} functions or ufuncs are registered")));
        };
        for (place, entry) in places.iter().zip(new) {
            place.store(Box::into_raw(Box::new(entry)), Ordering::Release);
        }
        *count = numbers.end;
        Ok(numbers)
    }
}
