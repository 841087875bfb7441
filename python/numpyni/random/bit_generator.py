"""Seed sequences, and the base of the bit generators.

`SeedSequence` is O'Neill's `seed_seq_fe`, as NumPy uses it; https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html.
"""

import abc
import itertools
import re
from secrets import randbits
from threading import RLock

import numpyni as np

from .. import _host as host

__all__ = ['SeedSequence', 'BitGenerator']

_MASK = 0xffffffff
_POOL_SIZE = 4


def _words_of_int(n):
    """The words of 32 bits of an integer, least significant first."""
    if n < 0:
        raise ValueError('expected non-negative integer')
    n = int(n)
    words = [n & _MASK]
    while n > _MASK:
        n >>= 32
        words.append(n & _MASK)
    return words


def _words_of(x):
    """The words of an integer, of its text, or of a sequence of these."""
    if isinstance(x, str):
        if x.startswith('0x'):
            x = int(x, base=16)
        elif re.match('[0-9]+', x):
            x = int(x)
        else:
            raise ValueError('unrecognized seed string')
    if isinstance(x, (int, np.integer)):
        return _words_of_int(x)
    if isinstance(x, (float, np.inexact)):
        raise TypeError('seed must be integer')
    words = []
    for each in x:
        if hasattr(each, '__len__') and not isinstance(each, str):
            raise TypeError('SeedSequence does not accept nested sequences.')
        words += _words_of(each)
    return words


def _coerce_to_uint32_array(x):
    """A seed as an array of words of 32 bits."""
    return np.array(_words_of(x), dtype=np.uint32)


class _Hash:
    """O'Neill's hash of one word, whose constant changes with each use."""

    def __init__(self, constant, multiplier):
        self.constant, self.multiplier = constant, multiplier

    def __call__(self, value):
        value ^= self.constant
        self.constant = self.constant * self.multiplier & _MASK
        value = value * self.constant & _MASK
        return value ^ value >> 16


def _mix(x, y):
    result = 0xca01f9dd * x - 0x4973f715 * y & _MASK
    return result ^ result >> 16


def _mixed(pool_size, entropy):
    """A pool of words, of which each depends on all of the entropy."""
    hashed = _Hash(0x43b0d7e5, 0x931e8875)
    pool = [hashed(word) for word in (entropy + [0] * pool_size)[:pool_size]]
    for source in range(pool_size):
        for target in range(pool_size):
            if source != target:
                pool[target] = _mix(pool[target], hashed(pool[source]))
    for word in entropy[pool_size:]:
        for target in range(pool_size):
            pool[target] = _mix(pool[target], hashed(word))
    return pool


class ISeedSequence(abc.ABC):
    """What seeds a bit generator."""

    @abc.abstractmethod
    def generate_state(self, n_words, dtype=np.uint32):
        """`n_words` words, of uint32 or uint64."""


class ISpawnableSeedSequence(ISeedSequence):
    """A seed sequence that has children."""

    @abc.abstractmethod
    def spawn(self, n_children):
        """A list of seed sequences."""


def _check_children(n_children):
    if n_children < 0:
        raise ValueError('n_children must be non-negative')


class SeedlessSeedSequence:
    """A seed sequence for bit generators that need none."""

    def generate_state(self, n_words, dtype=np.uint32):
        """Raises NotImplementedError."""
        raise NotImplementedError('seedless SeedSequences cannot generate state')

    def spawn(self, n_children):
        """The sequence itself, `n_children` times."""
        _check_children(n_children)
        return [self] * n_children


ISpawnableSeedSequence.register(SeedlessSeedSequence)


