-- One row: the keys that secrets are encrypted with, sealed by a master key that is not in the database. The program makes
-- it, and encrypts with these keys what is there already. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table secret_keysets (
    id int primary key,
    keyset varchar not null
);
