"""Results that are written over operands which nobody will see again, and operands which somebody will."""
import functools
import itertools
import operator

import pytest

import numpyni as np

N = 40_000          # float64: more than the host asks about


def address(x):
    return x.__array_interface__['data'][0]


def vector():
    return np.arange(N, dtype=np.float64)


def test_expressions_of_large_arrays():
    a, b = vector() / N, vector() % 7 + 1
    for kind in (np.float64, np.float32, np.int64, np.complex128, np.bool_, np.float16):
        x, y = a.astype(kind), b.astype(kind)
        product = x * y
        assert np.array_equal(x + x * y, np.add(x, product))
        assert np.array_equal(x * y + 1, np.add(product, 1))
        assert np.array_equal(2.5 + x * y, np.add(2.5, product)) and (2.5 + x * y).dtype == np.add(2.5, product).dtype
        assert np.array_equal((x * y) ** 2, np.power(product, 2) if kind is np.bool_ else np.square(product))
        assert np.array_equal(abs(x * y), np.absolute(product)) and abs(x * y).dtype == np.absolute(product).dtype
        assert (x * y < y).dtype == np.bool_


def test_the_result_of_another_type_or_shape_is_new():
    x = vector()
    assert (x.astype(np.int64) / 2).dtype == np.float64
    assert (x.astype(np.int8) + x.astype(np.int64)).dtype == np.int64
    assert (x.astype(np.float32) * np.float64(2)).dtype == np.float64
    assert ((x + 1) + x[:2].reshape(2, 1)).shape == (2, N)
    assert ((x + 1).reshape(N, 1) + np.ones((1, 2))).shape == (N, 2)
    square = (x + 1).reshape(200, 200)
    assert np.array_equal((square + 0) + square[0], np.add(square, square[0]))


def test_what_somebody_sees_stays():
    x, y = vector(), vector()
    kept = [x * 1.0]
    assert np.array_equal(operator.add(kept[0], y), x + y) and np.array_equal(kept[0], x)
    assert np.array_equal(functools.reduce(operator.add, [x * 1.0, y, y]), x + y + y)
    running = list(itertools.accumulate([x * 1.0, y, y]))
    assert np.array_equal(running[0], x) and np.array_equal(running[1], x + y) and np.array_equal(running[2], x + y + y)
    objects = np.empty(2, dtype=object)
    objects[0], objects[1] = x * 1.0, x * 2.0
    summed = objects + objects[::-1]
    assert np.array_equal(objects[0], x) and np.array_equal(objects[1], x * 2) and np.array_equal(summed[0], x * 3)
    column = {'a': x * 1.0}
    assert np.array_equal(column['a'] + y, x + y) and np.array_equal(column['a'], x)
    base = x * 1.0
    assert np.array_equal(base[:] + y, x + y) and np.array_equal(base, x)
    view = (x * 1.0).data
    assert np.array_equal(np.asarray(view) + y, x + y) and view[1] == 1.0
    frozen = x * 1.0
    frozen.flags.writeable = False
    assert np.array_equal(frozen + y, x + y)


def test_a_subclass_is_asked():
    class Sub(np.ndarray):
        pass
    x = vector().view(Sub)
    assert type(x * 2 + 1) is Sub and np.array_equal(x * 2 + 1, vector() * 2 + 1)


def test_memory_is_used_again_and_zeros_are_zeros():
    for size in (1 << 16, 100_001, 1 << 20, (1 << 21) - 64, 1 << 21, 5_000_001):
        for _ in range(4):
            x = np.empty(size, dtype=np.uint8)
            x.fill(7)
            del x
            assert not np.zeros(size, dtype=np.uint8).any()
    many = [np.full(1 << 20, i, dtype=np.uint8) for i in range(100)]
    del many[::2]
    again = [np.full(1 << 20, i + 1, dtype=np.uint8) for i in range(30)]
    assert all((x == 2 * i + 1).all() for i, x in enumerate(many))
    assert all((x == i + 1).all() for i, x in enumerate(again))


def test_errors_leave_what_is_named():
    x = vector()
    with np.errstate(over='raise'), pytest.raises(FloatingPointError):
        (x + 1e308) * (x + 1e308)
    assert np.array_equal(x, vector())
