"""`numpyni.random`: streams to the bit, states, shapes, types, outputs and errors."""

import copy
import importlib.util
import pickle
import sys
import threading
import warnings
import zlib

import pytest

import numpyni as np
import random_cases
from random_expected import EXPECTED

random = np.random
ENGINES = [getattr(random, name) for name in random_cases.ENGINES]


random.seed(0)
random.rand(), random.poisson(), random.randint(5)      # the generator of the module's functions keeps places for one number


def test_streams_are_numpys():
    """Every case's bits are those of NumPy 2.5.5."""
    found = {}
    for label, a in random_cases.draws(np):
        a = np.ascontiguousarray(a)
        found[label] = zlib.crc32(a.tobytes()), a.ravel()[0].item()
    assert found == EXPECTED


@pytest.mark.parametrize('engine', ENGINES)
def test_a_state_comes_back(engine):
    rng = random.Generator(engine(3))
    rng.integers(0, 10, 3, dtype='u4')          # leaves half a word in those that keep one
    state = rng.bit_generator.state
    expected = rng.random(5).tolist(), rng.integers(0, 10, 3, dtype='u4').tolist()
    for other in (random.Generator(engine(9)), pickle.loads(pickle.dumps(rng)), copy.deepcopy(rng)):
        other.bit_generator.state = state
        assert (other.random(5).tolist(), other.integers(0, 10, 3, dtype='u4').tolist()) == expected
    same = pickle.loads(pickle.dumps(rng))
    assert same.random(3).tolist() == rng.random(3).tolist()
    assert state['bit_generator'] == engine.__name__
    with pytest.raises(ValueError, match='state must be for a'):
        rng.bit_generator.state = {'bit_generator': 'other'}
    with pytest.raises(TypeError, match='state must be a dict'):
        rng.bit_generator.state = 3


def test_a_random_state_comes_back():
    rng = random.RandomState(5)
    rng.standard_normal(3)
    state = rng.get_state()
    assert state[0] == 'MT19937' and state[1].shape == (624,) and state[3] == 1
    expected = rng.standard_normal(4).tolist()
    for given in (state, list(state), pickle.loads(pickle.dumps(state))):
        other = random.RandomState(8)
        other.set_state(given)
        assert other.standard_normal(4).tolist() == expected
    other = pickle.loads(pickle.dumps(rng))
    assert other.standard_normal(3).tolist() == rng.standard_normal(3).tolist()


def test_advancing_is_drawing():
    for engine in (random.PCG64, random.PCG64DXSM):
        drawn, moved = engine(1), engine(1)
        drawn.random_raw(37, output=False)
        assert moved.advance(37).state == drawn.state
    philox = random.Philox(1)
    philox.random_raw(8, output=False)
    assert philox.random_raw() == random.Philox(1).advance(2).random_raw()


@pytest.mark.parametrize('size, shape', [(3, (3,)), ((2, 3), (2, 3)), ((), ()), ((0, 4), (0, 4)), (0, (0,))])
def test_sizes(size, shape):
    rng = random.default_rng(1)
    for a in (rng.random(size), rng.normal(size=size), rng.poisson(3, size), rng.integers(5, size=size), rng.choice(5, size)):
        assert isinstance(a, np.ndarray) and a.shape == shape
    assert rng.multinomial(5, [0.5, 0.5], size=size).shape == shape + (2,)
    assert rng.dirichlet([1, 2, 3], size=size).shape == shape + (3,)


def test_one_number_is_a_python_number_or_a_scalar():
    rng = random.default_rng(1)
    assert [type(x) for x in (rng.random(), rng.normal(), rng.random(dtype='f4'), rng.poisson())] == [float, float, float, int]
    assert type(rng.integers(5)) is np.int64 and type(rng.integers(5, dtype='u1')) is np.uint8
    assert type(rng.integers(5, dtype=int)) is int and type(rng.integers(2, dtype=bool)) is bool
    assert type(random.randint(5)) is int and type(random.rand()) is float


