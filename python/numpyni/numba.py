"""Numba: NumPyNI's arrays as arguments of `@njit` functions, and compiled functions as kernels.

`register` is called when both packages are imported (`_numba_import`). From then on an array is a native array to Numba: its view is read
where the native host of CPython publishes it (`VIEW_OFFSET`). What a function makes is Numba's, so NumPy's; an argument that is
returned is the object itself. Signatures are left to Numba: a function compiled for one ahead of its call takes NumPy's arrays alone.

`kernel` makes a function of a universal extension, in memory, of a Python function or of a `@cfunc`.
"""

import ctypes
import inspect

import numpy
from numba import cfunc, njit, types
from numba.core import cgutils, sigutils
from numba.core.ccallback import CFunc
from numba.core.datamodel import models, register_default
from numba.core.pythonapi import NativeValue, box, unbox
from numba.extending import intrinsic, typeof_impl
from numba.np import numpy_support

from . import _host as host
from ._extensions import registered

_ALIGNED = 2
# numpyni.h: the fields of NumPyNI_View, as far as they are read here
_FLAGS, _DATA, _SHAPE, _STRIDES = 4, 8, 32, 40


class Array(types.Array):
    """The type of our arrays; everything made of one is a plain array of Numba's."""

    def __init__(self, dtype, ndim, layout, readonly=False):
        super().__init__(dtype, ndim, layout, readonly=readonly, name=f'numpyni.{types.Array(dtype, ndim, layout, readonly)}')

    @property
    def key(self):
        return ('numpyni', *super().key)


register_default(Array)(models.ArrayModel)


def register():
    """Teaches Numba what an array is. Where the view is not inline (the portable host), Numba takes it as a buffer."""
    if not hasattr(host, 'VIEW_OFFSET') or host.ndarray in typeof_impl.registry:
        return
    unbox(Array)(_unbox)
    box(Array)(_box)

    @typeof_impl.register(host.ndarray)
    def typeof(array, context):
        if type(array) is not host.ndarray or not array.dtype.isnative or array.dtype.kind not in 'biufc':
            return None
        layout = 'C' if array.flags.c_contiguous else 'F' if array.flags.f_contiguous else 'A'
        dtype = numpy_support.from_dtype(numpy.dtype(array.dtype.name))
        return Array(dtype, array.ndim, layout, readonly=not array.flags.writeable)


def _field(builder, view, offset, kind):
    """A field of a view: `view` is its address, a pointer to bytes."""
    place = cgutils.gep_inbounds(builder, view, offset)
    return builder.load(builder.bitcast(place, kind.as_pointer()))


def _fill(context, builder, typ, view, owner=None):
    """The structure that Numba has for an array, from a view."""
    array = context.make_array(typ)(context, builder)
    word = context.get_value_type(types.intp)
    words = word.as_pointer()
    shape, strides = _field(builder, view, _SHAPE, words), _field(builder, view, _STRIDES, words)
    lengths = [builder.load(cgutils.gep(builder, shape, n)) for n in range(typ.ndim)]
    steps = [builder.load(cgutils.gep(builder, strides, n)) for n in range(typ.ndim)]
    size = context.get_constant(types.intp, 1)
    for length in lengths:
        size = builder.mul(size, length)
    data = _field(builder, view, _DATA, cgutils.voidptr_t)
    array.data = builder.bitcast(data, context.get_value_type(types.CPointer(typ.dtype)))
    array.shape, array.strides = cgutils.pack_array(builder, lengths, word), cgutils.pack_array(builder, steps, word)
    array.nitems, array.itemsize = size, context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(typ.dtype)))
    return array, data


