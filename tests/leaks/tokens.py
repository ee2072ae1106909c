"""Give every private field of everyone in the cast a token that is found wherever it turns up.

Written in plain SQL by the owner of the tables, past every right, so that a token depends on
nothing that is tested.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from urllib.parse import unquote

import psycopg
from babel.dates import format_date
from psycopg import sql

from deelgenoot.ui.dates import AMSTERDAM
from tests.leaks.columns import PRIVATE

FURNISH = """
INSERT INTO people_person (id, controller_id, side, first, rest, language, workplace,
    workplace_name) SELECT gen_random_uuid(), s.board_id, 'work', 'Imke', 'Bos', '', s.id, s.name
    FROM organisations_school s WHERE s.name = 'De Regenboog';
INSERT INTO organisations_appointment (id, school_id, person_id, function, key, days, since)
    SELECT gen_random_uuid(), p.workplace, p.id, 'attention', 'imke', '{}', now() - interval
    '1 day' FROM people_person p WHERE p.first = 'Imke';
CREATE TEMP TABLE named AS SELECT p.id, k.key, k.side, k.adult FROM people_person p JOIN (VALUES
    ('anna', 'Anna', 'work', true), ('fatma', 'Fatma', 'work', true),
    ('kees', 'Kees', 'work', true), ('ria', 'Ria', 'work', true), ('joris', 'Joris', 'work', true),
    ('imke', 'Imke', 'work', false), ('ellen', 'Ellen', 'work', true),
    ('hassan', 'Hassan', 'work', true),
    ('fatma at home', 'Fatma', 'family', true), ('samira', 'Samira', 'family', true),
    ('youssef', 'Youssef', 'family', true), ('marleen', 'Marleen', 'family', true),
    ('bart', 'Bart', 'family', true), ('noor', 'Noor', 'family', false),
    ('emre', 'Emre', 'family', false), ('pim', 'Pim', 'family', false)
) AS k(key, first, side, adult) ON p.first = k.first AND p.side = k.side;
INSERT INTO people_mailbox (id, person_id, address, noted_at)
    SELECT gen_random_uuid(), id, 'x@x.invalid', now() FROM named WHERE adult
    ON CONFLICT DO NOTHING;
INSERT INTO people_address
    (id, person_id, street, number, addition, postcode, town, country, noted_at)
    SELECT gen_random_uuid(), id, 'x', '1', '', '6811 ZZ', 'x', 'NL', now() FROM named WHERE adult
    ON CONFLICT DO NOTHING;
INSERT INTO people_wishes (id, person_id, channel, languages, needs_interpreter, reads_little,
    days, never, names_step, noted_at) SELECT gen_random_uuid(), id, 'mail', '{}', false, false,
    '{}', '{}', false, now() FROM named WHERE adult ON CONFLICT DO NOTHING;
INSERT INTO people_phone (id, person_id, number, kind, label, noted_at)
    SELECT gen_random_uuid(), id, n, 'mobile', '', now() FROM named,
    unnest(ARRAY['+31612345601', '+31612345602']) n WHERE adult;
UPDATE people_wishes SET call_from = '09:00', call_until = '10:00' WHERE call_from IS NULL
    AND person_id IN (SELECT id FROM named);
UPDATE people_person SET born_on = '1980-01-01' WHERE born_on IS NULL
    AND id IN (SELECT id FROM named);
UPDATE people_wishes w SET only_phone_id = (SELECT min(f.id::text)::uuid FROM people_phone f
    WHERE f.person_id = w.person_id) WHERE only_phone_id IS NULL;
INSERT INTO people_courtlimit (id, child_id, adult_id, kind, decision, since, until, lifted,
    noted_by) SELECT gen_random_uuid(), c.id, a.id, 'no_contact', 'x', '2019-01-01', '2020-01-01',
    'x', r.id FROM named c, named a, named r
    WHERE c.key = 'noor' AND a.key = 'youssef' AND r.key = 'ria';