def test_parameters_broadcast_in_row_major_order():
    mean = np.arange(6.0).reshape(2, 3)
    whole = random.default_rng(1).normal(mean, 1e-3)
    one, single = random.default_rng(1), []
    for value in mean.ravel():
        single.append(one.normal(value, 1e-3))
    assert whole.ravel().tolist() == single
    again = random.default_rng(1).normal(np.asfortranarray(mean), [[1e-3]], size=(2, 3))
    assert again.tolist() == whole.tolist()
    column = random.default_rng(1).binomial([[5], [50]], 0.5, size=(2, 4))
    assert column.shape == (2, 4) and column.dtype == np.int64
    with pytest.raises(ValueError, match=r'Output size \(1,\) is not compatible with broadcast dimensions of inputs \(2,\).'):
        random.default_rng(1).normal([0, 1], size=(1,))


@pytest.mark.parametrize('dtype', ['f4', 'f8'])
def test_outputs_are_written_in_the_order_of_their_memory(dtype):
    for name, args in (('random', ()), ('standard_normal', ()), ('standard_exponential', ()), ('standard_gamma', (2.0,))):
        expected = getattr(random.default_rng(4), name)(*args, size=6, dtype=dtype)
        out = np.zeros((2, 3), dtype=dtype)
        assert getattr(random.default_rng(4), name)(*args, dtype=dtype, out=out) is out
        assert out.ravel().tolist() == expected.tolist()
        if not args:
            out = np.zeros((3, 2), dtype=dtype, order='F')
            getattr(random.default_rng(4), name)(dtype=dtype, out=out)
            assert out.T.ravel().tolist() == expected.tolist()
        for bad in (np.zeros(12, dtype=dtype)[::2], np.zeros(3, dtype='>' + dtype), read_only(dtype)):
            with pytest.raises(ValueError, match='Supplied output array must be'):
                getattr(random.default_rng(4), name)(*args, dtype=dtype, out=bad)
        with pytest.raises(TypeError, match='Supplied output array has the wrong type'):
            getattr(random.default_rng(4), name)(*args, dtype=dtype, out=np.zeros(3, dtype='f8' if dtype == 'f4' else 'f4'))
        with pytest.raises(ValueError, match='size must match out.shape'):
            getattr(random.default_rng(4), name)(*args, size=2, dtype=dtype, out=np.zeros(3, dtype=dtype))


def read_only(dtype):
    a = np.zeros(3, dtype=dtype)
    a.flags.writeable = False
    return a


@pytest.mark.parametrize('dtype', random_cases.INTEGERS)
def test_integers_stay_in_their_interval(dtype):
    info = (0, 1) if dtype == 'bool' else (int(np.iinfo(dtype).min), int(np.iinfo(dtype).max))
    rng = random.default_rng(2)
    for draw in (rng.integers, random.randint):
        a = draw(info[0], info[1] + 1, 5000, dtype=dtype)
        assert a.dtype == np.dtype(dtype) and len(set(a.tolist())) >= (2 if dtype == 'bool' else 200)
        assert set(draw(0, 2, 100, dtype=dtype).tolist()) == {0, 1}
        assert set(draw(info[1], info[1] + 1, 5, dtype=dtype).tolist()) == {info[1]}
        with pytest.raises(ValueError, match=f'high is out of bounds for {dtype}'):
            draw(0, info[1] + 2, dtype=dtype)
        with pytest.raises(ValueError, match=f'low is out of bounds for {dtype}'):
            draw(info[0] - 1, 1, dtype=dtype)
        with pytest.raises(ValueError, match='low >= high'):
            draw(1, 1, dtype=dtype)
        with pytest.raises(ValueError, match='low >= high'):
            draw([0, 1], [1, 1], dtype=dtype)
    assert set(rng.integers(0, 1, 50, dtype=dtype, endpoint=True).tolist()) == {0, 1}


def test_shuffles_are_permutations_and_permutations_are_copies():
    rng = random.default_rng(1)
    for a in (np.arange(20), np.arange(40)[::2], np.arange(20.0)[::-1], np.array(list('abcdef')), np.array([1, 'a', None], dtype=object),
              np.arange(20, dtype='>i4')):
        before = a.tolist()
        b = rng.permutation(a)
        assert a.tolist() == before and not np.may_share_memory(a, b)
        assert sorted(map(str, b.tolist())) == sorted(map(str, before))
        rng.shuffle(a)
        assert sorted(map(str, a.tolist())) == sorted(map(str, before))
    rows = np.arange(30).reshape(10, 3)
    rng.shuffle(rows)
    assert sorted(rows.tolist()) == np.arange(30).reshape(10, 3).tolist()
    columns = np.arange(30).reshape(3, 10)
    rng.shuffle(columns, axis=1)
    assert sorted(columns.T.tolist()) == np.arange(30).reshape(3, 10).T.tolist()
    for order in 'CF':
        x = np.asarray(np.arange(24).reshape(2, 3, 4), order=order)
        for axis in (0, 1, 2, -1, None):
            y = rng.permuted(x, axis=axis)
            assert np.sort(y, axis=axis).tolist() == np.sort(x, axis=axis).tolist()
    letters = list('abc')
    rng.shuffle(letters)
    assert sorted(letters) == list('abc')
    with pytest.raises(ValueError, match='array is read-only'):
        rng.shuffle(read_only('f8'))


