"""Words of the audit book."""

SHIELDED = "shielded"
"""The part of a line about what was done or seen for a child's safety.

Such a line stands in the book like every other, and is shown to nobody in a circle: neither that
someone looked, nor that something was written or asked. basis: 5-look 'inzicht'; decision 0020.
"""
