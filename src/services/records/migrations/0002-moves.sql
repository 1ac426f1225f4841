-- Records that went from one file into another. act: 1, 2 … per file they left. merge: 1 the whole file, 0 some records.
create table records_move (
    subject_id bigint not null,
    act bigint not null,
    into_subject bigint not null,
    merge bigint not null,
    account bigint not null,
    at bigint not null,
    reason text not null,
    undone_at bigint,
    primary key (subject_id, act)
) {{without rowid}};
create index records_move_into on records_move (into_subject, subject_id);

-- Of the file they came into: which lineage was which. aside: 1 when a record of the same key stood there already.
create table records_moved (
    subject_id bigint not null,
    lineage bigint not null,
    from_subject bigint not null,
    act bigint not null,
    from_lineage bigint not null,
    aside bigint not null,
    primary key (subject_id, lineage)
) {{without rowid}};

-- What could not be entered yet, sealed whole under the subject's key. offends: JSON, what it contradicts.
create table records_draft (
    subject_id bigint not null,
    id bigint not null,
    form text not null,
    day bigint not null,
    account bigint not null,
    organisation bigint not null,
    role text not null,
    at bigint not null,
    offends text not null,
    content text not null,
    primary key (subject_id, id)
) {{without rowid}};
create index records_draft_of on records_draft (organisation, role, at);
