//! The ufuncs: one row each. To add one, write the operation in `kernels::ops` and its row here.

use std::ffi::{CStr, c_void};

use kernels::ops::{self, Binary, BinaryPair, Reduce, Ternary, Unary, UnaryPair};
use kernels::{Bool, C64, C128, CastTo, Kernel, Level, bf16, f16};

use crate::select;
use crate::{Element, KINDS, Kind};

/// The most operands that a ufunc has.
pub const MAX_OPERANDS: usize = 4;

/// A row of the table: a ufunc's name, its loops by type, and how it folds.
pub struct Row {
    name: &'static CStr,
    doc: &'static CStr,
    nin: usize,
    nout: usize,
    identity: Option<Identity>,
    refusal: Option<Refusal>,
    loops: &'static [Loop],
    folds: &'static [Fold],
    scans: &'static [Scan],
    /// A reduction may run over several axes although there is no identity.
    reorderable: bool,
    /// Per kind: the loop whose inputs are all of that kind, plus one.
    same: [u8; KINDS],
}

/// The value of an empty reduction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Identity {
    /// A truth value.
    Bool(bool),
    /// An integer, of whatever type the reduction has.
    Int(i64),
    /// A float.
    Float(f64),
}

/// What NumPy says where it deliberately has no loop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refusal {
    /// Of booleans, in words.
    Words(&'static str),
    /// Of any types but those of the loops: it names their classes.
    Classes,
}

/// An inner loop for one combination of types.
pub struct Loop {
    kinds: [Kind; MAX_OPERANDS],
    code: Code,
    /// An element takes long: it calls the mathematical library.
    costly: bool,
}

/// The code of a loop: compiled for each level of the CPU, or once.
pub enum Code {
    /// One for each level.
    Kernel(Kernel),
    /// One for all.
    Plain(Bound),
}

impl Code {
    /// The code for a level.
    #[inline]
    pub fn at(&self, level: Level) -> Bound {
        match self {
            Code::Kernel(kernel) => kernel.at(level).into(),
            Code::Plain(code) => *code,
        }
    }
}

/// A loop with the data that it gets as its last argument.
#[derive(Clone, Copy)]
pub struct Bound {
    code: kernels::Loop,
    data: *mut c_void,
}

// SAFETY: the data are NULL, or what `Bound::new` was promised.
unsafe impl Send for Bound {}
// SAFETY: as above.
unsafe impl Sync for Bound {}

impl From<kernels::Loop> for Bound {
    #[inline]
    fn from(code: kernels::Loop) -> Bound {
        Bound { code, data: std::ptr::null_mut() }
    }
}

impl Bound {
    /// A loop from outside.
    ///
    /// # Safety
    /// The loop may be called on any thread, with these data.
    pub unsafe fn new(code: kernels::Loop, data: *mut c_void) -> Bound {
        Bound { code, data }
    }

    /// Runs the loop over `n` elements.
    ///
    /// # Safety
    /// `args` and `steps` hold an entry for each operand of the loop, behind which stand `n` elements of its type.
    #[inline(always)]
    pub unsafe fn run(&self, args: *const *mut u8, n: isize, steps: *const isize) {
        // SAFETY: the caller's promise.
        unsafe { (self.code)(args, &n, steps, self.data) }
    }
}

/// `into = into op (x[0] op x[1] ...)` over elements of another or the same kind.
pub struct Fold {
    from: Kind,
    into: Kind,
    code: Code,
}

impl Fold {
    /// A fold of elements of one kind: operands are `x` and the accumulator, whose step is zero.
    pub fn new(kind: Kind, code: Bound) -> Fold {
        Fold { from: kind, into: kind, code: Code::Plain(code) }
    }
}

/// A running fold.
pub struct Scan {
    kind: Kind,
    kernel: Kernel,
}

