"""Element access through tables of offsets, for arrays of two and three dimensions.

An element stands at `rows[i] + columns[j]`. Each look-up in a list of machine integers is one unsigned comparison and one
load in PyPy's machine code, where a range check from both sides, a product and a shift took twice as many instructions; a
negative index needs no case of its own. The first table holds addresses and is the array's, so it is made at the first
access, for arrays that are not parts of others: making them took longer. The others hold offsets and are shared.
"""

from ._library import adapter

CELL = getattr(adapter, 'cell', None)     # reads at an address, where the adapter can
LONGEST = 1 << 16   # entries of a table
KEPT = 64           # shared tables
NONE = []           # in place of the tables until the first access
_offsets = {}       # (length, stride) -> table


def offsets(length, stride):
    """The offset of each index on one axis, in bytes."""
    found = _offsets.get((length, stride))
    if found is None:
        if len(_offsets) >= KEPT:
            _offsets.clear()
        found = _offsets[length, stride] = [i * stride for i in range(length)]
    return found


def fits(shape):
    """Whether arrays of this shape can have tables."""
    if len(shape) == 2:
        return CELL is not None and shape[0] <= LONGEST and shape[1] <= LONGEST
    return CELL is not None and len(shape) == 3 and shape[0] <= LONGEST and shape[1] <= LONGEST and shape[2] <= LONGEST


def build(a, address, add):
    """Makes the tables of an array; False where it has them."""
    if a._t0 is not NONE:
        return False
    lengths, strides = a._shape, a._strides
    a._t1 = offsets(lengths[1], strides[1])
    if len(lengths) == 3:
        a._t2 = offsets(lengths[2], strides[2])
    a._t0 = [add(address, offset) for offset in offsets(lengths[0], strides[0])]
    return True


def rank2(base, add, kind, load, unbox, store):
    """The access class of two dimensions."""
    cell, cell_type = CELL, adapter.cell_type(kind)

    class Table2(base):
        rank = 2
        tabled = True

        @staticmethod
        def get(a, key):
            if type(key) is tuple:
                try:
                    i, j = key
                    if type(i) is int and type(j) is int:
                        return load(cell(cell_type, add(a._t0[i], a._t1[j])), 0)
                except (IndexError, ValueError):
                    pass
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple:
                try:
                    i, j = key
                    if type(i) is int and type(j) is int:
                        place = cell(cell_type, add(a._t0[i], a._t1[j]))
                        raw = unbox(value)
                        if raw is not None:
                            store(place, 0, raw)
                            return
                except (IndexError, ValueError):
                    pass
            a._set_other(key, value)
    return Table2


def rank3(base, add, kind, load, unbox, store):
    """The access class of three dimensions."""
    cell, cell_type = CELL, adapter.cell_type(kind)

    class Table3(base):
        rank = 3
        tabled = True

        @staticmethod
        def get(a, key):
            if type(key) is tuple:
                try:
                    i, j, k = key
                    if type(i) is int and type(j) is int and type(k) is int:
                        return load(cell(cell_type, add(add(a._t0[i], a._t1[j]), a._t2[k])), 0)
                except (IndexError, ValueError):
                    pass
            return a._get_other(key)

        @staticmethod
        def set(a, key, value):
            if type(key) is tuple:
                try:
                    i, j, k = key
                    if type(i) is int and type(j) is int and type(k) is int:
                        place = cell(cell_type, add(add(a._t0[i], a._t1[j]), a._t2[k]))
                        raw = unbox(value)
                        if raw is not None:
                            store(place, 0, raw)
                            return
                except (IndexError, ValueError):
                    pass
            a._set_other(key, value)
    return Table3
