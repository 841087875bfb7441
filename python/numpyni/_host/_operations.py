"""The core protocol over the runtime: indexing, copies, ufuncs, reductions, products."""

from .._words import C_CONTIGUOUS, CASTING_UNSAFE, COPY_ALWAYS, COPY_IF_NEEDED, F_CONTIGUOUS, FLOAT64, INT64, ORDER_C, ORDER_K, SWAPPED
from .._scalars_base import generic
from . import _layout
from ._access import known, narrow16, narrow_brain, widen16, widen_brain
from ._array import address, flags, ndarray, root, turned, view
from ._calls import MAX_OPERANDS, NO_HANDLE, Operands, VALUE, failure, give, hooks, put_python, report, table, take, unsigned
from ._copies import converted, fill, joined
from ._handles import handle_of, lend
from ._library import adapter
from ._memory import finish, result, wrap
from ._scalar_basis import boxes

LOOPED = 4096       # elements: up to here a loop in Python counts
_HALF = 1 << 48     # of what is counted: no sum leaves int64
_SIGNS = {8: 0x80, 16: 0x8000, 32: 0x80000000}


# ---- operands

def put(operands, i, value):
    """An operand on its way in; returns what must live until the call is over."""
    if isinstance(value, ndarray):
        operands.words[i * VALUE] = lend(operands, value)
        return value
    if isinstance(value, generic) and value._word:
        _put_scalar(operands, i, value)
    elif not put_python(operands, i, value):
        array = hooks.convert(value)
        if not isinstance(array, ndarray):
            raise TypeError(f'{type(value).__name__} cannot be an operand')
        return put(operands, i, array)
    return None


def put_all(frame, operands, values):
    """As `put` for each value; the frame goes back where one is no operand."""
    try:
        return [put(operands, n, value) for n, value in enumerate(values)]
    except BaseException:
        give(frame)
        raise


def _put_scalar(operands, i, scalar):
    word = scalar._word
    at = i * VALUE
    operands.words[at] = 0
    operands.words[at + 1] = word
    value = scalar._value()
    code, bits = word & 255, word >> 8 & 255
    if code in (0, 6):
        operands.numbers[at + 2] = int(value)
    elif code == 1:
        operands.words[at + 2] = value
    elif code == 5:
        if bits == 128:
            operands.doubles[at + 2], operands.doubles[at + 3] = value.real, value.imag
        else:
            operands.floats[2 * at + 4], operands.floats[2 * at + 5] = value.real, value.imag
    elif bits == 64:
        operands.doubles[at + 2] = value
    elif bits == 32:
        operands.floats[2 * at + 4] = value
    else:
        operands.halves[4 * at + 8] = (narrow_brain if code == 4 else narrow16)(value)


def fetch(operands, i, base=None):
    """A result: an array, a scalar, or None where there is none."""
    at = i * VALUE
    bits = operands.numbers[at]
    if bits:
        return wrap(unsigned(bits), base)
    word = operands.numbers[at + 1] & ~SWAPPED
    if word == FLOAT64:     # what it would find below, without a dictionary: that is a call
        return known.double.load(operands.doubles, at + 2)
    if word >> 16 & 65535 == 0:
        return None
    return boxes[word](element(operands, at, word))


def element(operands, at, word):
    """The Python number that the element of type `word` in an operand holds."""
    code, bits = word & 255, word >> 8 & 255
    if code == 2 and bits == 64:
        return operands.doubles[at + 2]
    if code in (0, 1, 6):
        if bits == 64:
            return (operands.words if code == 1 else operands.numbers)[at + 2]
        value = operands.numbers[at + 2] & (1 << bits) - 1
        return value - (1 << bits) if code == 0 and value & _SIGNS[bits] else value
    if code == 5:
        if bits == 128:
            return complex(operands.doubles[at + 2], operands.doubles[at + 3])
        return complex(operands.floats[2 * at + 4], operands.floats[2 * at + 5])
    if bits == 32:
        return operands.floats[2 * at + 4]
    return (widen_brain if code == 4 else widen16)(operands.halves[4 * at + 8])


def _handle_or_none(a):
    return NO_HANDLE if a is None else handle_of(a)


def _word_pointer(word):
    """A pointer to a dtype, or NULL; and its memory."""
    if word is None:
        return adapter.NULL, None
    memory = adapter.allocate(8, True)
    adapter.pointer('u64', memory)[0] = word
    return adapter.reference('DType', memory), memory


# ---- indexing

_KIND_INTEGER, _KIND_SLICE, _KIND_NEWAXIS, _KIND_ELLIPSIS, _KIND_ARRAY = range(5)
_INDEX = adapter.size_of('Index')


