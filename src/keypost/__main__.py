"""`python -m keypost`: the command line, where the program itself isn't on PATH."""

from keypost.cli.main import start

if __name__ == "__main__":
    start()
