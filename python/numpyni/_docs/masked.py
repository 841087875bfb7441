"""Examples of `ma`; a line each: the name, and a call with its result."""

FUNCTIONS = ('takes masked arrays and others; the mask follows, and what is masked does not count', '''
all: np.ma.all(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.True_
allclose: np.ma.allclose(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [3, 9, 2]) -> True
allequal: np.ma.allequal(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [3, 9, 2]) -> np.True_
alltrue: np.ma.alltrue(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.True_
amax: np.ma.amax(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(3)
amin: np.ma.amin(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(2)
anom: np.ma.anom(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [0.5, None, -0.5]
anomalies: np.ma.anomalies(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [0.5, None, -0.5]
any: np.ma.any(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.True_
append: np.ma.append(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [5]).tolist() -> [3, None, 2, 5]
arange: np.ma.arange(3).tolist() -> [0, 1, 2]
argmax: np.ma.argmax(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(0)
argmin: np.ma.argmin(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(2)
argsort: np.ma.argsort(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [2, 0, 1]
array: np.ma.array([1, 2], mask=[0, 1]).tolist() -> [1, None]
asanyarray: np.ma.asanyarray([1, 2]).tolist() -> [1, 2]
asarray: np.ma.asarray([1, 2]).tolist() -> [1, 2]
choose: np.ma.choose([0, 1], [[1, 2], [3, 4]]).tolist() -> [1, 4]
clip: np.ma.clip(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 0, 2).tolist() -> [2, None, 2]
common_fill_value: np.ma.common_fill_value(np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(999999)
compress: np.ma.compress([True, True, False], np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [3, None]
compressed: np.ma.compressed(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> array([3, 2])
concatenate: np.ma.concatenate([np.ma.array([3, 1, 2], mask=[0, 1, 0]), [5]]).tolist() -> [3, None, 2, 5]
convolve: np.ma.convolve(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [1, 1]).tolist() -> [3, None, None, 2]
copy: np.ma.copy(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [3, None, 2]
correlate: np.ma.correlate(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [1, 1]).tolist() -> [None, None]
count: np.ma.count(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(2)
cumprod: np.ma.cumprod(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [3, None, 6]
cumsum: np.ma.cumsum(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [3, None, 5]
default_fill_value: np.ma.default_fill_value(1.0) -> 1e+20
diag: np.ma.diag(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [1, 4]
diagonal: np.ma.diagonal(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [1, 4]
diff: np.ma.diff(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [None, None]
empty: np.ma.empty(2).shape -> (2,)
empty_like: np.ma.empty_like(np.ma.array([3, 1, 2], mask=[0, 1, 0])).shape -> (3,)
expand_dims: np.ma.expand_dims(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 0).shape -> (1, 3)
filled: np.ma.filled(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 9) -> array([3, 9, 2])
fix_invalid: np.ma.fix_invalid([1.0, np.nan]).tolist() -> [1.0, None]
flatten_mask: np.ma.flatten_mask(np.array([True, False])) -> array([ True, False])
flatten_structured_array: np.ma.flatten_structured_array(np.array([(1, 2)], 'i4,i4')).tolist() -> [[1, 2]]
frombuffer: np.ma.frombuffer(b'ab', 'u1').tolist() -> [97, 98]
fromflex: np.ma.fromflex(np.ma.array([3, 1, 2], mask=[0, 1, 0]).toflex()).tolist() -> [3, None, 2]
fromfunction: np.ma.fromfunction(lambda i: i * 2, (3,)).tolist() -> [0.0, 2.0, 4.0]
getdata: np.ma.getdata(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> array([3, 1, 2])
getmask: np.ma.getmask(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> array([False,  True, False])
getmaskarray: np.ma.getmaskarray(np.ma.array([1, 2])) -> array([False, False])
harden_mask: np.ma.harden_mask(np.ma.array([3, 1, 2], mask=[0, 1, 0])).hardmask -> True
identity: np.ma.identity(2).tolist() -> [[1.0, 0.0], [0.0, 1.0]]
ids: np.ma.ids(np.ma.array([3, 1, 2], mask=[0, 1, 0]))[0] > 0 -> True
indices: np.ma.indices((1, 2)).tolist() -> [[[0, 0]], [[0, 1]]]
inner: np.ma.inner(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [1, 1, 1]).item() -> 5
innerproduct: np.ma.innerproduct(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [1, 1, 1]).item() -> 5
isMA: np.ma.isMA(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> True
isMaskedArray: np.ma.isMaskedArray([1]) -> False
is_mask: np.ma.is_mask(np.ma.array([3, 1, 2], mask=[0, 1, 0]).mask) -> True
is_masked: np.ma.is_masked(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> True
isarray: np.ma.isarray(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> True
left_shift: np.ma.left_shift(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 1).tolist() -> [6, None, 4]
make_mask: np.ma.make_mask([0, 1]) -> array([False,  True])
make_mask_descr: np.ma.make_mask_descr('f8,i4') -> dtype([('f0', '?'), ('f1', '?')])
make_mask_none: np.ma.make_mask_none(2) -> array([False, False])
mask_or: np.ma.mask_or(np.array([True, False]), np.array([False, False])) -> array([ True, False])
masked_array: np.ma.masked_array([1, 2], mask=[0, 1]).tolist() -> [1, None]
masked_equal: np.ma.masked_equal([1, 2], 2).tolist() -> [1, None]
masked_greater: np.ma.masked_greater([1, 2], 1).tolist() -> [1, None]
masked_greater_equal: np.ma.masked_greater_equal([1, 2], 2).tolist() -> [1, None]
masked_inside: np.ma.masked_inside([1, 2, 3], 2, 3).tolist() -> [1, None, None]
masked_invalid: np.ma.masked_invalid([1.0, np.nan]).tolist() -> [1.0, None]
masked_less: np.ma.masked_less([1, 2], 2).tolist() -> [None, 2]
masked_less_equal: np.ma.masked_less_equal([1, 2], 1).tolist() -> [None, 2]
masked_not_equal: np.ma.masked_not_equal([1, 2], 2).tolist() -> [None, 2]
masked_object: np.ma.masked_object(np.array(['a', 'b'], object), 'b').tolist() -> ['a', None]
masked_outside: np.ma.masked_outside([1, 2, 3], 1, 2).tolist() -> [1, 2, None]
masked_values: np.ma.masked_values([1.0, 1.5], 1.5).tolist() -> [1.0, None]
masked_where: np.ma.masked_where([True, False], [1, 2]).tolist() -> [None, 2]
max: np.ma.max(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(3)
maximum_fill_value: np.ma.maximum_fill_value(1) -> -9223372036854775808
mean: np.ma.mean(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.float64(2.5)
min: np.ma.min(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(2)
minimum_fill_value: np.ma.minimum_fill_value(1) -> 9223372036854775807
ndim: np.ma.ndim(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> 2
nonzero: np.ma.nonzero(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> (array([0, 2]),)
ones: np.ma.ones(2).tolist() -> [1.0, 1.0]
ones_like: np.ma.ones_like(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [1, 1, 1]
outer: np.ma.outer([1, 2], [3]).tolist() -> [[3], [6]]
outerproduct: np.ma.outerproduct([1, 2], [3]).tolist() -> [[3], [6]]
power: np.ma.power(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 2).tolist() -> [9, None, 4]
prod: np.ma.prod(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(6)
product: np.ma.product(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(6)
ptp: np.ma.ptp(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(1)
put: np.ma.put(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [0], [7]) ->
putmask: np.ma.putmask(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [True, False, False], 7) ->
ravel: np.ma.ravel(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [1, None, 3, 4]
repeat: np.ma.repeat(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 2).tolist() -> [3, 3, None, None, 2, 2]
reshape: np.ma.reshape(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), (1, 4)).tolist() -> [[1, None, 3, 4]]
resize: np.ma.resize(np.ma.array([3, 1, 2], mask=[0, 1, 0]), (2, 3)).tolist() -> [[3, None, 2], [3, None, 2]]
right_shift: np.ma.right_shift(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 1).tolist() -> [1, None, 1]
round: np.ma.round(np.ma.array([1.26]), 1).tolist() -> [1.3]
round_: np.ma.round_(np.ma.array([1.26]), 1).tolist() -> [1.3]
set_fill_value: np.ma.set_fill_value(np.ma.array([3, 1, 2], mask=[0, 1, 0]), 5) ->
shape: np.ma.shape(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> (2, 2)
size: np.ma.size(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> 4
soften_mask: np.ma.soften_mask(np.ma.array([3, 1, 2], mask=[0, 1, 0])).hardmask -> False
sometrue: np.ma.sometrue(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.True_
sort: np.ma.sort(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [2, 3, None]
squeeze: np.ma.squeeze(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])[:1]).tolist() -> [1, None]
std: np.ma.std(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.float64(0.5)
sum: np.ma.sum(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.int64(5)
swapaxes: np.ma.swapaxes(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), 0, 1).tolist() -> [[1, 3], [None, 4]]
take: np.ma.take(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [0, 1]).tolist() -> [3, None]
trace: np.ma.trace(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> np.int64(5)
transpose: np.ma.transpose(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[1, 3], [None, 4]]
var: np.ma.var(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.float64(0.25)
where: np.ma.where([True, False], [1, 2], [3, 4]).tolist() -> [1, 4]
zeros: np.ma.zeros(2).tolist() -> [0.0, 0.0]
zeros_like: np.ma.zeros_like(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [0, 0, 0]
dot: np.ma.dot(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[1, None], [15, 16]]
shrink_mask: np.ma.shrink_mask(np.ma.array([1, 2], mask=[0, 0])).mask -> np.False_
apply_along_axis: np.ma.apply_along_axis(np.ma.sum, 1, np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [1, 7]
apply_over_axes: np.ma.apply_over_axes(np.ma.sum, np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), [0]).tolist() -> [[4, 4]]
atleast_1d: np.ma.atleast_1d(np.ma.array([3, 1, 2], mask=[0, 1, 0])).shape -> (3,)
atleast_2d: np.ma.atleast_2d(np.ma.array([3, 1, 2], mask=[0, 1, 0])).shape -> (1, 3)
atleast_3d: np.ma.atleast_3d(np.ma.array([3, 1, 2], mask=[0, 1, 0])).shape -> (1, 3, 1)
average: np.ma.average(np.ma.array([3, 1, 2], mask=[0, 1, 0]), weights=[1, 1, 3]) -> np.float64(2.25)
clump_masked: np.ma.clump_masked(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> [slice(1, 2, None)]
clump_unmasked: np.ma.clump_unmasked(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> [slice(0, 1, None), slice(2, 3, None)]
column_stack: np.ma.column_stack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])]).shape -> (3, 2)
compress_cols: np.ma.compress_cols(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[1], [3]]
compress_nd: np.ma.compress_nd(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> array([[3]])
compress_rowcols: np.ma.compress_rowcols(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> array([[3]])
compress_rows: np.ma.compress_rows(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> array([[3, 4]])
count_masked: np.ma.count_masked(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])) -> np.int64(1)
corrcoef: np.ma.corrcoef(np.ma.array([[1, 2, 3], [3, 2, 2]])).shape -> (2, 2)
cov: np.ma.cov(np.ma.array([1.0, 2.0, 3.0])).tolist() -> 1.0
diagflat: np.ma.diagflat([1, 2]).tolist() -> [[1, 0], [0, 2]]
dstack: np.ma.dstack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])]).shape -> (1, 3, 2)
ediff1d: np.ma.ediff1d(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [None, None]
flatnotmasked_contiguous: np.ma.flatnotmasked_contiguous(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> [slice(0, 1, None), slice(2, 3, None)]
flatnotmasked_edges: np.ma.flatnotmasked_edges(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> array([0, 2])
hsplit: np.ma.hsplit(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]), 2)[0].tolist() -> [[1], [3]]
hstack: np.ma.hstack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), [5]]).tolist() -> [3, None, 2, 5]
isin: np.ma.isin(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [2]).tolist() -> [None, False, True]
in1d: np.ma.in1d(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [2]).tolist() -> [None, False, True]
intersect1d: np.ma.intersect1d(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [2, 3]).tolist() -> [2, 3]
mask_cols: np.ma.mask_cols(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[1, None], [3, None]]
mask_rowcols: np.ma.mask_rowcols(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[None, None], [3, None]]
mask_rows: np.ma.mask_rows(np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])).tolist() -> [[None, None], [3, 4]]
masked_all: np.ma.masked_all(2).tolist() -> [None, None]
masked_all_like: np.ma.masked_all_like(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [None, None, None]
median: np.ma.median(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> np.float64(2.5)
ndenumerate: np.ma.ndenumerate(np.ma.array([3, 1, 2], mask=[0, 1, 0])).__next__() -> ((0,), np.int64(3))
notmasked_contiguous: np.ma.notmasked_contiguous(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> [slice(0, 1, None), slice(2, 3, None)]
notmasked_edges: np.ma.notmasked_edges(np.ma.array([3, 1, 2], mask=[0, 1, 0])) -> array([0, 2])
polyfit: np.ma.polyfit([0, 1, 2], np.ma.array([1, 3, 9], mask=[0, 0, 1]), 1).round(6) -> array([2., 1.])
row_stack: np.ma.row_stack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])]).shape -> (2, 3)
setdiff1d: np.ma.setdiff1d(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [2]).tolist() -> [3, None]
setxor1d: np.ma.setxor1d(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [2]).tolist() -> [3, None]
stack: np.ma.stack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])]).shape -> (2, 3)
unique: np.ma.unique(np.ma.array([3, 1, 2], mask=[0, 1, 0])).tolist() -> [2, 3, None]
union1d: np.ma.union1d(np.ma.array([3, 1, 2], mask=[0, 1, 0]), [5]).tolist() -> [2, 3, 5, None]
vander: np.ma.vander([1, 2], 2).tolist() -> [[1, 1], [2, 1]]
vstack: np.ma.vstack([np.ma.array([3, 1, 2], mask=[0, 1, 0]), np.ma.array([3, 1, 2], mask=[0, 1, 0])]).shape -> (2, 3)
MaskedArray: np.ma.MaskedArray([1, 2], mask=[0, 1]).tolist() -> [1, None]
MAError: issubclass(np.ma.MAError, Exception) -> True
MaskError: issubclass(np.ma.MaskError, np.ma.MAError) -> True
mvoid: np.ma.array([(1, 2)], mask=[(0, 1)], dtype='i4,i4')[0].tolist() -> (1, None)
''')

