-- name: last_act
-- in: subject_id int
-- out: act int
select coalesce(max(act), 0) as act from records_move where subject_id = :subject_id

-- name: put_move
-- in: subject_id int, act int, into_subject int, merge int, account int, at int, reason text
insert into records_move (subject_id, act, into_subject, merge, account, at, reason, undone_at)
values (:subject_id, :act, :into_subject, :merge, :account, :at, :reason, null)

-- name: undo_move
-- in: subject_id int, act int, at int
update records_move set undone_at = :at where subject_id = :subject_id and act = :act and undone_at is null

-- name: standing_merge
-- in: subject_id int
-- out: act int, into_subject int, account int, at int, reason text
select act, into_subject, account, at, reason from records_move
where subject_id = :subject_id and merge = 1 and undone_at is null

-- name: moves_from
-- in: subject_id int
-- out: into_subject int, act int, merge int, account int, at int, reason text, undone_at int?
select into_subject, act, merge, account, at, reason, undone_at from records_move
where subject_id = :subject_id order by act

-- name: moves_into
-- in: into_subject int
-- out: subject_id int, act int, merge int, account int, at int, reason text, undone_at int?
select subject_id, act, merge, account, at, reason, undone_at from records_move
where into_subject = :into_subject order by subject_id, act

-- name: put_moved
-- in: subject_id int, lineage int, from_subject int, act int, from_lineage int, aside int
insert into records_moved (subject_id, lineage, from_subject, act, from_lineage, aside)
values (:subject_id, :lineage, :from_subject, :act, :from_lineage, :aside)

-- name: moved_by
-- in: subject_id int, from_subject int, act int
-- out: lineage int, from_lineage int, aside int
select lineage, from_lineage, aside from records_moved
where subject_id = :subject_id and from_subject = :from_subject and act = :act order by lineage

-- name: last_draft
-- in: subject_id int
-- out: id int
select coalesce(max(id), 0) as id from records_draft where subject_id = :subject_id

-- name: put_draft
-- in: subject_id int, id int, form text, day int, account int, organisation int, role text, at int, offends text, content text
insert into records_draft (subject_id, id, form, day, account, organisation, role, at, offends, content)
values (:subject_id, :id, :form, :day, :account, :organisation, :role, :at, :offends, :content)

-- name: drafts_of
-- in: subject_id int
-- out: id int, form text, day int, account int, organisation int, role text, at int, offends text, content text
select id, form, day, account, organisation, role, at, offends, content from records_draft
where subject_id = :subject_id order by id

-- name: change_draft
-- in: subject_id int, id int, day int, account int, at int, offends text, content text
update records_draft set day = :day, account = :account, at = :at, offends = :offends, content = :content
where subject_id = :subject_id and id = :id

-- name: drop_drafts
-- in: subject_id int
delete from records_draft where subject_id = :subject_id

-- name: drop_draft
-- in: subject_id int, id int
delete from records_draft where subject_id = :subject_id and id = :id

-- name: drafts_waiting
-- in: organisation int, role text, after_at int, after_subject int, after_id int, limit int
-- out: subject_id int, id int, form text, day int, at int
select subject_id, id, form, day, at from records_draft
where organisation = :organisation and role = :role and (at, subject_id, id) > (:after_at, :after_subject, :after_id)
order by at, subject_id, id limit :limit
