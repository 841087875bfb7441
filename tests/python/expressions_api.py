"""More expressions, of the functions above the arrays: see `expressions.py`, which adds them to its own."""

EXPRESSIONS = [line for line in r'''
np.mgrid[0:3, 0:2]
np.mgrid[-1:1:5j]
np.ogrid[0:3, 0:2]
np.mgrid[0:0, 0:2].shape
np.r_[1, 2, 3:6, 0.5]
np.r_['0,2', [1, 2], [3, 4]]
np.r_['c', [1, 2]]
np.r_[-1:1:3j]
np.c_[[1, 2], [3, 4]]
np.c_[a, a]
np.s_[1:2, ...]
list(np.ndindex(2, 2))
list(np.ndindex(()))
list(np.ndenumerate(a))[:2]
np.unravel_index([0, 5], (2, 3))
np.unravel_index(5, (2, 3), order='F')
np.unravel_index(6, (2, 3))
np.ravel_multi_index(([0, 1], [2, 1]), (2, 3))
np.ravel_multi_index(([0, 1], [5, -1]), (2, 3), mode=('raise', 'wrap'))
np.ravel_multi_index(([0, 1], [5, 1]), (2, 3))
np.diag_indices_from(np.eye(2))
np.tril_indices_from(np.eye(2))
np.triu_indices_from(a)
np.mask_indices(2, np.triu)
np.einsum('ij,jk->ik', f, f.T)
np.einsum('ij->j', a)
np.einsum('ii->i', np.arange(9).reshape(3, 3))
np.einsum('ii', np.arange(9).reshape(3, 3))
np.einsum('i,j', [1, 2], [3, 4])
np.einsum('...i,i', t, [1., 2., 3., 4.])
np.einsum('ij,jk,kl->il', a, a.T, a)
np.einsum(a, [0, 1], a, [0, 1])
np.einsum('ij,ij->', b[None], b[None])
np.einsum('ij,kj', a, e)
np.einsum('ij', a, a)
np.einsum('i1', a)
np.einsum('ij->ik', a)
np.einsum('ij->ji', a).flags.owndata
np.einsum_path('ij,jk,kl->il', np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5)))[0]
np.histogram([1, 2, 1], bins=[0, 1, 2, 3])
np.histogram(f, 3, density=True)
np.histogram([1., 2, 4], 2, weights=[.5, 1, 2])
np.histogram([], 2)
np.histogram([1, 2], bins=0)
np.histogram([1, 2], range=(2, 1))
np.histogram_bin_edges(np.arange(20.), 'auto')
np.histogram_bin_edges(np.arange(20.), 'fd')
np.histogram_bin_edges(np.arange(20), 'sturges')
np.histogram2d([0, 1, 1], [1, 0, 1], 2)
np.histogramdd(np.arange(6.).reshape(3, 2), (2, 2))[0]
np.pad([1, 2, 3], 2)
np.pad(a, 1, 'edge')
np.pad([1, 2, 3], (2, 4), 'reflect')
np.pad([1, 2, 3], (2, 4), 'symmetric', reflect_type='odd')
np.pad([1, 2, 3], 4, 'wrap')
np.pad([1., 2, 3], 2, 'linear_ramp', end_values=(5, -4))
np.pad([1, 2, 3], 2, 'maximum')
np.pad([1, 2, 4], 2, 'mean', stat_length=2)
np.pad(a, ((1, 0), (0, 2)), constant_values=((7, 8), (9, 6)))
np.pad(f.T, 1, 'edge').flags.f_contiguous
np.pad(e, 1).shape
np.pad([], 1, 'edge')
np.pad([1], -1)
np.pad([1], 1.5)
np.trim_zeros([0, 0, 1, 0, 2, 0])
np.trim_zeros([0, 0, 1, 0], 'f')
np.trim_zeros(np.array([[0, 0], [0, 3]]))
np.gradient([1., 2, 4, 7])
np.gradient(t[0], axis=1)
np.gradient(np.array([1, 4, 9, 16]), [0, 1, 3, 4])
np.gradient([1., 2, 4], 2, edge_order=2)
np.gradient([1.])
np.gradient(a)
np.interp([0, 1.5, 9], [1, 2, 3], [10, 20, 40])
np.interp(1.5, [1, 2], [1j, 3])
np.interp([np.nan, 1], [1, 2], [1, 2], left=-1)
np.interp([-180, 190], [-90, 90], [1, 2], period=360)
np.interp(1, [], [])
np.unwrap([0, 3, 6.5, 1])
np.unwrap(np.array([0, 1, 2, -1, 0]), period=4)
np.convolve([1, 2, 3], [0, 1, 0.5])
np.convolve([1, 2, 3], [0, 1, 0.5], 'same')
np.convolve([1, 2, 3], [0, 1], 'valid')
np.convolve([], [1])
np.correlate([1, 2, 3], [0, 1, 0.5])
np.correlate([1, 2, 3], [0, 1, 0.5j], 'full')
np.correlate([1, 2], [1, 2, 3, 4], 'same')
np.bartlett(5)
np.blackman(3)
np.hamming(4)
np.hanning(4)
np.kaiser(3, 2)
np.hanning(0)
np.hanning(1)
np.i0([0., 1., 10.])
np.i0(1j)
np.poly([1, 2])
np.polyadd([1, 2], [9, 5, 4])
np.polysub([2, 10, -2], [3, 10, -4])
np.polymul([1, 2, 3], [9, 5, 1])
np.polydiv([3., 5, 2], [2., 1])
np.polyder([1, 1, 1, 1])
np.polyint([1, 1, 1])
np.polyval([3, 0, 1], 5)
np.polyval([3, 0, 1], [1., 2.])
np.poly1d([1, 2, 3])
str(np.poly1d([1, -2, 0, 3]))
np.poly1d([1, 2]) * np.poly1d([1, 3])
np.poly1d([1, 2])(0.5)
np.poly1d([0, 0, 2, 3]).order
np.poly1d([1, 2]) / 2
np.poly1d([1, 2]) == np.poly1d([1, 2])
np.apply_along_axis(sum, 0, a)
np.apply_along_axis(sorted, 1, f)
np.apply_along_axis(lambda x: x[:2], 1, a)
np.apply_over_axes(np.sum, t, [0, 2])
np.piecewise([1., 2, 3], [[True, False, True]], [5, -1])
np.piecewise(f, [f < 0, f >= 0], [lambda x: -x, lambda x: x])
np.vectorize(lambda x, y: x + y)([1, 2], 3)
np.vectorize(lambda x: (x, x * 2.5))([1, 2])
np.vectorize(lambda x: x.sum(), signature='(n)->()')(a)
np.vectorize(float)([])
np.packbits([[1, 0, 1], [0, 1, 1]])
np.packbits([1, 0, 1, 0, 1, 0, 1, 0, 1], bitorder='little')
np.packbits([[1, 0, 1], [0, 1, 1]], axis=0)
np.packbits([1.5])
np.unpackbits(np.array([2, 7, 23], 'u1'))
np.unpackbits(np.array([[2], [7]], 'u1'), axis=1, count=3, bitorder='little')
np.unpackbits(np.array([2], 'u1'), count=-3)
np.unpackbits([1])
np.binary_repr(-3, 5)
np.binary_repr(5, 2)
np.base_repr(-255, 16)
np.base_repr(5, 40)
np.block([[a, a], [a, a]])
np.block([1, 2.5])
np.block([[a], [e]])
np.block((1, 2))
np.block([])
np.matrix('1 2; 3 4')
np.matrix([[1, 2], [3, 4]]) * np.matrix([[1], [1]])
np.matrix([[1, 2], [3, 4]]).sum(0)
np.matrix([[1, 2], [3, 4]])[0]
np.matrix([[1, 2], [3, 4]])[:, 0]
np.matrix([[1, 2], [3, 4]]).A1
np.matrix([[1, 2j]]).H
np.asmatrix(a).max(1)
np.bmat([[np.eye(2), np.ones((2, 1))]])
np.broadcast([1, 2], [[3], [4]]).shape
list(np.broadcast([1, 2], [[3], [4]]))
np.broadcast([1, 2], [1, 2, 3])
[int(x) for x in np.nditer(a)]
[int(x) for x in np.nditer(a.T)]
[int(x) for x in np.nditer(a.T, order='C')]
[x.tolist() for x in np.nditer(a, flags=['external_loop'])]
[x.tolist() for x in np.nditer(a.T, flags=['external_loop'], order='C')]
[(int(x), int(y)) for x, y in np.nditer([a, [1, 2, 3]])]
[x.dtype for x in np.nditer(a, flags=['buffered'], op_dtypes=['f4'])][0]
np.nditer([a, None]).operands[1].shape
np.nditer(e)
np.nditer(a, ['no'])
np.nditer(a, flags=['multi_index']).multi_index
np.nditer(a, op_dtypes=['f4'])
[[int(y) for y in inner] for inner in [np.nested_iters(a, [[0], [1]])[1]]]
np.typename('d')
np.mintypecode('dF')
np.getbufsize()
np.emath.sqrt([-1, 4])
np.emath.log(-1)
np.lib.NumpyVersion('1.8.0') < '1.9.0'
np.lib.stride_tricks.sliding_window_view([1, 2, 3], 2)
np.lib.stride_tricks.as_strided(np.arange(4), (2, 2), (8, 8))
np.lib.array_utils.normalize_axis_tuple(-1, 3)
np.polynomial.Polynomial([1, 2, 3])
str(np.polynomial.Chebyshev([1, 2.5]))
np.polynomial.Polynomial([1, 2, 3]).deriv()
np.polynomial.Legendre([1, 2, 3])(0.5)
np.polynomial.hermite.hermmul([1, 2], [3, 4])
np.polynomial.laguerre.lag2poly([1, 2, 3])
np.polynomial.hermite_e.hermeval([1., 2.], [1, 2, 3])
np.polynomial.chebyshev.poly2cheb([1, 2, 3])
np.polynomial.legendre.legint([1, 2, 3])
np.polynomial.polynomial.polyfromroots([1, 2])
np.__array_namespace_info__().devices()
np.sum(np.matrix([[1, 2]]), 1)
'''.strip().splitlines()]
