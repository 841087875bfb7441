//! The lengths of core dimensions: NumPy's rules, and its errors.

use numpyni_gufunc::{MAX_DIMENSIONS, Signature};

use super::table::Gufunc;
use crate::{Array, Error, Result};

/// The core of a call's operands.
pub(super) struct Lengths {
    /// The lengths of the signature's dimensions.
    pub lengths: [usize; MAX_DIMENSIONS],
    /// A bit for each dimension that all operands lack.
    missing: u32,
}

impl Lengths {
    /// How many core dimensions an operand has in this call.
    pub fn ndim(&self, signature: &Signature, operand: usize) -> usize {
        self.places(signature, operand).count()
    }

    /// The dimensions of an operand that are there: places in the signature's list.
    pub fn places<'a>(&'a self, signature: &'a Signature, operand: usize) -> impl DoubleEndedIterator<Item = usize> + 'a {
        signature.operands()[operand].places().iter().copied().filter(|&place| !self.lacks(place))
    }

    pub fn lacks(&self, place: usize) -> bool {
        self.missing & (1 << place) != 0
    }
}

impl Gufunc {
    /// The lengths that the operands agree on; what outputs alone have follows from outputs that are given, or from the operation.
    pub(super) fn lengths(
        &self,
        operands: &[Option<&Array>],
        derive: fn(&mut [Option<usize>]),
    ) -> Result<Lengths> {
        let signature = self.signature();
        let mut found = Lengths { lengths: [1; MAX_DIMENSIONS], missing: self.missing(operands)? };
        let mut known = [None; MAX_DIMENSIONS];
        let known = &mut known[..signature.dimensions().len()];
        for (known, dimension) in known.iter_mut().zip(signature.dimensions()) {
            *known = dimension.fixed;
        }
        for (index, operand) in operands.iter().enumerate() {
            let Some(operand) = operand else { continue };
            let start = operand.ndim() - found.ndim(signature, index);
            let mut shape = operand.shape()[start..].iter().enumerate();
            for &place in signature.operands()[index].places() {
                let (axis, length) = if found.lacks(place) { (0, 1) } else { shape.next().map_or((0, 1), |(axis, &n)| (axis, n)) };
                match known[place] {
                    None => known[place] = Some(length),
                    Some(wanted) if wanted == length => {}
                    Some(wanted) => {
                        return Err(Error::Value(format!(
                            "{}: {} has a mismatch in its core dimension {axis}, with gufunc signature {} (size {length} is different \
                             from {wanted})",
                            self.name(),
                            self.spelled(index),
                            signature.text()
                        )));
                    }
                }
            }
        }
        derive(known);
        for (index, core) in signature.operands().iter().enumerate().skip(signature.nin()) {
            if let Some(axis) = core.places().iter().position(|&place| known[place].is_none()) {
                return Err(Error::Value(format!(
                    "{}: {} has core dimension {axis} unspecified, with gufunc signature {}",
                    self.name(),
                    self.spelled(index),
                    signature.text()
                )));
            }
        }
        for (length, known) in found.lengths.iter_mut().zip(known) {
            *length = known.unwrap_or(1);
        }
        Ok(found)
    }

    /// The optional dimensions that are not there, because an operand has too few.
    fn missing(&self, operands: &[Option<&Array>]) -> Result<u32> {
        let signature = self.signature();
        let mut missing = 0u32;
        for (index, operand) in operands.iter().enumerate() {
            let (Some(operand), places) = (operand, signature.operands()[index].places()) else { continue };
            let needed = |missing: u32| places.iter().filter(|&&place| missing & (1 << place) == 0).count();
            for &place in places {
                if operand.ndim() >= needed(missing) {
                    break;
                }
                if signature.dimensions()[place].optional {
                    missing |= 1 << place;
                }
            }
            if operand.ndim() < needed(missing) {
                return Err(Error::Value(format!(
                    "{}: {} does not have enough dimensions (has {}, gufunc core with signature {} requires {})",
                    self.name(),
                    self.spelled(index),
                    operand.ndim(),
                    signature.text(),
                    needed(missing)
                )));
            }
        }
        Ok(missing)
    }

    fn spelled(&self, operand: usize) -> String {
        match operand.checked_sub(self.signature().nin()) {
            None => format!("Input operand {operand}"),
            Some(output) => format!("Output operand {output}"),
        }
    }
}
