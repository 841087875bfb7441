"""The suite of kernels.py as a table: what is timed, over which dtypes, against which peers, and what limits it.

A statement is Python over `np` and these operands, each of n elements of the row's dtype unless it says otherwise:

    a, b    values of both signs; divisors without zero          p, u    positive values; values from -1 to 1
    s       a, sorted                                            z       a with a NaN in ten
    e       zeros                                                k       few different values, as int64, from 0 to 99
    m       half True, at random                                 i, j    a permutation of the indices; a tenth of it
    w, t    a as rows of 10; a as a square                       v, x    a row and a column that broadcast with t
    q       a square matrix of at most 512 rows                  d       a, as int32 (as float64 where a is int32)
    f       a square that is transposed                          y       a that is not aligned
    r, h    values near 1 (integers: 1); p + 1                   c       a copy of b, to be written to
    out     the result's array: `, out=out` stands for {out}

At n of at most `SMALL` {out} is nothing, since there the call is what is timed, with its result's array.
"""
SMALL = 100
SIZES = (10, 100, 10_000, 1_000_000)
LARGEST = 10_000_000  # with --largest

BOOL, INTEGERS, FLOATS, COMPLEX = "?", "i1 u1 i2 u2 i4 u4 i8 u8", "f2 f4 f8", "c8 c16"
REAL = f"{INTEGERS} {FLOATS}"
NUMBERS = f"{REAL} {COMPLEX}"
ALL = f"{BOOL} {NUMBERS}"
INEXACT = f"{FLOATS} {COMPLEX}"
QUICK_DTYPES, QUICK_SIZES = ("u1", "i8", "f4", "f8"), (10, 10_000, 1_000_000)


def _rows(family, dtypes, limit, *statements):
    """Rows that differ in their statement alone: (name, statement); a statement that is a name is that of a ufunc."""
    for statement in statements:
        name, statement = statement if isinstance(statement, tuple) else (statement, statement)
        yield family, name, statement, dtypes.split(), limit


def _unary(operand, *names):
    return [(name, f"np.{name}({operand}{{out}})") for name in names]


def _binary(*names):
    return [(name, f"np.{name}(a, b{{out}})") for name in names]


