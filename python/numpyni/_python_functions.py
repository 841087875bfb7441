"""`frompyfunc`: ufuncs over functions of Python's."""

import functools
import itertools

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _opaque
from . import _opaque_ufuncs as loops
from . import _ufuncs as ufuncs
from ._words import CASTING_UNSAFE, NOVALUE, ORDER_C

ndarray = host.ndarray


class PythonUfunc(ufuncs.ufunc):
    """A ufunc over a function of Python's objects."""

    __module__ = 'numpyni'

    def __call__(self, *args, **kwargs):
        return ufuncs.dispatch(self, '__call__', args, kwargs)

    _call_cold = __call__

    @property
    def types(self):
        """One loop, of objects."""
        return ['O' * self.nin + '->' + 'O' * self.nout]

    ntypes = 1

    def _arrays(self, inputs):
        return [_opaque.as_elements(convert.asarray(x), dtypes.object_) for x in inputs]

    def _compute(self, *args, out=None, where=True, casting='same_kind', order='K', dtype=None, sig=None, signature=None, subok=True):
        if not self.nin <= len(args) <= self.nin + self.nout:
            were = 'was' if len(args) == 1 else 'were'
            takes = f'from {self.nin} to {self.nin + self.nout} positional arguments' if self.nout else f'{self.nin} positional arguments'
            raise TypeError(f'{self.__name__}() takes {takes} but {len(args)} {were} given')
        if len(args) > self.nin:
            out = args[self.nin:] + (None,) * (self.nin + self.nout - len(args))
        out = ufuncs._outputs(self, out)
        arrays = self._arrays(args[:self.nin])
        shape = loops.broadcast_shape(arrays) if arrays else ()
        lists = [_opaque.flat_python(host.broadcast_to(a, shape)) for a in arrays]
        rows = [self._function(*each) for each in zip(*lists)] if lists else [self._function()]
        if self.nout == 0:
            return None
        mask = ufuncs.mask(where)
        columns = [rows] if self.nout == 1 else list(zip(*[self._checked(row) for row in rows])) if rows else [()] * self.nout
        results = [loops._delivered(self.__name__, _opaque.object_array(list(column), shape), None if out is None else out[i], mask,
                                    ufuncs.casting_of(casting)) for i, column in enumerate(columns)]
        return ufuncs.finished(self, results[0] if self.nout == 1 else tuple(results), args, out, subok)

    def _checked(self, row):
        if not isinstance(row, tuple):
            raise TypeError(f'{self.__name__} must return a tuple')
        return row

    def _fold(self, a, axes, keepdims, initial, out):
        table, shape, axes = loops._rows(a, axes)
        n, values = table.shape[-1], _opaque.flat_python(table)
        start = [] if initial is NOVALUE or initial is None else [initial]
        results = []
        for i in range(len(values) // n if n else _index_size(shape)):
            row = start + values[i * n:(i + 1) * n]
            if not row:
                if self.identity is None:
                    raise ValueError(f'zero-size array to reduction operation {self.__name__} which has no identity')
                row = [self.identity]
            results.append(functools.reduce(self._function, row))
        if keepdims:
            shape = tuple([1 if i in axes else length for i, length in enumerate(a.shape)])
        return loops._delivered(self.__name__, _opaque.object_array(results, shape), out, None, CASTING_UNSAFE)

    def _reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
        self._binary_only('reduce')
        (a,) = self._arrays([array])
        return self._fold(a, ufuncs.reduction_axes(axis, a.ndim), keepdims, initial, ufuncs.output(out))

    def _accumulate(self, array, axis=0, dtype=None, out=None):
        self._binary_only('accumulate')
        from ._manipulation import moveaxis
        (a,) = self._arrays([array])
        axis = _index.normalize_axis(axis, a.ndim)
        table, shape, _ = loops._rows(a, (axis,))
        n, values = table.shape[-1], _opaque.flat_python(table)
        rows = [x for i in range(0, len(values), n or 1) for x in itertools.accumulate(values[i:i + n], self._function)]
        return loops._delivered(self.__name__, moveaxis(_opaque.object_array(rows, shape + (n,)), -1, axis), ufuncs.output(out), None,
                                CASTING_UNSAFE)

    def _reduceat(self, array, indices, axis=0, dtype=None, out=None):
        self._binary_only('reduceat')
        from ._manipulation import concatenate
        (a,) = self._arrays([array])
        axis = _index.normalize_axis(axis, a.ndim)
        starts, before, parts = convert.asarray(indices).tolist(), (slice(None),) * axis, []
        for k, start in enumerate(starts):
            stop = starts[k + 1] if k + 1 < len(starts) else a.shape[axis]
            part = a[before + (slice(start, stop if stop > start else start + 1),)]
            parts.append(convert.asarray(self._fold(part, (axis,), True, NOVALUE, None)))
        return concatenate(parts, axis)

    def _at(self, a, indices, *b):
        if self.nin not in (1, 2):
            raise ValueError('Only unary and binary ufuncs supported at this time')
        if self.nout != 1:
            raise ValueError('Only single output ufuncs supported at this time')
        order = host.reshape(host.arange(dtypes.intp.word, 0, 1, a.size), a.shape, ORDER_C, 1)
        places = convert.asarray(order[indices])
        operands = [_opaque.flat_python(host.broadcast_to(each, places.shape)) for each in self._arrays(b)]
        flat = a.flat
        for k, place in enumerate(places.ravel().tolist()):
            flat[place] = self._function(flat[place], *[each[k] for each in operands])

    def __reduce__(self):
        return frompyfunc, (self._function, self.nin, self.nout)


def _index_size(shape):
    size = 1
    for n in shape:
        size *= n
    return size


def frompyfunc(func, /, nin, nout, *, identity=None):
    """A ufunc that calls `func` with `nin` objects and takes `nout` results of it; its results are arrays of objects."""
    if not callable(func):
        raise TypeError('function must be callable')
    if nin + nout > 64:
        raise ValueError('Cannot construct a ufunc with more than 64 operands (requested number were: inputs = '
                         f'{nin} and outputs = {nout})')
    new = PythonUfunc()
    name = f'{getattr(func, "__name__", "?")} (vectorized)'
    new._describe(name, 'dynamic ufunc based on a python function', nin, nout, identity, [])
    new._function = func
    return new
