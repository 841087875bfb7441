//! Entries for random numbers.

use std::ffi::c_char;

use numpyni_sys::*;

use crate::capi::convert::put;
use crate::capi::guard;
use crate::capi::ufunc::{Context, Handle, LONG, operands, output, text, without_gil};
use crate::random::{DISTRIBUTIONS, fill};
use crate::ufunc::Output;
use crate::{Array, Error, Operand};

pub unsafe extern "C" fn random_find(ctx: Context, name: *const c_char, out: *mut u32) -> i32 {
    let body = || {
        // SAFETY: the ABI's promise.
        let name = unsafe { text(name) }?;
        let number = DISTRIBUTIONS.iter().position(|known| known.name.as_bytes() == name.to_bytes());
        let unknown = || Error::Value(format!("there is no distribution '{}'", name.to_string_lossy()));
        // SAFETY: the ABI's promise.
        unsafe { put(out, number.ok_or_else(unknown)? as u32) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}

pub unsafe extern "C" fn random_fill(
    ctx: Context, distribution: u32, state: Handle, parameters: *const NumPyNI_Value, count: i32, out: Handle,
) -> i32 {
    let body = || {
        let unknown = || Error::Value(format!("there is no distribution {distribution}"));
        let distribution = DISTRIBUTIONS.get(distribution as usize).ok_or_else(unknown)?;
        let count = usize::try_from(count).map_err(|_| Error::Value("a negative count".into()))?;
        // SAFETY: the ABI's promise.
        let parameters = unsafe { operands(parameters, count) }?;
        let (state, out) = (output(state)?, output(out)?);
        if out.size() < LONG {
            return fill(distribution, state, &parameters, out);
        }
        // Handles may be closed while other threads run: keep the arrays.
        let kept: Vec<Option<Array>> = parameters.iter().map(|parameter| match parameter {
            Operand::Array(array) => Some((*array).clone()),
            _ => None,
        }).collect();
        let parameters: Vec<Operand<'_>> =
            parameters.iter().zip(&kept).map(|(parameter, kept)| kept.as_ref().map_or(*parameter, Operand::Array)).collect();
        let (state, out) = (state.array().clone(), out.array().clone());
        // SAFETY: the ABI's promise for outputs.
        let written = unsafe { Output::shared(&state) };
        // SAFETY: the ABI's promise for outputs.
        let out = unsafe { Output::shared(&out) };
        // SAFETY: a context is null or this call's own.
        unsafe { without_gil(ctx, || fill(distribution, written, &parameters, out)) }
    };
    // SAFETY: the ABI's promise.
    unsafe { guard(ctx, body) }
}
