"""The loops of ufuncs on datetimes and timedeltas, on the counts: int64, where the least number is NaT."""

from . import _dtypes as dtypes
from . import _host as host
from . import _opaque
from . import _ufuncs as ufuncs
from ._calendar import NAT
from . import _errstate
from ._datetime import common_unit
from ._opaque_ufuncs import loops
from ._words import FPE_DIVIDE, FPE_INVALID
from .exceptions import UFuncTypeError

ndarray = host.ndarray
_u = ufuncs.by_name
_COMPARISONS = ('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal')


def _array(x):
    return x if isinstance(x, ndarray) else _opaque.convert.asarray(x)


def _group(a):
    kind = a.dtype.kind
    return kind if kind in 'Mm' else 'i' if kind in 'biu' else kind


def _counts(a, unit=None):
    """The counts as native int64, in a unit."""
    if a.dtype.kind not in 'Mm':
        return a.astype('i8') if a.dtype.kind in 'biu' else a
    family = _opaque.families[a.dtype.kind]
    whole = family.integers(a)
    whole = whole if a.dtype.isnative else whole.astype('i8')
    return whole if unit is None or unit == a.dtype.unit else family.converted(whole, a.dtype.unit, unit)


def _nat(*counts):
    """Where a count is NaT."""
    masks = [_u['equal'](x, NAT) for x in counts]
    mask = masks[0]
    for other in masks[1:]:
        mask = _u['logical_or'](mask, other)
    return _array(mask)


def _set_nat(result, mask, value=NAT):
    result = _array(result)
    host.set(result, (host.raw.broadcast_to(mask, result.shape),), value)
    return result


def _wrap(kind, counts, unit):
    return _opaque.families[kind].of_integers(_array(counts), unit)


def _unit(arrays, strict):
    found = None
    for a in arrays:
        if a.dtype.kind in 'Mm':
            found = a.dtype.unit if found is None else common_unit(found, a.dtype.unit, strict)
    return found


_OVERFLOWS = {'add': lambda x, y, r: _u['bitwise_and'](_u['bitwise_xor'](x, r), _u['bitwise_xor'](y, r)),
              'subtract': lambda x, y, r: _u['bitwise_and'](_u['bitwise_xor'](x, y), _u['bitwise_xor'](x, r))}
_WORDS = {'M': 'datetime64', 'm': 'timedelta64', 'i': 'timedelta64'}


def _check(name, groups, bad, mask):
    """Raises where a count leaves 64 bits, or is NaT without an operand that is."""
    if bool(_array(_u['logical_and'](bad, _u['logical_not'](mask))).any()):
        sign = '+' if name == 'add' else '-'
        raise OverflowError(f'Overflow in {_WORDS[groups[0]]} {sign} {_WORDS[groups[1]]} {"addition" if name == "add" else "subtraction"}')


def _together(name, arrays, kind):
    """An operation on counts of one unit, NaT where an operand is."""
    groups = tuple(map(_group, arrays))
    unit = _unit(arrays, all(a.dtype.kind == 'm' for a in arrays))
    counts = [_counts(a, unit) for a in arrays]
    result, mask = _u[name](*counts), _nat(*counts)
    if name in _OVERFLOWS:
        bad = _u['logical_or'](_u['less'](_OVERFLOWS[name](*counts, result), 0), _u['equal'](result, NAT))
        _check(name, groups, bad, mask)
    return _wrap(kind, _set_nat(result, mask), unit)


def _ratio(name, arrays):
    unit = _unit(arrays, True)
    counts = [_counts(a, unit) for a in arrays]
    mask = _nat(*counts)
    if name == 'divide':
        return _set_nat(_u['divide'](*counts), mask, float('nan'))
    if name != 'remainder' and bool(mask.any()):
        _errstate.on_fpe(FPE_INVALID, name)
    result = _u[name](*counts)
    if name == 'floor_divide':
        return _set_nat(result, mask, 0)
    mask_rest = _array(_u['logical_or'](mask, _u['equal'](counts[1], 0)))
    if name == 'remainder':
        return _wrap('m', _set_nat(result, mask_rest), unit)
    quotient, rest = result
    return _set_nat(quotient, mask, 0), _wrap('m', _set_nat(rest, mask_rest), unit)


