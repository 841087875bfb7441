"""Python functions over arrays: `vectorize`, `frompyfunc`, `apply_along_axis`, `piecewise`, ..."""

import functools

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _ufuncs as ufuncs

ndarray = host.ndarray


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """A function of vectors called with each slice along an axis; its results stand in place of the axis."""
    from ._grids import ndindex
    arr = convert.asanyarray(arr)
    axis = _index.normalize_axis(axis, arr.ndim)
    others = [i for i in range(arr.ndim) if i != axis]
    rows = arr.transpose(others + [axis])
    places = ndindex(rows.shape[:-1])
    try:
        first = next(places)
    except StopIteration:
        raise ValueError('Cannot apply_along_axis when any iteration dimensions are 0') from None
    result = func1d(rows[first + (Ellipsis,)], *args, **kwargs)
    kind = result if isinstance(result, ndarray) else None
    result = convert.asanyarray(result)
    gathered = creation.zeros_like(result, shape=rows.shape[:-1] + result.shape, subok=False)
    gathered[first] = result
    for place in places:
        gathered[place] = convert.asanyarray(func1d(rows[place + (Ellipsis,)], *args, **kwargs))
    count = result.ndim
    n = gathered.ndim
    axes = list(range(n))
    order = axes[:axis] + axes[n - count:] + axes[axis:n - count]
    gathered = gathered.transpose(order)
    if kind is not None and type(kind) is not ndarray:
        return result.__array_wrap__(gathered)
    return gathered if kind is not None else arr.__array_wrap__(gathered) if type(arr) is not ndarray else gathered


def apply_over_axes(func, a, axes):
    """A function of an array and an axis applied for each axis in turn; the number of dimensions stays."""
    val = convert.asarray(a)
    for axis in ((axes,) if convert.array(axes).ndim == 0 else axes):
        axis = axis + val.ndim if axis < 0 else axis
        result = func(a if val is a else val, axis)
        if result.ndim != val.ndim:
            result = manipulation.expand_dims(result, axis)
            if result.ndim != val.ndim:
                raise ValueError('function is not returning an array of the correct shape')
        val = result
    return val


def piecewise(x, condlist, funclist, *args, **kw):
    """Values or functions of the elements, chosen by conditions; one more of them than conditions is the rest's."""
    x = convert.asanyarray(x)
    functions = len(funclist)
    if isinstance(condlist, (bool, dtypes.bool_.type)) or (not isinstance(condlist[0], (list, ndarray)) and x.ndim != 0):
        condlist = [condlist]
    condlist = convert.asarray(condlist, bool)
    n = len(condlist)
    if n == functions - 1:
        rest = ufuncs.by_name['logical_not'](condlist.any(axis=0, keepdims=True))
        condlist = manipulation.concatenate([condlist, convert.asarray(rest)], axis=0)
        n += 1
    elif n != functions:
        raise ValueError(f'with {n} condition(s), either {n} or {n + 1} functions are expected')
    y = creation.zeros_like(x)
    for condition, function in zip(condlist, funclist):
        if not callable(function):
            y[condition] = function
        else:
            values = x[condition]
            if values.size > 0:
                y[condition] = function(values, *args, **kw)
    return y


# ---- frompyfunc

def _identity(value):
    return value


