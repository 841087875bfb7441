"""Subclasses, `__array_ufunc__`, deferral, pickles, DLPack, buffers."""

import copy
import hashlib
import io
import pickle
import sys

import pytest

import numpyni as np


class Tagged(np.ndarray):
    """A subclass that carries an attribute."""

    def __array_finalize__(self, obj):
        self.tag = getattr(obj, 'tag', None)


def tagged():
    a = np.arange(6).reshape(2, 3).view(Tagged)
    a.tag = 'x'
    return a


def test_subclasses_travel():
    a = tagged()
    for result in (a[1:], a.T, a.reshape(3, 2), a + 1, 1 + a, np.sin(a), a.copy(), a.ravel(), a.astype('f4'), a.sum(axis=0),
                   np.concatenate([a, a]), a[[0, 1]], a[a > 2], np.swapaxes(a, 0, 1), np.zeros_like(a), a.view('f8')):
        assert type(result) is Tagged, result
    assert (a + 1).tag == 'x' and a[1:].tag == 'x'
    assert type(np.asarray(a)) is np.ndarray and np.asanyarray(a) is a
    assert type(a.view(np.ndarray)) is np.ndarray
    assert type(a[0, 0]) is np.int64 and type(a.sum()) is Tagged and type(a.argmax()) is np.int64


def test_subclass_constructor():
    assert type(Tagged((2, 2))) is Tagged
    assert Tagged((2, 2), dtype='f4').dtype == 'f4'


def test_array_ufunc_takes_the_call():
    class Takes:
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return ufunc.__name__, method, len(inputs), sorted(kwargs)

    a, t = np.arange(3), Takes()
    assert np.add(a, t) == ('add', '__call__', 2, [])
    assert a + t == ('add', '__call__', 2, [])
    assert np.add(a, 1, out=t) == ('add', '__call__', 2, ['out'])
    assert np.add.reduce(t, axis=1) == ('add', 'reduce', 1, ['axis'])
    assert np.add.outer(a, t) == ('add', 'outer', 2, [])
    assert np.matmul(a, t) == ('matmul', '__call__', 2, [])


def test_array_ufunc_none_defers():
    class Alone:
        __array_ufunc__ = None

        def __radd__(self, other):
            return 'radd'

        def __rmatmul__(self, other):
            return 'rmatmul'

        def __gt__(self, other):
            return 'gt'

    a = np.arange(3)
    assert a + Alone() == 'radd' and np.float64(1) + Alone() == 'radd' and np.int8(1) + Alone() == 'radd'
    assert a @ Alone() == 'rmatmul' and (a < Alone()) == 'gt'
    with pytest.raises(TypeError):
        np.add(a, Alone())


def test_array_priority_defers():
    class High:
        __array_priority__ = 1000

        def __rmul__(self, other):
            return 'rmul'

    assert np.arange(3) * High() == 'rmul'
    assert np.float64(2) * High() == 'rmul'


def test_all_not_implemented_is_a_type_error():
    class Refuses:
        def __array_ufunc__(self, *args, **kwargs):
            return NotImplemented

    with pytest.raises(TypeError, match='returned NotImplemented'):
        np.add(np.arange(3), Refuses())


@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize('make', [lambda: np.arange(6).reshape(2, 3), lambda: np.arange(6).reshape(2, 3).T, lambda: np.arange(9)[::2],
                                  lambda: np.zeros((0, 3), 'f4'), lambda: np.array(5.0), lambda: np.array([1, 2], '>i4')])
def test_pickle(protocol, make):
    a = make()
    b = pickle.loads(pickle.dumps(a, protocol))
    assert b.dtype == a.dtype and b.shape == a.shape and b.tolist() == a.tolist()
    assert b.flags.f_contiguous == a.flags.f_contiguous or not a.flags.c_contiguous
    b[...] = 0


def test_pickle_out_of_band_shares_memory():
    a = np.arange(1000.0)
    buffers = []
    data = pickle.dumps(a, 5, buffer_callback=buffers.append)
    assert len(data) < 1000 and len(buffers) == 1
    b = pickle.loads(data, buffers=buffers)
    assert b.tolist() == a.tolist()
    b[0] = 7
    assert a[0] == 7
    del b, buffers


