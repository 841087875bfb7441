"""Elements moved: by mask, by index, by place; against lists of Python."""

import pytest

import numpyni as np

LENGTHS = (0, 1, 7, 64, 65, 200, 1000)
TYPES = ('?', 'u1', 'i2', 'f2', 'i4', 'f4', 'i8', 'f8', 'c8', 'c16')
LAYOUTS = {'gapless': lambda a: a, 'reversed': lambda a: a[::-1], 'gaps': lambda a: a[::2], 'unaligned to 64': lambda a: a[1:]}


def _numbers(n, seed=1):
    found = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2 ** 31
        found.append(seed >> 8)
    return found


def _values(dtype, n):
    return np.array([x % 100 for x in _numbers(n)], dtype='i8').astype(dtype)


def _mask(n):
    return np.array([x % 3 == 0 for x in _numbers(n, 7)], dtype=bool)


@pytest.mark.parametrize('layout', LAYOUTS)
@pytest.mark.parametrize('dtype', TYPES)
def test_a_mask_reads_and_writes_its_places(dtype, layout):
    for n in LENGTHS:
        a, mask = LAYOUTS[layout](_values(dtype, n)), LAYOUTS[layout](_mask(n))
        before, places = a.tolist(), [i for i, holds in enumerate(mask.tolist()) if holds]
        assert np.nonzero(mask)[0].tolist() == places
        assert a[mask].tolist() == [before[i] for i in places]
        other = a[::-1].copy()
        assert np.where(mask, a, other).tolist() == [before[i] if i in set(places) else x for i, x in enumerate(other.tolist())]
        one = a.copy()
        one[mask] = True
        assert one.tolist() == [1 if i in set(places) else x for i, x in enumerate(before)]
        a[mask] = a[mask][::-1].copy()
        expected = list(before)
        for i, j in zip(places, places[::-1]):
            expected[i] = before[j]
        assert a.tolist() == expected


@pytest.mark.parametrize('kind', ('i1', 'u1', 'i4', 'i8', '>i8'))
@pytest.mark.parametrize('dtype', TYPES + ('S3', 'U5', 'M8[s]', 'O'))
def test_an_array_of_any_integers_names_places(dtype, kind):
    values = _values('i8', 100)
    a = values.astype(dtype)
    index = np.array([x % 100 for x in _numbers(70, 3)], dtype=kind)
    if kind != 'u1':
        index[::3] -= 100
    before = a.tolist()
    assert a[index].tolist() == np.take(a, index).tolist() == [before[i] for i in index.tolist()]
    expected = list(before)
    for i, x in zip(index.tolist(), before[:70]):
        expected[i] = x
    a[index] = a[:70].copy()
    assert a.tolist() == expected
    rows = values.reshape(20, 5)
    assert rows[index % 20].tolist() == [rows[i].tolist() for i in (index % 20).tolist()]


def test_an_index_outside_is_an_error_and_nothing_is_written():
    a = np.arange(5)
    for index in ([5], [-6], [0, 7, 9]):
        with pytest.raises(IndexError, match='out of bounds for axis 0 with size 5'):
            a[np.array(index)]
        with pytest.raises(IndexError, match='out of bounds for axis 0 with size 5'):
            a[np.array(index)] = 1
    assert a.tolist() == [0, 1, 2, 3, 4]


def test_places_of_more_dimensions_are_row_major():
    a = np.array(_numbers(4 * 5 * 6)).reshape(4, 5, 6) % 3 == 0
    expected = [(i, j, k) for i in range(4) for j in range(5) for k in range(6) if a[i, j, k]]
    assert list(zip(*[each.tolist() for each in a.nonzero()])) == expected
    assert [tuple(row) for row in np.argwhere(a.T).tolist()] == sorted(place[::-1] for place in expected)