impl Loop {
    /// A loop from outside.
    pub fn new(kinds: [Kind; MAX_OPERANDS], code: Bound) -> Loop {
        Loop { kinds, code: Code::Plain(code), costly: true }
    }

    /// The types of inputs and outputs; as many count as the ufunc has operands.
    #[inline]
    pub fn kinds(&self) -> &[Kind; MAX_OPERANDS] {
        &self.kinds
    }

    /// Whether an element takes long.
    #[inline]
    pub fn is_costly(&self) -> bool {
        self.costly
    }

    /// The code for a level.
    #[inline]
    pub fn at(&self, level: Level) -> Bound {
        self.code.at(level)
    }
}

impl Row {
    /// A ufunc from outside.
    pub fn new(
        (name, doc): (&'static CStr, &'static CStr), (nin, nout): (usize, usize), identity: Option<Identity>, reorderable: bool,
        loops: &'static [Loop], folds: &'static [Fold],
    ) -> Row {
        Row { name, doc, nin, nout, identity, refusal: None, loops, folds, scans: &[], reorderable, same: same(loops, nin) }
    }

    /// The name, as NumPy has it.
    #[inline]
    pub fn name(&self) -> &'static str {
        self.name.to_str().unwrap_or_default()
    }

    /// The name and the documentation, NUL-terminated.
    #[inline]
    pub fn strings(&self) -> (&'static CStr, &'static CStr) {
        (self.name, self.doc)
    }

    /// Number of inputs.
    #[inline]
    pub fn nin(&self) -> usize {
        self.nin
    }

    /// Number of outputs.
    #[inline]
    pub fn nout(&self) -> usize {
        self.nout
    }

    /// The value of an empty reduction.
    #[inline]
    pub fn identity(&self) -> Option<Identity> {
        self.identity
    }

    /// Its loops, in the order in which they are tried.
    #[inline]
    pub fn loops(&self) -> &'static [Loop] {
        self.loops
    }

    /// What NumPy says when all operands are booleans and there is deliberately no loop for them.
    #[inline]
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// The loop whose inputs are all of one kind, if the ufunc has it.
    #[inline]
    pub fn same(&self, kind: Kind) -> Option<&'static Loop> {
        let place = self.same.get(kind as usize)?;
        self.loops.get(usize::from(*place).wrapping_sub(1))
    }

    /// It folds the truth of elements of any kind into a boolean.
    #[inline]
    pub fn is_logical(&self) -> bool {
        matches!(self.folds.first(), Some(Fold { code: Code::Kernel(_), .. })) && self.same(Kind::Float64).is_some_and(|entry| entry.kinds[2] == Kind::Bool)
    }

    /// The code that folds elements of one kind into one of another.
    #[inline]
    pub fn fold(&self, from: Kind, into: Kind) -> Option<&'static Code> {
        self.folds.iter().find(|fold| fold.from == from && fold.into == into).map(|fold| &fold.code)
    }

    /// The kernel of the running fold.
    #[inline]
    pub fn scan(&self, kind: Kind) -> Option<&'static Kernel> {
        self.scans.iter().find(|scan| scan.kind == kind).map(|scan| &scan.kernel)
    }

    /// Whether a reduction may run over several axes, in any order.
    #[inline]
    pub fn reorderable(&self) -> bool {
        self.identity.is_some() || self.reorderable
    }
}

const fn same(loops: &[Loop], nin: usize) -> [u8; KINDS] {
    let mut table = [0; KINDS];
    let mut i = 0;
    while i < loops.len() {
        let kinds = &loops[i].kinds;
        let mut alike = true;
        let mut k = 1;
        while k < nin {
            alike &= kinds[k] as u8 == kinds[0] as u8;
            k += 1;
        }
        if alike && table[kinds[0] as usize] == 0 {
            table[kinds[0] as usize] = i as u8 + 1;
        }
        i += 1;
    }
    table
}

