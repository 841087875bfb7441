"""What a call did, in a form that does not depend on the module: what `test_laws.py` compares."""

import cmath
import math
import warnings
import zlib

import laws

KINDS = (TypeError, ValueError, IndexError, OverflowError)
TOLERANCE = {'<f2': 2e-3, '<f4': 2e-5, '<c8': 2e-5}


def of(np, call, case):
    """What a call of `laws.py` did: ('raises', kinds), or ('gives', [facts and values of what came back or was written])."""
    scope = laws.operands(np, **case)
    if case.get('out'):
        scope['out'] = {'out': _room(np, call, case, scope)}
    before = {name: _elements(a) for name, a in _arrays(np, scope)}
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            result = eval(call, scope)
        except Exception as error:
            return 'raises', [kind.__name__ for kind in KINDS if isinstance(error, kind)]
        found = [_described(np, leaf, scope) for leaf in _leaves(result)]
    return 'gives', found + [((name,), _elements(a)) for name, a in _arrays(np, scope) if not _same(_elements(a), before[name], 0)]


def _room(np, call, case, scope):
    """The `out=` of a case."""
    if case['out'] == 'x':
        return scope['x']
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            result = eval(call, laws.operands(np, case['dtype']))
        except Exception:
            return scope['x']
    rooms = [laws.OUTS[case['out']](np.asarray(each), np) for each in (result if isinstance(result, tuple) else (result,))]
    return tuple(rooms) if isinstance(result, tuple) else rooms[0]


def _arrays(np, scope):
    given = scope['out'].get('out', ())
    rooms = [(f'out{n}', a) for n, a in enumerate(given if isinstance(given, tuple) else (given,))]
    return [(name, a) for name, a in [*scope.items(), *rooms] if isinstance(a, np.ndarray)]


def _leaves(result):
    if isinstance(result, (tuple, list)):
        yield type(result).__name__.replace('Result', '')
        for each in result:
            yield from _leaves(each)
    else:
        yield result


def _described(np, leaf, scope):
    """(facts, values): type, dtype, shape, strides, whether it can be written, which operands it shares memory with."""
    if isinstance(leaf, np.generic):
        return (type(leaf).__name__, leaf.dtype.str), _elements(leaf)
    if not isinstance(leaf, np.ndarray):
        return (type(leaf).__name__,), [leaf.__name__ if isinstance(leaf, type) else str(leaf) if isinstance(leaf, np.dtype) else leaf]
    shared = ''.join(name for name, a in _arrays(np, scope) if np.shares_memory(a, leaf))
    strides = tuple(step for step, n in zip(leaf.strides, leaf.shape) if n > 1) if leaf.size else ()
    if not shared:
        strides = tuple(sorted(range(len(strides)), key=lambda axis: -strides[axis])) + (min(strides, default=1) < 0,)
    flags = ('W' if leaf.flags.writeable else 'R') + ('A' if leaf.flags.aligned else 'U')
    return (type(leaf).__name__, leaf.dtype.str, leaf.shape, strides, flags, shared), _elements(leaf)


def _elements(a):
    try:
        return a.ravel().tolist()
    except (ValueError, OverflowError, SystemError):     # no text, no date
        return [a.tobytes()]


def _same(x, y, tolerance):
    return len(x) == len(y) and all(_alike(first, second, tolerance) for first, second in zip(x, y))


def _alike(x, y, tolerance):
    if isinstance(x, (float, complex)) and isinstance(y, (float, complex)):
        if x == y or x != x and y != y:
            return True
        if isinstance(x, complex) or isinstance(y, complex):
            x, y = complex(x), complex(y)
            if not cmath.isfinite(x) or not cmath.isfinite(y):
                return _alike(x.real, y.real, tolerance) and _alike(x.imag, y.imag, tolerance)
            return abs(x - y) <= tolerance * max(abs(x), abs(y), 1)
        return abs(x - y) <= tolerance * max(abs(x), abs(y), 1)
    return type(x) is type(y) and (x == y or x != x)


def difference(first, second, kinds=True):
    """What differs between two outcomes, in words; '' if nothing does. Without `kinds`, one error is as good as another."""
    if first[0] == second[0] == 'raises' and not kinds:
        return ''
    if first[0] != second[0] or first[0] == 'raises' or len(first[1]) != len(second[1]):
        return '' if first == second else f'{first} {second}'
    for (facts, values), (others, expected) in zip(first[1], second[1]):
        if facts != others:
            return f'{facts} {others}'
        tolerance = TOLERANCE.get(facts[1] if len(facts) > 1 else '', 1e-11)
        if not _same(values, expected, tolerance):
            return f'{values} {expected}'
    return ''


DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-'


def digit(outcome):
    """An outcome as one character: elsewhere the same outcome has the same."""
    text = repr(outcome) if outcome[0] == 'raises' else ';'.join(f'{facts}{_text(values)}' for facts, values in outcome[1])
    return DIGITS[zlib.crc32(text.encode('utf-8', 'surrogatepass')) % len(DIGITS)]


def _text(values):
    """Values with the digits that every CPU agrees on."""
    parts = [part for x in values for part in ((x.real, x.imag) if isinstance(x, complex) else (x,))]
    scale = max([abs(x) for x in parts if isinstance(x, float) and math.isfinite(x)], default=0)
    return ' '.join([f'{x if abs(x) > scale * 1e-3 else 0:.3g}' if isinstance(x, float) else repr(x) for x in parts])
