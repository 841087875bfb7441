"""Builds the wheel: one py3-none-<platform> file for every interpreter, the same bytes whenever it is built.

    python3 tools/wheel.py            -> dist/numpyni-<version>-py3-none-manylinux_2_<X>_<machine>.whl
    python3 tools/wheel.py --system   the same with the system's own linker: for systems as new as this one
    python3 tools/wheel.py --check    builds it, and has auditwheel and abi3audit (from PyPI) judge it

zig (from PyPI) links for an old glibc, whatever the system's is; without zig, hypot alone asks for glibc 2.35. The platform tag is
the lowest that the libraries allow: the newest GLIBC symbol version that they refer to.
"""
import base64
import hashlib
import os
import platform
import re
import shutil
import sys
import zipfile
from pathlib import Path

import elf
import interpreters
from steps import BUILD, ROOT, Failed, main, run, say

TARGET = ROOT / "target/wheel"  # apart from a developer's builds: other flags
PACKAGE = ROOT / "python/numpyni"
DIST = ROOT / "dist"

# cargo package       what cargo makes           where it goes in the wheel
LIBRARIES = [
    ("numpyni-cdylib", "libnumpyni_cdylib.so", "numpyni/libnumpyni.so"),
    ("numpyni-cpython", "lib_native.so", "numpyni/_native.abi3.so"),
]
# CPython without a GIL: the versions that need an extension of their own. (One abi3t file for 3.15 and later may not know the size of
# an object's header, behind which our objects have their fields.)
FREE_THREADED = ("3.13", "3.14", "3.15")
CONFIGURATION = """\
implementation=CPython
version={version}
shared=true
pointer_width=64
build_flags=Py_GIL_DISABLED
suppress_build_script_link_lines=true
"""
HEADERS = ROOT / "numpyni-sys/include"
KINDS = (".py", ".pyi", ".typed", ".h", ".pxd", ".json")  # the files of the package that ship

# What every manylinux system has (PEP 600, PEP 513).
SYSTEM_LIBRARIES = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libgcc_s.so.1",
                    "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
OLDEST = (2, 17)  # what Rust's standard library needs anyway
LINKED = (2, 28)  # what zig links for: the float32 functions of 2.27 are quicker than their elders

METADATA = """\
Metadata-Version: 2.1
Name: numpyni
Version: {version}
Summary: NumPy arrays that every Python's JIT can see through
License: BSD-3-Clause
Requires-Python: >=3.9
Requires-Dist: cffi; platform_python_implementation == "CPython" and python_version < "3.11"
Description-Content-Type: text/markdown

{readme}"""

WHEEL = """\
Wheel-Version: 1.0
Generator: numpyni tools/wheel.py
Root-Is-Purelib: false
Tag: py3-none-{platform}
"""

ABI3 = "3.11"  # the oldest CPython that loads the native extension

TIMESTAMP = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip file knows


def build(zig=True):
    """Build the wheel and return its path; with zig if it is wanted and can be had."""
    if sys.platform != "linux":
        raise Failed(f"wheels are built on Linux so far, not on {sys.platform}")
    if not (PACKAGE / "__init__.py").exists():
        raise Failed(f"{PACKAGE} holds no package")
    libraries = compiled(zig)
    tag = platform_tag(libraries.values())
    name = f"numpyni-{version()}"
    files = {f"numpyni/{path.relative_to(PACKAGE)}": path.read_bytes() for path in sorted(PACKAGE.rglob("*"))
             if path.suffix in KINDS and "__pycache__" not in path.parts}
    headers = [path for path in sorted(HEADERS.iterdir()) if path.suffix in (".h", ".hpp", ".pxd")]
    files.update({f"numpyni/include/{path.name}": path.read_bytes() for path in headers})
    files.update({place: path.read_bytes() for place, path in libraries.items()})
    info = f"{name}.dist-info"
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = WHEEL.format(platform=tag).encode()
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob(f"{name}-*.whl"):
        old.unlink()
    wheel = DIST / f"{name}-py3-none-{tag}.whl"
    write(wheel, files, f"{info}/RECORD")
    say(f"{wheel.relative_to(ROOT)}: {len(files) + 1} files, {wheel.stat().st_size / 1e6:.2f} MB")
    return wheel


