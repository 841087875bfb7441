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


def _exact_digits(x):
    """How many digits the exact value of a number has."""
    from decimal import Decimal
    return len(Decimal(abs(x)).as_tuple().digits)


def _wanted(shown, precision, unique, min_digits):
    """How many digits to round the exact value to; None where the shortest text's are right."""
    if not unique:
        return precision
    least = -1 if min_digits is None else min_digits
    if precision is not None and shown > precision:
        return max(precision, least)
    return least if least > shown and min_digits is not None else None


def positional(x, name, precision=None, unique=True, trim='k', min_digits=None, plus=False, fractional=True):
    """Text without an exponent, with at most `precision` digits: behind the point, or in all unless `fractional`."""
    sign, digits, exponent = parts(x, name)
    count = _wanted(len(digits) - exponent if fractional else len(digits), precision, unique, min_digits)
    if count is not None and fractional or not unique and precision is None:
        text = '%.*f' % (_exact_digits(x) + max(0, -exponent) if count is None else count, abs(x))
        whole, _, fraction = text.partition('.')
    else:
        if count is not None:
            mantissa, _, power = ('%.*e' % (count - 1, abs(x))).partition('e')
            digits, exponent = mantissa.replace('.', ''), int(power) + 1
        whole = digits[:exponent].ljust(exponent, '0') if exponent > 0 else '0'
        fraction = digits[exponent:] if exponent > 0 else '0' * -exponent + digits
    if unique or precision is None:
        fraction = fraction.rstrip('0')
    return _joined(sign or ('+' if plus else ''), whole, fraction, trim, (min_digits or 0) if fractional else 0)


def scientific(x, name, precision=None, unique=True, trim='k', min_digits=None, exp_digits=2, plus=False):
    """Text with an exponent, with at most `precision` digits behind the point."""
    sign, digits, exponent = parts(x, name)
    exponent = exponent - 1 if x else 0
    count = _wanted(len(digits) - 1, precision, unique, min_digits)
    whole, fraction = digits[0], digits[1:]
    if count is not None or not unique:
        mantissa, _, power = ('%.*e' % (_exact_digits(x) - 1 if count is None else count, abs(x))).partition('e')
        whole, _, fraction = mantissa.partition('.')
        exponent = int(power)
    if unique or precision is None:
        fraction = fraction.rstrip('0')
    text = _joined(sign or ('+' if plus else ''), whole, fraction, trim, min_digits or 0)
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
    _check(precision, min_digits, pad_left, pad_right)
    if not fractional and precision == 0:
        raise ValueError('precision must be greater than 0 if fractional=False')
    if value != value or value in (float('inf'), float('-inf')):
        text = ('+' if sign and value > 0 else '') + scalar_text(value, name)
    else:
        text = positional(value, name, precision, unique, trim, min_digits, sign, fractional)
    whole, point, fraction = text.partition('.')
    if pad_left is not None:
        whole = whole.rjust(pad_left)
    return whole + point + (fraction if pad_right is None else fraction.ljust(pad_right))


def format_float_scientific(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None):
    """A number as text with an exponent."""
    value, name = _number(x)
    _check(precision, min_digits, pad_left, exp_digits)
    if value != value or value in (float('inf'), float('-inf')):
        return ('+' if sign and value > 0 else '') + scalar_text(value, name)
    text = scientific(value, name, precision, unique, trim, min_digits, exp_digits or 2, sign)
    whole, point, rest = text.partition('.')
    return (whole if pad_left is None else whole.rjust(pad_left)) + point + rest


def _check(*lengths):
    """NumPy's text of a number has room for this many characters."""
    if any([length is not None and length > 16000 for length in lengths]):
        raise RuntimeError('Float formatting result too large')


def _number(x):
    dtype = getattr(x, 'dtype', None)
    name = dtype.name if dtype is not None and dtype.kind == 'f' else 'float64'
    return float(x), name
