-- name: put_application
-- in: id int, line int, asked int, reason text, sent_by int, sent_on int
insert into ledger_application (id, line, asked, granted, state, reason, sent_by, sent_on, answered_by, answered_on, reference)
values (:id, :line, :asked, 0, 0, :reason, :sent_by, :sent_on, 0, null, '')

-- name: answer_application
-- in: id int, state int, granted int, answered_by int, answered_on int, reference text
update ledger_application set state = :state, granted = :granted, answered_by = :answered_by, answered_on = :answered_on,
    reference = :reference
where id = :id and state = 0

-- fragment: application
a.id, a.line, a.asked, a.granted, a.state, a.reason, a.sent_by, a.sent_on, a.answered_on, a.reference

-- name: find_application
-- in: id int
-- out: id int, line int, asked int, granted int, state int, reason text, sent_by int, sent_on int, answered_on int?, reference text
select {{application}} from ledger_application a where a.id = :id

-- name: applications
-- in: region_from int, region_to int, year int
-- out: id int, line int, asked int, granted int, state int, reason text, sent_by int, sent_on int, answered_on int?, reference text
select {{application}} from ledger_application a join ledger_line l on l.id = a.line
where l.region >= :region_from and l.region < :region_to and l.year = :year order by a.id desc