def compiled(zig):
    """Build the libraries; return {place in the wheel: file}."""
    rust = cargo()
    registry = os.environ.get("CARGO_HOME") or Path.home() / ".cargo"
    flags = f"{os.environ.get('RUSTFLAGS', '')} --remap-path-prefix={ROOT}=/numpyni --remap-path-prefix={registry}=/cargo"
    env = {"RUSTFLAGS": flags.strip(), "CARGO_TERM_COLOR": "never"}
    command, folder = [rust, "build"], TARGET / "release"
    builder = _zig() if zig else None
    if builder:
        triple = f"{platform.machine()}-unknown-linux-gnu"
        command = [builder, "zigbuild", "--target", f"{triple}.{LINKED[0]}.{LINKED[1]}"]
        folder = TARGET / triple / "release"
        env["PATH"] = f"{builder.parent}{os.pathsep}{os.environ['PATH']}"
    command += ["--release", "--locked", "--target-dir", TARGET, "--config", 'profile.release.strip="symbols"']
    packages = [word for package, _, _ in LIBRARIES for word in ("-p", package)]
    run("compiling the libraries", [*command, *packages], env=env)
    made = {place: _kept(folder / made, place) for _, made, place in LIBRARIES}
    for version in FREE_THREADED:
        configuration = TARGET / f"pyo3-{version}t.txt"
        configuration.write_text(CONFIGURATION.format(version=version))
        place = f"numpyni/_native.cpython-{version.replace('.', '')}t-{platform.machine()}-linux-gnu.so"
        # pyo3-ffi knows 3.13t, and asks to be told so
        asked = {"PYO3_CONFIG_FILE": configuration, "UNSAFE_PYO3_SKIP_VERSION_CHECK": "1"}
        run(f"compiling for CPython {version}t",
            [*command, "-p", "numpyni-cpython", "--no-default-features", "--features", "free-threaded"], env={**env, **asked})
        made[place] = _kept(folder / "lib_native.so", place)
    return made


def _kept(library, place):
    """A copy of a library, which the next build overwrites."""
    kept = TARGET / "made" / Path(place).name
    kept.parent.mkdir(exist_ok=True)
    shutil.copyfile(library, kept)
    return kept


def _zig():
    """cargo-zigbuild, with zig beside it; None when they cannot be had."""
    try:
        interpreters.tool("python-zig", "ziglang")
        return interpreters.tool("cargo-zigbuild")
    except Failed as error:
        say(f"going on without zig: {str(error).splitlines()[0]}")
        return None


def cargo():
    """The path of cargo, also where rustup puts it before a shell knows."""
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    found = shutil.which("cargo") or shutil.which("cargo", path=str(home / "bin"))
    if found is None:
        raise Failed("Rust is needed: https://rustup.rs, or apt-get install rustup && rustup default stable")
    os.environ["PATH"] = os.pathsep.join([str(Path(found).parent), os.environ.get("PATH", "")])  # cargo finds its own there
    return found


def platform_tag(libraries):
    """manylinux_2_<X>_<machine>, from the symbol versions and the libraries that `libraries` ask for."""
    newest = OLDEST
    for path in libraries:
        needed, versions = elf.requirements(path)
        strangers = set(needed) - SYSTEM_LIBRARIES
        if strangers:
            raise Failed(f"{path.name} needs {', '.join(sorted(strangers))}, which no manylinux system promises")
        for _, name in versions:
            match = re.fullmatch(r"GLIBC_(\d+)\.(\d+)(\.\d+)?", name)
            if match:
                newest = max(newest, (int(match[1]), int(match[2])))
    return f"manylinux_{newest[0]}_{newest[1]}_{platform.machine()}"


def check(wheel):
    """[(what is promised, whether it is kept, the judge's last line)]."""
    extension = BUILD / "audit/_native.abi3.so"
    extension.parent.mkdir(parents=True, exist_ok=True)
    extension.write_bytes(zipfile.ZipFile(wheel).read("numpyni/_native.abi3.so"))
    tag = wheel.stem.split("-")[-1]
    promises = [  # promise, judge, its arguments, what it says of a kept promise
        (f"platform {tag}", "auditwheel", ["show", wheel], f'"{tag}"'),
        (f"limited API of {ABI3}", "abi3audit", ["-S", "-s", "--assume-minimum-abi3", ABI3, extension], "0 ABI violations"),
    ]
    answer = []
    for promise, judge, arguments, words in promises:
        code, log = run(f"{judge}: {promise}", [interpreters.tool(judge), *arguments], check=False)
        text = " ".join(log.read_text(errors="replace").split("\n", 1)[1].split())
        answer.append((promise, code == 0 and words in text, f"{judge}: {text[:160]}"))
    return answer


def metadata():
    """What PyPI is told."""
    readme = (ROOT / "README.md").read_text() if (ROOT / "README.md").exists() else ""
    return METADATA.format(version=version(), readme=readme)


def version():
    """The version of the workspace."""
    return re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]


def write(wheel, files, record):
    """Write the zip file, with the list of its files and their hashes last."""
    lines = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}\n")
            _add(archive, name, content)
        _add(archive, record, "".join([*lines, f"{record},,\n"]).encode())


def _add(archive, name, content):
    entry = zipfile.ZipInfo(name, TIMESTAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix: what external_attr means
    entry.external_attr = (0o100755 if name.endswith(".so") else 0o100644) << 16
    archive.writestr(entry, content)


def command(arguments):
    if arguments not in ([], ["--system"], ["--check"]):
        print(__doc__)
        return 2
    built = build(zig=arguments != ["--system"])
    broken = [line for _, kept, line in (check(built) if arguments == ["--check"] else []) if not kept]
    for line in broken:
        say(f"error: {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    main(command)
