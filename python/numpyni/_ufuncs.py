"""`ufunc` and all ufuncs of the runtime's table: everything of a call that is not the plain case."""

from . import _convert as convert
from . import _dtypes as dtypes
from . import _docs
from . import _host as host
from . import _index
from . import _signatures
from .exceptions import NoLoop
from ._words import NOVALUE, ORDER_K, CASTING_SAME_KIND, casting_of, order_of

ndarray = host.ndarray
_NUMBERS = (bool, int, float, complex)
by_name = {}
BUFSIZE = 8192       # what NumPy's buffers hold


class ufunc(host.UfuncBase):
    """A function that works element by element, with broadcasting.

    Call it with `nin` operands and, optionally, `out`, `where`, `casting`, `order`, `dtype`, `signature`, `subok`.
    """

    __module__ = 'numpyni'
    signature = None
    __signature__ = _signatures.Described(_signatures.of_ufunc)

    def _describe(self, name, doc, nin, nout, identity, types):
        self.__name__ = self.__qualname__ = name
        self.__doc__ = _docs.of_ufunc(name, doc)
        self.nin, self.nout, self.nargs = nin, nout, nin + nout
        self.identity = identity
        self._words = types

    @property
    def types(self):
        """The loops, as strings of dtype characters: 'dd->d'."""
        chars = [[dtypes.by_word[w].char for w in words] for words in self._words]
        return [''.join(c[:self.nin]) + '->' + ''.join(c[self.nin:]) for c in chars]

    @property
    def ntypes(self):
        """How many loops there are."""
        return len(self._words)

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __reduce__(self):
        return self.__name__

    def _call_cold(self, *args, **kwargs):
        return dispatch(self, '__call__', args, kwargs)

    def reduce(self, array, *args, **kwargs):
        """`reduce(array, axis=0, dtype=None, out=None, keepdims=False, initial=..., where=True)`: combines along axes."""
        if type(array) is ndarray and not args and not kwargs and self.nin == 2 and self.nout == 1 and array.ndim \
                and self.signature is None and array.size:
            return host.ufunc_reduce(self._id, array, (0,), False, None, host.NOVALUE, None, None)
        return dispatch(self, 'reduce', (array, *args), kwargs)

    _reduce_cold = reduce
    reduce = getattr(host.UfuncBase, 'reduce', reduce)          # native where the host has its plain case

    def accumulate(self, array, *args, **kwargs):
        """`accumulate(array, axis=0, dtype=None, out=None)`: every intermediate result of `reduce` along an axis."""
        if type(array) is ndarray and not args and not kwargs and array.ndim and type(self) is ufunc:
            method = _ACCUMULATIONS.get(self._id)
            if method is not None and (array.dtype is dtypes.float64 or array.dtype is dtypes.int64):
                return method(array, 0)
            self._binary_only('accumulate')
            return host.ufunc_accumulate(self._id, array, 0, None, None)
        return dispatch(self, 'accumulate', (array, *args), kwargs)

    def reduceat(self, array, indices, *args, **kwargs):
        """`reduceat(array, indices, axis=0, dtype=None, out=None)`: `reduce` over the slices that `indices` begin."""
        if type(array) is type(indices) is ndarray and not args and not kwargs and array.ndim and indices.dtype is dtypes.intp and indices.size and \
                type(self) is ufunc:
            self._binary_only('reduceat')
            return host.ufunc_reduceat(self._id, array, indices, 0, None, None)
        return dispatch(self, 'reduceat', (array, indices, *args), kwargs)

    def outer(self, A, B, /, **kwargs):
        """Applies the ufunc to all pairs of an element of A and one of B."""
        if type(A) is type(B) is ndarray and not kwargs and A.ndim == B.ndim == self.nout == 1 and self.nin == 2 and type(self) is ufunc:
            return self(A[:, None], B)
        return dispatch(self, 'outer', (A, B), kwargs)

    def at(self, a, indices, b=NOVALUE, /):
        """`a[indices] = ufunc(a[indices], b)` in place; repeated indices count."""
        if type(a) is type(indices) is ndarray and indices.dtype is dtypes.intp and (type(b) is ndarray or type(b) in (int, float)) and \
                self.nin == 2 and self.nout == 1 and type(self) is ufunc:
            return host.ufunc_at(self._id, a, (indices,), b)
        return dispatch(self, 'at', (a, indices) + (() if b is NOVALUE else (b,)), {})

    def resolve_dtypes(self, dtypes_, *, signature=None, casting=None, reduction=False):
        """The dtypes that a call with operands of the given dtypes (or Python number types) would use."""
        if not isinstance(dtypes_, tuple) or len(dtypes_) != self.nargs:
            raise TypeError(f'resolve_dtypes: The dtypes must be a tuple of {self.nargs} dtypes')
        for i, each in enumerate(dtypes_):
            if not (isinstance(each, dtypes.dtype) or each in (int, float, complex) and isinstance(each, type) or each is None and (
                    i >= self.nin or reduction and i == 0)):
                raise TypeError('resolve_dtypes: Provided dtype must be a valid NumPy dtype, int, float, complex, or None.')
        if reduction and (self.nin != 2 or self.nout != 1 or dtypes_[0] is not None or dtypes_[2] is not dtypes_[0]):
            raise TypeError('resolve_dtypes: the first and the last dtype of a reduction are the same')
        given = (dtypes_[1], dtypes_[1]) if reduction else dtypes_[:self.nin]
        if reduction and self.__name__ in ('add', 'multiply') and given[0].kind in 'biu' and given[0].itemsize < 8 and signature is None:
            given = (dtypes.find('u8' if given[0].kind == 'u' else 'i8'),) * 2
        inputs = tuple([each(0) if isinstance(each, type) else dtypes.zero_of(each) for each in given])
        rule = CASTING_SAME_KIND if casting is None else casting_of(casting)
        words = host.ufunc_resolve(self._id, inputs, rule, _signature(self, signature, None))
        return tuple([dtypes.by_word[w] for w in words])

    # ---- the methods without overrides

    def _arguments(self, args, out, sig, signature, unknown):
        """The inputs, the tuple of outputs (or None) and the signature of a call."""
        name = self.__name__
        if unknown:
            raise TypeError(f'{name}() got an unexpected keyword argument {next(iter(unknown))!r}')
        nin = self.nin
        if not nin <= len(args) <= self.nargs:
            takes = f'from {nin} to {self.nargs} positional arguments' if self.nout else f'{nin} positional arguments'
            were = 'was' if len(args) == 1 else 'were'
            raise TypeError(f'{name}() takes {takes} but {len(args)} {were} given')
        if len(args) > nin:
            if name in ('maximum', 'minimum'):
                import warnings
                warnings.warn('Passing more than 2 positional arguments to np.maximum and np.minimum is deprecated. If you meant to use the '
                              'third argument as an output, use the `out` keyword argument instead. If you hoped to work with more than 2 '
                              'inputs, combine them into a single array and get the extrema for the relevant axis.',
                              DeprecationWarning, stacklevel=2)
            if out is not None:
                raise TypeError(f"cannot specify 'out' as both a positional and keyword argument")
            out = args[nin:] + (None,) * (self.nargs - len(args))
            if Ellipsis in [each for each in out if not isinstance(each, ndarray)]:
                raise TypeError('out=... is only allowed as a keyword argument.')
        out = _outputs(self, out)
        if sig is not None:
            if signature is not None:
                raise TypeError("cannot specify both 'sig' and 'signature'")
            signature = sig
        return args[:nin], out, signature

    def _compute(self, *args, out=NOVALUE, where=True, casting='same_kind', order='K', dtype=None, sig=None, signature=None,
                 subok=True, **unknown):
        if out is NOVALUE:
            out = None
            if where is not True and len(args) <= self.nin:
                import warnings
                warnings.warn("'where' used without 'out', expect unitialized memory in output. If this is intended, use out=None.",
                              UserWarning, stacklevel=4)
        args, out, signature = self._arguments(args, out, sig, signature, unknown)
        inputs = tuple([convert.as_operand(x) for x in args])
        if int in map(type, inputs) and self.__name__ in _COMPARISONS:
            inputs = _within_int64(inputs)
        result = host.ufunc_call(
            self._id, inputs, out, _mask(where),
            CASTING_SAME_KIND if casting == 'same_kind' else casting_of(casting),
            ORDER_K if order == 'K' else order_of(order),
            None if signature is None and dtype is None else _signature(self, signature, dtype))
        return finished(self, result, args, out, subok)

    def _binary_only(self, method):
        if self.nin != 2:
            raise ValueError(f'{method} only supported for binary functions')
        if self.nout != 1:
            raise ValueError(f'{method} only supported for functions returning a single value')

    def _reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=NOVALUE, where=True):
        self._binary_only('reduce')
        given, array = array, convert.asanyarray(array)
        out = _output(out)
        if out is not None and self.__name__[:8] == 'logical_' and out.dtype.kind not in 'bO':
            host.assign(out, self._reduce(array, axis, dtype, None, keepdims, initial, where), CASTING_SAME_KIND, None)
            return out
        axes = reduction_axes(axis, array.ndim)
        if array.size == 0 and (initial is None or initial is NOVALUE and self.identity is None) and array.dtype.kind != 'O' and \
                0 in [array.shape[i] for i in (range(array.ndim) if axes is None else axes)]:
            raise ValueError(f'zero-size array to reduction operation {self.__name__} which has no identity')
        result = host.ufunc_reduce(self._id, array, axes, bool(keepdims), dtypes.native_word(dtype), initial_value(initial),
                                   _mask(where), out)
        return finished(self, result, (given,), None if out is None else (out,), context=False)

    def _accumulate(self, array, axis=0, dtype=None, out=None):
        self._binary_only('accumulate')
        given, array = array, convert.asanyarray(array)
        if array.ndim == 0:
            raise TypeError('cannot accumulate on a scalar')
        out, axis = _output(out), _one_axis(axis, array.ndim, 'accumulate')
        result = host.ufunc_accumulate(self._id, array, axis, dtypes.native_word(dtype), out)
        return finished(self, result, (given,), None if out is None else (out,), context=False)

    def _reduceat(self, array, indices, axis=0, dtype=None, out=None):
        self._binary_only('reduceat')
        given, array = array, convert.asanyarray(array)
        if array.ndim == 0:
            raise TypeError('cannot reduceat on a scalar')
        indices = convert.asarray(indices)
        if indices.size == 0:
            indices = indices.astype(dtypes.intp)
        if indices.dtype.kind not in 'iub':
            raise TypeError(f"Cannot cast array data from {indices.dtype!r} to dtype('int64') according to the rule 'safe'")
        out, axis = _output(out), _one_axis(axis, array.ndim, 'reduceat')
        if out is not None and host.overlaps(array, out, False):
            array = array.copy()
        result = host.ufunc_reduceat(self._id, array, indices.astype(dtypes.intp), axis, dtypes.native_word(dtype), out)
        return finished(self, result, (given,), None if out is None else (out,), context=False)

    def _outer(self, A, B, **kwargs):
        if self.nin != 2:
            raise ValueError('outer product only supported for binary functions')
        A, B = convert.as_operand(A), convert.as_operand(B)
        count = B.ndim if isinstance(B, ndarray) else 0
        if count:
            A = convert.asanyarray(A)
            A = A.reshape(A.shape + (1,) * count)
        return self._compute(A, B, **kwargs)

    def _at(self, a, indices, *b):
        if self.nin not in (1, 2):
            raise ValueError('Only unary and binary ufuncs supported at this time')
        if self.nout != 1:
            raise ValueError('Only single output ufuncs supported at this time')
        if not isinstance(a, ndarray):
            raise TypeError('first operand must be array')
        if len(b) != self.nin - 1:
            raise ValueError('second operand needed for ufunc' if self.nin == 2 else
                             'second operand provided when ufunc is unary')
        host.ufunc_at(self._id, a, _index.parse(indices), *[convert.as_operand(x) for x in b])


