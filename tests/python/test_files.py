"""Arrays in files: the formats, what is mapped and what is copied, and tables of text."""

import io

import pytest

import numpyni as np


@pytest.mark.parametrize('dtype', ['?', 'i1', '>i4', 'f2', 'f8', 'c16'])
@pytest.mark.parametrize('shape', [(), (0,), (3,), (2, 3)])
def test_save_and_load(tmp_path, dtype, shape):
    a = np.ones(shape, dtype)
    np.save(tmp_path / 'a', a)
    b = np.load(tmp_path / 'a.npy')
    assert b.dtype == a.dtype and b.shape == shape and (b == a).all()


def test_column_major_stays_so(tmp_path):
    a = np.arange(6).reshape(2, 3).T
    np.save(tmp_path / 'a.npy', a)
    b = np.load(tmp_path / 'a.npy')
    assert b.flags.f_contiguous and b.tolist() == a.tolist()


def test_npz(tmp_path):
    for save in (np.savez, np.savez_compressed):
        save(tmp_path / 'a.npz', np.arange(3), x=np.eye(2))
        with np.load(tmp_path / 'a.npz') as z:
            assert sorted(z.files) == ['arr_0', 'x'] and z['x'].tolist() == [[1, 0], [0, 1]] and z.f.arr_0.tolist() == [0, 1, 2]
    with pytest.raises(ValueError, match='arr_0'):
        np.savez(tmp_path / 'b.npz', 1, arr_0=2)


def test_bad_files():
    with pytest.raises(EOFError):
        np.load(io.BytesIO())
    with pytest.raises(ValueError, match='allow_pickle'):
        np.load(io.BytesIO(b'nothing of ours'))
    whole = io.BytesIO()
    np.save(whole, np.arange(10))
    with pytest.raises(ValueError, match='EOF'):
        np.load(io.BytesIO(whole.getvalue()[:-3]))
    with pytest.raises(ValueError):
        np.load(io.BytesIO(whole.getvalue().replace(b"'shape': (10,)", b"'shape': (1x,)")))


def test_memmap_writes_through(tmp_path):
    path = tmp_path / 'm'
    m = np.memmap(path, 'f4', 'w+', shape=(2, 3))
    m[1] = 5
    m.flush()
    again = np.memmap(path, 'f4', 'r', shape=(2, 3))
    assert again[1].tolist() == [5, 5, 5] and type(again[0]) is np.memmap and type(again + 1) is np.ndarray
    with pytest.raises(ValueError, match='read-only'):
        again[0] = 1
    copy = np.memmap(path, 'f4', 'c', shape=6)
    copy[0] = 9
    assert np.memmap(path, 'f4', 'r')[0] == 0 and copy.mode == 'c'
    with pytest.raises(ValueError, match='mode'):
        np.memmap(path, mode='x')


def test_raw_numbers(tmp_path):
    path = tmp_path / 'raw'
    np.arange(4.0).tofile(path)
    assert np.fromfile(path).tolist() == [0, 1, 2, 3] and np.fromfile(path, 'f8', 2, offset=8).tolist() == [1, 2]
    np.arange(3).tofile(path, sep=',')
    assert np.fromfile(path, int, sep=',').tolist() == [0, 1, 2]


def test_tables_of_text(tmp_path):
    text = io.StringIO('# head\n1 2.5\n\n3 4 # tail\n')
    assert np.loadtxt(text).tolist() == [[1, 2.5], [3, 4]]
    assert np.loadtxt(['1,2', '3,4'], int, delimiter=',', usecols=1).tolist() == [2, 4]
    assert np.loadtxt(['1 2'], ndmin=2, unpack=True).shape == (2, 1)
    assert np.loadtxt(['"1" 2'], quotechar='"', converters=lambda x: float(x) + 1).tolist() == [2, 3]
    with pytest.raises(ValueError, match='number of columns changed from 2 to 1 at row 2'):
        np.loadtxt(['1 2', '3'])
    with pytest.raises(ValueError, match="could not convert string 'x' to float64 at row 0, column 2"):
        np.loadtxt(['1 x'])
    with pytest.warns(UserWarning, match='no data'):
        assert np.loadtxt([]).shape == (0,)
    np.savetxt(tmp_path / 't.gz', [[1, 2.5]], fmt='%g', header='h')
    assert np.loadtxt(tmp_path / 't.gz').tolist() == [1, 2.5]
    out = io.StringIO()
    np.savetxt(out, np.array([1 + 2j]), fmt='%.1f')
    assert out.getvalue() == ' (1.0+2.0j)\n'


def test_genfromtxt():
    assert np.genfromtxt(['1,2', '3,'], delimiter=',', filling_values=9).tolist() == [[1, 2], [3, 9]]
    masked = np.genfromtxt(['1,N', '3,4'], delimiter=',', missing_values='N', usemask=True)
    assert masked.mask.tolist() == [[False, True], [False, False]]
    with pytest.raises(ValueError, match='got 1 columns instead of 2'):
        np.genfromtxt(['1 2', '3'])


def test_the_masked_constant_cannot_change():
    masked = np.ma.masked
    assert np.ma.array([1], mask=True)[0] is masked and str(masked) == '--' and repr(masked) == 'masked'
    with pytest.raises(np.ma.MaskError):
        masked[()] = 1
    with pytest.raises(AttributeError):
        masked.mask = False


def test_masks_are_shared_by_views_and_not_by_copies():
    a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    view, copy = a[:], a.copy()
    view[0] = np.ma.masked
    assert a.mask.tolist() == [True, True, False] and copy.mask.tolist() == [False, True, False]
    a.harden_mask()
    a[:] = 7
    assert a.filled(0).tolist() == [0, 0, 7]
