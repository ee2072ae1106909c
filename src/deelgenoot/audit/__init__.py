"""The book of deeds and looks: who did or saw what, sealed so that nothing can be taken out."""
