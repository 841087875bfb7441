"""Random calls, compared with NumPy where it is installed: values, dtypes, shapes, and which calls raise."""

import os
import random
import warnings

import pytest

import numpyni as np

import reference

numpy = reference.numpy(allow_module_level=True)

pytestmark = pytest.mark.filterwarnings('ignore')

SEED = os.environ.get('NUMPYNI_TEST_SEED', '1')
INTS = ['i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8']
FLOATS = ['f2', 'f4', 'f8']
COMPLEX = ['c8', 'c16']
DTYPES = ['?', *INTS, *FLOATS, *COMPLEX, '>i4', '>f8', '>u2', '>c8']
SHAPES = [(), (1,), (3,), (7,), (0,), (2, 3), (3, 1), (1, 4), (4, 5), (0, 3), (2, 3, 4), (3, 1, 2), (2, 1, 1, 3), (17,), (2, 40)]


def both(rng, dtype=None, shape=None, small=False):
    """The same array for NumPyNI and for NumPy, seen through random strides."""
    dtype = dtype or rng.choice(DTYPES)
    shape = rng.choice(SHAPES) if shape is None else shape
    kind = numpy.dtype(dtype).kind
    layout = rng.choice(['plain', 'plain', 'step', 'reverse', 'transpose', 'broadcast', 'fortran'])
    full = tuple([2 * n + 1 for n in shape]) if layout == 'step' else shape[::-1] if layout == 'transpose' else \
        tuple([1 if rng.random() < 0.5 else n for n in shape]) if layout == 'broadcast' else shape
    count = 1
    for n in full:
        count *= n
    if kind == '?' or kind == 'b':
        values = [rng.random() < 0.5 for _ in range(count)]
    elif kind in 'iu':
        info = numpy.iinfo(dtype)
        values = [rng.choice([0, 1, 2, 3, info.max if not small else 5, info.min if not small else 4, rng.randint(0, 100)])
                  for _ in range(count)]
    else:
        special = [0.0, -0.0, 1.0, -1.0] + ([] if small else [float('inf'), float('-inf'), float('nan')])
        one = lambda: rng.choice(special) if rng.random() < 0.2 else round(rng.uniform(-9, 9), 2)
        values = [complex(one(), one()) if kind == 'c' else one() for _ in range(count)]
    made = []
    for lib in (np, numpy):
        a = lib.array(values, dtype=dtype).reshape(full) if count else lib.zeros(full, dtype)
        if layout == 'step':
            a = a[tuple([slice(1, None, 2)] * len(shape))] if shape else a
        elif layout == 'reverse':
            a = a[tuple([slice(None, None, -1)] * len(shape))] if shape else a
        elif layout == 'transpose':
            a = a.T
        elif layout == 'broadcast':
            a = lib.broadcast_to(a, shape)
        elif layout == 'fortran':
            a = a.copy('F')
        made.append(lib.asarray(a))
    assert made[0].shape == made[1].shape == shape
    return made


def outcome(call):
    """The result of a call, or the class of what it raised."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            return call()
        except Exception as error:
            return error


def name_of(dtype):
    """'<f8' and its kin; the machine's own order has one name."""
    return numpy.dtype(dtype.str).newbyteorder('=').str if hasattr(dtype, 'str') else str(dtype)


