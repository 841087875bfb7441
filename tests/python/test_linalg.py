"""`numpyni.linalg`: what the results must satisfy, their dtypes, stacks, sizes of zero, layouts, and errors."""

import itertools
import math

import pytest

import numpyni as np

linalg = np.linalg
DTYPES = ['f4', 'f8', 'c8', 'c16']
SHAPES = [(1, 1), (2, 2), (5, 5), (20, 20), (3, 4, 4), (2, 1, 3, 3)]


def matrix(dtype, shape, salt=0):
    """Numbers without order, away from singular matrices."""
    size = math.prod(shape)
    numbers = [math.sin(1.0 + 7.3 * (i + salt) ** 2) for i in range(size)]
    if dtype[0] == 'c':
        numbers = [x + 1j * math.cos(3.1 * i ** 2 + salt) for i, x in enumerate(numbers)]
    a = np.array(numbers).reshape(shape)
    if shape[-1] == shape[-2]:
        a = a + 3 * np.eye(shape[-1])
    return a.astype(dtype)


def adjoint(a):
    return a.swapaxes(-1, -2).conj()


def close(x, y, dtype):
    x, y = np.asarray(x), np.asarray(y)
    assert x.shape == y.shape
    scale = max(1.0, float(abs(y).max(initial=0)))
    assert float(abs(x - y).max(initial=0)) <= scale * (2e-5 if dtype in ('f4', 'c8') else 1e-12)


def layouts(a):
    """The same matrices in other layouts."""
    yield a
    yield np.asfortranarray(a)
    wide = np.zeros(a.shape[:-1] + (2 * a.shape[-1],), a.dtype)
    wide[..., ::2] = a
    yield wide[..., ::2]
    yield a[..., ::-1, :].copy()[..., ::-1, :]
    yield a.astype(a.dtype.newbyteorder('>'))


@pytest.mark.parametrize('dtype, shape', [*itertools.product(DTYPES, SHAPES)])
def test_equations_and_inverses(dtype, shape):
    a, b = matrix(dtype, shape), matrix(dtype, shape[:-1] + (3,), 5)
    for a in layouts(a):
        x = linalg.solve(a, b)
        assert x.dtype == dtype and x.shape == b.shape
        close(a @ x, b, dtype)
        inverse = linalg.inv(a)
        assert inverse.dtype == dtype
        close(inverse @ a, np.broadcast_to(np.eye(shape[-1]), shape), dtype)
        sign, logarithm = linalg.slogdet(a)
        close(sign * np.exp(logarithm), linalg.det(a), dtype)
        close(np.prod(linalg.eigvals(a), axis=-1), linalg.det(a), dtype)
    close(linalg.solve(a, b[..., 0][(0,) * (b.ndim - 2)]), linalg.inv(a) @ b[..., 0][(0,) * (b.ndim - 2)], dtype)


@pytest.mark.parametrize('dtype, shape', [*itertools.product(DTYPES, SHAPES)])
def test_self_adjoint_matrices(dtype, shape):
    a = matrix(dtype, shape)
    a = a @ adjoint(a)
    for upper in (False, True):
        factor = linalg.cholesky(a, upper=upper)
        close(adjoint(factor) @ factor if upper else factor @ adjoint(factor), a, dtype)
        triangle = np.tril(factor) if upper else np.triu(factor)
        assert (triangle == np.diagonal(factor, axis1=-2, axis2=-1)[..., None] * np.eye(shape[-1], dtype=dtype)).all()
        assert (np.diagonal(factor, axis1=-2, axis2=-1).imag == 0).all()
    for uplo in 'LU':
        one = (np.tril if uplo == 'L' else np.triu)(a)
        values, vectors = linalg.eigh(one, uplo)
        assert values.dtype == dtype.replace('c8', 'f4').replace('c16', 'f8') and vectors.dtype == dtype
        close(a @ vectors, vectors * values[..., None, :], dtype)
        close(values, linalg.eigvalsh(one, uplo), dtype)
        assert (np.diff(values, axis=-1) >= 0).all()


@pytest.mark.parametrize('dtype, shape', [*itertools.product(DTYPES, SHAPES)])
def test_eigenvectors(dtype, shape):
    a = matrix(dtype, shape)
    values, vectors = linalg.eig(a)
    assert values.dtype == vectors.dtype == ('c8' if dtype in ('f4', 'c8') else 'c16')
    close(a @ vectors, vectors * values[..., None, :], dtype)
    close((abs(vectors) ** 2).sum(axis=-2), np.ones(shape[:-1]), dtype)


