-- Passwords of devices, encrypted: H.235 proves who somebody is by the password itself. A device that was added before has
-- none until it gets another password. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table device_passwords (
    device_id varchar(36) not null primary key references devices (id) on delete cascade,
    secret varchar not null
);
