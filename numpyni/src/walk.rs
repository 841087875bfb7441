//! The one iterator: several operands of one shape, walked together in the fewest, longest inner loops.

use smallvec::{SmallVec, smallvec};

use crate::Axes;

/// A list with one entry per operand.
pub type Operands<T> = SmallVec<[T; 4]>;

/// Bytes of a cache line.
const CACHE_LINE: usize = 64;

/// How to walk operands of a common shape. Axes are coalesced, and (unless the order matters) sorted so that the innermost one has
/// the smallest strides and runs forwards in the first operand that moves.
///
/// Name the operand whose order of access matters most (an output) first.
#[derive(Clone, Debug)]
pub struct Walk {
    operands: usize,
    /// Lengths from the innermost axis outwards; at least one axis.
    shape: Axes<usize>,
    /// `operands` byte strides per axis, in the same order of axes.
    strides: SmallVec<[isize; 12]>,
    /// Byte offset of the first element walked, per operand: not zero where an axis was reversed.
    offsets: Operands<isize>,
}

impl Walk {
    /// `strides` holds, per operand, as many byte strides as `shape` has axes. With `keep_order`, elements are walked in row-major
    /// order; otherwise in whatever order is fastest.
    pub fn new(shape: &[usize], strides: &[&[isize]], keep_order: bool) -> Walk {
        debug_assert!(strides.iter().all(|s| s.len() == shape.len()));
        let mut walk = Walk {
            operands: strides.len(),
            shape: SmallVec::new(),
            strides: SmallVec::new(),
            offsets: smallvec![0; strides.len()],
        };
        if shape.contains(&0) {
            walk.shape.push(0);
            walk.strides.resize(strides.len(), 0);
            return walk;
        }
        let mut axes: Axes<usize> = (0..shape.len()).rev().filter(|&axis| shape[axis] != 1).collect();
        if !keep_order && axes.len() > 1 {
            // A stable insertion by the strides of the first operand that tells two axes apart.
            axes.sort_by(|&a, &b| {
                let key = |axis: usize| strides.iter().map(move |s| s[axis].unsigned_abs());
                key(a).zip(key(b)).find(|(x, y)| x != y).map_or(std::cmp::Ordering::Equal, |(x, y)| x.cmp(&y))
            });
        }
        for axis in axes {
            let first_moving = strides.iter().map(|s| s[axis]).find(|&s| s != 0);
            let reverse = !keep_order && first_moving.is_some_and(|stride| stride < 0);
            let sign = if reverse { -1 } else { 1 };
            if reverse {
                for (offset, s) in walk.offsets.iter_mut().zip(strides) {
                    *offset += s[axis] * (shape[axis] - 1) as isize;
                }
            }
            walk.push(shape[axis], strides.iter().map(|s| sign * s[axis]));
        }
        if walk.shape.is_empty() {
            walk.push(1, strides.iter().map(|_| 0));
        }
        walk
    }

    /// Adds an axis outside the others, or merges it with the outermost one where all operands allow it.
    fn push(&mut self, length: usize, strides: impl Iterator<Item = isize> + Clone) {
        if let Some(outer) = self.shape.last_mut() {
            let inside = &self.strides[self.strides.len() - self.operands..];
            if strides.clone().zip(inside).all(|(stride, &inner)| stride == inner * *outer as isize) {
                *outer *= length;
                return;
            }
        }
        self.shape.push(length);
        self.strides.extend(strides);
    }

    /// Number of elements in one inner loop.
    pub fn inner_len(&self) -> usize {
        self.shape[0]
    }

    /// Byte strides of the operands in the inner loop.
    pub fn inner_strides(&self) -> &[isize] {
        &self.strides[..self.operands]
    }

    /// Byte strides of the operands along the second axis; none where one inner loop does it all.
    pub fn outer_strides(&self) -> &[isize] {
        let end = self.strides.len().min(2 * self.operands);
        &self.strides[self.operands..end]
    }

    /// Lengths of the outer axes, from the innermost outwards; empty when one inner loop does it all.
    pub fn outer_shape(&self) -> &[usize] {
        &self.shape[1..]
    }

    /// Number of elements in all.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Calls `inner` once per inner loop with the operands' first elements in it. `start` are the operands' elements of index zero.
    pub fn run<E>(&self, start: &[*mut u8], mut inner: impl FnMut(&[*mut u8]) -> Result<(), E>) -> Result<(), E> {
        debug_assert_eq!(start.len(), self.operands);
        let mut at: Operands<*mut u8> =
            start.iter().zip(&self.offsets).map(|(pointer, &offset)| pointer.wrapping_offset(offset)).collect();
        if self.shape[0] == 0 {
            return Ok(());
        }
        let mut index: Axes<usize> = smallvec![0; self.shape.len()];
        loop {
            inner(&at)?;
            let mut axis = 1;
            loop {
                if axis == self.shape.len() {
                    return Ok(());
                }
                let strides = &self.strides[axis * self.operands..][..self.operands];
                index[axis] += 1;
                if index[axis] < self.shape[axis] {
                    step(&mut at, strides, 1);
                    break;
                }
                index[axis] = 0;
                step(&mut at, strides, 1 - self.shape[axis] as isize);
                axis += 1;
            }
        }
    }

