-- Of each device that asks an external manager, what it was told last: a digest, encrypted, as a password is in what it was
-- made of. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table told_configurations (
    device_id varchar(36) primary key references devices (id) on delete cascade,
    secret varchar not null
);
