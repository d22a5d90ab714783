-- A device that is lent out or lost is disabled, and keeps its seats. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table devices add column enabled boolean default true not null;
