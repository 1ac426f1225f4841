-- fragment: event_columns
e.chain, e.seq, e.at, e.account, e.organisation, e.action, e.purpose, e.detail

-- name: next_seq
-- in: chain int
-- out: seq int, head text
-- Locks the chain until the transaction ends; `head` is still the hash before.
update audit_chain set seq = seq + 1 where chain = :chain returning seq, head

-- name: open_chain
-- in: chain int, head text, opened int
insert into audit_chain (chain, seq, head, opened) values (:chain, 0, :head, :opened) on conflict (chain) do nothing

-- name: set_head
-- in: chain int, head text
update audit_chain set head = :head where chain = :chain

-- name: latest_heads
-- in: count int, besides int
-- out: chain int, seq int, head text
select chain, seq, head from audit_chain where chain <> :besides order by opened desc, chain limit :count

-- name: all_heads
-- out: chain int, seq int, head text
select chain, seq, head from audit_chain order by chain

-- name: add_event
-- in: chain int, seq int, at int, account int?, organisation int?, action text, subject_id int?, purpose text
-- in: detail text, digest text, hash text
insert into audit_event (chain, seq, at, account, organisation, action, subject_id, purpose, detail, blanked, digest, hash)
values (:chain, :seq, :at, :account, :organisation, :action, :subject_id, :purpose, :detail, 0, :digest, :hash)

-- name: add_subject
-- in: chain int, seq int, subject_id int
insert into audit_subject (chain, seq, subject_id) values (:chain, :seq, :subject_id)

-- name: hash_at
-- in: chain int, seq int
-- out: hash text
select hash from audit_event where chain = :chain and seq = :seq

-- name: whole_chains
-- out: chain int, seq int, at int, account int?, organisation int?, action text, subject_id int?, purpose text
-- out: detail text, blanked int, digest text, hash text, shown int?
select e.chain, e.seq, e.at, e.account, e.organisation, e.action, e.subject_id, e.purpose, e.detail, e.blanked, e.digest,
  e.hash, s.subject_id as shown
from audit_event e
left join audit_subject s on s.chain = e.chain and s.seq = e.seq
order by e.chain, e.seq, s.subject_id

-- name: events_of_subject
-- in: subject_id int, before int, count int
-- out: chain int, seq int, at int, account int?, organisation int?, action text, purpose text, detail text
select {{event_columns}} from audit_event e where e.subject_id = :subject_id and e.at < :before
union all
select {{event_columns}} from audit_subject s join audit_event e on e.chain = s.chain and e.seq = s.seq
where s.subject_id = :subject_id and e.at < :before
order by at desc, chain, seq limit :count
