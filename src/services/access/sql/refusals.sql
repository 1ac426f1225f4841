-- name: refusals_of
-- in: subject_id int
-- out: purpose int
select purpose from access_refusal where subject_id = :subject_id

-- name: refuse
-- in: subject_id int, purpose int
insert into access_refusal (subject_id, purpose) values (:subject_id, :purpose) on conflict do nothing

-- name: allow
-- in: subject_id int, purpose int
delete from access_refusal where subject_id = :subject_id and purpose = :purpose