def test_choices_without_replacement_are_different():
    rng = random.default_rng(1)
    for count, size in ((10, 10), (20000, 19999), (20000, 30), (5, 0)):
        for draw in (rng.choice, random.choice):
            assert len(set(draw(count, size, replace=False).tolist())) == size
    assert set(rng.choice(4, 1000, p=[0.5, 0, 0.5, 0]).tolist()) == {0, 2}
    assert rng.choice([[1, 2], [3, 4]], 3, axis=1).shape == (2, 3)


def test_seed_sequences():
    sequence = random.SeedSequence(1)
    assert [child.spawn_key for child in sequence.spawn(2) + sequence.spawn(1)] == [(0,), (1,), (2,)]
    assert sequence.state == {'entropy': 1, 'spawn_key': (), 'pool_size': 4, 'n_children_spawned': 3}
    assert random.SeedSequence().entropy != random.SeedSequence().entropy
    assert repr(random.SeedSequence(5, spawn_key=(1,))) == 'SeedSequence(\n    entropy=5,\n    spawn_key=(1,),\n)'
    seeds = random.SeedSequence('12'.__len__()), random.PCG64(2).seed_seq
    assert seeds[0].generate_state(3).tolist() == seeds[1].generate_state(3).tolist()
    assert len({child.random() for child in random.default_rng(1).spawn(5)}) == 5


def test_what_default_rng_takes():
    rng = random.default_rng(1)
    assert random.default_rng(rng) is rng
    assert random.default_rng(rng.bit_generator).bit_generator is rng.bit_generator
    assert random.default_rng(random.SeedSequence(1)).random() == random.default_rng(1).random()
    state = random.RandomState(1)
    assert random.default_rng(state).bit_generator is state._bit_generator


def test_module_functions_share_a_generator():
    random.seed(3)
    a = random.rand(), random.normal()
    state = random.RandomState(3)
    assert a == (state.rand(), state.normal())
    before = random.get_bit_generator()
    try:
        random.set_bit_generator(random.PCG64(1))
        random.seed(4)
        assert random.rand() == random.RandomState(random.PCG64(4)).rand()
    finally:
        random.set_bit_generator(before)


def test_normal_vectors_have_their_covariances():
    cov = np.array([[2, 0.5], [0.5, 1]])
    for method in ('svd', 'eigh', 'cholesky'):
        x = random.default_rng(1).multivariate_normal([1, 2], cov, 20000, method=method)
        assert np.allclose(x.mean(axis=0), [1, 2], atol=0.05) and np.allclose(np.cov(x.T), cov, atol=0.08)
    assert np.allclose(np.cov(random.multivariate_normal([1, 2], cov, 20000).T), cov, atol=0.08)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        with pytest.raises(RuntimeWarning, match='covariance is not symmetric positive-semidefinite'):
            random.default_rng(1).multivariate_normal([0, 0], [[1, 2], [2, 1]])


