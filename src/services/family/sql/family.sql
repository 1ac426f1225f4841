-- fragment: guardian_columns
id, subject_id, account, name, relation, proof, proof_number, from_day, until_day, confirmed_by, confirmed_for, confirmed_at,
ended_at, end_reason

-- name: highest_guardian
-- out: id int
select coalesce(max(id), 0) as id from family_guardian

-- name: add_guardian
-- in: id int, subject_id int, account int, name text, relation text, proof text, proof_number text, from_day int
-- in: until_day int, confirmed_by int, confirmed_for int, confirmed_at int
insert into family_guardian (id, subject_id, account, name, relation, proof, proof_number, from_day, until_day, confirmed_by,
  confirmed_for, confirmed_at)
values (:id, :subject_id, :account, :name, :relation, :proof, :proof_number, :from_day, :until_day, :confirmed_by,
  :confirmed_for, :confirmed_at)

-- name: guardians_of
-- in: subject_id int
-- out: id int, subject_id int, account int, name text, relation text, proof text, proof_number text, from_day int
-- out: until_day int, confirmed_by int, confirmed_for int, confirmed_at int, ended_at int?, end_reason text?
select {{guardian_columns}} from family_guardian where subject_id = :subject_id order by id

-- name: wards_of
-- in: account int
-- out: id int, subject_id int, account int, name text, relation text, proof text, proof_number text, from_day int
-- out: until_day int, confirmed_by int, confirmed_for int, confirmed_at int, ended_at int?, end_reason text?
select {{guardian_columns}} from family_guardian where account = :account order by id

-- name: ward_of
-- in: account int, subject_id int
-- out: id int, subject_id int, account int, name text, relation text, proof text, proof_number text, from_day int
-- out: until_day int, confirmed_by int, confirmed_for int, confirmed_at int, ended_at int?, end_reason text?
select {{guardian_columns}} from family_guardian where account = :account and subject_id = :subject_id order by id

-- name: end_guardian
-- in: id int, subject_id int, until_day int, ended_by int, ended_at int, end_reason text
update family_guardian set until_day = :until_day, ended_by = :ended_by, ended_at = :ended_at, end_reason = :end_reason
where id = :id and subject_id = :subject_id and ended_at is null

-- name: consents_of
-- in: subject_id int
-- out: purpose int, no int, given int, account int, at int
select purpose, no, given, account, at from family_consent where subject_id = :subject_id order by purpose, no

-- name: add_consent
-- in: subject_id int, purpose int, no int, given int, account int, at int
insert into family_consent (subject_id, purpose, no, given, account, at)
values (:subject_id, :purpose, :no, :given, :account, :at)

-- fragment: request_columns
id, subject_id, account, kind, about, words, organisation, place, at, due_day, outcome, answer, answered_by, answered_for,
answered_at

-- name: highest_request
-- out: id int
select coalesce(max(id), 0) as id from family_request

-- name: request_written
-- in: write_id text
-- out: id int, account int
select id, account from family_request where write_id = :write_id

-- name: add_request
-- in: id int, subject_id int, account int, write_id text, kind text, about text, words text, organisation int, place int
-- in: at int, due_day int
insert into family_request (id, subject_id, account, write_id, kind, about, words, organisation, place, at, due_day)
values (:id, :subject_id, :account, :write_id, :kind, :about, :words, :organisation, :place, :at, :due_day)

-- name: request
-- in: id int
-- out: id int, subject_id int, account int, kind text, about text, words text, organisation int, place int, at int
-- out: due_day int, outcome text?, answer text?, answered_by int?, answered_for int?, answered_at int?
select {{request_columns}} from family_request where id = :id

-- name: requests_of
-- in: subject_id int
-- out: id int, subject_id int, account int, kind text, about text, words text, organisation int, place int, at int
-- out: due_day int, outcome text?, answer text?, answered_by int?, answered_for int?, answered_at int?
select {{request_columns}} from family_request where subject_id = :subject_id order by id desc

-- name: requests_on_desk
-- in: own int, reviews int, place_from int, place_to int, most int
-- out: id int, subject_id int, account int, kind text, about text, words text, organisation int, place int, at int
-- out: due_day int, outcome text?, answer text?, answered_by int?, answered_for int?, answered_at int?
select {{request_columns}} from family_request
where answered_at is null
  and (organisation = :own or organisation = 0 and :reviews <> 0 and place >= :place_from and place < :place_to)
order by due_day, id limit :most

-- name: answer_request
-- in: id int, outcome text, answer text, answered_by int, answered_for int, answered_at int
update family_request set outcome = :outcome, answer = :answer, answered_by = :answered_by, answered_for = :answered_for,
  answered_at = :answered_at
where id = :id and answered_at is null

-- name: forget_guardians
-- in: subject_id int
delete from family_guardian where subject_id = :subject_id

-- name: forget_consents
-- in: subject_id int
delete from family_consent where subject_id = :subject_id

-- name: forget_requests
-- in: subject_id int
delete from family_request where subject_id = :subject_id
