"""Memory for the larger results of PyPy, used again as soon as the youngest objects have been collected.

PyPy counts memory that cffi allocates and collects all objects when it thinks that there is much of it, and memory that was given
back comes as new pages: both cost far more than what is computed there. So a block goes to the next array once the object that stood for it
has died, which a weak reference tells. As the collector does not see how much such objects hold, objects as large as a part of it
are made beside them, and a collection of the youngest comes in time. They are lists with room for integers, to which nobody writes: so
they cost nothing and leave the caches to the blocks.
"""

import sys
import weakref

from ._library import adapter

try:
    from __pypy__ import newlist_hint
except ImportError:
    newlist_hint = None

LEAST, MOST = 4096, 1 << 20         # bytes of a block: smaller ones are cheap, larger ones are the runtime's
_UNIT = 4096
_SEEN, _BALLAST = 1 << 17, 1 << 16    # bytes of blocks for each object that the collector sees, and that object's
HERE = sys.implementation.name == 'pypy'


class Block:
    """Stands for memory while arrays use it."""

    __slots__ = ('memory', '__weakref__')


class _Slot:
    """Memory of the pool, and a reference to the block that stood for it last."""

    __slots__ = ('memory', 'units', 'reference')


class _Pool:
    free = {}           # units -> slots whose memory nobody uses
    used = []
    unseen = 0
    ballast = None
    witness = None      # a reference that dies with the youngest objects


def _reclaim(pool=_Pool):
    """Takes back the slots whose blocks have died; memory that has been used through a collection is left to Python."""
    used, pool.used = pool.used, []
    for slot in used:
        if slot.reference() is None:
            pool.free.setdefault(slot.units, []).append(slot)


def _new_slot(units, pool=_Pool):
    """A slot that has been freed, or else a new one."""
    if pool.witness is None or pool.witness() is None:
        pool.witness = weakref.ref(Block())
        _reclaim()
        if pool.free.get(units):
            return pool.free[units].pop()
    slot = _Slot()
    slot.units, slot.memory = units, adapter.allocate(units * _UNIT, False)
    return slot


def take(nbytes, pool=_Pool):
    """A block of memory, uninitialised."""
    units = (nbytes + _UNIT - 1) // _UNIT
    pool.unseen += nbytes
    if pool.unseen > _SEEN:
        _weigh(pool)
    try:
        slot = pool.free[units].pop()
    except (KeyError, IndexError):
        slot = _new_slot(units)
    block = Block()
    block.memory = slot.memory
    slot.reference = weakref.ref(block)
    pool.used.append(slot)
    return block


def _weigh(pool):
    """Makes objects that the collector sees, for the blocks that it does not."""
    made = []
    while pool.unseen > _SEEN:
        pool.unseen -= _SEEN
        room = newlist_hint(_BALLAST >> 3)
        room.append(0)      # takes the room
        made.append(room)
    pool.ballast = made
    pool.ballast = None
