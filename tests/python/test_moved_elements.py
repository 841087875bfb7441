"""Arrays of text, datetimes, structures and objects: what is a view, what is a copy, and whose the objects are."""

import gc
import pickle
import weakref

import pytest

import numpyni as np
from conftest import collected

MAKE = {
    'S': lambda: np.array([b'a', b'bcd', b'', b'xy', b'z', b'q'], 'S3').reshape(2, 3),
    'U': lambda: np.array(['a', 'bcd', '', 'xy\u1234', 'z', 'q']).reshape(2, 3),
    '>U': lambda: np.array(['a', 'bcd', '', 'xy', 'z', 'q'], '>U3').reshape(2, 3),
    'M8': lambda: np.array(['2020-01-01', 'NaT', '1969-12-31', '0001-01-01', '9999-12-31', '2000-02-29'], 'M8[D]').reshape(2, 3),
    'm8': lambda: np.array([1, -2, 3, 0, 5, 6], 'm8[25s]').reshape(2, 3),
    'V': lambda: np.array([(i, i / 2, 'ab'[:i]) for i in range(6)], 'i4,f8,U2').reshape(2, 3),
    'O': lambda: np.array([1, None, 'x', (1, 2), 2.5, [3]] + [0], dtype=object)[:6].reshape(2, 3),
    'VO': lambda: np.array([(i, [i]) for i in range(6)], [('n', 'i2'), ('o', 'O')]).reshape(2, 3),
}
VIEWS = {'slice': lambda a: a[:, 1:], 'T': lambda a: a.T, 'reversed': lambda a: a[::-1, ::-1], 'reshape': lambda a: a.reshape(6),
         'newaxis': lambda a: a[None], 'row': lambda a: a[1], 'ravel': lambda a: a.ravel()}
COPIES = {'copy': lambda a: a.copy(), 'F': lambda a: a.copy('F'), 'array': np.array, 'index': lambda a: a[[1, 0]],
          'mask': lambda a: a[np.array([True, False])], 'take': lambda a: a.take([0, 1]), 'flatten': lambda a: a.flatten(),
          'concatenate': lambda a: np.concatenate([a, a]), 'astype': lambda a: a.astype(a.dtype), 'repeat': lambda a: a.repeat(2),
          'ravel F': lambda a: a.ravel('F')}


@pytest.mark.parametrize('kind', MAKE)
@pytest.mark.parametrize('name', VIEWS)
def test_views_share_their_elements(kind, name):
    a = MAKE[kind]()
    v = VIEWS[name](a)
    assert v.dtype == a.dtype and v.base is not None
    v[...] = MAKE[kind]()[1, 1]
    written = v.ravel().tolist()[0]
    assert v.ravel().tolist() == [written] * v.size
    assert a.ravel().tolist().count(written) >= v.size


@pytest.mark.parametrize('kind', MAKE)
@pytest.mark.parametrize('name', COPIES)
def test_copies_have_elements_of_their_own(kind, name):
    a = MAKE[kind]()
    before = a.tolist()
    c = COPIES[name](a)
    assert c.dtype.newbyteorder('=') == a.dtype.newbyteorder('=') and not np.shares_memory(a, c)
    if name in ('copy', 'array', 'astype'):
        assert c.flags.owndata and c.base is None
    c[...] = a[1, 1]
    assert a.tolist() == before


@pytest.mark.parametrize('kind', MAKE)
@pytest.mark.parametrize('protocol', range(2, 6))
def test_pickles_keep_type_and_elements(kind, protocol):
    a = MAKE[kind]()
    for each in (a, a.T, a[:, ::2], a[:0], a[0]):
        b = pickle.loads(pickle.dumps(each, protocol))
        assert b.dtype == each.dtype and b.shape == each.shape and b.tolist() == each.tolist()


@pytest.mark.parametrize('kind', MAKE)
def test_arrays_without_elements(kind):
    a = MAKE[kind]()[:0]
    assert a.tolist() == [] and a.copy().shape == (0, 3) and np.concatenate([a, a]).shape == (0, 3)
    assert a.reshape(3, 0).dtype == a.dtype and not a.any() and a.astype(a.dtype).size == 0


@pytest.mark.parametrize('kind', MAKE)
def test_elements_of_no_dimensions(kind):
    a = MAKE[kind]()
    zero = np.array(a[0, 2], a.dtype)
    assert zero.shape == () and zero.item() == a[0, 2:].tolist()[0]
    zero[()] = a[1, 0]
    assert zero.tolist() == a[1, :1].tolist()[0] and zero.reshape(1, 1).shape == (1, 1)


def test_an_array_of_no_bytes():
    for dtype in ('V0', np.dtype([]), 'S0', ('i4', (0,)), [('a', 'V0')]):
        a = np.zeros((2, 3), np.dtype((np.void, 0)) if dtype == 'V0' else np.dtype([('x', dtype)]) if isinstance(dtype, tuple) else
                     np.dtype(dtype))
        assert a.copy().shape == (2, 3) and a[1:, ::2].shape == (1, 2) and len(a.tolist()) == 2
        a[0] = a[1]


