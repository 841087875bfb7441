"""Ufuncs take whole blocks of elements: what one element gives does not depend on its neighbours, and 64-bit quotients are exact."""

import math
import random
import warnings

import pytest

import numpyni as np

UNARY = {'exp': 20, 'exp2': 20, 'expm1': 20, 'sin': 20, 'cos': 20, 'tan': 20, 'sinh': 20, 'cosh': 20, 'tanh': 20, 'arctan': 20, 'arcsinh': 20,
         'cbrt': 20, 'arcsin': 1, 'arccos': 1, 'arctanh': 1, 'log': 20, 'log2': 20, 'log10': 20, 'log1p': 20, 'arccosh': 20}
POSITIVE = ('log', 'log2', 'log10', 'log1p', 'arccosh')
SPECIAL = (0.0, -0.0, float('nan'), float('inf'), 1e-30, 1e30, -2.0)
N = 200


def _arguments(name, reach, dtype):
    rng = random.Random(name + dtype)
    least = 1.01 if name == 'arccosh' else 0.01 if name in POSITIVE else -reach
    return [rng.uniform(least, reach) for _ in range(N)]


@pytest.mark.parametrize('dtype', ['float16', 'float32', 'float64'])
@pytest.mark.parametrize('name', UNARY)
def test_an_element_does_not_depend_on_its_neighbours(name, dtype):
    plain = _arguments(name, UNARY[name], dtype)
    mixed = [SPECIAL[i // 3 % len(SPECIAL)] if i % 3 == 0 else x for i, x in enumerate(plain)]
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        expected = getattr(np, name)(np.array(plain, dtype)).tolist()
        found = getattr(np, name)(np.array(mixed, dtype)).tolist()
    assert [x for i, x in enumerate(found) if i % 3] == [x for i, x in enumerate(expected) if i % 3]


@pytest.mark.parametrize('dtype', ['float32', 'float64'])
@pytest.mark.parametrize('name', ['arctan2', 'hypot', 'logaddexp', 'power', 'floor_divide', 'remainder'])
def test_nor_do_two(name, dtype):
    rng = random.Random(name + dtype)
    pairs = [(rng.uniform(0.1, 9), rng.uniform(0.1, 4)) for _ in range(N)]
    mixed = [(SPECIAL[i // 3 % len(SPECIAL)], SPECIAL[i % len(SPECIAL)]) if i % 3 == 0 else pair for i, pair in enumerate(pairs)]
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        expected, found = (getattr(np, name)(*(np.array(column, dtype) for column in zip(*rows))).tolist() for rows in (pairs, mixed))
    assert [x for i, x in enumerate(found) if i % 3] == [x for i, x in enumerate(expected) if i % 3]


@pytest.mark.parametrize('dtype', ['float32', 'float64'])
def test_logaddexp(dtype):
    unit = float(np.finfo(dtype).eps)
    rng = random.Random(dtype)
    pairs = [(x, y) for reach in (1e-20, 1.0, 50.0, 2000.0) for x, y in [(rng.uniform(-reach, reach), rng.uniform(-reach, reach)) for _ in range(N)]]
    x, y = (np.array(column, dtype) for column in zip(*pairs))
    for a, b, found in zip(x.tolist(), y.tolist(), np.logaddexp(x, y).tolist()):
        expected = max(a, b) + math.log1p(math.exp(-abs(a - b)))
        assert abs(found - expected) <= 2 * unit * max(abs(expected), 1)
    inf = float('inf')
    with np.errstate(all='raise'):
        found = np.logaddexp(np.array([inf, -inf, inf, 1.0] * 20, dtype), np.array([inf, -inf, -inf, -inf] * 20, dtype)).tolist()
    assert found == [inf, -inf, inf, 1.0] * 20


def _edges(dtype):
    """Integers around powers of two, where floats begin to round."""
    edges = [sign * (2 ** bits + d) for bits in (1, 31, 32, 50, 51, 52, 53, 62, 63) for d in (-2, -1, 0, 1, 2) for sign in (1, -1)]
    info = np.iinfo(dtype)
    return [x for x in edges if info.min < x <= info.max]


@pytest.mark.parametrize('dtype', ['int64', 'uint64'])
@pytest.mark.parametrize('reach', [2 ** 51, 2 ** 64])
def test_integers_of_64_bits_are_divided_exactly(dtype, reach):
    edges = [x for x in _edges(dtype) if -reach <= x < reach]
    rng = random.Random(dtype)
    pairs = [(x1, x2) for x1 in edges for x2 in edges if x2]
    pairs += [(q * x2 + rng.choice((-1, 0, 1)), x2) for x1 in edges for x2 in (3, 7, 1000003) for q in [x1 // x2] if 10 < x1 < 2 ** 62]
    x1, x2 = (np.array(column, dtype) for column in zip(*pairs))
    assert np.floor_divide(x1, x2).tolist() == [a // b for a, b in pairs]
    assert np.remainder(x1, x2).tolist() == [a % b for a, b in pairs]
    assert np.fmod(x1, x2).tolist() == [a - b * (abs(a) // abs(b)) * (1 if (a < 0) == (b < 0) else -1) for a, b in pairs]
    assert [part.tolist() for part in np.divmod(x1, x2)] == [[a // b for a, b in pairs], [a % b for a, b in pairs]]
