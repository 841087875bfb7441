"""The core protocol, as every host gives it: memory, views, handles, and what must fail."""

import array
import gc
import weakref

import pytest

from conftest import left_open

import numpyni as np
from numpyni import _host as host
from numpyni import _words as w

WORDS = {'bool': w.BOOL, 'int8': w.INT8, 'int16': w.INT16, 'int32': w.INT32, 'int64': w.INT64, 'uint8': w.UINT8,
         'uint16': w.UINT16, 'uint32': w.UINT32, 'uint64': w.UINT64, 'float16': w.FLOAT16, 'bfloat16': w.BFLOAT16,
         'float32': w.FLOAT32, 'float64': w.FLOAT64, 'complex64': w.COMPLEX64, 'complex128': w.COMPLEX128}


def collected():
    for _ in range(3):
        gc.collect()
    return host.handle_count()


@pytest.mark.parametrize('name', WORDS)
@pytest.mark.parametrize('shape', [(7,), (3, 4), (2, 3, 4), (2, 2, 2, 2), (1000,)])
def test_every_element_is_read_as_it_was_written(name, shape):
    a = host.new(WORDS[name], shape, w.ORDER_C, True)
    size = a.size
    flat = host.reshape(a, (size,), w.ORDER_C, w.COPY_IF_NEEDED)
    for i in range(size):
        flat[i] = i % 2
    assert [host.scalar_value(host.item(a, i)) for i in range(size)] == [i % 2 for i in range(size)]
    assert type(flat[0]) is getattr(np, name)
    index = tuple(length - 1 for length in shape)
    assert a[index] == (size - 1) % 2
    assert a[tuple(-1 for _ in shape)] == (size - 1) % 2
    assert a.T[index[::-1]] == (size - 1) % 2


@pytest.mark.parametrize('name', WORDS)
def test_unaligned_and_swapped_elements_are_read_and_written(name):
    word = WORDS[name]
    itemsize = (word >> 8 & 255) // 8
    raw = host.new(w.UINT8, (itemsize * 5 + 1,), w.ORDER_C, True)
    a = host.as_strided(raw, word, (5,), (itemsize,), 1, False)
    a[3] = 1
    assert [host.scalar_value(x) for x in a] == [0, 0, 0, 1, 0]
    if itemsize > 1:
        b = host.new(word | w.SWAPPED, (3,), w.ORDER_C, True)
        b[1] = 1
        assert b[1] == 1 and type(b[1]) is getattr(np, name)
        assert host.as_strided(b, w.UINT8, (3 * itemsize,), (1,), 0, False).tolist().count(0) < 3 * itemsize


@pytest.mark.parametrize('key', [7, -8, (0, 0), (1, 2, 3), 1.5, 'a', (0.5,), 1 << 70])
def test_a_wrong_index_is_an_index_error(key):
    a = host.new(w.FLOAT64, (7,), w.ORDER_C, True)
    with pytest.raises(IndexError):
        a[key]
    with pytest.raises(IndexError):
        a[key] = 1.0


@pytest.mark.parametrize('key', [(3, 0), (0, 4), (-4, 0), (0, -5), (0, 0, 0)])
def test_a_wrong_index_of_two_axes_is_an_index_error(key):
    a = host.new(w.INT32, (3, 4), w.ORDER_C, True)
    with pytest.raises(IndexError):
        a[key]
    with pytest.raises(IndexError):
        a[key] = 1


@pytest.mark.parametrize('name, value', [('uint8', 256), ('uint8', -1), ('int8', 128), ('int64', 1 << 63), ('uint64', -1)])
def test_an_integer_that_does_not_fit_is_an_overflow_error(name, value):
    a = host.new(WORDS[name], (2,), w.ORDER_C, True)
    with pytest.raises(OverflowError):
        a[0] = value
    with pytest.raises(OverflowError):
        getattr(np, name)(value)


def test_a_readonly_array_is_not_written():
    for shape, key in (((3,), 0), ((3, 3), (0, 0)), ((2, 2, 2), (0, 0, 0)), ((2, 2, 2, 2), (0, 0, 0, 0))):
        a = host.new(w.FLOAT64, shape, w.ORDER_C, True)
        host.set_readonly(a, True)
        for attempt in (lambda: a.__setitem__(key, 1.0), lambda: a.__setitem__(Ellipsis, 1.0), lambda: a.fill(1.0)):
            with pytest.raises(ValueError, match='read-only'):
                attempt()
        assert a.sum() == 0
        host.set_readonly(a, False)
        a[key] = 1.0
        assert a.sum() == 1


@pytest.mark.parametrize('shape', [(-1,), (1 << 62, 4), (1 << 32, 1 << 32), (0, 1 << 62, 8), (1,) * 65])
def test_a_shape_that_cannot_be_is_a_value_error(shape):
    with pytest.raises(ValueError):
        host.new(w.FLOAT64, shape, w.ORDER_C, True)


def test_sixty_four_axes_work():
    a = host.new(w.FLOAT64, (1,) * 64, w.ORDER_C, True)
    a[(0,) * 64] = 2.0
    assert a.sum() == 2.0 and a.T[(0,) * 64] == 2.0
    with pytest.raises(IndexError):
        a[(None,)]


