//! To a whole number.

use super::define::*;

macro_rules! rounding {
    ($(#[$meta:meta])* $Op:ident: $method:ident) => {
        unary! {
            $(#[$meta])*
            $Op(x) {
                boolean => x;
                integer => x;
                floating => x.$method();
            }
        }
    };
}

rounding!(
    /// To the nearest, halves to even.
    Rint: round_ties_even
);
rounding!(
    /// Down.
    Floor: floor
);
rounding!(
    /// Up.
    Ceil: ceil
);
rounding!(
    /// Toward zero.
    Trunc: trunc
);
