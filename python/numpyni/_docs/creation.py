"""What docstrings say of functions that make arrays: shape, dtype and errors; an example."""

DOCS = {
    'array': '''shape and dtype as the nesting and the elements tell; ValueError of ragged nesting

>>> np.array([[1, 2], [3, 4]], dtype=float)
array([[1., 2.],
       [3., 4.]])
''',
    'asarray': '''as `array`; an array that fits is returned as it is

>>> a = np.array([1, 2])
>>> np.asarray(a) is a
True
''',
    'asanyarray': '''as `asarray`; subclasses stay

>>> np.asanyarray([1, 2])
array([1, 2])
''',
    'ascontiguousarray': '''at least one dimension, C order

>>> np.ascontiguousarray(np.zeros((2, 3)).T).flags.c_contiguous
True
''',
    'asfortranarray': '''the same shape, Fortran order

>>> np.asfortranarray([[1, 2], [3, 4]]).strides
(8, 16)
''',
    'asarray_chkfinite': '''ValueError where an element is infinite or NaN

>>> np.asarray_chkfinite([1, 2], dtype=float)
array([1., 2.])
''',
    'require': '''the same shape; ValueError for an unknown flag

>>> np.require([1, 2], 'f4', ['C', 'W'])
array([1., 2.], dtype=float32)
''',
    'frombuffer': '''one dimension, over the memory of the buffer; ValueError where its length does not fit

>>> np.frombuffer(b'\\x01\\x02', dtype=np.uint8)
array([1, 2], dtype=uint8)
''',
    'fromiter': '''one dimension; ValueError where the iterator ends before `count`

>>> np.fromiter((i * i for i in range(4)), int)
array([0, 1, 4, 9])
''',
    'from_dlpack': '''shares memory with the exporter

>>> np.from_dlpack(np.arange(3))
array([0, 1, 2])
''',
    'zeros': '''`shape`, of `dtype` (float64); ValueError for a negative length

>>> np.zeros((2, 2), dtype=int)
array([[0, 0],
       [0, 0]])
''',
    'ones': '''`shape`, of `dtype` (float64)

>>> np.ones(3)
array([1., 1., 1.])
''',
    'empty': '''`shape`, of `dtype` (float64)

>>> np.empty((2, 0)).shape
(2, 0)
''',
    'full': '''`shape`; the dtype is the value's without `dtype`

>>> np.full((2, 2), 7)
array([[7, 7],
       [7, 7]])
''',
    'zeros_like': '''shape and dtype of the prototype

>>> np.zeros_like([1.5, 2.5])
array([0., 0.])
''',
    'ones_like': '''shape and dtype of the prototype

>>> np.ones_like([1, 2])
array([1, 1])
''',
    'empty_like': '''shape and dtype of the prototype

>>> np.empty_like([[1, 2]]).shape
(1, 2)
''',
    'full_like': '''shape and dtype of the prototype, to which the value is cast

>>> np.full_like([1, 2], 7.9)
array([7, 7])
''',
    'copy': '''the same shape and dtype

>>> np.copy([1, 2])
array([1, 2])
''',
    'copyto': '''the source broadcasts; TypeError where `casting` forbids the cast

>>> a = np.zeros(3)
>>> np.copyto(a, [1, 2, 3], where=[True, False, True])
>>> a
array([1., 0., 3.])
''',
    'astype': '''the same shape

>>> np.astype(np.array([1.5, 2.5]), int)
array([1, 2])
''',
    'arange': '''ceil((stop - start) / step) elements; the dtype of the arguments

>>> np.arange(2, 10, 3)
array([2, 5, 8])
''',
    'linspace': '''`num` along a new `axis`; float64 at least

>>> np.linspace(0, 1, 5)
array([0.  , 0.25, 0.5 , 0.75, 1.  ])
''',
    'logspace': '''as `linspace`, as powers of `base`

>>> np.logspace(0, 3, 4)
array([   1.,   10.,  100., 1000.])
''',
    'geomspace': '''as `linspace`; ValueError of an end that is zero

>>> np.geomspace(1, 8, 4)
array([1., 2., 4., 8.])
''',
    'eye': '''(N, M); of float64

>>> np.eye(2, 3, k=1)
array([[0., 1., 0.],
       [0., 0., 1.]])
''',
    'identity': '''(n, n)

>>> np.identity(2)
array([[1., 0.],
       [0., 1.]])
''',
    'diag': '''of a vector a square matrix, of a matrix a vector; ValueError of more dimensions

>>> np.diag([1, 2])
array([[1, 0],
       [0, 2]])
''',
    'diagflat': '''a square matrix

>>> np.diagflat([[1, 2]], 1)
array([[0, 1, 0],
       [0, 0, 2],
       [0, 0, 0]])
''',
    'tri': '''(N, M)

>>> np.tri(2, 3, dtype=int)
array([[1, 0, 0],
       [1, 1, 0]])
''',
    'tril': '''the same shape

>>> np.tril([[1, 2], [3, 4]])
array([[1, 0],
       [3, 4]])
''',
    'triu': '''the same shape

>>> np.triu([[1, 2], [3, 4]])
array([[1, 2],
       [0, 4]])
''',
    'tril_indices': '''two arrays of intp

>>> np.tril_indices(2)
(array([0, 1, 1]), array([0, 0, 1]))
''',
    'triu_indices': '''two arrays of intp

>>> np.triu_indices(2)
(array([0, 0, 1]), array([0, 1, 1]))
''',
    'diag_indices': '''`ndim` arrays of intp

>>> np.diag_indices(2)
(array([0, 1]), array([0, 1]))
''',
    'vander': '''(len(x), N)

>>> np.vander([1, 2, 3], 3)
array([[1, 1, 1],
       [4, 2, 1],
       [9, 3, 1]])
''',
    'meshgrid': '''as many arrays as vectors, of their lengths; views where `copy` is false

>>> np.meshgrid([1, 2], [3, 4])
(array([[1, 2],
       [1, 2]]), array([[3, 3],
       [4, 4]]))
''',
    'indices': '''(len(dimensions), *dimensions), intp

>>> np.indices((2, 2))
array([[[0, 0],
        [1, 1]],
<BLANKLINE>
       [[0, 1],
        [0, 1]]])
''',
    'fromfunction': '''what the function returns for `indices(shape)`

>>> np.fromfunction(lambda i, j: i + j, (2, 2))
array([[0., 1.],
       [1., 2.]])
''',
}
