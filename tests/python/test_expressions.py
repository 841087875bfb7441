"""Every expression of `expressions.py` gives what NumPy gave: the same text, or the same kind of exception."""

import os
import pprint
import warnings
from pathlib import Path

import pytest

import numpyni
import reference
from conftest import left_open
from expressions import EXPRESSIONS, names

FILE = Path(__file__).with_name('expressions_expected.py')
HEAD = '# Generated from NumPy by: UPDATE_GOLDEN=1 python -m pytest tests/python/test_expressions.py   DO NOT EDIT\n'

if os.environ.get('UPDATE_GOLDEN') == '1' and not FILE.exists():
    FILE.write_text(HEAD + 'EXPECTED = {}\n')
from expressions_expected import EXPECTED


def outcome(expression, np):
    """('ok', repr) or (name of the exception, '')."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            return 'ok', repr(eval(expression, names(np)))
        except Exception as error:
            return 'TypeError' if 'UFunc' in type(error).__name__ else type(error).__name__, ''


def test_the_expected_texts_are_numpys():
    numpy = reference.numpy()
    expected = {each: outcome(each, numpy) for each in EXPRESSIONS}
    if os.environ.get('UPDATE_GOLDEN') == '1':
        FILE.write_text(HEAD + 'EXPECTED = ' + pprint.pformat(expected, width=140, sort_dicts=False) + '\n')
    else:
        assert EXPECTED == expected


@pytest.fixture(autouse=True, scope='module')
def no_leak_at_the_end():
    """Counts handles once: a collection after each of so many small tests takes minutes on PyPy."""
    for expression in EXPRESSIONS:
        if 'polynomial' in expression:      # their constants keep a handle from the second call on
            outcome(expression, numpyni), outcome(expression, numpyni)
    before = numpyni._host.handle_count()
    yield
    assert left_open(before) <= 0


@pytest.mark.keeps_handles
@pytest.mark.parametrize('expression', EXPRESSIONS)
def test_expression(expression):
    assert outcome(expression, numpyni) == EXPECTED[expression]
