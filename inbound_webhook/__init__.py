from . import stdnum_files

# Before what is imported below reads a number.
stdnum_files.restore()

from .hooks import uninstall_hook  # noqa: E402
from . import controllers, log_masking, models, profiling, wizards  # noqa: E402
from .processing.rehearsal import barriers  # noqa: E402

log_masking.install()
profiling.install()
barriers.install()
