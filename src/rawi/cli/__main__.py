"""``python -m rawi.cli``."""

from rawi.cli.main import main

main()
