"""Sums of the narrow floating-point scalars are rounded as the hardware or the runtime rounds: to nearest, ties to even."""

import random
import struct

import pytest

import numpyni as np
from numpyni import _host as host

DIGITS = {'float16': 11, 'float32': 24}
FORMATS = {'float16': 'e', 'float32': 'f'}


def doubles(digits):
    """Doubles in [2 ** 10, 2 ** 11]: ties and their neighbours, numbers just below a power of two, and any."""
    chance = random.Random(7)
    for _ in range(2000):
        head, rest = chance.getrandbits(digits) | 1 << digits - 1, 53 - digits
        yield (head << rest) + (1 << rest - 1) + chance.choice((0, 0, 1, -1))
        yield (1 << 53) - 1 - chance.getrandbits(chance.randint(1, rest))
        yield chance.getrandbits(53) | 1 << 52


@pytest.mark.parametrize('name', FORMATS)
def test_a_double_rounds_to_nearest_even(name):
    scalar, form = getattr(np, name), FORMATS[name]
    for digits in doubles(DIGITS[name]):
        for x in (digits * 2.0 ** -43, -digits * 2.0 ** -43):
            assert float(scalar(x)) == struct.unpack(form, struct.pack(form, x))[0], x.hex()


def test_float32_sums_of_ties():
    x = np.float32(2 ** 24)
    assert x + np.float32(1) == x
    assert x + np.float32(3) == np.float32(2 ** 24 + 4)
