"""Ufuncs, copies and reductions straight over the memory of arrays: no handles, no views, and results in Python's memory.

A JIT sees the layouts through, so what is left of `a + b` is the check that the operands are plain and one call of `ufunc_run`.
What is not plain (other memory than aligned native elements, results in another order than rows, numbers that the loop's type does
not hold) is the general call's. Which loop operands of some types take is asked once, of the runtime.
"""

from .._scalars_base import generic
from .._words import (BOOL, COMPLEX128, FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, TYPE_OPAQUE, UINT8, UINT16, UINT32, UINT64)
from . import _layout
from ._array import address, ndarray, result
from ._calls import failure, give, report, table, take
from ._library import adapter

MOST_AXES = 8
_WEAK_FLOAT, _WEAK_INT, _WEAK_BOOL, _WEAK_COMPLEX, _SINGLE = 0x100, 0x101, 0x102, 0x103, 0x200     # in keys
_plans = {}         # number << 20 | code << 10 | code -> _Plan, or None where the general call is to be taken
_types = {}         # word -> pointer to it
_kept = []          # what those pointers point to


class _Plan:
    """The loop that a ufunc runs over operands of some types."""

    __slots__ = ('name', 'index', 'types', 'out', 'put')


def type_pointer(word):
    """A pointer to a dtype, as a call takes it."""
    try:
        return _types[word]
    except KeyError:
        pointer = _types[word] = _types_of(word)
        return pointer


def _types_of(*words):
    memory = adapter.allocate(8 * len(words), True)
    pointer = adapter.pointer('i64', memory)
    for k, word in enumerate(words):
        pointer[k] = word
    _kept.append(memory)
    return adapter.reference('DType', memory)


def _put_double(frame, value):
    if type(value) is int and not -0x20000000000000 <= value <= 0x20000000000000:
        return False
    frame.inputs.doubles[2] = float(value)
    return True


def _put_single(frame, value):
    if not -3.4e38 <= value <= 3.4e38 or type(value) is int and not -0x1000000 <= value <= 0x1000000:
        return False
    frame.inputs.floats[4] = float(value)
    return True


def _put_integer(least, most):
    def put(frame, value):
        if not least <= value <= most:
            return False
        frame.inputs.numbers[2] = int(value)
        return True
    return put


def _put_complex(frame, value):
    if type(value) is int and not -0x20000000000000 <= value <= 0x20000000000000:
        return False
    frame.inputs.doubles[2], frame.inputs.doubles[3] = value.real, value.imag
    return True


_PUT = {FLOAT64: _put_double, FLOAT32: _put_single, COMPLEX128: _put_complex, BOOL: _put_integer(0, 1)}
for _bits, _signed, _unsigned in ((8, INT8, UINT8), (16, INT16, UINT16), (32, INT32, UINT32), (64, INT64, UINT64)):
    _half = 1 << _bits - 1
    _PUT[_signed] = _put_integer(-_half, _half - 1)
    _PUT[_unsigned] = _put_integer(0, min(2 * _half - 1, (1 << 63) - 1))


def _learn(number, key, values):
    """Asks which loop operands like these take."""
    from ._ufunc import ufunc_info, ufunc_resolve, ufunc_signature
    name, _, nin, nout, _, types = ufunc_info(number)
    if len(values) != nin or nout != 1 or ufunc_signature(number) is not None:
        _plans[key] = None
        return None
    try:
        words = ufunc_resolve(number, values)
    except Exception:       # the general call words it
        return None
    plan = None
    single = [words[k] for k, value in enumerate(values) if type(value) is not ndarray]
    if words in types and (not single or single[0] in _PUT) and not (name == 'power' and words[0] & 255 < 2):
        plan = _Plan()
        plan.name, plan.index, plan.out = name, types.index(words), words[-1]
        plan.types = _types_of(*[value._word if type(value) is ndarray else words[k] for k, value in enumerate(values)], words[-1])
        plan.put = _PUT[single[0]] if single else None
    _plans[key] = plan
    return plan


def _code(word):
    return (word & 7) << 5 | (word >> 8 & 255) >> 3


def _code_of(value):
    """What a type of operands that are single elements is called in a key; None where it is none."""
    kind = type(value)
    if kind is float:
        return _WEAK_FLOAT
    if kind is int:
        return _WEAK_INT if -0x8000000000000000 <= value <= 0x7fffffffffffffff else None
    if kind is bool:
        return _WEAK_BOOL
    if kind is complex:
        return _WEAK_COMPLEX
    if isinstance(value, generic) and value._word & 255 != TYPE_OPAQUE and value._word >> 32 == 0 and value._word:
        return _code(value._word) | _SINGLE
    return None


