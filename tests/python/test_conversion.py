"""From objects to arrays."""

import array
import pytest

import numpyni as np


class Interface:
    """An object with `__array_interface__` alone."""

    def __init__(self, **interface):
        self.__array_interface__ = interface


def test_array_protocol():
    class Has:
        def __array__(self, dtype=None, copy=None):
            return np.array([1, 2, 3], dtype=dtype)

    class Old:
        def __array__(self):
            return np.array([1.5])

    class Bad:
        def __array__(self, dtype=None, copy=None):
            return [1]

    assert np.array(Has()).tolist() == [1, 2, 3]
    assert np.asarray(Has(), dtype='f4').dtype == 'f4'
    assert np.asarray(Old()).tolist() == [1.5]
    assert np.array([Has(), Has()]).shape == (2, 3)
    with pytest.raises(ValueError):
        np.array(Bad())


def test_array_interface_shares_the_memory():
    a = np.arange(6.0)
    other = Interface(**a.__array_interface__)
    other.keep = a
    b = np.asarray(other)
    b[0] = 9
    assert a[0] == 9 and b.base is other


def test_array_interface_that_is_wrong():
    for interface, error in ((dict(typestr='<f8'), ValueError), (dict(shape=(1,)), ValueError),
                             (dict(shape=[1], typestr='<f8', data=bytearray(8)), TypeError),
                             (dict(shape=(2,), typestr='<f8', data=bytearray(8)), ValueError),
                             (dict(shape=(1,), typestr='<foo', data=bytearray(8)), TypeError)):
        with pytest.raises(error):
            np.asarray(Interface(**interface))


def test_array_interface_over_a_buffer():
    raw = bytearray(range(8))
    a = np.asarray(Interface(shape=(2, 2), typestr='|u1', data=raw, strides=(4, 1), offset=1))
    assert a.tolist() == [[1, 2], [5, 6]]


def test_buffers():
    source = array.array('i', [1, 2, 3])
    a = np.asarray(source)
    assert a.dtype == 'i4' and a.tolist() == [1, 2, 3]
    a[0] = 7
    assert source[0] == 7
    assert np.array(source).base is None
    readonly = np.asarray(memoryview(b'abc'))
    with pytest.raises(ValueError):
        readonly[0] = 1
    assert np.asarray(memoryview(bytearray(12)).cast('i', (3,))).shape == (3,)


def test_ragged_says_where():
    with pytest.raises(ValueError, match=r'inhomogeneous shape after 1 dimensions. The detected shape was \(2,\)'):
        np.array([[1, 2], [3]])
    with pytest.raises(ValueError, match='inhomogeneous'):
        np.array([[1], 2])


def test_a_list_in_itself():
    a = []
    a.append(a)
    with pytest.raises(ValueError):
        np.array(a)


def test_objects_have_a_type_of_their_own():
    for value in (object(), [object()], [2 ** 70], None, [None], {}):
        assert np.array(value).dtype == object
    assert np.array('text').dtype == '<U4' and np.array([b'text', b'more']).dtype == 'S4'


def test_sequences():
    class Sequence:
        def __len__(self):
            return 3

        def __getitem__(self, i):
            if i >= 3:
                raise IndexError
            return i * 1.5

    assert np.array(Sequence()).tolist() == [0.0, 1.5, 3.0]
    assert np.array((1, [2][0], 3)).tolist() == [1, 2, 3]
    assert np.array([(), ()]).shape == (2, 0)
    assert np.array([[[]]]).shape == (1, 1, 0)


def test_every_dtype_from_a_list():
    for name in 'bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 bfloat16 float32 float64 complex64 complex128'.split():
        a = np.array([[0, 1], [1, 0]], dtype=name, order='F')
        assert a.dtype == name and a.tolist() == [[0, 1], [1, 0]] and a.flags.f_contiguous
        assert np.array([], dtype=name).dtype == name
        assert np.array(1, dtype=name)[()] == 1


