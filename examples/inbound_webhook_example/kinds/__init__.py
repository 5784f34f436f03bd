from . import duration
from . import initials
from . import has_words
