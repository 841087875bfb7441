"""What docstrings say of the public types, and an example each."""

DOCS = {
    'bool_': ('True or False, one byte.', '''
>>> np.bool_(3) == np.True_
np.True_
'''),
    'int8': ('A signed integer of 8 bits; arithmetic wraps, with a warning for scalars.', '''
>>> np.int8(5) + np.int8(3)
np.int8(8)
'''),
    'uint8': ('An unsigned integer of 8 bits.', '''
>>> np.uint8(200) // np.uint8(7)
np.uint8(28)
'''),
    'int16': ('A signed integer of 16 bits.', '''
>>> np.int16(300)
np.int16(300)
'''),
    'uint16': ('An unsigned integer of 16 bits.', '''
>>> np.uint16(65535)
np.uint16(65535)
'''),
    'int32': ('A signed integer of 32 bits.', '''
>>> np.int32(7) / np.int32(2)
np.float64(3.5)
'''),
    'uint32': ('An unsigned integer of 32 bits.', '''
>>> np.uint32(7) >> np.uint32(1)
np.uint32(3)
'''),
    'int64': ("A signed integer of 64 bits; what Python's integers become.", '''
>>> np.int64(7) ** 2
np.int64(49)
'''),
    'uint64': ('An unsigned integer of 64 bits.', '''
>>> np.uint64(2 ** 63)
np.uint64(9223372036854775808)
'''),
    'float16': ('A floating-point number of 16 bits (IEEE 754 binary16).', '''
>>> np.float16(0.1)
np.float16(0.1)
'''),
    'bfloat16': ('A floating-point number of 16 bits with the exponent of float32; NumPy has none.', '''
>>> np.bfloat16(1.5) + np.bfloat16(2)
np.bfloat16(3.5)
'''),
    'float32': ('A floating-point number of 32 bits.', '''
>>> np.float32(0.1) + 1
np.float32(1.1)
'''),
    'float64': ('A floating-point number of 64 bits, and a Python float.', '''
>>> np.float64(0.5).as_integer_ratio()
(1, 2)
'''),
    'complex64': ('A complex number of two float32.', '''
>>> np.complex64(1+2j).real
np.float32(1.0)
'''),
    'complex128': ('A complex number of two float64, and a Python complex.', '''
>>> abs(np.complex128(3+4j))
np.float64(5.0)
'''),
    'bytes_': ('Bytes, as an element of an array; trailing zeros are not kept there.', '''
>>> np.bytes_(b'ab') + b'c'
b'abc'
'''),
    'str_': ('Text, as an element of an array.', '''
>>> np.str_('ab').upper()
'AB'
'''),
    'void': ('Bytes without a type, or a structure: fields are looked up by name or number.', '''
>>> np.array([(1, 2.5)], dtype=[('n', int), ('x', float)])[0]['x']
np.float64(2.5)
'''),
    'record': ('A structure whose fields are attributes too.', '''
>>> np.rec.array([(1, 2.5)], names='n,x')[0].x
np.float64(2.5)
'''),
    'object_': ('A Python object, as an element of an array.', '''
>>> np.array([1, None], dtype=np.object_)
array([1, None], dtype=object)
'''),
    'datetime64': ('A moment in proleptic Gregorian time, counted in a unit from 1970 on; ValueError of text that is no date.', '''
>>> np.datetime64('2024-02-28') + np.timedelta64(2, 'D')
np.datetime64('2024-03-01')
'''),
    'timedelta64': ('A difference of moments in a unit.', '''
>>> np.timedelta64(90, 'm') / np.timedelta64(1, 'h')
np.float64(1.5)
'''),
    'generic': ('The base of all scalar types.', '''
>>> isinstance(np.float32(1), np.generic)
True
'''),
    'number': ('The base of the numeric scalar types.', '''
>>> issubclass(np.bool_, np.number)
False
'''),
    'integer': ('The base of the integers.', '''
>>> issubclass(np.uint8, np.integer)
True
'''),
    'signedinteger': ('The base of the signed integers.', '''
>>> issubclass(np.uint8, np.signedinteger)
False
'''),
    'unsignedinteger': ('The base of the unsigned integers.', '''
>>> issubclass(np.uint8, np.unsignedinteger)
True
'''),
    'inexact': ('The base of the floating-point and complex numbers.', '''
>>> issubclass(np.complex64, np.inexact)
True
'''),
    'floating': ('The base of the floating-point numbers.', '''
>>> issubclass(np.float16, np.floating)
True
'''),
    'complexfloating': ('The base of the complex numbers.', '''
>>> issubclass(np.complex64, np.complexfloating)
True
'''),
    'flexible': ('The base of the types whose elements have a length of their own.', '''
>>> issubclass(np.str_, np.flexible)
True
'''),
    'character': ('The base of bytes and text.', '''
>>> issubclass(np.bytes_, np.character)
True
'''),
    'ndarray': ('An array: elements of one dtype in strided memory; indexing with slices gives views. `array`, `zeros` and `empty` make one.', '''
>>> a = np.array([[1, 2], [3, 4]])
>>> a.shape, a.dtype, a.strides
((2, 2), dtype('int64'), (16, 8))
>>> a[:, 1] = 9
>>> a
array([[1, 9],
       [3, 9]])
'''),
    'dtype': ('What the elements of an array are: type, size, byte order, fields. TypeError of what is understood as none.', '''
>>> np.dtype('<i4').itemsize
4
>>> np.dtype([('x', 'f4'), ('y', 'i2')]).names
('x', 'y')
'''),
    'ufunc': ('', '''
>>> np.add.nin, np.add.nout, np.add.identity
(2, 1, 0)
>>> np.add.reduce([1, 2, 3])
np.int64(6)
'''),
    'flatiter': ('', '''
>>> a = np.array([[1, 2], [3, 4]])
>>> a.flat[2]
np.int64(3)
>>> [int(x) for x in a.flat]
[1, 2, 3, 4]
'''),
    'broadcast': ('', '''
>>> b = np.broadcast([1, 2], [[3], [4]])
>>> b.shape, b.nd
((2, 2), 2)
'''),
    'busdaycalendar': ('', '''
>>> np.busdaycalendar(holidays=['2024-01-01']).holidays
array(['2024-01-01'], dtype='datetime64[D]')
'''),
    'errstate': ('', '''
>>> with np.errstate(divide='ignore'):
...     print(np.divide(1.0, 0.0))
inf
'''),
    'finfo': ('', '''
>>> np.finfo(np.float32).eps
np.float32(1.1920929e-07)
'''),
    'iinfo': ('', '''
>>> np.iinfo(np.int16).max
32767
'''),
    'matrix': ('', '''
>>> (np.matrix('1 2; 3 4') * np.matrix('1; 1')).tolist()
[[3], [7]]
'''),
    'memmap': ('', '''
>>> import tempfile
>>> f = tempfile.NamedTemporaryFile()
>>> m = np.memmap(f, dtype='u1', mode='w+', shape=(3,))
>>> m[:] = [1, 2, 3]
>>> m.sum()
np.uint64(6)
'''),
    'ndenumerate': ('', '''
>>> [(i, int(x)) for i, x in np.ndenumerate([[1, 2]])]
[((0, 0), 1), ((0, 1), 2)]
'''),
    'ndindex': ('', '''
>>> list(np.ndindex(2, 2))
[(0, 0), (0, 1), (1, 0), (1, 1)]
'''),
    'nditer': ('', '''
>>> [int(x) + int(y) for x, y in np.nditer([[1, 2], [[3], [4]]])]
[4, 5, 5, 6]
'''),
    'poly1d': ('', '''
>>> np.poly1d([1, 2, 3])(2)
np.int64(11)
>>> np.poly1d([1, 2]) * np.poly1d([1, 0])
poly1d([1, 2, 0])
'''),
    'recarray': ('', '''
>>> np.rec.array([(1, 2.5), (3, 4.5)], names='n,x').x
array([2.5, 4.5])
'''),
    'isnat': ('', '''
>>> np.isnat(np.array(['NaT', '2020-01-01'], 'M8[D]'))
array([ True, False])
'''),
}