def initial_value(initial):
    """The start value as an operand, or the host's 'not given'."""
    if initial is NOVALUE or initial is None:
        return host.NOVALUE
    value = convert.as_operand(initial)
    return value[()] if isinstance(value, ndarray) and value.ndim == 0 else value


def reduction_axes(axis, ndim):
    """The axes of a reduction: None for all, else a tuple."""
    if axis is None:
        return None
    if ndim == 0 and (axis in (0, -1) if not isinstance(axis, tuple) else axis in ((0,), (-1,))):
        return ()
    axes = axis if isinstance(axis, tuple) else (axis,)
    axes = tuple([_index.normalize_axis(each, ndim) for each in axes])
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def _mask(where):
    if where is True or where is None:
        return None
    return convert.asarray(where, dtypes.bool_)


def _output(out):
    """The one array of `out=`, or None."""
    if isinstance(out, tuple):
        if len(out) != 1:
            raise ValueError("The 'out' tuple must have exactly one entry")
        out = out[0]
    if out is not None and not isinstance(out, ndarray):
        raise TypeError('return arrays must be of ArrayType')
    return out


output = _output
mask = _mask


def _outputs(self, out):
    """The tuple of `nout` arrays or None of `out=`, or None where nothing was given."""
    if out is None:
        return None
    if type(out) is tuple:
        if len(out) != self.nout:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
    elif self.nout == 1:
        out = (out,)
    else:
        raise TypeError("'out' must be a tuple of arrays")
    found = False
    for each in out:
        if each is not None:
            found = True
            if not isinstance(each, ndarray):
                raise TypeError('return arrays must be of ArrayType')
    return out if found else None