class PythonFunction:
    """What `frompyfunc` makes: a function of Python objects over object arrays, with the methods of a ufunc."""

    __module__ = 'numpyni'

    def __init__(self, func, nin, nout, identity):
        self._func, self.nin, self.nout, self.nargs = func, nin, nout, nin + nout
        self._identity, self.ntypes, self.signature = identity, 1, None
        self.types = ['O' * nin + '->' + 'O' * nout]
        self.__name__ = f'{getattr(func, "__name__", "?")} (vectorized)'
        self.__doc__ = 'dynamic ufunc based on a python function'

    identity = property(lambda self: None if self._identity is _identity else self._identity)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=True, dtype=None, **kwargs):
        if not self.nin <= len(args) <= self.nargs:
            raise TypeError(f'{self.__name__}() takes from {self.nin} to {self.nargs} positional arguments but {len(args)} were given')
        for each in args:
            override = getattr(type(each), '__array_ufunc__', ndarray.__array_ufunc__)
            if override is None:
                raise TypeError(f"operand '{type(each).__name__}' does not support ufuncs (__array_ufunc__=None)")
            if override is not ndarray.__array_ufunc__ and type(each).__array_ufunc__ is not ndarray.__array_ufunc__:
                return each.__array_ufunc__(self, '__call__', *args, **kwargs)
        if len(args) > self.nin:
            out = args[self.nin:]
        inputs = [convert.asanyarray(x, dtype=object) for x in args[:self.nin]]
        shape = manipulation.broadcast_shapes(*[x.shape for x in inputs])
        columns = [manipulation.broadcast_to(x, shape).ravel().tolist() for x in inputs]
        rows = [self._func(*each) for each in zip(*columns)] if columns else [self._func()]
        if self.nout == 0:
            return None
        columns = [rows] if self.nout == 1 else list(zip(*rows)) or [()] * self.nout
        results = []
        outputs = out if isinstance(out, tuple) else (out,) * (out is not None) or (None,) * self.nout
        for column, given in zip(columns, outputs):
            if given is not None:
                given[...] = objects(column, shape) if given.dtype.kind == 'O' else convert.array(list(column)).reshape(shape)
                results.append(given)
            elif shape == () and not any(isinstance(x, ndarray) and type(x) is not ndarray for x in inputs):
                results.append(column[0])
            else:
                results.append(objects(column, shape))
        return results[0] if self.nout == 1 else tuple(results)

    def _two(self):
        if self.nin != 2 or self.nout != 1:
            raise ValueError('reduce only supported for binary functions')

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=_identity, where=True):
        """Combines the elements along an axis."""
        self._two()
        a = convert.asanyarray(array, dtype=object)
        axes = ufuncs.reduction_axes(axis, a.ndim)
        axes = tuple(range(a.ndim)) if axes is None else axes
        start = self._identity if initial is _identity else initial
        rest = tuple([i for i in range(a.ndim) if i not in axes])
        moved = a.transpose(rest + axes)
        shape = moved.shape[:len(rest)]
        size = 1
        for i in axes:
            size *= a.shape[i]
        rows = moved.ravel().tolist()
        out_size = 1
        for n in shape:
            out_size *= n
        results = []
        for k in range(out_size):
            values = rows[k * size:(k + 1) * size]
            if initial is not _identity and initial is not None:
                values = [start] + values
            elif not values:
                if start is _identity or start is None:
                    raise ValueError(f'zero-size array to reduction operation {self.__name__} which has no identity')
                values = [start]
            results.append(functools.reduce(self._func, values))
        if keepdims:
            shape = tuple([1 if i in axes else n for i, n in enumerate(a.shape)])
        if out is not None:
            out = out[0] if isinstance(out, tuple) else out
            out[...] = objects(results, shape)
            return out
        return results[0] if shape == () else objects(results, shape)

    def accumulate(self, array, axis=0, dtype=None, out=None):
        """Every intermediate result of `reduce` along an axis."""
        self._two()
        from itertools import accumulate
        a = manipulation.moveaxis(convert.asanyarray(array, dtype=object), axis, -1)
        result = creation.empty(a.shape, object)
        from ._grids import ndindex
        for place in ndindex(a.shape[:-1]):
            result[place + (Ellipsis,)] = objects(list(accumulate(a[place].tolist(), self._func)), (a.shape[-1],))
        return manipulation.moveaxis(result, -1, axis)

    def outer(self, A, B, /, **kwargs):
        """The function of all pairs."""
        A, B = convert.asanyarray(A), convert.asanyarray(B)
        return self(A.reshape(A.shape + (1,) * B.ndim), B, **kwargs)

    def at(self, a, indices, b=_identity, /):
        """`a[indices] = f(a[indices], b)` in place, element by element."""
        places = creation.arange(a.size).reshape(a.shape)[indices]
        shape = getattr(places, 'shape', ())
        values = None if b is _identity else manipulation.broadcast_to(convert.asarray(b, dtype=object), shape).ravel().tolist()
        for k, place in enumerate(convert.asarray(places).ravel().tolist()):
            old = a.flat[place]
            a.flat[place] = self._func(old) if values is None else self._func(old, values[k])


