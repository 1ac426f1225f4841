-- One chain per process: what it appended, in order. `head` is the hash of the last event.
create table audit_chain (
  chain bigint not null,
  seq bigint not null,
  head text not null,
  opened bigint not null, -- milliseconds
  primary key (chain)
){{without rowid}};

-- `digest` is of the content, `hash` of digest, place and the hash before: retention blanks a content and keeps both.
create table audit_event (
  chain bigint not null,
  seq bigint not null,
  at bigint not null, -- milliseconds
  account bigint,
  organisation bigint,
  action text not null,
  subject_id bigint,
  purpose text not null,
  detail text not null,
  blanked bigint not null,
  digest text not null,
  hash text not null,
  primary key (chain, seq)
){{without rowid}};
create index audit_event_of_subject on audit_event (subject_id, at);

-- Whom a list showed: one event, a row per subject.
create table audit_subject (
  chain bigint not null,
  seq bigint not null,
  subject_id bigint not null,
  primary key (chain, seq, subject_id)
){{without rowid}};
create index audit_subject_seen on audit_subject (subject_id, chain, seq);
