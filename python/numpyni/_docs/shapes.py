"""What docstrings say of functions that change shapes: shape, dtype and errors; an example."""

DOCS = {
    'reshape': '''as many elements, else ValueError; one length may be -1; a view where the layout allows

>>> np.reshape([1, 2, 3, 4], (2, -1))
array([[1, 2],
       [3, 4]])
''',
    'ravel': '''one dimension; a view where the layout allows

>>> np.ravel([[1, 2], [3, 4]], order='F')
array([1, 3, 2, 4])
''',
    'transpose': '''a view; ValueError where `axes` is no permutation

>>> np.transpose([[1, 2], [3, 4]])
array([[1, 3],
       [2, 4]])
''',
    'permute_dims': '''a view; ValueError where `axes` is no permutation

>>> np.permute_dims([[1, 2], [3, 4]])
array([[1, 3],
       [2, 4]])
''',
    'matrix_transpose': '''a view with the last two axes swapped; ValueError below two dimensions

>>> np.matrix_transpose([[1, 2], [3, 4]])
array([[1, 3],
       [2, 4]])
''',
    'swapaxes': '''a view; AxisError for an axis outside

>>> np.swapaxes(np.zeros((2, 3)), 0, 1).shape
(3, 2)
''',
    'moveaxis': '''a view; AxisError for an axis outside

>>> np.moveaxis(np.zeros((2, 3, 4)), 0, -1).shape
(3, 4, 2)
''',
    'rollaxis': '''a view; AxisError for an axis outside

>>> np.rollaxis(np.zeros((2, 3, 4)), 2).shape
(4, 2, 3)
''',
    'squeeze': '''a view; ValueError where the length is not one

>>> np.squeeze([[[1], [2]]])
array([1, 2])
''',
    'expand_dims': '''a view; AxisError for an axis outside

>>> np.expand_dims([1, 2], 0)
array([[1, 2]])
''',
    'broadcast_shapes': '''a tuple; ValueError where the shapes do not fit

>>> np.broadcast_shapes((3, 1), (2,))
(3, 2)
''',
    'broadcast_to': '''a view that cannot be written; ValueError where the shapes do not fit

>>> np.broadcast_to([1, 2], (2, 2))
array([[1, 2],
       [1, 2]])
''',
    'broadcast_arrays': '''a tuple of views of one shape

>>> np.broadcast_arrays([1, 2], [[3], [4]])
(array([[1, 2],
       [1, 2]]), array([[3, 3],
       [4, 4]]))
''',
    'atleast_1d': '''views

>>> np.atleast_1d(3.0)
array([3.])
''',
    'atleast_2d': '''views

>>> np.atleast_2d([1, 2])
array([[1, 2]])
''',
    'atleast_3d': '''views

>>> np.atleast_3d([1, 2]).shape
(1, 2, 1)
''',
    'concatenate': '''the sum of the lengths along `axis`; the promoted dtype; ValueError where other lengths differ

>>> np.concatenate([[1, 2], [3.5]])
array([1. , 2. , 3.5])
''',
    'concat': '''as `concatenate`

>>> np.concat([[[1, 2]], [[3, 4]]], axis=1)
array([[1, 2, 3, 4]])
''',
    'stack': '''a new axis; ValueError where the shapes differ

>>> np.stack([[1, 2], [3, 4]], axis=1)
array([[1, 3],
       [2, 4]])
''',
    'vstack': '''along the first of at least two axes

>>> np.vstack([[1, 2], [3, 4]])
array([[1, 2],
       [3, 4]])
''',
    'hstack': '''along the second axis, or the only one

>>> np.hstack([[1, 2], [3]])
array([1, 2, 3])
''',
    'dstack': '''along the third axis

>>> np.dstack([[1, 2], [3, 4]]).shape
(1, 2, 2)
''',
    'column_stack': '''vectors become columns

>>> np.column_stack([[1, 2], [3, 4]])
array([[1, 3],
       [2, 4]])
''',
    'block': '''nested lists from the inside out, along the last axes; ValueError where they do not fit

>>> np.block([[np.ones((1, 2)), np.zeros((1, 1))]])
array([[1., 1., 0.]])
''',
    'unstack': '''a tuple of views without the axis

>>> np.unstack(np.eye(2))
(array([1., 0.]), array([0., 1.]))
''',
    'array_split': '''a list of views whose lengths differ by one at most

>>> np.array_split([1, 2, 3], 2)
[array([1, 2]), array([3])]
''',
    'split': '''a list of views; ValueError where the length does not divide

>>> np.split(np.arange(4), 2)
[array([0, 1]), array([2, 3])]
''',
    'hsplit': '''as `split`, along the second axis

>>> np.hsplit(np.arange(4), 2)
[array([0, 1]), array([2, 3])]
''',
    'vsplit': '''as `split`, along the first axis; ValueError below two dimensions

>>> np.vsplit(np.eye(2), 2)
[array([[1., 0.]]), array([[0., 1.]])]
''',
    'dsplit': '''as `split`, along the third axis; ValueError below three dimensions

>>> len(np.dsplit(np.zeros((1, 1, 2)), 2))
2
''',
    'repeat': '''flat without `axis`; ValueError for a negative count

>>> np.repeat([1, 2], [2, 1])
array([1, 1, 2])
''',
    'tile': '''the lengths multiply

>>> np.tile([1, 2], 2)
array([1, 2, 1, 2])
''',
    'resize': '''the elements again and again

>>> np.resize([1, 2, 3], (2, 2))
array([[1, 2],
       [3, 1]])
''',
    'flip': '''a view

>>> np.flip([1, 2, 3])
array([3, 2, 1])
''',
    'fliplr': '''a view; ValueError below two dimensions

>>> np.fliplr([[1, 2], [3, 4]])
array([[2, 1],
       [4, 3]])
''',
    'flipud': '''a view; ValueError of no dimension

>>> np.flipud([[1, 2], [3, 4]])
array([[3, 4],
       [1, 2]])
''',
    'rot90': '''a view; ValueError where the axes are the same

>>> np.rot90([[1, 2], [3, 4]])
array([[2, 4],
       [1, 3]])
''',
    'roll': '''the same shape

>>> np.roll([1, 2, 3], 1)
array([3, 1, 2])
''',
    'append': '''flat without `axis`

>>> np.append([1, 2], [3])
array([1, 2, 3])
''',
    'delete': '''flat without `axis`; IndexError outside

>>> np.delete([1, 2, 3], 1)
array([1, 3])
''',
    'insert': '''flat without `axis`; IndexError outside

>>> np.insert([1, 2, 3], 1, 9)
array([1, 9, 2, 3])
''',
    'pad': '''longer by the widths; ValueError for an unknown mode

>>> np.pad([1, 2], 1)
array([0, 1, 2, 0])
''',
    'trim_zeros': '''a shorter one of the same dtype

>>> np.trim_zeros([0, 1, 2, 0])
[1, 2]
''',
    'shape': '''a tuple

>>> np.shape([[1, 2]])
(1, 2)
''',
    'ndim': '''an int

>>> np.ndim([[1, 2]])
2
''',
    'size': '''an int; AxisError for an axis outside

>>> np.size([[1, 2]])
2
''',
}