def test_pickle_of_a_subclass_and_of_scalars():
    a = tagged()
    b = pickle.loads(pickle.dumps(a))
    assert type(b) is Tagged and b.tag == 'x' and b.tolist() == a.tolist()
    for value in (np.float64(1.5), np.int8(3), np.True_, np.complex64(1j), np.float16(0.1), np.bfloat16(2)):
        again = pickle.loads(pickle.dumps(value))
        assert again == value and type(again) is type(value)
    for function in (np.sum, np.zeros, np.add, np.array):
        assert pickle.loads(pickle.dumps(function)) is function


def test_copies():
    a = np.arange(6).reshape(2, 3).T
    for b in (copy.copy(a), copy.deepcopy(a)):
        assert b.tolist() == a.tolist() and not np.shares_memory(a, b) and b.flags.f_contiguous


def test_tofile(tmp_path):
    with open(tmp_path / 'a', 'wb') as file:
        np.arange(3, dtype='i2').tofile(file)
    assert (tmp_path / 'a').read_bytes() == b'\0\0\1\0\2\0'
    with pytest.raises(OSError):
        np.arange(3).tofile(io.BytesIO())


@pytest.mark.skipif(sys.implementation.name != 'cpython', reason='capsules need CPython')
def test_dlpack():
    a = np.arange(6.0).reshape(2, 3)
    assert a.__dlpack_device__() == (1, 0)

    class Wrapped:
        def __init__(self, a):
            self.a = a

        def __dlpack__(self, **kwargs):
            return self.a.__dlpack__(**kwargs)

        def __dlpack_device__(self):
            return self.a.__dlpack_device__()

    b = np.from_dlpack(Wrapped(a[:, ::2]))
    assert b.tolist() == [[0, 2], [3, 5]]
    b[0, 0] = 9
    assert a[0, 0] == 9
    a.__dlpack__()              # a capsule that nobody takes
    a.flags.writeable = False
    with pytest.raises(BufferError):
        a.__dlpack__()
    assert not np.from_dlpack(Wrapped(a)).flags.writeable
    with pytest.raises(BufferError):
        np.arange(3, dtype='>i4').__dlpack__()
    with pytest.raises(AttributeError):
        np.from_dlpack(object())


@pytest.mark.skipif(sys.implementation.name == 'cpython', reason='capsules can be had')
def test_dlpack_says_that_it_cannot():
    with pytest.raises(BufferError, match='capsule|Capsule'):
        np.arange(3).__dlpack__()


def test_data_is_a_buffer():
    a = np.arange(3, dtype='i4')
    view = memoryview(a.data)
    assert bytes(view) == a.tobytes()
    del view
    for part in (memoryview(a.data)[1:], memoryview(bytearray(range(8)))[3:]):
        assert np.asarray(part).tolist() == part.tolist()


def test_an_array_is_a_buffer():
    a = np.arange(6, dtype='i4').reshape(2, 3)
    try:
        view = memoryview(a)
    except TypeError:
        pytest.skip('classes written in Python have no buffers here')
    assert view.shape == (2, 3) and view.format == 'i' and view.tolist() == a.tolist() and not view.readonly
    assert bytes(a) == a.tobytes() and bytes(a[1]) == a[1].tobytes()
    assert hashlib.sha1(a).digest() == hashlib.sha1(a.tobytes()).digest()
    assert np.shares_memory(np.asarray(view), a)
    assert memoryview(np.broadcast_to(a[0], (1, 3))[0]).readonly
    with pytest.raises((ValueError, BufferError)):
        hashlib.sha1(a.T)


def test_array_interface_of_an_array():
    a = np.arange(6, dtype='f4').reshape(2, 3)
    interface = a.T.__array_interface__
    assert interface['shape'] == (3, 2) and interface['strides'] == (4, 12) and interface['typestr'] == '<f4'
    assert interface['version'] == 3 and interface['data'][1] is False


def test_iterators_give_scalars():
    assert [type(x) for x in np.arange(2.0)] == [np.float64] * 2
    assert [type(x) for x in np.zeros(2, bool).flat] == [np.bool] * 2


def test_weak_references():
    import weakref
    assert weakref.ref(np.zeros(3)) is not None
