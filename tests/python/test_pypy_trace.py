"""What PyPy's JIT makes of element access: a raw load or store, no allocation, no call.

Each loop runs in a process of its own with the JIT's log on. The loop that it compiled for the function is found in the log,
and the operations after its last label, which are the ones that repeat, are checked.
"""

import os
import re
import subprocess
import sys
import textwrap

import pytest

pytestmark = pytest.mark.skipif(sys.implementation.name != 'pypy', reason="the log is of PyPy's JIT")

FORBIDDEN = re.compile(r'= ?(new|new_with_vtable|new_array|new_array_clear|newstr)\(|\b(call|call_may_force|call_assembler|'
                       r'call_release_gil|cond_call)(_[irfn])?\(')

# What PyPy does now and then for itself; a trace that was taken meanwhile shows it, and is taken again.
ACTIONS = re.compile('_poll_for_signals|_run_finalizers')

PROGRAM = '''
import gc
import numpyni as np

class Holder:
    in_class = None

a = np.zeros({shape}, {dtype!r})
a.fill(1)
a = a{view}
b = np.zeros(a.shape, {dtype!r})
holder = Holder()
holder.a = Holder.in_class = a
x = {scalar}

def element(array, i):
    return array[i]

def loop(a, b, holder):
    result = 0
{body}
    return result

gc.collect()    # what has a finalizer runs it before the loop is traced
for _ in range(3):
    loop(a, b, holder)
'''

SUM = '''
for i in range(len(a)):
    result += a[i]
'''
STORE = '''
for i in range(len(a)):
    a[i] = x
'''
ITERATION = '''
for value in a:
    result += value
'''
THROUGH_ATTRIBUTE = '''
for i in range(len(holder.a)):
    result += holder.a[i]
'''
THROUGH_CLASS = '''
for i in range(len(Holder.in_class)):
    result += Holder.in_class[i]
'''
THROUGH_FUNCTION = '''
for i in range(len(a)):
    result += element(a, i)
'''
STENCIL = '''
n, m = a.shape
for i in range(1, n - 1):
    for j in range(1, m - 1):
        b[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])
'''
THREE = '''
n, m, o = a.shape
for i in range(n):
    for j in range(m):
        for k in range(o):
            result += a[i, j, k]
'''
SEVEN_POINTS = '''
n, m, o = a.shape
for i in range(1, n - 1):
    for j in range(1, m - 1):
        for k in range(1, o - 1):
            b[i, j, k] = 0.125 * (a[i - 1, j, k] + a[i + 1, j, k] + a[i, j - 1, k] + a[i, j + 1, k]
                                  + a[i, j, k - 1] + a[i, j, k + 1] + a[i, j, k])
'''
WIDE_STENCIL = 'n, m = a.shape\nfor i in range(2, n - 2):\n    for j in range(2, m - 2):\n        b[i, j] = 0.04 * (' + \
    ' + '.join(f'a[i + {di}, j + {dj}]' for di in range(-2, 3) for dj in range(-2, 3)) + ')\n'
COPY = '''
for i in range(len(a)):
    b[i] = a[i]
'''
COMPARE = '''
for i in range(len(a)):
    if a[i] > 0:
        result += 1
'''

LOOPS = {
    'float64': (SUM, 4000, 'f8', '', 1),
    'float32': (SUM, 4000, 'f4', '', 1),
    'int64': (SUM, 4000, 'i8', '', 1),
    'int32': (SUM, 4000, 'i4', '', 1),
    'uint8': (SUM, 4000, 'u1', '', 1),
    'bool': (SUM, 4000, '?', '', 1),
    'strided': (SUM, 8000, 'f8', '[::2]', 1),
    'reversed': (SUM, 4000, 'f8', '[::-1]', 1),
    'store': (STORE, 4000, 'f8', '', 1.5),
    'store int64': (STORE, 4000, 'i8', '', 2),
    'store float32': (STORE, 4000, 'f4', '', 1.5),
    'copy': (COPY, 4000, 'f8', '', 1),
    'compare': (COMPARE, 4000, 'f8', '', 1),
    'iteration': (ITERATION, 4000, 'f8', '', 1),
    'attribute': (THROUGH_ATTRIBUTE, 4000, 'f8', '', 1),
    'class attribute': (THROUGH_CLASS, 4000, 'f8', '', 1),
    'function': (THROUGH_FUNCTION, 4000, 'f8', '', 1),
    'two dimensions': (STENCIL, (80, 80), 'f8', '', 1),
    'two dimensions transposed': (STENCIL, (80, 80), 'f8', '.T', 1),
    'three dimensions': (THREE, (20, 20, 80), 'f8', '', 1),
    'seven points': (SEVEN_POINTS, (20, 20, 80), 'f8', '', 1),
    'stencil of 25 points': (WIDE_STENCIL, (80, 80), 'f8', '', 1),
}
OUTSIDE = ['two dimensions', 'seven points']     # products with strides are outside of the loop; PyPy 8 leaves those of `i - 1` there

PLAIN = ['float64', 'int32', 'uint8', 'strided', 'reversed', 'store']   # no shift of the index, no check of the machine's sum


def repeated_operations(program, tmp_path):
    """The operations of the innermost loop of the function `loop`, one a line."""
    log = tmp_path / 'jit.log'
    script = tmp_path / 'program.py'
    script.write_text(program)
    environment = dict(os.environ, PYPYLOG=f'jit-log-opt:{log}')
    import numpyni
    root = os.path.dirname(os.path.dirname(numpyni.__file__))
    environment['PYTHONPATH'] = os.pathsep.join([root, environment.get('PYTHONPATH', '')])
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = []
    for entry in re.split(r'\n\[[0-9a-f]+\] \{', log.read_text()):
        head = entry.split('\n')[1] if '\n' in entry else ''
        if head.startswith('# Loop') and '(loop;' in head and 'label(' in entry:
            body = entry[entry.rindex('label('):entry.index('--end of the loop--')]
            found.append([line for line in body.splitlines() if 'debug_merge_point' not in line])
    assert found, 'the JIT compiled no loop for the function'
    return found[0]


@pytest.mark.parametrize('name', LOOPS)
def test_element_access_is_a_raw_load_or_store(name, tmp_path):
    body, shape, dtype, view, scalar = LOOPS[name]
    program = PROGRAM.format(shape=shape, dtype=dtype, view=view, scalar=scalar, body=textwrap.indent(body, '    '))
    for _ in range(4):
        operations = repeated_operations(program, tmp_path)
        text = '\n'.join(operations)
        if not ACTIONS.search(text):
            break
    kind = 'setarrayitem_raw|raw_store' if name.startswith('store') else 'getarrayitem_raw|raw_load'
    assert re.search(kind, text), text
    made = [line for line in operations if FORBIDDEN.search(line)]
    assert not made, '\n'.join(made) + '\n\nin\n\n' + text
    assert name not in OUTSIDE or text.count('int_mul(') <= 2, text
    assert name not in PLAIN or not re.search(r'int_lshift|_ovf\(', text), text


def test_the_check_sees_a_call(tmp_path):
    body = 'for i in range(len(a)):\n    result += a.item(i).hex().__len__()\n'
    program = PROGRAM.format(shape=4000, dtype='f8', view='', scalar=1, body=textwrap.indent(body, '    '))
    assert any(FORBIDDEN.search(line) for line in repeated_operations(program, tmp_path))
