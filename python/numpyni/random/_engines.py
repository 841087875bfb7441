"""The bit generators: `PCG64`, `PCG64DXSM`, `Philox`, `SFC64`, `MT19937`."""

import operator

import numpyni as np

from ._mt19937_jump import JUMP
from .bit_generator import BitGenerator

_U128 = (1 << 128) - 1
_U64 = (1 << 64) - 1


def _split(number, count):
    """The words of 64 bits of a number, most significant first."""
    return [number >> 64 * n & _U64 for n in reversed(range(count))]


def _joined(words):
    number = 0
    for word in words:
        number = number << 64 | int(word)
    return number


class _Wide(BitGenerator):
    """A generator of 64-bit words, of which the upper half may wait for the next number of 32 bits."""

    def _copy(self):
        """A generator of the same state."""
        other = type(self)()
        other._words[...] = self._words
        return other

    def _forget_half(self):
        self._words[3] = self._words[4] = 0

    @property
    def state(self):
        """The state: a dictionary with `bit_generator`, `state`, `has_uint32` and `uinteger`."""
        state = {'bit_generator': type(self).__name__}
        state.update(self._own_state(self._words[self._HEAD:]))
        state['has_uint32'] = int(self._words[3])
        state['uinteger'] = int(self._words[4])
        return state

    @state.setter
    def state(self, value):
        _check_state(self, value)
        self._words[self._HEAD:] = self._own_words(value)
        self._words[3] = 1 if value['has_uint32'] else 0
        self._words[4] = value['uinteger']


def _check_state(generator, value):
    name = type(generator).__name__
    if not isinstance(value, dict):
        raise TypeError('state must be a dict')
    if value.get('bit_generator', '') != name:
        raise ValueError(f"state must be for a {name} {'PRNG' if name in ('MT19937', 'Philox', 'SFC64') else 'RNG'}")


class PCG64(_Wide):
    """PCG XSL RR 128/64: `PCG64(seed=None)`. Its period is 2**128."""

    _KIND, _OWN = 1, 4
    _MULTIPLIER = 0x2360ed051fc65da44385df649fccf645
    _GOLDEN = 0x9e3779b97f4a7c15f39cc0605cedc835    # what `jumped` advances by: 2**128 over the golden ratio

    def __init__(self, seed=None):
        BitGenerator.__init__(self, seed)
        words = self._seed_seq.generate_state(4, np.uint64).tolist()
        self._set(_joined(words[:2]), _joined(words[2:]))

    def _set(self, seed, stream):
        """The state that a seed and the number of a stream begin with."""
        increment = stream << 1 & _U128 | 1
        state = ((seed + increment) * PCG64._MULTIPLIER + increment) & _U128     # PCG64DXSM's too
        self._words[self._HEAD:] = np.array(_split(state, 2) + _split(increment, 2), dtype=np.uint64)

    @staticmethod
    def _own_state(words):
        return {'state': {'state': _joined(words[:2]), 'inc': _joined(words[2:])}}

    @staticmethod
    def _own_words(value):
        own = value['state']
        return np.array(_split(int(own['state']), 2) + _split(int(own['inc']), 2), dtype=np.uint64)

    def advance(self, delta):
        """Moves the state as `delta` draws of 64 bits would; returns the generator."""
        state, increment = _joined(self._words[self._HEAD:][:2]), _joined(self._words[self._HEAD:][2:])
        delta = operator.index(delta) & _U128
        # Brown, "Random number generation with arbitrary strides", 1994
        product, total, multiplier = 1, 0, self._MULTIPLIER
        while delta:
            if delta & 1:
                product = product * multiplier & _U128
                total = (total * multiplier + increment) & _U128
            increment = (multiplier + 1) * increment & _U128
            multiplier = multiplier * multiplier & _U128
            delta >>= 1
        self._words[self._HEAD:][:2] = np.array(_split(product * state + total & _U128, 2), dtype=np.uint64)
        self._forget_half()
        return self

    def jumped(self, jumps=1):
        """A new generator whose state is that after `jumps` times 2**128 over the golden ratio draws."""
        return self._copy().advance(self._GOLDEN * operator.index(jumps))


class PCG64DXSM(PCG64):
    """PCG DXSM 128/64: `PCG64DXSM(seed=None)`. Its period is 2**128."""

    _KIND = 2
    _MULTIPLIER = 0xda942042e4dd58b5


