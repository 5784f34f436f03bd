"""How many records a call may link to, and how many it may have made for that."""

from dataclasses import dataclass

from ..engine.bounds import BOUNDS
from ..engine.phrases import _lt
from ..engine.values import refused
from .link_refusals import too_many_made


@dataclass
class LinkAllowance:
    """What one call has left, all of its items together.

    Each value of a list is looked up, in several queries, and a tag that is made is
    there for everybody.

    :param most: how many values of one list are looked up
    :param most_made: how many records the call may have made
    :param made: how many it has
    """

    most: int = BOUNDS["max_links"].default
    most_made: int = BOUNDS["max_new_links"].default
    made: int = 0

    def check(self, related, text):
        """Whether one more record may be made.

        :param related: empty recordset, of the record
        :param text: its name
        :raise ValueRefused: the call has had all that it may
        """
        if self.made >= self.most_made:
            raise too_many_made(related, text, self.most_made)

    def spend(self):
        """Count a record that was made. Who undoes it puts ``made`` back."""
        self.made += 1

    def too_many(self, items):
        """The error of a list with more values than are looked up."""
        return refused(
            items,
            _lt("a list of at most %(most)s", most=self.most),
            _lt(
                "It has %(count)s values, of which the first %(most)s count; the rest "
                "is too much.",
                count=len(items),
                most=self.most,
            ),
        )
