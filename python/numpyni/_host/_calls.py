"""Calls into the runtime: the library, contexts, handles, errors, and operands on their way in and out.

Every call takes a frame (a context and room for its operands) from a pool and puts it back. A signal handler, a finalizer
or another thread that calls meanwhile finds another frame there, so no call disturbs a second one.
"""

import collections
import weakref

from . import _library
from .._words import EXT_BIG, EXT_WEAK, FLOAT64, BOOL, COMPLEX128, INT64, UINT64
from ._library import adapter, api

MAX_OPERANDS = 32
_WEAK = EXT_WEAK << 32
_BIG = EXT_BIG << 32
WEAK_BOOL, WEAK_INT, WEAK_UINT = BOOL | _WEAK, INT64 | _WEAK, UINT64 | _WEAK
WEAK_BIG, WEAK_FLOAT, WEAK_COMPLEX = FLOAT64 | _WEAK | _BIG, FLOAT64 | _WEAK, COMPLEX128 | _WEAK
VALUE = 4           # a NumPyNI_Value is four 64-bit words: array, dtype, element (two)


class table:
    """The functions of the runtime, as attributes."""


for _name, _function in adapter.functions(api, _library.library).items():
    setattr(table, _name, staticmethod(_function))


class Operands:
    """Room for `count` values: the same memory as 64-bit words, signed ones, doubles, floats and 16-bit words.

    What PyPy reads as an unsigned word is a long integer of Python's, so handles and dtypes are read as signed ones.
    """

    __slots__ = ('memory', 'pointer', 'words', 'numbers', 'doubles', 'floats', 'halves', 'lent')

    def __init__(self, count, lent=None):
        self.lent = lent    # in a frame: (bits of a handle, its array) to be closed after the call
        self.memory = adapter.allocate(count * VALUE * 8, True)
        self.pointer = adapter.reference('Value', self.memory)
        self.words = adapter.pointer('u64', self.memory)
        self.numbers = adapter.pointer('i64', self.memory)
        self.doubles = adapter.pointer('f64', self.memory)
        self.floats = adapter.pointer('f32', self.memory)
        self.halves = adapter.pointer('u16', self.memory)


def unsigned(bits):
    """A signed word as an unsigned one."""
    return bits if bits >= 0 else bits + (1 << 64)


class Frame:
    """A context, and room for the operands of one call."""

    __slots__ = ('memory', 'context', 'state', 'inputs', 'outputs', 'handle_memory', 'handle', 'handle_words', 'dims_memory',
                 'dims', 'dims_words', 'steps', 'steps_words', 'args_memory', 'args', 'args_words', 'element', 'view')

    def __init__(self):
        self.memory = adapter.allocate(adapter.size_of('Context'), True)
        self.state = adapter.struct('Context', self.memory)
        self.context = adapter.reference('Context', self.memory)
        self.state.api = adapter.reference('Api', _library.api_address)
        self.inputs = Operands(MAX_OPERANDS, [])
        self.outputs = Operands(MAX_OPERANDS)
        self.handle_memory = adapter.allocate(MAX_OPERANDS * 8, True)
        self.handle = adapter.reference('Handle', self.handle_memory)
        self.handle_words = adapter.pointer('i64', self.handle_memory)
        self.view = adapter.view_pointer(self.handle_memory)
        self.dims_memory = adapter.allocate(130 * 8, True)
        self.dims = adapter.pointer('i64', self.dims_memory)
        self.dims_words = adapter.pointer_field('i64', self.dims_memory)
        middle = adapter.address_of(self.dims_memory) + 64 * 8      # where the strides begin
        self.steps, self.steps_words = adapter.pointer('i64', middle), adapter.pointer_field('i64', middle)
        self.args_memory = adapter.allocate(MAX_OPERANDS * 8, True)
        self.args = adapter.pointer('i64', self.args_memory)
        self.args_words = adapter.pointers(self.args_memory)
        self.element = adapter.address_of(self.inputs.memory) + 16     # where the first operand's element stands

    def bits(self):
        """The handle that a call has made."""
        return unsigned(self.handle_words[0])


_pool = []


def take():
    """A frame of this call's own."""
    try:
        return _pool.pop()
    except IndexError:
        return Frame()


def give(frame, back=_pool.append, close=table.array_close):
    """Puts a frame back, and closes what was lent to its call."""
    lent = frame.inputs.lent
    while lent:
        close(frame.context, adapter.handle(lent[-1][0]))
        lent.pop()
    back(frame)


# ---- what the shared layer hands over


class hooks:
    """Functions and classes of the shared layer; what stands here serves until it has loaded."""

    fpe = staticmethod(lambda bits, name: None)
    axis_error = IndexError
    ufunc_type_error = TypeError
    convert = staticmethod(lambda obj: None)


def set_hooks(**functions):
    """Takes the shared layer's functions and exception classes."""
    for name, function in functions.items():
        setattr(hooks, name, function if isinstance(function, type) else staticmethod(function))


_EXCEPTIONS = {1: ValueError, 2: TypeError, 3: IndexError, 4: OverflowError, 5: MemoryError, 6: RuntimeError, 7: BufferError,
               8: NotImplementedError, 12: SystemError}


