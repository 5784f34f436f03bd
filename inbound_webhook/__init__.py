from .hooks import uninstall_hook
from . import controllers, log_masking, models, wizards
from .models import rehearsal_bounds

log_masking.install()
rehearsal_bounds.install()
