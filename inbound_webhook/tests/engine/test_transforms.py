"""Transforms: what each makes of a value."""

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.transforms import (
    TRANSFORMS,
    apply_transform,
    check_transform,
    makes_another_number,
    register_transform,
)


def test_the_transforms_that_mappings_can_have():
    assert list(TRANSFORMS) == [
        *("trim", "lower", "upper", "title", "first_name", "last_name"),
        *("person_title", "html_to_text", "keep_html", "digits_only", "currency"),
        *("prefix", "suffix", "join", "split"),
        *("value_table", "default"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "changed"),
    [
        ("trim", "  a b\n", "a b"),
        ("lower", "ÄB", "äb"),
        ("upper", "äb", "ÄB"),
        ("title", "o'NEIL mc-donald", "O'Neil Mc-Donald"),
        ("title", "don't d'angelo 3rd ÉCOLE", "Don't D'Angelo 3rd École"),
        ("first_name", " Ann Maria  Smith ", "Ann"),
        ("last_name", " Ann Maria  Smith ", "Maria Smith"),
        ("first_name", "Ann", "Ann"),
        ("last_name", "Ann", None),
        ("first_name", " ", None),
        ("last_name", "", None),
        ("digits_only", "+33 (0)6-12", "330612"),
        ("digits_only", "abc", ""),
        ("join", ["a", 1, True, None, "", ["x"], {"y": 1}], "a, 1, true"),
        ("join", [], ""),
        ("join", "a", "a"),
        ("split", "a, b ,,c", ["a", "b", "c"]),
        ("split", "", []),
        ("split", ["a,b"], ["a,b"]),
        ("upper", ["a", 1, ["b"]], ["A", 1, ["B"]]),
        ("upper", 5, 5),
        ("trim", date(2026, 4, 3), date(2026, 4, 3)),
        ("upper", {"a": "b"}, {"a": "b"}),
    ],
)
def test_what_a_transform_makes_of_a_value(name, value, changed):
    assert apply_transform(name, value) == changed


@pytest.mark.parametrize("name", [name for name in TRANSFORMS if name != "default"])
def test_nothing_stays_nothing(name):
    assert apply_transform(name, None) is None


TABLE = "new = Prospect; Won=Customer\n* = Other"


@pytest.mark.parametrize(
    ("name", "value", "argument", "changed"),
    [
        ("prefix", "42", "SO-", "SO-42"),
        ("suffix", "42", " EUR", "42 EUR"),
        ("prefix", ["1", "2"], "#", ["#1", "#2"]),
        ("prefix", 5, "#", 5),
        ("join", ["a", "b"], " / ", "a / b"),
        ("split", "a; b;", ";", ["a", "b"]),
        ("value_table", "new", TABLE, "Prospect"),
        ("value_table", " WON ", TABLE, "Customer"),
        ("value_table", "lost", TABLE, "Other"),
        ("value_table", "lost", "won = Customer", "lost"),
        ("value_table", 3, "3 = High", "High"),
        ("value_table", True, "true = Yes", "Yes"),
        ("value_table", ["new", "x"], TABLE, ["Prospect", "Other"]),
        ("value_table", "a", "a = b = c", "b = c"),
        ("default", None, "Unknown", "Unknown"),
        ("default", "  ", "Unknown", "Unknown"),
        ("default", "Ada", "Unknown", "Ada"),
        ("default", False, "Unknown", False),
    ],
)
def test_what_a_transform_makes_with_its_argument(name, value, argument, changed):
    assert apply_transform(name, value, argument) == changed


