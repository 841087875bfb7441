"""How `nditer` is set up: flags, operands, shapes, types, and the order of the walk."""

import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from ._words import ORDER_A, ORDER_C, ORDER_F, ORDER_K

ndarray = host.ndarray
_FLAGS = frozenset('''buffered c_index copy_if_overlap common_dtype delay_bufalloc external_loop f_index grow_inner growinner
multi_index ranged refs_ok reduce_ok zerosize_ok'''.split())
_OP_FLAGS = frozenset('''readonly readwrite writeonly copy updateifcopy nbo aligned contig allocate no_broadcast no_subtype arraymask
writemasked virtual overlap_assume_elementwise'''.split())


class Setup:
    """What the constructor of `nditer` works out of its arguments."""

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

    def _checked_op_flags(self, op_flags, given):
        if op_flags is None:
            return [{'readonly'} if each is not None else {'writeonly', 'allocate'} for each in given]
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
            if 'readonly' in chosen:
                raise ValueError("Automatic allocation was requested for an iterator operand, and it wasn't flagged as writeable")
            return None
        array = value if isinstance(value, ndarray) else convert.asanyarray(value)
        if 'readonly' not in chosen and (isinstance(value, convert.generic) or type(value) in (bool, int, float, complex)):
            raise TypeError('Iterator operand is flagged as writeable, but is an object which cannot be written back to via '
                            'WRITEBACKIFCOPY')
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
            if (stretched or a.ndim < ndim and op_axes is None) and 'no_broadcast' in self._op_flags[i]:
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

    def _check_mask(self):
        """A mask has one value for each element that it guards, and is not written where it is stretched."""
        m = next((i for i, chosen in enumerate(self._op_flags) if 'arraymask' in chosen), None)
        if m is None:
            return
        stretched = [self._is_stretched(i) for i in range(self.nop)]
        dtype = self._wanted[m] or (self._arrays[m].dtype if self._arrays[m] is not None else None)
        if dtype is not None and dtype.char not in '?B':
            raise TypeError('Iterator mask operand must have the dtype bool or uint8')
        if 'readonly' not in self._op_flags[m] and any(stretched[m]):
            raise ValueError('output operand requires a reduction, but is flagged as the ARRAYMASK operand which is not permitted to be '
                             'the result of a reduction')
        for i, chosen in enumerate(self._op_flags):
            if 'writemasked' in chosen and any(one and not mask for one, mask in zip(stretched[i], stretched[m])):
                raise ValueError('Iterator reduction operand is WRITEMASKED, but also broadcasts to multiple mask values. There can be '
                                 'only one mask value per WRITEMASKED element.')

    def _is_stretched(self, i):
        """For each axis of the iteration, whether an operand has one element for many."""
        a = self._arrays[i]
        return [n != 1 and (x is None or a is not None and a.shape[x] == 1) for n, x in zip(self._full_shape, self._maps[i])]

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

    def _separate(self):
        """With `copy_if_overlap`: copies of written operands that share memory with others, written back in the end."""
        self._apart = []
        for i, a in enumerate(self._arrays) if 'copy_if_overlap' in self._flags else ():
            if a is not None and 'readonly' not in self._op_flags[i] and any(
                    k != i and b is not None and 'writeonly' not in self._op_flags[k] and host.overlaps(a, b, True) and not self._go_together(i, k)
                    for k, b in enumerate(self._arrays)):
                self._arrays[i] = a.copy('K')
                self._apart.append((self._arrays[i], a))
                host.set_readonly(a, True)

    def _go_together(self, i, k):
        """Whether two operands are the same elements, each read before it is written."""
        a, b = self._arrays[i], self._arrays[k]
        return all('overlap_assume_elementwise' in self._op_flags[n] for n in (i, k)) and host.address(a) == host.address(b) \
            and a.dtype == b.dtype and a.shape == b.shape and a.strides == b.strides and self._maps[i] == self._maps[k]

    # ---- types

    def _convert(self):
        self._operands, self._views, self._copied = list(self._arrays), [], []
        for i, a in enumerate(self._arrays):
            wanted, chosen = self._wanted[i], self._op_flags[i]
            wanted = a.dtype if wanted is None else wanted
            if 'nbo' in chosen:
                wanted = wanted.newbyteorder('=')
            misaligned = ('aligned' in chosen or 'contig' in chosen) and not a.flags.aligned \
                or 'contig' in chosen and 'buffered' in self._flags and not a.flags.contiguous
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
            if ('copy' in chosen or a.ndim == 0) and not writes or 'updateifcopy' in chosen:
                copy = a.astype(wanted) if reads else creation.empty_like(a, dtype=wanted)
                if writes:
                    self._copied[i] = a
                    host.set_readonly(a, True)
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
        strides = [[-n if k in self._flipped else n for k, n in enumerate(s)] for s in strides]
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


def _tight(shape):
    return '(' + ','.join(map(str, shape)) + (',)' if len(shape) == 1 else ')')