class Philox(_Wide):
    """Philox 4x64 of ten rounds: `Philox(seed=None, counter=None, key=None)`. Its period is 2**256 - 1."""

    _KIND, _OWN = 3, 11

    def __init__(self, seed=None, counter=None, key=None):
        if seed is not None and key is not None:
            raise ValueError('seed and key cannot be both used')
        BitGenerator.__init__(self, seed)
        own = self._words[self._HEAD:]
        own[4:6] = self._seed_seq.generate_state(2, np.uint64) if key is None else _int_to_array(key, 'key', 128)
        own[:4] = 0 if counter is None else _int_to_array(counter, 'counter', 256)
        own[6] = 4

    @staticmethod
    def _own_state(words):
        return {'state': {'counter': words[:4].copy(), 'key': words[4:6].copy()}, 'buffer': words[7:].copy(),
                'buffer_pos': int(words[6])}

    @staticmethod
    def _own_words(value):
        own = value['state']
        if not 1 <= value['buffer_pos'] <= 4:
            raise ValueError('buffer_pos must be between 1 and 4')
        words = np.empty(Philox._OWN, dtype=np.uint64)
        words[:4], words[4:6], words[6], words[7:] = own['counter'], own['key'], value['buffer_pos'], value['buffer']
        return words

    def advance(self, delta):
        """Moves the counter by `delta`; returns the generator."""
        own = self._words[self._HEAD:]
        counter = _joined(own[:4][::-1]) + operator.index(delta)
        own[:4] = np.array(_split(counter & (1 << 256) - 1, 4)[::-1], dtype=np.uint64)
        own[6] = 4
        own[7:] = 0
        self._forget_half()
        return self

    def jumped(self, jumps=1):
        """A new generator whose counter is 2**128 times `jumps` further."""
        return self._copy().advance(operator.index(jumps) << 128)


def _int_to_array(value, name, bits):
    """A number, or an array of words, as an array of words of 64 bits, least significant first."""
    length = bits // 64
    if isinstance(value, (int, np.integer)):
        value = int(value)
        if not 0 <= value < 1 << bits:
            raise ValueError(f'{name} must be positive and less than 2**{bits}.')
        return np.array(_split(value, length)[::-1], dtype=np.uint64)
    a = np.asarray(value)
    if a.shape == (1,) and a.dtype == object:
        return _int_to_array(a[0], name, bits)
    a = a.astype(np.uint64, casting='unsafe')
    if a.shape != (length,):
        raise ValueError(f'{name} must have {length} elements when using array form')
    return a


class SFC64(_Wide):
    """SFC64, the small fast counting generator: `SFC64(seed=None)`. Its period is 2**255 on average, and at least 2**64."""

    _KIND, _OWN = 4, 4

    def __init__(self, seed=None):
        BitGenerator.__init__(self, seed)
        self._words[self._HEAD:][:3] = self._seed_seq.generate_state(3, np.uint64)
        self._words[-1] = 1
        self.random_raw(12, output=False)

    @staticmethod
    def _own_state(words):
        return {'state': {'state': words.copy()}}

    @staticmethod
    def _own_words(value):
        return np.asarray(value['state']['state'], dtype=np.uint64)


_MT_WORDS, _MT_SHIFT = 624, 397


