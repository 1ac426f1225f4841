-- What each file offers (side 0), takes (1) or waits for (2) of what many files share. holder: an organisation's number,
-- 0 for any; amount: how many are offered, the most that a holder may have, or points; since_day 9999999: not known.
-- why: JSON of facts and their values.
create table consequences_pool (
    subject_id bigint not null,
    system text not null,
    pool text not null,
    side bigint not null,
    kind text not null,
    holder bigint not null,
    amount bigint not null,
    since_day bigint not null,
    place bigint not null,
    why text not null,
    primary key (subject_id, system, pool, side, kind)
) {{without rowid}};
create index consequences_pool_holder on consequences_pool (pool, side, holder, kind);
create index consequences_pool_list on consequences_pool (pool, side, kind, place);
