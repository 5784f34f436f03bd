"""Forms of France."""

from .country import Country, Place, around, cents, in_groups, times, whole
from .people import Numbers, Person
from .writing import without_accents

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT = (
    *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NARROW = "\u202f"
_HARD = "\u00a0"


def _worded(day, months=_MONTHS):
    number = "1er" if day.day == 1 else day.day
    return f"{number} {months[day.month - 1]} {day.year}"


FR = Country(
    code="FR",
    language="fr_FR",
    timezone="Europe/Paris",
    currency="EUR",
    date_format="day_first",
    number_format="comma",
    names=(
        "France",
        "FR",
        "FRANCE",
        "france",
        "La France",
        "République française",
    ),
    people=(
        Person("François", "Lefèvre", "f.lefevre"),
        Person("Anne-Sophie", "de La Tour d'Auvergne", "asla"),
        Person("Zoé", "Dupont", "zoe.dupont"),
        Person("Noël", "L'Hôpital", "noel"),
        Person("Inès", "Benali", "ines_benali"),
        Person("Jean-Baptiste", "Cœur", "jb.coeur"),
    ),
    name=("{given} {family}",),
    titles=("M. ", "Mme ", "Mlle ", "Dr ", "Monsieur ", "Madame ", "Maître "),
    suffixes=("",),
    generations=(),
    companies=(
        *("Société Générale d'Élagage", "L'Atelier du Cœur", "Crêperie « Chez Zoé »"),
        *("Dupont & Fils SARL", "Pâtisserie Noël"),
    ),
    hosts=("atelier", "dupont-fils", "creperie"),
    streets=(
        "12 bis, rue de l'Église",
        "1 place du 8 Mai 1945",
        "BP 12",
        "3, av. Foch",
    ),
    places=(
        Place("Paris", "75001", "", ()),
        Place("Bourg-en-Bresse", "01000", "", ()),
        Place("Saint-Étienne", "42000", "", ()),
        Place("L'Haÿ-les-Roses", "94240", "", ()),
    ),
    numbers=(
        Numbers(
            "+33",
            (
                ("1", "2", "4", "5", "6", "6"),
                *[("12", "34", "45", "56", "67", "80")] * 4,
            ),
            (
                *["0{0} {1} {2} {3} {4}"] * 3,
                *("0{0}.{1}.{2}.{3}.{4}", "0{0}-{1}-{2}-{3}-{4}", "0{0}{1}{2}{3}{4}"),
                *("+33 {0} {1} {2} {3} {4}", "+33 (0){0} {1} {2} {3} {4}"),
                *("0033 {0} {1} {2} {3} {4}", "+33{0}{1}{2}{3}{4}"),
                *("0{0}/{1}/{2}/{3}/{4}", "+33(0){0}{1}{2}{3}{4}"),
                *("Tél. : 0{0} {1} {2} {3} {4}", "0{0} {1}{2} {3}{4}"),
                *("Tél : 0{0}.{1}.{2}.{3}.{4}", "0033{0}{1}{2}{3}{4}"),
                *("Port. 0{0} {1} {2} {3} {4}", "{0}{1}{2}{3}{4}"),
                _HARD.join(("0{0}", "{1}", "{2}", "{3}", "{4}")),
                "0{0} {1} {2} {3} {4} (portable)",
            ),
        ),
    ),
    extensions=(" poste {}", " p. {}"),
    dates=(
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d/%m/%Y}",
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day:%d/%m/%y}",
        lambda day: f"{day:%d-%m-%Y}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%d %m %Y}",
        lambda day: f"{day:%d / %m / %Y}",
        lambda day: f"{day:%Y-%m-%d}",
        _worded,
        lambda day: _worded(day, _SHORT),
        lambda day: _worded(day).upper(),
        lambda day: without_accents(_worded(day)),
        lambda day: f"le {_worded(day)}",
        lambda day: f"Le {day:%d/%m/%Y}",
        lambda day: f"{_DAYS[day.weekday()]} {_worded(day)}",
        lambda day: f"{_DAYS[day.weekday()].title()} {_worded(day)}",
        lambda day: f"{day:%d/%m/%Y} à 14h30",
        lambda day: f"{day:%d/%m/%Y} 14:30:00",
        lambda day: f"{_worded(day)} à 9 h",
        lambda day: f"{day.day}-{_SHORT[day.month - 1]}-{day.year}",
        lambda day: _HARD.join(_worded(day).split()),
    ),
    no_dates=(
        "dès que possible",
        "31/05",
        "la semaine prochaine",
        "32/05/2024",
        "fin mai",
    ),
    amounts=("1", "5", "100", "1000", "2500", "0.01"),
    money=(
        (lambda amount: f"{in_groups(amount, _NARROW, ',')}{_HARD}€", "EUR"),
        (lambda amount: f"{in_groups(amount, _HARD, ',')}{_HARD}€", "EUR"),
        (lambda amount: f"{in_groups(amount, ' ', ',')} €", "EUR"),
        (lambda amount: f"{in_groups(amount, ' ', ',')}€", "EUR"),
        (lambda amount: around("", whole(amount, " "), " €"), "EUR"),
        (lambda amount: around("", whole(amount, ""), "€"), "EUR"),
        (lambda amount: around("", whole(amount, " "), " euros"), "EUR"),
        (lambda amount: around("", whole(amount, ""), " Euros"), "EUR"),
        (lambda amount: around("", whole(amount, "."), " €"), "EUR"),
        (lambda amount: around("", whole(amount, " "), " EUR"), "EUR"),
        (lambda amount: around("€ ", whole(amount, " ")), "EUR"),
        (lambda amount: f"{cents(amount, ',')} €", "EUR"),
        (lambda amount: f"{cents(amount, '.')} €", "EUR"),
        (lambda amount: cents(amount, ","), ""),
        (lambda amount: whole(amount, ""), ""),
        (lambda amount: whole(amount, _NARROW), ""),
        (lambda amount: whole(amount, "."), ""),
        (lambda amount: around("", times(amount, 1_000, ","), " k€"), "EUR"),
        (lambda amount: around("", times(amount, 1_000, ","), " K€"), "EUR"),
        (lambda amount: around("", times(amount, 1_000, ","), "k€"), "EUR"),
        (lambda amount: around("", times(amount, 1_000_000, ","), " M€"), "EUR"),
        (
            lambda amount: around(
                "", times(amount, 1_000_000, ","), " millions d'euros"
            ),
            "EUR",
        ),
        (lambda amount: f"{in_groups(amount, '&nbsp;', ',')}&nbsp;&euro;", "EUR"),
        (lambda amount: around("", whole(amount, " "), " CHF"), "CHF"),
        (lambda amount: f"{in_groups(amount, ' ', ',')} $ US", "USD"),
        (lambda amount: around("", whole(amount, " "), " € HT"), "EUR"),
        (lambda amount: f"{in_groups(amount, ' ', ',')} € TTC", "EUR"),
    ),
    no_amounts=("à définir", "entre 1 000 et 5 000 €", "sur devis", "???"),
    nothing=(
        "N/A",
        "-",
        "",
        "aucun",
        "néant",
        "non renseigné",
        "sans objet",
        "n/c",
    ),
    consents=("Oui", "oui", "on", "true", "1", "O", "OUI", "Oui, j'accepte"),
    refusals=("Non", "non", "off", "false", "0", "N", "Non merci"),
    subjects=("Demande de devis", "Prise de contact", "Rappelez-moi s'il vous plaît"),
    messages=(
        "Bonjour,\nje souhaite être rappelé dès que possible.\n\nMerci d'avance !",
        "C'est l'été : 30 % de réduction sur l'œuvre « Noël » ? (< 100 €)",
        "À bientôt 😀",
    ),
    charsets=("utf-8", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"),
)
