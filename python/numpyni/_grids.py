"""Grids and positions: `r_`, `c_`, `mgrid`, `ogrid`, `ndindex`, `ndenumerate`, flat and multi-indices."""

import math
import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _ufuncs as ufuncs

ndarray = host.ndarray
_u = ufuncs.by_name


class nd_grid:
    """`mgrid[...]` and `ogrid[...]`: coordinate arrays of slices, dense or open; an imaginary step is a count of points."""

    __slots__ = ('sparse',)

    def __init__(self, sparse=False):
        self.sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            return self._range(key)
        parts, kinds = [], [int]
        for each in key:
            start, step, count = _steps(each)
            parts.append((start, step, count))
            kinds += [type(start) if not isinstance(start, ndarray) else start.dtype, type(step)]
            if isinstance(each.step, (complex, dtypes.base.complexfloating)):
                kinds.append(float)
        kind = dtypes.result_type(*kinds)
        n = len(parts)
        axes = []
        for i, (start, step, count) in enumerate(parts):
            if (isinstance(step, float) or isinstance(start, float)) and kind.kind not in 'fc':
                kind = dtypes.float64
            axis = creation.arange(count).astype(kind) * step + start
            axes.append(axis.astype(kind, copy=False).reshape((1,) * i + (-1,) + (1,) * (n - i - 1)))
        if self.sparse:
            return tuple(axes)
        result = creation.empty((n,) + tuple([count for _, _, count in parts]), kind)
        for i, axis in enumerate(axes):
            result[i] = axis
        return result

    def _range(self, key):
        start, step, stop = 0 if key.start is None else key.start, 1 if key.step is None else key.step, key.stop
        if not isinstance(step, (complex, dtypes.base.complexfloating)):
            return creation.arange(start, stop, step)
        count = int(abs(step))
        kind = dtypes.result_type(*[x for x in (start, stop, float(abs(step)))])
        step = (stop - start) / float(count - 1) if count != 1 else 1.0
        return (creation.arange(0, count, 1, dtype=dtypes.result_type(start, stop, 1.0)) * step + start).astype(kind, copy=False)


def _steps(key):
    """Start, step and number of points of a slice."""
    start, step = 0 if key.start is None else key.start, 1 if key.step is None else key.step
    if isinstance(step, (complex, dtypes.base.complexfloating)):
        count = int(abs(step))
        return start, (key.stop - start) / float(count - 1) if count != 1 else 1.0, count
    return start, step, max(0, int(math.ceil((key.stop - start) / (step * 1.0))))


mgrid, ogrid = nd_grid(False), nd_grid(True)


