"""The public names."""

import pytest

import numpyni as np

import reference


def test_names_that_cannot_be_had_yet():
    with pytest.raises(NotImplementedError, match='ctypeslib'):
        np.ctypeslib(1)
    with pytest.raises(NotImplementedError, match=r'ctypeslib\.load_library'):
        np.ctypeslib.load_library
    assert repr(np.ctypeslib) == '<numpyni.ctypeslib: not implemented yet>' and not hasattr(np.ctypeslib, '__wrapped__')
    assert 'ctypeslib' not in np.__all__
    with pytest.raises(AttributeError):
        np.no_such_name


def test_the_module_has_no_getattr():
    assert not hasattr(np, '__getattr__')       # it would keep CPython from specialising `np.name`


def test_all_names_are_there_and_documented():
    for name in np.__all__:
        assert hasattr(np, name)
    for name in ('sum', 'zeros', 'array', 'add', 'concatenate', 'mean', 'dtype', 'reshape'):
        value = getattr(np, name)
        assert value.__doc__ and (value.__name__ == name), name


def test_numpys_names_are_here_or_announced():
    numpy = reference.numpy()
    from numpyni._names import names, not_yet
    public = {n for n in dir(numpy) if not n.startswith('_')}
    assert not public - set(names) - set(not_yet) - {'float128', 'complex256'}      # longdouble is float64 here


def test_types_say_where_they_are_from():
    assert np.ndarray.__module__ == 'numpyni' and np.float64.__module__ == 'numpyni'
    assert type(np.zeros(3)) is np.ndarray
    assert repr(type(np.zeros(3))) == "<class 'numpyni.ndarray'>"


def test_errors_can_be_pickled_and_named():
    import pickle
    error = np.exceptions.AxisError(5, 2)
    assert str(error) == 'axis 5 is out of bounds for array of dimension 2'
    assert isinstance(error, ValueError) and isinstance(error, IndexError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    with pytest.raises(np.exceptions.AxisError):
        np.zeros(3).sum(axis=1)
