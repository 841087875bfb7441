"""`nditer`, `nested_iters` and `broadcast`: walks over several arrays at once."""

import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _flat as flat
from . import _host as host
from . import _manipulation as manipulation
from ._words import CASTING_UNSAFE, ORDER_C, ORDER_F, ORDER_A, ORDER_K, casting_of, order_of

ndarray = host.ndarray


class broadcast:
    """The shape that arrays have in common, and an iterator over tuples of their elements."""

    __module__ = 'numpyni'

    def __init__(self, *args):
        arrays = []
        for each in args:
            arrays.extend([i.base for i in each.iters] if isinstance(each, broadcast) else [convert.asarray(each)])
        if len(arrays) > 64:
            raise ValueError(f'Need at least 0 and at most 64 array objects.')
        self.shape = _common_shape([a.shape for a in arrays])
        self.nd = self.ndim = len(self.shape)
        self.numiter, self.index = len(arrays), 0
        self._views = [host.broadcast_to(a, self.shape) for a in arrays]
        self.iters = tuple([flat.flatiter(a) for a in self._views])
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

    def reset(self):
        """Back to the first elements."""
        self.index = 0
        self.iters = tuple([flat.flatiter(a) for a in self._views])


def _common_shape(shapes):
    return manipulation.broadcast_shapes(*shapes)


_FLAGS = frozenset('''buffered c_index copy_if_overlap common_dtype delay_bufalloc external_loop f_index grow_inner growinner
multi_index ranged refs_ok reduce_ok zerosize_ok'''.split())
_OP_FLAGS = frozenset('''readonly readwrite writeonly copy updateifcopy nbo aligned contig allocate no_broadcast no_subtype arraymask
writemasked virtual overlap_assume_elementwise'''.split())


