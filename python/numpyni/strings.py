"""String operations, element by element with broadcasting: NumPy's `strings` module. Strings are arrays of 'U' or 'S'."""

import builtins
import operator
import sys

from . import _convert as _c
from . import _docs
from . import _dtypes as _d
from . import _host as _h
from . import _manipulation as _m
from . import _opaque as _o
from . import _opaque_ufuncs as _f
from . import _ufuncs as _uf
from ._docs import text as _examples
from ._words import NOVALUE as _NOVALUE
from .exceptions import NoLoop as _NoLoop

__all__ = ['add', 'capitalize', 'center', 'count', 'decode', 'encode', 'endswith', 'equal', 'expandtabs', 'find', 'greater',
           'greater_equal', 'index', 'isalnum', 'isalpha', 'isdecimal', 'isdigit', 'islower', 'isnumeric', 'isspace', 'istitle',
           'isupper', 'less', 'less_equal', 'ljust', 'lower', 'lstrip', 'mod', 'multiply', 'not_equal', 'partition', 'replace',
           'rfind', 'rindex', 'rjust', 'rpartition', 'rstrip', 'slice', 'startswith', 'str_len', 'strip', 'swapcase', 'title',
           'translate', 'upper', 'zfill']
_MAX = sys.maxsize

equal, not_equal, less, less_equal, greater, greater_equal, add = [
    _uf.by_name[_name] for _name in ('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal', 'add')]


# ---- operands and results

def _texts(name, *operands):
    """Operands as arrays of strings of one kind."""
    arrays = [_c.asanyarray(x) for x in operands]
    kinds = {a.dtype.kind for a in arrays}
    if not kinds <= {'S', 'U'} or len(kinds) > 1:
        if any(a.dtype.kind not in 'SU' for a in arrays) and name in _VECTORIZED:
            raise TypeError('string operation on non-string array')
        raise _f.no_loop(name, arrays)
    return arrays


_VECTORIZED = frozenset('upper lower swapcase capitalize title encode decode translate mod join split'.split())


def _integers(name, *operands):
    arrays = [_c.asarray(x) for x in operands]
    for a in arrays:
        if a.dtype.kind not in 'iub':
            raise TypeError(f'unsupported type {a.dtype!r} for operand in `{name}`' if name in ('center', 'ljust', 'rjust', 'zfill')
                            else f"ufunc '{name}' did not contain a loop with signature matching types "
                                 f'{_o.casts.class_name(a.dtype)}')
    return arrays


def _mapped(function, *arrays):
    """What a function makes of the elements, broadcast: a flat list, and the shape."""
    found = []
    values = _f.by_lists(function, list(arrays), lambda made, shape: found.append((made, shape)))
    return found[0]


def _numbers(function, dtype, *arrays):
    made, shape = _mapped(function, *arrays)
    result = _c._from_flat(made, dtype, shape, 1)
    return result if result.ndim else result[()]


def _strings(function, like, *arrays, dtype=None):
    """Strings of the kind of `like`: of `dtype`, or as wide as the longest."""
    made, shape = _mapped(function, *arrays)
    family = _o.family(like.dtype)
    found = dtype or family.of_length(builtins.max(map(len, made), default=1) or 1)
    if not made:
        return _h.new(found.word, shape, 1, True)
    return _o.shaped(family.encoded(made, found), shape)


def _wrapped(result, like):
    return _c.as_class_of(result, like) if type(like) is not _h.ndarray and isinstance(like, _h.ndarray) else result


# ---- tests

def _test(name, unicode_only=False):
    def function(x, /, out=None, *, where=True):
        (a,) = _texts(name, x)
        if unicode_only and a.dtype.kind != 'U':
            raise _f.no_loop(name, [a])
        result = _numbers(lambda text: getattr(text, name)(), _d.bool_, a)
        if out is not None:
            out[...] = result
            return out
        return result
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'Whether `str.{name}` holds of each string.'
    return function


isalnum, isalpha, isdigit, islower, isspace, istitle, isupper = [
    _test(_name) for _name in ('isalnum', 'isalpha', 'isdigit', 'islower', 'isspace', 'istitle', 'isupper')]
isdecimal, isnumeric = _test('isdecimal', True), _test('isnumeric', True)