const fn entry(kinds: [Kind; MAX_OPERANDS], kernel: Kernel, costly: bool) -> Loop {
    Loop { kinds, code: Code::Kernel(kernel), costly }
}

const fn unary<O: Unary<T, Out: Element>, T: Element>() -> Loop {
    entry([T::KIND, O::Out::KIND, Kind::Bool, Kind::Bool], kernels::unary::<O, T>(), !O::WIDE)
}

const fn binary<O: Binary<T, Out: Element>, T: Element>() -> Loop {
    entry([T::KIND, T::KIND, O::Out::KIND, Kind::Bool], kernels::binary::<O, T>(), !O::WIDE)
}

const fn mixed<O: Binary<T, U, Out: Element>, T: Element, U: Element>() -> Loop {
    entry([T::KIND, U::KIND, O::Out::KIND, Kind::Bool], kernels::binary_mixed::<O, T, U>(), !O::WIDE)
}

const fn ternary<O: Ternary<T, Out: Element>, T: Element>() -> Loop {
    entry([T::KIND, T::KIND, T::KIND, O::Out::KIND], kernels::ternary::<O, T>(), false)
}

const fn unary_pair<O: UnaryPair<T, Out1: Element, Out2: Element>, T: Element>() -> Loop {
    entry([T::KIND, O::Out1::KIND, O::Out2::KIND, Kind::Bool], kernels::unary_pair::<O, T>(), true)
}

const fn binary_pair<O: BinaryPair<T, Out: Element>, T: Element>() -> Loop {
    entry([T::KIND, T::KIND, O::Out::KIND, O::Out::KIND], kernels::binary_pair::<O, T>(), true)
}

/// `x1 if condition else x2`.
const fn where_<T: Element>() -> Loop {
    Loop { kinds: [Kind::Bool, T::KIND, T::KIND, T::KIND], code: Code::Plain(Bound { code: select::select::<T>, data: std::ptr::null_mut() }), costly: false }
}

const fn fold<O, T>() -> Fold
where
    T: Element + CastTo<<T as kernels::Element>::Accumulator>,
    T::Accumulator: CastTo<T>,
    O: Reduce<T::Accumulator>,
{
    Fold { from: T::KIND, into: T::KIND, code: Code::Kernel(kernels::reduce::<O, T>()) }
}

const fn fold_into<O, T, A>() -> Fold
where
    T: Element + CastTo<A>,
    A: Element + CastTo<A>,
    O: Reduce<A>,
{
    Fold { from: T::KIND, into: A::KIND, code: Code::Kernel(kernels::reduce_into::<O, T, A>()) }
}

const fn fold_short<O, T, A>() -> Fold
where
    T: Element + kernels::Short + CastTo<<T as kernels::Short>::Twice> + CastTo<A>,
    <T as kernels::Short>::Twice: CastTo<A>,
    A: Element + CastTo<A>,
    O: Reduce<<T as kernels::Short>::Twice> + Reduce<A>,
{
    Fold { from: T::KIND, into: A::KIND, code: Code::Kernel(kernels::reduce_short::<O, T, A>()) }
}

/// Of short whole numbers `T`, read as `U` without a sign.
const fn fold_to_truth<O, T, U>() -> Fold
where
    T: Element,
    U: CastTo<U> + CastTo<Bool>,
    Bool: CastTo<U>,
    O: Reduce<U>,
{
    Fold { from: T::KIND, into: Bool::KIND, code: Code::Kernel(kernels::reduce_to_truth::<O, U>()) }
}

const fn scan<O: Binary<T, Out = T>, T: Element>() -> Scan {
    Scan { kind: T::KIND, kernel: kernels::accumulate::<O, T>() }
}

