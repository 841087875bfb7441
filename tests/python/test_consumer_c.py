"""A consumer of the ABI in plain C (tests/consumers/abi.c): compiled with the header that the package brings, and run."""
import os
import shutil
import subprocess

import pytest

import numpyni as np

CC = shutil.which("cc") or shutil.which("gcc")
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "consumers", "abi.c")


@pytest.mark.skipif(CC is None, reason="no C compiler")
def test_a_c_consumer_passes_its_checks(tmp_path):
    program = str(tmp_path / "abi")
    include = os.path.join(os.path.dirname(np.__file__), "include")
    subprocess.run(
        [CC, "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers",
         "-I", include, SOURCE, "-o", program, "-ldl"], check=True)
    result = subprocess.run([program, np._host.library_path()], stdout=subprocess.PIPE, universal_newlines=True)
    assert result.returncode == 0 and result.stdout.rstrip().endswith(" 0 failed"), result.stdout
