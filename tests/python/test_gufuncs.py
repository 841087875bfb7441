"""Generalised ufuncs: broadcasting over cores, `axes`, `axis`, `keepdims`, `out`, and NumPy's errors."""

import pytest

import numpyni as np


def cube():
    return np.arange(24.0).reshape(2, 3, 4)


def test_a_signature_tells_a_generalised_ufunc_from_others():
    assert np.matmul.signature == '(n?,k),(k,m?)->(n?,m?)'
    assert np.vecdot.signature == '(n),(n)->()'
    assert np.matvec.signature == '(m,n),(n)->(m)'
    assert np.vecmat.signature == '(n),(n,m)->(m)'
    assert np.add.signature is None
    assert (np.matmul.nin, np.matmul.nout, np.matmul.nargs, np.matmul.identity) == (2, 1, 3, None)
    assert isinstance(np.matmul, np.ufunc) and repr(np.matmul) == "<ufunc 'matmul'>"
    assert 'dd->d' in np.matmul.types and '??->?' in np.matmul.types


def test_cores_are_the_last_axes_and_the_others_broadcast():
    A = cube()
    left, right = A.reshape(2, 1, 3, 4), A.reshape(2, 4, 3)
    product = np.matmul(left, right)
    assert product.shape == (2, 2, 3, 3)
    for i in range(2):
        for j in range(2):
            assert product[i, j].tolist() == [[sum(x * y for x, y in zip(row, column)) for column in right[j].T.tolist()]
                                              for row in left[i, 0].tolist()]
    assert np.matvec(A, np.arange(4)).shape == (2, 3)
    assert np.vecmat(np.arange(3), A).tolist() == [[20.0, 23.0, 26.0, 29.0], [56.0, 59.0, 62.0, 65.0]]
    assert np.vecdot([1j, 2], [1j, 3]) == 7 and np.vecmat([1j], [[1j]])[0] == 1 and np.matvec([[1j]], [1j])[0] == -1


def test_axes_axis_and_keepdims():
    A = cube()
    assert np.vecdot(A, A, axis=1).shape == (2, 4)
    assert np.vecdot(A, A, axis=1).tolist() == (A * A).sum(axis=1).tolist()
    assert np.vecdot(A, A, axis=1, keepdims=True).shape == (2, 1, 4)
    assert np.vecdot(A, A, axes=[1, 1]).tolist() == np.vecdot(A, A, axis=1).tolist()
    assert np.vecdot(A, A, axes=[1, (1,), ()]).shape == (2, 4)
    assert np.vecdot(A, A, axes=[0, 0, -1], keepdims=True).shape == (3, 4, 1)
    moved = np.matmul(A, A, axes=[(2, 1), (1, 2), (0, 1)])
    assert moved.shape == (4, 4, 2)
    assert moved.tolist() == np.matmul(A.swapaxes(1, 2), A).transpose(1, 2, 0).tolist()
    out = np.zeros((4, 4, 2))
    assert np.matmul(A, A, out, axes=[(2, 1), (1, 2), (0, 1)]) is out
    assert out.tolist() == moved.tolist()
    out = np.zeros((2, 1, 4))
    assert np.vecdot(A, A, axis=1, keepdims=True, out=out) is out
    assert out.tolist() == np.vecdot(A, A, axis=1, keepdims=True).tolist()


def test_out_of_any_layout_and_of_another_type():
    x = np.arange(9.0).reshape(3, 3)
    expected = (x @ x).tolist()
    for out in (np.zeros((3, 3)), np.zeros((3, 3), order='F'), np.zeros((6, 6))[::2, ::-2], np.zeros((3, 3), 'f4'),
                np.zeros((3, 3), '>f8'), np.zeros((3, 3), 'c16'), np.zeros((4, 3, 3))):
        assert np.matmul(x, x, out=out) is out
        assert (out[0] if out.ndim == 3 else out).tolist() == expected
    square = x.copy()
    assert np.matmul(square, square, out=square).tolist() == expected       # the same memory
    square = x.copy()
    assert np.matmul(square.T, square, out=square.T).tolist() == (x.T @ x).tolist()
    assert np.matmul(x, x, order='F').flags.f_contiguous
    assert np.matmul(x, x, dtype='f4').dtype == 'f4'
    assert np.matmul(x, x, signature='DD->D').dtype == 'c16'
    fixed = np.zeros((3, 3))
    fixed.flags.writeable = False
    with pytest.raises(ValueError, match='read-only'):
        np.matmul(x, x, out=fixed)


