-- The second factor of an account. key: of this row, wrapped by the master key; secret: sealed under it. step: the last
-- half-minute whose code was taken, so that none works twice. confirmed: 0 until a first code came.
create table access_factor (
    account bigint not null primary key,
    key text not null,
    secret text not null,
    confirmed bigint not null,
    step bigint not null
);

-- Sessions whose second factor has not come yet.
create table access_awaited (
    token_hash text not null primary key
);

-- A file opened in an emergency, to one account, for some hours. reason: sealed under the subject's key.
create table access_emergency (
    id bigint not null primary key,
    subject_id bigint not null,
    account bigint not null,
    organisation bigint not null,
    region bigint not null,
    reason text not null,
    opened_at bigint not null,
    until_at bigint not null,
    reviewed_by bigint,
    reviewed_at bigint
);

-- What stands open just now; rows whose time is over go with the account's next request, before anything is read.
create table access_opened (
    account bigint not null,
    subject_id bigint not null,
    until_at bigint not null,
    primary key (account, subject_id)
) {{without rowid}};
create index access_emergency_open on access_emergency (opened_at) where reviewed_at is null;

-- A post lent to another account, from one day until another.
create table access_delegation (
    id bigint not null primary key,
    post bigint not null,
    account bigint not null,
    from_day bigint not null,
    until_day bigint not null,
    lent_by bigint not null,
    lent_at bigint not null
);
create index access_delegation_account on access_delegation (account, until_day);
create index access_delegation_post on access_delegation (post);
