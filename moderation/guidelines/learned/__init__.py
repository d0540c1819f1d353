"""The second reader: learned from our own texts, for the judging sentence that no rule knows.

It gives tips and nudges, never a hold, and always names the category, the passage, the reason, kinder wordings and
the words that weighed. ADR 15 says what it is worth. `python -m moderation.guidelines.learned.train` learns it anew.
"""
