-- day since which there is something to pay or to look at; null: from before this was kept, or nothing is
alter table entitlement_payable add column since bigint;
-- when the claim came to its state, where neither proposed_at nor decided_at says it
alter table entitlement_claim add column moved_at bigint;
-- the family's last word on a benefit; the audit keeps the earlier ones. organisation: the desk that heard it, 0: said by themselves
create table entitlement_wish (
    subject_id bigint not null,
    benefit text not null,
    wanted bigint not null,
    account bigint not null,
    organisation bigint not null,
    at bigint not null,
    primary key (subject_id, benefit)
) {{without rowid}};
-- raised against an approved claim before it is paid; what was said and answered is sealed. upheld: null until it is answered
create table entitlement_objection (
    subject_id bigint not null,
    id bigint not null,
    claim bigint not null,
    said text not null,
    entered_by bigint not null,
    entered_at bigint not null,
    upheld bigint,
    answer text,
    answered_by bigint,
    answered_at bigint,
    primary key (subject_id, id)
) {{without rowid}};
create index entitlement_objection_of on entitlement_objection (claim);
insert into entitlement_counter (name, value) values ('objection', 0);
