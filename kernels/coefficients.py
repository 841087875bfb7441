"""Prints the polynomials and tables of src/functions/: Chebyshev interpolation in high precision, rounded to float64.

    pip install mpmath; python kernels/coefficients.py > kernels/src/functions/coefficients.rs

A row of POLYNOMIALS is a function of `u` that is nearly a constant on its interval, the interval (from zero, if it is one
number) and the number of terms; none of a type that has no use for it. The relative error printed beside each is that of the polynomial with its rounded coefficients.
"""
import struct

from mpmath import asin, atan, cos, cosh, e, exp, linspace, lu_solve, log, matrix, mp, mpf, pi, sin, sinh, sqrt, tan, tanh

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
     (log(2) / 2 * mpf("1.01")) ** 2, 5, 0),
    ("SINH", "(sinh(r) - r) / r**3", around(lambda u: (sinh(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), (log(2) / 2 * mpf("1.01")) ** 2, 5, 0),
    *[(name, f"({name.lower()}(1 + r) - r {name.lower()}(e)) / r**2", scaled_log(base), LOG_ENDS, 10, 4) for name, base in BASES.items()],
    ("SIN", "(sin(r) - r) / r**3", around(lambda u: (sin(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 6), (pi / 4 * mpf("1.001")) ** 2, 6, 3),
    ("COS", "(cos(r) - 1 + r**2 / 2) / r**4", around(lambda u: (cos(r(u)) - 1 + u / 2) / u ** 2, mpf(1) / 24), (pi / 4 * mpf("1.001")) ** 2, 6, 3),
    ("TAN_OF_HALF", "(2 tan(r/2) - r) / r**3", around(lambda u: (2 * tan(r(u) / 2) - r(u)) / r(u) ** 3, mpf(1) / 12), (pi / 4 * mpf("1.001")) ** 2, 9, 4),
    ("SIN_WIDE", "(sin(r) - r) / r**3", around(lambda u: (sin(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 6), (pi / 2 * mpf("1.001")) ** 2, 0, 4),
    ("TAN", "(tan(r) - r) / r**3", around(lambda u: (tan(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 3), (pi / 4 * mpf("1.001")) ** 2, 0, 6),
    ("EXP2_HALF", "(2**r - 1 - r log(2)) / r**2", lambda r: (2 ** r - 1 - r * log(2)) / r ** 2 if abs(r) > mpf(2) ** -60 else log(2) ** 2 / 2 + r * log(2) ** 3 / 6,
     (-mpf("0.505"), mpf("0.505")), 0, 4),
    ("LOG2_WIDE", "log2(1 + r) / r", lambda r: log(1 + r, 2) / r if abs(r) > mpf(2) ** -60 else 1 / log(2) - r / 2 / log(2),
     (-mpf("0.2501"), mpf("0.5001")), 0, 9),
    ("ARCSIN_HALF", "(arcsin(y) - y) / y**3", around(lambda u: (asin(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), mpf("0.2505"), 0, 5),
    ("ARCTAN", "(arctan(z) - z) / z**3", around(lambda u: (atan(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 3), mpf("0.2505"), 13, 0),
    ("ARCSIN", "(arcsin(y) - y) / y**3", around(lambda u: (asin(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), mpf("0.2505"), 13, 6),
    ("ARCTAN_STEP", "(arctan(z) - z) / z**3", around(lambda u: (atan(r(u)) - r(u)) / r(u) ** 3, -mpf(1) / 3), mpf("0.205") ** 2, 0, 3),
    ("SINH_SMALL", "(sinh(r) - r) / r**3", around(lambda u: (sinh(r(u)) - r(u)) / r(u) ** 3, mpf(1) / 6), mpf("0.6725"), 0, 3),
    ("EXP_STEP", "(exp(r) - 1 - r) / r**2", lambda r: (exp(r) - 1 - r) / r ** 2 if abs(r) > mpf(2) ** -60 else mpf(1) / 2 + r / 6,
     (-log(2) / 32 * mpf("1.01"), log(2) / 32 * mpf("1.01")), 0, 2),
    ("INVERSE_CBRT", "((1 - e)**(-1/3) - 1) / e", lambda e: ((1 - e) ** (-mpf(1) / 3) - 1) / e if abs(e) > mpf(2) ** -60 else mpf(1) / 3 + e * 2 / 9,
     (-mpf("0.108"), mpf("0.108")), 6, 3),
]


def interpolate(g, begin, end, terms):
    nodes = [begin + (end - begin) * (1 - cos(pi * (2 * k + 1) / (2 * terms))) / 2 for k in range(terms)]
    powers = matrix([[x ** j for j in range(terms)] for x in nodes])
    solution = lu_solve(powers, matrix([g(x) for x in nodes]))
    return [float(c) for c in solution]


def single_fit(g, begin, end, terms):
    """The same of float32s: once a coefficient is rounded, those behind it make up for that, in the sense of least squares."""
    nodes = [begin + (end - begin) * (1 - cos(pi * (2 * k + 1) / (8 * terms))) / 2 for k in range(4 * terms)]
    coefficients = []
    for k in range(terms):
        powers = matrix([[x ** j for j in range(k, terms)] for x in nodes])
        left = matrix([g(x) - sum(c * x ** j for j, c in enumerate(coefficients)) for x in nodes])
        coefficients.append(single(lu_solve(powers, left)[0])[0])
    return [float(c) for c in coefficients]


def error(g, begin, end, coefficients):
    worst = mpf(0)
    for x in linspace(begin, end, 400):
        value = sum(mpf(c) * x ** j for j, c in enumerate(coefficients))
        worst = max(worst, abs(value / g(x) - 1))
    return float(log(worst, 2))


def words(name, meaning, g, interval, terms, precision):
    begin, end = interval if isinstance(interval, tuple) else (0, interval)
    coefficients = (single_fit if precision else interpolate)(g, begin, end, terms)
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


def single(x):
    """The float32 nearest to `x`, and how far off it is, in units of its last place."""
    unit = mpf(2) ** (int(mp.floor(log(abs(x), 2))) - 23)
    near = mp.nint(x / unit) * unit
    return near, abs(near - x) / unit


def bits_of(x):
    return struct.unpack("<I", struct.pack("<f", x))[0]


def of_bits(bits):
    return struct.unpack("<f", struct.pack("<I", bits % 2 ** 32))[0]


def luckiest(near, wanted, tries=3000):
    """A float32 close to `near` whose value of `wanted` is nearly a float32, too."""
    first = bits_of(float(near)) - tries // 2
    return min((mpf(of_bits(first + k)) for k in range(tries)), key=lambda x: single(wanted(x))[1])


def single_table(name, meaning, values):
    print(f"/// {meaning}.")
    print(f"pub(super) static {name}: Table = Table::single([" + ", ".join(repr(float(x)) for x in values) + "]);")


# tanh by half octaves: all below 1/8, from 1/8 to 3/16, ... from 8 to 12, numbered by the four bits above the fraction's other 22.
TANH_TERMS = 7


def tanh_tables():
    rows = [(mpf(0), mpf(0), [mpf(0)] * TANH_TERMS)] * 16
    for half in range(-7, 7):
        low, high = [mpf(2) ** (j // 2) * (1 + mpf(j % 2) / 2) for j in (half, half + 1)]
        if half == -7:
            middle, low = mpf(0), -high
        else:
            middle = luckiest((low + high) / 2, tanh)
        value = tanh(middle)
        slope = 1 - value ** 2
        # Of the first, what is beyond d itself.
        g = lambda d: ((tanh(middle + d) - value) / d if abs(d) > mpf(2) ** -60 else slope) - (half == -7)
        terms = interpolate(g, low - middle, min(high, mpf("9.3")) - middle, TANH_TERMS)
        if half == -7:
            terms[0] = 0.0
        rows[(2 * 127 + half) % 16] = (middle, single(value)[0] if middle else mpf(0), terms)
    single_table("TANH_MIDDLES", "The middles of the half octaves, nearly such that their tanh is a float32", [row[0] for row in rows])
    single_table("TANH_VALUES", "tanh of those", [row[1] for row in rows])
    print(f"/// `(tanh(middle + d) - tanh(middle)) / d` by powers of d; of the first, less one.")
    print(f"pub(super) static TANH_TERMS: [Table; {TANH_TERMS}] = [")
    for k in range(TANH_TERMS):
        print("    Table::single([" + ", ".join(repr(float(row[2][k])) for row in rows) + "]),")
    print("];")


def step_tables():
    """Halves of powers of 2**(1/16), from whose bits those of the power's number are taken away."""
    steps = [single(mpf(2) ** (mpf(j) / 16))[0] for j in range(16)]
    single_table("STEPS_UP", "Halves of 2**(j/16), less j in the bits", [of_bits(bits_of(float(x / 2)) - (j << 19)) for j, x in enumerate(steps)])
    single_table("STEPS_OFF", "How much j/16 log(2) is above their logarithms", [j * log(2) / 16 - log(x) for j, x in enumerate(steps)])


def arctan_tables():
    """By half octaves: all below 3/16, from there to 1/4, ... from 6 to 8, and all from 8 on, numbered as those of tanh."""
    rows = [(mpf(1), mpf(0))] * 16
    for half in range(-5, 6):
        low, high = [mpf(2) ** (j // 2) * (1 + mpf(j % 2) / 2) for j in (half, half + 1)]
        rows[(2 * 127 + half) % 16] = (mpf(1), mp.nint(sqrt(low * high) * 64) / 64)
    rows[(2 * 127 + 6) % 16] = (mpf(0), mpf(1))
    angles = [mp.atan2(b, a) for a, b in rows]
    single_table("ARCTAN_COS", "The cosines, to some factor, of angles in the half octaves of the tangent", [a for a, _ in rows])
    single_table("ARCTAN_SIN", "The sines, to that factor", [b for _, b in rows])
    for name, values in (("ANGLES", angles), ("MIRRORED", [pi - x for x in angles])):
        highs = [single(x)[0] if x else x for x in values]
        single_table(f"ARCTAN_{name}_1", "Part 1 of those angles" + " from pi" * (name != "ANGLES"), highs)
        single_table(f"ARCTAN_{name}_2", "Part 2", [x - high for x, high in zip(values, highs)])


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
        if wide:
            words(name, meaning, g, interval, wide, "")
        if narrow:
            words(name, meaning, g, interval, narrow, "_SHORT")
    tables()
    tanh_tables()
    step_tables()
    arctan_tables()
    split("LN2_16", log(2) / 16, [42, 53])
    split("LN2", log(2), [42, 53])
    split("LOG2E", 1 / log(2), [53, 53])
    split("LOG10E", 1 / log(10), [53, 53])
    split("LOG10_2", log(2) / log(10), [42, 53])
    split("PI_2", pi / 2, [53, 53, 53])
    split("PI_2_SHORT", pi / 2, [24, 24, 53])
    split("PI_SHORT", pi, [24, 53])
    split("PI_4", pi / 4, [53, 53])
    split("PI_2_SINGLE", pi / 2, [24, 53])
