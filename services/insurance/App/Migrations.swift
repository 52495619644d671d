// The tables of the insurance service. A released migration is never changed; the next one follows it.

internal import Storage

enum Migrations {
    static let all = [
        Migration(
            part: "insurance", version: 1, kind: .expand, summary: "Adds members, policy, claims and the ledger.",
            statements: members + policy + claims + ledger),
        Migration(
            part: "insurance", version: 2, kind: .expand, summary: "Adds decisions as bytes and counts of the year.",
            statements: decisions),
        Migration(
            part: "insurance-books", version: 1, kind: .expand, summary: "Adds the order of postings.",
            statements: ["CREATE INDEX posting_sequence ON posting (sequence)"]),
        Migration(
            part: "insurance-books", version: 2, kind: .expand, summary: "Adds entries that no claim asked for.",
            statements: fund),
        Migration(
            part: "insurance-members", version: 1, kind: .expand, summary: "Adds cards as they are given out.",
            statements: cards),
        Migration(
            part: "insurance-members", version: 2, kind: .expand, summary: "Adds households and what they paid.",
            statements: households),
        Migration(
            part: "insurance-files", version: 1, kind: .expand, summary: "Adds the documents of claims.",
            statements: files),
        Migration(
            part: "insurance-life", version: 1, kind: .expand,
            summary: "Adds what becomes of claims after their intake.", statements: life),
        Migration(
            part: "insurance-life", version: 2, kind: .expand, summary: "Adds documents that were corrected.",
            statements: earlier),
        Migration(
            part: "insurance-catalogue", version: 1, kind: .expand, summary: "Adds lists that claims are held against.",
            statements: catalogues),
    ]

    // The documents that claims came with, as they were handed in. They name persons.
    private static let files = [
        """
        CREATE TABLE claim_file (
          claim TEXT NOT NULL REFERENCES claim (id), number BIGINT NOT NULL, name TEXT NOT NULL, size BIGINT NOT NULL,
          digest TEXT NOT NULL, content BYTEA NOT NULL, PRIMARY KEY (claim, number))
        """
    ]

    // What an entry was made for that no claim asked for; its posting stands under its own identifier. A reference is
    // recorded once, and a facility's quarter settled once.
    private static let fund = [
        """
        CREATE TABLE fund_entry (
          posting TEXT NOT NULL PRIMARY KEY REFERENCES posting (id), kind TEXT NOT NULL, facility TEXT, quarter TEXT,
          reference TEXT, entered_at TEXT NOT NULL)
        """,
        "CREATE UNIQUE INDEX fund_entry_reference ON fund_entry (kind, reference) WHERE reference IS NOT NULL",
        "CREATE UNIQUE INDEX fund_entry_settled ON fund_entry (facility, quarter) WHERE kind = 'settlement'",
        // A statement reads the claims of a facility's month.
        "CREATE INDEX claim_facility_month ON claim (facility, month, sequence)",
    ]

    // What becomes of a claim after its intake. `posting.claim` is unique since 0.1.0, so that a further entry of a
    // claim stands there under its own identifier, and a row of `claim_entry` says whose it is: balances, which never
    // ask for the claim, hold for instances of the last release as well. `claim_act` has a row for each decision of a
    // claim that has more than one, with what was shown of it; `claim` is the claim's sequence.
    private static let life = [
        """
        CREATE TABLE claim_entry (
          posting TEXT NOT NULL PRIMARY KEY REFERENCES posting (id), claim TEXT NOT NULL REFERENCES claim (id),
          reverses TEXT UNIQUE REFERENCES posting (id), entered_at TEXT NOT NULL)
        """,
        "CREATE INDEX claim_entry_claim ON claim_entry (claim)",
        """
        CREATE TABLE claim_act (
          claim BIGINT NOT NULL REFERENCES claim (sequence), number BIGINT NOT NULL, state TEXT NOT NULL,
          acted_by TEXT NOT NULL, acted_at TEXT NOT NULL, reason TEXT, adjudication TEXT NOT NULL,
          trace TEXT NOT NULL, PRIMARY KEY (claim, number))
        """,
    ]

    // The document that a claim went by until its decision of a number, as it was before a correction; names nobody.
    private static let earlier = [
        """
        CREATE TABLE claim_earlier (
          claim BIGINT NOT NULL REFERENCES claim (sequence), number BIGINT NOT NULL, document TEXT NOT NULL,
          context TEXT NOT NULL, PRIMARY KEY (claim, number))
        """
    ]

