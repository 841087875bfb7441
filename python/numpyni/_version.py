"""The version of these files, which is that of what is compiled for them."""

__version__ = '0.1.0'
