"""Values of people that no log may hold: they stand in what the tests send.

``make test`` searches all logs for them when the tests are through
(``tools/devenv/log_search.py``), so none of them may be a word of anything else.
"""

#: In each call that the tests send.
PERSON = "Zuckschwert"
ADDRESS = "ottilie@zuckschwert.example"
CALLER = f"Zuckschwert Mailer <{ADDRESS}>"
#: All that is looked for.
PERSONAL = (PERSON, ADDRESS)
