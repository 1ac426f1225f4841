-- Policy sets by version (SM3 of their canonical text). `published_no` counts publications; the highest one rules.
create table policy_set (
    version text not null primary key,
    made_at bigint not null,
    published_no bigint,
    published_at bigint,
    published_by bigint
);
create unique index policy_set_published on policy_set (published_no) where published_no is not null;

create table policy_file (
    version text not null,
    path text not null,
    content text not null,
    primary key (version, path)
) {{without rowid}};
