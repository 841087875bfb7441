//! What a JIT emits for an array: guards before a loop, and in it a check and a load or a store for each element.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::immediates::Offset32;
use cranelift_codegen::ir::{AbiParam, Block, BlockArg, Function, InstBuilder, MemFlagsData, Signature, Type, Value, types};
use cranelift_codegen::isa::{CallConv, TargetFrontendConfig};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use numpyni_sys::*;
use std::mem::offset_of;

use crate::{DEOPTIMIZE, OK, OUT_OF_BOUNDS};

/// The word of a dtype, as it stands in a view.
pub fn word(dtype: NumPyNI_DType) -> i64 {
    let [low, high] = dtype.lanes.to_le_bytes();
    i64::from_le_bytes([dtype.code, dtype.bits, low, high, 0, 0, 0, 0]) | i64::from(dtype.ext) << 32
}

/// What the code knows of an array: values that stay in registers for the length of a loop.
pub struct View {
    element: Type,
    data: Value,
    shape: Vec<Value>,
    strides: Vec<Value>,
}

impl View {
    /// The length of an axis.
    pub fn length(&self, axis: usize) -> Value {
        self.shape[axis]
    }
}

/// A function that is being written.
pub struct Emit<'a> {
    pub builder: FunctionBuilder<'a>,
    pub parameters: Vec<Value>,
    /// Returns the status that it is given.
    leave: Block,
}