def check(mine, theirs, what, loose=False):
    """The same outcome: the exception's class, or dtype, shape and values (NaN equal to NaN)."""
    if isinstance(theirs, Exception):
        assert isinstance(mine, Exception), f'{what}: NumPy raises {theirs!r}, here {mine!r}'
        expected = (IndexError, OverflowError, ZeroDivisionError, (ValueError, TypeError))     # which of two errors comes first
        family = next((each for each in expected if isinstance(theirs, each)), Exception)
        assert isinstance(mine, family), f'{what}: NumPy raises {theirs!r}, here {mine!r}'
        return
    if isinstance(mine, Exception):
        raise AssertionError(f'{what}: {mine!r}, NumPy gives {theirs!r}') from mine
    if isinstance(theirs, (tuple, list)):
        assert len(mine) == len(theirs), what
        for m, t in zip(mine, theirs):
            check(m, t, what, loose)
        return
    if not hasattr(theirs, 'dtype'):
        assert mine == theirs or mine != mine and theirs != theirs, f'{what}: {mine!r}, NumPy {theirs!r}'
        return
    assert isinstance(mine, np.ndarray) == isinstance(theirs, numpy.ndarray), f'{what}: {mine!r}, NumPy {theirs!r}'
    assert mine.dtype.str[1:] == theirs.dtype.str[1:], f'{what}: dtype {mine.dtype}, NumPy {theirs.dtype}'
    assert mine.shape == theirs.shape, f'{what}: shape {mine.shape}, NumPy {theirs.shape}'
    x, y = numpy.array(mine.tolist(), dtype=theirs.dtype.newbyteorder('=')).reshape(theirs.shape), numpy.asarray(theirs)
    if x.dtype.kind in 'fc' and x.size:
        tolerance = {2: 4e-3, 4: 1e-5, 8: 1e-5 if x.dtype.kind == 'c' else 1e-12, 16: 1e-12}[x.dtype.itemsize]
        same = numpy.isclose(x, y, rtol=tolerance * (10 if loose else 1), atol=tolerance if loose else 1e-30, equal_nan=True)
        if x.dtype.kind == 'c':     # the parts of a complex infinity are not what a tolerance is for
            same |= ~numpy.isfinite(x) & ~numpy.isfinite(y)
        assert same.all(), f'{what}:\n{x!r}\nNumPy\n{y!r}'
    else:
        assert (x == y).all(), f'{what}:\n{x!r}\nNumPy\n{y!r}'


def said(*arrays):
    """The operands of a failing call, for its message."""
    return ', '.join(f'{a.dtype.str}{a.shape}{a.strides}={a.tolist()!r}' if hasattr(a, 'strides') else repr(a) for a in arrays)


BINARY = [n for n in ('add', 'subtract', 'multiply', 'divide', 'floor_divide', 'remainder', 'fmod', 'power', 'minimum', 'maximum',
                      'fmin', 'fmax', 'less', 'less_equal', 'equal', 'not_equal', 'greater', 'greater_equal', 'logical_and',
                      'logical_or', 'logical_xor', 'bitwise_and', 'bitwise_or', 'bitwise_xor', 'left_shift', 'right_shift',
                      'arctan2', 'hypot', 'copysign') if isinstance(getattr(np, n, None), np.ufunc)]
UNARY = [n for n in ('negative', 'positive', 'absolute', 'fabs', 'sign', 'rint', 'floor', 'ceil', 'trunc', 'sqrt', 'square',
                     'reciprocal', 'exp', 'log', 'sin', 'cos', 'tanh', 'isnan', 'isinf', 'isfinite', 'signbit', 'logical_not',
                     'invert', 'conjugate', 'exp2', 'log2', 'log10', 'log1p', 'expm1', 'cbrt') if isinstance(getattr(np, n, None), np.ufunc)]


NO_COMPLEX = ('rint',)      # the runtime has no loop for it yet


def compatible(rng, shape):
    """A shape that broadcasts with another, most of the time."""
    if rng.random() < 0.1:
        return rng.choice(SHAPES)
    shape = tuple([1 if rng.random() < 0.2 else n for n in shape])
    return shape[rng.randint(0, len(shape)):] if rng.random() < 0.3 else shape


@pytest.mark.parametrize('name', BINARY)
def test_binary_ufuncs(name):
    rng = random.Random(f'{SEED} {name}')
    for _ in range(40):
        (a, A) = both(rng, small=name in ('power', 'left_shift', 'right_shift'))
        if rng.random() < 0.25:
            b = B = rng.choice([2, 3.5, True, 0, 1j, 1.0, *([-1, 300] if a.size else [])])
        else:
            (b, B) = both(rng, shape=compatible(rng, a.shape), small=name in ('power', 'left_shift', 'right_shift'))
        if name in ('left_shift', 'right_shift') and hasattr(B, 'dtype') and B.dtype.kind in 'iu' and B.dtype.itemsize > 1:
            b, B = b % 7, B % 7
        if rng.random() < 0.3:
            a, A, b, B = b, B, a, A
        what = f'{name}({said(A, B)})'
        check(outcome(lambda: getattr(np, name)(a, b)), outcome(lambda: getattr(numpy, name)(A, B)), what)


