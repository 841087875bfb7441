"""More functions over masked arrays: sets, medians, covariances, runs of missing elements."""

import warnings

import numpyni as np
from numpyni.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from . import core as ma
from .core import (MAError, MaskedArray, add, array, asarray, concatenate, count, filled, get_masked_subclass, getdata, getmask,
                   getmaskarray, make_mask_descr, mask_or, masked, masked_array, nomask, ones, sort, zeros, dot)
from numpyni._grids import AxisConcatenator

__all__ = '''apply_along_axis apply_over_axes atleast_1d atleast_2d atleast_3d average clump_masked clump_unmasked column_stack
compress_cols compress_nd compress_rowcols compress_rows count_masked corrcoef cov diagflat dot dstack ediff1d flatnotmasked_contiguous
flatnotmasked_edges hsplit hstack isin in1d intersect1d mask_cols mask_rowcols mask_rows masked_all masked_all_like median mr_
ndenumerate notmasked_contiguous notmasked_edges polyfit row_stack setdiff1d setxor1d stack unique union1d vander vstack'''.split()


def issequence(seq):
    """Whether the argument is an array, a tuple or a list."""
    return isinstance(seq, (np.ndarray, tuple, list))


def count_masked(arr, axis=None):
    """The number of missing elements along an axis."""
    return getmaskarray(arr).sum(axis)


def masked_all(shape, dtype=float):
    """An array all of whose elements are missing."""
    return masked_array(np.empty(shape, dtype), mask=np.ones(shape, make_mask_descr(dtype)))


def masked_all_like(arr):
    """An array of the shape and type of another, all of whose elements are missing."""
    a = np.empty_like(arr).view(MaskedArray)
    a._mask = np.ones(a.shape, dtype=make_mask_descr(a.dtype))
    return a


# ---- NumPy's functions, done to data and mask

def _to_both(name):
    function = getattr(np, name)

    def result(x, *args, **params):
        return masked_array(function(np.asarray(getdata(x)), *args, **params), mask=function(getmaskarray(x), *args, **params))
    return _named(result, name)


def _to_each(name):
    function = getattr(np, name)

    def result(*arrays):
        found = [masked_array(function(np.asarray(getdata(a))), mask=function(getmaskarray(a))) for a in arrays]
        return found[0] if len(found) == 1 else found
    return _named(result, name)


def _to_sequence(name):
    function = getattr(np, name)

    def result(x, *args, **params):
        data = function(tuple([np.asarray(getdata(a)) for a in x]), *args, **params)
        mask = function(tuple([getmaskarray(a) for a in x]), *args, **params)
        return masked_array(data, mask=mask)
    return _named(result, name)


def _named(function, name):
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`{name}`, of data and mask.'
    return function


atleast_1d, atleast_2d, atleast_3d = map(_to_each, ('atleast_1d', 'atleast_2d', 'atleast_3d'))
vstack, hstack, column_stack, dstack, stack = map(_to_sequence, ('vstack', 'hstack', 'column_stack', 'dstack', 'stack'))
row_stack = vstack
diagflat = _to_both('diagflat')


