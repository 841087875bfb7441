"""GraalPy out of Maven's artifacts, put on a JDK of this machine with the Graal compiler, in a folder of its own.

A JDK compiles Python with Graal when the compiler's modules are on its upgrade module path and its compiler interface
(JVMCI) is switched on; without them it only interprets, and says so.
"""
import os
import re
import shutil
import subprocess
from pathlib import Path

from steps import Failed, run

ARTIFACTS = ["org.graalvm.polyglot:polyglot", "org.graalvm.polyglot:python-community:pom", "org.graalvm.python:python-launcher",
             "org.graalvm.compiler:compiler"]
COMPILER = ["compiler", "truffle-compiler", "truffle-runtime"]  # the jars of the upgrade module path
JDK = 25  # the oldest that fits
FOLDERS = ["/usr/lib/jvm", "/opt/java", "/opt", "/Library/Java/JavaVirtualMachines"]

# C1 alone compiles the interpreter and Graal itself sooner than C1 and C2 do; Python's hot code is Graal's either way.
LAUNCHER = """#!/bin/sh
home=$(dirname "$(dirname "$(readlink -f "$0")")")
exec {java} -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
  --sun-misc-unsafe-memory-access=allow --enable-native-access=org.graalvm.truffle,org.graalvm.truffle.runtime \\
  --upgrade-module-path="$home/compiler" --module-path="$home/lib" \\
  -m org.graalvm.py.launcher/com.oracle.graal.python.shell.GraalPythonMain --python.Executable="$0" "$@"
"""


def get(version, destination):
    """Fetch GraalPy of a version and write its launcher, `bin/python3`."""
    java = _java()
    if not shutil.which("mvn"):
        if os.getuid() or not shutil.which("apt-get"):
            raise Failed("GraalPy is fetched by Maven: install maven")
        run("installing maven", ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "maven"])
    partial = Path(f"{destination}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.rmtree(destination, ignore_errors=True)
    partial.mkdir(parents=True)
    (partial / "pom.xml").write_text(_project(version))
    run(f"downloading GraalPy {version}",
        ["mvn", "-B", "-q", "-C", f"-Dmaven.repo.local={partial / 'repository'}", "-f", partial / "pom.xml",
         "dependency:copy-dependencies", f"-DoutputDirectory={partial / 'lib'}"])
    shutil.rmtree(partial / "repository")
    (partial / "compiler").mkdir()
    for name in COMPILER:
        jar = f"{name}-{version}.jar"
        (partial / "lib" / jar).rename(partial / "compiler" / jar)
    launcher = partial / "bin/python3"
    launcher.parent.mkdir()
    launcher.write_text(LAUNCHER.format(java=java))
    launcher.chmod(0o755)
    partial.rename(destination)


def _project(version):
    """A project that depends on GraalPy: all that Maven needs to resolve the rest."""
    rows = []
    for artifact in ARTIFACTS:
        group, name, kind = (artifact + ":jar").split(":")[:3]
        rows.append(f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version>"
                    f"<type>{kind}</type></dependency>")
    return ("<project><modelVersion>4.0.0</modelVersion><groupId>numpyni</groupId><artifactId>graalpy</artifactId>"
            f"<version>0</version><packaging>pom</packaging><dependencies>{''.join(rows)}</dependencies></project>")


def _java():
    """The `java` of a JDK that is new enough and has the compiler interface."""
    found = [Path(os.environ["JAVA_HOME"]) / "bin/java"] if os.environ.get("JAVA_HOME") else []
    for folder in FOLDERS:
        found += sorted(Path(folder).glob("*/bin/java"), reverse=True)
        found += sorted(Path(folder).glob("*/Contents/Home/bin/java"), reverse=True)
    if shutil.which("java"):
        found.append(Path(shutil.which("java")))
    for java in found:
        answer = subprocess.run([java, "--list-modules"], capture_output=True, text=True)
        module = re.search(r"^jdk\.internal\.vm\.ci@(\d+)", answer.stdout, re.MULTILINE)
        if module and int(module[1]) >= JDK:
            return java.resolve()
    raise Failed(f"GraalPy needs a JDK {JDK} or newer with JVMCI (Temurin {JDK} or GraalVM): install one, or point JAVA_HOME to it")
