"""Ufuncs straight over the memory of arrays: no handles, no views, and results in Python's memory.

A JIT sees the layouts through, so what is left of `a + b` is the check that the operands are plain and one call of `ufunc_run`.
What is not plain (other memory than aligned native elements, results in another order than rows, numbers that the loop's type does
not hold) is the general call's. Which loop operands of some types take is asked once, of the runtime.
"""

from .._scalars_base import generic
from .._words import (BOOL, COMPLEX128, FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, TYPE_OPAQUE, UINT8, UINT16, UINT32, UINT64)
from . import _layout
from ._array import address, ndarray, result
from ._broadcast import apart, by_rows, common, put_axes, same, steps_of
from ._calls import failure, give, report, table, take
from ._library import adapter

MOST_AXES = 8
_WEAK_FLOAT, _WEAK_INT, _WEAK_BOOL, _WEAK_COMPLEX, _SINGLE = 0x100, 0x101, 0x102, 0x103, 0x200     # in keys
_plans = {}         # number << 20 | code << 10 | code -> Plan, or None where the general call is to be taken
_types = {}         # word -> pointer to it
_kept = []          # what those pointers point to


class Plan:
    """The loop that a ufunc runs over operands of some types."""

    __slots__ = ('name', 'index', 'types', 'out', 'put')


def type_pointer(word):
    """A pointer to a dtype, as a call takes it."""
    try:
        return _types[word]
    except KeyError:
        pointer = _types[word] = types_of(word)
        return pointer


def types_of(*words):
    """A pointer to dtypes."""
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
        plan = Plan()
        plan.name, plan.index, plan.out = name, types.index(words), words[-1]
        plan.types = types_of(*[value._word if type(value) is ndarray else words[k] for k, value in enumerate(values)], words[-1])
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


# ---- calls

def done(frame, plan):
    """Reports what a call raised, and gives its frame back."""
    if frame.state.fpe:
        report(frame, plan.name)
    else:
        give(frame)


def run(frame, number, plan, rank):
    """Calls the loop over what the frame holds."""
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
        steps = steps_of(x, shape)
        if len(shape) > MOST_AXES or x._size == 0:
            return None
        if out is None:
            if not by_rows(steps):
                return None
            made = result(plan.out, shape, x._size)
        else:
            made = out
        frame = take()
        put_axes(frame, shape, 2, steps, made._strides)
        rank = len(shape)
    frame.args[0], frame.args[1] = address(x), address(made)
    run(frame, number, plan, rank)
    done(frame, plan)
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
    steps = steps_of(a, shape)
    if not flat and (len(shape) > MOST_AXES or a._size == 0 or out is None and not by_rows(steps)):
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
        put_axes(frame, shape, 3, still if first else steps, steps if first else still, made._strides)
    frame.args[k], frame.args[1 - k], frame.args[2] = address(a), frame.element, address(made)
    run(frame, number, plan, 1 if flat else len(shape))
    done(frame, plan)
    return made


def _of_arrays(number, plan, x1, x2, out):
    shape = x1._shape
    if x1._c and x2._c and (out is None or out is x1) and same(shape, x2._shape) \
            and (out is None or x2 is x1 or apart(x2, x2._strides, x1, shape)):
        made = result(plan.out, shape, x1._size) if out is None else out
        frame = take()
        frame.dims[0] = x1._size
        frame.steps[0], frame.steps[1] = _layout.width_of(x1._word), _layout.width_of(x2._word)
        frame.steps[2] = _layout.width_of(plan.out)
        rank = 1
    else:
        shape = common(shape, x2._shape)
        if shape is None or not shape or len(shape) > MOST_AXES or 0 in shape:
            return None
        steps1, steps2 = steps_of(x1, shape), steps_of(x2, shape)
        rank = len(shape)
        if out is None:
            if not by_rows(steps1) or not by_rows(steps2):
                return None
            made = result(plan.out, shape, _layout.size_of(shape))
        elif out is x1 and same(shape, out._shape) and apart(x2, steps2, out, shape):
            made = out
        else:
            return None
        frame = take()
        put_axes(frame, shape, 3, steps1, steps2, made._strides)
    frame.args[0], frame.args[1], frame.args[2] = address(x1), address(x2), address(made)
    run(frame, number, plan, rank)
    done(frame, plan)
    return made


def run3(number, x1, x2, x3):
    """The ufunc of an array and two operands, of which one may be a number; as `run1`."""
    if type(x1) is not ndarray or not x1._x.native or not x1._shape:
        return None
    code2, code3 = _code_of_any(x2), _code_of_any(x3)
    if code2 is None or code3 is None or type(x2) is not ndarray and type(x3) is not ndarray:
        return None
    key = number << 40 | _code(x1._word) << 20 | code2 << 10 | code3
    try:
        plan = _plans[key]
    except KeyError:
        plan = _learn(number, key, (x1, x2, x3))
    if plan is None:
        return None
    shape = _over(_over(x1._shape, x2), x3)
    if shape is None or len(shape) > MOST_AXES or 0 in shape:
        return None
    steps1, steps2, steps3 = steps_of(x1, shape), _steps_of_any(x2, shape), _steps_of_any(x3, shape)
    if not by_rows(steps1) or not by_rows(steps2) or not by_rows(steps3):
        return None
    frame = take()
    args = frame.args
    args[0], args[1], args[2] = address(x1), frame.element, frame.element
    for_number = None
    if type(x2) is ndarray:
        args[1] = address(x2)
    else:
        for_number = x2
    if type(x3) is ndarray:
        args[2] = address(x3)
    else:
        for_number = x3
    if for_number is not None and not plan.put(frame, _number(for_number)):
        give(frame)
        return None
    made = result(plan.out, shape, _layout.size_of(shape))
    put_axes(frame, shape, 4, steps1, steps2, steps3, made._strides)
    args[3] = address(made)
    run(frame, number, plan, len(shape))
    done(frame, plan)
    return made


def _code_of_any(x):
    """The code of an array or a number in a key; None where it is neither of the plain kind."""
    if type(x) is ndarray:
        return _code(x._word) if x._x.native else None
    return _code_of(x)


def _over(shape, x):
    """The common shape of `shape`, if there is one, and an operand's."""
    return common(shape, x._shape) if shape is not None and type(x) is ndarray else shape


def _steps_of_any(x, shape):
    return steps_of(x, shape) if type(x) is ndarray else (0,) * len(shape)