@pytest.mark.parametrize('dtype, shape', [*itertools.product(DTYPES, [(3, 3), (5, 3), (3, 5), (2, 30, 4), (4, 1), (1, 4)])])
def test_singular_values_and_orthogonal_factors(dtype, shape):
    a, k = matrix(dtype, shape), min(shape[-2:])
    real = dtype.replace('c8', 'f4').replace('c16', 'f8')
    for full in (False, True):
        u, s, vh = linalg.svd(a, full_matrices=full)
        assert u.dtype == vh.dtype == dtype and s.dtype == real
        assert u.shape[-1] == (shape[-2] if full else k) and vh.shape[-2] == (shape[-1] if full else k)
        close(u[..., :k] * s[..., None, :] @ vh[..., :k, :], a, dtype)
        close(adjoint(u) @ u, np.broadcast_to(np.eye(u.shape[-1]), u.shape[:-2] + (u.shape[-1],) * 2), dtype)
        close(vh @ adjoint(vh), np.broadcast_to(np.eye(vh.shape[-2]), vh.shape[:-1] + (vh.shape[-2],)), dtype)
        close(s, linalg.svdvals(a), dtype)
    for mode in ('reduced', 'complete'):
        q, r = linalg.qr(a, mode)
        assert q.dtype == r.dtype == dtype and q.shape[-1] == (shape[-2] if mode == 'complete' else k)
        close(q @ r, a, dtype)
        close(adjoint(q) @ q, np.broadcast_to(np.eye(q.shape[-1]), q.shape[:-2] + (q.shape[-1],) * 2), dtype)
        assert (np.tril(r, -1) == 0).all()
    close(linalg.qr(a, 'r'), linalg.qr(a)[1], dtype)
    h, tau = linalg.qr(a, 'raw')
    assert h.shape == shape[:-2] + shape[:-3:-1] and tau.shape == shape[:-2] + (k,)
    close(np.triu(h.swapaxes(-1, -2))[..., :k, :], linalg.qr(a, 'r'), dtype)
    close(a @ linalg.pinv(a) @ a, a, dtype)


def test_known_results():
    assert linalg.det([[1, 2], [2, 4]]) == 0 and linalg.slogdet([[1, 2], [2, 4]]) == (0, -np.inf)
    assert linalg.det(np.zeros((3, 3))) == 0
    assert linalg.eigvals(np.diag((1, 2, 3))).tolist() == [1, 2, 3]
    assert linalg.eigvals([[0, 1], [-1, 0]]).tolist() == [1j, -1j]
    q, r = linalg.qr([[3.0, 1.0], [4.0, 2.0]])
    close(q, [[-0.6, -0.8], [-0.8, 0.6]], 'f8')
    close(r, [[-5, -2.2], [0, 0.4]], 'f8')
    assert linalg.solve(np.eye(2, dtype=int), [1, 2]).dtype == 'f8'
    assert linalg.matrix_power([[1, 1], [0, 1]], 5).tolist() == [[1, 5], [0, 1]]
    assert linalg.matrix_power([[1.0, 1.0], [0.0, 1.0]], -2).tolist() == [[1, -2], [0, 1]]
    assert linalg.matrix_rank([[1, 2], [2, 4]]) == 1 and linalg.matrix_rank(np.zeros((2, 3, 3))).tolist() == [0, 0]
    assert linalg.cond([[1, 0], [0, 4]]) == 4 and linalg.cond([[1, 2], [2, 4]], 1) == np.inf
    assert [linalg.norm([3, -4], ord) for ord in (None, 1, 2, np.inf, -np.inf, 0)] == [5, 7, 5, 4, 3, 2]
    assert [linalg.norm([[3, 0], [0, -4]], ord) for ord in ('fro', 'nuc', 1, -1, 2, -2, np.inf)] == [5, 7, 4, 3, 4, 3, 4]
    assert linalg.multi_dot([[1, 2], np.eye(2), np.eye(2), [3, 4]]) == 11
    assert linalg.vector_norm(np.ones((2, 3, 4)), axis=(0, 2), keepdims=True).shape == (1, 3, 1)
    assert linalg.matrix_norm(np.ones((2, 3, 4)), keepdims=True).shape == (2, 1, 1)
    assert linalg.tensorinv(np.eye(4).reshape(2, 2, 2, 2)).shape == (2, 2, 2, 2)
    assert linalg.tensorsolve(np.eye(4).reshape(2, 2, 4), np.ones((2, 2))).tolist() == [1] * 4
    assert linalg.cross([1, 0, 0], [0, 1, 0]).tolist() == [0, 0, 1]
    assert linalg.trace(np.ones((2, 3, 3))).tolist() == [3, 3] and linalg.diagonal(np.eye(3), offset=1).tolist() == [0, 0]


