"""What docstrings say of products, logic, types, windows and polynomials: shape, dtype and errors; an example."""

DOCS = {
    'dot': '''the last axis of `a` with the last but one of `b`; ValueError where lengths differ

>>> np.dot([1, 2], [3, 4])
np.int64(11)
''',
    'inner': '''the last axes; ValueError where lengths differ

>>> np.inner([1, 2], [3, 4])
np.int64(11)
''',
    'outer': '''(a.size, b.size)

>>> np.outer([1, 2], [3, 4])
array([[3, 4],
       [6, 8]])
''',
    'vdot': '''a scalar; the first argument is conjugated

>>> np.vdot([1+2j], [1j])
np.complex128(2+1j)
''',
    'tensordot': '''the axes that are left; ValueError where lengths differ

>>> np.tensordot(np.ones((2, 3)), np.ones((3, 4)), 1).shape
(2, 4)
''',
    'kron': '''the lengths multiply

>>> np.kron([1, 10], [1, 2])
array([ 1,  2, 10, 20])
''',
    'cross': '''vectors of two or three components; ValueError of others

>>> np.cross([1, 0, 0], [0, 1, 0])
array([0, 0, 1])
''',
    'einsum': '''as the subscripts say; ValueError where they do not fit

>>> np.einsum('ij,j->i', [[1, 2], [3, 4]], [1, 1])
array([3, 7])
''',
    'einsum_path': '''the order of contractions, and a text

>>> np.einsum_path('ij,jk', np.eye(2), np.eye(2))[0]
['einsum_path', (0, 1)]
''',
    'convolve': '''by `mode`: N + M - 1, max(N, M) or the valid part; ValueError of an empty one

>>> np.convolve([1, 2], [1, 1])
array([1, 3, 2])
''',
    'correlate': '''as `convolve`; the second is conjugated

>>> np.correlate([1, 2, 3], [0, 1])
array([2, 3])
''',
    'gradient': '''the same shape, one array an axis; ValueError where an axis is too short

>>> np.gradient([1.0, 2.0, 4.0])
array([1. , 1.5, 2. ])
''',
    'interp': '''the shape of `x`; float64 or complex128

>>> np.interp(1.5, [1, 2], [10, 20])
np.float64(15.0)
''',
    'unwrap': '''the same shape

>>> np.unwrap([0.0, 6.0]).round(4)
array([ 0.    , -0.2832])
''',
    'isclose': '''bool, of the broadcast shape

>>> np.isclose([1.0, 2.0], [1.0, 2.1])
array([ True, False])
''',
    'allclose': '''a bool

>>> np.allclose([1.0], [1.0 + 1e-9])
True
''',
    'array_equal': '''a bool; false where the shapes differ

>>> np.array_equal([1, 2], [1, 2])
True
''',
    'array_equiv': '''a bool; the shapes may broadcast

>>> np.array_equiv([1, 1], 1)
True
''',
    'isneginf': '''bool; TypeError of complex numbers

>>> np.isneginf([-np.inf, 1.0])
array([ True, False])
''',
    'isposinf': '''bool; TypeError of complex numbers

>>> np.isposinf([np.inf, 1.0])
array([ True, False])
''',
    'iscomplex': '''bool, of the same shape

>>> np.iscomplex([1+1j, 2])
array([ True, False])
''',
    'isreal': '''bool, of the same shape

>>> np.isreal([1+1j, 2])
array([False,  True])
''',
    'iscomplexobj': '''a bool, by the dtype

>>> np.iscomplexobj([1j])
True
''',
    'isrealobj': '''a bool, by the dtype

>>> np.isrealobj([1j])
False
''',
    'isscalar': '''a bool

>>> np.isscalar(3.0)
True
''',
    'iterable': '''a bool

>>> np.iterable([1])
True
''',
    'isfortran': '''a bool; false where C order holds too

>>> np.isfortran(np.zeros((2, 3), order='F'))
True
''',
    'real': '''the same shape; a view of an array

>>> np.real([1+2j])
array([1.])
''',
    'imag': '''the same shape; a view of an array of complex numbers

>>> np.imag([1+2j])
array([2.])
''',
    'real_if_close': '''the same shape

>>> np.real_if_close([1 + 1e-20j])
array([1.])
''',
    'angle': '''radians, float64 at least

>>> np.angle(1j)
np.float64(1.5707963267948966)
''',
    'nan_to_num': '''the same shape

>>> np.nan_to_num([np.nan, 1.0])
array([0., 1.])
''',
    'fix': '''the same shape

>>> np.fix([1.7, -1.7])
array([ 1., -1.])
''',
    'sinc': '''the same shape; sin(pi x) / (pi x)

>>> np.sinc(0.5)
np.float64(0.6366197723675814)
''',
    'i0': '''the same shape; TypeError of complex numbers

>>> np.i0(0.0)
array(1.)
''',
    'shares_memory': '''a bool, exact unless `max_work` runs out

>>> a = np.arange(4)
>>> np.shares_memory(a[::2], a[1::2])
False
''',
    'may_share_memory': '''a bool, by the bounds alone

>>> a = np.arange(4)
>>> np.may_share_memory(a[::2], a[1::2])
True
''',
    'common_type': '''a scalar type; TypeError of what is no number

>>> np.common_type(np.array([1]), np.array([1j])) is np.complex128
True
''',
    'promote_types': '''a dtype; TypeError where there is none for both

>>> np.promote_types('i4', 'f4')
dtype('float64')
''',
    'result_type': '''a dtype; Python numbers are weak

>>> np.result_type(np.int8, 3.0)
dtype('float64')
''',
    'can_cast': '''a bool

>>> np.can_cast('f8', 'i8')
False
''',
    'min_scalar_type': '''a dtype

>>> np.min_scalar_type(200)
dtype('uint8')
''',
    'issubdtype': '''a bool

>>> np.issubdtype('i4', np.integer)
True
''',
    'isdtype': '''a bool; ValueError for an unknown kind

>>> np.isdtype(np.dtype('f4'), 'real floating')
True
''',
    'typename': '''a text; ValueError for an unknown letter

>>> np.typename('d')
'double precision'
''',
    'mintypecode': '''a letter

>>> np.mintypecode(['f', 'd'])
'd'
''',
    'bartlett': '''M numbers of float64

>>> np.bartlett(3)
array([0., 1., 0.])
''',
    'blackman': '''M numbers of float64

>>> np.blackman(3).round(6)
array([-0.,  1., -0.])
''',
    'hamming': '''M numbers of float64

>>> np.hamming(3)
array([0.08, 1.  , 0.08])
''',
    'hanning': '''M numbers of float64

>>> np.hanning(3)
array([0., 1., 0.])
''',
    'kaiser': '''M numbers of float64

>>> np.kaiser(3, 0.0)
array([1., 1., 1.])
''',
    'poly': '''the coefficients, highest first

>>> np.poly([1, 2])
array([ 1., -3.,  2.])
''',
    'polyadd': '''the coefficients, highest first

>>> np.polyadd([1, 2], [3])
array([1, 5])
''',
    'polysub': '''the coefficients, highest first

>>> np.polysub([1, 2], [3])
array([ 1, -1])
''',
    'polymul': '''the coefficients, highest first

>>> np.polymul([1, 2], [1, 0])
array([1, 2, 0])
''',
    'polydiv': '''quotient and remainder

>>> np.polydiv([1, 3, 2], [1, 1])
(array([1., 2.]), array([0.]))
''',
    'polyder': '''one coefficient fewer; ValueError where `m` is negative

>>> np.polyder([1, 2, 3])
array([2, 2])
''',
    'polyint': '''one coefficient more; ValueError where `m` is negative

>>> np.polyint([2, 2])
array([1., 2., 0.])
''',
    'polyval': '''the shape of `x`

>>> np.polyval([3, 0, 1], 5)
np.int64(76)
''',
    'polyfit': '''deg + 1 coefficients; TypeError where lengths differ

>>> np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6)
array([2., 1.])
''',
    'roots': '''one dimension; ValueError of more

>>> np.roots([1, -3, 2])
array([2., 1.])
''',
}