def str_len(x, /):
    """The length of each string."""
    return _numbers(len, _d.intp, *_texts('str_len', x))


# ---- search

def _search(name, dtype, doc):
    def function(a, sub, start=0, end=None):
        a, sub = _texts(name, a, sub)
        bounds = _integers(name, start, _MAX if end is None else end)
        return _numbers(lambda text, part, low, high: getattr(text, name)(part, low, high), dtype, a, sub, *bounds)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


find = _search('find', _d.intp, 'Where a substring first stands between `start` and `end`; -1 where it does not.')
rfind = _search('rfind', _d.intp, 'Where a substring last stands between `start` and `end`; -1 where it does not.')
count = _search('count', _d.intp, 'How often a substring stands between `start` and `end`, without overlap.')


def _certain(name, doc):
    def function(a, sub, start=0, end=None):
        a, sub = _texts(name, a, sub)
        bounds = _integers(name, start, _MAX if end is None else end)
        try:
            return _numbers(lambda text, part, low, high: getattr(text, name)(part, low, high), _d.intp, a, sub, *bounds)
        except ValueError:
            raise ValueError('substring not found') from None
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


index = _certain('index', 'As `find`; ValueError where the substring does not stand.')
rindex = _certain('rindex', 'As `rfind`; ValueError where the substring does not stand.')


def _ends(name, at_start):
    def function(a, part, start=0, end=None):
        a, part = _texts(name, a, part)
        bounds = _integers(name, start, _MAX if end is None else end)
        return _numbers(lambda text, each, low, high: getattr(text, name)(each, low, high), _d.bool_, a, part, *bounds)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'Whether each string {"begins" if at_start else "ends"} with another between `start` and `end`.'
    return function


startswith, endswith = _ends('startswith', True), _ends('endswith', False)


# ---- strings of the same width

def _same(name):
    def function(a):
        (a,) = _texts(name, a)
        return _wrapped(_strings(lambda text: getattr(text, name)(), a, a, dtype=a.dtype.native), a)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`str.{name}` of each string.'
    return function


capitalize, lower, swapcase, title, upper = [_same(_name) for _name in ('capitalize', 'lower', 'swapcase', 'title', 'upper')]


def _stripping(name, doc):
    def function(a, chars=None):
        if chars is None:
            (a,) = _texts(name, a)
            result = _strings(lambda text: getattr(text, name)(), a, a, dtype=a.dtype.native)
        else:
            a, chars = _texts(name, a, chars)
            result = _strings(lambda text, each: getattr(text, name)(each), a, a, chars, dtype=a.dtype.native)
        return result if result.ndim else result[()]
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


strip = _stripping('strip', 'Each string without whitespace, or any of `chars`, at both ends.')
lstrip = _stripping('lstrip', 'Each string without whitespace, or any of `chars`, at its start.')
rstrip = _stripping('rstrip', 'Each string without whitespace, or any of `chars`, at its end.')


def translate(a, table, deletechars=None):
    """`str.translate` of each string."""
    (a,) = _texts('translate', a)
    if a.dtype.kind == 'U':
        return _strings(lambda text: text.translate(table), a, a, dtype=a.dtype.native)
    return _strings(lambda text: text.translate(table, deletechars or b''), a, a, dtype=a.dtype.native)


# ---- strings of other widths

def _scalar(result):
    return result if result.ndim else result[()]


