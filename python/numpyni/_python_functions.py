"""Functions of Python's on arrays: `frompyfunc` and `vectorize`."""

import functools
import itertools
import re

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
        return ufuncs._dispatch(self, '__call__', args, kwargs)

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
        return self._finish(results[0] if self.nout == 1 else tuple(results), args[:self.nin], args, out, subok)

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


# ---- vectorize

_LETTERS = '?bhilqpBHILQPefdgFDGSUVOMm'
_CORE = re.compile(r'\((\s*(?:[^\W\d]\w*|\d+)?\s*(?:,\s*(?:[^\W\d]\w*|\d+)\s*)*)\)')


def _core_shapes(signature):
    """The names of the core dimensions of each input, and of each output."""
    sides = signature.split('->')
    whole = r'\s*' + _CORE.pattern + r'(\s*,\s*' + _CORE.pattern + r')*\s*$'
    if len(sides) != 2 or not all(re.match(whole, side) for side in sides):
        raise ValueError(f'not a valid gufunc signature: {signature}')
    return [[tuple([name.strip() for name in group.split(',') if name.strip()]) for group in _CORE.findall(side)] for side in sides]


class vectorize:
    """A function of scalars as one of arrays.

    `vectorize(pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None)`; without `pyfunc` a decorator.
    """

    __module__ = 'numpyni'

    def __init__(self, pyfunc=NOVALUE, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        if pyfunc is not NOVALUE and not callable(pyfunc):
            raise TypeError('When used as a decorator, only accepts keyword arguments.')
        self.pyfunc, self.cache, self.signature = pyfunc, cache, signature
        if isinstance(otypes, str):
            for each in otypes:
                if each not in _LETTERS:
                    raise ValueError(f'Invalid otype specified: {each}')
        elif otypes is not None:
            if not hasattr(otypes, '__iter__'):
                raise ValueError('Invalid otype specification')
            otypes = [each if isinstance(each, dtypes.dtype) and each.opaque else dtypes.find(each) for each in otypes]
        self.otypes = otypes
        self.excluded = set() if excluded is None else set(excluded)
        self._core = None if signature is None else _core_shapes(signature)
        self._given_doc = doc
        if pyfunc is not NOVALUE:
            self._take(pyfunc)

    def _take(self, pyfunc):
        self.pyfunc = pyfunc
        self.__name__ = getattr(pyfunc, '__name__', type(pyfunc).__name__)
        self.__doc__ = pyfunc.__doc__ if self._given_doc is None else self._given_doc
        return self

    def __call__(self, *args, **kwargs):
        if self.pyfunc is NOVALUE:
            return self._take(args[0])
        if not self.excluded and not kwargs:
            return self._vectorized(self.pyfunc, args)
        names = [name for name in kwargs if name not in self.excluded]
        places = [i for i in range(len(args)) if i not in self.excluded]
        fixed, rest = list(args), dict(kwargs)

        def function(*values):
            for i, place in enumerate(places):
                fixed[place] = values[i]
            rest.update(zip(names, values[len(places):]))
            return self.pyfunc(*fixed, **rest)
        return self._vectorized(function, [args[i] for i in places] + [kwargs[name] for name in names])

    def _vectorized(self, function, args):
        if self._core is not None:
            return self._with_core(function, args)
        if not args:
            return function()
        arrays = [convert.asanyarray(x) for x in args]
        shape = loops.broadcast_shape(arrays)
        objects = [_opaque.flat_python(host.broadcast_to(a, shape)) if a.dtype.kind == 'O' else
                   [each for each in host.broadcast_to(a, shape).flat] for a in arrays]
        rows = [function(*each) for each in zip(*objects)]
        if not rows and self.otypes is None:
            raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
        several = isinstance(rows[0], tuple) if rows else len(self.otypes) > 1
        count = len(rows[0]) if rows and several else len(self.otypes) if not rows else 1
        columns = list(zip(*rows)) if several and rows else [rows] * count if not rows else [rows]
        results = []
        for i, column in enumerate(columns):
            if self.otypes is not None:
                if i >= len(self.otypes):
                    raise ValueError('mismatch in size of otypes')
                wanted = dtypes.find(self.otypes[i])
            else:
                wanted = convert.asarray(column[0]).dtype
                wanted = dtypes.find(wanted.kind) if wanted.kind in 'SU' else wanted
            made = _opaque.object_array(list(column), shape)
            if wanted.kind != 'O':
                made = made.astype(wanted)
            if made.ndim == 0:
                made = convert.asarray(made)
            results.append(_wrapped(made, arrays))
        return tuple(results) if several else results[0]

    def _with_core(self, function, args):
        inputs, outputs = self._core
        if len(args) != len(inputs):
            raise TypeError(f'wrong number of positional arguments: expected {len(inputs)}, got {len(args)}')
        arrays, sizes, outer = [convert.asanyarray(x) for x in args], {}, []
        for a, core in zip(arrays, inputs):
            if a.ndim < len(core):
                raise ValueError(f'{a.ndim}-dimensional argument does not have enough dimensions for all core dimensions {core}')
            outer.append(host.broadcast_to(convert.asarray(0), a.shape[:a.ndim - len(core)]))
            for name, n in zip(core, a.shape[a.ndim - len(core):]):
                if sizes.setdefault(name, n) != n:
                    raise ValueError(f'inconsistent size for core dimension {name!r}: {n} vs {sizes[name]}')
        shape = loops.broadcast_shape(outer) if outer else ()
        arrays = [host.broadcast_to(a, shape + a.shape[a.ndim - len(core):]) for a, core in zip(arrays, inputs)]
        results = None
        for place in itertools.product(*map(range, shape)):
            made = function(*[a[place] for a in arrays])
            made = made if isinstance(made, tuple) else (made,)
            if len(made) != len(outputs):
                raise ValueError(f'wrong number of outputs from pyfunc: expected {len(outputs)}, got {len(made)}')
            made = [convert.asarray(each) for each in made]
            for each, core in zip(made, outputs):
                if each.ndim != len(core):
                    raise ValueError(f'{each.ndim}-dimensional result does not match the core dimensions {core}')
                for name, n in zip(core, each.shape):
                    if sizes.setdefault(name, n) != n:
                        raise ValueError(f'inconsistent size for core dimension {name!r}: {n} vs {sizes[name]}')
            if results is None:
                results = [self._room(i, shape + each.shape, each.dtype) for i, each in enumerate(made)]
            for result, each in zip(results, made):
                result[place] = each
        if results is None:
            if self.otypes is None:
                raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
            if any(name not in sizes for core in outputs for name in core):
                raise ValueError('cannot call `vectorize` with a signature including new output dimensions on size 0 inputs')
            results = [self._room(i, shape + tuple([sizes[name] for name in core]), None) for i, core in enumerate(outputs)]
        return tuple(results) if len(results) > 1 else results[0]

    def _room(self, i, shape, dtype):
        found = dtypes.find(self.otypes[i]) if self.otypes is not None else dtype
        return host.new(found.word, shape, ORDER_C, True)


def _wrapped(result, inputs):
    best = next((a for a in inputs if type(a) is not ndarray), None)
    return result if best is None else convert.as_class_of(result, best)
