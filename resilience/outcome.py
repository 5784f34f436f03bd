"""What a scenario found."""

from dataclasses import dataclass, field


@dataclass
class Findings:
    """What has to hold, and whether it did.

    :param wrong: a sentence for each thing that did not
    """

    wrong: list[str] = field(default_factory=list)

    def expect(self, what, found, wanted):
        """Compare what was found to what has to be."""
        if found != wanted:
            self.wrong.append(f"{what}: {found}, not {wanted}")

    def expect_success(self, name, answers):
        """Each call was answered 2xx."""
        failed = [answer for answer in answers if not answer.is_success]
        self.expect(f"{name}: not answered 2xx", failed, [])

    def line(self, name, told):
        """One line about the scenario; more where something was wrong."""
        verdict = "VIOLATED" if self.wrong else "ok"
        return "\n".join(
            [f"{name}: {verdict}; {told}", *map("    {}".format, self.wrong)]
        )


def doubled_and_lost(counts, names):
    """Which of the names were applied more than once, and which never.

    :param dict counts: how often each was
    :return: two lists
    """
    doubled = sorted(name for name in names if counts.get(name, 0) > 1)
    return doubled, sorted(name for name in names if not counts.get(name))
