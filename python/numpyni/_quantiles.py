"""Medians, quantiles and percentiles, with and without NaN."""


from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _errstate
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _selection as selection
from . import _sorting as sorting
from . import _ufuncs as ufuncs
from ._errstate import errstate
from ._words import CASTING_SAME_KIND, CASTING_UNSAFE, C_CONTIGUOUS, NOVALUE

ndarray = host.ndarray
_u = ufuncs.by_name
_NARROW = {char: dtypes.dtype(char).type for char in 'ef'}     # floats whose quantiles are computed in their own type

# method -> the place of quantile q among n sorted elements, as a real number from 0 on (Hyndman and Fan 1996)
_CONTINUOUS = {
    'linear': lambda n, q: (n - 1) * q,
    'interpolated_inverted_cdf': lambda n, q: n * q - 1,
    'hazen': lambda n, q: n * q - 0.5,
    'weibull': lambda n, q: (n + 1) * q - 1,
    'median_unbiased': lambda n, q: n * q + (1 + q) / 3 - 1,
    'normal_unbiased': lambda n, q: n * q + 0.375 + q * 0.25 - 1,
}
_METHODS = ('inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', *_CONTINUOUS, 'lower', 'higher', 'midpoint', 'nearest')


def _as_one_axis(a, axis):
    """The array with the axes of a reduction flattened into the last; and the shape that `keepdims` gives."""
    if a.ndim == 1 and axis is None:
        return a, (1,)
    axes = tuple(range(a.ndim)) if axis is None else _index.normalize_axes(axis, a.ndim, 'axis')
    kept = tuple([1 if i in axes else n for i, n in enumerate(a.shape)])
    rest = tuple([i for i in range(a.ndim) if i not in axes])
    count = 1
    for i in axes:
        count *= a.shape[i]
    return a.transpose(rest + axes).reshape(tuple([a.shape[i] for i in rest]) + (count,)), kept


def _statistics(flat, places):
    """The elements that sorting would put at places of the last axis."""
    if type(flat) is ndarray and sorting._known(flat.dtype):
        return host.raw.ufunc_call(_u['_order_statistics']._id, (flat, convert.array(places)))
    return selection.take(sorting.sort(flat, -1), places, -1)


def _finish(result, kept, keepdims, out, first=(), of_mean=False):
    """A result in the shape that `keepdims` asks for, in `out` where there is one; a mean takes any type and one shape."""
    result = convert.asanyarray(result)
    if keepdims:
        result = result.reshape(first + kept)
    if out is not None:
        if of_mean and out.ndim != result.ndim:
            raise ValueError('output parameter for reduction operation add has the wrong number of dimensions: '
                             f'Found {out.ndim} but expected {result.ndim}')
        host.assign(out, result, CASTING_UNSAFE if of_mean else CASTING_SAME_KIND, None)
        return out
    return result if result.ndim or type(result) is not ndarray else result[()]


