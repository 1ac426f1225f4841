-- name: past_their_time
-- in: action text, before int, most int
-- out: chain int, seq int
select e.chain, e.seq from audit_event e where e.action = :action and e.at < :before and e.blanked = 0 order by e.at limit :most

-- name: blank
-- in: chain int, seq int, batch int
update audit_event set account = null, organisation = null, subject_id = null, purpose = '', detail = '{}', blanked = :batch
where chain = :chain and seq = :seq

-- name: forget_shown
-- in: chain int, seq int
delete from audit_subject where chain = :chain and seq = :seq
