-- Organisations, people who work there, and what is open to whom. Regions are 12 digits, padded with zeros.
create table access_organisation (
    id bigint not null primary key,
    parent bigint,
    kind text not null,
    region bigint not null,
    name_zh text not null,
    name_en text not null
);

-- The password is an Argon2id hash with its parameters. code_until: a one-time code, good until then (ms), that only opens
-- the way to a password of one's own.
create table access_account (
    id bigint not null primary key,
    login text not null unique,
    name text not null,
    password text not null,
    state text not null,
    code_until bigint
);

create table access_post (
    id bigint not null primary key,
    account bigint not null,
    organisation bigint not null,
    role text not null,
    unique (account, organisation, role)
);

-- token_hash: the token itself is only in the browser.
create table access_session (
    token_hash text not null primary key,
    account bigint not null,
    post bigint not null,
    csrf text not null,
    created bigint not null,
    last_seen bigint not null,
    expires bigint not null
);
create index access_session_account on access_session (account);
create index access_session_expires on access_session (expires);

-- Also for names that no account has: the answer must not tell. login_hash, since people type passwords there.
create table access_attempt (
    login_hash text not null primary key,
    failures bigint not null,
    last bigint not null,
    blocked_until bigint not null
);
create index access_attempt_last on access_attempt (last);

-- Derived with each file. holder: a region, or an organisation's id (below 10^9). until_day is never empty: see grants.h.
create table access_grant (
    subject_id bigint not null,
    holder bigint not null,
    purpose bigint not null,
    from_day bigint not null,
    until_day bigint not null,
    primary key (subject_id, holder, purpose, from_day)
) {{without rowid}};
create index access_grant_holder on access_grant (holder, purpose);
