-- Runs on H2 (PostgreSQL mode) and PostgreSQL alike: plain types, no functions, no expression indexes.

create table devices (
    id varchar(36) primary key,
    name varchar not null,
    username varchar(64) not null,
    -- the user name in lower case: user names are compared without regard to case
    username_key varchar(64) not null unique,
    created timestamp with time zone not null
);

-- What checks digest responses (RFC 8760), encrypted: each is as good as the password.
create table device_digests (
    device_id varchar(36) not null references devices (id) on delete cascade,
    realm varchar(255) not null,
    algorithm varchar(16) not null,
    secret varchar not null,
    primary key (device_id, realm, algorithm)
);

create table hearings (
    id varchar(36) primary key,
    number varchar(20) not null,
    title varchar not null,
    created timestamp with time zone not null
);

-- The audit trail. Rows are only ever added.
create table hearing_events (
    hearing_id varchar(36) not null references hearings (id),
    number bigint not null,
    recorded_at timestamp with time zone not null,
    actor varchar not null,
    type varchar(64) not null,
    payload varchar not null,
    primary key (hearing_id, number)
);

-- hearing_id refers to hearings, but not by a constraint: a new hearing is in the journal first and in this database a
-- moment later.
create table participants (
    id varchar(36) primary key,
    hearing_id varchar(36) not null,
    name varchar not null,
    code varchar(64) not null unique,
    code_word_hash varchar not null
);

create index participants_of_hearing on participants (hearing_id);
