"""Histograms, and the choice of their bins."""

import math
import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _manipulation as manipulation
from . import _sorting as sorting
from . import _statistics as statistics
from . import _ufuncs as ufuncs

ndarray = host.ndarray
_u = ufuncs.by_name


# ---- the width of a bin, estimated from the data x between the limits of `range`

def _difference(a, b):
    """`a - b`, of signed integers as unsigned ones: it does not overflow."""
    kind = dtypes.result_type(a, b)
    if kind.kind != 'i':
        return _u['subtract'](a, b)
    return _u['subtract'](a, b, casting='unsafe', dtype=dtypes.find(f'u{kind.itemsize}'))


def _spread(x):
    return _difference(x.max(), x.min())


def _sqrt(x, range):
    return _spread(x) / math.sqrt(x.size)


def _sturges(x, range):
    return _spread(x) / (math.log2(x.size) + 1.0)


def _rice(x, range):
    return _spread(x) / (2.0 * x.size ** (1.0 / 3))


def _scott(x, range):
    return (24.0 * math.pi ** 0.5 / x.size) ** (1.0 / 3.0) * x.std()


def _stone(x, range):
    n, spread = x.size, _spread(x)
    if n <= 1 or spread == 0:
        return 0

    def loss(nbins):
        width = spread / nbins
        p = histogram(x, bins=nbins, range=range)[0] / n
        return (2 - (n + 1) * p.dot(p)) / width
    most = max(100, int(math.sqrt(n)))
    best = min(_builtin_range(1, most + 1), key=loss)
    if best == most:
        _errstate.warn('The number of bins estimated may be suboptimal.', RuntimeWarning)
    return spread / best


def _doane(x, range):
    if x.size > 2:
        deviation = math.sqrt(6.0 * (x.size - 2) / ((x.size + 1.0) * (x.size + 3)))
        sigma = x.std()
        if sigma > 0.0:
            skew = (((x - x.mean()) / sigma) ** 3).mean()
            return _spread(x) / (1.0 + math.log2(x.size) + _u['log2'](1.0 + abs(skew) / deviation))
    return 0.0


def _fd(x, range):
    high, low = statistics.percentile(x, [75, 25])
    return 2.0 * (high - low) * x.size ** (-1.0 / 3.0)


def _auto(x, range):
    return min(max(_fd(x, range), _sqrt(x, range) / 2), _sturges(x, range))


_ESTIMATORS = {'stone': _stone, 'auto': _auto, 'doane': _doane, 'fd': _fd, 'rice': _rice, 'scott': _scott, 'sqrt': _sqrt,
               'sturges': _sturges}
_builtin_range = range


# ---- one dimension

def _raveled(a, weights):
    a = convert.asarray(a)
    if a.dtype.kind == 'b':
        _errstate.warn(f"Converting input from {a.dtype} to <class 'numpy.uint8'> for compatibility.", RuntimeWarning)
        a = a.astype('u1')
    if weights is not None:
        weights = convert.asarray(weights)
        if weights.shape != a.shape:
            raise ValueError('weights should have the same shape as a.')
        weights = weights.ravel()
    return a.ravel(), weights


def _limits(a, range):
    if range is not None:
        first, last = range
        if first > last:
            raise ValueError('max must be larger than min in range parameter.')
        if not (_u['isfinite'](first) and _u['isfinite'](last)):
            raise ValueError(f'supplied range of [{first}, {last}] is not finite')
    elif a.size == 0:
        first, last = 0, 1
    else:
        first, last = a.min(), a.max()
        if not (_u['isfinite'](first) and _u['isfinite'](last)):
            raise ValueError(f'autodetected range of [{first}, {last}] is not finite')
    if first == last:
        first, last = first - 0.5, last + 0.5
    return first, last


def _edges(a, bins, range, weights):
    """The edges of the bins, and (first, last, number) where they are equally wide."""
    count = edges = None
    if isinstance(bins, str):
        if bins not in _ESTIMATORS:
            raise ValueError(f'{bins!r} is not a valid estimator for `bins`')
        if weights is not None:
            raise TypeError('Automated estimation of the number of bins is not supported for weighted data')
        first, last = _limits(a, range)
        if range is not None:
            a = a[_u['logical_and'](a >= first, a <= last)]
        count = 1
        if a.size:
            width = _ESTIMATORS[bins](a, (first, last))
            if width:
                if a.dtype.kind in 'iu' and width < 1:
                    width = 1
                delta = _difference(last, first)
                count = int(_u['ceil'](delta / width)) if delta.dtype.kind != 'c' else 1
    elif convert.asarray(bins).ndim == 0:
        try:
            count = operator.index(bins)
        except TypeError as error:
            raise TypeError('`bins` must be an integer, a string, or an array') from error
        if count < 1:
            raise ValueError('`bins` must be positive')
        first, last = _limits(a, range)
    elif convert.asarray(bins).ndim == 1:
        edges = convert.asarray(bins)
        if bool(convert.asarray(edges[:-1] > edges[1:]).any()):
            raise ValueError('`bins` must increase monotonically, when an array')
    else:
        raise ValueError('`bins` must be 1d, when an array')
    if count is None:
        return edges, None
    kind = dtypes.result_type(first, last, a)
    if kind.kind in 'iu':
        kind = dtypes.result_type(kind, float)
    edges = creation.linspace(first, last, count + 1, endpoint=True, dtype=kind)
    if bool(convert.asarray(edges[:-1] >= edges[1:]).any()):
        raise ValueError(f'Too many bins for data range. Cannot create {count} finite-sized bins.')
    return edges, (first, last, count)


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges that `histogram` uses."""
    a, weights = _raveled(a, weights)
    return _edges(a, bins, range, weights)[0]


def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements fall in each bin, and the edges; `density` divides by the total and the bins' widths."""
    a, weights = _raveled(a, weights)
    edges, uniform = _edges(a, bins, range, weights)
    kind = dtypes.intp if weights is None else weights.dtype
    if uniform is not None and (weights is None or kind.kind in 'iufcb'):
        counts = _uniform_counts(a, weights, edges, uniform, kind)
    elif weights is None:
        ordered = sorting.sort(a)
        places = [sorting.searchsorted(ordered, edges[:-1], 'left'), sorting.searchsorted(ordered, edges[-1:], 'right')]
        counts = statistics.diff(manipulation.concatenate(places))
    else:
        order = sorting.argsort(a)
        ordered = a[order]
        sums = manipulation.concatenate((creation.zeros(1, kind), weights[order].cumsum().astype(kind, copy=False)))
        places = manipulation.concatenate([sorting.searchsorted(ordered, edges[:-1], 'left'),
                                           sorting.searchsorted(ordered, edges[-1:], 'right')])
        counts = statistics.diff(sums[places])
    if density:
        return counts / convert.array(statistics.diff(edges), float) / counts.sum(), edges
    return counts, edges


