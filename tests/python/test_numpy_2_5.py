"""What NumPy's own tests found missing: descending sorts, resizing, printing as older versions did, wrapping by operands."""

import inspect
import pickle
import sys
import warnings

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


@pytest.mark.skipif(sys.implementation.name != 'cpython' or sys.version_info >= (3, 14), reason='counts references')
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
    for name in ('reduce', 'accumulate', 'reduceat', 'outer', 'at', '__call__'):
        assert inspect.signature(getattr(np.ufunc, name)) and inspect.signature(getattr(np.add, name))


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


def test_casts_that_must_keep_the_value():
    a = np.array([1.0, 200.0])
    assert a.astype('u1', casting='same_value').tolist() == [1, 200]
    for values, code in (([1.5], 'i4'), ([300.0], 'u1'), ([np.nan], 'i8'), ([1j], 'f8'), ([255], 'i1')):
        source = np.array(values, 'u1') if code == 'i1' else np.array(values)
        with pytest.raises(ValueError, match='same_value'):
            source.astype(code, casting='same_value')
    assert np.isnan(np.array([np.nan]).astype('f4', casting='same_value'))[0]


def test_structured_buffers_go_both_ways():
    try:
        memoryview(np.zeros(1, 'i4,i4'))
    except (TypeError, BufferError):
        pytest.skip('memoryviews that Python makes have no structures')
    a = np.zeros(2, dtype=[('a', 'i4'), ('b', '>f8'), ('c', 'S3'), ('d', 'U2', (2,)), ('e', '?')])
    a['a'], a['c'] = [1, 2], [b'x', b'yz']
    back = np.asarray(memoryview(a))
    assert back.dtype == a.dtype and str(back) == str(a) and np.shares_memory(a, back)
    assert np.asarray(memoryview(np.array(['ab', 'c']))).tolist() == ['ab', 'c']
    aligned = np.zeros(2, dtype=np.dtype([('a', 'i1'), ('b', 'f8')], align=True))
    assert np.asarray(memoryview(aligned)).dtype.fields['b'][1] == 8


def test_comparisons_know_every_python_integer():
    a = np.array([1, 2], 'u8')
    assert (a < 2 ** 200).all() and not (a == -2 ** 70).any() and (a > -1).all() and (2 ** 65 >= a).all()


@pytest.mark.parametrize('code', ['u1', 'i1', 'u8', 'i8', 'i4'])
def test_scalars_shifted_by_their_width(code):
    number = np.dtype(code).type
    top = np.array(-5).astype(code)[()]
    for count in (number(0).itemsize * 8, number(0).itemsize * 8 + 4):
        assert top << number(count) == 0 and top >> number(count) == (-1 if code[0] == 'i' else 0)


def test_flat_takes_one_index():
    a = np.arange(6).reshape(2, 3)
    assert a.flat[[1, -1]].tolist() == [1, 5] and a.flat[1:3].tolist() == [1, 2]
    with pytest.raises(IndexError, match='too many indices for flat iterator'):
        a.flat[1, 2]
    with pytest.raises(IndexError, match='boolean indices for iterators'):
        a.flat[[True, False]]
    with pytest.warns(DeprecationWarning, match='0-dimensional boolean'):
        assert a.flat[True].tolist() == [0]


def test_ranges_of_complex_numbers_and_of_several_bases():
    z = np.geomspace(1j, 16j, 5)
    assert np.allclose(z, [1j, 2j, 4j, 8j, 16j]) and z[0] == 1j and z[-1] == 16j
    assert np.logspace(0, 2, 3, base=[2.0, 10.0]).T.tolist() == [[1, 2, 4], [1, 10, 100]]


def test_sums_of_subclasses_are_of_the_class():
    class Tagged(np.ndarray):
        pass

    a = np.arange(4.0).view(Tagged)
    for result in (a.sum(), np.mean(a), a.max(), np.add.reduce(a), np.median(a), np.nansum(a), np.add(a[:1].reshape(()), 1)):
        assert type(result) is Tagged and result.shape == ()
    assert type(a.argmax()) is np.int64 and type(a[0]) is np.float64


def test_out_ellipsis_makes_arrays():
    assert type(np.add(1, 2, out=...)) is np.ndarray and type(np.add.reduce([1, 2], out=...)) is np.ndarray
    with pytest.raises(TypeError, match='only allowed as a keyword'):
        np.add(1, 2, ...)
    with pytest.warns(UserWarning, match="'where' used without 'out'"):
        np.add([1, 2], 1, where=[True, False])


