"""Memory of small arrays on PyPy: cells of a block of the pool, because an allocation takes longer than most of what is computed there.

A cell is handed out once for a block, which is cleared first, so that it holds zeroes. It comes from a list's end, so that no two threads get
the same. What has a cell keeps the block, which goes back to the pool with the last of them: were it allocated, PyPy would collect all objects
whenever it thinks that there is much of such memory.
"""

from . import _pool
from ._library import adapter

MOST = 256          # bytes of a cell
_UNIT = 32
_BLOCK = _pool.LEAST
_zeroes = adapter.allocate(_BLOCK, True)
_blocks = [(None, [])] * (MOST // _UNIT + 1)    # for each size: a block, and the addresses of the cells that are left


def take(nbytes):
    """A block, and the address of a cell in it."""
    block, cells = _blocks[nbytes + _UNIT - 1 >> 5]
    if not cells:
        block, cells = _new_block(nbytes + _UNIT - 1 >> 5)
    try:
        return block, cells.pop()
    except IndexError:      # another thread had the last one
        return take(nbytes)


def _new_block(units):
    size = (units or 1) * _UNIT
    block = _pool.take(_BLOCK)
    start = adapter.address_of(block.memory)
    adapter.move(start, adapter.address_of(_zeroes), _BLOCK)
    made = _blocks[units] = block, list(range(start, start + _BLOCK - size + 1, size))
    return made