@pytest.mark.parametrize(
    ("name", "argument", "code"),
    [
        ("prefix", "", "transform_argument_missing"),
        ("value_table", "", "transform_argument_missing"),
        ("value_table", "new Prospect", "value_table_invalid"),
        ("value_table", "= Prospect", "value_table_invalid"),
        ("reverse", "", "transform_unknown"),
    ],
)
def test_what_cannot_work_is_refused_when_saved(name, argument, code):
    with pytest.raises(InvalidSetup) as caught:
        check_transform(name, argument)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "argument"),
    [("trim", ""), ("join", ""), ("join", "-"), ("value_table", TABLE)],
)
def test_what_can_work_is_accepted(name, argument):
    assert check_transform(name, argument) is None


def test_an_unknown_transform_is_a_setup_error():
    with pytest.raises(InvalidSetup) as caught:
        apply_transform("reverse", "a")
    assert caught.value.code == "transform_unknown"


def test_another_addon_can_register_a_transform(monkeypatch):
    monkeypatch.setitem(TRANSFORMS, "reverse", None)
    register_transform("reverse", "Backwards")(lambda value, _: value[::-1])
    assert apply_transform("reverse", "ab") == "ba"


@given(
    st.sampled_from(sorted(TRANSFORMS)),
    st.recursive(
        st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda children: st.lists(children) | st.dictionaries(st.text(), children),
        max_leaves=5,
    ),
)
def test_any_value_can_be_transformed(name, value):
    apply_transform(name, value)


def test_a_long_table_takes_no_time_for_a_long_list():
    table = "\n".join(f"{number} = x" for number in range(1_000))
    started = time.perf_counter()
    apply_transform("value_table", ["999"] * 50_000, table)
    assert time.perf_counter() - started < 1


@given(st.lists(st.text("abc", min_size=1)))
def test_a_list_that_is_joined_can_be_split(items):
    assert apply_transform("split", apply_transform("join", items)) == items


@pytest.mark.parametrize(
    ("text", "loses"),
    [
        *((text, True) for text in ("$1,234.50", "1.234,50 €", "CHF 1'234.50", "12.5")),
        *((text, True) for text in ("-12", "- $ 12", "\u221212", "12-", "(12.00)")),
        *((text, True) for text in ("1 234,50", "($ 12)", "-1,234.50 USD", "99,9 %")),
        *((text, False) for text in ("02/555.12.34", "(555) 123-4567", "+32 2 555")),
        *((text, False) for text in ("INV-2026-17", "2026-04-03", "12", "", "abc")),
        *((text, False) for text in ("1,234", "BE 0477.472.701", "192.168.0.10")),
        *((value, False) for value in (12.5, -12, None, ["-12"])),
    ],
)
def test_whether_the_digits_of_a_text_are_another_number(text, loses):
    assert makes_another_number("digits_only", text) is loses
    assert makes_another_number("trim", text) is False


