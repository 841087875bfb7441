"""Sorting, searching, sets and counts.

The order is NumPy's: NaN last. Arrays of the runtime's types are sorted by its generalised ufuncs, others by Python's own sort.
"""

import bisect

from . import _convert as convert
from . import _dtypes as dtypes
from . import _gufuncs
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _opaque
from . import _selection as selection
from . import _ufuncs as ufuncs
from ._words import NOVALUE, ORDER_C, READONLY

ndarray = host.ndarray
_u = ufuncs.by_name


def _arguments(kind, stable, order=None, a=None, descending=None):
    if kind is not None and (stable is not None or descending is not None):
        raise ValueError("`kind` and keyword parameters can't be provided at the same time. Use only one of them.")
    if kind is not None and kind[:1].lower() not in ('q', 'm', 'h', 's'):
        raise ValueError(f"sort kind must be one of 'quick', 'heap', or 'stable' (got {kind!r})")
    if order is not None and a is not None and a.dtype.names is not None:
        return
    if order is not None:
        raise ValueError('Cannot specify order when the array has no fields.')


def _rows(a, axis):
    """The array as rows along `axis`, as lists, and the axis."""
    axis = _index.normalize_axis(axis, a.ndim)
    last = manipulation.moveaxis(a, axis, -1)
    n = a.shape[axis]
    flat = last.reshape(-1).tolist()
    return [flat[i:i + n] for i in range(0, len(flat), n)] if n else [], axis, last.shape


def _from_rows(rows, dtype, shape, axis):
    result = convert.array([x for row in rows for x in row], dtype=dtype).reshape(shape)
    return manipulation.moveaxis(result, -1, axis)


def sort(a, axis=-1, kind=None, order=None, *, stable=None, descending=NOVALUE):
    """A sorted copy, along an axis (None: flattened)."""
    if type(a) is ndarray and a.ndim == 1 and axis == -1 and stable is order is None and descending is NOVALUE and \
            a.dtype.word in _WORDS and kind in _KINDS:
        return _KINDS[kind](a)
    a = convert.asanyarray(a)
    a, axis = (a.flatten(), -1) if axis is None else (a.copy('K'), axis)
    more = {} if descending is NOVALUE else {'descending': descending}
    a.sort(axis=axis, kind=kind, order=order, stable=stable, **more)
    return a


def _known(dtype):
    """Whether the runtime has an order for a type."""
    return dtype.word in _WORDS or dtype.native.word in _WORDS


_sort, _argsort = _u['_sort'], _u['_argsort']
_WORDS = {words[0] for words in _sort._words}
_KINDS = {None: _sort, 'quicksort': _sort, 'heapsort': _sort, 'stable': _u['_sort_stable'], 'mergesort': _u['_sort_stable']}
_PARTITION, _ARGPARTITION, _BINCOUNT = [_u[name]._id for name in ('_partition', '_argpartition', '_bincount')]
_SEARCHES = {'left': _u['_searchsorted_left']._id, 'right': _u['_searchsorted_right']._id}


def _to_end(a, axis):
    """A view with an axis moved to the end."""
    axis = _index.normalize_axis(axis, a.ndim)
    return a if axis == a.ndim - 1 else manipulation.moveaxis(a, axis, -1)


def _falling(a):
    """Numbers whose ascending order is the descending one of `a`: NaN stays last."""
    return _u['invert' if a.dtype.kind in 'iub' else 'negative'](a)


def sort_in_place(a, axis, kind, order, stable, descending=None):
    """`ndarray.sort`."""
    _arguments(kind, stable, order, a, descending)
    rows = _to_end(a, axis)
    if host.flags(a) & READONLY:
        raise ValueError('sort array is read-only')
    if descending:
        host.set(a, (Ellipsis,), _falling(sort(_falling(a), axis)) if _known(a.dtype) else
                 selection.take_along_axis(a, argsort(a, axis, None, order, descending=True), axis))
        return
    if _known(a.dtype):
        name = '_sort_stable' if stable or kind is not None and kind[0] in 'smSM' else '_sort'
        host.ufunc_call(_u[name]._id, (rows,), (rows,))
        return
    if a.dtype.opaque:
        host.set(a, (Ellipsis,), selection.take_along_axis(a, argsort(a, axis, kind, order, stable=stable), axis))
        return
    values, axis, shape = _rows(a, axis)
    for row in values:
        row.sort()
    host.set(a, (Ellipsis,), _from_rows(values, a.dtype, shape, axis))


def argsort(a, axis=-1, kind=None, order=None, *, stable=None, descending=None):
    """The indices that sort along an axis (None: the flattened array)."""
    if type(a) is ndarray and a.ndim == 1 and axis == -1 and stable is order is descending is None and a.dtype.word in _WORDS and \
            kind in _KINDS:
        return _argsort(a)
    a = convert.asanyarray(a)
    _arguments(kind, stable, order, a, descending)
    if axis is None:
        a, axis = a.ravel(), -1
    if descending and _known(a.dtype):
        a = _falling(a)
    if a.ndim == 0:
        _index.normalize_axis(axis, 1)
        return host.new(dtypes.intp.word, (1,), ORDER_C, True)
    if _known(a.dtype):
        rows = _to_end(a, axis)
        return _placed(_argsort(rows), a, rows, axis)
    if a.dtype.opaque:
        return _argsort_opaque(a, axis, order, bool(descending))
    rows, axis, shape = _rows(a, axis)
    places = [sorted(range(len(row)), key=row.__getitem__) for row in rows]
    return _from_rows(places, dtypes.intp, shape, axis)