    // Households, each declaration rewriting the rows of its own, and what was paid for a member of them in a financial
    // year, in hundredths of a đồng.
    private static let households = [
        """
        CREATE TABLE household (
          id TEXT NOT NULL, facility TEXT NOT NULL, first_sequence BIGINT NOT NULL, last_sequence BIGINT,
          CHECK (last_sequence > first_sequence), PRIMARY KEY (id, first_sequence))
        """,
        """
        CREATE TABLE household_member (
          household TEXT NOT NULL, place BIGINT NOT NULL, number TEXT NOT NULL, valid_from TEXT NOT NULL, last_day TEXT,
          first_sequence BIGINT NOT NULL, last_sequence BIGINT, CHECK (last_sequence > first_sequence),
          PRIMARY KEY (household, place, first_sequence))
        """,
        "CREATE INDEX household_member_number ON household_member (number, first_sequence)",
        """
        CREATE TABLE household_share (
          household TEXT NOT NULL, number TEXT NOT NULL, year BIGINT NOT NULL, position BIGINT NOT NULL,
          valid_from TEXT NOT NULL, last_day TEXT NOT NULL, amount BIGINT NOT NULL, paid_on TEXT NOT NULL,
          reference TEXT NOT NULL, sequence BIGINT NOT NULL, PRIMARY KEY (household, reference, number))
        """,
        "CREATE INDEX household_share_year ON household_share (household, year, sequence)",
    ]

    // The rows of lists, and the first day of each list, before which nothing is held against it. The facility is empty
    // for what is the country's.
    private static let catalogues =
        VersionedTable.create(
            name: "catalogue_item",
            keyColumns: [("facility", "TEXT"), ("kind", "TEXT"), ("code", "TEXT")],
            valueColumns: [("name", "TEXT"), ("price", "TEXT"), ("decision", "TEXT")]) + [
            """
            CREATE TABLE catalogue (
              facility TEXT NOT NULL, kind TEXT NOT NULL, first_day TEXT NOT NULL, PRIMARY KEY (facility, kind))
            """
        ]

    // Cards by what is printed on them, 15 characters or 10 digits, each change a row of its own.
    private static let cards = [
        """
        CREATE TABLE card (
          code TEXT NOT NULL, number TEXT NOT NULL, valid_from TEXT NOT NULL, last_day TEXT, state TEXT NOT NULL,
          ended_from TEXT, reason TEXT, first_sequence BIGINT NOT NULL, last_sequence BIGINT,
          CHECK (last_sequence > first_sequence), PRIMARY KEY (code, first_sequence))
        """,
        "CREATE UNIQUE INDEX card_current ON card (code) WHERE last_sequence IS NULL",
        "CREATE INDEX card_number ON card (number, first_sequence)",
    ]

