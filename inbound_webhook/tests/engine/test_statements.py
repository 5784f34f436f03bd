"""Which SQL ends a transaction, as PostgreSQL would read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.statements import ends_transaction

ENDS = [
    "COMMIT",
    "commit",
    "  \n Commit ;",
    "; COMMIT",
    ";;/**/;COMMIT",
    "-- a comment\nCOMMIT",
    "/* a comment */ COMMIT",
    "/* one /* in */ another */COMMIT",
    "/**/commit/**/work",
    "COMMIT AND CHAIN",
    "COMMIT PREPARED 'x'",
    "END",
    "END TRANSACTION",
    "ABORT",
    "ROLLBACK",
    "rollback work",
    "ROLLBACK TRANSACTION AND CHAIN",
    "ROLLBACK PREPARED 'x'",
    "PREPARE TRANSACTION 'x'",
    "prepare/**/transaction 'x'",
    "SELECT 1; COMMIT",
    "SELECT 1;COMMIT;SELECT 2",
    "ROLLBACK; INSERT INTO t VALUES (1); COMMIT",
    "SELECT 'a;b'; COMMIT",
    "SELECT 'it''s'; COMMIT",
    r"SELECT 'a\'; COMMIT --'",
    r"SELECT E'a\'b'; COMMIT",
    "SELECT E'a'\n'\\'x'; ROLLBACK; SELECT ''",
    "SELECT E'a' -- and on\n  '\\'x'; ROLLBACK; SELECT ''",
    'SELECT "a;b"; COMMIT',
    'SELECT "a""b"; COMMIT',
    "SELECT $$a;b$$; COMMIT",
    "SELECT $x$ $$ $x$; COMMIT",
    "SELECT a$b$; COMMIT; SELECT c$b$",
    r"SELECT €E'\'; COMMIT; --'",
    "SELECT 1 -- '\n; COMMIT; -- '",
    "SELECT 1 /* ' */; COMMIT; /* ' */",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; COMMIT",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; END",
    "SAVEPOINT a; ROLLBACK TO a; ROLLBACK",
    "SAVEPOINT a; ROLLBACK TO SAVEPOINT a; COMMIT",
]
GOES_ON = [
    "",
    ";",
    "SELECT 1",
    "SELECT 'COMMIT'",
    "SELECT 1 AS commit",
    "SELECT '; COMMIT; '",
    "SELECT 'it''s; COMMIT'",
    r"SELECT E'a\'; COMMIT; '",
    "SELECT E'a'\n'\\'; COMMIT; '",
    'SELECT "; COMMIT; "',
    "SELECT $$; COMMIT;$$",
    "SELECT $x$; COMMIT; $$; COMMIT; $x$",
    "DO $$ BEGIN PERFORM 1; END $$",
    "-- COMMIT",
    "SELECT 1 -- ; COMMIT",
    "/* ; COMMIT; */ SELECT 1",
    "/* /* */ ; COMMIT */ SELECT 1",
    "SAVEPOINT a",
    "RELEASE SAVEPOINT a",
    "ROLLBACK TO a",
    "rollback to savepoint a",
    "ROLLBACK WORK TO a",
    "ROLLBACK TRANSACTION TO SAVEPOINT a",
    "ROLLBACK/* */TO/* */a",
    "PREPARE get AS SELECT 1",
    "SELECT CASE WHEN TRUE THEN 1 END",
    "SELECT CASE WHEN TRUE THEN 1\nEND; SELECT 2",
    "INSERT INTO t (commit) VALUES (1)",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END; SELECT 1",
    "EXECUTE commit_all",
    "UPDATE t SET rollback = 'to'",
]


@pytest.mark.parametrize("text", ENDS)
def test_it_ends(text):
    assert ends_transaction(text)


@pytest.mark.parametrize("text", GOES_ON)
def test_it_goes_on(text):
    assert not ends_transaction(text)


QUOTED = st.one_of(
    st.text().map(lambda text: "'" + text.replace("'", "''") + "'"),
    st.text().map(lambda text: '"' + text.replace('"', '""') + '"'),
    st.text().map(lambda text: "$q$" + text.replace("$", "") + "$q$"),
    st.text().map(
        lambda text: "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "' "
    ),
    st.text().map(lambda text: "/*" + text.replace("/", "").replace("*", "") + "*/"),
    st.text().map(lambda text: "--" + text.replace("\n", "").replace("\r", "") + "\n"),
    st.sampled_from(["'; COMMIT; '", "/*; COMMIT; */", "$$; END; $$", "--; ABORT\n"]),
)


@given(st.lists(QUOTED))
def test_what_is_quoted_ends_nothing(quoted):
    text = "SELECT " + ", ".join(quoted)
    assert not ends_transaction(text)


@given(st.lists(QUOTED), st.sampled_from(["COMMIT", "END", "ROLLBACK", "aBort"]))
def test_nothing_quoted_hides_what_comes_after(quoted, ending):
    assert ends_transaction("SELECT " + ", ".join(quoted) + f"; {ending}")


@given(st.text(alphabet="aE'\"$;-/*\\ \n" + "commitCOMMIT"))
def test_any_text_is_taken_apart(text):
    assert ends_transaction(text) in (True, False)


@pytest.mark.parametrize(
    ("text", "usually", "with_escapes"),
    [
        (r"SELECT '\' ; SELECT '; COMMIT; --'", False, True),
        (r"SELECT '\'; COMMIT; --'", True, False),
        ("SELECT 'a;b'; COMMIT", True, True),
    ],
)
def test_a_setting_has_backslashes_escape_in_all_texts(text, usually, with_escapes):
    assert ends_transaction(text) is usually
    assert ends_transaction(text, escapes=True) is with_escapes
