"""What columns of personal data are called, in several languages; all patterns look at a name in lower-case words."""

import re

CALLED = {
    "e-mail": r"\be ?mails?\b|\bcourriel\b|\bcorreo( electr[oó]nico)?\b",
    "phone": r"\b(tele)?(phone|mobile|fax|cell)( ?(number|no|nr))?s?\b|\btel\b|\bmsisdn\b"
             r"|\b(telefon|handy|mobil)(nummer)?\b|\btel[eé]fono\b"
    r"|\bt[eé]l[eé]phone\b|\bwhats ?app\b",
    "passport": r"\bpassports?\b|\breise?pass|\bpasseport\b|\bpasaporte\b",
    "licence plate": r"\b(licen[cs]e|number|registration|vehicle|car) ?plates?\b"
                     r"|\bkfz kennzeichen\b|\bplate ?(number|no|nr)\b",
    "national id": r"\bssn\b|social (security|insurance)|national (id|insurance|number)"
                   r"|\bnino\b|\bcpf\b|\btax ?(id|payer)\b|\btin\b"
    r"|driver'?s? licen[cs]e|\bpesel\b|\baadh?aar\b|\bsteuer ?(id|nummer)\b|\bidnr\b|\bdni\b|\bnie\b|\bnir\b|\bbsn\b"
    r"|\bcodice fiscale\b|\bpersonnummer\b|\bnhs ?(number|no)\b|\bmedicare\b|\bid ?card\b|\bidentity (card|number)\b",
    "user name": r"\b(user ?name|login( name)?|screen ?name|nick ?names?"
                 r"|twitter|instagram|github|skype|account ?name)\b",
    "address": r"\baddress(es)?\b|\bstreet\b|\baddr\b|\bstra(ss|ß)e\b|\badress?e\b"
               r"|\banschrift\b|\bdirecci[oó]n\b|\bindirizzo\b|\bcalle\b",
    "name": r"\b(first|last|given|sur|family|full|middle|maiden|fore|customer|patient|employee|person|client"
    r"|contact|member|student|owner|host|user|guest|passenger|author|manager"
    r"|doctor|teacher|driver|parent|child|mother|father|spouse"
    r"|billing|shipping|recipient|sender|applicant|tenant|cardholder|account ?holder) ?names?\b"
    r"|\b(vor|nach|familien|kunden|zu)name\b|\bpr[eé]nom\b|\bapellidos?\b|\bcognome\b"
    r"|\bnom de famille\b|\b(achter|voor)naam\b"
    r"|\bnazwisko\b|\bsobrenome\b|\bsurname\b|\bfname\b|\blname\b",
}
CALLED = {what: re.compile(pattern) for what, pattern in CALLED.items()}
BORN = re.compile(
    r"\b(dob|birth ?(date|day)|date ?(of )?birth|born( on)?|geburts ?(datum|tag)|geboren( am)?"
    r"|date ?(de )?naissance|fecha ?(de )?nacimiento"
    r"|data ?(di )?nascita|data ?(de )?nascimento|geboortedatum)\b"
)
NO_ADDRESS = re.compile(r"\b(ip|mac|web|url|memory|email|e mail|type|count)\b")
NO_NAME = re.compile(
    r"\b(city|town|place|neighbou?rhood|county|state|country|region|street|station|airport|school|product"
    r"|brand|company|model|team|file|host server|species|genre|title|item"
    r"|category|course|variet(y|ies)|feature|vendor)\b"
)
BARE_NAME = re.compile(r"\b(names?|nom|nombre|nome|naam|imi[eę])\b")


def words_of(name: str) -> str:
    """The name in lower-case words: 'customerId' and 'CUSTOMER_ID' give 'customer id'."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+", " ", name)
    return spaced.lower().strip()
