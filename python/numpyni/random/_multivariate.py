"""Distributions of several variables."""

import operator
import warnings

import numpyni as np

from ._arguments import BOUNDED_0_1, NON_NEGATIVE, check, reals, whole
from ._permutations import kahan_sum

_ROUNDING = 1e-12       # what a sum of probabilities may be above one


def multinomial(generator, n, pvals, size):
    """`Generator.multinomial`, over arrays of `n` and `pvals`."""
    given, pvals = pvals, reals(pvals)
    if pvals.ndim == 0 or pvals.shape[-1] == 0:
        raise ValueError('pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.')
    check(pvals, 'pvals', BOUNDED_0_1)
    check_sums(given, pvals, 'sum(pvals[:-1]) > 1.0')
    n = np.asarray(whole(n))
    check(n, 'n', NON_NEGATIVE)
    outer = [n.shape, pvals.shape[:-1]]
    shape = np.broadcast_shapes(*outer) if size is None else np.empty(size, dtype=np.bool).shape
    fit_outer(shape, outer)
    out = np.empty(shape + pvals.shape[-1:], dtype=np.int64)
    return generator.fill('multinomial', (n[..., None], pvals), out)


def fit_outer(shape, shapes):
    """Raises ValueError where the axes outside vectors do not broadcast to `shape`."""
    common = np.broadcast_shapes(shape, *shapes)
    if common != shape:
        raise ValueError(f'Output size {shape} is not compatible with broadcast dimensions of inputs {common}.')


def check_sums(given, pvals, message):
    """Raises ValueError where all probabilities but the last sum to more than one."""
    for row in pvals.reshape(-1, pvals.shape[-1]).tolist() if pvals.size else ():
        if kahan_sum(row[:-1]) > 1.0 + _ROUNDING:
            if isinstance(given, np.ndarray) and np.issubdtype(given.dtype, np.floating) and given.dtype != float \
                    and given.sum() < 1.0001:
                message = ('The sum of pvals[:-1].astype(np.float64) > 1.0. The pvals array is cast to 64-bit floating point prior to '
                           'checking the sum. Precision changes when casting may cause problems even if the sum of the original pvals '
                           'is valid.')
            raise ValueError(message)


def shape_with(size, length):
    """The shape of `size` vectors."""
    if size is None:
        return (length,)
    try:
        return (operator.index(size), length)
    except TypeError:
        return tuple(size) + (length,)


_LARGEST = 10 ** 9
_MOST_LISTED = np.iinfo(np.int64).max // 8


def hypergeometric(generator, colors, nsample, size, method):
    """`Generator.multivariate_hypergeometric`."""
    if method not in ('count', 'marginals'):
        raise ValueError('method must be "count" or "marginals".')
    try:
        operator.index(nsample)
    except TypeError:
        raise ValueError('nsample must be an integer') from None
    nsample = int(nsample)
    if nsample < 0:
        raise ValueError('nsample must be nonnegative.')
    invalid = ('colors must be a one-dimensional sequence of nonnegative integers not exceeding '
               f'{np.iinfo(np.int64).max}.')
    colors = np.asarray(colors)
    if colors.ndim != 1 or colors.size and (not np.issubdtype(colors.dtype, np.integer) or np.any(colors < 0)
                                            or np.any(colors > np.iinfo(np.int64).max)):
        raise ValueError(invalid)
    colors = np.ascontiguousarray(colors, dtype=np.int64)
    total = sum(colors.tolist())
    if total > np.iinfo(np.int64).max:
        raise ValueError('sum(colors) must not exceed the maximum value of a 64 bit signed integer (9223372036854775807)')
    if method == 'count' and total > _MOST_LISTED:
        raise ValueError(f"When method is 'count', sum(colors) must not exceed {_MOST_LISTED}")
    if method == 'marginals' and total >= _LARGEST:
        raise ValueError('When method is "marginals", sum(colors) must be less than 1000000000.')
    if nsample > total:
        raise ValueError('nsample > sum(colors)')
    out = np.zeros(shape_with(size, len(colors)), dtype=np.int64)
    if out.size:
        # with 'count' the draws share one list, so that they are one vector to the runtime
        target = out.reshape(-1) if method == 'count' else out
        try:
            generator.fill('multivariate_hypergeometric_' + method, (colors, np.array([nsample], dtype=np.int64)), target)
        except MemoryError:
            raise MemoryError(f"Insufficient memory for multivariate_hypergeometric with method='count' and sum(colors)={total}") from None
    return out


def dirichlet(generator, name, alpha, size):
    """`dirichlet`, of the stream of this name."""
    len(alpha)
    alpha = reals(alpha)
    if alpha.ndim != 1:
        raise ValueError('setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 1.')
    if np.any(alpha < 0 if name == 'dirichlet' else alpha <= 0):
        raise ValueError('alpha < 0' if name == 'dirichlet' else 'alpha <= 0')
    out = np.zeros(shape_with(size, len(alpha)), dtype=np.float64)
    if alpha.size:
        generator.fill(name, (alpha,), out)
    return out


def normal_arguments(mean, cov, size):
    """Mean, covariances and the shape of the result, checked."""
    mean, cov = np.array(mean), np.array(cov)
    if np.issubdtype(mean.dtype, np.complexfloating) or np.issubdtype(cov.dtype, np.complexfloating):
        raise TypeError('mean and cov must not be complex')
    if size is None:
        shape = ()
    else:
        shape = (int(size),) if isinstance(size, (int, np.integer)) else tuple(size)
    if mean.ndim != 1:
        raise ValueError('mean must be 1 dimensional')
    if cov.ndim != 2 or cov.shape[0] != cov.shape[1]:
        raise ValueError('cov must be 2 dimensional and square')
    if mean.shape[0] != cov.shape[0]:
        raise ValueError('mean and cov must have same length')
    return mean, cov.astype(np.float64), shape + mean.shape


def factor(cov, method, check_valid, tol):
    """A matrix whose product with its transpose is `cov`."""
    from ..linalg import cholesky, eigh, svd
    if method == 'cholesky':
        return cholesky(cov)
    if method == 'svd':
        u, s, vh = svd(cov)
        validate(check_valid, lambda: np.allclose(np.dot(vh.T * s, vh), cov, rtol=tol, atol=tol))
        return u * np.sqrt(s)
    s, u = eigh(cov)
    validate(check_valid, lambda: not np.any(s < -tol))
    return u * np.sqrt(abs(s))


def validate(check_valid, is_valid):
    """Warns or raises, as `check_valid` says, of covariances that are none."""
    if check_valid == 'ignore':
        return
    if check_valid not in ('warn', 'raise'):
        raise ValueError("check_valid must equal 'warn', 'raise', or 'ignore'")
    if is_valid():
        return
    message = 'covariance is not symmetric positive-semidefinite.'
    if check_valid == 'raise':
        raise ValueError(message)
    warnings.warn(message, RuntimeWarning, stacklevel=4)