@pytest.mark.parametrize(
    ("text", "title", "first", "last"),
    [
        ("Ada Lovelace", None, "Ada", "Lovelace"),
        ("Dr. Ada van Lovelace", "Dr.", "Ada", "van Lovelace"),
        ("Prof. Dr. Ada Lovelace", "Prof. Dr.", "Ada", "Lovelace"),
        ("Frau Ada Lovelace", "Frau", "Ada", "Lovelace"),
        ("MR ADA LOVELACE", "MR", "ADA", "LOVELACE"),
        ("Mme Ada de La Tour", "Mme", "Ada", "de La Tour"),
        ("Mrs. Lovelace", "Mrs.", None, "Lovelace"),
        ("van Lovelace, Ada", None, "Ada", "van Lovelace"),
        ("Lovelace, Dr. Ada Maria", "Dr.", "Ada Maria", "Lovelace"),
        ("Don Quixote", None, "Don", "Quixote"),
        ("J. R. R. Tolkien", None, "J. R. R.", "Tolkien"),
        ("J.R.R. Tolkien", None, "J.R.R.", "Tolkien"),
        ("Ada M. Lovelace", None, "Ada M.", "Lovelace"),
        ("Prof. Dr. med. Hans-Peter Müller", "Prof. Dr. med.", "Hans-Peter", "Müller"),
        ("Prof.Dr. Hans Müller", "Prof.Dr.", "Hans", "Müller"),
        ("Dr. rer. nat. Eva Groß", "Dr. rer. nat.", "Eva", "Groß"),
        (
            "Prof. Dr. Dr. h.c. mult. Eva Groß",
            "Prof. Dr. Dr. h.c. mult.",
            "Eva",
            "Groß",
        ),
        ("Dipl.-Ing. Jan Kowalski", "Dipl.-Ing.", "Jan", "Kowalski"),
        ("Herr Müller", "Herr", None, "Müller"),
        ("Herr und Frau Müller", "Herr und Frau", None, "Müller"),
        ("Mr. & Mrs. John Smith", "Mr. & Mrs.", "John", "Smith"),
        ("Müller, Dr. Hans", "Dr.", "Hans", "Müller"),
        ("María José García López", None, "María José", "García López"),
        ("María del Carmen García López", None, "María del Carmen", "García López"),
        ("Mª Ángeles Ruiz", None, "Mª", "Ángeles Ruiz"),
        ("María de los Ángeles Ruiz", None, "María de los Ángeles", "Ruiz"),
        ("Sra. Ana María Ruiz", "Sra.", "Ana María", "Ruiz"),
        ("D. Juan García López", "D.", "Juan", "García López"),
        (
            "Maria Aparecida dos Santos Silva",
            None,
            "Maria Aparecida",
            "dos Santos Silva",
        ),
        ("Maria de Souza", None, "Maria", "de Souza"),
        ("Luís Gonçalves e Souza", None, "Luís", "Gonçalves e Souza"),
        ("José Ortega y Gasset", None, "José", "Ortega y Gasset"),
        ("パウロ・ダ・シルバ", None, "パウロ", "ダ シルバ"),
        ("Dra. Ana da Silva", "Dra.", "Ana", "da Silva"),
        ("M. Dupont", "M.", None, "Dupont"),
        ("Mme Marie-Claude de La Tour", "Mme", "Marie-Claude", "de La Tour"),
        ("Jean-Pierre DUPONT", None, "Jean-Pierre", "DUPONT"),
        ("DUPONT Jean Paul", None, "Jean Paul", "DUPONT"),
        ("Charles DE GAULLE", None, "Charles", "DE GAULLE"),
        ("De heer Jan van den Berg", "De heer", "Jan", "van den Berg"),
        ("Jan Pieter van den Berg", None, "Jan Pieter", "van den Berg"),
        ("Berg, Jan van den", None, "Jan", "van den Berg"),
        ("drs. J. de Vries", "drs.", "J.", "de Vries"),
        ("Sig.ra Anna Rossi", "Sig.ra", "Anna", "Rossi"),
        ("Dott.ssa Anna De Luca", "Dott.ssa", "Anna", "De Luca"),
        ("山田 太郎", None, "太郎", "山田"),
        ("山田\u3000太郎 様", "様", "太郎", "山田"),
        ("山田様", "様", None, "山田"),
        ("ヤマダ タロウ", None, "タロウ", "ヤマダ"),
        ("ジョン・スミス", None, "ジョン", "スミス"),
        ("김 철수님", "님", "철수", "김"),
        ("山田太郎", None, "山田太郎", None),
        ("MR JOHN SMITH JR.", "MR", "JOHN", "SMITH JR."),
        ("John Smith, Jr.", None, "John", "Smith Jr."),
        ("Ada Lovelace, PhD", "PhD", "Ada", "Lovelace"),
        ("Dr. Ada Lovelace, Ph.D., M.A.", "Dr. Ph.D. M.A.", "Ada", "Lovelace"),
        ("Ada Lovelace MBA", "MBA", "Ada", "Lovelace"),
        ("Yo-Yo Ma", None, "Yo-Yo", "Ma"),
        ("Henry Ford III", None, "Henry", "Ford III"),
        ("John John", None, "John", "John"),
        ("AJ Smith", None, "AJ", "Smith"),
        ("Ludwig van Beethoven", None, "Ludwig", "van Beethoven"),
        ("Mohammed bin Rashid Al Maktoum", None, "Mohammed", "bin Rashid Al Maktoum"),
        ("г-н Иван Петров", "г-н", "Иван", "Петров"),
        # A title right before the name, as people type it.
        ("Dr.Müller", "Dr.", None, "Müller"),
        ("Prof.Dr.Eva Groß", "Prof.Dr.", "Eva", "Groß"),
        ("Mr.John Smith", "Mr.", "John", "Smith"),
        ("Müller, Dr.Hans", "Dr.", "Hans", "Müller"),
        ("Dipl.Ing Max Müller", "Dipl.Ing", "Max", "Müller"),
        ("Ada Lovelace, M.Sc", "M.Sc", "Ada", "Lovelace"),
        ("dr hab. Jan Kowalski", "dr hab.", "Jan", "Kowalski"),
        # A last name alone.
        ("von der Leyen", None, None, "von der Leyen"),
        ("Frau von der Leyen", "Frau", None, "von der Leyen"),
        ("Mevr. Van den Berg", "Mevr.", None, "Van den Berg"),
        ("Mr. De Niro", "Mr.", None, "De Niro"),
        ("Familie Müller", "Familie", None, "Müller"),
        ("Mr. Al Pacino", "Mr.", "Al", "Pacino"),
        ("Mr. Van Morrison Smith", "Mr.", "Van", "Morrison Smith"),
        # Two people, a name for friends, a company behind the name.
        ("Max Müller und Eva Schmidt", None, "Max", "Müller und Eva Schmidt"),
        ("JUDr. Jan Novák", "JUDr.", "Jan", "Novák"),
        ("MUDr.Jan Novák", "MUDr.", "Jan", "Novák"),
        ("Ada & Bob Smith", None, "Ada & Bob", "Smith"),
        ("Eva und Max von Berg", None, "Eva und Max", "von Berg"),
        ("Ana y Juan Pérez", None, "Ana y Juan", "Pérez"),
        ('Ada "The Countess" Lovelace', None, 'Ada "The Countess"', "Lovelace"),
        ("William (Bill) Gates", None, "William (Bill)", "Gates"),
        ("Ada Lovelace - Acme", None, "Ada", "Lovelace - Acme"),
        ("Ada Lovelace | Acme Europe", None, "Ada", "Lovelace | Acme Europe"),
        # The head of a mail.
        ("Ada Lovelace <ada@example.com>", None, "Ada", "Lovelace"),
        ('"Lovelace, Dr. Ada" <ada@example.com>', "Dr.", "Ada", "Lovelace"),
        ("<ada@example.com>", None, "<ada@example.com>", None),
        ("Ada", None, "Ada", None),
        ("Dr.", None, "Dr.", None),
        ("Lovelace,", None, None, "Lovelace"),
        (",", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_name_is_taken_apart(text, title, first, last):
    assert apply_transform("person_title", text) == title
    assert apply_transform("first_name", text) == first
    assert apply_transform("last_name", text) == last


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("for <our> team & partners", "for <our> team & partners"),
        ("write to <ada@b.co> <b>soon</b>", "write to <ada@b.co> soon"),
        ("<o:p>of a word processor</o:p>", "of a word processor"),
        ("<x-card>of one's own</x-card>", "of one's own"),
        ("&lt;b&gt; &eacute; &#8364;", "<b> é €"),
        ("<p>Hello <b>Ada</b></p><p>Bye</p>", "Hello Ada\n\nBye"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<ul>\n <li><p>one</p></li>\n <li>two\n</ul>end", "- one\n- two\nend"),
        ("<p>So:</p><ol><li>one<li>two</ol>", "So:\n1. one\n2. two"),
        ('<a href="https://a.example/x">here</a>.', "here ( https://a.example/x )."),
        ('<a href="https://a.example/">a.example</a>', "a.example"),
        ('<a href="mailto:ada@b.co">Ada</a>', "Ada ( ada@b.co )"),
        ('<a href="mailto:ada@b.co">ada@b.co</a>', "ada@b.co"),
        ('<a href="tel:+32475123456">Call</a>', "Call ( +32475123456 )"),
        ('<a href="javascript:alert(1)">x</a><a href="#top">y</a>', "xy"),
        (
            '<a href="https://a.example"><img alt="Logo" src="x"></a>',
            "Logo ( https://a.example )",
        ),
        ("<pre>a\n  b</pre>c", "a\nb\nc"),
        (
            "<a href='http://a.b'>x<a href='http://c.d'>y</a>",
            "x ( http://a.b )y ( http://c.d )",
        ),
        ("<template><template>T</template></template>x", "x"),
        ("<head><title>T</title><body>text", "text"),
        ("a&nbsp;b&amp;c &quot;d&quot;", 'a\u00a0b&c "d"'),
        ("<p>a&nbsp; b</p>", "a b"),
        ("<!-- no --><p>yes</p><!--[if mso]>no<![endif]-->", "yes"),
        ("a<br>\n<br>b", "a\n\nb"),
        (
            "<tr><td>Name</td><td>Ada</td></tr><tr><td>City</td></tr>",
            "Name Ada\n\nCity",
        ),
        ("I <3 you & me", "I <3 you & me"),
        ("<script>alert(1)</script>x<style>p{}</style>", "x"),
        ("<td>a</td><td>b</td>", "a b"),
        ("<![CDATA[<p>Hello</p>]]>", "Hello"),
        ("<p>a</p><![CDATA[5 > 4]]>", "a\n5 > 4"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("<p>broken", "broken"),
        ("no html", "no html"),
    ],
)
def test_html_is_read_as_people_see_it(text, read):
    assert apply_transform("html_to_text", text) == read


@pytest.mark.parametrize(
    "piece",
    [
        *("<a href='http://a.b'>x", "<template>", "<template><head>", "<ul><li>"),
        *(
            "<",
            "<a",
            "<!--",
            "</",
            "&",
            "&#",
            "<pre>",
            "<p",
            "<a href='",
            "</template>",
        ),
        *("<![", "<?", "<script>", "<!DOCTYPE", "<a b", "<a =", "<a/", "<br/>", "<li>"),
    ],
)
def test_html_that_never_ends_takes_no_time(piece):
    started = time.perf_counter()
    for length in (100_000, 500_000):
        text = f"<p>{piece * (length // len(piece))}"
        for end in ("", ">", "-->", "</a></template>" * 200):
            assert isinstance(apply_transform("html_to_text", text + end), str)
    assert time.perf_counter() - started < 10


def test_a_long_text_of_html_loses_its_tags():
    text = "<p>Hello <b>Ada</b> &amp; you</p><p>Bye</p>" + "<i>x</i>" * 50_000
    read = apply_transform("html_to_text", text)
    assert read.startswith("Hello Ada & you\n\nBye\n") and read.endswith("xxx")


@given(st.text(max_size=200))
def test_any_text_can_be_read_as_html(text):
    assert isinstance(apply_transform("html_to_text", text), str)


@given(st.text("aB.,- \u592a\u30fb&", max_size=30) | st.text(max_size=30))
def test_no_word_of_a_name_is_lost(text):
    parts = [
        apply_transform(name, text) or ""
        for name in ("person_title", "first_name", "last_name")
    ]
    assert _letters("".join(parts)) == _letters(text)


def _letters(text):
    """What is seen, and is neither a blank nor between names."""
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return sorted(sign for sign in seen if not sign.isspace() and sign not in ",\u30fb")