@pytest.mark.parametrize('n', (1, 2, 9, 10, 3000, 5001))
@pytest.mark.parametrize('dtype', ('u1', 'i4', 'f8'))
def test_order_statistics_are_those_of_the_sorted_elements(dtype, n):
    a = np.array(_numbers(n)).astype(dtype)
    ordered = sorted(float(x) for x in a.tolist())
    assert np.median(a) == (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    for percent in (0, 25, 50, 99, 100):
        place = (n - 1) * (percent / 100)
        low = int(place)
        first, second = ordered[low], ordered[min(low + 1, n - 1)]
        expected = first + (second - first) * (place - low)
        for found in (np.percentile(a, percent), np.percentile(a, [percent])[0]):
            assert float(found) == pytest.approx(expected, rel=1e-14, abs=0)
    if dtype == 'f8' and n > 2:
        a[n // 2] = float('nan')
        assert np.isnan(np.median(a)) and np.isnan(np.percentile(a, 30))
        rest = sorted(x for x in a.tolist() if x == x)
        assert np.nanmedian(a) == (rest[(n - 2) // 2] + rest[(n - 1) // 2]) / 2


def test_the_end_of_integers_keeps_their_type():
    assert np.quantile(np.array([3, 1, 2], dtype='i2'), 1).dtype == 'i2'
    assert np.quantile(np.array([3, 1, 2], dtype='i2'), 1.0).dtype == 'f8'


def test_counts_and_repeats():
    x = np.array([x % 10 for x in _numbers(500)])
    counts = [x.tolist().count(k) for k in range(10)]
    assert np.bincount(x).tolist() == counts
    assert np.bincount(x.astype('u1'), minlength=12).tolist() == counts + [0, 0]
    assert np.bincount(x, weights=x).tolist() == [k * count for k, count in enumerate(counts)]
    assert np.repeat(np.arange(10), counts).tolist() == sorted(x.tolist())
    assert np.repeat(np.arange(40), 3).tolist() == [i for i in range(40) for _ in range(3)]
    assert np.repeat(np.array([['a', 'b'], ['c', 'd']]), [2, 0], axis=1).tolist() == [['a', 'a'], ['c', 'c']]
    assert np.resize(np.arange(3), (2, 4)).tolist() == [[0, 1, 2, 0], [1, 2, 0, 1]]


def test_many_are_searched_for_at_once():
    ordered, x = np.sort(np.array(_numbers(300)) % 50), np.arange(-1, 52)
    for side, below in (('left', lambda y, x: y < x), ('right', lambda y, x: y <= x)):
        expected = [sum(below(y, each) for y in ordered.tolist()) for each in x.tolist()]
        assert np.searchsorted(ordered, x, side).tolist() == expected
        assert np.searchsorted(ordered, x[:50].reshape(5, 10), side).ravel().tolist() == expected[:50]
        assert [int(np.searchsorted(ordered, each, side)) for each in x.tolist()] == expected
    assert np.searchsorted(np.array([]), [1.0]).tolist() == [0]


def test_put_repeats_values_and_obeys_the_mode():
    for a in (np.zeros(6, int), np.zeros(12, int)[::2]):
        np.put(a, [0, -1, 2], [1, 2])
        assert a.tolist() == [1, 0, 1, 0, 0, 2]
        np.put(a, np.array([7, -7]), 9, mode='wrap')
        assert a.tolist() == [1, 9, 1, 0, 0, 9]
        np.put(a, [50, -50], [3, 4], mode='clip')
        assert a.tolist() == [4, 9, 1, 0, 0, 3]


def test_a_mode_is_one_of_three_and_nothing_goes_into_an_empty_array():
    for call in (lambda: np.take(np.arange(3), [1], mode='x'), lambda: np.put(np.arange(3), [1], 1, mode='x')):
        with pytest.raises(ValueError, match="clipmode must be one of 'clip', 'raise', or 'wrap' .got 'x'."):
            call()
    with pytest.raises(IndexError, match='cannot replace elements of an empty array'):
        np.put(np.zeros(0), [1], 2, mode='wrap')
    for mode, expected in (('wrap', [2, 2, 0]), ('clip', [2, 0, 0])):
        assert np.take(np.arange(3), [5, -7, 0], mode=mode).tolist() == expected
        assert np.take(np.arange(6).reshape(3, 2), [5, -7, 0], axis=0, mode=mode)[:, 0].tolist() == [2 * i for i in expected]


def test_functions_without_nan():
    nan = float('nan')
    a = np.array([1.0, nan, 3.0, 8.0] * 30)
    assert (np.nansum(a), np.nanmean(a), np.nanmax(a), np.nanmin(a), np.nanargmax(a), np.nanargmin(a)) == (360, 4, 8, 1, 3, 0)
    assert np.nanvar(a) == pytest.approx(26 / 3, rel=1e-14)
    assert np.nanvar(a, ddof=1) == pytest.approx(26 / 3 * 90 / 89, rel=1e-14)
    assert np.isnan(a).sum() == 30          # nothing was written
    with pytest.raises(ValueError, match='All-NaN slice encountered'):
        np.nanargmax(np.array([nan, nan]))


def test_a_transposed_copy_of_any_shape():
    for shape in ((3, 5), (64, 33), (70, 200), (1, 90)):
        for dtype in TYPES:
            a = _values(dtype, shape[0] * shape[1]).reshape(shape)
            assert a.T.copy('C').tolist() == [[a[i, j].item() for i in range(shape[0])] for j in range(shape[1])]


def test_interpolation_between_and_outside():
    nan, inf = float('nan'), float('inf')
    x = np.array([-1.0, 0.0, 0.5, 1.0, 2.5, 4.0, 5.0, nan])
    assert np.interp(x, [0, 1, 4], [10, 20, 50]).tolist()[:7] == [10, 10, 15, 20, 35, 50, 50]
    assert np.interp(x, [0, 1, 4], [10, 20, 50], left=-1, right=nan).tolist()[:6] == [-1, 10, 15, 20, 35, 50]
    assert np.isnan(np.interp(x, [0, 1, 4], [10, 20, 50])[-1])
    assert np.interp(x[:7].reshape(1, 7)[:, ::-1], [1], [3]).tolist() == [[3] * 7]
    assert np.interp(2.0, [1, 1, 3], [0, 5, 7]) == 6.0
    assert np.interp([0.5, 1.5], [0, 1, inf], [1, 1, 2]).tolist() == [1, 1]


@pytest.mark.parametrize('n, widths', [(1, (2, 3, 10, 64, 65)), (17, (2, 3, 10, 64, 65)), (100, (64, 65)), (400, (2, 65)), (2000, (2, 3, 10))])
def test_short_rows_beside_a_column(n, widths):
    for width in widths:
        for dtype, other in (('f8', 'f8'), ('i4', 'f8'), ('u1', 'u1'), ('c16', 'f4')):
            rows = _values(dtype, n * width).reshape(n, width)
            column = _values(other, 2 * n)[::2].reshape(n, 1)
            lists = list(zip(rows.tolist(), column.ravel().tolist()))
            wrap = 256 if dtype == 'u1' else 10 ** 9
            assert (rows + column).real.tolist() == [[(x + y).real % wrap for x in row] for row, y in lists]
            assert (column[::-1] - rows[::-1] == -(rows - column)[::-1]).all() or dtype == 'u1'
            assert (rows > column).tolist() == [[x.real > y for x in row] for row, y in lists] or dtype == 'c16'
            rows += column.astype(dtype)
            assert rows.real.tolist() == [[(x + y).real % wrap for x in row] for row, y in lists]


def test_an_index_that_lies_in_the_array_it_writes_is_read_first():
    a = np.arange(5)
    a[2:][a[:-2]] = 3
    assert a.tolist() == [0, 1, 3, 3, 3]
    a = np.arange(6)
    a[a] = 10**12           # each index is overwritten before the next is used
    assert a.tolist() == [10**12] * 6
    a = np.array([True, True, False, True])
    a[a] = np.array([False, True, False])
    assert a.tolist() == [False, True, False, False]
