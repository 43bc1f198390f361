"""Made-up graphs for the page's tests: a small newsroom's worth, a large random one, and a hostile one.

All names are invented. Every sentence is put together from a pattern, so spans are found, not typed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from newsweave.extract.model import Span, Status
from newsweave.extract.values.dates import edtf_of
from newsweave.graph.facts import Fact, FactEvidence, GraphEntity, GraphObject, GraphValue
from newsweave.graph.times import days_of

__all__ = ["BASE", "HOSTILE", "fact", "hostile_facts", "news_facts", "random_facts"]

BASE = "https://news.example/kg/"

ENTITIES = {
    "kestrel": ("Kestrel Pay", "Company", ("Kestrel", "Kestrel Payments Plc")),
    "halden": ("Halden Group", "Company", ("Halden",)),
    "orrin": ("Orrin Semiconductor", "Company", ("Orrin",)),
    "tidewell": ("Tidewell Shipping", "Company", ()),
    "brask": ("Brask Energy", "Company", ("Brask",)),
    "lumora": ("Lumora Labs", "Company", ("Lumora",)),
    "vantor": ("Vantor Capital", "Company", ("Vantor",)),
    "quillon": ("Quillon Foods", "Company", ()),
    "sabel": ("Sabel Robotics", "Company", ("Sabel",)),
    "northquay": ("Northquay Logistics", "Company", ()),
    "pellmar": ("Pellmar Insurance", "Company", ()),
    "duskin": ("Duskin Media", "MediaOutlet", ()),
    "courier": ("The Ostravian Courier", "MediaOutlet", ("Courier",)),
    "bo": ("Bank of Ostravia", "CentralBank", ("BoO", "Ostravian central bank")),
    "bm": ("Central Bank of Meridane", "CentralBank", ("CBM",)),
    "ferrow": ("Ferrow Bank", "Bank", ("Ferrow",)),
    "castellan": ("Castellan Trust Bank", "Bank", ("Castellan",)),
    "mutual": ("Harbour Mutual", "Bank", ()),
    "fsa": ("Ostravian Conduct Authority", "Regulator", ("OCA",)),
    "data": ("Meridane Data Commission", "Regulator", ("MDC",)),
    "trade": ("Ministry of Trade of Ostravia", "GovernmentBody", ("trade ministry",)),
    "treasury": ("Meridane Treasury", "GovernmentBody", ()),
    "council": ("Lagoon States Council", "IntergovernmentalOrganization", ("LSC",)),
    "exchange": ("Port Ansel Exchange", "Exchange", ("PAX",)),
    "uni": ("University of Port Ansel", "University", ()),
    "party": ("Civic Reform Party", "PoliticalParty", ()),
    "ostravia": ("Ostravia", "Country", ()),
    "meridane": ("Meridane", "Country", ()),
    "ansel": ("Port Ansel", "City", ()),
    "veldt": ("Veldtburg", "City", ()),
    "lagoon": ("Lagoon Coast", "Region", ()),
    "ives": ("Maren Ives", "Person", ("Ives",)),
    "tolland": ("Piers Tolland", "Person", ("Tolland",)),
    "adeyu": ("Sanna Adeyu", "Person", ()),
    "brandt": ("Osk Brandtner", "Person", ("Brandtner",)),
    "lisk": ("Dorothea Lisk", "Person", ("Lisk",)),
    "rown": ("Callum Rownwick", "Person", ()),
    "faye": ("Imre Fayeson", "Person", ()),
    "quade": ("Noor Quadeley", "Person", ()),
    "stell": ("Teodor Stellan", "Person", ()),
    "swiftqr": ("SwiftQR", "PaymentSystem", ("Swift QR",)),
    "ansapay": ("AnsaPay", "Wallet", ()),
    "digimark": ("Digital Mark", "Currency", ("e-mark",)),
    "orrincoin": ("Tidecoin", "Cryptocurrency", ()),
    "loom": ("Loom Trade Platform", "Platform", ("Loom",)),
    "hx": ("HX-9 chip", "Product", ("HX-9",)),
    "openledger": ("OpenLedger 2", "Standard", ()),
    "kestrelcloud": ("Kestrel Cloud", "Service", ()),
    "summit": ("Lagoon Fintech Summit", "Event", ()),
    "expo": ("Veldtburg Robotics Expo", "Event", ()),
    "pact": ("Lagoon Payments Pact", "Agreement", ()),
    "act": ("Digital Assets Act", "Law", ("DAA",)),
    "rule7": ("Rule 7 on Stable Tokens", "Law", ()),
    "porter": ("Porterline Freight", "Company", ()),
    "gannet": ("Gannet Air", "Company", ()),
    "jetta": ("Jettison Aerospace", "Company", ()),
    "wick": ("Wickfield Pharma", "Company", ()),
    "amberly": ("Amberly Health", "Company", ()),
    "solen": ("Solenne Solar", "Company", ()),
    "kaskade": ("Kaskade Hydro", "Company", ()),
    "elm": ("Elmira Voss", "Person", ()),
    "quarry": ("Quarrystone Mining", "Company", ()),
}

PATTERNS = {
    "acquired": "{s} has completed its purchase of {o}, the buyer said after markets closed on Monday.",
    "owns_stake_in": "A filing shows that {s} holds a sizeable stake in {o}, built up since the spring.",
    "subsidiary_of": "{s}, a unit of {o}, will keep its own brand and its offices.",
    "works_for": "{s} of {o} told reporters that the plan had been two years in the making.",
    "chief_executive_of": "{s}, chief executive of {o}, declined to give a date.",
    "appointed_to": "{s} was named to the board of {o} on Thursday, succeeding a founder of the firm.",
    "signed_agreement_with": "{s} signed a memorandum of understanding with {o} that covers cross-border payments.",
    "partnered_with": "Under the plan {s} will work with {o} to link their two networks.",
    "invested_in": "{s} led the latest round in {o}, which values the company at more than before.",
    "launched": "{s} launched {o} in a first batch of twelve towns.",
    "develops": "Engineers at {s} have been building {o} since the autumn of last year.",
    "operates": "{s}, which runs {o}, said traffic had doubled.",
    "uses": "{s} now relies on {o} for most of its settlements.",
    "regulates": "{s}, which oversees {o}, published its findings in full.",
    "approved": "{s} granted {o} a licence after a review of eight months.",
    "sanctioned": "{s} fined {o} for late reporting, the third such penalty this year.",
    "investigated": "{s} opened an inquiry into {o} over the way fees were shown to customers.",
    "sued": "{s} took {o} to court over a supply contract that was cancelled in June.",
    "headquartered_in": "{s}, based in {o}, employs some four thousand people.",
    "operates_in": "{s} opened its second branch in {o} this week.",
    "listed_on": "Shares of {s} trade on {o} under a new symbol.",
    "member_of": "{s} has been a member of {o} since its foundation.",
    "founded_by": "{s} was founded by {o} in a disused cannery.",
    "competes_with": "{s} competes with {o} for the same freight customers.",
    "supplies": "{s} supplies {o} under a contract that runs for five years.",
    "proposed": "{s} put forward {o} and asked for comments within sixty days.",
    "banned": "{s} banned the sale of {o} to retail customers.",
    "participated_in": "{s} spoke at {o} before an audience of regulators.",
    "took_place_in": "{s} was held in {o} for the first time.",
    "educated_at": "{s}, a graduate of {o}, began her career in shipping.",
    "issued": "{s} issued {o} in a pilot with two lenders.",
    "has_metric": "{s} reported {o}, ahead of what most analysts had expected.",
    "founded_on": "{s} dates from {o}, when it had three employees.",
    "took_place_on": "{s} opened on {o} with a speech by the host.",
}

STATUS_PATTERNS: dict[str, str] = {
    "planned": "{s} has plans that involve {o}, to be settled before the end of next year.",
    "possible": "{s} is weighing a step towards {o}, though nothing has been signed.",
    "negated": "{s} denied that it had bought {o}, or that it ever meant to.",
    "reported": "People close to the matter link {s} with {o}, which neither would confirm.",
}

# subject | relation | label | object, or value; datatype; text | what is out of the ordinary: status, by (the speaker),
# other qualifiers; twice gives a second sentence in another document.
ROWS = """
kestrel | signed_agreement_with | signed MOU with | bo | agreement_type=MOU; topic=QR payments; date=2024-03-11; twice=1
kestrel | partnered_with | partnered with | ferrow | topic=merchant payments; twice=1
kestrel | operates | operates | ansapay
kestrel | operates | runs | kestrelcloud
kestrel | acquired | acquired | lumora | amount=310000000 USD; date=2024-05; twice=1
kestrel | acquired | agreed to buy | northquay | status=planned; amount=1.2bn USD
kestrel | headquartered_in | based in | ansel
kestrel | operates_in | operates in | meridane
kestrel | listed_on | listed on | exchange | date=2021-06-30
kestrel | has_metric | has revenue of | 842000000 USD; money; $842 million | metric=revenue; date=2023; growth=14%
kestrel | has_metric | has users | 13000000; number; 13 million users | metric=users
kestrel | founded_on | founded in | 2009; date; 2009
kestrel | uses | uses | openledger
kestrel | launched | launched | swiftqr | date=2024-02-20
kestrel | competes_with | competes with | halden | status=reported; by=Vantor Capital
ives | chief_executive_of | chief executive of | kestrel | twice=1
ives | works_for | works for | kestrel | role=chief executive
ives | educated_at | studied at | uni
ives | participated_in | spoke at | summit
tolland | works_for | works for | bo | role=governor; twice=1
tolland | participated_in | spoke at | summit | date=2024-03-12
adeyu | appointed_to | appointed to | kestrel | role=chief risk officer; date=2024-04-02
bo | issued | issued | digimark | twice=1
bo | regulates | oversees | ferrow
bo | regulates | supervises | castellan
bo | proposed | proposed | rule7 | date=2024-01
bo | signed_agreement_with | signed agreement with | bm | agreement_type=treaty; topic=settlement
bo | headquartered_in | based in | ansel
bo | operates | operates | openledger
bm | partnered_with | in talks with | kestrel | status=possible; by=two officials
bm | approved | licensed | ansapay
bm | member_of | member of | council
bo | member_of | member of | council
council | proposed | proposed | pact | twice=1
bo | participated_in | hosted | summit
summit | took_place_in | held in | ansel
summit | took_place_on | took place on | 2024-03-12; date; 12 March 2024
ferrow | uses | uses | swiftqr
ferrow | launched | plans to launch | digimark | status=planned; date=2025; by=Dorothea Lisk
lisk | chief_executive_of | chief executive of | ferrow
ferrow | headquartered_in | based in | ansel
ferrow | listed_on | listed on | exchange
ferrow | acquired | did not acquire | mutual | status=negated; by=Dorothea Lisk
ferrow | has_metric | has assets of | 96000000000 USD; money; $96 billion in assets | metric=assets
castellan | acquired | may acquire | mutual | status=possible; by=Duskin Media
castellan | owns_stake_in | owns 12% of | pellmar | amount=12%
castellan | operates_in | operates in | veldt
castellan | uses | uses | openledger
mutual | partnered_with | partnered with | ansapay
fsa | sanctioned | fined | castellan | amount=18000000 USD; date=2024-05-19; twice=1
fsa | investigated | is investigating | pellmar
fsa | regulates | oversees | exchange
fsa | approved | licensed | ansapay | date=2023-11-02
fsa | investigated | may investigate | vantor | status=possible
rown | works_for | works for | fsa | role=deputy director
data | sanctioned | fined | duskin | amount=2400000 USD
data | investigated | is investigating | kestrelcloud | status=reported; by=the Courier
data | regulates | regulates | loom
treasury | proposed | proposed | act | date=2024-02-01
treasury | banned | banned | orrincoin
act | regulates | regulates | orrincoin
party | proposed | backs | act
elm | member_of | leads | party
stell | works_for | works for | treasury | role=secretary
trade | approved | approved | loom
trade | signed_agreement_with | signed deal with | treasury | agreement_type=deal; topic=customs data
halden | owns_stake_in | owns 61% of | tidewell | amount=61%
halden | headquartered_in | based in | veldt
northquay | subsidiary_of | unit of | halden
halden | develops | develops | loom
brandt | chief_executive_of | chief executive of | halden
halden | sued | sued | orrin | date=2024-06-07
halden | listed_on | listed on | exchange
halden | has_metric | has profit of | 77000000 USD; money; $77 million in profit | metric=profit
tidewell | partnered_with | partnered with | porter
tidewell | uses | uses | loom
tidewell | issued | issued | orrincoin | status=reported; by=a person familiar with the plan
tidewell | operates_in | operates in | lagoon
porter | uses | will use | loom | status=planned
orrin | develops | develops | hx | twice=1
orrin | supplies | supplies | sabel
orrin | headquartered_in | based in | veldt
faye | chief_executive_of | head of | orrin
orrin | founded_by | founded by | faye | date=2011
sabel | uses | uses | hx
orrin | has_metric | employs | 5200; number; 5,200 employees | metric=employees
sabel | participated_in | exhibited at | expo
orrin | participated_in | exhibited at | expo
expo | took_place_in | held in | veldt
sabel | acquired | denied buying | jetta | status=negated; by=Sabel Robotics
vantor | invested_in | invested in | sabel | amount=45000000 USD; round=Series B
vantor | invested_in | invested in | lumora | round=Series A
vantor | owns_stake_in | owns 9% of | kestrel | amount=9%
vantor | invested_in | may invest in | solen | status=possible
quade | works_for | works for | vantor | role=partner
quade | educated_at | studied at | uni
lumora | develops | develops | openledger
lumora | partnered_with | works with | uni
lumora | founded_by | founded by | quade
brask | acquired | acquired | solen | amount=90m USD
brask | supplies | supplies | orrin
brask | owns_stake_in | owns 30% of | kaskade | amount=30%
solen | operates_in | operates in | meridane
brask | operates_in | operates in | ostravia
brask | has_metric | cut emissions by | 8; percentage; 8% | metric=growth
ostravia | member_of | member of | council
meridane | member_of | member of | council
pact | regulates | covers | swiftqr | status=planned
duskin | acquired | acquired | courier
pellmar | partnered_with | partnered with | gannet
gannet | competes_with | competes with | porter | status=reported; by=analysts
jetta | supplies | supplies | gannet
wick | acquired | to acquire | amberly | status=planned; amount=2.1bn USD; date=2024-12
amberly | has_metric | has patients | 400000; number; 400,000 patients | metric=users
wick | headquartered_in | based in | lagoon | status=reported; by=the Courier
quarry | has_metric | produced | 1100000; number; 1.1 million tonnes | metric=volume
quarry | founded_on | founded in | 1987; date; 1987
"""

SOURCES = ("The Ostravian Courier", "Lagoon Wire", "Duskin Business", "Port Ansel Post")


def _spans(sentence: str, words: str, start: int) -> tuple[Span, ...]:
    at = sentence.find(words)
    return () if at < 0 else ((start + at, start + at + len(words)),)


def fact(
    subject: GraphEntity,
    relation: str,
    obj: GraphObject,
    sentence: str,
    *,
    number: int = 0,
    label: str | None = None,
    status: Status = "asserted",
    by: str | None = None,
    qualifiers: Mapping[str, str] | None = None,
    again: str | None = None,
    document: Mapping[str, str | None] | None = None,
    confidence: float | None = None,
) -> Fact:
    """A fact with one sentence of evidence, or two with ``again``; as sure as pages show at first, or so sure."""
    words = obj.text if isinstance(obj, GraphValue) else obj.name
    own = dict(qualifiers or {})
    first, last = days_of(
        own.get("edtf") or edtf_of(own.get("date", "")) or f"{own.get('begin', '')}/{own.get('end', '')}"
    )
    evidence = []
    for turn, text in enumerate(s for s in (sentence, again) if s is not None):
        place, start = number + 400 * turn, 100 + 10 * number
        given = {"title": f"Item {place}", "source": SOURCES[place % 4], "url": f"https://news.example/{place}",
                 "date": f"2024-{place % 6 + 1:02}-{place % 27 + 1:02}", **(document or {})}  # fmt: skip
        evidence.append(
            FactEvidence(
                iri=f"{BASE}evidence/{place}", document=f"{BASE}document/{place}", document_id=f"item-{place}",
                title=given["title"], source=given["source"], url=given["url"], date=given["date"],
                start=start, end=start + len(text), text=text, subject_spans=_spans(text, subject.name, start),
                object_spans=_spans(text, words, start), label=label or relation.replace("_", " "), status=status,
                attributed_to=by, confidence=confidence or 0.95 - number % 6 / 20, rule=relation.replace("_", "-"),
                qualifiers=own, earliest=str(first) if first else None, latest=str(last) if last else None,
            )
        )  # fmt: skip
    return Fact(f"{number:020x}", subject, relation, obj, tuple(evidence))


def news_facts() -> list[Fact]:
    """61 entities and 117 facts, of all statuses, with values, qualifiers, speakers and repeated evidence."""
    entities = {k: GraphEntity(f"{BASE}{k}", name, kind, aliases) for k, (name, kind, aliases) in ENTITIES.items()}
    return [_row(line.split(" | "), number, entities) for number, line in enumerate(ROWS.strip().splitlines())]


def _row(cells: Sequence[str], number: int, entities: Mapping[str, GraphEntity]) -> Fact:
    subject, relation, label, target = entities[cells[0]], cells[1], cells[2], cells[3]
    extra = dict(item.split("=") for item in cells[4].split("; ")) if len(cells) > 4 else {}
    obj: GraphObject = GraphValue(*target.split("; ")) if ";" in target else entities[target]
    words = obj.text if isinstance(obj, GraphValue) else obj.name
    sentence = STATUS_PATTERNS.get(extra.get("status", ""), PATTERNS[relation]).format(s=subject.name, o=words)
    return fact(
        subject,
        relation,
        obj,
        sentence,
        number=number,
        label=label,
        status=extra.get("status", "asserted"),  # type: ignore[arg-type]
        by=extra.get("by"),
        qualifiers={k: v for k, v in extra.items() if k not in ("status", "by", "twice")},
        again=f"From an earlier item: {sentence}" if "twice" in extra else None,
        document={"title": f"{subject.name}: {relation.replace('_', ' ')} {words}"},
    )


def random_facts(count: int, links: int = 2, seed: int = 5) -> list[Fact]:
    """A scale-free graph of ``count`` entities, about ``links`` facts each, as news has it: few hubs, many leaves."""
    chance = random.Random(seed)
    kinds = ("Company", "Person", "Bank", "City", "Product", "Regulator", "Event")
    first = ("Alder", "Birk", "Corvane", "Dunmar", "Eskel", "Fenwold", "Garrow", "Hollis", "Ilmar", "Jorvik")
    second = ("Holdings", "Partners", "Works", "Systems", "Union", "Mills", "Trust", "Networks")
    entities = [
        GraphEntity(f"{BASE}e{i}", f"{first[i % 10]} {second[i // 10 % 8]} {i}", kinds[i % 7]) for i in range(count)
    ]
    relations = ("acquired", "partnered_with", "invested_in", "regulates", "supplies", "sued", "uses", "operates_in")
    statuses: list[Status] = [*["asserted"] * 6, "reported", "planned", "possible", "negated"]  # type: ignore[list-item]
    ends = [0]
    facts: list[Fact] = []
    for i in range(1, count):
        for other in dict.fromkeys(chance.choice(ends) for _ in range(links)):
            relation = relations[chance.randrange(8)]
            sentence = PATTERNS[relation].format(s=entities[i].name, o=entities[other].name)
            status = chance.choice(statuses)
            facts.append(fact(entities[i], relation, entities[other], sentence, number=len(facts), status=status))
            ends += [i, other]
    return facts


HOSTILE = (
    "<img src=x onerror=\"window.pwned='img'\">",
    "</script><script>window.pwned='script'</script>",
    "<!--<script>",
    "javascript:window.pwned='url'",
    "\"' onmouseover=\"window.pwned='attr'\" x='",
    "{{ 7*7 }}{% raw %}${window.pwned='template'}",
    "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f4b0\U0001f469‍\U0001f4bb money \ud800 lone",
    "href=x <a href=\"javascript:window.pwned='a'\">a</a>",
    "long " * 60,
    "nul\x00 tab\t line\u2028sep\r\nend &amp; &lt;",
    "__proto__",
)
"""One of everything that has broken a page before; the last names a property that every object has."""


def hostile_facts() -> list[Fact]:
    """Facts with something hostile in every field that is shown: names, classes, labels, qualifiers, sentences, ..."""
    facts: list[Fact] = []
    for number, bad in enumerate(HOSTILE):
        subject = GraphEntity(f"{BASE}{bad}", f"{bad} subject", bad, (f"alias {bad}",))
        entity = GraphEntity(f"{BASE}o{number}", f"object {bad}", "Company")
        value = GraphValue(bad, bad, f"value {bad}")
        document = {"title": bad, "source": bad, "url": bad, "date": bad}
        objects: tuple[GraphObject, ...] = (entity, value)
        for turn, obj in enumerate(objects):
            words = obj.text if isinstance(obj, GraphValue) else obj.name
            sentence = f"\U0001f680 {subject.name} does {bad} to {words}."
            facts.append(
                fact(subject, bad, obj, sentence, number=2 * number + turn, label=bad, by=bad,
                     status="reported", qualifiers={bad: bad, "topic": bad}, document=document)
            )  # fmt: skip
    return facts
