"""`python -m inbox_watch` is `inbox-watch`."""

from inbox_watch.cli.main import main

if __name__ == "__main__":
    main()
