"""Prints the polynomials and tables of src/functions/: Chebyshev interpolation in high precision, rounded to float64.

    pip install mpmath; python kernels/coefficients.py > kernels/src/functions/coefficients.rs

A row of POLYNOMIALS is a function of `u` that is nearly a constant on its interval, the interval (from zero, if it is one
number) and the number of terms. The relative error printed beside each is that of the polynomial with its rounded coefficients.
"""
from mpmath import asin, atan, cos, cosh, e, exp, linspace, lu_solve, log, matrix, mp, mpf, pi, sin, sinh, sqrt, tan

mp.prec = 300

r = sqrt


def around(f, series):
    """`f`, with the beginning of its series near zero, where `f` itself would cancel."""
    return lambda u: f(u) if u > mpf(2) ** -60 else mpf(series)


# The table of logarithms: sixteen steps of the bits, from 1 to 3/2 and from 3/4 to 1, and a number near the inverse of each step's middle,
# of so few bits that the products with it are exact near 1. Beside 1 that number is 1, so that nothing cancels there.
STEPS = [(1 + mpf(j) / 16, 1 + mpf(j + 1) / 16) for j in range(8)] + [(mpf(j) / 32, mpf(j + 1) / 32) for j in range(24, 32)]
LOG_ENDS = (-mpf(1) / 30, mpf(1) / 16)
BASES = {"LOG": e, "LOG2": mpf(2), "LOG10": mpf(10)}


def inverse(low, high):
    """The number of fewest bits whose products with all from `low` to `high` are as near to 1 as the polynomials want."""
    return next(near for bits in range(8) for near in [mpf(round(2 ** bits * 2 / (low + high))) / 2 ** bits]
                if LOG_ENDS[0] <= near * low - 1 and near * high - 1 <= LOG_ENDS[1])


def scaled_log(base):
    return lambda r: (log(1 + r) - r) / r ** 2 / log(base) if abs(r) > mpf(2) ** -60 else (r / 3 - mpf(1) / 2) / log(base)


