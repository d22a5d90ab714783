-- Codes that users' phones make besides the password (RFC 6238). Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table second_factors (
    user_id varchar(36) primary key references users (id) on delete cascade,
    secret varchar not null,
    -- whether the user has shown that the phone has the secret
    confirmed boolean not null,
    -- the step of time whose code was used last: none is used twice
    last_step bigint not null
);

-- For when the phone is lost: each once. Hashed.
create table recovery_codes (
    user_id varchar(36) not null references users (id) on delete cascade,
    code_hash varchar(64) not null,
    primary key (user_id, code_hash)
);
