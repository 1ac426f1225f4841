-- Whose file it is. key: the subject's data key, wrapped by the master key; empty once it is destroyed by order.
create table registry_subject (
    subject_id bigint not null primary key,
    key text not null
) {{without rowid}};

-- Persons only. name and more (identity number, guardian) are sealed under the subject's key.
create table registry_person (
    subject_id bigint not null primary key,
    name text not null,
    more text not null,
    sex text not null,
    birth_day bigint
) {{without rowid}};

-- Finds candidates, who are then compared in plain: hash is 64 bits of a keyed hash. kind: 1 identity number,
-- 2 name and birth, 3 guardian's phone and birth, 4 name and guardian's phone.
create table registry_identity_key (
    kind bigint not null,
    hash bigint not null,
    subject_id bigint not null,
    primary key (kind, hash, subject_id)
) {{without rowid}};

-- Matches that a person decides. sealed: who, what to write and the candidates, under a key of its own. content: a keyed
-- hash, so that the same row of a list is one doubt.
create table registry_doubt (
    id bigint not null primary key,
    content text not null unique,
    said_at bigint not null,
    organisation bigint not null,
    import bigint not null,
    import_row bigint not null,
    place bigint not null,
    key text not null,
    sealed text not null,
    decision text,
    subject_id bigint,
    decided_by bigint,
    decided_at bigint
);
create index registry_doubt_open on registry_doubt (id, place) where decided_at is null;

-- Which key file sealed all this: another one must not write a single row.
create table registry_vault (
    fingerprint text not null primary key
);