/// A list of types by name, each handed to a constructor: `over!(number binary Add)`.
macro_rules! over {
    (all $($rest:tt)*) => { over!(@ [Bool i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64 C64 C128] $($rest)*) };
    (number $($rest:tt)*) => { over!(@ [i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64 C64 C128] $($rest)*) };
    (real $($rest:tt)*) => { over!(@ [i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64] $($rest)*) };
    (bool_real $($rest:tt)*) => { over!(@ [Bool i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64] $($rest)*) };
    (integer $($rest:tt)*) => { over!(@ [i8 u8 i16 u16 i32 u32 i64 u64] $($rest)*) };
    (bool_integer $($rest:tt)*) => { over!(@ [Bool i8 u8 i16 u16 i32 u32 i64 u64] $($rest)*) };
    (inexact $($rest:tt)*) => { over!(@ [f16 bf16 f32 f64 C64 C128] $($rest)*) };
    (floating $($rest:tt)*) => { over!(@ [f16 bf16 f32 f64] $($rest)*) };
    (double $($rest:tt)*) => { over!(@ [f64 C128] $($rest)*) };
    (compared binary $Op:ident) => {
        &[
            binary::<ops::$Op, Bool>(), binary::<ops::$Op, i8>(), binary::<ops::$Op, u8>(), binary::<ops::$Op, i16>(),
            binary::<ops::$Op, u16>(), binary::<ops::$Op, i32>(), binary::<ops::$Op, u32>(), binary::<ops::$Op, i64>(),
            binary::<ops::$Op, u64>(), mixed::<ops::$Op, i64, u64>(), mixed::<ops::$Op, u64, i64>(),
            binary::<ops::$Op, f16>(), binary::<ops::$Op, bf16>(), binary::<ops::$Op, f32>(), binary::<ops::$Op, f64>(),
            binary::<ops::$Op, C64>(), binary::<ops::$Op, C128>(),
        ]
    };
    (scaled binary $Op:ident) => {
        &[
            mixed::<ops::$Op, f16, i32>(), mixed::<ops::$Op, bf16, i32>(), mixed::<ops::$Op, f32, i32>(),
            mixed::<ops::$Op, f16, i64>(), mixed::<ops::$Op, bf16, i64>(), mixed::<ops::$Op, f32, i64>(),
            mixed::<ops::$Op, f64, i32>(), mixed::<ops::$Op, f64, i64>(),
        ]
    };
    (@ [$($T:ident)*] where_) => { &[$(where_::<$T>()),*] };
    (@ [$($T:ident)*] $make:ident $Op:ident) => { &[$($make::<ops::$Op, $T>()),*] };
    (@ [$($T:ident)*] $make:ident $Op:ident into $A:ident) => { &[$($make::<ops::$Op, $T, $A>()),*] };
}

/// How sums and products fold: in their own type, widened to 64 bits (8 and 16 bits by `$short`), half precision in float32; and what
/// else is listed.
macro_rules! widening {
    ($Op:ident by $short:ident $(, $also:expr)*) => {
        &[
            fold::<ops::$Op, f64>(), fold::<ops::$Op, f32>(), fold::<ops::$Op, i64>(), fold::<ops::$Op, u64>(),
            $short::<ops::$Op, Bool, i64>(), $short::<ops::$Op, i8, i64>(), $short::<ops::$Op, i16, i64>(),
            fold_into::<ops::$Op, i32, i64>(), $short::<ops::$Op, u8, u64>(), $short::<ops::$Op, u16, u64>(),
            fold_into::<ops::$Op, u32, u64>(), fold::<ops::$Op, C64>(), fold::<ops::$Op, C128>(), fold::<ops::$Op, f16>(),
            fold::<ops::$Op, bf16>(), fold_into::<ops::$Op, f16, f32>(), fold_into::<ops::$Op, bf16, f32>(),
            fold::<ops::$Op, Bool>(), fold::<ops::$Op, i8>(), fold::<ops::$Op, i16>(), fold::<ops::$Op, i32>(),
            fold::<ops::$Op, u8>(), fold::<ops::$Op, u16>(), fold::<ops::$Op, u32>(), $($also),*
        ]
    };
}