def test_an_operand_that_calls_the_ufunc_back_is_asked_once():
    class Foreign:
        def __array__(self, dtype=None, copy=None):
            return np.ones(2)

        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return getattr(ufunc, method)(*inputs, **kwargs)

    assert np.add(Foreign(), 1).tolist() == [2.0, 2.0]


def test_dlpack_refuses_what_it_cannot_describe():
    structure = np.zeros(5, dtype=[('a', 'i4'), ('b', 'i1')])
    for a in (structure['a'], np.array('2021-05-27', 'M8[D]'), np.arange(5, dtype='>i8'), np.array(['a'])):
        with pytest.raises(BufferError):
            np.from_dlpack(a)
    assert np.from_dlpack(np.arange(3)).tolist() == [0, 1, 2]


@pytest.mark.parametrize('name', ['array', 'asarray', 'asanyarray', 'ascontiguousarray', 'asfortranarray', 'empty', 'zeros', 'arange', 'fromiter'])
def test_functions_that_numpy_compiles_do_not_become_methods(name):
    class Holder:
        function = getattr(np, name)
    result = Holder().function([1, 2] if name.startswith('as') or name == 'array' else range(2), float) \
        if name == 'fromiter' else Holder().function([1, 2]) if 'array' in name else Holder().function(2)
    assert type(result) is np.ndarray and result.shape[0] == 2
    assert pickle.loads(pickle.dumps(getattr(np, name))) is getattr(np, name)
    assert Holder.function.__name__ == name and getattr(np, name).__module__ == 'numpyni'


STORES = {
    'slice': lambda a, x: a.__setitem__(slice(None), x), 'integers': lambda a, x: a.__setitem__([0, 1], x),
    'booleans': lambda a, x: a.__setitem__(np.array([True, True]), x), 'flat': lambda a, x: a.flat.__setitem__(slice(None), x),
    'copyto': lambda a, x: np.copyto(a, x, casting='unsafe'), 'put': lambda a, x: np.put(a, [0, 1], x),
}


@pytest.mark.parametrize('code', ['f8', 'f4', 'f2', 'i8', 'u1', '>f4', '>i2'])
@pytest.mark.parametrize('store', STORES)
def test_complex_elements_stored_into_real_ones_warn(code, store):
    a = np.zeros(2, code)
    with pytest.warns(np.exceptions.ComplexWarning, match='discards the imaginary part'):
        STORES[store](a, np.array([1 + 2j, 3], 'c8'))
    assert a.tolist() == [1, 3]
    for convert in (lambda x: x.astype(code), lambda x: np.array(x, code), lambda x: np.asarray(x, dtype=code)):
        with pytest.warns(np.exceptions.ComplexWarning):
            assert convert(np.array([1 + 2j, 3])).tolist() == [1, 3]
    if code[0] != '>':
        for convert in (lambda x: np.sum(x, dtype=code), lambda x: x.cumsum(dtype=code)[-1], lambda x: np.add.reduce(x, dtype=code),
                        lambda x: np.multiply.accumulate(x, dtype=code)[-1] + 1, lambda x: np.dtype(code).type(x[0]) + 3):
            with pytest.warns(np.exceptions.ComplexWarning, match='discards the imaginary part'):
                assert convert(np.array([1 + 2j, 3])) == 4


def test_complex_elements_as_booleans_or_complex_do_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        a, b = np.zeros(2, bool), np.zeros(2, 'c8')
        a[:] = b[:] = np.array([1j, 0])
        assert a.tolist() == [True, False] and b.tolist() == [1j, 0]


@pytest.mark.parametrize('code', ['i1', '>i2', 'i4', 'i8'])
def test_scalars_that_do_not_fit_a_signed_integer_are_refused(code):
    a = np.zeros((2, 2), code)
    for store in (lambda x: a.__setitem__((0, 1), x), lambda x: a.__setitem__(0, x), lambda x: a.__setitem__(..., x), a.fill):
        with pytest.raises(ValueError, match='cannot convert float NaN to integer'):
            store(np.float64('nan'))
        with pytest.raises(OverflowError, match='cannot convert float infinity to integer'):
            store(np.float32('inf'))
        with pytest.raises(OverflowError, match='Python int too large to convert to C long'):
            store(np.uint64(2 ** 63))
        if code != 'i8':
            largest = int(np.iinfo(code).max)
            for x in (np.int64(largest + 1), np.float64(largest + 1.5)):
                with pytest.raises(OverflowError, match=f'Python integer {largest + 1} out of bounds for int'):
                    store(x)
        assert not a.any()
    a[0] = np.float64(-3.7)
    a[1, 0] = np.uint8(7)
    assert a.tolist() == [[-3, -3], [7, 0]]


