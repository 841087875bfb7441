"""Calls of every public function that takes arrays, for `test_laws.py`: an expression a line, over the operands below.

x and y are matrices of one dtype, v is a vector, s is v sorted, q is square, m a mask, i indices; `**out` stands where a result may be
given. Ufuncs are not written here: `calls` adds each of them.
"""

SHAPE = (4, 6)
INTEGERS = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8']
OPAQUE = ['S3', 'U3', 'M8[s]', 'm8[s]', 'O']
DTYPES = ['?', *INTEGERS, 'f2', 'f4', 'f8', 'c8', 'c16', *OPAQUE, '>i4', '>f8']


def _spread(a, np):
    """The same elements with a gap behind each."""
    wide = np.zeros([2 * n for n in a.shape], dtype=a.dtype)
    view = wide[(Ellipsis, *[slice(None, None, 2)] * a.ndim)]
    view[...] = a
    return view


def _shifted(a, np):
    """The same elements, a byte away from where they would be aligned."""
    raw = np.zeros(a.nbytes + 1, dtype='u1')
    view = raw[1:].view(a.dtype).reshape(a.shape)
    view[...] = a
    return view


def _backwards(a, np):
    """The same elements with negative strides."""
    flip = (Ellipsis, *[slice(None, None, -1)] * a.ndim)
    return a[flip].copy()[flip]


LAYOUTS = {
    'C': lambda a, np: a.copy('C'),
    'F': lambda a, np: a.copy('F'),
    'spread': _spread,
    'backwards': _backwards,
    'rows backwards': lambda a, np: a[::-1].copy('F')[::-1],
    'shifted': lambda a, np: a.copy() if a.dtype.hasobject else _shifted(a, np),
    'read-only': lambda a, np: _frozen(a.copy()),
}


def _frozen(a):
    a.flags.writeable = False
    return a


def _square(np, n):
    return np.array([(j * j * 3 + k * j + 5 * k) % 11 + 9 * (j == k) for j in range(n) for k in range(n)], dtype='i8').reshape(n, n)


def operands(np, dtype='f8', layout='C', shape=SHAPE, out=None):
    """{name: array} of what the calls are made with."""
    def numbers(step, *lengths):
        count = 1
        for n in lengths:
            count *= n
        kind = np.dtype(dtype).kind
        found = [(k * step + 3) % 11 - (0 if kind in 'uMSU' else 4) for k in range(count)]
        return lay(np.array(found, dtype='i8').reshape(lengths).astype(dtype))

    def lay(a):
        return LAYOUTS[layout](a, np)

    last = shape[-1] if shape else 3
    v = numbers(5, last)
    return {'np': np, 'out': {}, 'x': numbers(7, *shape), 'y': numbers(4, *shape), 'v': v, 's': lay(np.sort(v)), 'q': lay(_square(np, last).astype(dtype)),
            'm': lay(numbers(7, *shape) != numbers(4, *shape)), 'i': lay(np.arange(last)[::-1].copy())}


# how the `out=` of a call is made from the result that it gives without
OUTS = {
    'same': lambda r, np: np.zeros_like(r),
    'F': lambda r, np: np.zeros_like(r, order='F'),
    'spread': lambda r, np: _spread(np.zeros_like(r), np),
    'backwards': lambda r, np: _backwards(np.zeros_like(r), np),
    'narrow': lambda r, np: np.zeros(r.shape, dtype='i1'),
    'wide': lambda r, np: np.zeros(r.shape, dtype='c16'),
    'longer': lambda r, np: np.zeros(r.shape + (2,), dtype=r.dtype),
    'read-only': lambda r, np: _frozen(np.zeros_like(r)),
}
CASES = [{'dtype': dtype} for dtype in DTYPES]
CASES += [{'dtype': dtype, 'layout': layout} for dtype in ('f8', 'i4') for layout in LAYOUTS if layout != 'C']
CASES += [{'dtype': dtype, 'shape': shape} for dtype in ('f8', 'i4') for shape in ((0, 6), (4, 0), (1, 1), (), (3,))]
CASES += [{'dtype': dtype, 'out': out} for dtype in ('f8', 'i4') for out in [*OUTS, 'x']]