# family, name, statement, dtypes, what limits it: "read" (one array), "both" (two arrays are read), "copy" (one in, one out), "add" (two in, one out), "fill"
ROWS = [
    *_rows("reductions", ALL, "read", "a.sum()", "a.max()", "a.argmax()", ("any", "e.any()"), ("all", "r.all()"), "a.mean()", "a.var()",
           ("count_nonzero", "np.count_nonzero(a)")),
    *_rows("reductions", NUMBERS, "read", ("prod", "r.prod()"), "a.min()", "a.argmin()", ("ptp", "np.ptp(a)")),
    *_rows("reductions", NUMBERS, "both", ("dot", "np.dot(a, b)")),
    *_rows("reductions", INEXACT, "read", "a.std()", ("norm", "np.linalg.norm(a)")),
    *_rows("reductions", INEXACT, "both", ("vdot", "np.vdot(a, b)")),
    *_rows("nan-functions", FLOATS, "read", *[(name, f"np.{name}(z)") for name in (
        "nansum", "nanmean", "nanmax", "nanmin", "nanargmax", "nanvar", "nanstd", "nanmedian")]),
    *_rows("selection", REAL, None, ("median", "np.median(a)"), ("percentile", "np.percentile(a, 30)"),
           ("quantile of three", "np.quantile(a, [0.1, 0.5, 0.9])")),
    *_rows("scans", NUMBERS, "copy", ("cumsum", "np.cumsum(a{out})"), ("cumprod", "np.cumprod(r{out})")),
    *_rows("arithmetic", NUMBERS, "add", *_binary("add", "subtract", "multiply", "divide")),
    *_rows("arithmetic", REAL, "add", *_binary("floor_divide", "remainder", "fmod", "maximum", "minimum"), ("divmod", "np.divmod(a, b)")),
    *_rows("arithmetic", NUMBERS, "copy", *_unary("a", "negative", "absolute", "square"), ("a + 1", "np.add(a, 1{out})"),
           ("clip", "np.clip(a, 1, 3{out})")),
    *_rows("arithmetic", INEXACT, "copy", *_unary("b", "reciprocal")),
    *_rows("arithmetic", REAL, "copy", *_unary("a", "sign")),
    *_rows("comparison", ALL, "copy", *_binary("less", "equal", "logical_and"), *_unary("a", "logical_not")),
    *_rows("comparison", FLOATS, "copy", *_unary("z", "isnan", "isfinite", "signbit"), ("fmax", "np.fmax(z, b{out})")),
    *_rows("bits", f"{BOOL} {INTEGERS}", "add", *_binary("bitwise_and"), ("invert", "np.invert(a{out})")),
    *_rows("bits", INTEGERS, "copy", ("left_shift", "np.left_shift(a, 2{out})"), ("bitwise_count", "np.bitwise_count(a{out})"),
           ("gcd", "np.gcd(a, b{out})")),
    *_rows("rounding", FLOATS, "copy", *_unary("a", "floor", "rint", "trunc"), ("round", "np.round(a, 2{out})")),
    *_rows("elementary", FLOATS, "copy", *_unary("a", "exp", "exp2", "expm1", "cbrt", "sin", "cos", "tan", "sinh", "cosh", "tanh",
                                                 "arctan", "arcsinh"),
           *_unary("p", "sqrt", "log", "log2", "log10", "log1p"), *_unary("u", "arcsin", "arccos", "arctanh"),
           ("arccosh", "np.arccosh(h{out})")),
    *_rows("elementary", FLOATS, "add", ("power", "np.power(p, b{out})"), *_binary("hypot", "arctan2", "logaddexp", "copysign")),
    *_rows("elementary", COMPLEX, "copy", *_unary("a", "sqrt", "exp", "log")),
    *_rows("casts", ALL, "copy", *[(f"to {name}", f"a.astype('{name}')") for name in ("?", "i1", "i4", "u8", "f2", "f4", "f8", "c16")]),
    *_rows("where and masks", ALL, "add", ("where", "np.where(m, a, b)"), ("a[m]", "a[m]"), ("a[m] = 1", "c[m] = 1"),
           ("a[i]", "a[i]"), ("a[i] = b", "c[i] = b"), ("take", "np.take(a, j)"), ("put", "np.put(c, j, 1)"),
           ("nonzero", "np.nonzero(a)"), ("compress", "np.compress(m, a)")),
    *_rows("where and masks", BOOL, "copy", ("nonzero(m)", "np.nonzero(m)"), ("flatnonzero", "np.flatnonzero(m)")),
    *_rows("sorting", ALL, None, ("sort", "np.sort(a)"), ("argsort", "np.argsort(a)"), ("unique", "np.unique(a)")),
    *_rows("sorting", REAL, None, ("stable sort", "np.sort(a, kind='stable')"), ("stable argsort", "np.argsort(a, kind='stable')"),
           ("partition", "np.partition(a, a.size // 3)"), ("argpartition", "np.argpartition(a, a.size // 3)"),
           ("searchsorted", "np.searchsorted(s, b)")),
    *_rows("sorting", "i8", None, ("bincount", "np.bincount(k)"), ("unique, few", "np.unique(k)")),
    *_rows("sorting", "f8", None, ("histogram", "np.histogram(a, 20)"), ("digitize", "np.digitize(a, s[::s.size // 10])")),
    *_rows("movement", ALL, "copy", ("copy", "a.copy()"), ("concatenate", "np.concatenate((a, b))"), ("transposed copy", "t.T.copy()"),
           ("roll", "np.roll(a, 3)"), ("repeat", "np.repeat(a, 3)"), ("reversed copy", "a[::-1].copy()"), ("zeros", "np.zeros(a.size, a.dtype)")),
    *_rows("layouts", ALL, "read", ("sum, axis 0 of (n/10, 10)", "w.sum(axis=0)"), ("sum, axis 1 of (n/10, 10)", "w.sum(axis=1)"),
           ("sum, axis 0 of a square", "t.sum(axis=0)"), ("sum, axis 1 of a square", "t.sum(axis=1)"),
           ("max, axis 0 of (n/10, 10)", "w.max(axis=0)"), ("max, axis 1 of (n/10, 10)", "w.max(axis=1)"),
           ("argmax, axis 0 of a square", "t.argmax(axis=0)"), ("sum of a[::2]", "a[::2].sum()"), ("max of a[::2]", "a[::2].max()")),
    *_rows("layouts", NUMBERS, "add", ("a[::2] + b[::2]", "a[::2] + b[::2]"), ("square + row", "t + v"), ("square + column", "t + x"),
           ("rows of 10 + column", "w + w[:, :1]"),
           ("square + its transpose", "t + t.T"), ("not aligned + a", "y + a"), ("a + another dtype", "a + d")),
    *_rows("expressions", NUMBERS, "add", ("a + b, a new array", "a + b"), ("a + b * c", "a + b * c"), ("a*a + b*b + c*c", "a*a + b*b + c*c")),
    *_rows("products", NUMBERS, None, ("matmul", "q @ q"), ("matrix by vector", "q @ q[0]"), ("outer", "np.outer(a[:1000], b[:1000])")),
]

