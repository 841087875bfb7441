"""Ufuncs and reductions of elements that the runtime only moves: one table of loops per kind, and what they share.

A loop takes lists of values and gives a list, or takes arrays and gives an array.
"""

import functools

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from . import _ufuncs as ufuncs
from ._datetime import warn_of_generic
from ._ufuncs import broadcast_shape
from ._words import (CASTING_SAME_KIND, CASTING_UNSAFE, C_CONTIGUOUS, F_CONTIGUOUS, NOVALUE, ORDER_A, ORDER_C, ORDER_F, ORDER_K)
from .exceptions import NoLoop, UFuncTypeError

raw = host.raw
ndarray = host.ndarray
_OF_COUNTS = {'M': ('add', 'subtract'),            # what reads an int as a timedelta
              'm': ('add', 'subtract', 'equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'maximum', 'minimum', 'fmax',
                    'fmin')}
loops = {}              # kind -> function(name, arrays, dtype) -> results, or None where there is no loop


def no_loop(name, arrays, nout=1):
    """The error of a ufunc without a loop for the operands."""
    if name in ('isnan', 'isinf', 'isfinite', 'signbit', 'isnat', 'copysign', 'nextafter', 'spacing', 'ldexp', 'frexp', 'heaviside'):
        return NoLoop(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any supported "
                      "types according to the casting rule ''safe''")
    types = _opaque.casts.class_name(arrays[0].dtype) if len(arrays) == 1 else f'({", ".join([repr(a.dtype) for a in arrays])})'
    return NoLoop(f"ufunc '{name}' did not contain a loop with signature matching types {types} -> {'None' if nout == 1 else '(None, None)'}")


def kind_of(arrays, dtype=None):
    """The kind whose loops a call uses."""
    kinds = {a.dtype.kind for a in arrays} | ({dtype.kind} if dtype is not None else set())
    return next((kind for kind in 'OVUSMm' if kind in kinds), None)


def compute(name, arrays, dtype=None):
    """The results of a ufunc, each an array (of no dimensions too)."""
    kind = kind_of(arrays, dtype)
    loop = loops.get({'S': 'U'}.get(kind, kind))
    results = None if loop is None else loop(name, arrays, dtype)
    if results is None:
        raise no_loop(name, arrays)
    return results if isinstance(results, tuple) else (results,)


def by_lists(function, arrays, make, where=None):
    """An array of what a function makes of the elements, broadcast; `make(values, shape)` makes it."""
    shape = broadcast_shape(arrays)
    lists = [_opaque.flat_python(raw.broadcast_to(a, shape) if a.shape != shape else a) for a in arrays]
    return make([function(*each) for each in zip(*lists)], shape)


def booleans(values, shape):
    """An array of truth values."""
    return _opaque.convert._from_flat([bool(v) for v in values], dtypes.bool_, shape, ORDER_C)


def objects(values, shape):
    """An array of objects."""
    return _opaque.object_array(values, shape)


# ---- the host's functions

