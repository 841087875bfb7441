"""Compiling universal extensions with Pythran: `python -m numpyni pythran kernel.py`.

Pythran translates the module to C++; without ENABLE_PYTHON_MODULE that knows no Python. What is added here is a function for each
export, and the table; numpyni_pythran.hpp says how Pythran's types become views and results.
"""

import json
import os
import re
import shlex
import sys
import tempfile

from ._building import run
from ._extensions import SUFFIX
from ._info import get_include

_FLAGS = ('-std=c++17 -O3 -DNDEBUG -fPIC -shared -fvisibility=hidden -fno-math-errno -fno-wrapv -w -DTHREAD_SAFE_REF_COUNT '
          '-Wl,-z,defs -Wl,-strip-all').split()
_GIL = '--release-gil'


def pythran(arguments):
    """Compiles a module with `#pythran export` lines into a universal extension beside it.

    With --release-gil other threads run during the calls. CXX and CXXFLAGS are heeded.
    """
    sources = [each for each in arguments if each != _GIL]
    if len(sources) != 1 or not sources[0].endswith('.py'):
        sys.exit(f'python -m numpyni pythran: [{_GIL}] and one file, kernel.py')
    source = sources[0]
    library = source[:-len('.py')] + SUFFIX
    with open(source, encoding='utf-8') as file:
        text = translated(os.path.basename(source)[:-len('.py')], file.read(), _GIL in arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, 'kernels.cpp')
        with open(made, 'w') as file:
            file.write(text)
        import pythran as package

        includes = [f'-I{get_include()}', f'-I{os.path.dirname(package.__file__)}']
        run([*shlex.split(os.environ.get('CXX', 'c++')), *_FLAGS, *shlex.split(os.environ.get('CXXFLAGS', '')), *includes, made,
             '-o', library], 'a result is a number, an array, None, or a tuple of numbers and arrays')
    print(library)


def translated(name, code, releases_gil=False):
    """The C++ of a universal extension, of the code of a Pythran module."""
    try:
        from pythran import toolchain
        from pythran.spec import spec_parser
        from pythran.types.conversion import pytype_to_ctype
    except ImportError:
        sys.exit('python -m numpyni pythran: is Pythran installed?')
    specs = spec_parser(code)
    _refuse_others(specs)
    module, check = toolchain.generate_cxx(name, code, spec_parser(code))
    check()
    written = _written(name, code, specs)
    entries, table = [], []
    for function, signatures in specs.functions.items():
        writes, names = written[function]
        doc = module.docstrings.get(function, '').split('Supported prototypes:')[0].strip()
        for number, types in enumerate(_ordered(function, [[_plain(pytype_to_ctype(t)) for t in each] for each in signatures])):
            mask = sum([1 << n for n, kind in enumerate(types) if writes[n] and _is_array(kind)])
            entry = f'numpyni_entry_{function}{number}'
            given = ', '.join([f'{kind} {x}' for kind, x in zip(types, names)])
            passed = ', '.join(names[:len(types)])
            entries.append(f'static auto {entry}({given}) {{\n'
                           f'  return numpyni::pythran::run([&] {{ return __pythran_{name}::{function}()({passed}); }});\n}}')
            effects = 'NUMPYNI_RELEASES_GIL' if releases_gil else '0'
            table.append(f'  numpyni::pythran::function<{entry}>("{function}({passed})", {json.dumps(doc)}, {mask}u, {effects}),')
    return '\n'.join([str(module), '#include <pythonic/include/types/numpy_texpr.hpp>', '#include <pythonic/numpy/copy.hpp>',
                      '#include <numpyni_pythran.hpp>', *entries, 'static const NumPyNI_Function functions[] = {', *table, '};',
                      f'NUMPYNI_FUNCTIONS("{name}", {module.metadata["moduledoc"]}, functions);', ''])


def _plain(kind):
    """A C++ type without NumPy's names for integers."""
    return re.sub(r'npy_(u?)int(p|\d*)', lambda found: f'std::{found[1]}int{found[2].replace("p", "ptr")}_t' if found[2] else 'unsigned',
                  kind)


def _is_array(kind):
    return kind.startswith(('pythonic::types::n', 'pythonic::types::numpy_'))


def _refuse_others(specs):
    """Ends the program where an export is no function of numbers and arrays."""
    others = [*specs.capsules, *specs.ufuncs, *[name for name, signatures in specs.functions.items() if signatures == ()]]
    if others:
        sys.exit(f'python -m numpyni pythran: only functions can be exported, not the capsule, ufunc or value {others[0]}')
    if not specs.functions:
        sys.exit('python -m numpyni pythran: no line `#pythran export` was found')


def _ordered(function, overloads):
    """The overloads, those that ask more of the layout first: the first that an array fits is called."""
    alike = {}
    for types in overloads:
        for kind in types:
            plain = not kind.startswith(('pythonic', 'decltype', 'std::tuple'))
            if not (plain or _is_array(kind)):
                sys.exit(f'python -m numpyni pythran: an argument of {function} is neither a number nor an array: {kind}')
        seen = alike.setdefault(tuple([_spelled(kind) for kind in types]), types)
        if seen is not types:
            sys.exit(f'python -m numpyni pythran: two exports of {function} take the same types: {", ".join(types)}')
    return sorted(overloads, key=lambda types: sum([kind.count('numpy_gexpr') for kind in types]))


def _spelled(kind):
    """What the runtime tells types apart by: integers are int64, lengths of arrays do not matter."""
    if _is_array(kind):
        return re.sub(r'std::integral_constant<long, \d+>', 'long', kind)
    return 'long' if kind.rpartition('::')[2].lstrip('u').startswith(('int', 'long')) else kind


def _written(name, code, specs):
    """Per function, which arguments it writes, and their names."""
    from pythran.analyses import ArgumentEffects
    from pythran.toolchain import front_middle_end
    from pythran.utils import cxxid

    passes, tree, _ = front_middle_end(name, code, entry_points=set(specs.functions), pkgs=specs.pkgs)
    effects = passes.gather(ArgumentEffects, tree)
    functions = {getattr(node, 'name', None): (node, flags) for node, flags in effects.items()}
    answer = {}
    for function in specs.functions:
        node, flags = functions[function]
        answer[function] = list(flags), [cxxid(each.id) for each in node.args.args]
    return answer
