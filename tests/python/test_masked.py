"""Masked arrays: what NumPy's own tests found wrong."""

import pytest

import numpyni as np
from numpyni import ma


@pytest.mark.parametrize('code', ['u1', 'u2', 'u4', 'u8', 'i1', 'i8', 'f4'])
@pytest.mark.parametrize('mask', [[0, 0, 0], [0, 1, 0]])
def test_extremes_of_any_dtype(code, mask):
    a = ma.array(np.array([[3, 7, 5]] * 2, code), mask=[mask] * 2)
    largest = 5 if mask[1] else 7
    assert a.min(axis=1).tolist() == [3, 3] and a.max(axis=-1).tolist() == [largest] * 2 and a.ptp(1).tolist() == [largest - 3] * 2
    assert a.max(axis=0).tolist() == [3, None if mask[1] else 7, 5] and a.max() == largest
    assert a.min(1).dtype == a.dtype and a.filled(9).dtype == a.dtype


def test_masks_that_are_not_shrunk_stay():
    a = ma.array([1., 2.], mask=[False, False], shrink=False)
    assert (a + 1).mask.tolist() == (1 + a).mask.tolist() == [False, False]
    a /= 2.
    assert a.mask.tolist() == [False, False]


@pytest.mark.keeps_handles      # of `masked` and its mask, which live as long as the module
def test_membership_and_choice_of_missing_elements():
    assert ma.isin(ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 2]).tolist() == [True, False, None]
    assert ma.setdiff1d(np.array(['a', 'b', 'c']), np.array(['a', 'c'])).tolist() == ['b']
    assert ma.choose([1, 0], ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() == [3, None]
    assert ma.mr_[1, ma.masked, 3].tolist() == [1, None, 3]
    assert ma.compress([True, False, True], ma.array([[1, 2, 3]], mask=[[1, 0, 0]]), axis=1).tolist() == [[None, 3]]


def test_correlation_leaves_missing_elements_out():
    a = ma.array([[1., 2, 3], [3, 2, 1], [4, 4, 5.5]], mask=[[0, 0, 1], [0, 0, 0], [1, 0, 0]])
    assert ma.corrcoef(a).mask.tolist() == [[False, False, True], [False, False, False], [True, False, False]]
    assert ma.corrcoef(a)[0, 1] == pytest.approx(-0.5 ** 0.5)


def test_views_of_structures_take_their_masks_with_them():
    a = ma.array([(1., 2.)], dtype=[('a', float), ('b', float)], mask=[(0, 1)])
    assert a.view(float).tolist() == [1.0, None] and a.view((float, 2)).tolist() == [[1.0, None]]
    assert a.view([('A', float), ('B', float)])['B'].mask.tolist() == [True]
    assert type(a.view(float, np.ndarray)) is np.ndarray


def test_text_of_an_element_with_an_array_in_it():
    a = ma.array([([1, 2, 3],)], mask=[([False, True, False],)], dtype=[('a', 'i4', (3,))])
    assert str(a[0]) == '([1, --, 3],)'


def test_fill_values_that_do_not_fit_the_new_dtype_are_dropped():
    a = ma.array([1., 2.], fill_value=1e20)
    assert a.astype(int).fill_value == ma.array(a, dtype=int).fill_value == 999999
    with pytest.raises(TypeError):
        ma.array(a, fill_value=1e20, dtype=int)


def test_a_scalar_leaves_comparisons_to_a_masked_array():
    a = np.ma.array([0, 1], mask=[1, 0])
    for test in (np.int8(0) == a, a == np.int8(0)):
        assert test.data.tolist() == [False, False] and test.mask.tolist() == [True, False]
    assert (np.float64(0.5) < a).tolist() == [None, True]