class MT19937(BitGenerator):
    """The Mersenne twister: `MT19937(seed=None)`. Its period is 2**19937 - 1."""

    _KIND, _OWN = 0, _MT_WORDS + 1

    def __init__(self, seed=None):
        BitGenerator.__init__(self, seed)
        key = self._seed_seq.generate_state(_MT_WORDS)
        key[0] = 0x80000000
        self._set(key, _MT_WORDS - 1)

    def _set(self, key, position):
        self._words[self._HEAD:-1] = key
        self._words[-1] = position

    def _legacy_seeding(self, seed):
        """Seeds as `RandomState` does: with an int of 32 bits, an array of them, or None."""
        if seed is None:
            seed = self._seed_seq = type(self._seed_seq)()
            key = seed.generate_state(_MT_WORDS)
            key[0] = 0x80000000
            self._set(key, _MT_WORDS)
            return
        try:
            if hasattr(seed, 'squeeze'):
                seed = np.squeeze(seed)
            number = operator.index(seed)
        except TypeError:
            key = _keys_by_array(_words_of_seed(seed))
        else:
            if not 0 <= number <= 0xffffffff:
                raise ValueError('Seed must be between 0 and 2**32 - 1')
            key = _keys(number)
        self._seed_seq = None
        self._set(np.array(key, dtype=np.uint64), _MT_WORDS)

    @property
    def state(self):
        """The state: `{'bit_generator': 'MT19937', 'state': {'key': uint32 array of 624, 'pos': int}}`."""
        key = self._words[self._HEAD:-1].astype(np.uint32)
        return {'bit_generator': 'MT19937', 'state': {'key': key, 'pos': int(self._words[-1])}}

    @state.setter
    def state(self, value):
        if isinstance(value, tuple):
            if value[0] != 'MT19937' or len(value) not in (3, 5):
                raise ValueError('state is not a legacy MT19937 state')
            value = {'bit_generator': 'MT19937', 'state': {'key': value[1], 'pos': value[2]}}
        _check_state(self, value)
        key, position = np.asarray(value['state']['key']), operator.index(value['state']['pos'])
        if not 0 <= position <= _MT_WORDS:
            raise ValueError(f'state position must be between 0 and {_MT_WORDS}')
        self._set(key.astype(np.uint32), position)

    def jumped(self, jumps=1):
        """A new generator whose state is that after `jumps` times 2**128 draws."""
        other = type(self)()
        other._words[...] = self._words
        for _ in range(operator.index(jumps)):
            key, position = other._words[self._HEAD:-1].tolist(), int(other._words[-1])
            key, position = _jumped(key, position)
            other._set(np.array(key, dtype=np.uint64), position)
        return other


def _words_of_seed(seed):
    """An array of seeds as a list, checked."""
    a = np.asarray(seed)
    if a.size == 0:
        raise ValueError('Seed must be non-empty')
    if a.ndim == 0:
        raise TypeError(f"Cannot cast scalar from {a.dtype!r} to {np.dtype(np.int64)!r} according to the rule 'safe'")
    a = a.astype(np.int64, casting='safe')
    if a.ndim != 1:
        raise ValueError('Seed array must be 1-d')
    if ((a > 0xffffffff) | (a < 0)).any():
        raise ValueError('Seed must be between 0 and 2**32 - 1')
    return a.tolist()


def _keys(seed):
    """The key that a number seeds: Knuth, TAOCP volume 2, 3rd edition, page 106."""
    keys = [seed]
    for n in range(1, _MT_WORDS):
        seed = 1812433253 * (seed ^ seed >> 30) + n & 0xffffffff
        keys.append(seed)
    return keys


def _keys_by_array(seeds):
    """The key that a list of numbers seeds: `init_by_array` of Matsumoto and Nishimura, 2002."""
    keys = _keys(19650218)
    i, j = 1, 0

    def following(i):
        if i + 1 < _MT_WORDS:
            return i + 1
        keys[0] = keys[-1]
        return 1
    for _ in range(max(_MT_WORDS, len(seeds))):
        previous = keys[i - 1]
        keys[i] = (keys[i] ^ (previous ^ previous >> 30) * 1664525) + seeds[j] + j & 0xffffffff
        i = following(i)
        j = (j + 1) % len(seeds)
    for _ in range(_MT_WORDS - 1):
        previous = keys[i - 1]
        keys[i] = (keys[i] ^ (previous ^ previous >> 30) * 1566083941) - i & 0xffffffff
        i = following(i)
    keys[0] = 0x80000000
    return keys


def _jumped(key, position):
    """The key and the position after 2**128 draws, where the key is a ring that begins at the position: the sum over the terms of a
    polynomial of the rings so many draws ahead (Haramoto et al., 2008)."""
    position %= _MT_WORDS
    words = key[position:] + key[:position]
    terms = int.from_bytes(JUMP, 'little')
    degree = terms.bit_length() - 1
    for n in range(degree):
        joined = words[n] & 0x80000000 | words[n + 1] & 0x7fffffff
        words.append(words[n + _MT_SHIFT] ^ joined >> 1 ^ (0x9908b0df if joined & 1 else 0))
    stream = np.array(words, dtype='<u4').tobytes()
    length = 4 * _MT_WORDS
    total = 0
    for n in range(degree + 1):
        if JUMP[n >> 3] >> (n & 7) & 1:
            total ^= int.from_bytes(stream[4 * n:4 * n + length], 'little')
    ring = np.frombuffer(total.to_bytes(length, 'little'), dtype='<u4').tolist()
    position = (position + degree) % _MT_WORDS
    return ring[-position:] + ring[:-position] if position else ring, position
