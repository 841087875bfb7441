//! The loops of NumPyNI: SIMD reductions and elementwise loops over plain Rust types.
pub use half::{bf16, f16};
pub type C64 = num_complex::Complex<f32>;
pub type C128 = num_complex::Complex<f64>;
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Bool(u8);
impl From<bool> for Bool { fn from(b: bool) -> Bool { Bool(b as u8) } }
pub trait Element: Copy + Send + Sync + 'static {}
macro_rules! e { ($($t:ty)*) => { $(impl Element for $t {})* } }
e! { Bool i8 u8 i16 u16 i32 u32 i64 u64 f16 bf16 f32 f64 C64 C128 }
