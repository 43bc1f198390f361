"""Sentences that begin with a word that may be a name or a common noun, with the real model; all names are invented."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read

# Each begins with a firm's name of one word that no gazetteer has: made-up words, plurals, common nouns, verbs,
# adjectives, small letters, digits.
NAMES = """
Tarnes said on Monday that it had won a licence in Oslo.
Tarnes plans to open a branch in Bergen next year.
Tarnes was founded in Lisbon by two engineers.
Tarnes has raised $30 million from Larch Ventures.
Tarnes is backed by Larch Ventures.
Tarnes, which is based in Oslo, reported a loss.
Tarnes fell short of its forecast.
Velmont acquired Kestrin Bank in May.
Velmont swung to a loss of $4 million.
Velmont, a payments start-up, has hired Mara Voss.
Velmont's shares fell 3% on Friday.
Plinth said it would close its Oslo office.
Plinth has launched a card for freelancers.
Plinth raised €12 million in a round led by Larch Ventures.
Plinth plans to cut a tenth of its jobs.
Plinth agreed to buy Kestrin Bank.
Plinth is to cut 200 jobs in Norway.
Plinth obtained a licence from Norges Bank.
Plinth, a Dutch fintech, lost $2 million.
Plinth is a lender that was set up last year.
Plinth was fined by Norges Bank.
Plinth employs 300 people.
Plinth's app has two million users.
Plinth and Kestrin Bank have signed an agreement.
Plinth operates in Norway and Sweden.
Plinth is owned by Kestrin Bank.
Plinth was acquired by Corvex Group in March.
Lantern said it had hired a new finance chief.
Lantern has denied the report.
Lantern is expected to launch its wallet in June.
Lantern sued Kestrin Bank over the contract.
Lantern applied for a banking licence.
Lantern announced a partnership with Corvex Group.
Lantern declined to comment.
Saddle secured $15 million from Tidewell Partners.
Saddle opened an office in Bergen.
Saddle is headquartered in Oslo.
Saddle employs 80 people in Oslo.
Saddle wants to double its staff.
Kettle invested $3 million in Corvex Group.
Kettle has appointed Mara Voss as chief executive.
Kettle received approval from Norges Bank.
Gather has bought a rival in Oslo.
Gather said its volumes doubled.
Solid said it had signed Corvex Group as a client.
Solid has acquired Kestrin Bank.
Pebbles has secured a licence in Norway.
Pebbles is a payments company from Bergen.
Pebbles plans to hire 40 engineers.
Candles was founded in 2015 by Mara Voss.
drelp has acquired Corvex Group.
drelp said it had raised $20 million.
drelp is listed on Nasdaq.
drelp plans to open in Norway.
17Bricks launched a fund in Oslo.
17Bricks has acquired Kestrin Bank.
17Bricks said it would list on Nasdaq.
“Plinth has acquired Kestrin Bank,” said Mara Voss.
The deal was signed on Monday. Plinth said it had paid $3 million.
Kestrin Bank lost money. Tarnes sold its stake in the lender.
"""

# Each begins with a word that is nobody's name.
COMMON = """
Banks said they would raise fees.
Banks have launched a shared wallet.
Regulators have approved the takeover.
Regulators said it had breached the rules.
Analysts expect the lender to cut jobs.
Analysts say it has raised too little.
Officials said it was too early to tell.
Payments rose 4% in May.
Payments processed by the app doubled.
Bitcoiners said they had bought more.
Neobanks plan to launch cards in Norway.
Paytechs said they had raised $20 million.
Stablecoins are to be regulated in Oslo.
Lenders secured $3 million from the state.
Investors sued Kestrin Bank.
Merchants said it had raised its fees.
Shareholders approved the merger with Corvex Group.
Shares in Kestrin Bank fell.
Customers filed a complaint in Oslo.
Police said they had raided the office.
Police have arrested two men.
Lawmakers have launched an inquiry.
Management plans to cut 200 jobs.
Management said it had raised its forecast.
Staff were told on Friday.
Inflation rose to 3%.
Demand has launched a race for chips.
Competition is to increase in Norway.
Regulation was welcomed by Kestrin Bank.
Legislation has received approval.
Revenue rose to $40 million.
Revenue was $3 million.
Trading opened lower in Oslo.
Trading was suspended on Nasdaq.
Lending has raised profits at Kestrin Bank.
Gold opened at $2,000.
Oil is expected to reach $90.
Cash was paid to the sellers.
Evidence obtained in Oslo confirmed it.
Research has received funding from Corvex Group.
Research published in May said so.
Critics said it had lost control.
Tokenisation has attracted $3 million.
Digitisation is to cut costs.
Growth was led by Kestrin Bank.
Terms were not disclosed.
Talks with Kestrin Bank failed.
Profits doubled at Corvex Group.
Users can pay with the app.
Executives declined to comment.
Nobody has claimed the money.
Many have bought shares.
Several said they had lost money.
Industry sources said it had agreed to sell.
Founders own half of the firm.
Rivals include Kestrin Bank.
Traders bought dollars.
Customer funds were held by Kestrin Bank.
Opposition lawmakers said they would appeal.
Startups raised $2 billion last year.
Details were published on Monday.
Wages rose faster than prices.
Remittances reached $3 billion.
Interest is paid by Kestrin Bank.
Technology has changed how people pay.
Money was transferred to Kestrin Bank.
Approval is expected in June.
Fees are charged by Corvex Group.
Crypto has won support in Oslo.
Insurtechs have launched in Norway.
"""


def sentences(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("text", sentences(NAMES))
def test_first_word_is_a_name(read: Read, text: str) -> None:
    names = {"Tarnes", "Velmont", "Plinth", "Lantern", "Saddle", "Kettle", "Gather", "Solid", "Pebbles", "Candles"}
    (found,) = [e for e in read(text).entities if e.name in names | {"drelp", "17Bricks"}]
    assert found.type in ("Company", "Bank", "Product")  # the model calls some of them products


@pytest.mark.parametrize("text", sentences(COMMON))
def test_first_word_is_a_common_noun(read: Read, text: str) -> None:
    first = text.split()[0]
    assert [e.name for e in read(text).entities if first in e.name.split()] == []
