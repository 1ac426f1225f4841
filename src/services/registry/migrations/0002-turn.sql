-- Whose identity is being registered just now; no row outlives its transaction. On PostgreSQL a second one who inserts the
-- same key waits for the first.
create table registry_turn (
    kind bigint not null,
    hash bigint not null,
    primary key (kind, hash)
) {{without rowid}};
