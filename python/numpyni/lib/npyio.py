"""`NpzFile`, and `DataSource`."""

from ._datasource import DataSource
from .._files import NpzFile

__all__ = ['DataSource', 'NpzFile']