def hsplit(ary, indices_or_sections):
    """Parts along the second axis."""
    data, masks = np.hsplit(np.asarray(getdata(ary)), indices_or_sections), np.hsplit(getmaskarray(ary), indices_or_sections)
    return [masked_array(d, mask=m) for d, m in zip(data, masks)]


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of vectors called with each slice along an axis."""
    arr = array(arr, copy=False, subok=True)
    axis = normalize_axis_index(axis, arr.ndim)
    rest = [n for i, n in enumerate(arr.shape) if i != axis]
    results = []
    for index in np.ndindex(*rest):
        key = index[:axis] + (slice(None),) + index[axis:]
        results.append(func1d(arr[key], *args, **kwargs))
    first = results[0]
    if np.isscalar(first) or first is masked or getattr(first, 'ndim', 0) == 0:
        kinds = [np.asarray(r).dtype for r in results if r is not masked]
        out = masked_array(np.zeros(tuple(rest), kinds[0] if not kinds else np.result_type(*kinds)))
        for index, value in zip(np.ndindex(*rest), results):
            out[index] = value
    else:
        shape = list(np.shape(first))
        whole = rest[:axis] + shape + rest[axis:]
        out = masked_array(np.zeros(tuple(whole), np.asarray(first).dtype))
        for index, value in zip(np.ndindex(*rest), results):
            out[index[:axis] + (slice(None),) * len(shape) + index[axis:]] = value
    if out._fill_value is None:
        out.fill_value = ma.default_fill_value(out)
    return out


def apply_over_axes(func, a, axes):
    """A function of an array and an axis applied for each axis in turn."""
    val = asarray(a)
    for axis in (axes,) if np.ndim(axes) == 0 else axes:
        axis = axis + np.ndim(a) if axis < 0 else axis
        result = func(val, axis)
        if result.ndim != val.ndim:
            result = ma.expand_dims(result, axis)
            if result.ndim != val.ndim:
                raise ValueError('function is not returning an array of the correct shape')
        val = result
    return val


def average(a, axis=None, weights=None, returned=False, *, keepdims=np._NoValue):
    """The weighted mean of what is not missing."""
    a = asarray(a)
    m = getmask(a)
    if axis is not None:
        axis = normalize_axis_tuple(axis, a.ndim, argname='axis')
    kwargs = {} if keepdims is np._NoValue else {'keepdims': keepdims}
    if weights is None:
        mean = a.mean(axis, **kwargs)
        total = mean.dtype.type(a.count(axis)) if not getattr(a.count(axis), 'ndim', 0) else a.count(axis).astype(mean.dtype)
    else:
        w = asarray(weights)
        kind = np.result_type(a.dtype, w.dtype, 'f8') if a.dtype.kind in 'iub' else np.result_type(a.dtype, w.dtype)
        if a.shape != w.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            if w.shape != tuple([a.shape[i] for i in axis]):
                raise ValueError('Shape of weights must be consistent with shape of a along specified axis.')
            w = w.transpose(np.argsort(axis))
            w = w.reshape(tuple([n if i in axis else 1 for i, n in enumerate(a.shape)]))
        if m is not nomask:
            w = masked_array(np.broadcast_to(w.filled(0) if getmask(w) is not nomask else w.data, a.shape) * (~m),
                             mask=mask_or(np.broadcast_to(getmaskarray(w), a.shape).copy(), m))
        total = w.sum(axis=axis, dtype=kind, **kwargs) if w.shape == a.shape else \
            masked_array(np.broadcast_to(w.data, a.shape)).sum(axis=axis, dtype=kind, **kwargs)
        mean = ma.multiply(a, w, dtype=kind).sum(axis, **kwargs) / total
    if returned:
        if np.shape(total) != np.shape(mean):
            total = np.broadcast_to(total, np.shape(mean)).copy()
        return mean, total
    return mean


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The median of what is not missing."""
    if not hasattr(a, 'mask'):
        m = np.median(getdata(a, subok=True), axis=axis, out=out, overwrite_input=overwrite_input, keepdims=keepdims)
        return masked_array(m, copy=False) if isinstance(m, np.ndarray) and m.ndim >= 1 else m
    axes = tuple(range(a.ndim)) if axis is None else normalize_axis_tuple(axis, a.ndim)
    rest = [i for i in range(a.ndim) if i not in axes]
    data = a.transpose(tuple(rest) + tuple(axes))
    count = 1
    for i in axes:
        count *= a.shape[i]
    data = data.reshape(tuple([a.shape[i] for i in rest]) + (count,))
    result = _median(data)
    if keepdims:
        shape = tuple([1 if i in axes else n for i, n in enumerate(a.shape)])
        result = masked_array(np.asarray(getdata(result)).reshape(shape), mask=getmaskarray(result).reshape(shape))
    if out is not None:
        out[...] = result
        return out
    return result