INSERT INTO circles_invitation
    (id, school_id, person_id, address, code_hash, made_at, expires_at, way, known, tries)
    SELECT gen_random_uuid(), e.school_id, n.id, 'x', gen_random_uuid(), now(), now(), 'mail',
    false, 0
    FROM named n, organisations_enrolment e JOIN named noor ON e.pupil_id = noor.id
    WHERE noor.key = 'noor' AND n.key IN ('marleen', 'bart');
INSERT INTO circles_contactwish (id, circle_id, person_id, words, at, readers)
    SELECT gen_random_uuid(), c.id, n.id, 'x', now(), ARRAY[k.id] FROM named n, named k,
    circles_circle c JOIN named noor ON c.pupil_id = noor.id WHERE noor.key = 'noor'
    AND n.key IN ('samira', 'youssef') AND k.key = 'kees';
INSERT INTO circles_emergencylook (id, opening, circle_id, pupil_id, school_id, appointment_id,
    person_id, opened_by_id, reason, since, until) SELECT gen_random_uuid(), gen_random_uuid(),
    c.id, n.id, c.school_id, a.id, a.person_id, o.id, 'x', now() - interval '1 minute',
    now() + interval '20 hours' FROM (VALUES ('noor', 'kees', 'anna'), ('emre', 'kees', 'ria'))
    AS x(child, looks, opens) JOIN named n ON n.key = x.child
    JOIN circles_circle c ON c.pupil_id = n.id JOIN named k ON k.key = x.looks
    JOIN organisations_appointment a ON a.person_id = k.id JOIN named o ON o.key = x.opens;
SELECT deelgenoot_renew_memberships(ARRAY(SELECT circle_id FROM circles_emergencylook));
INSERT INTO exchange_delivery (id, school_id, source, by_id, at, year, last_day, blocked,
    passed_over, fingerprint, counts, answers, seen, changed, step, content)
    SELECT gen_random_uuid(), n.workplace, 'guardians', n.id, now(), '', now(), false, '{}', '',
    '{"moves": 1}', '{}', '', false, 0, '{"headers": ["Nummer leerling", "Naam ouder"],
    "lines": [], "left": []}'
    FROM people_person n JOIN named r ON r.id = n.id WHERE r.key = 'ria';
INSERT INTO exchange_deliveryline (id, delivery_id, school_id, kind, number, name, was, becomes,
    key) SELECT gen_random_uuid(), id, school_id, 'moves', 1, 'x', 'x', 'x', '1'
    FROM exchange_delivery;
INSERT INTO exchange_columntold (id, school_id, header, whose, tells, nth, noted_by, noted_at)
    SELECT gen_random_uuid(), school_id, 'x', 'adult', 'mail', 0, by_id, now()
    FROM exchange_delivery;
UPDATE people_wishes SET channel = 'letter', never = '{}'
    WHERE person_id IN (SELECT id FROM named WHERE key IN ('youssef', 'fatma at home'));
INSERT INTO post_letter (id, person_id, school_id, notice, facts, subject, body, short, step,
    address, language, made_at, tries, trouble, went_by, only_by, on_paper_at, print_run,
    printed_by_id, printed_at) SELECT gen_random_uuid(), n.id, e.school_id, 'message',
    '{"first": "x", "school": "De Regenboog"}', '', '', '', '', '', 'nl', now(), 0,
    '', '', '', now(),
    '00000000-0000-7000-8000-000000000001', r.id, now()
    FROM named n, named r, organisations_enrolment e JOIN named noor ON e.pupil_id = noor.id
    WHERE noor.key = 'noor' AND n.key IN ('youssef', 'fatma at home') AND r.key = 'ria';
INSERT INTO helpdesk_lookalong (id, person_id, by_id, school_id, yes_at, until)
    SELECT gen_random_uuid(), s.id, r.id, e.school_id, now(), now() + interval '59 minutes'
    FROM named s, named r, organisations_enrolment e JOIN named noor ON e.pupil_id = noor.id
    WHERE noor.key = 'noor' AND s.key IN ('samira', 'youssef') AND r.key = 'ria';
