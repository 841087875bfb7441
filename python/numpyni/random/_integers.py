"""Integers in an interval: limits of every type, and draws."""

import numpyni as np

from ._arguments import broadcast

# name of a type -> (the runtime's distribution, the type that it draws)
_STREAMS = {'bool': ('bool', np.bool), 'int8': ('bounded8', np.uint8), 'uint8': ('bounded8', np.uint8),
            'int16': ('bounded16', np.uint16), 'uint16': ('bounded16', np.uint16), 'int32': ('bounded32', np.uint32),
            'uint32': ('bounded32', np.uint32), 'int64': ('bounded64', np.uint64), 'uint64': ('bounded64', np.uint64)}
_U64 = (1 << 64) - 1


def draw(bit_generator, low, high, size, dtype, closed, by_mask):
    """Draws integers of `dtype` from `low` to `high`, which is among them where `closed`; an array, or a scalar."""
    if high is None:
        low, high, disorder = 0, low, 'high < 0' if closed else 'high <= 0'
    else:
        disorder = 'low > high' if closed else 'low >= high'
    name = dtype.name
    if size is not None and np.prod(size) == 0:
        return np.empty(size, dtype=dtype)
    info = (0, 1) if name == 'bool' else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    low, high = np.asarray(low), np.asarray(high)
    single = low.ndim == 0 and high.ndim == 0
    bounds = _single if single else _many
    low, span = bounds(low, high, name, info, closed, ValueError(disorder))
    stream, drawn = _STREAMS[name]
    parameters = (low, span) if name == 'bool' else (low, span, int(by_mask))
    if single:
        out = np.empty(() if size is None else size, dtype=drawn)
    else:
        out = broadcast(size, parameters, drawn)
    bit_generator.fill(stream, parameters, out)
    out = out.view(dtype)
    return out[()] if single and size is None else out


def _single(low, high, name, info, closed, disorder):
    """The first integer, as a word, and how many come after it."""
    low, high = int(low), int(high) - (not closed)
    if low < info[0]:
        raise ValueError(f'low is out of bounds for {name}')
    if high > info[1]:
        raise ValueError(f'high is out of bounds for {name}')
    if low > high:
        raise disorder
    return low & _U64, high - low


def _many(low, high, name, info, closed, disorder):
    """The same of arrays."""
    low, high = _integral(low), _integral(high)
    if np.any(low < info[0]):
        raise ValueError(f'low is out of bounds for {name}')
    if np.any(high < info[0] + (not closed)):
        raise disorder
    if np.any(high > info[1] + (not closed)):
        raise ValueError(f'high is out of bounds for {name}')
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
