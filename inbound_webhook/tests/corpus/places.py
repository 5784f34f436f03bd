"""Where each answer stands, in each layout of a form."""

#: What a form asks for: by the name of the answer, where it is in nested JSON.
_NESTED = {
    "subject": "form.subject",
    "given": "contact.first_name",
    "family": "contact.last_name",
    "name": "contact.name",
    "company": "company.name",
    "website": "company.website",
    "tax_number": "company.tax_number",
    "email": "contact.email",
    "phone": "contact.phone",
    "street": "address.street",
    "zip": "address.zip",
    "city": "address.city",
    "state": "address.state",
    "country": "address.country",
    "date": "deal.date",
    "amount": "deal.amount",
    "consent": "form.consent",
    "message": "form.message",
}
NAMES = tuple(_NESTED)


def path_of(name: str, layout: str) -> str:
    """The path of an answer, as an administrator writes it."""
    if layout == "nested":
        return _NESTED[name]
    if layout == "questions":
        return f"answers[question={name}].answer"
    return name


def nested(texts: dict) -> dict:
    """Answers by name, as an object of objects."""
    tree: dict = {}
    for name, text in texts.items():
        above, _point, key = _NESTED[name].partition(".")
        tree.setdefault(above, {})[key] = text
    return tree
