"""A record that Odoo refuses over one of its values, saved without that value.

What a rule of Odoo's, of the database or of a customer's module says no to is known
once the record is written, and mostly not of which value it is said. So a call that is
refused begins again, and from then on its record is saved to a savepoint: where Odoo
refuses it, it is tried without one of the values that may be left out, until Odoo takes
it.
"""

from dataclasses import dataclass

from psycopg2.errors import NotNullViolation, UniqueViolation

from odoo.exceptions import AccessError, MissingError, RedirectWarning, UserError

from ..engine.errors import EngineError, ValueRefused
from ..engine.phrases import _lt
from ..engine.values import description, refused, to_json
from ..failure_kinds import CONFLICT, OUTAGE, VALUE, kind_of
from ..words.failures import failing_rule, failure_of
from ..words.violations import is_violation, unfit_value
from .call_context import call_context
from .conflicts import CareNeeded, Conflict
from .suspects import place_of, suspected
from .undo import undoable

#: How often one record is tried: each time takes what a record takes.
MOST_TRIALS = 20


@dataclass(frozen=True)
class OddValue:
    """Why a value is left out that its field would take.

    :param ValueRefused error: in Odoo's own words, for the log and the record
    :param ValueRefused for_sender: without them: they may tell of other records
    :param is_default_odd: whether the default is left out as well
    """

    error: ValueRefused
    for_sender: ValueRefused
    is_default_odd: bool = False


def look_closer(run, error):
    """Have a call begin again that Odoo refuses over a value which may be left out.

    :param Run run: the call
    :param Exception error: what Odoo said
    :raise CareNeeded: it is to begin again, and to look which value that is
    """
    if run.is_careful or run.spec.method != "post" or not run.spec.record.may_leave_out:
        return
    if is_about_values(error):
        raise CareNeeded from error


def is_about_values(error):
    """Whether another value could have Odoo take a record.

    Not what somebody may not do, what is missing, and what an automation rule says,
    which is a decision of whoever made it.
    """
    if isinstance(error, AccessError | MissingError | RedirectWarning):
        return False
    if isinstance(error, NotNullViolation) or failing_rule(error):
        return False
    is_refusal = isinstance(error, UserError) or is_violation(error)
    return is_refusal or kind_of(error) == VALUE


class Trials:
    """Finds out of which values of a call Odoo refuses its record.

    ``in_vain`` names the fields without which it was refused just the same.

    :param Run run: the call
    """

    def __init__(self, run):
        self.in_vain = []
        self._run = run
        self._left = MOST_TRIALS

    def save(self, saving):
        """Save a record without the values that Odoo refuses.

        :param saving: its ``attempt`` takes those that are left out, an ``OddValue`` by
            field, and saves the rest; ``may_leave_out`` are the mappings of those that
            may be
        :return: what ``attempt`` gives
        :raise: what Odoo says of the record, where no value that may be left out is to
            blame
        """
        odd = {}
        done, error = self._attempt(saving, odd)
        while error:
            odd, done, error = self._without_one_more(saving, odd, error)
        return done

    def _without_one_more(self, saving, odd, error):
        """Leave out the value by which Odoo takes the record, or minds another one.

        :return: what is left out then, and as :meth:`_attempt`
        """
        further = None
        for mapping, value, is_default_odd in self._suspects(saving, odd, error):
            self._run.check_time()
            item = self._odd_value(value, error, is_default_odd)
            less = {**odd, mapping.field: item}
            done, other = self._attempt(saving, less)
            if done:
                return less, done, None
            if further is None and other and place_of(other) != place_of(error):
                further = less, None, other
            if self._left <= 0:
                break
        if further and self._left > 0:
            return further
        names = [mapping.field for mapping, *_ in self._suspects(saving, odd, error)]
        self.in_vain = list(dict.fromkeys([*odd, *names]))
        raise error

    def _suspects(self, saving, odd, error):
        """What may be left out, most suspect first.

        :return: of each the mapping, its value, and whether the default goes as well
        """
        for mapping, value in suspected(saving, error):
            name = mapping.field
            if name not in odd and mapping.on_invalid == "default":
                yield mapping, value, False
            if name not in odd or not odd[name].is_default_odd:
                yield mapping, value, True

    def _attempt(self, saving, odd):
        """Save a record, or leave nothing of it.

        :return: what was done and why not, one of them None
        """
        self._left -= 1
        env = self._run.env
        context = call_context(saving.env)
        said = context and context.said
        with undoable(env.cr) as undo:
            try:
                done = saving.attempt(odd)
                # What waits for the commit is part of it.
                env.cr.flush()
            except Exception as error:
                if kind_of(error) in (CONFLICT, OUTAGE):
                    raise
                undo()
                if said:
                    context.take_back(said)
                self._check_may_not_pass(error)
                if is_about_values(error) and not isinstance(error, EngineError):
                    return None, error
                if not odd:
                    raise
                # Without that value there is something else wrong.
                return None, None
        return done, None

    def _check_may_not_pass(self, error):
        """:raise Conflict: another call may have been quicker with the same value"""
        tries = self._run.tries
        if tries and isinstance(error, UniqueViolation) and tries.may_pass(error):
            raise Conflict from error

    def _odd_value(self, value, error, is_default_odd):
        received = description(to_json(value))
        expected = _lt("a value that the field may have")
        reason = _lt(
            "%(received)s cannot be saved: %(rule)s",
            received=received,
            rule=self._sentence(error),
        )
        for_sender = _lt("%(received)s cannot be saved.", received=received)
        return OddValue(
            refused(value, expected, reason, received=received),
            refused(value, expected, for_sender, received=received),
            is_default_odd,
        )

    def _sentence(self, error):
        if kind_of(error) == VALUE:
            return unfit_value(error)
        sentence = failure_of(self._run.env, error, self._run.handler).sentence
        if type(sentence) is not str:
            return sentence
        # More is said behind it.
        sentence = " ".join(sentence.split())
        return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
