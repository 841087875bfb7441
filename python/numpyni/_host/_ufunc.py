"""Calls of ufuncs and reductions, and the callables whose plain case skips the shared layer."""

import functools

from .._scalars_base import generic
from .._words import CASTING_DEFAULT, FLOAT64, NOVALUE
from . import _layout
from ._array import address, ndarray
from ._calls import VALUE, Operands, failure, give, number_named, report, table, take, take_weak
from ._handles import handle_of, lend
from ._library import adapter
from ._memory import SMALL, new, small, small_doubles
from ._operations import _word_pointer, fetch, put, put_all
from ._runs import run1, run2, run3, type_pointer

_OPTIONS = adapter.size_of('UfuncOptions')
_REDUCE_OPTIONS = adapter.size_of('ReduceOptions')
KEEPDIMS, ALL_AXES = 1, 2


def ufunc_count():
    """How many ufuncs there are."""
    frame = take()
    count = table.ufunc_count(frame.context)
    give(frame)
    return count


def ufunc_info(number):
    """Name, doc, nin, nout, identity (or None) and the types of the loops of a ufunc."""
    memory = adapter.allocate(adapter.size_of('UfuncInfo'), True)
    frame = take()
    if table.ufunc_info(frame.context, number, adapter.reference('UfuncInfo', memory)):
        raise failure(frame)
    info = adapter.struct('UfuncInfo', memory)
    nargs = info.nin + info.nout
    types = []
    words = frame.outputs.words
    for index in range(info.ntypes):
        if table.ufunc_types(frame.context, number, index, adapter.reference('DType', frame.outputs.memory)):
            raise failure(frame)
        types.append(tuple([words[n] for n in range(nargs)]))
    identity = None
    if info.has_identity:
        source = adapter.pointer('u64', adapter.address_of(memory) + _OFFSET_OF_IDENTITY)
        for n in range(VALUE):
            words[n] = source[n]
        identity = take_weak(frame.outputs, 0)
    give(frame)
    return adapter.text(info.name), adapter.text(info.doc) if info.doc else '', info.nin, info.nout, identity, types


def ufunc_signature(number):
    """The core signature of a generalised ufunc; None for those that work element by element."""
    frame = take()
    start = table.ufunc_signature(frame.context, number, adapter.size_pointer(frame.outputs.memory))
    signature = adapter.text(start, frame.outputs.words[0]) if start else None
    give(frame)
    return signature


_OFFSET_OF_IDENTITY = adapter.size_of('UfuncInfo') - 32
_names = {}         # name -> number
_shapes = {}        # number -> (name, nin, nout)


def _known(number):
    known = _shapes.get(number)
    if known is None:
        name, _, nin, nout, _, _ = ufunc_info(number)
        known = _shapes[number] = (name, nin, nout)
    return known


def number_of(name):
    """The number of a ufunc."""
    if not _names:      # all at once: another thread may ask meanwhile
        _names.update([(_known(number)[0], number) for number in range(ufunc_count())])
    return _names[name]


def _options(casting, order, out, where, signature):
    """The options of a call: a pointer, and what it needs alive."""
    memory = adapter.allocate(_OPTIONS, True)
    options = adapter.struct('UfuncOptions', memory)
    options.struct_size = _OPTIONS
    options.casting, options.order = casting, order
    kept = [memory, out, where]
    if out is not None:
        handles = adapter.allocate(8 * len(out), True)
        words = adapter.pointer('u64', handles)
        for n, each in enumerate(out):
            if each is not None:
                if each._readonly:
                    raise ValueError('output array is read-only')
                handle_of(each)
                words[n] = each._handle.bits
        kept.append(handles)
        options.out = adapter.reference('Handle', handles)
    if where is not None:
        handle_of(where)
        options.where_.bits = where._handle.bits
    if signature is not None:
        words_memory = adapter.allocate(8 * len(signature), True)
        words = adapter.pointer('u64', words_memory)
        for n, word in enumerate(signature):
            words[n] = word or 0
        kept.append(words_memory)
        options.signature = adapter.reference('DType', words_memory)
    return adapter.reference('UfuncOptions', memory), kept