@pytest.mark.parametrize('name', UNARY)
def test_unary_ufuncs(name):
    rng = random.Random(f'{SEED} {name}')
    for _ in range(30):
        a, A = both(rng)
        if name in NO_COMPLEX and A.dtype.kind == 'c':
            continue
        check(outcome(lambda: getattr(np, name)(a)), outcome(lambda: getattr(numpy, name)(A)), f'{name}({said(A)})', loose=True)


@pytest.mark.parametrize('name', ['add', 'multiply', 'maximum', 'less', 'divide', 'logical_and'])
def test_ufuncs_into_an_output(name):
    rng = random.Random(f'{SEED} {name}')
    for _ in range(60):
        (a, A), shape = both(rng, small=True), None
        b, B = both(rng, shape=compatible(rng, a.shape), small=True)
        kind = rng.choice(['new', 'new', 'self', 'overlap'])
        (o, O) = (a, A) if kind == 'self' else both(rng, shape=rng.choice([a.shape, a.shape, b.shape]), small=True)
        if kind == 'overlap' and a.ndim and a.shape[0] > 1:
            o, O, a, A = a[1:], A[1:], a[:-1], A[:-1]
            if b.ndim == a.ndim and b.shape[0] > 1:
                b, B = b[:-1], B[:-1]
        if not O.flags.writeable:
            assert not o.flags.writeable
        m, M = (True, True) if rng.random() < 0.6 else both(rng, '?', compatible(rng, o.shape))
        if '>' in O.dtype.str + A.dtype.str + B.dtype.str or kind != 'new' and name in ('less', 'logical_and'):
            m = M = True                    # where it buffers the output, NumPy forgets the mask of some shapes
        casting = rng.choice(['same_kind', 'same_kind', 'unsafe'])
        if casting == 'unsafe' and O.dtype.kind in 'iub':
            casting = 'same_kind'           # what a float that does not fit becomes is the machine's
        what = f'{name}({said(A, B)}, out={said(O)}, where={said(M)}, {casting})'
        check(outcome(lambda: getattr(np, name)(a, b, out=o, where=m, casting=casting)),
              outcome(lambda: getattr(numpy, name)(A, B, out=O, where=M, casting=casting)), what)
        check(o, O, what)


def random_axis(rng, ndim):
    """None, an axis, or some axes; now and then one that is not there."""
    if rng.random() < 0.25 or ndim == 0:
        return rng.choice([None, None, None, 0])
    if rng.random() < 0.05:
        return ndim + 1
    if rng.random() < 0.5:
        return rng.randint(-ndim, ndim - 1)
    return tuple(rng.sample(range(ndim), rng.randint(0, ndim)))


@pytest.mark.parametrize('name', ['sum', 'prod', 'max', 'min', 'any', 'all', 'mean', 'var', 'std', 'argmax', 'argmin',
                                  'count_nonzero', 'cumsum', 'cumprod', 'ptp'])
def test_reductions(name):
    rng = random.Random(f'{SEED} {name}')
    for _ in range(80):
        a, A = both(rng, small=name in ('prod', 'cumprod', 'var', 'std', 'mean', 'sum', 'cumsum'))
        axis = random_axis(rng, a.ndim)
        options = {'axis': axis}
        if name not in ('cumsum', 'cumprod', 'ptp') and rng.random() < 0.4:
            options['keepdims'] = True
        given, theirs = dict(options), dict(options)
        if name in ('sum', 'prod', 'max', 'min') and rng.random() < 0.3:
            given['initial'] = theirs['initial'] = rng.choice([2, 0, 1.5]) if A.dtype.kind in 'fc' else 1
        if name in ('sum', 'prod', 'any', 'all', 'mean', 'var') and rng.random() < 0.3:
            given['where'], theirs['where'] = both(rng, '?', compatible(rng, a.shape))
        if name in ('sum', 'prod', 'cumsum', 'mean') and rng.random() < 0.2:
            given['dtype'] = theirs['dtype'] = rng.choice(['f8', 'c16', 'f4'])
        if name in ('argmax', 'argmin', 'max', 'min', 'ptp') and A.dtype.kind == 'c':
            continue
        if name == 'prod' and A.dtype.itemsize == 2:
            continue                # whether it overflows before it meets a zero is a matter of order
        what = f'{name}({said(A)}, {theirs})'
        check(outcome(lambda: getattr(np, name)(a, **given)), outcome(lambda: getattr(numpy, name)(A, **theirs)), what, loose=True)