INSERT INTO post_pushdevice (id, account_id, endpoint, p256dh, auth, mark, browser, system, since)
    SELECT gen_random_uuid(), p.account_id, n.key, '', '', n.key, 'x', 'Android', now()
    FROM named n JOIN people_person p ON p.id = n.id WHERE n.key IN ('samira', 'youssef');
CREATE TEMP TABLE told AS SELECT gen_random_uuid() AS id, c.id AS circle, a.id AS author, t.*,
    ARRAY(SELECT id FROM named WHERE key = t.shown) AS shown_to,
    ARRAY(SELECT id FROM named WHERE key = t.hidden) AS hidden_from
    FROM (VALUES
    ('for all by anna', 'noor', 'anna', 'circle', '', ''),
    ('for all by samira', 'noor', 'samira', 'circle', '', ''),
    ('for all by youssef', 'noor', 'youssef', 'circle', '', ''),
    ('not for youssef by samira', 'noor', 'samira', 'circle', '', 'youssef'),
    ('not for samira by anna', 'noor', 'anna', 'circle', '', 'samira'),
    ('for school by anna', 'noor', 'anna', 'school', '', ''),
    ('for school by kees', 'noor', 'kees', 'school', '', ''),
    ('for samira by anna', 'noor', 'anna', 'named', 'samira', ''),
    ('for kees by youssef', 'noor', 'youssef', 'named', 'kees', ''),
    ('own of anna', 'noor', 'anna', 'own', '', ''),
    ('own of samira', 'noor', 'samira', 'own', '', ''),
    ('own of youssef', 'noor', 'youssef', 'own', '', ''),
    ('for safety by samira', 'noor', 'samira', 'safety', '', ''),
    ('for safety by kees', 'noor', 'kees', 'safety', '', ''),
    ('for all in emre by anna', 'emre', 'anna', 'circle', '', ''),
    ('for school in emre by anna', 'emre', 'anna', 'school', '', ''),
    ('for all in emre by fatma at home', 'emre', 'fatma at home', 'circle', '', ''),
    ('for all in pim by marleen', 'pim', 'marleen', 'circle', '', ''),
    ('on its way by anna', 'noor', 'anna', 'circle', '', ''),
    ('on its way by samira', 'noor', 'samira', 'circle', '', ''),
    ('better, not for samira by anna', 'noor', 'anna', 'circle', '', 'samira'),
    ('taken along by anna', 'noor', 'anna', 'circle', '', '')
    ) AS t(key, child, who, audience, shown, hidden)
    JOIN named n ON n.key = t.child JOIN circles_circle c ON c.pupil_id = n.id
    JOIN named a ON a.key = t.who;
INSERT INTO circles_entry (id, circle_id, author_id, at, topic, audience, shown_to, hidden_from,
    side, kind, detail, words) SELECT t.id, circle, author, now() - interval '1 minute',
    'wellbeing', audience, shown_to, hidden_from, CASE WHEN n.side = 'work' THEN 'school'
    ELSE 'home' END, 'contact', 'message', 'x' FROM told t JOIN named n ON n.id = author;
UPDATE circles_entry SET reaches_at = now() + interval '1 hour'
    WHERE id IN (SELECT id FROM told WHERE key LIKE 'on its way%');
UPDATE circles_entry SET kind = 'correction', corrects_id = f.id FROM told b, told f
    WHERE circles_entry.id = b.id AND b.key = 'better, not for samira by anna'
    AND f.key = 'not for samira by anna';
UPDATE circles_entry SET kind = 'copied', words = current_date || ' ' || current_date
    WHERE id IN (SELECT id FROM told WHERE key LIKE 'taken along%');
INSERT INTO exchange_copy (id, circle_id, entry_id, system, since, until, pieces)
    SELECT gen_random_uuid(), t.circle, t.id, 'magister', now()::date, now()::date, ARRAY(
        SELECT id FROM told WHERE key IN
            ('for all by anna', 'not for samira by anna', 'for school by anna', 'own of anna'))
    FROM told t WHERE t.key LIKE 'taken along%';
