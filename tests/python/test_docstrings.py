"""The examples in the docstrings of the public API, run as doctests, a test a module; what has none is listed."""

import doctest
import types

import pytest

import numpyni as np

pytestmark = [pytest.mark.keeps_handles, pytest.mark.filterwarnings('ignore')]

SERIES = ('polynomial', 'chebyshev', 'legendre', 'laguerre', 'hermite', 'hermite_e', 'polyutils')
MODULES = {'': np, 'linalg': np.linalg, 'fft': np.fft, 'random': np.random, 'ma': np.ma, 'strings': np.strings, 'char': np.char,
           **{f'polynomial.{name}': getattr(np.polynomial, name) for name in SERIES}}
TYPES = {'ndarray': np.ndarray, 'generic': np.generic, 'random.Generator': np.random.Generator,
         'random.RandomState': np.random.RandomState, 'ma.MaskedArray': np.ma.MaskedArray}

# the public callables that have no example yet; a name that gets one is taken out
WITHOUT = set('''
generic.choose generic.compress generic.diagonal generic.dump generic.nonzero generic.put generic.resize generic.searchsorted
generic.sort generic.swapaxes generic.tofile generic.trace linalg.LinAlgError load_extension ma.MaskedArray.resize
ma.MaskedArray.tofile random.seed
'''.split())


def callables():
    """{part: {name: object}}: the public functions, ufuncs and types of modules, and the methods of types."""
    found = {part: {name: getattr(module, name) for name in module.__all__ if name[0] != '_'} for part, module in MODULES.items()}
    found.update({part: {name: getattr(each, name) for name in dir(each) if name[0] != '_'} for part, each in TYPES.items()})
    return {part: {name: each for name, each in members.items() if callable(each) and not isinstance(each, types.ModuleType)}
            for part, members in found.items()}


PUBLIC = callables()


def has_example(each):
    return '>>>' in (each.__doc__ or '')


def names(holds):
    return {f'{part}.{name}'.lstrip('.') for part, members in PUBLIC.items() for name, each in members.items() if holds(each)}


@pytest.mark.parametrize('part', PUBLIC, ids=[part or 'numpyni' for part in PUBLIC])
def test_examples(part):
    said, parser, seen = [], doctest.DocTestParser(), set()
    for name, each in PUBLIC[part].items():
        if has_example(each) and each.__doc__ not in seen:
            seen.add(each.__doc__)
            test = parser.get_doctest(each.__doc__, {'np': np}, f'{part}.{name}', None, 0)
            runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
            with np.printoptions(), np.errstate():      # an example may set them
                assert runner.run(test, out=said.append).attempted
    assert said == []


def test_what_has_no_example_is_listed():
    assert names(lambda each: not has_example(each)) == WITHOUT


def test_everything_public_is_documented():
    assert names(lambda each: not each.__doc__) == set()
