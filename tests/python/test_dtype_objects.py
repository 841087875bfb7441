"""dtypes of text, datetimes, structures and objects: how they are spelled, compared, pickled and promoted."""

import copy
import pickle

import warnings

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
    ('M8[D]', 'm8[s]', 'M8[s]'), ('M8[D]', 'm8[Y]', 'M8[D]'), ('i4,f4', 'i8,f4', 'i8,f4'), ('V4', 'V4', 'V4')])
def test_promotion(x, y, common):
    assert np.promote_types(x, y) == np.promote_types(y, x) == np.dtype(common)


@pytest.mark.parametrize('x, y', [('M8[s]', 'i4'), ('m8[Y]', 'm8[D]'), ('V3', 'V4'), ('i4,i4', 'i4'),
                                  ('M8[s]', 'U3'), ('S40', 'M8[D]'), ('m8[s]', 'U'), ('S3', 'm8')])
def test_types_without_a_common_one(x, y):
    for one, other in ((x, y), (y, x)):
        with pytest.raises(TypeError):
            np.promote_types(one, other)


@pytest.mark.parametrize('x, y, rule, holds', [
    ('S3', 'S2', 'safe', False), ('S3', 'S2', 'same_kind', True), ('S3', 'U3', 'safe', True), ('U3', 'S3', 'same_kind', False),
    ('i4', 'O', 'safe', True), ('O', 'i4', 'same_kind', False), ('M8[D]', 'M8[h]', 'safe', True), ('M8[h]', 'M8[D]', 'safe', False),
    ('M8[h]', 'M8[D]', 'same_kind', True), ('m8[Y]', 'm8[D]', 'same_kind', False), ('i8', 'm8[s]', 'safe', True),
    ('i4', 'U11', 'safe', True), ('i4', 'U10', 'safe', False), ('>U3', '<U3', 'equiv', True), ('>U3', '<U3', 'no', False),
    ('M8[D]', 'U40', 'safe', False), ('m8[s]', 'S', 'same_kind', False), ('M8[s]', 'S3', 'unsafe', True)])
def test_casting_rules(x, y, rule, holds):
    assert np.can_cast(x, y, rule) is holds


def test_times_beside_text_are_objects():
    day, span = np.datetime64('2001-01-01'), np.timedelta64(1, 'D')
    for beside in (['2001', day], [span, b'a'], [[day], ['a']]):
        assert np.array(beside).dtype == object
    assert np.array([np.array([day]), np.array(['a'])]).dtype == np.array([np.array([day]), np.array([1])]).dtype == object
    for join in (lambda: np.concatenate([[day], ['a']]), lambda: np.append([day], '2002-01-01'), lambda: np.where([True], [day], 'a')):
        with pytest.raises(TypeError):
            join()


def test_spans_beside_dates_are_dates_where_they_are_not_joined():
    day, span = np.datetime64('2001-01-01'), np.timedelta64(1, 'D')
    assert np.array([day, span]).dtype == np.array([[span], [day]]).dtype == np.where([True], span, day).dtype == 'M8[D]'
    with pytest.raises(TypeError, match="according to the rule 'same_kind'"):
        np.concatenate([[day], [span]])


@pytest.mark.parametrize('kind, other', ['Mm', 'mM'])
def test_a_time_without_a_unit_takes_that_of_the_other_kind(kind, other):
    for order in '<>':
        a = np.array([3, -4, 'NaT'], f'{order}{kind}8[h]').astype(f'{other}8')
        assert a.dtype == f'{other}8[h]' and a[:2].astype('i8').tolist() == [3, -4] and np.isnat(a[2])


@pytest.mark.parametrize('text', 'SU')
def test_dates_are_not_cut_to_a_width(text):
    days = np.array(['2001-01-01', 'NaT'], 'M8[D]')
    assert days.astype(text + '10')[0].astype('U') == '2001-01-01' and days[1:].astype(text + '3').astype('U').tolist() == ['NaT']
    for width, part in ((9, days), (2, days[1:])):
        with pytest.raises(RuntimeError, match=f'too short, with length {width}'):
            part.astype(f'{text}{width}')


def test_results_of_times_and_texts_own_their_memory():
    a = np.array([1, 2, 3], 'm8[s]')
    for result in (a + a, a - a, a * 2, -a, np.maximum(a, a), np.arange(3, dtype='m8[s]'), np.diff(np.arange('2001-01', '2001-05', dtype='M8[M]'))):
        assert result.base is None and result.flags.owndata and result.dtype.kind == 'm'


def test_counts_are_divided_towards_zero():
    a = np.array([7, -7, 7, -7, 'NaT'], 'm8[s]')
    for numbers in ([2, 2, -2, -2, 2], [2.0, 2.0, -2.0, -2.0, 2.0]):
        assert (a // np.array(numbers))[:4].astype('i8').tolist() == [3, -3, -3, 3]
    assert np.timedelta64(-7, 's') // 2 == np.timedelta64(-3, 's') and np.isnat(a // 2)[4]


def test_an_int_without_a_unit_is_warned_of_and_an_array_is_not():
    a, numbers = np.array([1, 2], 'm8[s]'), np.array([1, 2])
    for call in (lambda: a + 1, lambda: 1 - a, lambda: a < 2, lambda: np.maximum(a, 1), lambda: np.datetime64('2001-01-01') + 1):
        with pytest.warns(DeprecationWarning, match='generic') as caught:
            call()
        assert [each.filename for each in caught] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert (a + numbers).astype('i8').tolist() == [2, 4] and (a == numbers).all() and (np.array([1], 'M8[D]') - numbers).dtype == 'M8[D]'


def test_parts_of_objects():
    a = np.array([[1 + 2j, 3], [None, 2.5]], object)
    assert a.real.tolist() == [[1.0, 3], [None, 2.5]] and a.imag.tolist() == [[2.0, 0], [0, 0.0]] and not a.imag.flags.writeable
    assert np.imag(a[0]).tolist() == [2.0, 0] and not np.iscomplex(a).any()
    for part in ('real', 'imag'):
        with pytest.raises(TypeError, match="isn't a view"):
            setattr(a, part, 1)


def test_floor_division_of_times_by_zero_warns():
    with pytest.warns(RuntimeWarning, match='divide by zero encountered in floor_divide'):
        assert np.isnat(np.array([7, -7], 'm8[s]') // np.array([0, 0])).all()


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
