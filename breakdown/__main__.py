"""`python -m breakdown`, and the command `breakdown`."""


def main() -> None:
    """Run the command line."""
    from breakdown.garbage import end_without_search, search_seldom

    # loading makes as many objects as working
    search_seldom()
    end_without_search()
    # not above: processes that help with the work load this module, too, and have no use for a command line
    from breakdown.cli import main as run

    run()


if __name__ == "__main__":
    main()
