"""Equations, inverses, determinants."""

import collections

from .. import _names as np
from .._words import NOVALUE
from ._arguments import LinAlgError, common, compute, is_empty, real, square, transpose, two_dimensional, with_wrap

SlogdetResult = collections.namedtuple('SlogdetResult', ['sign', 'logabsdet'])
_SINGULAR = 'Singular matrix'


def solve(a, b):
    """`x` of `a @ x == b`, for `a` of shape (..., M, M) and `b` of (M,) or (..., M, K). LinAlgError where `a` is singular.

    >>> import numpyni as np
    >>> np.linalg.solve([[3, 1], [1, 2]], [9, 8])
    array([2., 3.])
    """
    a, _ = with_wrap(a)
    square(a)
    b, wrap = with_wrap(b)
    dtype = common(a, b)
    return wrap(compute('_solve1' if b.ndim == 1 else '_solve', _SINGULAR, dtype, a, b))


def tensorsolve(a, b, axes=None):
    """`x` of `tensordot(a, x, x.ndim) == b`; `axes` of `a` go to the end first."""
    a, wrap = with_wrap(a)
    b = np.asarray(b)
    if axes is not None:
        order = list(range(a.ndim))
        for axis in axes:
            order.remove(axis)
            order.insert(a.ndim, axis)
        a = a.transpose(order)
    shape = a.shape[-(a.ndim - b.ndim):]
    size = _product(shape)
    if a.size != size ** 2:
        raise LinAlgError('Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])')
    return wrap(solve(a.reshape(size, size), b.ravel())).reshape(shape)


def inv(a):
    """The inverses of matrices of shape (..., M, M). LinAlgError where one is singular."""
    a, wrap = with_wrap(a)
    square(a)
    return wrap(compute('_inv', _SINGULAR, common(a), a))


def tensorinv(a, ind=2):
    """The inverse for `tensordot(..., ind)`: of the first `ind` axes against the others."""
    a = np.asarray(a)
    if ind <= 0:
        raise ValueError('Invalid ind argument.')
    shape = a.shape
    return inv(a.reshape(_product(shape[ind:]), -1)).reshape(shape[ind:] + shape[:ind])


def det(a):
    """The determinants of matrices of shape (..., M, M)."""
    a = np.asarray(a)
    square(a)
    return compute('_det', None, common(a), a)


def slogdet(a):
    """Sign and logarithm of the absolute value of the determinants: a pair (sign, logabsdet)."""
    a = np.asarray(a)
    square(a)
    return SlogdetResult(*compute('_slogdet', None, common(a), a))


def cholesky(a, /, *, upper=False):
    """The lower (or upper) triangular factors of positive definite matrices; LinAlgError where one is not."""
    a, wrap = with_wrap(a)
    square(a)
    return wrap(compute('_cholesky_up' if upper else '_cholesky_lo', 'Matrix is not positive definite', common(a), a))


def pinv(a, rcond=None, hermitian=False, *, rtol=NOVALUE):
    """The pseudo-inverses, by singular values; those below `rcond` times the largest count as zero."""
    from ._decompositions import svd
    a, wrap = with_wrap(a)
    if rcond is None:
        if rtol is NOVALUE:
            rcond = 1e-15
        else:
            rcond = max(a.shape[-2:]) * np.finfo(a.dtype).eps if rtol is None else rtol
    elif rtol is not NOVALUE:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    rcond = np.asarray(rcond)
    if is_empty(a):
        return wrap(np.empty(a.shape[:-2] + (a.shape[-1], a.shape[-2]), dtype=a.dtype))
    u, s, vh = svd(a.conjugate(), full_matrices=False, hermitian=hermitian)
    large = s > rcond[..., None] * np.asarray(np.max(s, axis=-1, keepdims=True))
    inverse = np.divide(1, s, where=large, out=np.zeros_like(s)).astype(s.dtype)
    return wrap(np.matmul(transpose(vh), inverse[..., None] * transpose(u)))


def lstsq(a, b, rcond=None):
    """The least-squares solution of `a @ x == b` of least norm: (x, residuals, rank of a, singular values of a)."""
    a, _ = with_wrap(a)
    b, wrap = with_wrap(b)
    vector = b.ndim == 1
    if vector:
        b = b[:, None]
    two_dimensional(a, b)
    m, n = a.shape
    if m != b.shape[0]:
        raise LinAlgError('Incompatible dimensions')
    dtype = common(a, b)
    wide = np.dtype('D' if dtype.kind == 'c' else 'd')
    epsilon = np.finfo(wide).eps
    if rcond is None:
        rcond = epsilon * max(m, n)
    elif rcond < 0:
        rcond = epsilon / 2         # LAPACK's
    a, b = a.astype(wide), b.astype(wide)
    u, s, vh = compute('_svd_s', 'SVD did not converge in Linear Least Squares', wide, a)
    large = s > rcond * s[0] if s.size else s > 0
    rank = int(large.sum())
    x = transpose(vh[:rank]).conj() @ ((transpose(u[:, :rank]).conj() @ b) / s[:rank, None])
    if rank == n < m:
        rest = b - a @ x
        residuals = np.asarray((rest * rest.conj()).real.sum(axis=0))
    else:
        residuals = np.zeros(0)
    x = x[:, 0] if vector else x
    return (wrap(x.astype(dtype)), wrap(residuals.astype(real(dtype))), np.int32(rank), s.astype(real(dtype)))


def _product(lengths):
    size = 1
    for length in lengths:
        size *= length
    return size
