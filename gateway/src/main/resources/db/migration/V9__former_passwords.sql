-- Passwords that were replaced and still work for a while, so that nobody is cut off before the new one is in the device;
-- encrypted. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table device_former_passwords (
    id varchar(36) primary key,
    device_id varchar(36) not null references devices (id) on delete cascade,
    secret varchar not null,
    good_until timestamp with time zone not null
);

create index device_former_passwords_of_device on device_former_passwords (device_id);
