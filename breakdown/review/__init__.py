"""A reading, checked by people: the review workbook and back, the registry of units, adoption into the ledger.

In: a Reading (tasks, assignments, milestones, targets, units, members, problems). Out: a Book that `files` writes; what
comes back is read by `returned.read_review` and turned into Changes by `adopt.plan_adoption`.

    book = plan_review(reading)
    checked, problems = read_review(cells, words)
    changes = plan_adoption(records, checked)
"""

from breakdown.review.sheets import plan_review

__all__ = ["plan_review"]
