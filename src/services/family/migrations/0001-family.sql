-- Who is guardian of whom. A row is ended, never deleted. Name and number of the proof are sealed under the child's key.
create table family_guardian (
    id bigint not null primary key,
    subject_id bigint not null,
    account bigint not null,
    name text not null,
    relation text not null,
    proof text not null,
    proof_number text not null,
    from_day bigint not null,
    until_day bigint not null,
    confirmed_by bigint not null,
    confirmed_for bigint not null,
    confirmed_at bigint not null,
    ended_by bigint,
    ended_at bigint,
    end_reason text
);
create index family_guardian_subject on family_guardian (subject_id);
create index family_guardian_account on family_guardian (account);

-- Every yes and no, in order; the last one counts.
create table family_consent (
    subject_id bigint not null,
    purpose bigint not null,
    no bigint not null,
    given bigint not null,
    account bigint not null,
    at bigint not null,
    primary key (subject_id, purpose, no)
) {{without rowid}};

-- What a family asks for. organisation: whose record it is about; 0: those who review at the place.
create table family_request (
    id bigint not null primary key,
    subject_id bigint not null,
    account bigint not null,
    write_id text not null unique,
    kind text not null,
    about text not null,
    words text not null,
    organisation bigint not null,
    place bigint not null,
    at bigint not null,
    due_day bigint not null,
    outcome text,
    answer text,
    answered_by bigint,
    answered_for bigint,
    answered_at bigint
);
create index family_request_subject on family_request (subject_id);
create index family_request_open on family_request (organisation, due_day) where answered_at is null;
