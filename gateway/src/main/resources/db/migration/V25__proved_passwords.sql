-- Whether a device has proved a password that came after a former one, so that it needs that one no more; and whether somebody was
-- warned that it has not. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table device_former_passwords add column superseded boolean not null default false;
alter table device_former_passwords add column warned boolean not null default false;
