"""One peer of kernels.py in a process of its own: answers each line of JSON on its input with one on its output.

    {"do": "time", "statement": "np.add(a, b{out})", "dtype": "f8", "n": 10000, "budget": seconds}   {"ns": the minimum of a call}
    {"do": "result", "statement": ..., "file": path}        writes the arrays of the result there; {"arrays": [[dtype, shape], ...]}
    {"do": "judge", ..., "arrays": ..., "exact": bool}      compares those with its own result; {"difference": what differs, or ""}

What fails is answered {"error": its text}.
"""
import importlib
import json
import math
import random
import re
import sys
import timeit

import kernel_suite as suite

TOLERANCE = {"f2": 4e-3, "f4": 3e-6, "f8": 1e-12, "c8": 3e-6, "c16": 1e-12}  # of the largest number that occurs
LARGEST = 16  # what a term of a sum comes to, as squares of values from -4 to 4 do


class Operands(dict):
    """The operands of one dtype and length, each made when it is first asked for; see kernel_suite's head."""

    def __init__(self, np, code, n):
        self.np, self.code, self.n = np, code, n
        self.dtype, self.kind = np.dtype(code), np.dtype(code).kind

    def __missing__(self, name):
        value = self[name] = getattr(self, "_" + name)()
        return value

    def _uniform(self, seed):
        """float64 from 0 to 1, the same numbers in every module."""
        words = self.np.frombuffer(bytearray(random.Random(seed).randbytes(8 * self.n)), self.np.uint64)
        return (words >> self.np.uint64(40)).astype(self.np.float64) * 2.0**-24

    def _values(self, seed, low, high, integer_low, integer_high):
        x = self._uniform(seed)
        if self.kind == "b":
            return x < 0.5
        if self.kind in "iu":
            return ((x * (integer_high - integer_low)).astype(self.np.int64) + integer_low).astype(self.dtype)
        values = x * (high - low) + low
        if self.kind == "c":
            values = values + 1j * (self._uniform(seed + 100) * (high - low) + low)
        return values.astype(self.dtype)

    def _a(self):
        return self._values(1, -4, 4, 0 if self.kind == "u" else -100, 100)

    def _b(self):
        b = self._values(2, 0.5, 4, 1, 10)
        if self.kind in "ifc":
            b[1::2] *= -1
        return b

    def _p(self):
        return self._values(3, 0.1, 8, 0, 100)

    def _u(self):
        return self._values(4, -0.99, 0.99, 0, 1)

    def _r(self):
        return self.np.ones(self.n, bool) if self.kind == "b" else self._values(5, 0.999, 1.001, 1, 1)

    def _h(self):
        return self["p"] + self.dtype.type(1)

    def _s(self):
        return self.np.sort(self["a"])

    def _z(self):
        z = self["a"].copy()
        z[self._uniform(6) < 0.1] = math.nan
        return z

    def _e(self):
        return self.np.zeros(self.n, self.dtype)

    def _c(self):
        return self["b"].copy()

    def _k(self):
        return (self._uniform(7) * 100).astype(self.np.int64)

    def _m(self):
        return self._uniform(8) < 0.5

    def _i(self):
        return (self.np.arange(self.n) * 622613 + 12345) % self.n  # 622613 is prime, and no length of the suite a multiple of it

    def _j(self):
        return self["i"][:max(1, self.n // 10)].copy()

    def _w(self):
        return self["a"].reshape(-1, 10)

    def _t(self):
        side = math.isqrt(self.n)
        return self["a"][:side * side].reshape(side, side).copy()

    def _v(self):
        return self["t"][0].copy()

    def _x(self):
        return self["t"][:, :1].copy()

    def _q(self):
        side = min(math.isqrt(self.n), 512)
        return self["a"][:side * side].reshape(side, side).copy()

    def _d(self):
        return self["a"].real.astype("f8" if self.code == "i4" else "i4")

    def _y(self):
        y = self.np.frombuffer(bytearray(self.n * self.dtype.itemsize + 1), self.dtype, offset=1)
        y[...] = self["a"]
        return y


class Peer:
    def __init__(self, name):
        self.np = np = importlib.import_module("numpyni" if name == "numpyni" else "numpy")
        np.seterr(all="ignore")
        self.known, self.wrap, self.operands, self.mine = {"np": np}, "{}", Operands(np, "f8", 10), (None, None)
        if name in suite.PEERS:
            setup, _, self.wrap, _ = suite.PEERS[name]
            exec(setup, self.known)

    def space(self, task):
        """The names that a task's statement uses: operands by single letters, in capitals as the peer's own arrays."""
        if (self.operands.code, self.operands.n) != (task["dtype"], task["n"]):
            self.operands = Operands(self.np, task["dtype"], task["n"])
        self.operands.pop("c", None)
        space = dict(self.known)
        for name in set(re.findall(r"\b[A-Za-z]\b", task["statement"])):
            space[name] = space["operand"] = self.operands[name.lower()]
            if name.isupper():
                space[name] = eval(self.wrap.format("operand"), space)
        return space

    def value(self, task, space):
        """What the statement gives: its value, or the operand that it writes to."""
        statement = task["statement"].replace("{out}", "")
        exec(statement if " = " in statement else f"value = {statement}", space)
        value = space.get("value")
        return space["c"] if value is None else value

    def arrays(self, task):
        value = self.value(task, self.space(task))
        parts = value if isinstance(value, (tuple, list)) else [value]
        return [self.np.asarray(part.as_py() if hasattr(part, "as_py") else part) for part in parts]

    def result(self, task):
        arrays = self.arrays(task)
        with open(task["file"], "wb") as file:
            for array in arrays:
                file.write(array.tobytes())
        return {"arrays": [[array.dtype.str, array.shape] for array in arrays]}

    def judge(self, task):
        key = task["statement"], task["dtype"], task["n"]
        if key != self.mine[0]:
            self.mine = key, self.arrays(task)
        right, given = self.mine[1], task["arrays"]
        if len(right) != len(given):
            return {"difference": f"{len(given)} arrays for {len(right)}"}
        with open(task["file"], "rb") as file:
            for one, (dtype, shape) in zip(right, given):
                other = self.np.frombuffer(file.read(self.np.dtype(dtype).itemsize * math.prod(shape)), dtype).reshape(shape)
                difference = self.difference(one, other, task)
                if difference and task["dtype"] == "f2" and one.size == 1 and not self.np.isfinite(one):
                    # NumPy adds squares of float16 up in float16, where many are infinite; float32 knows their variance.
                    difference = self.difference(self.arrays({**task, "dtype": "f4"})[0].astype("f2"), other, task)
                if difference:
                    return {"difference": difference}
        return {"difference": ""}

    def difference(self, right, given, task):
        np = self.np
        if right.shape != given.shape or task["exact"] and right.dtype != given.dtype:
            return f"{given.dtype} of {given.shape} for {right.dtype} of {right.shape}"
        if right.dtype.kind not in "fc":
            same = right == given
        else:
            wide = right.astype(np.complex128), given.astype(np.complex128)
            tolerance = max(TOLERANCE.get(task["dtype"], 0), TOLERANCE[right.dtype.str[1:]])
            terms = LARGEST * task["n"] if right.size < task["n"] else 0
            largest = np.abs(wide[0], where=np.isfinite(wide[0]), out=np.zeros(right.shape)).max(initial=0) + terms
            same = (wide[0] == wide[1]) | (np.isnan(wide[0]) & np.isnan(wide[1])) | (np.abs(wide[0] - wide[1]) <= tolerance * largest)
        if same.all():
            return ""
        at = int(np.argmin(same))
        return f"{given.flat[at]!r} for {right.flat[at]!r} at {at}"

    def time(self, task):
        space, out = self.space(task), ""
        if "{out}" in task["statement"] and task["n"] > suite.SMALL:
            space["out"], out = self.np.empty_like(self.value(task, space)), ", out=out"
        timer, count = timeit.Timer(task["statement"].replace("{out}", out), globals=space), 1
        timer.timeit(1)
        seconds = timer.timeit(1)
        while seconds < task["budget"] and count < 1 << 24:
            count = int(count * min(100, 1.2 * task["budget"] / max(seconds, 1e-7))) + 1
            seconds = timer.timeit(count)
        again = timer.repeat(3, count) if seconds < 10 * task["budget"] else []
        return {"ns": min([seconds, *again]) / count * 1e9}


def main():
    peer = Peer(sys.argv[1])
    for line in sys.stdin:
        task = json.loads(line)
        try:
            answer = getattr(peer, task["do"])(task)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:200]}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
