-- Claims, batches and the ledger. Amounts in fen, instants in milliseconds, days since 1970.
-- The rows of this table count: whoever takes a number keeps others of its kind out until the commit.
create table entitlement_counter (
    name text not null primary key,
    value bigint not null
) {{without rowid}};
insert into entitlement_counter (name, value) values ('claim', 0), ('batch', 0), ('ledger', 0);

-- state: 0 proposed, 1 approved, 2 refused, 3 withdrawn, 4 batched, 5 paid. months: JSON [[period, fen], …]
create table entitlement_claim (
    id bigint not null primary key,
    subject_id bigint not null,
    benefit text not null,
    cap_period text not null,
    amount bigint not null,
    months text not null,
    state bigint not null,
    proposed_by bigint not null,
    proposed_at bigint not null,
    decided_by bigint not null,
    decided_at bigint,
    reason text not null,
    file_version bigint not null,
    policy text not null,
    batch bigint not null,
    check (amount > 0),
    check ((state >= 4) = (batch <> 0))
);
create unique index entitlement_claim_proposed on entitlement_claim (subject_id, benefit, cap_period) where state = 0;
create index entitlement_claim_of on entitlement_claim (subject_id, benefit, cap_period, id);
create index entitlement_claim_desk on entitlement_claim (state, id) where state <= 2;
create index entitlement_claim_batch on entitlement_claim (batch, id) where batch <> 0;

-- state: 0 made, 1 exported, 2 paid
create table entitlement_batch (
    id bigint not null primary key,
    number text not null,
    benefit text not null,
    place bigint not null,
    state bigint not null,
    made_by bigint not null,
    made_at bigint not null,
    paid_on bigint,
    claims bigint not null,
    amount bigint not null
);
create unique index entitlement_batch_number on entitlement_batch (number);

-- Append-only. kind: 0 committed (approved), 1 paid
create table entitlement_ledger (
    seq bigint not null primary key,
    at bigint not null,
    kind bigint not null,
    claim bigint not null,
    batch bigint not null,
    subject_id bigint not null,
    benefit text not null,
    amount bigint not null
);
create unique index entitlement_ledger_once on entitlement_ledger (claim, kind);
create index entitlement_ledger_sums on entitlement_ledger (benefit, kind, amount);