@pytest.mark.parametrize('dtype', '? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16 >i4 >f8'.split())
def test_every_type_multiplies(dtype):
    x = np.array([[1, 0, 1], [0, 1, 1]], dtype=dtype)
    product = x @ x.T
    assert product.dtype == x.dtype.newbyteorder('=')
    wanted = [[True, True], [True, True]] if dtype == '?' else [[2, 1], [1, 2]]
    assert product.tolist() == wanted
    assert np.vecdot(x, x).tolist() == ([True, True] if dtype == '?' else [2, 2])


@pytest.mark.parametrize('dtype', ['f4', 'f8'])
def test_products_of_floats_are_exact_whatever_their_widths(dtype):
    for columns in range(1, 70):
        for k in (4, 131):
            x, y = np.arange(7 * k).reshape(7, k) % 11 - 5, np.arange(k * columns).reshape(k, columns) % 13 - 6
            wanted, (a, b) = (x @ y).tolist(), (x.astype(dtype), y.astype(dtype))
            apart = np.full((7, 2 * columns), 99, dtype)
            assert (a @ b).tolist() == (a @ b.copy('F')).tolist() == np.matmul(a, b, out=apart[:, ::2]).tolist() == wanted
            assert apart[:, 1::2].tolist() == [[99] * columns] * 7


def test_nothing_gives_zeroes():
    assert np.matmul(np.zeros((2, 0)), np.zeros((0, 3))).tolist() == [[0.0] * 3] * 2
    assert np.matmul(np.zeros((0, 2)), np.zeros((2, 3))).shape == (0, 3)
    assert np.matmul(np.zeros((0, 2, 2)), np.zeros((2, 2))).shape == (0, 2, 2)
    assert np.vecdot(np.zeros((3, 0)), np.zeros(0)).tolist() == [0.0] * 3


def raises(error, message, *args, call=np.matmul, **kwargs):
    with pytest.raises(error) as caught:
        call(*args, **kwargs)
    assert str(caught.value) == message


def test_errors_of_lengths():
    three = np.zeros((3, 3))
    signature = 'with gufunc signature (n?,k),(k,m?)->(n?,m?)'
    raises(ValueError, 'matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature '
           '(n?,k),(k,m?)->(n?,m?) (size 2 is different from 3)', three, np.zeros((4, 2, 2)))
    raises(ValueError, 'matmul: Input operand 0 does not have enough dimensions (has 0, gufunc core with signature '
           '(n?,k),(k,m?)->(n?,m?) requires 1)', 1.0, three)
    raises(ValueError, f'matmul: Output operand 0 has a mismatch in its core dimension 1, {signature} (size 2 is different from 3)',
           three, three, out=np.zeros((3, 2)))
    raises(ValueError, 'vecdot: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n),(n)->() (size 2 is '
           'different from 3)', three, [1, 2], call=np.vecdot)
    words = 'operands could not be broadcast together with remapped shapes [original->remapped]: '
    raises(ValueError, words + '(5,2,3)->(5,newaxis,newaxis) (4,3,7)->(4,newaxis,newaxis)  and requested shape (2,7)',
           np.zeros((5, 2, 3)), np.zeros((4, 3, 7)))
    raises(ValueError, words + '(5,2,3)->(5,newaxis,newaxis) (5,3,7)->(5,newaxis,newaxis) (4,2,7)->(4,2,7)  and requested shape (2,7)',
           np.zeros((5, 2, 3)), np.zeros((5, 3, 7)), out=np.zeros((4, 2, 7)))
    raises(ValueError, words + '(5,2)->(5,) (4,2)->(4,)  and requested shape ()', np.zeros((5, 2)), np.zeros((4, 2)), call=np.vecdot)
    raises(ValueError, words + '(2,3,3)->(2,newaxis) (5,3)->(5,newaxis)  and requested shape (3)',
           np.zeros((2, 3, 3)), np.zeros((5, 3)), call=np.matvec)