def ufunc_call(number, inputs, out=None, where=None, casting=0, order=0, signature=None):
    """Applies a ufunc; one result, or a tuple of them."""
    name, _, nin, nout = raw.ufunc_info(number)[:4]
    arrays = [_opaque.convert.asarray(x) for x in inputs]
    dtype = None
    if signature is not None:
        wanted = [None if not word else dtypes.by_word[word] for word in signature]
        arrays = [a if w is None or w == a.dtype else host.astype(a, w.word, 0, casting or CASTING_SAME_KIND, 2)
                  for a, w in zip(arrays, wanted)]
        dtype = next((w for w in wanted[nin:] if w is not None), None)
        if name in _LOGICAL and {w.kind == 'O' for w in wanted if w is not None} == {True, False}:
            raise TypeError(f'No loop matching the specified signature and casting was found for ufunc {name}')
        if dtype is not None and not dtype.opaque and dtype.kind != 'b' and nout == 1 and all([w is None for w in wanted[:nin]]) and \
                kind_of(arrays) in 'OSU':
            arrays = [host.astype(a, dtype.word, 0, casting or CASTING_SAME_KIND, 2) for a in arrays]
            return raw.ufunc_call(number, tuple(arrays), out, where, casting, order, signature)
    kind = kind_of(arrays, dtype)
    if name in _LOGICAL and kind != 'O':
        arrays = inputs = [_opaque.truth(a) if a.dtype.opaque else a for a in arrays]
        kind = signature = None
    if kind is None:
        return _numbers(number, name, arrays, inputs, out, where, casting, order, signature)
    if int in map(type, inputs) and name in _OF_COUNTS.get(kind, ()):
        warn_of_generic()
    if where is not None and kind_of(arrays) == 'O' and out is not None:
        return _masked(name, arrays, out, where, casting, nout)
    results = [_product(name, arrays)] if name in _PRODUCTS else compute(name, arrays, dtype)
    if _is_column_major(order, arrays):
        results = [_opaque.laid_out(result, ORDER_F, result) for result in results]
    delivered = [_delivered(name, result, None if out is None else out[i], where, casting) for i, result in enumerate(results)]
    return delivered[0] if nout == 1 else tuple(delivered)


def _numbers(number, name, arrays, inputs, out, where, casting, order, signature):
    """A call on numbers; of results that go into other elements the runtime makes arrays, which are cast."""
    given = tuple([x if type(x) in (int, float, complex, bool) else a for x, a in zip(inputs, arrays)])
    if out is None or not any([o is not None and o.dtype.opaque for o in out]):
        return raw.ufunc_call(number, given, out, where, casting, order, signature)
    targets = tuple([None if o is None or o.dtype.opaque else o for o in out])
    results = raw.ufunc_call(number, given, targets, where, casting, order, signature)
    results = results if type(results) is tuple else (results,)
    delivered = [_delivered(name, _opaque.convert.asarray(result), o, where, casting) if target is None and o is not None else result
                 for result, o, target in zip(results, out, targets)]
    return delivered[0] if len(out) == 1 else tuple(delivered)


def _is_column_major(order, arrays):
    """Whether new results are."""
    if order in (ORDER_K, ORDER_A):
        bits = {raw.flags(a) & (C_CONTIGUOUS | F_CONTIGUOUS) for a in arrays if a.ndim > 1}
        return bits == {F_CONTIGUOUS}
    return order == ORDER_F


def _masked(name, arrays, out, where, casting, nout):
    """A call on objects only where a mask holds: no other element is touched."""
    shape = out[0].shape if out[0] is not None else broadcast_shape(arrays + [where])
    chosen = [host.get(raw.broadcast_to(a, shape), (raw.broadcast_to(where, shape),)) for a in arrays]
    for target, result in zip(out, compute(name, chosen)):
        host.set(target, (raw.broadcast_to(where, shape),), result)
    return out[0] if nout == 1 else out


def _delivered(name, result, out, where, casting):
    if out is None:
        if where is not None:
            target = host.new(result.dtype.word, broadcast_shape([result, where]), ORDER_C, False)
            host.assign(target, result, CASTING_UNSAFE, where)
            result = target
        return result if result.ndim else host.item(result, 0)
    if not _opaque.casts.can_cast(result.dtype, out.dtype, casting or CASTING_SAME_KIND):
        raise UFuncTypeError(f"Cannot cast ufunc '{name}' output from {result.dtype!r} to {out.dtype!r} with casting rule "
                             f"'{_opaque.casts.rule_name(casting or CASTING_SAME_KIND)}'")
    if broadcast_shape([result, out]) != out.shape:
        raise ValueError(f'non-broadcastable output operand with shape {_shown(out.shape)} doesn\'t match the broadcast shape '
                         f'{_shown(broadcast_shape([result, out]))}')
    host.assign(out, result, CASTING_UNSAFE, where)
    return out


def _shown(shape):
    return f'({",".join(map(str, shape))}{"," if len(shape) == 1 else ""})'


