-- The ways of a device in which it differs from others: the digest challenges that it is shown, and the largest picture that it is told
-- we take. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table devices add column digest_challenge varchar(20) not null default 'BOTH';
alter table devices add column largest_picture varchar(20) not null default 'AUTOMATIC';