    /// The walk cut in two along its outermost axis, after `at` of its entries, for two threads. The starts stay the same.
    pub fn split(&self, at: usize) -> (Walk, Walk) {
        let outer = self.shape.len() - 1;
        let (mut head, mut tail) = (self.clone(), self.clone());
        head.shape[outer] = at;
        tail.shape[outer] = self.shape[outer] - at;
        for (offset, stride) in tail.offsets.iter_mut().zip(&self.strides[outer * self.operands..]) {
            *offset += stride * at as isize;
        }
        (head, tail)
    }

    /// Per operand: whether all its inner loops are the same. None unless all others continue along the second axis where an inner loop
    /// ends, so that several inner loops could be one: see `joined`.
    pub fn repeating(&self) -> Option<Operands<bool>> {
        let (&inner, outer) = self.shape.split_first()?;
        if outer.is_empty() {
            return None;
        }
        (0..self.operands)
            .map(|operand| {
                let mut strides = self.strides[operand..].iter().step_by(self.operands);
                let step = *strides.next()?;
                let goes_on = *strides.clone().next()? == step * inner as isize;
                let repeats = !goes_on && strides.all(|&stride| stride == 0);
                (goes_on || repeats).then_some(repeats)
            })
            .collect()
    }

    /// The walk with `times` inner loops in one: of operands that continue along the second axis, and of those that lie in a buffer as
    /// often, in steps of `buffered`. Second: the walk of the inner loops that are left over, if any are.
    pub fn joined(&self, times: usize, buffered: &[Option<isize>]) -> (Walk, Option<Walk>) {
        let (inner, second) = (self.shape[0], self.shape[1]);
        let (count, left) = (second / times, second % times);
        let mut joined = self.clone();
        joined.shape[0] = inner * times;
        joined.shape[1] = count;
        for (operand, step) in buffered.iter().enumerate() {
            match step {
                Some(step) => {
                    joined.strides[operand] = *step;
                    joined.offsets[operand] = 0;
                }
                None => joined.strides[self.operands + operand] *= times as isize,
            }
        }
        let mut rest = joined.clone();
        rest.shape[0] = inner * left;
        rest.shape[1] = 1;
        for (offset, stride) in rest.offsets.iter_mut().zip(&joined.strides[self.operands..]) {
            *offset += stride * count as isize;
        }
        (joined, (left > 0).then_some(rest))
    }

    /// Where operands disagree about which of the two innermost axes is the inner one (`a + a.T`): the walk in strips of `length`, across
    /// which the second axis runs, so that a cache line that one operand touches in every inner loop is still there in the next one.
    /// Second: the walk of what is left of the inner loops, if anything is.
    pub fn strips(&self, length: usize) -> Option<(Walk, Option<Walk>)> {
        let (inner, second) = (self.shape[0], *self.shape.get(1)?);
        let pairs = || self.strides[..self.operands].iter().zip(&self.strides[self.operands..]);
        let across = |(step, next): (&isize, &isize)| *next != 0 && step.unsigned_abs() > next.unsigned_abs().max(CACHE_LINE);
        if inner < 2 * length || second < 4 || !pairs().any(across) {
            return None;
        }
        let (count, left) = (inner / length, inner % length);
        let (mut strips, mut rest) = (self.clone(), self.clone());
        strips.shape[0] = length;
        strips.shape.insert(2, count);
        for operand in 0..self.operands {
            strips.strides.insert(2 * self.operands + operand, self.strides[operand] * length as isize);
            rest.offsets[operand] += self.strides[operand] * (inner - left) as isize;
        }
        rest.shape[0] = left;
        Some((strips, (left > 0).then_some(rest)))
    }

    /// The walk from one matrix of the two innermost axes to the next, of which there are two at least.
    pub fn outside(&self) -> Walk {
        let mut outside = self.clone();
        outside.shape[0] = usize::from(self.shape[0] > 0);
        outside.shape.remove(1);
        outside.strides.drain(self.operands..2 * self.operands);
        outside
    }

    /// Byte offset of the first element walked, per operand.
    pub fn offsets(&self) -> &[isize] {
        &self.offsets
    }

    /// Length of the outermost axis, which `split` cuts.
    pub fn outermost(&self) -> usize {
        self.shape[self.shape.len() - 1]
    }
}