_MANY = 500         # elements of which it is quicker to ask each whether it is NaN than to look for the last one


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle of the sorted elements over axes (None: all); the mean of the two in the middle of an even number."""
    a = convert.asanyarray(a)
    flat, kept = _as_one_axis(a, axis)
    n = flat.shape[-1]
    if n == 0:
        with errstate(all='ignore'):
            return _finish(flat.mean(-1), kept, keepdims, out, of_mean=True)
    places = [(n - 1) // 2, n // 2] if n % 2 == 0 else [n // 2]
    if n > _MANY and flat.ndim == 1 and type(a) is ndarray and out is None and not keepdims and flat.dtype.kind in 'biuf':
        if flat.dtype.kind == 'f' and bool(_u['isnan'](flat).any()):
            return flat.dtype.type(float('nan'))
        return _statistics(flat, places).mean()
    ordered = _statistics(flat, places + [n - 1])
    if flat.ndim == 1 and type(a) is ndarray and flat.dtype.kind in 'biuf':
        last = ordered[-1]
        middle = last if last != last else ordered[:-1].mean()
        return middle if out is None and not keepdims else _finish(middle, kept, keepdims, out, of_mean=True)
    middle = ordered[..., :-1].mean(-1)
    if flat.dtype.kind in 'fc':
        middle = selection.where(_u['isnan'](ordered[..., -1]), ordered[..., -1], middle)
    elif flat.dtype.kind in 'mM':
        from ._datetime import isnat
        middle = selection.where(isnat(ordered[..., -1]), ordered[..., -1], middle)
    middle = convert.asanyarray(middle)
    if type(a) is not ndarray and type(middle) is ndarray:
        middle = a.__array_wrap__(middle)
    return _finish(middle, kept, keepdims, out, of_mean=True)


# ---- quantiles

def _checked_method(method, weights):
    if method not in _METHODS:
        raise ValueError(f'{method!r} is not a valid method. Use one of: {set(_METHODS)}')
    if weights is not None and method != 'inverted_cdf':
        raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")


def _places(method, n, q):
    """The two positions of each quantile (as real numbers, whole) and the weight of the second."""
    q = convert.asanyarray(q)
    if method in ('inverted_cdf', 'averaged_inverted_cdf', 'closest_observation'):
        place = n * q - 1 - (0.5 if method == 'closest_observation' else 0)
        low = _u['floor'](place)
        weight = place - low
        if method == 'inverted_cdf':
            weight = selection.where(weight == 0, 0.0, 1.0)
        elif method == 'averaged_inverted_cdf':
            weight = selection.where(weight == 0, 0.5, 1.0)
        else:
            weight = selection.where(_u['logical_and'](weight == 0, _u['remainder'](low, 2) == 1), 0.0, 1.0)
        return low, low + 1, weight
    place = (n - 1) * q if method in ('lower', 'higher', 'midpoint', 'nearest') else _CONTINUOUS[method](n, q)
    if method == 'lower':
        place = _u['floor'](place)
    elif method == 'higher':
        place = _u['ceil'](place)
    elif method == 'midpoint':
        place = 0.5 * (_u['floor'](place) + _u['ceil'](place))
    elif method == 'nearest':
        whole = _u['floor'](place)
        rest = place - whole
        up = _u['logical_or'](rest > 0.5, _u['logical_and'](rest == 0.5, _u['remainder'](whole, 2) == 1))
        place = whole + up
    low = _u['floor'](place)
    return low, low + 1, place - low


def _interpolated(first, second, weight, whole, weak):
    """Between two elements: exact at both ends, and monotonic. A weak weight, a Python float, is of the elements' type where it is multiplied."""
    if whole:
        return selection.where(weight < 0.5, first, second)
    step = _u['subtract'](second, first)
    as_factor = (lambda x: x.astype(step.dtype)) if weak and step.dtype.kind == 'f' else lambda x: x
    near = _u['add'](first, step * as_factor(convert.asarray(weight)))
    far = _u['subtract'](second, step * as_factor(convert.asarray(1 - weight)))
    result = selection.where(convert.asarray(weight >= 0.5), far, near)
    return selection.where(convert.asarray(first == second), first, result)


def _of_rows(flat, q, weak, method):
    """The quantiles `q` (1-d; weak where it was a Python number) of the last axis, as a new first axis."""
    n = flat.shape[-1]
    exact = q.dtype.kind != 'f' or n < 2.0 ** dtypes.finfo(q.dtype).nmant
    low, high, weight = _places(method, n, q if exact else q.astype(dtypes.float64))
    limit = lambda x: _u['minimum'](_u['maximum'](x, 0), n - 1).astype(dtypes.intp)
    below = convert.asarray(low < 0)
    first, second = limit(low), limit(high)
    weight = selection.where(below, 0.0, weight)
    whole = method in ('inverted_cdf', 'closest_observation', 'lower', 'higher', 'nearest')
    ordered = _statistics(flat, first.tolist() + second.tolist() + [n - 1])
    a0, a1 = ordered[..., :q.size], ordered[..., q.size:-1]
    a0, a1 = (manipulation.moveaxis(a0, -1, 0), manipulation.moveaxis(a1, -1, 0)) if ordered.ndim > 1 else (a0, a1)
    weight = weight.reshape(weight.shape + (1,) * (a0.ndim - 1))
    if ordered.dtype.kind in 'iub' and not whole:
        kind = dtypes.result_type(ordered.dtype, 1.0)
        a0, a1 = (a0.astype(float), a1.astype(float)) if ordered.dtype.kind == 'b' else (a0.astype(kind), a1.astype(kind))
    elif ordered.dtype.kind == 'f' and not whole and q.dtype.kind == 'f' and not weak:
        weight = weight.astype(dtypes.result_type(a0.dtype, q.dtype), copy=False)
    with errstate(invalid='ignore'):
        result = _interpolated(a0, a1, weight, whole, weak)
    if ordered.dtype.kind in 'fc':
        nan = _u['isnan'](ordered[..., -1])
        result = selection.where(nan, ordered[..., -1], result)
    elif ordered.dtype.kind in 'mM':
        from ._datetime import isnat
        result = selection.where(isnat(ordered[..., -1]), ordered[..., -1], result)
    return result


