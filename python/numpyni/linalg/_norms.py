"""Norms, condition numbers, ranks."""

from .. import _names as np
from .._index import normalize_axis, normalize_axes
from ._arguments import LinAlgError, common, compute, is_empty, real, square, stacked
from ._decompositions import svd

_add = np.add
_inf = float('inf')


def norm(x, ord=None, axis=None, keepdims=False):
    """A norm of vectors (one axis) or matrices (two axes); without axes and order, of the flattened array.

    `ord`: None, 'fro', 'nuc', inf, -inf, 0, or a number.
    """
    if type(x) is np.ndarray and ord is axis is None and x.ndim == 1 and not keepdims and x.dtype.kind == 'f':
        return np.sqrt(x @ x)
    x = np.asarray(x)
    if x.dtype.kind not in 'fcO':
        x = x.astype(float)
    if axis is None:
        if ord is None or (ord in ('f', 'fro') and x.ndim == 2) or (ord == 2 and x.ndim == 1):
            flat = x.ravel(order='K')
            flat = flat.view(flat.real.dtype) if x.dtype.kind == 'c' else flat
            squares = flat.dot(flat)
            result = np.sqrt(squares)
            return np.asarray(result).reshape(x.ndim * (1,)) if keepdims else result
        axis = tuple(range(x.ndim))
    elif not isinstance(axis, tuple):
        try:
            axis = (int(axis),)
        except Exception as error:
            raise TypeError("'axis' must be None, an integer or a tuple of integers") from error
    if len(axis) == 1:
        return _of_vectors(x, ord, axis, keepdims)
    if len(axis) != 2:
        raise ValueError('Improper number of dimensions to norm.')
    row, column = [normalize_axis(each, x.ndim) for each in axis]
    if row == column:
        raise ValueError('Duplicate axes given.')
    result = _of_matrices(x, ord, row, column)
    if keepdims:
        result = np.asarray(result).reshape(tuple([1 if i in (row, column) else n for i, n in enumerate(x.shape)]))
    return result


def _of_vectors(x, ord, axis, keepdims):
    if ord == _inf:
        return abs(x).max(axis=axis, keepdims=keepdims, initial=0)
    if ord == -_inf:
        return abs(x).min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return _add.reduce(abs(x), axis=axis, keepdims=keepdims)
    if ord is None or ord == 2:
        return np.sqrt(_add.reduce((x.conj() * x).real, axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    powers = abs(x)
    powers **= ord
    sums = _add.reduce(powers, axis=axis, keepdims=keepdims)
    sums **= np.reciprocal(ord, dtype=sums.dtype)
    return sums


def _of_matrices(x, ord, row, column):
    if ord is None or ord in ('fro', 'f'):
        return np.sqrt(_add.reduce((x.conj() * x).real, axis=(row, column)))
    if ord in (2, -2) or ord == 'nuc':
        s = svd(np.moveaxis(x, (row, column), (-2, -1)), compute_uv=False)
        if ord == 'nuc':
            return np.sum(s, axis=-1, initial=0)
        return np.max(s, axis=-1, initial=0) if ord == 2 else np.min(s, axis=-1)
    if ord not in (1, -1, _inf, -_inf):
        raise ValueError('Invalid norm order for matrices.')
    summed, kept = (row, column) if ord in (1, -1) else (column, row)
    sums = np.asarray(_add.reduce(abs(x), axis=summed))
    kept -= kept > summed
    return sums.max(axis=kept, initial=0) if ord > 0 else sums.min(axis=kept)


def matrix_norm(x, /, *, keepdims=False, ord='fro'):
    """A norm of the matrices on the last two axes."""
    return norm(np.asanyarray(x), axis=(-2, -1), keepdims=keepdims, ord=ord)


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """A norm of the vectors along axes; None: of the flattened array."""
    x = np.asanyarray(x)
    shape, ndim = x.shape, x.ndim
    if axis is None:
        axes, vectors, along = tuple(range(ndim)), x.ravel(), 0
    elif isinstance(axis, tuple):
        axes = normalize_axes(axis, ndim)
        rest = tuple([i for i in range(ndim) if i not in axes])
        length = 1
        for i in axes:
            length *= shape[i]
        vectors, along = x.transpose(axes + rest).reshape((length,) + tuple([shape[i] for i in rest])), 0
    else:
        axes, vectors, along = (normalize_axis(axis, ndim),), x, axis
    result = norm(vectors, axis=along, ord=ord)
    if keepdims:
        result = np.asarray(result).reshape(tuple([1 if i in axes else n for i, n in enumerate(shape)]))
    return result


def cond(x, p=None):
    """The condition number in a norm `p` (None: 2), inf where a matrix is singular."""
    x = np.asarray(x)
    if is_empty(x):
        raise LinAlgError('cond is not defined on empty arrays')
    stacked(x)
    if p is None or p in (2, -2):
        s = _singular(x)
        with np.errstate(all='ignore'):
            result = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    else:
        square(x)
        dtype = common(x)
        inverse = compute('_inv', None, dtype, x)
        with np.errstate(all='ignore'):
            if p == 'nuc':
                result = np.sum(_singular(x), axis=-1, initial=0) * np.sum(_singular(inverse), axis=-1, initial=0)
            else:
                result = norm(x, p, axis=(-2, -1)) * norm(inverse, p, axis=(-2, -1))
        result = result.astype(real(dtype))
    unknown = np.asarray(np.isnan(result))
    if unknown.any():
        unknown = unknown & ~np.isnan(x).any(axis=(-2, -1))
        result = np.where(unknown, result.dtype.type(_inf), result)[()]
    return result


def _singular(x):
    return compute('_svd', None, common(x), x)


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    """How many singular values are above `tol`, or above `rtol` times the largest."""
    if rtol is not None and tol is not None:
        raise ValueError("`tol` and `rtol` can't be both set.")
    A = np.asarray(A)
    if A.ndim < 2:
        return int(not bool(np.all(A == 0)))
    s = svd(A, compute_uv=False, hermitian=hermitian)
    if tol is None:
        relative = max(A.shape[-2:]) * np.finfo(s.dtype).eps if rtol is None else np.asarray(rtol)[..., None]
        tol = s.max(axis=-1, keepdims=True, initial=0) * relative
    else:
        tol = np.asarray(tol)[..., None]
    return np.count_nonzero(s > tol, axis=-1)
