//! The plans of transforms, which each thread keeps for the lengths that it met last.

use std::cell::RefCell;

use kernels::C128;
use realfft::RealFftPlanner;
use rustfft::FftPlanner;

/// Lengths whose plans are kept.
const KEPT: usize = 32;

struct Plans {
    complex: FftPlanner<f64>,
    real: RealFftPlanner<f64>,
    lengths: Vec<usize>,
}

impl Plans {
    fn new() -> Plans {
        Plans { complex: FftPlanner::new(), real: RealFftPlanner::new(), lengths: Vec::new() }
    }

    /// Forgets all plans when there would be too many.
    fn meet(&mut self, length: usize) {
        if self.lengths.contains(&length) {
            return;
        }
        if self.lengths.len() == KEPT {
            *self = Plans::new();
        }
        self.lengths.push(length);
    }
}

thread_local!(static PLANS: RefCell<Plans> = RefCell::new(Plans::new()));

fn with<R>(length: usize, plan: impl FnOnce(&mut Plans) -> R) -> R {
    PLANS.with_borrow_mut(|plans| {
        plans.meet(length);
        plan(plans)
    })
}

/// Transforms complex numbers in place.
pub fn complex(elements: &mut [C128], inverse: bool) {
    let length = elements.len();
    if length == 0 {
        return;
    }
    let plan = with(length, |plans| if inverse { plans.complex.plan_fft_inverse(length) } else { plans.complex.plan_fft_forward(length) });
    plan.process(elements);
}

/// Transforms real numbers; None where the lengths do not fit.
pub fn real(elements: &mut [f64], results: &mut [C128]) -> Option<()> {
    if elements.is_empty() {
        return results.iter_mut().try_for_each(|_| None);
    }
    let length = elements.len();
    with(length, |plans| plans.real.plan_fft_forward(length)).process(elements, results).ok()
}

/// The inverse of `real`.
pub fn real_inverse(elements: &mut [C128], results: &mut [f64]) -> Option<()> {
    let length = results.len();
    if length == 0 {
        return Some(());
    }
    with(length, |plans| plans.real.plan_fft_inverse(length)).process(elements, results).ok()
}
