"""The names that scientific packages use most: one entry each in api_names.txt, an expression and its result."""

import inspect
import os

import pytest

import numpyni as np

# submodules are imported as they are first used, and keep constants
pytestmark = [pytest.mark.keeps_handles, pytest.mark.filterwarnings('ignore::DeprecationWarning', 'ignore::PendingDeprecationWarning')]

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(file):
    """The lines of a table that are no comments, in columns."""
    with open(os.path.join(HERE, file), encoding='utf-8') as lines:
        return [line.rstrip('\n').split(' | ') for line in lines if not line.startswith('#')]


ENTRIES = {name: (expression, result) for name, expression, result in rows('api_names.txt')}


def within(manager, function):
    """What `function` returns inside a context manager."""
    with manager:
        return function()


@pytest.mark.parametrize('name', ENTRIES)
def test_name(name):
    expression, result = ENTRIES[name]
    assert f'np.{name}' in expression
    assert ' '.join(repr(eval(expression, {'np': np, 'within': within})).split()) == result.replace('numpy.', 'numpyni.')


def test_every_name_that_packages_use_has_an_entry():
    assert not {name for name, uses, packages in rows('api_usage.txt')} - set(ENTRIES)


def lacks(name, keywords):
    """The keywords that a function of the standard does not take."""
    found = eval(name, {'np': np})
    if not keywords or isinstance(found, np.ufunc):
        return []
    parameters = inspect.signature(found).parameters
    return [] if any(each.kind is each.VAR_KEYWORD for each in parameters.values()) else sorted(set(keywords) - set(parameters))


def test_the_array_api_standard_has_its_names_and_keywords():
    standard = {name: keywords for name, *keywords in (line.split() for (line,) in rows('array_api.txt'))}
    assert len(standard) == 190
    assert not {name: lacks(name, keywords) for name, keywords in standard.items() if lacks(name, keywords)}


def test_the_namespace_of_the_standard():
    for version in (None, '2021.12', '2022.12', '2023.12', '2024.12'):
        assert np.zeros(1).__array_namespace__(api_version=version) is np
    assert np.__array_api_version__ == '2025.12'
    with pytest.raises(ValueError, match='Version "2025.12" of the Array API Standard is not supported.'):
        np.zeros(1).__array_namespace__(api_version='2025.12')      # as NumPy 2.5, whose functions are those of 2025.12
