-- A payment may come back. state: 6 returned by the bank, 7 returned and paid again: retries names the claim whose money
-- another one carries anew; once each. Ledger kind: 2 returned.
alter table entitlement_claim add column retries bigint not null default 0;
create unique index entitlement_claim_retries on entitlement_claim (retries) where retries <> 0;
drop index entitlement_claim_desk;
create index entitlement_claim_desk on entitlement_claim (state, id);
