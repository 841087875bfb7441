"""What is a view and what is a copy; writes through views."""

import itertools
import math

import pytest

import numpyni as np


def grid():
    return np.arange(24).reshape(2, 3, 4)


VIEWS = {
    'slice': lambda a: a[:, 1:, ::2], 'newaxis': lambda a: a[None], 'integer': lambda a: a[1], 'reversed': lambda a: a[::-1],
    'ellipsis': lambda a: a[...], 'T': lambda a: a.T, 'transpose': lambda a: a.transpose(1, 0, 2), 'reshape': lambda a: a.reshape(6, 4),
    'ravel': lambda a: a.ravel(), 'swapaxes': lambda a: a.swapaxes(0, 1), 'moveaxis': lambda a: np.moveaxis(a, 0, 2),
    'squeeze': lambda a: a[:1].squeeze(), 'expand_dims': lambda a: np.expand_dims(a, 0), 'view': lambda a: a.view('u8'),
    'flip': lambda a: np.flip(a), 'rot90': lambda a: np.rot90(a), 'split': lambda a: np.split(a, 2)[1], 'real': lambda a: a.real,
    'atleast_3d': lambda a: np.atleast_3d(a), 'asarray': lambda a: np.asarray(a),
}
COPIES = {
    'copy': lambda a: a.copy(), 'array': lambda a: np.array(a), 'flatten': lambda a: a.flatten(), 'ravel F': lambda a: a.ravel('F'),
    'reshape F': lambda a: a.reshape(6, 4, order='F'), 'astype': lambda a: a.astype(int), 'index array': lambda a: a[[0, 1]],
    'mask': lambda a: a[a > 3], 'take': lambda a: a.take([0, 1]), 'concatenate': lambda a: np.concatenate([a]), 'roll': lambda a: np.roll(a, 0),
    'sort': lambda a: np.sort(a), 'add': lambda a: a + 0, 'positive': lambda a: +a, 'repeat': lambda a: np.repeat(a, 1, axis=0),
}
READ_ONLY = {'diagonal': lambda a: a.diagonal(), 'broadcast_to': lambda a: np.broadcast_to(a, (2, 2, 3, 4))}


@pytest.mark.parametrize('name', VIEWS)
def test_views_write_through(name):
    a = grid()
    v = VIEWS[name](a)
    assert np.shares_memory(a, v)
    v[...] = 99
    assert (a == 99).sum() == v.size


@pytest.mark.parametrize('name', COPIES)
def test_copies_do_not(name):
    a = grid()
    c = COPIES[name](a)
    assert not np.shares_memory(a, c)
    c[...] = 99
    assert a.tolist() == grid().tolist()


@pytest.mark.parametrize('name', READ_ONLY)
def test_read_only_views(name):
    a = grid()
    v = READ_ONLY[name](a)
    assert np.shares_memory(a, v) and not v.flags.writeable
    with pytest.raises(ValueError):
        v[...] = 1


def test_the_memory_outlives_its_array():
    v = grid()[1, 1:]
    assert v.tolist() == [[16, 17, 18, 19], [20, 21, 22, 23]]


def test_real_and_imag_write_through():
    z = np.zeros(3, complex)
    z.real[1] = 2
    z.imag = [1, 2, 3]
    assert z.tolist() == [1j, 2 + 2j, 3j]
    with pytest.raises(TypeError):
        np.zeros(3).imag = 1
    with pytest.raises(ValueError):
        np.zeros(3).imag[0] = 1


def test_flat():
    a = grid()
    a.T.flat[0] = -1
    assert a[0, 0, 0] == -1
    a.flat[[1, 2]] = [7, 8]
    assert a[0, 0].tolist() == [-1, 7, 8, 3]
    a.T.flat = 5
    assert (a == 5).all()
    it = a.flat
    next(it)
    assert it.index == 1 and it.coords == (0, 0, 1) and len(list(it)) == 23
    a.T.flat[1:3] = [1, 2]
    assert a[1, 0, 0] == 1 and a[0, 1, 0] == 2


def test_flags_and_setflags():
    a = np.zeros(3)
    a.flags.writeable = False
    with pytest.raises(ValueError):
        a[0] = 1
    with pytest.raises(ValueError):
        a += 1
    a.setflags(write=True)
    a[0] = 1
    b = np.frombuffer(b'abcd', 'u1')
    with pytest.raises(ValueError):
        b.flags.writeable = True


def test_setting_attributes():
    a = np.arange(6)
    a.shape = 2, 3
    assert a.tolist() == [[0, 1, 2], [3, 4, 5]]
    a.shape = -1
    assert a.shape == (6,)
    with pytest.raises(ValueError):
        a.shape = 4
    a.dtype = 'f8'
    assert a.dtype == float
    a.dtype = 'i4'
    assert a.shape == (12,)
    t = np.arange(6).reshape(2, 3).T
    with pytest.raises(AttributeError):
        t.shape = 6
    s = np.arange(6)
    s.strides = (8,)
    with pytest.raises(ValueError):
        s.strides = (80,)


