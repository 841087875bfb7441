"""Sets of elements: `unique` and what is built on it."""

import collections

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _sorting as sorting
from . import _ufuncs as ufuncs

ndarray = host.ndarray
_u = ufuncs.by_name


def _first_of_equals(aux, equal_nan):
    """Which elements of a sorted vector differ from the one before. Those that are missing are the last."""
    first = creation.empty(aux.shape, bool)
    first[:1] = True
    first[1:] = aux[1:] != aux[:-1]
    kind = aux.dtype.kind
    if equal_nan and kind in 'fcmM' and aux.size and aux[-1] != aux[-1]:
        from ._datetime import isnat
        missing = isnat(aux) if kind in 'mM' else _u['isnan'](aux)
        first[1:][_u['logical_and'](missing[1:], missing[:-1])] = False
    return first


def _unique(flat, return_index, return_inverse, return_counts, equal_nan, inverse_shape):
    optional = return_index or return_inverse
    if optional:
        order = sorting.argsort(flat, kind='stable' if return_index else None)
        aux = flat[order]
    else:
        aux = sorting.sort(flat)
        if not return_counts and type(aux) is ndarray and aux.size and aux.dtype.kind in 'iuf' and aux[-1] == aux[-1] and \
                (aux[1:] != aux[:-1]).all():
            return [aux]
    first = _first_of_equals(aux, equal_nan)
    results = [aux[first]]
    if return_index:
        results.append(order[first])
    if return_inverse:
        inverse = creation.empty(first.shape, dtypes.intp)
        inverse[order] = first.astype(dtypes.intp).cumsum() - 1
        results.append(inverse.reshape(inverse_shape) if inverse_shape is not None else inverse)
    if return_counts:
        places = manipulation.concatenate([first.nonzero()[0], convert.array([flat.size])])
        results.append(places[1:] - places[:-1])
    return results


def _as_rows(ar, axis):
    """The slices along an axis as the rows of a matrix, and what they are in order."""
    moved = manipulation.moveaxis(ar, axis, 0)
    count = 1
    for n in moved.shape[1:]:
        count *= n
    return moved.reshape((moved.shape[0], count)), moved.shape


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    """The sorted distinct elements, or slices along an axis; on request where each is first, the inverse, and how often each is."""
    ar = convert.asanyarray(ar)
    if axis is None or ar.ndim == 1:
        if axis is not None:
            _index.normalize_axis(axis, ar.ndim)
        results = _unique(ar.ravel() if ar.ndim != 1 else ar, return_index, return_inverse, return_counts, equal_nan,
                          ar.shape if axis is None else None)
        return results[0] if len(results) == 1 else tuple(results)
    axis = _index.normalize_axis(axis, ar.ndim)
    rows, shape = _as_rows(convert.asarray(ar), axis)
    if rows.dtype.kind == 'O':
        raise TypeError(f'The axis argument to unique is not supported for dtype {rows.dtype}')
    order = sorting.lexsort(rows.T[::-1]) if rows.shape[1] else creation.arange(rows.shape[0])
    aux = rows[order]
    first = creation.empty(aux.shape[0], bool)
    first[:1] = True
    first[1:] = (aux[1:] != aux[:-1]).any(axis=1) if rows.shape[1] else False
    found = aux[first].reshape((-1 if aux.size else int(first.sum()),) + shape[1:])
    results = [convert.as_class_of(manipulation.moveaxis(found, 0, axis), ar)]
    if return_index:
        results.append(order[first])
    if return_inverse:
        inverse = creation.empty(first.shape, dtypes.intp)
        inverse[order] = first.astype(dtypes.intp).cumsum() - 1
        results.append(inverse)
    if return_counts:
        places = manipulation.concatenate([first.nonzero()[0], convert.array([rows.shape[0]])])
        results.append(places[1:] - places[:-1])
    return results[0] if len(results) == 1 else tuple(results)


UniqueAllResult = collections.namedtuple('UniqueAllResult', 'values indices inverse_indices counts', module='numpyni')
UniqueCountsResult = collections.namedtuple('UniqueCountsResult', 'values counts', module='numpyni')
UniqueInverseResult = collections.namedtuple('UniqueInverseResult', 'values inverse_indices', module='numpyni')


def unique_all(x):
    """The distinct elements, where each is first, the inverse, and how often each is; NaN differs from NaN."""
    return UniqueAllResult(*unique(x, True, True, True, equal_nan=False))


def unique_counts(x):
    """The distinct elements, and how often each is; NaN differs from NaN."""
    return UniqueCountsResult(*unique(x, return_counts=True, equal_nan=False))


def unique_inverse(x):
    """The distinct elements, and the inverse; NaN differs from NaN."""
    return UniqueInverseResult(*unique(x, return_inverse=True, equal_nan=False))


def unique_values(x):
    """The distinct elements; NaN differs from NaN."""
    return unique(x, equal_nan=False)