class AxisConcatenator:
    """Joins what stands between brackets: slices become ranges, a string says how to join."""

    __slots__ = ('axis', 'matrix', 'ndmin', 'trans1d')
    concatenate = staticmethod(manipulation.concatenate)

    @staticmethod
    def makemat(*args, **kwargs):
        """A matrix."""
        from ._matrix import matrix
        return matrix(*args, **kwargs)

    def __init__(self, axis=0, matrix=False, ndmin=1, trans1d=-1):
        self.axis, self.matrix, self.ndmin, self.trans1d = axis, matrix, ndmin, trans1d

    def __getitem__(self, key):
        if isinstance(key, str):
            import sys
            from ._matrix import bmat
            frame = sys._getframe().f_back
            return bmat(key, frame.f_globals, frame.f_locals)
        parts, values = [], []
        axis, matrix, ndmin, trans1d, column = self.axis, self.matrix, self.ndmin, self.trans1d, False
        for k, item in enumerate(key if isinstance(key, tuple) else (key,)):
            weak = None
            if isinstance(item, slice):
                part = self._of_slice(item, ndmin, trans1d)
            elif isinstance(item, str):
                if k:
                    raise ValueError('special directives must be the first entry.')
                if item in ('r', 'c'):
                    matrix, column = True, item == 'c'
                    continue
                try:
                    numbers = [int(x) for x in item.split(',')]
                    axis = numbers[0]
                    ndmin = numbers[1] if len(numbers) > 1 else ndmin
                    trans1d = numbers[2] if len(numbers) > 2 else trans1d
                except ValueError:
                    raise ValueError(f'unknown special directive {item!r}' if ',' not in item else 'unknown special directive') \
                        from None
                continue
            elif type(item) in (int, float, complex, bool):
                part, weak = convert.array(item, ndmin=ndmin), item
            elif getattr(item, 'ndim', None) == 0 or isinstance(item, convert.generic):
                part = convert.array(item, ndmin=ndmin, subok=True)
            else:
                part = self._of_array(item, ndmin, trans1d)
            parts.append(part)
            values.append(part.dtype if weak is None else weak)
        if not parts:
            raise ValueError('need at least one array to concatenate')
        common = dtypes.result_type(*values)
        result = self.concatenate(tuple([convert.array(p, copy=None, subok=True, dtype=common, ndmin=ndmin) for p in parts]), axis=axis)
        if matrix:
            was = result.ndim
            result = self.makemat(result)
            return result.T if was == 1 and column else result
        return result

    @staticmethod
    def _of_slice(item, ndmin, trans1d):
        step, start = item.step, 0 if item.start is None else item.start
        if isinstance(step, (complex, dtypes.base.complexfloating)):
            part = creation.linspace(start, item.stop, num=int(abs(step)))
        else:
            part = creation.arange(start, item.stop, 1 if step is None else step)
        if ndmin > 1:
            part = convert.array(part, copy=None, ndmin=ndmin)
            if trans1d != -1:
                part = part.swapaxes(-1, trans1d)
        return part

    @staticmethod
    def _of_array(item, ndmin, trans1d):
        ndim = convert.asanyarray(item).ndim
        part = convert.array(item, copy=None, subok=True, ndmin=ndmin)
        if trans1d != -1 and ndim < ndmin:
            order = list(range(ndmin))
            before = trans1d if trans1d >= 0 else trans1d + ndim + 1
            rest = order[:ndmin - ndim]
            axes = rest[:before] + order[ndmin - ndim:] + rest[before:]
            part = part.transpose(axes)
        return part

    def __len__(self):
        return 0


class RClass(AxisConcatenator):
    """`r_[...]`: joined along the first axis."""

    __slots__ = ()

    def __init__(self):
        AxisConcatenator.__init__(self, 0)


class CClass(AxisConcatenator):
    """`c_[...]`: joined along the second axis, vectors as columns."""

    __slots__ = ()

    def __init__(self):
        AxisConcatenator.__init__(self, -1, ndmin=2, trans1d=0)


r_, c_ = RClass(), CClass()


class ndindex:
    """An iterator over the indices of an array of a given shape, the last axis fastest."""

    __module__ = 'numpyni'

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        shape = tuple([operator.index(n) for n in shape])
        if min(shape, default=0) < 0:
            raise ValueError('negative dimensions are not allowed')
        from itertools import product
        self._product = product(*map(range, shape))

    def __iter__(self):
        return self

    def __next__(self):
        """The next index."""
        return next(self._product)


class ndenumerate:
    """An iterator over pairs of an index and the element there."""

    __module__ = 'numpyni'

    def __init__(self, arr):
        self.iter = convert.asarray(arr).flat

    def __next__(self):
        """The next pair."""
        return self.iter.coords, next(self.iter)

    def __iter__(self):
        return self


# ---- flat and multi-indices

_SMALL = 1 << 62        # positions that an array may have


def _order(order):
    if order not in ('C', 'F'):
        raise ValueError("only 'C' or 'F' order is permitted")
    return order