def _items(items):
    """The items as the ABI's structs: a pointer, and what it needs alive."""
    memory = adapter.allocate(_INDEX * max(len(items), 1), True)
    words, numbers = adapter.pointer('u32', memory), adapter.pointer('i64', memory)
    handles = adapter.pointer('u64', memory)
    kept = [memory]
    for n, item in enumerate(items):
        at = n * (_INDEX // 8)
        if type(item) is int:
            numbers[at + 1] = item
        elif item is None:
            words[2 * at] = _KIND_NEWAXIS
        elif item is Ellipsis:
            words[2 * at] = _KIND_ELLIPSIS
        elif type(item) is slice:
            words[2 * at] = _KIND_SLICE
            words[2 * at + 1] = (item.start is not None) | (item.stop is not None) << 1
            numbers[at + 1] = item.start or 0
            numbers[at + 2] = item.stop or 0
            numbers[at + 3] = 1 if item.step is None else item.step
        else:
            words[2 * at] = _KIND_ARRAY
            handle_of(item)
            handles[at + 4] = item._handle.bits
            kept.append(item)
    return adapter.reference('Index', memory), kept


def get(a, items):
    """`a[items]`: a view for basic items, a copy where an index array stands among them, a scalar for integers alone."""
    basic = _layout.basic(a._shape, a._strides, items)
    if basic is not None:
        offset, shape, strides, single = basic
        if not single:
            return view(a, ndarray, a._word, offset, shape, strides)
        if a._x.native:
            access = a._x
            return access.load(adapter.cast(access.pointer, address(a) + offset), 0)
        a = view(a, ndarray, a._word, offset, (), ())
        return item(a, 0)
    pointer, kept = _items(items)
    frame = take()
    handle = adapter.handle(lend(frame.inputs, a))
    if table.array_get(frame.context, handle, pointer, len(items), frame.outputs.pointer):
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    give(frame)
    return result


def set(a, items, value):
    """`a[items] = value`."""
    if a._readonly:
        raise ValueError('assignment destination is read-only')
    pointer, kept = _items(items)
    handle = handle_of(a)
    frame = take()
    kept.append(put(frame.inputs, 0, value))
    if table.array_set(frame.context, handle, pointer, len(items), frame.inputs.pointer):
        raise failure(frame)
    report(frame, 'cast')


def item(a, index):
    """The element at an index of the flattened array."""
    if a._c:
        n = a._size
        if -n <= index < n:
            access = a._x
            itemsize = _layout.width_of(a._word)
            return access.load(a._p, (index if index >= 0 else index + n) * (itemsize // access.unit))
    handle = handle_of(a)
    frame = take()
    if table.array_item(frame.context, handle, index, frame.outputs.pointer):
        raise failure(frame)
    result = fetch(frame.outputs, 0)
    give(frame)
    return result


def nonzero(a):
    """The indices of the nonzero elements: int64, of shape (ndim, count)."""
    handle = handle_of(a)
    frame = take()
    if table.array_nonzero(frame.context, handle, frame.handle):
        raise failure(frame)
    return finish(frame)


# ---- views and copies

def as_strided(a, word, shape, strides, offset, readonly):
    """A view with another type, shape and strides; it must lie inside the memory."""
    handle = handle_of(a)
    frame = take()
    for axis in range(len(shape)):
        frame.dims[axis] = shape[axis]
        frame.dims[axis + 64] = strides[axis]
    if table.array_as_strided(frame.context, handle, adapter.word(word), len(shape), frame.dims_words, frame.steps_words,
                              offset, 1 if readonly or a._readonly else 0, frame.handle):
        raise failure(frame)
    return finish(frame, root(a))


def reshape(a, shape, order, copy):
    """The elements in another shape; one length may be -1."""
    if order == ORDER_C and copy == 1 and a._c and a._strides:
        size = -1 if -1 in shape else _layout.size_of(shape)
        if size == a._size and (not shape or min(shape) >= 0):
            return view(a, ndarray, a._word, 0, tuple(shape), _layout.row_major(shape, _layout.width_of(a._word)))
    handle = handle_of(a)
    frame = take()
    if len(shape) > 64:
        give(frame)
        raise ValueError(f'maximum supported dimension for an ndarray is currently 64, found {len(shape)}')
    for axis in range(len(shape)):
        frame.dims[axis] = shape[axis]
    if table.array_reshape(frame.context, handle, len(shape), frame.dims_words, order, copy, frame.handle):
        raise failure(frame)
    bits = frame.bits()
    give(frame)
    return wrap(bits, root(a) if _first_address(bits) == address(a) else None)


def _first_address(bits):
    """Where an array of the runtime begins: elsewhere than the array that it was reshaped from, if that took a copy."""
    frame = take()
    if table.array_view(frame.context, adapter.handle(bits), frame.view):
        raise failure(frame)
    result = adapter.address_in(adapter.struct('View', frame.handle_words[0]).data)
    give(frame)
    return result


def transpose(a, axes):
    """The view with permuted axes; None reverses them."""
    if axes is None:
        return turned(a)
    frame = take()
    handle = handle_of(a)
    for k, axis in enumerate(axes):
        frame.dims[k] = axis
    if table.array_transpose(frame.context, handle, frame.dims_words, len(axes), frame.handle):
        raise failure(frame)
    return finish(frame, root(a))


def broadcast_to(a, shape):
    """A read-only view of a larger shape."""
    handle = handle_of(a)
    frame = take()
    for axis in range(min(len(shape), 64)):
        frame.dims[axis] = shape[axis]
    if table.array_broadcast_to(frame.context, handle, len(shape), frame.dims_words, frame.handle):
        raise failure(frame)
    return finish(frame, root(a))


def astype(a, word, order, casting, copy):
    """A copy with another type; the array itself where nothing would change and the copy is not asked for."""
    if copy != 2 and word == a._word:
        bits = flags(a)
        if order == ORDER_K or order == 3 or (order == ORDER_C and bits & C_CONTIGUOUS) or (order == 2 and bits & F_CONTIGUOUS):
            return a
    if (order == ORDER_C or order == ORDER_K and a._c) and (copy == COPY_ALWAYS or copy == COPY_IF_NEEDED and word != a._word) \
            and (word == a._word or casting == CASTING_UNSAFE or can_cast(a._word, word, casting)):
        made = converted(a, word)
        if made is not None:
            return made
    handle = handle_of(a)
    frame = take()
    if table.array_astype(frame.context, handle, adapter.word(word), order, casting, copy, frame.handle):
        raise failure(frame)
    bits, fpe = frame.bits(), frame.state.fpe
    give(frame)
    result = wrap(bits)
    if fpe:
        hooks.fpe(fpe, 'cast')
    return result


def assign(dst, value, casting, where):
    """NumPy's `copyto`."""
    if dst._readonly:
        raise ValueError('assignment destination is read-only')
    if where is None and fill(dst, value):
        return
    handle, mask = handle_of(dst), _handle_or_none(where)
    frame = take()
    kept = put(frame.inputs, 0, value)
    if table.array_assign(frame.context, handle, frame.inputs.pointer, casting, mask):
        raise failure(frame)
    report(frame, 'cast')


def arange(word, start, step, n):
    """`start + i * step` for `i` below `n`."""
    if word == INT64 and n <= LOOPED and type(start) is int and type(step) is int and -_HALF <= start <= _HALF and -_HALF <= step <= _HALF:
        made = result(word, (n,), n)
        _count(made._p, start, step, n)
        return made
    frame = take()
    kept = put(frame.inputs, 0, start), put(frame.inputs, 1, step)
    second = adapter.reference('Value', adapter.address_of(frame.inputs.memory) + 32)
    if table.array_arange(frame.context, adapter.word(word), frame.inputs.pointer, second, n, frame.handle):
        raise failure(frame)
    return finish(frame)


def _count(p, start, step, n):
    i = 0
    while i < n:
        p[i] = start
        start += step
        i += 1


def concatenate(arrays, axis, word):
    """The arrays joined along an axis."""
    arrays = list(arrays)
    if len(arrays) > 1 and axis == 0 and (word is None or word == arrays[0]._word):
        made = joined(arrays)
        if made is not None:
            return made
    memory = adapter.allocate(8 * len(arrays) + 8, True)
    words = adapter.pointer('u64', memory)
    frame = take()
    for n, a in enumerate(arrays):
        words[n] = lend(frame.inputs, a)
    dtype, kept = _word_pointer(word)
    if table.array_concatenate(frame.context, adapter.reference('Handle', memory), len(arrays), axis, dtype, frame.handle):
        raise failure(frame)
    return finish(frame)


def overlaps(a, b, exact):
    """Whether the arrays' memory overlaps: their extents, or with `exact` an element."""
    x1, x2 = handle_of(a), handle_of(b)
    frame = take()
    if table.array_overlaps(frame.context, x1, x2, 1 if exact else 0, adapter.pointer_field('u32', frame.outputs.memory)):
        raise failure(frame)
    result = frame.outputs.words[0] & 0xffffffff != 0
    give(frame)
    return result


# ---- types

def promote(values):
    """The word of the common type (NEP 50)."""
    values = list(values)
    frame = take()
    operands = frame.inputs if len(values) <= MAX_OPERANDS else Operands(len(values))
    kept = put_all(frame, operands, values)
    if table.dtype_promote(frame.context, operands.pointer, len(values), adapter.reference('DType', frame.outputs.memory)):
        raise failure(frame)
    word = frame.outputs.words[0]
    give(frame)
    return word


def can_cast(from_word, to_word, casting):
    """Whether the rule allows the cast."""
    frame = take()
    if table.dtype_can_cast(frame.context, adapter.word(from_word), adapter.word(to_word), casting,
                            adapter.pointer_field('u32', frame.outputs.memory)):
        raise failure(frame)
    result = frame.outputs.words[0] & 0xffffffff != 0
    give(frame)
    return result


# ---- the machine

def handle_count():
    """How many handles of the runtime are open."""
    frame = take()
    count = table.handle_count(frame.context)
    give(frame)
    return count


def level_name():
    """The level of the CPU that the kernels use."""
    frame = take()
    name = adapter.text(table.level_name(frame.context))
    give(frame)
    return name


def thread_count():
    """How many threads a large operation may use."""
    frame = take()
    count = table.thread_count(frame.context)
    give(frame)
    return count


def set_thread_count(n):
    """Sets it; 0 restores the default."""
    frame = take()
    if table.thread_count_set(frame.context, n):
        raise failure(frame)
    give(frame)
