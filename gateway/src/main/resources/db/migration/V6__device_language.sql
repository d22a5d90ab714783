-- What people in a room read and hear; null for the court's language. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table devices add column language varchar(8)
    check (language in ('kk', 'ru', 'en'));