def test_views_keep_the_memory_and_name_their_base():
    a = host.new(w.FLOAT64, (10,), w.ORDER_C, True)
    v = a[2:8][::2]
    assert v.base is a
    a[4] = 5.0
    reference = weakref.ref(a)
    del a
    gc.collect()
    assert reference() is not None and v[1] == 5.0


def test_memory_of_others_is_shared_and_kept():
    source = array.array('d', [1.0, 2.0, 3.0])
    a = host.from_object_buffer(source)
    a[1] = 9.0
    assert source[1] == 9.0 and a.base is source
    assert np.add(a, a).tolist() == [2.0, 18.0, 6.0]
    frozen = host.from_object_buffer(b'\\x01\\x02')
    with pytest.raises(ValueError, match='read-only'):
        frozen[0] = 3
    assert host.from_object_buffer(object()) is None


def test_handles_are_closed_with_their_arrays():
    before = collected()
    for size in (3, 5000):
        a = host.new(w.FLOAT64, (size,), w.ORDER_C, True)
        b = a[1:] + a[:-1]
        assert b.sum() == 0 and np.sqrt(a).sum() == 0
        rows = host.broadcast_to(a, (4, size))
        assert rows.sum() == 0
        del a, b, rows
    assert collected() == before


def test_a_copy_of_overlapping_memory_reads_first():
    a = np.arange(10.0)
    a[1:] = a[:-1]
    assert a.tolist() == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
    a = np.arange(10.0)
    np.add(a[:-1], a[1:], out=a[1:])
    assert a.tolist() == [0, 1, 3, 5, 7, 9, 11, 13, 15, 17]


@pytest.mark.parametrize('size', [1, 10, 32, 33, 600])
@pytest.mark.parametrize('name', ['float64', 'int64', 'float32', 'int8'])
def test_small_and_large_operands_give_the_same(size, name):
    a = np.arange(size).astype(name)
    b = a + a
    values = [host.scalar_value(x) for x in a]
    wrap = (lambda x: (x + 128) % 256 - 128) if name == 'int8' else (lambda x: x)
    assert b.tolist() == [wrap(x + x) for x in values] and b.dtype is a.dtype
    assert (a - 1).tolist() == [wrap(x - 1) for x in values]
    assert (1 - a).tolist() == [wrap(1 - x) for x in values]
    assert (a[::-1] * a).tolist() == [wrap(x * y) for x, y in zip(values[::-1], values)]


def test_a_small_sum_that_overflows_warns_and_wraps():
    a = np.full(3, 1e308)
    with pytest.warns(RuntimeWarning, match='overflow encountered in add'):
        assert (a + a).tolist() == [float('inf')] * 3
    big = np.full(3, 2 ** 63 - 1)
    assert (big + 1).tolist() == [-2 ** 63] * 3
    with pytest.warns(RuntimeWarning, match='divide by zero'):
        assert (a / 0.0).tolist() == [float('inf')] * 3


def test_scalars_have_numpys_results_and_warnings():
    with pytest.warns(RuntimeWarning, match='divide by zero encountered in scalar divide'):
        assert np.float64(1) / 0 == float('inf')
    with pytest.warns(RuntimeWarning, match='overflow encountered in scalar add'):
        assert np.int32(2 ** 31 - 1) + np.int32(1) == -2 ** 31
    with pytest.warns(RuntimeWarning, match='overflow encountered in scalar multiply'):
        assert np.float64(1e308) * 10 == float('inf')
    assert type(np.int8(1) + np.int64(1)) is np.int64 and type(np.int64(1) + np.int8(1)) is np.int64
    assert type(np.uint8(1) + 1) is np.uint8 and type(np.int64(1) + 1.0) is np.float64
    assert type(np.float32(1) + 1.5) is np.float32 and type(np.float32(1) + np.float64(1)) is np.float64
    assert np.float32(0.1) == 0.1 and np.float32(0.1) != np.float64(0.1)
    assert hash(np.int64(5)) == hash(5) and hash(np.float64(0.5)) == hash(0.5)
    assert not isinstance(np.int64(1), int) and isinstance(np.float64(1), float)
    assert np.float16(1) / np.float16(3) == np.float16(1 / 3)


def test_a_view_that_was_passed_to_the_runtime_leaves_no_handle():
    before = host.handle_count()
    for _ in range(3):
        a = np.zeros(6)
        host.transpose(a[1:], (0,)).sum()
        host.transpose(a[1:], (0,)).sum()
    del a
    assert left_open(before) <= 0


def test_a_call_that_fails_returns_what_was_lent_to_it():
    before = host.handle_count()
    for _ in range(10):
        with pytest.raises(Exception):
            host.ufunc_call(0, (np.zeros(6), object()))
    assert left_open(before) <= 1       # GraalPy keeps the last exception, and with it the frames


def test_an_output_may_overlap_an_input_through_two_views():
    a = np.arange(6.0)
    np.add(a[:-1], a[:-1], out=a[1:])
    assert a.tolist() == [0, 0, 2, 4, 6, 8]
