"""`Generator`, and `default_rng`."""


import numpyni as np

from ..lib.array_utils import normalize_axis_index
from . import _integers, _multivariate, _permutations
from ._arguments import NON_NEGATIVE
from ._distributions import Distributions
from ._engines import PCG64
from .bit_generator import BitGenerator

_CHOICE_OF = ('a must be a sequence or an integer, not {0}', 'a must be a positive integer unless no samples are taken',
              'a cannot be empty unless no samples are taken')
_CHOICE_P = ('p must be 1-dimensional', 'a and p must have same size', 'Probabilities contain NaN',
             'Probabilities are not non-negative', 'Probabilities do not sum to 1. See Notes section of docstring for more information.')
_SMALL_POPULATION = 10000
float64 = np.float64


class Generator(Distributions):
    """Draws from distributions: `Generator(bit_generator)`. `default_rng` makes one.

    Methods take a `size`: None for one number, an int, or a tuple of ints. Streams are NumPy's.
    """

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            if isinstance(bit_generator, type) and issubclass(bit_generator, BitGenerator):
                raise ValueError('Invalid bit generator. The bit generator must be instantiated.')
            bit_generator.capsule       # what NumPy asks for, and no other object has
            raise TypeError('a bit generator of numpyni is needed')
        self._bit_generator = bit_generator

    def __getstate__(self):
        return None

    def __setstate__(self, bit_gen):
        if isinstance(bit_gen, dict):
            self.bit_generator.state = bit_gen

    def __reduce__(self):
        from . import _pickle
        return vars(_pickle)['__generator_ctor'], (self._bit_generator,), None

    @property
    def bit_generator(self):
        """The bit generator."""
        return self._bit_generator

    def spawn(self, n_children):
        """`n_children` generators of independent streams."""
        return [type(self)(each) for each in self._bit_generator.spawn(n_children)]

    # ---- floats

    def random(self, size=None, dtype=np.float64, out=None):
        """Uniform on [0, 1), of float64 or float32."""
        if size is None and out is None and dtype is float64:
            return self._bit_generator.one('random', (), float64)
        return self._standard('random', size, dtype, out)

    def standard_normal(self, size=None, dtype=np.float64, out=None):
        """Normal, of mean 0 and standard deviation 1, of float64 or float32."""
        if size is None and out is None and dtype is float64:
            return self._bit_generator.one('standard_normal', (), float64)
        return self._standard('standard_normal', size, dtype, out)

    def standard_exponential(self, size=None, dtype=np.float64, method='zig', out=None):
        """Exponential of mean 1, by the ziggurat ('zig') or by inversion ('inv'), of float64 or float32."""
        return self._standard('standard_exponential' if method == 'zig' else 'standard_exponential_inv', size, dtype, out)

    def standard_gamma(self, shape, size=None, dtype=np.float64, out=None):
        """Gamma of scale 1, of float64 or float32."""
        return self._standard('standard_gamma', size, dtype, out, (shape, 'shape', NON_NEGATIVE))

    # ---- integers

    def integers(self, low, high=None, size=None, dtype=np.int64, endpoint=False):
        """Integers from `low` to `high`, which is not among them unless `endpoint`; from 0 to `low` where `high` is None."""
        kind = _integers.type_of(dtype)
        if kind is None:
            found = np.dtype(dtype)
            if not found.isnative:
                raise ValueError('Providing a dtype with a non-native byteorder is not supported. If you require '
                                 'platform-independent byteorder, call byteswap when required.')
            raise TypeError(f'Unsupported dtype {found!r} for integers')
        result = _integers.draw(self._bit_generator, low, high, size, kind, endpoint, 0)
        return dtype(result) if size is None and dtype in (bool, int) and np.ndim(result) == 0 else result

    def bytes(self, length):
        """Random bytes."""
        length = int(length)
        words = self.integers(0, 1 << 32, size=max(0, (length - 1) // 4 + 1), dtype=np.uint32)
        return words.astype('<u4').tobytes()[:max(length, 0)]

    _LARGEST_POPULATION = 10 ** 9

    def _check_population(self, ngood, nbad):
        if np.any(np.asarray(ngood) >= self._LARGEST_POPULATION) or np.any(np.asarray(nbad) >= self._LARGEST_POPULATION):
            raise ValueError('both ngood and nbad must be less than 1000000000')

    def _check_mean(self, n, p):
        # the mean and ten standard deviations of the gamma distribution that makes the means of the Poisson ones
        with np.errstate(all='ignore'):
            n, p = np.asarray(n), np.asarray(p)
            if np.any((1 - p) / p * (n + 10 * np.sqrt(n)) > self._poisson_lam_max):
                raise ValueError('n too large or p too small, see Generator.negative_binomial Notes')

    # ---- choices

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Chooses among the slices of `a` along an axis, or among the ints below `a`; by probabilities `p` if they are given."""
        generator = self._bit_generator
        a, count = _permutations.population(a, size, axis, _CHOICE_OF)
        if p is not None:
            p = _permutations.probabilities(p, count, _CHOICE_P)
        single, shape = size is None, size
        size = 1 if single else int(np.prod(shape, dtype=np.intp))
        if replace:
            if p is None:
                indices = np.asarray(self.integers(0, count, size=shape, dtype=np.int64))
            else:
                indices = _permutations.with_replacement(p, self.random(shape))
        else:
            if size > count:
                raise ValueError('Cannot take a larger sample than population when replace is False')
            if size < 0:
                raise ValueError('negative dimensions are not allowed')
            if p is None:
                indices = _sample(generator, count, size, shuffle).reshape(() if single else shape)
            else:
                indices = _permutations.without_replacement(p, size, shape, self.random)
        if single and isinstance(indices, np.ndarray):
            indices = indices.item(0)
        if a.ndim == 0:
            return indices
        if np.ndim(indices) or a.ndim > 1:
            return a.take(indices, axis=axis)
        return a[indices] if single else _permutations.one_of(a, indices)

    def shuffle(self, x, axis=0):
        """Shuffles an array along an axis, or a sequence, in place."""
        _permutations.shuffle(self._bit_generator, x, axis)

    def permutation(self, x, axis=0):
        """A shuffled copy of an array, or of the ints below `x`."""
        if isinstance(x, (int, np.integer)):
            return _permutations.permutation(self._bit_generator, int(x))
        a = np.asarray(x)
        axis = normalize_axis_index(axis, a.ndim)
        order = _permutations.permutation(self._bit_generator, a.shape[axis])
        return a[(slice(None),) * axis + (order,)]

    def permuted(self, x, *, axis=None, out=None):
        """A copy of which each slice along an axis is shuffled by itself; all of it where the axis is None."""
        x = np.asarray(x)
        if out is None:
            out = x.copy(order='K')
        else:
            if not isinstance(out, np.ndarray):
                raise TypeError('out must be a numpy array')
            if out.shape != x.shape:
                raise ValueError('out must have the same shape as x')
            np.copyto(out, x, casting='safe')
        if axis is not None:
            axis = normalize_axis_index(axis, out.ndim)
            if not out.flags.writeable:
                raise ValueError('out is read-only')
            _permutations.permuted_axis(self._bit_generator, out, axis)
        elif out.ndim > 1:
            flat = out.ravel(order='K')
            self.shuffle(flat)
            if not np.may_share_memory(flat, out):
                out[...] = flat.reshape(out.shape)
        else:
            self.shuffle(out)
        return out

    # ---- several variables

    def multinomial(self, n, pvals, size=None):
        """How many of `n` trials end in each of the outcomes with probabilities `pvals`: one more axis, as long as the last of `pvals`."""
        return _multivariate.multinomial(self._bit_generator, n, pvals, size)

    def multivariate_hypergeometric(self, colors, nsample, size=None, method='marginals'):
        """How many of each colour are among `nsample` taken from an urn; `method` is 'count' or 'marginals'."""
        return _multivariate.hypergeometric(self._bit_generator, colors, nsample, size, method)

    def dirichlet(self, alpha, size=None):
        """Dirichlet: one more axis, as long as `alpha`, along which the sum is 1."""
        return _multivariate.dirichlet(self._bit_generator, 'dirichlet', alpha, size)

    def multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-8, *, method='svd'):
        """Normal vectors of a mean and covariances, which `method` takes apart: 'svd', 'eigh' or 'cholesky'."""
        if method not in {'eigh', 'svd', 'cholesky'}:
            raise ValueError("method must be one of {'eigh', 'svd', 'cholesky'}")
        mean, cov, shape = _multivariate.normal_arguments(mean, cov, size)
        x = self.standard_normal(shape).reshape(-1, mean.shape[0])
        factor = _multivariate.factor(cov, method, check_valid, tol)
        return (mean + x @ factor.T).reshape(shape)


def _sample(generator, count, size, shuffle):
    """Different ints below `count`, in an order that is random too if `shuffle`."""
    if count > _SMALL_POPULATION and size > count // (50 if shuffle else 20):
        indices = np.arange(count, dtype=np.int64)
        return generator.fill('shuffle_tail', (np.array([max(count - size, 1)]),), indices)[count - size:].copy()
    indices = generator.fill('sample', (np.array([count], dtype=np.int64),), np.empty(size, dtype=np.int64))
    return generator.fill('shuffle_tail', (np.array([1], dtype=np.int64),), indices) if shuffle else indices


def default_rng(seed=None):
    """A `Generator` over PCG64: `seed` is None, an int, a sequence of ints, a seed sequence, a bit generator, a Generator or a RandomState."""
    from .mtrand import RandomState
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, RandomState):
        return Generator(seed._bit_generator)
    return Generator(PCG64(seed))