def test_views_of_other_types():
    a = np.array([1, 2], 'i4')
    assert a.view('u1').shape == (8,)
    assert a.view('i8').shape == (1,)
    assert a.view('>i4').tolist() == [1 << 24, 2 << 24]
    with pytest.raises(ValueError):
        np.zeros((2, 3), 'i2').view('i8')
    with pytest.raises(ValueError):
        np.zeros((2, 3)).T.view('i4')


def test_byteswap_in_place():
    a = np.array([1, 256], 'i2')
    assert a.byteswap(inplace=True) is a
    assert a.tolist() == [256, 1]
    z = np.array([1 + 2j]).byteswap().view('>c16')
    assert z[0] == 1 + 2j


def test_ndarray_constructor():
    a = np.ndarray((2, 3), dtype='i2', order='F')
    assert a.shape == (2, 3) and a.strides == (2, 4)
    raw = bytearray(range(16))
    b = np.ndarray((2,), 'u1', raw, 3, (5,))
    assert b.tolist() == [3, 8]
    b[0] = 99
    assert raw[3] == 99
    with pytest.raises(TypeError):
        np.ndarray((20,), 'u1', raw)
    with pytest.raises(ValueError):
        np.ndarray((2,), 'u1', raw, 0, (50,))


def test_a_reshape_that_copies_has_no_base():
    a = np.arange(6.0).reshape(2, 3).copy('F')
    flat = a.ravel()
    assert not np.shares_memory(a, flat) and flat.base is not a


def test_elements_follow_a_change_of_shape():
    a = np.arange(6.0).reshape(2, 3).copy()
    assert a[1, 2] == 5.0 and a[-1, -1] == 5.0
    a.shape = (3, 2)
    assert a[2, 1] == 5.0 and a[-3, 1] == 1.0
    a[2, -2] = 9.0
    assert a.tolist() == [[0.0, 1.0], [2.0, 3.0], [9.0, 5.0]]
    with pytest.raises(IndexError, match='index 3 is out of bounds for axis 0 with size 3'):
        a[3, 0]
    with pytest.raises(IndexError, match='index -3 is out of bounds for axis 1 with size 2'):
        a[0, -3]
    with pytest.raises(IndexError):
        a[0, 0, 0]


@pytest.mark.parametrize('shape', [(3, 4), (5, 1), (1, 6), (70000, 2), (2, 3, 4), (4, 1, 2), (3, 5, 1)], ids=str)
@pytest.mark.parametrize('view, origin', [(lambda a: a, lambda key, shape: key),
                                          (lambda a: a[::-1], lambda key, shape: (shape[0] - 1 - key[0],) + key[1:]),
                                          (lambda a: a.T, lambda key, shape: key[::-1]),
                                          (lambda a: a[..., ::-1].copy(), lambda key, shape: key[:-1] + (shape[-1] - 1 - key[-1],))],
                         ids=['whole', 'reversed', 'transposed', 'copied'])
def test_elements_of_several_axes(shape, view, origin):
    size = math.prod(shape)
    a = view(np.arange(float(size)).reshape(shape))

    def number(key):
        count = 0
        for i, n in zip(origin(tuple([i % n for i, n in zip(key, a.shape)]), a.shape), shape):
            count = count * n + i
        return float(count)
    ends = [sorted({0, n // 2, n - 1, -1, -n}) for n in a.shape]
    for key in itertools.product(*ends):
        assert a[key] == number(key)
        a[key] = number(key) + 0.5
        assert a[key] == number(key) + 0.5
        a[key] = number(key)
    for axis, n in enumerate(a.shape):
        for wrong in (n, -n - 1, 1 << 62):
            key = [0] * len(shape)
            key[axis] = wrong
            with pytest.raises(IndexError, match=f'index {wrong} is out of bounds for axis {axis} with size {n}'):
                a[tuple(key)]
            with pytest.raises(IndexError):
                a[tuple(key)] = 1.0
    assert a.sum() == size * (size - 1) / 2


@pytest.mark.parametrize('dtype', ['f8', 'f4', 'f2', 'i8', 'u8', 'i4', 'u2', 'i1', '?', 'c16', 'c8'])
def test_elements_of_backward_views(dtype):
    a = np.arange(6).astype(dtype)
    vector, matrix = a[::-1], a.reshape(2, 3)[::-1, ::-1]
    assert [x.item() for x in vector] == a.tolist()[::-1] == [matrix[i, j].item() for i in range(2) for j in range(3)]
    assert vector[-1] == a[0] and vector[5] == a[0]
    vector[5] = matrix[0, 1] = 1
    assert a[0] == 1 and a[4] == 1


def test_large_words_of_backward_views():
    a = np.array([2 ** 64 - 1, 5], 'u8')
    backward = a[::-1]
    assert int(backward[1]) == 2 ** 64 - 1
    backward[0] = 2 ** 64 - 2
    assert int(a[1]) == 2 ** 64 - 2