# ---- objects

class Thing:
    pass


def test_objects_die_with_their_array():
    things = [Thing() for _ in range(3)]
    dead = [weakref.ref(each) for each in things]
    a = np.array(things)
    view, copy = a[1:], a[:1].copy()
    del things, a
    gc.collect()
    assert dead[1]() is view[0] and dead[0]() is copy[0]
    del view
    assert collected(lambda: dead[1]() is None) and dead[0]() is not None
    copy[0] = None
    assert collected(lambda: dead[0]() is None)


def test_an_object_is_itself():
    thing = Thing()
    a = np.empty(3, object)
    assert a.tolist() == [None] * 3 and np.zeros(2, object).tolist() == [0, 0]
    a[1] = thing
    assert a[1] is thing and a.item(1) is thing and list(a)[1] is thing and a.T[1] is thing and a[[1]][0] is thing
    a[:] = [thing, [1, 2], (3,)]
    assert a[0] is thing and a[1] == [1, 2]


def test_an_array_that_is_an_element_of_a_subclass_is_itself():
    class Mine(np.ndarray):
        pass
    items = [None, np.array([3]), np.array(10)]
    a = np.empty(3, object).view(Mine)
    a[:] = items
    assert [x is y for x, y in zip(a, items)] == [True] * 3 and type(a[1:]) is Mine


def test_operators_of_objects_are_pythons():
    a = np.array([1, 2.5, 'x', [1]], dtype=object)
    assert (a + a).tolist() == [2, 5.0, 'xx', [1, 1]] and (a * 2).tolist() == [2, 5.0, 'xx', [1, 1]]
    assert (a == np.array([1, 2, 'x', [1]], dtype=object)).tolist() == [True, False, True, True]
    with pytest.raises(TypeError):
        -a
    big = np.array([2 ** 70, 3])
    assert big.dtype == object and (big ** 2).tolist() == [2 ** 140, 9] and big.sum() == 2 ** 70 + 3 and big.prod() == 3 * 2 ** 70
    assert np.maximum.reduce(np.array([3, 1, 2], object)) == 3 and np.add.accumulate(np.array([1, 2, 3], object)).tolist() == [1, 3, 6]
    assert np.array([[1, 2], [3, 4]], object).sum(axis=0).tolist() == [4, 6]
    assert (np.array([[1, 2], [3, 4]], object) @ np.array([1, 1], object)).tolist() == [3, 7]


def test_what_has_no_loop_says_so():
    for call in (lambda: np.sin(np.array(['a'])), lambda: np.array(['a']) - np.array(['b']), lambda: np.isnan(np.array([None])),
                 lambda: np.add(np.zeros(2, 'i4,i4'), 1), lambda: np.add.reduce(np.array(['a']))):
        with pytest.raises(TypeError):
            call()


def test_ragged_sequences_need_to_be_asked_for():
    with pytest.raises(ValueError, match='inhomogeneous'):
        np.array([[1], [1, 2]])
    assert np.array([[1], [1, 2]], dtype=object).shape == (2,)


def test_sorting():
    for kind, make in MAKE.items():
        if kind in ('O', 'VO'):
            continue
        a = make().ravel()
        b = np.sort(a)
        assert b.dtype == a.dtype and sorted(map(str, a.tolist())) == sorted(map(str, b.tolist()))
        assert a[np.argsort(a, kind='stable')].tolist() == b.tolist() and np.unique(a).size == len(set(map(str, a.tolist())))
    assert np.sort(np.array(['2001', 'NaT', '1999'], 'M8[Y]')).astype('i8').tolist()[:2] == [29, 31]
    assert np.sort(np.array([3, 1, 2], object)).tolist() == [1, 2, 3]
    r = np.array([(1, 9), (0, 3), (1, 2)], [('a', 'i4'), ('b', 'i4')])
    assert np.sort(r, order='b')['b'].tolist() == [2, 3, 9] and np.sort(r, order=['a', 'b'])['b'].tolist() == [3, 2, 9]


# ---- structures

def test_fields_are_views():
    a = np.zeros(3, [('x', 'i4'), ('y', [('u', 'f8'), ('v', 'S2')]), ('z', 'f4', (2,))])
    a['x'] = [1, 2, 3]
    a['y']['u'] = 0.5
    a['z'][1] = 7
    a[0]['y']['v'] = b'q'
    assert [row[:2] for row in a.tolist()] == [(1, (0.5, b'q')), (2, (0.5, b'')), (3, (0.5, b''))]
    assert a['z'].tolist() == [[0, 0], [7, 7], [0, 0]] and a.item(1)[2].tolist() == [7, 7]
    both = a[['x', 'z']]
    both['x'] += 10
    assert a['x'].tolist() == [11, 12, 13] and both.dtype.itemsize == a.dtype.itemsize
    both[...] = np.zeros(3, both.dtype)
    assert a['x'].tolist() == [0, 0, 0] and a['y']['u'].tolist() == [0.5] * 3     # what is not seen stays
    with pytest.raises(ValueError, match='no field of name w'):
        a['w']


