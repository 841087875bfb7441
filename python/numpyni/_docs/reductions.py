"""What docstrings say of reductions and statistics: shape, dtype and errors; an example."""

DOCS = {
    'sum': '''without `axis`; small integers widen to int64

>>> np.sum([[1, 2], [3, 4]], axis=0)
array([4, 6])
''',
    'prod': '''without `axis`; small integers widen to int64

>>> np.prod([1, 2, 3])
np.int64(6)
''',
    'max': '''without `axis`; ValueError of an empty array without `initial`

>>> np.max([3, 9, 2])
np.int64(9)
''',
    'min': '''without `axis`; ValueError of an empty array without `initial`

>>> np.min([3, 9, 2])
np.int64(2)
''',
    'amax': '''as `max`

>>> np.amax([3, 9, 2])
np.int64(9)
''',
    'amin': '''as `min`

>>> np.amin([3, 9, 2])
np.int64(2)
''',
    'any': '''bool

>>> np.any([False, True])
np.True_
''',
    'all': '''bool

>>> np.all([[1, 0], [1, 1]], axis=1)
array([False,  True])
''',
    'mean': '''float64 for integers; NaN and a warning of an empty array

>>> np.mean([1, 2, 4, 5])
np.float64(3.0)
''',
    'var': '''float64 for integers; divided by N - `ddof`

>>> np.var([1, 2, 3, 4])
np.float64(1.25)
''',
    'std': '''float64 for integers; divided by N - `ddof`

>>> np.std([1, 1, 3, 3])
np.float64(1.0)
''',
    'argmax': '''intp; the first of equals, and the first NaN; ValueError of an empty array

>>> np.argmax([3, 9, 2])
np.int64(1)
''',
    'argmin': '''intp; the first of equals, and the first NaN; ValueError of an empty array

>>> np.argmin([3, 9, 2])
np.int64(2)
''',
    'count_nonzero': '''an int, or intp with `axis`

>>> np.count_nonzero([0, 1, 2])
np.int64(2)
''',
    'ptp': '''without `axis`

>>> np.ptp([3, 9, 2])
np.int64(7)
''',
    'cumsum': '''flat without `axis`; small integers widen

>>> np.cumsum([1, 2, 3])
array([1, 3, 6])
''',
    'cumprod': '''flat without `axis`; small integers widen

>>> np.cumprod([1, 2, 3])
array([1, 2, 6])
''',
    'cumulative_sum': '''the same shape, or one longer with `include_initial`

>>> np.cumulative_sum([1, 2, 3], include_initial=True)
array([0, 1, 3, 6])
''',
    'cumulative_prod': '''the same shape, or one longer with `include_initial`

>>> np.cumulative_prod([1, 2, 3])
array([1, 2, 6])
''',
    'clip': '''the broadcast shape

>>> np.clip([1, 5, 9], 2, 8)
array([2, 5, 8])
''',
    'round': '''the same shape; halves to even

>>> np.round([0.5, 1.5, 2.25], 1)
array([0.5, 1.5, 2.2])
''',
    'around': '''as `round`

>>> np.around([0.5, 1.5])
array([0., 2.])
''',
    'average': '''without `axis`; ZeroDivisionError where the weights sum to zero

>>> np.average([1, 2, 3], weights=[3, 2, 1])
np.float64(1.6666666666666667)
''',
    'median': '''float64 for integers

>>> np.median([3, 1, 2])
np.float64(2.0)
''',
    'quantile': '''the shape of `q` first; ValueError outside [0, 1]

>>> np.quantile([1, 2, 3, 4], 0.5)
np.float64(2.5)
''',
    'percentile': '''the shape of `q` first; ValueError outside [0, 100]

>>> np.percentile([1, 2, 3, 4], [25, 50])
array([1.75, 2.5 ])
''',
    'nansum': '''as `sum`

>>> np.nansum([1.0, np.nan])
np.float64(1.0)
''',
    'nanprod': '''as `prod`

>>> np.nanprod([2.0, np.nan])
np.float64(2.0)
''',
    'nancumsum': '''as `cumsum`

>>> np.nancumsum([1.0, np.nan, 2.0])
array([1., 1., 3.])
''',
    'nancumprod': '''as `cumprod`

>>> np.nancumprod([1.0, np.nan, 2.0])
array([1., 1., 2.])
''',
    'nanmax': '''as `max`; NaN and a warning where all are NaN

>>> np.nanmax([1.0, np.nan])
np.float64(1.0)
''',
    'nanmin': '''as `min`; NaN and a warning where all are NaN

>>> np.nanmin([1.0, np.nan])
np.float64(1.0)
''',
    'nanargmax': '''as `argmax`; ValueError where all are NaN

>>> np.nanargmax([np.nan, 1.0])
np.int64(1)
''',
    'nanargmin': '''as `argmin`; ValueError where all are NaN

>>> np.nanargmin([np.nan, 1.0])
np.int64(1)
''',
    'nanmean': '''as `mean`

>>> np.nanmean([1.0, np.nan, 3.0])
np.float64(2.0)
''',
    'nanvar': '''as `var`

>>> np.nanvar([1.0, np.nan, 3.0])
np.float64(1.0)
''',
    'nanstd': '''as `std`

>>> np.nanstd([1.0, np.nan, 3.0])
np.float64(1.0)
''',
    'nanmedian': '''as `median`

>>> np.nanmedian([1.0, np.nan, 3.0])
np.float64(2.0)
''',
    'nanquantile': '''as `quantile`

>>> np.nanquantile([1.0, np.nan, 3.0], 0.5)
np.float64(2.0)
''',
    'nanpercentile': '''as `percentile`

>>> np.nanpercentile([1.0, np.nan, 3.0], 50)
np.float64(2.0)
''',
    'diff': '''shorter by `n` along `axis`; bool for bool

>>> np.diff([1, 4, 9])
array([3, 5])
''',
    'trapezoid': '''without `axis`

>>> np.trapezoid([1, 2, 3])
np.float64(4.0)
''',
    'cov': '''(M, M), float64 at least

>>> np.cov([1, 2, 3], [3, 2, 1])
array([[ 1., -1.],
       [-1.,  1.]])
''',
    'corrcoef': '''(M, M), float64 at least

>>> np.corrcoef([1, 2, 4], [1, 2, 4]).round(6)
array([[1., 1.],
       [1., 1.]])
''',
    'histogram': '''counts, and one edge more; ValueError of a range that is not finite

>>> np.histogram([1, 2, 1], bins=[0, 1, 2, 3])
(array([0, 2, 1]), array([0, 1, 2, 3]))
''',
    'histogram2d': '''counts (nx, ny) and the edges

>>> np.histogram2d([0, 1], [0, 1], bins=2)[0]
array([[1., 0.],
       [0., 1.]])
''',
    'histogramdd': '''counts and a tuple of edges

>>> np.histogramdd([[0, 1], [1, 0]], bins=2)[0]
array([[0., 1.],
       [1., 0.]])
''',
    'histogram_bin_edges': '''one more than bins

>>> np.histogram_bin_edges([0, 4], bins=2)
array([0., 2., 4.])
''',
    'bincount': '''max(x) + 1 at least, intp, or float64 with weights; ValueError of negative numbers

>>> np.bincount([0, 1, 1, 3])
array([1, 2, 0, 1])
''',
    'digitize': '''intp, of the shape of `x`; ValueError where `bins` are not monotonic

>>> np.digitize([0.5, 2.5], [0, 1, 2])
array([1, 3])
''',
}