# Where results may differ and both be right, this is compared.
CHECKED = {
    "argsort": "a[np.argsort(a)]",
    "partition": "np.sort(np.partition(a, a.size // 3)[:a.size // 3])",
    "argpartition": "np.sort(a[np.argpartition(a, a.size // 3)[:a.size // 3]])",
}

# Other libraries: what they are asked in place of the statement. A and B are their own arrays of a and b, Z and M of z and m.
PEERS = {
    "bottleneck": ("import bottleneck as bn", "i4 i8 f4 f8", "{}", {
        **{name: f"bn.{name}(z)" for name in ("nansum", "nanmean", "nanmax", "nanmin", "nanargmax", "nanvar", "nanstd", "nanmedian")},
        "a.sum()": "bn.nansum(a)", "a.max()": "bn.nanmax(a)", "a.mean()": "bn.nanmean(a)", "median": "bn.median(a)",
        "partition": "bn.partition(a, a.size // 3)", "sum, axis 0 of (n/10, 10)": "bn.nansum(w, axis=0)",
        "sum, axis 1 of (n/10, 10)": "bn.nansum(w, axis=1)",
    }),
    "numexpr": ("import numexpr as ne; ne.set_num_threads(1)", "i4 i8 f4 f8", "{}", {
        **{name: f"ne.evaluate('{name}(a)'{{out}})" for name in ("exp", "expm1", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan")},
        **{name: f"ne.evaluate('{name}(p)'{{out}})" for name in ("sqrt", "log", "log10", "log1p")},
        "power": "ne.evaluate('p ** b'{out})", "add": "ne.evaluate('a + b'{out})", "multiply": "ne.evaluate('a * b'{out})",
        "less": "ne.evaluate('a < b'{out})", "where": "ne.evaluate('where(m, a, b)')",
        "a + b * c": "ne.evaluate('a + b * c')", "a*a + b*b + c*c": "ne.evaluate('a*a + b*b + c*c')",
    }),
    "polars": ("import polars as pl", "i4 i8 f4 f8", "pl.Series({})", {
        "a.sum()": "A.sum()", "a.max()": "A.max()", "a.argmax()": "A.arg_max()", "a.mean()": "A.mean()", "median": "A.median()",
        "cumsum": "A.cum_sum()", "add": "A + B", "less": "A < B", "a[m]": "A.filter(M)", "sort": "A.sort()", "argsort": "A.arg_sort()",
    }),
    "pyarrow": ("import pyarrow as pa, pyarrow.compute as pc; pa.set_cpu_count(1)", "i4 i8 f4 f8", "pa.array({})", {
        "a.sum()": "pc.sum(A)", "a.mean()": "pc.mean(A)", "a.var()": "pc.variance(A)", "cumsum": "pc.cumulative_sum(A)",
        "add": "pc.add(A, B)", "multiply": "pc.multiply(A, B)", "less": "pc.less(A, B)", "where": "pc.if_else(M, A, B)",
        "a[m]": "pc.filter(A, M)", "argsort": "pc.array_sort_indices(A)",
    }),
    "numkong": ("import numkong as nk", "f2 f4 f8", "{}", {"dot": "nk.dot(a, b)", "vdot": "nk.vdot(a, b)"}),
}
