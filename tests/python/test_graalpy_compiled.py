"""What GraalPy's compiler makes of element access: one compiled loop with every call inlined, which stays.

Nanoseconds prove nothing on a busy machine, so the compiler's own log is read. A loop's line says `Tier 2` (optimised) and
how many calls were inlined and how many not (`12Y 0N`). A loop that deoptimises is thrown away and logged again.
"""

import re
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(sys.implementation.name != 'graalpy', reason="the log is of GraalPy's compiler")

PROGRAM = '''
import sys, time
import numpyni as np

a = np.zeros({shape}, {dtype!r})
a.fill(1)
a = a{view}

class Holder:
    in_class = a

def element(array, i):
    return array[i]

def loop(a):
    result = 0
{body}
    return result

def rounds(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for _ in range(10):
            loop(a)

rounds({warm})
print('WARM', file=sys.stderr, flush=True)
rounds(1)
'''

LOAD = '''
for i in range(len(a)):
    result += a[i]
'''
STORE = '''
for i in range(len(a)):
    a[i] = 1
'''
ITERATION = '''
for value in a:
    result += value
'''
COMPARE = '''
for i in range(len(a)):
    if a[i] > 0:
        result += 1
'''
THROUGH_FUNCTION = '''
for i in range(len(a)):
    result += element(a, i)
'''
THROUGH_CLASS = '''
for i in range(len(Holder.in_class)):
    result += Holder.in_class[i]
'''
GRID = '''
n, m = a.shape
for i in range(n):
    for j in range(m):
        result += a[i, j]
'''

LOOPS = [
    ('load', LOAD, (1000,), 'f8', ''),
    ('load int64', LOAD, (1000,), 'i8', ''),
    ('load float32', LOAD, (1000,), 'f4', ''),
    ('strided', LOAD, (2000,), 'f8', '[::2]'),
    ('compare', COMPARE, (1000,), 'f8', ''),
    ('iteration', ITERATION, (1000,), 'f8', ''),
    ('function', THROUGH_FUNCTION, (1000,), 'f8', ''),
    ('class attribute', THROUGH_CLASS, (1000,), 'f8', ''),
    ('store', STORE, (1000,), 'f8', ''),
    ('two dimensions', GRID, (30, 30), 'f8', ''),
]
SECONDS = (20, 60)     # a busy machine compiles late


@pytest.mark.parametrize('body, shape, dtype, view', [row[1:] for row in LOOPS], ids=[row[0] for row in LOOPS])
def test_the_loop_is_compiled_with_every_call_inlined(body, shape, dtype, view):
    for seconds in SECONDS:
        program = PROGRAM.format(shape=shape, dtype=dtype, view=view, body=textwrap.indent(body, '    '), warm=seconds)
        done = subprocess.run([sys.executable, '--experimental-options', '--engine.TraceCompilation', '-c', program],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, check=True)
        if 'only supports interpreted' in done.stdout or 'opt done' not in done.stdout:
            pytest.skip('this GraalPy has no compiler, it only interprets')
        optimised = re.findall(r'opt done .*<bytecode loop at .*Tier 2.*Inlined +(\d+)Y +(\d+)N', done.stdout)
        if optimised:
            break
    assert optimised, 'the loop was not compiled'
    assert optimised[-1][1] == '0', f'{optimised[-1][1]} calls were not inlined'
    lost = re.findall(r'opt (?:inval|deopt).*<bytecode loop at .*', done.stdout.split('WARM')[-1])
    # Where a loop ends for the first time its code may be left once; what is compiled and thrown away again and again is the fault.
    assert len(lost) < 3, f'the compiled loop was thrown away {len(lost)} times: ' + lost[0]
