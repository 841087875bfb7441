//! Sums of two floats, the second less than a unit in the last place of the first: about 106 bits of float64s.
//!
//! T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18 (1971).

use super::vector::Vector;

/// `hi + lo`.
#[derive(Clone, Copy)]
pub(super) struct Pair<V> {
    pub hi: V,
    pub lo: V,
}

/// `a + b`, exactly.
#[inline(always)]
pub(super) fn sum<V: Vector>(a: V, b: V) -> Pair<V> {
    let hi = a + b;
    let shared = hi - a;
    Pair { hi, lo: (a - (hi - shared)) + (b - shared) }
}

/// `a + b`, exactly, if `|a| >= |b|` or `a` is zero.
#[inline(always)]
pub(super) fn ordered_sum<V: Vector>(a: V, b: V) -> Pair<V> {
    let hi = a + b;
    Pair { hi, lo: (a - hi) + b }
}

/// `a * b`, exactly.
#[inline(always)]
pub(super) fn product<V: Vector>(a: V, b: V) -> Pair<V> {
    let hi = a * b;
    Pair { hi, lo: a.fused(b, -hi) }
}

/// `a * b + c`, nearly exactly, if `|c| >= |a * b|` or `c` is zero.
#[inline(always)]
pub(super) fn sum_of_product<V: Vector>(a: V, b: V, c: V) -> Pair<V> {
    let hi = a.fused(b, c);
    Pair { hi, lo: a.fused(b, c - hi) }
}

impl<V: Vector> From<V> for Pair<V> {
    #[inline(always)]
    fn from(x: V) -> Pair<V> {
        Pair { hi: x, lo: V::from(0.0) }
    }
}

impl<V: Vector> Pair<V> {
    /// One number.
    #[inline(always)]
    pub fn round(self) -> V {
        self.hi + self.lo
    }

    /// `self + x`, where `x` is less than a unit in the last place or so.
    #[inline(always)]
    pub fn plus(self, x: V) -> Pair<V> {
        Pair { hi: self.hi, lo: self.lo + x }
    }

    /// The same sum, with the parts in their order again.
    #[inline(always)]
    pub fn ordered(self) -> Pair<V> {
        ordered_sum(self.hi, self.lo)
    }

    /// Both parts times `factor`, a power of two.
    #[inline(always)]
    pub fn times(self, factor: V) -> Pair<V> {
        Pair { hi: self.hi * factor, lo: self.lo * factor }
    }

    /// `self / other`.
    #[inline(always)]
    pub fn divide(self, other: Pair<V>) -> Pair<V> {
        let inverse = V::from(1.0) / other.hi;
        let hi = self.hi * inverse;
        let rest = (-hi).mul_add(other.hi, self.hi) + (-hi).mul_add(other.lo, self.lo);
        Pair { hi, lo: rest * inverse }
    }

    /// `sqrt(self)`; of zero, zero.
    #[inline(always)]
    pub fn sqrt(self) -> Pair<V> {
        let hi = self.hi.sqrt();
        let rest = (-hi).mul_add(hi, self.hi) + self.lo;
        Pair { hi, lo: rest / (hi + hi + V::either(f64::MIN_POSITIVE, f64::from(f32::MIN_POSITIVE))) }
    }

    /// `self` where the mask is true, else `other`.
    #[inline(always)]
    pub fn select(self, mask: V::Mask, other: Pair<V>) -> Pair<V> {
        Pair { hi: self.hi.select(mask, other.hi), lo: self.lo.select(mask, other.lo) }
    }

    /// `-self` where the mask is true.
    #[inline(always)]
    pub fn negated_if(self, mask: V::Mask) -> Pair<V> {
        Pair { hi: -self.hi, lo: -self.lo }.select(mask, self)
    }
}

/// `c[0] + c[1] u + c[2] u^2 + ...`; of many terms by pairs, so that the multiplications do not wait for one another; of few
/// one behind the other, in as few instructions as there are.
#[inline(always)]
pub(super) fn polynomial<V: Vector>(c: &[f64], u: V) -> V {
    let mut j = c.len() - 1;
    let mut value = V::from(c[j]);
    if c.len() <= V::either(3, 4) {
        while j > 0 {
            j -= 1;
            value = value.mul_add(u, c[j]);
        }
        return value;
    }
    let square = u * u;
    if c.len().is_multiple_of(2) {
        j -= 1;
        value = value.mul_add(u, c[j]);
    }
    while j > 0 {
        j -= 2;
        value = value.mul_add(square, V::from(c[j + 1]).mul_add(u, c[j]));
    }
    value
}
