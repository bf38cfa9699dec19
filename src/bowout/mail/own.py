"""Which addresses are mine: those that I gave, with or without what their owner may add after a plus."""

from collections.abc import Iterable


def plain_address(address: str) -> str:
    """Write an address as its owner first had it, to be compared: `Robin+Acme@…` is `robin@…`."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def find_mine(addresses: Iterable[str], me: Iterable[str]) -> str | None:
    """Find which of some addresses is mine, as it was written: first one that I gave, then one with a plus."""
    written = {address.strip().lower() for address in me}
    plain = set(map(plain_address, written))
    second = None
    for address in addresses:
        if address.strip().lower() in written:
            return address
        if second is None and plain_address(address) in plain:
            second = address
    return second
