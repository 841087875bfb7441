"""The examples in the docstrings of the public API, run as doctests; what has none is listed."""

import doctest
import types

import pytest

import numpyni as np

pytestmark = [pytest.mark.keeps_handles, pytest.mark.filterwarnings('ignore')]

# the public callables that have no example yet; a name that gets one is taken out
WITHOUT = set('''
load_extension
'''.split())


def callables():
    """{name: object} of the public functions, ufuncs, types, and the methods of arrays."""
    found = {name: getattr(np, name) for name in np.__all__ if name[0] != '_'}
    found = {name: each for name, each in found.items() if callable(each) and not isinstance(each, types.ModuleType)}
    found.update({f'ndarray.{name}': getattr(np.ndarray, name) for name in dir(np.ndarray) if name[0] != '_'})
    return {name: each for name, each in found.items() if callable(each)}


PUBLIC = callables()
EXAMPLES = {name: each for name, each in PUBLIC.items() if '>>>' in (each.__doc__ or '')}


@pytest.mark.parametrize('name', EXAMPLES)
def test_examples(name):
    text = EXAMPLES[name].__doc__
    test = doctest.DocTestParser().get_doctest(text, {'np': np}, name, None, 0)
    said = []
    result = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=said.append)
    assert result.attempted and not result.failed, ''.join(said)


def test_what_has_no_example_is_listed():
    assert set(PUBLIC) - set(EXAMPLES) == WITHOUT


def test_everything_public_is_documented():
    assert [name for name, each in PUBLIC.items() if not each.__doc__] == []
