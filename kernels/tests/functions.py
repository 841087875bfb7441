"""Prints tests/functions.txt: arguments of the elementary functions and their values to 106 bits.

    pip install mpmath; python kernels/tests/functions.py > kernels/tests/functions.txt

A line is a name, its arguments and the value as the sum of two float64s, all as bits.
"""
import math
import random
import struct

from mpmath import acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, exp, expm1, log, log1p, mp, mpf, sign, sin, sinh, sqrt, tan, tanh

mp.prec = 200
random.seed(20261122)


def spread(low, high):
    """Magnitudes of all sizes."""
    return lambda: random.choice((-1, 1)) * 10 ** random.uniform(low, high)


def positive(low, high):
    return lambda: 10 ** random.uniform(low, high)


def between(low, high):
    return lambda: random.uniform(low, high)


def near_one(low, high):
    return lambda: 1 + random.choice((-1, 1)) * 10 ** random.uniform(low, high)


def near_quarters():
    return random.randint(-600000, 600000) * math.pi / 2


ANY = [spread(-20, 20), spread(-3, 3), spread(-1, 1)]
NEAR_ZERO = [spread(-20, 0), between(-1, 1), between(-10, 10)]
BELOW_ONE = [between(-1, 1), spread(-20, -0.001), lambda: 1 - 10 ** random.uniform(-15, -1)]
LOG = [positive(-300, 300), positive(-1, 1), near_one(-15, -1), between(0.5, 2)]
CIRCULAR = [between(-9e5, 9e5), spread(-20, 0), between(-7, 7), near_quarters]
PAIRS = [spread(-80, 80), spread(-3, 3), between(-1, 1)]

FUNCTIONS = {
    "exp": (exp, NEAR_ZERO + [between(-700, 700)]),
    "exp2": (lambda x: mpf(2) ** x, NEAR_ZERO + [between(-1000, 1000)]),
    "expm1": (expm1, NEAR_ZERO + [between(-40, 690)]),
    "log": (log, LOG),
    "log2": (lambda x: log(x) / log(2), LOG),
    "log10": (lambda x: log(x) / log(10), LOG),
    "log1p": (log1p, [positive(-20, 300), spread(-5, -0.01), between(-0.99, 2)]),
    "sin": (sin, CIRCULAR),
    "cos": (cos, CIRCULAR),
    "tan": (tan, CIRCULAR),
    "arcsin": (asin, BELOW_ONE),
    "arccos": (acos, BELOW_ONE),
    "arctan": (atan, ANY),
    "sinh": (sinh, NEAR_ZERO + [between(-690, 690)]),
    "cosh": (cosh, NEAR_ZERO + [between(-690, 690)]),
    "tanh": (tanh, NEAR_ZERO),
    "arcsinh": (asinh, ANY),
    "arccosh": (acosh, [lambda: 1 + 10 ** random.uniform(-15, 2), positive(0, 20)]),
    "arctanh": (atanh, BELOW_ONE),
    "cbrt": (lambda x: sign(x) * cbrt(abs(x)), ANY + [spread(-300, 300)]),
    "power": (lambda x, y: x ** y, [(positive(-14, 14), between(-19, 19)), (between(0.5, 2), between(-20, 20)),
                                    (positive(-100, 100), between(-2, 2))]),
    "hypot": (lambda x, y: sqrt(x * x + y * y), PAIRS),
    "arctan2": (atan2, PAIRS),
}


def bits(x):
    return struct.pack(">d", x).hex()


for name, (function, sources) in FUNCTIONS.items():
    for k in range(48):
        source = sources[k % len(sources)]
        if name in ("hypot", "arctan2"):
            source = (source, source)
        arguments = [part() for part in source] if isinstance(source, tuple) else [source()]
        value = function(*map(mpf, arguments))
        high = float(value)
        print(name, *map(bits, arguments), bits(high), bits(float(value - mpf(high))))
