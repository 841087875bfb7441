"""The twelve programs give the same numbers in loop style and in vector style, here and in NumPy, which made EXPECTED."""

import importlib
import os
import sys

import numpyni
import pytest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))

import programs


@pytest.mark.parametrize('style', ['loops', 'vectors'])
@pytest.mark.parametrize('name', programs.NAMES)
def test_the_program_gives_the_expected_numbers(name, style):
    program = importlib.import_module('programs.' + name)
    assert getattr(program, style)(numpyni, program.SMALL) == pytest.approx(program.EXPECTED, rel=1e-10)


@pytest.mark.parametrize('style', ['loops', 'vectors'])
@pytest.mark.parametrize('name', programs.NAMES)
def test_numpy_gives_the_same(name, style):
    numpy = pytest.importorskip('numpy')
    program = importlib.import_module('programs.' + name)
    ours, theirs = (getattr(program, style)(module, program.SMALL) for module in (numpyni, numpy))
    assert ours == pytest.approx(tuple(map(float, theirs)), rel=1e-10)
