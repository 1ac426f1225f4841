-- name: put_draft
-- in: version text, base text, title_zh text, title_en text, change text, proposed_by int, proposed_at int
insert into policy_draft (version, base, title_zh, title_en, change, proposed_by, proposed_at, state)
values (:version, :base, :title_zh, :title_en, :change, :proposed_by, :proposed_at, 0)
on conflict do nothing

-- fragment: draft
version, base, title_zh, title_en, change, proposed_by, proposed_at, state

-- name: find_draft
-- in: version text
-- out: version text, base text, title_zh text, title_en text, change text, proposed_by int, proposed_at int, state int
select {{draft}} from policy_draft where version = :version

-- name: drafts
-- in: limit int
-- out: version text, base text, title_zh text, title_en text, change text, proposed_by int, proposed_at int, state int
select {{draft}} from policy_draft order by proposed_at desc, version limit :limit

-- The statement also keeps other writers of this draft out until the transaction ends.
-- name: move_draft
-- in: version text, before int, state int
update policy_draft set state = :state where version = :version and state = :before

-- What rules has changed under it: who consented saw another difference.
-- name: rest_draft_on
-- in: version text, base text
update policy_draft set base = :base where version = :version and base <> :base and state = 0

-- name: forget_consents
-- in: version text
delete from policy_consent where version = :version

-- name: put_consent
-- in: version text, account int, given int, reason text, at int
insert into policy_consent (version, account, given, reason, at) values (:version, :account, :given, :reason, :at)
on conflict (version, account) do update set given = excluded.given, reason = excluded.reason, at = excluded.at

-- name: consents
-- in: version text
-- out: account int, given int, reason text, at int
select account, given, reason, at from policy_consent where version = :version order by at, account
