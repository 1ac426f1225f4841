-- A reminder by SMS: one a family a day. state: queued, writing (its file is being written), sent (the file is the
-- gateway's), delivered, failed. reason: the gateway's word, or no_number, not_wanted.
create table messages_sms (
    subject_id bigint not null,
    id bigint not null,
    day bigint not null,
    state text not null,
    reason text not null,
    sender text not null,
    asked_by bigint not null,
    asked_for bigint not null,
    asked_at bigint not null,
    changed_at bigint not null,
    primary key (subject_id, id),
    unique (subject_id, day)
);
create index messages_sms_id on messages_sms (id);
create index messages_sms_state on messages_sms (state, id);

-- When the folder was last looked at: one row, id 1.
create table messages_gateway (
    id bigint not null primary key,
    seen_at bigint not null
);
