"""The distributions that `Generator` and `RandomState` have in common: names, parameters, limits. The streams are the runtime's."""

import math

import numpyni as np

from . import _arguments
from ._arguments import (BOUNDED_0_1, BOUNDED_GT_0_1, BOUNDED_LT_0_1, GT_1, NON_NEGATIVE, NONE, POISSON, POSITIVE, POSITIVE_NOT_NAN,
                         LAM_MAX, broadcast, check, fit, real, whole)
from .bit_generator import is_known

ndarray, empty, float64, int64 = np.ndarray, np.empty, np.float64, np.int64
_names = {}         # (what comes before, distribution) -> stream


class Distributions:
    """Methods that draw. A `size` of None draws one number, or as many as the parameters' common shape has."""

    _STREAMS = ''                       # before the name of a distribution that has a stream of its own
    _poisson_lam_max = LAM_MAX

    def __str__(self):
        return f'{type(self).__name__}({type(self._bit_generator).__name__})'

    def __repr__(self):
        return f'{self} at 0x{id(self):X}'

    def _name(self, name):
        """The name of a distribution's stream."""
        key = self._STREAMS, name
        if key not in _names:
            _names[key] = self._STREAMS + name if is_known(self._STREAMS + name) else name
        return _names[key]

    def _draw(self, name, size, dtype, parameters=()):
        """Draws with parameters that are floats, ints or arrays."""
        if self._STREAMS:
            name = self._name(name)
        generator = self._bit_generator
        for each in parameters:
            if isinstance(each, ndarray):
                return generator.fill(name, parameters, broadcast(size, parameters, dtype))
        if size is None:
            return generator.one(name, parameters, dtype)
        return generator.fill(name, parameters, empty(size, dtype))

    def _reals(self, name, size, *parameters):
        """Draws floats; a parameter is (value, name, limit)."""
        return self._draw(name, size, float64, _checked(parameters) if parameters else ())

    def _wholes(self, name, size, *parameters):
        """Draws ints, with parameters that are floats."""
        return self._draw(name, size, int64, _checked(parameters))

    def _standard(self, name, size, dtype, out, *parameters):
        """Draws floats of either precision, perhaps into an array that is there."""
        stream = name
        if dtype is not float64:
            dtype = np.dtype(dtype)
            if dtype != float64 and dtype != np.float32:
                raise TypeError(f'Unsupported dtype {dtype!r} for {name.replace("_inv", "")}')
            dtype = dtype.type
            if dtype is not float64:
                stream = name + '_f32'
        if out is None:
            return self._draw(stream, size, dtype, _checked(parameters) if parameters else ())
        _arguments.check_output(out, dtype, size, bool(parameters))
        parameters = _checked(parameters)
        fit(out, [each.shape for each in parameters if isinstance(each, ndarray)])
        self._bit_generator.fill(self._name(stream), parameters, _arguments.in_memory_order(out))
        return out

    # ---- continuous

    def beta(self, a, b, size=None):
        """Beta, on [0, 1]."""
        return self._reals('beta', size, (a, 'a', POSITIVE), (b, 'b', POSITIVE))

    def exponential(self, scale=1.0, size=None):
        """Exponential, of mean `scale`."""
        return self._reals('exponential', size, (scale, 'scale', NON_NEGATIVE))

    def uniform(self, low=0.0, high=1.0, size=None):
        """Uniform on [low, high)."""
        if type(low) is not float or type(high) is not float:
            low, high = real(low), real(high)
        if type(low) is type(high) is float and 0.0 < high - low < math.inf:
            return self._draw('uniform', size, float64, (low, high - low))
        with np.errstate(over='ignore', invalid='ignore'):
            span = high - low
        self._check_span(span)
        return self._draw('uniform', size, np.float64, (low, span))

    def _check_span(self, span):
        """What a uniform distribution is as wide as is finite, and in `Generator` not negative."""
        if not np.all(np.isfinite(span)):
            raise OverflowError('Range exceeds valid bounds' if isinstance(span, np.ndarray) else 'high - low range exceeds valid bounds')
        if np.any(np.signbit(span)):
            raise ValueError('high - low < 0')

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normal, of mean `loc` and standard deviation `scale`."""
        if type(loc) is type(scale) is float and scale > 0.0:
            return self._draw('normal', size, float64, (loc, scale))
        return self._reals('normal', size, (loc, '', NONE), (scale, 'scale', NON_NEGATIVE))

    def gamma(self, shape, scale=1.0, size=None):
        """Gamma."""
        return self._reals('gamma', size, (shape, 'shape', NON_NEGATIVE), (scale, 'scale', NON_NEGATIVE))

    def f(self, dfnum, dfden, size=None):
        """Fisher's F."""
        return self._reals('f', size, (dfnum, 'dfnum', POSITIVE), (dfden, 'dfden', POSITIVE))

    def noncentral_f(self, dfnum, dfden, nonc, size=None):
        """Noncentral F."""
        return self._reals('noncentral_f', size, (dfnum, 'dfnum', POSITIVE), (dfden, 'dfden', POSITIVE), (nonc, 'nonc', NON_NEGATIVE))

    def chisquare(self, df, size=None):
        """Chi-square."""
        return self._reals('chisquare', size, (df, 'df', POSITIVE))

    def noncentral_chisquare(self, df, nonc, size=None):
        """Noncentral chi-square."""
        return self._reals('noncentral_chisquare', size, (df, 'df', POSITIVE), (nonc, 'nonc', NON_NEGATIVE))

    def standard_cauchy(self, size=None):
        """Cauchy, around 0, of scale 1."""
        return self._reals('standard_cauchy', size)

    def standard_t(self, df, size=None):
        """Student's t."""
        return self._reals('standard_t', size, (df, 'df', POSITIVE))

    def vonmises(self, mu, kappa, size=None):
        """Von Mises, on [-pi, pi]."""
        return self._reals('vonmises', size, (mu, 'mu', NONE), (kappa, 'kappa', NON_NEGATIVE))

    def pareto(self, a, size=None):
        """Pareto II (Lomax)."""
        return self._reals('pareto', size, (a, 'a', POSITIVE))

    def weibull(self, a, size=None):
        """Weibull, of scale 1."""
        return self._reals('weibull', size, (a, 'a', NON_NEGATIVE))

    def power(self, a, size=None):
        """A power of exponent a - 1, on [0, 1]."""
        return self._reals('power', size, (a, 'a', POSITIVE))

    def laplace(self, loc=0.0, scale=1.0, size=None):
        """Laplace."""
        return self._reals('laplace', size, (loc, 'loc', NONE), (scale, 'scale', NON_NEGATIVE))

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        """Gumbel."""
        return self._reals('gumbel', size, (loc, 'loc', NONE), (scale, 'scale', NON_NEGATIVE))

    def logistic(self, loc=0.0, scale=1.0, size=None):
        """Logistic."""
        return self._reals('logistic', size, (loc, 'loc', NONE), (scale, 'scale', NON_NEGATIVE))

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        """Log-normal, of a normal with this mean and standard deviation."""
        return self._reals('lognormal', size, (mean, 'mean', NONE), (sigma, 'sigma', NON_NEGATIVE))

    def rayleigh(self, scale=1.0, size=None):
        """Rayleigh."""
        return self._reals('rayleigh', size, (scale, 'scale', NON_NEGATIVE))

    def wald(self, mean, scale, size=None):
        """Wald (inverse Gaussian)."""
        return self._reals('wald', size, (mean, 'mean', POSITIVE), (scale, 'scale', POSITIVE))

    def triangular(self, left, mode, right, size=None):
        """Triangular on [left, right], its peak at `mode`."""
        left, mode, right = real(left), real(mode), real(right)
        for broken, message in ((left > mode, 'left > mode'), (mode > right, 'mode > right'), (left == right, 'left == right')):
            if np.any(broken):
                raise ValueError(message)
        return self._draw('triangular', size, np.float64, (left, mode, right))

    # ---- discrete

    def binomial(self, n, p, size=None):
        """How many of `n` trials succeed, each with probability `p`."""
        n, p = whole(n), real(p)
        check(p, 'p', BOUNDED_0_1)
        check(n, 'n', NON_NEGATIVE)
        return self._draw('binomial', size, np.int64, (n, p))

    def negative_binomial(self, n, p, size=None):
        """How many trials fail before `n` have succeeded, each with probability `p`."""
        n, p = _checked(((n, 'n', self._SUCCESSES), (p, 'p', self._CHANCE)))
        self._check_mean(n, p)
        return self._draw('negative_binomial', size, np.int64, (n, p))

    _SUCCESSES, _CHANCE = POSITIVE_NOT_NAN, BOUNDED_GT_0_1

    def _check_mean(self, n, p):
        """Of the Poisson distributions that a negative binomial one is made of, the mean has to be small enough."""

    def poisson(self, lam=1.0, size=None):
        """Poisson, of mean `lam`."""
        return self._wholes('poisson', size, (lam, 'lam', POISSON))

    def zipf(self, a, size=None):
        """Zipf."""
        return self._wholes('zipf', size, (a, 'a', GT_1))

    def geometric(self, p, size=None):
        """How many trials it takes until one succeeds, each with probability `p`."""
        return self._wholes('geometric', size, (p, 'p', BOUNDED_GT_0_1))

    def logseries(self, p, size=None):
        """Logarithmic series."""
        return self._wholes('logseries', size, (p, 'p', BOUNDED_LT_0_1))

    def hypergeometric(self, ngood, nbad, nsample, size=None):
        """How many good ones are among `nsample` taken from `ngood` good and `nbad` bad ones."""
        ngood, nbad, nsample = whole(ngood), whole(nbad), whole(nsample)
        self._check_population(ngood, nbad)
        if np.any(np.asarray(ngood) + nbad < nsample):
            raise ValueError('ngood + nbad < nsample')
        for value, name, limit in (ngood, 'ngood', NON_NEGATIVE), (nbad, 'nbad', NON_NEGATIVE), (nsample, 'nsample', self._SAMPLE):
            check(value, name, limit)
        return self._draw('hypergeometric', size, np.int64, (ngood, nbad, nsample))

    _SAMPLE = NON_NEGATIVE

    def _check_population(self, ngood, nbad):
        """An urn has room for so many."""


def _checked(parameters):
    """The values of parameters that are (value, name, limit)."""
    values = []
    for value, name, limit in parameters:
        if type(value) is not float:
            value = real(value)
        if limit and (type(value) is not float or not limit[0] < value < limit[1]):
            check(value, name, limit)
        values.append(value)
    return tuple(values)
