"""An act killed again and again: at its first statement, the second, … until it is done.

Each attempt is a process of its own, killed without a word. What only reads leaves nothing and is
not counted: killed before it, the act is killed after the last statement that wrote. A commit
counts as two, before and after.
"""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection

KILLED = 9


def killed_again_and_again(module, address):
    """Run the attempts of a module of this folder on a database; return how many there were."""
    return int(python(["-m", f"tests.reports.{module}"], address))


def shell(script, address):
    """Run a script in the shell of manage.py on a database; return what it printed."""
    return python(["manage.py", "shell", "-v0"], address, input=script)


def python(arguments, address, **options):
    ran = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "PYTHONDEVMODE": "0"},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


class CrashPoints:
    """Counts what is sent to the database; at the last count allowed, ends the process."""

    def __init__(self, allowed):
        self.left = allowed

    def __call__(self, execute, sql, params, many, context):
        """Let a statement be executed, or not."""
        if not sql.startswith("SELECT"):
            self.count()
        return execute(sql, params, many, context)

    def count(self):
        """End the process when nothing is left."""
        if self.left == 0:
            os._exit(KILLED)
        self.left -= 1


def attempt(act, allowed):
    """Act, killed after so many statements."""
    points = CrashPoints(allowed)
    commit = connection._commit

    def counted_commit():
        points.count()
        commit()
        points.count()

    connection._commit = counted_commit
    with connection.execute_wrapper(points):
        act()
    os._exit(0)


def kill_everywhere(act, state, nothing, everything):
    """Try with one statement more each time; print how many attempts there were.

    Fails where one left a part: ``state()`` is ``nothing`` until it is ``everything``.
    """
    allowed, found = 0, nothing
    while found == nothing:
        connection.close()  # no child inherits it
        child = os.fork()
        if child == 0:
            attempt(act, allowed)
        _, status = os.waitpid(child, 0)
        code, allowed, found = os.waitstatus_to_exitcode(status), allowed + 1, state()
        if code not in (0, KILLED) or found not in (nothing, everything):
            sys.exit(f"after {allowed - 1} statements: exit {code}, {found}")
    print(allowed)
