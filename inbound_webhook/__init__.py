from . import controllers, log_masking, models, wizards

log_masking.install()
