"""Draws whose bits are compared with NumPy's: `draws(np)` makes the same arrays with any module that has NumPy's names."""

ENGINES = ('PCG64', 'PCG64DXSM', 'Philox', 'SFC64', 'MT19937')

# distribution -> parameters
SHARED = {
    'beta': [(0.5, 0.5), (2, 3), (1e-110, 1e-110)], 'binomial': [(10, 0.3), (1000, 0.7), (500, 0.5)], 'chisquare': [(3.3,)],
    'exponential': [(2.0,)], 'f': [(2, 3)], 'gamma': [(0.5, 2), (1, 1), (3.0, 2)], 'geometric': [(0.5,), (0.01,)],
    'gumbel': [(1, 2)], 'hypergeometric': [(10, 20, 5), (100, 200, 50)], 'laplace': [(1, 2)], 'logistic': [(1, 2)],
    'lognormal': [(0.1, 0.5)], 'logseries': [(0.9,)], 'negative_binomial': [(5, 0.3)], 'noncentral_chisquare': [(3, 2), (0.5, 2)],
    'noncentral_f': [(2, 3, 1)], 'normal': [(1, 2)], 'pareto': [(3.0,)], 'poisson': [(3.0,), (100.0,)], 'power': [(2.0,)],
    'rayleigh': [(2.0,)], 'standard_cauchy': [()], 'standard_exponential': [()], 'standard_gamma': [(2.5,)],
    'standard_normal': [()], 'standard_t': [(3.3,)], 'triangular': [(0, 1, 3)], 'uniform': [(2, 5)],
    'vonmises': [(0, 1), (1, 1e-6), (3, 1e7)], 'wald': [(1, 2)], 'weibull': [(2.0,)], 'zipf': [(2.0,)], 'random': [()],
    'multinomial': [(100, [0.1, 0.2, 0.7])], 'dirichlet': [([1, 2, 0.5],), ([0.01, 0.02, 0.03],)],
}
INTEGERS = ('bool', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64')
SINGLE = {'random': {}, 'standard_normal': {}, 'standard_exponential': {'method': 'inv'}, 'standard_gamma': {'shape': 0.7}}
PERMUTATIONS = {
    'permutation': lambda np, rng: rng.permutation(100),
    'permutation of rows': lambda np, rng: rng.permutation(np.arange(60).reshape(20, 3)),
    'shuffle': lambda np, rng: shuffled(rng, np.arange(100, dtype='i2')[::2]),
    'choice': lambda np, rng: rng.choice(50, 200),
    'choice by p': lambda np, rng: rng.choice(4, (5, 6), p=[0.1, 0.2, 0.3, 0.4]),
    'choice without replacement': lambda np, rng: rng.choice(500, 100, replace=False),
    'choice without replacement by p': lambda np, rng: rng.choice(4, 3, replace=False, p=[0.1, 0.2, 0.3, 0.4]),
    'bytes': lambda np, rng: np.frombuffer(rng.bytes(99), dtype='u1'),
}
GENERATOR_ONLY = {
    'shuffle of columns': lambda np, rng: shuffled(rng, np.arange(60).reshape(3, 20), 1),
    'permuted': lambda np, rng: rng.permuted(np.arange(60).reshape(3, 20), axis=1),
    'choice of many': lambda np, rng: rng.choice(20000, 5000, replace=False),
    'choice of few': lambda np, rng: rng.choice(20000, 50, replace=False, shuffle=False),
    'multinomial of many': lambda np, rng: rng.multinomial([[10], [20]], [[0.1, 0.9], [0.5, 0.5]]),
    'urn, marginals': lambda np, rng: rng.multivariate_hypergeometric([10, 20, 5], 7, size=50),
    'urn, count': lambda np, rng: rng.multivariate_hypergeometric([10, 20, 5], 27, size=50, method='count'),
    'children': lambda np, rng: np.array([child.random() for child in rng.spawn(3)]),
    'normal vectors': lambda np, rng: np.round(rng.multivariate_normal([1, 2], [[2, 0.5], [0.5, 1]], 5, method='cholesky'), 8),
}
LEGACY_ONLY = {
    'rand': lambda np, rng: rng.rand(3, 4), 'randn': lambda np, rng: rng.randn(3, 5), 'tomaxint': lambda np, rng: rng.tomaxint(50),
    'seed': lambda np, rng: reseeded(rng, [1, 2, 3]).random_sample(5),
}


def shuffled(rng, x, *axis):
    rng.shuffle(x, *axis)
    return x


def reseeded(rng, seed):
    rng.seed(seed)
    return rng


def draws(np):
    """Pairs of a label and an array."""
    random = np.random
    for engine in ENGINES:
        make = getattr(random, engine)
        yield f'{engine} raw', make(42).random_raw(1000)
        yield f'{engine} float32', random.Generator(make(42)).random(1000, dtype='f4')
        yield f'{engine} uint16', random.Generator(make(42)).integers(0, 1000, 1000, dtype='u2')
        if engine != 'SFC64':
            yield f'{engine} jumped', make(42).jumped(2).random_raw(1000)
    kinds = (('Generator', lambda: random.Generator(random.PCG64(7)), 'integers', GENERATOR_ONLY),
             ('RandomState', lambda: random.RandomState(7), 'randint', LEGACY_ONLY))
    for kind, make, integers, more in kinds:
        for name, lists in SHARED.items():
            for args in lists:
                yield f'{kind} {name} {args}', getattr(make(), name)(*args, size=1000)
        for dtype in INTEGERS:
            info = (0, 1) if dtype == 'bool' else (int(np.iinfo(dtype).min), int(np.iinfo(dtype).max))
            yield f'{kind} {dtype} all', getattr(make(), integers)(info[0], info[1] + 1, 1000, dtype=dtype)
            yield f'{kind} {dtype} few', getattr(make(), integers)(0, min(info[1], 100), 1000, dtype=dtype)
            yield f'{kind} {dtype} arrays', getattr(make(), integers)([[0], [1]], [info[1], 1 + info[1]], (50, 2, 2), dtype=dtype) \
                if dtype != 'bool' else getattr(make(), integers)([0, 0], [2, 1], (50, 2), dtype=dtype)
        for label, draw in {**PERMUTATIONS, **more}.items():
            yield f'{kind} {label}', draw(np, make())
    for name, keywords in SINGLE.items():
        yield f'Generator {name} float32', getattr(random.default_rng(7), name)(size=1000, dtype='f4', **keywords)
        if 'method' in keywords:
            yield f'Generator {name} inverse', getattr(random.default_rng(7), name)(size=1000, **keywords)
    for label, seed in (('int', 12345), ('list', [1, 1 << 40, 3]), ('large', 10 ** 50)):
        yield f'SeedSequence {label}', random.SeedSequence(seed, spawn_key=(1, 2)).spawn(2)[1].generate_state(9, 'u8')