def objects(values, shape):
    """An object array of a shape, of Python objects in a flat sequence: none of them is looked into."""
    result = creation.empty(len(values), object)
    for i, each in enumerate(values):
        result[i] = each
    return result.reshape(shape)


def frompyfunc(func, /, nin, nout, *, identity=_identity):
    """A function of `nin` objects with `nout` results, over arrays of objects."""
    if not callable(func):
        raise TypeError('function must be callable')
    import operator
    return PythonFunction(func, operator.index(nin), operator.index(nout), identity)


# ---- vectorize

_NAME = r'\w+'
_CORE = rf'\((?:{_NAME}(?:,{_NAME})*,?)?\)'
_SIGNATURE = rf'^{_CORE}(?:,{_CORE})*->{_CORE}(?:,{_CORE})*$'


def parse_gufunc_signature(signature):
    """The core dimensions of inputs and outputs: two lists of tuples of names."""
    import re
    signature = re.sub(r'\s+', '', signature)
    if not re.match(_SIGNATURE, signature):
        raise ValueError(f'not a valid gufunc signature: {signature}')
    return tuple([[tuple(re.findall(_NAME, core)) for core in re.findall(_CORE, side)] for side in signature.split('->')])


_parse_gufunc_signature = parse_gufunc_signature


class vectorize:
    """A Python function as one over arrays, with broadcasting; it is called once for each element.

    `otypes` gives the types of its results, else the first call tells; `excluded` names arguments that pass as they are;
    `signature` the core dimensions of arguments and results; with `cache` the first call is not repeated.
    """

    __module__ = 'numpyni'

    def __init__(self, pyfunc=ufuncs.NOVALUE, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        if pyfunc is not ufuncs.NOVALUE and not callable(pyfunc):
            part = 'When used as a decorator, only accepts keyword arguments.'
            raise TypeError(part)
        self.pyfunc, self.cache, self.signature = pyfunc, cache, signature
        if pyfunc is not ufuncs.NOVALUE and hasattr(pyfunc, '__name__'):
            self.__name__ = pyfunc.__name__
        self._doc = doc
        self.__doc__ = doc if doc is not None else getattr(pyfunc, '__doc__', None) if pyfunc is not ufuncs.NOVALUE else None
        if isinstance(otypes, str):
            for char in otypes:
                dtypes.find(char)
        elif otypes is not None and hasattr(otypes, '__iter__'):
            otypes = [dtypes.find(each) for each in otypes]
        elif otypes is not None:
            raise ValueError('Invalid otype specification')
        self.otypes = otypes
        if excluded is not None and not all(isinstance(each, (int, str)) for each in excluded):
            raise TypeError('excluded must be a set of integers and strings')
        self.excluded = set() if excluded is None else set(excluded)
        self._in_and_out = None if signature is None else parse_gufunc_signature(signature)

    def __call__(self, *args, **kwargs):
        if self.pyfunc is ufuncs.NOVALUE:
            self.__init__(args[0], self.otypes, self._doc, self.excluded, self.cache, self.signature)
            if hasattr(self.pyfunc, '__doc__') and self._doc is None:
                self.__doc__ = self.pyfunc.__doc__
            return self
        function, values = self.pyfunc, list(args)
        if kwargs or self.excluded:
            names = [name for name in kwargs if name not in self.excluded]
            places = [i for i in range(len(args)) if i not in self.excluded]
            fixed, keywords = list(args), dict(kwargs)

            def function(*varied):
                for i, place in enumerate(places):
                    fixed[place] = varied[i]
                keywords.update(zip(names, varied[len(places):]))
                return self.pyfunc(*fixed, **keywords)
            values = [args[i] for i in places] + [kwargs[name] for name in names]
        if self._in_and_out is not None:
            return self._with_signature(function, values)
        return self._elementwise(function, values)

    def _elementwise(self, function, values):
        if not values:
            return self._converted([function()], (), 1, None)
        arrays = [convert.asanyarray(v) if not _is_object(v) else convert.asanyarray(v, dtype=object) for v in values]
        shape = manipulation.broadcast_shapes(*[a.shape for a in arrays])
        if not all(shape) and self.otypes is None:
            raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
        columns = [manipulation.broadcast_to(a, shape).ravel() for a in arrays]
        columns = [c.tolist() if c.dtype.kind == 'O' else list(c) for c in columns]
        rows = list(zip(*columns))
        results = []
        if rows:
            first = function(*rows[0])
            # NumPy calls the function once more, with the first elements, unless told not to
            results.append(first if self.cache or self.otypes is not None else function(*rows[0]))
            results += [function(*row) for row in rows[1:]]
            count = len(first) if isinstance(first, tuple) else 1
        else:
            count = len(self.otypes)
        result = self._converted(results, shape, count, rows)
        wrapper = next((a for a in arrays if type(a) is not ndarray), None)
        if wrapper is not None and isinstance(result, ndarray):
            return convert.as_class_of(result, wrapper)
        return result

    def _converted(self, results, shape, count, rows):
        columns = list(zip(*results)) if count > 1 else [results]
        columns = columns or [()] * count
        out = []
        for i, column in enumerate(columns):
            kind = dtypes.find(self.otypes[i]) if self.otypes else convert.asarray(column[0]).dtype
            if kind.kind == 'O':
                out.append(objects(list(column), shape))
            elif kind.kind in 'SU' and kind.itemsize == 0 or not self.otypes and kind.kind in 'SU':
                out.append(convert.array(list(column), dtype=kind.kind).reshape(shape))
            else:
                out.append(convert.array(list(column), dtype=kind).reshape(shape))
        return out[0] if count == 1 else tuple(out)

    def _with_signature(self, function, values):
        inputs, outputs = self._in_and_out
        if len(values) != len(inputs):
            raise TypeError(f'wrong number of positional arguments: expected {len(inputs)}, got {len(values)}')
        arrays = [convert.asanyarray(v) for v in values]
        sizes, loops = {}, []
        for a, core in zip(arrays, inputs):
            _core_sizes(sizes, a, core)
            loops.append(a.shape[:a.ndim - len(core)])
        shape = manipulation.broadcast_shapes(*loops)
        arrays = [manipulation.broadcast_to(a, shape + a.shape[a.ndim - len(core):], subok=True) for a, core in zip(arrays, inputs)]
        from ._grids import ndindex
        made, count = None, len(outputs)
        for place in ndindex(shape):
            results = function(*[a[place] for a in arrays])
            returned = len(results) if isinstance(results, tuple) else 1
            if returned != count:
                raise ValueError(f'wrong number of outputs from pyfunc: expected {count}, got {returned}')
            results = [convert.asanyarray(r) for r in ((results,) if count == 1 else results)]
            if made is None:
                for result, core in zip(results, outputs):
                    _core_sizes(sizes, result, core)
                made = self._made(shape, sizes, outputs, [r.dtype for r in results])
            for whole, result in zip(made, results):
                whole[place] = result
        if made is None:
            if self.otypes is None:
                raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
            if any(dim not in sizes for core in outputs for dim in core):
                raise ValueError('cannot call `vectorize` with a signature including new output dimensions on size 0 inputs')
            made = self._made(shape, sizes, outputs, self.otypes)
        return made[0] if count == 1 else made

    def _made(self, shape, sizes, outputs, kinds):
        kinds = self.otypes if self.otypes is not None else kinds
        return tuple([creation.empty(shape + tuple([sizes[d] for d in core]), dtypes.find(kind)) for core, kind in zip(outputs, kinds)])


def _core_sizes(sizes, a, core):
    if a.ndim < len(core):
        raise ValueError(f'{a.ndim}-dimensional argument does not have enough dimensions for all core dimensions {core!r}')
    for name, n in zip(core, a.shape[a.ndim - len(core):]):
        if sizes.setdefault(name, n) != n:
            raise ValueError(f'inconsistent size for core dimension {name!r}: {n!r} vs {sizes[name]!r}')


def _is_object(value):
    return getattr(getattr(value, 'dtype', None), 'kind', None) == 'O'
