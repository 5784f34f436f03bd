from .hooks import uninstall_hook
from . import controllers, log_masking, models, profiling, wizards
from .processing import processor, failing, repeats, items, receiver, ending
from .processing import finder, worker, writer
from .processing.rehearsal import bounds, rehearsing

log_masking.install()
profiling.install()
bounds.install()
