"""Tax numbers that are right, with the check digits that their countries publish."""

from random import Random

from .writing import Written


def tax_number(rng: Random, code: str) -> Written | None:
    """One of a country, None where its forms do not ask."""
    make = {"BR": _of_brazil, "DE": _of_germany, "FR": _of_france}.get(code)
    return make(rng) if make else None


def _digits(rng: Random, count: int) -> list[int]:
    return [rng.randrange(1, 10), *(rng.randrange(10) for _ in range(count - 1))]


def _text(digits: list[int]) -> str:
    return "".join(map(str, digits))


def _of_brazil(rng: Random) -> Written:
    if rng.random() < 0.5:
        digits = _digits(rng, 9)
        for _ in range(2):
            weights = range(len(digits) + 1, 1, -1)
            digits.append(_modulo_11(digits, weights))
        pattern = "{}{}{}.{}{}{}.{}{}{}-{}{}"
    else:
        digits = [*_digits(rng, 8), 0, 0, 0, 1]
        for _ in range(2):
            weights = [2 + index % 8 for index in range(len(digits))][::-1]
            digits.append(_modulo_11(digits, weights))
        pattern = "{}{}.{}{}{}.{}{}{}/{}{}{}{}-{}{}"
    number = _text(digits)
    style = rng.choice([pattern, pattern, "{}" * len(digits), f" {pattern} "])
    return Written(style.format(*digits), number)


def _modulo_11(digits: list[int], weights) -> int:
    rest = (
        sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    )
    return 0 if rest < 2 else 11 - rest


def _of_germany(rng: Random) -> Written:
    """ISO 7064, modulus 11, 10."""
    digits, product = _digits(rng, 8), 10
    for digit in digits:
        product = ((digit + product) % 10 or 10) * 2 % 11
    number = f"DE{_text(digits)}{(11 - product) % 10}"
    spaced = f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}"
    return Written(rng.choice([number, spaced, number.lower(), number[2:]]), number)


def _of_france(rng: Random) -> Written:
    """The number of the company (Luhn), behind two digits that check it."""
    digits = _digits(rng, 8)
    doubled = [digit * 2 if index % 2 else digit for index, digit in enumerate(digits)]
    digits.append(-sum(each - 9 if each > 9 else each for each in doubled) % 10)
    company = _text(digits)
    check = f"{(12 + 3 * (int(company) % 97)) % 97:02}"
    number = f"FR{check}{company}"
    spaced = f"FR {check} {company[:3]} {company[3:6]} {company[6:]}"
    return Written(rng.choice([number, spaced, number.lower()]), number)
