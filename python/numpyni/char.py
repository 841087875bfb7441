"""NumPy's `char` module: the functions of `strings` with the habits of old, and `chararray`."""

import operator as _operator
import sys as _sys

from . import _convert as _c
from . import _docs
from . import _dtypes as _d
from . import _host as _h
from . import _opaque as _o
from . import _opaque_ufuncs as _f
from . import _opaque_scalars as _s
from . import strings as _strings
from ._docs import text as _examples
from .strings import *                  # noqa: F403
from .strings import multiply as _multiply, partition as _partition, rpartition as _rpartition

__all__ = ['array', 'asarray', 'chararray', 'compare_chararrays', 'join', 'rsplit', 'split', 'splitlines',
           *[_name for _name in _strings.__all__ if _name != 'slice']]
del slice                               # noqa: F821

_COMPARISONS = {'==': _operator.eq, '!=': _operator.ne, '<': _operator.lt, '<=': _operator.le, '>': _operator.gt,
                '>=': _operator.ge}


def compare_chararrays(a1, a2, cmp, rstrip):
    """Compares strings element by element by '<', '<=', '==', '>=', '>' or '!='; `rstrip` leaves out whitespace at the end."""
    if cmp not in _COMPARISONS:
        raise ValueError("comparison must be '==', '!=', '<', '>', '<=', '>='")
    a1, a2 = _c.asarray(a1), _c.asarray(a2)
    if a1.dtype.kind not in 'SU' or a2.dtype.kind not in 'SU':
        raise TypeError('comparison of non-string arrays')
    if a1.dtype.kind != a2.dtype.kind:
        a1, a2 = a1.astype('U'), a2.astype('U')
    compare = _COMPARISONS[cmp]
    if rstrip:
        return _f.by_lists(lambda x, y: compare(x.rstrip(), y.rstrip()), [a1, a2], _f.booleans)
    return _f.by_lists(compare, [a1, a2], _f.booleans)


def _comparison(name, cmp):
    def function(x1, x2):
        return compare_chararrays(x1, x2, cmp, True)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`x1 {cmp} x2` without the whitespace at the ends.'
    return function


equal, not_equal, less, less_equal, greater, greater_equal = [
    _comparison(_name, _cmp) for _name, _cmp in (('equal', '=='), ('not_equal', '!='), ('less', '<'), ('less_equal', '<='),
                                                 ('greater', '>'), ('greater_equal', '>='))]


def multiply(a, i):
    """Each string repeated `i` times."""
    try:
        return _multiply(a, i)
    except TypeError:
        raise ValueError('Can only multiply by integers') from None


def partition(a, sep):
    """`str.partition` of each string; the three parts stand along a last axis."""
    from ._manipulation import stack
    return stack(_partition(a, sep), axis=-1)


def rpartition(a, sep):
    """`str.rpartition` of each string; the three parts stand along a last axis."""
    from ._manipulation import stack
    return stack(_rpartition(a, sep), axis=-1)


def _objects(name, a, *args):
    (a,) = _strings._texts(name, a)
    return _f.by_lists(lambda text: getattr(text, name)(*args), [a], _f.objects)


def split(a, sep=None, maxsplit=None):
    """`str.split` of each string: an array of lists."""
    return _objects('split', a, _plain(sep), -1 if maxsplit is None else maxsplit)


def rsplit(a, sep=None, maxsplit=None):
    """`str.rsplit` of each string: an array of lists."""
    return _objects('rsplit', a, _plain(sep), -1 if maxsplit is None else maxsplit)


def splitlines(a, keepends=None):
    """`str.splitlines` of each string: an array of lists."""
    return _objects('splitlines', a, bool(keepends))


def _plain(text):
    return text._value() if isinstance(text, _s.character) else text


def join(sep, seq):
    """`sep.join(text)` of each pair of strings."""
    sep, seq = _strings._texts('join', sep, seq)
    return _strings._strings(lambda x, y: x.join(y) if isinstance(x, str) else x.join([y[i:i + 1] for i in range(len(y))]), seq,
                             sep, seq)


