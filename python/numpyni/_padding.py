"""`pad` and `trim_zeros`."""

import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _selection as selection
from . import _statistics as statistics
from . import _ufuncs as ufuncs

ndarray = host.ndarray
_u = ufuncs.by_name
_OPTIONS = {'empty': (), 'edge': (), 'wrap': (), 'constant': ('constant_values',), 'linear_ramp': ('end_values',),
            'maximum': ('stat_length',), 'mean': ('stat_length',), 'median': ('stat_length',), 'minimum': ('stat_length',),
            'reflect': ('reflect_type',), 'symmetric': ('reflect_type',)}


def _as_pairs(x, ndim, as_index=False):
    """`x` as a (before, after) pair per axis."""
    if x is None or type(x) in (int, float) and not as_index:
        return ((x, x),) * ndim
    x = convert.asarray(x) if not isinstance(x, ndarray) else x
    if as_index:
        x = _u['rint'](x).astype(dtypes.intp, copy=False) if x.dtype.kind != 'O' else x
        x = convert.asarray(x)
        if x.size and bool(convert.asarray(x < 0).any()):
            raise ValueError("index can't contain negative values")
    if x.ndim < 3:
        if x.size == 1:
            x = x.ravel().tolist()
            return ((x[0], x[0]),) * ndim
        if x.size == 2 and x.shape != (2, 1):
            x = x.ravel().tolist()
            return ((x[0], x[1]),) * ndim
    return tuple([tuple(pair) for pair in manipulation.broadcast_to(x, (ndim, 2)).tolist()])


def _widths(pad_width, ndim):
    """The widths of a frame as a (before, after) pair per axis."""
    pad_width = convert.asarray(pad_width)
    if pad_width.dtype.kind == 'u':
        pad_width = pad_width.astype(dtypes.intp)
    elif pad_width.dtype.kind != 'i':
        raise TypeError('`pad_width` must be of integral type.')
    return _as_pairs(pad_width, ndim, True)


def pad(array, pad_width, mode='constant', **kwargs):
    """An array with elements before and after along each axis, which `mode` says: its name, or a function that sets them."""
    array = convert.asarray(array)
    if isinstance(pad_width, dict):
        pairs = [(0, 0)] * array.ndim
        for axis, width in pad_width.items():
            axis = operator.index(axis)
            pairs[axis] = (width, width) if not hasattr(width, '__len__') else tuple(width)
        pad_width = pairs
    pad_width = ((pad_width, pad_width),) * array.ndim if type(pad_width) is int and pad_width >= 0 else _widths(pad_width, array.ndim)
    if callable(mode):
        return _with_function(array, pad_width, mode, kwargs)
    if mode not in _OPTIONS:
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(kwargs) - set(_OPTIONS[mode])
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    padded, inner = _frame(array, pad_width)
    if array.size == 0 and mode not in ('constant', 'empty'):
        for axis, pair in enumerate(pad_width):
            if array.shape[axis] == 0 and any(pair):
                raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
        if mode not in ('linear_ramp',):
            return padded
    work = _Padding(padded, inner, pad_width)
    if mode == 'constant':
        work.set_each(_as_pairs(kwargs.get('constant_values', 0), array.ndim))
    elif mode == 'edge':
        work.set_edges()
    elif mode == 'linear_ramp':
        work.set_ramps(_as_pairs(kwargs.get('end_values', 0), array.ndim))
    elif mode in ('maximum', 'minimum', 'mean', 'median'):
        work.set_statistic(mode, _as_pairs(kwargs.get('stat_length'), array.ndim, kwargs.get('stat_length') is not None))
    elif mode in ('reflect', 'symmetric'):
        work.set_mirrored(kwargs.get('reflect_type', 'even'), mode == 'symmetric')
    elif mode == 'wrap':
        work.set_wrapped()
    return padded


def _frame(array, pad_width):
    """A larger array with `array` in its middle, and the slices of that."""
    shape = tuple([before + n + after for n, (before, after) in zip(array.shape, pad_width)])
    padded = creation.empty(shape, array.dtype, 'F' if array.flags.fnc else 'C')
    inner = tuple([slice(before, before + n) for n, (before, after) in zip(array.shape, pad_width)])
    padded[inner] = array
    return padded, inner


def _with_function(array, pad_width, function, kwargs):
    padded, _ = _frame(array, pad_width)
    padded = creation.zeros_like(padded)
    padded[tuple([slice(b, b + n) for n, (b, a) in zip(array.shape, pad_width)])] = array
    for axis in range(padded.ndim):
        view = manipulation.moveaxis(padded, axis, -1)
        from ._grids import ndindex
        for index in ndindex(view.shape[:-1]):
            function(view[index + (Ellipsis,)], pad_width[axis], axis, kwargs)
    return padded


