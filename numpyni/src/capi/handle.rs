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

use crate::{Array, Error, Result};

const CHUNK: usize = 1 << 10;
const CHUNKS: usize = 1 << 16;
/// Low bits of a handle: the slot's number (plus one, so that no handle is zero); the rest: the generation.
const NUMBER_BITS: u32 = 27;
/// How many free slots a thread keeps for itself, and takes at once.
const LOCAL: usize = 64;

struct Slot {
    generation: AtomicU64,
    view: UnsafeCell<MaybeUninit<abi::NumPyNI_View>>,
    array: UnsafeCell<MaybeUninit<Array>>,
}

// SAFETY: who opens a slot owns it alone until the generation says that it is open; from then on it is only read.
unsafe impl Sync for Slot {}

static TABLE: [AtomicPtr<Slot>; CHUNKS] = [const { AtomicPtr::new(ptr::null_mut()) }; CHUNKS];
static FREE: Mutex<Free> = Mutex::new(Free { slots: Vec::new(), used: 0 });

struct Free {
    slots: Vec<u32>,
    /// Slots with a smaller number have been handed out before.
    used: u32,
}

/// This thread's free slots.
struct Local {
    slots: [u32; 2 * LOCAL],
    count: usize,
}

thread_local! {
    static LOCAL_FREE: UnsafeCell<Local> = const { UnsafeCell::new(Local { slots: [0; 2 * LOCAL], count: 0 }) };
}

impl Drop for Local {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).slots.extend_from_slice(&self.slots[..self.count]);
    }
}

impl Local {
    #[inline]
    fn take(&mut self) -> Option<u32> {
        if self.count == 0 {
            self.refill()?;
        }
        self.count -= 1;
        self.slots.get(self.count).copied()
    }

    #[cold]
    fn refill(&mut self) -> Option<()> {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        if free.slots.is_empty() {
            let chunk = free.used as usize / CHUNK;
            let entry = TABLE.get(chunk)?;
            let slots: Box<[Slot]> = (0..CHUNK)
                .map(|_| Slot {
                    generation: AtomicU64::new(0),
                    view: UnsafeCell::new(MaybeUninit::uninit()),
                    array: UnsafeCell::new(MaybeUninit::uninit()),
                })
                .collect();
            entry.store(Box::leak(slots).as_mut_ptr(), Ordering::Release);
            let first = free.used;
            free.used += CHUNK as u32;
            free.slots.extend((first..first + CHUNK as u32).rev());
        }
        let count = free.slots.len().min(LOCAL);
        let rest = free.slots.len() - count;
        self.slots[..count].copy_from_slice(&free.slots[rest..]);
        free.slots.truncate(rest);
        self.count = count;
        Some(())
    }

    #[inline]
    fn give(&mut self, slot: u32) {
        if self.count == self.slots.len() {
            let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
            free.slots.extend_from_slice(&self.slots[LOCAL..]);
            self.count = LOCAL;
        }
        self.slots[self.count] = slot;
        self.count += 1;
    }
}

/// Runs `f` on this thread's free list; when the thread is being taken down, on an empty one that is given back at once.
#[inline]
fn with_local<R>(f: impl Fn(&mut Local) -> R) -> R {
    // SAFETY: `take` and `give` call nothing that could come back here.
    let here = LOCAL_FREE.try_with(|local| f(unsafe { &mut *local.get() }));
    here.unwrap_or_else(|_| f(&mut Local { slots: [0; 2 * LOCAL], count: 0 }))
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
pub fn open(array: Array) -> Result<abi::NumPyNI_Handle> {
    open_with(|place| Ok(place.write(array))).map(|(handle, _)| handle)
}

/// Opens a handle for an array that is made where it will stand: moving one costs as much as making one.
///
/// # Errors
/// As `open`, and whatever `make` says.
#[inline(always)]
pub fn open_with<'a>(
    make: impl FnOnce(&'a mut MaybeUninit<Array>) -> Result<&'a mut Array>,
) -> Result<(abi::NumPyNI_Handle, &'a Array)> {
    let free = with_local(Local::take).and_then(|number| Some((number as usize, slot(number as usize)?)));
    let (number, slot) = free.ok_or_else(|| Error::Value("too many arrays are open".into()))?;
    // SAFETY: the slot is free, so nobody else reads or writes it until the generation is stored.
    let array: &Array = match make(unsafe { &mut *slot.array.get() }) {
        Ok(array) => array,
        Err(error) => {
            with_local(|local| local.give(number as u32));
            return Err(error);
        }
    };
    let generation = slot.generation.load(Ordering::Relaxed) + 1;
    // SAFETY: as above.
    let view = unsafe { &mut *slot.view.get() };
    view.write(describe(array, &slot.generation, generation));
    slot.generation.store(generation, Ordering::Release);
    Ok((abi::NumPyNI_Handle { bits: bits(number, generation) }, array))
}

/// Closes a handle.
///
/// # Errors
/// `BadHandle` when it is not open; nothing happens then.
#[inline]
pub fn close(handle: abi::NumPyNI_Handle) -> Result<()> {
    let (slot, generation) = find(handle)?;
    slot.generation
        .compare_exchange(generation, generation + 1, Ordering::AcqRel, Ordering::Relaxed)
        .map_err(|_| Error::BadHandle)?;
    // SAFETY: this thread alone moved the generation on; the array is initialised while the generation is odd.
    unsafe { slot.array.get().cast::<Array>().drop_in_place() };
    // Only now may the slot be used again.
    let number = (handle.bits & ((1 << NUMBER_BITS) - 1)) - 1;
    with_local(|local| local.give(number as u32));
    Ok(())
}

/// The array of an open handle. It lives until the handle is closed: who holds the handle keeps it open meanwhile.
///
/// # Errors
/// `BadHandle`
#[inline]
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
        open(array).map(Owned)
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
        flags: flags(array),
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

#[inline(always)]
fn flags(array: &Array) -> u32 {
    let set = |condition: bool, flag: u32| if condition { flag } else { 0 };
    set(array.is_readonly(), abi::NUMPYNI_READONLY)
        | set(array.is_aligned(), abi::NUMPYNI_ALIGNED)
        | set(array.is_c_contiguous(), abi::NUMPYNI_C_CONTIGUOUS)
        | set(array.is_f_contiguous(), abi::NUMPYNI_F_CONTIGUOUS)
        | set(array.dtype().is_native(), abi::NUMPYNI_NATIVE_ENDIAN)
        | set(array.owns_data(), abi::NUMPYNI_OWNDATA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_closed_exactly_once() {
        let handle = open(Array::from_slice(&[1.0f64, 2.0])).unwrap();
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
                    (0..1000).map(|i| open(Array::scalar(i as f64)).unwrap()).collect::<Vec<_>>()
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