def _weighted(flat, weights, q):
    """The quantiles of weighted elements along the last axis: the inverse of their cumulative distribution."""
    order = sorting.argsort(flat, -1, kind='stable')
    ordered = selection.take_along_axis(flat, order, -1)
    w = selection.take_along_axis(manipulation.broadcast_to(weights, flat.shape), order, -1)
    cdf = w.cumsum(-1)
    total = cdf[..., -1:]
    with errstate(invalid='ignore', divide='ignore'):
        cdf = cdf / total
    if not bool(convert.asarray(_u['isfinite'](convert.asarray(cdf[..., -1:], float))).all()):
        raise ValueError('Weights included NaN, inf or were all zero.')
    results = []
    for each in q.ravel():
        place = _u['minimum']((cdf < each).sum(-1), flat.shape[-1] - 1)
        first = (cdf <= 0).sum(-1)          # elements of weight zero at the beginning do not count
        place = _u['minimum'](_u['maximum'](place, first), flat.shape[-1] - 1)
        value = selection.take_along_axis(ordered, convert.asarray(place)[..., None], -1)[..., 0]
        if ordered.dtype.kind == 'f':
            value = selection.where(_u['isnan'](ordered[..., -1]), ordered[..., -1], value)
        results.append(value)
    return manipulation.stack(results) if results else creation.empty((0,) + flat.shape[:-1], flat.dtype)


def _weights_for(a, axis, weights):
    """Weights in the shape of the array whose reduced axes are flattened into the last."""
    if weights is None:
        return None
    weights = convert.asanyarray(weights)
    if weights.shape != a.shape:
        if axis is None:
            raise TypeError('Axis must be specified when shapes of a and weights differ.')
        axes = _index.normalize_axes(axis, a.ndim)
        if weights.shape != tuple([a.shape[i] for i in axes]):
            raise ValueError('Shape of weights must be consistent with shape of a along specified axis.')
        order = sorted(range(len(axes)), key=axes.__getitem__)
        weights = weights.transpose(order) if weights.ndim > 1 else weights
        weights = weights.reshape(tuple([n if i in axes else 1 for i, n in enumerate(a.shape)]))
        weights = manipulation.broadcast_to(weights, a.shape)
    if bool(convert.asarray(weights < 0).any()):
        raise ValueError('Weights must be non-negative.')
    return weights


def _quantile(a, fractions, axis, out, method, keepdims, weights, without_nan=False):
    q, weak = fractions
    _checked_method(method, weights)
    if a.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    weights = _weights_for(a, axis, weights)
    flat, kept = _as_one_axis(a, axis)
    if weights is not None:
        weights = _as_one_axis(weights, axis)[0]
    n = flat.shape[-1]
    flat_q = q.ravel()
    if without_nan and flat.dtype.kind == 'f':
        result = _without_nan(flat, flat_q, weak, method, weights)
    elif n == 0:
        with errstate(all='ignore'):
            if not without_nan:
                raise IndexError('index -1 is out of bounds for axis 0 with size 0')
            _errstate.warn('Mean of empty slice', RuntimeWarning)
            empty = creation.full(flat.shape[:-1], float('nan'))
    elif weights is not None:
        result = _weighted(flat, weights, flat_q)
    else:
        result = _of_rows(flat, flat_q, weak, method)
    if n == 0 and not (without_nan and flat.dtype.kind == 'f'):
        result = manipulation.broadcast_to(empty, flat_q.shape + flat.shape[:-1]).copy()
    result = convert.asanyarray(result)
    result = result.reshape(q.shape + result.shape[1:])
    if q.ndim and out is None and not host.flags(result) & C_CONTIGUOUS:
        result = result.copy()
    finished = _finish(result, kept, keepdims, out, q.shape)
    # NumPy leaves a weighted quantile an array
    return finished if weights is None else convert.asanyarray(finished)


