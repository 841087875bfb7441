//! The functions of calculus: of real numbers our own, of complex numbers the C library's.

use super::complex::Elementary;
use super::define::*;
use crate::functions::{self, apply, apply2, block, block2, half};

macro_rules! elementary {
    ($($Op:ident: $name:ident, $doc:literal;)*) => {$(
        unary! {
            #[doc = $doc]
            $Op(x) {
                floating [long] => apply::<functions::$Op, T>(x), block::<functions::$Op, T, S, N>(x);
                complex [slow] => Elementary::$name(x);
            }
        }
    )*};
    (half $($Op:ident: $name:ident, $doc:literal;)*) => {$(
        unary! {
            #[doc = $doc]
            $Op(x) {
                float [long] => apply::<functions::$Op, T>(x), block::<functions::$Op, T, S, N>(x);
                half [long] => half::apply::<half::$Op, T>(x), half::block::<half::$Op, T, S, N>(x);
                complex [slow] => Elementary::$name(x);
            }
        }
    )*};
}

elementary! {
    Exp: exp, "e to the power `x`.";
    Log: log, "The natural logarithm.";
    Log10: log10, "The logarithm to base 10.";
    Log1p: log1p, "`log(1 + x)`, exact near zero.";
    Arctan: arctan, "The inverse of the tangent.";
    Sinh: sinh, "The hyperbolic sine.";
    Cosh: cosh, "The hyperbolic cosine.";
    Tanh: tanh, "The hyperbolic tangent.";
    Arcsinh: arcsinh, "The inverse of the hyperbolic sine.";
    Arccosh: arccosh, "The inverse of the hyperbolic cosine.";
    Arctanh: arctanh, "The inverse of the hyperbolic tangent.";
}

// Those that half precision has forms of its own of.
elementary! { half
    Exp2: exp2, "2 to the power `x`.";
    Log2: log2, "The logarithm to base 2.";
    Arcsin: arcsin, "The inverse of the sine.";
    Arccos: arccos, "The inverse of the cosine.";
    Expm1: expm1, "`exp(x) - 1`, exact near zero.";
    Sin: sin, "The sine of radians.";
    Cos: cos, "The cosine of radians.";
    Tan: tan, "The tangent of radians.";
}

unary! {
    /// The square root.
    Sqrt(x) {
        floating => x.sqrt();
        complex [slow] => Elementary::sqrt(x);
    }
}

unary! {
    /// The cube root.
    Cbrt(x) {
        floating [long] => apply::<functions::Cbrt, T>(x), block::<functions::Cbrt, T, S, N>(x);
    }
}

binary! {
    /// The length of the vector `(x1, x2)`.
    Hypot(x1, x2) {
        floating [long] => apply2::<functions::Hypot, T>(x1, x2), block2::<functions::Hypot, T, S, N>(x1, x2);
    }
}

binary! {
    /// The angle of the vector `(x2, x1)`.
    Arctan2(x1, x2) {
        floating [long] => apply2::<functions::Arctan2, T>(x1, x2), block2::<functions::Arctan2, T, S, N>(x1, x2);
    }
}

binary! {
    /// `log(exp(x1) + exp(x2))`.
    Logaddexp(x1, x2) {
        floating [long] => apply2::<functions::Logaddexp, T>(x1, x2), block2::<functions::Logaddexp, T, S, N>(x1, x2);
    }
}

binary! {
    /// `log2(2 ** x1 + 2 ** x2)`.
    Logaddexp2(x1, x2) {
        floating [slow] => {
            let difference = x1 - x2;
            let log2e = std::f64::consts::LOG2_E as T;
            if x1 == x2 {
                x1 + 1.0
            } else if difference > 0.0 {
                x1 + log2e * Elementary::log1p(Elementary::exp2(-difference))
            } else if difference <= 0.0 {
                x2 + log2e * Elementary::log1p(Elementary::exp2(difference))
            } else {
                difference
            }
        };
    }
}
