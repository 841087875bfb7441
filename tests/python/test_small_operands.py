"""Small operands go ways of their own through the runtime: each is held to the general way, which a mask that leaves nothing out asks for."""
import itertools

import numpyni as np
import pytest

DTYPES = ['?', 'i1', 'u1', 'i8', 'u8', 'f2', 'f4', 'f8', 'c8', 'c16', '>f8', '>i4']


def numbers(shape, dtype, seed=1):
    count = 1
    for length in shape:
        count *= length
    values = [(seed * 37 + 7919 * i) % 23 for i in range(count)]
    return np.array(values, 'f8').reshape(shape).astype(dtype)


def layouts(dtype):
    """Arrays of at most 4 axes and few elements: in both orders, reversed, with gaps, broadcast, of length one, of none."""
    cube = numbers((3, 4, 5), dtype)
    yield from (cube, cube.T, cube[::-1], cube[:, ::-2], cube[..., ::2], cube[:, :1], cube[:1], cube[0], cube[0, 0], cube[0, 0, ::2],
                cube[:, 0], cube.transpose(1, 0, 2), cube.transpose(2, 0, 1), np.broadcast_to(cube[0], (3, 4, 5)), cube[:0], cube[:, :0],
                cube[0, 0, 0, None], numbers((2, 3, 2, 4), dtype), numbers((2, 3, 2, 4), dtype).T, numbers((40, 40), dtype))


def same(found, expected):
    assert found.dtype == expected.dtype and found.shape == expected.shape
    assert found.size == 0 or getattr(found, 'strides', None) == getattr(expected, 'strides', None)
    assert found.tobytes() == expected.tobytes()


def compatible(x, y):
    try:
        return np.broadcast_shapes(x.shape, y.shape)
    except ValueError:
        return None


@pytest.mark.filterwarnings("ignore:'where' used without 'out'")
@pytest.mark.parametrize('dtype', DTYPES)
def test_a_ufunc_of_small_operands(dtype):
    for x, y in itertools.product(layouts(dtype), repeat=2):
        shape = compatible(x, y)
        if shape is None:
            continue
        for ufunc in (np.add, np.less, np.maximum):
            same(ufunc(x, y), ufunc(x, y, where=np.ones(shape, bool)))
        out, expected = np.zeros(shape, dtype), np.zeros(shape, dtype)
        np.add(x, y, out=out)
        np.add(x, y, out=expected, where=np.ones(shape, bool))
        same(out, expected)


@pytest.mark.parametrize('dtype', DTYPES)
def test_a_reduction_of_a_small_array(dtype):
    for x in layouts(dtype):
        everything = np.ones(x.shape, bool)
        for axis in [None, *range(-x.ndim, x.ndim), *itertools.combinations(range(x.ndim), 2)]:
            for keepdims in (False, True):
                same(np.add.reduce(x, axis, keepdims=keepdims), np.add.reduce(x, axis, keepdims=keepdims, where=everything))
                if x.size and dtype[-2:] not in ('c8', '16'):
                    found = np.maximum.reduce(x, axis, keepdims=keepdims)
                    same(found, np.maximum.reduce(x, axis, keepdims=keepdims, where=everything, initial=x.min()))


def test_an_operand_that_is_the_output():
    for shape, key in (((4, 4), (slice(None), slice(None, None, -1))), ((4, 4), (0,)), ((5,), (slice(None, None, -1),))):
        x = numbers(shape, 'f8')
        expected = (x.copy() + x[key].copy()).tolist()
        x += x[key]
        assert x.tolist() == expected
    x = numbers((4, 4), 'f8')
    expected = (x + x.T).tolist()
    x += x.T
    assert x.tolist() == expected
    frozen = numbers((3, 3), 'f8')
    frozen.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        np.add(frozen, frozen[0], out=frozen)


@pytest.mark.parametrize('dtype', DTYPES)
def test_a_copy_of_a_small_array(dtype):
    for x in layouts(dtype):
        for order in 'CFKA':
            found = x.copy(order)
            assert found.tolist() == x.tolist() and found.dtype == x.dtype and found.flags.owndata
            expected = found.flags.f_contiguous if order == 'F' else found.flags.c_contiguous if order == 'C' else True
            assert expected
        for other in ('?', 'i4', 'f8', 'c16', '>i8'):
            if dtype[0] == 'c' and other != 'c16' and other != '?':
                continue
            found = x.astype(other)
            assert found.dtype == np.dtype(other) and found.shape == x.shape
            assert found.tolist() == np.array(x.tolist(), dtype).reshape(x.shape).astype(other).tolist()


