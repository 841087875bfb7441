"""Memory of small arrays on PyPy: cells of one piece that cffi allocates, because an allocation takes longer than most of what is computed there.

A cell is handed out once, so that it holds zeroes, and comes from a list's end, so that no two threads get the same. What has one
keeps the piece.
"""

from ._library import adapter

MOST = 256          # bytes of a cell
_UNIT = 32
_pieces = [(None, [])] * (MOST // _UNIT + 1)    # for each size: a piece, and the addresses of the cells that are left


def take(nbytes):
    """A piece, and the address of a cell in it."""
    memory, cells = _pieces[nbytes + _UNIT - 1 >> 5]
    if not cells:
        memory, cells = _new_piece(nbytes + _UNIT - 1 >> 5)
    try:
        return memory, cells.pop()
    except IndexError:      # another thread had the last one
        return take(nbytes)


def _new_piece(units):
    size = (units or 1) * _UNIT
    memory = adapter.allocate(size * 16, True)
    a = adapter.address_of(memory)
    b, c, d = a + 4 * size, a + 8 * size, a + 12 * size     # written out: a JIT would leave the caller's loop for one of its own
    made = _pieces[units] = memory, [
        a, a + size, a + 2 * size, a + 3 * size, b, b + size, b + 2 * size, b + 3 * size,
        c, c + size, c + 2 * size, c + 3 * size, d, d + size, d + 2 * size, d + 3 * size]
    return made
