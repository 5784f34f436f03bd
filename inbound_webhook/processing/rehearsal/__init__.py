"""A call that is processed for real and leaves nothing."""
