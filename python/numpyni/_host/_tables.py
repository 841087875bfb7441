"""Element access by addresses, and through tables of offsets for arrays of two and three dimensions.

Strides count bytes here: a product with one is an offset, without the shift that a typed pointer's index takes.

In two and three dimensions an element stands at an address that the outer axes give, plus `offsets[j]` of the last one. Checks and products on the outer axes
leave PyPy's inner loop. A look-up in a list of machine integers is one unsigned comparison and one load in its machine code, where
a range check from both sides and a shift took twice as many instructions; a negative index needs no case of its own there. A
table is shared by all arrays whose last axis is alike, and an array gets it at the first access.
"""

import sys

from ._library import adapter

# Reads at an address, where a JIT makes that a load; to an interpreter it is one call more.
CELL = getattr(adapter, 'cell', None) if sys.implementation.name == 'pypy' else None
LONGEST = 1 << 16   # entries of a table
KEPT = 64           # shared tables
NONE = []           # in place of the table until the first access
_offsets = {}       # (length, stride) -> table


def offsets(length, stride):
    """The offset of each index on an axis, in bytes."""
    found = _offsets.get((length, stride))
    if found is None:
        if len(_offsets) >= KEPT:
            _offsets.clear()
        found = _offsets[length, stride] = [i * stride for i in range(length)]
    return found


def fits(shape):
    """Whether arrays of this shape can have a table."""
    return CELL is not None and (len(shape) == 2 or len(shape) == 3) and shape[-1] <= LONGEST


def build(a):
    """Gives an array its table; False where it has it."""
    if a._t is not NONE:
        return False
    a._t = offsets(a._shape[-1], a._strides[-1])
    return True


def rank1(base, limit, add, mul, kind, load, unbox, store):
    """The access class of one dimension, which has no table."""
    cell, cell_type = CELL, adapter.cell_type(kind)

    class Rank1(base):
        rank = 1
        in_bytes = True

        @staticmethod
        def get(a, key):
            if type(key) is int and 0 <= key < a._n0 < limit:
                return load(cell(cell_type, add(mul(key, a._s0), a._address)), 0)
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is int and 0 <= key < a._n0 < limit:
                raw = unbox(value)
                if raw is not None:
                    store(cell(cell_type, add(mul(key, a._s0), a._address)), 0, raw)
                    return
            a._set_other(key, value)
    return Rank1


def rank2(base, limit, add, mul, kind, load, unbox, store):
    """The access class of two dimensions."""
    cell, cell_type = CELL, adapter.cell_type(kind)

    class Table2(base):
        rank = 2
        in_bytes = tabled = True

        @staticmethod
        def get(a, key):
            if type(key) is tuple:
                try:
                    i, j = key
                    if type(i) is int and type(j) is int and 0 <= i < a._n0 < limit:
                        return load(cell(cell_type, add(add(mul(i, a._s0), a._address), a._t[j])), 0)
                except (IndexError, ValueError):
                    pass
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple:
                try:
                    i, j = key
                    if type(i) is int and type(j) is int and 0 <= i < a._n0 < limit:
                        place = cell(cell_type, add(add(mul(i, a._s0), a._address), a._t[j]))
                        raw = unbox(value)
                        if raw is not None:
                            store(place, 0, raw)
                            return
                except (IndexError, ValueError):
                    pass
            a._set_other(key, value)
    return Table2


def rank3(base, limit, add, mul, kind, load, unbox, store):
    """The access class of three dimensions."""
    cell, cell_type = CELL, adapter.cell_type(kind)

    class Table3(base):
        rank = 3
        in_bytes = tabled = True

        @staticmethod
        def get(a, key):
            if type(key) is tuple:
                try:
                    i, j, k = key
                    if type(i) is int and type(j) is int and type(k) is int and 0 <= i < a._n0 < limit and 0 <= j < a._n1 < limit:
                        return load(cell(cell_type, add(add(add(mul(i, a._s0), mul(j, a._s1)), a._address), a._t[k])), 0)
                except (IndexError, ValueError):
                    pass
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple:
                try:
                    i, j, k = key
                    if type(i) is int and type(j) is int and type(k) is int and 0 <= i < a._n0 < limit and 0 <= j < a._n1 < limit:
                        place = cell(cell_type, add(add(add(mul(i, a._s0), mul(j, a._s1)), a._address), a._t[k]))
                        raw = unbox(value)
                        if raw is not None:
                            store(place, 0, raw)
                            return
                except (IndexError, ValueError):
                    pass
            a._set_other(key, value)
    return Table3
