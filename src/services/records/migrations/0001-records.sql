-- A file and its records. Days are days since 1970, instants milliseconds. op: 0 original, 1 correction, 2 withdrawal, 3 restoration.
create table records_file (
    subject_id bigint not null primary key,
    kind text not null,
    version bigint not null,
    last_no bigint not null,
    derived_on bigint,
    next_change bigint,
    policy text not null,
    fault text not null
) {{without rowid}};
create index records_file_next_change on records_file (next_change) where next_change is not null;
create index records_file_fault on records_file (subject_id) where fault <> '';

create table records_record (
    subject_id bigint not null,
    no bigint not null,
    lineage bigint not null,
    version bigint not null,
    op bigint not null,
    form text not null,
    day bigint not null,
    entered_at bigint not null,
    account bigint not null,
    organisation bigint not null,
    import bigint not null,
    write_id text not null,
    reason text not null,
    content text not null,
    primary key (subject_id, no)
) {{without rowid}};
-- a lineage's first version is its own number, so only later ones could clash
create unique index records_record_version on records_record (subject_id, lineage, version) where version > 1;
create unique index records_record_write on records_record (subject_id, write_id) where write_id <> '';
create index records_record_import on records_record (import, subject_id) where import <> 0;
