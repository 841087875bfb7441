"""Examples of `random`; a line each: the name, and a call with its result."""

FUNCTIONS = ('the same seed gives the same numbers on every machine', '''
ranf: np.random.ranf(3).shape -> (3,)
sample: np.random.sample((2, 3)).shape -> (2, 3)
RandomState: np.random.RandomState(7).rand() -> 0.07630828937395717
Generator: np.random.Generator(np.random.PCG64(7)).random() -> 0.625095466604667
SeedSequence: np.random.SeedSequence(7).generate_state(2) -> array([2083679832, 3939563265], dtype=uint32)
MT19937: np.random.Generator(np.random.MT19937(7)).random() -> 0.3063046070659432
Philox: np.random.Generator(np.random.Philox(7)).random() -> 0.46881748695593284
PCG64: np.random.PCG64(7).random_raw() -> 11530976094092348043
PCG64DXSM: np.random.PCG64DXSM(7).random_raw() -> 1791289110853690569
SFC64: np.random.SFC64(7).random_raw() -> 809084925512801999
default_rng: np.random.default_rng(7).integers(10) -> np.int64(9)
BitGenerator: isinstance(np.random.PCG64(7), np.random.BitGenerator) -> True
''')

GENERATOR = ('of shape `size` (None: as the parameters broadcast), float64 or, of counts, int64; ValueError where a parameter is out of range', '''
beta: np.random.default_rng(7).beta(2, 3) -> 0.42646307166070735
binomial: np.random.default_rng(7).binomial(10, 0.5, 4) -> array([6, 7, 6, 4])
bytes: np.random.default_rng(7).bytes(3) -> b'\\x8bJ\\xe5'
chisquare: np.random.default_rng(7).chisquare(2) -> 1.415058511583843
choice: np.random.default_rng(7).choice(5, 3) -> array([4, 3, 3])
dirichlet: np.random.default_rng(7).dirichlet([1, 1, 1]).shape -> (3,)
exponential: np.random.default_rng(7).exponential(2.0) -> 1.415058511583843
f: np.random.default_rng(7).f(3, 4) -> 1.1646048251816914
gamma: np.random.default_rng(7).gamma(2.0, 1.0) -> 1.668255292301437
geometric: np.random.default_rng(7).geometric(0.3, 4) -> array([2, 3, 2, 3])
gumbel: np.random.default_rng(7).gumbel() -> 0.01909733577748242
hypergeometric: np.random.default_rng(7).hypergeometric(5, 5, 3, 4) -> array([1, 2, 1, 1])
laplace: np.random.default_rng(7).laplace() -> 0.2879366824746072
logistic: np.random.default_rng(7).logistic() -> 0.511232968691715
lognormal: np.random.default_rng(7).lognormal() -> 1.00123091030648
logseries: np.random.default_rng(7).logseries(0.6, 4) -> array([1, 1, 1, 2])
multinomial: np.random.default_rng(7).multinomial(10, [0.2, 0.3, 0.5]) -> array([2, 5, 3])
multivariate_normal: np.random.default_rng(7).multivariate_normal([0, 0], [[1, 0], [0, 1]]).shape -> (2,)
negative_binomial: np.random.default_rng(7).negative_binomial(3, 0.5, 4) -> array([2, 3, 7, 0])
noncentral_chisquare: np.random.default_rng(7).noncentral_chisquare(2, 1) -> 1.3562663020500096
noncentral_f: np.random.default_rng(7).noncentral_f(3, 4, 1) -> 1.5463964877400476
normal: np.random.default_rng(7).normal(10, 2) -> 10.002460306714966
pareto: np.random.default_rng(7).pareto(3.0) -> 0.26597564434644194
permutation: np.random.default_rng(7).permutation(5) -> array([2, 0, 4, 1, 3])
poisson: np.random.default_rng(7).poisson(3, 4) -> array([4, 1, 4, 3])
power: np.random.default_rng(7).power(2.0) -> 0.7121373277740356
random: np.random.default_rng(7).random(2) -> array([0.62509547, 0.8972138 ])
rayleigh: np.random.default_rng(7).rayleigh() -> 1.1895623193359157
standard_cauchy: np.random.default_rng(7).standard_cauchy() -> 0.004117729649594172
standard_exponential: np.random.default_rng(7).standard_exponential() -> 0.7075292557919215
standard_gamma: np.random.default_rng(7).standard_gamma(2.0) -> 1.668255292301437
standard_normal: np.random.default_rng(7).standard_normal(2) -> array([0.00123015, 0.29874554])
standard_t: np.random.default_rng(7).standard_t(3) -> 0.0012220283740707071
triangular: np.random.default_rng(7).triangular(0, 1, 2) -> 1.1340848385721232
uniform: np.random.default_rng(7).uniform(1, 2) -> 1.6250954666046669
vonmises: np.random.default_rng(7).vonmises(0, 1) -> 1.2577451361409802
wald: np.random.default_rng(7).wald(1, 1) -> 1.0012309102288193
weibull: np.random.default_rng(7).weibull(2) -> 0.8411475826464233
zipf: np.random.default_rng(7).zipf(2, 4) -> array([4, 1, 1, 4])
integers: np.random.default_rng(7).integers(10, size=4) -> array([9, 6, 6, 8])
multivariate_hypergeometric: np.random.default_rng(7).multivariate_hypergeometric([3, 4], 5) -> array([2, 3])
permuted: np.random.default_rng(7).permuted([1, 2, 3, 4]) -> array([1, 3, 2, 4])
shuffle: np.random.default_rng(7).shuffle([1, 2]) ->
spawn: len(np.random.default_rng(7).spawn(3)) -> 3
''')