def test_structures_compare_field_by_field():
    a = np.array([(1, 'a'), (2, 'b')], 'i4,U1')
    b = np.array([(1, 'a'), (2, 'c')], 'i8,U1')
    assert (a == b).tolist() == [True, False] and (a != b).tolist() == [False, True] and a[0] == b[0]


def test_structures_are_cast_by_position():
    a = np.array([(1, 2.5)], 'i4,f8')
    assert a.astype([('p', 'f4'), ('q', 'i2')]).tolist() == [(1.0, 2)]
    a[0] = (7, 8)
    a[:] = np.array([(3, 4)], 'f8,f8')
    assert a.tolist() == [(3, 4.0)]
    with pytest.raises(ValueError, match='could not assign tuple of length 3 to structure with 2 fields'):
        a[0] = (1, 2, 3)


def test_records():
    r = np.rec.array([(1, 'a'), (2, 'b')], names='n,s')
    assert r.n.tolist() == [1, 2] and r[1].s == 'b' and type(r[0]) is np.record
    r.n = [5, 6]
    assert r['n'].tolist() == [5, 6] and r.copy().n.tolist() == [5, 6]


# ---- datetimes

def test_arithmetic_of_time():
    d = np.array(['2020-02-28', 'NaT'], 'M8[D]')
    assert (d + np.timedelta64(2, 'D')).tolist()[0].isoformat() == '2020-03-01'
    assert np.isnat(d + np.timedelta64(2, 'D')).tolist() == [False, True]
    span = np.datetime64('2020-03-01T12', 'h') - d[:1]
    assert span.dtype == 'm8[h]' and span.tolist()[0].total_seconds() == 60 * 3600
    assert (span / np.timedelta64(1, 'D')).tolist() == [2.5] and (span // np.timedelta64(1, 'D')).tolist() == [2]
    assert (d[:1] < np.datetime64('2021')).all() and not (d == d)[1]
    assert d[:1].max() == d[0] and np.isnat(d.max())
    with pytest.raises(TypeError, match='cannot use operands'):
        d + d
    with pytest.raises(OverflowError):
        np.datetime64(2 ** 63 - 1, 's') + np.timedelta64(1, 's')


@pytest.mark.parametrize('text, unit', [('2020', 'Y'), ('2020-03', 'M'), ('2020-03-01', 'D'), ('2020-03-01T05', 'h'),
                                        ('-0044-03-15T12:30:45.123456', 'us'), ('1970-01-01T00:00:07.000000000000000001', 'as')])
def test_text_of_time_goes_round(text, unit):
    d = np.datetime64(text)
    assert d.dtype == f'M8[{unit}]' and str(d) == text and np.array([text], d.dtype)[0] == d


def test_business_days():
    assert np.busday_count('2011-01', '2011-02') == 21 and np.busday_offset('2011-10', 0, roll='forward') == np.datetime64('2011-10-03')
    calendar = np.busdaycalendar(holidays=['2011-10-03'])
    assert np.busday_offset('2011-10', 0, 'forward', busdaycal=calendar) == np.datetime64('2011-10-04')
    assert np.is_busday(['2011-10-01', '2011-10-04'], busdaycal=calendar).tolist() == [False, True]


# ---- text

def test_text_is_cast():
    assert np.array([1, 25]).astype('U').tolist() == ['1', '25'] and np.array(['1', '25']).astype(int).tolist() == [1, 25]
    assert np.array(['1.5']).astype('f4').tolist() == [1.5] and np.array([True]).astype('S').tolist() == [b'True']
    assert np.array(['abc']).astype('S2').tolist() == [b'ab'] and np.array(['\xe9']).astype('>U1').tolist() == ['\xe9']
    with pytest.raises(UnicodeEncodeError):
        np.array(['\xe9']).astype('S')
    assert np.concatenate([np.array(["ab"]), np.array([b"xyz"])]).dtype == "<U3"


def test_functions_of_strings():
    a = np.array(['  Ab', 'cD '])
    assert np.strings.strip(a).tolist() == ['Ab', 'cD'] and np.strings.upper(a).tolist() == ['  AB', 'CD ']
    assert np.strings.find(a, 'D').tolist() == [-1, 1] and np.strings.replace(a, ' ', '__').dtype == '<U6'
    assert np.char.add(a, '!').tolist() == ['  Ab!', 'cD !'] and np.char.split('a b').item() == ['a', 'b']
    assert np.char.array(['a ', 'b'])[0] == 'a'
