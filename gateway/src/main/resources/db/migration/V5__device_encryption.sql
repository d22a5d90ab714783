-- Whether a device's media is encrypted. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table devices add column encryption varchar(10) default 'PREFERRED' not null
    check (encryption in ('REQUIRED', 'PREFERRED', 'OFF'));
