//! Loops over elements, as a JIT compiles them.

use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Type, Value, types};
use numpyni_sys::*;

use crate::emit::{Emit, View};
use crate::{Compiled, Jit};

/// The dtype of float64.
pub const FLOAT64: NumPyNI_DType = NumPyNI_DType { code: NUMPYNI_TYPE_FLOAT, bits: 64, lanes: 1, ext: 0 };

const POINTER: Type = types::I64;

fn integer(emit: &mut Emit, value: i64) -> Value {
    emit.builder.ins().iconst(types::I64, value)
}

fn float(emit: &mut Emit, value: f64) -> Value {
    emit.builder.ins().f64const(value)
}

fn give(emit: &mut Emit, result: Value, place: usize) {
    let place = emit.parameters[place];
    emit.builder.ins().store(MemFlagsData::trusted(), result, place, 0);
}

/// `sum(f(x[i]) for i in range(n))`
fn sum(emit: &mut Emit, x: &View, n: Value, f: impl FnOnce(&mut Emit, Value) -> Value) -> Value {
    let (zero, start) = (integer(emit, 0), float(emit, 0.0));
    let total = emit.range(zero, n, &[start], |emit, i, total| {
        let value = emit.load(x, &[i]);
        let value = f(emit, value);
        vec![emit.builder.ins().fadd(total[0], value)]
    });
    total[0]
}

/// `int32_t asum(const NumPyNI_View *x, int64_t n, double *sum)`: the sum of the first `n` elements.
pub fn asum(jit: &mut Jit) -> Compiled {
    jit.compile(&[POINTER, types::I64, POINTER], |emit| {
        let x = emit.open(emit.parameters[0], types::F64, FLOAT64, 1, false);
        let total = sum(emit, &x, emit.parameters[1], |_, value| value);
        give(emit, total, 2);
    })
}

/// `int32_t asum(int64_t n, double *sum)`: the same for one array, until it is closed.
pub fn asum_of(jit: &mut Jit, view: &NumPyNI_View) -> Compiled {
    jit.compile(&[types::I64, POINTER], |emit| {
        let x = emit.burn_in(types::F64, view);
        let total = sum(emit, &x, emit.parameters[0], |_, value| value);
        give(emit, total, 1);
    })
}

/// `int32_t map(const NumPyNI_View *x, int64_t n, double *sum)`: the sum of `entry(x[i])`, a typed entry `double entry(double)`.
pub fn sum_of_calls(jit: &mut Jit, entry: *const u8) -> Compiled {
    jit.compile(&[POINTER, types::I64, POINTER], |emit| {
        let x = emit.open(emit.parameters[0], types::F64, FLOAT64, 1, false);
        let total = sum(emit, &x, emit.parameters[1], |emit, value| emit.call(entry, &[value], types::F64));
        give(emit, total, 2);
    })
}

/// `int32_t scale(const NumPyNI_View *x, int64_t n, double by)`: `x[i] = x[i] * by`.
pub fn scale(jit: &mut Jit) -> Compiled {
    jit.compile(&[POINTER, types::I64, types::F64], |emit| {
        let x = emit.open(emit.parameters[0], types::F64, FLOAT64, 1, true);
        let (zero, n, by) = (integer(emit, 0), emit.parameters[1], emit.parameters[2]);
        emit.range(zero, n, &[], |emit, i, _| {
            let value = emit.load(&x, &[i]);
            let value = emit.builder.ins().fmul(value, by);
            emit.store(&x, &[i], value);
            vec![]
        });
    })
}

/// `int32_t jacobi(const NumPyNI_View *x, const NumPyNI_View *out)`: the mean of the four neighbours, inside the border.
pub fn jacobi(jit: &mut Jit) -> Compiled {
    jit.compile(&[POINTER, POINTER], |emit| {
        let x = emit.open(emit.parameters[0], types::F64, FLOAT64, 2, false);
        let out = emit.open(emit.parameters[1], types::F64, FLOAT64, 2, true);
        let (one, quarter) = (integer(emit, 1), float(emit, 0.25));
        let last = |emit: &mut Emit, axis| emit.builder.ins().iadd_imm_s(x.length(axis), -1);
        let (rows, columns) = (last(emit, 0), last(emit, 1));
        emit.range(one, rows, &[], |emit, i, _| {
            let (above, below) = (emit.builder.ins().iadd_imm_s(i, -1), emit.builder.ins().iadd_imm_s(i, 1));
            emit.range(one, columns, &[], |emit, j, _| {
                let (left, right) = (emit.builder.ins().iadd_imm_s(j, -1), emit.builder.ins().iadd_imm_s(j, 1));
                let around = [[above, j], [below, j], [i, left], [i, right]].map(|at| emit.load(&x, &at));
                let mut total = around[0];
                for &value in &around[1..] {
                    total = emit.builder.ins().fadd(total, value);
                }
                let mean = emit.builder.ins().fmul(total, quarter);
                emit.store(&out, &[i, j], mean);
                vec![]
            });
            vec![]
        });
    })
}
