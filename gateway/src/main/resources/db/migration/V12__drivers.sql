-- What drivers need to reach devices, cameras and displays. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table peripherals add column driver varchar not null default '';

-- By which a driver is let in; the password encrypted. subject_id is that of a device or of a peripheral.
create table driver_logins (
    subject_id varchar(36) primary key,
    username varchar not null,
    secret varchar not null
);
