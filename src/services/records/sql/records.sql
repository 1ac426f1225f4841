-- name: create_file
-- in: subject_id int, kind text
insert into records_file (subject_id, kind, version, last_no, derived_on, next_change, policy, fault)
values (:subject_id, :kind, 0, 0, null, null, '', '')

-- name: put_file
-- in: subject_id int, kind text, version int, last_no int, derived_on int?, next_change int?, policy text, fault text
insert into records_file (subject_id, kind, version, last_no, derived_on, next_change, policy, fault)
values (:subject_id, :kind, :version, :last_no, :derived_on, :next_change, :policy, :fault)

-- name: raise_version
-- in: subject_id int
update records_file set version = version + 1 where subject_id = :subject_id

-- name: find_file
-- in: subject_id int
-- out: kind text, version int, last_no int, derived_on int?, next_change int?, policy text, fault text
select kind, version, last_no, derived_on, next_change, policy, fault
from records_file where subject_id = :subject_id

-- name: note_derived
-- in: subject_id int, last_no int, derived_on int?, next_change int?, policy text, fault text
update records_file
set last_no = :last_no, derived_on = :derived_on, next_change = :next_change, policy = :policy, fault = :fault
where subject_id = :subject_id

-- name: put_record
-- in: subject_id int, no int, lineage int, version int, op int, form text, day int, entered_at int, account int, organisation int, import int, write_id text, reason text, content text
insert into records_record (subject_id, no, lineage, version, op, form, day, entered_at, account, organisation,
    import, write_id, reason, content)
values (:subject_id, :no, :lineage, :version, :op, :form, :day, :entered_at, :account, :organisation,
    :import, :write_id, :reason, :content)

-- name: records_of
-- in: subject_id int
-- out: no int, lineage int, version int, op int, form text, day int, entered_at int, account int, organisation int, import int, write_id text, reason text, content text
select no, lineage, version, op, form, day, entered_at, account, organisation, import, write_id, reason, content
from records_record where subject_id = :subject_id order by no

-- name: due_files
-- in: day int, after int, limit int
-- out: subject_id int
select subject_id from records_file
where next_change is not null and next_change <= :day and subject_id > :after
order by subject_id limit :limit

-- name: count_due
-- in: day int
-- out: files int
select count(*) as files from records_file where next_change is not null and next_change <= :day

-- name: files_of_other_policy
-- in: policy text, after int, limit int
-- out: subject_id int
select subject_id from records_file
where policy <> :policy and subject_id > :after
order by subject_id limit :limit

-- name: faulty_files
-- in: limit int
-- out: subject_id int, fault text
select subject_id, fault from records_file where fault <> '' order by subject_id limit :limit

-- name: count_files
-- out: files int
select count(*) as files from records_file

-- name: touched_by_import
-- in: import int, after int, limit int
-- out: subject_id int
select distinct subject_id from records_record
where import <> 0 and import = :import and subject_id > :after
order by subject_id limit :limit

-- name: scan_all
-- in: from_subject int, to_subject int
-- out: subject_id int, kind text, file_version int, last_no int, derived_on int?, next_change int?, policy text, fault text, no int?, lineage int?, version int?, op int?, form text?, day int?, entered_at int?, account int?, organisation int?, import int?, write_id text?, reason text?, content text?
select f.subject_id, f.kind, f.version as file_version, f.last_no, f.derived_on, f.next_change, f.policy, f.fault,
    r.no, r.lineage, r.version, r.op, r.form, r.day, r.entered_at, r.account, r.organisation, r.import, r.write_id,
    r.reason, r.content
from records_file f left join records_record r on r.subject_id = f.subject_id
where f.subject_id >= :from_subject and f.subject_id < :to_subject
order by f.subject_id, r.no
