"""The invitation on paper: a code in a letter or handed over, and showing who one is."""
