"""Floating-point exceptions: warnings, errors, calls."""

import pytest

import numpyni as np


def text(caught):
    return [str(w.message) for w in caught]


def test_warnings_have_numpys_words(warned):
    np.array([1.0]) / 0
    np.array([0.0]) / 0
    np.array([1e300]) * 1e300
    np.sqrt([-1.0])
    np.log([0.0])
    assert text(warned) == ['divide by zero encountered in divide', 'invalid value encountered in divide',
                            'overflow encountered in multiply', 'invalid value encountered in sqrt', 'divide by zero encountered in log']
    assert all(issubclass(w.category, RuntimeWarning) for w in warned)


def test_scalar_warnings(warned):
    assert np.float64(1) / 0 == np.inf
    np.float64(0) / 0
    assert np.int8(127) + np.int8(1) == -128
    assert np.int64(1) // 0 == 0
    assert text(warned) == ['divide by zero encountered in scalar divide', 'invalid value encountered in scalar divide',
                            'overflow encountered in scalar add', 'divide by zero encountered in scalar floor_divide']


@pytest.mark.parametrize('name', ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'])
def test_integer_scalars_wrap_around_at_their_limits(name, warned):
    kind, limits = getattr(np, name), np.iinfo(name)
    lo, hi = kind(limits.min), kind(limits.max)
    sums = [hi + kind(1), hi + 1, 1 + hi, lo - kind(1), lo - 1, hi * kind(2), hi * 2, 2 * hi]
    assert [type(x) for x in sums] == [kind] * 8
    assert [int(x) for x in sums] == [limits.min] * 3 + [limits.max] * 2 + [-2 if limits.min else limits.max - 1] * 3
    assert text(warned) == (['overflow encountered in scalar add'] * 3 + ['overflow encountered in scalar subtract'] * 2
                            + ['overflow encountered in scalar multiply'] * 3)
    del warned[:]
    fits = [hi + kind(0), 0 + hi, hi - kind(0), hi - hi, lo + 0, lo - 0, lo * 1, hi - kind(1) + kind(1)]
    assert [int(x) for x in fits] == [limits.max] * 3 + [0] + [limits.min] * 3 + [limits.max]
    assert not warned


def test_integer_division_by_zero(warned):
    assert (np.array([1, 2]) // 0).tolist() == [0, 0]
    assert text(warned) == ['divide by zero encountered in floor_divide']


def test_raise_ignore_call_and_print(warned, capsys):
    a = np.array([1.0])
    with np.errstate(divide='raise'):
        with pytest.raises(FloatingPointError, match='divide by zero encountered in divide'):
            a / 0
    with np.errstate(all='ignore'):
        a / 0
    calls = []
    with np.errstate(divide='call', call=lambda kind, flag: calls.append((kind, flag))):
        a / 0
    assert calls == [('divide by zero', 1)]
    with np.errstate(divide='print'):
        a / 0
    assert 'divide by zero encountered in divide' in capsys.readouterr().out
    assert not warned


def test_state_is_kept_and_given_back():
    before = np.geterr()
    assert before == {'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
    with np.errstate(all='raise', under='warn'):
        assert np.geterr() == {'divide': 'raise', 'over': 'raise', 'under': 'warn', 'invalid': 'raise'}
        old = np.seterr(over='print')
        assert old['over'] == 'raise'
    assert np.geterr() == before
    with pytest.raises(ValueError):
        np.seterr(all='foo')
    with pytest.raises(TypeError):
        np.errstate(foo='warn')

    @np.errstate(divide='ignore')
    def inside():
        return np.geterr()['divide']
    assert inside() == 'ignore' and np.geterr() == before


@pytest.mark.parametrize('name', ['mean', 'var', 'std'])
def test_empty_reductions_warn_however_they_are_called(warned, name):
    for reduced in (lambda: getattr(np, name)(np.zeros(0)), lambda: getattr(np.zeros(0), name)(), lambda: getattr(np, name)(np.zeros(0), axis=0)):
        assert np.isnan(reduced())
        assert ('Mean of empty slice' if name == 'mean' else 'Degrees of freedom') in text(warned)[0]
        warned.clear()


def test_empty_reductions_warn(warned):
    np.zeros((0, 2)).mean(axis=0)
    np.zeros(0).var()
    assert text(warned)[0] == 'Mean of empty slice'
    assert any('Degrees of freedom' in t for t in text(warned))


def test_nan_is_cast_without_a_word():
    array = np.full(100, np.nan)
    with np.errstate(all='raise'):
        for dtype in ('float16', 'float32', 'complex64'):
            assert np.isnan(array.astype(dtype)).all() and np.isnan(np.array([float('nan')] * 100, dtype)).all()
        assert np.isnan((array + 1j).real.astype('float16')).all()


def test_warnings_point_at_the_line_outside_of_the_package(warned):
    c, a, wide = np.array([1 + 2j, 3]), np.array([1.0, 0.0]), np.array([200, 100], 'u1')
    for call in (lambda: c.astype(float), lambda: c.astype(dtype=float, copy=True), lambda: np.asarray(c, dtype='f4'), lambda: np.array(c, 'f4'),
                 lambda: np.require(c, dtype=float), lambda: float(c[0]), lambda: np.copyto(np.zeros(2), c, casting='unsafe'),
                 lambda: np.matrix(c, dtype=float), lambda: a / np.zeros(2), lambda: np.divide(a, 0, out=a.copy()), lambda: wide[0] + wide[0],
                 lambda: np.float64(1) / 0, lambda: np.log(np.zeros(3)).sum(), lambda: np.zeros(0).mean(), lambda: np.var([]),
                 lambda: np.nanmean([np.nan]), lambda: np.nanmax([np.nan]), lambda: np.nanmedian([]), lambda: np.cov(np.zeros((2, 1))),
                 lambda: np.histogram(np.array([True]))):
        call()
        assert warned and {each.filename for each in warned} == {__file__}
        warned.clear()