def _number(value):
    kind = type(value)
    return value if kind is float or kind is int or kind is bool or kind is complex else value._value()


# ---- shapes

def _common(shape1, shape2):
    """The shape that two shapes broadcast to, or None."""
    rank1, rank2 = len(shape1), len(shape2)
    if rank1 == rank2 == 1:
        n, m = shape1[0], shape2[0]
        return shape1 if n == m or m == 1 else shape2 if n == 1 else None
    if rank1 < rank2:
        shape1, shape2, rank1, rank2 = shape2, shape1, rank2, rank1
    if rank1 == 2:
        n0, n1 = shape1
        if rank2 == 2:
            m0, m1 = shape2
        elif rank2 == 1:
            m0, m1 = 1, shape2[0]
        else:
            return shape1
        if not (n0 == m0 or m0 == 1 or n0 == 1) or not (n1 == m1 or m1 == 1 or n1 == 1):
            return None
        return n0 if m0 == 1 else m0, n1 if m1 == 1 else m1
    lengths = []
    for axis in range(rank1):
        at = axis - (rank1 - rank2)
        n, m = shape1[axis], shape2[at] if at >= 0 else 1
        if n != m and n != 1 and m != 1:
            return None
        lengths.append(n if m == 1 else m)
    return tuple(lengths)


def _steps(a, shape):
    """The strides of an array over a shape that it broadcasts to."""
    own, strides = a._shape, a._strides
    rank = len(own)
    if len(shape) == 1:
        return (strides[0] if rank and own[0] != 1 else 0),
    if len(shape) == 2:
        if rank == 2:
            return strides[0] if own[0] != 1 else 0, strides[1] if own[1] != 1 else 0
        return 0, strides[0] if rank and own[0] != 1 else 0
    return (0,) * (len(shape) - rank) + tuple([stride if n != 1 else 0 for n, stride in zip(own, strides)])


def _by_rows(steps):
    """Whether elements with these strides follow one another in row-major order, so that a result does too."""
    if len(steps) == 1:
        return True
    if len(steps) == 2:
        return steps[0] == 0 or steps[1] == 0 or abs(steps[0]) >= abs(steps[1])
    moving = [abs(step) for step in steps if step]
    return all([x >= y for x, y in zip(moving, moving[1:])])


def _extent(start, shape, steps, itemsize):
    """The addresses of the first byte and of the one after the last."""
    end = start + itemsize
    if len(shape) < 3:
        for_first = (shape[0] - 1) * steps[0]
        for_second = (shape[1] - 1) * steps[1] if len(shape) == 2 else 0
        return start + min(for_first, 0) + min(for_second, 0), end + max(for_first, 0) + max(for_second, 0)
    spans = [(n - 1) * step for n, step in zip(shape, steps)]
    return start + sum([span for span in spans if span < 0]), end + sum([span for span in spans if span > 0])


def _apart(x, steps, out, shape):
    """Whether an input lies apart from an output, or exactly where that is."""
    start, end = _extent(address(x), shape, steps, _layout.width_of(x._word))
    first, last = _extent(address(out), shape, out._strides, _layout.width_of(out._word))
    return end <= first or last <= start or start == first and end == last and x._word == out._word and steps == out._strides


# ---- calls

def _axes(frame, shape, steps1, steps2, steps3, nargs):
    """Writes a shape, and the strides of two or three operands."""
    rank = len(shape)
    if rank > 2:
        for axis in range(rank):
            _axis(frame, axis, shape[axis], steps1, steps2, steps3, nargs)
    else:       # written out: a JIT would leave the caller's loop for one of its own
        _axis(frame, 0, shape[0], steps1, steps2, steps3, nargs)
        if rank == 2:
            _axis(frame, 1, shape[1], steps1, steps2, steps3, nargs)


def _axis(frame, axis, n, steps1, steps2, steps3, nargs):
    steps, at = frame.steps, axis * nargs
    frame.dims[axis] = n
    steps[at] = steps1[axis]
    steps[at + 1] = steps2[axis]
    if nargs == 3:
        steps[at + 2] = steps3[axis]


