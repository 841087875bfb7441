"""Products and parts of matrices, as the array API standard names them."""

import operator

from .. import _names as np
from ._arguments import square, two_dimensional


def matrix_power(a, n):
    """Square matrices to an integer power; negative powers are those of the inverse."""
    from ._systems import inv
    a = np.asanyarray(a)
    square(a)
    try:
        n = operator.index(n)
    except TypeError as error:
        raise TypeError('exponent must be an integer') from error
    if n == 0:
        result = np.empty_like(a)
        result[...] = np.eye(a.shape[-2], dtype=a.dtype)
        return result
    if n < 0:
        a, n = inv(a), -n
    result = None
    while True:
        if n & 1:
            result = a if result is None else np.matmul(result, a)
        n >>= 1
        if not n:
            return result
        a = np.matmul(a, a)


def multi_dot(arrays, *, out=None):
    """The product of two or more matrices in the cheapest order; the first and the last may be vectors."""
    count = len(arrays)
    if count < 2:
        raise ValueError('Expecting at least two arrays.')
    if count == 2:
        return np.dot(arrays[0], arrays[1], out=out)
    arrays = [np.asanyarray(a) for a in arrays]
    first, last = arrays[0].ndim, arrays[-1].ndim
    if first == 1:
        arrays[0] = np.atleast_2d(arrays[0])
    if last == 1:
        arrays[-1] = np.atleast_2d(arrays[-1]).T
    two_dimensional(*arrays)
    split = _splits([a.shape[0] for a in arrays] + [arrays[-1].shape[1]])

    def product(i, j, out=None):
        if i == j:
            return arrays[i]
        k = split[i, j]
        return np.dot(product(i, k), product(k + 1, j), out=out)

    result = product(0, count - 1, out)
    if first == 1 and last == 1:
        return result[0, 0]
    return result.ravel() if first == 1 or last == 1 else result


def _splits(lengths):
    """Where the product of matrices i to j is split, so that the least is multiplied (Cormen et al., matrix-chain order)."""
    count = len(lengths) - 1
    cost, split = {(i, i): 0 for i in range(count)}, {}
    for distance in range(1, count):
        for i in range(count - distance):
            j = i + distance
            cost[i, j], split[i, j] = min(
                (cost[i, k] + cost[k + 1, j] + lengths[i] * lengths[k + 1] * lengths[j + 1], k) for k in range(i, j))
    return split


def outer(x1, x2, /):
    """The outer product of two vectors."""
    x1, x2 = np.asanyarray(x1), np.asanyarray(x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(f'Input arrays must be one-dimensional, but they are x1.ndim={x1.ndim!r} and x2.ndim={x2.ndim!r}.')
    return np.outer(x1, x2)


def cross(x1, x2, /, *, axis=-1):
    """The cross product of vectors of three components."""
    return np.cross(x1, x2, axis=axis)


def diagonal(x, /, *, offset=0):
    """The diagonals of the matrices on the last two axes."""
    return np.diagonal(x, offset, axis1=-2, axis2=-1)


def trace(x, /, *, offset=0, dtype=None):
    """The sums of the diagonals of the matrices on the last two axes."""
    return np.trace(x, offset, axis1=-2, axis2=-1, dtype=dtype)


def matmul(x1, x2, /):
    """The matrix product."""
    return np.matmul(x1, x2)


def tensordot(x1, x2, /, *, axes=2):
    """The sum product over pairs of axes."""
    return np.tensordot(x1, x2, axes=axes)


def matrix_transpose(x, /):
    """A view with the last two axes swapped."""
    return np.matrix_transpose(x)


def vecdot(x1, x2, /, *, axis=-1):
    """The dot product of vectors along an axis; the first is conjugated."""
    return np.vecdot(x1, x2, axis=axis)
