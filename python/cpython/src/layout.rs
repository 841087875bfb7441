//! The layout of an array object: its handle and its view, which `a.shape = ...` replaces while others may read.
//!
//! A handle that was replaced stays open, and a view stays in memory, until the object dies: whoever has read one may go on with it.

use std::cell::UnsafeCell;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use numpyni_sys::{NumPyNI_Handle, NumPyNI_View};

/// The view, inline, where `_native.VIEW_OFFSET` says. A replaced one is overwritten under a GIL; where there is none, readers must
/// never see half of one, so later views stand elsewhere and the inline one stays what it was at first.
#[repr(C)]
pub struct View {
    inline: UnsafeCell<NumPyNI_View>,
    #[cfg(feature = "free-threaded")]
    later: AtomicPtr<NumPyNI_View>,
}

impl View {
    pub fn new(view: NumPyNI_View) -> View {
        View {
            inline: UnsafeCell::new(view),
            #[cfg(feature = "free-threaded")]
            later: AtomicPtr::new(null_mut()),
        }
    }

    #[inline(always)]
    pub fn get(&self) -> NumPyNI_View {
        #[cfg(feature = "free-threaded")]
        // SAFETY: NULL, or a view that stands until the object dies.
        if let Some(later) = unsafe { self.later.load(Ordering::Acquire).as_ref() } {
            return *later;
        }
        // SAFETY: written under the GIL, or before anybody else knew the object.
        unsafe { *self.inline.get() }
    }

    /// Where the view stands: as long as the object, and unchanged as long as no other thread or callback runs.
    #[inline(always)]
    pub fn place(&self) -> *const NumPyNI_View {
        #[cfg(feature = "free-threaded")]
        {
            let later = self.later.load(Ordering::Acquire);
            if !later.is_null() {
                return later;
            }
        }
        self.inline.get().cast_const()
    }

    /// Replaces the view by one that stands until the object dies.
    fn set(&self, view: &NumPyNI_View) {
        #[cfg(feature = "free-threaded")]
        self.later.store((&raw const *view).cast_mut(), Ordering::Release);
        #[cfg(not(feature = "free-threaded"))]
        // SAFETY: the GIL is held, and `get` gives copies.
        unsafe {
            *self.inline.get() = *view
        };
    }
}

/// The handle.
pub struct Handle(AtomicUsize);

impl Handle {
    pub fn new(handle: NumPyNI_Handle) -> Handle {
        Handle(AtomicUsize::new(handle.bits))
    }

    #[inline(always)]
    pub fn get(&self) -> NumPyNI_Handle {
        NumPyNI_Handle { bits: self.0.load(Ordering::Acquire) }
    }
}

/// A handle that was replaced, and the view of the one that came instead.
struct Replaced {
    handle: NumPyNI_Handle,
    view: NumPyNI_View,
}

/// What was replaced: NULL, or a leaked list. Its items stay where they are, for their views are pointed to.
#[allow(clippy::vec_box)]
pub struct Retired(AtomicPtr<Vec<Box<Replaced>>>);

/// One thread at a time replaces a layout: it is rare.
static REPLACING: Mutex<()> = Mutex::new(());

fn replacing() -> MutexGuard<'static, ()> {
    REPLACING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Retired {
    pub fn none() -> Retired {
        Retired(AtomicPtr::new(null_mut()))
    }

    /// Puts a new handle, with its view, in the place of the old.
    pub fn replace(&self, place: (&Handle, &View), handle: NumPyNI_Handle, view: NumPyNI_View) {
        let _alone = replacing();
        let mut list = self.0.load(Ordering::Relaxed);
        if list.is_null() {
            list = Box::into_raw(Box::default());
            self.0.store(list, Ordering::Relaxed);
        }
        let old = NumPyNI_Handle { bits: place.0.0.swap(handle.bits, Ordering::AcqRel) };
        let replaced = Box::new(Replaced { handle: old, view });
        place.1.set(&replaced.view);
        // SAFETY: the array's own list, which only whoever is `replacing` touches.
        unsafe { &mut *list }.push(replaced);
    }

    /// The first retired handle that fits.
    pub fn find(&self, fits: impl FnMut(&NumPyNI_Handle) -> bool) -> Option<NumPyNI_Handle> {
        let _alone = replacing();
        // SAFETY: NULL or the array's own list, which only whoever is `replacing` touches.
        let list = unsafe { self.0.load(Ordering::Relaxed).as_ref() }?;
        list.iter().map(|replaced| replaced.handle).find(fits)
    }

    /// Closes what was retired, at the end of the array.
    pub fn close(&self, mut close: impl FnMut(NumPyNI_Handle)) {
        let list = self.0.swap(null_mut(), Ordering::Acquire);
        if !list.is_null() {
            // SAFETY: the dying array's own list, for the last time.
            let list = unsafe { Box::from_raw(list) };
            list.iter().for_each(|replaced| close(replaced.handle));
        }
    }
}
