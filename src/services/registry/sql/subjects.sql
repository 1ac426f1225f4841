-- name: add_subject
-- in: subject_id int, key text
insert into registry_subject (subject_id, key) values (:subject_id, :key) on conflict do nothing

-- name: key_of
-- in: subject_id int
-- out: key text
select key from registry_subject where subject_id = :subject_id

-- name: keys_after
-- in: after int
-- out: subject_id int, key text
select subject_id, key from registry_subject where subject_id > :after order by subject_id limit 500

-- name: change_key
-- in: subject_id int, before text, key text
update registry_subject set key = :key where subject_id = :subject_id and key = :before

-- name: destroy_key
-- in: subject_id int
update registry_subject set key = '' where subject_id = :subject_id and key <> ''

-- name: vaults
-- out: fingerprint text
select fingerprint from registry_vault

-- name: note_vault
-- in: fingerprint text
insert into registry_vault (fingerprint) values (:fingerprint) on conflict do nothing
