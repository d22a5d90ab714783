-- Which certificate or host key a device in a room had when it was first connected to. Runs on H2 (PostgreSQL mode) and
-- PostgreSQL alike.

create table device_pins (
    host varchar(255) not null,
    port integer not null,
    fingerprint varchar(64) not null,
    pinned_at timestamp with time zone not null,
    primary key (host, port)
);