def _median(a):
    """The median along the last axis."""
    kind = np.result_type(a.dtype, 'f8') if a.dtype.kind in 'iub' else a.dtype
    counts = np.asarray(a.count(-1))
    ordered = sort(a, axis=-1, fill_value=np.nan if a.dtype.kind in 'fc' else None)
    filled_ = np.asarray(getdata(ordered)).astype(kind)
    if filled_.shape[-1] == 0:
        warnings.warn('Mean of empty slice.', RuntimeWarning, stacklevel=4)
        return masked_array(np.full(filled_.shape[:-1], np.nan)) if filled_.ndim > 1 else np.nan
    low, high = np.maximum((counts - 1) // 2, 0), counts // 2
    high = np.minimum(high, filled_.shape[-1] - 1)
    first = np.take_along_axis(filled_, low[..., None], -1)[..., 0]
    second = np.take_along_axis(filled_, high[..., None], -1)[..., 0]
    with np.errstate(all='ignore'):
        middle = np.where(low == high, first, (first + second) / 2 if kind.kind != 'O' else (first + second) / 2.)
    if kind.kind in 'fc':
        with np.errstate(all='ignore'):
            overflow = np.isinf(middle) & ~np.isinf(first) & ~np.isinf(second)
            middle = np.where(overflow, first / 2 + second / 2, middle)
            middle = np.where(np.isinf(first) & (first == second), first, middle).astype(kind)
        nan = (np.isnan(np.asarray(getdata(a))) & ~getmaskarray(a)).any(-1)
        middle = np.where(nan, np.nan, middle).astype(kind)
    mask = counts == 0
    if middle.ndim == 0:
        return masked if mask else middle[()]
    return masked_array(middle, mask=mask) if mask.any() else masked_array(middle, mask=np.zeros(middle.shape, bool)
                                                                           if getmask(a) is not nomask else nomask)


# ---- rows and columns

def compress_nd(x, axis=None):
    """Without the slices along axes that have missing elements: an array."""
    x, m = asarray(x), getmask(x)
    axes = tuple(range(x.ndim)) if axis is None else normalize_axis_tuple(axis, x.ndim)
    if m is nomask or not m.any():
        return x._data
    if m.all():
        return np.array([])
    data = x._data
    for i in axes:
        others = tuple(list(range(i)) + list(range(i + 1, x.ndim)))
        data = data[(slice(None),) * i + (~m.any(axis=others),)]
    return data


def compress_rowcols(x, axis=None):
    """Without the rows (0), the columns (1), or both (None), that have missing elements."""
    if asarray(x).ndim != 2:
        raise NotImplementedError('compress_rowcols works for 2D arrays only.')
    return compress_nd(x, axis=axis)


def compress_rows(a):
    """Without the rows that have missing elements."""
    a = asarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_rows works for 2D arrays only.')
    return compress_rowcols(a, 0)


def compress_cols(a):
    """Without the columns that have missing elements."""
    a = asarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_cols works for 2D arrays only.')
    return compress_rowcols(a, 1)


def mask_rowcols(a, axis=None):
    """Rows (0), columns (1), or both (None), that have missing elements missing as a whole."""
    a = array(a, subok=False)
    if a.ndim != 2:
        raise NotImplementedError('mask_rowcols works for 2D arrays only.')
    m = getmask(a)
    if m is nomask or not m.any():
        return a
    places = m.nonzero()
    a._mask = a._mask.copy()
    if not axis:
        a[np.unique(places[0])] = masked
    if axis in (None, 1, -1):
        a[:, np.unique(places[1])] = masked
    return a


def mask_rows(a, axis=np._NoValue):
    """Rows that have missing elements missing as a whole."""
    if axis is not np._NoValue:
        warnings.warn('The axis argument has always been ignored, in future passing it will raise TypeError', DeprecationWarning,
                      stacklevel=2)
    return mask_rowcols(a, 0)


def mask_cols(a, axis=np._NoValue):
    """Columns that have missing elements missing as a whole."""
    if axis is not np._NoValue:
        warnings.warn('The axis argument has always been ignored, in future passing it will raise TypeError', DeprecationWarning,
                      stacklevel=2)
    return mask_rowcols(a, 1)


# ---- sets

def ediff1d(arr, to_end=None, to_begin=None):
    """The differences of the flattened array."""
    arr = ma.asanyarray(arr).ravel()
    pieces = [arr[1:] - arr[:-1]]
    if to_begin is not None:
        pieces.insert(0, to_begin)
    if to_end is not None:
        pieces.append(to_end)
    return hstack(pieces) if len(pieces) != 1 else pieces[0]


def unique(ar1, return_index=False, return_inverse=False):
    """The sorted distinct elements; all missing ones are one."""
    output = np.unique(ar1, return_index=return_index, return_inverse=return_inverse) if not isinstance(ar1, MaskedArray) else \
        _unique(ar1, return_index, return_inverse)
    if isinstance(output, tuple):
        return (output[0].view(MaskedArray) if not isinstance(output[0], MaskedArray) else output[0],) + output[1:]
    return output if isinstance(output, MaskedArray) else output.view(MaskedArray)


def _unique(ar, return_index, return_inverse):
    flat = ar.ravel()
    order = flat.argsort(kind='stable')
    aux = flat[order]
    data, mask = np.asarray(getdata(aux)), getmaskarray(aux)
    new = np.ones(aux.shape, bool)
    new[1:] = (data[1:] != data[:-1]) & ~(mask[1:] & mask[:-1]) | (mask[1:] != mask[:-1])
    results = [aux[new]]
    if return_index:
        results.append(order[new])
    if return_inverse:
        inverse = np.empty(aux.shape, np.intp)
        inverse[order] = np.cumsum(new) - 1
        results.append(inverse)
    return tuple(results) if len(results) > 1 else results[0]


def intersect1d(ar1, ar2, assume_unique=False):
    """The distinct elements of both."""
    aux = ma.concatenate((ar1, ar2) if assume_unique else (unique(ar1), unique(ar2)))
    aux.sort()
    return aux[:-1][filled(aux[1:] == aux[:-1], True) & (getmaskarray(aux)[1:] == getmaskarray(aux)[:-1])]


def setxor1d(ar1, ar2, assume_unique=False):
    """The distinct elements of exactly one of them."""
    if not assume_unique:
        ar1, ar2 = unique(ar1), unique(ar2)
    aux = ma.concatenate((ar1, ar2), axis=None)
    if aux.size == 0:
        return aux
    aux.sort()
    differ = ma.filled(aux[1:] != aux[:-1], False) | (getmaskarray(aux)[1:] != getmaskarray(aux)[:-1])
    flag = ma.concatenate(([True], differ, [True]))
    return aux[np.asarray(getdata(flag))[1:] & np.asarray(getdata(flag))[:-1]]


def in1d(ar1, ar2, assume_unique=False, invert=False):
    """Which elements of the first, flattened, are in the second."""
    if not assume_unique:
        ar1, rev_idx = unique(ar1, return_inverse=True)
        ar2 = unique(ar2)
    ar = ma.concatenate((ar1, ar2))
    order = ar.argsort(kind='mergesort')
    sar = ar[order]
    same = sar[1:] != sar[:-1] if invert else sar[1:] == sar[:-1]
    flag = ma.concatenate((same, [invert]))
    indx = order.argsort(kind='mergesort')[:len(ar1)]
    return flag[indx] if assume_unique else flag[indx][rev_idx]


def isin(element, test_elements, assume_unique=False, invert=False):
    """Which elements are in a set."""
    element = asarray(element)
    return in1d(element, test_elements, assume_unique=assume_unique, invert=invert).reshape(element.shape)


def union1d(ar1, ar2):
    """The distinct elements of either."""
    return unique(ma.concatenate((ar1, ar2), axis=None))


def setdiff1d(ar1, ar2, assume_unique=False):
    """The distinct elements of the first that the second lacks."""
    if assume_unique:
        ar1 = asarray(ar1).ravel()
    else:
        ar1, ar2 = unique(ar1), unique(ar2)
    return ar1[in1d(ar1, ar2, assume_unique=True, invert=True)]


# ---- covariance

def _covhelper(x, y=None, rowvar=True, allow_masked=True):
    x = array(x, ndmin=2, copy=True, dtype=float)
    xmask = getmaskarray(x)
    if not allow_masked and xmask.any():
        raise ValueError('Cannot process masked data.')
    if x.shape[0] == 1:
        rowvar = True
    rowvar = int(bool(rowvar))
    axis = 1 - rowvar
    if y is None:
        valid = 1.0 * ~xmask
    else:
        y = array(y, copy=False, ndmin=2, dtype=float)
        ymask = getmaskarray(y)
        if not allow_masked and ymask.any():
            raise ValueError('Cannot process masked data.')
        if (xmask.any() or ymask.any()) and y.shape == x.shape:
            common = np.logical_or(xmask, ymask)
            x, y = masked_array(x.data, mask=common), masked_array(y.data, mask=common)
        x = ma.concatenate((x, y), axis)
        valid = 1.0 * ~getmaskarray(x)
    x = x - ma.expand_dims(x.mean(axis=rowvar), rowvar)
    return x, valid, rowvar


def cov(x, y=None, rowvar=True, bias=False, allow_masked=True, ddof=None):
    """The covariance matrix of what is not missing."""
    if ddof is not None and ddof != int(ddof):
        raise ValueError('ddof must be an integer')
    ddof = (0 if bias else 1) if ddof is None else ddof
    x, valid, rowvar = _covhelper(x, y, rowvar, allow_masked)
    data = x.filled(0)
    if not rowvar:
        fact = np.dot(valid.T, valid) - ddof
        product = np.dot(data.T, data.conj())
    else:
        fact = np.dot(valid, valid.T) - ddof
        product = np.dot(data, data.T.conj())
    mask = np.less_equal(fact, 0)
    with np.errstate(divide='ignore', invalid='ignore'):
        result = product / fact
    result = masked_array(result, mask=mask)
    return result.squeeze()


def corrcoef(x, y=None, rowvar=True, allow_masked=True):
    """The correlation coefficients of what is not missing."""
    c = cov(x, y, rowvar, allow_masked=allow_masked)
    if c.ndim < 2:
        return ma.masked
    std = ma.sqrt(c.diagonal())
    return c / ma.multiply.outer(std, std)


# ---- runs

def flatnotmasked_edges(a):
    """The first and last flat index that is not missing; None where there is none."""
    m = getmask(a)
    if m is nomask or not np.any(m):
        return np.array([0, a.size - 1])
    valid = np.flatnonzero(~m)
    return valid[[0, -1]] if len(valid) else None


def notmasked_edges(a, axis=None):
    """The first and last indices along an axis that are not missing."""
    a = asarray(a)
    if axis is None or a.ndim == 1:
        return flatnotmasked_edges(a)
    m = getmaskarray(a)
    idx = array(np.indices(a.shape), mask=np.asarray([m] * a.ndim))
    return [tuple([idx[i].min(axis).compressed() for i in range(a.ndim)]),
            tuple([idx[i].max(axis).compressed() for i in range(a.ndim)])]


def _runs(valid):
    """The slices of true elements."""
    return [slice(int(each[0]), int(each[-1]) + 1) for each in _groups(np.flatnonzero(valid))]


def _groups(places):
    groups = []
    for i in places.tolist():
        if groups and groups[-1][-1] == i - 1:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def flatnotmasked_contiguous(a):
    """The slices of the flattened array without missing elements."""
    m = getmask(a)
    if m is nomask:
        return [slice(0, a.size)]
    return _runs(~m.ravel())


def notmasked_contiguous(a, axis=None):
    """The slices along an axis without missing elements."""
    a = asarray(a)
    if a.ndim > 2:
        raise NotImplementedError('Currently limited to at most 2D array.')
    if axis is None or a.ndim == 1:
        return flatnotmasked_contiguous(a)
    other = (axis + 1) % 2
    return [flatnotmasked_contiguous(a[(i, slice(None)) if other == 0 else (slice(None), i)]) for i in range(a.shape[other])]


def clump_unmasked(a):
    """The slices of a 1-D array that are not missing."""
    mask = getattr(a, '_mask', nomask)
    return [slice(0, a.size)] if mask is nomask else _runs(~mask)


def clump_masked(a):
    """The slices of a 1-D array that are missing."""
    mask = getmask(a)
    return [] if mask is nomask else _runs(mask)


def ndenumerate(a, compressed=True):
    """Pairs of an index and the element there, the missing ones left out if `compressed`."""
    for it, mask in zip(np.ndenumerate(a if not isinstance(a, MaskedArray) else a._data), getmaskarray(a).flat):
        if not mask:
            yield it
        elif not compressed:
            yield it[0], masked


# ---- polynomials, concatenation

def vander(x, n=None):
    """The Vandermonde matrix; rows of missing elements are zero."""
    result = np.vander(np.asarray(filled(x, 0)), n)
    m = getmask(x)
    if m is not nomask:
        result[m] = 0
    return result


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The least-squares fit of a polynomial to points, without the missing ones."""
    x, y = asarray(x), asarray(y)
    m = getmask(x)
    if y.ndim == 1:
        m = mask_or(m, getmask(y))
    elif y.ndim == 2:
        my = getmask(mask_rows(y))
        if my is not nomask:
            m = mask_or(m, my[:, 0])
    else:
        raise TypeError('Expected a 1D or 2D array for y!')
    if w is not None:
        w = asarray(w)
        if w.ndim != 1:
            raise TypeError('expected a 1-d array for weights')
        if w.shape[0] != y.shape[0]:
            raise TypeError('expected w and y to have the same length')
        m = mask_or(m, getmask(w))
    if m is not nomask:
        keep = ~m
        w = w[keep] if w is not None else None
        return np.polyfit(np.asarray(x[keep]), np.asarray(y[keep]), deg, rcond, full, None if w is None else np.asarray(w), cov)
    return np.polyfit(np.asarray(x), np.asarray(y), deg, rcond, full, None if w is None else np.asarray(w), cov)


class MAxisConcatenator(AxisConcatenator):
    """`mr_[...]`: masked arrays joined along the first axis."""

    __slots__ = ()
    concatenate = staticmethod(concatenate)

    @classmethod
    def makemat(cls, arr):
        """A matrix of the data, with the mask."""
        data = AxisConcatenator.makemat(arr.data, copy=False)
        return array(data, mask=arr.mask)

    def __getitem__(self, key):
        if isinstance(key, str):
            raise MAError('Unavailable for masked array.')
        return AxisConcatenator.__getitem__(self, key)


class mr_class(MAxisConcatenator):
    """The class of `mr_`."""

    __slots__ = ()

    def __init__(self):
        MAxisConcatenator.__init__(self, 0)


mr_ = mr_class()