CALLS = [line for line in r'''
np.array(x)
np.array(x, copy=None)
np.array(x, order='F')
np.array(x, order='C')
np.array(x, order='A')
np.array(x, ndmin=3)
np.array(x, ndmin=3, copy=None)
np.array([x, y])
np.asarray(x)
np.asarray(x, order='F')
np.asarray(x, order='C')
np.asarray(x, order='K')
np.asanyarray(x)
np.asarray_chkfinite(x)
np.ascontiguousarray(x)
np.asfortranarray(x)
np.require(x, requirements='F')
np.require(x, requirements=['C', 'O'])
np.copy(x)
np.copy(x, order='C')
np.copy(x, order='F')
np.zeros_like(x)
np.ones_like(x)
np.full_like(x, 1)
np.full_like(x, v)
np.empty_like(x).shape
np.zeros_like(x, order='C')
np.zeros_like(x, order='F')
np.zeros_like(x, shape=(2, 3, 4))
np.zeros_like(x, dtype='f4')
np.diag(x)
np.diag(v)
np.diag(x, 1)
np.diagflat(x)
np.tril(x)
np.triu(x, 1)
np.vander(v)
np.meshgrid(v, s)
np.meshgrid(v, s, copy=False)
np.meshgrid(v, s, indexing='ij', sparse=True)
np.isclose(x, y)
np.allclose(x, y)
np.array_equal(x, y)
np.array_equiv(x, v)
np.isneginf(x, **out)
np.isposinf(x, **out)
np.iscomplex(x)
np.isreal(x)
np.iscomplexobj(x)
np.isscalar(x)
np.isfortran(x)
np.isnat(x)
np.real(x)
np.imag(x)
np.real_if_close(x)
np.angle(x)
np.nan_to_num(x)
np.nan_to_num(x, copy=False)
np.fix(x, **out)
np.sinc(x)
np.i0(x)
np.shape(x)
np.ndim(x)
np.size(x, 1)
np.common_type(x, y)
np.reshape(x, (3, 8))
np.reshape(x, (3, 8), order='F')
np.reshape(x, (3, 8), order='A')
np.reshape(x, (2, 2, 6))
np.reshape(x, (4, 2, 3))
np.reshape(x, -1)
np.reshape(x, (1, 4, 1, 6))
np.ravel(x)
np.ravel(x, 'F')
np.ravel(x, 'A')
np.ravel(x, 'K')
np.transpose(x)
np.permute_dims(x, (1, 0))
np.swapaxes(x, 0, 1)
np.moveaxis(x, 0, 1)
np.rollaxis(x, 1)
np.squeeze(x[:1])
np.expand_dims(x, 1)
np.matrix_transpose(x)
np.broadcast_to(x, (2, 4, 6))
np.broadcast_to(v, (2, 6))
np.broadcast_arrays(x, v)
np.atleast_1d(x)
np.atleast_2d(v)
np.atleast_3d(v)
np.atleast_3d(x)
np.concatenate([x, y])
np.concatenate([x, y], axis=1)
np.concatenate([x, y], axis=None)
np.concatenate([x, y], **out)
np.concatenate([x.T, y.T], axis=1)
np.concat([v, s])
np.stack([x, y])
np.stack([x, y], axis=1, **out)
np.stack([x, y], axis=-1)
np.vstack([x, v])
np.hstack([x, y])
np.dstack([x, y])
np.column_stack([v, s])
np.unstack(x)
np.unstack(x, axis=1)
np.array_split(x, 3)
np.array_split(x, 4, axis=1)
np.split(x, 2)
np.hsplit(x, 3)
np.vsplit(x, 2)
np.dsplit(x[:, :, None], 1)
np.block([[x, y], [y, x]])
np.repeat(x, 2)
np.repeat(x, 2, axis=0)
np.repeat(x, [0, 1, 2, 0, 1, 1], axis=1)
np.tile(x, 2)
np.tile(x, (2, 1, 2))
np.resize(x, (3, 5))
np.flip(x)
np.flip(x, 1)
np.fliplr(x)
np.flipud(x)
np.rot90(x)
np.rot90(x, 2)
np.rot90(x, -1)
np.roll(x, 3)
np.roll(x, (1, 2), axis=(0, 1))
np.append(x, y)
np.append(x, y, axis=0)
np.delete(x, 1)
np.delete(x, [0, 2], axis=1)
np.delete(x, slice(1, 3), axis=0)
np.insert(x, 1, v, axis=0)
np.insert(x, [1, 3], y[:, :2], axis=1)
np.pad(x, 1)
np.pad(x, ((1, 2), (0, 1)), mode='edge')
np.pad(x, 2, mode='reflect')
np.pad(x, 2, mode='symmetric')
np.pad(x, 2, mode='wrap')
np.pad(x, 1, mode='maximum')
np.pad(x, 1, mode='mean')
np.pad(x, 1, mode='linear_ramp')
np.trim_zeros(v)
np.polyval(v, s)
np.polyadd(v, s)
np.polysub(v, s)
np.polymul(v, s)
np.polyder(v)
np.polyint(v)
np.dot(x, v, **out)
np.dot(x, y.T, **out)
np.dot(x.T, y, **out)
np.dot(v, s)
np.inner(x, y)
np.inner(v, s)
np.outer(v, s, **out)
np.vdot(x, y)
np.tensordot(x, y)
np.tensordot(x, y, axes=(1, 1))
np.tensordot(x, y, axes=([0], [0]))
np.kron(x, y)
np.cross(v[:3], s[:3])
np.cross(x[:, :3], y[:, :3])
np.matmul(x, y.T, **out)
np.matmul(x.T, y, **out)
np.matmul(x, v, **out)
np.matmul(v, q, **out)
np.matmul(v, s)
np.vecdot(x, y, **out)
np.matvec(x, v, **out)
np.vecmat(v, q, **out)
np.einsum('ij->ji', x)
np.einsum('ii->i', q)
np.einsum('ij->j', x, **out)
np.einsum('ij,kj->ik', x, y, **out)
np.einsum('ij,j', x, v)
np.einsum('ij,ij,ij->i', x, y, x)
np.einsum('ij,kj->ik', x, y, order='F')
np.einsum('ij,kj,lj->il', x, y, x, optimize=True)
np.sum(x, **out)
np.sum(x, axis=0, **out)
np.sum(x, axis=1, **out)
np.sum(x, axis=(0, 1), keepdims=True, **out)
np.sum(x, axis=1, where=m, **out)
np.sum(x, dtype='f8')
np.prod(x, axis=0, **out)
np.prod(x, axis=1, **out)
np.max(x, axis=0, **out)
np.max(x, axis=1, **out)
np.max(x)
np.min(x, axis=0, **out)
np.min(x, axis=1, keepdims=True, **out)
np.amax(x, axis=0, **out)
np.amin(x, **out)
np.any(x, axis=0, **out)
np.all(x, axis=1, **out)
np.any(x)
np.mean(x, **out)
np.mean(x, axis=0, **out)
np.mean(x, axis=1, keepdims=True, **out)
np.mean(x, axis=1, where=m)
np.var(x, axis=0, **out)
np.var(x, axis=1, ddof=1, **out)
np.std(x, **out)
np.std(x, axis=0, **out)
np.argmax(x, **out)
np.argmax(x, axis=0, **out)
np.argmax(x, axis=1, keepdims=True)
np.argmin(x, axis=0, **out)
np.argmin(x, axis=1, **out)
np.count_nonzero(x)
np.count_nonzero(x, axis=0)
np.ptp(x, **out)
np.ptp(x, axis=1, **out)
np.cumsum(x, **out)
np.cumsum(x, axis=0, **out)
np.cumsum(x, axis=1, **out)
np.cumprod(x, axis=0, **out)
np.cumulative_sum(x, axis=1, **out)
np.cumulative_sum(x, axis=0, include_initial=True)
np.cumulative_prod(v, **out)
np.clip(x, 0, 4, **out)
np.clip(x, v, None, **out)
np.clip(x, y, 5)
np.round(x, **out)
np.round(x, -1, **out)
np.around(x, 1, **out)
np.average(x)
np.average(x, axis=1, weights=v)
np.average(x, axis=0, returned=True)
np.median(x, **out)
np.median(x, axis=0, **out)
np.median(x, axis=1, keepdims=True)
np.quantile(x, 0.3, **out)
np.quantile(x, [0.25, 0.5], axis=1, **out)
np.percentile(x, 40, axis=0, **out)
np.percentile(x, 40, method='nearest')
np.nansum(x, axis=0, **out)
np.nanprod(x, axis=1, **out)
np.nancumsum(x, axis=0, **out)
np.nancumprod(x, **out)
np.nanmax(x, axis=0, **out)
np.nanmin(x, axis=1, **out)
np.nanargmax(x, axis=0, **out)
np.nanargmin(x, axis=1)
np.nanmean(x, axis=0, **out)
np.nanvar(x, axis=1, **out)
np.nanstd(x, axis=0, **out)
np.nanmedian(x, axis=1, **out)
np.nanquantile(x, 0.5, axis=0, **out)
np.nanpercentile(x, [10, 90], **out)
np.diff(x)
np.diff(x, axis=0)
np.diff(x, n=2, prepend=0)
np.ediff1d(x)
np.gradient(x)
np.gradient(x, axis=1)
np.trapezoid(x)
np.trapezoid(x, v, axis=1)
np.cov(x)
np.corrcoef(x)
np.unwrap(x)
np.interp(x, np.sort(s), v)
np.convolve(v, s)
np.convolve(v, s, 'same')
np.correlate(v, s[:3])
np.histogram(x)
np.histogram(x, bins=3, range=(0, 6))
np.histogram_bin_edges(x)
np.histogram2d(v, s, bins=3)
np.histogramdd(x[:, :2], bins=2)
np.bincount(i)
np.bincount(i, weights=v)
np.digitize(x, np.unique(s))
np.searchsorted(s, x)
np.searchsorted(v, s, side='right', sorter=np.argsort(v))
np.take(x, i, **out)
np.take(x, [0, -1], axis=0, **out)
np.take(x, [0, -1], axis=1, **out)
np.take(x, 1, axis=1, mode='clip', **out)
np.compress([True, False, True, True], x, axis=0, **out)
np.compress([True, False, True], x, **out)
np.choose(np.array([0, 1, 0, 1, 1, 0]), [x, y], **out)
np.diagonal(x)
np.diagonal(x, -1)
np.trace(x, **out)
np.trace(x, 1)
np.nonzero(x)
np.flatnonzero(x)
np.argwhere(x)
np.where(m, x, y)
np.where(m, x, v)
np.where(x)
np.extract(m, x)
np.select([m, ~m], [x, y])
np.select([m, x == y], [x, y], 0)
np.piecewise(x, [m, ~m], [lambda z: z, 0])
np.take_along_axis(x, np.argsort(x, axis=1), axis=1)
np.take_along_axis(x, np.argsort(x, axis=0), axis=0)
np.ix_(i, i[:2])
x[np.ix_([0, 2], i)]
np.unique(x)
np.unique(x, axis=0)
np.unique(x, return_index=True, return_inverse=True, return_counts=True)
np.unique_all(x)
np.unique_counts(x)
np.unique_inverse(x)
np.sort(np.unique_values(x))
np.union1d(x, y)
np.intersect1d(x, y)
np.intersect1d(v, s, return_indices=True)
np.isin(x, v)
np.isin(x, v, invert=True)
np.setdiff1d(x, v)
np.setxor1d(x, v)
np.sort(x)
np.sort(x, axis=0)
np.sort(x, axis=None)
np.sort(x, kind='stable', axis=0)
np.argsort(x, kind='stable')
np.argsort(x, axis=0, kind='stable')
np.argsort(x, axis=None, kind='stable')
np.partition(x, 2)[:, 2]
np.partition(x, 1, axis=0)[1]
np.sort(np.argpartition(x, 2))
np.lexsort((v, s))
np.lexsort(x)
np.sort_complex(x)
np.apply_along_axis(np.sort, 0, x)
np.apply_along_axis(np.sum, 1, x)
np.apply_over_axes(np.sum, x, [0])
np.packbits(m)
np.packbits(m, axis=0)
np.unpackbits(x, axis=1)
np.tri(3, 4)
np.indices(x.shape)
np.fromfunction(lambda j, k: j + k, x.shape)
np.unravel_index(i, (2, 3))
np.ravel_multi_index((i, i), (6, 6))
np.shares_memory(x, x.T)
np.may_share_memory(x, y)
np.fromiter(v, v.dtype)
np.frombuffer(x, dtype='u1')
np.asmatrix(x)
np.bmat([[x, y]])
np.array2string(x)
np.array_repr(x)
np.array_str(x)
np.min_scalar_type(x)
np.result_type(x, 'f4')
np.busday_offset(x, 1, roll='forward')
np.is_busday(x)
np.datetime_as_string(x)
np.linalg.inv(q)
np.linalg.det(q)
np.linalg.solve(q, v)
np.linalg.norm(x)
np.linalg.norm(x, axis=0)
np.linalg.norm(x, axis=1, keepdims=True)
np.linalg.norm(x, 'nuc')
np.linalg.matrix_power(q, 2)
np.linalg.matrix_power(q, 0)
np.linalg.matrix_rank(x)
np.linalg.pinv(x)
np.linalg.svdvals(x)
np.linalg.eigvalsh(q + q.T)
np.linalg.cholesky(q @ q.T + 50 * np.eye(len(q)))
np.linalg.multi_dot([x, y.T, x], **out)
np.linalg.slogdet(q)
np.linalg.cross(x[:, :3], y[:, :3])
np.linalg.diagonal(x)
np.linalg.trace(x)
np.linalg.outer(v, s)
np.linalg.vector_norm(x, axis=1)
np.linalg.matrix_norm(x)
np.linalg.matrix_transpose(x)
np.linalg.lstsq(x.T, v)[0]
np.linalg.qr(x, mode='r').shape
np.fft.fft(x, **out)
np.fft.fft(x, axis=0, **out)
np.fft.ifft(x, n=5, **out)
np.fft.rfft(x, **out)
np.fft.irfft(x, **out)
np.fft.fft2(x)
np.fft.ifft2(x)
np.fft.rfft2(x)
np.fft.fftn(x, axes=(1, 0))
np.fft.ifftn(x)
np.fft.rfftn(x)
np.fft.irfftn(x)
np.fft.hfft(x)
np.fft.ihfft(x)
np.fft.fftshift(x)
np.fft.ifftshift(x, axes=0)
np.ma.array(x, mask=m).filled(1)
np.ma.array(x, mask=m).sum(axis=0).filled(1)
np.ma.masked_equal(x, 3).mask
np.char.upper(x)
np.strings.add(x, y)
np.strings.find(x, '1')
np.rec.fromarrays([v, s]).f0
np.lib.stride_tricks.sliding_window_view(x, (2, 2))
np.lib.stride_tricks.as_strided(x, shape=(2, 2))
np.testing.assert_array_equal(x, x)
np.copyto(x, v)
np.copyto(x, y, where=m)
np.put(x, [0, 5, -1], v[:3])
np.place(x, m, v)
np.putmask(x, m, y)
np.putmask(x, m, v)
np.put_along_axis(x, np.argsort(x, axis=1), y, axis=1)
np.fill_diagonal(x, 1)
np.fill_diagonal(q, v)
np.add.at(x, (slice(None), i), 1)
np.add.at(x, [0, 0, 1], y[:3])
np.add.accumulate(x, axis=0, **out)
np.add.reduceat(x, [0, 2, 1], axis=0, **out)
np.add.reduceat(x, [0, 2, 1], axis=1, **out)
np.multiply.outer(v, s, **out)
np.maximum.reduce(x, axis=(0, 1), **out)
np.logical_and.reduce(x, axis=1, **out)
np.add(x, y, where=m, out=np.zeros(x.shape, x.dtype))
np.add(x, y, order='F')
np.add(x, y, order='C')
np.add(x, v)
np.add(x[:, :1], v)
np.add(x.T, y.T)
np.add(x, y.T.copy().T)
x.T
x.mT
x.real
x.imag
x.flat[3]
x.flat[1:4]
x.flat[[0, -1]]
list(x.flat)
x.all(axis=0, **out)
x.any(axis=1, **out)
x.argmax(axis=0, **out)
x.argmin(1, **out)
x.argpartition(1, axis=0).shape
x.argsort(axis=0, kind='stable')
x.astype('f8')
x.astype('f4', order='F')
x.astype('i8', order='C')
x.astype(x.dtype, copy=False)
x.astype(x.dtype, order='F', copy=False)
x.astype('O')
x.astype('U5')
x.astype('?')
x.byteswap()
x.byteswap(inplace=True)
x.choose([y, y], mode='wrap')
x.clip(1, 3, **out)
x.compress([True, False, True], axis=1, **out)
x.conj()
x.conjugate(*out.values())
x.copy()
x.copy('F')
x.copy('A')
x.copy('K')
x.cumprod(axis=1, **out)
x.cumsum(axis=0, **out)
x.diagonal()
x.dot(v, **out)
x.fill(1)
x.flatten()
x.flatten('F')
x.flatten('K')
x.getfield('u1', 0)
x.item(3)
x.max(axis=1, **out)
x.mean(axis=1, **out)
x.min(axis=0, **out)
x.nonzero()
x.prod(axis=0, **out)
x.put([1, 2], 3)
x.ravel()
x.ravel('K')
x.repeat(2, axis=1)
x.reshape(8, 3)
x.reshape(8, 3, order='F')
x.reshape((8, 3), copy=True)
x.resize((8, 3), refcheck=False)
x.round(1, **out)
s.searchsorted(v)
x.setfield(1, x.dtype)
x.sort()
x.sort(axis=0)
x.squeeze()
x.std(axis=0, **out)
x.sum(axis=0, **out)
x.swapaxes(0, 1)
x.take([1, 2], axis=1, **out)
x.tobytes()
x.tobytes('F')
x.tobytes('A')
x.tolist()
x.trace(**out)
x.transpose(1, 0)
x.var(axis=1, **out)
x.view()
x.view('u1')
x.view(np.recarray)
x[1]
x[1, 2]
x[1:3, ::-2]
x[..., None]
x[[0, 2]]
x[:, i]
x[:, [0, 1]]
x[[0, 1], [1, 2]]
x[[0, 1], 1:3]
x[1, i]
x[m]
x[m[:, 0]]
x[:, m[0]]
x[None, [0, 1], :, None]
x.__setitem__(1, 2)
x.__setitem__((slice(None), 1), y[:, 0])
x.__setitem__(m, 1)
x.__setitem__(m, y[m])
x.__setitem__(([0, 1], [1, 2]), v[:2])
x.__setitem__(slice(1, None), x[:-1])
x.__setitem__(..., x[::-1])
x.__setitem__(..., x.T[:4, :1])
x.__iadd__(y)
x.__iadd__(x[::-1])
x.__imul__(2)
x[1:].__isub__(x[:-1])
'''.strip().splitlines()]


