-- name: create_migration_table
create table if not exists db_migration (
  module text not null,
  number bigint not null,
  name text not null,
  checksum text not null,
  primary key (module, number)
)

-- name: applied_migrations
-- out: module text, number int, checksum text
select module, number, checksum from db_migration

-- name: add_migration
-- in: module text, number int, name text, checksum text
insert into db_migration (module, number, name, checksum) values (:module, :number, :name, :checksum)