/// How truths fold: short whole numbers by an operation of theirs. (Longer ones the compiler does not vectorise so.)
macro_rules! truths {
    ($Op:ident, $OfShort:ident) => {
        truths!(@ $Op [i32 u32 i64 u64 f16 bf16 f32 f64 C64 C128] $OfShort [Bool u8, i8 u8, u8 u8, i16 u16, u16 u16])
    };
    (@ $Op:ident [$($T:ident)*] $OfShort:ident [$($Short:ident $Unsigned:ident),*]) => {
        &[$(fold_to_truth::<ops::$OfShort, $Short, $Unsigned>(),)* $(fold_into::<ops::$Op, $T, Bool>()),*]
    };
}

/// What a mean needs: sums in float64.
macro_rules! sums {
    () => {
        widening!(
            Add by fold_short, fold_short::<ops::Add, Bool, f64>(), fold_short::<ops::Add, i8, f64>(), fold_short::<ops::Add, i16, f64>(),
            fold_short::<ops::Add, i32, f64>(), fold_into::<ops::Add, i64, f64>(), fold_short::<ops::Add, u8, f64>(),
            fold_short::<ops::Add, u16, f64>(), fold_short::<ops::Add, u32, f64>(), fold_into::<ops::Add, u64, f64>()
        )
    };
}

/// The table. Each row: constant, name, inputs, outputs, types, constructor, operation, then what else it has, documentation.
macro_rules! rows {
    (@some) => { None };
    (@some $value:expr) => { Some($value) };
    (@list) => { &[] };
    (@list $value:expr) => { $value };
    ($($NAME:ident $name:literal ($nin:literal, $nout:literal) $types:ident $make:ident $($Op:ident)?
       $(, identity $identity:expr)? $(, refuses bool $refusal:expr)? $(, folds $folds:expr)? $(, scans $scans:expr)?;
       $doc:literal)*) => {
        /// All ufuncs, in the order of their numbers. A name that starts with an underscore is not NumPy's.
        pub static ROWS: [Row; COUNT] = [$({
            const LOOPS: &[Loop] = over!($types $make $($Op)?);
            const FOLDS: &[Fold] = rows!(@list $($folds)?);
            Row {
                name: $name,
                doc: $doc,
                nin: $nin,
                nout: $nout,
                identity: rows!(@some $($identity)?),
                refusal: rows!(@some $($refusal)?),
                loops: LOOPS,
                folds: FOLDS,
                reorderable: !FOLDS.is_empty(),
                scans: rows!(@list $($scans)?),
                same: same(LOOPS, $nin),
            }
        }),*];

        /// How many ufuncs there are.
        pub const COUNT: usize = [$($nin),*].len();

        /// Hands the constants' names, in the order of the rows, to a macro.
        #[macro_export]
        macro_rules! each_ufunc {
            ($callback:ident) => { $callback! { $($NAME)* } };
        }
    };
}

use Identity::{Bool as Truth, Float, Int};

const NO_BOOL_SUBTRACT: Refusal = Refusal::Words("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` \
                                operator, or the logical_xor function instead.");
const NO_BOOL_NEGATIVE: Refusal = Refusal::Words("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the \
                                logical_not function instead.");
const NO_BOOL: Refusal = Refusal::Classes;

