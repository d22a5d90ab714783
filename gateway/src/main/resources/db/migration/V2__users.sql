-- Who may sign in to the console. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table users (
    id varchar(36) primary key,
    login varchar(64) not null,
    -- the login in lower case: logins are compared without regard to case
    login_key varchar(64) not null unique,
    name varchar not null,
    password_hash varchar not null,
    one_time_password boolean not null,
    language varchar(8)
);

create table user_roles (
    user_id varchar(36) not null references users (id) on delete cascade,
    role varchar(32) not null,
    primary key (user_id, role)
);
