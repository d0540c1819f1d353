"""The languages of the site: words are collected from the house, translated in locale/, compiled where it starts.

`python -m peersupport.languages collect | check | compile` does all of it with polib and needs no GNU gettext.
"""
