"""dtype objects, promotion and limits."""

import copy
import pickle

import pytest

import numpyni as np

NAMES = ('bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 bfloat16 float32 float64 complex64 complex128').split()


@pytest.mark.parametrize('name', NAMES)
def test_every_spelling_finds_one_object(name):
    d = np.dtype(name)
    for spec in (d, d.name, d.char, d.type, d.str, getattr(np, name), d.newbyteorder().newbyteorder()):
        assert np.dtype(spec) is d
    assert d.type.__name__ == name and d.type(1).dtype is d
    assert pickle.loads(pickle.dumps(d)) is d and copy.deepcopy(d) is d
    assert hash(d) == hash(np.dtype(name))


@pytest.mark.parametrize('name', NAMES)
def test_byte_swapped_types_read_and_write(name):
    swapped = np.dtype(name).newbyteorder()
    a = np.array([0, 1, 1], dtype=swapped)
    assert a.dtype is swapped and a.tolist() == [0, 1, 1]
    assert type(a[1]) is np.dtype(name).type
    assert a.astype(name).tolist() == [0, 1, 1]
    assert pickle.loads(pickle.dumps(swapped)) is swapped


def test_what_cannot_be_had_yet_says_its_name():
    with pytest.raises(NotImplementedError, match='StringDType'):
        np.dtype('T')


def test_longdouble_is_float64():
    assert np.longdouble is np.float64 and np.clongdouble is np.complex128
    assert np.dtype('g') is np.dtype('longdouble') is np.dtype('f8') and np.dtype('>G') is np.dtype('>c16')
    assert not hasattr(np, 'float128')


def test_promotion_is_symmetric_and_idempotent():
    for x in NAMES:
        assert np.promote_types(x, x) == x
        for y in NAMES:
            assert np.promote_types(x, y) == np.promote_types(y, x)


def test_bfloat16_is_a_floating_type():
    d = np.dtype('bfloat16')
    assert (d.kind, d.itemsize, d.isbuiltin) == ('f', 2, 2)
    assert issubclass(np.bfloat16, np.floating)
    assert float(np.finfo('bfloat16').eps) == 2.0 ** -7
    assert np.array([1.0, 3.14159], 'bfloat16').tolist() == [1.0, 3.140625]


def test_abstract_types_warn():
    with pytest.warns(DeprecationWarning):
        assert np.dtype(np.floating) == float


def test_scalar_tree():
    assert issubclass(np.float64, (float, np.floating)) and issubclass(np.complex128, (complex, np.complexfloating))
    assert not issubclass(np.int64, int) and issubclass(np.int64, np.signedinteger)
    assert issubclass(np.bool, np.generic) and not issubclass(np.bool, np.number)
    assert np.longlong is np.int64 and np.intc is np.int32


def test_of_three_types_the_more_general_come_first():
    assert np.result_type('u2', 'i2', 'f4') == np.result_type('f4', 'u2', 'i2') == np.float32
    assert np.result_type('u1', 'i1', 'f2') == np.float16
    assert np.result_type('i4', 'u4', 'f4', 'f2') == np.float64
    assert np.concatenate([np.zeros(1, 'u2'), np.zeros(1, 'i2'), np.zeros(1, 'f4')]).dtype == np.float32


@pytest.mark.parametrize('name', ['int64', 'uint8', 'float16', 'float32', 'float64', 'complex64', 'complex128'])
def test_a_class_derived_from_a_scalar_makes_its_own(name):
    class Derived(getattr(np, name)):
        def twice(self):
            return self * 2

    for value in (3, 3.0, '3', np.int8(3), np.array(3)):
        x = Derived(value)
        assert type(x) is Derived and x == 3
        assert x.twice() == 6 and type(x.twice()) is getattr(np, name)
        assert np.array([x]).dtype == name
    assert type(getattr(np, name)(Derived(3))) is getattr(np, name)