@pytest.mark.parametrize('method', ['reduce', 'accumulate'])
def test_ufunc_methods(method):
    rng = random.Random(f'{SEED} {method}')
    for _ in range(200):
        name = rng.choice(['add', 'multiply', 'maximum', 'minimum', 'logical_or', 'bitwise_and', 'subtract'])
        a, A = both(rng, small=True)
        if A.dtype.kind == 'c' and name in ('maximum', 'minimum'):
            continue
        axis = random_axis(rng, a.ndim)
        if method == 'accumulate' and not isinstance(axis, int):
            axis = 0
        what = f'{name}.{method}({said(A)}, axis={axis})'
        check(outcome(lambda: getattr(getattr(np, name), method)(a, axis=axis)),
              outcome(lambda: getattr(getattr(numpy, name), method)(A, axis=axis)), what, loose=True)


def random_key(rng, shape):
    """An index expression, the same for both, with arrays as nested lists."""
    key = []
    for n in shape:
        kind = rng.choice(['int', 'slice', 'slice', 'array', 'mask', 'new', 'stop', 'far'])
        if kind == 'int':
            key.append(rng.randint(-n, n) if n else 0)
        elif kind == 'slice':
            bound = lambda: rng.choice([None, rng.randint(-n - 2, n + 2)])
            key.append(slice(bound(), bound(), rng.choice([None, 1, 2, -1, -2])))
        elif kind == 'array':
            key.append([rng.randint(-n, n - 1) if n else 0 for _ in range(rng.choice([2, 2, 3]))])
        elif kind == 'mask' and rng.random() < 0.5:
            key.append([rng.random() < 0.5 for _ in range(n)])
        elif kind == 'new':
            key += [None, slice(None)]
        elif kind == 'far' and rng.random() < 0.1:
            key.append(n + 3)
        elif kind == 'stop':
            break
    if rng.random() < 0.2:
        key.insert(rng.randint(0, len(key)), Ellipsis)
    return tuple(key)


def key_for(lib, key):
    """The key with its lists as arrays of a library."""
    found = tuple([lib.array(k) if isinstance(k, list) and k else k for k in key])
    return found[0] if len(found) == 1 else found


def test_indexing_reads():
    rng = random.Random(f'{SEED} get')
    for _ in range(900):
        a, A = both(rng)
        key = random_key(rng, a.shape)
        what = f'{said(A)}[{key}]'
        check(outcome(lambda: a[key_for(np, key)]), outcome(lambda: A[key_for(numpy, key)]), what)


def test_a_mask_of_several_axes():
    rng = random.Random(f'{SEED} mask')
    for _ in range(150):
        a, A = both(rng)
        m, M = both(rng, '?', a.shape[:rng.randint(0, a.ndim)])
        check(outcome(lambda: a[m]), outcome(lambda: A[M]), f'{said(A)}[{said(M)}]')


def test_indexing_writes():
    rng = random.Random(f'{SEED} set')
    for _ in range(900):
        a, A = both(rng)
        if not A.flags.writeable:
            a, A = a.copy(), A.copy()
        key = random_key(rng, a.shape)
        shown = outcome(lambda: A[key_for(numpy, key)])
        if rng.random() < 0.4 or isinstance(shown, Exception):
            v = V = rng.choice([1, 0, True, 2.0, 1.5, *([] if isinstance(shown, Exception) else [-1, 300])]) \
                if A.dtype.kind != 'c' else 1j
        else:
            dtype = A.dtype.str if A.dtype.kind in 'iub' or rng.random() < 0.5 else rng.choice(['f8', 'i4', '?'])
            v, V = both(rng, dtype, compatible(rng, numpy.shape(shown)), small=True)
        what = f'{said(A)}[{key}] = {said(V)}'
        mine = outcome(lambda: a.__setitem__(key_for(np, key), v))
        check(mine, outcome(lambda: A.__setitem__(key_for(numpy, key), V)), what)
        if mine is None:
            check(a, A, what)