impl<'a> Emit<'a> {
    pub(crate) fn new(function: &'a mut Function, context: &'a mut FunctionBuilderContext) -> Emit<'a> {
        let mut builder = FunctionBuilder::new(function, context);
        let entry = builder.create_block();
        builder.append_block_params_for_function_params(entry);
        builder.switch_to_block(entry);
        let leave = builder.create_block();
        builder.append_block_param(leave, types::I32);
        Emit { parameters: builder.block_params(entry).to_vec(), leave, builder }
    }

    pub(crate) fn finish(mut self, config: TargetFrontendConfig) {
        let ok = self.status(OK);
        self.builder.ins().jump(self.leave, &[ok]);
        self.builder.switch_to_block(self.leave);
        let status = self.builder.block_params(self.leave)[0];
        self.builder.ins().return_(&[status]);
        self.builder.seal_all_blocks();
        self.builder.finalize(config);
    }

    fn status(&mut self, status: i32) -> BlockArg {
        self.builder.ins().iconst(types::I32, i64::from(status)).into()
    }

    /// Goes on where `holds` is not zero; elsewhere the function returns `status`.
    pub fn guard(&mut self, holds: Value, status: i32) {
        let next = self.builder.create_block();
        let status = self.status(status);
        self.builder.ins().brif(holds, next, &[], self.leave, &[status]);
        self.builder.switch_to_block(next);
    }

    fn field(&mut self, kind: Type, view: Value, offset: usize) -> Value {
        self.builder.ins().load(kind, MemFlagsData::trusted(), view, Offset32::new(offset as i32))
    }

    /// Opens the view that a function is given: guards its type, its rank and its flags, and reads where the elements are.
    pub fn open(&mut self, view: Value, element: Type, dtype: NumPyNI_DType, ndim: usize, written: bool) -> View {
        let given = self.field(types::I64, view, offset_of!(NumPyNI_View, dtype));
        let same = self.builder.ins().icmp_imm_s(IntCC::Equal, given, word(dtype));
        self.guard(same, DEOPTIMIZE);
        let rank = self.field(types::I32, view, offset_of!(NumPyNI_View, ndim));
        let same = self.builder.ins().icmp_imm_s(IntCC::Equal, rank, ndim as i64);
        self.guard(same, DEOPTIMIZE);
        let flags = self.field(types::I32, view, offset_of!(NumPyNI_View, flags));
        let mask = NUMPYNI_ALIGNED | if written { NUMPYNI_READONLY } else { 0 };
        let masked = self.builder.ins().band_imm_s(flags, i64::from(mask));
        let right = self.builder.ins().icmp_imm_s(IntCC::Equal, masked, i64::from(NUMPYNI_ALIGNED));
        self.guard(right, DEOPTIMIZE);
        let data = self.field(types::I64, view, offset_of!(NumPyNI_View, data));
        let shape = self.field(types::I64, view, offset_of!(NumPyNI_View, shape));
        let strides = self.field(types::I64, view, offset_of!(NumPyNI_View, strides));
        let shape = (0..ndim).map(|axis| self.field(types::I64, shape, axis * 8)).collect();
        let strides = (0..ndim).map(|axis| self.field(types::I64, strides, axis * 8)).collect();
        View { element, data, shape, strides }
    }

    /// The view of one known array, whose fields become constants. All of it is true as long as the array is open: one load of its
    /// epoch tells.
    pub fn burn_in(&mut self, element: Type, view: &NumPyNI_View) -> View {
        let place = self.builder.ins().iconst(types::I64, view.epoch as i64);
        // The word may change between two runs of the code, so the load is not one that may be moved.
        let now = self.builder.ins().load(types::I64, MemFlagsData::new(), place, 0);
        let open = self.builder.ins().icmp_imm_s(IntCC::Equal, now, view.epoch0 as i64);
        self.guard(open, DEOPTIMIZE);
        let mut constant = |value: i64| self.builder.ins().iconst(types::I64, value);
        let data = constant(view.data as i64);
        let mut axis = |list: *const i64, axis: i32| {
            // SAFETY: an open view has `ndim` lengths and strides.
            constant(unsafe { *list.offset(axis as isize) })
        };
        let shape = (0..view.ndim).map(|n| axis(view.shape, n)).collect();
        let strides = (0..view.ndim).map(|n| axis(view.strides, n)).collect();
        View { element, data, shape, strides }
    }

    /// The address of an element: each index is checked by one unsigned comparison, so a negative one leaves too.
    fn address(&mut self, view: &View, index: &[Value]) -> Value {
        let mut address = view.data;
        for ((&i, &length), &stride) in index.iter().zip(&view.shape).zip(&view.strides) {
            let inside = self.builder.ins().icmp(IntCC::UnsignedLessThan, i, length);
            self.guard(inside, OUT_OF_BOUNDS);
            let offset = self.builder.ins().imul(i, stride);
            address = self.builder.ins().iadd(address, offset);
        }
        address
    }

    /// `view[index]`
    pub fn load(&mut self, view: &View, index: &[Value]) -> Value {
        let address = self.address(view, index);
        self.builder.ins().load(view.element, MemFlagsData::trusted(), address, 0)
    }

    /// `view[index] = value`
    pub fn store(&mut self, view: &View, index: &[Value], value: Value) {
        let address = self.address(view, index);
        self.builder.ins().store(MemFlagsData::trusted(), value, address, 0);
    }

    /// `for i in range(start, stop)`; `body` gives the new values of what it carries from one turn to the next.
    pub fn range(
        &mut self, start: Value, stop: Value, carried: &[Value], body: impl FnOnce(&mut Self, Value, &[Value]) -> Vec<Value>,
    ) -> Vec<Value> {
        let (head, inside, after) = (self.builder.create_block(), self.builder.create_block(), self.builder.create_block());
        let index = self.builder.append_block_param(head, types::I64);
        let types: Vec<Type> = carried.iter().map(|&value| self.builder.func.dfg.value_type(value)).collect();
        let values: Vec<Value> = types.iter().map(|&each| self.builder.append_block_param(head, each)).collect();
        let arguments = |first: Value, rest: &[Value]| -> Vec<BlockArg> {
            std::iter::once(first).chain(rest.iter().copied()).map(BlockArg::from).collect()
        };
        self.builder.ins().jump(head, &arguments(start, carried));
        self.builder.switch_to_block(head);
        let more = self.builder.ins().icmp(IntCC::SignedLessThan, index, stop);
        self.builder.ins().brif(more, inside, &[], after, &[]);
        self.builder.switch_to_block(inside);
        let next = body(self, index, &values);
        let following = self.builder.ins().iadd_imm_s(index, 1);
        self.builder.ins().jump(head, &arguments(following, &next));
        self.builder.switch_to_block(after);
        values
    }

    /// Calls a plain typed entry of an extension (`NUMPYNI_ELEMENT`), such as `double f(double)`.
    pub fn call(&mut self, entry: *const u8, arguments: &[Value], result: Type) -> Value {
        let mut signature = Signature::new(CallConv::SystemV);
        signature.params.extend(arguments.iter().map(|&each| AbiParam::new(self.builder.func.dfg.value_type(each))));
        signature.returns.push(AbiParam::new(result));
        let signature = self.builder.import_signature(signature);
        let place = self.builder.ins().iconst(types::I64, entry as i64);
        let call = self.builder.ins().call_indirect(signature, place, arguments);
        self.builder.inst_results(call)[0]
    }
}
