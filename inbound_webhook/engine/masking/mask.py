"""What stands where something was left out."""

#: Says that there was something, and not how long it was. It is the same in a URL.
MASK = "***"
