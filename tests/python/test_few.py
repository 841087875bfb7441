"""Few elements of several types take ways of their own: they give what many elements give."""
import itertools

import pytest

import numpyni as np

TYPES = [np.bool, np.int8, np.uint8, np.int32, np.uint64, np.int64, np.float16, np.float32, np.float64, np.complex64, np.complex128]
MANY = 5000
BINARY = [np.add, np.subtract, np.multiply, np.divide, np.floor_divide, np.remainder, np.divmod, np.power, np.maximum, np.arctan2, np.less,
          np.equal, np.logical_and, np.bitwise_or, np.copysign, np.left_shift, np.gcd, np.hypot, np.fmod]
UNARY = [np.sqrt, np.exp, np.negative, np.absolute, np.sign, np.isnan, np.floor, np.invert, np.square, np.modf, np.frexp, np.conjugate,
         np.logical_not, np.reciprocal, np.sin]


def sample(dtype, n):
    return np.array([(i * 7 % 5) + 1 for i in range(n)]).astype(dtype)


def outcome(function, *operands, count=10):
    """The results' types and some elements as text, of which NaNs are equal; or the error with its text."""
    with np.errstate(all='ignore'):
        try:
            results = function(*operands)
        except (TypeError, ValueError, OverflowError) as error:
            return type(error), str(error)
    return [(result.dtype, repr(result.ravel()[:count].tolist())) for result in (results if isinstance(results, tuple) else (results,))]


@pytest.mark.parametrize('function', BINARY, ids=lambda function: function.__name__)
def test_two_operands_of_any_types(function):
    for first, second in itertools.product(TYPES, TYPES):
        few, many = [(sample(first, n), sample(second, n)) for n in (10, MANY)]
        assert outcome(function, *few) == outcome(function, *many), (first, second)
        assert outcome(function, few[0][::-1], few[1]) == outcome(function, few[0][::-1].copy(), few[1])


@pytest.mark.parametrize('function', BINARY, ids=lambda function: function.__name__)
def test_beside_a_scalar(function):
    for dtype, scalar in itertools.product(TYPES, [True, 3, 2.5, 2 - 1j, -1, 300, 2 ** 40, 10 ** 30, np.float32(1.5), np.int16(4), np.True_]):
        few, many = sample(dtype, 10), sample(dtype, MANY)
        assert outcome(function, few, scalar) == outcome(function, many, scalar), (dtype, scalar)
        assert outcome(function, scalar, few) == outcome(function, scalar, many), (dtype, scalar)


@pytest.mark.parametrize('function', UNARY, ids=lambda function: function.__name__)
def test_one_operand(function):
    for dtype in TYPES:
        assert outcome(function, sample(dtype, 10)) == outcome(function, sample(dtype, MANY)), dtype


@pytest.mark.parametrize('function', BINARY, ids=lambda function: function.__name__)
def test_scalars_alone(function):
    for first, second in itertools.product(TYPES, TYPES):
        scalars, arrays = (first(3), second(2)), (np.full(MANY, 3, first), np.full(MANY, 2, second))
        assert outcome(function, *scalars) == outcome(function, *arrays, count=1), (first, second)


def test_operators_of_scalars_of_two_types():
    assert type(np.int64(3) * 2.5) is np.float64 and np.int64(3) * 2.5 == 7.5
    assert type(np.float32(3) + np.int8(2)) is np.float32
    assert type(np.uint8(3) - np.int8(5)) is np.int16 and np.uint8(3) - np.int8(5) == -2
    assert type(2 ** np.float32(3)) is np.float32
    assert (np.int64(3) > 2.5) is np.True_ and (np.uint64(2 ** 63) < np.int64(-1)) is np.False_
    with pytest.raises(OverflowError, match='out of bounds for int8'):
        np.int8(1) + 300
    with pytest.raises(ValueError, match='Integers to negative integer powers'):
        np.int32(2) ** np.int64(-1)
    with pytest.warns(RuntimeWarning, match='divide by zero'):
        assert np.int64(1) / np.float32(0) == np.inf


