"""`python -m numpyni`: what the package runs on; with `config`, `cython` or `pythran`: how extensions are compiled."""

import platform
import sys

import numpyni
from numpyni import _building, _pythran
from numpyni import _host as host


def show(arguments):
    """What the package runs on."""
    for name, value in (
            ('numpyni', numpyni.__version__),
            ('interpreter', f'{platform.python_implementation()} {platform.python_version()} ({sys.executable})'),
            ('host', host.name),
            ('ABI version', '.'.join(map(str, host.abi_version()))),
            ('CPU level', host.level_name()),
            ('threads', host.thread_count()),
            ('library', host.library_path())):
        print(f'{name + ":":14}{value}')


def config(arguments):
    """Flags for a compiler: `cc $(python -m numpyni config --cflags) kernel.c -o kernel.numpyni.so`."""
    include = numpyni.get_include()
    known = {'--include': include, '--includes': f'-I{include}',
             '--cflags': f'-I{include} -O2 -DNDEBUG -fPIC -shared -fvisibility=hidden',
             '--debug-cflags': f'-I{include} -O1 -g -fPIC -shared -fvisibility=hidden', '--suffix': '.numpyni.so'}
    unknown = [each for each in arguments if each not in known]
    if unknown or not arguments:
        sys.exit(f'python -m numpyni config: one of {", ".join(known)}')
    print(' '.join(known[each] for each in arguments))


COMMANDS = {'config': config, 'cython': _building.cython, 'pythran': _pythran.pythran}


def main(arguments):
    """Runs a command, or shows what the package runs on."""
    if not arguments:
        return show(arguments)
    command = COMMANDS.get(arguments[0])
    if command is None:
        sys.exit(f'python -m numpyni: no command {arguments[0]!r}; there are {", ".join(COMMANDS)}')
    return command(arguments[1:])


if __name__ == '__main__':
    main(sys.argv[1:])
