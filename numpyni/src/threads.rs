//! How large work is shared among threads. Results never depend on how many there are.

mod crew;

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::ThreadPool;

use crate::{Result, Walk};

/// Elements below which cheap loops stay on one thread: about 40 microseconds of work.
const CHEAP: usize = 1 << 18;
/// The same for loops that call the mathematical library.
const COSTLY: usize = 1 << 13;

/// What was asked for by `set_count`; 0: nothing.
static WANTED: AtomicUsize = AtomicUsize::new(0);
static POOL: Mutex<Option<(u32, usize, Arc<ThreadPool>)>> = Mutex::new(None);

/// How many threads a large operation may use: what was set, else `NUMPYNI_NUM_THREADS`, else the cores.
pub fn count() -> usize {
    static DEFAULT: AtomicUsize = AtomicUsize::new(0);
    let known = match WANTED.load(Ordering::Relaxed) {
        0 => DEFAULT.load(Ordering::Relaxed),
        wanted => wanted,
    };
    if known != 0 {
        return known;
    }
    let named = std::env::var("NUMPYNI_NUM_THREADS").ok().and_then(|text| text.parse().ok()).filter(|&count| count > 0);
    let cores = || std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let count = named.unwrap_or_else(cores).min(1024);
    DEFAULT.store(count, Ordering::Relaxed);
    count
}

/// Sets the number of threads; 0 restores the default.
pub fn set_count(count: usize) {
    WANTED.store(count.min(1024), Ordering::Relaxed);
}

/// Whether that much work is worth more than one thread.
pub(crate) fn worthwhile(elements: usize, costly: bool) -> bool {
    elements >= if costly { COSTLY } else { CHEAP } && count() > 1
}

/// The threads; None where one was asked for or no more are to be had.
fn pool() -> Option<Arc<ThreadPool>> {
    let (process, threads) = (std::process::id(), count());
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((owner, size, pool)) = &*pool
        && *owner == process
        && *size == threads
    {
        return Some(pool.clone());
    }
    let new = Arc::new(rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()?);
    let old = pool.replace((process, threads, new.clone()));
    if let Some((owner, ..)) = &old
        && *owner != process
    {
        // A forked child has the parent's pool but none of its threads: waiting for them would last for ever.
        std::mem::forget(old);
    }
    Some(new)
}

/// Work whose memory another thread may touch while this one waits for it.
pub(crate) struct Job<F>(pub F);
// SAFETY: the one that made the job waits until it is done.
unsafe impl<F> Send for Job<F> {}

impl<F> Job<F> {
    /// Does it.
    pub fn run<A>(self, argument: A)
    where
        F: FnOnce(A),
    {
        (self.0)(argument)
    }
}

/// Runs `work` among the threads, which it may use: it is told how many.
pub(crate) fn install(work: impl FnOnce(usize) + Send) {
    match pool() {
        Some(pool) => {
            let threads = count();
            let raised = pool.install(|| {
                kernels::fpe::clear();
                work(threads);
                kernels::fpe::take()
            });
            if raised != 0 {
                kernels::fpe::raise(raised);
            }
        }
        None => work(1),
    }
}

/// Runs `work` for each number below `tasks`, on several threads: this one and those that come to help. Floating-point flags that
/// were raised are raised here too. After an error, what has not begun is left.
pub(crate) fn for_each(tasks: usize, work: impl Fn(usize) -> Result<()> + Sync) -> Result<()> {
    let helpers = tasks.min(count()).saturating_sub(1);
    let pool = if helpers > 0 { pool() } else { None };
    let Some(pool) = pool else { return (0..tasks).try_for_each(work) };
    let caller = std::thread::current().id();
    let next = AtomicUsize::new(0);
    let raised = AtomicU32::new(0);
    let result = Mutex::new(Ok(()));
    crew::run(&pool, helpers, || {
        let helps = std::thread::current().id() != caller;
        if helps {
            kernels::fpe::clear();
        }
        while let task = next.fetch_add(1, Ordering::Relaxed)
            && task < tasks
        {
            if let Err(error) = work(task) {
                next.store(tasks, Ordering::Relaxed);
                *result.lock().unwrap_or_else(PoisonError::into_inner) = Err(error);
            }
        }
        if helps {
            raised.fetch_or(kernels::fpe::take(), Ordering::Relaxed);
        }
    });
    let raised = raised.into_inner();
    if raised != 0 {
        kernels::fpe::raise(raised);
    }
    result.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` on a walk, cut among the threads along its outermost axis where that is worth it. Every element is written once, so the
/// cuts change no result.
pub(crate) fn split(walk: Walk, costly: bool, work: impl Fn(&Walk) -> Result<()> + Sync) -> Result<()> {
    let length = walk.outermost();
    let size = walk.size();
    let grain = if costly { COSTLY } else { CHEAP } / 2;
    let tasks = length.min(size / grain).min(4 * count());
    if tasks < 2 || count() == 1 {
        return work(&walk);
    }
    for_each(tasks, |task| {
        let (start, end) = (length * task / tasks, length * (task + 1) / tasks);
        let (_, tail) = walk.split(start);
        let (part, _) = tail.split(end - start);
        work(&part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_runs_once_and_its_flags_are_kept() {
        kernels::fpe::clear();
        let done: Vec<AtomicU32> = (0..100).map(|_| AtomicU32::new(0)).collect();
        for_each(100, |task| {
            done[task].fetch_add(1, Ordering::Relaxed);
            if task == 57 {
                kernels::fpe::raise(kernels::fpe::DIVIDE);
            }
            Ok(())
        })
        .unwrap();
        assert!(done.iter().all(|count| count.load(Ordering::Relaxed) == 1));
        assert_eq!(kernels::fpe::take(), kernels::fpe::DIVIDE);
    }

    #[test]
    fn an_error_of_any_task_is_the_result() {
        for bad in [0, 37, 99] {
            let result = for_each(100, |task| if task == bad { Err(crate::Error::TooBig) } else { Ok(()) });
            assert_eq!(result, Err(crate::Error::TooBig));
        }
    }

    #[test]
    fn a_panic_of_any_task_is_passed_on_and_the_threads_go_on() {
        for bad in 0..8 {
            let run = std::panic::AssertUnwindSafe(|| for_each(8, |task| if task == bad { panic!("on purpose") } else { Ok(()) }));
            assert!(std::panic::catch_unwind(run).is_err());
        }
        assert_eq!(for_each(8, |_| Ok(())), Ok(()));
    }
}
