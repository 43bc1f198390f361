"""The gazetteer: slugs, lookup, homonyms, users' files and their errors, and the shipped files themselves."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from newsweave.ontology import gazetteer as module
from newsweave.ontology.errors import DataError
from newsweave.ontology.gazetteer import (
    Gazetteer,
    KnownName,
    load_gazetteer,
    normal_form,
    slugify,
)
from newsweave.ontology.vocabulary import vocabulary

FOLDER = Path(module.__file__).parent / "names"
FILES = sorted(FOLDER.glob("*.csv"))
HEADER = "name,class,aliases,country,wikidata"


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return load_gazetteer()


def known(name: str, type_: str = "Company", *aliases: str, country: str = "") -> KnownName:
    return KnownName(name, type_, aliases, country, "", slugify(name), "test")


def split_words(text: str) -> list[str]:
    return re.findall(r"['’]s|\w[\w.&-]*\w|\w|[^\w\s]", text)


# Slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bank of Korea", "bank-of-korea"),
        ("  Bank  of\tKorea ", "bank-of-korea"),
        ("Quimby & Sons", "quimby-and-sons"),
        ("Quimby+", "quimby-plus"),
        ("C++", "c-plus-plus"),
        ("Plus+Minus", "plus-plus-minus"),
        ("J.P. Quimby (Cambodia) Plc.", "j-p-quimby-cambodia-plc"),
        ("Itaú", "itaú"),
        ("ＡＢＡ", "aba"),
        ("Straße", "strasse"),
        ("İş", "i̇ş"),
        ("ធនាគារ", "ធនាគារ"),
        ("中国 银行", "中国-银行"),
        ("…", ""),
    ],
)
def test_slug_of(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(st.text())
@settings(max_examples=400, deadline=None)
def test_slug_is_its_own_slug_and_valid_in_an_iri(name: str) -> None:
    slug = slugify(name)
    assert slugify(slug) == slug
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert NamedNode("https://example.org/id/" + slug).value.endswith("/" + slug)


@given(st.text(), st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Nd"]), st.text())
@settings(max_examples=400, deadline=None)
def test_slug_of_a_name_with_a_letter_or_digit_is_not_empty(before: str, letter: str, after: str) -> None:
    assert slugify(before + letter + after)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_slug_of_ascii_is_the_same_whatever_the_case(name: str) -> None:
    assert slugify(name) == slugify(name.upper()) == slugify(name.lower())


@given(st.text())
@settings(deadline=None)
def test_normal_form_is_its_own_normal_form(form: str) -> None:
    assert normal_form(normal_form(form)) == normal_form(form)


# Lookup


def test_lookup_forgives_typography_but_not_case() -> None:
    gazetteer = Gazetteer([known("Quimby's U.S. Bank", "Bank", "QUB"), known("The Quimby Post", "MediaOutlet")])
    for form in ("Quimby's U.S. Bank", "Quimby’s US Bank", " Quimby's\u00a0US  Bank ", "the Quimby's US Bank", "QUB"):
        assert [k.name for k in gazetteer.lookup(form)] == ["Quimby's U.S. Bank"], form
    assert gazetteer.lookup("Q.U.B.") == gazetteer.lookup("QUB")
    assert gazetteer.lookup("qub") == ()
    assert gazetteer.lookup("The Quimby Post")
    assert gazetteer.lookup("Quimby Post") == ()


def test_lookup_finds_a_name_without_its_accents_but_not_the_reverse() -> None:
    gazetteer = Gazetteer([known("Banco Quimbé"), known("Quimbo")])
    assert (
        gazetteer.lookup("Banco Quimbe") == gazetteer.lookup("Banco Quimbé") == gazetteer.lookup("Banco Quimbe\u0301")
    )
    assert gazetteer.lookup("Quimbó") == ()


def test_lookup_gives_names_before_aliases_and_keeps_order() -> None:
    called = known("Quimby Foods", "Company", "QF")
    named = known("QF", "Platform")
    later = known("Quebec Fund", "Bank", "QF")
    gazetteer = Gazetteer([called, named, later])
    assert gazetteer.lookup("QF") == (named, called, later)
    assert gazetteer.names == (called, named, later)
    assert gazetteer.by_id["quebec-fund"] is later


def test_longest_takes_the_longest_name_and_every_meaning() -> None:
    bank, branch, other = (
        known("Bank of Quimby", "Bank", "BQ"),
        known("Bank of Quimby's U.S. Branch", "Bank"),
        known("Bureau of Quarries", "GovernmentBody", "BQ"),
    )
    gazetteer = Gazetteer([bank, branch, other]).compile(split_words)
    words = split_words("The Bank of Quimby’s US Branch and Bank of Quimby and BQ.")
    assert gazetteer.longest(words, 1) == (6, (branch,))
    assert gazetteer.longest(words, words.index("Bank", 2)) == (3, (bank,))
    assert gazetteer.longest(words, 0) is None
    assert gazetteer.longest(words, 2) is None
    assert gazetteer.longest(split_words("BQ"), 0) == (1, (bank, other))
    assert gazetteer.longest(split_words("Bank of"), 0) is None
    with pytest.raises(IndexError):
        gazetteer.longest(["BQ"], 1)


def test_longest_without_compile_cuts_at_spaces_and_compile_leaves_the_original_alone() -> None:
    plain = Gazetteer([known("Bank of Quimby's Branch")])
    compiled = plain.compile(split_words)
    assert plain.longest("Bank of Quimby's Branch".split(), 0) is not None
    assert compiled.longest("Bank of Quimby's Branch".split(), 0) is None
    assert compiled.longest(split_words("Bank of Quimby's Branch"), 0) is not None
    assert compiled.lookup("Bank of Quimby's Branch") == plain.lookup("Bank of Quimby's Branch")


# Users' files


def write(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_user_file_adds_and_overrides(tmp_path: Path, shipped: Gazetteer) -> None:
    path = write(tmp_path, "class,name,country,aliases\nWallet,ABA Bank,KH,Quimba\nCompany,Quimby & Co,,QCo|QCo|\n")
    own = load_gazetteer([path])
    (aba,) = own.lookup("ABA Bank")
    assert (aba.type, aba.aliases, aba.id, aba.file) == ("Wallet", ("Quimba",), "aba-bank", str(path))
    assert own.lookup("Advanced Bank of Asia") == ()
    assert own.lookup("QCo")[0].aliases == ("QCo",)
    assert len(own.names) == len(shipped.names) + 1
    assert shipped.lookup("Advanced Bank of Asia")[0].id == "aba-bank"


def test_user_homonym_of_another_country_is_added_and_comes_first(tmp_path: Path, shipped: Gazetteer) -> None:
    own = load_gazetteer([write(tmp_path, "name,class,country\nABA Bank,Bank,NZ\n")])
    assert [(k.id, k.country) for k in own.lookup("ABA Bank")] == [("aba-bank-nz", "NZ"), ("aba-bank", "KH")]


def test_user_row_without_country_overrides_the_only_one_of_that_name(tmp_path: Path) -> None:
    own = load_gazetteer([write(tmp_path, "name,class\nABA Bank,Company\nPunjab,City\n")])
    assert [(k.type, k.country, k.id) for k in own.lookup("ABA Bank")] == [("Company", "", "aba-bank")]
    assert {k.id for k in own.lookup("Punjab")} == {"punjab-city", "punjab-in", "punjab-pk"}


def test_two_user_rows_never_share_an_id(tmp_path: Path, shipped: Gazetteer) -> None:
    text = "name,class,country\nABA Bank,Company,KH\nABA Bank,Wallet,KH\nABA Bank,Platform,\n"
    own = load_gazetteer([write(tmp_path, text)])
    assert {k.id for k in own.lookup("ABA Bank")} == {"aba-bank", "aba-bank-kh", "aba-bank-platform"}
    assert len(own.by_id) == len(own.names) == len(shipped.names) + 2


def test_a_homonyms_id_never_takes_a_plain_id(tmp_path: Path) -> None:
    text = "name,class,country\nQuimby,Bank,KH\nQuimby,Company,KH\nQuimby,Bank,TH\nQuimby KH,Company,\n"
    own = load_gazetteer([write(tmp_path, text)])
    assert [k.id for k in own.lookup("Quimby")] == ["quimby-kh-bank", "quimby-kh-company", "quimby-th"]
    assert own.lookup("Quimby KH")[0].id == "quimby-kh"


def test_last_user_file_wins_and_demonyms_can_be_added(tmp_path: Path) -> None:
    first = write(tmp_path, "name,class\nQuimbia,Country\n", "1.csv")
    second = write(tmp_path, "name,class\nQuimbia,Region\n", "2.csv")
    third = write(tmp_path, "adjective,country\nQuimbian,Quimbia\nThai,Quimbia\n", "3.csv")
    own = load_gazetteer([first, second, third])
    quimbian, thai = own.adjective("Quimbian"), own.adjective("Thai")
    assert quimbian is not None
    assert (quimbian.name, quimbian.type, quimbian.id) == ("Quimbia", "Region", "quimbia")
    assert thai is quimbian


def test_byte_order_mark_blank_lines_and_quotes_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufeffname,class,aliases\n\n,,\n"Quimby,  Ltd","Company","Q L | QL"\n')
    (quimby,) = load_gazetteer([path]).lookup("Quimby, Ltd")
    assert (quimby.name, quimby.aliases) == ("Quimby, Ltd", ("Q L", "QL"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEADER}\nQuimby,Bnak,,,\n", 'line 2: class "Bnak" is not known (did you mean "Bank"?)'),
        (f"{HEADER}\nQuimby,Xylophone,,,\n", 'line 2: class "Xylophone" is not known'),
        (f"{HEADER}\nA,Bank,,,\n\n,Bank,,,\n", "line 4: the name is missing"),
        (f"{HEADER}\n—,Bank,,,\n", 'line 2: name "—" has neither letter nor digit'),
        (f"{HEADER}\nA,Bank,,kh,\n", 'line 2: country "kh" is not an ISO 3166 alpha-2 code such as "KH"'),
        (f"{HEADER}\nA,Bank,,Chad,\n", 'line 2: country "Chad" is not an ISO 3166 alpha-2 code such as "KH"'),
        (f"{HEADER}\nA,Bank,,,30\n", 'line 2: wikidata "30" is not an item id such as "Q30"'),
        (f"{HEADER}\nA,Bank,,,Q07\n", 'line 2: wikidata "Q07" is not an item id such as "Q30"'),
        ("name,klass\n", 'line 1: column "klass" is not known (did you mean "class"?)'),
        ("name,aliases\n", 'line 1: column "class" is missing'),
        ("name,class,name\n", 'line 1: column "name" stands there twice'),
        ("", "line 1: the header is missing (columns: name, class, aliases, country, wikidata)"),
        (f"{HEADER}\nA,Bank,\n", "line 2: has 3 fields where the header has 5"),
        (f"{HEADER}\nA,Bank,,,,\n", "line 2: has 6 fields where the header has 5"),
        (f'{HEADER}\n"A,Bank,,,\n', "line 2: is not CSV: unexpected end of data"),
        ("adjective,country\nQuimbian,Camboda\n", 'country "Camboda" is not the name of a known place (did you mean'),
        ("adjective,country\nQuimbian,\n", "line 2: the country is missing"),
        ("adjective,country\n,Chad\n", "line 2: the adjective is missing"),
        ("adjective,country\nChadian\n", "line 2: has 1 fields where the header has 2"),
        ("adjective,nation\n", 'line 1: column "nation" is not known'),
    ],
)
def test_wrong_file_is_refused_with_file_line_and_value(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DataError, match=re.escape(message)) as caught:
        load_gazetteer([path])
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_repeated_row_is_refused_with_both_places(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADER}\nQuimby,Bank,,KH,\nOther,Bank,,,\nQUIMBY,Bank,x,KH,\n")
    message = f'{path} line 4: "QUIMBY" (Bank, KH) stands already in {path} line 2'
    with pytest.raises(DataError, match=re.escape(message)):
        load_gazetteer([path])


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: cannot be read: No such file"):
        load_gazetteer([tmp_path / "none.csv"])
    with pytest.raises(DataError, match="is a folder"):
        load_gazetteer([tmp_path])
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,class\nMalmö,City\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"latin\.csv: is not UTF-8 at byte 15"):
        load_gazetteer([latin])


def test_long_and_broken_values_stay_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r'class "x y+…" is not known$') as caught:
        load_gazetteer([write(tmp_path, f'name,class\nA,"x\n{"y" * 90}"\n')])
    assert "\n" not in str(caught.value)


def test_classes_can_be_given_by_the_caller(tmp_path: Path) -> None:
    path = write(tmp_path, "name,class\nQuimby,Starship\n")
    own = load_gazetteer([path], classes={*vocabulary().entity_classes, "Starship"})
    assert own.lookup("Quimby")[0].type == "Starship"
    with pytest.raises(DataError, match=r"names/\S+ line \d+: class \"\w+\" is not known"):
        load_gazetteer(classes={"Bank"})


def test_default_is_read_once() -> None:
    assert load_gazetteer() is load_gazetteer()


# The shipped files


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_shipped_file_has_its_columns_and_clean_cells(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    assert header == (["adjective", "country"] if path.stem == "demonyms" else HEADER.split(","))
    assert rows
    for row in rows:
        assert len(row) == len(header), row
        assert all(cell == " ".join(cell.split()) for cell in row), row
        aliases = row[2].split("|") if len(row) == 5 and row[2] else []
        assert len(set(aliases)) == len(aliases) and row[0] not in aliases and "" not in aliases, row


def test_shipped_files_are_all_there(shipped: Gazetteer) -> None:
    counts = Counter(k.file for k in shipped.names)
    assert set(counts) == {f"names/{p.name}" for p in FILES} - {"names/demonyms.csv"}
    expected = {
        "central-banks": 150, "regulators": 250, "government": 200, "intergovernmental": 100, "exchanges": 150,
        "banks": 400, "payments": 300, "crypto": 250, "cryptocurrencies": 80, "currencies": 140, "technology": 400,
        "companies": 500, "media": 200, "universities": 150, "laws": 120, "events": 80, "countries": 240,
        "cities": 600, "parties": 80,
    }  # fmt: skip
    assert {
        name: counts[f"names/{name}.csv"] for name, least in expected.items() if counts[f"names/{name}.csv"] < least
    } == {}


def test_no_name_stands_twice(shipped: Gazetteer) -> None:
    assert len(shipped.by_id) == len(shipped.names)
    forms = Counter(
        (form, k.type, k.country)
        for k in shipped.names
        for form in {normal_form(f) for f in (k.name, *k.aliases)}
        if k.country
    )
    assert [key for key, times in forms.items() if times > 1] == []


def test_every_country_code_is_that_of_a_country(shipped: Gazetteer) -> None:
    # a country of the past has no code
    codes = Counter(
        k.country for k in shipped.names if k.file.endswith("countries.csv") and k.type != "Region" and k.country
    )
    assert [code for code, times in codes.items() if times != 1] == []
    assert {k.country for k in shipped.names} - set(codes) == {""}
    assert len([k for k in shipped.names if k.type == "Country"]) >= 195


def test_wikidata_ids_differ(shipped: Gazetteer) -> None:
    ids = Counter(k.wikidata for k in shipped.names if k.wikidata)
    assert len(ids) >= 190
    assert max(ids.values()) == 1


@pytest.mark.parametrize(
    ("form", "name", "type_", "country"),
    [
        ("NBC", "National Bank of Cambodia", "CentralBank", "KH"),
        ("Fed", "Federal Reserve", "CentralBank", "US"),
        ("ECB", "European Central Bank", "CentralBank", ""),
        ("Bank Negara Malaysia", "Bank Negara Malaysia", "CentralBank", "MY"),
        ("BCEAO", "Central Bank of West African States", "CentralBank", ""),
        ("RBI", "Reserve Bank of India", "CentralBank", "IN"),
        ("BaFin", "Federal Financial Supervisory Authority", "Regulator", "DE"),
        ("OJK", "Financial Services Authority", "Regulator", "ID"),
        ("FCA", "Financial Conduct Authority", "Regulator", "GB"),
        ("FinCEN", "Financial Crimes Enforcement Network", "Regulator", "US"),
        ("D.O.J.", "Department of Justice", "GovernmentBody", "US"),
        ("Lok Sabha", "Lok Sabha", "GovernmentBody", "IN"),
        ("European Commission", "European Commission", "GovernmentBody", ""),
        ("the IMF", "International Monetary Fund", "IntergovernmentalOrganization", ""),
        ("FATF", "Financial Action Task Force", "IntergovernmentalOrganization", ""),
        ("NYSE", "New York Stock Exchange", "Exchange", "US"),
        ("Binance", "Binance", "Exchange", ""),
        ("CSX", "Cambodia Securities Exchange", "Exchange", "KH"),
        ("ACLEDA", "ACLEDA Bank", "Bank", "KH"),
        ("J.P. Morgan", "JPMorgan Chase", "Bank", "US"),
        ("Société Générale", "Société Générale", "Bank", "FR"),
        ("Itau", "Itaú Unibanco", "Bank", "BR"),
        ("KCB", "KCB", "Bank", "KE"),
        ("Revolut", "Revolut", "Bank", "GB"),
        ("GCash", "GCash", "Wallet", "PH"),
        ("M-Pesa", "M-Pesa", "Wallet", "KE"),
        ("UPI", "Unified Payments Interface", "PaymentSystem", "IN"),
        ("PIX", "Pix", "PaymentSystem", "BR"),
        ("Bakong", "Bakong", "PaymentSystem", "KH"),
        ("QRIS", "QRIS", "PaymentSystem", "ID"),
        ("Ant Group", "Ant Group", "Company", "CN"),
        ("Soramitsu", "Soramitsu", "Company", "JP"),
        ("Circle", "Circle", "Company", "US"),
        ("XRP Ledger", "XRP Ledger", "Platform", ""),
        ("BTC", "Bitcoin", "Cryptocurrency", ""),
        ("USDC", "USD Coin", "Cryptocurrency", ""),
        ("e-CNY", "Digital yuan", "Currency", "CN"),
        ("riel", "Cambodian riel", "Currency", "KH"),
        ("U.S. dollar", "US dollar", "Currency", "US"),
        ("TSMC", "TSMC", "Company", "TW"),
        ("ChatGPT", "ChatGPT", "Product", "US"),
        ("Nestle", "Nestlé", "Company", "CH"),
        ("Moody’s", "Moody's", "Company", "US"),
        ("WSJ", "Wall Street Journal", "MediaOutlet", "US"),
        ("Khmer Times", "Khmer Times", "MediaOutlet", "KH"),
        ("MIT", "Massachusetts Institute of Technology", "University", "US"),
        ("MiCA", "Markets in Crypto-Assets Regulation", "Law", ""),
        ("ISO 20022", "ISO 20022", "Standard", ""),
        ("RCEP", "Regional Comprehensive Economic Partnership", "Agreement", ""),
        ("Money20/20", "Money20/20", "Event", ""),
        ("U.K.", "United Kingdom", "Country", "GB"),
        ("America", "United States", "Country", "US"),
        ("Southeast Asia", "Southeast Asia", "Region", ""),
        ("Sao Paulo", "São Paulo", "City", "BR"),
        ("Guangdong", "Guangdong", "Region", "CN"),
        ("BJP", "Bharatiya Janata Party", "PoliticalParty", "IN"),
    ],
)
def test_known_form(shipped: Gazetteer, form: str, name: str, type_: str, country: str) -> None:
    assert (name, type_, country) in {(k.name, k.type, k.country) for k in shipped.lookup(form)}


@pytest.mark.parametrize("word", ["dollar", "pound", "peso", "block", "apple", "won", "real", "visa", "The", "Bank"])
def test_bare_words_are_no_names(shipped: Gazetteer, word: str) -> None:
    assert shipped.lookup(word) == ()


def test_homonyms_keep_all_candidates_with_the_best_known_first(shipped: Gazetteer) -> None:
    candidates = shipped.lookup("SEC")
    assert candidates[0].country == "US"
    assert {"US", "TH", "PH", "NG"} <= {k.country for k in candidates}
    by_country = {k.country: k.id for k in shipped.lookup("Securities and Exchange Commission")}
    assert by_country["US"] == "securities-and-exchange-commission-us"
    assert by_country["TH"] == "securities-and-exchange-commission-th"
    assert [k.type for k in shipped.lookup("Georgia")] == ["Country", "Region"]
    assert {k.id for k in shipped.lookup("Hyderabad")} == {"hyderabad-in", "hyderabad-pk"}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Cambodian", "Cambodia"),
        ("British", "United Kingdom"),
        ("South Korean", "South Korea"),
        ("Georgian", "Georgia"),
        ("Swedes", "Sweden"),
        ("Emirati", "United Arab Emirates"),
        ("European", "Europe"),
    ],
)
def test_demonym(shipped: Gazetteer, form: str, name: str) -> None:
    place = shipped.adjective(form)
    assert place is not None
    assert (place.name, place.type) == (name, "Region" if name == "Europe" else "Country")


def test_demonym_of_nothing(shipped: Gazetteer) -> None:
    assert shipped.adjective("Quimbian") is None
    assert shipped.adjective("cambodian") is None


def test_shipped_names_are_found_in_a_sentence(shipped: Gazetteer) -> None:
    compiled = shipped.compile(split_words)
    words = split_words("Quimby met officials of the National Bank of Cambodia, Sri Lanka’s SEC and Ant Group.")
    found = {}
    for i in range(len(words)):
        if hit := compiled.longest(words, i):
            found[" ".join(words[i : i + hit[0]])] = hit[1][0].id
    assert found["National Bank of Cambodia"] == "national-bank-of-cambodia"
    assert found["Sri Lanka"] == "sri-lanka"
    assert found["Ant Group"] == "ant-group"
    assert "Quimby" not in found