POLYNOMIALS = [
    # name, meaning, g(u), u's interval, terms for float64, terms for float32
    ("EXP", "(exp(r) - 1 - r) / r**2", lambda r: (exp(r) - 1 - r) / r ** 2 if abs(r) > mpf(2) ** -60 else mpf(1) / 2 + r / 6,
     (-log(2) / 2 * mpf("1.01"), log(2) / 2 * mpf("1.01")), 11, 6),
    ("EXP_TAIL", "(exp(r) - 1 - r - r**2 / 2) / r**3", lambda r: (exp(r) - 1 - r - r * r / 2) / r ** 3 if abs(r) > mpf(2) ** -60 else mpf(1) / 6 + r / 24,
     (-log(2) / 2 * mpf("1.01"), log(2) / 2 * mpf("1.01")), 10, 5),
    ("EXP2", "(2**r - 1 - r log(2)) / r**2", lambda r: (2 ** r - 1 - r * log(2)) / r ** 2 if abs(r) > mpf(2) ** -60 else log(2) ** 2 / 2 + r * log(2) ** 3 / 6,
     (-mpf("0.505"), mpf("0.505")), 11, 6),
    ("COSH", "(cosh(r) - 1 - r**2 / 2) / r**4", around(lambda u: (cosh(r(u)) - 1 - u / 2) / u ** 2, mpf(1) / 24),
     (log(2) / 2 * mpf("1.01")) ** 2, 5, 3),
    ("SINH", "(sinh(r) - r) / r**3", around(lambda u: (sinh(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), (log(2) / 2 * mpf("1.01")) ** 2, 5, 3),
    *[(name, f"({name.lower()}(1 + r) - r {name.lower()}(e)) / r**2", scaled_log(base), LOG_ENDS, 10, 4) for name, base in BASES.items()],
    ("SIN", "(sin(r) - r) / r**3", around(lambda u: (sin(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 6), (pi / 4 * mpf("1.001")) ** 2, 6, 3),
    ("COS", "(cos(r) - 1 + r**2 / 2) / r**4", around(lambda u: (cos(r(u)) - 1 + u / 2) / u ** 2, mpf(1) / 24), (pi / 4 * mpf("1.001")) ** 2, 6, 3),
    ("TAN", "(tan(r) - r) / r**3", around(lambda u: (tan(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 3), (pi / 4 * mpf("1.001")) ** 2, 15, 7),
    ("ARCTAN", "(arctan(z) - z) / z**3", around(lambda u: (atan(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 3), mpf("0.2505"), 13, 6),
    ("ARCSIN", "(arcsin(y) - y) / y**3", around(lambda u: (asin(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), mpf("0.2505"), 13, 7),
    ("INVERSE_CBRT", "((1 - e)**(-1/3) - 1) / e", lambda e: ((1 - e) ** (-mpf(1) / 3) - 1) / e if abs(e) > mpf(2) ** -60 else mpf(1) / 3 + e * 2 / 9,
     (-mpf("0.108"), mpf("0.108")), 6, 3),
]


def interpolate(g, begin, end, terms):
    nodes = [begin + (end - begin) * (1 - cos(pi * (2 * k + 1) / (2 * terms))) / 2 for k in range(terms)]
    powers = matrix([[x ** j for j in range(terms)] for x in nodes])
    solution = lu_solve(powers, matrix([g(x) for x in nodes]))
    return [float(c) for c in solution]


def error(g, begin, end, coefficients):
    worst = mpf(0)
    for x in linspace(begin, end, 400):
        value = sum(mpf(c) * x ** j for j, c in enumerate(coefficients))
        worst = max(worst, abs(value / g(x) - 1))
    return float(log(worst, 2))


def words(name, meaning, g, interval, terms, precision):
    begin, end = interval if isinstance(interval, tuple) else (0, interval)
    coefficients = interpolate(g, begin, end, terms)
    shown = error(g, begin, end, coefficients)
    print(f"/// `{meaning}`, to 2^{shown:.1f}.")
    print(f"pub(super) const {name}{precision}: [f64; {terms}] = [")
    for c in coefficients:
        print(f"    {c!r},")
    print("];")


def table(name, meaning, wide, narrow):
    print(f"/// {meaning}.")
    print(f"pub(super) static {name}: Table = Table::new(")
    for row in (wide, narrow):
        print("    [" + ", ".join(repr(float(x)) for x in row) + "],")
    print(");")


def tables():
    inverses = [inverse(low, high) for low, high in STEPS]
    table("LOG_INVERSES", "Near the inverses of what lies in the steps", inverses, inverses)
    for name, base in BASES.items():
        values = [-log(x) / log(base) for x in inverses]
        highs = [[mp.nint(x * 2 ** bits) / 2 ** bits for x in values] for bits in (42, 16)]
        table(f"{name}_STEPS_1", f"Part 1 of minus {name.lower()} of those", *highs)
        table(f"{name}_STEPS_2", f"Part 2 of minus {name.lower()} of those", *[[x - high for x, high in zip(values, part)] for part in highs])


def split(name, value, bits):
    """`value` as a sum of float64s, the first ones of so few bits that their products with small integers are exact."""
    for k, width in enumerate(bits):
        if width == 53:
            part = mpf(float(value))
        else:
            scale = mpf(2) ** (width - 1 - int(mp.floor(log(abs(value), 2))))
            part = mp.floor(value * scale) / scale
        print(f"/// Part {k + 1} of {name}.")
        print(f"pub(super) const {name}_{k + 1}: f64 = {float(part)!r};")
        value -= part


if __name__ == "__main__":
    print("//! Made by `kernels/coefficients.py`: polynomials, most in the square of the argument, the constant term first.\n")
    print("#![allow(clippy::excessive_precision, clippy::approx_constant, clippy::inconsistent_digit_grouping, clippy::unreadable_literal)]\n")
    print("use super::vector::Table;\n")
    for name, meaning, g, interval, wide, narrow in POLYNOMIALS:
        words(name, meaning, g, interval, wide, "")
        if narrow:
            words(name, meaning, g, interval, narrow, "_SHORT")
    tables()
    split("LN2", log(2), [42, 53])
    split("LOG2E", 1 / log(2), [53, 53])
    split("LOG10E", 1 / log(10), [53, 53])
    split("LOG10_2", log(2) / log(10), [42, 53])
    split("PI_2", pi / 2, [53, 53, 53])
    split("PI_2_SHORT", pi / 2, [24, 24, 53])
    split("PI_4", pi / 4, [53, 53])
