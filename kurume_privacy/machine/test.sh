#!/bin/sh
# Lint, then every test: on PostgreSQL with the browser, and on SQLite. What touches no database,
# or brings its own, runs once, on SQLite; the browser runs there too where the database matters.
# One failing does not stop the next; the last lines say how each went. What cannot run is named
# loudly; it fails the whole where COMPLETE is set. With "quick": what the present change touches,
# on SQLite, without a browser.
# shellcheck disable=SC2086  # lists of words are meant to be split

status=0
summary=
# One worker a processor; a module stays with one of them, and so does what it has made. The order
# is that of tests/conftest.py: the longest first.
side_by_side='-n auto --dist loadfile --no-loadscope-reorder'
sqlite=sqlite:///:memory:

conclude() { # conclude <name> <exit status of the run>
    result=ok
    [ "$2" -eq 0 ] || { result=failed; status=1; }
    summary="$summary$1: $result
"
}

not_run() { # not_run <name> <why and how>
    [ -z "${COMPLETE:-}" ] || status=1
    summary="${summary}$1: NOT RUN ($2)
"
    cat >&2 <<END
######################################################################
NOT RUN: $1
$2
######################################################################
END
}

pytest() { # pytest <database> <what is chosen> [<path> …]
    database=$1 chosen=$2
    shift 2
    DATABASE_URL=$database .venv/bin/pytest $side_by_side -m "$chosen" "$@"
}

# shellcheck disable=SC2016  # the inner shell expands its own arguments
on_throwaway_postgresql() { # pg_virtualenv gives PGHOST, PGPORT, PGUSER and PGPASSWORD to libpq
    pg_virtualenv -t -c '--locale=C.UTF-8 --encoding=UTF8' -o fsync=off -o synchronous_commit=off \
        -o full_page_writes=off -o autovacuum=off env DATABASE_URL=postgres:///kurume_privacy \
        sh -c '.venv/bin/pytest $2 -m "$3"; echo $? > "$1"' sh "$1" "$side_by_side" "$2"
}

if [ "${1:-}" = quick ]; then
    changed=$(.venv/bin/python -m tests.changed) || exit
    pytest $sqlite 'not browser' $changed
    exit
fi

command -v soffice >/dev/null || not_run LibreOffice \
    'soffice missing, which one test shows a workbook in: apt-get install libreoffice-calc-nogui'

if command -v chromium || command -v chromium-browser || command -v google-chrome; then
    browser=' and browser' on_each='' once='not browser or each_database'
else
    browser='' on_each=' and not browser' once='not browser'
    not_run browser 'chromium missing: apt-get install chromium'
fi >/dev/null

# All at once, SQLite's lines last: where one waits, for its server or its browser, another goes on.
log=$(mktemp) outcome=$(mktemp)
pytest $sqlite "$once" >"$log" 2>&1 &
on_sqlite=$!
trap 'kill $on_sqlite 2>/dev/null; rm -f "$log" "$outcome"' EXIT
trap 'exit 130' INT TERM

echo '=== lint'
make --no-print-directory -o machine lint # the machine has just been looked at
conclude lint $?

echo '=== PostgreSQL'
postgresql="database and not sqlite$on_each"
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    pytest "$TEST_DATABASE_URL" "$postgresql"
    echo $? >"$outcome"
else
    on_throwaway_postgresql "$outcome" "$postgresql"
fi
if [ -s "$outcome" ]; then
    conclude "PostgreSQL$browser" "$(cat "$outcome")"
    browser=
else
    not_run PostgreSQL 'apt-get install postgresql, or set TEST_DATABASE_URL=postgres://…'
fi

echo '=== SQLite'
wait $on_sqlite
sqlite_result=$?
cat "$log"
if [ -n "$browser" ]; then # it has not run on PostgreSQL
    pytest $sqlite 'browser and not each_database' || sqlite_result=$?
fi
conclude "SQLite$browser" $sqlite_result

printf '\n%s' "$summary"
exit $status