def _without_nan(flat, q, weak, method, weights):
    """Row by row: each has its own number of elements."""
    rows = flat.reshape((-1, flat.shape[-1])) if flat.shape[-1] else creation.empty((_count(flat.shape[:-1]), 0), flat.dtype)
    kind = dtypes.result_type(flat.dtype, 1.0 if weak else q.dtype)
    result = creation.empty((q.size, rows.shape[0]), kind)
    empty = False
    for k in range(rows.shape[0]):
        row = rows[k]
        present = _u['logical_not'](_u['isnan'](row))
        values = row[present]
        if not values.size:
            empty = True
            result[:, k] = float('nan')
        elif weights is not None:
            result[:, k] = _weighted(values, weights.reshape(rows.shape)[k][present], q)
        else:
            result[:, k] = _of_rows(values, q, weak, method)
    if empty:
        _errstate.warn('All-NaN slice encountered', RuntimeWarning)
    return result.reshape((q.size,) + flat.shape[:-1])


def _count(shape):
    total = 1
    for n in shape:
        total *= n
    return total


def _as_fractions(a, q, scale):
    """The quantiles as numbers from 0 to 1, and whether they are one Python number, whose type gives way to the elements'."""
    weak = type(q) in (int, float)
    q = convert.asanyarray(q)
    if q.dtype.kind == 'c' or q.dtype.kind not in 'iufbO':
        raise TypeError('q must be an array of real numbers')
    if scale != 1:
        q = _u['true_divide'](q, 100)
    q = convert.asanyarray(q)
    if q.dtype.kind in 'iub':
        q = q.astype(float)
    inside = _u['logical_and'](_u['greater_equal'](q, 0), _u['less_equal'](q, 1))
    if not bool(convert.asarray(inside).all()):
        raise ValueError('Percentiles must be in the range [0, 100]' if scale != 1 else 'Quantiles must be in the range [0, 1]')
    return q, weak


def _in_floats(a, q, scale):
    """The quantiles as single numbers give them, where they can; else None."""
    if type(a) is not ndarray or a.dtype.char not in _AS_FLOATS or not a.size:
        return None
    return (_few if type(q) in (list, tuple) else _one)(a, q, scale)


def _one(a, q, scale):
    """A quantile between two neighbours of a vector, in Python's own floats, or in float32, as it is computed; None of anything else."""
    if type(q) not in (int, float) or not 0 <= q <= scale:
        return None
    narrow = _NARROW.get(a.dtype.char)
    if narrow is not None:
        return narrow(_several(a, [q / scale], narrow, narrow)[0])
    whole = type(q) is int and scale == 1 and a.dtype.kind != 'f'           # an end, which has the elements' type
    found = _several(a, [q / scale])[0]
    return a.dtype.type(found) if whole and found == found else dtypes.float64.type(found)


def _few(a, q, scale):
    """The quantiles of a short list of floats, as `_one` has one; None of anything else."""
    if type(q) not in (list, tuple) or not 0 < len(q) < 16 or not all([type(each) is float and 0 <= each <= scale for each in q]):
        return None
    return convert.array(_several(a, [each / scale for each in q], _NARROW.get(a.dtype.char, float)), dtypes.float64)


