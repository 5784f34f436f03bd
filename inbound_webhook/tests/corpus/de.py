"""Forms of Germany."""

from .country import Country, Place, around, cents, in_groups, times, whole
from .people import Numbers, Person

_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)
_SHORT = (
    *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"),
    *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
)
_DAYS = (
    *("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"),
    "Sonntag",
)

_MOBILE = (
    *("0{0} {1}{2}", "0{0}/{1}{2}", "0{0}-{1}{2}", "+49 {0} {1}{2}", "0{0}{1}{2}"),
    *("+49 (0){0} {1} {2}", "Mobil: 0{0} {1}{2}", "Handy 0{0}/{1}{2}"),
    *(
        "49 {0} {1}{2}",
        "privat: 0{0} {1}{2}",
        "0049{0}{1}{2}",
        "0{0} / {1} {2} (mobil)",
    ),
)


def _worded(day, months=_MONTHS):
    return f"{day.day}. {months[day.month - 1]} {day.year}"


DE = Country(
    code="DE",
    language="de_DE",
    timezone="Europe/Berlin",
    currency="EUR",
    date_format="day_first",
    number_format="comma",
    names=(
        *("Deutschland", "DE", "Germany", "DEU", "deutschland", "DEUTSCHLAND", "BRD"),
        *("Bundesrepublik Deutschland", "de"),
    ),
    people=(
        Person("Jürgen", "Müller", "juergen.mueller"),
        Person("Anna-Lena", "Groß", "al.gross"),
        Person("Friedrich", "von der Leyen", "fvdl"),
        Person("Käthe", "Weiß", "kaethe_weiss"),
        Person("Özlem", "Şahin", "oezlem"),
        Person("Hans", "Schmidt-Rottluff", "hsr"),
    ),
    name=("{given} {family}", "{family}, {given}"),
    titles=("Herr ", "Frau ", "Dr. ", "Prof. Dr. ", "Herr Dr. ", "Dipl.-Ing. "),
    suffixes=("",),
    generations=(),
    companies=(
        *("Müller & Söhne GmbH", "Weiß OHG", "Bäckerei „Zur Mühle“", "Straßenbau AG"),
        *("Grün+Blau GmbH & Co. KG", "E. Öztürk e.K."),
    ),
    hosts=("mueller", "weiss-ohg", "baeckerei"),
    streets=(
        "Hauptstraße 12a",
        "Straße des 17. Juni 135",
        "Am Graben 3/II",
        "Postfach 7",
    ),
    places=(
        Place(
            *("München", "80331", "DE-BY"),
            ("Bayern", "BY", "bayern", "DE-BY", "Freistaat Bayern", "BAYERN"),
        ),
        Place(
            *("Stuttgart", "70173", "DE-BW"),
            ("Baden-Württemberg", "BW", "Baden Württemberg", "Baden-Wuerttemberg"),
        ),
        Place(
            *("Köln", "50667", "DE-NW"),
            ("Nordrhein-Westfalen", "NW", "Nordrhein Westfalen", "NRW"),
        ),
        Place("Berlin", "10115", "DE-BE", ("Berlin", "BE", "Land Berlin")),
        Place("Leipzig", "04109", "DE-SN", ("Sachsen", "SN", "Freistaat Sachsen")),
        Place("Jena", "07743", "DE-TH", ("Thüringen", "TH", "Thueringen")),
        Place("Hamburg", "20095", "DE-HH", ("Hamburg", "HH", "Hansestadt Hamburg")),
    ),
    numbers=(
        Numbers(
            "+49",
            (("30", "40", "89", "69", "221", "711"), 4, 3),
            (
                *("0{0} {1}{2}", "0{0}/{1}{2}", "(0{0}) {1}{2}", "0{0}-{1}{2}"),
                *("0{0} {1}-{2}", "0{0}/{1}-{2}", "+49 {0} {1}{2}", "+49 {0} {1}-{2}"),
                *("+49 (0){0} {1}{2}", "+49 (0) {0} / {1} {2}", "0049 {0} {1}{2}"),
                *("+49-{0}-{1}{2}", "+49(0){0}/{1}{2}", "Tel.: 0{0} {1} {2}"),
                *("0{0}{1}{2}", "0{0} / {1} {2}", "0{0}.{1}{2}", "+49{0}{1}{2}"),
                *("(+49) {0} {1}{2}", "Telefon 0{0}/{1}{2}", "0{0} \u2013 {1}{2}"),
            ),
        ),
        Numbers(
            "+49",
            (("170", "171", "175"), 3, 4),
            _MOBILE,
        ),
        Numbers(
            "+49",
            (("151", "176", "160"), 4, 4),
            _MOBILE,
        ),
    ),
    extensions=(" Durchwahl {}", " DW {}", " App. {}"),
    dates=(
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day.day}.{day.month}.{day.year}",
        lambda day: f"{day.day}.{day.month}.{day:%y}",
        lambda day: f"{day:%d. %m. %Y}",
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d-%m-%Y}",
        lambda day: f"{day:%Y-%m-%d}",
        _worded,
        lambda day: _worded(day, _SHORT),
        lambda day: _worded(day).upper(),
        lambda day: _worded(day).replace("ä", "ae"),
        lambda day: _worded(day).replace(". ", "."),
        lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
        lambda day: f"{_DAYS[day.weekday()]}, {_worded(day)}",
        lambda day: f"{_DAYS[day.weekday()]}, den {_worded(day)}",
        lambda day: f"{_DAYS[day.weekday()][:2]}, {day:%d.%m.%Y}",
        lambda day: f"{_DAYS[day.weekday()][:2]}. {day:%d.%m.%y}",
        lambda day: f"am {day:%d.%m.%Y}",
        lambda day: f"{day.day}. {_MONTHS[day.month - 1]} {day:%y}",
        lambda day: f"{day:%d.%m.%Y}, 14:30 Uhr",
        lambda day: f"{day:%d.%m.%Y} um 14.30 Uhr",
        lambda day: f"{_worded(day)}, 9 Uhr",
    ),
    no_dates=("sofort", "nächste Woche", "31.5.", "KW 22", "32.05.2024", "Sommer 2024"),
    amounts=("1", "5", "100", "1000", "2500", "0.01"),
    money=(
        (lambda amount: f"{in_groups(amount, '.', ',')} €", "EUR"),
        (lambda amount: f"{in_groups(amount, '.', ',')}€", "EUR"),
        (lambda amount: f"{in_groups(amount, '.', ',')}", ""),
        (lambda amount: f"€ {in_groups(amount, '.', ',')}", "EUR"),
        (lambda amount: around("", whole(amount, "."), " €"), "EUR"),
        (lambda amount: around("", whole(amount, "."), ",- €"), "EUR"),
        (lambda amount: around("", whole(amount, "."), ",-"), ""),
        (lambda amount: around("", whole(amount, "."), ",\u2013 €"), "EUR"),
        (lambda amount: around("EUR ", whole(amount, "."), ",--"), "EUR"),
        (lambda amount: around("", whole(amount, "."), " Euro"), "EUR"),
        (lambda amount: around("", whole(amount, ""), " euro"), "EUR"),
        (lambda amount: f"{cents(amount, ',')} EUR", "EUR"),
        (lambda amount: f"{in_groups(amount, ' ', ',')} €", "EUR"),
        (lambda amount: whole(amount, ""), ""),
        (lambda amount: whole(amount, "."), ""),
        (lambda amount: cents(amount, ","), ""),
        (lambda amount: around("", times(amount, 1_000, ","), " T€"), "EUR"),
        (lambda amount: around("", times(amount, 1_000, ","), "k €"), "EUR"),
        (lambda amount: around("", times(amount, 1_000, ","), " Tsd. €"), "EUR"),
        (lambda amount: around("", times(amount, 1_000_000, ","), " Mio. €"), "EUR"),
        (lambda amount: around("", times(amount, 1_000_000, ","), " Mio. Euro"), "EUR"),
        (lambda amount: f"{in_groups(amount, '.', ',')} &euro;", "EUR"),
        (lambda amount: f"CHF {in_groups(amount, chr(39), '.')}", "CHF"),
        (lambda amount: f"{in_groups(amount, '.', ',')} USD", "USD"),
        (lambda amount: f"{in_groups(amount, '.', ',')} € inkl. 19% MwSt.", "EUR"),
    ),
    no_amounts=("nach Absprache", "1.000 - 5.000 €", "auf Anfrage", "?!", "VB"),
    nothing=("k.A.", "keine Angabe", "-", "", "keine", "entfällt", "k. A.", "n/a", "/"),
    consents=("Ja", "ja", "on", "true", "1", "J", "x", "Ja, ich stimme zu"),
    refusals=("Nein", "nein", "off", "false", "0", "N", "Nein, danke"),
    subjects=("Angebotsanfrage", "Rückruf erbeten", "Größere Bestellung"),
    messages=(
        "Guten Tag,\nbitte um Rückruf – möglichst früh.\n\nMit freundlichen Grüßen",
        "Wir benötigen 20 m² Fläche & „schöne“ Böden; Maße < 5 m.",
        "Grüße aus Köln 😀",
    ),
    charsets=("utf-8", "utf-8", "iso-8859-1", "windows-1252"),
)
