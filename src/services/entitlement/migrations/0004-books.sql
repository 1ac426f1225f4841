-- The books have become a module of their own (ledger). What was booked before stays readable here; nothing is added any more.
alter table entitlement_ledger rename to entitlement_old_ledger;
-- files that a benefit may look at: those with a record of a form that makes it decide a month
create table entitlement_candidate (
    form text not null,
    subject_id bigint not null,
    primary key (form, subject_id)
) {{without rowid}};
-- public notice: an approved claim enters no batch before this day
alter table entitlement_claim add column notice_until bigint;
-- finance has confirmed the batch and the bank may have its file
alter table entitlement_batch add column confirmed_by bigint not null default 0;
alter table entitlement_batch add column confirmed_at bigint;
-- what the bank answered; the same file again changes nothing
create table entitlement_return_file (
    batch bigint not null,
    digest text not null,
    at bigint not null,
    account bigint not null,
    paid bigint not null,
    returned bigint not null,
    primary key (batch, digest)
) {{without rowid}};
-- months in which nothing is made or paid any more
create table entitlement_closed_month (
    place bigint not null,
    month text not null,
    closed_by bigint not null,
    closed_at bigint not null,
    primary key (place, month)
) {{without rowid}};