@pytest.mark.parametrize('dtype', DTYPES)
def test_products_of_small_operands(dtype):
    pairs = [((4,), (4,)), ((3, 4), (4,)), ((4,), (4, 3)), ((2, 4), (4, 3)), ((0,), (0,)), ((2, 0), (0, 3)), ((0, 4), (4,))]
    for one, two in pairs:
        x, y = numbers(one, dtype), numbers(two, dtype, 2)
        for a, b in ((x, y), (x[..., ::-1], y[::-1]), (np.asfortranarray(x), np.asfortranarray(y))):
            found = np.matmul(a, b)
            expected = np.einsum('...k,k...->...' if b.ndim == 1 else '...k,kj->...j', a, b)
            assert found.shape == expected.shape and found.dtype == expected.dtype
            assert np.asarray(found).tolist() == np.asarray(expected).tolist()
    with pytest.raises(ValueError, match='matmul: Input operand 1 has a mismatch in its core dimension 0'):
        np.matmul(numbers((3,), dtype), numbers((4,), dtype))


@pytest.mark.parametrize('dtype', DTYPES)
def test_few_elements_by_an_index_or_a_mask(dtype):
    for x in (numbers((9,), dtype), numbers((9,), dtype)[::-1], numbers((18,), dtype)[::2]):
        values = x.tolist()
        for index in ([0, 3, -1, 3, -9], [], [8] * 20):
            places = np.array(index, 'i8')
            for key in (places, places[::-1], places.astype('>i8'), places.astype('i2')):
                assert x[key].tolist() == [values[i] for i in key.tolist()]
                target = x.copy()
                target[key] = x[:1]
                assert target.tolist() == [values[0] if i in [k % 9 for k in key.tolist()] else v for i, v in enumerate(values)]
        mask = np.array([True, False, True, False, False, True, False, False, True])
        assert x[mask].tolist() == [v for v, m in zip(values, mask.tolist()) if m]
        target = x.copy()
        target[mask] = x[:4]
        rest = iter(values[:4])
        assert target.tolist() == [next(rest) if m else v for v, m in zip(values, mask.tolist())]
        target[mask] = 1
        assert target[mask].tolist() == [target.dtype.type(1).item()] * 4
        for wrong in (9, -10, 1 << 62, -1 << 62):
            target = x.copy()
            with pytest.raises(IndexError, match='out of bounds'):
                x[np.array([0, wrong])]
            with pytest.raises(IndexError, match='out of bounds'):
                target[np.array([0, wrong])] = x[1]
            assert target.tolist() == values
    x = np.arange(6)
    x[x] = x[::-1]
    assert x.tolist() == [5, 4, 3, 2, 1, 0]
    with pytest.raises(ValueError):
        x[np.array([0, 1])] = np.arange(3)
    with pytest.raises(IndexError):
        x[np.array([True, False])]
    x.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        x[np.array([0])] = 1
    assert x.tolist() == [5, 4, 3, 2, 1, 0]


def test_a_choice_of_small_operands():
    condition = np.array([True, False, True, True])
    for x, y in itertools.product([np.arange(4.0), np.arange(4), np.arange(4, dtype='f4'), np.float32(7), 5, 2.5, 1j, True], repeat=2):
        found = np.where(condition, x, y)
        kind = np.result_type(x, y)
        pick = lambda v, i: v[i] if isinstance(v, np.ndarray) else v
        assert found.dtype == kind
        assert found.tolist() == [kind.type(pick(x, i) if c else pick(y, i)).item() for i, c in enumerate(condition.tolist())]
    assert np.where(condition[:, None], np.arange(3), np.arange(12).reshape(4, 3)).tolist() == [[0, 1, 2], [3, 4, 5], [0, 1, 2], [0, 1, 2]]
    with pytest.raises(OverflowError):
        np.where(condition, np.arange(4, dtype='u1'), 300)


@pytest.mark.parametrize('dtype', ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8'])
def test_products_of_integers_wrap(dtype):
    """Sizes around the tiles of rows, of columns and of depth; strides of every sign."""
    for rows, depth, columns in ((2, 1, 2), (5, 127, 31), (6, 128, 32), (7, 129, 65), (13, 260, 3)):
        x = (np.arange(rows * depth, dtype='u8') * np.uint64(0x9E3779B97F4A7C15)).astype(dtype).reshape(rows, depth)
        y = (np.arange(depth * columns, dtype='u8') * np.uint64(0xC2B2AE3D27D4EB4F)).astype(dtype).reshape(depth, columns)
        bits = 8 * x.itemsize
        expected = [[sum(map(int.__mul__, row, column)) % 2**bits for column in zip(*y.tolist())] for row in x.tolist()]
        for a, b in ((x, y), (np.asfortranarray(x), np.asfortranarray(y)), (x[:, ::-1], y[::-1])):
            found = (a @ b).astype('u8') & np.uint64(2**bits - 1)
            assert found.tolist() == expected
        out = np.ones((columns, rows), dtype).T
        assert np.matmul(x, y, out=out) is out
        assert (out.astype('u8') & np.uint64(2**bits - 1)).tolist() == expected