rows! {
    ADD c"add" (2, 1) all binary Add, identity Int(0), folds sums!(), scans over!(all scan Add);
        c"Add arguments element-wise."
    SUBTRACT c"subtract" (2, 1) number binary Subtract, refuses bool NO_BOOL_SUBTRACT;
        c"Subtract arguments, element-wise."
    MULTIPLY c"multiply" (2, 1) all binary Multiply, identity Int(1), folds widening!(Multiply by fold_into), scans over!(all scan Multiply);
        c"Multiply arguments element-wise."
    DIVIDE c"divide" (2, 1) number binary Divide;
        c"Divide arguments element-wise."
    FLOOR_DIVIDE c"floor_divide" (2, 1) real binary FloorDivide;
        c"Return the largest integer smaller or equal to the division of the inputs."
    REMAINDER c"remainder" (2, 1) real binary Remainder;
        c"Returns the element-wise remainder of division, with the sign of the divisor."
    FMOD c"fmod" (2, 1) real binary Fmod;
        c"Returns the element-wise remainder of division, with the sign of the dividend."
    DIVMOD c"divmod" (2, 2) real binary_pair Divmod;
        c"Return element-wise quotient and remainder simultaneously."
    POWER c"power" (2, 1) number binary Power;
        c"First array elements raised to powers from second array, element-wise."
    FLOAT_POWER c"float_power" (2, 1) double binary FloatPower;
        c"First array elements raised to powers from second array, in float64 or complex128."
    NEGATIVE c"negative" (1, 1) number unary Negative, refuses bool NO_BOOL_NEGATIVE;
        c"Numerical negative, element-wise."
    POSITIVE c"positive" (1, 1) number unary Positive, refuses bool NO_BOOL;
        c"Numerical positive, element-wise."
    ABSOLUTE c"absolute" (1, 1) all unary Absolute;
        c"Calculate the absolute value element-wise."
    FABS c"fabs" (1, 1) floating unary Fabs;
        c"Compute the absolute values element-wise, in floating point."
    SIGN c"sign" (1, 1) number unary Sign, refuses bool NO_BOOL;
        c"Returns an element-wise indication of the sign of a number."
    RECIPROCAL c"reciprocal" (1, 1) number unary Reciprocal;
        c"Return the reciprocal of the argument, element-wise."
    SQUARE c"square" (1, 1) number unary Square;
        c"Return the element-wise square of the input."
    CONJUGATE c"conjugate" (1, 1) number unary Conjugate;
        c"Return the complex conjugate, element-wise."
    EQUAL c"equal" (2, 1) compared binary Equal;
        c"Return (x1 == x2) element-wise."
    NOT_EQUAL c"not_equal" (2, 1) compared binary NotEqual;
        c"Return (x1 != x2) element-wise."
    LESS c"less" (2, 1) compared binary Less;
        c"Return the truth value of (x1 < x2) element-wise."
    LESS_EQUAL c"less_equal" (2, 1) compared binary LessEqual;
        c"Return the truth value of (x1 <= x2) element-wise."
    GREATER c"greater" (2, 1) compared binary Greater;
        c"Return the truth value of (x1 > x2) element-wise."
    GREATER_EQUAL c"greater_equal" (2, 1) compared binary GreaterEqual;
        c"Return the truth value of (x1 >= x2) element-wise."
    LOGICAL_AND c"logical_and" (2, 1) all binary LogicalAnd, identity Truth(true), folds truths!(LogicalAnd, Both);
        c"Compute the truth value of x1 AND x2 element-wise."
    LOGICAL_OR c"logical_or" (2, 1) all binary LogicalOr, identity Truth(false), folds truths!(LogicalOr, Either);
        c"Compute the truth value of x1 OR x2 element-wise."
    LOGICAL_XOR c"logical_xor" (2, 1) all binary LogicalXor, identity Truth(false), folds over!(all fold_into LogicalXor into Bool);
        c"Compute the truth value of x1 XOR x2, element-wise."
    LOGICAL_NOT c"logical_not" (1, 1) all unary LogicalNot;
        c"Compute the truth value of NOT x element-wise."
    BITWISE_AND c"bitwise_and" (2, 1) bool_integer binary BitwiseAnd, identity Int(-1), folds over!(bool_integer fold BitwiseAnd);
        c"Compute the bit-wise AND of two arrays element-wise."
    BITWISE_OR c"bitwise_or" (2, 1) bool_integer binary BitwiseOr, identity Int(0), folds over!(bool_integer fold BitwiseOr);
        c"Compute the bit-wise OR of two arrays element-wise."
    BITWISE_XOR c"bitwise_xor" (2, 1) bool_integer binary BitwiseXor, identity Int(0), folds over!(bool_integer fold BitwiseXor);
        c"Compute the bit-wise XOR of two arrays element-wise."
    INVERT c"invert" (1, 1) bool_integer unary Invert;
        c"Compute bit-wise inversion, or bit-wise NOT, element-wise."
    LEFT_SHIFT c"left_shift" (2, 1) integer binary LeftShift;
        c"Shift the bits of an integer to the left."
    RIGHT_SHIFT c"right_shift" (2, 1) integer binary RightShift;
        c"Shift the bits of an integer to the right."
    BITWISE_COUNT c"bitwise_count" (1, 1) integer unary BitCount;
        c"Computes the number of 1-bits in the absolute value of x."
    GCD c"gcd" (2, 1) integer binary Gcd, identity Int(0), refuses bool NO_BOOL;
        c"Returns the greatest common divisor of |x1| and |x2|."
    LCM c"lcm" (2, 1) integer binary Lcm, refuses bool NO_BOOL;
        c"Returns the lowest common multiple of |x1| and |x2|."
    MAXIMUM c"maximum" (2, 1) all binary Maximum, folds over!(all fold Maximum), scans over!(all scan Maximum);
        c"Element-wise maximum of array elements; NaN wins."
    MINIMUM c"minimum" (2, 1) all binary Minimum, folds over!(all fold Minimum), scans over!(all scan Minimum);
        c"Element-wise minimum of array elements; NaN wins."
    FMAX c"fmax" (2, 1) all binary Fmax, folds over!(all fold Fmax);
        c"Element-wise maximum of array elements; NaN loses."
    FMIN c"fmin" (2, 1) all binary Fmin, folds over!(all fold Fmin);
        c"Element-wise minimum of array elements; NaN loses."
    CLIP c"clip" (3, 1) all ternary Clip;
        c"Clip (limit) the values in an array."
    WHERE c"_where" (3, 1) all where_;
        c"Elements of x1 where the condition holds, else of x2."
    ISNAN c"isnan" (1, 1) all unary IsNan;
        c"Test element-wise for NaN and return result as a boolean array."
    ISINF c"isinf" (1, 1) all unary IsInf;
        c"Test element-wise for positive or negative infinity."
    ISFINITE c"isfinite" (1, 1) all unary IsFinite;
        c"Test element-wise for finiteness (not infinity and not NaN)."
    SIGNBIT c"signbit" (1, 1) floating unary Signbit;
        c"Returns element-wise True where signbit is set (less than zero)."
    RINT c"rint" (1, 1) inexact unary Rint;
        c"Round elements of the array to the nearest integer."
    FLOOR c"floor" (1, 1) bool_real unary Floor;
        c"Return the floor of the input, element-wise."
    CEIL c"ceil" (1, 1) bool_real unary Ceil;
        c"Return the ceiling of the input, element-wise."
    TRUNC c"trunc" (1, 1) bool_real unary Trunc;
        c"Return the truncated value of the input, element-wise."
    COPYSIGN c"copysign" (2, 1) floating binary Copysign;
        c"Change the sign of x1 to that of x2, element-wise."
    HEAVISIDE c"heaviside" (2, 1) floating binary Heaviside;
        c"Compute the Heaviside step function."
    NEXTAFTER c"nextafter" (2, 1) floating binary Nextafter;
        c"Return the next floating-point value after x1 towards x2, element-wise."
    SPACING c"spacing" (1, 1) floating unary Spacing;
        c"Return the distance between x and the nearest adjacent number."
    LDEXP c"ldexp" (2, 1) scaled binary Ldexp;
        c"Returns x1 * 2**x2, element-wise."
    FREXP c"frexp" (1, 2) floating unary_pair Frexp;
        c"Decompose the elements of x into mantissa and twos exponent."
    MODF c"modf" (1, 2) floating unary_pair Modf;
        c"Return the fractional and integral parts of an array, element-wise."
    SQRT c"sqrt" (1, 1) inexact unary Sqrt;
        c"Return the non-negative square-root of an array, element-wise."
    CBRT c"cbrt" (1, 1) floating unary Cbrt;
        c"Return the cube-root of an array, element-wise."
    HYPOT c"hypot" (2, 1) floating binary Hypot, identity Int(0);
        c"Given the legs of a right triangle, return its hypotenuse."
    ARCTAN2 c"arctan2" (2, 1) floating binary Arctan2;
        c"Element-wise arc tangent of x1/x2 choosing the quadrant correctly."
    LOGADDEXP c"logaddexp" (2, 1) floating binary Logaddexp, identity Float(f64::NEG_INFINITY);
        c"Logarithm of the sum of exponentiations of the inputs."
    LOGADDEXP2 c"logaddexp2" (2, 1) floating binary Logaddexp2, identity Float(f64::NEG_INFINITY);
        c"Logarithm of the sum of exponentiations of the inputs in base-2."
    EXP c"exp" (1, 1) inexact unary Exp; c"Calculate the exponential of all elements in the input array."
    EXP2 c"exp2" (1, 1) inexact unary Exp2; c"Calculate 2**p for all p in the input array."
    EXPM1 c"expm1" (1, 1) inexact unary Expm1; c"Calculate exp(x) - 1 for all elements in the array."
    LOG c"log" (1, 1) inexact unary Log; c"Natural logarithm, element-wise."
    LOG2 c"log2" (1, 1) inexact unary Log2; c"Base-2 logarithm of x."
    LOG10 c"log10" (1, 1) inexact unary Log10; c"Return the base 10 logarithm of the input array, element-wise."
    LOG1P c"log1p" (1, 1) inexact unary Log1p; c"Return the natural logarithm of one plus the input array, element-wise."
    SIN c"sin" (1, 1) inexact unary Sin; c"Trigonometric sine, element-wise."
    COS c"cos" (1, 1) inexact unary Cos; c"Cosine element-wise."
    TAN c"tan" (1, 1) inexact unary Tan; c"Compute tangent element-wise."
    ARCSIN c"arcsin" (1, 1) inexact unary Arcsin; c"Inverse sine, element-wise."
    ARCCOS c"arccos" (1, 1) inexact unary Arccos; c"Trigonometric inverse cosine, element-wise."
    ARCTAN c"arctan" (1, 1) inexact unary Arctan; c"Trigonometric inverse tangent, element-wise."
    SINH c"sinh" (1, 1) inexact unary Sinh; c"Hyperbolic sine, element-wise."
    COSH c"cosh" (1, 1) inexact unary Cosh; c"Hyperbolic cosine, element-wise."
    TANH c"tanh" (1, 1) inexact unary Tanh; c"Compute hyperbolic tangent element-wise."
    ARCSINH c"arcsinh" (1, 1) inexact unary Arcsinh; c"Inverse hyperbolic sine element-wise."
    ARCCOSH c"arccosh" (1, 1) inexact unary Arccosh; c"Inverse hyperbolic cosine, element-wise."
    ARCTANH c"arctanh" (1, 1) inexact unary Arctanh; c"Inverse hyperbolic tangent element-wise."
    DEG2RAD c"deg2rad" (1, 1) floating unary Deg2rad; c"Convert angles from degrees to radians."
    RAD2DEG c"rad2deg" (1, 1) floating unary Rad2deg; c"Convert angles from radians to degrees."
    RADIANS c"radians" (1, 1) floating unary Deg2rad; c"Convert angles from degrees to radians."
    DEGREES c"degrees" (1, 1) floating unary Rad2deg; c"Convert angles from radians to degrees."
}
