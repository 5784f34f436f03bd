"""What is asked of guesses, and what they are: fields, and what could fill them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TargetField:
    """A field of the target that a call may fill.

    :param name: its technical name
    :param type: its type, as Odoo names it
    :param labels: what it is called, in one language or several
    :param is_needed: whether no record can be made without it, and nothing fills it
    """

    name: str
    type: str
    labels: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class Guess:
    """What could fill a field.

    :param field: its technical name
    :param parameters: positions of the parameters; of several, each is a part, in order
    :param is_match_key: whether it says which record is meant
    :param makes_records: whether a record that it names may be made
    """

    field: str
    parameters: tuple[int, ...]
    is_match_key: bool = False
    makes_records: bool = False


@dataclass(frozen=True)
class Guesses:
    """What could fill the fields of a target.

    :param mapped: in the order of the parameters; no field is there twice
    :param needed: for each needed field that these leave empty, the positions of the
        parameters that could stand in, none where nothing can
    :param fixed: what new records are besides, whatever a call says: text by field
    """

    mapped: tuple[Guess, ...] = ()
    needed: dict[str, tuple[int, ...]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
