"""What is printed of the rounds: medians, the middle half of them, and ratios."""

import os
import statistics
from dataclasses import dataclass, field

_LINE = "{:<32} {:>23} {:>23} {:>11}"


@dataclass
class Series:
    """The rounds of a case.

    :param rates: calls a second, of each round
    :param queries: of each call
    """

    rates: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)


def table(title, rows, base):
    """Lines about cases that are compared with one of them.

    :param rows: (label, :class:`Series`) pairs
    :param base: the series that the others are compared with
    """
    yield _LINE.format(title, "", "", "").rstrip()
    for label, series in rows:
        # Round by round: what else the machine did then slowed down both.
        ratios = [
            rate / other for rate, other in zip(series.rates, base.rates, strict=True)
        ]
        yield _LINE.format(
            f"  {label}",
            _spread(series.rates, ".1f"),
            _spread(ratios, ".2f"),
            _queries(series.queries),
        )


def heading():
    """The line above the tables."""
    return _LINE.format("", "calls a second", "of Odoo's own", "queries")


def machine():
    """How busy the machine is, which the figures depend on."""
    load = ", ".join(f"{minutes:.1f}" for minutes in os.getloadavg())
    return f"{os.cpu_count()} processors, load average {load}"


def _spread(values, form):
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:{form}} ({low:{form}} to {high:{form}})"


def _queries(counts):
    middle, high = statistics.median_low(counts), max(counts)
    return f"{middle}" if middle == high else f"{middle} (to {high})"