def _scaled(name, arrays):
    """A timedelta times or divided by a number."""
    first = arrays[0].dtype.kind == 'm'
    span, number = arrays if first else arrays[::-1]
    counts, unit = _counts(span), span.dtype.unit
    mask = _nat(counts)
    if number.dtype.kind in 'biu':
        number = number.astype('i8')
        if name in ('divide', 'floor_divide'):      # both towards zero
            zero = _array(_u['equal'](number, 0))
            quotient = _u['floor_divide'](_u['absolute'](counts), _u['absolute'](_array(_u['add'](number, zero))))
            result = _u['multiply'](quotient, _u['multiply'](_u['sign'](counts), _u['sign'](number)))
            mask = _array(_u['logical_or'](mask, zero))
            if name == 'floor_divide' and zero.any():
                _errstate.on_fpe(FPE_DIVIDE, name)
        else:
            result = _u[name](counts, number)
            if name == 'multiply':
                _check_product(first, counts, number, result, mask)
        return _wrap('m', _set_nat(result, mask), unit)
    exact = _array(_u['divide' if name == 'floor_divide' else name](counts.astype('f8'), number.astype('f8')))
    if name == 'floor_divide':
        exact = _array(_u['trunc'](exact))
    bad = _array(_u['logical_not'](_u['isfinite'](exact)))
    mask = _array(_u['logical_or'](mask, bad))
    from ._selection import where
    whole = _array(where(mask, 0.0, exact)).astype('i8')
    return _wrap('m', _set_nat(whole, mask), unit)


def _check_product(first, counts, number, result, mask):
    """Raises where a product of counts leaves 64 bits."""
    exact = _array(_u['absolute'](_u['multiply'](counts.astype('f8'), number.astype('f8'))))
    near = _array(_u['logical_and'](_u['greater_equal'](exact, 2.0 ** 62), _u['logical_not'](mask)))
    if bool(near.any()):
        from ._manipulation import broadcast_arrays
        for x, y, skip in zip(*[each.ravel().tolist() for each in broadcast_arrays(counts, number, mask)]):
            if not skip and not NAT < x * y < 1 << 63:
                raise OverflowError(f"Overflow in {'timedelta64 * int64' if first else 'int64 * timedelta64'} multiplication")


def _add(name, arrays):
    groups = tuple(map(_group, arrays))
    kind = {('M', 'm'): 'M', ('M', 'i'): 'M', ('m', 'm'): 'm', ('m', 'i'): 'm', ('m', 'M'): 'M', ('i', 'M'): 'M', ('i', 'm'): 'm'}
    if name == 'subtract':
        kind = {('M', 'm'): 'M', ('M', 'i'): 'M', ('m', 'm'): 'm', ('m', 'i'): 'm', ('M', 'M'): 'm', ('i', 'm'): 'm'}
    if groups not in kind:
        return None
    if 'M' in groups:
        _check_linear(name, arrays)
    return _together(name, arrays, kind[groups])


def _check_linear(name, arrays):
    """A timedelta of months or years adds to datetimes of days only where they have months for a unit."""
    spans = [a for a in arrays if a.dtype.kind == 'm' and a.dtype.unit[0] in 'YM' and a.dtype.unit[0] != 'generic']
    points = [a for a in arrays if a.dtype.kind == 'M' and a.dtype.unit[0] not in ('Y', 'M', 'generic')]
    if spans and points:
        common_unit(spans[0].dtype.unit, points[0].dtype.unit, True)


def _compare(name, arrays):
    groups = {_group(a) for a in arrays}
    if groups == {'M', 'm'}:
        return None
    unit = _unit(arrays, groups == {'m'} or groups == {'m', 'i'}) if groups != {'m'} or _comparable(arrays) else None
    if unit is None:                    # months and days: never equal, unless both are none
        return _incomparable(name, arrays)
    counts = [_counts(a, unit) for a in arrays]
    return _set_nat(_u[name](*counts), _nat(*counts), name == 'not_equal')


def _comparable(arrays):
    """Whether timedeltas have a common unit."""
    try:
        _unit(arrays, True)
    except TypeError:
        return False
    return True


def _incomparable(name, arrays):
    if name not in ('equal', 'not_equal'):
        _unit(arrays, True)
    counts = [_counts(a) for a in arrays]
    both = _u['logical_and'](*[_u['equal'](x, 0) for x in counts])
    return _array(both if name == 'equal' else _u['logical_not'](both))


