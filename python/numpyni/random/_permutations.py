"""Shuffles and samples: in the runtime a permutation of indices is drawn, and arrays are indexed with it here."""

import operator
import warnings
from collections.abc import Sequence

import numpyni as np

from ..lib.array_utils import normalize_axis_index
from ._arguments import reals

_INT64 = np.dtype(np.int64)


def permutation(bit_generator, n):
    """The indices below `n`, shuffled."""
    return bit_generator.fill('shuffle', (), np.arange(n, dtype=np.int64))


def shuffle(bit_generator, x, axis=0):
    """Shuffles `x`, an array or a sequence, in place."""
    if isinstance(x, np.ndarray):
        flags = x.flags
        if not flags.writeable:
            raise ValueError('array is read-only')
        axis = normalize_axis_index(axis, x.ndim) if x.ndim else len(x)
        if x.size == 0:
            return
        if type(x) is not np.ndarray and x.ndim == 1 and x.dtype == object:
            warnings.warn('Shuffling a one dimensional array subclass containing objects gives incorrect results for most array '
                          'subclasses.  Please use the new random number API instead: '
                          'https://numpy.org/doc/stable/reference/random/index.html\n'
                          'The new API fixes this issue. This version will not be fixed due to stability guarantees of the API.',
                          UserWarning, stacklevel=3)
        if type(x) is np.ndarray and x.ndim == 1 and x.dtype.kind in 'iuf' and x.itemsize == 8 and flags.c_contiguous and flags.aligned:
            bit_generator.fill('shuffle', (), x if x.dtype is _INT64 else x.view(_INT64))     # eight bytes are moved, whatever they mean
            return
        moved = np.swapaxes(x, 0, axis)
        moved[...] = moved[permutation(bit_generator, moved.shape[0])]
        return
    if not isinstance(x, Sequence):
        warnings.warn(f"you are shuffling a '{type(x).__name__}' object which is not a subclass of 'Sequence'; `shuffle` is not "
                      'guaranteed to behave correctly. E.g., non-numpy array/tensor objects with view semantics may contain '
                      'duplicates after shuffling.', UserWarning, stacklevel=3)
    if axis != 0:
        raise NotImplementedError('Axis argument is only supported on ndarray objects')
    order = permutation(bit_generator, len(x)).tolist()
    values = [x[i] for i in order]
    for i, value in enumerate(values):
        x[i] = value


def permuted_axis(bit_generator, out, axis):
    """Shuffles each slice of `out` along an axis by itself."""
    moved = np.moveaxis(out, axis, -1)
    order = np.empty(moved.shape, dtype=np.int64)
    order[...] = np.arange(moved.shape[-1])
    bit_generator.fill('shuffle', (), order)
    moved[...] = np.take_along_axis(moved, order, -1)


def population(a, size, axis, messages):
    """What is chosen from, as an array, and how many there are of it. `messages`: no integer, no positive one, empty."""
    given, a = a, np.asarray(a)
    if a.ndim == 0:
        try:
            count = operator.index(a.item())
        except TypeError as error:
            raise ValueError(messages[0].format(type(given))) from error
        if count <= 0 and np.prod(size) != 0:
            raise ValueError(messages[1])
        return a, count
    count = a.shape[axis]
    if count == 0 and np.prod(size) != 0:
        raise ValueError(messages[2])
    return a, count


def probabilities(p, count, messages):
    """Probabilities as an array of float64, checked. `messages`: dimensions, length, NaN, negative, sum."""
    tolerance = np.sqrt(np.finfo(np.float64).eps)
    if isinstance(p, np.ndarray) and np.issubdtype(p.dtype, np.floating):
        tolerance = max(tolerance, np.sqrt(np.finfo(p.dtype).eps))
    len(p)
    p = reals(p)
    if p.ndim != 1:
        raise ValueError(messages[0])
    if p.size != count:
        raise ValueError(messages[1])
    total = kahan_sum(p.tolist())
    if total != total:
        raise ValueError(messages[2])
    if (p < 0).any():
        raise ValueError(messages[3])
    if abs(total - 1) > tolerance:
        raise ValueError(messages[4])
    return p


def kahan_sum(values):
    """The sum with compensation, as NumPy checks probabilities."""
    total = lost = 0.0
    for value in values:
        term = value - lost
        following = total + term
        lost = following - total - term
        total = following
    return total


def one_of(a, index):
    """An element, as an array of no dimensions."""
    result = np.empty((), dtype=a.dtype)
    result[()] = a[index]
    return result


def with_replacement(p, samples):
    """The indices that uniform samples choose by probabilities."""
    cdf = p.cumsum()
    cdf /= cdf[-1]
    return np.asarray(cdf.searchsorted(samples, side='right')).astype(np.int64)


def without_replacement(p, size, shape, draw):
    """As many different indices, by probabilities; `draw` makes uniform numbers."""
    if np.count_nonzero(p > 0) < size:
        raise ValueError('Fewer non-zero entries in p than size')
    p = p.copy()
    found = np.zeros(shape if shape is not None else (), dtype=np.int64)
    flat = found.reshape(-1)
    count = 0
    while count < size:
        samples = draw((size - count,))
        if count:
            p[flat[:count]] = 0
        cdf = np.cumsum(p)
        cdf /= cdf[-1]
        new = cdf.searchsorted(samples, side='right')
        _, firsts = np.unique(new, return_index=True)
        firsts.sort()
        new = new.take(firsts)
        flat[count:count + new.size] = new
        count += new.size
    return found
