-- Where participants and users get letters of the court. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table participants add column email varchar(254);
-- 'kk', 'ru' or 'en'; none for the court's
alter table participants add column letter_language varchar(2);
alter table users add column email varchar(254);
