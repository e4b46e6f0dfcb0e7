"""`python -m breakdown`."""

from breakdown.cli import main

if __name__ == "__main__":
    main()