class chararray(_h.ndarray):
    """An array of strings that has their methods, and whose strings lose the whitespace at their ends.

    `chararray(shape, itemsize=1, unicode=False, buffer=None, offset=0, strides=None, order='C')`
    """

    __module__ = 'numpyni.char'

    def __new__(subtype, shape, itemsize=1, unicode=False, buffer=None, offset=0, strides=None, order='C'):
        dtype = (_d.find('U') if unicode else _d.find('S'))
        dtype = _d.find((dtype.kind, int(itemsize)))
        if isinstance(buffer, str):
            filler, buffer = buffer, None
        else:
            filler = None
        self = _h.ndarray.__new__(subtype, shape, dtype, buffer, offset, strides, order)
        if filler is not None:
            self[...] = filler
        return self

    def __array_finalize__(self, obj):
        if self.dtype.kind not in 'VSUbc':
            raise ValueError('Can only create a chararray from string data.')

    def __array_wrap__(self, arr, context=None, return_scalar=False):
        if arr.dtype.kind in 'SUbc':
            return arr[()] if return_scalar and arr.ndim == 0 else _h.view_as(arr, type(self))
        return _h.view_as(arr, _h.ndarray) if not return_scalar or arr.ndim else arr[()]

    def __getitem__(self, key):
        value = _h.ndarray.__getitem__(self, key)
        return type(value)(value.rstrip()) if isinstance(value, _s.character) else value

    def _compared(self, other, cmp):
        return compare_chararrays(self, other, cmp, True)

    def __eq__(self, other):
        return self._compared(other, '==')

    def __ne__(self, other):
        return self._compared(other, '!=')

    def __lt__(self, other):
        return self._compared(other, '<')

    def __le__(self, other):
        return self._compared(other, '<=')

    def __gt__(self, other):
        return self._compared(other, '>')

    def __ge__(self, other):
        return self._compared(other, '>=')

    __hash__ = None

    def __add__(self, other):
        return asarray(_strings.add(self, other))

    def __radd__(self, other):
        return asarray(_strings.add(_c.asarray(other), self))

    def __mul__(self, i):
        return asarray(multiply(self, i))

    __rmul__ = __mul__

    def __mod__(self, i):
        return asarray(_strings.mod(self, i))

    def __rmod__(self, other):
        return NotImplemented

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        """The indices that sort."""
        return self.__array__().view(_h.ndarray).argsort(axis, kind, order, stable=stable)

    def join(self, seq):
        """As the function `join`."""
        return join(self, seq)


def _as_method(name, as_chars):
    function = globals().get(name) or getattr(_strings, name)

    def method(self, *args, **kwargs):
        result = function(self, *args, **kwargs)
        return asarray(result) if as_chars else result
    method.__name__ = name
    method.__doc__ = f'As the function `{name}`.'
    return method


for _name in ('capitalize', 'center', 'decode', 'encode', 'expandtabs', 'ljust', 'lower', 'lstrip', 'partition', 'replace', 'rjust',
              'rpartition', 'rstrip', 'strip', 'swapcase', 'title', 'translate', 'upper', 'zfill'):
    setattr(chararray, _name, _as_method(_name, True))
for _name in ('count', 'endswith', 'find', 'index', 'isalnum', 'isalpha', 'isdecimal', 'isdigit', 'islower', 'isnumeric', 'isspace',
              'istitle', 'isupper', 'rfind', 'rindex', 'rsplit', 'split', 'splitlines', 'startswith'):
    setattr(chararray, _name, _as_method(_name, False))


def array(obj, itemsize=None, copy=True, unicode=None, order=None):
    """A `chararray` of strings, or of anything that has a text."""
    if isinstance(obj, (bytes, str)):
        if unicode is None:
            unicode = isinstance(obj, str)
        itemsize = len(obj) if itemsize is None else itemsize
        found = _d.find(('U' if unicode else 'S', max(int(itemsize), 1)))
        size = found.itemsize // _o.family(found).width
        parts = [obj[i:i + size] for i in range(0, len(obj) // size * size, size)]
        return _h.view_as(_c.array(parts, dtype=found), chararray)
    if isinstance(obj, (list, tuple)):
        obj = _c.asarray(obj)
    if isinstance(obj, _h.ndarray) and obj.dtype.kind in 'SU':
        kind = obj.dtype.kind if unicode is None else 'U' if unicode else 'S'
        own = obj.dtype.itemsize // _o.family(obj.dtype).width
        found = _d.find((kind, own if itemsize is None else int(itemsize)))
        if found.itemsize == 0:
            found = obj.dtype
        result = obj.astype(found, copy=bool(copy), order=order or 'K') if found != obj.dtype or copy else obj
        return result if isinstance(result, chararray) else _h.view_as(result, chararray)
    if isinstance(obj, _h.ndarray) and obj.dtype.kind == 'O' and itemsize is None:
        obj = obj.tolist()
    kind = 'U' if unicode else 'S'
    found = _d.find(kind) if itemsize is None else _d.find((kind, int(itemsize)))
    return _h.view_as(_c.array(obj, dtype=found, order=order or 'K'), chararray)


def asarray(obj, itemsize=None, unicode=None, order=None):
    """As `array`, without a copy where none is needed."""
    return array(obj, itemsize, False, unicode, order)


_docs.describe_by_example(_sys.modules[__name__], *_examples.CHAR)
