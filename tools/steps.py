"""One line of progress: what is being done, for how long, and where its log is."""
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
LOGS = BUILD / "logs"

TICK = 0.25  # seconds between two looks at a running command on a terminal
HEARTBEAT = 30.0  # seconds between two signs of life in a log


_running = {}  # title: its progress line
_stopping = threading.Event()  # set: what runs abreast is killed


class Failed(Exception):
    """A step that could not be done; its text is for the user."""


def say(text):
    """Print a line at once, after any progress line."""
    _clear()
    print(text, flush=True)


def run(title, command, *, log=None, env=None, cwd=ROOT, check=True, quiet=False, timeout=None):
    """Run `command`, its output into a log, and return (exit code, log path).

    `env` adds variables, and takes away those that are None; after `timeout` seconds all is killed; `quiet` leaves no line behind on a terminal, and none at all elsewhere unless it takes long.
    Raises `Failed` with the log's last lines when the command fails and `check` is set.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = log or LOGS / ("".join(c if c.isalnum() or c in ".-" else "-" for c in title) + ".log")
    command = [str(part) for part in command]
    environment = {key: str(value) for key, value in {**os.environ, **(env or {})}.items() if value is not None}
    start = time.monotonic()
    with open(log, "w") as out:
        out.write("$ " + " ".join(map(shlex.quote, command)) + "\n")
        out.flush()
        try:
            child = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                     env=environment, cwd=str(cwd), start_new_session=True)
        except OSError as error:
            raise Failed(f"{title}: cannot run {command[0]}: {error.strerror}") from None
        try:
            if not _watch(child, title, log, start, quiet, timeout):
                _kill(child)
                out.write(f"\nkilled: not done after {timeout:.0f} s\n")
        except BaseException:
            _kill(child)
            raise
        finally:
            _running.pop(title, None)
    seconds = time.monotonic() - start
    if child.returncode and check:
        tail = "\n".join("    " + line for line in last_lines(log, 25))
        raise Failed(f"{title}: failed after {seconds:.0f} s; the end of {log}:\n{tail}")
    if not quiet:
        say(f"{title}: {'done' if child.returncode == 0 else f'exit code {child.returncode}'} ({seconds:.1f} s)")
    return child.returncode, log


def abreast(calls, count):
    """The results of `calls`, functions without arguments, of which `count` run at a time; an interruption ends all of them."""
    with ThreadPoolExecutor(count) as pool:
        futures = [pool.submit(call) for call in calls]
        try:
            return [future.result() for future in futures]
        except BaseException:
            _stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def last_lines(log, count):
    """The last lines of a log that hold more than white space."""
    lines = Path(log).read_text(errors="replace").splitlines()
    return [line.rstrip() for line in lines if line.strip()][-count:]


def main(function):
    """Call `function(arguments)` and end the process; a `Failed` becomes one message."""
    try:
        code = function(sys.argv[1:])
    except Failed as error:
        say(f"error: {error}")
        code = 1
    except KeyboardInterrupt:
        say("interrupted")
        code = 130
    sys.exit(code)


def _watch(child, title, log, start, quiet, timeout):
    """Keep the progress line alive until `child` ends; False when it has had its time."""
    heard = start
    while True:
        try:
            child.wait(timeout=TICK)
            return True
        except subprocess.TimeoutExpired:
            pass
        if _stopping.is_set():
            raise KeyboardInterrupt
        now = time.monotonic()
        if timeout and now - start > timeout:
            return False
        latest = "" if quiet else last_lines(log, 1)[0].strip()
        if sys.stdout.isatty():
            _running[title] = f"[{now - start:4.0f} s] {title}: {latest}"
            _progress()
        elif now - heard > HEARTBEAT:
            heard = now
            say(f"  {now - start:.0f} s, {title}: {latest[:100]}")


def _kill(child):
    """End a command and all that it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    child.wait()


def _progress():
    """What runs now, on one line."""
    parts = list(_running.values())
    width = max(os.get_terminal_size().columns // max(len(parts), 1) - 2, 1)
    print("\r\x1b[K" + "  ".join(f"{part[:width]:{width}}" for part in parts).rstrip(), end="", flush=True)


def _clear():
    if sys.stdout.isatty():
        print("\r\x1b[K", end="")