def test_casts():
    rng = random.Random(f'{SEED} cast')
    for _ in range(300):
        a, A = both(rng, small=True)
        to = rng.choice(DTYPES)
        if numpy.dtype(to).kind == 'u' and A.dtype.kind in 'fc':
            a, A = np.absolute(a), numpy.absolute(A)
        order = rng.choice('KCFA')
        x, X = a.astype(to, order=order), A.astype(to, order=order)
        check(x, X, f'{said(A)}.astype({to}, {order})')
        seen = [[s for s, n in zip(each.strides, X.shape) if n > 1] for each in (x, X)]
        assert seen[0] == seen[1] or X.size <= 1, f'{said(A)}.astype({to}, {order}): strides {x.strides}, NumPy {X.strides}'


def test_shapes_and_joins():
    rng = random.Random(f'{SEED} shape')
    calls = [lambda lib, a, b: a.reshape(-1), lambda lib, a, b: a.ravel('F'), lambda lib, a, b: a.T, lambda lib, a, b: lib.squeeze(a),
             lambda lib, a, b: lib.concatenate([a, b]), lambda lib, a, b: lib.stack([a, a]), lambda lib, a, b: lib.where(a, a, b),
             lambda lib, a, b: lib.where(a), lambda lib, a, b: lib.broadcast_to(a, (2,) + a.shape), lambda lib, a, b: lib.flip(a),
             lambda lib, a, b: lib.concatenate((a, b), axis=-1), lambda lib, a, b: lib.repeat(a, 2), lambda lib, a, b: lib.roll(a, 1),
             lambda lib, a, b: lib.array([a, b]), lambda lib, a, b: lib.nonzero(a), lambda lib, a, b: lib.dot(a, b),
             lambda lib, a, b: lib.matmul(a, b), lambda lib, a, b: lib.outer(a, b), lambda lib, a, b: lib.clip(a, 1, 3),
             lambda lib, a, b: lib.array_equal(a, b), lambda lib, a, b: lib.zeros_like(a), lambda lib, a, b: a.tolist()]
    EMPTY_JOINS = (4, 5, 10)       # see test_joins_of_nothing
    for _ in range(600):
        a, A = both(rng, small=True)
        b, B = both(rng, shape=rng.choice([a.shape, a.shape, compatible(rng, a.shape)]), small=True)
        number = rng.randrange(len(calls))
        if a.size == 0 and number in EMPTY_JOINS:
            continue
        check(outcome(lambda: calls[number](np, a, b)), outcome(lambda: calls[number](numpy, A, B)),
              f'call {number} of {said(A, B)}', loose=True)


def test_joins_of_nothing():
    for lib in (np, numpy):
        assert lib.concatenate([lib.zeros((1, 0, 3))] * 2).shape == (2, 0, 3)
        assert lib.stack([lib.zeros((0, 3))] * 2, axis=-1).shape == (0, 3, 2)


def test_arrays_of_nested_sequences():
    rng = random.Random(f'{SEED} array')

    def nested(shape):
        if not shape:
            return rng.choice([0, 1, 2, -3, True, False, 1.5, 2.0, 1j, float('nan'), 1 << 40, (1 << 63) - 1, 1 << 63, 1e300])
        items = [nested(shape[1:]) for _ in range(shape[0])]
        return items if rng.random() < 0.7 else tuple(items)

    for _ in range(500):
        values = nested(rng.choice(SHAPES))
        if rng.random() < 0.05 and isinstance(values, list):
            values.append([1])
        dtype = rng.choice([None, None, float, 'f8', 'c16', '?', 'f4', int, 'u1'])
        theirs = outcome(lambda: numpy.array(values, dtype))
        if getattr(theirs, 'dtype', None) == object:
            continue
        check(outcome(lambda: np.array(values, dtype)), theirs, f'array({values!r}, {dtype})')


def test_ranges():
    rng = random.Random(f'{SEED} arange')
    number = lambda: rng.choice([0, 1, 5, -3, 10, 2.5, -1.0, 0.1, 7])
    for _ in range(300):
        args = [number() for _ in range(rng.randint(1, 3))]
        check(outcome(lambda: np.arange(*args)), outcome(lambda: numpy.arange(*args)), f'arange{args}')
        args = [number(), number(), rng.randint(0, 12)]
        check(outcome(lambda: np.linspace(*args)), outcome(lambda: numpy.linspace(*args)), f'linspace{args}', loose=True)
        check(outcome(lambda: np.full(args[2], args[0])), outcome(lambda: numpy.full(args[2], args[0])), f'full{args}')
