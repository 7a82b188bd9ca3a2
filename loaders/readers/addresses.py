"""The addresses of web pages."""


def canonical(url: str) -> str:
    """The address in its one form."""
    return url
