-- What happened to a duty, post, project or meeting. about: duty/d01, post/head, project/p07, group (meetings, research). answers: the note
-- that this one answers or closes, 0: none. Never changed: a mistake is corrected by a note that withdraws it.
create table duties_note (
    id bigint not null primary key,
    about text not null,
    region bigint not null,
    kind text not null,
    day bigint not null,
    due bigint,
    unit text not null,
    text text not null,
    amount bigint,
    answers bigint not null,
    account bigint not null,
    organisation bigint not null,
    at bigint not null
);
create index duties_note_about on duties_note (about, id);
create table duties_counter (
    id bigint not null primary key,
    value bigint not null
) {{without rowid}};
insert into duties_counter (id, value) values (1, 0);
