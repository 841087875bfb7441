"""Casts from and to elements that the runtime only moves: which rules allow them, common types, and the casts themselves."""

from math import gcd

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from ._words import (CASTING_EQUIV, CASTING_NO, CASTING_SAFE, CASTING_SAME_KIND, CASTING_UNSAFE, COPY_ALWAYS, ORDER_C, ORDER_K)
from .exceptions import DTypePromotionError

_RULES = ('same_kind', 'no', 'equiv', 'safe', 'same_kind', 'unsafe')
# how many characters numbers need, by kind and bytes
_LENGTHS = {'b': {1: 5}, 'i': {1: 4, 2: 6, 4: 11, 8: 21}, 'u': {1: 3, 2: 5, 4: 10, 8: 20}, 'f': dict.fromkeys((2, 4, 8), 32),
            'c': dict.fromkeys((8, 16), 64)}
_CLASSES = {'b': 'Bool', 'O': 'Object', 'S': 'Bytes', 'U': 'Str', 'V': 'Void', 'M': 'DateTime64', 'm': 'TimeDelta64'}
_WORDS = {'i': 'Int', 'u': 'UInt', 'f': 'Float', 'c': 'Complex'}


def rule_name(casting):
    """NumPy's name of a rule."""
    return _RULES[casting]


def class_name(dtype):
    """The name of the class of a dtype, as NumPy's messages have it."""
    stem = _CLASSES.get(dtype.kind) or f'{_WORDS[dtype.kind]}{dtype.itemsize * 8}'
    return f"<class 'numpy.dtypes.{stem}DType'>"


# ---- common types

def text_length(dtype):
    """How many characters the elements of a type need; None where they have no text of a fixed length."""
    kind = dtype.kind
    if kind in 'SU':
        return dtype.itemsize // (4 if kind == 'U' else 1)
    if kind in 'Mm':
        return _opaque.families[kind].text_length(dtype)
    return _LENGTHS[kind][dtype.itemsize] if kind in _LENGTHS else None


def common(all_types):
    """The common type of types, one of which at least is opaque."""
    strong = list(dict.fromkeys(all_types))
    if any(each.kind == 'O' for each in strong):
        return dtypes.object_
    result = strong[0]
    plain = [each for each in strong if not each.opaque]
    if len(plain) > 1:                  # numbers among themselves first
        return common([dtypes.result_type(*plain)] + [each for each in strong if each.opaque])
    if result.opaque and plain and result.kind in 'Mm':
        strong = [each for each in strong if each.opaque] + plain
    for other in strong[1:]:
        result = _pair(result, other)
    return _canonical(result)


def _canonical(dtype):
    return dtype.newbyteorder('=') if not dtype.isnative else dtype


def _pair(x1, x2):
    kinds = {x1.kind, x2.kind}
    if kinds <= {'S', 'U'} or kinds & {'S', 'U'} and not kinds & {'V', 'M', 'm'}:
        kind = 'U' if 'U' in kinds else 'S'
        return dtypes.find((kind, max(text_length(x1), text_length(x2))))
    if kinds == {'V'}:
        return _opaque.families['V'].common(x1, x2)
    if kinds <= {'M', 'm'}:
        return _opaque.families['M' if 'M' in kinds else 'm'].common(x1, x2)
    if 'm' in kinds and kinds & {'b', 'i', 'u'}:
        span, number = (x1, x2) if x1.kind == 'm' else (x2, x1)
        if number.kind != 'u' or number.itemsize < 8:
            return span
    raise no_common(x1, x2)


def no_common(x1, x2):
    """The error of two types without a common one."""
    a, b = class_name(x1), class_name(x2)
    return DTypePromotionError(f'The DType {a} could not be promoted by {b}. This means that no common DType exists for the given '
                               'inputs. For example they cannot be stored in a single array unless the dtype is `object`. The full '
                               f'list of DTypes is: ({a}, {b})')


# ---- rules

def can_cast(source, to, rule):
    """Whether a rule allows a cast."""
    if not source.opaque and not to.opaque:
        return host.can_cast(source.word, to.word, rule)
    if source == to:
        return True
    if to.itemsize == 0 and (source.kind == to.kind or to.kind == 'V' and rule not in (CASTING_NO, CASTING_EQUIV)):
        return True         # of any length
    if source.kind == to.kind:
        if rule == CASTING_NO:
            return False
        return _opaque.families[source.kind].allows(source, to, rule)
    if rule in (CASTING_NO, CASTING_EQUIV):
        return False
    return rule == CASTING_UNSAFE or _across(source, to, rule)


def _across(source, to, rule):
    """Between kinds, 'safe' or 'same_kind'."""
    one, other = source.kind, to.kind
    if other == 'O':
        return True
    if one == 'O':
        return False
    if other in 'SU':
        if one in 'VUMm':
            return False
        return rule == CASTING_SAME_KIND or to.itemsize == 0 or text_length(source) <= text_length(to)
    if other == 'V':
        return to.names is None and to.subdtype is None and source.itemsize <= to.itemsize or to.subdtype is not None and \
            to.subdtype[0].kind == one
    if other == 'm' and one in 'biu':
        return rule == CASTING_SAME_KIND or source != dtypes.find('u8')
    return one == 'm' and other in 'i' and rule == CASTING_SAME_KIND


# ---- the casts

def cast(a, to):
    """The elements as another type: the array itself where its bytes are what is asked for."""
    source = a.dtype
    if source == to:
        return a
    if not source.opaque and not to.opaque:
        return host.raw.astype(a, to.word, ORDER_K, CASTING_UNSAFE, COPY_ALWAYS)
    if to.kind == 'O':
        return _opaque.object_array(_opaque.flat_python(a), a.shape)
    if to.opaque:
        family = _opaque.families[to.kind]
        direct = family.cast(a, to)
        if direct is not None:
            return direct
        values = family.values_of(a)
        width = to.itemsize // (family.width if to.kind in 'SU' else 1)
        if source.kind == 'M' and to.kind in 'SU' and width and a.ndim and any([len(value) > width for value in values]):
            raise RuntimeError(f'The string provided for NumPy ISO datetime formatting was too short, with length {width}')
        to = family.sized(to, values, source)
        return _opaque.shaped(family.encoded(values, to), a.shape)
    return _to_numbers(a, to)


def _to_numbers(a, to):
    kind = a.dtype.kind
    convert = _opaque.convert
    if kind in 'Mm':
        whole = _opaque.families[kind].numbers(a)
        return whole.astype(to) if whole.dtype != to else whole
    values = _opaque.flat_python(a)
    if kind in 'SU':
        values = [_parsed(each, to.kind) for each in values]
    elif kind == 'V':
        values = _opaque.families['V'].as_numbers(a, to)
    return convert._from_flat(values, to, a.shape, ORDER_C)


def _parsed(text, kind):
    """The number that a string spells."""
    if isinstance(text, bytes):
        text = text.decode('latin-1')
    if kind == 'b':
        return bool(text)
    if kind in 'iu':
        return int(text)
    if kind == 'c':
        return complex(text.strip() if '(' not in text else text)
    return float(text)


def greatest_common(x1, x2):
    """gcd, for the families of times."""
    return gcd(x1, x2)
