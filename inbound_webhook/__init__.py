from .hooks import uninstall_hook
from . import controllers, log_masking, models, profiling, wizards
from .models import rehearsal_bounds

log_masking.install()
profiling.install()
rehearsal_bounds.install()
