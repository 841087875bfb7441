"""Floating-point numbers as decimal text: the shortest that reads back as the same number, or a number of digits."""

from struct import error as _error, pack as _pack, unpack as _unpack


def _round_bfloat16(x):
    bits, = _unpack('<I', _pack('<f', x))
    bits = bits + 0x7fff + (bits >> 16 & 1) & 0xffff0000
    return _unpack('<f', _pack('<I', bits))[0]


# how a float64 rounds to the type; None for float64 itself
ROUND = {
    'float64': None,
    'float32': lambda x: _unpack('<f', _pack('<f', x))[0],
    'float16': lambda x: _unpack('<e', _pack('<e', x))[0],
    'bfloat16': _round_bfloat16,
}


def shortest(x, name):
    """The shortest text of a finite number of type `name` that reads back as it, in Python's scientific notation."""
    rounded = ROUND[name]
    if rounded is None:
        return repr(x)
    for digits in range(9):
        text = '%.*e' % (digits, x)
        try:
            if rounded(float(text)) == x:
                return text
        except (OverflowError, _error):
            pass
    return text


def parts(x, name):
    """Sign, digits and exponent: x == sign 0.d1d2d3... * 10**exponent, with the fewest digits."""
    text = shortest(x, name)
    sign = ''
    if text[0] == '-':
        sign, text = '-', text[1:]
    mantissa, _, exponent = text.partition('e')
    whole, _, fraction = mantissa.partition('.')
    digits = (whole + fraction).lstrip('0')
    exponent = int(exponent or 0) + len(whole)
    exponent -= len(whole) + len(fraction) - len(digits)
    digits = digits.rstrip('0')
    return sign, digits or '0', exponent if digits else 1


def positional(x, name, precision=None, unique=True, trim='k', min_digits=0, plus=False):
    """Text without an exponent, with at most `precision` digits behind the point."""
    sign, digits, exponent = parts(x, name)
    if not unique or precision is not None and len(digits) - exponent > precision:
        text = '%.*f' % (precision, abs(x))
        whole, _, fraction = text.partition('.')
        if unique:
            fraction = fraction.rstrip('0')
    elif exponent <= 0:
        whole, fraction = '0', '0' * -exponent + digits
    else:
        whole, fraction = digits[:exponent].ljust(exponent, '0'), digits[exponent:]
    fraction = '' if fraction.strip('0') == '' and unique else fraction
    return _joined(sign or ('+' if plus else ''), whole, fraction, trim, min_digits)


def scientific(x, name, precision=None, unique=True, trim='k', min_digits=0, exp_digits=2, plus=False):
    """Text with an exponent, with at most `precision` digits behind the point."""
    sign, digits, exponent = parts(x, name)
    exponent -= 1
    if x == 0:
        exponent = 0
    if not unique or precision is not None and len(digits) - 1 > precision:
        mantissa, _, power = ('%.*e' % (precision, abs(x))).partition('e')
        whole, _, fraction = mantissa.partition('.')
        exponent = int(power)
        if unique:
            fraction = fraction.rstrip('0')
    else:
        whole, fraction = digits[0], digits[1:]
    text = _joined(sign or ('+' if plus else ''), whole, fraction, trim, min_digits)
    return f'{text}e{"-" if exponent < 0 else "+"}{str(abs(exponent)).rjust(exp_digits, "0")}'


def _joined(sign, whole, fraction, trim, min_digits):
    if trim != 'k':
        fraction = fraction.rstrip('0')
    fraction = fraction.ljust(min_digits, '0')
    if not fraction and trim == '0':
        fraction = '0'
    return sign + whole + ('' if not fraction and trim == '-' else '.' + fraction)


def scalar_text(x, name, trim='0'):
    """The text of one number as NumPy's scalars print it."""
    if x != x:
        return 'nan'
    if x in (float('inf'), float('-inf')):
        return 'inf' if x > 0 else '-inf'
    size = abs(x)
    limit = LIMITS[name]
    if x == 0 or 1e-4 <= size < limit:
        return positional(x, name, trim=trim)
    return scientific(x, name, trim='-')


LIMITS = {'float64': 1e16, 'float32': 1e6, 'float16': 1e3, 'bfloat16': 1e2}


def format_float_positional(x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None,
                            min_digits=None):
    """A number as text without an exponent."""
    value, name = _number(x)
    if not fractional or not unique and precision is None:
        raise NotImplementedError('numpyni: format_float_positional with fractional=False or unmeasured digits')
    if value != value or value in (float('inf'), float('-inf')):
        text = ('+' if sign and value > 0 else '') + scalar_text(value, name)
    else:
        text = positional(value, name, precision, unique, trim, min_digits or 0, sign)
    whole, point, fraction = text.partition('.')
    if pad_left is not None:
        whole = whole.rjust(pad_left)
    return whole + point + (fraction if pad_right is None else fraction.ljust(pad_right))


def format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None):
    """A number as text with an exponent."""
    value, name = _number(x)
    if not unique and precision is None:
        raise NotImplementedError('numpyni: format_float_scientific without digits')
    if value != value or value in (float('inf'), float('-inf')):
        return ('+' if sign and value > 0 else '') + scalar_text(value, name)
    text = scientific(value, name, precision, unique, trim, min_digits or 0, exp_digits or 2, sign)
    whole, point, rest = text.partition('.')
    return (whole if pad_left is None else whole.rjust(pad_left)) + point + rest


def _number(x):
    dtype = getattr(x, 'dtype', None)
    name = dtype.name if dtype is not None and dtype.kind == 'f' else 'float64'
    return float(x), name
