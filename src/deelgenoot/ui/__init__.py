"""The look and the words of the house: tokens, page frame, parts, dates and catalogue."""