INSERT INTO contact_contactmoment (id, circle_id, author_id, at, topic, audience, shown_to,
    hidden_from, entry_id, how, tone) SELECT gen_random_uuid(), circle, author,
    now() - interval '1 minute', 'wellbeing', audience, shown_to, hidden_from, id, 'message',
    'everyday' FROM told WHERE key !~ '^(on its way|better|taken along)';
INSERT INTO safety_safetynote (id, circle_id, school_id, pupil_id, author_id, at, shared, words)
    SELECT gen_random_uuid(), c.id, c.school_id, n.id, a.id, now() - interval '1 minute',
    t.shared, 'x' FROM (VALUES ('noor', 'anna', true), ('noor', 'fatma', false),
    ('emre', 'kees', true)) AS t(child, who, shared) JOIN named n ON n.key = t.child
    JOIN circles_circle c ON c.pupil_id = n.id JOIN named a ON a.key = t.who;
INSERT INTO contact_whatworks (id, circle_id, place, words, written_by_id, spoken_with, at)
    SELECT gen_random_uuid(), c.id, t.place, 'x', a.id, '{}', now() - interval '1 minute'
    FROM (VALUES ('noor', 1, 'samira'), ('noor', 2, 'anna'), ('emre', 1, 'anna'))
    AS t(child, place, who) JOIN named n ON n.key = t.child
    JOIN circles_circle c ON c.pupil_id = n.id JOIN named a ON a.key = t.who;
INSERT INTO circles_ask (id, circle_id, person_id, kind, subject, sent) SELECT gen_random_uuid(),
    s.circle_id, i.id, 'for_you', s.id, now() FROM safety_safetynote s, named i
    WHERE s.shared AND i.key = 'imke';
INSERT INTO people_person
    (id, controller_id, side, first, rest, language, workplace_name, same_as_id)
    SELECT gen_random_uuid(), p.controller_id, 'family', 'Marleen', 'Dubbel', '', '', p.id
    FROM people_person p JOIN named n ON n.id = p.id WHERE n.key = 'marleen';
INSERT INTO circles_merge (id, school_id, kept_id, double_id, by, at)
    SELECT gen_random_uuid(), e.school_id, d.same_as_id, d.id, r.id, now()
    FROM people_person d, named noor, named r, organisations_enrolment e
    WHERE d.rest = 'Dubbel' AND noor.key = 'noor' AND r.key = 'ria' AND e.pupil_id = noor.id;
INSERT INTO circles_moved (id, merge_id, place, row, was, became)
    SELECT gen_random_uuid(), m.id, 'people_person', p, x, x FROM circles_merge m,
    unnest(ARRAY[m.kept_id, m.double_id]) p, jsonb_build_object('first', 'Marleen', 'born_on',
    null, 'account_id', null, 'proven_at', null) x;
"""
"""What everyone in the cast has: a home, mail, two numbers of which one is safe, and words."""

COME_IN = """
INSERT INTO people_account (id, password, email, language, is_active, made_at)
    SELECT gen_random_uuid(), '!', key || '@x.invalid', 'nl', true, now() FROM named
    WHERE key IN ('noor', 'marleen', 'imke');
UPDATE people_person p SET account_id = a.id, proven_at = CASE WHEN n.key <> 'marleen' THEN now()
    END
    FROM named n JOIN people_account a ON a.email = n.key || '@x.invalid' WHERE p.id = n.id;
