"""Who may be asked: public addresses, and what was permitted; however an inner address is spelt, it is refused."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.reading import ReadError
from synth.reading.web.addresses import Allow, checked, public

INNER = ("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
         "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
         "::1",
         "::", "fe80::1", "fec0::1", "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
         "::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:db8::1")
OPEN = ("8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::")


@pytest.fixture(autouse=True)
def nothing_permitted(monkeypatch):
    monkeypatch.delenv("LOOKALIKE_ALLOW", raising=False)


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_not_public(address):
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_open_addresses_are_public(address):
    assert public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_carried_in_another_counts_as_itself(address):
    number = int(address)
    carried = [ipaddress.IPv6Address((0xFFFF << 32) | number), ipaddress.IPv6Address((0x64FF9B << 96) | number),
               ipaddress.IPv6Address((0x2002 << 112) | (number << 80))]
    assert public(address) or not any(map(public, carried))


@pytest.mark.parametrize("host",
                         ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost",
                                  "LOCALHOST", "::1", "::ffff:127.0.0.1", "169.254.169.254", "0xA9FEA9FE"])
def test_spellings_of_inner_addresses_are_refused_in_a_sentence(host):
    with pytest.raises(ReadError, match=r"inside the server's own network and is not asked.*LOOKALIKE_ALLOW"):
        checked(host, 80)


def test_a_port_needs_permission(monkeypatch):
    with pytest.raises(ReadError, match="Port 22 of '8.8.8.8' is not asked"):
        checked("8.8.8.8", 22, (80, 443))
    assert checked("8.8.8.8", 80, (80, 443)) == ["8.8.8.8"]
    monkeypatch.setenv("LOOKALIKE_ALLOW", "8.8.8.8:22")
    assert checked("8.8.8.8", 22, (80, 443)) == ["8.8.8.8"]


def test_a_name_without_an_address_is_a_sentence():
    with pytest.raises(ReadError, match=r"'nowhere.invalid' could not be reached: .*this machine is online\.$"):
        checked("nowhere.invalid", 80)


@pytest.mark.parametrize(("allow", "port", "fine"), [
    ("localhost", 80, True), ("LocalHost:80", 80, True), ("localhost:81", 80, False), ("127.0.0.0/8,::1", 8080, True),
    ("10.0.0.0/8", 80, False), ("example.org, localhost", 5432, True), ("", 80, False)])
def test_what_is_permitted(monkeypatch, allow, port, fine):
    monkeypatch.setenv("LOOKALIKE_ALLOW", allow)
    if fine:
        assert checked("localhost", port, (80,))
    else:
        with pytest.raises(ReadError):
            checked("localhost", port, (80,))


def test_entries_of_all_sorts():
    allow = Allow.of(" db.example.org:5433, [::1]:8080 ,10.0.0.0/8,2001:db8::/32, data ")
    assert allow.hosts == {("db.example.org", 5433), ("::1", 8080), ("data", None)}
    assert allow.address(ipaddress.ip_address("10.9.8.7")) and not allow.address(ipaddress.ip_address("11.0.0.1"))
    for wrong in ("host:port", "10.0.0.0/99:80"):
        with pytest.raises(ValueError, match="LOOKALIKE_ALLOW takes hosts"):
            Allow.of(wrong)
