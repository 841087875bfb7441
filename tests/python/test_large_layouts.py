"""Operations whose loops differ with the size: gathers by eight, rows and columns written out, transposed operands, clips, repeats."""
import pytest

import numpyni as np

KINDS = [np.uint8, np.int16, np.float32, np.int64, np.float64, np.complex128]


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('n', [7, 8, 63, 64, 1001])
def test_index_arrays_of_every_length(kind, n):
    a = (np.arange(500) % 120).astype(kind)
    i = np.arange(n) * 37 % 500
    expected = [a.tolist()[k] for k in i.tolist()]
    assert a[i].tolist() == expected and a[i - 500].tolist() == expected and np.take(a, i).tolist() == expected
    assert a[::-1][i].tolist() == [a.tolist()[-1 - k] for k in i.tolist()]
    mixed = np.where(i % 2 == 0, i, i - 500)
    assert a[mixed].tolist() == expected
    for outside in (500, -501):
        wrong = i.copy()
        wrong[n // 2] = outside
        with pytest.raises(IndexError, match=f'index {outside} is out of bounds for axis 0 with size 500'):
            a[wrong]
        kept = a.copy()
        with pytest.raises(IndexError):
            kept[wrong] = 1
        assert np.array_equal(kept, a)
    b = a.copy()
    b[i] = a[i] + kind(1)
    assert all(b.tolist()[k] == a.tolist()[k] + 1 for k in set(i.tolist()))


@pytest.mark.parametrize('kind', [np.bool_, np.uint8, np.int16, np.uint16])
@pytest.mark.parametrize('length', [1, 2, 3, 4, 5, 8, 9])
def test_index_arrays_into_few_small_elements(kind, length):
    a = (np.arange(length) * 77 % 251).astype(kind)
    i = np.arange(100) * 3 % length
    assert a[i].tolist() == [a.tolist()[k] for k in i.tolist()] == a[i - length].tolist() == np.take(a, i).tolist()


@pytest.mark.parametrize('kind', [np.int8, np.uint16, np.float16, np.float32, np.int64])
@pytest.mark.parametrize('n', [33, 511, 512, 513, 5000, 20_001])
def test_every_second_element(kind, n):
    a = (np.arange(2 * n) % 60).astype(kind)
    x = a.tolist()
    assert a[::2].copy().tolist() == x[::2] and a[1::2].copy().tolist() == x[1::2]
    assert (a[::2] + a[1::2]).tolist() == [x1 + x2 for x1, x2 in zip(x[::2], x[1::2])]
    assert (a[1::2] - a[:n]).astype(np.int8).tolist() == [x1 - x2 for x1, x2 in zip(x[1::2], x)]
    assert np.array_equal(a[1::2] > a[:n], a[1::2].copy() > a[:n])
    out = np.zeros(2 * n, kind)
    np.add(a[::2], kind(1), out=out[1::2])
    assert out[1::2].tolist() == [x + 1 for x in x[::2]] and not out[::2].any()


@pytest.mark.parametrize('every', [1, 2, 7, 100])
def test_places_of_true_elements(every):
    a = np.arange(10_003) * 7919 % every == 0
    places = [i for i, x in enumerate(a.tolist()) if x]
    assert np.flatnonzero(a).tolist() == places == np.nonzero(a)[0].tolist()
    assert np.count_nonzero(a) == len(places)


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('shape', [(20, 20), (100, 100), (40, 255), (40, 256), (300, 257), (65, 130), (1100, 260)])
def test_squares_with_rows_columns_and_transposes(kind, shape):
    t = (np.arange(shape[0] * shape[1]) % 50).astype(kind).reshape(shape)
    other = t.reshape(shape[::-1]).T
    rows = t.tolist()
    assert (t + t[1]).tolist() == [[x + y for x, y in zip(row, rows[1])] for row in rows]
    assert (t[:, 2:3] + t).tolist() == [[x + row[2] for x in row] for row in rows]
    assert (t + other).tolist() == [[x + y for x, y in zip(*pair)] for pair in zip(rows, other.tolist())]
    assert (other * t).flags.c_contiguous == (t * other).flags.c_contiguous
    assert other.copy().tolist() == other.tolist()
    out = np.empty(shape, kind)
    np.subtract(other, t, out=out)
    assert np.array_equal(out + t, other)
    np.add(other, 1, out=other)
    assert np.array_equal(other.T.reshape(shape), t)        # the same memory


@pytest.mark.parametrize('kind', [np.bool_, *KINDS, np.int8, np.uint16, np.complex64])
@pytest.mark.parametrize('shape', [(2, 64), (255, 70), (256, 64), (257, 65), (700, 17), (600, 100)])
def test_places_of_extrema_down_the_columns(kind, shape):
    rows, lanes = shape
    t = (np.arange(rows * lanes) * 7919 % 1009 % 100).astype(kind).reshape(shape)
    if kind in (np.complex64, np.complex128):
        t = t + 1j * t[::-1].real
    t[-1, 3] = t[:, 3].max()
    columns = [[(x.real, x.imag) for x in column] for column in t.T.tolist()]
    assert t.argmax(axis=0).tolist() == [column.index(max(column)) for column in columns]
    assert t.argmin(axis=0).tolist() == [column.index(min(column)) for column in columns]
    assert t[:, 1:].argmax(axis=0).tolist() == t.argmax(axis=0).tolist()[1:]
    if kind in (np.float32, np.float64, np.complex64, np.complex128):
        t[rows // 2, 5] = t[-1, 5] = t[rows - 1, 7] = np.nan
        assert t.argmax(axis=0)[[5, 7]].tolist() == [rows // 2, rows - 1] == t.argmin(axis=0)[[5, 7]].tolist()


@pytest.mark.parametrize('kind', [np.int8, np.uint8, np.int16, np.int32, np.uint32, np.int64, np.uint64, np.float32, np.float64])
@pytest.mark.parametrize('n', [15, 16, 17, 33, 100, 127, 128, 160, 300])
def test_divmod_of_every_length(kind, n):
    low = 0 if kind in (np.uint8, np.uint32, np.uint64) else -60
    a, b = (np.arange(n) * 37 % 100 + low).astype(kind), (np.arange(n) * 11 % 9 + 1).astype(kind)
    expected = [divmod(x, y) for x, y in zip(a.tolist(), b.tolist())]
    quotients, remainders = np.divmod(a, b)
    assert list(zip(quotients.tolist(), remainders.tolist())) == expected
    np.divmod(a, b, out=(b, a))         # in place
    assert list(zip(b.tolist(), a.tolist())) == expected


def test_clips_of_integers_and_repeats():
    a = np.arange(-300, 300)
    for kind, low, high in [(np.int8, 3, 7), (np.int64, -5, 5), (np.uint16, 1, 9), (np.int16, 7, 3), (np.uint8, -1, 300), (np.uint8, 0, 255)]:
        x = a.astype(kind)
        clipped = np.clip(x, low, high)
        assert clipped.dtype == kind and clipped.tolist() == [min(max(v, low), high) for v in x.tolist()]
    with pytest.raises(OverflowError):
        np.clip(a.astype(np.uint8), 300, 400)
    with pytest.raises(OverflowError):
        np.clip(a.astype(np.uint8), -3, -2)
    long = np.arange(20_000)
    for x in (long, long[::-3], long.astype(np.complex128)):
        assert np.array_equal(np.repeat(x, 3).reshape(-1, 3), np.stack([x, x, x], axis=1))
    square = long.reshape(100, 200)
    assert np.array_equal(np.repeat(square, 2, axis=1)[:, ::2], square) and np.array_equal(np.repeat(square, 2, axis=1)[:, 1::2], square)


@pytest.mark.parametrize('kind', [np.uint8, np.int32, np.uint32, np.int64, np.float32, np.float64])
def test_partitions_of_many(kind):
    state = 1
    values = []
    for _ in range(140_000):
        state = (state * 48271) % 2147483647
        values.append(state % 251)
    a = np.array(values).astype(kind)
    ordered = np.sort(a)
    for k in (0, 1000, 46_666, 70_000, 139_999):
        p, i = np.partition(a, k), np.argpartition(a, k)
        assert p[k] == ordered[k] == a[i[k]] and np.array_equal(np.sort(p), ordered) and np.array_equal(np.sort(i), np.arange(a.size))
        assert (p[:k] <= p[k]).all() and (p[k:] >= p[k]).all() and (a[i[:k]] <= p[k]).all() and (a[i[k:]] >= p[k]).all()
        b = a.copy()
        b.partition(k)
        assert b[k] == p[k] and (b[:k] <= b[k]).all() and (b[k:] >= b[k]).all() and np.array_equal(np.sort(b), ordered)


@pytest.mark.parametrize('kind', [np.bool_, np.uint8, np.int16, np.int32, np.int64, np.uint64])
@pytest.mark.parametrize('shape', [(1, 3, 5), (7, 8, 9), (5, 17, 300), (40, 33, 257)])
def test_products_of_integer_matrices(kind, shape):
    rows, k, columns = shape
    a = (np.arange(rows * k) % 13 % 7).astype(kind).reshape(rows, k)
    b = (np.arange(k * columns) % 11 % 3).astype(kind).reshape(k, columns)
    for left, right in ((a, b), (a[::-1], b[:, ::-1]), (np.asfortranarray(a), np.asfortranarray(b))):
        exact = [[sum(x * y for x, y in zip(row, column)) for column in zip(*right.tolist())] for row in left.tolist()]
        assert np.array_equal(left @ right, np.array(exact).astype(kind))


@pytest.mark.parametrize('kind', [np.float32, np.float64])
@pytest.mark.parametrize('rows, k', [(1, 1), (2, 3), (5, 16), (7, 17), (100, 100), (33, 4096), (3, 4097), (4, 0)])
def test_matrices_by_vectors(kind, rows, k):
    a = (np.arange(rows * k) * 7 % 23 - 11).reshape(rows, k).astype(kind)
    x = (np.arange(k) * 5 % 17 - 8).astype(kind)
    exact = (a.astype(np.int64) @ x.astype(np.int64)).astype(kind)
    assert np.array_equal(a @ x, exact) and np.array_equal(a[::-1] @ x, exact[::-1])
    assert np.array_equal(a @ x.reshape(k, 1), exact.reshape(rows, 1)) and np.array_equal(np.stack([a, a]) @ x, np.stack([exact, exact]))
    wide, out = np.zeros((rows, k + 3), kind), np.zeros(2 * rows, kind)
    wide[:, 1:k + 1] = a
    assert np.array_equal(np.matmul(wide[:, 1:k + 1], x, out=out[::2]), exact) and not out[1::2].any()


@pytest.mark.parametrize('dtype', ['?', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8'])
def test_places_of_extrema_down_rows(dtype):
    """Widths around the lanes that are compared at once; the first of equal elements, and the first that is no number."""
    for rows, lanes in ((2, 16), (5, 63), (7, 64), (300, 65), (4, 130)):
        values = [[(i * 7919 + j * 104729) % 251 % 17 for j in range(lanes)] for i in range(rows)]
        x = np.array(values).astype(dtype)
        if dtype[0] == 'f':
            x[rows // 2, ::3] = x[rows - 1, ::3] = float('nan')
        for a in (x, x[::-1], np.asfortranarray(x)):
            columns = list(zip(*a.tolist()))
            for name, better in (('argmax', max), ('argmin', min)):
                first = [next((i for i, v in enumerate(c) if v != v), None) for c in columns]
                expected = [c.index(better(c)) if i is None else i for c, i in zip(columns, first)]
                with np.errstate(all='raise'):
                    assert getattr(a, name)(axis=0).tolist() == expected
                assert getattr(a, name)(axis=0, keepdims=True).tolist() == [expected]


@pytest.mark.parametrize('kind', KINDS[:-1])
@pytest.mark.parametrize('values', [3, 200, 10 ** 9])
def test_selection_from_many(kind, values):
    """Lengths from which a sample finds the place, of few and many different values, at the ends and between."""
    n = 5003
    x = (np.arange(n) * 7919 % 10007 % values % 60_000).astype(kind)
    expected = np.sort(x)
    for k in (0, 1, n // 3, n // 2, n - 1, -2):
        part, order = np.partition(x, k), np.argpartition(x, k)
        for found in (part, x[order]):
            assert found[k] == expected[k] and (found[:k] <= found[k]).all() and (found[k:] >= found[k]).all()
        assert np.array_equal(np.sort(part), expected) and np.array_equal(np.sort(order), np.arange(n))
    assert np.median(x) == expected[n // 2] and np.percentile(x, 100) == expected[-1]


@pytest.mark.parametrize('n', [32_767, 32_768, 300_001])
def test_many_elements_alike(n):
    """What one thread does at once or several do, into new arrays, into given ones and in place; errors are told."""
    x = np.arange(n) % 251
    y, out = x + 3, np.empty(n, x.dtype)
    assert np.add(x, y, out=out) is out and np.array_equal(out - x, y) and out[-1] == 2 * x[-1] + 3
    assert np.negative(x)[n - 1] == -x[n - 1] and np.array_equal(x - y, np.full(n, -3))
    y += 1
    assert np.array_equal(y, x + 4) and np.array_equal(x[::2] * 2, (x + x)[::2])
    with np.errstate(divide='raise'), pytest.raises(FloatingPointError):
        np.divide(1.0, x)
