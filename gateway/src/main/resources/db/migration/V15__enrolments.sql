-- One-time tokens by which devices fetch their configuration: of each the hash, and at most one for a device. Runs on H2
-- (PostgreSQL mode) and PostgreSQL alike.

create table device_enrolments (
    device_id varchar(36) primary key references devices (id) on delete cascade,
    token_hash varchar(64) not null unique,
    -- MAC address or serial number that may use it; empty for whichever comes first
    hardware varchar(40) not null,
    good_until timestamp with time zone not null,
    -- which used it, and when it did so first; null before
    bound_to varchar(40),
    bound_at timestamp with time zone
);