METHODS = ('as of an array; the mask follows, and what is masked does not count', '''
all: np.ma.array([3, 1, 2], mask=[0, 1, 0]).all() -> np.True_
anom: np.ma.array([3, 1, 2], mask=[0, 1, 0]).anom().tolist() -> [0.5, None, -0.5]
any: np.ma.array([3, 1, 2], mask=[0, 1, 0]).any() -> np.True_
argmax: np.ma.array([3, 1, 2], mask=[0, 1, 0]).argmax() -> np.int64(0)
argmin: np.ma.array([3, 1, 2], mask=[0, 1, 0]).argmin() -> np.int64(2)
argpartition: np.ma.array([3, 1, 2], mask=[0, 1, 0]).argpartition(0).shape -> (3,)
argsort: np.ma.array([3, 1, 2], mask=[0, 1, 0]).argsort().tolist() -> [2, 0, 1]
clip: np.ma.array([3, 1, 2], mask=[0, 1, 0]).clip(0, 2).tolist() -> [2, None, 2]
compress: np.ma.array([3, 1, 2], mask=[0, 1, 0]).compress([True, True, False]).tolist() -> [3, None]
compressed: np.ma.array([3, 1, 2], mask=[0, 1, 0]).compressed() -> array([3, 2])
copy: np.ma.array([3, 1, 2], mask=[0, 1, 0]).copy().tolist() -> [3, None, 2]
count: np.ma.array([3, 1, 2], mask=[0, 1, 0]).count() -> np.int64(2)
cumprod: np.ma.array([3, 1, 2], mask=[0, 1, 0]).cumprod().tolist() -> [3, None, 6]
cumsum: np.ma.array([3, 1, 2], mask=[0, 1, 0]).cumsum().tolist() -> [3, None, 5]
diagonal: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).diagonal().tolist() -> [1, 4]
dot: np.ma.array([3, 1, 2], mask=[0, 1, 0]).dot([1, 1, 1]).item() -> 5
filled: np.ma.array([3, 1, 2], mask=[0, 1, 0]).filled(9) -> array([3, 9, 2])
flatten: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).flatten().tolist() -> [1, None, 3, 4]
get_fill_value: np.ma.array([3, 1, 2], mask=[0, 1, 0]).get_fill_value() -> np.int64(999999)
get_imag: np.ma.array([3, 1, 2], mask=[0, 1, 0]).get_imag().tolist() -> [0, None, 0]
get_real: np.ma.array([3, 1, 2], mask=[0, 1, 0]).get_real().tolist() -> [3, None, 2]
harden_mask: np.ma.array([3, 1, 2], mask=[0, 1, 0]).harden_mask().hardmask -> True
ids: np.ma.array([3, 1, 2], mask=[0, 1, 0]).ids()[0] > 0 -> True
iscontiguous: np.ma.array([3, 1, 2], mask=[0, 1, 0]).iscontiguous() -> True
max: np.ma.array([3, 1, 2], mask=[0, 1, 0]).max() -> np.int64(3)
mean: np.ma.array([3, 1, 2], mask=[0, 1, 0]).mean() -> np.float64(2.5)
min: np.ma.array([3, 1, 2], mask=[0, 1, 0]).min() -> np.int64(2)
nonzero: np.ma.array([3, 1, 2], mask=[0, 1, 0]).nonzero() -> (array([0, 2]),)
partition: np.ma.array([3, 1, 2], mask=[0, 1, 0]).partition(0) ->
prod: np.ma.array([3, 1, 2], mask=[0, 1, 0]).prod() -> np.int64(6)
product: np.ma.array([3, 1, 2], mask=[0, 1, 0]).product() -> np.int64(6)
ptp: np.ma.array([3, 1, 2], mask=[0, 1, 0]).ptp() -> np.int64(1)
put: np.ma.array([3, 1, 2], mask=[0, 1, 0]).put([0], [7]) ->
ravel: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).ravel().tolist() -> [1, None, 3, 4]
repeat: np.ma.array([3, 1, 2], mask=[0, 1, 0]).repeat(2).tolist() -> [3, 3, None, None, 2, 2]
reshape: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).reshape(1, 4).tolist() -> [[1, None, 3, 4]]
round: np.ma.array([3, 1, 2], mask=[0, 1, 0]).round().tolist() -> [3, None, 2]
set_fill_value: np.ma.array([3, 1, 2], mask=[0, 1, 0]).set_fill_value(5) ->
shrink_mask: np.ma.array([3, 1, 2], mask=[0, 1, 0]).shrink_mask().mask -> array([False,  True, False])
soften_mask: np.ma.array([3, 1, 2], mask=[0, 1, 0]).soften_mask().hardmask -> False
sort: np.ma.array([3, 1, 2], mask=[0, 1, 0]).sort() ->
squeeze: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])[:1].squeeze().tolist() -> [1, None]
std: np.ma.array([3, 1, 2], mask=[0, 1, 0]).std() -> np.float64(0.5)
sum: np.ma.array([3, 1, 2], mask=[0, 1, 0]).sum() -> np.int64(5)
swapaxes: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).swapaxes(0, 1).tolist() -> [[1, 3], [None, 4]]
take: np.ma.array([3, 1, 2], mask=[0, 1, 0]).take([0, 1]).tolist() -> [3, None]
tobytes: np.ma.array([3, 1, 2], mask=[0, 1, 0]).tobytes().hex() -> '03000000000000003f420f00000000000200000000000000'
toflex: np.ma.array([3, 1, 2], mask=[0, 1, 0]).toflex().dtype.names -> ('_data', '_mask')
tolist: np.ma.array([3, 1, 2], mask=[0, 1, 0]).tolist() -> [3, None, 2]
torecords: np.ma.array([3, 1, 2], mask=[0, 1, 0]).torecords().dtype.names -> ('_data', '_mask')
trace: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).trace() -> np.int64(5)
transpose: np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]]).transpose().tolist() -> [[1, 3], [None, 4]]
unshare_mask: np.ma.array([3, 1, 2], mask=[0, 1, 0]).unshare_mask().sharedmask -> False
var: np.ma.array([3, 1, 2], mask=[0, 1, 0]).var() -> np.float64(0.25)
view: np.ma.array([3, 1, 2], mask=[0, 1, 0]).view(np.ndarray) -> array([3, 1, 2])
''')
