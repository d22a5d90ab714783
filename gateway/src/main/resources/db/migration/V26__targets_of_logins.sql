-- A driver's login belongs to the address and the driver that it was typed for: of each that is there, to those of now. A device's
-- first address is the one that its driver connects to; the list has a line for each. Runs on H2 (PostgreSQL mode) and PostgreSQL
-- alike.

alter table driver_logins add column driver varchar not null default '';
alter table driver_logins add column address varchar not null default '';

update driver_logins set driver = coalesce(
    (select d.driver from device_descriptions d where d.device_id = driver_logins.subject_id),
    (select p.driver from peripherals p where p.id = driver_logins.subject_id),
    '');

update driver_logins set address = coalesce(
    (select case when position('
' in d.addresses) > 0 then substring(d.addresses from 1 for position('
' in d.addresses) - 1) else d.addresses end
        from device_descriptions d where d.device_id = driver_logins.subject_id),
    (select p.address from peripherals p where p.id = driver_logins.subject_id),
    '');
