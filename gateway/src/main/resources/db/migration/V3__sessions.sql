-- Who is signed in to the console. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table sessions (
    -- SHA-256 of the token that the browser holds, in base64: whoever reads this table cannot sign in with it
    token_hash varchar(44) primary key,
    user_id varchar(36) not null references users (id) on delete cascade,
    idle_until timestamp with time zone not null,
    expires timestamp with time zone not null
);

create index sessions_of_user on sessions (user_id);
