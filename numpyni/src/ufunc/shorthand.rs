//! Functions and methods for Rust: a ufunc as a function of operands, a reduction as a method of an array.

use super::table::*;
use crate::{Array, Operand, Reduction, Result, Scalar};

macro_rules! binary {
    ($($name:ident $UFUNC:ident $doc:literal;)*) => {$(
        #[doc = concat!($doc, ", element by element.\n\n# Errors\nAs [`crate::Ufunc::call`].")]
        pub fn $name<'a>(x1: impl Into<Operand<'a>>, x2: impl Into<Operand<'a>>) -> Result<Array> {
            $UFUNC.call(&[x1.into(), x2.into()]).map(|mut results| results.swap_remove(0))
        }
    )*};
}

macro_rules! unary {
    ($($name:ident $UFUNC:ident $doc:literal;)*) => {$(
        #[doc = concat!($doc, ", element by element.\n\n# Errors\nAs [`crate::Ufunc::call`].")]
        pub fn $name<'a>(x: impl Into<Operand<'a>>) -> Result<Array> {
            $UFUNC.call(&[x.into()]).map(|mut results| results.swap_remove(0))
        }
    )*};
}

binary! {
    add ADD "`x1 + x2`";
    subtract SUBTRACT "`x1 - x2`";
    multiply MULTIPLY "`x1 * x2`";
    divide DIVIDE "`x1 / x2`";
    power POWER "`x1` to the power `x2`";
    maximum MAXIMUM "The larger";
    minimum MINIMUM "The smaller";
    equal EQUAL "`x1 == x2`";
    less LESS "`x1 < x2`";
    greater GREATER "`x1 > x2`";
}

unary! {
    negative NEGATIVE "`-x`";
    absolute ABSOLUTE "`|x|`";
    sqrt SQRT "The square root";
    exp EXP "e to the power `x`";
    log LOG "The natural logarithm";
    sin SIN "The sine";
    cos COS "The cosine";
}

macro_rules! reductions {
    ($($name:ident $Reduction:ident $doc:literal;)*) => {
        impl Array {$(
            #[doc = concat!($doc, " of all elements.\n\n# Errors\nAs [`Reduction::apply`].")]
            pub fn $name(&self) -> Result<Scalar> {
                match Reduction::$Reduction.apply(self, &super::ReduceOptions::default())? {
                    super::Value::Element(scalar) => Ok(scalar),
                    super::Value::Array(array) => Ok(super::call::element(&array)),
                }
            }
        )*}
    };
}

reductions! {
    sum Sum "The sum";
    prod Prod "The product";
    min Min "The least";
    max Max "The largest";
    mean Mean "The mean";
    var Var "The variance";
    std Std "The standard deviation";
    any Any "Whether any is true,";
    all All "Whether all are true,";
    argmin Argmin "The place of the least";
    argmax Argmax "The place of the largest";
}
