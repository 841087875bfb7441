"""The loops that users write, timed over one kind of array, in one process.

    python benches/loops.py PEER LOOP:N ... [--budget SECONDS]

PEER is `list`, `array` (array.array) or a module such as `numpyni` or `numpy`. LOOP is a name of LOOPS; over a module also
with a dtype and a view: `read.float32`, `read.int64.strided`, `read.float64.reversed`. Prints one line of JSON: the nanoseconds
an element of each loop, the minimum over repeats, after its result was checked. One process times one peer: a JIT
specialises a piece of code on the types that it has seen, so two kinds of array would slow each other down.
"""
import gc
import importlib
import json
import sys
import time


def read(arr, repeats):
    for _ in range(repeats):
        result = 0
        for i in range(len(arr)):
            result += arr[i]
    return result


def store(arr, repeats):
    x = 1.5
    for _ in range(repeats):
        for i in range(len(arr)):
            arr[i] = x
    return sum(arr[i] for i in range(0, len(arr), max(1, len(arr) // 100)))


def iterate(arr, repeats):
    for _ in range(repeats):
        result = 0
        for x in arr:
            result += x
    return result


def stencil(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])


def stencil_of_rows(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                b[i][j] = 0.25 * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1])


def stencil9(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                b[i, j] = 0.125 * (a[i - 1, j - 1] + a[i - 1, j] + a[i - 1, j + 1] + a[i, j - 1] + a[i, j] + a[i, j + 1]
                                   + a[i + 1, j - 1] + a[i + 1, j] + a[i + 1, j + 1])


def stencil25(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(2, n - 2):
            for j in range(2, n - 2):
                b[i, j] = 0.03125 * (
                    a[i - 2, j - 2] + a[i - 2, j - 1] + a[i - 2, j] + a[i - 2, j + 1] + a[i - 2, j + 2]
                    + a[i - 1, j - 2] + a[i - 1, j - 1] + a[i - 1, j] + a[i - 1, j + 1] + a[i - 1, j + 2]
                    + a[i, j - 2] + a[i, j - 1] + a[i, j] + a[i, j + 1] + a[i, j + 2]
                    + a[i + 1, j - 2] + a[i + 1, j - 1] + a[i + 1, j] + a[i + 1, j + 1] + a[i + 1, j + 2]
                    + a[i + 2, j - 2] + a[i + 2, j - 1] + a[i + 2, j] + a[i + 2, j + 1] + a[i + 2, j + 2])


def stencil7(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                for k in range(1, n - 1):
                    b[i, j, k] = 0.125 * (a[i - 1, j, k] + a[i + 1, j, k] + a[i, j - 1, k] + a[i, j + 1, k]
                                          + a[i, j, k - 1] + a[i, j, k + 1] + a[i, j, k])


def plane(arrays, repeats):
    a, _, n = arrays
    for _ in range(repeats):
        result = 0.0
        for i in range(n):
            for j in range(n):
                result += a[i, j]
    return result


def cube(arrays, repeats):
    a, _, n = arrays
    for _ in range(repeats):
        result = 0.0
        for i in range(n):
            for j in range(n):
                for k in range(n):
                    result += a[i, j, k]
    return result


# Calls on small arrays: the time is of one call.

def add(arr, repeats):
    for _ in range(repeats):
        result = arr + arr
    return result[len(arr) - 1] * 0.5


def total(arr, repeats):
    for _ in range(repeats):
        result = arr.sum()
    return result


def cut(arr, repeats):
    for _ in range(repeats):
        result = arr[2:5]
    return result[1]


def zeros(arr, repeats, np=None):
    np = np or importlib.import_module(type(arr).__module__)
    for _ in range(repeats):
        result = np.zeros(10)
    return result[1]


LOOPS = {"read": read, "store": store, "iterate": iterate, "stencil": stencil, "stencil9": stencil9, "stencil25": stencil25,
         "stencil7": stencil7, "plane": plane, "cube": cube, "add": add, "total": total, "cut": cut, "zeros": zeros}
EDGE = {"stencil": 1, "stencil9": 1, "stencil25": 2, "stencil7": 1, "plane": 0, "cube": 0}  # loops over grids: what they leave out
CALLS = {"add", "total", "cut", "zeros"}

LEAST = 0.02  # seconds that one timing takes at least


def values(n):
    """Numbers whose sums are exact in any order."""
    return [(i % 7) * 0.5 for i in range(n)]


def grid(n):
    """n rows of n such numbers."""
    return [[((i * i + 3 * j) % 11) * 0.25 for j in range(n)] for i in range(n)]


def cuboid(n):
    """n grids, of which the k-th begins k columns later."""
    return [[[((i * i + 3 * (j + k)) % 11) * 0.25 for k in range(n)] for j in range(n)] for i in range(n)]


def few(n):
    """Ones among zeros, so few that their sum fits in a byte."""
    return [1 if i % (n // 100 + 1) == 0 else 0 for i in range(n)]


def expected(loop, n):
    """The result of a loop, computed without any array."""
    loop, *dtype = loop.split(".")
    if dtype and not dtype[0].startswith("float"):
        return sum(few(n))
    if loop in ("add", "cut", "zeros"):
        return {"add": values(n)[-1], "cut": values(n)[3], "zeros": 0.0}[loop]
    if loop == "store":
        return 1.5 * len(range(0, n, max(1, n // 100)))
    if loop == "plane":
        return sum(map(sum, grid(n)))
    if loop == "cube":
        return sum(sum(map(sum, g)) for g in cuboid(n))
    if loop == "stencil9":
        g, near, inner = grid(n), range(-1, 2), range(1, n - 1)
        return sum(0.125 * sum(g[i + k][j + m] for k in near for m in near) for i in inner for j in inner)
    if loop == "stencil25":
        g, near = grid(n), range(-2, 3)
        return sum(0.03125 * sum(g[i + k][j + m] for k in near for m in near) for i in range(2, n - 2) for j in range(2, n - 2))
    if loop == "stencil7":
        c, inner = cuboid(n), range(1, n - 1)
        return sum(0.125 * (c[i - 1][j][k] + c[i + 1][j][k] + c[i][j - 1][k] + c[i][j + 1][k] + c[i][j][k - 1]
                            + c[i][j][k + 1] + c[i][j][k]) for i in inner for j in inner for k in inner)
    if loop == "stencil":
        g = grid(n)
        return sum(0.25 * (g[i - 1][j] + g[i + 1][j] + g[i][j - 1] + g[i][j + 1])
                   for i in range(1, n - 1) for j in range(1, n - 1))
    return sum(values(n))


def arguments(peer, loop, n):
    """The arrays of one loop for one peer."""
    if peer == "list":
        vector, matrix = list, [list, lambda rows: rows]
    elif peer == "array":
        array = importlib.import_module("array").array
        vector, matrix = lambda numbers: array("d", numbers), [lambda row: array("d", row), lambda rows: rows]
    else:
        module = importlib.import_module(peer)
        vector, matrix = module.array, [lambda row: row, module.array]
    loop, *options = loop.split(".")
    if options:
        return viewed(module, n, *options)
    if loop not in EDGE:
        return vector(values(n))
    each_row, together = matrix
    if loop in ("cube", "stencil7"):
        return together(cuboid(n)), together([[[0.0] * n] * n] * n), n
    return tuple(together([each_row(row) for row in rows]) for rows in (grid(n), [[0.0] * n] * n)) + (n,)


def viewed(module, n, dtype, view=""):
    """A vector of n elements of a dtype, as every second of an array or backwards if the view says so."""
    numbers = values(n) if dtype.startswith("float") else few(n)
    if view == "strided":
        return module.array([x for x in numbers for _ in (0, 1)], dtype=dtype)[::2]
    if view == "reversed":
        return module.array(numbers[::-1], dtype=dtype)[::-1]
    return module.array(numbers, dtype=dtype)


def written(loop, arrays):
    """The sum of what a stencil has written, which belongs to no timing."""
    _, b, n = arrays
    inner = range(EDGE[loop], n - EDGE[loop])
    if loop == "stencil7":
        return sum(b[i, j, k] for i in inner for j in inner for k in inner)
    if isinstance(b, list):
        return sum(b[i][j] for i in inner for j in inner)
    return sum(b[i, j] for i in inner for j in inner)


def measure(peer, loop, n, budget):
    """Nanoseconds an element: the minimum over as many timings as the budget of seconds allows, and at least three.

    What has a finalizer runs it before the loop is compiled: PyPy would trace that as a part of the loop, and keep it.
    """
    name = loop.split(".")[0]
    function = stencil_of_rows if loop == "stencil" and peer in ("list", "array") else LOOPS[name]
    elements = n
    if name in CALLS:
        elements = 1
    elif name in EDGE:
        elements = (n - 2 * EDGE[name]) ** (3 if name in ("cube", "stencil7") else 2)
    data = arguments(peer, loop, n)
    gc.collect()
    result, right = function(data, 1), expected(loop, n)
    if name.startswith("stencil"):
        result = written(name, data)
    if result != right:
        raise SystemExit("%s over %s, n = %d: %r instead of %r" % (loop, peer, n, result, right))
    repeats, best, timings = 1, None, 0
    end = time.perf_counter() + budget
    while timings < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        function(data, repeats)
        seconds = time.perf_counter() - start
        if seconds < LEAST:
            repeats *= 2
            continue
        timings += 1
        best = min(best or seconds / repeats, seconds / repeats)
    return best / elements * 1e9


def main(words):
    budget = 0.2
    if "--budget" in words:
        at = words.index("--budget")
        budget = float(words[at + 1])
        del words[at : at + 2]
    peer, cases = words[0], words[1:]
    timed = {}
    for case in cases:
        loop, n = case.split(":")
        timed[case] = measure(peer, loop, int(n), budget)
    print(json.dumps(timed))


if __name__ == "__main__":
    main(sys.argv[1:])