def _rows(a, axes):
    """The elements to combine for each result: an array whose last axis they are, and the shape of the results."""
    axes = tuple(range(a.ndim)) if axes is None else tuple([axis % max(a.ndim, 1) for axis in axes])
    kept = [i for i in range(a.ndim) if i not in axes]
    moved = raw.transpose(a, tuple(kept) + tuple([i for i in range(a.ndim) if i in axes])) if a.ndim else a
    shape = tuple([a.shape[i] for i in kept])
    count = 1
    for axis in axes:
        count *= a.shape[axis] if a.ndim else 1
    return host.reshape(moved, shape + (count,), ORDER_C, 1), shape, axes


_STARTS = {'add': 0, 'multiply': 1, 'logical_or': False, 'logical_and': True, 'bitwise_or': 0, 'bitwise_xor': 0, 'bitwise_and': -1,
           'logical_xor': False}


def ufunc_reduce(number, a, axes, keepdims, word, initial, where, out):
    """`ufunc.reduce`"""
    name = raw.ufunc_info(number)[0]
    return _reduced(name, a, axes, keepdims, None if word is None else dtypes.by_word[word], initial, where, out)


_LOGICAL = ('logical_and', 'logical_or', 'logical_xor', 'logical_not')


def _reduced(name, a, axes, keepdims, dtype, initial, where, out):
    if name in _LOGICAL and a.dtype.kind != 'O':
        return raw.ufunc_reduce(ufuncs.by_name[name]._id, _opaque.truth(a), axes, keepdims, None,
                                host.NOVALUE if initial is NOVALUE else initial, where, out)
    if dtype is not None and dtype.kind != a.dtype.kind:
        a = host.astype(a, dtype.word, 0, CASTING_UNSAFE, 2)
        if not a.dtype.opaque:
            return raw.ufunc_reduce(ufuncs.by_name[name]._id, a, axes, keepdims, None, host.NOVALUE if initial is NOVALUE else initial,
                                    where, out)
    loop = loops.get({'S': 'U'}.get(a.dtype.kind, a.dtype.kind))
    fold = None if loop is None else _fold(name, a)
    if fold is None:
        raise no_loop(name, [a, a])
    table, shape, axes = _rows(a, axes)
    n = table.shape[-1]
    values = _opaque.family(a.dtype).foldable(table)
    masks = None if where is None else _rows(raw.broadcast_to(where, a.shape), axes)[0].ravel().tolist()
    start = [] if initial is host.NOVALUE or initial is NOVALUE else [_opaque.family(a.dtype).foldable(
        _opaque.as_elements(initial, a.dtype))[0]]
    results, size = [], 1
    for length in shape:
        size *= length
    for i in range(size):
        row = values[i * n:(i + 1) * n]
        if masks is not None:
            row = [each for each, holds in zip(row, masks[i * n:(i + 1) * n]) if holds]
        results.append(_folded(name, fold, start + row))
    if keepdims:
        shape = tuple([1 if i in axes else length for i, length in enumerate(a.shape)])
    made = _opaque.family(a.dtype).unfolded(name, results, a.dtype, shape)
    return _delivered(name, made, out, None, CASTING_UNSAFE)


def _folded(name, fold, row):
    if not row:
        if name not in _STARTS:
            raise ValueError(f'zero-size array to reduction operation {name} which has no identity')
        return _STARTS[name]
    return functools.reduce(fold, row)


def _fold(name, a):
    """The function of two foldable values behind a reduction."""
    return _opaque.family(a.dtype).fold(name)


def ufunc_accumulate(number, a, axis, word, out):
    """`ufunc.accumulate`"""
    return _accumulated(raw.ufunc_info(number)[0], a, axis, None if word is None else dtypes.by_word[word], out)


