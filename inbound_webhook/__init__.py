from .hooks import uninstall_hook
from . import controllers, log_masking, models, profiling, wizards
from .processing.rehearsal import barriers

log_masking.install()
profiling.install()
barriers.install()