def _extreme(name, arrays):
    groups = {_group(a) for a in arrays}
    if groups == {'M', 'm'} or 'M' in groups and 'i' in groups:
        return None
    kind = 'M' if 'M' in groups else 'm'
    base = {'fmax': 'maximum', 'fmin': 'minimum'}.get(name, name)
    if base == name:
        return _together(name, arrays, kind)
    unit = _unit(arrays, kind == 'm')
    x1, x2 = [_counts(a, unit) for a in arrays]
    from ._selection import where
    best = _u[base](x1, x2)
    return _wrap(kind, where(_nat(x1), x2, where(_nat(x2), x1, best)), unit)


def _times(name, arrays, dtype):
    if len(arrays) == 1:
        return _single(name, arrays[0])
    groups = tuple(map(_group, arrays))
    if name in ('add', 'subtract'):
        result = _add(name, arrays)
        if result is None and set(groups) <= {'M', 'm', 'i'}:
            raise UFuncTypeError(f"ufunc '{name}' cannot use operands with types {arrays[0].dtype!r} and {arrays[1].dtype!r}")
        return result
    if name in _COMPARISONS:
        return _compare(name, arrays) if set(groups) <= {'M', 'm', 'i'} and not ('M' in groups and 'i' in groups) else None
    if name in ('maximum', 'minimum', 'fmax', 'fmin'):
        return _extreme(name, arrays) if set(groups) <= {'M', 'm', 'i'} else None
    if name == 'clip':
        low = _extreme('maximum', [arrays[0], arrays[1]])
        return None if low is None else _extreme('minimum', [_array(low), arrays[2]])
    if groups == ('m', 'm') and name in ('divide', 'floor_divide', 'remainder', 'divmod'):
        return _ratio(name, arrays)
    if name == 'multiply' and groups in (('m', 'i'), ('i', 'm'), ('m', 'f'), ('f', 'm')):
        return _scaled(name, arrays)
    if name in ('divide', 'floor_divide') and groups in (('m', 'i'), ('m', 'f')):
        return _scaled(name, arrays)
    if name in ('multiply', 'divide', 'floor_divide', 'remainder') and set(groups) <= {'M', 'm', 'i', 'f'}:
        raise UFuncTypeError(f"ufunc '{name}' cannot use operands with types {arrays[0].dtype!r} and {arrays[1].dtype!r}")
    if name in ('logical_and', 'logical_or', 'logical_xor'):
        return _array(_u[name](*[_u['not_equal'](_counts(a), 0) for a in arrays]))
    return None


def _single(name, a):
    counts = _counts(a)
    if name in ('isnat', 'isnan'):
        return _nat(counts)
    if name == 'isfinite':
        return _array(_u['logical_not'](_nat(counts)))
    if name == 'isinf':
        return host.new(dtypes.bool_.word, a.shape, 1, True)
    if name == 'logical_not':
        return _array(_u['equal'](counts, 0))
    if a.dtype.kind == 'm' and name == 'sign':
        return _set_nat(_u['sign'](counts).astype('f8'), _nat(counts), float('nan'))
    if a.dtype.kind == 'm' and name in ('negative', 'positive', 'absolute'):
        return _wrap('m', _set_nat(_u[name](counts) if name != 'positive' else counts.copy(), _nat(counts)), a.dtype.unit)
    return None


loops['M'] = loops['m'] = _times


def _fold_add(x, y):
    return NAT if NAT in (x, y) else x + y


_FOLDS = {'maximum': lambda x, y: NAT if NAT in (x, y) else max(x, y), 'minimum': lambda x, y: NAT if NAT in (x, y) else min(x, y),
          'fmax': lambda x, y: y if x == NAT else x if y == NAT else max(x, y),
          'fmin': lambda x, y: y if x == NAT else x if y == NAT else min(x, y)}


def _bind(family):
    folds = {**_FOLDS, **({'add': _fold_add, 'subtract': lambda x, y: NAT if NAT in (x, y) else x - y} if family.kind == 'm' else {})}

    def unfolded(name, values, dtype, shape):
        whole = _opaque.convert._from_flat([(each + (1 << 63)) % (1 << 64) - (1 << 63) for each in values], dtypes.int64, shape, 1)
        return family.of_integers(whole, dtype.unit)

    def extremes(a, name):
        least = name == 'argmin'
        return [((0 if least else 1), 0) if each == NAT else ((1 if least else 0), each) for each in family.counts(a)]

    family.fold = folds.get
    family.foldable = family.counts
    family.unfolded = unfolded
    family.extremes = extremes


_bind(_opaque.families['M'])
_bind(_opaque.families['m'])