def _unbox(typ, obj, c):
    """The native array of an object whose type was found to be `typ`."""
    view = cgutils.gep(c.builder, c.builder.bitcast(obj, cgutils.voidptr_t), host.VIEW_OFFSET)
    array, data = _fill(c.context, c.builder, typ, view)
    array.parent = obj
    array.meminfo = c.pyapi.nrt_meminfo_new_from_pyobject(data, obj)
    flags = _field(c.builder, view, _FLAGS, cgutils.int32_t)
    failed = c.builder.icmp_unsigned('==', c.builder.and_(flags, flags.type(_ALIGNED)), flags.type(0))
    with c.builder.if_then(failed, likely=False):
        c.context.nrt.decref(c.builder, typ, array._getvalue())
        c.pyapi.err_set_string('PyExc_ValueError', 'an aligned array is needed')
    return NativeValue(array._getvalue(), is_error=failed)


def _box(typ, value, c):
    """The object that an argument came from."""
    parent = c.context.make_array(typ)(c.context, c.builder, value=value).parent
    c.pyapi.incref(parent)
    c.context.nrt.decref(c.builder, typ, value)
    return parent


# ---- kernels

_SCALARS = {types.boolean: 'bool', types.int64: 'int64', types.float32: 'float32', types.float64: 'float64',
            types.complex64: 'complex64', types.complex128: 'complex128'}
_DTYPES = {numpy_support.from_dtype(numpy.dtype(name)): name for name in (
    'bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float32', 'float64', 'complex64', 'complex128')}
_ELEMENT, _SLOT = 32, 16
_error_set = ctypes.CDLL(host.library_path()).NumPyNI_error_set
_error_set.restype, _error_set.argtypes = ctypes.c_int32, (ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_size_t)
_kept = []      # what a registered function needs stays for good
_RUNTIME_ERROR = 6


class _Function(ctypes.Structure):
    """NumPyNI_Function"""

    _fields_ = [('struct_size', ctypes.c_uint32), ('effects', ctypes.c_uint32), ('name', ctypes.c_char_p),
                ('doc', ctypes.c_char_p), ('signature', ctypes.c_char_p), ('typed', ctypes.c_void_p), ('packed', ctypes.c_void_p),
                ('written', ctypes.c_uint64), ('layout', ctypes.c_uint32), ('op', ctypes.c_uint32)]


class _Extension(ctypes.Structure):
    """NumPyNI_Extension"""

    _fields_ = [('magic', ctypes.c_char * 8), ('struct_size', ctypes.c_uint32), ('major', ctypes.c_uint16),
                ('minor', ctypes.c_uint16), ('name', ctypes.c_char_p), ('doc', ctypes.c_char_p),
                ('functions', ctypes.POINTER(_Function)), ('ufuncs', ctypes.c_void_p), ('function_count', ctypes.c_uint32),
                ('ufunc_count', ctypes.c_uint32)]


def kernel(what, writes=()):
    """A function of a universal extension, compiled by Numba.

    `@kernel('float64(float64[:], int64)')` compiles the decorated function; those of its arrays that it writes are named by `writes`,
    the others are read-only to it. Results are a scalar, a tuple of scalars or None; an exception is a RuntimeError. Given a `@cfunc`
    of float64, float32 or int64, it makes a function of that, which is called as it is.

    Raises TypeError for types that no entry takes.
    """
    if isinstance(what, CFunc):
        spelled = f'{_spelled(what._sig.return_type)}({", ".join(map(_spelled, what._sig.args))})'
        return _register(what.__name__, what._pyfunc.__doc__, spelled, (what,), typed=what.address, effects=_ELEMENT)
    return lambda function: _compile(function, what, writes)


def _spelled(typ):
    """A type in the words of a signature."""
    if isinstance(typ, types.Array) and typ.dtype in _DTYPES:
        axes = [':'] * typ.ndim
        if typ.layout != 'A':
            axes[-1 if typ.layout == 'C' else 0] = '::1'
        return f'{_DTYPES[typ.dtype]}[{",".join(axes)}]'
    if typ not in _SCALARS:
        raise TypeError(f'a kernel takes and gives numbers and arrays of numbers, not {typ}')
    return _SCALARS[typ]