    // What is known of a member, each enrolment rewriting a row of its own. Coverages carry their own days, so only
    // the record time is kept beside them. `place` is the place in lists: the folded name, then the number.
    // The journal calls a member by `id`: an insurance number is the person's for life, a journal is never rewritten.
    private static let members = [
        "CREATE TABLE member (number TEXT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE member_version (
          number TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT NOT NULL, citizen_number TEXT,
          five_years_from TEXT, coverages TEXT NOT NULL, place TEXT NOT NULL, first_sequence BIGINT NOT NULL,
          last_sequence BIGINT, CHECK (last_sequence > first_sequence), PRIMARY KEY (number, first_sequence))
        """,
        "CREATE UNIQUE INDEX member_version_current ON member_version (number) WHERE last_sequence IS NULL",
        """
        CREATE UNIQUE INDEX member_version_citizen_current ON member_version (citizen_number)
        WHERE last_sequence IS NULL AND citizen_number IS NOT NULL
        """,
        "CREATE INDEX member_version_citizen ON member_version (citizen_number, first_sequence)",
        "CREATE INDEX member_version_place ON member_version (place)",
        // The words of present names, folded, for searching by their beginnings.
        "CREATE TABLE member_word (word TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (word, number))",
    ]

    // Acts as documents. `version` is the one that the act's publication made; an act counts from `published_sequence`
    // until `replaced_sequence`.
    private static let policy = [
        """
        CREATE TABLE policy_act (
          act TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, hash TEXT NOT NULL, document TEXT NOT NULL,
          findings TEXT NOT NULL, proposed_by TEXT NOT NULL, published_by TEXT, version BIGINT,
          proposed_sequence BIGINT NOT NULL, published_sequence BIGINT, replaced_sequence BIGINT,
          CHECK (replaced_sequence > published_sequence))
        """,
        "CREATE UNIQUE INDEX policy_act_version ON policy_act (version) WHERE version IS NOT NULL",
    ]

    // Claims by the order they came in; what was handed in, decided and applied as documents; who it was for in a
    // table of its own, so that it can be erased. Money is in hundredths of a đồng.
    private static let claims = [
        """
        CREATE TABLE claim (
          id TEXT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL UNIQUE, key TEXT NOT NULL, facility TEXT NOT NULL,
          received_at TEXT NOT NULL, routing TEXT NOT NULL, form TEXT NOT NULL, card TEXT, arrived_at TEXT NOT NULL,
          left_at TEXT NOT NULL, month TEXT NOT NULL, outcome TEXT NOT NULL, total BIGINT NOT NULL,
          fund BIGINT NOT NULL, posting TEXT, UNIQUE (facility, key))
        """,
        "CREATE INDEX claim_facility_sequence ON claim (facility, sequence)",
        "CREATE INDEX claim_month ON claim (month, sequence)",
        "CREATE INDEX claim_key ON claim (key, sequence)",
        """
        CREATE TABLE claim_document (
          claim TEXT NOT NULL PRIMARY KEY REFERENCES claim (id), document TEXT NOT NULL, context TEXT NOT NULL,
          adjudication TEXT NOT NULL, trace TEXT NOT NULL)
        """,
        // `digest` is of all that was handed in, the patient included, so it goes with the patient.
        """
        CREATE TABLE claim_patient (
          claim TEXT NOT NULL PRIMARY KEY REFERENCES claim (id), patient TEXT NOT NULL, digest TEXT NOT NULL)
        """,
        // The facilities that have handed in a claim: what a caller's scope is laid over.
        "CREATE TABLE claim_facility (code TEXT NOT NULL PRIMARY KEY)",
    ]

    // Postings and their sides, in hundredths of a đồng; `class` is the first part of the account. The database itself
    // refuses a posting whose debits and credits differ.
    private static let ledger = [
        """
        CREATE TABLE posting (
          id TEXT NOT NULL PRIMARY KEY, claim TEXT NOT NULL UNIQUE, month TEXT NOT NULL, debit BIGINT NOT NULL,
          credit BIGINT NOT NULL, sequence BIGINT NOT NULL, CHECK (debit = credit))
        """,
        """
        CREATE TABLE posting_side (
          posting TEXT NOT NULL REFERENCES posting (id), account TEXT NOT NULL, class TEXT NOT NULL,
          month TEXT NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL, sequence BIGINT NOT NULL,
          CHECK (debit >= 0 AND credit >= 0), PRIMARY KEY (posting, account))
        """,
        "CREATE INDEX posting_side_account ON posting_side (account, month, sequence)",
    ]

    // Each decision of a claim with what it was decided from (`facts`) and what came of it (`result`), as bytes that
    // name nobody. `claim` is the claim's sequence, `number` counts its decisions from 1. A person is called by a
    // number that says nothing, the sequence of the first claim: `claim_person` alone leads from an insurance number
    // to it, and goes with the person. Days are counted from 1970.
    private static let decisions = [
        "CREATE TABLE claim_person (number TEXT NOT NULL PRIMARY KEY, person BIGINT NOT NULL UNIQUE)",
        """
        CREATE TABLE claim_decision (
          claim BIGINT NOT NULL REFERENCES claim (sequence), number BIGINT NOT NULL, sequence BIGINT NOT NULL,
          reason TEXT NOT NULL, policy_version BIGINT NOT NULL, person BIGINT, arrived_day BIGINT NOT NULL,
          facts BYTEA NOT NULL, result BYTEA NOT NULL, PRIMARY KEY (claim, number))
        """,
        "CREATE INDEX claim_decision_person ON claim_decision (person, arrived_day)",
        // Running totals of a person's year, in hundredths of a đồng: of kind 1 the co-payment that counts towards the
        // exemption after five years, its basis the base salary under which it was paid. `sequence` is that of the
        // claim that changed it last. What they are the sum of stands in the decisions.
        """
        CREATE TABLE year_count (
          person BIGINT NOT NULL, kind BIGINT NOT NULL, year BIGINT NOT NULL, basis BIGINT NOT NULL,
          total BIGINT NOT NULL, sequence BIGINT NOT NULL, PRIMARY KEY (person, kind, year, basis))
        """,
    ]
}
