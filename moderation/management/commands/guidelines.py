"""`python manage.py guidelines check --jsonl`: the reader on standard input and output."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.guidelines import load_book
from moderation.guidelines.check import check_lines


class Command(BaseCommand):
    help = "Reads JSON lines (id, text, role, need) and answers each with what the guidelines reader sees."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["check"])
        parser.add_argument("--jsonl", action="store_true", required=True, help="one JSON object per line, in and out")
        parser.add_argument("--language", default="en", help="the language of the book (default: en)")

    def handle(self, *args: object, **options: str) -> None:
        try:
            book = load_book(options["language"])
        except LookupError as problem:
            raise CommandError(str(problem)) from problem
        lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
        bad = check_lines(lines, sys.stdout, sys.stderr, book)
        if bad:
            raise CommandError(f"{bad} line(s) could not be read; every other line was answered.")
