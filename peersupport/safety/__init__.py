"""Help lines by country and the quick exit. Works signed out, without JavaScript and without a database."""
