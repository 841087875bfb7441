"""Which of NumPy's test files are run."""
import re

ARRAY = """
_core/tests/test_multiarray.py _core/tests/test_numeric.py
_core/tests/test_umath.py _core/tests/test_ufunc.py
_core/tests/test_indexing.py _core/tests/test_indexerrors.py
_core/tests/test_shape_base.py _core/tests/test_function_base.py
_core/tests/test_scalarmath.py _core/tests/test_scalar_ctors.py
_core/tests/test_scalar_methods.py _core/tests/test_scalarprint.py
_core/tests/test_scalarinherit.py _core/tests/test_dtype.py
_core/tests/test_numerictypes.py _core/tests/test_nep50_promotions.py
_core/tests/test_array_coercion.py _core/tests/test_arrayprint.py
_core/tests/test_nditer.py _core/tests/test_einsum.py
_core/tests/test_half.py _core/tests/test_item_selection.py
_core/tests/test_getlimits.py _core/tests/test_errstate.py
_core/tests/test_umath_complex.py _core/tests/test_dlpack.py
_core/tests/test_overrides.py _core/tests/test_array_interface.py
_core/tests/test_mem_overlap.py _core/tests/test_print.py
_core/tests/test_abc.py _core/tests/test_regression.py
_core/tests/test_records.py _core/tests/test_memmap.py
_core/tests/test_protocols.py _core/tests/test_finfo.py
_core/tests/test_longdouble.py _core/tests/test_scalarbuffer.py
_core/tests/test_datetime.py _core/tests/test_casting_unittests.py
lib/tests/test_shape_base.py lib/tests/test_function_base.py
lib/tests/test_nanfunctions.py lib/tests/test_index_tricks.py
lib/tests/test_stride_tricks.py lib/tests/test_arraysetops.py
lib/tests/test_twodim_base.py lib/tests/test_histograms.py
lib/tests/test_type_check.py lib/tests/test_ufunclike.py
lib/tests/test_arraypad.py lib/tests/test_array_utils.py
lib/tests/test_io.py lib/tests/test_format.py lib/tests/test_loadtxt.py
lib/tests/test_packbits.py lib/tests/test_polynomial.py
linalg/tests/test_linalg.py fft/tests/test_helper.py
fft/tests/test_pocketfft.py
""".split()
GROUPS = {"core": "_core/tests/", "lib": "lib/tests/", "linalg": "linalg/tests/",
          "fft": "fft/tests/", "random": "random/tests/", "ma": "ma/tests/",
          "polynomial": "polynomial/tests/"}
# build systems, C extensions, f2py, typing, CPU dispatch: no array runtime
NEVER = re.compile(r"(^|/)(f2py|distutils|typing|_pyinstaller|testing)/|test_cython|"
                   r"test_limited_api|test_extending|test_simd|test_cpu_|test_configtool|"
                   r"test_custom_dtypes|test_mem_policy|test_multiprocessing|"
                   r"test_numpy_config|test_scripts|test_ctypeslib|test_matlib|test_lazyloading|"
                   r"test_reloading|test_warnings|test_public_api|test_import$|test_hashtable|"
                   r"test_extint128|test_argparse|test_conversion_utils|test_arraymethod|"
                   r"test_umath_accuracy|test_numpy_version")


def every(root):
    """The test files below the numpy folder, as paths from there."""
    numpy = root / "numpy"
    paths = [path.relative_to(numpy).as_posix() for path in numpy.rglob("test_*.py") if "tests" in path.parts]
    return sorted(path for path in paths if not NEVER.search(path[:-3]))


def chosen(root, names):
    """The files of groups, or those that the names mean."""
    known, answer = every(root), []
    for name in names:
        if name == "array":
            answer += ARRAY
        elif name == "all":
            answer += [path for path in known if path.startswith(tuple(GROUPS.values()))]
        else:
            prefix = GROUPS.get(name)
            found = [path for path in known if (path.startswith(prefix) if prefix else name in (path, path.split("/")[-1][:-3]))]
            if not found:
                raise SystemExit(f"no test file {name!r}")
            answer += found
    return list(dict.fromkeys(answer))
