-- fragment: doubt_columns
id, said_at, organisation, import, import_row, place, key, sealed, decision, subject_id, decided_at

-- name: doubt_with
-- in: content text
-- out: id int
select id from registry_doubt where content = :content

-- name: highest_doubt
-- out: id int
select coalesce(max(id), 0) as id from registry_doubt

-- name: add_doubt
-- in: id int, content text, said_at int, organisation int, import int, import_row int, place int, key text, sealed text
insert into registry_doubt (id, content, said_at, organisation, import, import_row, place, key, sealed)
values (:id, :content, :said_at, :organisation, :import, :import_row, :place, :key, :sealed)
on conflict do nothing

-- name: doubt
-- in: id int
-- out: id int, said_at int, organisation int, import int, import_row int, place int, key text, sealed text
-- out: decision text?, subject_id int?, decided_at int?
select {{doubt_columns}} from registry_doubt where id = :id

-- name: open_doubts
-- in: after int, from_place int, to_place int, most int
-- out: id int, said_at int, organisation int, import int, import_row int, place int, key text, sealed text
-- out: decision text?, subject_id int?, decided_at int?
select {{doubt_columns}} from registry_doubt
where decided_at is null and id > :after and place >= :from_place and place < :to_place
order by id limit :most

-- name: count_open_doubts
-- in: from_place int, to_place int
-- out: n int
select count(*) as n from registry_doubt
where decided_at is null and place >= :from_place and place < :to_place

-- name: doubts_after
-- in: after int
-- out: id int, said_at int, organisation int, import int, import_row int, place int, key text, sealed text
-- out: decision text?, subject_id int?, decided_at int?
select {{doubt_columns}} from registry_doubt where id > :after order by id limit 500

-- name: change_doubt_key
-- in: id int, before text, key text
update registry_doubt set key = :key where id = :id and key = :before

-- name: drop_doubt
-- in: id int
delete from registry_doubt where id = :id

-- name: decide_doubt
-- in: id int, decision text, subject_id int?, decided_by int, decided_at int
update registry_doubt
set decision = :decision, subject_id = :subject_id, decided_by = :decided_by, decided_at = :decided_at
where id = :id and decided_at is null

-- name: close_doubts_of
-- in: import int, decided_by int, decided_at int
update registry_doubt
set decision = 'undone', decided_by = :decided_by, decided_at = :decided_at, content = content || '/' || cast(id as text)
where import = :import and import <> 0 and decided_at is null
