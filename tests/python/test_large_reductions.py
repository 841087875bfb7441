"""Reductions that go through memory in pieces, or several rows at a time."""
import math

import pytest

import numpyni as np

INTEGERS = ('int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64')


def values(count, dtype):
    kind = np.dtype(dtype)
    if kind.kind == 'b':
        return [i * 7 % 3 != 0 for i in range(count)]
    if kind.kind in 'iu':
        info = np.iinfo(dtype)
        low, high = (int(info.min), int(info.max)) if kind.itemsize < 8 else (int(info.min) // 2 ** 20, int(info.max) // 2 ** 20)
        return [low + (i * 2654435761) % (high - low + 1) for i in range(count)]
    return [((i * 2654435761) % 4099 - 2049) / 64 for i in range(count)]


@pytest.mark.parametrize('dtype', ('bool',) + INTEGERS + ('float32', 'float64', 'complex64', 'complex128'))
@pytest.mark.parametrize('shape', [(1, 3), (7, 9), (8, 64), (19, 75), (33, 130)])
def test_rows_are_added_in_order(dtype, shape):
    rows, columns = shape
    numbers = values(rows * columns, dtype)
    array = np.array(numbers, dtype).reshape(shape)
    expected = [sum(numbers[column::columns]) for column in range(columns)]
    assert array.sum(axis=0).tolist() == expected               # of floats too: eighths, and few of them
    assert array.T.sum(axis=1).tolist() == expected
    assert array[::-1].sum(axis=0).tolist() == expected
    assert array[:, ::-1].sum(axis=0).tolist() == expected[::-1]
    means = array.mean(axis=0)
    assert np.abs(means - np.array(expected) / rows).max() <= 1e-6 * max(map(abs, expected))


def test_rows_of_a_part_and_of_three_dimensions():
    array = np.arange(5.0 * 40 * 70).reshape(5, 40, 70)
    for axis in range(3):
        moved = np.moveaxis(array, axis, 0)
        expected = np.zeros(moved.shape[1:])
        for part in moved:
            expected = expected + part
        assert (array.sum(axis=axis) == expected).all()
    assert (array[:, 3:21, 5:68].sum(axis=1) == array.sum(axis=1)[:, 5:68] - array[:, :3, 5:68].sum(axis=1) - array[:, 21:, 5:68].sum(axis=1)).all()
    out = np.ones(70, dtype=np.float32)
    assert np.add.reduce(array[0], axis=0, out=out) is out and out[1] == np.float32(array[0, :, 1].sum())
    assert (np.add.reduce(array[0], axis=0, initial=1.0) == array[0].sum(axis=0) + 1).all()


@pytest.mark.parametrize('dtype', ('bool', 'int8', 'uint8', 'int16', 'uint16'))
@pytest.mark.parametrize('bytes_', [b'\x00\x80', b'\xff\x7f', b'\xff\xff'])
def test_sums_of_few_bits_never_overflow(dtype, bytes_):
    if dtype == 'bool':
        array, one = np.ones(70_001, bool), 1
    else:
        array = np.frombuffer(bytes_ * 70_001, dtype)
        one = None
    total = len(array) * one if one else sum(array.tolist())
    assert array.sum() == total
    assert array.mean() == total / len(array)
    assert array[::2].sum() == sum(array[::2].tolist())


@pytest.mark.parametrize('dtype', ('uint8', 'int32', 'int64', 'float32', 'float64', 'float16'))
@pytest.mark.parametrize('count', [1, 2, 100, 2049, 20_000, 300_001])
def test_moments_of_pieces(dtype, count):
    numbers = [7 + i * 2654435761 % 97 for i in range(count)]
    array = np.array(numbers, dtype)
    mean = sum(numbers) / count
    squares = sum(number * number for number in numbers)
    variance = (squares * count - sum(numbers) ** 2) / count ** 2       # of integers, so exact up to the division
    close = {'float16': 2e-3, 'float32': 1e-6}.get(dtype, 1e-13)
    kind = array.dtype if array.dtype.kind == 'f' else np.dtype('f8')
    for view in (array, np.array(numbers[::-1], dtype)[::-1], np.repeat(array, 2)[::2]):
        assert view.var().dtype == view.std().dtype == kind
        assert abs(view.mean() - mean) <= close * abs(mean)
        assert abs(view.var() - variance) <= close * max(variance, 1e-9)
        assert abs(view.std() - math.sqrt(variance)) <= close * math.sqrt(max(variance, 1e-9))
    if count > 2:
        assert abs(array.var(ddof=2) - variance * count / (count - 2)) <= close * variance * 2
    assert array.var(keepdims=True).shape == (1,)
    assert abs(array.reshape(-1, 1).var() - variance) <= close * max(variance, 1e-9)


def test_moments_far_from_zero():
    array = 1e9 + np.arange(100_000.0) % 10
    assert array.var() == pytest.approx(8.25, rel=1e-9)
    assert array.astype('f4').var() >= 0
    steps = np.repeat(np.array([0.0, 1e8]), 50_000)             # no piece varies, but one
    assert steps.var() == pytest.approx(2.5e15, rel=1e-12)


def test_moments_of_what_is_not_finite():
    for place in (0, 5000, 99_999):
        array = np.ones(100_000)
        array[place] = np.nan
        assert np.isnan(array.var()) and np.isnan(array.std()) and np.isnan(np.ptp(array))
        array[place] = np.inf
        with np.errstate(invalid='ignore'):
            assert np.isnan(array.var()) and np.ptp(array) == np.inf
        with np.errstate(invalid='raise'), pytest.raises(FloatingPointError):
            array.var()


@pytest.mark.parametrize('dtype', INTEGERS + ('float16', 'float32', 'float64'))
@pytest.mark.parametrize('count', [1, 3, 2048, 20_000, 300_001])
def test_ptp(dtype, count):
    array = np.ones(count, dtype)
    array[count // 2] = 100
    array[count - 1] = 0
    expected = 1 if count == 1 else 100
    if count == 1:
        array[0], expected = 5, 0
    for view in (array, array[::-1], np.repeat(array, 2)[::2]):
        result = np.ptp(view)
        assert result == expected and result.dtype == array.dtype
    assert np.ptp(array, keepdims=True).tolist() == [expected]
    out = np.empty((), dtype)
    assert np.ptp(array, out=out) is out and out == expected


def test_ptp_wraps_and_refuses():
    assert np.ptp(np.array([-128, 127], 'i1')) == -1
    assert np.ptp(np.array([1 + 2j, 1 - 1j])) == 3j
    with pytest.raises(TypeError, match='numpy boolean subtract'):
        np.ptp(np.array([True, False]))
    with pytest.raises(ValueError, match='zero-size array to reduction operation'):
        np.ptp(np.array([]))


def test_any_and_all_look_far_enough():
    for count in (1, 100, 8192, 70_000, 300_000):
        for dtype in ('bool', 'uint8', 'int64', 'float32'):
            array = np.zeros(count, dtype)
            assert not array.any() and (array == 0).all()
            array[count - 1] = 1
            assert array.any() and not (array == 0).all()
            array[count - 1], array[0] = 0, 1
            assert array.any()


def without(numbers):
    return [number for number in numbers if number == number]


@pytest.mark.parametrize('dtype', ('float16', 'float32', 'float64'))
@pytest.mark.parametrize('count', [1, 7, 64, 1000, 5000, 20_000, 140_000])
def test_reductions_without_nan(dtype, count):
    numbers = [float('nan') if i % 7 == 3 else float((i * 2654435761) % 33 - 16) for i in range(count)]
    array = np.array(numbers, dtype)
    present = without(numbers)
    mean = math.fsum(present) / len(present)
    variance = math.fsum((x - mean) ** 2 for x in present) / len(present)
    close = {'float16': 4e-3, 'float32': 2e-6}.get(dtype, 1e-12)
    for view in (array, np.array(numbers[::-1], dtype)[::-1], np.repeat(array, 2)[::2], array.reshape(1, -1)):
        if dtype != 'float16' or count < 20_000:
            assert np.nansum(view) == math.fsum(present)
        assert abs(np.nanmean(view) - mean) <= close * 16
        assert abs(np.nanvar(view) - variance) <= close * 256
        assert abs(np.nanstd(view) - math.sqrt(variance)) <= close * 16
        assert np.nanmax(view) == max(present) and np.nanmin(view) == min(present)
        assert np.nanargmax(view) == numbers.index(max(present)) and np.nanargmin(view) == numbers.index(min(present))
        for result in (np.nansum(view), np.nanmean(view), np.nanvar(view), np.nanstd(view), np.nanprod(view[..., :3])):
            assert result.dtype == array.dtype
    if len(present) > 2:
        assert abs(np.nanvar(array, ddof=2) - variance * len(present) / (len(present) - 2)) <= close * 256
    assert np.nanprod(np.where(np.isnan(array), array, 1)[:2000]) == 1


def test_reductions_without_nan_over_axes():
    array = np.arange(2.0 * 30 * 40).reshape(2, 30, 40)
    array[0, ::3, 1::4] = np.nan
    array[1, 1::3, ::5] = np.nan
    for axis in (0, 1, 2, -1, (0, 2), (1, 2), None):
        for name in ('nansum', 'nanmean', 'nanvar', 'nanstd', 'nanmax', 'nanmin'):
            kept = getattr(np, name)(array, axis=axis, keepdims=True)
            result = getattr(np, name)(array, axis=axis)
            assert (np.ravel(kept) == np.ravel(result)).all() and kept.ndim == 3
    array[:, 3] = np.nan
    for axis in (0, 1, 2):
        rows = np.moveaxis(array, axis, -1).reshape(-1, array.shape[axis])
        for name in ('nansum', 'nanmean', 'nanvar', 'nanargmax', 'nanargmin'):
            expected = []
            for row in rows.tolist():
                present = without(row)
                if name == 'nansum':
                    expected.append(math.fsum(present))
                elif name == 'nanmean':
                    expected.append(math.fsum(present) / len(present) if present else float('nan'))
                elif name == 'nanvar':
                    mean = math.fsum(present) / len(present) if present else 0
                    expected.append(math.fsum((x - mean) ** 2 for x in present) / len(present) if present else float('nan'))
                elif present:
                    expected.append(row.index(max(present) if name == 'nanargmax' else min(present)))
            if len(expected) == len(rows) and all(x == x for x in expected):
                assert np.abs(np.ravel(getattr(np, name)(array, axis=axis)) - np.array(expected)).max() < 1e-9 * 2400 ** 2
            elif name.startswith('nanarg'):
                with pytest.raises(ValueError, match='All-NaN slice encountered'):
                    getattr(np, name)(array, axis=axis)
            elif name != 'nansum':
                with pytest.warns(RuntimeWarning, match='Mean of empty slice|Degrees of freedom'):
                    getattr(np, name)(array, axis=axis)


def test_reductions_of_nothing_but_nan():
    array = np.full(10_000, np.nan)
    assert np.nansum(array) == 0 and np.nanprod(array) == 1
    for name in ('nanargmax', 'nanargmin'):
        with pytest.raises(ValueError, match='All-NaN slice encountered'):
            getattr(np, name)(array)
    with pytest.warns(RuntimeWarning, match='Mean of empty slice'):
        assert np.isnan(np.nanmean(array))
    with pytest.warns(RuntimeWarning, match='Degrees of freedom'):
        assert np.isnan(np.nanvar(array))
    array[5:7] = 2, -np.inf
    assert np.nanargmax(array) == 5 and np.nanmean(array) == -np.inf
    array[5] = np.nan
    assert np.nansum(array) == -np.inf
    array[7] = np.inf
    with np.errstate(invalid='ignore'):
        assert np.isnan(np.nansum(array)) and np.isnan(np.nanmean(array))
