"""Random numbers: NumPy's `numpy.random`, with its streams.

Distributions and bit generators are the runtime's (numpyni/random); arguments are read and checked here.
"""

import sys as _sys

from .. import _docs
from .._docs import random as _texts
from . import _common, _generator, bit_generator, mtrand
from ._engines import MT19937, PCG64, PCG64DXSM, SFC64, Philox
from ._generator import Generator, default_rng
from .bit_generator import BitGenerator, SeedSequence
from .mtrand import *

__all__ = [_name for _name in mtrand.__all__ if not _name.endswith('_bit_generator')] + [
    'Generator', 'SeedSequence', 'MT19937', 'Philox', 'PCG64', 'PCG64DXSM', 'SFC64', 'default_rng', 'BitGenerator']


def __RandomState_ctor():
    """What old pickles call."""
    return RandomState(seed=0)


_docs.describe_by_example(RandomState, *_texts.RANDOM_STATE)     # the functions of the module are methods of one
_docs.describe_by_example(Generator, *_texts.GENERATOR)
_docs.describe_by_example(_sys.modules[__name__], *_texts.FUNCTIONS)
