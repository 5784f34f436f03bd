from .hooks import uninstall_hook
from . import controllers, log_masking, models, profiling, wizards
from .processing.rehearsal import bounds

log_masking.install()
profiling.install()
bounds.install()