def ufunc_call(number, inputs, out=None, where=None, casting=CASTING_DEFAULT, order=0, signature=None):
    """Applies a ufunc; one result, or a tuple of them."""
    name, nin, nout = _known(number)
    plain = out is None and where is None and signature is None and order == 0 and casting in (0, 4)
    if plain and nin == 3 and nout == 1:
        made = run3(number, inputs[0], inputs[1], inputs[2])
        if made is not None:
            return made
    pointer, kept = (adapter.NULL, None) if plain else _options(casting, order, out, where, signature)
    frame = take()
    held = put_all(frame, frame.inputs, inputs)
    if table.ufunc_call(frame.context, number, frame.inputs.pointer, pointer, frame.outputs.pointer):
        raise failure(frame)
    results = [fetch(frame.outputs, n) for n in range(nout)]
    if out is not None:
        results = [given if given is not None else result for given, result in zip(out, results)]
    report(frame, name)
    return results[0] if nout == 1 else tuple(results)


def call2(number, x1, x2):
    """A ufunc of two inputs and one output, without options."""
    result = run2(number, x1, x2)
    if result is not None:
        return result
    frame = take()
    kept = put(frame.inputs, 0, x1), put(frame.inputs, 1, x2)
    if table.ufunc_call(frame.context, number, frame.inputs.pointer, adapter.NULL, frame.outputs.pointer):
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    if frame.state.fpe:
        report(frame, _known(number)[0])
    else:
        give(frame)
    return result


def call1(number, x):
    """A ufunc of one input and one output, without options."""
    result = run1(number, x) if type(x) is ndarray else None
    if result is not None:
        return result
    frame = take()
    kept = put(frame.inputs, 0, x)
    if table.ufunc_call(frame.context, number, frame.inputs.pointer, adapter.NULL, frame.outputs.pointer):
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    if frame.state.fpe:
        report(frame, _known(number)[0])
    else:
        give(frame)
    return result


def ufunc_resolve(number, inputs, casting=CASTING_DEFAULT, signature=None):
    """The words that a call would use."""
    _, nin, nout = _known(number)
    pointer, kept = _options(casting, 0, None, None, signature)
    frame = take()
    held = put_all(frame, frame.inputs, inputs)
    if table.ufunc_resolve(frame.context, number, frame.inputs.pointer, pointer,
                           adapter.reference('DType', frame.outputs.memory)):
        raise failure(frame)
    words = tuple([frame.outputs.words[n] for n in range(nin + nout)])
    give(frame)
    return words


# ---- reductions

def _reduce_options(axes, keepdims, word, initial, where, out, ddof=0.0):
    memory = adapter.allocate(_REDUCE_OPTIONS, True)
    options = adapter.struct('ReduceOptions', memory)
    options.struct_size = _REDUCE_OPTIONS
    options.flags = (KEEPDIMS if keepdims else 0) | (ALL_AXES if axes is None else 0)
    options.ddof = ddof
    kept = [memory, where, out]
    if axes is not None:
        dims = adapter.allocate(8 * max(len(axes), 1), True)
        numbers = adapter.pointer('i64', dims)
        for n, axis in enumerate(axes):
            numbers[n] = axis
        options.axes, options.naxes = adapter.pointer_field('i64', dims), len(axes)
        kept.append(dims)
    if word is not None:
        options.dtype, dtype = _word_pointer(word)
        kept.append(dtype)
    if initial is not NOVALUE:
        start = Operands(1)
        kept += [start, put(start, 0, initial)]
        options.initial = start.pointer
    if where is not None:
        handle_of(where)
        options.where_.bits = where._handle.bits
    if out is not None:
        if out._readonly:
            raise ValueError('output array is read-only')
        handle_of(out)
        options.out.bits = out._handle.bits
    return adapter.reference('ReduceOptions', memory), kept


def _reduced(function, number, a, options, out, name, *more):
    pointer, kept = options
    frame = take()
    handle = adapter.handle(lend(frame.inputs, a))
    if function(frame.context, number, handle, *more, pointer, frame.outputs.pointer):
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    report(frame, name)
    return result if out is None else out


def ufunc_reduce(number, a, axes, keepdims, word, initial, where, out):
    """`ufunc.reduce`; axes None is all of them."""
    options = _reduce_options(axes, keepdims, word, initial, where, out)
    return _reduced(table.ufunc_reduce, number, a, options, out, 'reduce')


def ufunc_accumulate(number, a, axis, word, out):
    """`ufunc.accumulate`."""
    options = _reduce_options((axis,), False, word, NOVALUE, None, out)
    return _reduced(table.ufunc_accumulate, number, a, options, out, 'accumulate')


def ufunc_reduceat(number, a, indices, axis, word, out):
    """`ufunc.reduceat`."""
    options = _reduce_options((axis,), False, word, NOVALUE, None, out)
    return _reduced(table.ufunc_reduceat, number, a, options, out, 'reduceat', handle_of(indices))