def _placed(result, a, rows, axis):
    """A result for rows that were moved to the end, row-major and with its axis where it was."""
    return result if rows is a else manipulation.moveaxis(result, -1, axis).copy()


def _argsort_opaque(a, axis, order, descending=False):
    """`argsort` of elements that the runtime only moves."""
    if order is not None:
        names = [order] if isinstance(order, str) else list(order)
        for name in names:
            if name not in a.dtype._fields:
                raise ValueError(f'unknown field name: {name}')
        if len(set(names)) != len(names):
            raise ValueError(f'duplicate field name: {next(n for n in names if names.count(n) > 1)}')
        a = a[names + [name for name in a.dtype.names if name not in names]]
    axis = _index.normalize_axis(axis, a.ndim)
    last = manipulation.moveaxis(_opaque.plain(a), axis, -1)
    n, keys = a.shape[axis], _opaque.family(a.dtype).keys(last)
    if descending and a.dtype.kind in 'Mm':     # NaT stays last
        keys = [(is_nat, -count) for is_nat, count in keys]
    places = [i - start for start in range(0, len(keys), n or 1)
              for i in sorted(range(start, start + n), key=keys.__getitem__, reverse=descending and a.dtype.kind not in 'Mm')]
    return manipulation.moveaxis(convert.array(places, dtype=dtypes.intp).reshape(last.shape), -1, axis).copy()


def _values(a):
    """The elements as what they are sorted by, in a flat list."""
    return _opaque.family(a.dtype).keys(a) if a.dtype.opaque else a.ravel().tolist()


def _positions(kth, rows):
    """The positions of `kth=`, from zero on; where there are no elements, any will do."""
    n = rows.shape[-1]
    if type(kth) is int and 0 <= kth < n:
        return convert.array([kth])
    kth = convert.asarray(kth)
    if kth.dtype.kind == 'b':
        raise ValueError('Booleans unacceptable as partition index')
    if kth.dtype.kind not in 'iu':
        raise TypeError('Partition index must be integer')
    if kth.ndim > 1:
        raise ValueError('kth array must have dimension <= 1')
    found = []
    for k in kth.ravel().tolist():
        found.append(k + n if k < 0 else k)
        if rows.size and not 0 <= found[-1] < n:
            raise ValueError(f'kth(={found[-1]}) out of bounds ({n})')
    return convert.array(found, dtype=dtypes.int64)


def _plain(a, kth, axis):
    """Whether `a` is a vector of one of the runtime's types, and `kth` one position in it."""
    return type(a) is ndarray and a.ndim == 1 and axis == -1 and type(kth) is int and 0 <= kth < a.size and a.dtype.word in _WORDS


def _check_partition(kind, order, a=None):
    if kind != 'introselect':
        raise ValueError(f"select kind must be 'introselect' (got {kind!r})")
    _arguments(None, None, order, a)


def partition(a, kth, axis=-1, kind='introselect', order=None):
    """A copy where the elements before position `kth` are no larger, those after no smaller."""
    if _plain(a, kth, axis) and order is None and kind == 'introselect':
        return host.raw.ufunc_call(_PARTITION, (a, convert.array([kth])))
    a = convert.asanyarray(a)
    a, axis = (a.flatten(), -1) if axis is None else (a.copy('K'), axis)
    partition_in_place(a, kth, axis, kind, order)
    return a


def partition_in_place(a, kth, axis, kind='introselect', order=None):
    """`ndarray.partition`."""
    _check_partition(kind, order, a)
    rows = _to_end(a, axis)
    positions = _positions(kth, rows)
    if host.flags(a) & READONLY:
        raise ValueError('partition array is read-only')
    if _known(a.dtype):
        host.raw.ufunc_call(_PARTITION, (rows, positions), (rows,))
    else:
        sort_in_place(a, axis, None, order, None)


def argpartition(a, kth, axis=-1, kind='introselect', order=None):
    """The indices that partition along an axis."""
    if _plain(a, kth, axis) and order is None and kind == 'introselect':
        return host.raw.ufunc_call(_ARGPARTITION, (a, convert.array([kth])))
    a = convert.asanyarray(a)
    _check_partition(kind, order, a)
    if axis is None:
        a, axis = a.ravel(), -1
    a = a if a.ndim else a.reshape(1)
    rows = _to_end(a, axis)
    positions = _positions(kth, rows)
    if not _known(a.dtype):
        return argsort(a, axis, None, order)
    return _placed(host.ufunc_call(_ARGPARTITION, (rows, positions)), a, rows, axis)


