"""dtypes of text, datetimes, structures and objects: how they are spelled, compared, pickled and promoted."""

import copy
import pickle

import pytest

import numpyni as np

SPELLINGS = {
    'S5': "dtype('S5')", '<U3': "dtype('<U3')", '>U3': "dtype('>U3')", 'V8': "dtype('V8')", 'M8[ns]': "dtype('<M8[ns]')",
    'm8[25s]': "dtype('<m8[25s]')", 'O': "dtype('O')", 'M8': "dtype('<M8')", 'f8,i4': "dtype([('f0', '<f8'), ('f1', '<i4')])",
    '(2,3)f4': "dtype(('<f4', (2, 3)))", 'i4,(2,)f8,S3': "dtype([('f0', '<i4'), ('f1', '<f8', (2,)), ('f2', 'S3')])", 'S': "dtype('S')",
}


@pytest.mark.parametrize('text', SPELLINGS)
def test_spelled_as_in_numpy(text):
    d = np.dtype(text)
    assert repr(d) == SPELLINGS[text] and eval(repr(d), {'dtype': np.dtype}) == d and hash(np.dtype(text)) == hash(d)
    assert pickle.loads(pickle.dumps(d)) == d == copy.deepcopy(d) and d.newbyteorder().newbyteorder() == d


def test_structures_are_laid_out():
    d = np.dtype([('a', 'i1'), ('b', 'f8'), ('c', 'S3')])
    assert (d.itemsize, [d.fields[n][1] for n in d.names]) == (12, [0, 1, 9])
    d = np.dtype([('a', 'i1'), ('b', 'f8'), ('c', 'S3')], align=True)
    assert (d.itemsize, [d.fields[n][1] for n in d.names], d.alignment, d.isalignedstruct) == (24, [0, 8, 16], 8, True)
    d = np.dtype({'names': ['x', 'y'], 'formats': ['i4', 'i2'], 'offsets': [4, 0], 'titles': ['X', None], 'itemsize': 16})
    assert d.fields['X'] == d.fields['x'] == (np.dtype('i4'), 4, 'X') and d['y'] == 'i2' and d[0] == 'i4' and len(d) == 2
    assert repr(d) == ("dtype({'names': ['x', 'y'], 'formats': ['<i4', '<i2'], 'offsets': [4, 0], 'titles': ['X', None], "
                       "'itemsize': 16})")


@pytest.mark.parametrize('spec, error', [('f8,,', TypeError), ('S-1', TypeError), ([('a',)], TypeError), ('M8[foo]', TypeError),
                                         ({'names': ['a'], 'formats': ['i4'], 'offsets': [-1]}, ValueError),
                                         ([('a', 'i4'), ('a', 'i4')], ValueError), (('i4', -1), ValueError),
                                         ({'names': ['a'], 'formats': ['i4'], 'itemsize': 2}, ValueError)])
def test_what_is_no_dtype(spec, error):
    with pytest.raises((error, ValueError)):
        np.dtype(spec)


@pytest.mark.parametrize('x, y, common', [
    ('S3', 'S5', 'S5'), ('S3', 'U2', 'U3'), ('i8', 'S3', 'S21'), ('f4', 'U2', 'U32'), ('?', 'U1', 'U5'), ('O', 'i4', 'O'),
    ('M8[D]', 'M8[h]', 'M8[h]'), ('m8[6s]', 'm8[4s]', 'm8[2s]'), ('m8[s]', 'i4', 'm8[s]'), ('M8[Y]', 'M8[D]', 'M8[D]'),
    ('i4,f4', 'i8,f4', 'i8,f4'), ('V4', 'V4', 'V4')])
def test_promotion(x, y, common):
    assert np.promote_types(x, y) == np.promote_types(y, x) == np.dtype(common)


@pytest.mark.parametrize('x, y', [('M8[s]', 'i4'), ('m8[Y]', 'm8[D]'), ('V3', 'V4'), ('i4,i4', 'i4'), ('M8[s]', 'm8[s]')])
def test_types_without_a_common_one(x, y):
    with pytest.raises(TypeError):
        np.promote_types(x, y)


@pytest.mark.parametrize('x, y, rule, holds', [
    ('S3', 'S2', 'safe', False), ('S3', 'S2', 'same_kind', True), ('S3', 'U3', 'safe', True), ('U3', 'S3', 'same_kind', False),
    ('i4', 'O', 'safe', True), ('O', 'i4', 'same_kind', False), ('M8[D]', 'M8[h]', 'safe', True), ('M8[h]', 'M8[D]', 'safe', False),
    ('M8[h]', 'M8[D]', 'same_kind', True), ('m8[Y]', 'm8[D]', 'same_kind', False), ('i8', 'm8[s]', 'safe', True),
    ('i4', 'U11', 'safe', True), ('i4', 'U10', 'safe', False), ('>U3', '<U3', 'equiv', True), ('>U3', '<U3', 'no', False)])
def test_casting_rules(x, y, rule, holds):
    assert np.can_cast(x, y, rule) is holds


def test_each_kind_has_a_class():
    assert type(np.dtype('f8')) is np.dtypes.Float64DType and np.dtypes.StrDType(3) == 'U3' and np.dtypes.Int8DType() is np.dtype('i1')


def test_metadata_stays_and_does_not_count():
    d = np.dtype('i4', metadata={'unit': 'm'})
    assert d == 'i4' and d.metadata['unit'] == 'm' and np.dtype([('a', d)])['a'].metadata['unit'] == 'm'


def test_an_array_knows_its_dtype_whatever_is_made_of_it():
    d = np.dtype([('a', 'i4'), ('b', 'M8[s]')], align=True)
    a = np.zeros((2, 2), d)
    for view in (a.T, a[0], a[:, ::-1], a.reshape(4), a.copy('F'), a[[0]], np.concatenate([a, a])):
        assert view.dtype == d and view.dtype.isalignedstruct
