//! Whether two arrays share memory.

use crate::Array;

/// One way in which two arrays' elements differ in place: up to `count` steps of `stride` bytes.
#[derive(Clone, Copy, Debug)]
struct Term {
    stride: i128,
    count: i128,
}

impl Array {
    /// Whether the memory between the first and the last byte of both arrays overlaps: NumPy's `may_share_memory`.
    pub fn may_overlap(&self, other: &Array) -> bool {
        if self.is_apart(other) {
            return false;
        }
        let (x1, x2) = (self.extent(), other.extent());
        x1.start < x2.end && x2.start < x1.end && !x1.is_empty() && !x2.is_empty()
    }

    /// Each has memory of its own that the runtime allocated: no bounds need be computed.
    pub(crate) fn is_apart(&self, other: &Array) -> bool {
        let (x1, x2) = (self.buffer(), other.buffer());
        !x1.same(x2) && x1.is_owned() && x2.is_owned()
    }

    /// Whether a byte belongs to an element of both: NumPy's `shares_memory`.
    ///
    /// The problem is NP-hard in general; the search below is fast for strides that come from slicing.
    pub fn overlaps(&self, other: &Array) -> bool {
        if !self.may_overlap(other) {
            return false;
        }
        // Elements at x1 + a and x2 + b overlap where x1 + a + i == x2 + b + j, for bytes i and j inside the elements.
        let mut terms = Vec::new();
        let mut target = other.as_ptr().addr() as i128 - self.as_ptr().addr() as i128;
        for (array, sign) in [(self, 1), (other, -1)] {
            let bytes = (array.itemsize(), 1isize);
            for (length, stride) in array.shape().iter().copied().zip(array.strides().iter().copied()).chain([bytes]) {
                let (mut stride, count) = (sign * stride as i128, length as i128 - 1);
                if stride < 0 {
                    // Counted from the other end, every step is positive.
                    target -= stride * count;
                    stride = -stride;
                }
                if stride != 0 && count > 0 {
                    terms.push(Term { stride, count });
                }
            }
        }
        terms.sort_by_key(|term| std::cmp::Reverse(term.stride));
        terms.dedup_by(|next, kept| {
            let same = next.stride == kept.stride;
            if same {
                kept.count += next.count;
            }
            same
        });
        reaches(&terms, target)
    }

    /// Whether both are the same elements, in the same places and of the same type.
    pub(crate) fn same_elements(&self, other: &Array) -> bool {
        self.as_ptr() == other.as_ptr() && self.dtype() == other.dtype() && self.layout() == other.layout()
    }
}

/// Whether `target` is a sum of up to `count` strides of each term; the strides are positive and fall.
fn reaches(terms: &[Term], target: i128) -> bool {
    let Some((first, rest)) = terms.split_first() else { return target == 0 };
    let most: i128 = rest.iter().map(|term| term.stride * term.count).sum();
    if target < 0 || target > most + first.stride * first.count {
        return false;
    }
    let divisor = terms.iter().fold(0, |divisor, term| gcd(divisor, term.stride));
    if target % divisor != 0 {
        return false;
    }
    // What the rest cannot reach, the first must.
    let low = ((target - most + first.stride - 1).div_euclid(first.stride)).max(0);
    let high = (target / first.stride).min(first.count);
    (low..=high).any(|steps| reaches(rest, target - steps * first.stride))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
