"""The functions whose plain case a host has natively give what their form in Python gives, errors and warnings included."""

import warnings
from types import SimpleNamespace

import pytest

import numpyni as np

ARRAYS = {
    'floats': [3.5, -1.0, 2.0, 0.0], 'with NaN': [1.0, float('nan'), -2.0], 'infinite': [float('inf'), 1.0, float('-inf')],
    'integers': [3, 1, 2, 2], 'negative': [-3, 0, 7], 'truth': [True, False, True], 'complex': [1 + 2j, 0j, 3 - 1j],
    'nothing': [], 'one': [4.0], 'no axis': 2.5, 'matrix': [[3.0, 1.0], [2.0, 5.0]], 'column': [[1], [2], [3]], 'no rows': [[], []],
    'text': ['b', 'a'],
}
DTYPES = ('float64', 'float32', 'float16', 'int64', 'uint8', '>f8', 'complex128', 'object', None)

CALLS = '''sort(a) sort(a,kind='stable') sort(a,kind='heapsort') sort(a,kind='bogus') argsort(a) argsort(a,kind='mergesort') searchsorted(sort(a),a)
searchsorted(sort(a),a,side='right') searchsorted(a,a,side='middle') bincount(a) dot(a,a) inner(a,a) vdot(a,a) outer(a,a) linalg.norm(a)
ptp(a) diff(a) clip(a,0,2) clip(a,0.5,1.5) clip(a,3,1) clip(a,300,-300) nansum(a) nanprod(a) nanmax(a) nanmin(a) nanmean(a) nanvar(a)
nanstd(a) ravel(a) transpose(a) squeeze(a) expand_dims(a,0) expand_dims(a,-1) expand_dims(a,7) flip(a) ndim(a) shape(a) size(a) repeat(a,2)
repeat(a,0) repeat(a,-1) nonzero(a) compress(a>1,a) take(a,array([0,-1])) take(a,array([9])) take(a,array([],'int64')) median(a)
partition(a,0) argpartition(a,0) partition(a,9) nanargmax(a) nanargmin(a) round(a) round(a,2) round(a,-1) round(a,30) around(a,1)
where(a>1,a,0) where(a>1,a,2.5) where(a>1,300,a)'''.split()


def _outcome(call, a):
    """What a call gives, or its error; and the warnings' classes."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = call(a)
        except Exception as error:      # any: it is compared
            result = f'{type(error).__name__}: {error}'
    return _described(result), sorted(each.category.__name__ for each in caught)


def _described(result):
    if isinstance(result, tuple):
        return [_described(each) for each in result]
    return type(result).__name__, str(getattr(result, 'dtype', '')), str(getattr(result, 'shape', '')), repr(result)


def _in_python(function):
    """The form of a public function that has no native case."""
    return getattr(function, '_implementation', function)


NATIVE = {name: getattr(np, name) for name in np.__all__}
PYTHON = {**{name: _in_python(value) for name, value in NATIVE.items() if callable(value)}, 'linalg': SimpleNamespace(norm=_in_python(np.linalg.norm))}


@pytest.mark.skipif(np._host.name != 'cpython', reason='the native host of CPython')
@pytest.mark.parametrize('call', CALLS)
def test_the_plain_case_is_the_function(call):
    native, python = eval(f'lambda a: {call}', dict(NATIVE)), eval(f'lambda a: {call}', dict(PYTHON))
    for name, values in ARRAYS.items():
        for dtype in DTYPES:
            try:
                a = np.array(values, dtype)
            except (TypeError, ValueError, OverflowError):
                continue
            for each in (a, a[::-1], a[::2]) if a.ndim else (a,):
                assert _outcome(native, each) == _outcome(python, each), (name, each)


def test_put_writes_what_it_is_given():
    a = np.arange(5.0)
    np.put(a, np.array([0, -1]), np.array([7.0, 8.0]))
    assert a.tolist() == [7, 1, 2, 3, 8]
    with pytest.raises(IndexError, match='index 9 is out of bounds for axis 0 with size 5'):
        np.put(a, np.array([1, 9]), np.array([1.0, 2.0]))
    a.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        a.put(np.array([0]), np.array([1.0]))
    with pytest.raises(ValueError, match='read-only'):
        a.sort()


def test_sorting_in_place_is_seen_by_views():
    a = np.array([3.0, 1.0, 2.0, 9.0, 0.0])
    view = a[1:4]
    view.sort()
    assert a.tolist() == [3, 1, 2, 9, 0] and view.tolist() == [1, 2, 9]
    a[::2].sort()
    assert a.tolist() == [0, 1, 2, 9, 3]


def test_functions_bind_as_methods_where_numpys_do():
    class Holder:
        median = np.median
        zeros = np.zeros

    assert Holder.zeros(2).tolist() == [0, 0]
    with pytest.raises(TypeError):
        Holder().median()


def test_public_functions_look_like_functions():
    import inspect
    import pickle
    for function, name, module in ((np.median, 'median', 'numpyni'), (np.linalg.norm, 'norm', 'numpyni.linalg'), (np.sort, 'sort', 'numpyni')):
        assert function.__name__ == name and function.__module__ == module and function.__doc__
        assert list(inspect.signature(function).parameters)
        assert pickle.loads(pickle.dumps(function)) is function


def test_a_vector_is_a_triangle_of_its_rows():
    assert np.triu([1, 2, 3]).tolist() == [[1, 2, 3], [0, 2, 3], [0, 0, 3]]
    assert np.triu(np.arange(8).reshape(2, 2, 2), 1).tolist() == [[[0, 1], [0, 0]], [[0, 5], [0, 0]]]
    assert np.tril(np.arange(4.0).reshape(2, 2)[:, ::-1]).tolist() == [[1, 0], [3, 2]]
