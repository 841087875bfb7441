"""Sorting, selection and search in NumPy's order: every type, layout and length."""

import itertools
import math

import pytest

import numpyni as np

NAN, INF = float('nan'), float('inf')
DTYPES = '? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16 >i4 >f8 >c16'.split()


def numbers(dtype, n):
    """Numbers in no order, some of them twice; of floats some that are none."""
    kind = dtype.lstrip('>')[0]
    whole = [(7919 * i * i + 104729 * i) % 251 for i in range(n)]
    if kind == '?':
        return [x % 2 == 1 for x in whole]
    if kind == 'u':
        return [x % 128 for x in whole]
    if kind == 'i':
        return [x % 128 - 64 for x in whole]
    floats = [NAN if x % 17 == 5 else -INF if x == 3 else 0.0 * (-1) ** x if x % 13 == 0 else x / 4 - 30 for x in whole]
    if kind == 'f':
        return floats
    return [complex(x, y) for x, y in zip(floats, floats[1:] + floats[:1])]


def key(x):
    """NumPy's order."""
    if isinstance(x, complex):
        return (math.isnan(x.real), math.isnan(x.imag), *[0.0 if part != part else part + 0.0 for part in (x.real, x.imag)])
    return (x != x, 0.0 if x != x else x + 0)


def same(x, y):
    return [repr(v) for v in x] == [repr(v) for v in y]


@pytest.mark.parametrize('dtype, n', [*itertools.product(DTYPES, [0, 1, 2, 3, 20, 100, 700, 3000])])
def test_every_type_and_length(dtype, n):
    a = np.array(numbers(dtype, n), dtype=dtype)
    values = a.tolist()
    wanted = sorted(values, key=key)
    assert same(np.sort(a, kind='stable').tolist(), wanted)
    assert same(map(key, np.sort(a).tolist()), map(key, wanted))
    order = np.argsort(a, kind='stable')
    assert order.dtype == np.intp and order.tolist() == sorted(range(n), key=lambda i: key(values[i]))
    assert same(map(key, a[np.argsort(a)].tolist()), map(key, wanted))
    for side in ('left', 'right'):
        places = np.searchsorted(np.sort(a), a[:7], side=side)
        keys = [key(x) for x in wanted]
        below = (lambda k, x: k < x) if side == 'left' else (lambda k, x: k <= x)
        assert places.tolist() == [sum(below(k, key(x)) for k in keys) for x in values[:7]]


@pytest.mark.parametrize('dtype', DTYPES)
def test_partitions(dtype):
    a = np.array(numbers(dtype, 101), dtype=dtype)
    wanted = [key(x) for x in sorted(a.tolist(), key=key)]
    for kth in (0, 50, 100, -1, [3, 3, 70, 20], np.zeros(0, int)):
        by_value, by_index = np.partition(a, kth).tolist(), a[np.argpartition(a, kth)].tolist()
        for result in (by_value, by_index):
            keys = [key(x) for x in result]
            assert sorted(keys) == wanted
            for k in [kth] if isinstance(kth, int) else list(kth):
                k %= 101
                assert keys[k] == wanted[k] and max(keys[:k + 1]) == keys[k] and min(keys[k:]) == keys[k]


def test_axes_and_layouts():
    a = np.array(numbers('i4', 60), 'i4').reshape(3, 4, 5)
    for axis in range(-3, 3):
        rows = np.moveaxis(a, axis, -1)
        wanted = np.moveaxis(np.array([[sorted(row) for row in plane] for plane in rows.tolist()], 'i4'), -1, axis)
        assert np.sort(a, axis).tolist() == wanted.tolist()
        assert np.take_along_axis(a, np.argsort(a, axis), axis).tolist() == wanted.tolist()
        assert np.sort(np.partition(a, 1, axis), axis).tolist() == wanted.tolist()
        for view in (a.copy(), np.asfortranarray(a), np.zeros((3, 4, 10), 'i4')[..., ::-2], np.zeros((5, 4, 3), 'i4').T):
            view[...] = a
            view.sort(axis)
            assert view.tolist() == wanted.tolist()
    assert np.sort(a, None).tolist() == sorted(a.ravel().tolist())
    assert np.sort(a[::2, ::-1]).flags.owndata
    whole = np.arange(10)[::-1].copy()
    whole[2:6].sort()
    assert whole.tolist() == [9, 8, 4, 5, 6, 7, 3, 2, 1, 0]


def test_nothing_and_single_elements():
    assert np.sort(np.zeros((0, 3))).shape == np.argsort(np.zeros((3, 0))).shape[::-1] == (0, 3)
    assert np.partition(np.zeros((0, 3)), 5).shape == np.argpartition(np.zeros((0, 3)), 5).shape == (0, 3)
    assert np.searchsorted([], [1, 2]).tolist() == [0, 0] and np.searchsorted([1, 2], []).shape == (0,)
    assert np.sort(np.array(5), None).tolist() == [5]
    assert np.argsort(np.array(5)).tolist() == np.argpartition(np.array(5), 0).tolist() == [0]
    for call in (lambda: np.sort(np.array(5)), lambda: np.sort(np.array(5), 0), lambda: np.array(5).sort(),
                 lambda: np.partition(np.array(5), 0), lambda: np.argsort(np.array(5), 1)):
        with pytest.raises(np.exceptions.AxisError):
            call()


def test_searches():
    assert np.searchsorted([1, 2, 2, 3], 2) == 1 and np.searchsorted([1, 2, 2, 3], 2, 'right') == 3
    assert type(np.searchsorted([1, 2], 2)) is np.intp
    assert np.searchsorted([1, 2, 3], [[0, 2.5], [9, NAN]]).tolist() == [[0, 2], [3, 3]]
    assert np.searchsorted(np.array([0, 2, 4], 'u1'), -1) == 0 and np.searchsorted(np.arange(6)[::2], 3) == 2
    assert np.searchsorted([3, 1, 2], [2], sorter=[1, 2, 0]).tolist() == [1]


def test_lexsort():
    last, first = ['b', 'a', 'b', 'a'], [2, 1, 1, 2]
    numbers = [ord(x) for x in last]
    assert np.lexsort((first, numbers)).tolist() == [1, 3, 2, 0]
    assert np.lexsort((np.array([[2, 1], [1, 2]]), np.array([[0, 0], [1, 0]]))).tolist() == [[1, 0], [1, 0]]


def test_errors():
    a = np.arange(3)
    for call, error, message in [
            (lambda: np.sort(a, kind='x'), ValueError, "sort kind must be one of 'quick', 'heap', or 'stable' (got 'x')"),
            (lambda: np.partition(a, 3), ValueError, 'kth(=3) out of bounds (3)'),
            (lambda: np.partition(a, -4), ValueError, 'kth(=-1) out of bounds (3)'),
            (lambda: np.argpartition(a, 5), ValueError, 'kth(=5) out of bounds (3)'),
            (lambda: np.partition(a, 1.5), TypeError, 'Partition index must be integer'),
            (lambda: np.partition(a, True), ValueError, 'Booleans unacceptable as partition index'),
            (lambda: np.searchsorted(a, 1, 'middle'), ValueError, "search side must be one of 'left' or 'right' (got 'middle')"),
            (lambda: np.sort(a, 1), np.exceptions.AxisError, 'axis 1 is out of bounds for array of dimension 1')]:
        with pytest.raises(error) as caught:
            call()
        assert str(caught.value) == message
    a.flags.writeable = False
    for method in (a.sort, lambda: a.partition(1)):
        with pytest.raises(ValueError, match='read-only'):
            method()
