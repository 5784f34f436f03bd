"""Where a person is in what calls have left behind; plain Python, which no call needs.

``person.py`` says what is looked for, ``readings.py`` what a text says once it is
decoded, ``finding.py`` at which places of a tree or text somebody is, and
``patterns.py`` which texts of a database can hold him at all, so that few have to be
read.
"""