"""
"""Noor, a pupil, Marleen, who came in with her letter and has not shown who she is, and Imke,
the attention officer."""

OF_PERSON = "SELECT t.id, '{what} of ' || n.key FROM {table} t JOIN named n ON n.id = t.person_id"
OF_TIE = (
    "SELECT t.id, '{what} of ' || a.key || ' with ' || c.key FROM {table} t"
    " JOIN named a ON a.id = t.adult_id JOIN named c ON c.id = t.child_id"
)
NAMES = {
    "people_person": "SELECT id, 'person ' || key FROM named",
    "people_account": "SELECT p.account_id, 'account of ' || min(n.key) FROM named n"
    " JOIN people_person p ON p.id = n.id WHERE p.account_id IS NOT NULL GROUP BY 1",
    "people_mailbox": OF_PERSON.format(what="mailbox", table="people_mailbox"),
    "people_address": OF_PERSON.format(what="home", table="people_address"),
    "people_wishes": OF_PERSON.format(what="wishes", table="people_wishes"),
    "people_phone": "SELECT f.id, CASE WHEN w.only_phone_id = f.id THEN 'safe' ELSE 'other ' ||"
    " row_number() OVER (PARTITION BY n.key, w.only_phone_id = f.id ORDER BY f.id) END ||"
    " ' phone of ' || n.key FROM people_phone f JOIN named n ON n.id = f.person_id"
    " JOIN people_wishes w ON w.person_id = n.id",
    "people_custody": OF_TIE.format(what="custody", table="people_custody"),
    "people_courtlimit": OF_TIE.format(what="limit", table="people_courtlimit"),
    "organisations_careprofessional": OF_PERSON.format(
        what="work", table="organisations_careprofessional"
    ),
    "organisations_careorganisation": "SELECT o.id, 'organisation of ' || n.key"
    " FROM organisations_careorganisation o JOIN organisations_careprofessional t"
    " ON t.organisation_id = o.id JOIN named n ON n.id = t.person_id",
    "organisations_verification": "SELECT v.id, CASE WHEN v.professional_id IS NULL"
    " THEN 'organisation of ' ELSE '' END || n.key || ' verified'"
    " FROM organisations_verification v JOIN organisations_careprofessional t"
    " ON t.organisation_id = v.organisation_id JOIN named n ON n.id = t.person_id",
    "circles_entry": "SELECT id, key FROM told WHERE key !~ '^taken along'",
    "safety_safetynote": "SELECT s.id, 'closed note of ' || a.key || ' about ' || n.key"
    " FROM safety_safetynote s JOIN named a ON a.id = s.author_id JOIN named n"
    " ON n.id = s.pupil_id",
    "contact_whatworks": "SELECT w.id, 'line of ' || a.key || ' about ' || n.key"
    " FROM contact_whatworks w JOIN named a ON a.id = w.written_by_id"
    " JOIN circles_circle c ON c.id = w.circle_id JOIN named n ON n.id = c.pupil_id",
    "circles_contactwish": OF_PERSON.format(what="wish", table="circles_contactwish"),
    "circles_emergencylook": "SELECT t.id, 'look at ' || n.key FROM circles_emergencylook t"
    " JOIN named n ON n.id = t.pupil_id",
    "circles_invitation": "SELECT t.id, 'invitation of ' || n.key FROM circles_invitation t"
    " JOIN named n ON n.id = t.person_id",
    "post_pushdevice": "SELECT d.id, 'device of ' || n.key FROM post_pushdevice d"
    " JOIN people_person p ON p.account_id = d.account_id JOIN named n ON n.id = p.id",
    "exchange_columntold": "SELECT id, 'column of a list' FROM exchange_columntold",
    "exchange_deliveryline": "SELECT id, 'line of ' || kind FROM exchange_deliveryline",
    "post_letter": "SELECT t.id, 'letter ' || row_number() OVER (PARTITION BY n.key ORDER BY t.id)"
    " || ' to ' || n.key FROM post_letter t JOIN named n ON n.id = t.person_id"
    " WHERE t.address <> ''",
}
"""How the rows of a table with something private are called."""

BETWEEN = re.compile(r"[\s\-\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"zq\d{4}q")
NUMBER = re.compile(r"(?:0|31)(655\d{6})")
CLOCK = re.compile(r"(?<!\d)(\d\d)[.:](\d\d)(?!\d)")
DECADE = re.compile("197[0-9]")
DIGITS = {start + n: str(n) for start in (0x660, 0x6F0) for n in range(10)}
FIRST_DAY = date(1971, 1, 10)


def bare(text: str) -> str:
    """One way of writing for all: no spaces, capitals or signs of direction."""
    western = unicodedata.normalize("NFKC", text).translate(DIGITS)
    return BETWEEN.sub("", western).casefold()


def plain(text: str) -> str:
    """A page both as it is and as its reader sees it: without tags, entities and escapes."""
    return f"{bare(text)}\n{bare(unescape(TAG.sub('', unquote(text))))}"


def shapes_of(day: date) -> set[str]:
    """How a day may be written in the languages of the house."""
    patterns = ("d MMMM y", "d MMM y", "dd/MM/y", "d/M/y", "y/MM/dd")
    written = {format_date(day, p, locale=code) for code in ("nl", "en", "ar") for p in patterns}
    return {bare(text) for text in written | {day.isoformat(), f"{day:%d-%m-%Y}"}}


@dataclass
class Tokens:
    """Every token there is, by what it looks like, and how to find them in a text."""

    words: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    hour: int = field(default_factory=lambda: (datetime.now(AMSTERDAM).hour + 11) % 24)

    def make(self, name: str, shape: str) -> object:
        """Make the next token of a shape, under a name."""
        self.made[shape] += 1
        number = self.made.total()
        if shape == "date":
            day = FIRST_DAY + timedelta(days=self.made[shape] * 32)
            day = day.replace(day=10 + day.day % 18)
            self.days |= dict.fromkeys(shapes_of(day), name)
            return day
        if shape == "time":
            moment = time(self.hour, 30 + self.made[shape])
            self.words[f"{moment:%H:%M}"] = name
            return moment
        if shape == "phone":
            self.words[f"655{number * 7919 % 1000000:06}"] = name
            return f"+31655{number * 7919 % 1000000:06}"
        self.words[f"zq{number:04}q"] = name
        return f"zq{number:04}q@leak.invalid" if shape == "mail" else f"zq{number:04}q"

    @property
    def names(self) -> set[str]:
        """How every token is called."""
        return set(self.words.values()) | set(self.days.values())

    def within(self, text: str) -> set[str]:
        """Name the tokens that stand in a text, however they are written."""
        read = plain(text)
        found = {word for pattern in (WORD, NUMBER) for word in pattern.findall(read)}
        found |= {f"{hour}:{minute}" for hour, minute in CLOCK.findall(text)}
        names = {self.words[word] for word in found if word in self.words}
        days = self.days if DECADE.search(read) else {}
        return names | {name for day, name in days.items() if day in read}


def write_tokens(owner: psycopg.Connection) -> Tokens:
    """Fill every private field of the cast with its token, and say which there are."""
    tokens = Tokens()
    with owner.transaction():
        owner.execute(FURNISH)
        for table, asked in NAMES.items():
            columns = [c.split(".")[1] for c in PRIVATE if c.startswith(f"{table}.")]
            for id_, name in sorted(owner.execute(asked).fetchall(), key=lambda row: row[1]):
                _fill(owner, tokens, table, columns, id_, name)
    return tokens


def _fill(
    owner: psycopg.Connection,
    tokens: Tokens,
    table: str,
    columns: list[str],
    id_: object,
    name: str,
) -> None:
    """Write the tokens of one row; what is not known stays not known."""
    listed, named_table = map(sql.Identifier, columns), sql.Identifier(table)
    ask = sql.SQL("SELECT {} FROM {} WHERE id = %s").format(
        sql.SQL(", ").join(listed), named_table
    )
    now = dict(zip(columns, owner.execute(ask, [id_]).fetchone() or (), strict=True))
    for column in columns:
        if now[column] is not None:
            change = sql.SQL("UPDATE {} SET {} = %s WHERE id = %s")
            change = change.format(named_table, sql.Identifier(column))
            token = tokens.make(f"{column}, {name}", PRIVATE[f"{table}.{column}"])
            owner.execute(change, [token, id_])
