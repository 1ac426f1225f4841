-- Money in fen, instants in milliseconds, days since 1970.
-- The rows of this table count; whoever takes a number keeps other postings out until the commit.
create table ledger_counter (
    name text not null primary key,
    value bigint not null
) {{without rowid}};
insert into ledger_counter (name, value) values ('line', 0), ('entry', 0), ('application', 0);

-- A line of a year's budget. source: 0 nobody appropriated anything, 1 county, 2 city, 3 province, 4 central, 5 lottery,
-- 6 gift. benefit: empty, for whatever is paid. rank: the lowest pays first. earmark: what a giver wants it for.
create table ledger_line (
    id bigint not null primary key,
    year bigint not null,
    region bigint not null,
    source bigint not null,
    benefit text not null,
    title text not null,
    earmark text not null,
    rank bigint not null,
    opened_by bigint not null,
    opened_at bigint not null
);
create unique index ledger_line_one on ledger_line (region, year, benefit, source, title);

-- Append-only, double-entry: every row takes from one account of a line what it puts into another.
-- account: 0 outside, 1 available, 2 committed, 3 paid, 4 receivable, 5 written off
-- kind: 0 appropriated, 1 cut, 2 committed, 3 paid, 4 returned, 5 carried, 6 demanded, 7 recovered, 8 waived, 9 spent
create table ledger_entry (
    seq bigint not null primary key,
    at bigint not null,
    kind bigint not null,
    line bigint not null,
    taken_from bigint not null,
    put_into bigint not null,
    amount bigint not null,
    claim bigint not null,
    batch bigint not null,
    subject_id bigint not null,
    benefit text not null,
    decision bigint not null,
    clause text not null,
    account bigint not null,
    reference text not null,
    reason text not null,
    check (amount > 0)
);
-- nothing twice: one commitment, payment, return … of a claim on a line; the same paper is booked once
create unique index ledger_entry_once on ledger_entry (line, kind, claim, reference);
create index ledger_entry_claim on ledger_entry (claim, kind) where claim <> 0;
create index ledger_entry_benefit on ledger_entry (benefit, kind, amount);

-- What stands in each account: the sum of its entries, kept so that a posting can compare and set.
create table ledger_balance (
    line bigint not null,
    account bigint not null,
    amount bigint not null,
    primary key (line, account)
) {{without rowid}};

-- Money asked for at a higher level. state: 0 sent, 1 granted, 2 refused
create table ledger_application (
    id bigint not null primary key,
    line bigint not null,
    asked bigint not null,
    granted bigint not null,
    state bigint not null,
    reason text not null,
    sent_by bigint not null,
    sent_on bigint not null,
    answered_by bigint not null,
    answered_on bigint,
    reference text not null
);
create index ledger_application_line on ledger_application (line, id);