def _one_axis(axis, ndim, name):
    """The axis that a method works along; None is the only one that there is."""
    if axis is None or isinstance(axis, tuple):
        axes = tuple(range(ndim)) if axis is None else axis
        if len(axes) != 1:
            raise ValueError(f'{name} does not allow multiple axes')
        axis = axes[0]
    return _index.normalize_axis(axis, ndim)


def _signature(self, signature, dtype):
    """The `nargs` words (0: open) that `signature=` or `dtype=` fixes, or None."""
    nin, nargs = self.nin, self.nargs
    if signature is None:
        return None if dtype is None else (0,) * nin + (dtypes.find(dtype).word,) * self.nout
    if dtype is not None:
        raise TypeError("cannot specify both 'signature' and 'dtype'")
    if isinstance(signature, str):
        parts = signature.split('->')
        if len(parts) == 1 and len(signature) == 1:
            raise TypeError("Use `dtype` or fill the tuple with more than one 'None'.")
        if len(parts) != 2 or len(parts[0]) != nin or len(parts[1]) != self.nout:
            raise ValueError(f"a type-string for {self.__name__}, requires {nin} typecode(s) before and {self.nout} after the -> "
                             'sign')
        signature = tuple(parts[0] + parts[1])
        for char in signature:
            if char not in dtypes._by_name:
                raise ValueError(f'{char!r} is no character of a type')
    if not isinstance(signature, tuple):
        if isinstance(signature, (type, dtypes.dtype)):
            return (0,) * nin + (dtypes.find(signature).word,) * self.nout
        raise TypeError('the signature object to ufunc must be a string or a tuple.')
    if len(signature) == 1 and nargs != 1:
        raise TypeError("Use `dtype` or fill the tuple with more than one 'None'.")
    if len(signature) != nargs:
        raise ValueError(f'a type-tuple must be specified of length 1 or {nargs} for ufunc {self.__name__!r}')
    return tuple([0 if each is None else dtypes.find(each).word for each in signature])


