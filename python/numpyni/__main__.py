"""`python -m numpyni`: what the package runs on."""

import platform
import sys

import numpyni
from numpyni import _host as host

for name, value in (
        ('numpyni', numpyni.__version__),
        ('interpreter', f'{platform.python_implementation()} {platform.python_version()} ({sys.executable})'),
        ('host', host.name),
        ('ABI version', '.'.join(map(str, host.abi_version()))),
        ('CPU level', host.level_name()),
        ('threads', host.thread_count()),
        ('library', host.library_path())):
    print(f'{name + ":":14}{value}')
