"""SHA-256, from the small module of Python's own that ``hashlib`` passes over for OpenSSL.

Loading OpenSSL takes as long as parsing an article; the module ``random`` of the standard library does the same.
"""

try:
    from _sha2 import sha256  # type: ignore[import-not-found]  # since Python 3.12
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found]
    except ImportError:  # a Python without modules of its own for it
        from hashlib import sha256


def of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal.

    >>> of(b"")[:12]
    'e3b0c44298fc'
    """
    digest: str = sha256(data).hexdigest()
    return digest
