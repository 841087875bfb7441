"""`__array_function__` (NEP 18) and `like=` (NEP 35): other array types take over calls of the public functions."""

import functools
import sys

from . import _dtypes as dtypes
from . import _host as host

native_form = getattr(host, 'hot_function', host.hot_array)         # of a function; itself where the host has none

_PLAIN = {host.ndarray, bool, int, float, complex, str, bytes, type(None), slice, range, *dtypes.scalar_types.values()}

_SEQUENCE = (list, tuple)

# parameters that hold arrays, and those that hold sequences of arrays
_ARRAYS = frozenset('''a b x y z m v p A B M c arr ary array a1 a2 x1 x2 ar ar1 ar2 element test_elements indices condition vals values
mask ind a_min a_max val filter weights sample bins xp fp f q repeats shift prototype dst src where start stop roots seq_of_zeros
fweights aweights k V X Y sorter obj key arg data val keys prepend append to_end to_begin n nan r dims multi_index'''.split())
_SEQUENCES = frozenset('arrays tup choices condlist choicelist keys operands xi arys args varargs sample indices'.split())
_NOT = frozenset('''array asarray asanyarray ascontiguousarray asfortranarray require frombuffer fromiter from_dlpack zeros ones empty
full arange eye identity tri fromfunction indices dtype finfo iinfo promote_types issubdtype isdtype errstate seterr geterr seterrcall
geterrcall flatiter isscalar iterable broadcast_shapes get_printoptions set_printoptions printoptions format_float_positional
format_float_scientific asarray_chkfinite diag_indices tril_indices triu_indices ndenumerate ndindex broadcast nditer nested_iters
vectorize frompyfunc poly1d matrix asmatrix base_repr binary_repr blackman bartlett hamming hanning kaiser mask_indices info typename
get_include show_config show_runtime load loadtxt genfromtxt fromfile fromstring fromregex memmap mintypecode getbufsize setbufsize
set_string_function save_compressed index_exp s_ r_ c_ mgrid ogrid finfo min_scalar_type DataSource test shares_memory_exact'''.split())


_hot = {}       # native public functions -> what they do for operands that are arrays
_faces = {}     # functions behind native ones -> those, which are public


def hot(native, function):
    """Notes what stands behind a native public function, if it is one."""
    if native is function:
        return function
    _hot[native] = getattr(function, '_implementation', function)
    _faces[function] = native
    return native


def takers(operands):
    """The operands that want the call, subclasses first, and the types that have `__array_function__`."""
    found, types = [], []
    for x in operands:
        cls = type(x)
        if cls in _PLAIN or cls in types or not hasattr(cls, '__array_function__'):
            continue
        types.append(cls)
        at = next((i for i, other in enumerate(found) if isinstance(x, type(other))), len(found))
        found.insert(at, x)
    return found, types


def handed_over(public, operands, args, kwargs):
    """What the operands' `__array_function__` make of a call; NotImplemented where none of them takes part."""
    found, types = takers(operands)
    if not found or all(type(x).__array_function__ is host.ndarray.__array_function__ for x in found):
        return NotImplemented
    if any(type(x) is host.ndarray for x in operands):
        types.append(host.ndarray)
        found.append(next(x for x in operands if type(x) is host.ndarray))
    public = _faces.get(public, public)
    for x in found:
        result = x.__array_function__(public, tuple(types), args, kwargs)
        if result is not NotImplemented:
            return result
    name = f'{public.__module__}.{public.__name__}'.replace('numpyni', 'numpy', 1)
    raise TypeError(f"no implementation found for '{name}' on types that implement __array_function__: {types!r}")


def array_function(self, func, types, args, kwargs):
    """`ndarray.__array_function__`: runs the function itself unless a foreign type takes part."""
    if not isinstance(args, tuple):
        raise TypeError('args must be a tuple.')
    if not isinstance(kwargs, dict):
        raise TypeError('kwargs must be a dict.')
    for each in types:
        if not issubclass(each, host.ndarray):
            return NotImplemented
    implementation = _hot.get(func)         # what is hot is native, and has no attributes
    return (getattr(func, '_implementation', func) if implementation is None else implementation)(*args, **kwargs)


def overridable(function, operands_of=None):
    """The public form of `function`, which `__array_function__` may take over.

    `operands_of`, called with the arguments, gives the relevant ones; without it their parameters' names tell.
    """
    named = operands_of is None
    if named:
        operands_of = _by_names(function)

    @functools.wraps(function)
    def public(*args, **kwargs):
        for x in args:
            if type(x) not in _PLAIN and not (type(x) in _SEQUENCE and len(x) < 9 and _PLAIN.issuperset(map(type, x))):
                break
        else:
            if named and not kwargs:
                return function(*args, **kwargs)
        operands = operands_of(*args, **kwargs)
        for x in operands:
            if type(x) not in _PLAIN:
                result = handed_over(public, operands, args, kwargs)
                if result is not NotImplemented:
                    return result
                break
        return function(*args, **kwargs)
    public._implementation = public._direct = function
    return public