def failure(frame):
    """The exception for the frame's pending error, which is cleared; the frame goes back."""
    kind = frame.state.error
    start = table.error_message(frame.context, adapter.size_pointer(frame.outputs.memory))
    message = adapter.text(start, frame.outputs.words[0]) if start else ''
    table.error_clear(frame.context)
    give(frame)
    if kind == 9:
        return hooks.axis_error(message)
    if kind == 10:
        return hooks.ufunc_type_error(message)
    return _EXCEPTIONS.get(kind, SystemError)(message)


# Memory that the runtime still shares after its handle was closed: (token, owner). The runtime releases foreign memory by a
# C function. A callback into Python would make PyPy count bytecodes for its GIL in every loop, so the function is the
# table's own `error_clear`, and what it gets a context that holds an error: memory is free when that error is gone.
_kept = collections.deque()


def characters(text):
    """Memory with a text and a NUL."""
    encoded = text.encode()
    if b'\0' in encoded:
        raise ValueError('embedded null byte')
    memory = adapter.allocate(len(encoded) + 1, True)
    letters = adapter.pointer('u8', memory)
    for n, byte in enumerate(encoded):
        letters[n] = byte
    return memory


def number_named(find, name):
    """The number that the runtime has for a name; `find` is the function of the table that knows it."""
    frame = take()
    memory = characters(name)
    if find(frame.context, adapter.characters(memory), adapter.pointer_field('u32', frame.outputs.memory)):
        raise failure(frame)
    number = frame.outputs.words[0] & 0xffffffff
    give(frame)
    return number


def _sweep(kept=_kept):
    """Lets go of what is free. Finalizers and other threads may come in between, so entries move one by one."""
    for _ in range(len(kept)):
        try:
            entry = kept.popleft()
        except IndexError:
            return
        if entry[0].error:
            kept.append(entry)


class Handle:
    """An array of the runtime, closed when this object dies."""

    __slots__ = ('bits', 'value', 'address', 'view', 'form', 'start', 'end') + (() if adapter.FINALIZERS else ('__weakref__',))

    def __init__(self, bits):
        if _kept:
            _sweep()
        self.bits = bits
        self.form = 0       # until `_extensions` needs the view: its flags and rank
        self.value = adapter.handle(bits)
        if not adapter.FINALIZERS:
            _guard(self)

    def __del__(self, take=take, give=give, close=table.array_close, kept=_kept, sweep=_sweep):
        frame = take()
        close(frame.context, self.value)
        give(frame)
        if kept:
            sweep()


class ForeignHandle(Handle):
    """A handle over memory that a Python object keeps; while it is open, so is the memory."""

    __slots__ = ('token', 'owner')

    def __init__(self, bits, token, owner):
        self.token, self.owner = token, owner
        Handle.__init__(self, bits)

    def __del__(self, close=Handle.__del__, kept=_kept):
        close(self)
        if self.token.error:
            kept.append((self.token, self.owner))


class _Guard(weakref.ref):
    """What runs a handle's `__del__` where the interpreter never does: it outlives the handle and holds what `__del__` reads."""

    __slots__ = ('value', 'token', 'owner', 'finalizer')


_guards = {}


def _guard(handle):
    guard = _Guard(handle, _finalize)
    guard.value, guard.finalizer = handle.value, type(handle).__del__
    if type(handle) is ForeignHandle:
        guard.token, guard.owner = handle.token, handle.owner
    _guards[id(guard)] = guard


def _finalize(guard):
    del _guards[id(guard)]
    guard.finalizer(guard)


NO_HANDLE = adapter.handle(0)

# ---- operands in


def put_python(operands, i, value):
    """A Python number as operand `i`: a weak one."""
    words = operands.words
    at = i * VALUE
    words[at] = 0
    kind = type(value)
    if kind is float:
        words[at + 1] = WEAK_FLOAT
        operands.doubles[at + 2] = value
    elif kind is int:
        if -0x8000000000000000 <= value <= 0x7fffffffffffffff:
            words[at + 1] = WEAK_INT
            operands.numbers[at + 2] = value
        elif 0 < value <= 0xffffffffffffffff:
            words[at + 1] = WEAK_UINT
            words[at + 2] = value
        else:
            words[at + 1] = WEAK_BIG
            operands.doubles[at + 2] = _nearest(value)
    elif kind is bool:
        words[at + 1] = WEAK_BOOL
        words[at + 2] = 1 if value else 0
    elif kind is complex:
        words[at + 1] = WEAK_COMPLEX
        operands.doubles[at + 2] = value.real
        operands.doubles[at + 3] = value.imag
    else:
        return False
    return True


def _nearest(value):
    try:
        return float(value)
    except OverflowError:
        return float('inf') if value > 0 else float('-inf')


def take_weak(operands, i):
    """The Python number in operand `i`."""
    at = i * VALUE
    word = operands.words[at + 1] & ~_WEAK
    bits = operands.words[at + 2]
    if word == FLOAT64:
        return operands.doubles[at + 2]
    if word == BOOL:
        return bool(bits & 255)
    if word == COMPLEX128:
        return complex(operands.doubles[at + 2], operands.doubles[at + 3])
    return bits if word == UINT64 or bits < 0x8000000000000000 else bits - 0x10000000000000000


def report(frame, name):
    """Reports the floating-point exceptions of the frame's call, whose results have been read and which is given back."""
    bits = frame.state.fpe
    give(frame)
    if bits:
        hooks.fpe(bits, name)
