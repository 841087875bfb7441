"""Expressions whose result is the same in NumPyNI and in NumPy: values, dtypes, texts, or the kind of exception.

`test_expressions.py` compares them with what NumPy gave; `np` is the module, the names below are made by `names`.
"""


def names(np):
    """What the expressions may use."""
    a = np.arange(6).reshape(2, 3)
    return {
        'np': np,
        'a': a,
        'f': np.array([[1.5, -2.25, 3.0], [0.0, 4.125, -1.0]]),
        'z': np.array([1 + 2j, -3.5j, 2]),
        'b': np.array([True, False, True]),
        'i1': np.array([100, -100, 27], dtype='i1'),
        'u1': np.array([0, 200, 255], dtype='u1'),
        'f4': np.array([0.1, 1e10, -3], dtype='f4'),
        'f2': np.array([0.1, 1000, -3], dtype='f2'),
        'n': np.array([1.0, np.nan, -np.inf, 2.0]),
        't': np.arange(24.0).reshape(2, 3, 4),
        's': np.arange(12)[::-2],
        'e': np.zeros((0, 3)),
        'o': np.array(5.0),
        'big': np.array([1, 256, 70000], dtype='>i4'),
    }


EXPRESSIONS = [line for line in r'''
np.array([1, 2, 3])
np.array([1, 2.5, 3])
np.array([1, 2.5, 3j])
np.array([True, False])
np.array([True, 2])
np.array([[1, 2], [3, 4]], dtype='f4')
np.array([[1, 2], [3]])
np.array([[[1, 2], [3, 4]], [[1, 2], [3]]])
np.array([1, [2, 3]])
np.array([])
np.array([[], []])
np.array([2**63])
np.array([2**63, 1])
np.array([2**63, -1])
np.array([2**70], dtype='i8')
np.array([2**63], dtype='i8')
np.array([300], dtype='u1')
np.array([-1], dtype='u1')
np.array([1.5, -1.5], dtype='i4')
np.array([float('nan')], dtype='i8')
np.array([1j], dtype=float)
np.array(['1.5'], dtype=float)
np.array([None, 1], dtype=float)
np.array('x', dtype=float)
np.array([np.float32(1.5), np.int8(3)])
np.array([np.int8(3), np.int16(3)])
np.array([np.int8(3), 1.5])
np.array([a, a])
np.array([a[0], [1, 2, 3]])
np.array([a[0], [1, 2, 3.5]])
np.array([a, 1])
np.array(range(5))
np.array(5)
np.array(5.0, dtype='f4')
np.array(1, ndmin=3)
np.array(a, ndmin=3).shape
np.array(a.T, order='C').strides
np.array(a.T, order='K').strides
np.array(a, order='F').strides
np.array([1, 2], copy=False)
np.array(a, copy=False) is a
np.asarray(a) is a
np.asarray(a, dtype=int) is a
np.asarray(a, 'f4')
np.asarray(a, order='F').flags.f_contiguous
np.array(bytearray(b'abc'))
np.array(memoryview(bytearray(b'abc')))
np.array(dtype=float)
np.array(3, 4, 5)
np.frombuffer(b'\x01\x02\x03\x04', dtype='<u2')
np.frombuffer(b'\x01\x02\x03\x04', dtype='u1', offset=1, count=2)
np.frombuffer(b'\x01\x02\x03', dtype='<u2')
np.frombuffer(b'\x01\x02\x03', dtype='u1', offset=9)
np.frombuffer(b'\x01\x02', 'u1').flags.writeable
np.fromiter((i * i for i in range(5)), dtype=int)
np.fromiter(range(5), 'f4', 3)
np.fromiter(range(2), 'f4', 3)
np.zeros(3)
np.zeros((2, 3), dtype='i2', order='F').strides
np.zeros(-1)
np.zeros('a')
np.zeros((2, 1.0))
np.zeros(())
np.zeros((1,) * 65)
np.ones((2, 2), int)
np.ones(3, bool)
np.full(3, 7)
np.full((2, 2), 1.5, 'f4')
np.full(2, [1, 2])
np.full(3, 1j)
np.zeros_like(a, dtype=float)
np.ones_like(f)
np.full_like(a, 3.7)
np.empty_like(t.transpose(1, 0, 2)).strides
np.zeros_like(a.T).strides
np.zeros_like(a, shape=(2, 2, 2)).shape
np.arange(5)
np.arange(2, 10, 3)
np.arange(10, 0, -3)
np.arange(0, 1, 0.25)
np.arange(3.5)
np.arange(5, dtype='f4')
np.arange(0, 10, 0)
np.arange()
np.arange(3, dtype=bool)
np.arange(2, dtype=bool)
np.arange(stop=3)
np.arange(1, stop=4)
np.arange(5, 1)
np.arange(np.int8(5))
np.arange(1, 2, 0.1, dtype=int)
np.linspace(0, 1, 5)
np.linspace(0, 1, 5, endpoint=False)
np.linspace(0, 10, 4, dtype=int)
np.linspace(0, 1, 3, retstep=True)
np.linspace(0, 1, -1)
np.linspace(0, 1, 1)
np.linspace(0, 1, 0)
np.linspace([0, 1], [2, 3], 3)
np.linspace(0, 0, 3)
np.linspace(0, 1j, 3)
np.logspace(0, 2, 3)
np.geomspace(1, 1000, 4)
np.geomspace(-1, -1000, 4)
np.eye(3)
np.eye(2, 3, 1, int)
np.eye(3, k=-1)
np.eye(3, k=5)
np.identity(2)
np.diag([1, 2, 3])
np.diag([1, 2], -1)
np.diag(a)
np.diag(a, 1)
np.diag(5)
np.tri(3, 4, 1)
np.tril(t[0])
np.triu(t[0], 1)
np.tril_indices(3)
np.triu_indices(3, 1)
np.vander([1, 2, 3], 3)
np.meshgrid([1, 2, 3], [4, 5])
np.meshgrid([1, 2], [3, 4], indexing='ij', sparse=True)
np.indices((2, 3))
np.fromfunction(lambda i, j: i + j, (2, 2))
a[1]
a[1, 2]
a[-1]
a[5]
a[0, 0, 0]
a[...]
a[..., 0]
a[:, None]
a[None, ..., None].shape
a[1.0]
a[[1.0]]
a['x']
a[np.array([1.0])]
a[[]]
a[True]
a[False].shape
a[np.True_].shape
a[[True, False]]
a[a > 2]
a[a > 2, 0]
a[[0, 1], [1, 2]]
a[[0, 1]]
a[:, [0, 2]]
a[[[0, 1], [1, 0]]].shape
a[np.int8(1)]
a[np.array(1)]
a[np.uint64(1), 0]
a[2**70]
a[slice(1.0, 2)]
a[::0]
a[::-1, ::2]
a[100:]
a[2**70:]
a[..., ...]
a[object()]
a[{}]
a[(0, 1),]
a[[0, 5]]
a[[True, False, True]]
t[:, [0, 1], :, ].shape
t[[0, 1], :, [1, 2]]
t[0, [0, 1], 1:3]
t[1][2][3]
o[()]
o[...]
o[0]
o[None]
o[True]
len(a)
len(o)
list(o)
[list(row) for row in a]
3 in a
7 in a
bool(a)
bool(e)
bool(o)
float(o)
float(a)
int(np.array(3))
complex(o)
np.array(3).__index__()
o.__index__()
hash(a)
a.item()
a.item(3)
a.item(1, 2)
a.item((1, 2))
a.item(10)
a.item(0, 5)
a.item(0, 0, 0)
a.tolist()
t.tolist()
o.tolist()
z.tolist()
e.tolist()
a + 1
a + 1.5
a + 1j
a + True
a - a
a * f
a / 2
a / a
a // 2
a % 2
a ** 2
f ** 2
2 ** a
a @ a.T
a @ a
[1, 2, 3] + a
a + [1, 2, 3]
a + (1, 2)
divmod(a, 2)
divmod(7, a + 1)
-a
+a
abs(f)
~a
~b
-b
b - b
b + b
a & 1
a | 8
a ^ a
a << 2
a >> 1
f << 1
1 - a
1 / (a + 1)
a < 3
a == a
a == 2
a != 2
a == None
a != None
a == [0, 1, 2]
a < f
a <= 2
3 > a
i1 + 1
i1 + 200
i1 + np.int16(1)
i1 + i1
u1 + 1
u1 + i1
u1 - 1
i1 * 2.0
f4 + 1
f4 + 1e300
f4 + f
f4 + a
f2 + f4
f2 * 2
z + 1
z * z
z < z
b & True
b * 3
big + 1
big
big.sum()
big.astype('i8')
np.add(1, 2)
np.add(a, 1, dtype='f4')
np.add(a, 1, dtype='i1')
np.add(f, 1, dtype='i4')
np.add(f, 1, dtype='i4', casting='unsafe')
np.add(a, 1, casting='foo')
np.add(1, 2, 3, 4)
np.add(1)
np.add(1, 2, foo=3)
np.add(1, 2, out=3)
np.add(a, 1, np.zeros(2))
np.add(a, 1, out=(1, 2))
np.add(a, 1, out=np.zeros((2, 3)))
np.add(a, 1, out=np.zeros((2, 3), 'i1'))
np.add(f, 1, out=np.zeros((2, 3), int))
np.add(a, 1, np.zeros((2, 3)), where=a > 2)
np.add(a, 1, out=np.zeros((2, 2, 3))).shape
np.add(a, [1, 2])
np.add(a, 1, where=[1, 2, 3])
np.add(a, 1, signature='dd->d')
np.add(a, 1, signature=(None, None, 'f4'))
np.add(a, 1, sig='d')
np.add(a, 1, signature='ddd->d')
np.add(a.T, 1).strides
np.add(a.T, 1, order='C').strides
np.divmod(a, 2)
np.divmod(a, 2, out=(None, np.zeros((2, 3), int)))[1]
np.divmod(a, 2, out=np.zeros(3))
np.modf(f)
np.frexp(f)
np.sqrt([1, 4, 9])
np.sqrt(np.int8(4))
np.sin(0)
np.exp([0, 1])
np.sign(f)
np.floor(f)
np.rint(f)
np.isnan(n)
np.isfinite(n)
np.logical_not(a)
np.logical_and(a, [0, 1, 1])
np.maximum(a, 2)
np.maximum(n, 0)
np.fmax(n, 0)
np.hypot(3, 4)
np.power(2, -1)
np.power([2, 3], -1)
np.absolute(z)
np.conjugate(z)
np.abs is np.absolute
np.bitwise_not is np.invert
np.acos is np.arccos
np.add.reduce(a)
np.add.reduce(a, axis=None)
np.add.reduce(a, axis=(0, 1))
np.add.reduce(a, axis=1, keepdims=True)
np.add.reduce(a, axis=5)
np.add.reduce(a, initial=10)
np.add.reduce(a, where=a > 2)
np.add.reduce([])
np.add.reduce(5)
np.add.reduce(i1)
np.add.reduce(b)
np.multiply.reduce(f, axis=1)
np.maximum.reduce(a, axis=0)
np.maximum.reduce([])
np.maximum.reduce([], initial=3)
np.subtract.reduce(a)
np.subtract.reduce(a, axis=(0, 1))
np.logical_or.reduce(b)
np.sin.reduce(a)
np.divmod.reduce(a)
np.add.accumulate(a)
np.add.accumulate(a, axis=1)
np.add.accumulate(3)
np.multiply.accumulate([1, 2, 3])
np.add.reduceat(np.arange(8), [0, 4, 1, 5])
np.add.reduceat(a, [0, 2], axis=1)
np.add.reduceat(a, [0, 5])
np.add.outer([1, 2], [3, 4, 5])
np.multiply.outer(a, [1, 2]).shape
np.sin.outer([1], [2])
np.add.identity
np.multiply.identity
np.subtract.identity
np.add.nin, np.add.nout, np.add.nargs
np.add
np.add.signature
np.matmul.signature
np.add.resolve_dtypes((np.dtype('i4'), np.dtype('f4'), None))
np.add.resolve_dtypes((np.dtype('f4'), float, None))
np.matmul([1, 2], [3, 4])
np.matmul(1, 2)
np.matmul(a, [1, 2, 3])
np.matmul(a, [1, 2])
np.vecdot([1j, 2], [1j, 3])
np.matvec(a, [1, 2, 3])
np.vecmat([1, 2], a)
np.dot(a, a.T)
np.dot([1, 2], [3, 4])
np.dot(3, a)
np.dot(a, a)
np.dot(t, t[0].T).shape
np.dot(t, [1, 2, 3, 4])
np.inner(a, a)
np.inner([1, 2], 3)
np.vdot([1j, 2], [1j, 3])
np.outer([1, 2], [3, 4])
np.tensordot(a, a, ((0, 1), (0, 1)))
np.tensordot(a, t, ((0, 1), (0, 1)))
np.kron([1, 2], [[1, 1]])
np.cross([1, 0, 0], [0, 1, 0])
a.sum()
a.sum(0)
a.sum(axis=(0, 1))
a.sum(axis=-1, keepdims=True)
a.sum(axis=(0, 0))
a.sum(axis=5)
a.sum(axis=1.0)
a.sum(dtype='f4')
a.sum(initial=10)
a.sum(where=a > 2)
a.sum(axis=0, out=np.zeros(3))
a.sum(axis=())
e.sum(axis=0)
e.sum()
e.max()
e.max(axis=1)
e.max(axis=0)
e.mean(axis=1)
i1.sum()
i1.sum(dtype='i1')
u1.sum()
b.sum()
b.mean()
f4.mean()
f2.sum()
f2.mean()
z.sum()
z.mean()
z.var()
a.mean()
a.mean(0)
a.mean(dtype='f4')
a.mean(where=a > 2)
a.var(ddof=1)
a.std(axis=1)
np.var(a, correction=1)
a.prod()
(a + 1).prod(axis=0)
a.min(), a.max()
f.min(axis=1)
f.max(axis=0, initial=2)
f.max(where=f < 2)
f.max(where=f < 2, initial=-5)
n.max()
n.argmax()
a.argmax()
a.argmin(axis=1)
a.argmax(axis=1, keepdims=True)
np.argmax([])
a.any(), a.all()
a.any(axis=0)
a.all(axis=1)
np.any([])
np.count_nonzero(a)
np.count_nonzero(a, axis=1)
np.ptp(a, axis=1)
a.cumsum()
a.cumsum(axis=1)
a.cumprod(axis=0)
a.cumsum(axis=3)
i1.cumsum()
np.cumsum(5)
np.cumulative_sum([1, 2, 3], include_initial=True)
a.clip(1, 3)
a.clip(1.5, None)
np.clip(a, None, 3)
np.clip(a, max=3, min=1)
np.clip(a, None, None)
f.round(1)
f.round()
a.round(1)
np.round(12345, -2)
np.round([1.5, 0.0], 400)
np.round(1.5, -309)
np.round([1.5], 2.0)
np.round(15, 2**31)
np.round([1.5], -2**63 - 1)
round(np.int64(15), 400), round(np.int64(-15), -1), round(np.uint8(200), -2)
round(np.int64(15), 2**63)
np.convolve([1.0, -3.25, 2.0], [1.0, np.nan])
np.convolve([1.0, np.inf, 2.0, 5.0], [0.0, 1.0, 1.0], 'same')
np.convolve([2, 1j], [np.nan, 0, 1])
np.correlate(np.arange(6.0), [1.0, np.nan, 2.0], 'full')
np.correlate(np.arange(6, dtype='f4')[::-1], np.array([1, 5, np.inf], 'f4'), 'same')
np.correlate([1.0, np.inf], np.arange(6.0), 'full')
np.poly([3.25, np.nan])
np.delete(np.array([9, 0], '>u8'), 0)
np.round([0.5, 1.5, 2.5])
np.dot(np.arange(3, dtype='m8[s]'), np.arange(3)), np.vdot(np.arange(3), np.arange(3, dtype='m8[ms]'))
np.dot(np.arange(6).reshape(2, 3), np.arange(3, dtype='m8[s]'))
np.inner(np.arange(6).reshape(2, 3), np.arange(3, dtype='m8[s]'))
np.tensordot(np.arange(6, dtype='u1').reshape(2, 3), np.arange(3, dtype='m8[s]'), 1)
np.correlate(np.arange(3, dtype='m8[s]'), np.arange(3)), np.convolve(np.arange(3, dtype='m8[s]'), np.arange(3))
np.array([None, 1]).astype('c8'), np.array([None, 1], 'c16'), np.array([None, 1], 'f8')
[int(np.can_cast('U3', to, rule)) for to in ('U', 'S', 'V', 'U0', 'U2') for rule in ('no', 'equiv', 'safe', 'same_kind')]
np.array(['ab', 'c']).astype('S', casting='unsafe'), np.array([], 'U').astype('S')
[int(np.can_cast(each, to, rule)) for each in ('U3', 'S3', 'i4', 'O') for to in ('S', 'U') for rule in ('no', 'equiv', 'safe', 'same_kind', 'unsafe')]
[int(np.can_cast(each, 'V', rule)) for each in ('V3', 'i4', 'M8[D]') for rule in ('no', 'equiv', 'safe', 'same_kind')]
[int(np.arange(-128, 128).astype(t)[k:k + 300:s].any()) for t in ('i1', 'u1', '?') for k in (0, 3, 128, 200) for s in (1, 7)]
[int(np.arange(-128, 128).astype(t)[k:k + 100:s].all()) for t in ('i1', 'u1', '?') for k in (0, 3, 128, 129) for s in (1, 7)]
np.array([2, 128, 0, 1], 'u1').view(bool).all(), np.array([2, 128], 'u1').view(bool).all(), np.array([0, 2], 'u1').view(bool).any()
np.round(z, 1)
np.average(a, axis=0)
np.average([1, 2, 3], weights=[3, 2, 1])
np.average(a, axis=1, weights=[1, 2, 3])
np.average([1], weights=[0])
np.median(a)
np.median(a, axis=1)
np.median(n)
np.percentile(a, 50)
np.percentile(a, [25, 75], axis=0)
np.quantile(f, 0.3)
np.nansum(n)
np.nanmean([1, np.nan, 3])
np.nanmax(n)
np.nanmin([np.nan, 1])
np.nanstd([1, np.nan, 3])
np.nanvar([[1, np.nan], [3, 4]], axis=0)
np.nanargmax([1, np.nan, 3])
np.nanmedian([1, np.nan, 3])
np.nancumsum([1, np.nan, 3])
np.diff([1, 4, 9])
np.diff(a, axis=0)
np.diff([1, 4, 9], n=2)
np.diff([1, 4], prepend=0)
np.trapezoid([1, 2, 3])
np.cov([[1, 2, 3], [1, 2, 4]])
np.corrcoef([1, 2, 3], [1, 2, 4])
a.reshape(3, 2)
a.reshape((3, 2))
a.reshape(-1)
a.reshape(3, -1)
a.reshape(4)
a.reshape(-1, -1)
a.reshape(3, 2, order='F')
a.T.reshape(6)
a.T.reshape(6, copy=False)
np.reshape(a, 6)
np.reshape(a, [2, 3])
a.ravel()
a.ravel('F')
a.T.ravel('K')
a.flatten()
a.T
a.transpose(1, 0)
a.transpose((1, 0))
a.transpose(0, 0)
a.transpose(0, 1, 2)
a.transpose(None)
t.transpose(2, 0, 1).shape
t.swapaxes(0, 2).shape
a.swapaxes(0, 5)
np.moveaxis(t, 0, -1).shape
np.moveaxis(t, [0, 1], [-1, -2]).shape
np.rollaxis(t, 2).shape
t.mT.shape
np.squeeze(a[None]).shape
a.squeeze(0)
a[None].squeeze(0).shape
np.expand_dims(a, (0, 2)).shape
np.expand_dims(a, (0, 0))
np.broadcast_to(a, (2, 2, 3))
np.broadcast_to(a, (2, 2))
np.broadcast_to(a, (2, 3)).flags.writeable
np.broadcast_shapes((1, 2), (3, 1), (3, 2))
np.broadcast_shapes((2,), (3,))
np.broadcast_arrays([1, 2], [[1], [2]])
np.atleast_1d(1)
np.atleast_2d([1, 2])
np.atleast_3d([1, 2]).shape
np.atleast_1d(1, [2])
np.concatenate([a, a])
np.concatenate([a, f], axis=1)
np.concatenate([a, a], axis=None)
np.concatenate([])
np.concatenate([a, 1])
np.concatenate([a, [1]])
np.concatenate([a, [[1, 2]]])
np.concatenate([a, a], axis=2)
np.concatenate([a, a], dtype='f4')
np.concatenate([f, f], dtype='i4')
np.concatenate([f, f], dtype='i4', casting='unsafe')
np.concatenate([a, a], out=np.zeros((4, 3)))
np.stack([a, a]).shape
np.stack([a, a], axis=-1).shape
np.stack([])
np.stack([a, [1]])
np.hstack([[1, 2], [3]])
np.vstack([[1, 2], [3, 4]])
np.dstack([[1, 2], [3, 4]])
np.column_stack([[1, 2], [3, 4]])
np.unstack(a)
np.split(np.arange(6), 3)
np.split(np.arange(6), [2, 4])
np.split(a, 4)
np.array_split(np.arange(7), 3)
np.hsplit(a, 3)
np.vsplit(a, 2)
np.tile([1, 2], 2)
np.tile([1, 2], (2, 2))
np.repeat([1, 2], 3)
np.repeat(a, [1, 2], axis=0)
np.repeat(a, [1, 2, 3], axis=0)
np.flip(a)
np.flip(a, 1)
np.fliplr(a)
np.flipud(a)
np.rot90(a)
np.rot90(a, 2)
np.rot90(a, -1)
np.roll(a, 1)
np.roll(a, 1, axis=1)
np.roll(a, (1, 1), axis=(0, 1))
np.append(a, [1])
np.append(a, [[1, 2, 3]], axis=0)
np.delete([1, 2, 3, 4], 1)
np.delete(a, 1, axis=1)
np.delete([1, 2, 3, 4], [0, 2])
np.insert([1, 2, 3], 1, 9)
np.insert([1, 2, 3], [1, 3], [8, 9])
np.insert(a, 1, 5, axis=1)
np.resize([1, 2, 3], (2, 4))
np.take(a, [0, 2], axis=1)
np.take(a, [10])
np.take(a, [10], mode='wrap')
np.take(a, [10, -5], mode='clip')
np.take(a, 1)
np.take(a, [[0, 1], [2, 3]])
np.compress([0, 1], a, axis=0)
np.choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]])
np.diagonal(a)
np.diagonal(a, 1)
np.diagonal(t, 0, 0, 2)
np.diagonal([1])
np.trace(a)
np.trace(t).shape
np.nonzero(a)
np.nonzero(o)
np.flatnonzero(a)
np.argwhere(a)
np.where(a > 2, a, 0)
np.where(a > 2, a, 1.5)
np.where([True, False], [1, 2], [[3], [4]])
np.where(a > 2)
np.where(True, 1, 2)
np.extract(a > 2, a)
np.select([a < 2, a > 3], [a, a * 10], 99)
np.take_along_axis(a, np.array([[0], [2]]), axis=1)
np.ix_([0, 1], [2])
np.sort([3, 1, 2])
np.sort(f)
np.sort(f, axis=0)
np.sort(f, axis=None)
np.sort(n)
np.sort(z)
np.argsort([3, 1, 2])
np.argsort(f, axis=0)
np.sort(a, axis=5)
np.sort(a, kind='x')
np.lexsort(([1, 2, 1], [3, 3, 1]))
np.searchsorted([1, 2, 3], 2)
np.searchsorted([1, 2, 3], [0, 2, 5], side='right')
np.searchsorted(a, 1)
np.digitize([0.5, 1.5], [0, 1, 2])
np.unique([3, 1, 1, 2])
np.unique([3, 1, 1, 2], return_index=True, return_inverse=True, return_counts=True)
np.unique([np.nan, np.nan, 1])
np.union1d([1, 2], [2, 3])
np.intersect1d([1, 2, 2], [2, 3])
np.setdiff1d([1, 2, 3], [2])
np.setxor1d([1, 2], [2, 3])
np.isin(a, [1, 4])
np.bincount([0, 1, 1, 3])
np.bincount([0, 1], weights=[0.5, 2])
np.isclose([1, 2], [1, 2.1])
np.allclose([1, 2], [1, 2 + 1e-9])
np.array_equal(a, a)
np.array_equal(a, [1])
np.nan_to_num(n)
np.real(z), np.imag(z)
np.isscalar(1), np.isscalar(np.float64(1)), np.isscalar(a)
np.shares_memory(a, a[0])
np.may_share_memory(a, f)
a.astype('f4')
a.astype('foo')
f.astype(int)
f.astype('i4', casting='safe')
f.astype(bool)
z.astype(complex)
a.astype(int, copy=False) is a
a.T.astype('f4').strides
a.view('f8').shape
a.view('i4').shape
a.T.view('i4')
a.view('i2').dtype
np.arange(4, dtype='i1').view('i2')
np.arange(3, dtype='i1').view('i2')
o.view('i4')
a.byteswap()
i1.byteswap()
a.tobytes()
a.tobytes('F')
a.T.tobytes()
a.T.tobytes('A')
a.flags.c_contiguous, a.T.flags.f_contiguous
a.flags['WRITEABLE']
a.flags['FOO']
np.zeros(3).flags
a.flat[3]
a.flat[1:4]
list(a.flat)
len(a.flat)
a.T.flat[1:3]
z.real
z.imag
f.imag
f.real is f
z.conj()
a.conj() is a
a.nbytes, a.itemsize, a.size, a.ndim, a.shape, a.strides
s.strides
s
a.repeat(2)
a.take([0, 1])
a.nonzero()
a.trace()
a.diagonal()
a.dot(a.T)
a.argsort()
a.searchsorted(1)
a.compress([0, 1], axis=0)
a.squeeze()
a.choose([1, 2, 3, 4, 5, 6])
a.copy().flags.c_contiguous
a.T.copy().flags.c_contiguous
a.T.copy('K').flags.f_contiguous
f'{o:.2f}'
f'{a}'
f'{a:.2f}'
str(o)
np.dtype('f8')
np.dtype('float64') is np.dtype('f8')
np.dtype('>f8')
np.dtype('<f8') == np.dtype('f8')
np.dtype('=i4')
np.dtype('|i1')
np.dtype('>i1')
np.dtype(int), np.dtype(float), np.dtype(bool), np.dtype(complex)
np.dtype(np.float32)
np.dtype(None)
np.dtype('foo')
np.dtype(3)
np.dtype('f8') == 'float64'
np.dtype('f8') == float
np.dtype('f8') == 'foo'
np.dtype('f8') != 'f4'
np.dtype('f8').name, np.dtype('f8').kind, np.dtype('f8').char, np.dtype('f8').num, np.dtype('f8').itemsize
np.dtype('>f8').str, np.dtype('>f8').name, np.dtype('>f8').byteorder, np.dtype('>f8').isnative
np.dtype('c16').alignment, np.dtype('c8').str
np.dtype('f8').newbyteorder()
np.dtype('>f8').newbyteorder('=')
np.dtype('f8').newbyteorder('>')
np.dtype('f8').newbyteorder('foo')
np.dtype('f8').descr
np.dtype('?').str, np.dtype('b').str
np.dtype('f8').names, np.dtype('f8').fields, np.dtype('f8').shape, np.dtype('f8').hasobject
np.dtype('i4') < np.dtype('i8')
np.promote_types('i4', 'f4')
np.promote_types('u8', 'i8')
np.promote_types('f2', 'i1')
np.promote_types('>f8', '>f8')
np.result_type(a, 1.0)
np.result_type(np.int8, 1)
np.result_type(np.float32(1), 1.0)
np.result_type('i4', 'f4')
np.result_type()
np.result_type(1, 2.0)
np.can_cast('i4', 'i8')
np.can_cast('i8', 'i4')
np.can_cast('i8', 'i4', 'same_kind')
np.can_cast('f8', 'i4', 'unsafe')
np.can_cast(1, 'i4')
np.can_cast('f8', 'f4', 'foo')
np.min_scalar_type(300)
np.min_scalar_type(-1)
np.min_scalar_type(1.0)
np.min_scalar_type(1e300)
np.issubdtype(np.float32, np.floating)
np.issubdtype('i4', np.integer)
np.issubdtype('i4', float)
np.isdtype(np.dtype('i4'), 'integral')
np.finfo('f4')
np.finfo('f4').eps, np.finfo('f8').max, np.finfo('f2').tiny
np.finfo(int)
np.iinfo('i4')
np.iinfo(np.uint8).max
np.iinfo(float)
np.float64(1.5)
np.float64(1)
np.float32(0.1)
np.float32(1e6), np.float32(123456.)
np.float16(1000), np.float16(0.1)
np.int8(3)
np.int8(200)
np.uint8(-1)
np.bool(1)
np.complex64(1 + 2j)
np.complex128(1j)
str(np.complex128(1 + 2j))
str(np.float64(1e16)), str(np.float64(1e15)), str(np.float64(1e-4)), str(np.float64(1e-5))
np.float64('1.5')
np.int64('12')
np.float64()
np.float32([1, 2])
np.float64(1) + 1
np.float32(1) + 1.5
np.float32(1) + np.float64(1)
np.int8(1) + 1
np.int8(1) + 200
np.int8(1) + np.uint8(1)
np.int64(7) // 2
np.int64(7) / 2
np.int64(7) % -3
np.int64(2) ** 3
np.int64(2) ** -1
np.int64(1) << 2
np.int64(1) << 2.0
np.float64(1) + a
a + np.float64(1)
np.float64(1) + [1, 2]
np.bool(True) + np.bool(True)
np.bool(True) & True
-np.float32(2)
abs(np.int8(-5))
~np.int8(5)
np.float64(1) == 1
np.float64(1) < 2
np.int8(1) == 1.0
np.float64(1) == None
np.int64(3)[()]
np.int64(3)[...]
np.int64(3)[0]
np.float64(1.5).dtype, np.float64(1.5).shape, np.float64(1.5).ndim, np.float64(1.5).itemsize
np.float64(1.5).item(), np.int8(3).tolist()
np.float64(1.5).astype(int)
np.float64(1.5).sum()
np.float64(1.5).reshape(1)
type('B', (np.bool,), {})(1) is np.True_, type('B', (np.bool,), {})() is np.False_
np.generic()
np.number(1)
type('B', (np.floating,), {})()
np.float64(1.5).round()
round(np.float64(1.567), 2), round(np.float64(1.5))
round(np.float32(1.567), 2)
np.complex128(1 + 2j).real, np.complex128(1 + 2j).imag, np.complex128(1 + 2j).conjugate()
np.int64(3).real, np.int64(3).imag
np.float64(2.5).is_integer(), np.int64(3).is_integer()
np.int64(7).bit_count()
f'{np.float64(1.5):.3f}', f'{np.int64(3):5d}', f'{np.float32(0.1)}'
hash(np.float64(1.5)) == hash(1.5), hash(np.int64(3)) == hash(3)
isinstance(np.float64(1), float), isinstance(np.int64(1), int), isinstance(np.complex128(1), complex)
int(np.float64(1.7)), float(np.int8(3)), complex(np.float32(1)), bool(np.float64(0))
[1, 2, 3][np.int64(1)]
np.pi, np.e, np.inf, np.newaxis
np.True_, np.False_
np.array([1.0, 2.5])
np.array([1.0, np.nan, np.inf])
np.array([-1.0, np.nan, -np.inf])
np.array([1e10, 1.0])
np.array([1e-5, 1.0])
np.array([1e5, 1.0])
np.array([123456.789, 0.001])
np.array([1 / 3, 2 / 3])
np.array([1e100, 1e-100])
np.array([0.1, 0.12, 0.123])
np.array([1 / 3], 'f4')
np.array([1e-7], 'f4')
np.array([1 / 3, 100], 'f2')
np.array([1e6, 1], 'f4')
np.array([1 + 2j, 3.25 - 1j])
np.array([1e10 + 1j])
np.array([complex(np.nan, 1), 1j])
np.array([100, -5, 12345])
np.array([True, False])
np.array(True)
np.array(5)
np.array(1.5)
np.array([[1, 2], [3, 4]])
np.array([[[1.5]]])
np.zeros((2, 2, 2))
np.zeros((0, 3))
np.zeros(0, int)
np.array([], dtype='i4')
np.arange(2000)
np.arange(2000.0)
np.arange(2000).reshape(40, 50)
np.zeros((3, 3, 200))
np.arange(40)
np.arange(40.0)
np.linspace(0, 1, 30)
str(np.arange(40))
str(np.linspace(0, 1, 30))
str(np.array([1.5, 2]))
str(np.arange(2000).reshape(2, 1000))
np.arange(30, dtype='i1')
np.arange(30, dtype='>i4')
np.array([0.5, -0.5], dtype='f4')
np.ones((2, 20), bool)
np.array2string(np.array([1.23456789, 2]), precision=3)
np.array2string(np.arange(5), separator=', ')
np.array2string(f, floatmode='fixed', precision=2)
np.array2string(np.array([1.5, 2]), floatmode='maxprec_equal')
np.array2string(np.array([1 / 3, 2]), floatmode='unique')
np.array2string(np.array([1e-10, 1]), suppress_small=True)
np.array2string(np.array([1.5, 2]), sign='+')
np.array2string(np.array([1.5, 2]), sign=' ')
np.array2string(np.arange(3), sign='+')
np.array2string(np.arange(3), formatter={'int': lambda x: 'x'})
np.array2string(np.arange(10), threshold=5, edgeitems=2)
np.array2string(np.arange(30), max_line_width=30)
np.array_repr(np.arange(3)), np.array_str(np.arange(3))
np.format_float_positional(1.5), np.format_float_positional(0.1, trim='-'), np.format_float_scientific(123.0)
np.get_printoptions()['precision']
np.s_[1:2, ::3], np.index_exp[1]
'''.strip().split('\n') if line.strip()]

from expressions_api import EXPRESSIONS as _API

EXPRESSIONS += _API
