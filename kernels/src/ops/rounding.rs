//! To a whole number.

use super::define::*;
use num_complex::Complex;

unary! {
    /// To the nearest, halves to even; of a complex number, both parts.
    Rint(x) {
        boolean => x;
        integer [plain] => x;
        floating [plain] => x.round_ties_even();
        complex => Complex::new(x.re.round_ties_even(), x.im.round_ties_even());
    }
}

macro_rules! rounding {
    ($(#[$meta:meta])* $Op:ident: $method:ident) => {
        unary! {
            $(#[$meta])*
            $Op(x) {
                boolean => x;
                integer [plain] => x;
                floating [plain] => x.$method();
            }
        }
    };
}

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
