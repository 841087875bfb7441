"""Bits: packed bytes, and numbers in other bases."""

import operator

from . import _convert as convert
from . import _creation as creation
from . import _dtypes as dtypes
from . import _host as host
from . import _index
from . import _manipulation as manipulation
from . import _ufuncs as ufuncs

_u = ufuncs.by_name


def _shifts(bitorder):
    if bitorder not in ('big', 'little'):
        raise ValueError("'order' must be either 'little' or 'big'" if not isinstance(bitorder, str) or bitorder[:1] not in ('l', 'b')
                         else "'order' must be either 'little' or 'big'")
    shifts = creation.arange(8, dtype='u1')
    return shifts[::-1] if bitorder == 'big' else shifts


def packbits(a, /, axis=None, bitorder='big'):
    """The truth of elements along an axis (None: flattened) as bits of bytes; the last byte is filled with zeroes."""
    shifts = _shifts(bitorder)
    a = convert.asarray(a)
    if a.dtype.kind not in 'biu':
        raise TypeError('Expected an input array of integer or boolean data type')
    if axis is None:
        a, axis = a.ravel(), 0
    a = a.reshape(1) if a.ndim == 0 else a
    axis = _index.normalize_axis(axis, a.ndim)
    rows = manipulation.moveaxis(a, axis, -1)
    n = rows.shape[-1]
    bytes_ = (n + 7) // 8
    full = creation.zeros(rows.shape[:-1] + (bytes_ * 8,), 'u1')
    full[..., :n] = rows != 0
    groups = full.reshape(rows.shape[:-1] + (bytes_, 8))
    packed = _u['bitwise_or'].reduce(_u['left_shift'](groups, shifts), -1)
    return convert.ascontiguousarray(manipulation.moveaxis(convert.asarray(packed, 'u1'), -1, axis))


def unpackbits(a, /, axis=None, count=None, bitorder='big'):
    """The bits of bytes along an axis (None: flattened) as bytes of 0 and 1: `count` of them, all, or but the last `-count`."""
    shifts = _shifts(bitorder)
    a = convert.asarray(a)
    if a.dtype != dtypes.find('u1'):
        raise TypeError('Expected an input array of unsigned byte data type')
    if axis is None:
        a, axis = a.ravel(), 0
    if a.ndim == 0:
        a = a.reshape(1)
    axis = _index.normalize_axis(axis, a.ndim)
    rows = manipulation.moveaxis(a, axis, -1)
    n = rows.shape[-1] * 8
    bits = _u['bitwise_and'](_u['right_shift'](rows[..., None], shifts), convert.asarray(1, 'u1')).reshape(rows.shape[:-1] + (n,))
    if count is not None:
        count = operator.index(count)
        if count < 0:
            if -count > n:
                raise ValueError(f'-ve count exceeds the number of elements along the axis')
            bits = bits[..., :n + count]
        elif count <= n:
            bits = bits[..., :count]
        else:
            wide = creation.zeros(bits.shape[:-1] + (count,), 'u1')
            wide[..., :n] = bits
            bits = wide
    return convert.ascontiguousarray(manipulation.moveaxis(bits, -1, axis))


def binary_repr(num, width=None):
    """An integer as binary digits; a negative one in two's complement where a width is given."""
    num = operator.index(num)
    if num == 0:
        return '0' * (width or 1)
    if num > 0:
        digits = f'{num:b}'
        _check_width(width, len(digits))
        return digits.zfill(len(digits) if width is None else width)
    if width is None:
        return f'-{-num:b}'
    needed = len(f'{-num:b}')
    if 2 ** (needed - 1) == -num:
        needed -= 1
    needed += 1
    _check_width(width, needed)
    width = max(needed, width)
    return f'{(1 << width) + num:b}'.rjust(width, '1')


def _check_width(width, needed):
    if width is not None and width < needed:
        raise ValueError(f'Insufficient bit width={width} provided for binwidth={needed}')


def base_repr(number, base=2, padding=0):
    """An integer in a base of up to 36, with zeroes in front."""
    digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    if base > len(digits):
        raise ValueError('Bases greater than 36 not handled in base_repr.')
    if base < 2:
        raise ValueError('Bases less than 2 not handled in base_repr.')
    rest, out = abs(int(number)), ''
    while rest:
        rest, digit = divmod(rest, base)
        out = digits[digit] + out
    out = '0' * padding + (out or ('' if padding else '0'))
    return '-' + out if number < 0 else out or '0'