def lexsort(keys, axis=-1):
    """The indices that sort by the last key, equal ones by the one before, and so on."""
    keys = [convert.asarray(k) for k in keys]
    if not keys:
        raise TypeError('need sequence of keys with len > 0 in lexsort')
    if all([k.ndim == 1 and k.shape == keys[0].shape and _known(k.dtype) for k in keys]) and axis in (-1, 0):
        result = _argsort(keys[0])
        for key in keys[1:]:
            result = host.get(result, (_argsort(host.get(key, (result,))),))
        return result
    result = argsort(keys[0], axis)
    for key in keys[1:]:
        order = argsort(selection.take_along_axis(key, result, axis) if key.ndim else key, axis)
        result = selection.take_along_axis(result, order, axis) if key.ndim else result
    return result if keys[0].ndim else dtypes.intp.type(0)


def sort_complex(a):
    """A sorted copy as complex numbers."""
    result = sort(a, -1)
    return result if result.dtype.kind == 'c' else result.astype('c8' if result.dtype.char in 'bhBH' else 'c16')


def searchsorted(a, v, side='left', sorter=None):
    """Where elements of `v` would stand in the sorted vector `a`."""
    if type(a) is ndarray and type(v) is ndarray and a.ndim == v.ndim == 1 and a.dtype is v.dtype and sorter is None and \
            side in _SEARCHES and a.dtype.word in _WORDS:
        return host.raw.ufunc_call(_SEARCHES[side], (a, v))
    a = convert.asarray(a)
    if side not in ('left', 'right', 'l', 'r'):
        raise ValueError(f"search side must be 'left' or 'right' (got {side!r})")
    if a.ndim != 1:
        raise ValueError('object too deep for desired array' if a.ndim else 'object of too small depth for desired array')
    if sorter is not None:
        sorter = convert.asarray(sorter)
        if sorter.ndim != 1 or sorter.dtype.kind not in 'iu':
            raise TypeError('sorter must only contain integers')
        if sorter.size != a.size:
            raise ValueError('sorter.size must equal a.size')
        a = a[sorter]
    v = convert.asarray(v)
    scalar = v.ndim == 0
    common = dtypes.result_type(a, v)
    if _known(common):
        a, v = a.astype(common, copy=False), v.astype(common, copy=False)
        found = convert.asarray(host.ufunc_call(_SEARCHES['left' if side[0] == 'l' else 'right'], (a, v.ravel())))
        return found[0] if scalar else found if v.ndim == 1 else found.reshape(v.shape)
    places = _values(a.astype(common))
    find = bisect.bisect_left if side[0] == 'l' else bisect.bisect_right
    found = [find(places, x) for x in _values(v.astype(common))]
    if scalar:
        return dtypes.intp.type(found[0])
    return convert.array(found, dtype=dtypes.intp).reshape(v.shape)


def digitize(x, bins, right=False):
    """The number of the interval between `bins` that each element falls in."""
    x, bins = convert.asarray(x), convert.asarray(bins)
    kinds = x.dtype.kind, bins.dtype.kind
    if 'c' in kinds:
        raise TypeError('x may not be complex' if kinds[0] == 'c' else 'bins may not be complex')
    for kind, each in zip(kinds, (x, bins)):
        if kind in 'mMSUV':
            raise TypeError(f"Cannot cast array data from {each.dtype!r} to dtype('float64') according to the rule 'safe'")
    side = 'left' if right else 'right'
    low, high = bins[:-1], bins[1:]
    if (high >= low).all():
        return searchsorted(bins, x, side)
    if (high <= low).all():
        return bins.size - searchsorted(bins[::-1], x, side)
    raise ValueError('bins must be monotonically increasing or decreasing')


def bincount(x, /, weights=None, minlength=0):
    """How often each number from zero on occurs, or the sum of its weights."""
    given, x = x, convert.asarray(x)
    if x.ndim != 1:
        raise ValueError('object too deep for desired array' if x.ndim else 'object of too small depth for desired array')
    if x.size == 0 and given is not x:
        x = x.astype(dtypes.intp)
    if x.dtype.kind not in 'iub':
        raise TypeError(f"Cannot cast array data from {x.dtype!r} to dtype('int64') according to the rule 'safe'")
    minlength = _index.operator.index(minlength)
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    if x.size and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    n = int(x.max()) + 1 if x.size else 0
    n = minlength if n < minlength else n
    result = host.new((dtypes.intp if weights is None else dtypes.float64).word, (n,), ORDER_C, True)
    if weights is not None:
        if getattr(weights, 'dtype', x.dtype).kind == 'c':
            raise TypeError(f"Cannot cast array data from {weights.dtype!r} to dtype('float64') according to the rule 'safe'")
        weights = convert.asarray(weights, float)
        if weights.shape != x.shape:
            raise ValueError('The weights and list don\'t have the same length.')
    if x.size:
        x = x if x.dtype is dtypes.int64 else x.astype(dtypes.int64)
        if weights is None:
            host.raw.ufunc_call(_BINCOUNT, (x, result), (result,))
        else:
            host.raw.ufunc_call(_u['_bincount_weighted']._id, (x, weights, result), (result,))
    return result