class nditer:
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
        if len(given) > 64:
            raise ValueError('Too many operands')
        self.nop = len(given)
        self._op_flags = self._checked_op_flags(op_flags)
        self._order = order_of(order)
        self._casting = casting_of(casting)
        self._casting_name = casting
        self._buffersize = buffersize or 8192
        self._arrays = [self._operand(i, each) for i, each in enumerate(given)]
        self._wanted = self._dtypes_of(op_dtypes)
        self._axes_of(op_axes, itershape)
        self._allocate()
        self._convert()
        self._plan()
        self.closed = False
        self._range = (0, self._size)
        self._buffers_ready = 'delay_bufalloc' not in self._flags
        self.reset() if self._buffers_ready else self._clear()

    # ---- arguments

    @staticmethod
    def _checked_flags(flags):
        flags = set() if flags is None else flags
        if isinstance(flags, str):
            raise TypeError('Iterator flags must be a list or tuple of strings')
        flags = set(flags)
        for each in flags:
            if each not in _FLAGS:
                raise ValueError(f'Unexpected iterator global flag "{each}"')
        if 'c_index' in flags and 'f_index' in flags:
            raise ValueError('Iterator flags C_INDEX and F_INDEX cannot both be specified')
        if 'external_loop' in flags and flags & {'c_index', 'f_index', 'multi_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        return flags

    def _checked_op_flags(self, op_flags):
        if op_flags is None:
            return [{'readonly'} for _ in range(self.nop)]
        if not isinstance(op_flags, (list, tuple)):
            raise TypeError('op_flags must be a tuple or array of per-op flag-tuples')
        if op_flags and all(isinstance(each, str) for each in op_flags):
            op_flags = [op_flags] * self.nop
        if len(op_flags) != self.nop:
            raise ValueError('op_flags must be a tuple/list of per-op flag lists')
        result = []
        for each in op_flags:
            if isinstance(each, str) or not hasattr(each, '__iter__'):
                raise TypeError('op_flags must be a tuple or array of per-op flag-tuples' if not isinstance(each, str) else
                                'op_flags must be a tuple or array of per-op flag-tuples')
            chosen = set(each)
            for name in chosen:
                if not isinstance(name, str):
                    raise TypeError('op_flags must be strings')
                if name not in _OP_FLAGS:
                    raise ValueError(f'Unexpected per-op iterator flag "{name}"')
            modes = chosen & {'readonly', 'readwrite', 'writeonly'}
            if len(modes) > 1:
                raise ValueError('Only one of the iterator flags READWRITE, READONLY, and WRITEONLY may be specified for an operand')
            if not modes:
                if 'allocate' in chosen:
                    chosen.add('writeonly')
                else:
                    raise ValueError('None of the iterator flags READWRITE, READONLY, or WRITEONLY were specified for an operand')
            if 'updateifcopy' in chosen and 'readonly' in chosen:
                raise ValueError('READONLY operands cannot be UPDATEIFCOPY')
            result.append(chosen)
        masks = [i for i, each in enumerate(result) if 'arraymask' in each]
        masked = [i for i, each in enumerate(result) if 'writemasked' in each]
        if len(masks) > 1:
            raise ValueError('Only one iterator operand may receive an ARRAYMASK flag')
        if masked and not masks:
            raise ValueError('An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was given')
        if masks and not masked:
            raise ValueError('An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands were given to use the mask')
        for i in masked:
            if i in masks:
                raise ValueError('The iterator flag WRITEMASKED may not be used together with the flag ARRAYMASK on the same operand')
            if 'readonly' in result[i]:
                raise ValueError('The iterator flag WRITEMASKED may only be used with READWRITE or WRITEONLY')
        return result

    def _operand(self, i, value):
        chosen = self._op_flags[i]
        if value is None:
            if 'allocate' not in chosen:
                if 'virtual' in chosen:
                    raise NotImplementedError('numpyni: nditer with virtual operands')
                raise ValueError('Iterator operand was NULL, but neither the ALLOCATE nor the VIRTUAL flag was specified')
            if 'readonly' in chosen or 'readwrite' in chosen:
                raise ValueError('Automatic allocation was requested for an iterator operand, but it wasn\'t flagged for write only '
                                 'access' if 'readwrite' in chosen else
                                 'Automatic allocation was requested for an iterator operand, and it wasn\'t flagged as writeable')
            return None
        array = value if isinstance(value, ndarray) else convert.asanyarray(value)
        if 'readonly' not in chosen and not array.flags.writeable:
            raise ValueError('output array is read-only')
        if array.dtype.kind == 'O' and 'refs_ok' not in self._flags:
            raise TypeError('Iterator operand or requested dtype holds references, but the NPY_ITER_REFS_OK flag was not enabled')
        return array

    def _dtypes_of(self, op_dtypes):
        if op_dtypes is None:
            wanted = [None] * self.nop
        elif isinstance(op_dtypes, (list, tuple)) and len(op_dtypes) == self.nop:
            wanted = [None if each is None else dtypes.find(each) for each in op_dtypes]
        elif self.nop == 1 or isinstance(op_dtypes, (str, type, dtypes.dtype)):
            if self.nop != 1:
                raise ValueError('op_dtypes must be a tuple/list matching the number of ops')
            wanted = [dtypes.find(op_dtypes)]
        else:
            raise ValueError('op_dtypes must be a tuple/list matching the number of ops')
        if 'common_dtype' in self._flags:
            common = dtypes.result_type(*[w if w is not None else a for w, a in zip(wanted, self._arrays)
                                          if a is not None or w is not None])
            wanted = [common if 'readonly' in self._op_flags[i] or self._arrays[i] is None or 'writeonly' in self._op_flags[i]
                      or 'readwrite' in self._op_flags[i] else w for i, w in enumerate(wanted)]
        return wanted

    # ---- shapes

    def _axes_of(self, op_axes, itershape):
        arrays = self._arrays
        if op_axes is not None:
            if len(op_axes) != self.nop:
                raise ValueError('op_axes must be a tuple/list matching the number of ops')
            lengths = {len(each) for each in op_axes if each is not None}
            if len(lengths) > 1:
                raise ValueError('Each entry of op_axes must have the same size')
            ndim = lengths.pop() if lengths else max([a.ndim for a in arrays if a is not None], default=0)
            maps = []
            for a, axes in zip(arrays, op_axes):
                if axes is None:
                    axes = [None] * (ndim - (a.ndim if a is not None else ndim)) + list(range(a.ndim if a is not None else ndim))
                axes = [None if x is None or x == -1 else operator.index(x) for x in axes]
                if a is not None:
                    for x in axes:
                        if x is not None and not 0 <= x < a.ndim:
                            raise ValueError(f'Iterator input op_axes[{len(maps)}][{axes.index(x)}] (=={x}) is not a valid axis of '
                                             f'op[{len(maps)}], which has {a.ndim} dimensions')
                used = [x for x in axes if x is not None]
                if len(set(used)) != len(used):
                    raise ValueError(f'The \'op_axes\' provided to the iterator constructor for operand {len(maps)} contained '
                                     f'duplicate value {[x for x in used if used.count(x) > 1][0]}')
                maps.append(axes)
        else:
            ndim = max([a.ndim for a in arrays if a is not None] + [len(itershape) if itershape is not None else 0])
            maps = [[None] * (ndim - a.ndim) + list(range(a.ndim)) if a is not None else list(range(ndim)) for a in arrays]
        if itershape is not None and len(itershape) != ndim:
            if op_axes is None and len(itershape) < ndim:
                raise ValueError('itershape has fewer dimensions than an operand')
            raise ValueError('op_axes and itershape must have the same number of dimensions')
        shape = []
        for k in range(ndim):
            n = 1
            for a, axes in zip(arrays, maps):
                if a is not None and axes[k] is not None:
                    m = a.shape[axes[k]]
                    if m != 1 and n not in (1, m):
                        raise ValueError(self._mismatch(maps, itershape))
                    n = m if m != 1 else n
            if itershape is not None and itershape[k] is not None and itershape[k] >= 0:
                if n not in (1, itershape[k]):
                    raise ValueError(self._mismatch(maps, itershape))
                n = operator.index(itershape[k])
            shape.append(n)
        self._full_shape, self._maps = tuple(shape), maps
        for i, (a, axes) in enumerate(zip(arrays, maps)):
            if a is None:
                continue
            stretched = any(shape[k] != (1 if axes[k] is None else a.shape[axes[k]]) for k in range(ndim))
            if stretched and 'no_broadcast' in self._op_flags[i]:
                raise ValueError('non-broadcastable operand with shape '
                                 f'{_tight(a.shape)} doesn\'t match the broadcast shape {_tight(self._full_shape)}')
            if stretched and 'readonly' not in self._op_flags[i]:
                if 'reduce_ok' not in self._flags:
                    if op_axes is None:
                        raise ValueError(f'non-broadcastable output operand with shape {_tight(a.shape)} doesn\'t match the '
                                         f'broadcast shape {_tight(self._full_shape)}')
                    raise ValueError('output operand requires a reduction along dimension '
                                     f'{[k for k in range(ndim) if shape[k] != (1 if axes[k] is None else a.shape[axes[k]])][0]}, '
                                     'but the reduction is not enabled. The dimension size of 1 does not match the expected output '
                                     'shape.')
                if 'writeonly' in self._op_flags[i]:
                    raise ValueError('output operand requires a reduction, but is flagged as write-only, not read-write')

    def _mismatch(self, maps, itershape):
        if itershape is None and all(axes == [None] * (len(axes) - (a.ndim if a is not None else len(axes))) + list(
                range(a.ndim if a is not None else len(axes))) for a, axes in zip(self._arrays, maps)):
            shapes = ' '.join(_tight(a.shape) for a in self._arrays if a is not None)
            return f'operands could not be broadcast together with shapes {shapes} '
        parts = []
        for a, axes in zip(self._arrays, maps):
            if a is not None:
                remapped = ','.join('newaxis' if x is None else str(a.shape[x]) for x in axes)
                parts.append(f'{_tight(a.shape)}->({remapped})')
        text = 'operands could not be broadcast together with remapped shapes [original->remapped]: ' + ' '.join(parts) + ' '
        if itershape is not None:
            text += f'and requested shape ({",".join(map(str, itershape))})'
        return text

    def _allocate(self):
        for i, a in enumerate(self._arrays):
            if a is not None:
                continue
            dtype = self._wanted[i]
            if dtype is None:
                inputs = [x for x, f in zip(self._arrays, self._op_flags) if x is not None and 'readonly' in f]
                inputs = inputs or [x for x in self._arrays if x is not None]
                if not inputs:
                    raise ValueError('At least one iterator input operand must be non-NULL')
                dtype = dtypes.result_type(*inputs) if len(inputs) > 1 else inputs[0].dtype
                dtype = dtype.newbyteorder('=')
            if 'nbo' in self._op_flags[i]:
                dtype = dtype.newbyteorder('=')
            axes = self._maps[i]
            ndim = max([x for x in axes if x is not None], default=-1) + 1
            if sorted(x for x in axes if x is not None) != list(range(ndim)):
                raise ValueError('automatically allocated output array specified with an inconsistent axis mapping; the axis '
                                 'mapping cannot include dimension 0 which is too large for the iterator dimension of 0')
            shape = [1] * ndim
            for k, x in enumerate(axes):
                if x is not None:
                    shape[x] = self._full_shape[k]
                elif self._full_shape[k] != 1 and 'reduce_ok' not in self._flags:
                    raise ValueError(f'output operand requires a reduction along dimension {k}, but the reduction is not enabled. '
                                     'The dimension size of 1 does not match the expected output shape.')
            order = self._axis_order()
            places = [axes[k] for k in order if axes[k] is not None]       # slowest first
            inner = creation.empty(tuple([shape[x] for x in places]), dtype)
            self._arrays[i] = inner.transpose([places.index(x) for x in range(ndim)]) if ndim else inner
            subtype = next((x for x in self._arrays if x is not None and type(x) is not ndarray), None)
            if subtype is not None and 'no_subtype' not in self._op_flags[i]:
                best = max([x for x in self._arrays if x is not None], key=lambda x: x.__array_priority__)
                if type(best) is not ndarray:
                    self._arrays[i] = best.__array_wrap__(self._arrays[i])

    def _strides_of(self, a, axes):
        return [0 if x is None or a.shape[x] == 1 else a.strides[x] for x in axes]

    def _axis_order(self):
        """The axes of the iteration, slowest first."""
        ndim = len(self._full_shape)
        if self._order == ORDER_C:
            return list(range(ndim))
        if self._order == ORDER_F:
            return list(range(ndim))[::-1]
        present = [(a, axes) for a, axes in zip(self._arrays, self._maps) if a is not None]
        if self._order == ORDER_A:
            fortran = present and all(a.flags.f_contiguous for a, _ in present) and not all(a.flags.c_contiguous for a, _ in present)
            return list(range(ndim))[::-1] if fortran else list(range(ndim))
        strides = [self._strides_of(a, axes) for a, axes in present]
        order = []
        for k in range(ndim):             # insertion, as stable as the strides allow
            place = len(order)
            while place > 0:
                decided, swap = False, False
                for s in strides:
                    x, y = abs(s[order[place - 1]]), abs(s[k])
                    if x and y:
                        if y <= x:
                            decided, swap = True, False
                            break
                        if not decided:
                            decided, swap = True, True
                if decided and swap:
                    place -= 1
                else:
                    break
            order.insert(place, k)
        return order

    # ---- types

    def _convert(self):
        self._operands, self._views, self._copied = list(self._arrays), [], []
        for i, a in enumerate(self._arrays):
            wanted, chosen = self._wanted[i], self._op_flags[i]
            wanted = a.dtype if wanted is None else wanted
            if 'nbo' in chosen:
                wanted = wanted.newbyteorder('=')
            misaligned = ('aligned' in chosen or 'contig' in chosen) and not a.flags.aligned
            self._copied.append(None)
            if wanted == a.dtype and not misaligned:
                self._wanted[i] = None
                continue
            reads, writes = 'writeonly' not in chosen, 'readonly' not in chosen
            if reads and not dtypes.can_cast(a.dtype, wanted, self._casting_name):
                raise TypeError(f"Iterator operand {i} dtype could not be cast from {a.dtype!r} to {wanted!r} according to the rule "
                                f"'{self._casting_name}'")
            if writes and not dtypes.can_cast(wanted, a.dtype, self._casting_name):
                raise TypeError(f"Iterator requested dtype could not be cast from {wanted!r} to {a.dtype!r}, the operand {i} dtype, "
                                f"according to the rule '{self._casting_name}'")
            if 'buffered' in self._flags:
                self._wanted[i] = wanted
                continue
            if 'copy' in chosen and not writes or 'updateifcopy' in chosen:
                copy = a.astype(wanted) if reads else creation.empty_like(a, dtype=wanted)
                if writes:
                    self._copied[i] = a
                self._arrays[i] = self._operands[i] = copy
                self._wanted[i] = None
                continue
            raise TypeError('Iterator operand required copying or buffering, but neither copying nor buffering was enabled')

    # ---- the plan of the walk

    def _plan(self):
        size = 1
        for n in self._full_shape:
            size *= n
        if size == 0 and 'zerosize_ok' not in self._flags:
            raise ValueError('Iteration of zero-sized operands is not enabled')
        self._size = size
        order = self._axis_order()
        shape = [self._full_shape[k] for k in order]
        strides = [[s[k] for k in order] for s in (self._strides_of(a, axes) for a, axes in zip(self._arrays, self._maps))]
        self._flipped = set()
        if self._order == ORDER_K and 'dont_negate' not in self._flags:
            for k in range(len(order)):
                column = [s[k] for s in strides]
                if any(x < 0 for x in column) and all(x <= 0 for x in column):
                    self._flipped.add(k)
        self._axes, self._walk_shape, self._walk_strides = order, shape, strides
        self._make_views()
        self._track = bool(self._flags & {'multi_index', 'c_index', 'f_index'})
        self._rows = None

    def _make_views(self):
        """Each operand as an array of the walk's shape, axes in the walk's order."""
        self._views = []
        for a, axes in zip(self._arrays, self._maps):
            key, order = [], []
            view = convert.asarray(a) if type(a) is not ndarray else a
            present = [x for x in axes if x is not None]
            rest = [x for x in range(a.ndim) if x not in present]
            if rest:
                view = host.get(view, tuple([0 if x in rest else slice(None) for x in range(a.ndim)]) + (Ellipsis,))
                renumber = {x: n for n, x in enumerate(sorted(present))}
            else:
                renumber = {x: x for x in present}
            order = [renumber[axes[k]] for k in self._axes if axes[k] is not None]
            view = host.transpose(view, tuple(order)) if len(order) > 1 else view
            key = tuple([slice(None) if axes[k] is not None else None for k in self._axes])
            view = host.get(view, key + (Ellipsis,)) if None in key else view
            shape = tuple(self._walk_shape)
            if view.shape != shape:
                strides = tuple([0 if m == 1 else s for m, s in zip(view.shape, view.strides)])
                view = host.as_strided(view, view.dtype.word, shape, strides, 0, False) if view.size else \
                    host.broadcast_to(view, shape)
            if self._flipped and view.size:
                view = host.get(view, tuple([slice(None, None, -1) if k in self._flipped else slice(None)
                                             for k in range(len(shape))]) + (Ellipsis,))
            self._views.append(view)

    def _inner_length(self):
        """How many elements one step of an external loop covers: what all operands walk through with one stride each."""
        if 'buffered' in self._flags:
            return min(self._buffersize, self._range[1] - self._range[0]) or 1
        length, k = 1, len(self._walk_shape)
        strides = None
        while k > 0:
            n, s = self._walk_shape[k - 1], [x[k - 1] for x in self._walk_strides]
            if n != 1:
                if strides is None:
                    strides = s
                elif any(step * length != each for step, each in zip(strides, s)):
                    break
                length *= n
            k -= 1
        return length

    # ---- stepping

    def _clear(self):
        self._at, self._values = self._range[0], None

    def _need_buffers(self):
        if not self._buffers_ready:
            raise ValueError('Iterator construction used delayed buffer allocation, and no reset has been done yet')

    def reset(self):
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

    def iternext(self):
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
                by_axis[axis] = step
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

    def remove_axis(self, i):
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

    def remove_multi_index(self):
        """Tracks the multi-index no more."""
        self._flags.discard('multi_index')
        self.reset()

    def enable_external_loop(self):
        """Gives 1-d parts from now on."""
        if self._flags & {'multi_index', 'c_index', 'f_index'}:
            raise ValueError('Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked')
        self._flags.add('external_loop')
        self.reset()

    def debug_print(self):
        """Prints the state."""
        print(f'nditer: shape {self._full_shape}, at {self._at} of {self._range}')

    def copy(self):
        """An iterator at the same place."""
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._flags = set(self._flags)
        new._maps = [list(axes) for axes in self._maps]
        if self._buffers_ready:
            new._load()
        return new

    __copy__ = copy

    def close(self):
        """Writes back what is pending; the iterator gives nothing more."""
        if self.closed:
            return
        self._flush()
        self._values = None
        for copy, original in zip(self._arrays, self._copied):
            if original is not None:
                original[...] = copy
        self.closed = True

    def __enter__(self):
        if self.closed:
            raise RuntimeError('cannot reuse closed iterator')
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if not getattr(self, 'closed', True):
            self.close()


def _tight(shape):
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')


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