def test_scalars_wrap_in_unsigned_integers_and_where_arrays_index():
    a = np.zeros(2, 'u1')
    a[0], a[1] = np.int64(300), np.int16(-1)
    assert a.tolist() == [44, 255]
    b = np.zeros(2, 'i1')
    b[[0]] = np.int64(300)
    np.copyto(b[1:], np.int64(301), casting='unsafe')
    assert b.tolist() == [44, 45] and np.full(2, np.int64(300), 'i1').tolist() == [44, 44]


def test_iteration_of_a_subclass_goes_by_its_items():
    class Named(np.ndarray):
        def __getitem__(self, key):
            return 'item', np.ndarray.__getitem__(self, key).tolist()
    a = np.arange(4).reshape(2, 2).view(Named)
    assert list(a) == [('item', [0, 1]), ('item', [2, 3])]
    assert [x.mask.tolist() for x in np.ma.array([[1, 2], [3, 4]], mask=[[1, 0], [0, 0]])] == [[True, False], [False, False]]


def test_a_range_whose_step_is_longer_than_it_has_its_start():
    assert np.arange(0, 1, np.inf).tolist() == np.arange(0., 1e-300, 1e300).tolist() == [0.]
    assert np.arange(0, -1, np.inf).tolist() == np.arange(1., 1., 1.).tolist() == []


def test_in_place_computation_at_indices_casts_as_assignment_does():
    a = np.array([1, 7, 3])
    np.divide.at(a, [0, 1, 1], 2)
    np.add.at(a, [2], 1.75)
    assert a.tolist() == [0, 1, 4]


def test_accumulate_and_reduceat_over_the_only_axis_and_onto_their_operand():
    assert np.add.accumulate([1, 2, 3], axis=None).tolist() == np.add.accumulate([1, 2, 3], axis=(0,)).tolist() == [1, 3, 6]
    with pytest.raises(ValueError, match='accumulate does not allow multiple axes'):
        np.add.accumulate(np.zeros((2, 2)), axis=None)
    a = np.arange(1000, dtype='i2')
    expected = np.add.reduceat(a.copy(), a[::-1].copy(), out=a.copy())
    assert np.add.reduceat(a, a[::-1], out=a) is a and a.tolist() == expected.tolist()


def test_work_of_the_search_for_shared_memory():
    x = np.zeros((4, 6), 'i1')
    a, b = x[:, ::2], x[:, 1::2]
    assert np.may_share_memory(a, b) and np.may_share_memory(a, b, max_work=None) and not np.may_share_memory(a, b, max_work=-1)
    assert not np.shares_memory(a, b) and not np.shares_memory(a, b, max_work=None) and np.shares_memory(a, b, max_work=0)
    for function in (np.may_share_memory, np.shares_memory):
        with pytest.raises(OverflowError):
            function(a, b, max_work=10 ** 100)
        with pytest.raises(ValueError, match='Invalid value for max_work'):
            function(a, b, max_work=-3)


def test_other_array_types_are_asked_by_keywords_too_and_dispatchers_always():
    class Duck:
        def __array_function__(self, function, types, args, kwargs):
            return function.__name__
    assert np.std(np.array(1), where=Duck()) == 'std' and np.sum(Duck()) == 'sum'
    with pytest.raises(TypeError, match='args must be a tuple'):
        np.ones(2).__array_function__(np.reshape, (np.ndarray,), [1], {})
    with pytest.raises(TypeError, match='kwargs must be a dict'):
        np.ones(2).__array_function__(np.reshape, (np.ndarray,), (1,), 2)


def test_error_modes_are_text():
    with pytest.raises(TypeError, match='invalid error mode 123'):
        np.seterr(divide=123)
    with pytest.raises(NotImplementedError, match='StringDType'):
        np.dtypes.StringDType()


