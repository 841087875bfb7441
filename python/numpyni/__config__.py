"""How the package was built: NumPy's name for `show_config`."""

from ._info import show_config as show

__all__ = ['show']
