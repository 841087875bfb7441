"""What docstrings say of application of functions, texts, errors, dates and files: shape, dtype and errors; an example."""

DOCS = {
    'apply_along_axis': '''what the function gives, in place of `axis`

>>> np.apply_along_axis(sum, 0, [[1, 2], [3, 4]])
array([4, 6])
''',
    'apply_over_axes': '''the axes stay, of length one

>>> np.apply_over_axes(np.sum, np.array([[1, 2], [3, 4]]), [0, 1])
array([[10]])
''',
    'piecewise': '''the shape and dtype of `x`; ValueError where the numbers do not fit

>>> np.piecewise([-1.0, 2.0], [[True, False], [False, True]], [0, 1])
array([0., 1.])
''',
    'vectorize': '''the broadcast shape

>>> np.vectorize(max)([1, 5], 3)
array([3, 5])
''',
    'frompyfunc': '''a ufunc with results of dtype object

>>> np.frompyfunc(oct, 1, 1)([8, 9])
array(['0o10', '0o11'], dtype=object)
''',
    'array2string': '''a text

>>> np.array2string(np.array([1.5, 2.0]), separator=', ')
'[1.5, 2. ]'
''',
    'array_repr': '''a text

>>> np.array_repr(np.array([1, 2]))
'array([1, 2])'
''',
    'array_str': '''a text

>>> np.array_str(np.array([1, 2]))
'[1 2]'
''',
    'binary_repr': '''a text; ValueError where `width` is too small

>>> np.binary_repr(5, width=4)
'0101'
''',
    'base_repr': '''a text; ValueError of a base outside 2 to 36

>>> np.base_repr(255, 16)
'FF'
''',
    'format_float_positional': '''a text

>>> np.format_float_positional(0.1, precision=3)
'0.1'
''',
    'format_float_scientific': '''a text

>>> np.format_float_scientific(1234.5)
'1.2345e+03'
''',
    'get_printoptions': '''a dict

>>> np.get_printoptions()['precision']
8
''',
    'set_printoptions': '''for this context; ValueError of an option that is not understood

>>> np.set_printoptions(precision=8)
''',
    'printoptions': '''a context manager

>>> str(np.printoptions(precision=2).__enter__()['precision'])
'2'
''',
    'packbits': '''uint8; TypeError of what is neither bool nor integer

>>> np.packbits([1, 0, 1])
array([160], dtype=uint8)
''',
    'unpackbits': '''uint8; TypeError of other than uint8

>>> np.unpackbits(np.array([5], 'u1'))
array([0, 0, 0, 0, 0, 1, 0, 1], dtype=uint8)
''',
    'seterr': '''the former settings; ValueError of an unknown mode

>>> sorted(np.seterr(all='warn'))
['divide', 'invalid', 'over', 'under']
''',
    'geterr': '''a dict

>>> sorted(np.geterr())
['divide', 'invalid', 'over', 'under']
''',
    'seterrcall': '''the former one; ValueError of what cannot be called

>>> np.seterrcall(None)
''',
    'geterrcall': '''None where nothing was set

>>> np.geterrcall()
''',
    'busday_count': '''int64, of the broadcast shape

>>> np.busday_count('2024-01-01', '2024-01-08')
np.int64(5)
''',
    'busday_offset': '''datetime64[D]; ValueError of a date that is none, where `roll` is 'raise'

>>> np.busday_offset('2024-01-06', 0, roll='forward')
np.datetime64('2024-01-08')
''',
    'is_busday': '''bool

>>> np.is_busday(['2024-01-05', '2024-01-06'])
array([ True, False])
''',
    'datetime_data': '''unit and count

>>> np.datetime_data('M8[25s]')
('s', 25)
''',
    'datetime_as_string': '''an array of text

>>> np.datetime_as_string(np.datetime64('2024-01-01T12:30'), unit='h')
np.str_('2024-01-01T12')
''',
    'getbufsize': '''an int

>>> np.getbufsize()
8192
''',
    'setbufsize': '''the former one

>>> np.setbufsize(8192)
8192
''',
    'get_include': '''a path

>>> isinstance(np.get_include(), str)
True
''',
    'asmatrix': '''two dimensions

>>> np.asmatrix([[1, 2]])
matrix([[1, 2]])
''',
    'bmat': '''two dimensions

>>> np.bmat([[np.eye(1), np.zeros((1, 1))]])
matrix([[1., 0.]])
''',
    'info': '''printed

>>> np.info.__name__
'info'
''',
    'show_config': '''printed, or a dict in mode 'dicts'

>>> isinstance(np.show_config(mode='dicts'), dict)
True
''',
    'show_runtime': '''printed

>>> callable(np.show_runtime)
True
''',
    'nested_iters': '''a tuple of `nditer`s

>>> [[int(y) for y in inner] for outer in [np.nested_iters(np.arange(4).reshape(2, 2), [[0], [1]])] for _ in outer[0] for inner in [outer[1]]]
[[0, 1], [2, 3]]
''',
    'load': '''an array, or a mapping of them; ValueError of objects without `allow_pickle`

>>> import io
>>> f = io.BytesIO()
>>> np.save(f, [1, 2])
>>> f.seek(0)
0
>>> np.load(f)
array([1, 2])
''',
    'save': '''a file in the format NPY

>>> import io
>>> f = io.BytesIO()
>>> np.save(f, [1, 2])
>>> len(f.getvalue())
144
''',
    'savez': '''a file of files in the format NPY

>>> import io
>>> f = io.BytesIO()
>>> np.savez(f, a=[1, 2])
>>> f.seek(0)
0
>>> np.load(f)['a']
array([1, 2])
''',
    'savez_compressed': '''as `savez`

>>> import io
>>> f = io.BytesIO()
>>> np.savez_compressed(f, a=[1, 2])
>>> f.seek(0)
0
>>> np.load(f)['a']
array([1, 2])
''',
    'fromfile': '''one dimension

>>> import tempfile
>>> f = tempfile.TemporaryFile()
>>> f.write(b'\\x01\\x02')
2
>>> f.seek(0)
0
>>> np.fromfile(f, np.uint8)
array([1, 2], dtype=uint8)
''',
    'fromstring': '''one dimension; ValueError of text that is no number

>>> np.fromstring('1, 2', sep=',')
array([1., 2.])
''',
    'fromregex': '''a structured array

>>> import io
>>> np.fromregex(io.StringIO('a1 b2'), r'[a-z](\\d)', [('n', int)])
array([(1,), (2,)], dtype=[('n', '<i8')])
''',
    'loadtxt': '''rows by columns, squeezed; ValueError where a row has another number of columns

>>> import io
>>> np.loadtxt(io.StringIO('1 2\\n3 4'))
array([[1., 2.],
       [3., 4.]])
''',
    'savetxt': '''a text file

>>> import io
>>> f = io.StringIO()
>>> np.savetxt(f, [[1, 2]], fmt='%d')
>>> f.getvalue()
'1 2\\n'
''',
    'genfromtxt': '''as `loadtxt`, what is missing is filled

>>> import io
>>> np.genfromtxt(io.StringIO('1,2\\n,4'), delimiter=',')
array([[ 1.,  2.],
       [nan,  4.]])
''',
    '__array_namespace_info__': '''an object of the array API standard

>>> np.__array_namespace_info__().default_device()
'cpu'
''',
}
