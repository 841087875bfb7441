//! One closure run by several threads at once: by the caller, and by those of a pool that come in time.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::Thread;

use rayon::ThreadPool;

/// No more helpers may enter.
const CLOSED: usize = 1 << (usize::BITS - 1);
/// How often a caller looks whether the helpers are done before it sleeps.
const LOOKS: usize = 1 << 10;

/// What helpers pass on their way in and out. It outlives the work, so that one who comes too late finds it closed.
struct Gate {
    /// How many are inside, and `CLOSED`.
    state: AtomicUsize,
    panicked: AtomicBool,
    caller: Thread,
    call: unsafe fn(*const ()),
    work: *const (),
}

// SAFETY: the work is `Sync`, and `call` is reached by those alone who entered before the gate was closed.
unsafe impl Send for Gate {}
// SAFETY: as above.
unsafe impl Sync for Gate {}

impl Gate {
    fn help(&self) {
        let enter = |state: usize| if state & CLOSED == 0 { Some(state + 1) } else { None };
        if self.state.fetch_update(Ordering::Acquire, Ordering::Relaxed, enter).is_err() {
            return;
        }
        // SAFETY: the gate was open, so the caller keeps the work alive until this helper has left.
        if catch_unwind(AssertUnwindSafe(|| unsafe { (self.call)(self.work) })).is_err() {
            self.panicked.store(true, Ordering::Relaxed);
        }
        if self.state.fetch_sub(1, Ordering::Release) == CLOSED + 1 {
            self.caller.unpark();
        }
    }

    /// Lets nobody in any more, and waits for those inside.
    fn close(&self) {
        self.state.fetch_or(CLOSED, Ordering::Relaxed);
        for _ in 0..LOOKS {
            if self.state.load(Ordering::Acquire) == CLOSED {
                return;
            }
            std::hint::spin_loop();
        }
        while self.state.load(Ordering::Acquire) != CLOSED {
            std::thread::park();
        }
    }
}

/// # Safety
/// `work` is an `F` that lives.
unsafe fn call<F: Fn()>(work: *const ()) {
    // SAFETY: the caller's promise.
    let work = unsafe { &*work.cast::<F>() };
    work();
}

/// Runs `work` on this thread and on up to `helpers` of the pool's. It must be such that any one of them could do all of it: who is
/// not there when the caller is done is not waited for, so a busy machine costs no more than one thread would.
pub(super) fn run<F: Fn() + Sync>(pool: &ThreadPool, helpers: usize, work: F) {
    let gate = Arc::new(Gate {
        state: AtomicUsize::new(0),
        panicked: AtomicBool::new(false),
        caller: std::thread::current(),
        call: call::<F>,
        work: (&raw const work).cast(),
    });
    for _ in 0..helpers {
        let gate = gate.clone();
        pool.spawn(move || gate.help());
    }
    let mine = catch_unwind(AssertUnwindSafe(&work));
    gate.close();
    if let Err(panic) = mine {
        resume_unwind(panic);
    }
    assert!(!gate.panicked.load(Ordering::Relaxed), "a thread that helped has panicked");
}
