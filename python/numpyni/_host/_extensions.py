"""Functions of universal extensions: Python functions that call them.

Where cffi calls C from compiled traces (PyPy), the plain case of a function goes through its typed entry, by code made for its
signature. Everything else goes through the runtime, which checks, converts and repairs.
"""

import keyword
import sys

from . import _scalars
from ._array import ndarray
from ._calls import MAX_OPERANDS, VALUE, characters, failure, give, put_python, table, take
from ._handles import handle_of
from ._library import adapter
from ._memory import wrap
from ._operations import _put_scalar, fetch
from .._scalars_base import generic

READONLY, VIEW, HANDLE, ELEMENT = 1, 7, 8, 32
_BOOL, _INT64, _FLOAT32, _FLOAT64 = 1, 2, 3, 4
_TYPED = sys.implementation.name == 'pypy' and adapter.name == 'cffi'


def extension_load(path):
    """Name, doc, first function, how many, first ufunc, how many, of the extension at a path, or whose table stands at an address."""
    name = None if isinstance(path, int) else characters(path)
    room = adapter.allocate(adapter.size_of('ExtensionInfo'), True)
    frame = take()
    number = adapter.pointer_field('u32', frame.outputs.memory)
    if name is None:
        status = table.extension_register(frame.context, adapter.reference('Extension', path), number)
    else:
        status = table.extension_load(frame.context, adapter.characters(name), number)
    if status:
        raise failure(frame)
    number = frame.outputs.words[0] & 0xffffffff
    if table.extension_info(frame.context, number, adapter.reference('ExtensionInfo', room)):
        raise failure(frame)
    give(frame)
    info = adapter.struct('ExtensionInfo', room)
    return (adapter.text(info.name), adapter.text(info.doc), info.first_function, info.functions, info.first_ufunc,
            info.ufuncs)


def function_info(number):
    """Name, doc, and per overload: effects, arguments, results, address of the typed entry.

    An argument or result is (tag, ndim, word, flags, written, name or None).
    """
    room = adapter.allocate(adapter.size_of('FunctionInfo'), True)
    frame = take()
    if table.function_info(frame.context, number, adapter.reference('FunctionInfo', room)):
        raise failure(frame)
    info = adapter.struct('FunctionInfo', room)
    overloads = []
    for index in range(info.overloads):
        if table.function_overload(frame.context, number, index, adapter.overload_pointer(frame.outputs.memory)):
            raise failure(frame)
        overloads.append(_overload(adapter.struct('Overload', frame.outputs.words[0])))
    give(frame)
    return adapter.text(info.name), adapter.text(info.doc), tuple(overloads)


def _overload(overload):
    start, size = adapter.address_in(overload.parameters), adapter.size_of('Parameter')
    parameters = []
    for n in range(overload.nargs + overload.nresults):
        p = adapter.struct('Parameter', start + n * size)
        word = adapter.pointer('u64', start + n * size)[1]
        parameters.append((p.tag, p.ndim, word, p.flags, p.written != 0, adapter.text(p.name) if p.name else None))
    typed = adapter.struct('Function', adapter.address_in(overload.function)).typed
    return (overload.effects, tuple(parameters[:overload.nargs]), tuple(parameters[overload.nargs:]),
            adapter.address_of_function(typed))


def function_call(number, args):
    """Calls a function through the runtime; the result, a tuple of several, or None."""
    if len(args) > MAX_OPERANDS:
        raise TypeError('too many arguments')
    frame = take()
    operands = frame.inputs
    try:
        for n, value in enumerate(args):
            if isinstance(value, ndarray):
                handle_of(value)
                operands.words[n * VALUE] = value._handle.bits
            elif isinstance(value, generic):
                _put_scalar(operands, n, value)
            elif not put_python(operands, n, value):
                raise TypeError('an array, a scalar or a number is needed')
    except BaseException:
        give(frame)
        raise
    count = adapter.pointer_field('i32', frame.dims_memory)
    if table.function_call(frame.context, number, operands.pointer, len(args), frame.outputs.pointer, count):
        raise failure(frame)
    results = [fetch(frame.outputs, n) for n in range(frame.dims[0] & 0xffffffff)]
    give(frame)
    return None if not results else results[0] if len(results) == 1 else tuple(results)


def make_function(number, overloads, cold):
    """The Python function for a function of an extension; `cold(*args, **kwargs)` takes every call that is not plain."""
    def function(*args, **kwargs):
        return cold(*args, **kwargs)

    if _TYPED and len(overloads) == 1 and overloads[0][3]:
        return _compile(overloads[0], cold) or function
    return function


# ---- typed calls

_C_TYPES = {_BOOL: 'uint8_t', _INT64: 'int64_t', _FLOAT32: 'float', _FLOAT64: 'double', VIEW: 'NumPyNI_View const *'}
_CHECKS = {_BOOL: 'type({x}) is bool', _FLOAT64: 'isinstance({x}, float)', _FLOAT32: 'type({x}) is float',
           _INT64: 'type({x}) is int and -0x8000000000000000 <= {x} <= 0x7fffffffffffffff'}