def _done(frame, plan):
    if frame.state.fpe:
        report(frame, plan.name)
    else:
        give(frame)


def _run(frame, number, plan, rank):
    if table.ufunc_run(frame.context, number, plan.index, rank, frame.dims_words, plan.types, frame.args_words, frame.steps_words):
        raise failure(frame)


def run1(number, x, out=None):
    """The ufunc of one array, into a new one or into `out`; None where the general call is to be taken."""
    if not x._x.native or not x._shape:
        return None
    key = number << 20 | _code(x._word)
    try:
        plan = _plans[key]
    except KeyError:
        plan = _learn(number, key, (x,))
    if plan is None:
        return None
    shape = x._shape
    if x._c and out is None:
        made = result(plan.out, shape, x._size)
        frame = take()
        frame.dims[0] = x._size
        frame.steps[0], frame.steps[1] = _layout.width_of(x._word), _layout.width_of(plan.out)
        rank = 1
    else:
        steps = _steps(x, shape)
        if len(shape) > MOST_AXES or x._size == 0:
            return None
        if out is None:
            if not _by_rows(steps):
                return None
            made = result(plan.out, shape, x._size)
        else:
            made = out
        frame = take()
        _axes(frame, shape, steps, made._strides, None, 2)
        rank = len(shape)
    frame.args[0], frame.args[1] = address(x), address(made)
    _run(frame, number, plan, rank)
    _done(frame, plan)
    return made


def run2(number, x1, x2, out=None):
    """The ufunc of two operands, of which one is an array; as `run1`. An output is writable, and of the result's type or nothing is done."""
    a = x1 if type(x1) is ndarray else x2
    if type(a) is not ndarray or not a._x.native or not a._shape:
        return None
    code1 = code2 = _code(a._word)
    single = None
    if a is not x1:
        single, code1 = x1, _code_of(x1)
    elif type(x2) is not ndarray:
        single, code2 = x2, _code_of(x2)
    elif x2._x.native:
        code2 = _code(x2._word)
    else:
        return None
    if code1 is None or code2 is None:
        return None
    key = number << 20 | code1 << 10 | code2
    try:
        plan = _plans[key]
    except KeyError:
        plan = _learn(number, key, (x1, x2))
    if plan is None or out is not None and plan.out != out._word:
        return None
    if single is not None:
        return _with_number(number, plan, a, single, a is not x1, out)
    return _of_arrays(number, plan, x1, x2, out)


def _with_number(number, plan, a, value, first, out):
    shape = a._shape
    flat = a._c and (out is None or out is a)
    steps = _steps(a, shape)
    if not flat and (len(shape) > MOST_AXES or a._size == 0 or out is None and not _by_rows(steps)):
        return None
    if out is not None and out is not a:
        return None
    frame = take()
    if not plan.put(frame, _number(value)):
        give(frame)
        return None
    made = result(plan.out, shape, a._size) if out is None else out
    k = 1 if first else 0
    if flat:
        frame.dims[0] = a._size
        frame.steps[k], frame.steps[1 - k], frame.steps[2] = _layout.width_of(a._word), 0, _layout.width_of(plan.out)
    else:
        still = (0,) * len(shape)
        _axes(frame, shape, still if first else steps, steps if first else still, made._strides, 3)
    frame.args[k], frame.args[1 - k], frame.args[2] = address(a), frame.element, address(made)
    _run(frame, number, plan, 1 if flat else len(shape))
    _done(frame, plan)
    return made


def _of_arrays(number, plan, x1, x2, out):
    shape = x1._shape
    if x1._c and x2._c and (out is None or out is x1) and _same(shape, x2._shape) \
            and (out is None or x2 is x1 or _apart(x2, x2._strides, x1, shape)):
        made = result(plan.out, shape, x1._size) if out is None else out
        frame = take()
        frame.dims[0] = x1._size
        frame.steps[0], frame.steps[1] = _layout.width_of(x1._word), _layout.width_of(x2._word)
        frame.steps[2] = _layout.width_of(plan.out)
        rank = 1
    else:
        shape = _common(shape, x2._shape)
        if shape is None or not shape or len(shape) > MOST_AXES or 0 in shape:
            return None
        steps1, steps2 = _steps(x1, shape), _steps(x2, shape)
        rank = len(shape)
        if out is None:
            if not _by_rows(steps1) or not _by_rows(steps2):
                return None
            made = result(plan.out, shape, _layout.size_of(shape))
        elif out is x1 and _same(shape, out._shape) and _apart(x2, steps2, out, shape):
            made = out
        else:
            return None
        frame = take()
        _axes(frame, shape, steps1, steps2, made._strides, 3)
    frame.args[0], frame.args[1], frame.args[2] = address(x1), address(x2), address(made)
    _run(frame, number, plan, rank)
    _done(frame, plan)
    return made


