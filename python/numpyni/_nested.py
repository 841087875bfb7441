"""`nested_iters`: several `nditer`s over the same arrays, each at the place where the ones before it stand."""

from . import _host as host
from . import _iteration as iteration
from . import _manipulation as manipulation


class _Inner(iteration.nditer):
    """An iterator of one level: a step moves the operands of the next."""

    def _bind(self, following, offsets_of):
        self._following, self._offsets_of = following, offsets_of

    def _load(self):
        iteration.nditer._load(self)
        following = getattr(self, '_following', None)
        if following is not None and self._values is not None:
            following._rebase(self._offsets_of(self._original()))

    def _rebase(self, arrays):
        self._flush()
        self._arrays = arrays
        self._values = None
        self._make_views()
        if getattr(self, '_buffers_ready', True):
            self.reset()


def nest(arrays, axes, flags, op_flags, op_dtypes, order, casting, buffersize):
    """A tuple of iterators, outermost first."""
    flags = set(flags or ())
    ndim = max(a.ndim for a in arrays if a is not None)
    shape = manipulation.broadcast_shapes(*[a.shape for a in arrays if a is not None])
    # outputs that are to be allocated, and types, come from an iterator over everything
    whole = iteration.nditer(arrays, (flags - {'external_loop', 'buffered', 'c_index', 'f_index', 'multi_index', 'delay_bufalloc'})
                             | ({'buffered'} if op_dtypes is not None and 'buffered' in flags else set()),
                             op_flags, op_dtypes, order, casting)
    operands = whole._arrays
    whole.closed = True
    views = []
    for a in operands:
        strides = [0] * (ndim - a.ndim) + [0 if n == 1 else s for n, s in zip(a.shape, a.strides)]
        view = a if a.ndim == ndim and a.shape == shape else host.as_strided(
            host.get(a, (Ellipsis,)) if a.ndim else a, a.dtype.word, shape, tuple(strides), 0, False)
        views.append(view)

    def at(level, place):
        """The operands as the iterator of a level sees them, with the axes of the levels before at `place`."""
        result = []
        for view in views:
            key = [slice(None)] * ndim
            for axis, i in place.items():
                key[axis] = slice(i, i + 1)
            part = host.get(view, tuple(key) + (Ellipsis,))
            rest = [x for x in range(ndim) if x not in axes[level]]
            part = host.get(part, tuple([slice(0, 1) if x in rest else slice(None) for x in range(ndim)]) + (Ellipsis,))
            order_ = tuple(axes[level]) + tuple(rest)
            part = host.transpose(part, order_)
            result.append(part.reshape(part.shape[:len(axes[level])]) if part.ndim != len(axes[level]) else part)
        return result

    inner_flags = [set(f) - {'allocate', 'no_broadcast'} for f in whole._op_flags]
    iterators, place = [], {}
    for level in range(len(axes)):
        last = level == len(axes) - 1
        own = set(flags) if last else flags - {'external_loop', 'buffered'}
        own_dtypes = op_dtypes if last or 'buffered' not in flags else None
        made = _Inner(at(level, place), own | {'zerosize_ok'} if 'zerosize_ok' in flags else own, inner_flags,
                      own_dtypes, order, casting, None, None, buffersize)
        iterators.append(made)
        place.update({axis: 0 for axis in axes[level]})

    def mover(level):
        def offsets_of(index):
            where = {}
            for k in range(level):
                where.update(zip(axes[k], iterators[k]._original()))
            where.update(zip(axes[level], index))
            return at(level + 1, where)
        return offsets_of
    for level in range(len(axes) - 1):
        iterators[level]._bind(iterators[level + 1], mover(level))
    return tuple(iterators)
