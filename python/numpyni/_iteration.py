"""`nditer`, `nested_iters` and `broadcast`: walks over several arrays at once."""

import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _flat as flat
from . import _host as host
from . import _manipulation as manipulation
from ._nditer_setup import Setup
from ._words import CASTING_UNSAFE, ORDER_C, casting_of, order_of

ndarray = host.ndarray


class broadcast:
    """The shape that arrays have in common, and an iterator over tuples of their elements."""

    __module__ = 'numpyni'

    def __init__(self, *arrays):
        given, arrays = arrays, []
        for each in given:
            arrays.extend([i.base for i in each.iters] if isinstance(each, broadcast) else [convert.asarray(each)])
        if len(arrays) > 64:
            raise ValueError(f'Need at least 0 and at most 64 array objects.')
        self.shape = _common_shape([a.shape for a in arrays])
        self.nd = self.ndim = len(self.shape)
        self.numiter, self.index = len(arrays), 0
        self._views = [host.broadcast_to(a, self.shape) for a in arrays]
        self._arrays = [a if a.shape == self.shape else view for a, view in zip(arrays, self._views)]
        self.iters = tuple(map(flat.flatiter, self._arrays))
        self.size = 1
        for n in self.shape:
            self.size *= n

    def __iter__(self):
        return self

    def __next__(self):
        if self.index >= self.size:
            raise StopIteration
        values = tuple([host.item(a, self.index) for a in self._views])
        self.index += 1
        return values

    def reset(self, /):
        """Back to the first elements."""
        self.index = 0
        self.iters = tuple(map(flat.flatiter, self._arrays))


def _common_shape(shapes):
    return manipulation.broadcast_shapes(*shapes)


