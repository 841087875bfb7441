# UPDATE_GOLDEN=1 cargo test -p numpyni-sys; DO NOT EDIT
"""The structs of the ABI for ctypes."""

import ctypes


class NumPyNI_Object(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Handle(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Host(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Context(ctypes.Structure):
    __slots__ = ()


class NumPyNI_DType(ctypes.Structure):
    __slots__ = ()


class NumPyNI_View(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Index(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Value(ctypes.Structure):
    __slots__ = ()


class NumPyNI_UfuncInfo(ctypes.Structure):
    __slots__ = ()


class NumPyNI_UfuncOptions(ctypes.Structure):
    __slots__ = ()


class NumPyNI_ReduceOptions(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Slot(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Function(ctypes.Structure):
    __slots__ = ()


class NumPyNI_UfuncLoop(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Ufunc(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Extension(ctypes.Structure):
    __slots__ = ()


class NumPyNI_ExtensionInfo(ctypes.Structure):
    __slots__ = ()


class NumPyNI_FunctionInfo(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Parameter(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Overload(ctypes.Structure):
    __slots__ = ()


class NumPyNI_Api(ctypes.Structure):
    __slots__ = ()


NumPyNI_Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
NumPyNI_Fn = ctypes.CFUNCTYPE(None)
NumPyNI_Packed = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
NumPyNI_Loop = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


NumPyNI_Object._fields_ = [
    ("bits", ctypes.c_size_t),
]


NumPyNI_Handle._fields_ = [
    ("bits", ctypes.c_size_t),
]


NumPyNI_Host._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("array_from", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Object, ctypes.c_void_p)),
    ("object_from", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("raise", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    ("object_dup", ctypes.CFUNCTYPE(NumPyNI_Object, ctypes.c_void_p, NumPyNI_Object)),
    ("object_close", ctypes.CFUNCTYPE(None, ctypes.c_void_p, NumPyNI_Object)),
    ("gil_release", ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p)),
    ("gil_acquire", ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_size_t)),
    ("check_signals", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)),
]


NumPyNI_Context._fields_ = [
    ("api", ctypes.c_void_p),
    ("host", ctypes.c_void_p),
    ("error", ctypes.c_int32),
    ("fpe", ctypes.c_uint32),
    ("detail", ctypes.c_void_p),
    ("reserved", ctypes.c_uint64 * 4),
]


NumPyNI_DType._fields_ = [
    ("code", ctypes.c_uint8),
    ("bits", ctypes.c_uint8),
    ("lanes", ctypes.c_uint16),
    ("ext", ctypes.c_uint32),
]


NumPyNI_View._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("data", ctypes.c_void_p),
    ("dtype", NumPyNI_DType),
    ("ndim", ctypes.c_int32),
    ("device_type", ctypes.c_int32),
    ("shape", ctypes.c_void_p),
    ("strides", ctypes.c_void_p),
    ("epoch", ctypes.c_void_p),
    ("epoch0", ctypes.c_uint64),
    ("lease", ctypes.c_void_p),
]


NumPyNI_Index._fields_ = [
    ("kind", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("start", ctypes.c_int64),
    ("stop", ctypes.c_int64),
    ("step", ctypes.c_int64),
    ("array", NumPyNI_Handle),
]


NumPyNI_Value._fields_ = [
    ("array", NumPyNI_Handle),
    ("dtype", NumPyNI_DType),
    ("element", ctypes.c_uint64 * 2),
]


NumPyNI_UfuncInfo._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("ntypes", ctypes.c_uint32),
    ("nin", ctypes.c_int32),
    ("nout", ctypes.c_int32),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
    ("has_identity", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("identity", NumPyNI_Value),
]


NumPyNI_UfuncOptions._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("casting", ctypes.c_uint32),
    ("order", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("out", ctypes.c_void_p),
    ("where_", NumPyNI_Handle),
    ("signature", ctypes.c_void_p),
]


NumPyNI_ReduceOptions._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("axes", ctypes.c_void_p),
    ("naxes", ctypes.c_int64),
    ("dtype", ctypes.c_void_p),
    ("initial", ctypes.c_void_p),
    ("where_", NumPyNI_Handle),
    ("out", NumPyNI_Handle),
    ("ddof", ctypes.c_double),
]


NumPyNI_Slot._fields_ = [
    ("bits", ctypes.c_uint64),
    ("tag", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
]


NumPyNI_Function._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("effects", ctypes.c_uint32),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
    ("signature", ctypes.c_void_p),
    ("typed", NumPyNI_Fn),
    ("packed", NumPyNI_Packed),
    ("written", ctypes.c_uint64),
    ("layout", ctypes.c_uint32),
    ("op", ctypes.c_uint32),
]


NumPyNI_UfuncLoop._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("effects", ctypes.c_uint32),
    ("signature", ctypes.c_void_p),
    ("strided", NumPyNI_Loop),
    ("contiguous", NumPyNI_Loop),
    ("reduce", NumPyNI_Loop),
    ("element", NumPyNI_Fn),
    ("data", ctypes.c_void_p),
]


NumPyNI_Ufunc._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("nin", ctypes.c_int32),
    ("nout", ctypes.c_int32),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
    ("loops", ctypes.c_void_p),
    ("nloops", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("identity", NumPyNI_Value),
    ("core", ctypes.c_void_p),
]


NumPyNI_Extension._fields_ = [
    ("magic", ctypes.c_uint64),
    ("struct_size", ctypes.c_uint32),
    ("abi_major", ctypes.c_uint16),
    ("abi_minor", ctypes.c_uint16),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
    ("functions", ctypes.c_void_p),
    ("ufuncs", ctypes.c_void_p),
    ("function_count", ctypes.c_uint32),
    ("ufunc_count", ctypes.c_uint32),
]


NumPyNI_ExtensionInfo._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("reserved", ctypes.c_uint32),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
    ("first_function", ctypes.c_uint32),
    ("functions", ctypes.c_uint32),
    ("first_ufunc", ctypes.c_uint32),
    ("ufuncs", ctypes.c_uint32),
]


NumPyNI_FunctionInfo._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("overloads", ctypes.c_uint32),
    ("name", ctypes.c_void_p),
    ("doc", ctypes.c_void_p),
]


NumPyNI_Parameter._fields_ = [
    ("tag", ctypes.c_uint32),
    ("ndim", ctypes.c_int32),
    ("dtype", NumPyNI_DType),
    ("flags", ctypes.c_uint32),
    ("written", ctypes.c_uint32),
    ("name", ctypes.c_void_p),
]


NumPyNI_Overload._fields_ = [
    ("struct_size", ctypes.c_uint32),
    ("effects", ctypes.c_uint32),
    ("nargs", ctypes.c_int32),
    ("nresults", ctypes.c_int32),
    ("parameters", ctypes.c_void_p),
    ("function", ctypes.c_void_p),
]


NumPyNI_Api._fields_ = [
    ("size", ctypes.c_uint32),
    ("major", ctypes.c_uint16),
    ("minor", ctypes.c_uint16),
    ("error_message", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("error_clear", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    ("error_set", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t)),
    ("array_new", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_DType, ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
    ("array_from_memory", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, NumPyNI_Release, ctypes.c_void_p, ctypes.c_void_p)),
    ("array_dup", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("array_close", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle)),
    ("array_view", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("array_acquire", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("view_release", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)),
    ("array_from_view", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("array_as_strided", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, NumPyNI_DType, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_uint32, ctypes.c_void_p)),
    ("array_reshape", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
    ("array_transpose", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)),
    ("array_broadcast_to", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)),
    ("array_get", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)),
    ("array_set", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)),
    ("array_item", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_int64, ctypes.c_void_p)),
    ("array_nonzero", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("array_astype", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, NumPyNI_DType, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
    ("array_assign", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle)),
    ("array_arange", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_DType, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p)),
    ("array_concatenate", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)),
    ("array_overlaps", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, NumPyNI_Handle, ctypes.c_uint32, ctypes.c_void_p)),
    ("dtype_promote", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)),
    ("dtype_can_cast", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_DType, NumPyNI_DType, ctypes.c_uint32, ctypes.c_void_p)),
    ("ufunc_count", ctypes.CFUNCTYPE(ctypes.c_uint32, ctypes.c_void_p)),
    ("ufunc_find", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_info", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)),
    ("ufunc_types", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
    ("ufunc_resolve", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_call", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_reduce", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_accumulate", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_reduceat", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_at", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p)),
    ("reduction_find", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("reduce", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_void_p)),
    ("matmul", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p)),
    ("handle_count", ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)),
    ("level_name", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)),
    ("thread_count", ctypes.CFUNCTYPE(ctypes.c_uint32, ctypes.c_void_p)),
    ("thread_count_set", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32)),
    ("extension_load", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("extension_register", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("extension_info", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)),
    ("function_info", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)),
    ("function_overload", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)),
    ("function_call", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_register", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("ufunc_signature", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p)),
    ("random_find", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("random_fill", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, NumPyNI_Handle, ctypes.c_void_p, ctypes.c_int32, NumPyNI_Handle)),
    ("ufunc_run", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)),
    ("reduce_run", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p)),
    ("array_is_exclusive", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, NumPyNI_Handle, ctypes.c_void_p)),
    ("take_run", ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_uint32)),
]


GetApi = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32)
