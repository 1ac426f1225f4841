-- Who an account is at another provider of log-ins. subject: the provider's own name for the person, never an address or a number.
create table access_elsewhere (
    issuer text not null,
    subject text not null,
    account bigint not null,
    primary key (issuer, subject),
    unique (account, issuer)
);
