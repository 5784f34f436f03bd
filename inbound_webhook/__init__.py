from . import controllers, log_masking, models

log_masking.install()
