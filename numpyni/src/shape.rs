//! The same elements under another shape.

use crate::copy::{CopyOrder, Copying};
use crate::{Array, Axes, Error, Layout, Order, Result};

impl Array {
    /// Another shape of the same size; one length may be negative: it is what is left. The elements are read and laid out in
    /// `order`, of which K means C.
    ///
    /// # Errors
    /// `Reshape`, `Value` (two unknown lengths, a copy that was forbidden), `TooManyDimensions`, `Memory`.
    pub fn reshape(&self, shape: &[i64], order: CopyOrder, copying: Copying) -> Result<Array> {
        if copying != Copying::Always
            && let Some(layout) = self.reshaped(shape, order)?
        {
            return Ok(self.view_inside(layout, 0));
        }
        if copying == Copying::Never {
            return Err(Error::Value("Unable to avoid creating a copy while reshaping.".into()));
        }
        let (shape, order) = (self.resolve_shape(shape)?, self.reading_order(order));
        let copy = self.copy(if order == Order::F { CopyOrder::F } else { CopyOrder::C })?;
        // Nobody else has the copy, so its view owns the memory as it did.
        Ok(copy.view_inside(Layout::contiguous(&shape, self.itemsize(), order)?, 0).keep_owner())
    }

    /// The layout of this array's own elements under another shape; None where a copy is needed.
    ///
    /// # Errors
    /// As [`Array::reshape`], but for the copy.
    pub(crate) fn reshaped(&self, shape: &[i64], order: CopyOrder) -> Result<Option<Layout>> {
        self.layout().reshaped(&self.resolve_shape(shape)?, self.itemsize(), self.reading_order(order))
    }

    /// The order in which a reshape reads.
    fn reading_order(&self, order: CopyOrder) -> Order {
        match order {
            CopyOrder::F => Order::F,
            CopyOrder::A if self.is_f_contiguous() && !self.is_c_contiguous() => Order::F,
            _ => Order::C,
        }
    }

    /// The lengths that a shape, in which one may be negative, gives these elements.
    ///
    /// # Errors
    /// `Value`, `TooManyDimensions`, `Reshape`.
    pub(crate) fn resolve_shape(&self, shape: &[i64]) -> Result<Axes<usize>> {
        if shape.iter().filter(|&&length| length < 0).count() > 1 {
            return Err(Error::Value("can only specify one unknown dimension".into()));
        }
        if shape.len() > crate::MAXDIMS {
            return Err(Error::TooManyDimensions { ndim: shape.len() });
        }
        let failed = || Error::Reshape { size: self.size(), shape: shape.into() };
        let known = |product: usize, &length: &i64| match usize::try_from(length) {
            Ok(length) => product.checked_mul(length),
            Err(_) => Some(product),
        };
        let known = shape.iter().try_fold(1, known).ok_or_else(failed)?;
        let unknown = shape.iter().any(|&length| length < 0);
        let rest = if unknown { self.size().checked_div(known).ok_or_else(failed)? } else { 1 };
        if known * rest != self.size() {
            return Err(failed());
        }
        Ok(shape.iter().map(|&length| usize::try_from(length).unwrap_or(rest)).collect())
    }

    /// Axes permuted; None reverses them.
    ///
    /// # Errors
    /// `BadPermutation`, `Axis`.
    pub fn transpose(&self, axes: Option<&[i64]>) -> Result<Array> {
        let layout = match axes {
            Some(axes) => self.layout().transpose(axes)?,
            None => self.layout().reversed(),
        };
        Ok(self.view_inside(layout, 0))
    }

    /// A read-only view of a larger shape.
    ///
    /// # Errors
    /// `BroadcastTo`, `TooManyDimensions`, `TooBig`.
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<Array> {
        let layout = self.layout().broadcast_to(shape).map_err(|error| match error {
            Error::BroadcastInto(shapes) => Error::BroadcastTo(shapes),
            other => other,
        })?;
        Ok(self.view_inside(layout, 0).into_readonly())
    }
}
