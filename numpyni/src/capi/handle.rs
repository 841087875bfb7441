//! Handles: numbered slots with a generation, so that a closed handle is known for what it is.
//!
//! A slot holds an array and its view, and never moves; slots are used again but never unmapped. The slot's generation is the epoch
//! of the array's view: it is odd while the array is open and grows by one at each opening and closing. A handle is the slot's
//! number and the generation's low bits, so a handle that was closed, or made up, is refused instead of followed.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use numpyni_sys as abi;

use crate::cache::{self, Cache};
use crate::{Array, DType, Error, Layout, Order, Result};

const CHUNK: usize = 1 << 10;
const CHUNKS: usize = 1 << 16;
/// Low bits of a handle: the slot's number (plus one, so that no handle is zero); the rest: the generation.
const NUMBER_BITS: u32 = 27;
/// How many free slots a thread keeps for itself, and takes at once.
const LOCAL: usize = 64;

struct Slot {
    number: u32,
    generation: AtomicU64,
    view: UnsafeCell<MaybeUninit<abi::NumPyNI_View>>,
    array: UnsafeCell<MaybeUninit<Array>>,
}

// SAFETY: who opens a slot owns it alone until the generation says that it is open; from then on it is only read.
unsafe impl Sync for Slot {}

static TABLE: [AtomicPtr<Slot>; CHUNKS] = [const { AtomicPtr::new(ptr::null_mut()) }; CHUNKS];
static FREE: Mutex<Free> = Mutex::new(Free { slots: Vec::new(), used: 0 });

struct Free {
    slots: Vec<&'static Slot>,
    /// Slots with a smaller number have been handed out before.
    used: u32,
}

/// A thread's free slots.
pub(crate) struct Slots {
    slots: [Option<&'static Slot>; 2 * LOCAL],
    count: usize,
}

impl Drop for Slots {
    fn drop(&mut self) {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        free.slots.extend(self.slots[..self.count].iter().copied().flatten());
    }
}

impl Slots {
    pub(crate) const EMPTY: Slots = Slots { slots: [None; 2 * LOCAL], count: 0 };

    #[inline(always)]
    fn take(&mut self) -> Option<&'static Slot> {
        if self.count == 0 {
            self.refill()?;
        }
        self.count -= 1;
        self.slots.get(self.count).copied().flatten()
    }

    #[cold]
    fn refill(&mut self) -> Option<()> {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        if free.slots.is_empty() {
            let chunk = free.used as usize / CHUNK;
            let entry = TABLE.get(chunk)?;
            let first = free.used;
            let slots: Box<[Slot]> = (first..first + CHUNK as u32)
                .map(|number| Slot {
                    number,
                    generation: AtomicU64::new(0),
                    view: UnsafeCell::new(MaybeUninit::uninit()),
                    array: UnsafeCell::new(MaybeUninit::uninit()),
                })
                .collect();
            let slots = Box::leak(slots);
            entry.store(slots.as_mut_ptr(), Ordering::Release);
            free.used += CHUNK as u32;
            free.slots.extend(slots.iter().rev());
        }
        let rest = free.slots.len() - free.slots.len().min(LOCAL);
        self.count = free.slots.len() - rest;
        for (place, slot) in self.slots.iter_mut().zip(free.slots.drain(rest..)) {
            *place = Some(slot);
        }
        Some(())
    }

    #[inline(always)]
    fn give(&mut self, slot: &'static Slot) {
        if self.count == self.slots.len() {
            self.spill();
        }
        self.slots[self.count] = Some(slot);
        self.count += 1;
    }

    #[cold]
    fn spill(&mut self) {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        free.slots.extend(self.slots[LOCAL..].iter().copied().flatten());
        self.count = LOCAL;
    }
}

/// The slot of a number that was handed out.
#[inline]
fn slot(number: usize) -> Option<&'static Slot> {
    let chunk = TABLE.get(number / CHUNK)?.load(Ordering::Acquire);
    if chunk.is_null() {
        return None;
    }
    // SAFETY: chunks hold CHUNK slots and are never freed.
    Some(unsafe { &*chunk.wrapping_add(number % CHUNK) })
}

/// The slot of a handle that is open, and its generation.
#[inline(always)]
fn find(handle: abi::NumPyNI_Handle) -> Result<(&'static Slot, u64)> {
    find_open(handle).ok_or_else(|| Error::BadHandle)
}

#[inline(always)]
fn find_open(handle: abi::NumPyNI_Handle) -> Option<(&'static Slot, u64)> {
    let number = (handle.bits & ((1 << NUMBER_BITS) - 1)).wrapping_sub(1);
    let slot = slot(number)?;
    let generation = slot.generation.load(Ordering::Acquire);
    (generation & 1 == 1 && bits(number, generation) == handle.bits).then_some((slot, generation))
}

