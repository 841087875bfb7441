"""The functions whose plain case a host has natively give what their form in Python gives, errors and warnings included."""

import warnings
from types import SimpleNamespace

import pytest

import numpyni as np

ARRAYS = {
    'floats': [3.5, -1.0, 2.0, 0.0], 'with NaN': [1.0, float('nan'), -2.0], 'infinite': [float('inf'), 1.0, float('-inf')],
    'integers': [3, 1, 2, 2], 'negative': [-3, 0, 7], 'truth': [True, False, True], 'complex': [1 + 2j, 0j, 3 - 1j],
    'NaNs': [float('nan'), 1.0, float('nan'), 1.0, -0.0, 0.0],
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
where(a>1,a,0) where(a>1,a,2.5) where(a>1,300,a) unique(a) flatnonzero(a) linalg.norm(a[::-1]) repeat(a,3) repeat(a,True)
ones_like(a) full_like(a,3) full_like(a,-3) full_like(a,2.5) full_like(a,300) asanyarray(a) ascontiguousarray(a) asfortranarray(a) copyto(a,a)
copyto(empty_like(a),a) copyto(ones(4),a) copyto(ones((2,2),'int8'),a) copyto(a,1) stack((a,a)) stack([a,a],1) stack((a,a),-1) stack((a,a),9)
stack((a,a[:1])) stack(()) vstack((a,a)) vstack([a,a[:1]]) hstack((a,a)) hstack([a,a[:1]]) dstack((a,a)) dstack((a,a[:1])) column_stack((a,a))
column_stack([a,a[:1]]) column_stack((a,array([[1]]))) concatenate((a,a)) concatenate([a,a[:1]],-1) concatenate((a,a),axis=1) append(a,a)
append(a,3) append(a,2.5) append(a,[1]) append(a,a,0) eye(3) eye(0) eye(-1) eye(2,dtype='int8') eye(2,dtype='>f8') eye(3,2) eye(2.5) identity(2)
identity(2,dtype=complex) diag(a) diag(a,1) diag(a,-1) diag(a,9) diag(a,-9) diagonal(a) diagonal(a,1) diagonal(a,-9) diag(diag(a)) trace(a) trace(a,1)
trace(a,-9) fliplr(a) flipud(a) atleast_1d(a) atleast_2d(a) atleast_1d(a,a) swapaxes(a,0,-1) swapaxes(a,0,1) swapaxes(a,0,5) swapaxes(a,0,None)
moveaxis(a,0,-1) moveaxis(a,-1,0) moveaxis(a,0,5) moveaxis(zeros((2,3,4,5)),1,3) moveaxis(zeros((2,3,4,5)),3,1) moveaxis(zeros((2,3,4,5)),2,0)
swapaxes(zeros((2,3,4,5)),3,1) result_type(a,a) result_type(a,arange(3)) result_type(a,ones(2,'>f4')) promote_types(a.dtype,'f4')
promote_types('i4','>f8') promote_types('i4','bogus') promote_types(None,'i4') promote_types(int,a.dtype) can_cast(a.dtype,float)
can_cast(a.dtype,'>i2') can_cast(3,'i4') can_cast(None,'i4') can_cast(a,'f4') where(a) where(a>1) searchsorted(sort(a),2) searchsorted(sort(a),2,side='right')
searchsorted(sort(a),2.0) searchsorted(sort(a),2.5,side='right') searchsorted(sort(a),float('nan')) searchsorted(sort(a),True)
searchsorted(a,2**70) searchsorted(sort(a),-1) linalg.norm(a.T) linalg.norm(zeros((2,0)))
tril(a) triu(a) tril(a,1) triu(a,1) tril(a,-1) triu(a,-1) triu(a,9) tril(a,-9) tril(zeros((2,3,0))) triu(ones((2,3,4)),1) tril(ones((2,3,4)),-1)
linalg.inv(a) linalg.det(a) linalg.solve(a,a) linalg.solve(a,ones(2)) linalg.solve(a,ones(3)) linalg.inv(a@a-a@a) linalg.det(ones((2,2)))
linalg.solve(ones((2,2)),ones(2)) linalg.inv(ones((2,2,2))) fft.fft(a) fft.ifft(a) fft.rfft(a) fft.fft(a,3) fft.fft(ones((0,3))) fft.rfft(a[:1])
convolve(a,a) convolve(a,a[:1]) convolve(a[:1],a,'same') convolve(a,a,mode='valid') convolve(a,a,1) convolve(a,[1]) convolve(a,a[:2],'full')
correlate(a,a) correlate(a,a[:2]) correlate(a[:1],a) correlate(a,a[:2],'same') correlate(a,a[:2],mode='full') correlate(a,a,'bogus')
arange(7,dtype='i8') arange(2,9,3,dtype='f8') arange(7,dtype='i1') arange(0.5,4,dtype='i8') arange(5,dtype=None) arange(3,dtype='f2')
packbits(a) packbits(a>0) packbits(ones(19,'i1')) packbits(ones((2,9),'u1')) unpackbits(a) unpackbits(arange(3,dtype='u1')) real(a)
trace(a,axis1=1,axis2=0) linalg.trace(a) linalg.diagonal(a) linalg.diagonal(a,1)'''.split()


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
    return getattr(function, '_implementation', getattr(function, '__wrapped__', function))


NATIVE = {name: getattr(np, name) for name in np.__all__}
PYTHON = {name: _in_python(value) for name, value in NATIVE.items() if callable(value)}
for _module in (np.linalg, np.fft):
    PYTHON[_module.__name__.split('.')[-1]] = SimpleNamespace(**{name: _in_python(getattr(_module, name)) for name in _module.__all__})


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


def test_long_products_and_repetitions():
    a = np.arange(1500) * (1 + 0.3j)
    b = a[::-1] * (2 - 1j)
    for n in (511, 512, 513, 1500):
        for x, y in ((a[:n], b[:n]), (a[::2][:n // 2], b[-(n // 2):])):
            assert np.vdot(x, y) == pytest.approx((x.conj() * y).sum(), rel=1e-12)
            assert np.vecdot(x, y) == pytest.approx((x.conj() * y).sum(), rel=1e-12)
    assert np.linalg.norm(a) == pytest.approx(np.sqrt((abs(a) ** 2).sum()), rel=1e-12)
    for dtype in DTYPES[:-2]:
        long = np.arange(300).astype(dtype) if dtype != '>f8' else np.arange(300.0).astype(dtype)
        for each in (long, long[::-3]):
            assert np.repeat(each, 3).tolist() == [x for x in each.tolist() for _ in range(3)]


def test_products_of_halves_are_computed_in_single():
    a = (np.arange(140) % 13 - 6).astype('f2') / 4
    wide = a.astype('f4')
    for x, y in ((a, a), (a.reshape(10, 14), a[:14]), (a[:10], a.reshape(10, 14)), (a.reshape(10, 14), a.reshape(14, 10)),
                 (a.reshape(10, 14).T, a[::14]), (a.reshape(14, 10).T, a.reshape(14, 10)[::-1]), (a[:0], a[:0]), (a[:0].reshape(3, 0), a[:0])):
        found, expected = np.dot(x, y), np.dot(x.astype('f4'), y.astype('f4'))
        assert found.dtype == np.float16 and found.tolist() == expected.astype('f2').tolist()
    assert np.dot(wide, wide).astype('f2') == np.dot(a, a)


def test_what_drops_imaginary_parts_warns_where_it_is_called():
    c = np.arange(3) + 1j
    for dtype in map(np.dtype, ('f2', 'f4', 'f8', 'i1', 'u8')):
        with pytest.warns(np.exceptions.ComplexWarning, match='^Casting complex values to real discards the imaginary part$') as caught:
            assert c.astype(dtype).tolist() == [0, 1, 2]
        if np._host.name == 'cpython':
            assert [each.filename for each in caught] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert c.astype('?').tolist() == [True] * 3
        for call in (lambda: c.astype('f4'), lambda: np.zeros(3).__setitem__(slice(None), c)):
            with pytest.raises(np.exceptions.ComplexWarning):
                call()


def test_the_first_of_many_booleans_settle():
    for place in (0, 5, 4095, 4096, 4097, 99_999, None):
        for settling in (True, False):
            a = np.full(100_000, not settling)
            if place is not None:
                a[place] = settling
            if settling:
                assert (a.any(), a.max(), a.argmax()) == (place is not None, place is not None, place or 0)
                assert (a.all(), a.min(), a.argmin()) == (False, False, 1 if place == 0 else 0)
            else:
                assert (a.all(), a.min(), a.argmin()) == (place is None, place is None, place or 0)
                assert (a.any(), a.max(), a.argmax()) == (True, True, 1 if place == 0 else 0)


def test_unique_takes_all_that_is_no_number_for_one():
    nan = float('nan')
    for values, count in (([complex(1, nan), 1j, complex(nan, 1), 1j], 2), ([nan, 1, nan], 2), ([nan, nan], 1), ([nan], 1), ([-0.0, 0.0], 1)):
        for dtype in ('c16', 'c8') if isinstance(values[0], complex) else ('f2', 'f4', 'f8', '>f8', 'c16'):
            found = np.unique(np.array(values, dtype))
            assert found.size == count and np.isnan(found).sum() == min(1, np.isnan(values).sum())
    assert np.unique(np.array([3, 1, 3, 2])[::-1]).tolist() == [1, 2, 3]


@pytest.mark.parametrize('dtype', ['c8', 'c16'])
def test_complex_numbers_are_sorted_by_their_parts(dtype):
    parts = [-float('inf'), float('inf'), 0.0, 1.5, -1.5, 1e-30, -1e-30, 1e30, -1e30, 3.0]
    for more in ([], [-0.0], [float('nan')], [-0.0, float('nan')]):
        every = parts + more
        for n in (1, 2, 10, 100, 700):
            a = np.array([complex(every[i * 7919 % 1009 % len(every)], every[i * 104729 % 997 % len(every)]) for i in range(n)]).astype(dtype)
            ordered = a[np.argsort(a, kind='stable')]
            assert np.sort(a, kind='stable').tobytes() == ordered.tobytes()
            assert repr((np.sort(a) + 0.0).tolist()) == repr((ordered + 0.0).tolist())
            if not more:
                assert np.sort(a[::-1]).tolist() == sorted(a.tolist(), key=lambda x: (x.real, x.imag))


@pytest.mark.parametrize('dtype', ['c8', 'c16', 'f2', 'f4', 'f8', 'i4', '?'])
def test_places_down_few_columns_are_those_of_each_column(dtype):
    parts = [1.0, 0.0, -1.0, 1.0, float('nan'), 3.0, -3.0] if dtype[0] in 'cf' else [1, 0, -1, 1, 3, -3]
    for rows, columns in ((2, 2), (3, 9), (10, 10), (64, 3), (65, 3), (9, 70)):
        for k in range(2, 6):
            values = [parts[i * k % 11 % len(parts)] for i in range(rows * columns)]
            a = np.array(values, dtype) if dtype[0] != 'c' else np.array([complex(x, parts[i % k]) for i, x in enumerate(values)], dtype)
            a = a.reshape(rows, columns)
            for name in ('argmax', 'argmin'):
                assert getattr(a, name)(axis=0).tolist() == [int(getattr(a[:, i].copy(), name)()) for i in range(columns)], (rows, columns, name)


def test_put_into_booleans():
    for value in (0, 1, 3, np.array([True]), np.array([False, True])):
        a = np.zeros(4, bool)
        np.put(a, np.array([0, -1]), value)
        expected = [bool(value)] * 2 if isinstance(value, int) else (value.tolist() * 2)[:2]
        assert a.tolist() == [expected[0], False, False, expected[1]]


def test_elements_by_few_numbers_are_checked_first():
    a = np.arange(6.0)
    for bad in (6, -7, 2 ** 63 - 1, -2 ** 63):
        for numbers in (np.array([0, bad, 1]), np.array([0, 9, bad, 9, 1, 9])[::2]):
            with pytest.raises(IndexError, match=f'index {bad} is out of bounds for axis 0 with size 6'):
                a[numbers] = np.array([9.0, 9.0, 9.0])
    assert a.tolist() == list(range(6))
    a[np.array([-6, 5, -1, 2])] = np.array([10.0, 11.0, 12.0, 13.0])
    assert a.tolist() == [10, 1, 13, 3, 4, 12]


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
