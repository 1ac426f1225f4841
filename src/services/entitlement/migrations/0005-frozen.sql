-- what each decision rested on, month by month, as JSON: added with the decision, never changed; moves with a merged file
create table entitlement_frozen (
    subject_id bigint not null,
    claim bigint not null,
    period text not null,
    amount bigint not null,
    at bigint not null,
    policy text not null,
    why text not null,
    primary key (subject_id, claim, period)
) {{without rowid}};
