-- Whether a device is behind a NAT whose outer address changes, so that its media in the clear may be at another address than its
-- signalling. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table devices add column changing_nat boolean not null default false;
