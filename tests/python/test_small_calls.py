"""Calls that the portable host makes straight over memory: layouts, overlaps, numbers, memory that is used again."""

import pytest

import numpyni as np


def test_parts_that_overlap_are_read_before_they_are_written():
    a = np.arange(8.0)
    a[1:] -= a[:-1]
    assert a.tolist() == [0.0] + [1.0] * 7
    b = np.arange(8)
    b[2:] = b[:-2]
    assert b.tolist() == [0, 1, 0, 1, 2, 3, 4, 5]
    b[::-1] += b
    assert b.tolist() == [5, 5, 3, 3, 3, 3, 5, 5]
    c = np.arange(9).reshape(3, 3)
    c[1:, :] += c[:-1, :]
    assert c.tolist() == [[0, 1, 2], [3, 5, 7], [9, 11, 13]]
    c += c.T
    assert c.tolist() == [[0, 4, 11], [4, 10, 18], [11, 18, 26]]


@pytest.mark.keeps_handles      # of the errors' frames
def test_rows_and_columns_meet():
    a = np.zeros((3, 4))
    a += np.arange(4)
    a -= np.arange(3)[:, None]
    assert a.tolist() == [[0, 1, 2, 3], [-1, 0, 1, 2], [-2, -1, 0, 1]]
    outer = a[1:, 0, np.newaxis] * a[0, 1:]
    assert outer.tolist() == [[-1, -2, -3], [-2, -4, -6]]
    assert (np.ones((2, 1, 3)) + np.arange(2)[:, None]).tolist() == [[[1] * 3, [2] * 3]] * 2
    with pytest.raises(ValueError, match='non-broadcastable'):
        a += np.zeros((2, 3, 4))
    with pytest.raises(ValueError):
        a[1:] = np.zeros((3, 4))


def test_results_keep_the_order_of_their_operands():
    a = np.zeros((3, 5)).T
    assert (a + a).flags.f_contiguous and (a + 1.0).flags.f_contiguous
    assert np.sqrt(a).strides == (8, 40)
    assert (a[1:, 1:] * 2.0).strides == (8, 32)


@pytest.mark.parametrize('dtype, number', [('uint8', 256), ('uint8', -1), ('int16', 1 << 15), ('int64', 1 << 63)])
def test_numbers_outside_the_type(dtype, number):
    a = np.ones(3, dtype)
    with pytest.raises(OverflowError):
        a + number
    with pytest.raises(OverflowError):
        a += number
    with pytest.raises(OverflowError):
        a[1:] = number
    assert (a < number).tolist() == [number > 0] * 3


def test_numbers_take_the_type_of_the_array():
    assert (np.ones(3, np.float32) * 0.1).dtype == np.float32
    assert (np.ones(3, np.uint8) + True).dtype == np.uint8
    assert (np.ones(3, bool) | np.True_).dtype == bool
    assert (np.ones(3, bool) | np.ones(3, bool)).dtype == bool
    assert (np.ones(3, np.int8) + np.int64(1)).dtype == np.int64
    assert (np.ones(3) * 1j).dtype == np.complex128
    a = np.ones(3, np.int64)
    with pytest.raises(np.exceptions.UFuncTypeError if hasattr(np.exceptions, 'UFuncTypeError') else TypeError):
        a += 0.5
    with pytest.raises(ValueError, match='read-only'):
        b = np.broadcast_to(a, (2, 3))
        b += 1


def test_powers_that_are_other_functions():
    a = np.array([-0.0, 4.0])
    assert str(a ** 0.5) == '[-0.  2.]'
    assert (np.array([3, -4], np.int8) ** 2).tolist() == [9, 16]
    assert (np.array([2.0, 4.0]) ** -1).tolist() == [0.5, 0.25]
    assert (np.array([True]) ** 2).dtype == np.int8


@pytest.mark.parametrize('length', [300, 5000, 40000])
def test_memory_that_is_used_again_belongs_to_one_array_at_a_time(length):
    kept = []
    for i in range(600):
        a = np.arange(length, dtype=np.float64)
        b = (a + i) * 2.0 - i
        if i % 60 == 0:
            kept.append((i, b, b[5:9]))
        del a
    for i, b, part in kept:
        assert b[0] == i and b[length - 1] == 2 * (length - 1) + i and part.tolist() == [2.0 * j + i for j in range(5, 9)]


def test_small_arrays_have_memory_of_their_own():
    made = [make(n) for n in [*range(40), *range(40)] for make in (np.zeros, np.empty, lambda n: np.ones(n, 'i2') + np.ones(n, 'i2'))]
    for a in made[::3]:
        assert not a.any()
    for number, a in enumerate(made):
        a[...] = number
    for number, a in enumerate(made):
        assert a.tolist() == [number] * len(a)
    kept = made[40:44]
    del made
    for _ in range(1000):
        assert not np.zeros(9).any()
    assert [a.tolist() for a in kept] == [[40 + n] * len(a) for n, a in enumerate(kept)]