fn step(at: &mut [*mut u8], strides: &[isize], count: isize) {
    for (pointer, &stride) in at.iter_mut().zip(strides) {
        *pointer = pointer.wrapping_offset(stride * count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every element's offset in each operand, as the walk visits them.
    fn visited(walk: &Walk, operands: usize) -> Vec<Vec<usize>> {
        let start: Operands<*mut u8> = smallvec![std::ptr::without_provenance_mut(1 << 20); operands];
        let mut seen = Vec::new();
        let result: Result<(), ()> = walk.run(&start, |at| {
            for i in 0..walk.inner_len() {
                let offset = |(p, &s): (&*mut u8, &isize)| p.wrapping_offset(s * i as isize).addr() - (1 << 20);
                seen.push(at.iter().zip(walk.inner_strides()).map(offset).collect());
            }
            Ok(())
        });
        assert_eq!(result, Ok(()));
        seen
    }

    #[test]
    fn contiguous_operands_become_one_loop() {
        let walk = Walk::new(&[2, 3, 4], &[&[96, 32, 8], &[48, 16, 4]], false);
        assert_eq!((walk.inner_len(), walk.inner_strides(), walk.outer_shape()), (24, &[8, 4][..], &[][..]));
    }

    #[test]
    fn transposed_operands_become_one_loop_unless_the_order_matters() {
        let strides: &[isize] = &[8, 16];
        assert_eq!(Walk::new(&[2, 3], &[strides, strides], false).inner_len(), 6);
        assert_eq!(visited(&Walk::new(&[2, 3], &[strides], true), 1).concat(), [0, 16, 32, 8, 24, 40]);
    }

    #[test]
    fn every_element_is_visited_once_in_every_layout() {
        for (strides, keep) in [(&[8isize, 24, -48][..], false), (&[0, 8, 16], false), (&[-8, -16, -48], true)] {
            let shape = [2usize, 3, 4];
            let base: isize = shape.iter().zip(strides).map(|(&n, &s)| if s < 0 { -s * (n as isize - 1) } else { 0 }).sum();
            let other = [96isize, 32, 8];
            let walk = Walk::new(&shape, &[strides, &other], keep);
            let start = [std::ptr::without_provenance_mut::<u8>(4096 + base as usize), std::ptr::without_provenance_mut(4096)];
            let mut pairs = Vec::new();
            let result: Result<(), ()> = walk.run(&start, |at| {
                for i in 0..walk.inner_len() as isize {
                    let s = walk.inner_strides();
                    pairs.push((at[1].wrapping_offset(s[1] * i).addr() - 4096, at[0].wrapping_offset(s[0] * i).addr() as isize - 4096));
                }
                Ok(())
            });
            assert_eq!(result, Ok(()));
            pairs.sort_unstable();
            let mut expected = Vec::new();
            for i in 0..2isize {
                for j in 0..3isize {
                    for k in 0..4isize {
                        expected.push((
                            (i * 96 + j * 32 + k * 8) as usize,
                            base + i * strides[0] + j * strides[1] + k * strides[2],
                        ));
                    }
                }
            }
            assert_eq!(pairs, expected);
        }
    }

    #[test]
    fn the_halves_of_a_split_visit_what_the_whole_does() {
        let walk = Walk::new(&[5, 3], &[&[64, 8], &[8, 64]], false);
        let (head, tail) = walk.split(2);
        assert_eq!([visited(&head, 2), visited(&tail, 2)].concat(), visited(&walk, 2));
    }

    #[test]
    fn strips_visit_what_the_whole_does() {
        let walk = Walk::new(&[5, 11], &[&[88, 8], &[8, 1000]], false);
        let (strips, rest) = walk.strips(4).unwrap();
        assert_eq!((strips.inner_len(), strips.outer_shape()), (4, &[5, 2][..]));
        let mut seen = [visited(&strips, 2), visited(&rest.unwrap(), 2)].concat();
        let mut whole = visited(&walk, 2);
        seen.sort_unstable();
        whole.sort_unstable();
        assert_eq!(seen, whole);
        assert!(Walk::new(&[5, 11], &[&[88, 8], &[1000, 8]], false).strips(4).is_none());
    }

    #[test]
    fn matrices_begin_where_their_rows_do() {
        let walk = Walk::new(&[3, 5, 11], &[&[1000, 88, 8], &[9000, 8, 100]], false);
        assert_eq!(visited(&walk.outside(), 2), [[0, 0], [1000, 9000], [2000, 18000]]);
    }

    #[test]
    fn joined_loops_visit_what_the_whole_does_with_rows_written_out() {
        let walk = Walk::new(&[7, 3], &[&[24, 8], &[0, 8]], false);
        assert_eq!(walk.repeating().unwrap()[..], [false, true]);
        let (joined, rest) = walk.joined(2, &[None, Some(8)]);
        assert_eq!((joined.inner_len(), joined.outer_shape()), (6, &[3][..]));
        let seen = [visited(&joined, 2), visited(&rest.unwrap(), 2)].concat();
        let expected: Vec<Vec<usize>> = (0..21).map(|i| vec![8 * i, 8 * (i % 6)]).collect();
        assert_eq!(seen, expected);
        assert!(Walk::new(&[7, 3], &[&[24, 8], &[8, 0]], false).repeating().is_none());
        assert!(Walk::new(&[2, 7, 3], &[&[168, 24, 8], &[8, 0, 8]], false).repeating().is_none());
    }

    #[test]
    fn nothing_is_walked_where_a_length_is_zero() {
        assert!(visited(&Walk::new(&[3, 0, 2], &[&[8, 8, 8]], false), 1).is_empty());
        assert_eq!(visited(&Walk::new(&[], &[&[]], false), 1), [[0]]);
    }
}
