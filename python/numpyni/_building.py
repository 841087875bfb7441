"""Compiling universal extensions from Cython: `python -m numpyni cython kernels.pyx`."""

import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile

from ._extensions import SUFFIX
from ._info import get_include

# The module that Cython writes beside the kernels is cut away by the linker, and with it all of Python: only the exported table and
# what it reaches stay. `-z defs` fails where a kernel still needs Python.
_FLAGS = ('-O2 -DNDEBUG -fPIC -shared -fvisibility=hidden -ffunction-sections -fdata-sections '
          '-Wl,--gc-sections -Wl,-z,defs').split()
_EXPORTED = '{ global: numpyni_extension; local: *; };\n'


def cython(arguments):
    """Compiles a .pyx file of `cdef public ... noexcept nogil` kernels into a universal extension beside it."""
    if len(arguments) != 1 or not arguments[0].endswith('.pyx'):
        sys.exit('python -m numpyni cython: one file, kernels.pyx')
    source = arguments[0]
    library = source[:-len('.pyx')] + SUFFIX
    with tempfile.TemporaryDirectory() as folder:
        made, exported = os.path.join(folder, 'kernels.c'), os.path.join(folder, 'exported')
        with open(exported, 'w') as file:
            file.write(_EXPORTED)
        includes = [f'-I{get_include()}']
        run([sys.executable, '-m', 'cython', '-3', '--module-name', 'kernels', *includes, source, '-o', made], 'is Cython installed?')
        compiler = shlex.split(os.environ.get('CC', 'cc'))
        python = f'-I{sysconfig.get_paths()["include"]}'
        run([*compiler, *_FLAGS, *includes, python, f'-Wl,--version-script={exported}', made, '-o', library, '-lm'],
             'a kernel that is noexcept nogil, without bounds checks and with C division, needs no Python')
    print(library)


def run(command, hint):
    """Runs a command; ends the program where it fails."""
    try:
        failed = subprocess.run(command).returncode
    except OSError as error:
        sys.exit(f'{command[0]}: {error.strerror}')
    if failed:
        sys.exit(f'{os.path.basename(command[0])} failed: {hint}')