def test_divmod_of_whatever_stands_there():
    a = np.arange(1, 6)
    for dtype in (np.int8, np.uint32, np.int64, np.float16, np.float64):
        for x, y in itertools.product([dtype(7), dtype(2), a.astype(dtype)], [dtype(3), 2, a.astype(dtype)]):
            quotient, rest = divmod(x, y)
            assert quotient.dtype == rest.dtype == dtype
            assert np.array_equal(quotient, x // y) and np.array_equal(rest, x % y)
    assert divmod(7, np.int8(2)) == (3, 1) and type(divmod(7, np.int8(2))[0]) is np.int8
    assert [x.tolist() for x in divmod([4, 5], np.array([2, 3]))] == [[2, 1], [0, 2]]
    with pytest.raises(TypeError, match='divmod'):
        divmod(np.complex128(1), 2)
    with pytest.raises(TypeError):
        divmod(a, 'x')
    with pytest.warns(RuntimeWarning, match='divide by zero'):
        assert divmod(np.int64(3), 0) == (0, 0)
    with pytest.warns(RuntimeWarning, match='divide by zero'), np.errstate(invalid='ignore'):
        assert np.isnan(divmod(np.float64(3), 0)[1])


def test_warnings_of_few_elements():
    with pytest.warns(RuntimeWarning, match='divide by zero encountered in divmod'):
        quotient, rest = np.divmod(np.array([1, 2]), np.array([0, 2]))
    assert quotient.tolist() == [0, 1] and rest.tolist() == [0, 0]
    with pytest.warns(RuntimeWarning, match='invalid value encountered in sqrt'):
        assert np.isnan(np.sqrt(np.array([-1, 4]))).tolist() == [True, False]


@pytest.mark.parametrize('dtype', [d for d in TYPES if d is not np.bool])
def test_rows_are_written(dtype):
    a, row = np.zeros((4, 5), dtype), np.arange(1, 6).astype(dtype)
    a[1] = row
    a[:, 2] = row[:4]
    a[3, ::2] = row[:3]
    a[2, 1:3] = 7
    assert a.tolist() == np.array([[0, 0, 1, 0, 0], [1, 2, 2, 4, 5], [0, 7, 7, 0, 0], [1, 0, 2, 0, 3]]).astype(dtype).tolist()
    row[1:] = row[:-1]
    assert row.tolist() == np.array([1, 1, 2, 3, 4]).astype(dtype).tolist()
    row[::-1] = row
    assert row.tolist() == np.array([4, 3, 2, 1, 1]).astype(dtype).tolist()
    with pytest.raises(ValueError, match='could not broadcast'):
        a[:, 1] = row
    row.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        row[1:3] = 1


def test_rows_take_what_fits():
    a = np.zeros(5, np.int8)
    with pytest.raises(OverflowError):
        a[1:3] = 300
    with pytest.raises(ValueError):
        a[1:3] = float('nan')
    assert a.tolist() == [0] * 5
    a[...] = True
    a[1:3] = 2.9
    assert a.tolist() == [1, 2, 2, 1, 1]
    swapped = np.zeros(3, '>i4')
    swapped[:2] = 5
    swapped[1:] = np.array([6, 7], '>i4')
    assert swapped.tolist() == [5, 6, 7]


def test_reduce_of_ufuncs():
    for dtype in TYPES:
        a = sample(dtype, 12)
        assert outcome(np.add.reduce, a) == outcome(np.sum, a)
        assert outcome(np.maximum.reduce, a.reshape(3, 4), 1) == outcome(np.max, a.reshape(3, 4), 1)
        assert outcome(lambda x: np.multiply.reduce(x, axis=-1), a.reshape(3, 4)) == outcome(lambda x: np.prod(x, axis=1), a.reshape(3, 4))
    assert np.subtract.reduce(np.array([10, 3, 2])) == 5
    assert np.add.reduce(np.array([[1, 2], [3, 4]])).tolist() == [4, 6]
    with pytest.raises(np.exceptions.AxisError):
        np.add.reduce(np.arange(3), axis=1)
    with pytest.raises(ValueError, match='zero-size array'):
        np.maximum.reduce(np.array([]))
    with pytest.raises(RuntimeError, match='signature'):
        np.matmul.reduce(np.ones((2, 2)))


def test_views_of_more_axes_than_stand_in_an_array():
    a = np.arange(64).reshape((2,) * 6)
    assert a[:, None, 1].shape == (2, 1, 2, 2, 2, 2) and a[None].shape == (1,) + (2,) * 6
    assert a.T[1].tolist() == a[..., 1].T.tolist()
    assert a.reshape(4, 2, 2, 2, 2).tolist() == np.array(a.tolist()).reshape(4, 2, 2, 2, 2).tolist()
    with pytest.raises(IndexError):
        a[0, 0, 0, 0, 0, 0, 0]
    with pytest.raises(IndexError):
        a[:, 5]


def test_methods_that_give_the_whole_array():
    a = np.arange(6).reshape(2, 3)
    assert a.squeeze() is a and np.squeeze(a) is a and a[None].squeeze().shape == (2, 3)
    view = a.view()
    assert view is not a and view.base is a.base and view.tolist() == a.tolist()
    view[0, 0] = 7
    assert a[0, 0] == 7
    for x in (a, a.T, a[:, ::2], a[:0], np.array(3.5), a.astype('>i4')):
        assert np.frombuffer(x.tobytes(), x.dtype).tolist() == x.ravel().tolist()
        assert np.array_equal(x.flatten(), x.ravel()) and (x.size == 0 or not np.shares_memory(x.flatten(), x))
    assert a.transpose(1, 0).tolist() == a.T.tolist() == a.transpose((1, 0)).tolist() == a.transpose(-1, 0).tolist()
    for wrong in ((0, 0), (0,), (0, 2), (0, 1, 2)):
        with pytest.raises(ValueError):
            a.transpose(*wrong)


def test_arrays_of_arrays_of_another_type():
    a = np.asfortranarray(np.arange(6).reshape(2, 3))
    made = np.array(a, dtype=float)
    assert made.dtype == np.float64 and made.tolist() == a.tolist() and made.flags.f_contiguous
    assert np.asarray(a, np.int64) is a and np.asarray(a, 'f4').dtype == np.float32
    with pytest.warns(np.exceptions.ComplexWarning):
        assert np.array(np.array([1 + 2j]), dtype=float).tolist() == [1.0]
    with pytest.warns(RuntimeWarning, match='overflow encountered in cast'):
        assert np.array(np.array([1e300]), dtype='f4').tolist() == [np.inf]
