"""The countries of the corpus."""

from .br import BR
from .de import DE
from .fr import FR
from .jp import JP
from .us import US

COUNTRIES = (US, DE, FR, BR, JP)
