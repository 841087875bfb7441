"""The names that scientific packages use most: one entry each in api_names.txt, an expression and its result."""

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
