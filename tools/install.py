"""Interpreters made ready: found or fetched, with the wheel (and what it is compared with) installed."""
import os

import interpreters
import wheel
from steps import Failed, say


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