def test_errors_of_types():
    three = np.zeros((3, 3))
    raises(TypeError, "Cannot cast ufunc 'matmul' output from dtype('float64') to dtype('int64') with casting rule 'same_kind'",
           three, three, out=np.zeros((3, 3), int))
    raises(TypeError, "Cannot cast ufunc 'matmul' input 0 from dtype('complex128') to dtype('float64') with casting rule 'same_kind'",
           three * 1j, three, dtype=float)


def test_errors_of_axes():
    three = np.zeros((3, 3))
    raises(TypeError, 'axes should be a list.', three, three, axes=(0, 1))
    raises(ValueError, 'axes should be a list with an entry for all 3 inputs and outputs; entries for outputs can only be omitted if none '
           'of them has core axes.', three, three, axes=[(0, 1)])
    raises(np.exceptions.AxisError, 'matmul: operand 0 has 2 core dimensions, but the axes item is a single integer.',
           three, three, axes=[0, 1, (0, 1)])
    raises(np.exceptions.AxisError, 'matmul: operand 0 has 2 core dimensions, but 1 dimensions are specified by axes tuple.',
           three, three, axes=[(0,), (0, 1), (0, 1)])
    raises(np.exceptions.AxisError, 'axis 5 is out of bounds for array of dimension 2', three, three, axes=[(0, 5), (0, 1), (0, 1)])
    raises(ValueError, 'axes item 0 has value 0 repeated', three, three, axes=[(0, 0), (0, 1), (0, 1)])
    raises(TypeError, 'matmul: axis can only be used with a single shared core dimension, not with the 3 distinct ones implied by '
           'signature (n?,k),(k,m?)->(n?,m?).', three, three, axis=0)
    raises(TypeError, "cannot specify both 'axis' and 'axes'", three, three, axis=0, axes=[0, 0], call=np.vecdot)
    raises(TypeError, "'keepdims' must be a boolean", three, three, keepdims=1, call=np.vecdot)
    raises(TypeError, 'matmul does not support keepdims: its signature (n?,k),(k,m?)->(n?,m?) requires output 0 to have 2 core '
           'dimensions, but keepdims can only be used when all inputs have the same number of core dimensions and all outputs have no '
           'core dimensions.', three, three, keepdims=True)
    raises(TypeError, "matmul() got an unexpected keyword argument 'where'", three, three, where=True)
    raises(TypeError, "add() got an unexpected keyword argument 'axis'", three, three, axis=0, call=np.add)


def test_what_has_no_meaning_for_cores_is_refused():
    three = np.zeros((3, 3))
    for method in ('reduce', 'accumulate'):
        raises(RuntimeError, 'Reduction not defined on ufunc with signature', three, call=getattr(np.matmul, method))
    raises(TypeError, 'matmul.at does not support ufunc with non-trivial signature: matmul has signature (n?,k),(k,m?)->(n?,m?).',
           three, [0], three, call=np.matmul.at)
    raises(TypeError, 'method outer is not allowed in ufunc with non-trivial signature', three, three, call=np.matmul.outer)


def test_subclasses_and_overrides():
    class Sub(np.ndarray):
        pass

    class Other:
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return ufunc.__name__, method, kwargs

    x = np.eye(2).view(Sub)
    assert type(np.matmul(x, np.eye(2))) is Sub
    assert np.vecdot(np.eye(2), Other(), axis=0) == ('vecdot', '__call__', {'axis': 0})