def _accumulated(name, a, axis, dtype, out):
    import itertools
    if dtype is not None and dtype != a.dtype:
        a = host.astype(a, dtype.word, 0, CASTING_UNSAFE, 2)
        if not a.dtype.opaque:
            return raw.ufunc_accumulate(ufuncs.by_name[name]._id, a, axis, None, out)
    family, fold = _opaque.family(a.dtype), _fold(name, a)
    if fold is None:
        raise no_loop(name, [a, a])
    table, shape, _ = _rows(a, (axis,))
    n, values = table.shape[-1], family.foldable(table)
    rows = [x for i in range(0, len(values), n or 1) for x in itertools.accumulate(values[i:i + n], fold)]
    made = family.unfolded(name, rows, a.dtype, shape + (n,))
    from ._manipulation import moveaxis
    return _delivered(name, moveaxis(made, -1, axis).copy(), out, None, CASTING_UNSAFE)


def ufunc_reduceat(number, a, indices, axis, word, out):
    """`ufunc.reduceat`"""
    from ._manipulation import concatenate
    name = raw.ufunc_info(number)[0]
    starts, n = indices.tolist(), a.shape[axis]
    before = (slice(None),) * (axis % a.ndim)
    parts = []
    for k, start in enumerate(starts):
        if not 0 <= start < n:
            raise IndexError(f'index {start} out-of-bounds in {name}.reduceat [0, {n})')
        stop = starts[k + 1] if k + 1 < len(starts) else n
        stop = stop if stop > start else start + 1
        piece = host.get(a, before + (slice(start, stop),))
        parts.append(_opaque.convert.asarray(_reduced(name, piece, (axis,), True, None, NOVALUE, None, None)))
    return _delivered(name, concatenate(parts, axis), out, None, CASTING_UNSAFE)


def ufunc_at(number, a, items, *value):
    """`ufunc.at`: one element after the other."""
    name = raw.ufunc_info(number)[0]
    order = raw.reshape(raw.arange(dtypes.intp.word, 0, 1, a.size), a.shape, ORDER_C, 1)
    chosen = raw.get(order, items)
    chosen = chosen if isinstance(chosen, ndarray) else _opaque.convert.asarray(chosen)
    operands = [raw.broadcast_to(_opaque.convert.asarray(v), chosen.shape) for v in value]
    flat = a.flat
    for k, place in enumerate(chosen.ravel().tolist()):
        (result,) = compute(name, [_opaque.convert.array(flat[place], dtype=a.dtype)] + [
            _opaque.convert.asarray(host.item(v, k)) for v in operands])
        flat[place] = result


_REDUCTIONS = {'sum': 'add', 'prod': 'multiply', 'min': 'minimum', 'max': 'maximum', 'any': 'logical_or', 'all': 'logical_and'}


def reduce(name, a, axes=None, keepdims=False, word=None, initial=NOVALUE, where=None, out=None, ddof=0.0):
    """A reduction by name."""
    dtype = None if word is None else dtypes.by_word[word]
    if name in ('any', 'all') and dtype is not dtypes.object_:
        return raw.reduce(name, _opaque.truth(a), axes, keepdims, None, initial, where, out, ddof)
    if name in _REDUCTIONS:
        return _reduced(_REDUCTIONS[name], a, axes, keepdims, dtype, initial, where, out)
    if name in ('cumsum', 'cumprod'):
        if axes is None:
            a, axes = host.reshape(a, (a.size,), ORDER_C, 1), (0,)
        return _accumulated('add' if name == 'cumsum' else 'multiply', a, axes[0] if a.ndim else 0, dtype, out)
    if name in ('argmin', 'argmax'):
        return _placed(name, a, axes, keepdims, out)
    if name == 'count_nonzero':
        return raw.reduce(name, _opaque.truth(a), axes, keepdims, None, initial, where, out, ddof)
    if name in ('mean', 'var', 'std', 'ptp'):
        return _moment(name, a, axes, keepdims, dtype, where, out, ddof)
    raise no_loop(name, [a])


