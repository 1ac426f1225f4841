-- Changes that somebody wants to publish, and who has consented. state: 0 open, 1 published, 2 refused.
create table policy_draft (
    version text not null primary key,
    base text not null,
    title_zh text not null,
    title_en text not null,
    change text not null,
    proposed_by bigint not null,
    proposed_at bigint not null,
    state bigint not null
);
create table policy_consent (
    version text not null,
    account bigint not null,
    given bigint not null,
    reason text not null,
    at bigint not null,
    primary key (version, account)
) {{without rowid}};
