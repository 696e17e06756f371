"""Which addresses may be asked: the public ones, and what LOOKALIKE_ALLOW names;
nothing inside the server's own network.

A name is resolved once and every address it has is checked; whoever connects takes an address from here, not the name,
so that a second answer of the name's server cannot lead elsewhere. How an address is spelt (decimal, octal, IPv4 within
IPv6) does not matter, since what is checked is what was resolved.
"""

import ipaddress
import os
import re
import socket
from dataclasses import dataclass
from urllib.parse import unquote

from synth.reading.result import ReadError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_METADATA = {ipaddress.ip_address("168.63.129.16"), ipaddress.ip_address("192.0.0.192")}
"""Public by their numbers, yet answered by the machine's own cloud."""
_CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"),
             ipaddress.ip_network("::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address (RFC 6052, 8215, 4291)."""


@dataclass(frozen=True)
class Allow:
    """What is permitted beyond public addresses: host names (with a port, or None for any) and networks."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Allow":
        """From entries separated by commas: host, host:port, [IPv6]:port, address or network (CIDR). Raises:
        ValueError."""
        hosts, networks = set(), []
        for entry in filter(None, (each.strip().lower() for each in text.split(","))):
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                host, port = _split(entry)
                hosts.add((host, port))
        return cls(frozenset(hosts), tuple(networks))

    def host(self, host: str, port: int) -> bool:
        return not self.hosts.isdisjoint({(host.lower(), None), (host.lower(), port)})

    def address(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def allowed() -> Allow:
    """What LOOKALIKE_ALLOW says."""
    return Allow.of(os.environ.get("LOOKALIKE_ALLOW", ""))


def _split(entry: str) -> tuple[str, int | None]:
    host, colon, port = entry.rpartition(":")
    if not colon:
        return entry, None
    if not port.isascii() or not port.isdigit() or "/" in host or (":" in host and not host.startswith("[")):
        raise ValueError(f"LOOKALIKE_ALLOW takes hosts, host:port or networks (10.0.0.0/8), not '{entry}'.")
    return host.strip("[]"), int(port)


def checked(host: str, port: int, ports=range(1, 65536)) -> list[str]:
    """The host's addresses, each of which may be asked at that port. ports: the ones that need no permission.

    Raises: ReadError where the name is unknown, or the port or any of the addresses is not permitted.
    """
    allow = allowed()
    named = allow.host(host, port)
    addresses = resolved(host, port)
    if not named and not all(public(each) or allow.address(each) for each in addresses):
        raise ReadError(f"'{host}' is an address inside the server's own network and is not asked; whoever "
                        f"runs Lookalike can permit it with LOOKALIKE_ALLOW={host}:{port}.")
    if port not in ports and not named and not all(map(allow.address, addresses)):
        raise ReadError(f"Port {port} of '{host}' is not asked; whoever runs Lookalike can permit it with "
                        f"LOOKALIKE_ALLOW={host}:{port}.")
    return [str(each) for each in addresses]


def resolved(host: str, port: int) -> list[Address]:
    """Every address of the host, in the order to try them. Raises: ReadError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ReadError(f"'{host}' could not be reached: no address is known for that name; check the "
                        "spelling, and that this machine is online.") from None
    return list(dict.fromkeys(ipaddress.ip_address(each[4][0]) for each in found))


def public(address: Address) -> bool:
    """Whether it lies in the open internet, as does any IPv4 address that it carries."""
    if address.version == 6:
        if any(address in network for network in _CARRIERS):
            return public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if carried is not None and not public(carried) or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and address not in _METADATA


def without_password(url: str) -> tuple[str, str | None]:
    """The address as it may be stored, and the password that stood in it, None where there was none."""
    url = url.strip()
    inside = re.match(r"([A-Za-z][\w+.-]*://[^:/@?#\s]*):(.*)@([^@]*)$", url, re.DOTALL)
    path = url.lower().startswith("http") and inside and re.match(r"\d{1,5}/", inside[2])  # a port, and an @ further on
    if inside and not path:
        return f"{inside[1]}@{inside[3]}", unquote(inside[2]) or None
    asked = re.search(r"([?&])(?:password|passwd|pwd)=([^&#]*)(&?)", url, re.IGNORECASE)
    if asked:
        between = asked[1] if asked[3] else ""
        return url[:asked.start()] + between + url[asked.end():], unquote(asked[2]) or None
    return url, None