def _placed(name, a, axes, keepdims, out):
    family = _opaque.family(a.dtype)
    table, shape, axes = _rows(a, axes)
    n = table.shape[-1]
    if n == 0:
        raise ValueError(f'attempt to get {name} of an empty sequence')
    values = family.extremes(table, name)
    best = max if name == 'argmax' else min
    places = [best(range(n), key=values[i:i + n].__getitem__) for i in range(0, len(values), n)]
    if keepdims:
        shape = tuple([1 if i in axes else length for i, length in enumerate(a.shape)])
    made = _opaque.convert._from_flat(places, dtypes.intp, shape, ORDER_C)
    return _delivered(name, made, out, None, CASTING_UNSAFE)


def _moment(name, a, axes, keepdims, dtype, where, out, ddof):
    u = ufuncs.by_name
    if dtype is not None and not dtype.opaque:
        return raw.reduce(name, a.astype(dtype), axes, keepdims, None, NOVALUE, where, out, ddof)
    if name == 'ptp':
        span = u['subtract'](_reduced('maximum', a, axes, keepdims, None, NOVALUE, where, None),
                             _reduced('minimum', a, axes, keepdims, None, NOVALUE, where, None))
        return span if out is None else _delivered(name, _opaque.convert.asarray(span), out, None, CASTING_UNSAFE)
    count = 1
    for axis in range(a.ndim) if axes is None else axes:
        count *= a.shape[axis] if a.ndim else 1
    if where is not None:
        count = raw.reduce('count_nonzero', raw.broadcast_to(where, a.shape), axes, keepdims)
    mean = u['divide'](_reduced('add', a, axes, keepdims or name != 'mean', None, NOVALUE, where, None), count)
    if name != 'mean':
        apart = u['subtract'](a, mean)
        square = u['multiply'](apart, u['conjugate'](apart)) if a.dtype.kind == 'O' else u['multiply'](apart, apart)
        if a.dtype.kind == 'O':
            square = by_lists(lambda value: getattr(value, 'real', value), [_opaque.convert.asarray(square)], objects)
        mean = u['divide'](_reduced('add', _opaque.convert.asarray(square), axes, keepdims, None, NOVALUE, where, None),
                           count - ddof if ddof else count)
        mean = u['sqrt'](mean) if name == 'std' else mean
    return mean if out is None else _delivered(name, _opaque.convert.asarray(mean), out, None, CASTING_UNSAFE)


# ---- products of objects: sums of Python's own products

def _matmul(x1, x2):
    x1, x2 = [_opaque.as_elements(x, dtypes.object_) for x in (x1, x2)]
    u = ufuncs.by_name
    for k, x in enumerate((x1, x2)):
        if not x.ndim:
            raise ValueError(f'matmul: Input operand {k} does not have enough dimensions (has 0, gufunc core with signature '
                             '(n?,k),(k,m?)->(n?,m?) requires 1)')
    left, right = (x1 if x1.ndim > 1 else x1[None, :]), (x2 if x2.ndim > 1 else x2[:, None])
    if left.shape[-1] != right.shape[-2]:
        raise ValueError(f'matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) '
                         f'(size {right.shape[-2]} is different from {left.shape[-1]})')
    result = u['add'].reduce(u['multiply'](left[..., :, :, None], right[..., None, :, :]), axis=-2)
    if x1.ndim == 1:
        result = result[..., 0, :]
    return result[..., 0] if x2.ndim == 1 else result


def _conjugate(x):
    return ufuncs.by_name['conjugate'](_opaque.as_elements(x, dtypes.object_))


_PRODUCTS = {
    'matmul': _matmul,
    'vecdot': lambda x1, x2: _matmul(_conjugate(x1)[..., None, :], x2[..., :, None])[..., 0, 0],
    'matvec': lambda x1, x2: _matmul(x1, x2[..., :, None])[..., 0],
    'vecmat': lambda x1, x2: _matmul(_conjugate(x1)[..., None, :], x2)[..., 0, :],
}


def _product(name, arrays):
    """The result of a product, an array (of no dimensions too)."""
    if kind_of(arrays) != 'O':
        raise no_loop(name, arrays)
    result = _PRODUCTS[name](*arrays)
    return result if isinstance(result, ndarray) else _opaque.object_array([result], ())
