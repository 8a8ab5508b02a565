"""Which network addresses are the public internet's, and which hosts may be asked for at all."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address

# Addresses that carry an IPv4 address to somewhere else, and what the module `ipaddress` takes for global in
# some Python versions.
_NAT64 = IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    map(
        IPv6Network,
        (
            "::/96",  # IPv4-compatible, long dead
            "64:ff9b:1::/48",  # NAT64 of a local network
            "2001::/32",  # Teredo
            "2002::/16",  # 6to4
            "fec0::/10",  # site-local
            "5f00::/16",  # segment routing
            "3fff::/20",  # documentation
        ),
    )
)
_NEVER_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "168.63.129.16/32",  # answers a machine of one large cloud only, about itself
            "192.0.0.0/24",
            "192.88.99.0/24",
            "240.0.0.0/4",
        ),
    )
)
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))
"""The upper half of an interface identifier whose lower half is an IPv4 address (RFC 5214)."""


def is_public(address: Address) -> bool:
    """Return True if `address` is one that anybody's web server may have.

    False for private, loopback, link-local, shared (100.64.0.0/10), multicast, reserved, unspecified and
    documentation addresses, and for IPv6 forms that hide such an IPv4 address (mapped, NAT64) or that lead
    through a tunnel (6to4, Teredo, ISATAP), whatever they hide.

    >>> [is_public(ip_address(address)) for address in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.scope_id or any(address in network for network in _NEVER):
            return False
        if int(address) >> 32 & 0xFFFFFFFF in _ISATAP:
            return False
    elif any(address in network for network in _NEVER_4):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def literal(host: str) -> Address | None:
    """Return the address that `host` spells out (IPv6 with or without brackets), or None if it is a name.

    Raises ValueError for what C libraries take for an IPv4 address and people do not: ``0x7f.1``,
    ``2130706433``, ``017700000001``, ``127.1``.
    """
    bare = host.removeprefix("[").removesuffix("]")
    if ":" in bare:
        return ip_address(bare)
    last = bare.rstrip(".").rpartition(".")[2]
    if re.fullmatch(r"\d+|0[xX][0-9A-Fa-f]*", last):  # no top-level domain is a number
        return IPv4Address(bare.rstrip("."))
    return None
