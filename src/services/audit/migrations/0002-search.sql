-- For looking into the audit by time, account or action.
create index audit_event_at on audit_event (at);
create index audit_event_of_account on audit_event (account, at);
create index audit_event_of_action on audit_event (action, at);
