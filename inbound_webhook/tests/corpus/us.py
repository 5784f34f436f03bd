"""Forms of the United States."""

from .country import Country, Place, around, cents, in_groups, times, whole
from .people import Numbers, Person

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DASHED, _PLAIN = "{0}-{1}-{2}", "{0}{1}{2}"


def _ordinal(day):
    last = 0 if day in (11, 12, 13) else day % 10
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


US = Country(
    code="US",
    language="en_US",
    timezone="America/New_York",
    currency="USD",
    date_format="month_first",
    number_format="point",
    names=(
        *("United States", "USA", "US", "U.S.A.", "usa", "United States of America"),
        *("U.S.", "UNITED STATES", "the USA"),
    ),
    people=(
        Person("Jane", "Doe", "jane.doe"),
        Person("Michael", "O'Brien", "mobrien"),
        Person("Ashley", "Johnson-Smith", "ashley"),
        Person("DeShawn", "Washington", "dwashington"),
        Person("Maria", "Garcia", "maria_garcia"),
        Person("Liam", "McDonald", "liam+leads"),
        Person("Emily", "van der Berg", "emily.v"),
        Person("Wei", "Chen", "wchen"),
    ),
    name=("{given} {family}", "{family}, {given}"),
    titles=("Mr. ", "Ms. ", "Dr. ", "Mrs. "),
    suffixes=(" Jr.", ", Jr.", ", MD", " III", ", Ph.D."),
    generations=(" Jr.", ", Jr.", " III"),
    companies=(
        *("Acme, Inc.", "Smith & Sons LLC", "O'Neil's Diner", "3M Company", "AT&T"),
        *('The "Best" Bakery', "Widgets <3 You Co."),
    ),
    hosts=("acme", "smith-sons", "bakery"),
    streets=(
        *("1600 Pennsylvania Ave NW", "742 Evergreen Terrace, Apt #4B", "PO Box 1234"),
        "12 1/2 Main St.",
    ),
    places=(
        Place(
            *("San Francisco", "94105", "CA"),
            ("California", "CA", "ca", "CALIFORNIA", "California (CA)", "Ca."),
        ),
        Place("New York", "10001-1234", "NY", ("New York", "NY", "N.Y.", "new york")),
        Place("Boston", "02108", "MA", ("Massachusetts", "MA", "massachusetts")),
        Place("Austin", "78701", "TX", ("Texas", "TX", "texas", "TX - Texas")),
        Place(
            *("Washington", "20001", "DC"),
            ("District of Columbia", "DC", "D.C.", "dc"),
        ),
        Place("Portland", "97201", "OR", ("Oregon", "OR", "or")),
        Place("Charlotte", "28202", "NC", ("North Carolina", "NC", "NORTH CAROLINA")),
    ),
    numbers=(
        Numbers(
            "+1",
            (("415", "212", "617", "512", "202", "503", "704"), ("555", "234"), 4),
            (
                *("({0}) {1}-{2}", "({0}) {1}-{2}", _DASHED, _PLAIN, "{0}.{1}.{2}"),
                *("{0} {1} {2}", f"1-{_DASHED}", f"+1 {_DASHED}", "+1 ({0}) {1}-{2}"),
                *("+1{0}{1}{2}", "({0}){1}-{2}", "{0}/{1}-{2}", "1 ({0}) {1}-{2}"),
                *("Cell: ({0}) {1}-{2}", "tel:+1{0}{1}{2}", "{0} {1}-{2} (mobile)"),
                *("[{0}] {1}-{2}", "Office: {0}-{1}-{2}", "{0} - {1} - {2}"),
            ),
        ),
    ),
    extensions=(" x{}", " ext. {}", ", ext {}", " Ext: {}", " #{}", " extension {}"),
    dates=(
        lambda day: f"{day:%m/%d/%Y}",
        lambda day: f"{day.month}/{day.day}/{day.year}",
        lambda day: f"{day.month}/{day.day}/{day:%y}",
        lambda day: f"{day:%m-%d-%Y}",
        lambda day: f"{day.month}.{day.day}.{day.year}",
        lambda day: f"{day:%Y-%m-%d}",
        lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
        lambda day: f"{_MONTHS[day.month - 1]} {_ordinal(day.day)}, {day.year}",
        lambda day: f"{_MONTHS[day.month - 1][:3]} {day.day} {day.year}",
        lambda day: f"{_MONTHS[day.month - 1][:3]}. {day.day}, {day.year}",
        lambda day: f"{_ordinal(day.day)} of {_MONTHS[day.month - 1]} {day.year}",
        lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
        lambda day: (
            f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"
        ),
        lambda day: f"{_DAYS[day.weekday()][:3]} {day.month}/{day.day}/{day.year}",
        lambda day: f"{day:%m/%d/%Y} 3:00 PM",
        lambda day: f"{day:%m/%d/%Y}, 10:30 am",
        lambda day: f"{day:%Y-%m-%d}T09:30:00-05:00",
        lambda day: f"{day.day}-{_MONTHS[day.month - 1][:3]}-{day.year}",
        lambda day: f"{day.day}-{_MONTHS[day.month - 1][:3]}-{day:%y}",
        lambda day: f"{day:%m/%d/%Y} @ 3:00pm",
    ),
    no_dates=("ASAP", "next week", "5/31", "Q3", "05/32/2024", "13/13/2024", "soon"),
    amounts=("1", "5", "100", "1000", "2500", "0.01"),
    money=(
        (lambda amount: around("$", whole(amount, ",")), "USD"),
        (lambda amount: f"${in_groups(amount, ',', '.')}", "USD"),
        (lambda amount: f"$ {in_groups(amount, ',', '.')}", "USD"),
        (lambda amount: f"${cents(amount, '.')}", "USD"),
        (lambda amount: around("USD ", whole(amount, ",")), "USD"),
        (lambda amount: around("", whole(amount, ","), " USD"), "USD"),
        (lambda amount: around("US$", whole(amount, ",")), "USD"),
        (lambda amount: around("$", whole(amount, ","), " USD"), "USD"),
        (lambda amount: around("", whole(amount, ","), " dollars"), "USD"),
        (lambda amount: around("$", times(amount, 1_000), "k"), "USD"),
        (lambda amount: around("$", times(amount, 1_000), "K"), "USD"),
        (lambda amount: around("", times(amount, 1_000), "k"), ""),
        (lambda amount: around("$", times(amount, 1_000_000), "M"), "USD"),
        (lambda amount: around("$", times(amount, 1_000_000), " million"), "USD"),
        (lambda amount: around("$", times(amount, 1_000), " thousand"), "USD"),
        (lambda amount: whole(amount, ""), ""),
        (lambda amount: whole(amount, ","), ""),
        (lambda amount: in_groups(amount, ",", "."), ""),
        (lambda amount: around("$", whole(amount, ","), ".-"), "USD"),
        (lambda amount: around("€", whole(amount, ",")), "EUR"),
        (lambda amount: around("£", whole(amount, ",")), "GBP"),
        (lambda amount: around("C$", whole(amount, ",")), "CAD"),
        (lambda amount: around("CAD$", whole(amount, ",")), "CAD"),
    ),
    no_amounts=("call me", "$1,000 - $5,000", "TBD", "depends", "over 9000?", "1.2.3"),
    nothing=("N/A", "n/a", "none", "-", "", "None", "null", "--"),
    consents=("Yes", "yes", "on", "true", "1", "Y", "✓", "Yes, please contact me"),
    refusals=("No", "no", "off", "false", "0", "N", "No, thanks"),
    subjects=("Request a quote", "Demo request", "Contact form: pricing"),
    messages=(
        "Hi there,\nplease call me back - it's about 50 units.\n\nThanks!",
        "We'd like a demo 😀 for <our> team & partners; budget < $5k",
        'He said "OK" \u2013 and that\u2019s 100% fine.',
    ),
    charsets=("utf-8", "utf-8", "windows-1252"),
)