# ---- comparisons

_COMPARISONS = ('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal')


def _within_int64(inputs):
    """The operands of a comparison: beside integers, a Python integer out of their range is replaced by one that compares alike."""
    x1, x2 = inputs
    if type(x1) is type(x2) is int:
        return (x1, x2) if max(abs(x1), abs(x2)) < 1 << 63 else (int(x1 > x2), int(x2 > x1))
    first = type(x1) is int
    number, other = (x1, x2) if first else (x2, x1)
    kind = getattr(getattr(other, 'dtype', None), 'kind', None)
    if kind is None or kind not in 'biu':
        return inputs
    limits = dtypes.iinfo(other.dtype) if kind != 'b' else dtypes.iinfo('i8')
    if limits.min <= number <= limits.max:
        return inputs
    nothing, sign = host.new(dtypes.find('i1').word, other.shape, 1, True), 1 if number > 0 else -1
    return (sign, nothing) if first else (nothing, sign)


def compare(x1, x2, name):
    """A comparison by an operator; unequal types are unequal, not an error."""
    try:
        return by_name[name](x1, x2)
    except NoLoop:
        if name not in ('equal', 'not_equal'):
            raise
        shape = broadcast_shape([convert.asarray(x1), convert.asarray(x2)])
        result = host.new(dtypes.bool_.word, shape, 1, True)
        if name == 'not_equal':
            host.set(result, (Ellipsis,), True)
        return result if result.ndim else result[()]


def broadcast_shape(arrays):
    """The shape that arrays have together."""
    from ._manipulation import broadcast_shapes
    return broadcast_shapes(*[a.shape for a in arrays])


# NumPy's other names
ALIASES = {'abs': 'absolute', 'bitwise_not': 'invert', 'bitwise_invert': 'invert', 'bitwise_left_shift': 'left_shift',
           'bitwise_right_shift': 'right_shift', 'acos': 'arccos', 'acosh': 'arccosh', 'asin': 'arcsin', 'asinh': 'arcsinh',
           'atan': 'arctan', 'atanh': 'arctanh', 'atan2': 'arctan2', 'conj': 'conjugate', 'mod': 'remainder', 'pow': 'power',
           'true_divide': 'divide'}


def make(number):
    """The ufunc of a number."""
    name, doc, nin, nout, identity, types = host.ufunc_info(number)
    new = ufunc()
    new._id = number
    new._describe(name, doc, nin, nout, identity, types)
    return new


from ._ufunc_overrides import defers, dispatch, finished, overridden, without_overrides, wrapper        # noqa: E402  (it asks for the names above)


def load():
    """Makes a ufunc of every row of the runtime's table."""
    for number in range(host.ufunc_count()):
        if host.ufunc_signature(number) is None:        # the others are made by `_gufuncs`
            new = make(number)
            by_name[new.__name__] = new
    for alias, name in ALIASES.items():
        if name in by_name:
            by_name.setdefault(alias, by_name[name])


load()

# what `accumulate` of plain arrays is as a method
_ACCUMULATIONS = {by_name['add']._id: ndarray.cumsum, by_name['multiply']._id: ndarray.cumprod}
