-- Users who may not sign in for now, and users whom another provider knows. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

alter table users add column enabled boolean not null default true;
-- issuer and subject, as an OpenID provider names somebody for ever; null for those who have a password here
alter table users add column external_subject varchar(512);
create unique index users_external on users (external_subject);