RANDOM_STATE = ('of shape `size` (None: as the parameters broadcast), float64 or, of counts, int64; ValueError where a parameter is out of range', '''
beta: np.random.RandomState(7).beta(2, 3) -> 0.41878293043700493
binomial: np.random.RandomState(7).binomial(10, 0.5, 4) -> array([3, 6, 5, 6])
bytes: np.random.RandomState(7).bytes(3) -> b'\\xaf\\xf0\\x88'
chisquare: np.random.RandomState(7).chisquare(2) -> 0.15875381904288902
choice: np.random.RandomState(7).choice(5, 3) -> array([4, 1, 3])
dirichlet: np.random.RandomState(7).dirichlet([1, 1, 1]).shape -> (3,)
exponential: np.random.RandomState(7).exponential(2.0) -> 0.15875381904288902
f: np.random.RandomState(7).f(3, 4) -> 1.1602293326294633
gamma: np.random.RandomState(7).gamma(2.0, 1.0) -> 1.1346080050647798
geometric: np.random.RandomState(7).geometric(0.3, 4) -> array([1, 5, 2, 4])
gumbel: np.random.RandomState(7).gumbel() -> 2.533547765095565
hypergeometric: np.random.RandomState(7).hypergeometric(5, 5, 3, 4) -> array([1, 2, 1, 2])
laplace: np.random.RandomState(7).laplace() -> -1.8798265241723666
logistic: np.random.RandomState(7).logistic() -> -2.4935967952108675
lognormal: np.random.RandomState(7).lognormal() -> 5.422330495741095
logseries: np.random.RandomState(7).logseries(0.6, 4) -> array([4, 2, 1, 1])
multinomial: np.random.RandomState(7).multinomial(10, [0.2, 0.3, 0.5]) -> array([0, 5, 5])
multivariate_normal: np.random.RandomState(7).multivariate_normal([0, 0], [[1, 0], [0, 1]]).shape -> (2,)
negative_binomial: np.random.RandomState(7).negative_binomial(3, 0.5, 4) -> array([1, 2, 1, 5])
noncentral_chisquare: np.random.RandomState(7).noncentral_chisquare(2, 1) -> 7.250574472864759
noncentral_f: np.random.RandomState(7).noncentral_f(3, 4, 1) -> 0.0951972479568061
normal: np.random.RandomState(7).normal(10, 2) -> 13.381051407600712
pareto: np.random.RandomState(7).pareto(3.0) -> 0.026812116132444164
permutation: np.random.RandomState(7).permutation(5) -> array([0, 3, 2, 1, 4])
poisson: np.random.RandomState(7).poisson(3, 4) -> array([2, 4, 4, 1])
power: np.random.RandomState(7).power(2.0) -> 0.276239550705465
random: np.random.RandomState(7).random(2) -> array([0.07630829, 0.77991879])
rayleigh: np.random.RandomState(7).rayleigh() -> 0.39843922879516896
standard_cauchy: np.random.RandomState(7).standard_cauchy() -> -3.6282251879433773
standard_exponential: np.random.RandomState(7).standard_exponential() -> 0.07937690952144451
standard_gamma: np.random.RandomState(7).standard_gamma(2.0) -> 1.1346080050647798
standard_normal: np.random.RandomState(7).standard_normal(2) -> array([ 1.6905257 , -0.46593737])
standard_t: np.random.RandomState(7).standard_t(3) -> 2.419494450164955
triangular: np.random.RandomState(7).triangular(0, 1, 2) -> 0.39066171907151886
uniform: np.random.RandomState(7).uniform(1, 2) -> 1.0763082893739573
vonmises: np.random.RandomState(7).vonmises(0, 1) -> -0.11690471836222471
wald: np.random.RandomState(7).wald(1, 1) -> 4.642474801337592
weibull: np.random.RandomState(7).weibull(2) -> 0.2817390805718023
zipf: np.random.RandomState(7).zipf(2, 4) -> array([1, 1, 2, 1])
get_state: np.random.RandomState(7).get_state()[0] -> 'MT19937'
rand: np.random.RandomState(7).rand(2) -> array([0.07630829, 0.77991879])
randint: np.random.RandomState(7).randint(10, size=4) -> array([4, 9, 6, 3])
randn: np.random.RandomState(7).randn(2) -> array([ 1.6905257 , -0.46593737])
random_integers: np.random.RandomState(7).randint(1, 7, 4) -> array([5, 2, 4, 4])
random_sample: np.random.RandomState(7).random_sample(2) -> array([0.07630829, 0.77991879])
seed: np.random.RandomState(7).seed(1) ->
set_state: np.random.RandomState(7).set_state(np.random.RandomState(7).get_state()) ->
shuffle: np.random.RandomState(7).shuffle([1, 2]) ->
tomaxint: np.random.RandomState(7).tomaxint(2).shape -> (2,)
''')
