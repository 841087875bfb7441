"""NumPy's private module of file functions, for programs that reach into it."""

from .._files import NpzFile, fromregex, load, save, savez, savez_compressed
from .._text_files import loadtxt, savetxt
from ._datasource import DataSource

_loadtxt_chunksize = 50000