def unravel_index(indices, shape, order='C'):
    """The index on each axis, a tuple of arrays, of flat positions in an array of a shape."""
    _order(order)
    shape = _index.shape_of(shape)
    size = math.prod(shape)
    if size >= 1 << 63:
        raise ValueError("dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.")
    if type(indices) is int and 0 <= indices < _SMALL and shape:
        flat, out = indices, []
        for n in shape if order == 'F' else reversed(shape):
            flat, rest = divmod(flat, n or 1)
            out.append(dtypes.intp.type(rest))
        if not flat and 0 not in shape:
            return tuple(out if order == 'F' else reversed(out))
    given = convert.asarray(indices)
    if given.size and given.dtype.kind not in 'iub' or given.dtype.kind == 'b' and given.size:
        raise TypeError('only int indices permitted')
    if given.size == 0 and not isinstance(indices, ndarray):
        raise TypeError('indices must be integral: the provided empty sequence was inferred as float. Wrap it with '
                        "'np.array(indices, dtype=np.intp)'")
    if given.dtype.kind not in 'iub':
        raise TypeError('only int indices permitted')
    if not shape and given.ndim:
        raise ValueError('multiple indices are not supported for 0d arrays')
    flat = given.astype(dtypes.intp)
    if flat.size and (flat.min() < 0 or flat.max() >= size):
        bad = flat.ravel()[_u['logical_or'](flat.ravel() < 0, flat.ravel() >= size)][0]
        raise ValueError(f'index {int(bad)} is out of bounds for array with size {size}')
    out = []
    for n in shape if order == 'F' else reversed(shape):
        rest = flat % n if n else flat
        out.append(rest if isinstance(rest, ndarray) and rest.ndim else convert.asarray(rest)[()])
        flat = flat // n if n else flat
    return tuple(out) if order == 'F' else tuple(out[::-1])


def ravel_multi_index(multi_index, dims, mode='raise', order='C'):
    """The flat positions of indices given per axis; `mode` says what happens outside: 'raise', 'wrap' or 'clip', or one an axis."""
    _order(order)
    dims = _index.shape_of(dims)
    if len(multi_index) != len(dims):
        raise ValueError(f'parameter multi_index must be a sequence of length {len(dims)}')
    modes = mode if isinstance(mode, tuple) else (mode,) * len(dims)
    if math.prod(dims) >= 1 << 63:
        raise ValueError('invalid dims: array size defined by dims is larger than the maximum possible size.')
    parts = []
    for each in multi_index:
        part = convert.asarray(each)
        if part.size == 0 and not isinstance(each, ndarray):
            raise TypeError('indices must be integral: the provided empty sequence was inferred as float. Wrap it with '
                            "'np.array(indices, dtype=np.intp)'")
        if part.dtype.kind not in 'iu':
            raise TypeError('only int indices permitted')
        parts.append(part if part.dtype is dtypes.intp else part.astype(dtypes.intp))
    total, step = None, 1
    for i in (range(len(dims)) if order == 'F' else reversed(range(len(dims)))):
        part, n = parts[i], dims[i]
        if part.size and n == 0:
            raise ValueError('invalid entry in coordinates array')
        if modes[i] == 'wrap':
            part = part % n
        elif modes[i] == 'clip':
            part = _u['minimum'](_u['maximum'](part, 0), n - 1)
        elif modes[i] != 'raise':
            raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got {modes[i]!r})")
        elif part.size and (part.min() < 0 or part.max() >= n):
            raise ValueError('invalid entry in coordinates array')
        part = part if step == 1 else part * step
        total = part if total is None else total + part
        step *= n
    return total if isinstance(total, ndarray) and total.ndim else convert.asarray(0 if total is None else total)[()]


def diag_indices_from(arr):
    """The indices of the main diagonal of an array whose axes are equally long."""
    if arr.ndim < 2:
        raise ValueError('input array must be at least 2-d')
    if len(set(arr.shape)) != 1:
        raise ValueError('All dimensions of input must be of equal length')
    return creation.diag_indices(arr.shape[0], arr.ndim)


def tril_indices_from(arr, k=0):
    """The indices of the lower triangle of a matrix."""
    if arr.ndim != 2:
        raise ValueError('input array must be 2-d')
    return creation.tril_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def triu_indices_from(arr, k=0):
    """The indices of the upper triangle of a matrix."""
    if arr.ndim != 2:
        raise ValueError('input array must be 2-d')
    return creation.triu_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    """The indices where a function such as `triu` leaves an n by n array of ones."""
    return (mask_func(creation.ones((n, n), int), k) != 0).nonzero()
