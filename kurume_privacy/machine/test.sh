#!/bin/sh
# Lint, then every test, those in the browser included, on SQLite and on PostgreSQL. One failing
# does not stop the next; the last lines say how each went. What cannot run is named loudly and
# fails nothing.

# The developer's own .env and environment do not leak into the tests.
export DEBUG=0 SECURE_SSL_REDIRECT=0 SECURE_HSTS_SECONDS=0 BEHIND_PROXY=0
export REPORT_PROSE_DIGITS=full REPORT_TABLE_DIGITS=half
export DATABASE_URL=sqlite:///:memory:

status=0
summary=
# One worker a processor; a module stays with one of them, and so does what it has made.
side_by_side='-n auto --dist loadfile'

conclude() { # conclude <name> <exit status of the run>
    result=ok
    [ "$2" -eq 0 ] || { result=failed; status=1; }
    summary="$summary$1: $result
"
}

not_run() { # not_run <name> <why and how>
    summary="${summary}$1: NOT RUN ($2)
"
    cat >&2 <<END
######################################################################
NOT RUN: $1
$2
######################################################################
END
}

pytest() {
    .venv/bin/pytest --create-db $side_by_side "$@"
}

# shellcheck disable=SC2016  # the inner shell expands its own arguments
on_throwaway_postgresql() { # pg_virtualenv gives PGHOST, PGPORT, PGUSER and PGPASSWORD to libpq
    pg_virtualenv -t -c '--locale=C.UTF-8 --encoding=UTF8' -o fsync=off -o synchronous_commit=off \
        -o full_page_writes=off env DATABASE_URL=postgres:///kurume_privacy \
        sh -c '.venv/bin/pytest --create-db $2 -m "$3"; echo $? > "$1"' \
        sh "$1" "$side_by_side" "$tests"
}

echo '=== lint'
make --no-print-directory -o machine lint # the machine has just been looked at
conclude lint $?

if command -v chromium || command -v chromium-browser || command -v google-chrome; then
    tests='' browser=' and browser'
else
    tests='not browser' browser=''
    not_run browser 'chromium missing: apt-get install chromium'
fi >/dev/null

command -v soffice >/dev/null || not_run LibreOffice \
    'soffice missing, which one test shows a workbook in: apt-get install libreoffice-calc-nogui'

echo '=== SQLite'
pytest -m "$tests"
conclude "SQLite$browser" $?

echo '=== PostgreSQL'
if [ -n "${TEST_DATABASE_URL:-}" ]; then
    DATABASE_URL=$TEST_DATABASE_URL
    pytest -m "$tests"
    conclude "PostgreSQL$browser" $?
else
    outcome=$(mktemp)
    on_throwaway_postgresql "$outcome"
    if [ -s "$outcome" ]; then
        conclude "PostgreSQL$browser" "$(cat "$outcome")"
    else
        not_run PostgreSQL 'apt-get install postgresql, or set TEST_DATABASE_URL=postgres://…'
    fi
    rm -f "$outcome"
fi

printf '\n%s' "$summary"
exit $status
