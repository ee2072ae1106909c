"""Say of every column of every table whether it is private, and what its tokens look like.

Private is what not everyone who sees that a person or a circle is there may read. A new column
that stands in neither list makes `test_of_every_column_it_is_said_whether_it_is_private` fail.
"""

PRIVATE = {
    "people_account.email": "mail",
    "people_mailbox.address": "mail",
    "people_address.street": "word",
    "people_address.number": "word",
    "people_address.addition": "word",
    "people_address.postcode": "word",
    "people_address.town": "word",
    "people_phone.number": "phone",
    "people_phone.label": "word",
    "people_wishes.call_from": "time",
    "people_wishes.call_until": "time",
    "people_person.born_on": "date",
    "people_custody.proof": "word",
    "people_custody.relation": "word",
    "people_courtlimit.decision": "word",
    "people_courtlimit.lifted": "word",
    "people_courtlimit.since": "date",
    "people_courtlimit.until": "date",
    "organisations_careorganisation.town": "word",
    "organisations_careorganisation.site": "word",
    "organisations_careorganisation.number": "word",
    "organisations_careprofessional.number": "word",
    "organisations_verification.called": "word",
    "organisations_verification.found": "word",
    "circles_entry.words": "word",
    "safety_safetynote.words": "word",
    "circles_contactwish.words": "word",
    "contact_whatworks.words": "word",
    "circles_emergencylook.reason": "word",
    "circles_invitation.address": "mail",
    "post_letter.address": "mail",
    "exchange_deliveryline.name": "word",
    "exchange_deliveryline.was": "word",
    "exchange_deliveryline.becomes": "word",
    "exchange_columntold.header": "word",
    "post_pushdevice.endpoint": "word",
    "post_pushdevice.browser": "word",
}
"""Each private column, and the shape a token takes in it."""

CODES = "a word from a fixed list, which cannot be made unique; stands in a row that has a token"
MOMENT = "when the house wrote a row; stands in a row that has a token"
AROUND = "everyone around a pupil sees this of each other, or it is about a school"
LOCKED = "no page reads it; a fingerprint, or a secret that only the machine uses"
MAILED = "what goes out by post is read whole, as the one who gets it"
IN_A_LINE = "stands beside the name in a line that has a token, and is seen by the same people"
NUMBERS = "ids, codes and moments of the audit book, which is read whole"

