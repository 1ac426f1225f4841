-- Lists handed in. The sheet itself lies sealed in the data folder until it is dropped; here are figures, mapping, bad rows.
create table intake_import (
    id bigint not null primary key,
    kind text not null,
    file_name text not null,
    account bigint not null,
    organisation bigint not null,
    role text not null,
    at bigint not null,
    state text not null,
    total bigint not null,
    next_row bigint not null,
    good bigint not null,
    unchanged bigint not null,
    corrected bigint not null,
    doubtful bigint not null,
    bad bigint not null,
    message_zh text not null,
    message_en text not null,
    header text not null,
    mapping text not null,
    reason text not null
);
create index intake_import_organisation on intake_import (organisation, id);

-- Why a row did not go in; the row is in the sheet. field: the column's heading.
create table intake_bad_row (
    import bigint not null,
    row_no bigint not null,
    reason_zh text not null,
    reason_en text not null,
    primary key (import, row_no)
) {{without rowid}};

-- A mapping that was confirmed once, by the headings it is for.
create table intake_mapping (
    organisation bigint not null,
    kind text not null,
    headings text not null,
    mapping text not null,
    primary key (organisation, kind, headings)
);