#[inline]
fn bits(number: usize, generation: u64) -> usize {
    (generation as usize) << NUMBER_BITS | (number + 1)
}

/// Opens a handle for an array.
///
/// # Errors
/// `Value` when 2^26 arrays are open already.
#[inline(always)]
pub(crate) fn open(array: Array) -> Result<Opened> {
    // What does not become open is dropped here, outside the thread's cache.
    let mut array = Some(array);
    let make = |_: &mut Cache, place: &mut MaybeUninit<Array>| {
        place.write(array.take().ok_or_else(|| Error::BadHandle)?);
        Ok(())
    };
    open_with(make)
}

/// A handle that was opened just now.
#[derive(Clone, Copy)]
pub(crate) struct Opened {
    pub handle: abi::NumPyNI_Handle,
    pub view: &'static abi::NumPyNI_View,
}

impl Opened {
    /// One that is open.
    ///
    /// # Errors
    /// `BadHandle`
    pub fn find(handle: abi::NumPyNI_Handle) -> Result<Opened> {
        // SAFETY: the view of an open handle stands until it is closed, and its slot for ever.
        Ok(Opened { handle, view: unsafe { &*view(handle)? } })
    }

    /// As a result of the ABI, with the view's address, which saves the host a call.
    #[inline(always)]
    pub fn value(self) -> abi::NumPyNI_Value {
        let view = (&raw const *self.view).expose_provenance() as u64;
        abi::NumPyNI_Value { array: self.handle, element: [view, 0], ..Default::default() }
    }
}

/// Opens a handle for a view of `x`, whose elements are elements of it: `lay_out` adds its axes and gives the place of the first element.
///
/// # Errors
/// As `open`, and those of `lay_out`.
#[inline(always)]
pub(crate) fn open_view(x: &Array, lay_out: impl FnOnce(&mut Layout) -> Result<isize>) -> Result<Opened> {
    open_with(|_, place| x.make_view_inside(place, lay_out))
}

/// Opens a handle for a new row-major array, whose elements are arbitrary.
///
/// # Errors
/// As `open`; `Memory`, `TooBig`, `TooManyDimensions`.
#[inline(always)]
pub(crate) fn open_new(dtype: DType, shape: &[usize]) -> Result<Opened> {
    open_with(|cache, place| Array::make_in(cache, place, dtype, shape, Order::C, false))
}

/// Opens a handle for an array that is made where it will stand: moving one costs as much as making one.
///
/// # Errors
/// As `open`, and whatever `make` says.
#[inline(always)]
pub(crate) fn open_with(make: impl FnOnce(&mut Cache, &mut MaybeUninit<Array>) -> Result<()>) -> Result<Opened> {
    let open = |cache: &mut Cache| {
        let slot = cache.slots.take().ok_or_else(|| Error::Value("too many arrays are open".into()))?;
        // SAFETY: the slot is free, so nobody else reads or writes it until the generation is stored.
        let place = unsafe { &mut *slot.array.get() };
        if let Err(error) = make(cache, place) {
            cache.slots.give(slot);
            return Err(error);
        }
        // SAFETY: made just now.
        let array = unsafe { place.assume_init_ref() };
        let generation = slot.generation.load(Ordering::Relaxed) + 1;
        // SAFETY: as above: the slot is free.
        let view = unsafe { &mut *slot.view.get() };
        let view = view.write(describe(array, &slot.generation, generation));
        slot.generation.store(generation, Ordering::Release);
        Ok(Opened { handle: abi::NumPyNI_Handle { bits: bits(slot.number as usize, generation) }, view })
    };
    // SAFETY: `make` makes an array, which releases nothing and calls nothing of a caller's.
    unsafe { cache::with(open) }
}

/// Closes a handle. Like every use of a handle, it excludes others of the same handle at the same time.
///
/// # Errors
/// `BadHandle` when it is not open; nothing happens then.
#[inline(always)]
pub fn close(handle: abi::NumPyNI_Handle) -> Result<()> {
    let (slot, generation) = find(handle)?;
    slot.generation.store(generation + 1, Ordering::Release);
    // SAFETY: the array was initialised while the generation was odd, and nobody follows the handle any more.
    let array = unsafe { slot.array.get().cast::<Array>().read() };
    let block = array.into_block();
    let give = |cache: &mut Cache| {
        if let Some(block) = block {
            cache.blocks.keep(block);
        }
        // Only now may the slot be used again.
        cache.slots.give(slot);
    };
    // SAFETY: nothing is released but the block.
    unsafe { cache::with(give) };
    Ok(())
}

