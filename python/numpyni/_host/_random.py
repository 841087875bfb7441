"""Random numbers: distributions of the runtime, drawn into arrays."""

from ._calls import failure, give, number_named, table, take
from ._handles import handle_of
from ._operations import put_all


def random_find(name):
    """The number of a distribution."""
    return number_named(table.random_find, name)


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


def random_draw(stream, parameters, out=None):
    """Draws into `out` and returns it, or returns one draw; a stream is (distribution, state, lock.acquire, lock.release, an array of one element)."""
    distribution, state, acquire, release, cell = stream
    acquire()
    try:
        random_fill(distribution, state, parameters, cell if out is None else out)
        return cell.item() if out is None else out
    finally:
        release()
