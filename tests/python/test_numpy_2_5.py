"""What NumPy's own tests found missing: descending sorts, resizing, printing as older versions did, wrapping by operands."""

import inspect
import sys

import pytest

import numpyni as np


@pytest.mark.parametrize('code', ['i1', 'u8', 'f4', '>f8', 'M8[s]', 'S3', 'U2', 'O', '?'])
def test_descending_sorts_are_stable_and_leave_what_is_no_number_last(code):
    if code == 'O':
        a = np.array([1, 3, 2, 3], dtype=code)
    else:
        a = np.array([1, 3, 2, 3]).astype(code)
    down = np.sort(a, descending=True)
    assert down.tolist() == sorted(a.tolist(), reverse=True) and down.dtype == a.dtype
    order = np.argsort(a, descending=True)
    assert a[order].tolist() == down.tolist() and (code == '?' or order[:2].tolist() == [1, 3])
    b = a.copy()
    assert b.sort(descending=True) is None and b.tolist() == down.tolist()
    with pytest.raises(ValueError, match='same time'):
        a.sort(kind='stable', descending=True)


def test_descending_puts_nan_and_nat_last():
    assert np.argsort([np.nan, 1, 2], descending=True).tolist() == [2, 1, 0]
    assert np.sort([1j, 2, 1 + 1j], descending=True).tolist() == [2, 1 + 1j, 1j]
    times = np.array(['NaT', '2001', '2002'], 'M8[Y]')
    assert np.argsort(times, descending=True).tolist() == [2, 1, 0]


def test_resize_makes_room_and_fills_it_with_zeroes():
    for make in (lambda: np.arange(4), lambda: np.arange(4).astype('O'), lambda: np.arange(4).astype('S2')):
        a = make()
        old = a.tolist()
        a.resize(3, 3, refcheck=False)
        assert a.shape == (3, 3) and a.ravel()[:4].tolist() == old and not any(a.ravel()[4:].tolist())
        a.resize(2, refcheck=False)
        assert a.tolist() == old[:2]
    view = a[:1]
    with pytest.raises(ValueError, match='does not own'):
        view.resize(4)


def test_a_view_outlives_the_resizing_of_its_base():
    a = np.ones(5)
    view = a[1:]
    a.resize(100000, refcheck=False)
    a[:] = 7
    assert view.tolist() == [1.0] * 4


@pytest.mark.skipif(sys.implementation.name != 'cpython', reason='counts references')
def test_resize_refuses_an_array_with_another_name():
    a = np.zeros(2)
    a.resize(3)
    other = a
    with pytest.raises(ValueError, match='refcheck'):
        a.resize(4)
    assert other is a


def test_older_printing():
    a = np.array([1.5, -2.0])
    with np.printoptions(legacy='1.13'):
        assert repr(np.array([1.0, 2.0])) == 'array([ 1.,  2.])' and repr(a) == 'array([ 1.5, -2. ])'
        assert str(np.float64(1.123456789123456789)) == '1.12345678912'
        assert np.get_printoptions()['legacy'] == '1.13'
    with np.printoptions(legacy='1.25'):
        assert repr(np.float32(3)) == '3.0' and repr(np.str_('a')) == "'a'" and repr(np.datetime64('2012')) == "numpy.datetime64('2012')"
    assert repr(np.float32(3)) == 'np.float32(3.0)'
    with pytest.warns(UserWarning, match='legacy'):
        np.set_printoptions(legacy='1.12')


def test_decimal_text_to_any_number_of_digits():
    text = np.format_float_positional
    assert text(0.1, unique=False, precision=25) == '0.1000000000000000055511151'
    assert text(324.0, unique=False, precision=5, fractional=False) == '324.00'
    assert text(np.float32(1 / 3), min_digits=12) == '0.333333343267' and text(12.0, pad_left=4, pad_right=2) == '  12.  '
    assert np.format_float_scientific(1e100, min_digits=3) == '1.000e+100'
    with pytest.raises(RuntimeError, match='too large'):
        text(1.0, precision=2, pad_left=1 << 31)


def test_results_are_wrapped_by_the_operand_of_the_highest_priority():
    class Low:
        __array_priority__ = 1.0

        def __array__(self, dtype=None, copy=None):
            return np.ones(2)

        def __array_wrap__(self, array, context=None, return_scalar=False):
            return type(self).__name__, array.tolist(), context and context[0], return_scalar

    class High(Low):
        __array_priority__ = 2.0

    assert np.add(Low(), High()) == ('High', [2.0, 2.0], np.add, False)
    assert np.add(High(), np.zeros(2)) == ('High', [1.0, 1.0], np.add, False)
    assert np.add.reduce(Low()) == ('Low', 2.0, None, True)


def test_ufuncs_show_their_signatures():
    assert str(inspect.signature(np.add)).startswith('(x1, x2, /, out=None, *, where=True')
    assert 'axes' in inspect.signature(np.matmul).parameters and list(inspect.signature(np.dtypes.StrDType).parameters) == ['size']


def test_sequences_that_lie_about_their_length():
    class Empty:
        def __len__(self):
            return 42

        def __getitem__(self, i):
            raise IndexError

    class Mapping:
        def __len__(self):
            return 1

        def __getitem__(self, i):
            raise KeyError

    assert np.array(Empty()).shape == (0,) and np.array([Mapping()]).dtype == object


@pytest.mark.skipif(sys.implementation.name != 'cpython' or sys.version_info < (3, 11), reason='an attribute of the native class')
def test_arrays_match_sequence_patterns():
    names = {'np': np}
    exec('match np.arange(3):\n    case [a, *rest]: found = a, len(rest)', names)
    assert names['found'] == (0, 2)
