"""The short ways of functions in Python give what their long ways give."""

import pytest

import numpyni as np

TYPES = ['int64', 'float64', 'int8', 'float32', 'complex128', '>f8']


@pytest.mark.parametrize('dtype', TYPES)
def test_plain_subscripts(dtype):
    a, A, S = np.arange(4).astype(dtype), np.arange(12).reshape(3, 4).astype(dtype), np.arange(9).reshape(3, 3).astype(dtype)
    for text, operands in (('i,j->ij', (a, a)), ('i,j', (a, A[0])), ('i,i', (a, a)), ('ij,ij->', (A, A)), ('ij,ij', (A, A)), ('ij,ij->ij', (A, A)),
                           ('ij->ji', (A,)), ('ii->i', (S,)), ('ij->i', (A,)), ('ij->j', (A,)), ('ij->', (A,)), ('ii', (S,)), ('ii->', (S,))):
        short, long = np.einsum(text, *operands), np.einsum(' ' + text, *operands)
        assert short.dtype == long.dtype and short.shape == long.shape and short.tolist() == long.tolist(), text
    for text in ('ij->ji', 'ii->i') if S.dtype.isnative else ():
        assert np.shares_memory(np.einsum(text, S), S)
    for text in ('ii', 'ii->i'):
        with pytest.raises(ValueError):
            np.einsum(text, A)


@pytest.mark.parametrize('dtype', TYPES)
def test_methods_of_ufuncs(dtype):
    a, places = np.arange(1, 6).astype(dtype), np.array([1, 3, 3])
    for ufunc in (np.add, np.multiply, np.maximum, np.logical_and, np.logical_or):
        assert ufunc.reduce(a) == ufunc.reduce(a, axis=0) and type(ufunc.reduce(a)) is type(ufunc.reduce(a, axis=0))
        for short, long in ((ufunc.accumulate(a), ufunc.accumulate(a, axis=0)), (ufunc.reduceat(a, places), ufunc.reduceat(a, places.tolist())),
                            (ufunc.outer(a, a), ufunc.outer(a, a, order='C'))):
            assert short.dtype == long.dtype and short.tolist() == long.tolist()
    short, long = a.astype(a.dtype), a.astype(a.dtype)
    np.add.at(short, places, 1)
    np.add.at(long, places.tolist(), 1)
    assert short.tolist() == long.tolist()


@pytest.mark.parametrize('dtype', TYPES)
def test_vectors(dtype):
    a = np.arange(5).astype(dtype)
    for at in (0, 2, -1, 5):
        assert np.insert(a, at, 9).tolist() == np.insert(a, [at], [9]).tolist()
    for at in (0, 2, -1):
        assert np.delete(a, at).tolist() == np.delete(a, [at]).tolist()
    for at in (7, -7):
        with pytest.raises(IndexError):
            np.insert(a, at, 9)
        with pytest.raises(IndexError):
            np.delete(a, at)
    assert np.cross(a[:3], a[2:]).tolist() == np.cross(a[None, :3], a[None, 2:])[0].tolist()
    weights = np.arange(1, 6).astype(dtype)
    assert np.average(a, weights=weights) == pytest.approx((a * weights).sum() / weights.sum())
    assert np.nan_to_num(a).tolist() == a.tolist() and np.nan_to_num(a) is not a
    assert np.tensordot(a.reshape(5, 1), a.reshape(1, 5), 1).tolist() == np.outer(a, a).tolist()


def test_numbers():
    a = np.arange(5)
    assert np.interp(2, a, a * 2) == np.interp(2.0, a, a * 2.0) == 4.0 and type(np.interp(2, a, a)) is np.float64
    assert np.interp(a, a, a * 2).tolist() == (a * 2.0).tolist()
    assert np.unravel_index(5, (3, 4)) == (1, 1) and np.unravel_index(5, (3, 4), 'F') == (2, 1)
    for at in (12, -1):
        with pytest.raises(ValueError, match='out of bounds'):
            np.unravel_index(at, (3, 4))
    for at in (1, [1]):
        with pytest.raises(ValueError, match='dimensions are too large'):
            np.unravel_index(at, (2**32 - 1, 2**31 + 1))
    with pytest.raises(ValueError, match='multiple indices'):
        np.unravel_index([0], ())
    assert np.ravel_multi_index((a[:3], a[:3]), (3, 4)).tolist() == [0, 5, 10]
    assert np.fromiter(range(3), float).tolist() == [0.0, 1.0, 2.0]


@pytest.mark.keeps_handles
def test_uniform_numbers():
    assert 2.0 <= np.random.uniform(2, 3) < 3.0 and np.random.uniform(2.0, 2.0) == 2.0
    with pytest.raises(OverflowError):
        np.random.uniform(0, float('inf'))
