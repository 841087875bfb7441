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


@pytest.mark.parametrize('dtype', ['f4', 'f8'])
def test_a_vector_beside_a_matrix(dtype):
    """Columns that are summed up side by side: fewer than that, as many, some more; rows in more than one part; every layout."""
    for depth, columns in ((0, 9), (1, 8), (5, 7), (3, 33), (600, 45), (257, 64)):
        x, y = numbers((depth,), dtype), numbers((depth, columns), dtype, 2)
        expected = [float(sum(map(float.__mul__, x.tolist(), column))) for column in zip(*y.tolist())] or [0.0] * columns
        for v, m in ((x, y), (x[::-1].copy()[::-1], np.asfortranarray(y)), (x, np.repeat(y, 2, axis=0)[::2]), (x, y[:, ::-1].copy()[:, ::-1])):
            assert (v @ m).tolist() == (m.T @ v).tolist() == np.vecmat(v, m).tolist() == expected
        out = np.ones(2 * columns, dtype)
        np.matmul(x, y, out=out[::2])
        assert out[::2].tolist() == expected and out[1::2].tolist() == [1.0] * columns


@pytest.mark.parametrize('dtype', DTYPES)
def test_elements_of_a_matrix_by_two_index_arrays(dtype):
    i, j = np.array([0, -1, 2, 2, -3]), np.array([4, 0, -5, 3, 1])
    for x in (numbers((3, 5), dtype), numbers((5, 3), dtype).T, numbers((3, 5), dtype)[::-1, ::-1], numbers((6, 10), dtype)[::2, ::2]):
        rows = x.tolist()
        for one, two in ((i, j), (i[::-1], j[::-1]), (i.astype('i4'), j), (i[:0], j[:0]), (i, j[:1]), (i.reshape(5, 1), j)):
            pairs = np.broadcast_arrays(one, two)
            found = x[one, two]
            assert found.dtype == x.dtype and found.shape == pairs[0].shape
            places = list(zip(pairs[0].ravel().tolist(), pairs[1].ravel().tolist()))
            assert found.ravel().tolist() == [rows[a][b] for a, b in places]
            target = x.copy()
            target[one, two] = np.ones(found.shape, dtype)
            assert target.tolist() == [[target.dtype.type(1).item() if (a, b) in {(c % 3, d % 5) for c, d in places} else rows[a][b]
                                        for b in range(5)] for a in range(3)]
        for wrong, axis in (((3, 0), 0), ((-4, 0), 0), ((0, 5), 1), ((0, -6), 1), ((1 << 62, 0), 0), ((0, -1 << 62), 1)):
            for set_ in (False, True):
                with pytest.raises(IndexError, match=f'index {wrong[axis]} is out of bounds for axis {axis} with size {(3, 5)[axis]}'):
                    if set_:
                        x.copy()[np.array([0, wrong[0]]), np.array([0, wrong[1]])] = x[0, :2]
                    else:
                        x[np.array([0, wrong[0]]), np.array([0, wrong[1]])]
        with pytest.raises(IndexError, match='could not be broadcast'):
            x[i, j[:2]]


@pytest.mark.parametrize('dtype', DTYPES)
def test_rows_by_a_list(dtype):
    for x in (numbers((4, 3), dtype), numbers((3, 4), dtype).T, numbers((8, 3), dtype)[::2], numbers((4, 3), dtype)[::-1], numbers((4, 0), dtype)):
        rows = x.tolist()
        for key in ([0, 2], [-1, 1, -1], [3], [], [True, False, True, False], [[0, 1], [2, 3]], [0, 2.0]):
            if 2.0 in key and type(key[1]) is float:
                with pytest.raises(IndexError, match='arrays used as indices|only integers'):
                    x[key]
                continue
            expected = [row for row, true in zip(rows, key) if true] if True in key and key[0] is True else \
                [rows[k] for k in key] if not key or type(key[0]) is int else [[rows[k] for k in each] for each in key]
            assert x[key].tolist() == expected and x[key].base is None and x[key].shape[-1] == x.shape[1]
        target = x.copy()
        target[[1, 3]] = target[[3, 1]]
        assert target.tolist() == [rows[0], rows[3], rows[2], rows[1]]
        target[[0, 1]] = target[2:]
        assert target.tolist() == [rows[2], rows[1], rows[2], rows[1]]
        target[[0, -1]] = 1
        assert target.tolist() == [[target.dtype.type(1).item()] * x.shape[1] if i in (0, 3) else row for i, row in enumerate(target.tolist())]
        for wrong in (4, -5):
            with pytest.raises(IndexError, match=f'index {wrong} is out of bounds for axis 0 with size 4'):
                x[[0, wrong]]
            before = target.tolist()
            with pytest.raises(IndexError, match=f'index {wrong} is out of bounds for axis 0 with size 4'):
                target[[0, wrong]] = target[2:].copy()
            assert target.tolist() == before
    x = np.arange(12.0).reshape(4, 3)
    x[[0, 1, 2]] = x[1:]                # the value is a part of the array
    assert x.tolist() == [[3, 4, 5], [6, 7, 8], [9, 10, 11], [9, 10, 11]]
    x.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        x[[0, 1]] = np.zeros((2, 3))


def test_real_and_imaginary_parts():
    for dtype, part in (('c8', 'f4'), ('c16', 'f8'), ('>c16', '>f8')):
        whole = (np.arange(12) + 1j * np.arange(12)[::-1]).astype(dtype).reshape(3, 4)
        for z in (whole, whole.T, whole[::-1, ::2], whole[0], whole[0, 1:2], whole[:0], np.array(2 - 1j, dtype)):
            real, imag = z.real, z.imag
            assert real.dtype == imag.dtype == np.dtype(part) and real.shape == imag.shape == z.shape
            assert np.asarray(real).strides == np.asarray(imag).strides == z.strides
            assert real.tolist() == np.array([v.real for v in z.ravel().tolist()]).reshape(z.shape).tolist()
            assert imag.tolist() == np.array([v.imag for v in z.ravel().tolist()]).reshape(z.shape).tolist()
        z = whole.copy()
        z.real[1] = 7
        z.imag = 2
        assert z.tolist() == [[complex(7 if i == 1 else v.real, 2) for v in row] for i, row in enumerate(whole.tolist())]
        z.real = np.zeros(4)
        assert not z.real.any()
        z.flags.writeable = False
        assert not z.real.flags.writeable
        with pytest.raises(ValueError, match='read-only'):
            z.imag = 1
    x = np.arange(3.0)
    assert x.real is x and x.imag.tolist() == [0, 0, 0] and not x.imag.flags.writeable
    with pytest.raises(TypeError, match='does not have imaginary part to set'):
        x.imag = 1


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
    for dtype in DTYPES:
        for x in layouts(dtype):
            condition, choice = numbers(x.shape, 'i8', 3) % 2 == 0, numbers(x.shape, dtype, 2)
            for y in (choice, choice[..., :1] if x.ndim else choice, dtype == '?' or 3):
                found, expected = np.where(condition, x, y), np.array(np.broadcast_to(np.asarray(y, x.dtype.newbyteorder('=')), x.shape))
                expected[condition] = x[condition]
                assert found.dtype == expected.dtype and found.tolist() == expected.tolist()


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
