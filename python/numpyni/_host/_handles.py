"""The runtime's handles of arrays: made where a call needs one, and closed with the call or with the array."""

from _thread import RLock

from .._words import MAXDIMS
from ._array import address, root
from ._calls import ForeignHandle, Handle, failure, give, table, take
from ._library import adapter, api

_making = RLock()


def handle_of(a):
    """The runtime's handle of an array, as a call takes it."""
    handle = a._handle
    if not handle:
        with _making:       # a second one would close the first, which another thread may just be passing
            handle = a._handle
            if not handle:
                handle = a._handle = _make_handle(a)
    return handle.value


def lend(operands, a):
    """The bits of a handle of an array, for one call whose result shares no memory with it.

    Most arrays are temporary, and PyPy frees an object with a finalizer late and stops loops for it. So the first call gets
    a handle that is closed when the call's frame goes back, if the memory is Python's; the second one makes it last.
    """
    handle = a._handle
    if handle:
        return handle.bits
    if handle is None and operands.lent is not None and type(root(a)._memory) is not Handle:
        frame = take()
        bits = _open(frame, a, _no_release, adapter.NULL)
        give(frame)
        with _making:
            if a._handle is None:
                a._handle = False
        operands.lent.append((bits, a))
        return bits
    handle_of(a)
    return a._handle.bits


def _make_handle(a):
    memory = root(a)._memory
    frame = take()
    if type(memory) is not Handle:
        token_memory = adapter.allocate(adapter.size_of('Context'), True)
        token = adapter.struct('Context', token_memory)
        token.error = 1
        handle = ForeignHandle(_open(frame, a, _release, adapter.void(token_memory)), token, (memory, token_memory))
    else:
        shape, strides = a._shape, a._strides
        for axis in range(len(shape)):
            frame.dims[axis] = shape[axis]
            frame.dims[axis + MAXDIMS] = strides[axis]
        if table.array_as_strided(
                frame.context, memory.value, adapter.word(a._word), len(shape), frame.dims_words, frame.steps_words,
                address(a) - memory.address, 1 if a._readonly else 0, frame.handle):
            raise failure(frame)
        handle = Handle(frame.bits())
    handle.address = address(a)
    give(frame)
    return handle


def _open(frame, a, release, owner):
    """The bits of a new handle over memory that a Python object keeps."""
    shape, strides, word = a._shape, a._strides, a._word
    for axis in range(len(shape)):
        frame.dims[axis] = shape[axis]
        frame.dims[axis + MAXDIMS] = strides[axis]
    view = adapter.struct('View', frame.outputs.memory)
    view.struct_size = adapter.size_of('View')
    view.flags = 1 if a._readonly else 0
    view.data = adapter.void(address(a))
    view.dtype.code, view.dtype.bits, view.dtype.lanes, view.dtype.ext = word & 255, word >> 8 & 255, word >> 16 & 65535, word >> 32
    view.ndim, view.device_type = len(shape), 1
    view.shape, view.strides = frame.dims_words, frame.steps_words
    if table.array_from_memory(frame.context, adapter.reference('View', frame.outputs.memory), release, owner, frame.handle):
        raise failure(frame)
    return frame.bits()


_release = adapter.as_release(api.error_clear)
_no_release = adapter.as_release(adapter.NULL)