def ufunc_at(number, a, items, value=NOVALUE):
    """`ufunc.at`."""
    from ._operations import _items
    if a._readonly:
        raise ValueError('assignment destination is read-only')
    pointer, kept = _items(items)
    handle = handle_of(a)
    frame = take()
    second = adapter.NULL
    if value is not NOVALUE:
        kept.append(put(frame.inputs, 0, value))
        second = frame.inputs.pointer
    if table.ufunc_at(frame.context, number, handle, pointer, len(items), second):
        raise failure(frame)
    report(frame, _known(number)[0])


_reductions = {}    # name -> number


def reduction_number(name):
    """The number of a reduction."""
    number = _reductions.get(name)
    if number is None:
        number = _reductions[name] = number_named(table.reduction_find, name)
    return number


def reduce(name, a, axes=None, keepdims=False, word=None, initial=NOVALUE, where=None, out=None, ddof=0.0):
    """A reduction; axes None is all of them."""
    options = _reduce_options(axes, keepdims, word, initial, where, out, ddof)
    return _reduced(table.reduce, reduction_number(name), a, options, out, _FPE_NAMES.get(name, 'reduce'))


_FPE_NAMES = {'mean': 'divide', 'var': 'divide', 'std': 'divide', 'cumsum': 'accumulate', 'cumprod': 'accumulate'}


def reduce_all(number, a, name):
    """A reduction of a whole array, without options."""
    frame = take()
    if a._c and a._size:
        failed = table.reduce_run(frame.context, number, type_pointer(a._word), adapter.void(address(a)), a._size, frame.outputs.pointer)
    else:
        handle = adapter.handle(lend(frame.inputs, a))
        failed = table.reduce(frame.context, number, handle, adapter.NULL, frame.outputs.pointer)
    if failed:
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    if frame.state.fpe:
        report(frame, _FPE_NAMES.get(name, 'reduce'))
    else:
        give(frame)
    return result


# ---- callables with a plain case

_NUMBERS = (float, int, bool, complex)


def is_plain(value):
    """Whether a value is an operand that needs no conversion."""
    kind = type(value)
    return kind is ndarray and not _layout.is_opaque(value._word) or kind is float or kind is int or kind is bool \
        or kind is complex or isinstance(value, generic) and value._word


class UfuncBase:
    """Base of the shared layer's `ufunc`: the plain call. Made from a ufunc's number."""

    def __init__(self, number=0):
        self._id = number

    def __call__(self, *args, **kwargs):
        if not kwargs and len(args) == self.nin and self.nout == 1:
            if len(args) == 1:
                if is_plain(args[0]):
                    return call1(self._id, args[0])
            elif len(args) == 2 and is_plain(args[0]) and is_plain(args[1]):
                return call2(self._id, args[0], args[1])
        return self._call_cold(*args, **kwargs)


def hot_reduction(name, cold):
    """`np.sum` and its like: the plain case is one exact array that is not empty, of which there may be something to say."""
    @functools.wraps(cold)
    def reduction(*args, **kwargs):
        if len(args) == 1 and not kwargs and type(args[0]) is ndarray and args[0]._size and not _layout.is_opaque(args[0]._word):
            return reduce_all(reduction_number(name), args[0], name)
        return cold(*args, **kwargs)
    return reduction


def hot_new(fill, cold):
    """`np.zeros`, `np.ones` and `np.empty`: the plain case is an integer or a tuple of them, of float64."""
    @functools.wraps(cold)
    def creation(*args, **kwargs):
        if not kwargs and len(args) == 1:
            shape = args[0]
            if type(shape) is int and 0 <= shape <= SMALL // 8:
                result = small_doubles(shape, fill is not None)
                if fill:
                    pointer = result._p
                    for i in range(shape):
                        pointer[i] = 1.0
                return result
            if fill == 0 and type(shape) is int:
                return new(FLOAT64, (shape,), 1, True)
            if not fill and type(shape) is tuple and len(shape) == 2:
                n, m = shape
                if type(n) is int and type(m) is int and n > 0 and m > 0 and n * m <= SMALL // 8:
                    return small(FLOAT64, shape, 8, n * m, (8 * m, 8), fill is not None)
        return cold(*args, **kwargs)
    return creation


def hot_array(cold):
    """`np.array` and `np.asarray`: nothing is faster here than the shared layer."""
    return cold
