"""Eigenvalues, singular values, orthogonal factors."""

import collections
import warnings

from .. import _names as np
from ._arguments import common, compute, finite, real, square, stacked, transpose, with_wrap

EigResult = collections.namedtuple('EigResult', ['eigenvalues', 'eigenvectors'])
EighResult = collections.namedtuple('EighResult', ['eigenvalues', 'eigenvectors'])
QRResult = collections.namedtuple('QRResult', ['Q', 'R'])
SVDResult = collections.namedtuple('SVDResult', ['U', 'S', 'Vh'])
_EIGEN = 'Eigenvalues did not converge'
_SVD = 'SVD did not converge'


def eig(a):
    """Eigenvalues and right eigenvectors of matrices of shape (..., M, M), always complex: a pair (eigenvalues, eigenvectors)."""
    a, wrap = with_wrap(a)
    square(a)
    finite(a)
    values, vectors = compute('_eig', _EIGEN, common(a), a)
    return EigResult(values, wrap(vectors))


def eigvals(a):
    """The eigenvalues of matrices of shape (..., M, M), always complex."""
    a, _ = with_wrap(a)
    square(a)
    finite(a)
    return compute('_eigvals', _EIGEN, common(a), a)


def _triangle(UPLO):
    UPLO = UPLO.upper()
    if UPLO not in ('L', 'U'):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return '_lo' if UPLO == 'L' else '_up'


def eigh(a, UPLO='L'):
    """Eigenvalues (ascending) and eigenvectors of self-adjoint matrices, of which one triangle is read."""
    triangle = _triangle(UPLO)
    a, wrap = with_wrap(a)
    square(a)
    values, vectors = compute('_eigh' + triangle, _EIGEN, common(a), a)
    return EighResult(values, wrap(vectors))


def eigvalsh(a, UPLO='L'):
    """The eigenvalues (ascending) of self-adjoint matrices, of which one triangle is read."""
    triangle = _triangle(UPLO)
    a, _ = with_wrap(a)
    square(a)
    return compute('_eigvalsh' + triangle, _EIGEN, common(a), a)


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """The singular value decomposition `u * s @ vh`: (U, S, Vh), or the singular values alone, descending."""
    a, wrap = with_wrap(a)
    if hermitian:
        return _hermitian_svd(a, wrap, compute_uv)
    stacked(a)
    dtype = common(a)
    if not compute_uv:
        return compute('_svd', _SVD, dtype, a)
    u, s, vh = compute('_svd_f' if full_matrices else '_svd_s', _SVD, dtype, a)
    return SVDResult(wrap(u), s, wrap(vh))


def _hermitian_svd(a, wrap, compute_uv):
    if not compute_uv:
        return np.sort(abs(eigvalsh(a)))[..., ::-1]
    values, u = eigh(a)
    order = np.argsort(abs(values))[..., ::-1]
    sign = np.take_along_axis(np.copysign(values.dtype.type(1), values), order, axis=-1)
    s = np.take_along_axis(abs(values), order, axis=-1)
    u = np.take_along_axis(u, order[..., None, :], axis=-1)
    return SVDResult(wrap(u), s, wrap(transpose(u * sign[..., None, :]).conjugate()))


def svdvals(x, /):
    """The singular values of matrices of shape (..., M, N), descending."""
    return svd(x, compute_uv=False, hermitian=False)


def qr(a, mode='reduced'):
    """The decomposition into an orthogonal and an upper triangular matrix.

    `mode`: 'reduced' (Q of shape (..., M, K), K = min(M, N)), 'complete' (Q of shape (..., M, M)), 'r' (R alone), or 'raw' (LAPACK's
    reflections, transposed, and their factors).
    """
    if mode in ('f', 'full'):
        warnings.warn("The 'full' option is deprecated in favor of 'reduced'.\nFor backward compatibility let mode default.",
                      DeprecationWarning, stacklevel=2)
        mode = 'reduced'
    elif mode in ('e', 'economic'):
        warnings.warn("The 'economic' option is deprecated.", DeprecationWarning, stacklevel=2)
        mode = 'economic'
    elif mode not in ('reduced', 'complete', 'r', 'raw'):
        raise ValueError(f"Unrecognized mode '{mode}'")
    a, wrap = with_wrap(a)
    stacked(a)
    dtype = common(a)
    if mode == 'r':
        return wrap(compute('_qr_r', None, dtype, a))
    if mode in ('raw', 'economic'):
        h, tau = compute('_qr_raw', None, dtype, a)
        return wrap(transpose(h)) if mode == 'economic' else (wrap(h), np.asarray(tau))
    q, r = compute('_qr_' + mode, None, dtype, a)
    return QRResult(wrap(q), wrap(r))
