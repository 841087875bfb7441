"""Who else takes part in a call of a ufunc: `__array_ufunc__` (NEP 13), `__array_wrap__`, `__array_priority__`."""

from _thread import _local

from . import _convert as convert
from . import _dtypes as dtypes
from . import _host as host
from ._scalars_base import generic
from ._words import NOVALUE

ndarray = host.ndarray
PLAIN = {ndarray, bool, int, float, complex, list, tuple, type(None), *dtypes.scalar_types.values()}
_METHODS = {'__call__': '_compute', 'reduce': '_reduce', 'accumulate': '_accumulate', 'reduceat': '_reduceat',
            'outer': '_outer', 'at': '_at'}
# how many inputs the methods take, and the names of the positional arguments behind them
_POSITIONAL = {'reduce': (1, ('axis', 'dtype', 'out', 'keepdims', 'initial', 'where')), 'accumulate': (1, ('axis', 'dtype', 'out')),
               'reduceat': (2, ('axis', 'dtype', 'out'))}
_asked = _local()       # the pairs of a ufunc and an operand that is being asked, of this thread
_KEYWORDS = frozenset('out where casting order dtype sig signature subok axes axis keepdims'.split())


def dispatch(self, method, args, kwargs):
    """Calls a method of a ufunc, unless an operand's `__array_ufunc__` takes the call."""
    operands = args
    if kwargs:
        if kwargs.get('out') is Ellipsis:           # arrays, also of no dimensions
            results = dispatch(self, method, args, {**kwargs, 'out': None})
            if isinstance(results, tuple):
                return tuple([convert.asanyarray(each) for each in results])
            return convert.asanyarray(results)
        out, where = kwargs.get('out'), kwargs.get('where')
        if out is not None:
            operands = operands + (out if isinstance(out, tuple) else (out,))
        if type(where) not in PLAIN:
            operands = operands + (where,)
    for x in operands:
        if overridden(x):
            return _taken(self, method, args, kwargs)
    return getattr(self, _METHODS[method])(*args, **kwargs)


def _override(x):
    """What an operand's class defines as `__array_ufunc__`; None where it has no part in it."""
    found = getattr(type(x), '__array_ufunc__', NOVALUE)
    if found is None:
        raise TypeError(f"operand '{type(x).__name__}' does not support ufuncs (__array_ufunc__=None)")
    return None if found is NOVALUE or found is ndarray.__array_ufunc__ else found


def overridden(x):
    """Whether an operand takes the calls of ufuncs over."""
    return type(x) not in PLAIN and _override(x) is not None


def _taken(self, method, args, kwargs):
    inputs, kwargs = _normalized(self, method, args, kwargs)
    operands = inputs + kwargs.get('out', ())
    takers = []
    for x in operands + ((kwargs['where'],) if 'where' in kwargs else ()):
        if _override(x) is None or any([type(taker) is type(x) for taker in takers]):
            continue
        at = next((i for i, taker in enumerate(takers) if isinstance(x, type(taker))), len(takers))
        takers.insert(at, x)
    asking = _asked.__dict__.setdefault('pairs', [])
    for taker in takers:
        if any([ufunc is self and other is taker for ufunc, other in asking]):
            return getattr(self, _METHODS[method])(*inputs, **kwargs)       # NumPy's arrays call any ufunc back
        asking.append((self, taker))
        try:
            result = taker.__array_ufunc__(self, method, *inputs, **kwargs)
        finally:
            asking.pop()
        if result is not NotImplemented:
            return result
    names = ', '.join([repr(type(x).__name__) for x in operands])
    given = ', '.join([repr(x) for x in inputs] + [f'{name}={value!r}' for name, value in kwargs.items()])
    raise TypeError(f'operand type(s) all returned NotImplemented from __array_ufunc__({self!r}, {method!r}, {given}): {names}')


