"""Copies, casts and fillings straight over the memory of arrays, as `_runs` does ufuncs."""

from .._scalars_base import generic
from .._words import BOOL, UINT8
from . import _layout
from ._array import address, ndarray, result
from ._broadcast import apart, by_rows, common, put_axes, same, steps_of
from ._calls import take
from ._library import adapter
from ._runs import MOST_AXES, Plan, done, run, types_of

_copies = {}        # (word of the elements, word of their places) -> (number, plan) of the ufunc that copies or casts them


def _copying(source, target):
    """The ufunc `positive`, which copies numbers; booleans as the bytes that they are. No plan where a cast does more."""
    from ._ufunc import number_of, ufunc_info
    number = number_of('positive')
    own = UINT8 if source == target == BOOL else target
    types = ufunc_info(number)[5]
    plan = None
    if (own, own) in types and (source == target or source & 255 != 5):
        plan = Plan()
        plan.name, plan.index, plan.out, plan.put = 'cast', types.index((own, own)), own, None
        plan.types = types_of(own if source == target else source, own)
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
        stretched = common(shape, value._shape)
        if stretched is None or not same(shape, stretched):
            return False
        steps = steps_of(value, shape)
        if not apart(value, steps, out, shape):
            return False
        frame = take()
        frame.args[0] = address(value)
    frame.args[1] = address(out)
    rank = len(shape)
    if out._c and (single or value._c and same(shape, value._shape)):
        frame.dims[0] = out._size
        frame.steps[0], frame.steps[1] = 0 if single else _layout.width_of(value._word), _layout.width_of(out._word)
        rank = 1
    else:
        put_axes(frame, shape, 2, steps, out._strides)
    run(frame, number, plan, rank)
    done(frame, plan)
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
            or not (a._c or by_rows(steps_of(a, a._shape))):
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
