"""Examples of the methods of scalars; a line each: the name, and a call with its result."""

METHODS = ('as of an array without dimensions; a scalar comes back', '''
all: np.float64(2.5).all() -> np.True_
any: np.float64(2.5).any() -> np.True_
argmax: np.float64(2.5).argmax() -> np.int64(0)
argmin: np.float64(2.5).argmin() -> np.int64(0)
argsort: np.float64(2.5).argsort() -> array([0])
astype: np.float64(2.5).astype('i4') -> np.int32(2)
byteswap: np.float64(2.5).byteswap() -> np.float64(5.375e-321)
clip: np.float64(2.5).clip(0, 2) -> np.float64(2.0)
conj: np.float64(2.5).conj() -> np.float64(2.5)
conjugate: np.float64(2.5).conjugate() -> np.float64(2.5)
copy: np.float64(2.5).copy() -> np.float64(2.5)
cumprod: np.float64(2.5).cumprod() -> array([2.5])
cumsum: np.float64(2.5).cumsum() -> array([2.5])
dumps: np.float64(2.5).dumps()[:1] -> b'\\x80'
fill: np.float64(2.5).fill(1) ->
flatten: np.float64(2.5).flatten() -> array([2.5])
item: np.float64(2.5).item() -> 2.5
max: np.float64(2.5).max() -> np.float64(2.5)
mean: np.float64(2.5).mean() -> np.float64(2.5)
min: np.float64(2.5).min() -> np.float64(2.5)
prod: np.float64(2.5).prod() -> np.float64(2.5)
ravel: np.float64(2.5).ravel() -> array([2.5])
repeat: np.float64(2.5).repeat(2) -> array([2.5, 2.5])
reshape: np.float64(2.5).reshape(1, 1) -> array([[2.5]])
round: np.float64(2.5).round() -> np.float64(2.0)
setflags: np.float64(2.5).setflags() ->
squeeze: np.float64(2.5).squeeze() -> array(2.5)
std: np.float64(2.5).std() -> np.float64(0.0)
sum: np.float64(2.5).sum() -> np.float64(2.5)
take: np.float64(2.5).take([0, 0]) -> array([2.5, 2.5])
to_device: np.float64(2.5).to_device('cpu') -> np.float64(2.5)
tobytes: np.float64(2.5).tobytes() -> b'\\x00\\x00\\x00\\x00\\x00\\x00\\x04@'
tolist: np.float64(2.5).tolist() -> 2.5
transpose: np.float64(2.5).transpose() -> np.float64(2.5)
var: np.float64(2.5).var() -> np.float64(0.0)
view: np.float64(2.5).view('i8') -> np.int64(4612811918334230528)
''')
