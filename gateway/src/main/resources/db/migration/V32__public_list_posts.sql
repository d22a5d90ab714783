-- Attempts to post the list of hearings for the public. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table public_list_posts (
    id varchar(36) primary key,
    posted_at timestamp with time zone not null,
    -- of the list as it was posted
    digest varchar(64) not null,
    outcome varchar(8) not null check (outcome in ('TAKEN', 'FAILED', 'REFUSED')),
    reason varchar(16) not null,
    -- of the reason: a status, or an address
    detail varchar(64) not null
);

create index public_list_posts_by_time on public_list_posts (posted_at);
