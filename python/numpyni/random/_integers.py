"""Integers in an interval: limits of every type, and draws."""

import numpyni as np

from ._arguments import broadcast

# name of a type -> (the runtime's distribution, the type that it draws)
_U64 = (1 << 64) - 1
_TYPES = {}         # what a caller names a type by -> `_Type`


class _Type:
    """A type of integers: its limits, the runtime's distribution, and the type that this draws."""

    def __init__(self, dtype):
        self.dtype, self.name, self.scalar = dtype, dtype.name, dtype.type
        if self.name == 'bool':
            self.least, self.largest, self.stream, self.drawn = 0, 1, 'bool', np.bool
        else:
            info, bits = np.iinfo(dtype), 8 * dtype.itemsize
            self.least, self.largest, self.stream, self.drawn = int(info.min), int(info.max), f'bounded{bits}', getattr(np, f'uint{bits}')

    def parameters(self, low, span, by_mask):
        """What the distribution takes."""
        return (low, span) if self.name == 'bool' else (low, span, by_mask)


def type_of(dtype):
    """The type that a caller names; None where it is no type of integers that can be drawn."""
    found = _TYPES.get(dtype)
    if found is None:
        native = np.dtype(dtype)
        if native.kind not in 'biu' or native.itemsize > 8 or not native.isnative:
            return None
        found = _TYPES[dtype] = _Type(native)
    return found


def _is_empty(size):
    try:
        return 0 in tuple(size)
    except TypeError:
        return size == 0


def draw(generator, low, high, size, kind, closed, by_mask):
    """Draws integers of a type from `low` to `high`, which is among them where `closed`; an array, or a scalar.

    From 0 to `low` where `high` is None.
    """
    if size is not None and _is_empty(size):
        return np.empty(size, dtype=kind.dtype)
    if high is None:
        low, high, disorder = 0, low, 'high < 0' if closed else 'high <= 0'
    else:
        disorder = 'low > high' if closed else 'low >= high'
    if type(low) is not int or type(high) is not int:
        low, high = np.asarray(low), np.asarray(high)
        if low.ndim or high.ndim:
            low, span = _many(low, high, kind, closed, ValueError(disorder))
            parameters = kind.parameters(low, span, by_mask)
            return generator.fill(kind.stream, parameters, broadcast(size, parameters, kind.drawn)).view(kind.dtype)
    low, span = _single(int(low), int(high), kind, closed, disorder)
    parameters = kind.parameters(low, span, by_mask)
    if size is not None:
        return generator.fill(kind.stream, parameters, np.empty(size, dtype=kind.drawn)).view(kind.dtype)
    value = generator.one(kind.stream, parameters, kind.drawn)
    return kind.scalar(value if value <= kind.largest else value - (1 << 8 * kind.dtype.itemsize))


def _single(low, high, kind, closed, disorder):
    """The first integer, as a word, and how many come after it."""
    high -= not closed
    if low < kind.least:
        raise ValueError(f'low is out of bounds for {kind.name}')
    if high > kind.largest:
        raise ValueError(f'high is out of bounds for {kind.name}')
    if low > high:
        raise ValueError(disorder)
    return low & _U64, high - low


def _many(low, high, kind, closed, disorder):
    """The same of arrays."""
    low, high = _integral(low), _integral(high)
    if np.any(low < kind.least):
        raise ValueError(f'low is out of bounds for {kind.name}')
    if np.any(high < kind.least + (not closed)):
        raise disorder
    if np.any(high > kind.largest + (not closed)):
        raise ValueError(f'high is out of bounds for {kind.name}')
    last = high if closed else np.asarray(high - (1 if high.dtype == object else high.dtype.type(1)))
    if np.any(low > last):
        raise disorder
    low = _as_words(low)
    return low, np.asarray(_as_words(last) - low)


def _integral(a):
    """An array of integers of 64 bits, or of Python's."""
    if a.dtype.kind in 'iub':
        return a if a.dtype.itemsize == 8 else a.astype(np.int64)      # room for one above the largest
    return np.array([int(each) for each in a.ravel().tolist()], dtype=object).reshape(a.shape)


def _as_words(a):
    """Integers modulo 2**64."""
    if a.dtype == object:
        return np.array([each & _U64 for each in a.ravel().tolist()], dtype=np.uint64).reshape(a.shape)
    return a.astype(np.uint64)
