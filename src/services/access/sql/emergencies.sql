-- name: is_opened
-- in: account int, subject_id int
-- out: until_at int
select until_at from access_opened where account = :account and subject_id = :subject_id

-- name: open_now
-- in: account int, subject_id int, until_at int
insert into access_opened (account, subject_id, until_at) values (:account, :subject_id, :until_at)
on conflict (account, subject_id) do update set until_at = excluded.until_at

-- name: close_over
-- in: account int, at int
delete from access_opened where account = :account and until_at <= :at

-- name: close_all_of
-- in: subject_id int
delete from access_opened where subject_id = :subject_id

-- name: forget_emergencies
-- in: subject_id int
delete from access_emergency where subject_id = :subject_id

-- name: highest_emergency
-- out: id int
select coalesce(max(id), 0) as id from access_emergency

-- name: open_emergency
-- in: id int, subject_id int, account int, organisation int, region int, reason text, opened_at int, until_at int
insert into access_emergency (id, subject_id, account, organisation, region, reason, opened_at, until_at)
values (:id, :subject_id, :account, :organisation, :region, :reason, :opened_at, :until_at)

-- name: emergencies_to_review
-- in: place_from int, place_to int, most int
-- out: id int, subject_id int, account int, organisation int, reason text, opened_at int, until_at int
select id, subject_id, account, organisation, reason, opened_at, until_at from access_emergency
where reviewed_at is null and region >= :place_from and region < :place_to order by opened_at limit :most

-- name: review_emergency
-- in: id int, by int, at int, place_from int, place_to int
update access_emergency set reviewed_by = :by, reviewed_at = :at
where id = :id and reviewed_at is null and region >= :place_from and region < :place_to and account <> :by