def _normalized(self, method, args, kwargs):
    """The inputs and keywords of a call as `__array_ufunc__` gets them."""
    kwargs = dict(kwargs)
    if method in _POSITIONAL:
        count, names = _POSITIONAL[method]
        if len(args) > count + len(names):
            raise TypeError(f'{method}() takes from {count} to {count + len(names)} positional arguments but {len(args)} were given')
        for place, (name, value) in enumerate(zip(names, args[count:])):
            if name in kwargs:
                raise TypeError(f"argument for {method}() given by name ('{name}') and position ({place + count})")
            kwargs[name] = value
        if kwargs.get('initial') is NOVALUE:
            del kwargs['initial']
        return args[:count], _with_outputs(kwargs, 1)
    if method == 'at':
        if len(args) - 1 not in (1, self.nin):
            raise TypeError(f'at() takes from 2 to 3 positional arguments but {len(args)} were given')
        return args, kwargs
    nin, nargs = self.nin, self.nin if method == 'outer' else self.nargs
    if not nin <= len(args) <= nargs:
        takes = f'{nin}' if nin == nargs else f'from {nin} to {nargs}'
        raise TypeError(f'{self.__name__}() takes {takes} positional arguments but {len(args)} were given')
    for name in kwargs:
        if name not in _KEYWORDS:
            raise TypeError(f'{self.__name__}() got an unexpected keyword argument {name!r}')
    if 'sig' in kwargs:
        if 'signature' in kwargs:
            raise TypeError("cannot specify both 'sig' and 'signature'")
        kwargs['signature'] = kwargs.pop('sig')
    if len(args) > nin:
        if 'out' in kwargs:
            raise TypeError("cannot specify 'out' as both a positional and keyword argument")
        kwargs['out'] = args[nin:] + (None,) * (nargs - len(args))
    return args[:nin], _with_outputs(kwargs, self.nout)


def _with_outputs(kwargs, nout):
    """The keywords with `out` as a tuple, or without it where no output is given."""
    if 'out' in kwargs:
        out = kwargs.pop('out')
        if isinstance(out, tuple):
            if len(out) != nout:
                raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        elif nout == 1:
            out = (out,)
        else:
            raise TypeError("'out' must be a tuple of arrays")
        if any([each is not None for each in out]):
            kwargs['out'] = out
    return kwargs


def without_overrides(self, method, inputs, kwargs):
    """A method of a ufunc as arrays run it: no operand is asked."""
    if not hasattr(self, 'nin') or method not in _METHODS:
        raise TypeError('__array_ufunc__ needs a ufunc and the name of a method')
    return getattr(self, _METHODS[method])(*inputs, **kwargs)


# ---- wrapping

def priority(x):
    """An operand's `__array_priority__`; that of scalars where it has none, or no number."""
    try:
        return float(getattr(x, '__array_priority__', generic.__array_priority__))
    except (TypeError, ValueError):
        return generic.__array_priority__


def finished(self, result, args, out, subok=True, context=True):
    """The results as the caller gets them: wrapped by the outputs, or else by the input of the highest priority."""
    if not subok:
        return result if out is None else _outputs(self, result, out)
    wrap = wrapper(args)
    if wrap is None and (out is None or self.nout == 1 and type(out[0]) is ndarray):
        return result if out is None else out[0]
    operands = args[:self.nin] + tuple(out or ())
    results = [result] if self.nout == 1 else list(result)
    for i in range(self.nout):
        chosen, given = wrap, None if out is None else out[i]
        if given is not None:
            results[i], chosen = given, None if type(given) is ndarray else given.__array_wrap__
        if chosen is not None:
            scalar = not isinstance(results[i], ndarray) or not context and given is None and results[i].ndim == 0
            results[i] = chosen(convert.asarray(results[i]) if given is None else given,
                                (self, operands, i) if context else None, scalar)
    return results[0] if self.nout == 1 else tuple(results)


def _outputs(self, result, out):
    results = [result] if self.nout == 1 else list(result)
    results = [made if given is None else given for made, given in zip(results, out)]
    return results[0] if self.nout == 1 else tuple(results)


def wrapper(args):
    """The `__array_wrap__` of the operand of highest priority that is not a plain array; None where all are plain."""
    best = highest = None
    for x in args:
        if type(x) in PLAIN or isinstance(x, generic):
            continue
        wrap = None if type(x).__module__ == 'numpy' else getattr(x, '__array_wrap__', None)     # NumPy's own take NumPy's arrays
        if wrap is not None and (best is None or priority(x) > highest):
            best, highest = wrap, priority(x)
    return best


def defers(x1, x2, inplace=False):
    """Whether the binary operators of `x1` leave the work to `x2`'s."""
    cls = type(x2)
    if cls in PLAIN or cls is type(x1):
        return False
    override = getattr(cls, '__array_ufunc__', NOVALUE)
    if override is not NOVALUE:
        return override is None
    if inplace or isinstance(x2, generic) or issubclass(cls, type(x1)):
        return False
    return priority(x2) > priority(x1)