def calls(np):
    """CALLS and a call of each ufunc."""
    names = [name for name in np.__all__ if isinstance(getattr(np, name), np.ufunc) and getattr(np, name).signature is None]
    return CALLS + [f'np.{name}({", ".join("xy"[:getattr(np, name).nin])}, **out)' for name in names]


# what is not as with NumPy: the beginning of a call, which cases (a word of theirs, or '*'), the reason
DIFFERS = [line.split(' | ') for line in r'''
np.meshgrid(v, s, copy=False) | * | views that are stretched are read-only, which NumPy announces
np.broadcast_arrays | * | views that are stretched are read-only, which NumPy announces
np.lib.stride_tricks.as_strided | (0,6) (4,0) () (1,1) (3,) | refuses what lies outside the memory
np.isfinite | backwards | NumPy writes elsewhere into outputs with negative strides
np.signbit | backwards | NumPy writes elsewhere into outputs with negative strides
np.add.reduceat | () longer | the kind of error; NumPy takes outputs with more dimensions
np.histogramdd | (4,0) | the kind of error of no points in no dimensions
x.__setitem__(([0, 1], [1, 2]) | (4,0) | which of two errors comes first
np.array_split | () (3,) | the kind of error of an axis that is not there
np.split | () | the kind of error of an axis that is not there
np.rot90 | () | the kind of error of an axis that is not there
np.trapezoid | () (3,) | the kind of error of an axis that is not there
np.linalg.norm(x, axis=0) | () | an error in NumPy
np.fft.fftshift | () | an error in NumPy
np.cumulative_sum | () | the kind of error
np.nanmedian | >f8 O | the byte order of the result is the array's; objects have a median
np.nanquantile | ? O | booleans have quantiles, and objects such of objects
np.nanpercentile | ? O | booleans have quantiles, and objects such of objects
np.quantile | ? O | booleans have quantiles, and objects such of objects
np.percentile | ? O f2 | booleans have quantiles, and objects such of objects; float16 is interpolated in float16
np.nanpercentile | (0,6) (4,0) () narrow x | the shape of no elements' quantiles; the same for each
np.nanquantile | narrow x | the rule that casts to an output
np.nanmedian | narrow | the rule that casts to an output
np.sinc | S3 U3 M8[s] m8[s] O | takes the numbers in texts
np.interp | S3 U3 M8[s] m8[s] O | takes the numbers in texts
np.bincount | S3 U3 M8[s] m8[s] O (4,0) | takes the numbers in texts
np.sum(x, dtype='f8') | S3 U3 M8[s] m8[s] | takes the numbers in texts
np.linalg.qr | S3 U3 M8[s] m8[s] O | takes numbers alone
np.einsum('i | S3 U3 M8[s] m8[s] O | takes numbers alone
np.logical_not | S3 U3 M8[s] m8[s] O | elements of all types are true or false
x.__imul__(2) | S3 U3 | there is no product of texts
np.isclose | M8[s] m8[s] | compares times
np.allclose | M8[s] m8[s] | compares times
np.pad(x, 1, mode='m | m8[s] | pads with times
np.average | m8[s] O (0,6) (4,0) | means of times, objects and nothing
np.histogram | m8[s] O | counts times; objects are computed with in Python
np.pad(x, 1) | O | what is padded with is a number of Python
np.cross | O | computes with integers
np.sum(x, axis=1, where=m | O | a sum of nothing is 0
np.mean(x, axis=1, where=m | O | a sum of nothing is 0
np.cov | O | NumPy cannot
x.setfield | O | objects cannot be set as fields
x.tobytes | O | objects are numbers of cells
np.digitize | O | objects are compared
np.concatenate([x.T | O | the order in memory
np.divmod | O | NumPy has no loop
np.logical_xor | O | by the truth of objects
np.bitwise_count | O | there is no loop
np.einsum('i | >i4 >f8 | a view of the array's bytes is a copy
np.frombuffer | O | objects are no memory
np.tensordot | () (3,) | the kind of error
np.busday_offset | O (0,6) (4,0) | days may be numbers in objects; no element is no error
np.is_busday | O (0,6) (4,0) | days may be numbers in objects; no element is no error
np.polymul | m8[s] | there is no product of times
np.dot | m8[s] | there is no product of times
np.inner | m8[s] | there is no product of times
np.vdot | m8[s] | there is no product of times
np.tensordot | m8[s] | there is no product of times
np.convolve | m8[s] | there is no product of times
np.correlate | m8[s] | there is no product of times
np.linalg.multi_dot | m8[s] | there is no product of times
x.dot | m8[s] | there is no product of times
x.byteswap() | rows | the order in memory of an array of which one axis is reversed
np.round(x, -1 | rows | the order in memory of an array of which one axis is reversed
'''.strip().splitlines()]


def differs(call, case):
    """Whether a result is known to differ from NumPy's in a case."""
    words = {str(value).replace(' ', '') for value in case.values()} | set(case.get('layout', '').split())
    return any(call.startswith(start) and (cases == '*' or words & set(cases.split())) for start, cases, _ in DIFFERS)
