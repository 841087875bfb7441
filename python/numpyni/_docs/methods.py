"""What docstrings say of the methods of arrays; in the examples `a` is [[1, 2], [3, 4]]."""

DOCS = {
    'all': '''over `axis` (None: all); a scalar or an array of bool

>>> a = np.array([[1, 2], [3, 4]])
>>> a.all()
np.True_
''',
    'any': '''as `all`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.any(axis=0)
array([ True,  True])
''',
    'argmax': '''intp; the first of equals, and the first NaN; ValueError of an empty array

>>> a = np.array([[1, 2], [3, 4]])
>>> a.argmax(axis=1)
array([1, 1])
''',
    'argmin': '''as `argmax`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.argmin()
np.int64(0)
''',
    'argpartition': '''intp, of the array's shape

>>> np.array([3, 1, 2]).argpartition(0)[0]
np.int64(1)
''',
    'argsort': '''intp, of the array's shape

>>> np.array([3, 1, 2]).argsort()
array([1, 2, 0])
''',
    'astype': '''a new array of the same shape; TypeError where `casting` forbids the cast

>>> a = np.array([[1, 2], [3, 4]])
>>> a.astype('f4')
array([[1., 2.],
       [3., 4.]], dtype=float32)
''',
    'byteswap': '''the same shape and dtype

>>> np.array([1, 256], 'i2').byteswap()
array([256,   1], dtype=int16)
''',
    'choose': '''the broadcast shape; ValueError for an index outside, in mode 'raise'

>>> np.array([0, 1, 0]).choose([[1, 2, 3], [9, 8, 7]])
array([1, 8, 3])
''',
    'clip': '''the same shape

>>> a = np.array([[1, 2], [3, 4]])
>>> a.clip(2, 3)
array([[2, 2],
       [3, 3]])
''',
    'compress': '''the selected slices along `axis`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.compress([False, True], axis=1)
array([[2],
       [4]])
''',
    'conj': '''the same shape and dtype

>>> np.array([1+2j]).conj()
array([1.-2.j])
''',
    'conjugate': '''the same shape and dtype

>>> np.array([1+2j]).conjugate()
array([1.-2.j])
''',
    'copy': '''the same shape and dtype, memory of its own

>>> a = np.array([[1, 2], [3, 4]])
>>> a.copy(order='F').flags.f_contiguous
True
''',
    'cumprod': '''flat without `axis`; small integers widen

>>> a = np.array([[1, 2], [3, 4]])
>>> a.cumprod()
array([ 1,  2,  6, 24])
''',
    'cumsum': '''flat without `axis`; small integers widen

>>> a = np.array([[1, 2], [3, 4]])
>>> a.cumsum(axis=0)
array([[1, 2],
       [4, 6]])
''',
    'diagonal': '''a view that cannot be written; its axis comes last

>>> a = np.array([[1, 2], [3, 4]])
>>> a.diagonal()
array([1, 4])
''',
    'dot': '''as `numpyni.dot`; ValueError where the lengths differ

>>> a = np.array([[1, 2], [3, 4]])
>>> a.dot([1, 1])
array([3, 7])
''',
    'fill': '''in place; the value is cast as in assignment

>>> b = np.empty(2)
>>> b.fill(7)
>>> b
array([7., 7.])
''',
    'flatten': '''one dimension, always a copy

>>> a = np.array([[1, 2], [3, 4]])
>>> a.flatten('F')
array([1, 3, 2, 4])
''',
    'getfield': '''a view

>>> np.array([1+2j]).getfield('f8', 8)
array([2.])
''',
    'item': '''a Python object; ValueError if not one element is meant

>>> a = np.array([[1, 2], [3, 4]])
>>> a.item(1, 0)
3
''',
    'max': '''ValueError of an empty array without `initial`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.max(axis=1)
array([2, 4])
''',
    'mean': '''float64 for integers and booleans

>>> a = np.array([[1, 2], [3, 4]])
>>> a.mean()
np.float64(2.5)
''',
    'min': '''ValueError of an empty array without `initial`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.min(axis=0)
array([1, 2])
''',
    'nonzero': '''as many arrays of intp as dimensions

>>> a = np.array([[1, 2], [3, 4]])
>>> a.nonzero()
(array([0, 0, 1, 1]), array([0, 1, 0, 1]))
''',
    'partition': '''in place

>>> b = np.array([3, 1, 2])
>>> b.partition(1)
>>> b[1]
np.int64(2)
''',
    'prod': '''small integers widen to int64

>>> a = np.array([[1, 2], [3, 4]])
>>> a.prod(axis=0)
array([3, 8])
''',
    'put': '''in place, at flat positions; IndexError outside

>>> b = np.zeros(3)
>>> b.put([0, 2], [4, 5])
>>> b
array([4., 0., 5.])
''',
    'ravel': '''one dimension; a view where the layout allows

>>> a = np.array([[1, 2], [3, 4]])
>>> a.ravel()
array([1, 2, 3, 4])
''',
    'repeat': '''flat without `axis`

>>> a = np.array([[1, 2], [3, 4]])
>>> a.repeat(2, axis=0)
array([[1, 2],
       [1, 2],
       [3, 4],
       [3, 4]])
''',
    'reshape': '''as many elements, else ValueError; a view where the layout allows

>>> a = np.array([[1, 2], [3, 4]])
>>> a.reshape(4, 1)
array([[1],
       [2],
       [3],
       [4]])
''',
    'resize': '''in place; ValueError where the memory is not the array's alone

>>> b = np.array([1, 2])
>>> b.resize(3, refcheck=False)
>>> b
array([1, 2, 0])
''',
    'round': '''the same shape and dtype

>>> np.array([1.25, 2.5]).round()
array([1., 2.])
''',
    'searchsorted': '''intp, of the shape of the values

>>> np.array([1, 3, 5]).searchsorted([2, 3])
array([1, 1])
''',
    'setfield': '''in place

>>> b = np.zeros(1, complex)
>>> b.setfield(3.0, 'f8', 8)
>>> b
array([0.+3.j])
''',
    'setflags': '''ValueError where memory cannot be written

>>> b = np.zeros(1)
>>> b.setflags(write=False)
>>> b.flags.writeable
False
''',
    'sort': '''in place, along the last axis

>>> b = np.array([3, 1, 2])
>>> b.sort()
>>> b
array([1, 2, 3])
''',
    'squeeze': '''a view; ValueError where the length is not one

>>> np.zeros((1, 2, 1)).squeeze().shape
(2,)
''',
    'std': '''float64 for integers

>>> a = np.array([[1, 2], [3, 4]])
>>> a.std()
np.float64(1.118033988749895)
''',
    'sum': '''small integers widen to int64

>>> a = np.array([[1, 2], [3, 4]])
>>> a.sum(axis=1)
array([3, 7])
''',
    'swapaxes': '''a view

>>> np.zeros((2, 3, 4)).swapaxes(0, 2).shape
(4, 3, 2)
''',
    'take': '''the shape of the indices in place of `axis`; IndexError outside

>>> a = np.array([[1, 2], [3, 4]])
>>> a.take([0, 3])
array([1, 4])
''',
    'to_device': '''the array itself; ValueError but for 'cpu'

>>> a = np.array([[1, 2], [3, 4]])
>>> a.to_device('cpu') is a
True
''',
    'tobytes': '''bytes, in C order

>>> np.array([1, 2], 'u1').tobytes()
b'\\x01\\x02'
''',
    'tolist': '''nested lists of Python objects

>>> a = np.array([[1, 2], [3, 4]])
>>> a.tolist()
[[1, 2], [3, 4]]
''',
    'trace': '''the sum along a diagonal

>>> a = np.array([[1, 2], [3, 4]])
>>> a.trace()
np.int64(5)
''',
    'transpose': '''a view with its axes permuted; ValueError if they are no permutation

>>> a = np.array([[1, 2], [3, 4]])
>>> a.transpose()
array([[1, 3],
       [2, 4]])
''',
    'var': '''float64 for integers

>>> a = np.array([[1, 2], [3, 4]])
>>> a.var(axis=0)
array([1., 1.])
''',
    'view': '''shares memory; the dtype may be another one, the class too

>>> np.array([1, 2], 'i2').view('u1')
array([1, 0, 2, 0], dtype=uint8)
''',
    'dump': '''a file in the format of pickle

>>> import io
>>> f = io.BytesIO()
>>> np.arange(2).dump(f)
>>> f.tell() > 0
True
''',
    'dumps': '''bytes in the format of pickle

>>> import pickle
>>> pickle.loads(np.arange(2).dumps())
array([0, 1])
''',
    'tofile': '''the elements in C order, raw or as text

>>> import tempfile
>>> f = tempfile.TemporaryFile()
>>> np.array([1, 2], 'u1').tofile(f)
>>> f.seek(0)
0
>>> f.read()
b'\\x01\\x02'
''',
}
