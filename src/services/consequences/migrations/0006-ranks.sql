-- The place in line that was noted in the night (sides of consequences_pool with 2), so that a change can be told.
-- before_nth: the one noted before, 0: none; noted_on: the night on which it became nth.
create table consequences_rank (
    subject_id bigint not null,
    pool text not null,
    kind text not null,
    nth bigint not null,
    before_nth bigint not null,
    noted_on bigint not null,
    primary key (subject_id, pool, kind)
) {{without rowid}};
