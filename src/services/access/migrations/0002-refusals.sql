-- Purposes to which a family has said no: they are left out of the file's grants.
create table access_refusal (
    subject_id bigint not null,
    purpose bigint not null,
    primary key (subject_id, purpose)
) {{without rowid}};
