"""Rounding of a double to a narrower format, to nearest, ties to even."""

import math

from . import _access


def _rounder(digits, least, most, otherwise):
    """Rounds to `digits` binary digits where the result is normal: between `least` and `most`.

    Veltkamp's splitting: `p = x * (2 ** (53 - digits) + 1)` has no room for the digits of `x` beyond that many; `p - x` takes
    the multiple away again and leaves them rounded. A tie goes to even, because the multiple of `x` is even there.
    """
    factor = 2.0 ** (53 - digits) + 1.0

    def rounded(x):
        if least <= abs(x) <= most:
            p = x * factor
            return p - (p - x)
        return otherwise(x)
    return rounded


_single_cell = _access.cell('f32')


def _round_small(digits, exponent, most):
    """As `_rounder` for zeroes, subnormals, infinities and NaN; `exponent` is of the smallest subnormal."""
    def rounded(x):
        if x == 0.0 or x != x:
            return x
        if -most < x < most:
            unit = 2.0 ** exponent
            return math.copysign(round(x / unit) * unit, x) if abs(x) < 2.0 ** (exponent + digits - 1) else _at_most(x, most)
        return math.copysign(math.inf, x)
    return rounded


def _at_most(x, most):
    """`x` beyond the largest finite number: that number, or from half-way on infinity; `most` is the half-way point."""
    return _LARGEST[most] if x > 0 else -_LARGEST[most]


_LARGEST = {65520.0: 65504.0, 3.3961775292304957e38: 3.3895313892515355e38}


def _round32_other(x):
    _single_cell[0] = x
    return _single_cell[0]


round32 = _rounder(24, 1.1754943508222875e-38, 3.4028234663852886e+38, _round32_other)
round16 = _rounder(11, 6.103515625e-05, 65504.0, _round_small(11, -24, 65520.0))
round_brain = _rounder(8, 1.1754943508222875e-38, 3.3895313892515355e38, _round_small(8, -133, 3.3961775292304957e38))
