//! A small JIT over Cranelift whose loops read and write arrays through views: no call, one load for an element, bounds checked.
//!
//! It is the working form of docs/jit.md, and knows the runtime by its ABI (`numpyni-sys`) alone.

pub mod emit;
pub mod loops;
pub mod runtime;

use cranelift_codegen::Context;
use cranelift_codegen::ir::{AbiParam, Signature, Type, types};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::FunctionBuilderContext;
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Module, default_libcall_names};
use emit::Emit;

/// All went well.
pub const OK: i32 = 0;
/// A guard failed: the array is not what the code was compiled for. Nothing was done.
pub const DEOPTIMIZE: i32 = 1;
/// An index is out of bounds; what was written before stays.
pub const OUT_OF_BOUNDS: i32 = 2;

/// Compiled functions live as long as it does.
pub struct Jit {
    module: JITModule,
    context: Context,
    builder: FunctionBuilderContext,
}

/// A compiled function: its address, and its machine instructions as text.
pub struct Compiled {
    pub entry: *const u8,
    pub disassembly: String,
}

impl Default for Jit {
    fn default() -> Jit {
        let mut flags = settings::builder();
        flags.set("opt_level", "speed").unwrap();
        let isa = cranelift_native::builder().unwrap().finish(settings::Flags::new(flags)).unwrap();
        let module = JITModule::new(JITBuilder::with_isa(isa, default_libcall_names()));
        Jit { context: module.make_context(), module, builder: FunctionBuilderContext::new() }
    }
}

impl Jit {
    /// Compiles `int32_t f(parameters...)`; what `body` emits ends with success, a failed guard returns its status.
    pub fn compile(&mut self, parameters: &[Type], body: impl FnOnce(&mut Emit)) -> Compiled {
        let convention = self.module.isa().default_call_conv();
        let mut signature = Signature::new(convention);
        signature.params.extend(parameters.iter().map(|&each| AbiParam::new(each)));
        signature.returns.push(AbiParam::new(types::I32));
        let id = self.module.declare_anonymous_function(&signature).unwrap();
        self.context.func.signature = signature;
        let mut emit = Emit::new(&mut self.context.func, &mut self.builder);
        body(&mut emit);
        emit.finish(self.module.isa().frontend_config());
        debug_assert_eq!(Ok(()), cranelift_codegen::verify_function(&self.context.func, self.module.isa()));
        self.context.set_disasm(true);
        self.module.define_function(id, &mut self.context).unwrap();
        let disassembly = self.context.compiled_code().and_then(|code| code.vcode.clone()).unwrap_or_default();
        self.module.clear_context(&mut self.context);
        self.module.finalize_definitions().unwrap();
        Compiled { entry: self.module.get_finalized_function(id), disassembly }
    }
}
