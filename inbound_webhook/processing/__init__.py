"""What a call passes through on its way that needs a database and is no model."""
