import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circles.seeding import Plan, SeedThere, plant


class Command(BaseCommand):
    help = "Bulk circles for benches; the same --seed gives the same rows. Their accounts have no password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--circles", type=int, default=10)
        parser.add_argument("--seats", type=int, default=12, help="in each circle")
        parser.add_argument("--shares", type=int, default=200, help="in all")
        parser.add_argument("--replies", type=int, default=2_000, help="in all")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan(**{name: options[name] for name in ("circles", "seats", "shares", "replies", "seed")})
        self._require_sense(plan)
        started = time.perf_counter()
        try:
            plant(plan, self.stdout.write)
        except SeedThere:
            raise CommandError(f"Seed {plan.seed} is in this database already. Choose another --seed.") from None
        self.stdout.write(f"Done in {time.perf_counter() - started:.1f} s.")

    def _require_sense(self, plan: Plan) -> None:
        if plan.circles < 1 or not 1 <= plan.seats <= 50 or min(plan.shares, plan.replies) < 0:
            raise CommandError("At least one circle, 1 to 50 seats, and no negative numbers.")
        if plan.replies and plan.shares < plan.circles:
            raise CommandError("Replies need a share in every circle: give at least as many --shares as --circles.")
