"""One thread and two, on CPython without a GIL: small arrays, where the interpreter's own work counts, and long kernels.

    python3 benches/threads.py            on this interpreter, numpyni (and numpy, if it is there)

Each thread does all of the work on arrays of its own, so two threads that do not hinder each other take as long as one: the figure
is the throughput of two over that of one. Results are checked; the minimum of several rounds counts. The runtime's own threads
are off, so that two kernels have two cores.
"""
import importlib
import os
import sys
import threading
import time

os.environ.setdefault("NUMPYNI_NUM_THREADS", "1")
ROUNDS = 7


def small(np, count):
    """a + b, a.sum() and a[3] on ten elements."""
    a, b, total = np.arange(10.0), np.ones(10), 0.0
    for _ in range(count):
        total += (a + b).sum() + a[3]
    return total == count * 58.0


def long(np, count):
    """Elementwise loops and a sum on 20 000 elements, which stay in a core's cache."""
    a = np.ones(20_000)
    return all((np.sqrt(a * 3.0 + 1.0) + a).sum() == 60_000.0 for _ in range(count))


WORK = [("small arrays", small, 40_000), ("long kernels", long, 2_000)]


def seconds(work, np, count, threads):
    """How long `threads` threads take that each do the work once."""
    right = [False] * threads

    def run(number):
        start.wait()
        right[number] = work(np, count)

    start = threading.Barrier(threads + 1)
    workers = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    begin = time.perf_counter()
    for worker in workers:
        worker.join()
    taken = time.perf_counter() - begin
    if right != [True] * threads:
        raise SystemExit(f"{work.__name__}: a wrong result")
    return taken


def main():
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    for name in ("numpyni", "numpy"):
        try:
            np = importlib.import_module(name)
        except ImportError:
            continue
        for title, work, count in WORK:
            pairs = [(seconds(work, np, count, 1), seconds(work, np, count, 2)) for _ in range(ROUNDS)]
            one, two = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
            print(f"{name:8} {title:13} {one / count * 1e9:9.0f} ns a turn; two threads do {2 * one / two:.2f} times the work of one"
                  f" ({'with' if gil else 'without'} the GIL, {os.cpu_count()} cores)", flush=True)


if __name__ == "__main__":
    main()
