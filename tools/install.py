"""Interpreters made ready: found or fetched, with the wheel (and what it is compared with) installed."""
import os
from dataclasses import replace

import interpreters
import wheel
from steps import BUILD, ROOT, Failed, run, say


def fetching():
    """Whether missing interpreters may be fetched."""
    return os.environ.get("NUMPYNI_OFFLINE") != "1"


def located(rows):
    """[(row, (program, identity) or None, why not)]; those of the CI set, or of an explicit list, are fetched if missing."""
    explicit, answer = len(rows) < len(interpreters.TABLE), []
    for row in rows:
        try:
            found = interpreters.get(row) if fetching() and (row.ci or explicit) else interpreters.find(row)
            answer.append((row, found, "" if found else f"not on this machine ({row.source})"))
        except Failed as error:
            answer.append((row, None, str(error)))
    return answer


def ready(rows, with_wheel=True):
    """[(row, python, identity)] of the rows that are here, with the wheel and the newest numpy that fits installed."""
    found = [(row, *interpreter) for row, interpreter, _ in located(rows) if interpreter]
    missing = [f"{row.name}" for row in rows if row not in [row for row, _, _ in found]]
    if missing:
        say(f"going on without {', '.join(missing)}")
    built = wheel.build() if with_wheel else None
    answer = []
    for row, program, identity in found:
        python = interpreters.environment(row, program, [], built)
        if row.numpy:
            try:
                interpreters.environment(row, program, [f"numpy=={row.numpy}"])
            except Failed as error:
                say(f"going on without numpy on {row.name}: {str(error).splitlines()[0]}")
        answer.append((row, python, identity))
    return answer


# Where the tests and the benchmark of code generators run, and what they need there; numba asks for an older numpy.
GENERATORS = "cpython-3.13"
GENERATOR_PACKAGES = ["pytest", "numpy==2.4.6", "cython==3.3.1", "pythran==0.19.0", "numba==0.68.1", "hpy==0.9.0"]
KERNELS = BUILD / "kernels"  # the universal extensions of examples/, built once for all interpreters


def apart(name, packages, built=None):
    """The interpreter of an environment of its own, with the wheel and `packages` in it and nothing else."""
    (row, found, why), = located(interpreters.chosen([GENERATORS]))
    if found is None:
        raise Failed(why)
    return interpreters.environment(replace(row, name=name, numpy=None), found[0], packages, built or wheel.build())


def generators():
    """(python, folder of the example kernels) of the environment with code generators; the kernels are built."""
    (row, found, why), = located(interpreters.chosen([GENERATORS]))
    if found is None:
        raise Failed(why)
    row = replace(row, name="generators")
    python = interpreters.environment(row, found[0], GENERATOR_PACKAGES, wheel.build())
    run("building the example kernels", [python, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                                         ROOT / "tests/python/test_extension_kernels.py"],
        env={"PYTHONPATH": None, "NUMPYNI_ROOT": ROOT, "NUMPYNI_KERNELS": KERNELS}, cwd=BUILD)
    return python, KERNELS
