"""Assertions about arrays, and tools for tests."""

from . import _assertions, _tools
from ._assertions import *
from ._tools import *

__all__ = _assertions.__all__ + _tools.__all__
