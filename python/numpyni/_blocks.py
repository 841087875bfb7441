"""`block`: an array of nested lists of blocks."""

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _manipulation as manipulation


def _place(path):
    return 'arrays' + ''.join(f'[{i}]' for i in path if i is not None)


def _depth(arrays, path=()):
    """How deep the lists go, the path to a deepest item, and the largest number of dimensions below."""
    if type(arrays) is tuple:
        raise TypeError(f'{_place(path)} is a tuple. Only lists can be used to arrange blocks, and np.block does not allow implicit '
                        'conversion from tuple to ndarray.')
    if type(arrays) is not list:
        return path, convert.asanyarray(arrays).ndim
    if not arrays:
        return path + (None,), 0
    deepest, ndim = None, 0
    for i, each in enumerate(arrays):
        found, dims = _depth(each, path + (i,))
        ndim = max(ndim, dims)
        if deepest is None:
            deepest = found
        elif len(found) != len(deepest):
            raise ValueError(f'List depths are mismatched. First element was at depth {len(deepest)}, but there is an element at '
                             f'depth {len(found)} ({_place(found)})')
        if found[-1] is None:
            deepest = found
    return deepest, ndim


def _joined(arrays, depth, ndim, level=0):
    if level == depth:
        a = convert.asanyarray(arrays)
        return a.reshape((1,) * (ndim - a.ndim) + a.shape) if a.ndim < ndim else a
    parts = [_joined(each, depth, ndim, level + 1) for each in arrays]
    return manipulation.concatenate(parts, axis=-(depth - level))


def block(arrays):
    """An array of blocks: the innermost lists are joined along the last axis, those around them along the one before, ..."""
    deepest, ndim = _depth(arrays)
    if deepest and deepest[-1] is None:
        raise ValueError(f'List at {_place(deepest)} cannot be empty')
    depth = len(deepest)
    ndim = max(ndim, depth)
    result = _joined(arrays, depth, ndim)
    if depth == 0:
        return result.copy()
    leaves = _leaves(arrays, depth)
    if all(a.flags.f_contiguous and not a.flags.c_contiguous for a in leaves):
        return convert.asfortranarray(result)
    return result


def _leaves(arrays, depth):
    if depth == 0:
        return [convert.asanyarray(arrays)]
    return [leaf for each in arrays for leaf in _leaves(each, depth - 1)]