def _compile(function, signature, writes):
    """Compiles a function, and the packed entry that reads its slots."""
    arguments, result = sigutils.normalize_signature(signature)
    names = list(inspect.signature(function).parameters)
    arguments = [a.copy(readonly=name not in writes) if isinstance(a, types.Array) else a for a, name in zip(arguments, names)]
    compiled = njit(function)
    compiled.compile(tuple(arguments))
    result = compiled.overloads[tuple(arguments)].signature.return_type if result is None else result
    results = [] if result == types.none else list(result) if isinstance(result, types.BaseTuple) else [result]
    if any(isinstance(each, types.Array) for each in results):
        raise TypeError(f'a kernel gives numbers, not {result}')
    spelled = ', '.join([f'{_spelled(a)} {name}' for a, name in zip(arguments, names)])
    message = ctypes.create_string_buffer(f'{function.__name__}() raised an exception'.encode())
    space = {'compiled': compiled, 'failed': _error_set, 'message': ctypes.addressof(message), 'length': len(message.value),
             **{f'get{n}': _reader(n, a) for n, a in enumerate(arguments)},
             **{f'put{n}': _writer(n, r) for n, r in enumerate(results)}}
    passed = ', '.join([f'get{n}(args)' for n in range(len(arguments))])
    puts = [f'put{n}(results, made{f"[{n}]" if isinstance(result, types.BaseTuple) else ""})' for n in range(len(results))]
    lines = ['def packed(context, args, results):', '    try:', f'        made = compiled({passed})', *[f'        {p}' for p in puts],
             '        return 0', '    except Exception:', f'        return failed(context, {_RUNTIME_ERROR}, message, length)']
    exec('\n'.join(lines), space)
    entry = cfunc(types.int32(types.voidptr, types.voidptr, types.voidptr))(space['packed'])
    written = sum([1 << n for n, name in enumerate(names) if name in writes])
    return _register(function.__name__, function.__doc__, f'({", ".join(map(_spelled, results))})({spelled})', (entry, message),
                     packed=entry.address, written=written)


def _reader(n, typ):
    """A function that finds argument `n` in the slots of a packed entry."""
    @intrinsic
    def read(typing, args):
        def generate(context, builder, signature, values):
            slot = cgutils.gep_inbounds(builder, values[0], n * _SLOT)
            if isinstance(typ, types.Array):
                return _fill(context, builder, typ, builder.load(builder.bitcast(slot, cgutils.voidptr_t.as_pointer())))[0]._getvalue()
            if isinstance(typ, types.Complex):
                slot = builder.load(builder.bitcast(slot, cgutils.voidptr_t.as_pointer()))
            kind = context.get_data_type(typ)
            return context.data_model_manager[typ].from_data(builder, builder.load(builder.bitcast(slot, kind.as_pointer())))
        return typ(types.voidptr), generate
    return read


def _writer(n, typ):
    """A function that puts result `n` into the slots of a packed entry."""
    @intrinsic
    def write(typing, results, value):
        def generate(context, builder, signature, values):
            slot = cgutils.gep_inbounds(builder, values[0], n * _SLOT)
            if isinstance(typ, types.Complex):
                slot = builder.load(builder.bitcast(slot, cgutils.voidptr_t.as_pointer()))
            given = context.cast(builder, values[1], signature.args[1], typ)
            data = context.data_model_manager[typ].as_data(builder, given)
            builder.store(data, builder.bitcast(slot, data.type.as_pointer()))
            return context.get_dummy_value()
        return types.none(types.voidptr, value), generate
    return write


def _register(name, doc, spelled, kept, typed=None, packed=None, written=0, effects=0):
    """The function that one entry describes."""
    function = _Function(ctypes.sizeof(_Function), effects, name.encode(), (doc or '').encode(), spelled.encode(), typed, packed,
                         written, 0, 0)
    major, minor = host.abi_version()[:2]
    table = _Extension(b'NumPyNI1', ctypes.sizeof(_Extension), major, minor, b'numba', b'', ctypes.pointer(function), None, 1, 0)
    module = registered(ctypes.addressof(table))
    _kept.append((table, function, kept))
    return getattr(module, name)
