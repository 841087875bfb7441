"""The loops that users write, timed over one kind of array, in one process.

    python benches/loops.py PEER LOOP:N ... [--budget SECONDS]

PEER is `list`, `array` (array.array) or a module such as `numpyni` or `numpy`. Prints one line of JSON: the nanoseconds
an element of each loop, the minimum over repeats, after its result was checked. One process times one peer: a JIT
specialises a piece of code on the types that it has seen, so two kinds of array would slow each other down.
"""
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
    return sum(b[i, j] for i in range(1, n - 1) for j in range(1, n - 1))


def stencil_of_rows(arrays, repeats):
    a, b, n = arrays
    for _ in range(repeats):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                b[i][j] = 0.25 * (a[i - 1][j] + a[i + 1][j] + a[i][j - 1] + a[i][j + 1])
    return sum(b[i][j] for i in range(1, n - 1) for j in range(1, n - 1))


LOOPS = {"read": read, "store": store, "iterate": iterate, "stencil": stencil}

LEAST = 0.02  # seconds that one timing takes at least


def values(n):
    """Numbers whose sums are exact in any order."""
    return [(i % 7) * 0.5 for i in range(n)]


def grid(n):
    """n rows of n such numbers."""
    return [[((i * i + 3 * j) % 11) * 0.25 for j in range(n)] for i in range(n)]


def expected(loop, n):
    """The result of a loop, computed without any array."""
    if loop == "store":
        return 1.5 * len(range(0, n, max(1, n // 100)))
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
    if loop != "stencil":
        return vector(values(n))
    each_row, together = matrix
    return tuple(together([each_row(row) for row in rows]) for rows in (grid(n), [[0.0] * n] * n)) + (n,)


def measure(peer, loop, n, budget):
    """Nanoseconds an element: the minimum over as many timings as the budget of seconds allows, and at least three."""
    function = stencil_of_rows if loop == "stencil" and peer in ("list", "array") else LOOPS[loop]
    elements = (n - 2) ** 2 if loop == "stencil" else n
    data = arguments(peer, loop, n)
    result, right = function(data, 1), expected(loop, n)
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