def union1d(ar1, ar2):
    """The distinct elements of either."""
    return unique(manipulation.concatenate([convert.asanyarray(a).ravel() for a in (ar1, ar2)]))


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The distinct elements of both; on request where they stand in each."""
    ar1, ar2 = convert.asanyarray(ar1), convert.asanyarray(ar2)
    index1 = index2 = None
    if assume_unique:
        ar1, ar2 = ar1.ravel(), ar2.ravel()
    elif return_indices:
        ar1, index1 = unique(ar1, return_index=True)
        ar2, index2 = unique(ar2, return_index=True)
    else:
        ar1, ar2 = unique(ar1), unique(ar2)
    both = manipulation.concatenate((ar1, ar2))
    if not return_indices:
        both = sorting.sort(both)
        return both[:-1][both[1:] == both[:-1]] if both.size else both
    order = sorting.argsort(both, kind='stable')
    both = both[order]
    same = both[1:] == both[:-1]
    result = both[:-1][same]
    place1, place2 = order[:-1][same], order[1:][same] - ar1.size
    if not assume_unique:
        place1, place2 = index1[place1], index2[place2]
    return result, place1, place2


def setxor1d(ar1, ar2, assume_unique=False):
    """The distinct elements of exactly one of them."""
    if not assume_unique:
        ar1, ar2 = unique(ar1), unique(ar2)
    both = manipulation.concatenate((convert.asanyarray(ar1).ravel(), convert.asanyarray(ar2).ravel()))
    if both.size == 0:
        return both
    both = sorting.sort(both)
    alone = convert.array([True])
    edge = manipulation.concatenate((alone, both[1:] != both[:-1], alone))
    return both[_u['logical_and'](edge[1:], edge[:-1])]


def _in(ar1, ar2, assume_unique, invert, kind):
    if kind not in (None, 'sort', 'table'):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    ar1, ar2 = ar1.ravel(), ar2.ravel()
    if ar2.dtype.kind == 'O':
        ar2 = ar2.reshape(-1, 1)
    integral = ar1.dtype.kind in 'iub' and ar2.dtype.kind in 'iub'
    if kind == 'table' and not integral:
        raise ValueError("The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.")
    if integral and kind != 'sort' and ar2.size:
        low, high = int(ar2.min()), int(ar2.max())
        span = high - low
        if kind == 'table' and span > 1 << 40:
            raise RuntimeError('You have specified kind=\'table\', but the range of values in `ar2` or `ar1` exceed the maximum '
                               'integer of the datatype. Please set `kind` to None or \'sort\'.')
        if span <= 6 * (ar1.size + ar2.size) or kind == 'table':
            table = creation.full(span + 1, invert, bool)
            wide = [a.astype('i8') if a.dtype.name != 'uint64' else a for a in (ar1, ar2)]
            base = wide[1].dtype.type(low)
            table[(wide[1] - base).astype(dtypes.intp)] = not invert
            inside = _u['logical_and'](wide[0] >= low, wide[0] <= high)
            result = creation.full(ar1.shape, invert, bool)
            result[inside] = table[(wide[0][inside].astype(dtypes.result_type(wide[0], 'i8')) - low).astype(dtypes.intp)]
            return result
    if ar2.size < 10 * ar1.size ** 0.145 or ar2.dtype.kind == 'O' or ar1.dtype.kind == 'O':
        result = creation.full(ar1.shape, invert, bool)
        for each in ar2.ravel():
            result = _u['logical_and'](result, ar1 != each) if invert else _u['logical_or'](result, ar1 == each)
        return convert.asarray(result, bool)
    if not assume_unique:
        ar1, inverse = unique(ar1, return_inverse=True)
        ar2 = unique(ar2)
    both = manipulation.concatenate((ar1, ar2))
    order = sorting.argsort(both, kind='stable')
    ordered = both[order]
    same = ordered[1:] != ordered[:-1] if invert else ordered[1:] == ordered[:-1]
    flag = manipulation.concatenate((same, convert.array([invert])))
    result = creation.empty(both.shape, bool)
    result[order] = flag
    return result[:len(ar1)] if assume_unique else result[inverse]


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """Which elements are in a set."""
    element = convert.asarray(element)
    return _in(element, convert.asarray(test_elements), assume_unique, invert, kind).reshape(element.shape)


def setdiff1d(ar1, ar2, assume_unique=False):
    """The distinct elements of the first that the second lacks."""
    if assume_unique:
        ar1 = convert.asarray(ar1).ravel()
    else:
        ar1, ar2 = unique(ar1), unique(ar2)
    return ar1[_in(convert.asarray(ar1), convert.asarray(ar2), True, True, None)]


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of the flattened array, with values before and after."""
    ary = convert.asanyarray(ary).ravel()
    if to_begin is None and to_end is None:
        return ary[1:] - ary[:-1]
    pieces = []
    for name, each in (('to_begin', to_begin), ('to_end', to_end)):
        each = convert.asanyarray([] if each is None else each)
        if each.size and not dtypes.can_cast(each, ary.dtype, casting='same_kind'):
            raise TypeError(f'dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule.')
        pieces.append(each.ravel())
    first, last = pieces
    count = max(len(ary) - 1, 0)
    result = creation.empty_like(ary, shape=count + len(first) + len(last))
    result[:len(first)] = first
    result[len(first) + count:] = last
    result[len(first):len(first) + count] = ary[1:] - ary[:-1]
    return result
