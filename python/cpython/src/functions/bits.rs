//! Bits: `np.packbits`, `np.unpackbits`.

use numpyni_sys::*;

use super::{arrays, native_kind, vector};
use crate::arguments::Arguments;
use crate::array::{ArrayObject, wrap};
use crate::element::Kind;
use crate::object::*;
use crate::runtime::Call;
use crate::state::State;

/// A new vector of bytes, which `byte` gives, from a vector of bytes without gaps.
fn bytes_from(state: &State, array: &ArrayObject, length: i64, byte: impl Fn(&[u8], usize) -> u8) -> Outcome<Option<Owned>> {
    let handle = Call::new(state.api).handle(|api, context, out| {
        // SAFETY: a context of ours and one length.
        unsafe { (api.array_new)(context, NUMPYNI_UINT8, 1, &length, NUMPYNI_ORDER_C, 1, out) }
    })?;
    let made = wrap(state, handle, None)?;
    if length == 0 {
        return Ok(Some(made));
    }
    let place = ArrayObject::expect(state, made.as_ref())?.layout().0.data.cast::<u8>();
    // SAFETY: the new array's bytes, which nobody else knows.
    let target = unsafe { std::slice::from_raw_parts_mut(place, length as usize) };
    // SAFETY: the vector's bytes, which lie side by side.
    let source = unsafe { std::slice::from_raw_parts(array.layout().0.data.cast::<u8>(), array.size() as usize) };
    for (index, place) in target.iter_mut().enumerate() {
        *place = byte(source, index);
    }
    Ok(Some(made))
}

/// `packbits(a)` of a vector of booleans or bytes.
pub fn packbits(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let fits = |array: &ArrayObject| array.has(NUMPYNI_C_CONTIGUOUS) && matches!(native_kind(array), Some(Kind::Bool | Kind::Int8 | Kind::Uint8));
    let Some([array]) = arrays(state, arguments).filter(|[array]| fits(array)) else { return Ok(None) };
    let Some(length) = vector(array) else { return Ok(None) };
    bytes_from(state, array, (length + 7) / 8, |source, index| {
        let bits = source.iter().skip(8 * index).take(8).zip((0..8).rev());
        bits.fold(0, |byte, (&truth, place)| byte | (u8::from(truth != 0) << place))
    })
}

/// `unpackbits(a)` of a vector of bytes.
pub fn unpackbits(state: &State, arguments: Arguments<'_>) -> Outcome<Option<Owned>> {
    let fits = |array: &ArrayObject| array.has(NUMPYNI_C_CONTIGUOUS) && native_kind(array) == Some(Kind::Uint8);
    let Some([array]) = arrays(state, arguments).filter(|[array]| fits(array)) else { return Ok(None) };
    let Some(length) = vector(array) else { return Ok(None) };
    bytes_from(state, array, 8 * length, |source, index| source.get(index / 8).map_or(0, |byte| (byte >> (7 - index % 8)) & 1))
}
