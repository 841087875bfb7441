"""Random numbers: distributions of the runtime, drawn into arrays."""

from ._array import handle_of
from ._calls import failure, give, take, table
from ._library import adapter
from ._operations import put_all


def random_find(name):
    """The number of a distribution."""
    frame = take()
    memory = adapter.allocate(len(name) + 1, True)
    letters = adapter.pointer('u8', memory)
    for n, byte in enumerate(name.encode()):
        letters[n] = byte
    if table.random_find(frame.context, adapter.characters(memory), adapter.pointer_field('u32', frame.outputs.memory)):
        raise failure(frame)
    number = adapter.pointer('u32', frame.outputs.memory)[0]
    give(frame)
    return number


def random_fill(distribution, state, parameters, out):
    """Fills `out` with draws; `state` is the generator's words, `parameters` a tuple of operands of the distribution's types."""
    if out._readonly:
        raise ValueError('output array is read-only')
    generator, target = handle_of(state), handle_of(out)
    frame = take()
    kept = put_all(frame, frame.inputs, parameters)
    if table.random_fill(frame.context, distribution, generator, frame.inputs.pointer, len(parameters), target):
        raise failure(frame)
    give(frame)
