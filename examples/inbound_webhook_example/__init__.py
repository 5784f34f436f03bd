# Importing the files makes the kinds known.
from . import kinds