def multiply(a, i):
    """Each string repeated `i` times; a negative number counts as 0."""
    (a,) = _texts('multiply', a)
    i = _c.asanyarray(i)
    if i.dtype.kind not in 'iub':
        raise TypeError(f"unsupported type {i.dtype} for operand 'i'")
    longest = (a.dtype.itemsize // _o.family(a.dtype).width) * builtins.max(i.ravel().tolist() or [0])
    if longest > _MAX >> 3:
        raise OverflowError('Overflow encountered in string multiply')
    return _scalar(_strings(operator.mul, a, a, i))


def mod(a, values):
    """`a % values` of each string: Python's formatting."""
    (a,) = _texts('mod', a)
    return _scalar(_strings(lambda text, value: text % value, a, a, _o.as_elements(_c.asarray(values), _d.object_)
                            if not isinstance(values, tuple) else _o.object_array([values], ())))


def _padding(name):
    def function(a, width, fillchar=' '):
        (a,) = _texts(name, a)
        (width,) = _integers(name, width)
        fill = _c.asanyarray(fillchar)
        if fill.dtype.kind not in 'SU':
            raise TypeError(f'unsupported type {fill.dtype!r} for operand `fillchar`')
        if (str_len(fill) != 1).any() if fill.ndim else str_len(fill) != 1:
            raise TypeError('The fill character must be exactly one character long')
        fill = fill.astype(a.dtype.kind)
        return _scalar(_strings(lambda text, n, char: _padded(name, text, n, char), a, a, width, fill))
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`str.{name}` of each string.'
    return function


def _padded(name, text, width, char):
    if name != 'center':
        return getattr(text, name)(width, char)
    spare = builtins.max(width - len(text), 0)
    left = spare // 2 + (spare & width & 1)
    return char * left + text + char * (spare - left)


center, ljust, rjust = _padding('center'), _padding('ljust'), _padding('rjust')


def zfill(a, width):
    """Each string padded with zeroes behind its sign."""
    (a,) = _texts('zfill', a)
    (width,) = _integers('zfill', width)
    return _scalar(_strings(lambda text, n: text.zfill(n), a, a, width))


def expandtabs(a, tabsize=8):
    """Each string with its tabs as spaces."""
    (a,) = _texts('expandtabs', a)
    (size,) = _integers('expandtabs', tabsize)
    return _scalar(_strings(lambda text, n: text.expandtabs(n), a, a, size))


def replace(a, old, new, count=-1):
    """Each string with a substring replaced, at most `count` times."""
    a, old, new = _texts('replace', a, old, new)
    (count,) = _integers('replace', count)
    return _scalar(_strings(lambda text, x, y, n: text.replace(x, y, n), a, a, old, new, count))


def _parting(name):
    def function(a, sep):
        a, sep = _texts(name, a, sep)
        made, shape = _mapped(lambda text, at: getattr(text, name)(at), a, sep)
        family = _o.family(a.dtype)
        parts = []
        for k in range(3):
            texts = [each[k] for each in made]
            found = family.of_length(builtins.max(map(len, texts), default=1) or 1)
            part = _o.shaped(family.encoded(texts, found), shape) if texts else _h.new(found.word, shape, 1, True)
            parts.append(_scalar(part))
        return tuple(parts)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f'`str.{name}` of each string: three arrays.'
    return function


partition, rpartition = _parting('partition'), _parting('rpartition')


def encode(a, encoding=None, errors=None):
    """Each string as bytes."""
    (a,) = _texts('encode', a)
    if a.dtype.kind != 'U':
        raise TypeError('string operation on non-string array')
    made, shape = _mapped(lambda text: text.encode(encoding or 'utf-8', errors or 'strict'), a)
    return _made(made, shape, 'S')


def decode(a, encoding=None, errors=None):
    """Each string of bytes as text."""
    (a,) = _texts('decode', a)
    if a.dtype.kind != 'S':
        raise TypeError('string operation on non-string array')
    made, shape = _mapped(lambda text: text.decode(encoding or 'utf-8', errors or 'strict'), a)
    return _made(made, shape, 'U')


def _made(values, shape, kind):
    family = _o.families[kind]
    found = family.of_length(builtins.max(map(len, values), default=1) or 1)
    return _o.shaped(family.encoded(values, found), shape) if values else _h.new(found.word, shape, 1, True)


def slice(a, start=None, stop=_NOVALUE, step=None, /):
    """`text[start:stop:step]` of each string; with one bound it is the stop."""
    if stop is _NOVALUE:
        start, stop = None, start
    (a,) = _texts('slice', a)
    bounds = [_o.object_array([None], ()) if each is None else _c.asarray(each) for each in (start, stop, step)]
    for each in bounds:
        if each.dtype.kind not in 'iubO':
            raise TypeError(f"unsupported type {each.dtype} for operand 'start'")
        if each is bounds[2] and each.dtype.kind != 'O' and (each == 0).any():
            raise ValueError('slice step cannot be zero')
    return _scalar(_strings(lambda text, x, y, z: text[x:y:z], a, a, *bounds, dtype=a.dtype.native))


_docs.describe_by_example(sys.modules[__name__], *_examples.STRINGS)