def test_integer_subclasses():
    class Number(int):
        pass

    assert np.array([Number(3)]).tolist() == [3]
    assert np.zeros(Number(3)).shape == (3,)


def test_copy_keyword():
    a = np.arange(3)
    assert np.array(a, copy=None) is a
    assert np.array(a, copy=False) is a
    assert not np.shares_memory(np.array(a), a)
    with pytest.raises(ValueError, match='Unable to avoid copy'):
        np.asarray([1], copy=False)
    with pytest.raises(ValueError):
        np.array(a, dtype='f4', copy=False)


def test_fromiter_and_frombuffer_errors():
    with pytest.raises(ValueError):
        np.fromiter([1, 2], int, 3)
    with pytest.raises(ValueError):
        np.frombuffer(b'abc', 'i4')
    with pytest.raises(TypeError):
        np.frombuffer(3)


def test_round_computes_in_the_type_of_its_output():
    x = np.array([1.235, -3.14159], 'f2')
    assert np.round(x, 2, out=np.zeros(2)).tolist() == [1.24, -3.14]
    assert np.round(x, 2, out=x) is x and x.tolist() == [1.240234375, -3.140625]
    with pytest.raises(TypeError, match="Cannot cast ufunc 'multiply' output from dtype.'float16'. to dtype.'int64'."):
        np.round(x, 2, out=np.zeros(2, int))


@pytest.mark.parametrize('kind', ['i8', 'u1', 'f4', 'f8', 'f2', 'c16'])
def test_a_class_derived_from_a_scalar_type(kind):
    base = np.dtype(kind).type
    derived = type('Derived', (base,), {})
    x = derived(3)
    assert type(x) is derived and x == 3 and x.dtype == kind and str([x]) == f'[{x!r}]'
    assert repr(x) == ('Derived(3)' if x.dtype.kind in 'iu' else repr(base(3)))
    array = derived([1, 2])
    assert type(array) is np.ndarray and array.dtype == kind and array.tolist() == [1, 2]
    assert derived(np.array(2)) == 2 and derived(base(2)) == derived('2') == 2
    with pytest.raises((TypeError, ValueError)):
        derived(object())


@pytest.mark.parametrize('code', ['O', 'U6', 'S6', 'm8[s]'])
def test_numbers_go_into_an_out_of_another_kind(code):
    whole, mask = np.array([4, 1, 9]), np.array([True, False, True])
    expected = (whole + 1).astype(code)
    room = np.empty(3, code)
    assert np.add(whole, 1, out=room) is room and room.tolist() == expected.tolist()
    room = np.zeros(3, code)
    np.add(whole, 1, out=room, where=mask)
    assert room[mask].tolist() == expected[mask].tolist() and room[1] == np.zeros(1, code)[0]
    quotient, rest = np.divmod(whole, 2, out=(np.empty(3, code), None))
    assert quotient.dtype == code and quotient.tolist() == (whole // 2).astype(code).tolist() and rest.tolist() == [0, 1, 1]
    if code == 'm8[s]':
        with pytest.raises(TypeError, match="output from dtype\\('float64'\\)"):
            np.sqrt(whole, out=room)
    else:
        assert np.sqrt(whole, out=np.empty(3, code)).tolist() == np.sqrt(whole).astype(code).tolist()
        assert np.logical_not(whole, out=np.empty(3, code)).tolist() == np.array([False] * 3).astype(code).tolist()


def test_results_are_as_wide_as_numpys():
    half, single = np.array([1, 2], 'f2'), np.array([1, 2], 'f4')
    assert np.poly(half).dtype == np.geomspace(single, single, 3).dtype == 'f8' and np.poly(single).dtype == 'f4'
    assert np.emath.sqrt(-half).dtype == 'c16' and np.emath.sqrt(-single).dtype == 'c8'


def test_place_takes_a_mask_of_another_shape():
    a = np.zeros((3, 1))
    np.place(a, [1, 0, 1], [5, 6])
    assert a.tolist() == [[5], [0], [6]]
    with pytest.raises(ValueError, match='same size'):
        np.place(a, [1, 0], [5])
