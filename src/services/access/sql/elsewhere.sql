-- name: elsewhere
-- in: issuer text, subject text
-- out: account int
select account from access_elsewhere where issuer = :issuer and subject = :subject

-- name: link_elsewhere
-- in: issuer text, subject text, account int
insert into access_elsewhere (issuer, subject, account) values (:issuer, :subject, :account)

-- name: unlink_elsewhere
-- in: issuer text, account int
delete from access_elsewhere where issuer = :issuer and account = :account
