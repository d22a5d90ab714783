-- The MAC address of a device, in small letters with colons: one device has it, and many have none. Runs on H2 (PostgreSQL
-- mode) and PostgreSQL alike, where a unique column takes as many nulls as there are.

alter table device_descriptions add column mac varchar(17);
alter table device_descriptions add constraint device_descriptions_mac unique (mac);
