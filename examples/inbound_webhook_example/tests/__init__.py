from . import test_example
from . import test_two_databases
