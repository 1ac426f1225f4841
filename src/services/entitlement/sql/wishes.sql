-- name: put_wish
-- in: subject_id int, benefit text, wanted int, account int, organisation int, at int
insert into entitlement_wish (subject_id, benefit, wanted, account, organisation, at)
values (:subject_id, :benefit, :wanted, :account, :organisation, :at)
on conflict (subject_id, benefit) do update set wanted = excluded.wanted, account = excluded.account,
    organisation = excluded.organisation, at = excluded.at

-- name: wishes_of
-- in: subject_id int
-- out: benefit text, wanted int, organisation int, at int
select benefit, wanted, organisation, at from entitlement_wish where subject_id = :subject_id order by benefit
