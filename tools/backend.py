"""How pip builds NumPyNI from its sources (PEP 517): the wheel of tools/wheel.py, for this machine's own system.

Needs Rust (https://rustup.rs) and nothing from PyPI.
"""
import shutil
import subprocess
import tarfile
from pathlib import Path

import wheel
from steps import ROOT

NOT_SOURCES = {".git", ".build", "target", "dist", "__pycache__"}


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Build the wheel, put it into a directory, and return its name."""
    built = wheel.build(zig=False)
    shutil.copyfile(built, Path(wheel_directory) / built.name)
    return built.name


def build_sdist(sdist_directory, config_settings=None):
    """Put the sources into an archive, and return its name."""
    folder = f"numpyni-{wheel.version()}"
    with tarfile.open(Path(sdist_directory) / f"{folder}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for path in _sources():
            archive.add(ROOT / path, f"{folder}/{path}", recursive=False)
        info = Path(sdist_directory) / "PKG-INFO"
        info.write_text(wheel.metadata())
        archive.add(info, f"{folder}/PKG-INFO")
        info.unlink()
    return f"{folder}.tar.gz"


def _sources():
    """The files under version control; of an unpacked archive, all that is not built."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [path for path in sorted(listed.split("\0")) if path and (ROOT / path).exists()]
    except (OSError, subprocess.CalledProcessError):
        files = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file())
        return [path.as_posix() for path in files if not NOT_SOURCES & set(path.parts)]
