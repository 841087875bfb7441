"""Numba: arrays as arguments of jitted functions, and compiled functions as kernels."""

import gc
import subprocess
import sys

import pytest

import numpyni as np

numba = pytest.importorskip('numba')
numpy = pytest.importorskip('numpy')
types = numba.types
if np._host.name != 'cpython':
    pytest.skip('the view is not inline on this host', allow_module_level=True)
import numpyni.numba  # noqa: E402

kernel = numpyni.numba.kernel


@numba.njit
def total(x):
    s = x.dtype.type(0)
    for value in x.flat:
        s += value
    return s


@numba.njit
def double(x):
    for i in range(x.shape[0]):
        x[i] *= 2


@numba.njit
def same(x):
    return x


@numba.njit
def parts(x):
    return x[::-1], x + x, x.T


@pytest.mark.parametrize('dtype', ['int8', 'int64', 'uint16', 'float32', 'float64', 'complex64', 'complex128'])
def test_arrays_of_any_dtype_and_layout(dtype):
    a = np.arange(24).astype(dtype).reshape(2, 3, 4)
    for x in (a, a.T, a[::-1, ::2], a[:, 1], a[0, 0], a[:0], a[..., None]):
        assert total(x) == x.sum()


@pytest.mark.parametrize('first, second', [('numba', 'numpyni'), ('numpyni', 'numba')])
def test_either_may_be_imported_first(first, second):
    code = f'import {first}, {second}; f = numba.njit(lambda x: x[0]); a = numpyni.ones(3); assert f(a) == f(a) == 1; ' \
        'code = numba.typeof(a)._code; assert [s[0]._code for s in f.signatures] == [code]'
    subprocess.run([sys.executable, '-c', code], check=True)


def test_arrays_are_native_and_not_copied():
    a = np.arange(6.0)
    double(a)
    double(a[::2])
    assert a.tolist() == [0, 2, 8, 6, 16, 10]
    assert all(isinstance(each[0], numpyni.numba.Array) for each in double.signatures)
    assert numba.typeof(a).layout == 'C' and numba.typeof(a[::2]).layout == 'A'


def test_arguments_that_are_returned_are_the_object_itself():
    a = np.arange(3.0)
    assert same(a) is a
    before = sys.getrefcount(a)
    for _ in range(100):
        same(a)
        total(a)
    assert sys.getrefcount(a) == before


def test_what_a_function_makes_is_numpys():
    a = np.arange(4.0)
    reverse, twice, transposed = parts(a)
    assert type(reverse) is numpy.ndarray and reverse.tolist() == [3, 2, 1, 0] and twice.tolist() == [0, 2, 4, 6]
    reverse[0] = 9
    assert a[3] == 9 and transposed[3] == 9     # views
    del a
    gc.collect()
    assert reverse.tolist() == [9, 2, 1, 0]


@pytest.mark.keeps_handles      # Numba keeps the last argument that failed
def test_arrays_that_cannot_go_in():
    readonly = np.arange(3.0)
    readonly.flags.writeable = False
    assert total(readonly) == 3
    with pytest.raises(numba.TypingError):
        double(readonly)
    with pytest.raises(ValueError, match='aligned'):
        total(np.zeros(25, np.uint8)[1:].view(np.float64))
    for wrong in (np.arange(3.0).astype('>f8'), np.array(['a'])):
        with pytest.raises((TypeError, numba.TypingError)):
            total(wrong)


def test_kernels_of_functions():
    @kernel('float64(float64[:], int64)')
    def scaled_sum(x, n):
        """The sum, n times."""
        return x.sum() * n

    a = np.arange(5.0)
    assert scaled_sum(a, 2) == 20 and scaled_sum(x=a[::-2], n=1) == 6 and scaled_sum(numpy.ones(3), True) == 3
    assert scaled_sum.__doc__ == 'scaled_sum(float64[:] x, int64 n) -> float64\n\nThe sum, n times.'
    with pytest.raises(TypeError, match=r"scaled_sum\(\) argument 1 \('x'\): expected float64\[:\], got float32\[:\]"):
        scaled_sum(a.astype(np.float32), 1)


def test_kernels_that_write_and_fail():
    @kernel('void(float64[:,::1], complex128, boolean)', writes=('out',))
    def put(out, z, fail):
        out[0, 0] = z.imag
        if fail:
            raise ValueError('no')

    out = np.zeros((2, 2))
    assert put(out, 1 + 3j, False) is None and out[0, 0] == 3
    with pytest.raises(RuntimeError, match=r'put\(\) raised an exception'):
        put(out, 0j, True)
    with pytest.raises(ValueError, match='C-contiguous, for it is written'):
        put(out.T, 0j, False)
    with pytest.raises(numba.TypingError):
        @kernel('void(float64[:])')
        def forgotten(x):
            x[0] = 1


def test_kernels_with_several_results():
    @kernel('Tuple((float32, boolean, int64, complex64))(float32[:,:,:])')
    def several(x):
        return x[0, 0, 0], x.size > 3, x.size, x[0, 0, 0] + types.complex64(1j)

    results = several(np.full((2, 2, 2), 2.5, np.float32))
    assert results == (2.5, True, 8, 2.5 + 1j)
    assert [type(x) for x in results] == [np.float32, np.bool_, np.int64, np.complex64]
    with pytest.raises(TypeError, match='gives numbers'):
        @kernel('float64[:](float64[:])')
        def array(x):
            return x


def test_callbacks_are_kernels_as_they_are():
    @numba.cfunc('float64(float64, float64)')
    def hypotenuse(a, b):
        return (a * a + b * b) ** 0.5

    made = kernel(hypotenuse)
    assert made(3, 4) == 5 and type(made(3.0, 4.0)) is np.float64
    with pytest.raises(ImportError, match='plain function'):
        kernel(numba.cfunc('float64(float64, int64)')(lambda a, n: a * n))
