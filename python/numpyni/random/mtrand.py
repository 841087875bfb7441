"""`RandomState`, whose streams never change, and the functions over one that all share."""

import warnings

import numpyni as np

from . import _integers, _multivariate, _permutations
from ._arguments import BOUNDED_0_1, GTE_1, NON_NEGATIVE, POSITIVE, check, reals, whole
from ._distributions import Distributions
from ._engines import MT19937
from .bit_generator import BitGenerator

float64 = np.float64
_CHOICE_OF = ('a must be 1-dimensional or an integer', 'a must be greater than 0 unless no samples are taken',
              "'a' cannot be empty unless no samples are taken")
_CHOICE_P = ("'p' must be 1-dimensional", "'a' and 'p' must have same size", 'probabilities contain NaN',
             'probabilities are not non-negative', 'probabilities do not sum to 1')


class RandomState(Distributions):
    """Draws from distributions, with the streams of NumPy 1.16: `RandomState(seed=None)`.

    `seed` is None, an int of 32 bits, an array of them, or a bit generator.
    """

    _STREAMS = 'legacy_'
    _SAMPLE = GTE_1
    _SUCCESSES, _CHANCE = POSITIVE, BOUNDED_0_1

    def __init__(self, seed=None):
        if seed is None:
            generator = MT19937()
        elif isinstance(seed, BitGenerator):
            generator = seed
        elif isinstance(seed, type) and issubclass(seed, BitGenerator):
            raise ValueError('Invalid bit generator. The bit generator must be instantized.')
        else:
            generator = MT19937.__new__(MT19937)
            BitGenerator.__init__(generator, 0)
            generator._legacy_seeding(seed)
        self._bit_generator = generator
        self._forget_gauss()

    def _forget_gauss(self):
        self._bit_generator._words[1:3] = 0

    # ---- the state

    def __getstate__(self):
        return self.get_state(legacy=False)

    def __setstate__(self, state):
        self.set_state(state)

    def __reduce__(self):
        from . import _pickle
        return vars(_pickle)['__randomstate_ctor'], (self._bit_generator,), self.get_state(legacy=False)

    def seed(self, seed=None):
        """Seeds the generator anew; TypeError where it is not MT19937."""
        if not isinstance(self._bit_generator, MT19937):
            raise TypeError('can only re-seed a MT19937 BitGenerator')
        self._bit_generator._legacy_seeding(seed)
        self._forget_gauss()

    def get_state(self, legacy=True):
        """The state: a tuple ('MT19937', key, pos, has_gauss, gauss), or a dictionary where `legacy` is false."""
        state = self._bit_generator.state
        has_gauss, gauss = int(self._bit_generator._words[1]), float(self._bit_generator._words[2:3].view(np.float64)[0])
        if legacy and state['bit_generator'] != 'MT19937':
            warnings.warn('get_state and legacy can only be used with the MT19937 BitGenerator. To silence this warning, '
                          'set `legacy` to False.', RuntimeWarning, stacklevel=2)
            legacy = False
        if legacy:
            return state['bit_generator'], state['state']['key'], state['state']['pos'], has_gauss, gauss
        state['has_gauss'], state['gauss'] = has_gauss, gauss
        return state

    def set_state(self, state):
        """Sets what `get_state` gave."""
        if isinstance(state, dict):
            if 'bit_generator' not in state or 'state' not in state:
                raise ValueError('state dictionary is not valid.')
            given = state
        else:
            if not isinstance(state, (tuple, list)):
                raise TypeError('state must be a dict or a tuple.')
            if state[0] != 'MT19937':
                raise ValueError('set_state can only be used with legacy MT19937 state instances.')
            given = {'bit_generator': state[0], 'state': {'key': state[1], 'pos': state[2]}}
            if len(state) > 3:
                given['has_gauss'], given['gauss'] = state[3], state[4]
        self._bit_generator.state = given
        self._bit_generator._words[1] = 1 if given.get('has_gauss', 0) else 0
        self._bit_generator._words[2:3].view(np.float64)[0] = given.get('gauss', 0.0)

    # ---- floats

    def random_sample(self, size=None):
        """Uniform on [0, 1)."""
        return self.random(size)

    def random(self, size=None):
        """The same as `random_sample`."""
        if size is None:
            return self._bit_generator.one('random', (), float64)
        return self._draw('random', size, float64)

    def rand(self, *args):
        """Uniform on [0, 1), of a shape given by its lengths."""
        return self.random(args or None)

    def randn(self, *args):
        """Standard normal, of a shape given by its lengths."""
        return self.standard_normal(size=args) if args else self.standard_normal()

    def standard_normal(self, size=None):
        """Normal, of mean 0 and standard deviation 1."""
        return self._draw('standard_normal', size, float64)

    def standard_exponential(self, size=None):
        """Exponential, of mean 1."""
        return self._reals('standard_exponential', size)

    def standard_gamma(self, shape, size=None):
        """Gamma, of scale 1."""
        return self._reals('standard_gamma', size, (shape, 'shape', NON_NEGATIVE))

    def _check_span(self, span):
        if not np.all(np.isfinite(span)):
            raise OverflowError('Range exceeds valid bounds')

    # ---- integers

    def randint(self, low, high=None, size=None, dtype=int):
        """Integers from `low` to `high`, which is not among them; from 0 to `low` where `high` is None."""
        kind = _integers.type_of(dtype)
        if kind is None:
            found = np.dtype(dtype)
            if not found.isnative:
                warnings.warn('Providing a dtype with a non-native byteorder is not supported. If you require platform-independent '
                              'byteorder, call byteswap when required.\nIn future version, providing byteorder will raise a '
                              'ValueError', DeprecationWarning, stacklevel=2)
                kind = _integers.type_of(found.newbyteorder('='))
            if kind is None:
                raise TypeError(f'Unsupported dtype {found!r} for randint')
        result = _integers.draw(self._bit_generator, low, high, size, kind, False, 1)
        return dtype(result) if size is None and dtype in (bool, int) and np.ndim(result) == 0 else result

    def random_integers(self, low, high=None, size=None):
        """Deprecated: integers from `low` to `high`, which is among them; from 1 to `low` where `high` is None."""
        if high is None:
            warnings.warn(f'This function is deprecated. Please call randint(1, {low} + 1) instead', DeprecationWarning, stacklevel=2)
            low, high = 1, low
        else:
            warnings.warn(f'This function is deprecated. Please call randint({low}, {high} + 1) instead', DeprecationWarning,
                          stacklevel=2)
        return self.randint(low, int(high) + 1, size=size, dtype='l')

    def tomaxint(self, size=None):
        """Integers from 0 to the largest int64."""
        return self._wholes('tomaxint', size)

    def bytes(self, length):
        """Random bytes."""
        length = int(length)
        words = self.randint(0, 1 << 32, size=max(0, (length - 1) // 4 + 1), dtype=np.uint32)
        return words.astype('<u4').tobytes()[:max(length, 0)]

    # ---- choices

    def choice(self, a, size=None, replace=True, p=None):
        """Chooses among the elements of `a`, or among the ints below it; by probabilities `p` if they are given."""
        a, count = _permutations.population(a, size, 0, _CHOICE_OF)
        if a.ndim > 1:
            raise ValueError('a must be 1-dimensional')
        if p is not None:
            p = _permutations.probabilities(p, count, _CHOICE_P)
        single, shape = size is None, size
        size = 1 if single else int(np.prod(shape, dtype=np.intp))
        if replace:
            if p is None:
                indices = self.randint(0, count, size=shape)
            else:
                indices = _permutations.with_replacement(p, self.random_sample(shape))
        else:
            if size > count:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            if size < 0:
                raise ValueError('negative dimensions are not allowed')
            if p is None:
                indices = self.permutation(count)[:size].reshape(() if single else shape)
            else:
                indices = _permutations.without_replacement(p, size, shape, self.random_sample)
        if single and isinstance(indices, np.ndarray):
            indices = indices.item(0)
        if a.ndim == 0:
            return indices
        return a[indices] if single or np.ndim(indices) else _permutations.one_of(a, indices)

    def shuffle(self, x):
        """Shuffles an array along its first axis, or a sequence, in place."""
        _permutations.shuffle(self._bit_generator, x)

    def permutation(self, x):
        """A shuffled copy of an array, or of the ints below `x`."""
        if isinstance(x, (int, np.integer)):
            return _permutations.permutation(self._bit_generator, int(x))
        a = np.asarray(x)
        if a.ndim < 1:
            raise IndexError('x must be an integer or at least 1-dimensional')
        return a[_permutations.permutation(self._bit_generator, a.shape[0])]

    # ---- several variables

    def multinomial(self, n, pvals, size=None):
        """How many of `n` trials end in each of the outcomes with probabilities `pvals`."""
        if np.ndim(n):
            raise TypeError('an integer is required')
        given, pvals, n = pvals, reals(pvals), whole(n)
        if pvals.ndim != 1:
            raise (ValueError if pvals.ndim else TypeError)('pvals must be a 1-d sequence')
        check(n, 'n', NON_NEGATIVE)
        check(pvals, 'pvals', BOUNDED_0_1)
        _multivariate.check_sums(given, pvals, 'sum(pvals[:-1]) > 1.0')
        out = np.zeros(_multivariate.shape_with(size, len(pvals)), dtype=np.int64)
        return out if not out.size else self._bit_generator.fill('legacy_multinomial', (np.array([n], dtype=np.int64), pvals), out)

    def dirichlet(self, alpha, size=None):
        """Dirichlet: one more axis, as long as `alpha`, along which the sum is 1."""
        return _multivariate.dirichlet(self._bit_generator, 'legacy_dirichlet', alpha, size)

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8):
        """Normal vectors of a mean and covariances."""
        from ..linalg import svd
        mean, cov, shape = _multivariate.normal_arguments(mean, cov, size)
        x = self.standard_normal(shape).reshape(-1, mean.shape[0])
        _, s, v = svd(cov)
        _multivariate.validate(check_valid, lambda: np.allclose(np.dot(v.T * s, v), cov, rtol=tol, atol=tol))
        x = np.dot(x, np.sqrt(s)[:, None] * v)
        x += mean
        return x.reshape(shape)


_rand = RandomState()

__all__ = ['beta', 'binomial', 'bytes', 'chisquare', 'choice', 'dirichlet', 'exponential', 'f', 'gamma', 'geometric', 'get_state',
           'gumbel', 'hypergeometric', 'laplace', 'logistic', 'lognormal', 'logseries', 'multinomial', 'multivariate_normal',
           'negative_binomial', 'noncentral_chisquare', 'noncentral_f', 'normal', 'pareto', 'permutation', 'poisson', 'power', 'rand',
           'randint', 'randn', 'random', 'random_integers', 'random_sample', 'ranf', 'rayleigh', 'sample', 'seed', 'set_state',
           'shuffle', 'standard_cauchy', 'standard_exponential', 'standard_gamma', 'standard_normal', 'standard_t', 'triangular',
           'uniform', 'vonmises', 'wald', 'weibull', 'zipf']
_ALIASES = {'ranf': 'random_sample', 'sample': 'random_sample'}
globals().update({_name: getattr(_rand, _ALIASES.get(_name, _name)) for _name in __all__})


def seed(seed=None):
    """Seeds the generator of the functions of this module anew."""
    generator = _rand._bit_generator
    if isinstance(generator, MT19937):
        _rand.seed(seed)
    else:
        generator.state = type(generator)(seed).state
        _rand._forget_gauss()


def get_bit_generator():
    """The bit generator of the functions of this module."""
    return _rand._bit_generator


def set_bit_generator(bitgen):
    """Replaces it."""
    _rand.__init__(bitgen)


__all__ += ['get_bit_generator', 'set_bit_generator', 'RandomState']
