"""Post on paper: letters that wait at school until an administrator prints and posts them."""