def _several(a, fractions, number=float, wide=float):
    """The quantiles of all elements, whose distances are numbers of one type, and their parts of another."""
    last, lows, weights = a.size - 1, [], []
    for q in fractions:
        place = last * q
        lows.append(int(place))
        weights.append(place - lows[-1])
    places = lows + [low + 1 if low < last else low for low in lows] + [last]
    found = _statistics(a if a.ndim == 1 else a.ravel(), places).tolist()
    if found[-1] != found[-1]:
        return found[-1:] * len(lows)
    results = []
    for first, second, weight in zip(found, found[len(lows):], weights):
        if weight and first != second:
            step = wide(number(second) - number(first))
            first, second = wide(first), wide(second)
            first = second - step * wide(1 - weight) if weight >= 0.5 else first + step * wide(weight)
        results.append(first)
    return results


_AS_FLOATS = 'bhilqBHILQdfe'    # the characters of the types whose quantiles are of float64, or of the type itself


def quantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th quantiles over axes (None: all), by one of thirteen methods; weights go with 'inverted_cdf'."""
    a = convert.asanyarray(a)
    if a.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    plain = axis is out is weights is None and method == 'linear' and keepdims is False
    found = _in_floats(a, q, 1) if plain else None
    return _quantile(a, _as_fractions(a, q, 1), axis, out, method, keepdims, weights) if found is None else found


def percentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th percentiles over axes (None: all): as `quantile` of q / 100."""
    a = convert.asanyarray(a)
    if a.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    plain = axis is out is weights is None and method == 'linear' and keepdims is False
    found = _in_floats(a, q, 100) if plain else None
    return _quantile(a, _as_fractions(a, q, 100), axis, out, method, keepdims, weights) if found is None else found


def _one_present(a, q, scale, axis, out, method, keepdims, weights):
    """`_one` of the elements that are no NaN."""
    if axis is out is weights is None and method == 'linear' and keepdims is not True and type(a) is ndarray and a.dtype.char in _AS_FLOATS:
        return _in_floats(a[_u['logical_not'](_u['isnan'](a))] if a.dtype.kind == 'f' else a, q, scale)


def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th quantiles over axes without NaN."""
    a = convert.asanyarray(a)
    if a.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    found = _one_present(a, q, 1, axis, out, method, keepdims, weights)
    return _quantile(a, _as_fractions(a, q, 1), axis, out, method, keepdims is True, weights, True) if found is None else found


def nanpercentile(a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None):
    """The q-th percentiles over axes without NaN."""
    a = convert.asanyarray(a)
    if a.dtype.kind == 'c':
        raise TypeError('a must be an array of real numbers')
    found = _one_present(a, q, 100, axis, out, method, keepdims, weights)
    return _quantile(a, _as_fractions(a, q, 100), axis, out, method, keepdims is True, weights, True) if found is None else found


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The median over axes without NaN."""
    a = convert.asanyarray(a)
    if a.dtype.kind not in 'fc':
        return median(a, axis, out, overwrite_input, keepdims is True)
    if type(a) is ndarray and axis is out is None and keepdims is not True:
        present = a[_u['logical_not'](_u['isnan'](a))]
        if present.size:
            return median(present)
    flat, kept = _as_one_axis(a, axis)
    ordered = sorting.sort(flat, -1)
    present = _u['logical_not'](_u['isnan'](ordered))
    counts = convert.asarray(present.sum(-1))
    n = flat.shape[-1]
    if n == 0 or bool(convert.asarray(counts == 0).any()):
        if counts.size:
            for _ in range(1 if n == 0 else int((counts == 0).sum())):          # NumPy warns for each
                _errstate.warn('Mean of empty slice' if n == 0 else 'All-NaN slice encountered', RuntimeWarning)
        if n == 0:
            return _finish(creation.full(flat.shape[:-1], float('nan'), flat.dtype), kept, keepdims is True, out)
    low = _u['maximum']((counts - 1) // 2, 0)
    high = _u['minimum'](counts // 2, n - 1)
    first = selection.take_along_axis(ordered, convert.asarray(low)[..., None], -1)[..., 0]
    second = selection.take_along_axis(ordered, convert.asarray(high)[..., None], -1)[..., 0]
    middle = manipulation.stack([convert.asarray(first), convert.asarray(second)]).mean(0)
    middle = selection.where(convert.asarray(low == high), first, middle)
    middle = selection.where(convert.asarray(counts == 0), first, middle)
    middle = convert.asarray(middle, flat.dtype)
    return _finish(middle, kept, keepdims is True, out)