def _same(shape1, shape2):
    if len(shape1) == 1:
        return len(shape2) == 1 and shape1[0] == shape2[0]
    return shape1 == shape2


# ---- copies

_copies = {}        # (word of the elements, word of their places) -> (number, plan) of the ufunc that copies or casts them


def _copying(source, target):
    """The ufunc `positive`, which copies numbers; booleans as the bytes that they are. No plan where a cast does more."""
    from ._ufunc import number_of, ufunc_info
    number = number_of('positive')
    own = UINT8 if source == target == BOOL else target
    types = ufunc_info(number)[5]
    plan = None
    if (own, own) in types and (source == target or source & 255 != 5):
        plan = _Plan()
        plan.name, plan.index, plan.out, plan.put = 'cast', types.index((own, own)), own, None
        plan.types = _types_of(own if source == target else source, own)
    _copies[source, target] = number, plan
    return _copies[source, target]


def _plan_of_copy(source, target):
    try:
        return _copies[source, target]
    except KeyError:
        return _copying(source, target)


def _copy_into(out, value):
    """Sets all elements of a writable array from an array that lies apart, or from a number of their type; False if that is not plain."""
    shape = out._shape
    single = type(value) is not ndarray
    number, plan = _plan_of_copy(out._word if single else value._word, out._word)
    if plan is None or out._size == 0 or not shape or len(shape) > MOST_AXES:
        return False
    if single:
        access = out._x
        raw = access.unbox(value)
        if raw is None:
            return False
        steps = (0,) * len(shape)
        frame = take()
        access.store(adapter.cast(access.pointer, frame.inputs.memory), 16 // access.unit, raw)
        frame.args[0] = frame.element
    else:
        common = _common(shape, value._shape)
        if common is None or not _same(shape, common):
            return False
        steps = _steps(value, shape)
        if not _apart(value, steps, out, shape):
            return False
        frame = take()
        frame.args[0] = address(value)
    frame.args[1] = address(out)
    rank = len(shape)
    if out._c and (single or value._c and _same(shape, value._shape)):
        frame.dims[0] = out._size
        frame.steps[0], frame.steps[1] = 0 if single else _layout.width_of(value._word), _layout.width_of(out._word)
        rank = 1
    else:
        _axes(frame, shape, steps, out._strides, None, 2)
    _run(frame, number, plan, rank)
    _done(frame, plan)
    return True


def fill(out, value):
    """`out[...] = value` where the value is an array of the same type or a number of it; False where that is not plain."""
    if out._readonly or not out._x.native:
        return False
    kind = type(value)
    if kind is ndarray:
        if value._word != out._word or not value._x.native:
            return False
    elif kind is not float and kind is not int and kind is not bool:
        if not isinstance(value, generic) or value._word != out._word:
            return False
    return _copy_into(out, value)


def set_part(self, key, value):
    """`self[key] = value` where the key selects a part without an index array; False where it is not plain."""
    if type(self) is not ndarray or self._readonly or not self._x.native:
        return False
    part = self._get_other(key)
    return type(part) is ndarray and fill(part, value)


ndarray._set_part, ndarray._fill = set_part, fill


def converted(a, word):
    """A row-major copy with another type or the same; None where the general call is to be taken."""
    if not a._x.native or not a._shape or a._size == 0 or _plan_of_copy(a._word, word)[1] is None \
            or not (a._c or _by_rows(_steps(a, a._shape))):
        return None
    made = result(word, a._shape, a._size)
    return made if _copy_into(made, a) else None


def joined(arrays):
    """Vectors of one type one after another; None where they are something else."""
    word, size = arrays[0]._word, 0
    for a in arrays:
        if a._word != word or not a._x.native or len(a._shape) != 1:
            return None
        size += a._size
    if _plan_of_copy(word, word)[1] is None:
        return None
    made = result(word, (size,), size)
    at = 0
    for a in arrays:
        if a._size:
            _copy_into(made._slice(slice(at, at + a._size)), a)
        at += a._size
    return made
