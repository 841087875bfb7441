"""The scalars of CPython's native host: arithmetic computed on the spot, with NumPy's results and warnings."""

import math
import operator
import warnings

import pytest

np = pytest.importorskip('numpyni')
from numpyni import _host as host                                                            # noqa: E402

pytestmark = pytest.mark.skipif(host.name != 'cpython', reason='the native host of CPython')

SIGNED = ['int8', 'int16', 'int32', 'int64']
UNSIGNED = ['uint8', 'uint16', 'uint32', 'uint64']
REAL = ['float16', 'bfloat16', 'float32', 'float64']


def wrap(name, value):
    """An exact integer in the range of a type, and whether it had to wrap."""
    bits = int(name.lstrip('uint'))
    low = 0 if name.startswith('u') else -(1 << bits - 1)
    wrapped = (value - low) % (1 << bits) + low
    return wrapped, wrapped != value


def test_float64_is_a_float_and_complex128_a_complex():
    assert isinstance(np.float64(1.5), float) and isinstance(np.complex128(1j), complex)
    assert float.__add__(np.float64(1.5), 1.0) == 2.5 and math.floor(np.float64(2.7)) == 2
    assert complex.__add__(np.complex128(1 + 2j), 1) == 2 + 2j
    assert '%.2f' % np.float64(1.25) == '1.25'
    assert not isinstance(np.int64(1), int) and not isinstance(np.bool(1), int)


@pytest.mark.parametrize('name', SIGNED + UNSIGNED)
def test_integers_wrap_and_warn(name):
    cls = getattr(np, name)
    bits = int(name.lstrip('uint'))
    low, high = (0, (1 << bits) - 1) if name.startswith('u') else (-(1 << bits - 1), (1 << bits - 1) - 1)
    for x in (low, low + 1, 0, 1, 3, high // 2, high):
        for y in (low, 1, 2, 7, high):
            for op, exact in [(operator.add, x + y), (operator.sub, x - y), (operator.mul, x * y)]:
                value, overflow = wrap(name, exact)
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter('always')
                    result = op(cls(x), cls(y))
                assert type(result) is cls and int(result) == value, (op, x, y)
                assert bool(caught) is overflow, (op, x, y)
                if caught:
                    assert str(caught[0].message).startswith('overflow encountered in scalar')
            if y and (x, y) != (low, -1):
                assert int(cls(x) // cls(y)) == x // y and int(cls(x) % cls(y)) == x % y
            for op in (operator.and_, operator.or_, operator.xor):
                assert int(op(cls(x), cls(y))) == op(x, y)
            for op in (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge):
                assert op(cls(x), cls(y)) is np.bool(op(x, y)) and bool(op(cls(x), y)) is op(x, y)


def test_division_by_zero_warns_and_gives_infinities():
    for name in REAL:
        cls = getattr(np, name)
        with pytest.warns(RuntimeWarning, match='divide by zero encountered in scalar divide'):
            assert cls(1) / cls(0) == math.inf
        with pytest.warns(RuntimeWarning, match='invalid value encountered in scalar divide'):
            assert math.isnan(cls(0) / cls(0))
    with pytest.warns(RuntimeWarning, match='divide by zero encountered in scalar floor_divide'):
        assert np.int32(1) // np.int32(0) == 0
    with pytest.warns(RuntimeWarning, match='divide by zero encountered in scalar remainder'):
        assert np.int32(1) % 0 == 0
    with pytest.warns(RuntimeWarning, match='overflow encountered in scalar multiply'):
        assert np.float32(3e38) * np.float32(10) == math.inf
    with np.errstate(divide='ignore'):
        assert np.float64(-1) / 0 == -math.inf
    with np.errstate(divide='raise'), pytest.raises(FloatingPointError):
        np.float64(1) / 0.0


@pytest.mark.parametrize('name', ['float32', 'float64'])
def test_floor_division_is_pythons(name):
    cls = getattr(np, name)
    for x in (-7.5, -1.0, -0.0, 0.0, 0.5, 3.0, 7.25):
        for y in (-2.0, -0.5, 0.25, 3.0):
            assert float(cls(x) // cls(y)) == x // y and float(cls(x) % cls(y)) == x % y
            assert math.copysign(1, cls(x) % cls(y)) == math.copysign(1, x % y)


def test_weak_python_numbers_keep_the_type():
    assert type(np.float32(1) + 1.5) is np.float32 and type(2 * np.float16(1)) is np.float16
    assert type(np.int8(1) + 1) is np.int8 and type(True + np.int8(1)) is np.int8
    assert type(np.int8(1) + 1.5) is np.float64 and type(np.float32(1) + 1j) is np.complex64
    assert type(np.int8(1) / 2) is np.float64 and type(np.float32(1) + np.float64(1)) is np.float64
    assert type(1.5 + np.float64(1)) is np.float64 and type(np.uint8(1) + np.int8(1)) is np.int16
    with pytest.raises(OverflowError, match='Python integer 300 out of bounds for int8'):
        np.int8(1) + 300
    assert bool(np.int8(1) < 300) and not bool(np.uint8(1) == -1)


def test_construction():
    assert np.float64('1.5') == 1.5 and np.int64('12') == 12 and np.complex128('1+2j') == 1 + 2j
    assert np.float64() == 0 and np.bool(7) is np.True_ and np.bool(0) is np.False_
    assert np.int64(3.9) == 3 and np.int8(np.int64(300)) == 44 and np.uint8(np.int8(-1)) == 255
    for bad in [lambda: np.int8(300), lambda: np.uint8(-1), lambda: np.int64(1 << 63), lambda: np.int64(float('inf'))]:
        with pytest.raises(OverflowError):
            bad()
    with pytest.raises(ValueError):
        np.int64(float('nan'))
    with pytest.raises(TypeError):
        np.float64(1j)
    assert np.float64([1, 2]).tolist() == [1.0, 2.0] and np.float32(np.arange(3)).dtype == np.float32
    assert np.float64(np.zeros(())) == 0.0


@pytest.mark.parametrize('name', SIGNED + UNSIGNED + REAL + ['bool', 'complex64', 'complex128'])
def test_scalars_hash_and_compare_as_python_numbers(name):
    x = getattr(np, name)(1)
    assert hash(x) == hash(1) and x == 1 and {1: 'one'}[x] == 'one' and bool(x) is True
    assert x in [1] and host.scalar_value(x) == 1 and x.dtype.name == name and x.item() == 1


def test_subclasses_of_scalars():
    class Length(np.float64):
        pass

    x = Length(2.5)
    x.unit = 'm'
    assert x + 1 == 3.5 and x.unit == 'm' and type(x) is Length and isinstance(x, float)


def test_index_and_conversions():
    assert [10, 20, 30][np.int64(1)] == 20 and int(np.uint8(200)) == 200 and float(np.int8(-3)) == -3.0
    with pytest.raises(TypeError):
        [1][np.float64(0)]
    with pytest.raises(TypeError):
        [1][np.bool(0)]
    assert ~np.uint8(1) == 254 and -np.int8(3) == -3 and abs(np.int16(-4)) == 4 and +np.float32(2) == 2
    with pytest.warns(RuntimeWarning, match='overflow encountered in scalar negative'):
        assert -np.int8(-128) == -128
