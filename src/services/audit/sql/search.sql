-- name: events_between
-- in: from_at int, until_at int, most int
-- out: chain int, seq int, at int, account int?, organisation int?, action text, purpose text, detail text
select {{event_columns}} from audit_event e where e.at >= :from_at and e.at < :until_at order by e.at desc limit :most

-- name: events_of_account
-- in: account int, from_at int, until_at int, most int
-- out: chain int, seq int, at int, account int?, organisation int?, action text, purpose text, detail text
select {{event_columns}} from audit_event e
where e.account = :account and e.at >= :from_at and e.at < :until_at order by e.at desc limit :most

-- name: events_of_action
-- in: action text, from_at int, until_at int, most int
-- out: chain int, seq int, at int, account int?, organisation int?, action text, purpose text, detail text
select {{event_columns}} from audit_event e
where e.action = :action and e.blanked = 0 and e.at >= :from_at and e.at < :until_at order by e.at desc limit :most

-- name: events_of_account_and_action
-- joined to nothing, the action chooses no index: an account's events are far fewer than an action's
-- in: account int, action text, from_at int, until_at int, most int
-- out: chain int, seq int, at int, account int?, organisation int?, action text, purpose text, detail text
select {{event_columns}} from audit_event e
where e.account = :account and e.action || '' = :action and e.at >= :from_at and e.at < :until_at order by e.at desc limit :most
