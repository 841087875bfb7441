"""What docstrings say of the functions of `linalg`: shape, dtype and errors; an example."""

DOCS = {
    'cholesky': '''(..., M, M); LinAlgError where the matrix is not positive definite

>>> np.linalg.cholesky([[4.0, 2.0], [2.0, 5.0]])
array([[2., 0.],
       [1., 2.]])
''',
    'cond': '''(...); LinAlgError of a matrix that is not square, but for the norms 2 and -2

>>> np.linalg.cond(np.eye(2))
np.float64(1.0)
''',
    'cross': '''(..., 3); ValueError of vectors of other lengths

>>> np.linalg.cross([1, 0, 0], [0, 1, 0])
array([0, 0, 1])
''',
    'det': '''(...); LinAlgError of a matrix that is not square

>>> np.linalg.det([[2.0, 0.0], [0.0, 3.0]]).round(6)
np.float64(6.0)
''',
    'diagonal': '''(..., min(M, N)); a view

>>> np.linalg.diagonal([[1, 2], [3, 4]])
array([1, 4])
''',
    'eig': '''eigenvalues (..., M) and eigenvectors (..., M, M); LinAlgError without convergence

>>> np.linalg.eig([[2.0, 0.0], [0.0, 3.0]]).eigenvalues
array([2.+0.j, 3.+0.j])
''',
    'eigh': '''ascending eigenvalues (..., M) and eigenvectors (..., M, M) of a Hermitian matrix

>>> np.linalg.eigh([[2.0, 0.0], [0.0, 1.0]]).eigenvalues
array([1., 2.])
''',
    'eigvals': '''(..., M); LinAlgError without convergence

>>> np.linalg.eigvals([[2.0, 0.0], [0.0, 3.0]])
array([2.+0.j, 3.+0.j])
''',
    'eigvalsh': '''(..., M), ascending

>>> np.linalg.eigvalsh([[2.0, 0.0], [0.0, 1.0]])
array([1., 2.])
''',
    'inv': '''(..., M, M); LinAlgError of a singular matrix

>>> np.linalg.inv([[2.0, 0.0], [0.0, 4.0]])
array([[0.5 , 0.  ],
       [0.  , 0.25]])
''',
    'lstsq': '''solution (N,) or (N, K), residuals, rank, singular values

>>> np.linalg.lstsq([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 3.0, 5.0])[0].round(6)
array([1., 2.])
''',
    'matmul': '''as `numpyni.matmul`, without scalars

>>> np.linalg.matmul([[1, 2], [3, 4]], [1, 1])
array([3, 7])
''',
    'matrix_norm': '''(...)

>>> np.linalg.matrix_norm([[3.0, 0.0], [0.0, 4.0]])
np.float64(5.0)
''',
    'matrix_power': '''(..., M, M); LinAlgError of a matrix that is not square

>>> np.linalg.matrix_power([[1, 1], [0, 1]], 3)
array([[1, 3],
       [0, 1]])
''',
    'matrix_rank': '''(...), int64

>>> np.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]])
np.int64(1)
''',
    'matrix_transpose': '''(..., N, M); a view

>>> np.linalg.matrix_transpose([[1, 2], [3, 4]])
array([[1, 3],
       [2, 4]])
''',
    'multi_dot': '''the product of two or more; ValueError of fewer

>>> np.linalg.multi_dot([np.eye(2), np.eye(2), [1.0, 2.0]])
array([1., 2.])
''',
    'norm': '''without `axis`; ValueError of an order that there is not

>>> np.linalg.norm([3.0, 4.0])
np.float64(5.0)
''',
    'outer': '''(M, N); ValueError of other than vectors

>>> np.linalg.outer([1, 2], [3, 4])
array([[3, 4],
       [6, 8]])
''',
    'pinv': '''(..., N, M)

>>> np.linalg.pinv([[2.0, 0.0], [0.0, 4.0]]).round(6)
array([[0.5 , 0.  ],
       [0.  , 0.25]])
''',
    'qr': '''Q (..., M, K) and R (..., K, N); ValueError of an unknown mode

>>> abs(np.linalg.qr([[0.0, 2.0], [3.0, 4.0]], mode='r')).round(6)
array([[3., 4.],
       [0., 2.]])
''',
    'slogdet': '''sign (...) and logarithm (...)

>>> np.linalg.slogdet(np.eye(2)).sign
np.float64(1.0)
''',
    'solve': '''(..., M) or (..., M, K); LinAlgError of a singular matrix

>>> np.linalg.solve([[3.0, 1.0], [1.0, 2.0]], [9.0, 8.0]).round(6)
array([2., 3.])
''',
    'svd': '''U, singular values in descending order, Vh; LinAlgError without convergence

>>> np.linalg.svd([[3.0, 0.0], [0.0, 2.0]], compute_uv=False)
array([3., 2.])
''',
    'svdvals': '''(..., min(M, N)), descending

>>> np.linalg.svdvals([[3.0, 0.0], [0.0, 2.0]])
array([3., 2.])
''',
    'tensordot': '''as `numpyni.tensordot`

>>> np.linalg.tensordot(np.ones((2, 3)), np.ones((3, 4)), axes=1).shape
(2, 4)
''',
    'tensorinv': '''the shape turned by `ind`; LinAlgError where it is not square

>>> np.linalg.tensorinv(np.eye(4).reshape(2, 2, 2, 2)).shape
(2, 2, 2, 2)
''',
    'tensorsolve': '''the shape of the last axes of `a`

>>> np.linalg.tensorsolve(np.eye(4).reshape(2, 2, 4), np.ones((2, 2)))
array([1., 1., 1., 1.])
''',
    'trace': '''(...)

>>> np.linalg.trace([[1, 2], [3, 4]])
np.int64(5)
''',
    'vecdot': '''the broadcast shape without the axis

>>> np.linalg.vecdot([1, 2], [3, 4])
np.int64(11)
''',
    'vector_norm': '''without `axis`

>>> np.linalg.vector_norm([3.0, 4.0])
np.float64(5.0)
''',
}
