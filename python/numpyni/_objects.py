"""Arrays of objects.

The memory of an element holds the number of a cell; the cells stand in a list, the store, which is the owner of the memory,
so that every view finds it at the end of its bases. The numbers of a memory are all different and never change: a view
shares the cells, and a copy has cells of its own. Objects belong to Python's lists, on every host.
"""

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._words import COPY_ALWAYS, CASTING_UNSAFE, INT64, ORDER_C, ORDER_F, ORDER_K

raw = host.raw
ndarray = host.ndarray


class Store:
    """The cells of one memory, and the memory itself."""

    __slots__ = ('cells', 'memory', '__weakref__')

    def __init__(self, cells, memory):
        self.cells, self.memory = cells, memory


def store_of(a):
    """The store of an array's memory."""
    base = raw.base(a)
    while not isinstance(base, Store):
        if not isinstance(base, ndarray):
            raise TypeError('the memory of this array holds no objects')
        base = raw.base(base)
    return base


def places(dtype):
    """Where the objects stand in an element: offsets in bytes."""
    if dtype.kind == 'O':
        return [0]
    if not dtype.hasobject:
        return []
    if dtype.subdtype:
        base, count = dtype.base, dtype.itemsize // max(dtype.base.itemsize, 1)
        return [i * base.itemsize + place for i in range(count) for place in places(base)]
    return [offset + place for found, offset, *_ in map(dtype._fields.get, dtype.names) for place in places(found)]


def numbers(a, offset=0):
    """The numbers of the cells `offset` bytes into the elements: a view of the memory."""
    return raw.as_strided(_opaque.plain(a), INT64, a.shape, a.strides, offset, False)


class Objects(_opaque.Family):
    """'O', and what structures with objects in them need."""

    def new(self, dtype, shape, order, zero):
        """A new array, of None or (`zero`) of 0."""
        if not dtype.itemsize:
            return raw.new(dtype.word, shape, order, True)
        memory = raw.new(dtype.word, shape, order, True)
        found = places(dtype)
        count = memory.size
        store = Store([0 if zero else None] * (count * len(found)), memory)
        for k, place in enumerate(found):
            flat = raw.arange(INT64, k * count, 1, count)
            raw.set(numbers(memory, place), (Ellipsis,), raw.reshape(flat, memory.shape, ORDER_C, 1))
        return raw.from_memory(raw.address(memory), dtype.word, memory.shape, memory.strides, False, store)

    def encoded(self, values, dtype):
        result = self.new(dtype, (len(values),), ORDER_C, False)
        store_of(result).cells[:] = values
        return result

    def resize(self, a, shape):
        """Gives an array another size, in place."""
        new = self.new(a.dtype, shape, ORDER_C, True)
        kept = min(a.size, new.size)
        if kept:
            host.set(raw.reshape(new, (new.size,), ORDER_C, 1), (slice(0, kept),), raw.reshape(a, (a.size,), ORDER_C, 1)[:kept])
        store, made = store_of(a), store_of(new)
        store.cells, store.memory = made.cells, (made.memory, store.memory)
        raw.take_memory(a, new)

    def python(self, a):
        if not a.size:
            return []
        cells = store_of(a).cells
        return [cells[i] for i in raw.reshape(numbers(a), (a.size,), ORDER_C, 1).tolist()]

    def scalar(self, a):
        return store_of(a).cells[numbers(a).item()]

    def values_of(self, a):
        return _opaque.flat_python(a)

    def allows(self, source, to, rule):
        return True

    def cast(self, a, to):
        return None

    def truth(self, a):
        return [bool(each) for each in self.python(a)]

    # ---- what moves elements: of 'O' and of structures with objects in them

    def copy(self, a, order):
        """A copy with cells of its own."""
        return self.gathered(raw.astype(a, a.dtype.word, order, CASTING_UNSAFE, COPY_ALWAYS), a)

    def deepen(self, a, memo):
        """Copies the objects of a new array too, deeply."""
        import copy
        if a.size:
            store = store_of(a)
            store.cells[:] = [copy.deepcopy(each, memo) for each in store.cells]

    def gathered(self, moved, source):
        """The elements that the runtime has copied, cell numbers and all, from `source`: with cells of their own."""
        dtype = source.dtype
        found = places(dtype)
        if not found:
            return moved
        cells, values, count = store_of(source).cells if source.size else [], [], moved.size
        for k, place in enumerate(found):
            view = numbers(moved, place)
            values += [cells[i] for i in raw.reshape(view, (count,), ORDER_C, 1).tolist()]
            flat = raw.arange(INT64, k * count, 1, count)
            raw.set(view, (Ellipsis,), raw.reshape(flat, moved.shape, ORDER_C, 1))
        owner = raw.base(moved)         # a transposed copy is a view of what owns its memory
        return raw.from_memory(raw.address(moved), dtype.word, moved.shape, moved.strides, False,
                               Store(values, moved if owner is None else (moved, owner)))

    def put(self, a, items, value):
        """`a[items] = value`, of an array of the same type."""
        dtype = a.dtype
        if dtype.kind == 'O':
            chosen = raw.get(numbers(a), items)
            if not isinstance(chosen, ndarray):
                store_of(a).cells[int(chosen)] = self.scalar(value.reshape(())) if value.size == 1 else _sequence_error()
                return
            values = self.python(_fitted(value, chosen.shape, items))
            if chosen.size:
                cells = store_of(a).cells
                for i, each in zip(raw.reshape(chosen, (chosen.size,), ORDER_C, 1).tolist(), values):
                    cells[i] = each
            return
        for target, source in _opaque.families['V'].parts(a, value, items):
            host.set(*target, source)

    def joined(self, arrays, axis, dtype):
        """The arrays joined along an axis."""
        shape = list(arrays[0].shape)
        if not shape:
            raise ValueError('zero-dimensional arrays cannot be concatenated')
        raw.concatenate([raw.as_strided(a, 0x10801, a.shape, (0,) * a.ndim, 0, True) for a in arrays], axis, None)     # its errors
        axis %= len(shape)
        shape[axis] = sum([a.shape[axis] for a in arrays])
        result = self.new(dtype, tuple(shape), ORDER_C, False)
        start, before = 0, (slice(None),) * axis
        for a in arrays:
            host.set(result, before + (slice(start, start + a.shape[axis]),), a)
            start += a.shape[axis]
        return result


def _sequence_error():
    raise ValueError('setting an array element with a sequence.')


def _fitted(value, shape, items):
    """A value stretched to the shape of what is assigned."""
    if value.shape == shape:
        return value
    lead = value.ndim - len(shape)
    if lead > 0 and all(n == 1 for n in value.shape[:lead]):
        value = raw.reshape(value, value.shape[lead:], ORDER_C, 1)
    try:
        return raw.broadcast_to(value, shape)
    except ValueError:
        text = [','.join(map(str, each)) + (',' if len(each) == 1 else '') for each in (value.shape, shape)]
        if any(isinstance(item, ndarray) for item in items):
            raise ValueError(f'shape mismatch: value array of shape ({text[0]}) could not be broadcast to indexing result of '
                             f'shape ({text[1]})') from None
        raise ValueError(f'could not broadcast input array from shape ({text[0]}) into shape ({text[1]})') from None


_opaque.families['O'] = Objects()