@pytest.mark.parametrize('call, error, message', [
    (lambda r: r.normal(0, -1), ValueError, 'scale < 0'),
    (lambda r: r.normal(0, [-1, 1]), ValueError, 'scale < 0'),
    (lambda r: r.beta(0, 1), ValueError, 'a <= 0'),
    (lambda r: r.binomial(5, 1.5), ValueError, 'p < 0, p > 1 or p is NaN'),
    (lambda r: r.binomial(5, [1.5]), ValueError, 'p < 0, p > 1 or p contains NaNs'),
    (lambda r: r.poisson(-1), ValueError, 'lam < 0 or lam is NaN'),
    (lambda r: r.poisson(1e19), ValueError, 'lam value too large'),
    (lambda r: r.zipf(1), ValueError, 'a <= 1 or a is NaN'),
    (lambda r: r.geometric(0), ValueError, 'p <= 0, p > 1 or p contains NaNs'),
    (lambda r: r.hypergeometric(1, 1, 3), ValueError, r'ngood \+ nbad < nsample'),
    (lambda r: r.uniform(0, float('inf')), OverflowError, 'ange exceeds valid bounds'),
    (lambda r: r.triangular(2, 1, 3), ValueError, 'left > mode'),
    (lambda r: r.multinomial(5, [0.9, 0.9, 0.1]), ValueError, r'sum\(pvals\[:-1\]\) > 1.0'),
    (lambda r: r.choice([]), ValueError, 'cannot be empty'),
    (lambda r: r.choice(3, 5, replace=False), ValueError, 'Cannot take a larger sample than population'),
    (lambda r: r.choice(2, p=[0.5, 0.6]), ValueError, 'robabilities do not sum to 1'),
    (lambda r: r.normal([1, 2], [1, 2, 3]), ValueError, 'shape mismatch: objects cannot be broadcast to a single shape'),
    (lambda r: r.normal(size=-1), ValueError, 'negative dimensions are not allowed'),
    (lambda r: r.normal(1j), TypeError, "must be a string or a real number, not 'complex'"),
    (lambda r: r.bit_generator, AttributeError, 'bit_generator'),
])
def test_errors(call, error, message):
    for rng in (random.default_rng(1), random.RandomState(1)):
        if error is AttributeError and isinstance(rng, random.Generator):
            continue
        with pytest.raises(error, match=message):
            call(rng)


def test_the_runtime_refuses_what_is_no_generator():
    from numpyni import _host as host
    number = host.random_find('normal')
    words, out = np.zeros(9, dtype=np.uint64), np.zeros(3)
    words[0] = 1
    host.random_fill(number, words, (0.0, 1.0), out)
    for state, parameters, target, error in (
            (words[:3], (0.0, 1.0), out, ValueError), (words[::2], (0.0, 1.0), out, ValueError),
            (words.astype('i8'), (0.0, 1.0), out, TypeError), (words, (0.0,), out, TypeError), (words, (0.0, 'a'), out, (TypeError, ValueError)),
            (words, (0.0, np.ones(2)), out, ValueError), (words, (0.0, np.ones(3, 'f4')), out, TypeError),
            (words, (0.0, out), out, ValueError), (words, (0.0, 1.0), out.astype('f4'), TypeError),
            (words, (0.0, 1.0), read_only('f8'), ValueError), (words + np.uint64(99), (0.0, 1.0), out, ValueError)):
        with pytest.raises(error):
            host.random_fill(number, state, parameters, target)
    shuffle = host.random_find('shuffle')
    with pytest.raises(ValueError):
        host.random_fill(shuffle, words, (), np.arange(20)[::2])
    with pytest.raises(ValueError):
        host.random_fill(shuffle, words, (), np.array(3))
    with pytest.raises(ValueError, match='there is no distribution'):
        host.random_find('none')
    with pytest.raises(ValueError):
        host.random_fill(10 ** 6, words, (), out)


def test_threads_draw_from_one_generator_in_turn():
    rng = random.default_rng(1)
    parts = []

    def draw():
        for _ in range(20):
            parts.append(rng.random(1000).tolist())
    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sum(parts, [])) == sorted(random.default_rng(1).random(80000).tolist())


@pytest.mark.skipif(sys.implementation.name == 'graalpy', reason='GraalPy ends when ctypes calls a function that gives a double')
@pytest.mark.parametrize('engine', ENGINES)
def test_compiled_code_draws_the_same_numbers(engine):
    generator, twin = engine(7), engine(7)
    functions = [generator.ctypes]
    if importlib.util.find_spec('cffi'):
        functions.append(generator.cffi)
    for each in functions:
        numbers = each.next_uint64(each.state), each.next_uint32(each.state), each.next_double(each.state)
        rng = random.Generator(twin)
        wide, narrow = rng.integers(0, 1 << 64, dtype='u8'), rng.integers(0, 1 << 32, dtype='u4')
        assert numbers == (int(wide), int(narrow), rng.random())
    assert generator.state['state'].keys() == twin.state['state'].keys() and str(generator.state) == str(twin.state)
    assert generator.ctypes is generator.ctypes