/// The array of an open handle. It lives until the handle is closed: who holds the handle keeps it open meanwhile.
///
/// # Errors
/// `BadHandle`
#[inline(always)]
pub fn array<'a>(handle: abi::NumPyNI_Handle) -> Result<&'a Array> {
    let (slot, _) = find(handle)?;
    // SAFETY: initialised while the generation is odd; the caller of an entry keeps its handles open during the call.
    Ok(unsafe { &*slot.array.get().cast() })
}

/// The view of an open handle.
///
/// # Errors
/// `BadHandle`
#[inline]
pub fn view(handle: abi::NumPyNI_Handle) -> Result<*const abi::NumPyNI_View> {
    let (slot, _) = find(handle)?;
    Ok(slot.view.get().cast_const().cast())
}

/// An open handle that is closed when it goes.
pub(crate) struct Owned(abi::NumPyNI_Handle);

impl Owned {
    /// A handle that somebody gave away.
    pub fn new(handle: abi::NumPyNI_Handle) -> Owned {
        Owned(handle)
    }

    /// A new handle for an array.
    pub fn open(array: Array) -> Result<Owned> {
        Ok(Owned(open(array)?.handle))
    }

    pub fn handle(&self) -> abi::NumPyNI_Handle {
        self.0
    }

    /// Gives it to somebody else.
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // One that was made up is not there to be closed.
        let _ = close(self.0);
    }
}

/// The array whose view has this epoch, if it is open.
pub(crate) fn array_of_epoch<'a>(epoch: *const u64, epoch0: u64) -> Result<&'a Array> {
    let chunks = TABLE.iter().map(|chunk| chunk.load(Ordering::Acquire)).take_while(|chunk| !chunk.is_null());
    for chunk in chunks {
        let Some(offset) = epoch.addr().checked_sub(chunk.addr() + std::mem::offset_of!(Slot, generation)) else { continue };
        if offset < CHUNK * size_of::<Slot>() && offset.is_multiple_of(size_of::<Slot>()) {
            // SAFETY: chunks hold CHUNK slots and are never freed.
            let slot = unsafe { &*chunk.wrapping_byte_add(offset) };
            if epoch0 & 1 == 1 && slot.generation.load(Ordering::Acquire) == epoch0 {
                // SAFETY: initialised while the generation is odd; the caller keeps the handle open.
                return Ok(unsafe { &*slot.array.get().cast() });
            }
        }
    }
    Err(Error::BadHandle)
}

/// How many handles are open: a count over all slots, so that opening and closing need not keep one.
pub fn open_count() -> u64 {
    let open = |number| slot(number).map(|slot| slot.generation.load(Ordering::Relaxed) & 1);
    (0..).map_while(open).sum()
}

/// The view of an array that stays where it is.
#[inline(always)]
fn describe(array: &Array, epoch: &AtomicU64, epoch0: u64) -> abi::NumPyNI_View {
    abi::NumPyNI_View {
        struct_size: size_of::<abi::NumPyNI_View>() as u32,
        flags: array.flags(),
        data: array.as_ptr().cast(),
        dtype: array.dtype().word(),
        ndim: array.ndim() as i32,
        device_type: abi::NUMPYNI_DEVICE_CPU,
        shape: array.shape().as_ptr().cast(),
        strides: array.strides().as_ptr().cast(),
        epoch: epoch.as_ptr(),
        epoch0,
        lease: ptr::null_mut(),
    }
}

const _: () = assert!(size_of::<usize>() == size_of::<i64>(), "shapes and strides are handed out as they are");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_closed_exactly_once() {
        let handle = open(Array::from_slice(&[1.0f64, 2.0])).unwrap().handle;
        assert_eq!(array(handle).unwrap().shape(), [2]);
        // SAFETY: the handle is open.
        let epoch = unsafe { (*view(handle).unwrap()).epoch };
        // SAFETY: an epoch is readable for ever.
        let before = unsafe { *epoch };
        close(handle).unwrap();
        assert_eq!(close(handle), Err(Error::BadHandle));
        assert!(array(handle).is_err());
        // SAFETY: as above.
        assert_ne!(unsafe { *epoch }, before);
    }

    #[test]
    fn made_up_handles_are_refused() {
        for bits in [0, 1, 2, 12345, usize::MAX, usize::MAX >> 1, 1 << 40] {
            assert_eq!(close(abi::NumPyNI_Handle { bits }), Err(Error::BadHandle));
        }
    }

    #[test]
    fn threads_open_and_close_each_others_handles() {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| {
                    (0..1000).map(|i| open(Array::scalar(i as f64)).unwrap().handle).collect::<Vec<_>>()
                })
            })
            .collect();
        for thread in threads {
            for (i, handle) in thread.join().unwrap().into_iter().enumerate() {
                // SAFETY: a 0-d array of float64.
                assert_eq!(unsafe { *array(handle).unwrap().as_ptr().cast::<f64>() }, i as f64);
                close(handle).unwrap();
            }
        }
    }
}
