//! What is equal, what comes first, what is true; nothing here raises.

use super::complex::{at_least, at_most, less, nonzero};
use super::define::*;

macro_rules! comparison {
    ($(#[$meta:meta])* $Op:ident: $symbol:tt, |$x1:ident, $x2:ident| $complex:expr, $signed:expr, $unsigned:expr) => {
        binary! {
            $(#[$meta])*
            $Op($x1, $x2) {
                boolean -> Bool => Bool::new($x1.get() $symbol $x2.get());
                integer -> Bool => Bool::new($x1 $symbol $x2);
                floating -> Bool [quiet] => Bool::new($x1 $symbol $x2);
                complex -> Bool [quiet] => Bool::new($complex);
            }
        }

        impl Binary<i64, u64> for $Op {
            type Out = Bool;

            #[inline(always)]
            fn apply($x1: i64, $x2: u64) -> Bool {
                Bool::new(if $x1 < 0 { $signed } else { ($x1 as u64) $symbol $x2 })
            }
        }

        impl Binary<u64, i64> for $Op {
            type Out = Bool;

            #[inline(always)]
            fn apply($x1: u64, $x2: i64) -> Bool {
                Bool::new(if $x2 < 0 { $unsigned } else { $x1 $symbol ($x2 as u64) })
            }
        }
    };
}

comparison!(
    /// `x1 == x2`.
    Equal: ==, |x1, x2| (x1.re == x2.re) & (x1.im == x2.im), false, false
);
comparison!(
    /// `x1 != x2`.
    NotEqual: !=, |x1, x2| (x1.re != x2.re) | (x1.im != x2.im), true, true
);
comparison!(
    /// `x1 < x2`; complex numbers by real part, then imaginary.
    Less: <, |x1, x2| less(x1, x2), true, false
);
comparison!(
    /// `x1 <= x2`; complex numbers by real part, then imaginary.
    LessEqual: <=, |x1, x2| at_most(x1, x2), true, false
);
comparison!(
    /// `x1 > x2`; complex numbers by real part, then imaginary.
    Greater: >, |x1, x2| less(x2, x1), false, true
);
comparison!(
    /// `x1 >= x2`; complex numbers by real part, then imaginary.
    GreaterEqual: >=, |x1, x2| at_least(x1, x2), false, true
);

macro_rules! logical {
    ($(#[$meta:meta])* $Op:ident: $symbol:tt) => {
        binary! {
            $(#[$meta])*
            $Op(x1, x2) {
                boolean -> Bool => Bool::new(x1.get() $symbol x2.get());
                integer -> Bool => Bool::new((x1 != 0) $symbol (x2 != 0));
                floating -> Bool => Bool::new((x1 != 0.0) $symbol (x2 != 0.0));
                complex -> Bool => Bool::new(nonzero(x1) $symbol nonzero(x2));
            }
        }
    };
}

logical!(
    /// Whether both are nonzero.
    LogicalAnd: &
);
logical!(
    /// Whether either is nonzero.
    LogicalOr: |
);
logical!(
    /// Whether one alone is nonzero.
    LogicalXor: ^
);

reduces!(LogicalAnd: Bool, settled by |value| !value.get());
reduces!(LogicalOr: Bool, settled by |value| value.get());
reduces!(LogicalXor: Bool);

binary! {
    /// Zero where both are: [`LogicalOr`] before anything is a truth.
    Either(x1, x2) {
        integer [plain] => x1 | x2;
    }
}

binary! {
    /// Zero where one of two unsigned numbers is: [`LogicalAnd`] before anything is a truth.
    Both(x1, x2) {
        integer [plain] => x1.min(x2), S::smaller(x1, x2);
    }
}

reduces!(Either: u8 u16, settled by |value| value != 0);
reduces!(Both: u8 u16, settled by |value| value == 0);

unary! {
    /// Whether it is zero.
    LogicalNot(x) {
        boolean -> Bool => Bool::new(!x.get());
        integer -> Bool => Bool::new(x == 0);
        floating -> Bool => Bool::new(x == 0.0);
        complex -> Bool => Bool::new(!nonzero(x));
    }
}

unary! {
    /// Whether it is no number.
    IsNan(x) {
        boolean -> Bool => { let _ = x; Bool::FALSE };
        integer -> Bool => { let _ = x; Bool::FALSE };
        floating -> Bool => Bool::new(x.is_nan());
        complex -> Bool => Bool::new(x.re.is_nan() | x.im.is_nan());
    }
}

unary! {
    /// Whether it is an infinity.
    IsInf(x) {
        boolean -> Bool => { let _ = x; Bool::FALSE };
        integer -> Bool => { let _ = x; Bool::FALSE };
        floating -> Bool => Bool::new(x.abs() == T::INFINITY);
        complex -> Bool => Bool::new((x.re.abs() == R::INFINITY) | (x.im.abs() == R::INFINITY));
    }
}

unary! {
    /// Whether it is neither infinite nor NaN.
    IsFinite(x) {
        boolean -> Bool => { let _ = x; Bool::TRUE };
        integer -> Bool => { let _ = x; Bool::TRUE };
        floating -> Bool [quiet] => Bool::new(x.abs() < T::INFINITY);
        complex -> Bool [quiet] => Bool::new((x.re.abs() < R::INFINITY) & (x.im.abs() < R::INFINITY));
    }
}

unary! {
    /// Whether the sign bit is set.
    Signbit(x) {
        floating -> Bool => Bool::new(x.is_sign_negative());
    }
}