PLAIN = {
    "people_address": {"country": CODES, "noted_at": MOMENT},
    "people_phone": {"kind": CODES, "noted_at": MOMENT},
    "people_wishes": {
        "channel languages needs_interpreter reads_little days never names_step": CODES,
        "noted_at": MOMENT,
    },
    "people_controller": {"name kind": AROUND},
    "people_account": {
        "language is_active": CODES,
        "password": LOCKED,
        "last_login made_at": MOMENT,
    },
    "people_person": {
        "first rest workplace workplace_name side": AROUND,
        "language": CODES,
        "proven_at": MOMENT,
    },
    "people_custody": {"kind": CODES, "since until noted_by": MOMENT},
    "people_courtlimit": {"kind": CODES, "noted_by": MOMENT},
    "people_keptreach": {"since until": MOMENT},
    "people_mailbox": {"noted_at broken_at": MOMENT},
    "organisations_school": {"name brin dependance phone region": AROUND},
    "organisations_group": {"key name year year_group combined": AROUND},
    "organisations_enrolment": {"key": AROUND, "since until reads_until": MOMENT},
    "organisations_leaving": {"going_to noted_by": CODES, "until noted_at undone_at": MOMENT},
    "organisations_place": {"since until": MOMENT},
    "organisations_appointment": {"function key days": AROUND, "since until": MOMENT},
    "organisations_assignment": {"role": AROUND, "since until": MOMENT},
    "organisations_careorganisation": {"kind register phone": CODES, "until": MOMENT},
    "organisations_careprofessional": {"profession register": CODES, "since until": MOMENT},
    "organisations_verification": {"at noted_by": MOMENT},
    "post_letter": {
        "subject body short step facts": MAILED,
        "language went_by tries trouble notice only_by phone circle device": CODES,
        "made_at not_before sent_at on_paper_at print_run printed_at pushed_at": MOMENT,
    },
    "post_pushdevice": {"p256dh auth mark": LOCKED, "system": CODES, "since": MOMENT},
    "circles_circle": {"opened_at closed_at": MOMENT},
    "circles_capacityreach": {"capacity reads writes": AROUND},
    "circles_membership": {
        "capacity organisation ground basis reads writes": AROUND,
        "since until from_when until_when": MOMENT,
    },
    "circles_entry": {
        "topic audience side kind detail shown_to hidden_from spoken_with": CODES,
        "at kept_at reaches_at comes_back_on": MOMENT,
    },
    "contact_whatworks": {"place spoken_with": CODES, "at until": MOMENT},
    "safety_ownword": {"word": AROUND},
    "safety_safetynote": {"shared": CODES, "at": MOMENT},
    "circles_ask": {"kind subject": CODES, "due sent done": MOMENT},
    "circles_contactperson": {
        "asked_by stands_in accepted": AROUND,
        "asked_at since until answered_at": MOMENT,
    },
    "circles_contactwish": {"readers": CODES, "at": MOMENT},
    "circles_emergencylook": {"opening": CODES, "since until ended_at": MOMENT},
    "circles_invitation": {
        "code_hash visit": LOCKED,
        "way known tries": CODES,
        "made_at expires_at used_at paused_at": MOMENT,
    },
    "circles_merge": {"by undone_by": CODES, "at undone_at": MOMENT},
    "circles_moved": {"place row": CODES, "was became": LOCKED},
    "circles_takingpart": {"noted_by": CODES, "since until noted_at": MOMENT},
    "circles_twopeople": {"noted_by": CODES, "since until": MOMENT},
    "circles_schoolreach": {"capacity reads noted_by": AROUND, "since until": MOMENT},
    "helpdesk_lookalong": {"asked_at yes_at until stopped_at": MOMENT},
    "letters_batch": {
        "way tries stopped": CODES,
        "begun_at seen_at made_at taken_at gone_at": MOMENT,
        "sealed": "shut with the key of the house; what comes out of it is read as a PDF",
    },
    "letters_paper": {"place state why": CODES},
    "contact_contactmoment": {
        "topic audience how tone shown_to hidden_from": CODES,
        "at reaches_at": MOMENT,
    },
    "exchange_delivery": {
        "content footprint answers fingerprint": LOCKED,
        "source year blocked passed_over counts changed agreed step seen": CODES,
        "at last_day asked_at done_at wiped_at undo_at undone_at": MOMENT,
    },
    "exchange_deliveryline": {"kind number": CODES, "key told": IN_A_LINE},
    "exchange_copy": {"system since until pieces": CODES},
    "exchange_columntold": {"whose tells nth noted_by": CODES, "noted_at": MOMENT},
    "audit_line": {
        "at txid board account persons hat organisation task did kind object circle part": NUMBERS
    },
    "audit_seal": {"board at since_txid until_txid lines before hash": NUMBERS},
}
"""Each column that is not private, and why not; the columns of one reason stand together."""

ELSEWHERE = {
    "auth_permission": "not used: rights are in policies",
    "auth_group": "not used: rights are in policies",
    "django_content_type": "names of tables",
    "django_session": "only the browser it belongs to has its key",
    "account_emailaddress": "not used: accounts keep their own address",
    "account_emailconfirmation": "not used: accounts keep their own address",
    "mfa_authenticator": "the secret of the second step; only its owner sees it, once",
    "procrastinate_workers": "the machine's own",
    "procrastinate_jobs": "work for the machine: ids only, read whole",
    "procrastinate_events": "the machine's own",
    "procrastinate_periodic_defers": "the machine's own",
}
"""Tables that come with a library, and why they hold no token."""


def said() -> set[str]:
    """Every column of our own tables of which it is said whether it is private."""
    plain = {
        f"{table}.{column}"
        for table, reasons in PLAIN.items()
        for columns in reasons
        for column in columns.split()
    }
    return plain | set(PRIVATE)
