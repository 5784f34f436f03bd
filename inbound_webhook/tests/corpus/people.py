"""Who sends the form: names, addresses on the internet, telephones, in any country."""

from dataclasses import dataclass
from random import Random

from .writing import Style, Written, full_width, nothing, spoilt, unreadable

_MAIL_HOSTS = ("example.com", "example.org", "mail.example.net", "post.example")
_NO_ADDRESS = ("no email", "asdf", "test@", "@example.com", "ada@example,com")
_NO_PHONE = (
    "anonymous",
    "Restricted",
    "see email",
    "client:agent_7",
    "call me!",
    "???",
)
#: Addresses with something around them, or half a scheme; and how what is meant begins.
_UNTIDY = {"<{}>": "http://", "{}.": "http://", "https//{}": "https://"}
_NO_SITE = ("coming soon", "http://", "we have none yet", "https//", "ask me")


@dataclass(frozen=True)
class Person:
    """Who writes.

    :param given: one name
    :param family: with all that belongs to it
    :param latin: of letters that an address is made of
    """

    given: str
    family: str
    latin: str


@dataclass(frozen=True)
class Numbers:
    """Telephone numbers of one kind, in one country.

    :param prefix: of the country, with its plus
    :param parts: each a number of digits that are chosen, or the texts to choose among
    :param styles: ways to write them: texts with the numbers of parts in braces
    """

    prefix: str
    parts: tuple[int | tuple[str, ...], ...]
    styles: tuple[str, ...]

    def written(self, rng: Random, extensions: tuple[str, ...]) -> Written:
        """A number of these.

        :param extensions: how one is written behind it
        """
        parts = [
            rng.choice(part) if isinstance(part, tuple) else _digits(rng, part)
            for part in self.parts
        ]
        text = rng.choice(self.styles).format(*parts)
        meaning = self.prefix + "".join(parts)
        if extensions and rng.random() < 0.15:
            extension = str(rng.randrange(10, 9999))
            text += rng.choice(extensions).format(extension)
            meaning += f" ext. {extension}"
        return Written(text, meaning)


def _digits(rng: Random, count: int) -> str:
    """Digits that do not begin with those that mean something to a telephone."""
    return str(rng.randrange(2, 10)) + "".join(
        str(rng.randrange(10)) for _ in range(count - 1)
    )


def phone(rng: Random, country) -> Written:
    """A telephone number of somebody."""
    chance = rng.random()
    if chance < 0.03:
        return unreadable(rng.choice(_NO_PHONE))
    if chance < 0.06:
        return nothing(rng.choice(country.nothing))
    if chance < 0.1:
        # Of somebody from abroad: numbers that are kept free for films.
        return Written(
            *rng.choice(
                [
                    ("+44 20 7946 0958", "+442079460958"),
                    ("+44 (0)161 496 0123", "+441614960123"),
                    ("0044 20 7946 0018", "+442079460018")
                    if country.code in ("DE", "FR")
                    else ("+44-20-7946-0018", "+442079460018"),
                    ("+1 (415) 555-2671", "+14155552671"),
                ]
            )
        )
    written = rng.choice(country.numbers).written(rng, country.extensions)
    return spoilt(rng, written, *country.guises)


def email(rng: Random, person: Person, country) -> Written:
    """An e-mail address of somebody."""
    chance = rng.random()
    if chance < 0.03:
        return unreadable(rng.choice(_NO_ADDRESS))
    if chance < 0.05:
        return nothing(rng.choice(country.nothing))
    address = f"{person.latin}{rng.randrange(10_000)}@{rng.choice(_MAIL_HOSTS)}"
    styles: list[Style] = [
        *([str] * 8),
        str.upper,
        str.title,
        lambda text: f"<{text}>",
        lambda text: f"mailto:{text}",
        lambda text: f"{person.given} {person.family} <{text}>",
        lambda text: f"{text}, second@example.com",
        lambda text: f"{text}; second@example.com",
    ]
    if country.code == "JP":
        styles.append(full_width)
    return spoilt(rng, Written(rng.choice(styles)(address), address))


def website(rng: Random, country) -> Written:
    """An address of a website, its meaning without what need not be written."""
    chance = rng.random()
    if chance < 0.04:
        return unreadable(rng.choice(_NO_SITE))
    if chance < 0.12:
        return nothing(rng.choice(country.nothing))
    host = f"{rng.choice(country.hosts)}-{rng.randrange(1000)}.example"
    path = rng.choice(["", "", "/", "/shop", "/?utm_source=ad&utm_medium=cpc"])
    style = rng.choice(
        [
            "{}",
            "www.{}",
            "<{}>",
            "{}.",
            "https//{}",
            "http://{}",
            "https://{}",
            "https://www.{}",
        ]
    )
    text = style.format(host + path)
    meaning = text if "://" in text else f"http://{text}"
    if style in _UNTIDY:
        meaning = _UNTIDY[style] + host + path
    if not path and rng.random() < 0.2:
        text, meaning = text.upper(), meaning.lower()
    return spoilt(rng, Written(text, meaning))