class _Padding:
    """Fills the frame around `inner`, axis by axis: later axes see what earlier ones filled."""

    def __init__(self, padded, inner, widths):
        self.padded, self.inner, self.widths = padded, inner, widths

    def _axes(self):
        """(axis, the padded array whose later axes are cut to the inner part, widths before and after)."""
        for axis, (before, after) in enumerate(self.widths):
            part = self.padded[(slice(None),) * (axis + 1) + self.inner[axis + 1:]]
            yield axis, part, before, after

    @staticmethod
    def _at(axis, start, stop, step=None):
        return (slice(None),) * axis + (slice(start, stop, step),)

    def _sides(self, axis, part, before, after):
        n = part.shape[axis]
        return self._at(axis, 0, before), self._at(axis, n - after, n)

    def set_each(self, values):
        for axis, part, before, after in self._axes():
            left, right = self._sides(axis, part, before, after)
            part[left], part[right] = values[axis]

    def set_edges(self):
        for axis, part, before, after in self._axes():
            n = part.shape[axis]
            left, right = self._sides(axis, part, before, after)
            part[left] = part[self._at(axis, before, before + 1)]
            part[right] = part[self._at(axis, n - after - 1, n - after)]

    def set_ramps(self, ends):
        for axis, part, before, after in self._axes():
            n = part.shape[axis]
            left, right = self._sides(axis, part, before, after)
            for key, width, edge, end, backwards in (
                    (left, before, part[self._at(axis, before, before + 1)], ends[axis][0], False),
                    (right, after, part[self._at(axis, n - after - 1, n - after)], ends[axis][1], True)):
                if not width:
                    continue
                ramp = creation.linspace(end, edge.squeeze(axis), num=width, endpoint=False, dtype=part.dtype, axis=axis)
                part[key] = manipulation.flip(ramp, axis) if backwards else ramp

    def set_statistic(self, name, lengths):
        from . import _reductions as reductions
        function = {'maximum': reductions.max, 'minimum': reductions.min, 'mean': reductions.mean, 'median': statistics.median}[name]
        for axis, part, before, after in self._axes():
            n = part.shape[axis]
            inner = n - before - after
            left, right = self._sides(axis, part, before, after)
            counts = [inner if c is None or c > inner else c for c in lengths[axis]]
            if (counts[0] == 0 or counts[1] == 0) and name in ('maximum', 'minimum'):
                raise ValueError('stat_length of 0 yields no value for padding')
            values = []
            for key in (self._at(axis, before, before + counts[0]), self._at(axis, n - after - counts[1], n - after)):
                value = function(part[key], axis=axis, keepdims=True)
                values.append(_u['rint'](value) if part.dtype.kind in 'iu' and value.dtype.kind == 'f' else value)
            part[left], part[right] = values

    def _mirror_sides(self, part, axis, before, after, period_source):
        """Takes the elements for both sides from the inner part by their positions."""
        import builtins
        n = part.shape[axis] - before - after
        places = period_source(host.arange(dtypes.intp.word, -before, 1, part.shape[axis]), n)
        left, right = self._sides(axis, part, before, after)
        inner = part[self._at(axis, before, before + n)].copy()
        part[left] = selection.take(inner, places[:before], axis)
        part[right] = selection.take(inner, places[builtins.len(places) - after:], axis)

    def set_wrapped(self):
        for axis, part, before, after in self._axes():
            if before or after:
                self._mirror_sides(part, axis, before, after, lambda i, n: i % n)

    def set_mirrored(self, method, edge_twice):
        if method not in ('even', 'odd'):
            raise ValueError(f"reflect_type must be 'even' or 'odd', got {method!r}") if method is not None else TypeError(method)
        for axis, part, before, after in self._axes():
            n = part.shape[axis] - before - after
            if n == 1:
                left, right = self._sides(axis, part, before, after)
                edge = part[self._at(axis, before, before + 1)].copy()
                part[left], part[right] = edge, edge
                continue
            if not before and not after:
                continue
            if method == 'even':
                self._mirror_sides(part, axis, before, after, _even_symmetric if edge_twice else _even_reflected)
            else:
                self._mirror_odd(part, axis, before, after, edge_twice)

    def _mirror_odd(self, part, axis, before, after, edge_twice):
        """Each side reflects, as often as needed, what stands there already, point-symmetric to the edge."""
        total = part.shape[axis]
        while before or after:
            low, high = before, total - after
            reach = high - low - (0 if edge_twice else 1)
            if before:
                count = min(before, reach)
                edge = part[self._at(axis, low, low + 1)]
                first = low if edge_twice else low + 1
                chunk = manipulation.flip(part[self._at(axis, first, first + count)], axis)
                part[self._at(axis, low - count, low)] = 2 * edge - chunk
            if after:
                count_after = min(after, reach)
                edge = part[self._at(axis, high - 1, high)]
                last = high if edge_twice else high - 1
                chunk = manipulation.flip(part[self._at(axis, last - count_after, last)], axis)
                part[self._at(axis, high, high + count_after)] = 2 * edge - chunk
            before -= min(before, reach)
            after -= min(after, reach)


def _even_reflected(i, n):
    period = 2 * (n - 1)
    i = i % period
    return _u['minimum'](i, period - i)


def _even_symmetric(i, n):
    i = i % (2 * n)
    return _u['minimum'](i, 2 * n - 1 - i)


def trim_zeros(filt, trim='fb', axis=None):
    """An array without the zeroes at its ends: 'f' the front, 'b' the back; along some axes, or all."""
    array = convert.asarray(filt)
    trim = trim.lower()
    if trim not in ('fb', 'bf', 'f', 'b'):
        raise ValueError(f'unexpected character(s) in `trim`: {trim!r}')
    axes = range(array.ndim) if axis is None else _index.normalize_axes(axis, array.ndim)
    if not len(axes) and axis is not None:
        return filt
    found = selection.argwhere(array != 0) if array.dtype.kind == 'O' else selection.argwhere(array)
    key = [slice(None)] * array.ndim
    for i in axes:
        if found.size == 0:
            key[i] = slice(0, 0) if 'f' in trim or 'b' in trim else slice(None)
            continue
        start = int(found[:, i].min()) if 'f' in trim else None
        stop = int(found[:, i].max()) + 1 if 'b' in trim else None
        key[i] = slice(start, stop)
    if array.ndim == 1:
        return filt[key[0]] if isinstance(filt, (list, tuple, ndarray)) else array[key[0]]
    return array[tuple(key)] if not isinstance(filt, ndarray) else filt[tuple(key)]