class nditer(Setup):
    """A walk over the elements of arrays that broadcast together.

    Each step gives 0-d arrays (with `external_loop` 1-d ones), in the order of memory unless `order` says otherwise. `buffered`
    iterators give copies in the requested dtypes that are written back.
    """

    __module__ = 'numpyni'

    def __init__(self, op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None,
                 buffersize=0):
        self._flags = self._checked_flags(flags)
        single = not isinstance(op, (list, tuple))
        given = [op] if single else list(op)
        if not given:
            raise ValueError('Must provide at least one operand')
        self._nop = len(given)
        self._op_flags = self._checked_op_flags(op_flags, given)
        self._order = order_of(order)
        self._casting = casting_of(casting)
        self._casting_name = casting
        self._buffersize = buffersize or 8192
        self._arrays = [self._operand(i, each) for i, each in enumerate(given)]
        self._wanted = self._dtypes_of(op_dtypes)
        self._axes_of(op_axes, itershape)
        self._check_mask()
        self._allocate()
        self._separate()
        self._convert()
        self._plan()
        self.closed = False
        self._range = (0, self._size)
        self._buffers_ready = 'delay_bufalloc' not in self._flags
        self.reset() if self._buffers_ready else self._clear()

    # ---- stepping

    def _clear(self):
        self._at, self._values = self._range[0], None

    def _need_buffers(self):
        if not self._buffers_ready:
            raise ValueError('Iterator construction used delayed buffer allocation, and no reset has been done yet')

    def reset(self, /):
        """Back to the start of the range."""
        self._flush()
        self._buffers_ready = True
        self._at = self._range[0]
        self._started = False
        self._load()

    def _load(self):
        """The operands' values at the current place."""
        self._values = None
        self._buffers = [None] * self.nop
        if self._at >= self._range[1]:
            return
        count = 1
        external = 'external_loop' in self._flags
        if external:
            inner = self._inner_length()
            count = min(inner - (self._at % inner if 'buffered' not in self._flags else 0), self._range[1] - self._at)
        self._count = count
        values = []
        for i, view in enumerate(self._views):
            part = self._part(view, count, external)
            wanted = self._wanted[i]
            if wanted is not None or part is None:
                source = part if part is not None else self._gather(view, count)
                buffer = host.new((wanted or view.dtype).word, source.shape, ORDER_C, True) if (wanted or view.dtype).kind != 'O' \
                    else creation.empty(source.shape, wanted)
                if 'writeonly' not in self._op_flags[i]:
                    buffer[...] = source.astype(wanted) if wanted is not None else source
                self._buffers[i] = (buffer, part)
                part = buffer
            elif 'readonly' in self._op_flags[i]:
                part = host.get(part, (Ellipsis,)) if part.ndim else host.as_strided(part, part.dtype.word, (), (), 0, True)
                host.set_readonly(part, True)
            values.append(part)
        self._values = values

    def _part(self, view, count, external):
        """A view of `count` elements from the current place on; None where one stride does not reach them."""
        index = flat.unravel(self._at, tuple(self._walk_shape))
        if not external:
            return host.get(view, tuple([slice(i, i + 1) for i in index]) + (Ellipsis,)).reshape(()) if index else view
        if not index:
            return view.reshape(1)
        start = host.get(view, tuple([slice(i, None) for i in index]) + (Ellipsis,))
        if count == 1:
            return host.get(start, (slice(0, 1),) * view.ndim).reshape(1)
        length, stride = 1, None
        for n, s in zip(reversed(self._walk_shape), reversed(view.strides)):
            if n == 1:
                continue
            if stride is None:
                stride = s
            elif s != stride * length:
                break
            length *= n
            if length >= count + self._at % length and length >= count:
                pass
        if self._at % length + count <= length:
            return host.as_strided(start, view.dtype.word, (count,), (stride,), 0, False)
        return None

    def _gather(self, view, count):
        return view.reshape(-1)[self._at:self._at + count]

    def _flush(self):
        """Buffers written back."""
        if getattr(self, '_values', None) is None:
            return
        mask = next((self._values[i] for i, f in enumerate(self._op_flags) if 'arraymask' in f), None)
        for i, held in enumerate(self._buffers):
            if held is None or 'readonly' in self._op_flags[i]:
                continue
            buffer, part = held
            where = mask if 'writemasked' in self._op_flags[i] else None
            if part is None:
                places = flat.unravel_array(host.arange(dtypes.intp.word, self._at, 1, self._count), tuple(self._walk_shape))
                if where is not None:
                    places = tuple([p[where] for p in places])
                    buffer = buffer[where]
                self._views[i][places] = buffer.astype(self._views[i].dtype)
            else:
                host.assign(part, buffer.astype(part.dtype), CASTING_UNSAFE,
                            None if where is None else convert.asarray(where, bool))

    def iternext(self, /):
        """One step on; whether there are elements left."""
        self._need_buffers()
        if self._at >= self._range[1]:
            return False
        self._flush()
        self._values = None
        self._at += self._count
        self._load()
        return self._at < self._range[1]

    def __iter__(self):
        return self

    def __next__(self):
        if self.closed:
            raise StopIteration
        self._need_buffers()
        if self._started:
            if not self.iternext():
                raise StopIteration
        elif self._at >= self._range[1]:
            raise StopIteration
        self._started = True
        return self.value

    @property
    def finished(self):
        """Whether the walk is over."""
        return self._at >= self._range[1]

    def _current(self):
        if self.closed:
            raise ValueError('Iterator is closed')
        self._need_buffers()
        if self._values is None:
            raise ValueError('Iterator is past the end')
        return self._values

    @property
    def value(self):
        """The current values: one array, or a tuple."""
        values = self._current()
        return values[0] if self.nop == 1 else tuple(values)

    def __len__(self):
        return self.nop

    def __getitem__(self, key):
        values = self._current()
        if isinstance(key, slice):
            return tuple(values[key])
        key = operator.index(key)
        if not -self.nop <= key < self.nop:
            raise IndexError(f'Iterator operand index {key} is out of bounds')
        return values[key]

    def __setitem__(self, key, value):
        values = self._current()
        if isinstance(key, slice):
            chosen = range(*key.indices(self.nop))
            if len(value) != len(chosen):
                raise ValueError('Wrong size to assign to iterator operand slice')
            for i, each in zip(chosen, value):
                self[i] = each
            return
        key = operator.index(key)
        if not -self.nop <= key < self.nop:
            raise IndexError(f'Iterator operand index {key} is out of bounds')
        if 'readonly' in self._op_flags[key]:
            raise RuntimeError(f'Iterator operand {key} is not writeable')
        values[key][...] = value

    def __delitem__(self, key):
        raise TypeError('Cannot delete iterator elements')

    # ---- places

    def _original(self):
        """The index on each axis of the iteration, in the operands' order of axes."""
        index = flat.unravel(self._at, tuple(self._walk_shape))
        result = [0] * len(index)
        for k, (axis, i) in enumerate(zip(self._axes, index)):
            result[axis] = self._walk_shape[k] - 1 - i if k in self._flipped else i
        return result

    def _go(self, index):
        position = 0
        for k, axis in enumerate(self._axes):
            i, n = index[axis], self._walk_shape[k]
            position = position * n + (n - 1 - i if k in self._flipped else i)
        if not self._range[0] <= position < self._range[1]:
            raise ValueError('Iterator GotoIterIndex called with an iterindex outside the iteration range.')
        self._flush()
        self._at = position
        self._load()

    @property
    def multi_index(self):
        """The index on each axis, with the flag `multi_index`."""
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator is not tracking a multi-index')
        if self.finished:
            raise ValueError('Iterator is past the end')
        return tuple(self._original())

    @multi_index.setter
    def multi_index(self, value):
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator is not tracking a multi-index')
        value = [operator.index(i) for i in value]
        if len(value) != len(self._full_shape):
            raise ValueError('Wrong number of indices')
        if any(not 0 <= i < n for i, n in zip(value, self._full_shape)):
            raise ValueError('Iterator GotoMultiIndex called with an out-of-bounds multi-index')
        self._go(value)

    @property
    def has_multi_index(self):
        """Whether a multi-index is tracked."""
        return 'multi_index' in self._flags

    @property
    def has_index(self):
        """Whether a flat index is tracked."""
        return bool(self._flags & {'c_index', 'f_index'})

    @property
    def has_delayed_bufalloc(self):
        """Whether buffers wait for a reset."""
        return not self._buffers_ready

    @property
    def index(self):
        """The flat index, with the flag `c_index` or `f_index`."""
        if not self.has_index:
            raise ValueError('Iterator does not have an index')
        if self.finished:
            raise ValueError('Iterator is past the end')
        position, pairs = 0, list(zip(self._original(), self._full_shape))
        for i, n in pairs if 'c_index' in self._flags else reversed(pairs):
            position = position * n + i
        return position

    @index.setter
    def index(self, value):
        if not self.has_index:
            raise ValueError('Iterator does not have an index')
        value = operator.index(value)
        if not 0 <= value < self._size:
            raise ValueError('Iterator GotoIndex called with an out-of-bounds index')
        shape = self._full_shape
        self._go(flat.unravel(value, shape) if 'c_index' in self._flags else flat.unravel(value, shape[::-1])[::-1])

    @property
    def iterindex(self):
        """The number of the current step in the order of the walk."""
        return self._at

    @iterindex.setter
    def iterindex(self, value):
        if 'external_loop' in self._flags:
            raise ValueError('Iterator GotoIterIndex cannot be called on an iterator which has the flag EXTERNAL_LOOP')
        value = operator.index(value)
        if not self._range[0] <= value < self._range[1]:
            raise ValueError('Iterator GotoIterIndex called with an iterindex outside the iteration range.')
        self._flush()
        self._at = value
        self._load()

    @property
    def iterrange(self):
        """The first step and the one past the last."""
        return self._range

    @iterrange.setter
    def iterrange(self, value):
        if 'ranged' not in self._flags:
            raise ValueError('Iterator is not ranged')
        start, stop = value
        if start < 0 or stop > self._size:
            raise ValueError(f'Out-of-bounds range [{start}, {stop}) passed to ResetToIterIndexRange')
        if stop < start:
            raise ValueError(f'Invalid range [{start}, {stop}) passed to ResetToIterIndexRange')
        self._flush()
        self._values = None
        self._range = (start, stop)
        self.reset()

    # ---- attributes

    @property
    def nop(self):
        """The number of operands."""
        return self._nop

    @property
    def itersize(self):
        """The number of elements."""
        return self._size

    @property
    def ndim(self):
        """The number of dimensions of the walk, axes that could be joined being one unless a multi-index is tracked."""
        return len(self.shape) if 'multi_index' in self._flags else len(self._coalesced())

    def _coalesced(self):
        groups = []
        index = self.has_index
        strides = [list(s) for s in self._walk_strides]
        if index:
            step, by_axis = 1, [0] * len(self._full_shape)
            axes = range(len(self._full_shape))
            for axis in reversed(axes) if 'c_index' in self._flags else axes:
                by_axis[axis] = -step if self._axes.index(axis) in self._flipped else step
                step *= self._full_shape[axis]
            strides.append([by_axis[axis] if self._full_shape[axis] != 1 else 0 for axis in self._axes])
        for n, *s in zip(self._walk_shape, *strides) if strides else []:
            if n == 1 and groups:
                continue
            if groups and (groups[-1][0] == 1 or all(x == y * n for x, y in zip(groups[-1][1], s))):
                groups[-1] = (groups[-1][0] * n, s)
            else:
                groups.append((n, s))
        return groups

    @property
    def shape(self):
        """The lengths of the axes of the walk."""
        if 'multi_index' in self._flags:
            return self._full_shape
        return tuple([n for n, _ in self._coalesced()][::1])

    @property
    def operands(self):
        """The arrays."""
        if self.closed:
            raise ValueError('Iterator is closed')
        return tuple(self._operands)

    @property
    def dtypes(self):
        """The types of the values."""
        return tuple([a.dtype if w is None else w for a, w in zip(self._arrays, self._wanted)])

    @property
    def itviews(self):
        """The operands as arrays of the walk's shape."""
        if 'external_loop' in self._flags and 'buffered' in self._flags:
            raise ValueError('Cannot provide an iterator view when buffering is enabled')
        return tuple(self._views)

    @property
    def iterationneedsapi(self):
        """Whether the values are Python objects."""
        return any(a.dtype.kind == 'O' for a in self._arrays)

    # ---- changes

    def remove_axis(self, /, i):
        """Leaves an axis out of the walk."""
        if 'multi_index' not in self._flags:
            raise ValueError('Iterator RemoveAxis may only be called if a multi-index is being tracked')
        if self.has_index:
            raise ValueError('Iterator RemoveAxis may not be called when a C or Fortran index is being tracked')
        i = operator.index(i)
        if not -len(self._full_shape) <= i < len(self._full_shape):
            raise ValueError('axis out of bounds in iterator RemoveAxis')
        i %= len(self._full_shape)
        for k, (a, axes) in enumerate(zip(self._arrays, self._maps)):
            axes.pop(i)
        self._full_shape = self._full_shape[:i] + self._full_shape[i + 1:]
        self._values = None
        self._plan()
        self._range = (0, self._size)
        self.reset()

    def remove_multi_index(self, /):
        """Tracks the multi-index no more."""
        self._flags.discard('multi_index')
        self.reset()

    def enable_external_loop(self, /):
        """Gives 1-d parts from now on."""
        if self._flags & {'multi_index', 'c_index', 'f_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        self._flags.add('external_loop')
        self.reset()

    def debug_print(self, /):
        """Prints the state."""
        print(f'nditer: shape {self._full_shape}, at {self._at} of {self._range}')

    def copy(self, /):
        """An iterator at the same place."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._flags = set(self._flags)
        new._maps = [list(axes) for axes in self._maps]
        if self._buffers_ready:
            new._load()
        return new

    __copy__ = copy

    def close(self, /):
        """Writes back what is pending; the iterator gives nothing more."""
        if self.closed:
            return
        self._flush()
        self._values = None
        for copy, original in self._pending():
            host.set_readonly(original, False)
            original[...] = copy
        self.closed = True

    def _pending(self):
        """Copies, each with what it is to be written to when the iterator is closed."""
        return [pair for pair in zip(self._arrays, self._copied) if pair[1] is not None] + self._apart

    def __enter__(self):
        if self.closed:
            raise RuntimeError('cannot reuse closed iterator')
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if getattr(self, 'closed', True):
            return
        pending = self._pending()
        self.close()
        if pending:
            import warnings
            warnings.warn('Temporary data has not been written back to one of the operands. Typically nditer is used as a context manager '
                          "otherwise 'close' must be called before reading iteration results.", RuntimeWarning, stacklevel=2)


def nested_iters(op, axes, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', buffersize=0):
    """Iterators of nested loops: each walks over some of the axes, at the place where those before it stand."""
    single = not isinstance(op, (list, tuple))
    arrays = [convert.asanyarray(a) if a is not None else None for a in ([op] if single else op)]
    axes = [tuple([operator.index(x) for x in ((each,) if isinstance(each, int) else each)]) for each in axes]
    if len(axes) < 2:
        raise ValueError('axes must have at least 2 entries for nested iteration')
    used = [x for each in axes for x in each]
    if any(x < 0 for x in used):
        raise ValueError('An axis is out of bounds')
    if len(set(used)) != len(used):
        raise ValueError('An axis is used more than once')
    from ._nested import nest
    return nest(arrays, axes, flags, op_flags, op_dtypes, order, casting, buffersize)
