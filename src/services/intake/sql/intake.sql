-- name: last_import
-- out: id int
select coalesce(max(id), 0) as id from intake_import

-- name: put_import
-- in: id int, kind text, file_name text, account int, organisation int, role text, at int, state text, total int, header text, mapping text, message_zh text, message_en text
insert into intake_import (id, kind, file_name, account, organisation, role, at, state, total, next_row, good, unchanged,
    corrected, doubtful, bad, message_zh, message_en, header, mapping, reason)
values (:id, :kind, :file_name, :account, :organisation, :role, :at, :state, :total, 0, 0, 0,
    0, 0, 0, :message_zh, :message_en, :header, :mapping, '')

-- fragment: columns
id, kind, file_name, account, organisation, role, at, state, total, next_row, good, unchanged, corrected, doubtful, bad,
message_zh, message_en, header, mapping, reason

-- name: find_import
-- in: id int
-- out: id int, kind text, file_name text, account int, organisation int, role text, at int, state text, total int, next_row int, good int, unchanged int, corrected int, doubtful int, bad int, message_zh text, message_en text, header text, mapping text, reason text
select {{columns}} from intake_import where id = :id

-- name: imports_of
-- in: organisation int, before int, limit int
-- out: id int, kind text, file_name text, account int, organisation int, role text, at int, state text, total int, next_row int, good int, unchanged int, corrected int, doubtful int, bad int, message_zh text, message_en text, header text, mapping text, reason text
select {{columns}} from intake_import where organisation = :organisation and id < :before order by id desc limit :limit

-- name: waiting_imports
-- out: id int
select id from intake_import where state in ('running', 'undoing') order by id

-- name: undone_imports
-- out: id int
select id from intake_import where state in ('undoing', 'undone') order by id

-- name: note_progress
-- in: id int, next_row int, good int, unchanged int, corrected int, doubtful int, bad int
update intake_import
set next_row = :next_row, good = :good, unchanged = :unchanged, corrected = :corrected, doubtful = :doubtful, bad = :bad
where id = :id

-- name: change_state
-- in: id int, before text, state text, message_zh text, message_en text, mapping text, reason text
update intake_import set state = :state, message_zh = :message_zh, message_en = :message_en, mapping = :mapping, reason = :reason
where id = :id and state = :before

-- name: put_bad_row
-- in: import int, row_no int, reason_zh text, reason_en text
insert into intake_bad_row (import, row_no, reason_zh, reason_en) values (:import, :row_no, :reason_zh, :reason_en)
on conflict (import, row_no) do update set reason_zh = excluded.reason_zh, reason_en = excluded.reason_en

-- name: bad_rows
-- in: import int
-- out: row_no int, reason_zh text, reason_en text
select row_no, reason_zh, reason_en from intake_bad_row where import = :import order by row_no

-- name: find_mapping
-- in: organisation int, kind text, headings text
-- out: mapping text
select mapping from intake_mapping where organisation = :organisation and kind = :kind and headings = :headings

-- name: put_mapping
-- in: organisation int, kind text, headings text, mapping text
insert into intake_mapping (organisation, kind, headings, mapping) values (:organisation, :kind, :headings, :mapping)
on conflict (organisation, kind, headings) do update set mapping = excluded.mapping

-- name: settled_before
-- in: before int
-- out: id int
select id from intake_import where at < :before and state in ('done', 'undone', 'failed')