def test_integers_meet_times_from_both_sides():
    for code in ('i1', 'i8', 'u4', 'f4', 'f8'):
        x = np.dtype(code).type(2)
        assert x * np.timedelta64(3, 's') == np.timedelta64(3, 's') * x == np.timedelta64(6, 's')
    assert np.int64(2) + np.timedelta64(3, 's') == np.timedelta64(5, 's')


def test_dtypes_of_ctypes():
    import ctypes

    class Pair(ctypes.Structure):
        _fields_ = [('a', ctypes.c_uint8), ('b', ctypes.c_double)]
    assert np.dtype(ctypes.c_int16) == 'i2' and np.dtype(ctypes.c_float * 3) == ('f4', (3,))
    assert np.dtype(Pair).names == ('a', 'b') and np.dtype(Pair).itemsize == 16


def test_nditer_copies_what_is_written_and_overlaps():
    x = np.arange(6)
    with np.nditer([x[:-1], x[1:]], ['copy_if_overlap'], [['readonly'], ['writeonly']]) as walk:
        read, written = walk.operands
        assert not np.shares_memory(read, written)
        for a, b in walk:
            b[...] = a + 10
    assert x.tolist() == [0, 10, 11, 12, 13, 14] and x.flags.writeable
    same = [['readonly', 'overlap_assume_elementwise'], ['readwrite', 'overlap_assume_elementwise']]
    assert np.nditer([x, x], ['copy_if_overlap'], same).operands[1] is x
    assert np.nditer([x, x], ['copy_if_overlap'], [['readonly'], ['readonly']]).operands[1] is x
    assert np.nditer([x[::2], x[1::2]], ['copy_if_overlap'], [['readonly'], ['writeonly']]).operands[1].base is x


def test_nditer_refuses_masks_that_do_not_fit():
    a, b, m = np.zeros((2, 3)), np.zeros(3), np.array([[True, True, False], [False, True, False]])
    flags = [['readonly'], ['readwrite', 'writemasked'], ['readonly', 'arraymask']]
    with pytest.raises(ValueError, match='broadcasts to multiple mask values'):
        np.nditer([a, b, m], ['reduce_ok'], flags)
    np.nditer([a, b, m[0]], ['reduce_ok'], flags)
    with pytest.raises(ValueError, match='ARRAYMASK'):
        np.nditer([a, b, m[0]], ['reduce_ok'], flags[:2] + [['readwrite', 'arraymask']])
    with pytest.raises(TypeError, match='bool or uint8'):
        np.nditer([a, np.zeros(3, 'i1')], [], [['readwrite', 'writemasked'], ['readonly', 'arraymask']])


def test_nditer_writes_copies_back_when_it_is_closed():
    a = np.arange(3, dtype='>f4')
    walk = np.nditer(a, [], [['readwrite', 'updateifcopy']], casting='equiv', op_dtypes=['=f4'])
    assert not a.flags.writeable
    walk.operands[0][:] = 7
    walk.close()
    assert a.tolist() == [7, 7, 7] and a.flags.writeable
    with pytest.raises(StopIteration):
        next(walk)
    with pytest.raises(TypeError):
        del np.nditer(a)[0]
    with pytest.raises(AttributeError):
        del np.nditer(a).nop


def test_nditer_joins_axes_that_are_walked_backwards():
    a = np.arange(24).reshape(2, 3, 4)
    for key in (np.s_[::-1], np.s_[:, ::-1], np.s_[::-1, :, ::-1]):
        walk = np.nditer(a[key], ['external_loop'])
        assert walk.ndim == 1 and walk[0].tolist() == list(range(24))


def test_what_numpy_deprecates_warns():
    with pytest.warns(DeprecationWarning, match='Cannot convert float safely to an integer'):
        assert np.tri(2.9).shape == (3, 3)
    with pytest.warns(DeprecationWarning, match='safely to an integer'):
        assert [each.tolist() for each in np.triu_indices(2, 1.5)] == [[0], [1]]
    with pytest.warns(DeprecationWarning, match='more than 2 positional arguments'):
        assert np.maximum([1.], [2.], np.empty(1)).tolist() == [2.]
    with pytest.warns(DeprecationWarning, match='typename is deprecated'):
        assert np.typename('d') == 'double precision'
    assert np.tri(2, k=1).tolist() == [[1, 1], [1, 1]]
