-- name: add_subject
-- in: subject_id int, key text
insert into registry_subject (subject_id, key) values (:subject_id, :key) on conflict do nothing

-- name: key_of
-- in: subject_id int
-- out: key text
select key from registry_subject where subject_id = :subject_id

-- name: vaults
-- out: fingerprint text
select fingerprint from registry_vault

-- name: note_vault
-- in: fingerprint text
insert into registry_vault (fingerprint) values (:fingerprint) on conflict do nothing
