"""Python functions over arrays: `vectorize`, `apply_along_axis`, `piecewise`, ..."""

import functools

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _opaque as opaque
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
                out.append(opaque.object_array(list(column), shape))
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
