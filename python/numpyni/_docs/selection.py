"""What docstrings say of selection, sorting and sets: shape, dtype and errors; an example."""

DOCS = {
    'take': '''the shape of the indices in place of `axis`; IndexError outside, in mode 'raise'

>>> np.take([4, 3, 5], [0, 2])
array([4, 5])
''',
    'put': '''in place, at flat positions; IndexError outside, in mode 'raise'

>>> a = np.arange(3)
>>> np.put(a, [0, 2], [7, 8])
>>> a
array([7, 1, 8])
''',
    'compress': '''the selected slices; ValueError where `condition` has not one dimension

>>> np.compress([False, True], [[1, 2], [3, 4]], axis=0)
array([[3, 4]])
''',
    'choose': '''the broadcast shape; ValueError for an index outside

>>> np.choose([0, 1], [[1, 2], [3, 4]])
array([1, 4])
''',
    'diagonal': '''a view that cannot be written; its axis comes last

>>> np.diagonal([[1, 2], [3, 4]])
array([1, 4])
''',
    'trace': '''without the two axes

>>> np.trace([[1, 2], [3, 4]])
np.int64(5)
''',
    'nonzero': '''as many arrays of intp as dimensions

>>> np.nonzero([0, 3, 4])
(array([1, 2]),)
''',
    'flatnonzero': '''intp, one dimension

>>> np.flatnonzero([0, 3, 4])
array([1, 2])
''',
    'argwhere': '''(count, ndim), intp

>>> np.argwhere([[0, 3], [4, 0]])
array([[0, 1],
       [1, 0]])
''',
    'where': '''the broadcast shape, the promoted dtype

>>> np.where([True, False], [1, 2], 0)
array([1, 0])
''',
    'extract': '''one dimension

>>> np.extract([True, False, True], [1, 2, 3])
array([1, 3])
''',
    'place': '''in place

>>> a = np.arange(4)
>>> np.place(a, a > 1, [9])
>>> a
array([0, 1, 9, 9])
''',
    'putmask': '''in place

>>> a = np.arange(4)
>>> np.putmask(a, a > 1, [7, 8])
>>> a
array([0, 1, 7, 8])
''',
    'select': '''the broadcast shape; ValueError where the lists differ in length

>>> np.select([[True, False]], [[1, 2]], 9)
array([1, 9])
''',
    'take_along_axis': '''the shape of the indices; IndexError outside

>>> np.take_along_axis(np.array([[3, 1]]), np.array([[1, 0]]), 1)
array([[1, 3]])
''',
    'put_along_axis': '''in place

>>> a = np.zeros((1, 2))
>>> np.put_along_axis(a, np.array([[1]]), 5, 1)
>>> a
array([[0., 5.]])
''',
    'fill_diagonal': '''in place; ValueError below two dimensions

>>> a = np.zeros((2, 2))
>>> np.fill_diagonal(a, 3)
>>> a
array([[3., 0.],
       [0., 3.]])
''',
    'ix_': '''arrays of intp that broadcast to the grid

>>> np.ix_([0, 1], [2])
(array([[0],
       [1]]), array([[2]]))
''',
    'unravel_index': '''a tuple of arrays of intp; ValueError outside

>>> np.unravel_index(5, (2, 3))
(np.int64(1), np.int64(2))
''',
    'ravel_multi_index': '''intp; ValueError outside

>>> np.ravel_multi_index((1, 2), (2, 3))
np.int64(5)
''',
    'diag_indices_from': '''as many arrays as dimensions; ValueError where lengths differ

>>> np.diag_indices_from(np.eye(2))
(array([0, 1]), array([0, 1]))
''',
    'tril_indices_from': '''two arrays; ValueError of other than two dimensions

>>> np.tril_indices_from(np.eye(2))
(array([0, 1, 1]), array([0, 0, 1]))
''',
    'triu_indices_from': '''two arrays; ValueError of other than two dimensions

>>> np.triu_indices_from(np.eye(2))
(array([0, 0, 1]), array([0, 1, 1]))
''',
    'mask_indices': '''as many arrays as dimensions

>>> np.mask_indices(2, np.triu)
(array([0, 0, 1]), array([0, 1, 1]))
''',
    'sort': '''a copy of the same shape; flat with `axis=None`; NaN last

>>> np.sort([3, 1, 2])
array([1, 2, 3])
''',
    'argsort': '''intp, of the same shape

>>> np.argsort([3, 1, 2])
array([1, 2, 0])
''',
    'partition': '''a copy of the same shape; ValueError outside

>>> np.partition([3, 1, 2], 1)[1]
np.int64(2)
''',
    'argpartition': '''intp, of the same shape; ValueError outside

>>> np.argpartition([3, 1, 2], 0)[0]
np.int64(1)
''',
    'lexsort': '''intp; the last key is the first to sort by

>>> np.lexsort(([1, 0], [5, 5]))
array([1, 0])
''',
    'sort_complex': '''complex128 at least

>>> np.sort_complex([2, 1])
array([1.+0.j, 2.+0.j])
''',
    'searchsorted': '''intp, of the shape of the values

>>> np.searchsorted([1, 3, 5], 4)
np.int64(2)
''',
    'unique': '''sorted, one dimension without `axis`

>>> np.unique([3, 1, 1], return_counts=True)
(array([1, 3]), array([2, 1]))
''',
    'unique_all': '''values, indices, inverse and counts

>>> np.unique_all([3, 1, 1]).counts
array([2, 1])
''',
    'unique_counts': '''values and counts

>>> np.unique_counts([3, 1, 1]).values
array([1, 3])
''',
    'unique_inverse': '''values and inverse

>>> np.unique_inverse([3, 1, 1]).inverse_indices
array([1, 0, 0])
''',
    'unique_values': '''in no promised order

>>> np.sort(np.unique_values([3, 1, 1]))
array([1, 3])
''',
    'union1d': '''sorted, one dimension

>>> np.union1d([1, 2], [2, 3])
array([1, 2, 3])
''',
    'intersect1d': '''sorted, one dimension

>>> np.intersect1d([1, 2], [2, 3])
array([2])
''',
    'setdiff1d': '''sorted, one dimension

>>> np.setdiff1d([1, 2], [2, 3])
array([1])
''',
    'setxor1d': '''sorted, one dimension

>>> np.setxor1d([1, 2], [2, 3])
array([1, 3])
''',
    'isin': '''bool, of the shape of `element`

>>> np.isin([1, 2], [2, 3])
array([False,  True])
''',
    'ediff1d': '''one dimension, one shorter

>>> np.ediff1d([1, 4, 9])
array([3, 5])
''',
}
