"""A lead and a contact, and what is guessed for their fields."""

from inbound_webhook.authoring.guesses import TargetField, guess_fields
from inbound_webhook.authoring.proposals import propose_parameters


def target(needed=(), **types):
    """A model's fields by their types: ``char="name email"``."""
    return [
        TargetField(name, kind, is_needed=name in needed)
        for kind, names in types.items()
        for name in names.split()
    ]


LEAD = target(
    needed=["name"],
    char="name contact_name partner_name email_from phone function website street "
    "street2 zip city referred",
    html="description",
    many2one="state_id country_id source_id medium_id campaign_id user_id team_id "
    "stage_id lang_id company_id partner_id",
    many2many="tag_ids",
    monetary="expected_revenue",
    float="probability",
    selection="type priority",
    boolean="active",
    integer="color",
    date="date_deadline",
)


PARTNER = target(
    needed=["name"],
    char="name company_name email phone function website street street2 zip city "
    "ref vat",
    html="comment",
    many2one="state_id country_id parent_id user_id company_id industry_id",
    many2many="category_id",
    selection="type lang tz",
    boolean="active is_company employee",
)


def guessed(fields, tree, **options):
    """The guesses for a sample: paths (several of joined ones) by field, needed too."""
    proposed = propose_parameters(tree)
    guesses = guess_fields(proposed, fields, **options)

    def paths(positions):
        return " + ".join(proposed[position].path for position in positions)

    found = {guess.field: paths(guess.parameters) for guess in guesses.mapped}
    return found | {f"{k}!": paths(v) for k, v in guesses.needed.items()}
