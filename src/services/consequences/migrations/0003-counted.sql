-- What each file contributes to indicators: days since 1970, half-open; to_day 9999999: open.
create table consequences_counted (
    subject_id bigint not null,
    indicator text not null,
    from_day bigint not null,
    to_day bigint not null,
    town bigint not null,
    below bigint not null,
    above bigint not null,
    primary key (subject_id, indicator, from_day)
) {{without rowid}};
create index consequences_counted_town on consequences_counted (indicator, town, subject_id);

-- The change of an indicator's figures of a town at a month (year * 12 + month - 1) against the month before; what stands
-- on the month's last day counts. seq: of the write that changed it last.
create table consequences_cell (
    indicator text not null,
    town bigint not null,
    month bigint not null,
    below bigint not null,
    above bigint not null,
    seq bigint not null,
    primary key (indicator, town, month)
) {{without rowid}};
create index consequences_cell_seq on consequences_cell (seq);

-- Whoever takes a number keeps others out until the commit: cells become visible in the order of their numbers.
create table consequences_cell_seq_no (
    id bigint not null primary key,
    value bigint not null
) {{without rowid}};
insert into consequences_cell_seq_no (id, value) values (1, 0);