def _by_names(function):
    code = getattr(function, '__wrapped__', function).__code__
    count = code.co_argcount
    names = code.co_varnames[:count]
    everything = code.co_varnames[:count + code.co_kwonlyargcount]
    arrays = [(i, name in _SEQUENCES) for i, name in enumerate(names) if name in _ARRAYS or name in _SEQUENCES or name == 'out']
    keywords = {name: name in _SEQUENCES for name in everything if name in _ARRAYS or name in _SEQUENCES or name == 'out'}
    rest = count if code.co_flags & 4 else None             # *arrays

    def operands_of(*args, **kwargs):
        found = []
        for i, many in arrays:
            if i >= len(args):
                break
            (found.extend if many and isinstance(args[i], (list, tuple)) else found.append)(args[i])
        if rest is not None:
            found.extend(args[rest:])
        for name in kwargs:
            if name in keywords:
                value = kwargs[name]
                many = keywords[name] or name == 'out'
                (found.extend if many and isinstance(value, (list, tuple)) else found.append)(value)
        return found
    return operands_of


def may_be_overridden(name, value):
    """Whether a public name is a function that `__array_function__` takes over."""
    return name not in _NOT and hasattr(value, '__code__') and value.__code__.co_argcount + (value.__code__.co_flags & 4) > 0 \
        and not hasattr(value, '_implementation')


def likeable(function):
    """A function with the keyword `like`: an array whose type makes the result by `__array_function__`."""
    name = function.__name__

    @functools.wraps(function)
    def public(*args, like=None, **kwargs):
        if like is None:
            return function(*args, **kwargs)
        if not hasattr(type(like), '__array_function__'):
            raise TypeError('The `like` argument must be an array-like that implements the `__array_function__` protocol.')
        chosen = getattr(sys.modules['numpyni'], name)
        if type(like).__array_function__ is host.ndarray.__array_function__:
            return function(*args, **kwargs)
        result = like.__array_function__(chosen, (type(like),), args, kwargs)
        if result is NotImplemented:
            raise TypeError(f"no implementation found for 'numpy.{name}' on types that implement __array_function__: "
                            f'[{type(like)!r}]')
        return result
    public._implementation = function
    return public


def set_array_function_like_doc(function):
    """The function itself: its text stands as it is."""
    return function


def array_function_dispatch(dispatcher=None, module=None, verify=True, docs_from_dispatcher=False):
    """A decorator: the function may be taken over by what `dispatcher(*args, **kwargs)` yields."""
    def decorate(function):
        if verify and dispatcher is not None:
            verify_matching_signatures(function, dispatcher)
        operands_of = (lambda *args, **kwargs: ()) if dispatcher is None else \
            (lambda *args, **kwargs: tuple(_relevant(function, dispatcher, args, kwargs)))
        public = overridable(function, operands_of)
        if module is not None:
            public.__module__ = module
        if docs_from_dispatcher and dispatcher is not None:
            public.__doc__ = dispatcher.__doc__
        return public
    return decorate


def _relevant(function, dispatcher, args, kwargs):
    try:
        return dispatcher(*args, **kwargs)
    except TypeError as error:
        name, text = dispatcher.__name__ + '()', error.args[0] if error.args else None
        if not isinstance(text, str) or not text.startswith(name):
            raise
        raise TypeError(function.__name__ + '()' + text[len(name):]) from None


def array_function_from_dispatcher(implementation, module=None, verify=True, docs_from_dispatcher=True):
    """As `array_function_dispatch`, for the dispatcher of a given implementation."""
    return lambda dispatcher: array_function_dispatch(dispatcher, module, verify, docs_from_dispatcher)(implementation)


def verify_matching_signatures(implementation, dispatcher):
    """RuntimeError unless the two take the same arguments, the dispatcher's defaults all None."""
    import inspect
    mine, theirs = inspect.getfullargspec(implementation), inspect.getfullargspec(dispatcher)
    if mine.args != theirs.args or mine.varargs != theirs.varargs or mine.varkw != theirs.varkw or \
            bool(mine.defaults) != bool(theirs.defaults) or \
            mine.defaults is not None and len(mine.defaults) != len(theirs.defaults):
        raise RuntimeError(f'implementation and dispatcher for {implementation} have different function signatures')
    if theirs.defaults is not None and theirs.defaults != (None,) * len(theirs.defaults):
        raise RuntimeError('dispatcher functions can only use None for default argument values')


def publish(namespace):
    """Makes the functions in `__all__` of a package's namespace public: `__array_function__` may take them over."""
    for name in namespace['__all__']:
        value = namespace[name]
        if may_be_overridden(name, value):
            value = overridable(value)
        value.__module__ = namespace['__name__']
        namespace[name] = hot(native_form(value), value) if hasattr(value, '_direct') else value