class SeedSequence:
    """Mixes entropy into states for bit generators: `SeedSequence(entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0)`.

    `entropy` is an int, a sequence of ints, or None (the system's). Children that `spawn` makes are independent of one another.
    """

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=_POOL_SIZE, n_children_spawned=0):
        if pool_size < _POOL_SIZE:
            raise ValueError(f'The size of the entropy pool should be at least {_POOL_SIZE}')
        if entropy is None:
            entropy = randbits(pool_size * 32)
        elif not isinstance(entropy, (int, np.integer, list, tuple, range, np.ndarray)):
            raise TypeError(f'SeedSequence expects int or sequence of ints for entropy not {entropy}')
        self.entropy = entropy
        self.spawn_key = tuple(spawn_key)
        self.pool_size = pool_size
        self.n_children_spawned = n_children_spawned
        words, key = _words_of(entropy), _words_of(self.spawn_key)
        if key:
            words += [0] * (pool_size - len(words))
        self.pool = np.array(_mixed(pool_size, words + key), dtype=np.uint32)

    def __repr__(self):
        fields = [f'    entropy={self.entropy!r},']
        for name, default in (('spawn_key', ()), ('pool_size', _POOL_SIZE), ('n_children_spawned', 0)):
            value = getattr(self, name)
            if value != default:
                fields.append(f'    {name}={value!r},')
        return '\n'.join([f'{type(self).__name__}('] + fields + [')'])

    @property
    def state(self):
        """What the sequence is made of, by name."""
        return {name: getattr(self, name) for name in ('entropy', 'spawn_key', 'pool_size', 'n_children_spawned')
                if getattr(self, name) is not None}

    def generate_state(self, n_words, dtype=np.uint32):
        """`n_words` words, of uint32 or uint64: an array of shape (n_words,)."""
        dtype = np.dtype(dtype)
        if dtype not in (np.dtype(np.uint32), np.dtype(np.uint64)):
            raise ValueError('only support uint32 or uint64')
        hashed = _Hash(0x8b51f9dd, 0x58f38ded)
        count = n_words * (dtype.itemsize // 4)
        words = [hashed(word) for word in itertools.islice(itertools.cycle(self.pool.tolist()), count)]
        if dtype.itemsize == 8:
            words = [low | high << 32 for low, high in zip(words[::2], words[1::2])]
        return np.array(words, dtype=dtype)

    def spawn(self, n_children):
        """`n_children` sequences, each with a longer `spawn_key`."""
        _check_children(n_children)
        first = self.n_children_spawned
        children = [type(self)(self.entropy, spawn_key=self.spawn_key + (n,), pool_size=self.pool_size)
                    for n in range(first, first + n_children)]
        self.n_children_spawned += n_children
        return children


ISpawnableSeedSequence.register(SeedSequence)


random_draw = host.random_draw
_numbers = {}       # name -> number of a distribution


def number_of(name):
    """The number of one of the runtime's distributions."""
    if name not in _numbers:
        _numbers[name] = host.random_find(name)
    return _numbers[name]


def is_known(name):
    """Whether the runtime has a distribution of this name."""
    try:
        number_of(name)
    except ValueError:
        return False
    return True


class BitGenerator(abc.ABC):
    """The base of the bit generators: `BitGenerator(seed=None)`.

    The state is an array of words, `_words`, which the runtime reads and changes (numpyni/random/src/engine.rs says what they are):
    five that all generators have, then the generator's own.
    """

    _KIND = None        # what the runtime knows the generator by
    _HEAD = 5
    _OWN = 0            # number of the generator's own words

    def __init__(self, seed=None):
        if type(self) is BitGenerator:
            raise NotImplementedError('BitGenerator is a base class and cannot be instantized')
        self.lock = RLock()
        self._words = np.zeros(self._HEAD + self._OWN, dtype=np.uint64)
        self._words[0] = self._KIND or 0
        self._arrays, self._numbers, self._cells, self._interfaces = {}, {}, {}, {}
        if not isinstance(seed, ISeedSequence):
            seed = SeedSequence(seed)
        self._seed_seq = seed

    @property
    def seed_seq(self):
        """The seed sequence that the generator was made with."""
        return self._seed_seq

    @property
    def state(self):
        """The state, as a dictionary."""
        raise NotImplementedError('Not implemented in base BitGenerator')

    def __getstate__(self):
        return self.state, self._seed_seq

    def __setstate__(self, state_seed_seq):
        if isinstance(state_seed_seq, dict):
            self.state = state_seed_seq
        else:
            self._seed_seq = state_seed_seq[1]
            self.state = state_seed_seq[0]

    def __reduce__(self):
        from . import _pickle
        return vars(_pickle)['__bit_generator_ctor'], (type(self),), (self.state, self._seed_seq)

    def spawn(self, n_children):
        """`n_children` generators of independent streams. TypeError where the seed sequence cannot spawn."""
        if not isinstance(self._seed_seq, ISpawnableSeedSequence):
            raise TypeError('The underlying SeedSequence does not implement spawning.')
        return [type(self)(seed=seed) for seed in self._seed_seq.spawn(n_children)]

    def random_raw(self, size=None, output=True):
        """Numbers as the generator makes them: an int or an array of uint64; None where `output` is false."""
        if not output:
            self.fill('raw', (), np.empty(1 if size is None else size, dtype=np.uint64))
            return None
        if size is None:
            return self.one('raw', (), np.uint64)
        return self.fill('raw', (), np.empty(size, dtype=np.uint64))

    def _stream(self, name, cell):
        """What draws from one of the runtime's distributions; single draws go by an array of one element."""
        return number_of(name), self._words, self.lock.acquire, self.lock.release, cell

    def fill(self, name, parameters, out):
        """Fills `out` with draws from one of the runtime's distributions."""
        stream = self._arrays.get(name)
        if stream is None:
            stream = self._arrays[name] = self._stream(name, None)
        return random_draw(stream, parameters, out)

    def one(self, name, parameters, dtype):
        """One draw, as a Python number."""
        stream = self._numbers.get(name)
        if stream is None:
            if dtype not in self._cells:
                self._cells[dtype] = np.empty((), dtype=dtype)
            stream = self._numbers[name] = self._stream(name, self._cells[dtype])
        return random_draw(stream, parameters)

    @property
    def ctypes(self):
        """Functions and addresses as ctypes has them: an `interface` for what is compiled."""
        return self._interface('by_ctypes')

    @property
    def cffi(self):
        """Functions and addresses as cffi has them."""
        return self._interface('by_cffi')

    @property
    def capsule(self):
        """A capsule of the C structure that Cython modules draw from; on CPython."""
        return self._interface('by_capsule')

    def _interface(self, name):
        if name not in self._interfaces:
            from . import _common
            self._interfaces[name] = getattr(_common, name)(self)
        return self._interfaces[name]

    def _benchmark(self, cnt, method='uint64'):
        """Draws `cnt` numbers and drops them."""
        names = {'uint64': ('raw', np.uint64), 'double': ('random', np.float64)}
        if method not in names:
            raise ValueError('Unknown method')
        name, dtype = names[method]
        self.fill(name, (), np.empty(cnt, dtype=dtype))