def test_least_squares():
    a = np.array([[0, 1], [1, 1], [2, 1], [3, 1.0]])
    x, residuals, rank, s = linalg.lstsq(a, [-1, 0.2, 0.9, 2.1])
    close(x, [1, -0.95], 'f8')
    close(residuals, [0.05], 'f8')
    assert rank == 2 and s.shape == (2,)
    x, residuals, rank, s = linalg.lstsq(np.ones((2, 2)), np.ones((2, 3)))
    close(x, np.full((2, 3), 0.5), 'f8')
    assert residuals.shape == (0,) and rank == 1
    for m, n, k in itertools.product((0, 2), (0, 3), (0, 2)):
        x, residuals, rank, s = linalg.lstsq(np.ones((m, n)), np.ones((m, k)))
        assert x.shape == (n, k) and rank == min(m, n, 1) and s.shape == (min(m, n),)


@pytest.mark.parametrize('shape', [(0, 0), (0, 2, 2), (2, 0, 0)])
def test_sizes_of_zero(shape):
    a = np.zeros(shape, 'f4')
    for function in (linalg.inv, linalg.cholesky, linalg.eigvals, linalg.eigvalsh, linalg.svdvals, linalg.det):
        assert function(a).dtype in ('f4', 'c8')
    assert linalg.inv(a).shape == shape and linalg.eig(a)[1].shape == shape and linalg.eigh(a)[1].shape == shape
    assert (np.asarray(linalg.det(a)) == 1).all()
    assert linalg.solve(a, np.zeros(shape[:-1] + (3,))).shape == shape[:-1] + (3,)
    u, s, vh = linalg.svd(np.zeros(shape[:-1] + (3,)))
    assert u.shape == shape[:-1] + (shape[-2],) and vh.shape == shape[:-2] + (3, 3)
    q, r = linalg.qr(np.zeros(shape[:-1] + (3,)))
    assert q.shape[-1] == r.shape[-2] == min(shape[-2], 3)
    assert linalg.pinv(np.zeros(shape[:-1] + (3,))).shape == shape[:-2] + (3, shape[-2])


def test_errors():
    error = linalg.LinAlgError
    for call, message in [
            (lambda: linalg.inv(np.zeros((2, 2))), 'Singular matrix'),
            (lambda: linalg.solve([[1, 2], [2, 4]], [1, 2]), 'Singular matrix'),
            (lambda: linalg.inv(np.array([np.eye(2), np.zeros((2, 2))])), 'Singular matrix'),
            (lambda: linalg.cholesky([[1, 2], [2, 1]]), 'Matrix is not positive definite'),
            (lambda: linalg.eig([[np.nan]]), 'Array must not contain infs or NaNs'),
            (lambda: linalg.svd([[np.nan]]), 'SVD did not converge'),
            (lambda: linalg.eigh([[np.inf, 1], [1, 1]]), 'Eigenvalues did not converge'),
            (lambda: linalg.inv([1, 2]), '1-dimensional array given. Array must be at least two-dimensional'),
            (lambda: linalg.inv(np.zeros((2, 3))), 'Last 2 dimensions of the array must be square'),
            (lambda: linalg.lstsq([1], [1]), '1-dimensional array given. Array must be two-dimensional'),
            (lambda: linalg.lstsq(np.eye(2), [1, 2, 3]), 'Incompatible dimensions'),
            (lambda: linalg.cond(np.zeros((0, 2))), 'cond is not defined on empty arrays')]:
        with pytest.raises(error) as caught:
            call()
        assert str(caught.value) == message
    assert issubclass(error, ValueError) and error.__module__ == 'numpyni.linalg'
    with pytest.raises(TypeError, match='array type float16 is unsupported in linalg'):
        linalg.inv(np.eye(2, dtype='f2'))
    with pytest.raises(ValueError, match=r'solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature '
                                         r'\(m,m\),\(m,n\)->\(m,n\) \(size 3 is different from 2\)'):
        linalg.solve(np.eye(2), np.ones((3, 1)))
    for call in (lambda: linalg.eigh(np.eye(2), 'X'), lambda: linalg.norm(np.eye(2), 'x'), lambda: linalg.norm(np.ones(2), 'x'),
                 lambda: linalg.qr(np.eye(2), 'x'), lambda: linalg.multi_dot([1]), lambda: linalg.tensorinv(np.eye(2), 0)):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(TypeError):
        linalg.matrix_power(np.eye(2), 1.5)


def test_arguments_stay_as_they_are():
    a = matrix('f8', (4, 4))
    before = a.tolist()
    for function in (linalg.inv, linalg.det, linalg.slogdet, linalg.eig, linalg.eigh, linalg.svd, linalg.qr, linalg.pinv):
        function(a)
    linalg.qr(a, 'raw')
    linalg.lstsq(a, a)
    assert a.tolist() == before


def test_results_have_names():
    a = np.eye(2)
    assert linalg.eig(a)._fields == linalg.eigh(a)._fields == ('eigenvalues', 'eigenvectors')
    assert linalg.qr(a)._fields == ('Q', 'R') and linalg.svd(a)._fields == ('U', 'S', 'Vh')
    assert linalg.slogdet(a)._fields == ('sign', 'logabsdet')
    assert linalg.inv.__module__ == 'numpyni.linalg'
