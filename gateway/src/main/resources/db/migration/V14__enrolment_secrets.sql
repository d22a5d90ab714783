-- By which a device gets its first certificate, once: SHA-256 of 160 random bits. Runs on H2 (PostgreSQL mode) and
-- PostgreSQL alike.

create table enrolment_secrets (
    device_id varchar(36) primary key references devices (id) on delete cascade,
    hash varchar(64) not null,
    good_until timestamp with time zone not null
);