_DOUBLES = 'bhiBHId'    # the characters of the types that float64 holds


def _uniform_counts(a, weights, edges, uniform, kind):
    first, last, count = uniform
    if weights is None and edges.dtype.char == 'd' and a.dtype.char in _DOUBLES and type(a) is host.ndarray and first < last:
        return host.raw.ufunc_call(_u['_histogram']._id, (a, edges))
    counts = creation.zeros(count, kind)
    keep = _u['logical_and'](a >= first, a <= last)
    a = a[keep]
    if weights is not None:
        weights = weights[keep]
    if not a.size:
        return counts
    a = a.astype(dtypes.result_type(first, last, a.dtype) if a.dtype.kind == 'f' else edges.dtype, copy=False)
    span = _difference(last, first)
    place = (_difference(a, first) / span) * count
    index = convert.asarray(place).astype(dtypes.intp)
    index[index == count] -= 1
    index[a < edges[index]] -= 1
    index[_u['logical_and'](a >= edges[index + 1], index != count - 1)] += 1
    if kind.kind == 'c':
        counts.real += sorting.bincount(index, weights.real, count)
        counts.imag += sorting.bincount(index, weights.imag, count)
        return counts
    return counts + sorting.bincount(index, weights, count).astype(kind)


# ---- more dimensions

def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    """The histogram of points in D dimensions, given as rows or as a sequence of D coordinate arrays; and a list of edges."""
    try:
        N, D = sample.shape
    except (AttributeError, ValueError):
        sample = creation.copy(convert.asarray([convert.asarray(s) for s in sample] if not isinstance(sample, ndarray)
                                               else manipulation.atleast_2d(sample)).T)
        sample = manipulation.atleast_2d(sample.T).T
        N, D = sample.shape
    if weights is not None:
        weights = convert.asarray(weights)
    try:
        if len(bins) != D:
            raise ValueError('The dimension of bins must be equal to the dimension of the sample x.')
    except TypeError:
        bins = D * [bins]
    if range is None:
        range = (None,) * D
    elif len(range) != D:
        raise ValueError('range argument must have one entry per dimension')
    edges, lengths = [], []
    for i in _builtin_range(D):
        if convert.asarray(bins[i]).ndim == 0:
            if bins[i] < 1:
                raise ValueError(f'`bins[{i}]` must be positive, when an integer')
            low, high = _limits(sample[:, i], range[i])
            try:
                n = operator.index(bins[i])
            except TypeError as error:
                raise TypeError(f'`bins[{i}]` must be an integer, when a scalar') from error
            edges.append(creation.linspace(low, high, n + 1))
        elif convert.asarray(bins[i]).ndim == 1:
            edges.append(convert.asarray(bins[i]))
            if bool(convert.asarray(edges[i][:-1] > edges[i][1:]).any()):
                raise ValueError(f'`bins[{i}]` must be monotonically increasing, when an array')
        else:
            raise ValueError(f'`bins[{i}]` must be a scalar or 1d array')
        lengths.append(len(edges[i]) + 1)
    place = creation.zeros(N, dtypes.intp)
    for i, edge in enumerate(edges):
        column = sorting.searchsorted(edge, sample[:, i], side='right')
        column[sample[:, i] == edge[-1]] -= 1
        place = place * lengths[i] + column
    total = 1
    for n in lengths:
        total *= n
    hist = sorting.bincount(place, weights, minlength=total).reshape(tuple(lengths)).astype(float, casting='safe')
    hist = hist[D * (slice(1, -1),)]
    if density:
        s = hist.sum()
        for i, edge in enumerate(edges):
            hist = hist / statistics.diff(edge).reshape((1,) * i + (-1,) + (1,) * (D - i - 1))
        hist /= s
    return hist, edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """The histogram of points in two dimensions, and the edges along each."""
    if len(x) != len(y):
        raise ValueError('x and y must have the same length.')
    try:
        N = len(bins)
    except TypeError:
        N = 1
    if N not in (1, 2):
        bins = [convert.asarray(bins)] * 2
    hist, edges = histogramdd([x, y], bins, range, density, weights)
    return hist, edges[0], edges[1]
