-- name: put_person
-- in: subject_id int, name text, more text, sex text, birth_day int?
insert into registry_person (subject_id, name, more, sex, birth_day)
values (:subject_id, :name, :more, :sex, :birth_day)
on conflict (subject_id) do update
set name = excluded.name, more = excluded.more, sex = excluded.sex, birth_day = excluded.birth_day

-- name: drop_person
-- in: subject_id int
delete from registry_person where subject_id = :subject_id

-- name: person
-- in: subject_id int
-- out: name text, more text, sex text, birth_day int?
select name, more, sex, birth_day from registry_person where subject_id = :subject_id

-- name: people
-- out: subject_id int, key text, name text, sex text, birth_day int?
select p.subject_id, s.key, p.name, p.sex, p.birth_day
from registry_person p join registry_subject s on s.subject_id = p.subject_id
order by p.subject_id

-- name: add_identity_key
-- in: kind int, hash int, subject_id int
insert into registry_identity_key (kind, hash, subject_id) values (:kind, :hash, :subject_id) on conflict do nothing

-- name: drop_identity_key
-- in: kind int, hash int, subject_id int
delete from registry_identity_key where kind = :kind and hash = :hash and subject_id = :subject_id

-- name: found_by
-- in: kind int, hash int
-- out: subject_id int
select subject_id from registry_identity_key where kind = :kind and hash = :hash order by subject_id

-- name: take_turn
-- in: kind int, hash int
insert into registry_turn (kind, hash) values (:kind, :hash)

-- name: end_turn
-- in: kind int, hash int
delete from registry_turn where kind = :kind and hash = :hash