_READS = {_BOOL: '_frame.outputs.words[{n}] & 255 != 0', _FLOAT64: '_frame.outputs.doubles[{n}]',
          _INT64: '_frame.outputs.numbers[{n}]', _FLOAT32: '_frame.outputs.floats[{n} * 2]',
          HANDLE: '_frame.outputs.words[{n}]'}
_RANK = 0xff00
_INNER_CONTIGUOUS, _CONTIGUOUS = 64, 4 | 8


def _view_of(a):
    """The handle of an array, with its view: a pointer; flags and rank; and where its memory begins and ends, if it has no gaps."""
    handle_of(a)
    handle = a._handle
    frame = take()
    if table.array_view(frame.context, handle.value, frame.view):
        raise failure(frame)
    view = adapter.struct('View', frame.handle_words[0])
    give(frame)
    flags = view.flags
    if not a._shape or a._size <= 1 or a._strides[-1] == a.itemsize:
        flags |= _INNER_CONTIGUOUS
    handle.start, handle.end = (handle.address, handle.address + a.nbytes) if flags & _CONTIGUOUS else (-1, -1)
    handle.view = view
    handle.form = flags | len(a._shape) << 8
    return handle


def _failed(frame, handles):
    """The exception of a typed call; arrays that it gave nevertheless are closed."""
    for n in handles:
        if frame.outputs.words[n]:
            table.array_close(frame.context, adapter.handle(frame.outputs.words[n]))
    if not frame.state.error:
        give(frame)
        return SystemError('the function failed, and set no error')
    return failure(frame)


def _compile(overload, cold):
    """A function whose plain case is a typed call; None where the signature has types that need the packed entry."""
    effects, arguments, results, address = overload
    tags = [p[0] for p in arguments + results]
    if any(tag not in _C_TYPES and tag != HANDLE for tag in tags):
        return None
    names = [p[5] for p in arguments]
    if any(name is None or keyword.iskeyword(name) or name.startswith('_') for name in names):
        names = [f'x{n}' for n in range(1, len(arguments) + 1)]
    lines, element = [], effects & ELEMENT
    tests = [_CHECKS[p[0]].format(x=x) for x, p in zip(names, arguments) if p[0] != VIEW]
    arrays = [n for n, p in enumerate(arguments) if p[0] == VIEW]
    tests += [f'type({names[n]}) is ndarray and {names[n]}._word == {arguments[n][2]}' for n in arrays]
    for n in arrays:
        lines += [f'_h{n} = {names[n]}._handle', f'if not _h{n} or not _h{n}.form:', f'    _h{n} = _view_of({names[n]})']
    forms = [_form_test(n, arguments, arrays) for n in arrays]
    passed = ', '.join(f'_h{n}.view' if n in arrays else x for n, x in enumerate(names))
    handles = tuple([n for n, p in enumerate(results) if p[0] == HANDLE])
    if element:
        call = [f'return _box0(_typed({passed}))']
    else:
        places = [f'_frame.outputs.memory' if n == 0 else f'_frame.outputs.words + {n}' for n in range(len(results))]
        call = ['_frame = take()'] + [f'_frame.outputs.words[{n}] = 0' for n in handles]
        call += [f'if _typed({", ".join(["_frame.context"] + ([passed] if passed else []) + places)}):',
                 f'    raise _failed(_frame, {handles})']
        call += [f'_r{n} = {_READS[p[0]].format(n=n)}' for n, p in enumerate(results)]
        boxed = ', '.join(f'_box{n}(_r{n})' for n in range(len(results)))
        call += ['give(_frame)', f'return ({boxed})' if results else 'return None']
    body = lines + [f'if {" and ".join(forms) or True}:'] + ['    ' + line for line in call]
    source = [f'def make(_typed, _cold, {", ".join(f"_box{n}" for n in range(len(results)))}):',
              f'    def function({", ".join(names)}):', f'        if {" and ".join(tests) or True}:']
    source += ['            ' + line for line in body]
    source += [f'        return _cold({", ".join(names)})', '    return function']
    types = [_C_TYPES[p[0]] for p in arguments]
    if element:
        prototype = f'{_C_TYPES[results[0][0]]}(*)({", ".join(types)})'
    else:
        prototype = f'int32_t(*)({", ".join(["NumPyNI_Context *"] + types + ["void *"] * len(results))})'
    made = {}
    exec('\n'.join(source), globals(), made)       # in this module's namespace: a JIT knows its globals
    boxes = [wrap if p[0] == HANDLE else _scalars.boxes[p[2]] for p in results]
    return made['make'](adapter.function(prototype, address), cold, *boxes)


def _form_test(n, arguments, arrays):
    """What the view of argument `n` must be: of the rank and layout, and, where it is written, apart from the others."""
    _, ndim, _, flags, written, _ = arguments[n]
    mask, wanted = flags, flags
    if ndim >= 0:
        mask, wanted = mask | _RANK, wanted | ndim << 8
    if not written:
        return f'_h{n}.form & {mask} == {wanted}'
    apart = [f'0 <= _h{k}.start and (_h{n}.end <= _h{k}.start or _h{k}.end <= _h{n}.start)' for k in arrays if k != n]
    return ' and '.join([f'_h{n}.form & {mask | READONLY} == {wanted} and _h{n}.start >= 0'] + apart)
