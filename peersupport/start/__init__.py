"""From a bare machine to a running site. Standard library only: nothing is installed yet when this begins."""
