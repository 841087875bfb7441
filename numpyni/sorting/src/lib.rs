//! Sorting, selection, search, counts and interpolation along an axis, in NumPy's order: NaN last, complex numbers by their parts.

mod counts;
mod divide;
mod interpolate;
mod key;
#[cfg(target_arch = "x86_64")]
mod network;
mod nth;
mod pairs;
mod quick;
#[cfg(target_arch = "x86_64")]
mod register;
mod room;
mod search;
mod select;
mod sort;
#[cfg(test)]
mod tests;
mod words;

pub use key::Sortable;

use kernels::{Bool, C64, C128, bf16, f16};
use numpyni_gufunc::{Narrow, Row, entry};

/// Each row: name, operation, documentation. The loops are of all types; those behind `alone` have one of their own.
macro_rules! rows {
    ($($name:literal $module:ident::$Operation:ident $($option:ident)?; $doc:literal)* alone: $($own:literal $Own:ty; $about:literal)*) => {
        /// The operations as generalised ufuncs.
        pub static ROWS: &[Row] = &[$(Row {
            name: $name,
            doc: $doc,
            entries: rows!(@ $module $Operation [$($option)?] Bool i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64 C64 C128),
            narrow: Narrow::Nothing,
        },)* $(Row { name: $own, doc: $about, entries: &[entry::<$Own>()], narrow: Narrow::Nothing }),*];
    };
    (@ $module:ident $Operation:ident [] $($T:ident)*) => { &[$(entry::<$module::$Operation<$T>>()),*] };
    (@ $module:ident $Operation:ident [true] $($T:ident)*) => { &[$(entry::<$module::$Operation<$T, true>>()),*] };
    (@ $module:ident $Operation:ident [false] $($T:ident)*) => { &[$(entry::<$module::$Operation<$T, false>>()),*] };
}

rows! {
    c"_sort" sort::Sort false; c"The elements in order."
    c"_sort_stable" sort::Sort true; c"The elements in order; equal ones stay in theirs."
    c"_argsort" sort::ArgSort; c"The indices that sort; equal elements stay in their order."
    c"_partition" select::Partition; c"The elements with those at some positions where sorting would put them."
    c"_argpartition" select::ArgPartition; c"The indices that partition."
    c"_order_statistics" select::OrderStatistics; c"The elements that sorting would put at some positions."
    c"_searchsorted_left" search::SearchSorted false; c"How many elements of a sorted vector are less."
    c"_searchsorted_right" search::SearchSorted true; c"How many elements of a sorted vector are not greater."
    alone:
    c"_bincount" counts::Count; c"How often each number from zero on occurs, added to the second operand."
    c"_bincount_weighted" counts::Weigh; c"The sum of the weights of each number from zero on, added to the third operand."
    c"_histogram" counts::Histogram; c"How many elements are in each bin between evenly spaced edges."
    c"_interp" interpolate::Interpolate; c"Piecewise linear interpolation between points, and two values outside."
    c"_repeat" counts::Repeat; c"Each place as often as its count says."
}
